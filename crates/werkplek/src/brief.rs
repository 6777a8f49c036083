// SPDX-License-Identifier: EUPL-1.2
//! A letter as a printable page.

use askama::Template;
use axum::extract::{Path, State};
use kernel::{Error, dutch};
use uuid::Uuid;
use web::{Access, Answer, Employee, Gemeente, LEZERS, Page, Routes, WERKERS, see_other};

use crate::plek::Plek;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/werk/bericht/{id}/brief", Access::Roles(LEZERS), "/werk/bericht/0/brief", brief).post(
        "/werk/bericht/{id}/geprint",
        Access::Roles(WERKERS),
        "/werk/bericht/0/geprint",
        geprint,
    )
}

#[derive(Template)]
#[template(path = "brief.html")]
struct BriefPagina {
    gemeente: String,
    adres: String,
    aan: Vec<String>,
    datum: String,
    nummer: String,
    telefoon: String,
    onderwerp: String,
    alineas: Vec<String>,
    pad: String,
    te_printen: bool,
    id: String,
}

async fn brief(State(g): State<Gemeente>, ik: Employee, Path(id): Path<Uuid>) -> Answer<Page<BriefPagina>> {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let b = berichten::lees(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let v = vragen::dossier::vraag(&mut tx, &p.wie, b.vraag).await?;
    tx.rollback().await;
    let nummer = p.nummer(&v);
    Ok(Page(BriefPagina {
        gemeente: crate::regel::hoofdletter(p.inr.naam()),
        adres: p.inr.instelling("gemeente.adres", "").to_owned(),
        aan: b.aan.lines().map(str::to_owned).collect(),
        datum: dutch::date_long(b.gemaakt_op),
        telefoon: p.inr.telefoon().to_owned(),
        onderwerp: b.onderwerp.replace(&format!(" ({nummer})"), ""),
        alineas: b.tekst.split("\n\n").map(str::to_owned).collect(),
        pad: format!("/werk/vraag/{nummer}"),
        te_printen: b.toestand == berichten::BerichtToestand::TePrinten,
        id: b.id.to_string(),
        nummer,
    }))
}

async fn geprint(State(g): State<Gemeente>, ik: Employee, Path(id): Path<Uuid>) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let b = berichten::lees(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let v = vragen::dossier::vraag(&mut tx, &p.wie, b.vraag).await?;
    berichten::geprint(&mut tx, &p.ik.actor(), &b).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/werk/vraag/{}", p.nummer(&v))))
}
