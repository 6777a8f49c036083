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
use web::{Access, Answer, Employee, Gemeente, LEZERS, Page, Routes, WorkShell, see_other};

use crate::{
    klant::{self, Klant, Sleutel, Treffer},
    plek::Plek,
    regel::RegelTekst,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/werk/zoek", Access::Roles(LEZERS), "/werk/zoek?q=Vries", zoek).get(
        "/werk/klant/{sleutel}",
        Access::Roles(LEZERS),
        "/werk/klant/vraag-0",
        persoon,
    )
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    q: String,
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
    gevonden: Vec<Gevonden>,
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
    Ok(Page(ZoekPagina { w, q: gezocht.to_owned(), gevonden }).into_response())
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
