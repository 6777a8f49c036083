// SPDX-License-Identifier: EUPL-1.2
//! The administrator's page: the set-up as it is, and what needs a hand: the scan, failed jobs, quarantined mail.
//! Read-only, except that a failed job can be tried again.

mod store;

use askama::Template;
use axum::extract::{Path, Query, State};
use beheer::{Inrichting, Team};
use kernel::{Error, Page as Bladzijde, Paged, Result, Time, calendar::Norm, dutch};
use serde::Deserialize;
use storage::{Event, Tx, jobs};
use uuid::Uuid;
use web::{Access, Answer, Employee, Gemeente, Page, Rol, Routes, Scan, WorkShell, see_other};

use crate::plek::Plek;

const BEHEERDER: Access = Access::Roles(&[Rol::Beheerder]);

pub(crate) fn routes() -> Routes {
    Routes::new().get("/beheer", BEHEERDER, "/beheer", beheer_pagina).post(
        "/beheer/job/{id}/opnieuw",
        BEHEERDER,
        "/beheer/job/00000000-0000-0000-0000-000000000000/opnieuw",
        opnieuw,
    )
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    pagina: String,
    klaar: String,
}

struct TeamTekst {
    team: Team,
    mensen: usize,
    leider: String,
}

struct OnderwerpTekst {
    naam: String,
    team: String,
    soort: String,
    bellen: String,
    antwoord: String,
    betwist: bool,
}

struct UrenTekst {
    plek: String,
    tijden: String,
}

struct PostvakTekst {
    adres: String,
    team: String,
    gelezen: String,
    laatste: String,
}

struct JobTekst {
    id: Uuid,
    soort: String,
    rij: String,
    gemaakt: String,
    pogingen: i64,
    fout: String,
}

struct RijTekst {
    naam: String,
    wacht: i64,
    bezig: i64,
    mislukt: i64,
}

#[derive(Template)]
#[template(path = "beheer.html")]
struct BeheerPagina {
    w: WorkShell,
    melding: &'static str,
    scan_uit: bool,
    ongescand: i64,
    quarantaine: Vec<(String, i64)>,
    rijen: Vec<RijTekst>,
    mislukt: Vec<JobTekst>,
    nummer: u32,
    meer: bool,
    teams: Vec<TeamTekst>,
    onderwerpen: Vec<OnderwerpTekst>,
    uren: Vec<UrenTekst>,
    sluitingen: Vec<(String, String)>,
    postvakken: Vec<PostvakTekst>,
}

async fn beheer_pagina(
    State(g): State<Gemeente>,
    ik: Employee,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<BeheerPagina>> {
    let p = Plek::van(&g, ik).await?;
    let bladzijde = Bladzijde::lenient(Some(verzoek.pagina.as_str()));
    let mut tx = g.db().read().await?;
    let nu = tx.now();
    let mislukt = Paged::from_rows(jobs::list(&mut tx, "mislukt", bladzijde).await?, bladzijde);
    let rijen = rijen(&jobs::counts(&mut tx).await?);
    let quarantaine = store::quarantaine(&mut tx).await?;
    let ongescand = store::ongescand(&mut tx).await?;
    let postvakken = postvakken(&mut tx, &p.inr, nu).await?;
    let w = p.shell(&mut tx, "beheer", "/beheer").await?;
    tx.rollback().await;
    Ok(Page(BeheerPagina {
        w,
        melding: if verzoek.klaar == "opnieuw" { "De taak wordt opnieuw geprobeerd." } else { "" },
        scan_uit: g.config().scan == Scan::Off,
        ongescand,
        quarantaine: quarantaine.into_iter().map(|(t, n)| (p.inr.team_naam(&t).to_owned(), n)).collect(),
        rijen,
        mislukt: mislukt.items.into_iter().map(|j| job(j, nu)).collect(),
        nummer: bladzijde.number,
        meer: mislukt.more,
        teams: teams(&p.inr),
        onderwerpen: onderwerpen(&p.inr),
        uren: uren(&p.inr),
        sluitingen: sluitingen(&p.inr, nu),
        postvakken,
    }))
}

fn job(j: jobs::JobInfo, nu: Time) -> JobTekst {
    JobTekst {
        id: j.id,
        soort: j.kind.replace('-', " "),
        rij: j.queue,
        gemaakt: dutch::moment_near(j.created_at, nu),
        pogingen: j.attempts,
        fout: j.last_error,
    }
}

/// What waits, is busy and failed, per queue.
fn rijen(tellingen: &[(String, String, i64)]) -> Vec<RijTekst> {
    let mut rijen: Vec<RijTekst> = Vec::new();
    for (naam, stand, n) in tellingen {
        if rijen.last().is_none_or(|r| r.naam != *naam) {
            rijen.push(RijTekst { naam: naam.clone(), wacht: 0, bezig: 0, mislukt: 0 });
        }
        if let Some(rij) = rijen.last_mut() {
            match stand.as_str() {
                "wacht" => rij.wacht = *n,
                "bezig" => rij.bezig = *n,
                "mislukt" => rij.mislukt = *n,
                _ => {}
            }
        }
    }
    rijen
}

fn teams(inr: &Inrichting) -> Vec<TeamTekst> {
    inr.teams
        .iter()
        .map(|t| TeamTekst {
            team: t.clone(),
            mensen: inr.leden(&t.id).count(),
            leider: inr.teamleider(&t.id).map_or_else(|| "Nog niemand".to_owned(), |m| m.naam.clone()),
        })
        .collect()
}

fn onderwerpen(inr: &Inrichting) -> Vec<OnderwerpTekst> {
    let norm = |n: Option<&Norm>| n.map_or_else(|| "Norm van het team".to_owned(), Norm::words);
    inr.onderwerpen
        .iter()
        .map(|o| OnderwerpTekst {
            naam: o.naam.clone(),
            team: inr.team_naam(&o.team).to_owned(),
            soort: o.soort.parse::<vragen::Soort>().map_or_else(|_| o.soort.clone(), |s| s.naam().to_owned()),
            bellen: norm(o.norm_bellen.as_ref()),
            antwoord: norm(o.norm_antwoord.as_ref()),
            betwist: o.betwist,
        })
        .collect()
}

/// Opening hours, a line per place.
fn uren(inr: &Inrichting) -> Vec<UrenTekst> {
    const DAGEN: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];
    let mut uren: Vec<UrenTekst> = Vec::new();
    for u in &inr.openingstijden {
        let naam = inr.instelling(
            &format!("plek.{}.naam", u.plek),
            if u.plek == beheer::WERKUREN { "Telefoon en werkuren" } else { &u.plek },
        );
        let dag = usize::try_from(u.dag - 1).ok().and_then(|d| DAGEN.get(d)).unwrap_or(&"");
        let tijd = format!("{dag} {}-{}", u.van.replace(':', "."), u.tot.replace(':', "."));
        match uren.iter_mut().find(|r| r.plek == naam) {
            Some(rij) => {
                rij.tijden.push_str(", ");
                rij.tijden.push_str(&tijd);
            }
            None => uren.push(UrenTekst { plek: naam.to_owned(), tijden: tijd }),
        }
    }
    uren
}

/// Closing days from today on.
fn sluitingen(inr: &Inrichting, nu: Time) -> Vec<(String, String)> {
    let vandaag = nu.day_text();
    inr.sluitingen
        .iter()
        .filter(|s| s.datum >= vandaag)
        .map(|s| {
            let dag = s.datum.parse().map_or_else(|_| s.datum.clone(), dutch::day_long);
            let hoe = if s.vanaf.is_empty() {
                "hele dag".to_owned()
            } else {
                format!("vanaf {} uur", s.vanaf.replace(':', "."))
            };
            (dag, format!("{hoe}, {}", s.reden))
        })
        .collect()
}

async fn postvakken(tx: &mut Tx, inr: &Inrichting, nu: Time) -> Result<Vec<PostvakTekst>> {
    let standen = store::standen(tx).await?;
    let mut regels = Vec::new();
    for postvak in &inr.postvakken {
        let mappen: Vec<String> = standen
            .iter()
            .filter(|s| s.postvak == postvak.id)
            .map(|s| format!("{} tot bericht {}", s.map, s.uidnext))
            .collect();
        let laatste = store::laatste(tx, &postvak.id).await?;
        regels.push(PostvakTekst {
            adres: postvak.adres.clone(),
            team: inr.team_naam(&postvak.team).to_owned(),
            gelezen: if mappen.is_empty() { "Nog niet gelezen".to_owned() } else { mappen.join(", ") },
            laatste: laatste.map_or_else(|| "Nog niets".to_owned(), |t| dutch::moment_near(t, nu)),
        });
    }
    Ok(regels)
}

/// Tries a failed job again.
async fn opnieuw(State(g): State<Gemeente>, ik: Employee, Path(id): Path<String>) -> Answer {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let mut tx = g.db().begin().await?;
    if !jobs::retry(&mut tx, id).await? {
        return Err(Error::NotFound.into());
    }
    tx.emit(Event::new("job.opnieuw", ik.actor()).object("job", id, "onderwerp"));
    tx.commit().await?;
    Ok(see_other("/beheer?klaar=opnieuw#mislukt"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queues_are_counted_per_state() {
        let rij = |q: &str, s: &str, n| (q.to_owned(), s.to_owned(), n);
        let gezien =
            rijen(&[rij("berichten", "klaar", 9), rij("berichten", "mislukt", 2), rij("scan", "wacht", 1)]);
        let gezien: Vec<_> = gezien.iter().map(|r| (r.naam.as_str(), r.wacht, r.mislukt)).collect();
        assert_eq!(gezien, [("berichten", 0, 2), ("scan", 1, 0)]);
    }
}
