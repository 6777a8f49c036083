// SPDX-License-Identifier: EUPL-1.2
//! The field in the bar: the number of a question leads straight to it; anything else finds people.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::IntoResponse,
};
use kernel::Page as Bladzijde;
use serde::Deserialize;
use storage::Tx;
use vragen::dossier;
use web::{Access, Answer, Employee, Form, Gemeente, LEZERS, Page, Routes, WorkShell, see_other};

use crate::{
    klant::{self, Klant, Sleutel, Treffer},
    plek::Plek,
    regel::RegelTekst,
};

pub(crate) fn routes() -> Routes {
    let lees = Access::Roles(LEZERS);
    Routes::new()
        .get("/werk/zoek", lees, "/werk/zoek?q=Vries", zoek)
        .post("/werk/zoek", lees, "/werk/zoek", zoek_veld)
        .get("/werk/klant/{sleutel}", lees, "/werk/klant/vraag-0", persoon)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    q: String,
    /// A search that found nobody and is not repeated: `bsn`.
    niemand: String,
    pagina: String,
}

/// Somebody who was found, with what is open.
struct Gevonden {
    treffer: Treffer,
    open: Vec<RegelTekst>,
}

#[derive(Template)]
#[template(path = "zoek.html")]
struct ZoekPagina {
    w: WorkShell,
    q: String,
    niemand_met_bsn: bool,
    gevonden: Vec<Gevonden>,
}

/// The field of the bar. A BSN leads straight to its owner and never stands in an address; anything else does, so
/// that one can come back to it.
async fn zoek_veld(State(g): State<Gemeente>, ik: Employee, form: Form) -> Answer {
    let gezocht = form.text("q");
    if !klant::is_bsn(gezocht) {
        return Ok(see_other(&format!("/werk/zoek?q={}", als_parameter(gezocht))));
    }
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let treffer = klant::zoek(&mut tx, &p, gezocht).await?.into_iter().next();
    tx.rollback().await;
    Ok(match treffer {
        Some(treffer) => see_other(&format!("/werk/klant/{}", treffer.sleutel)),
        None => see_other("/werk/zoek?niemand=bsn"),
    })
}

/// A text as the value of a query parameter.
fn als_parameter(tekst: &str) -> String {
    let teken =
        |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
    tekst.bytes().map(teken).collect()
}

async fn zoek(State(g): State<Gemeente>, ik: Employee, Query(verzoek): Query<Verzoek>) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let gezocht = verzoek.q.trim();
    if let Some(v) = dossier::op_nummer(&mut tx, gezocht).await?.filter(|v| p.wie.mag_lezen(v)) {
        tx.rollback().await;
        return Ok(see_other(&format!("/werk/vraag/{}", p.nummer(&v))));
    }
    let mut gevonden = Vec::new();
    for treffer in klant::zoek(&mut tx, &p, gezocht).await? {
        let wie = klant::vind(&mut tx, &p, treffer.sleutel).await?;
        gevonden.push(Gevonden { open: lopend(&mut tx, &p, &wie).await?, treffer });
    }
    let w = p.shell(&mut tx, "", "/werk/zoek").await?;
    tx.rollback().await;
    Ok(Page(ZoekPagina { w, q: gezocht.to_owned(), niemand_met_bsn: verzoek.niemand == "bsn", gevonden })
        .into_response())
}

/// What is open for this person, at most five.
pub(crate) async fn lopend(tx: &mut Tx, p: &Plek, wie: &Klant) -> kernel::Result<Vec<RegelTekst>> {
    let nu = tx.now();
    let regels = klant::vragen(tx, p, wie, Bladzijde { number: 1, size: 5 }).await?;
    let open = |r: &&vragen::lijst::Regel| r.toestand.parse::<vragen::Toestand>().is_ok_and(|t| !t.klaar());
    Ok(regels.items.iter().filter(open).map(|r| RegelTekst::van(p, r, nu)).collect())
}

#[derive(Template)]
#[template(path = "klant.html")]
struct KlantPagina {
    w: WorkShell,
    klant: Klant,
    regels: Vec<RegelTekst>,
    nummer: u32,
    meer: bool,
}

async fn persoon(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(sleutel): Path<String>,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<KlantPagina>> {
    let p = Plek::van(&g, ik).await?;
    let sleutel: Sleutel = sleutel.parse()?;
    let bladzijde = Bladzijde::lenient(Some(verzoek.pagina.as_str()));
    let mut tx = g.db().read().await?;
    let nu = tx.now();
    let klant = klant::vind(&mut tx, &p, sleutel).await?;
    let vragen = klant::vragen(&mut tx, &p, &klant, bladzijde).await?;
    let w = p.shell(&mut tx, "", format!("/werk/klant/{sleutel}")).await?;
    tx.rollback().await;
    Ok(Page(KlantPagina {
        regels: vragen.items.iter().map(|r| RegelTekst::van(&p, r, nu)).collect(),
        nummer: bladzijde.number,
        meer: vragen.more,
        klant,
        w,
    }))
}
