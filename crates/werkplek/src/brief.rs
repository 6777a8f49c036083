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
    /// Our address, a line each.
    afzender: Vec<String>,
    aan: Vec<String>,
    datum: String,
    nummer: String,
    telefoon: String,
    /// Where the question is followed, without "https://".
    volgen: String,
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
    let indiener = vragen::dossier::indiener(&mut tx, b.vraag).await?;
    tx.rollback().await;
    let nummer = p.nummer(&v);
    Ok(Page(BriefPagina {
        gemeente: crate::regel::hoofdletter(p.inr.naam()),
        afzender: regels(p.inr.instelling("gemeente.adres", "")),
        aan: geadresseerde(&indiener, &b.aan),
        datum: dutch::date_long(b.gemaakt_op),
        telefoon: p.inr.telefoon().to_owned(),
        volgen: volgen(&g.config().public_url),
        onderwerp: b.onderwerp.replace(&format!(" ({nummer})"), ""),
        alineas: b.tekst.split("\n\n").map(str::to_owned).collect(),
        pad: format!("/werk/vraag/{nummer}"),
        te_printen: b.toestand == berichten::BerichtToestand::TePrinten,
        id: b.id.to_string(),
        nummer,
    }))
}

/// An address as lines: it was typed with commas or with line ends.
fn regels(adres: &str) -> Vec<String> {
    adres.split(['\n', ',']).map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned).collect()
}

/// What stands in the window: who it is for, on whose behalf, and where. A name that the address begins with is not
/// said twice.
fn geadresseerde(i: &vragen::Indiener, adres: &str) -> Vec<String> {
    let adres = regels(adres);
    let namen = [i.organisatie.trim(), i.naam.trim()];
    let nieuw = namen.iter().filter(|n| !n.is_empty() && !adres.iter().any(|r| r == *n));
    nieuw.map(|n| (*n).to_owned()).chain(adres.clone()).collect()
}

fn volgen(basis: &str) -> String {
    let kort = basis.split_once("://").map_or(basis, |(_, rest)| rest).trim_end_matches('/');
    format!("{kort}/status")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_finds_its_reader_by_name_and_address() {
        let jo = vragen::Indiener { naam: "Jo Bakker".into(), ..vragen::Indiener::default() };
        assert_eq!(
            geadresseerde(&jo, "Lindehof 8, 1234 AB Proefdorp"),
            ["Jo Bakker", "Lindehof 8", "1234 AB Proefdorp"]
        );
        assert_eq!(geadresseerde(&jo, "Jo Bakker\nLindehof 8\n"), ["Jo Bakker", "Lindehof 8"]);
        let bakkerij = vragen::Indiener { organisatie: "Bakkerij De Tros".into(), ..jo };
        assert_eq!(geadresseerde(&bakkerij, "Kade 1"), ["Bakkerij De Tros", "Jo Bakker", "Kade 1"]);
        assert_eq!(volgen("https://www.proefdorp.example/"), "www.proefdorp.example/status");
    }
}
