// SPDX-License-Identifier: EUPL-1.2
//! The contact screen: somebody rings, stands at the desk, writes a letter or is visited. One field finds the
//! caller; one or more questions are registered, each promised or answered at once.
//!
//! What is typed is a draft on the server, with the script on change and without it on every button. So the page
//! is the same after a reload, and no step loses a word.

mod invoer;
mod meer;
mod pagina;
mod store;
mod voorstel;

use std::time::Duration;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use kernel::{Error, Result};
use serde::Deserialize;
use storage::Tx;
use uuid::Uuid;
use vragen::{Vraag, accept, answer::Antwoord, kladversie};
use web::{
    Access, Answer, Employee, Form, FormErrors, Gemeente, Page, Routes, WERKERS, see_other, shell::Place,
};

use self::invoer::Actie;
use crate::{
    klant::{self, Klant},
    plek::Plek,
};

const VOORBEELD: &str = "/werk/contact/01900000-0000-7000-8000-000000000001";
/// A conversation that was not ended is no longer shown after this.
const VERGETEN: Duration = Duration::from_hours(12);
/// Most conversations in the bar.
const LOPEND_MAX: i64 = 4;

pub(crate) fn routes() -> Routes {
    let werk = Access::Roles(WERKERS);
    Routes::new()
        .get("/werk/contact/nieuw", werk, "/werk/contact/nieuw", nieuw)
        .get("/werk/contact/{id}", werk, VOORBEELD, scherm)
        .post("/werk/contact/{id}", werk, VOORBEELD, doe)
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    /// Who it is about.
    klant: String,
    /// Number that was registered just now.
    klaar: String,
    /// A search that found nobody and is not repeated: `bsn`.
    niemand: String,
}

/// A new conversation has an address of its own from the start: what is typed can be found back.
async fn nieuw(State(g): State<Gemeente>, Query(verzoek): Query<Verzoek>) -> Response {
    let id = g.ids().uuid(g.clock().now());
    match verzoek.klant.parse::<klant::Sleutel>() {
        Ok(klant) => see_other(&format!("/werk/contact/{id}?klant={klant}")),
        Err(_) => see_other(&format!("/werk/contact/{id}")),
    }
}

/// Key of the draft of a conversation.
fn kladsleutel(id: Uuid) -> String {
    format!("contact-{id}")
}

/// The id in the address, when the conversation is this employee's or has not begun.
async fn van_mij(tx: &mut Tx, p: &Plek, id: &str) -> Result<(Uuid, Option<store::Gesprek>)> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let gesprek = store::vind(tx, id).await?;
    if gesprek.as_ref().is_some_and(|g| g.medewerker != p.ik.id) {
        return Err(Error::NotFound);
    }
    Ok((id, gesprek))
}

async fn scherm(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(id): Path<String>,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<pagina::ContactPagina>> {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let (id, gesprek) = van_mij(&mut tx, &p, &id).await?;
    let form = begin(&mut tx, &p, id, gesprek.as_ref(), &verzoek.klant).await?;
    let mut pagina = pagina::bouw(&p, &mut tx, id, form, FormErrors::new()).await?;
    if kernel::nummer::parse(&verzoek.klaar).is_some() {
        pagina.klaar = verzoek.klaar;
    }
    pagina.niemand_met_bsn = verzoek.niemand == "bsn";
    tx.rollback().await;
    Ok(Page(pagina))
}

/// The form to begin with: the draft; else what is known of the caller.
async fn begin(
    tx: &mut Tx,
    p: &Plek,
    id: Uuid,
    gesprek: Option<&store::Gesprek>,
    klant: &str,
) -> Result<Form> {
    let mut klad = crate::kladversie::lees(tx, p, &kladsleutel(id)).await?;
    klad.set("weg", "");
    if let Some(sleutel) = invoer::sleutel(&klad) {
        // A draft that was kept after its question was registered came too late.
        if !store::is_geregistreerd(tx, id, sleutel).await? {
            return Ok(klad);
        }
    }
    let mut form = Form::default();
    form.set("sleutel", &tx.new_id().to_string());
    if let Some(gesprek) = gesprek {
        form.set("kanaal", &gesprek.kanaal);
    }
    let sleutel = klant.parse().ok().or(gesprek.and_then(|g| g.partij).map(klant::Sleutel::Partij));
    if let Some(v) = store::vragen(tx, id).await?.last() {
        zelfde_beller(&mut form, v);
    } else if let Some(sleutel) = sleutel {
        invoer::met_klant(&mut form, &klant::vind(tx, p, sleutel).await?);
    }
    Ok(form)
}

/// The next question is of the same caller: nothing is asked twice.
fn zelfde_beller(form: &mut Form, v: &store::Geregistreerd) {
    let telefoon = klant::toon_telefoon(&v.telefoon);
    for (veld, waarde) in [
        ("naam", v.naam.as_str()),
        ("telefoon", telefoon.as_str()),
        ("email", v.email.as_str()),
        ("adres", v.adres.as_str()),
        ("organisatie", v.organisatie.as_str()),
        ("namens", v.namens.as_str()),
        ("wijk", v.wijk.as_deref().unwrap_or("")),
        ("antwoordkanaal", v.antwoordkanaal.as_str()),
    ] {
        form.set(veld, waarde);
    }
    let klant = v.partij.map_or(klant::Sleutel::Vraag(v.id), klant::Sleutel::Partij);
    form.set("klant", &klant.to_string());
}

/// The person chosen on the form, when there is one.
async fn gekozen(tx: &mut Tx, p: &Plek, form: &Form) -> Result<Option<Klant>> {
    match form.read::<klant::Sleutel>("klant") {
        Some(sleutel) => match klant::vind(tx, p, sleutel).await {
            Err(Error::NotFound) => Ok(None),
            gevonden => gevonden.map(Some),
        },
        None => Ok(None),
    }
}

/// Every button of the screen.
async fn doe(State(g): State<Gemeente>, ik: Employee, Path(id): Path<String>, mut form: Form) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let (id, _) = van_mij(&mut tx, &p, &id).await?;
    let pad = format!("/werk/contact/{id}");
    if let Some(sleutel) = form.read::<klant::Sleutel>("kies") {
        let klant = klant::vind(&mut tx, &p, sleutel).await?;
        invoer::met_klant(&mut form, &klant);
        return bewaar(tx, &p, id, form, &format!("{pad}#vraag")).await;
    }
    match Actie::van(&form) {
        Actie::Zoek => zoek(tx, &p, id, form, &pad).await,
        Actie::Voorstel => bewaar(tx, &p, id, form, &format!("{pad}#voorstel")).await,
        Actie::Los => {
            for veld in ["klant", "naam", "telefoon", "email", "adres", "organisatie", "namens", "wijk"] {
                form.set(veld, "");
            }
            bewaar(tx, &p, id, form, &format!("{pad}#wie")).await
        }
        Actie::Afronden => afronden(tx, &p, id, form).await,
        actie => registreer(tx, &p, id, form, actie).await,
    }
}

/// Looks for the caller. A BSN is looked up at once and kept nowhere: not in the draft, not in an address.
async fn zoek(mut tx: Tx, p: &Plek, id: Uuid, mut form: Form, pad: &str) -> Answer {
    if !klant::is_bsn(form.text("q")) {
        return bewaar(tx, p, id, form, &format!("{pad}#wie")).await;
    }
    let treffer = klant::zoek(&mut tx, p, form.text("q")).await?.into_iter().next();
    form.set("q", "");
    match treffer {
        Some(treffer) => {
            let klant = klant::vind(&mut tx, p, treffer.sleutel).await?;
            invoer::met_klant(&mut form, &klant);
            bewaar(tx, p, id, form, &format!("{pad}#vraag")).await
        }
        None => bewaar(tx, p, id, form, &format!("{pad}?niemand=bsn#wie")).await,
    }
}

/// Keeps what was typed and shows the page again.
async fn bewaar(mut tx: Tx, p: &Plek, id: Uuid, mut form: Form, naar: &str) -> Answer {
    form.set("actie", "");
    form.set("kies", "");
    let velden: Vec<(&str, &str)> = form.fields().filter(|(_, waarde)| !waarde.is_empty()).collect();
    let inhoud = serde_json::to_string(&velden).map_err(Error::internal)?;
    kladversie::bewaar(&mut tx, &p.wie, &kladsleutel(id), &inhoud).await?;
    tx.commit().await?;
    Ok(see_other(naar))
}

/// Ends the conversation. Words that were not registered come back first: nobody loses them by a wrong press.
async fn afronden(mut tx: Tx, p: &Plek, id: Uuid, form: Form) -> Answer {
    if form.filled("tekst").is_some() && !form.is("weg", "ja") {
        let mut fouten = FormErrors::new();
        fouten.add("tekst", "Deze vraag is nog niet vastgelegd. Leg hem eerst vast, of gooi de tekst weg.");
        return toon(tx, p, id, form, fouten).await;
    }
    store::eindig(&mut tx, id, p.ik.id).await?;
    kladversie::vergeet(&mut tx, &p.wie, &kladsleutel(id)).await?;
    tx.commit().await?;
    Ok(see_other("/werk"))
}

/// The page with what was typed and what was wrong. Nothing of this transaction is kept.
async fn toon(tx: Tx, p: &Plek, id: Uuid, form: Form, fouten: FormErrors) -> Answer {
    tx.rollback().await;
    let mut tx = p.g.db().read().await?;
    let pagina = pagina::bouw(p, &mut tx, id, form, fouten).await?;
    tx.rollback().await;
    Ok(Page(pagina).invalid().into_response())
}

/// Registers a question: taken in, and answered when that was the button, in one transaction.
async fn registreer(mut tx: Tx, p: &Plek, id: Uuid, form: Form, actie: Actie) -> Answer {
    let klant = gekozen(&mut tx, p, &form).await?;
    let (aanname, mut fouten) = invoer::lees(&form, klant.as_ref(), actie, tx.now());
    if !fouten.is_empty() {
        return toon(tx, p, id, form, fouten).await;
    }
    let sleutel = invoer::sleutel(&form).unwrap_or_else(|| tx.new_id());
    store::begin(&mut tx, id, p.ik.id, aanname.indiener.partij, aanname.kanaal.text()).await?;
    let (_, gesprek) = van_mij(&mut tx, p, &id.to_string()).await?;
    if gesprek.is_none() || store::is_geregistreerd(&mut tx, id, sleutel).await? {
        tx.rollback().await;
        return Ok(see_other(&format!("/werk/contact/{id}")));
    }
    match neem_aan(&mut tx, p, &form, aanname, actie).await {
        Ok(v) => {
            store::zet_partij(&mut tx, id, klant.and_then(|k| k.indiener.partij)).await?;
            store::voeg_toe(&mut tx, id, sleutel, v.id).await?;
            kladversie::vergeet(&mut tx, &p.wie, &kladsleutel(id)).await?;
            tx.commit().await?;
            let nummer = p.nummer(&v);
            Ok(see_other(&format!("/werk/contact/{id}?klaar={nummer}#vraag-{nummer}")))
        }
        Err(fout) => {
            fouten.take(fout)?;
            toon(tx, p, id, form, fouten).await
        }
    }
}

/// Takes the question in; then the note, and the answer when it was given.
async fn neem_aan(
    tx: &mut Tx,
    p: &Plek,
    form: &Form,
    mut aanname: accept::Aanname,
    actie: Actie,
) -> Result<Vraag> {
    let kanaal = aanname.kanaal;
    let notitie = form.text("notitie");
    let v = accept::bouw(&p.inr, &aanname, &p.wie, Uuid::nil().into(), tx.now());
    // A question for a shielded team is closed to whoever took it in: the note goes along inside it.
    let mee = !notitie.is_empty() && !p.wie.mag_lezen(&v);
    if mee {
        aanname.tekst = format!("{}\n\nToelichting van {}: {notitie}", aanname.tekst, p.ik.naam);
    }
    let ontvangst = accept::accept(tx, &p.inr, &p.wie, aanname).await?;
    let id = ontvangst.vraag.id;
    if !notitie.is_empty() && !mee {
        vragen::note::note(tx, &p.wie, id, notitie).await?;
    }
    if actie != Actie::Meteen {
        return Ok(ontvangst.vraag);
    }
    let antwoord = Antwoord { meteen: true, ..Antwoord::new(kanaal, form.text("verteld")) };
    vragen::answer::answer(tx, &p.inr, &p.wie, id, antwoord).await
}

/// Conversations that this employee is busy with, for the bar of every page.
pub(crate) async fn lopend(tx: &mut Tx, p_id: Uuid, pad: &str) -> Result<Vec<Place>> {
    let vanaf = tx.now() - VERGETEN;
    let rijen = store::lopend(tx, p_id, vanaf, LOPEND_MAX).await?;
    Ok(rijen
        .into_iter()
        .map(|r| {
            let adres = format!("/werk/contact/{}", r.id);
            let naam = [r.partij_naam, r.naam].into_iter().find(|n| !n.is_empty());
            Place {
                naam: naam.unwrap_or_else(|| format!("Contact van {}", kernel::dutch::time(r.begonnen_op))),
                hier: pad == adres,
                pad: adres,
            }
        })
        .collect())
}
