// SPDX-License-Identifier: EUPL-1.2
//! My own last thirty days, with the questions behind each figure. Nobody else can open this page about me: it asks
//! for no name, it knows only who is signed in.

use std::time::Duration;

use askama::Template;
use axum::extract::{Query, State};
use kernel::{Error, Page as Bladzijde, Paged, Result, dutch};
use serde::Deserialize;
use vragen::lijst::{self, MijnMaand};
use web::{Access, Answer, Employee, Gemeente, Page, Routes, WERKERS, WorkShell};

use crate::{
    plek::Plek,
    team::{
        cijfers::{RijTekst, Tegel, deel, rij, uren},
        store::{self, Rijen},
    },
};

pub(crate) fn routes() -> Routes {
    let werk = Access::Roles(WERKERS);
    Routes::new().get("/werk/cijfers", werk, "/werk/cijfers", mijn_cijfers).get(
        "/werk/cijfers/vragen",
        werk,
        "/werk/cijfers/vragen?wat=beantwoord",
        mijn_rijen,
    )
}

#[derive(Template)]
#[template(path = "mijn_cijfers.html")]
struct CijferPagina {
    w: WorkShell,
    zin: String,
    tegels: Vec<Tegel>,
}

async fn mijn_cijfers(State(g): State<Gemeente>, ik: Employee) -> Answer<Page<CijferPagina>> {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let maand = lijst::mijn_maand(&mut tx, &p.wie).await?;
    let w = p.shell(&mut tx, "werk", "/werk/cijfers").await?;
    tx.rollback().await;
    Ok(Page(CijferPagina { w, zin: zin(&maand), tegels: tegels(&maand) }))
}

/// The month in one sentence.
pub(crate) fn zin(m: &MijnMaand) -> String {
    if m.beantwoord == 0 {
        return "Je hebt de laatste 30 dagen nog geen vraag beantwoord.".to_owned();
    }
    let vragen = dutch::count(m.beantwoord, "vraag", "vragen");
    if m.op_tijd == m.beantwoord {
        return format!("Je hebt {vragen} beantwoord. Alle beloften kwam je op tijd na.");
    }
    format!("Je hebt {vragen} beantwoord. Bij {} kwam je de belofte op tijd na.", dutch::number(m.op_tijd))
}

fn tegels(m: &MijnMaand) -> Vec<Tegel> {
    let tegel = |naam, getal, eenheid, zin: String, wat: &str| Tegel {
        naam,
        getal,
        eenheid,
        zin,
        url: format!("/werk/cijfers/vragen?wat={wat}"),
    };
    vec![
        tegel(
            "Bij mij gekomen",
            dutch::number(m.ontvangen),
            "",
            "Binnengekomen vragen die nu van jou zijn, of dat waren toen ze klaar waren.".to_owned(),
            "ontvangen",
        ),
        tegel(
            "Beantwoord",
            dutch::number(m.beantwoord),
            "",
            "Vragen van jou die antwoord kregen.".to_owned(),
            "beantwoord",
        ),
        tegel(
            "Beloften gehaald",
            deel(m.op_tijd, m.beantwoord),
            "%",
            format!("{} van {} op tijd.", dutch::number(m.op_tijd), dutch::number(m.beantwoord)),
            "te-laat",
        ),
        tegel(
            "Tijd tot antwoord",
            m.mediaan.map_or_else(|| "–".to_owned(), uren),
            "werkuren",
            "De helft van je vragen was sneller klaar, de helft langzamer.".to_owned(),
            "duur",
        ),
    ]
}

/// What the address may say. No name: these are the own questions.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    wat: String,
    pagina: String,
}

#[derive(Template)]
#[template(path = "mijn_vragen.html")]
struct RijenPagina {
    w: WorkShell,
    kop: &'static str,
    uitleg: &'static str,
    rijen: Vec<RijTekst>,
    nummer: u32,
    meer: bool,
    url: String,
}

fn welke(wat: &str) -> Result<(Rijen, &'static str, &'static str)> {
    Ok(match wat {
        "ontvangen" => (Rijen::Ontvangen, "Bij mij gekomen", "De nieuwste eerst."),
        "beantwoord" => (Rijen::Beantwoord, "Door mij beantwoord", "De nieuwste eerst."),
        "te-laat" => (Rijen::TeLaat, "Beloften die niet lukten", "De nieuwste eerst."),
        "duur" => (Rijen::Duur, "Tijd tot antwoord", "De langste tijd eerst."),
        _ => return Err(Error::NotFound),
    })
}

async fn mijn_rijen(
    State(g): State<Gemeente>,
    ik: Employee,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<RijenPagina>> {
    let p = Plek::van(&g, ik).await?;
    let (rijen, kop, uitleg) = welke(&verzoek.wat)?;
    let bladzijde = Bladzijde::lenient(Some(verzoek.pagina.as_str()));
    let mut tx = g.db().read().await?;
    let nu = tx.now();
    let van = nu - Duration::from_secs(lijst::DAGEN * 24 * 3600);
    let (team, ik) = (p.wie.team.as_str(), Some(p.wie.id()?));
    let gevonden = store::rijen(&mut tx, rijen, team, ik, van, team, bladzijde).await?;
    let gevonden = Paged::from_rows(gevonden, bladzijde);
    let url = format!("/werk/cijfers/vragen?wat={}&", verzoek.wat);
    let w = p.shell(&mut tx, "werk", url.trim_end_matches('&')).await?;
    tx.rollback().await;
    Ok(Page(RijenPagina {
        w,
        kop,
        uitleg,
        rijen: gevonden.items.iter().map(|r| rij(&p, r, nu)).collect(),
        nummer: bladzijde.number,
        meer: gevonden.more,
        url,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_told_without_a_grade() {
        let maand = |beantwoord, op_tijd| zin(&MijnMaand { beantwoord, op_tijd, ..MijnMaand::default() });
        assert_eq!(maand(0, 0), "Je hebt de laatste 30 dagen nog geen vraag beantwoord.");
        assert_eq!(maand(1, 1), "Je hebt 1 vraag beantwoord. Alle beloften kwam je op tijd na.");
        assert_eq!(maand(12, 10), "Je hebt 12 vragen beantwoord. Bij 10 kwam je de belofte op tijd na.");
    }
}
