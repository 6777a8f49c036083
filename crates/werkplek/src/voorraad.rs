// SPDX-License-Identifier: EUPL-1.2
//! The worklist of a team: filters, promise and age, 25 lines, keys j, k, Enter and d, and a selection at once.

use askama::Template;
use axum::extract::{Path, Query, State};
use kernel::{Error, Page as Bladzijde, Result};
use serde::Deserialize;
use storage::Tx;
use uuid::Uuid;
use vragen::{Eigenaar, VraagId, lijst};
use web::{
    Access, Answer, Employee, Gemeente, LEZERS, Page, Routes, WERKERS, WorkShell, see_other, shell::Keuze,
};

use crate::{
    plek::Plek,
    regel::{Groep, groepen},
};

/// Most questions in one selection: one page.
const SELECTIE_MAX: usize = 100;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/werk/voorraad", Access::Roles(LEZERS), "/werk/voorraad", eigen_team)
        .get("/werk/voorraad/{team}", Access::Roles(LEZERS), "/werk/voorraad/KCC", voorraad)
        .post(
            "/werk/voorraad/{team}/selectie",
            Access::Roles(WERKERS),
            "/werk/voorraad/KCC/selectie",
            selectie,
        )
}

async fn eigen_team(State(g): State<Gemeente>, ik: Employee) -> Answer {
    let p = Plek::van(&g, ik).await?;
    Ok(see_other(&format!("/werk/voorraad/{}", p.wie.team)))
}

/// The filters as they stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Vraagtekens {
    van: String,
    medewerker: String,
    onderwerp: String,
    kanaal: String,
    wijk: String,
    datum: String,
    pagina: String,
    klaar: String,
}

impl Vraagtekens {
    fn filter(&self, p: &Plek, team: &str) -> lijst::Filter {
        let tekst = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        lijst::Filter {
            team: Some(team.to_owned()),
            medewerker: if self.van == "mij" { Some(p.ik.id) } else { self.medewerker.parse().ok() },
            vrij: self.van == "vrij",
            onderwerp: tekst(&self.onderwerp),
            kanaal: self.kanaal.parse().ok(),
            wijk: tekst(&self.wijk),
            datum: self.datum.parse().ok(),
        }
    }

    /// The address without the page, ready for another parameter.
    fn adres(&self, team: &str) -> String {
        let delen: Vec<String> = [
            ("van", &self.van),
            ("medewerker", &self.medewerker),
            ("onderwerp", &self.onderwerp),
            ("kanaal", &self.kanaal),
            ("wijk", &self.wijk),
            ("datum", &self.datum),
        ]
        .into_iter()
        .filter(|(_, w)| !w.is_empty() && w.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)))
        .map(|(n, w)| format!("{n}={w}&"))
        .collect();
        format!("/werk/voorraad/{team}?{}", delen.concat())
    }
}

struct Tab {
    naam: &'static str,
    url: String,
    hier: bool,
    aantal: Option<i64>,
}

#[derive(Template)]
#[template(path = "voorraad.html")]
struct VoorraadPagina {
    w: WorkShell,
    team: String,
    team_naam: String,
    zin: String,
    tabs: Vec<Tab>,
    filter: Vraagtekens,
    onderwerpen: Vec<Keuze>,
    wijken: Vec<Keuze>,
    kanalen: Vec<Keuze>,
    datums: Vec<Keuze>,
    doelen: Vec<Keuze>,
    mag_toewijzen: bool,
    groepen: Vec<Groep>,
    getoond: usize,
    nummer: u32,
    meer: bool,
    url: String,
    melding: String,
    toetsen: Vec<(&'static str, &'static str)>,
}

async fn voorraad(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(team): Path<String>,
    Query(filter): Query<Vraagtekens>,
) -> Answer<Page<VoorraadPagina>> {
    let p = Plek::van(&g, ik).await?;
    if p.inr.team(&team).is_none() {
        return Err(Error::NotFound.into());
    }
    let mut tx = g.db().read().await?;
    let pagina = bouw(&p, &mut tx, team, filter).await?;
    tx.rollback().await;
    Ok(Page(pagina))
}

async fn bouw(p: &Plek, tx: &mut Tx, team: String, filter: Vraagtekens) -> Result<VoorraadPagina> {
    let bladzijde = Bladzijde::lenient(Some(filter.pagina.as_str()));
    let regels = lijst::voorraad(tx, &p.wie, &filter.filter(p, &team), bladzijde).await?;
    let stand = lijst::stand(tx, &team).await?;
    let w = p.shell(tx, "voorraad", filter.adres(&team)).await?;
    let keuzes = |paren: Vec<(String, String)>| paren.into_iter().map(|(a, b)| Keuze::new(a, b)).collect();
    Ok(VoorraadPagina {
        w,
        zin: zin(stand.open, stand.te_laat),
        tabs: tabs(p, &team, &filter, &stand),
        onderwerpen: keuzes(p.inr.onderwerpen.iter().map(|o| (o.id.clone(), o.naam.clone())).collect()),
        wijken: keuzes(p.inr.wijken.iter().map(|w| (w.id.clone(), w.naam.clone())).collect()),
        kanalen: vragen::Kanaal::ALL
            .iter()
            .map(|k| Keuze::new(k.text(), web::shell::channel_name(k.text())))
            .collect(),
        datums: ["te-laat", "vandaag", "risico", "wacht"]
            .into_iter()
            .zip(["Te laat", "Beloofd vandaag", "Komt in gevaar", "Wacht op een ander"])
            .map(|(w, t)| Keuze::new(w, t))
            .collect(),
        doelen: doelen(p, &team),
        mag_toewijzen: p.wie.verdeelpunt || (p.wie.teamleider && p.wie.team == team),
        getoond: regels.items.len(),
        nummer: bladzijde.number,
        meer: regels.more,
        groepen: groepen(p, &regels.items, tx.now()),
        url: filter.adres(&team),
        melding: melding(&filter.klaar),
        team_naam: p.inr.team_naam(&team).to_owned(),
        team,
        filter,
        toetsen: vec![
            ("j", "omlaag"),
            ("k", "omhoog"),
            ("Enter", "open"),
            ("x", "kies"),
            ("c", "oppakken"),
            ("d", "afronden"),
        ],
    })
}

fn zin(open: i64, te_laat: i64) -> String {
    let open = kernel::dutch::count(open, "open vraag", "open vragen");
    if te_laat == 0 {
        format!("{open}. Niets is te laat. Wat het eerst moet, staat bovenaan.")
    } else {
        format!("{open}, {te_laat} te laat. Wat het eerst moet, staat bovenaan.")
    }
}

fn melding(klaar: &str) -> String {
    let Some((gelukt, niet)) = klaar.split_once('-') else { return String::new() };
    let (Ok(gelukt), Ok(niet)) = (gelukt.parse::<u32>(), niet.parse::<u32>()) else { return String::new() };
    let goed = kernel::dutch::count(i64::from(gelukt), "vraag is gedaan", "vragen zijn gedaan");
    match niet {
        0 => format!("{goed}."),
        n => {
            format!("{goed}. Bij {n} lukte het niet: daar kan deze stap nu niet, of een collega was je voor.")
        }
    }
}

fn tabs(p: &Plek, team: &str, filter: &Vraagtekens, stand: &lijst::TeamStand) -> Vec<Tab> {
    let mijn = stand.personen.iter().find(|m| m.medewerker == p.ik.id).map_or(0, |m| m.open);
    let basis = format!("/werk/voorraad/{team}");
    let los = filter.van.is_empty() && filter.datum.is_empty() && filter.medewerker.is_empty();
    let tab = |naam, vraag: &str, hier, aantal| Tab {
        naam,
        url: format!("{basis}{vraag}"),
        hier,
        aantal: Some(aantal),
    };
    vec![
        tab("Alles van het team", "", los, stand.open),
        tab("Van mij", "?van=mij", filter.van == "mij", mijn),
        tab("Nog van het team", "?van=vrij", filter.van == "vrij", stand.vrij),
        tab("Te laat", "?datum=te-laat", filter.datum == "te-laat", stand.te_laat),
        tab("Vandaag", "?datum=vandaag", filter.datum == "vandaag", stand.vandaag),
        tab("Wacht op een ander", "?datum=wacht", filter.datum == "wacht", stand.wacht),
    ]
}

/// Colleagues of the team, and for the distribution point the other teams.
fn doelen(p: &Plek, team: &str) -> Vec<Keuze> {
    let mut doelen: Vec<Keuze> =
        p.inr.leden(team).map(|m| Keuze::new(format!("{team}:{}", m.id), m.naam.clone())).collect();
    if p.wie.verdeelpunt {
        doelen
            .extend(p.inr.teams.iter().map(|t| Keuze::new(format!("{}:", t.id), format!("Team {}", t.naam))));
    }
    doelen
}

/// Reads `team:uuid` or `team:` as an owner.
pub(crate) fn doel(tekst: &str) -> Result<Eigenaar> {
    let (team, medewerker) =
        tekst.split_once(':').ok_or_else(|| Error::field("naar", "Kies een collega of een team."))?;
    Ok(match medewerker.parse::<Uuid>() {
        Ok(id) => Eigenaar::medewerker(team, id),
        Err(_) => Eigenaar::team(team),
    })
}

/// One step for every chosen question, each in its own transaction: what does not work for one does not stop
/// the others.
async fn selectie(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(team): Path<String>,
    form: web::Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let ids: Vec<VraagId> = form.all("v").filter_map(|v| v.parse().ok()).take(SELECTIE_MAX).collect();
    let naar = if form.is("stap", "toewijzen") { Some(doel(form.text("naar"))?) } else { None };
    let (mut gelukt, mut niet) = (0_u32, 0_u32);
    for id in ids {
        let mut tx = g.db().begin().await?;
        let uitkomst = match &naar {
            Some(naar) => vragen::assign::assign(&mut tx, &p.inr, &p.wie, id, naar.clone()).await,
            None if form.is("stap", "afronden") => {
                vragen::close::close(&mut tx, &p.wie, id, vragen::Afhandelwijze::Beantwoord).await
            }
            None => vragen::claim::claim(&mut tx, &p.wie, id).await,
        };
        if uitkomst.is_ok() {
            tx.commit().await?;
            gelukt += 1;
        } else {
            tx.rollback().await;
            niet += 1;
        }
    }
    Ok(see_other(&format!("/werk/voorraad/{team}?klaar={gelukt}-{niet}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_a_team_or_a_person_of_a_team() {
        assert_eq!(doel("BZ:").unwrap(), Eigenaar::team("BZ"));
        assert_eq!(doel(&format!("BZ:{}", Uuid::nil())).unwrap(), Eigenaar::medewerker("BZ", Uuid::nil()));
        assert!(doel("BZ").is_err());
    }
}
