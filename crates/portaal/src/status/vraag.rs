// SPDX-License-Identifier: EUPL-1.2
//! The page of one question for the resident: the outcome, your turn, the journey, the messages, and what you can do.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::Result;
use uuid::Uuid;
use vragen::{
    Antwoordkanaal, Indiener, Soort, Toestand, Vraag,
    bijlage::{self, BijlageRow},
    dossier::{self, Klantcontact},
};
use web::{Answer, FormErrors, Page, PortalShell, Resident, T};

use super::{Welke, mijn_of_code};
use crate::{
    beeld::{self, Beeld},
    bestanden::{self, Bestand},
    bezoek::Bezoek,
    datum,
    stel::bevestiging::niet_bewaren,
    velden,
};

/// One exchange, as the resident reads it.
struct Bericht {
    naam: String,
    hoe: String,
    teken: &'static str,
    wanneer: String,
    moment: String,
    soort: &'static str,
    tekst: String,
    /// Name and size.
    bestanden: Vec<(String, String)>,
}

/// What the resident typed on this page, when it comes back with errors.
#[derive(Default)]
pub(super) struct Getypt {
    pub(super) tekst: String,
    pub(super) sleutel: String,
    pub(super) bestanden: Vec<Bestand>,
}

#[derive(Template)]
#[template(path = "status-vraag.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    beeld: Beeld,
    /// What was just done, in words.
    gedaan: Option<String>,
    /// What we wait for, when it is the resident's turn.
    uw_beurt: Option<String>,
    /// The last thing we wrote, when there is an answer.
    antwoord: Option<Bericht>,
    berichten: Vec<Bericht>,
    /// Ask "Is uw vraag opgelost?".
    vraag_opgelost: bool,
    /// Nothing runs any more: a reaction opens it again.
    klaar: bool,
    ingetrokken: bool,
    /// How the answer comes, in words.
    hoe: String,
    getypt: Getypt,
    verzegeld: Vec<String>,
    fouten: FormErrors,
}

pub(super) async fn toon(b: Bezoek, resident: Resident, Query(q): Query<Welke>) -> Answer {
    let v = match mijn_of_code(&b, &resident, &q.nummer).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    Ok(pagina(&b, &v, &q.gedaan, Getypt::default(), FormErrors::new()).await?)
}

/// The page; 422 when what was typed comes back with errors.
pub(super) async fn pagina(
    b: &Bezoek,
    v: &Vraag,
    gedaan: &str,
    mut getypt: Getypt,
    fouten: FormErrors,
) -> Result<Response> {
    let mut tx = b.g.db().read().await?;
    let contacten = dossier::contacten(&mut tx, v.id).await?;
    let beloften = dossier::beloften(&mut tx, v.id).await?;
    let indiener = dossier::indiener(&mut tx, v.id).await?;
    let bijlagen = bijlage::bijlagen(&mut tx, v.id).await?;
    tx.rollback().await;
    let heeft_antwoord = v.beantwoord_op.is_some();
    let laatste = contacten.iter().rposition(|c| !c.van_inwoner).filter(|_| heeft_antwoord);
    let mut berichten: Vec<Bericht> = contacten.iter().map(|c| bericht(b, v, c, &bijlagen)).collect();
    let antwoord = laatste.map(|plek| berichten.remove(plek));
    if getypt.sleutel.is_empty() {
        getypt.sleutel = velden::sleutel(&b.g);
    }
    let status = if fouten.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let pagina = Pagina {
        p: b.schil_met("/status", !fouten.is_empty()),
        t: b.t.clone(),
        beeld: beeld::beeld(b, v, &beloften),
        gedaan: gedaan_tekst(b, gedaan),
        uw_beurt: Some(v.wacht_op.clone()).filter(|_| v.toestand == Toestand::WachtOpInwoner),
        antwoord,
        berichten,
        vraag_opgelost: heeft_antwoord && mag_navragen(b, v),
        klaar: !v.toestand.loopt(),
        ingetrokken: v.toestand == Toestand::Ingetrokken,
        hoe: hoe(b, v, &indiener),
        verzegeld: bestanden::verzegeld(&b.g, &getypt.bestanden)?,
        getypt,
        fouten,
    };
    Ok(niet_bewaren((status, Page(pagina)).into_response()))
}

fn gedaan_tekst(b: &Bezoek, gedaan: &str) -> Option<String> {
    ["aangevuld", "opgelost", "heropend", "gestopt", "antwoord"]
        .contains(&gedaan)
        .then(|| b.t.k(&format!("p-gedaan-{gedaan}")))
}

/// Whether the page asks "Is uw vraag opgelost?": once, and never after a complaint, a worry or a hard subject.
fn mag_navragen(b: &Bezoek, v: &Vraag) -> bool {
    let onderwerp = v.onderwerp.as_deref().and_then(|o| b.inr.onderwerp(o));
    v.soort.navraag() && onderwerp.is_none_or(|o| o.navraag) && v.navraag != "ja" && v.navraag != "nee"
}

fn bericht(b: &Bezoek, v: &Vraag, c: &Klantcontact, bijlagen: &[BijlageRow]) -> Bericht {
    let t = &b.t;
    let naam = match (c.van_inwoner, c.medewerker) {
        (true, _) => t.k("p-bericht-u"),
        (false, Some(id)) => b.inr.medewerker_naam(id).to_owned(),
        (false, None) => t.a("p-het-team", "team", b.inr.team_naam(&v.eigenaar.team)),
    };
    Bericht {
        naam,
        hoe: t.k(&format!("p-via-{}", c.kanaal)),
        teken: c.kanaal.icoon(),
        wanneer: datum::kort(t.lang(), c.op, b.nu),
        moment: c.op.to_string(),
        soort: if c.van_inwoner { "inwoner" } else { "wij" },
        tekst: kernel::text::without_bsn(&c.inhoud),
        bestanden: eigen(c.id, bijlagen),
    }
}

/// Files of one contact.
fn eigen(contact: Uuid, bijlagen: &[BijlageRow]) -> Vec<(String, String)> {
    bijlagen
        .iter()
        .filter(|f| f.contact == contact)
        .map(|f| (f.naam.clone(), bestanden::maat(f.grootte)))
        .collect()
}

/// How the answer comes, with the address half hidden: whoever looks over a shoulder learns little.
fn hoe(b: &Bezoek, v: &Vraag, i: &Indiener) -> String {
    let t = &b.t;
    match v.antwoordkanaal {
        _ if v.soort == Soort::Terugbelverzoek => t.a("p-hoe-nu-telefoon", "nummer", gemaskeerd(&i.telefoon)),
        Antwoordkanaal::Email => t.a("p-hoe-nu-email", "adres", half(&i.email)),
        Antwoordkanaal::Telefoon => t.a("p-hoe-nu-telefoon", "nummer", gemaskeerd(&i.telefoon)),
        anders => t.k(&format!("p-hoe-nu-{anders}")),
    }
}

fn gemaskeerd(nummer: &str) -> String {
    kernel::Telefoon::try_from(nummer).map(|n| n.masked()).unwrap_or_default()
}

/// "j...@voorbeeld.nl".
fn half(email: &str) -> String {
    let Some((naam, domein)) = email.split_once('@') else { return String::new() };
    format!("{}...@{domein}", naam.chars().next().unwrap_or('.'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_mail_address_is_shown_half() {
        assert_eq!(super::half("joke@voorbeeld.example"), "j...@voorbeeld.example");
        assert_eq!(super::half(""), "");
    }
}
