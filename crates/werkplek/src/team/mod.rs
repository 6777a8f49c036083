// SPDX-License-Identifier: EUPL-1.2
//! The team lead's page: the day in one sentence, the promises of today, what needs help, who has what.
//!
//! Per person only open work is shown. Figures of the last thirty days are of the team, and only when enough
//! people work in it that they say nothing about one of them.

pub(crate) mod cijfers;
mod dagbalk;
mod pagina;
pub(crate) mod store;

use axum::{
    extract::{Query, State},
    response::IntoResponse,
};
use kernel::{Error, Result};
use serde::Deserialize;
use vragen::{Eigenaar, VraagId, assign};
use web::{Access, Answer, Employee, Form, Gemeente, Page, Routes, WERKERS, see_other};

use crate::{plek::Plek, voorraad::doel};

/// Most questions in one selection.
const SELECTIE_MAX: usize = 100;

pub(crate) fn routes() -> Routes {
    let werk = Access::Roles(WERKERS);
    Routes::new()
        .get("/team", werk, "/team", team)
        .get("/team/vragen", werk, "/team/vragen?wat=ontvangen", cijfers::rijen)
        .post("/team/toewijzen", werk, "/team/toewijzen", toewijzen)
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Verzoek {
    /// Team; the own one when absent.
    team: String,
    /// What needs help: `te-laat`, `vandaag`, `risico` or `vrij`; everything when absent.
    hulp: String,
    /// Which rows behind a figure.
    wat: String,
    /// Page.
    pagina: String,
    /// How many were assigned just now.
    gelukt: String,
    /// To whom.
    naar: String,
}

/// The team this page is about: the own team of its lead, any team for the distribution point.
fn welk_team(p: &Plek, gevraagd: &str) -> Result<String> {
    if !p.wie.teamleider && !p.wie.verdeelpunt {
        return Err(Error::Forbidden);
    }
    let team = if gevraagd.is_empty() { p.wie.team.as_str() } else { gevraagd };
    if p.inr.team(team).is_none() {
        return Err(Error::NotFound);
    }
    if team != p.wie.team && !p.wie.verdeelpunt {
        return Err(Error::Forbidden);
    }
    Ok(team.to_owned())
}

async fn team(State(g): State<Gemeente>, ik: Employee, Query(verzoek): Query<Verzoek>) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let team = welk_team(&p, &verzoek.team)?;
    let mut tx = g.db().read().await?;
    let mut pagina = pagina::bouw(&p, &mut tx, &team, &verzoek.hulp).await?;
    tx.rollback().await;
    if let (Ok(n), Ok(naar)) = (verzoek.gelukt.parse::<i64>(), doel(&verzoek.naar)) {
        pagina.melding = gelukt(&p, n, &naar);
    }
    Ok(Page(pagina).into_response())
}

fn gelukt(p: &Plek, n: i64, naar: &Eigenaar) -> String {
    let vragen = kernel::dutch::count(n, "vraag is", "vragen zijn");
    format!("{vragen} nu van {}.", naam(p, naar))
}

fn naam(p: &Plek, naar: &Eigenaar) -> String {
    match naar.medewerker {
        Some(id) => p.inr.medewerker_naam(id).to_owned(),
        None => format!("team {}", p.inr.team_naam(&naar.team)),
    }
}

/// Assigns a selection, each question in its own transaction: what does not work for one does not stop the others.
async fn toewijzen(State(g): State<Gemeente>, ik: Employee, form: Form) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let team = welk_team(&p, form.text("team"))?;
    // Everything on the page, also without the script that ticks every box.
    let gekozen = if form.is("alles", "ja") { "rij" } else { "v" };
    let ids: Vec<VraagId> = form.all(gekozen).filter_map(|v| v.parse().ok()).take(SELECTIE_MAX).collect();
    let naar = doel(form.text("naar"));
    let mut fouten = web::FormErrors::new();
    if ids.is_empty() {
        fouten.add("v", "Kies eerst een of meer vragen.");
    }
    let naar = fouten.check("naar", naar)?;
    let (mut n, mut niet) = (0_i64, Vec::new());
    if let (true, Some(naar)) = (fouten.is_empty(), &naar) {
        (n, niet) = verdeel(&p, &ids, naar).await?;
    }
    if let (true, true, Some(naar)) = (fouten.is_empty(), niet.is_empty(), &naar) {
        let aan = naar.medewerker.map_or_else(String::new, |id| id.to_string());
        return Ok(see_other(&format!("/team?team={team}&gelukt={n}&naar={}:{aan}", naar.team)));
    }
    let mut tx = g.db().read().await?;
    let mut pagina = pagina::bouw(&p, &mut tx, &team, form.text("hulp")).await?;
    tx.rollback().await;
    if let Some(naar) = naar.filter(|_| n > 0) {
        pagina.melding = gelukt(&p, n, &naar);
    }
    pagina.gekozen = ids.iter().map(ToString::to_string).collect();
    form.text("naar").clone_into(&mut pagina.naar);
    for tekst in niet {
        fouten.add("", tekst);
    }
    pagina.zet_fouten(fouten);
    Ok(Page(pagina).invalid().into_response())
}

/// Gives how many worked, and for the others why not, in words.
async fn verdeel(p: &Plek, ids: &[VraagId], naar: &Eigenaar) -> Result<(i64, Vec<String>)> {
    let (mut gelukt, mut niet) = (0, Vec::new());
    for id in ids {
        let mut tx = p.g.db().begin().await?;
        match assign::assign(&mut tx, &p.inr, &p.wie, *id, naar.clone()).await {
            Ok(_) => {
                tx.commit().await?;
                gelukt += 1;
            }
            Err(fout) => {
                tx.rollback().await;
                niet.push(waarom(fout)?);
            }
        }
    }
    niet.sort();
    niet.dedup();
    Ok((gelukt, niet))
}

/// Why a question was not assigned; an error of ours is given back.
fn waarom(fout: Error) -> Result<String> {
    match fout {
        Error::Refused { text, .. } => Ok(text),
        Error::Invalid(velden) => Ok(velden.into_iter().map(|f| f.text).collect::<Vec<_>>().join(" ")),
        Error::NotFound => Ok("Een gekozen vraag is er niet meer, of is niet voor jouw team.".to_owned()),
        Error::Stale => {
            Ok("Een collega was je net voor bij een gekozen vraag. Kijk of hij nog moet.".to_owned())
        }
        anders => Err(anders),
    }
}
