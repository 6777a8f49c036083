// SPDX-License-Identifier: EUPL-1.2
//! The worker that makes messages from what use cases owe (queue `berichten`).

use beheer::Inrichting;
use kernel::{Error, Result, Time};
use serde::Deserialize;
use storage::{
    Db,
    jobs::{End, Job, JobHandler},
};
use uuid::Uuid;
use vragen::{Antwoordkanaal, Eigenaar, Kanaal, Vraag, VraagId};
use web::Gemeente;

use crate::compose::{Extra, maak, stof};

/// Kinds of messages a use case or a rule can owe.
pub const SOORTEN: &[&str] = &[
    "ontvangstbevestiging",
    "antwoord",
    "wij-missen-iets",
    "uitstel",
    "weer-open",
    "niet-bereikt-1",
    "niet-bereikt-2",
    "is-het-opgelost",
    "intern-risico",
    "intern-tweede-keer",
    "intern-aanbod",
];

/// Makes messages.
#[derive(Debug, Clone)]
pub struct Opsteller(pub Gemeente);

/// What a job says.
#[derive(Debug, Deserialize)]
struct Opdracht {
    vraag: VraagId,
    contact: Option<Uuid>,
    kanaal: Option<Kanaal>,
    oud: Option<Time>,
    reden: Option<String>,
    gever: Option<Uuid>,
    #[serde(default)]
    stil: bool,
}

impl JobHandler for Opsteller {
    fn queue(&self) -> &'static str {
        "berichten"
    }

    fn kinds(&self) -> &'static [&'static str] {
        SOORTEN
    }

    async fn run(&self, db: &Db, job: &Job) -> Result<End> {
        let opdracht: Opdracht = job.payload()?;
        let inr = beheer::inrichting(&self.0).await?;
        let mut tx = db.begin().await?;
        let mut s = match stof(&mut tx, opdracht.vraag, opdracht.contact).await {
            Ok(s) => s,
            Err(Error::NotFound) => return Ok(End::Cancelled("de vraag bestaat niet meer".to_owned())),
            Err(anders) => return Err(anders),
        };
        // An answer goes by the channel that the employee chose, not by the one the resident chose first.
        match opdracht.kanaal {
            Some(Kanaal::Brief) => s.vraag.antwoordkanaal = Antwoordkanaal::Brief,
            Some(Kanaal::Email) => s.vraag.antwoordkanaal = Antwoordkanaal::Email,
            _ => {}
        }
        if nodig(&job.kind, opdracht.kanaal, &s.vraag) {
            let adressen = collegas(&inr, &job.kind, &s.vraag.eigenaar, opdracht.gever);
            let extra = Extra {
                reden: opdracht.reden.unwrap_or_default(),
                oud: opdracht.oud,
                stil: opdracht.stil,
                collegas: adressen,
            };
            if !job.kind.starts_with("intern-") || !extra.collegas.is_empty() {
                maak(&mut tx, &self.0, &inr, &job.kind, job.key.as_deref().unwrap_or_default(), &s, &extra)
                    .await?;
            }
        }
        tx.job_done(job).await?;
        tx.commit().await?;
        Ok(End::Done)
    }
}

/// Mail addresses of the colleagues whom an internal message is for: who owns the question, who offered it, and
/// who leads the team.
fn collegas(inr: &Inrichting, kind: &str, eigenaar: &Eigenaar, gever: Option<Uuid>) -> Vec<String> {
    let personen = match kind {
        "intern-tweede-keer" => [None, None],
        "intern-risico" => [eigenaar.medewerker, None],
        "intern-aanbod" => [eigenaar.medewerker, gever],
        _ => return Vec::new(),
    };
    let personen = personen.into_iter().flatten().filter_map(|m| inr.medewerker(m)).filter(|m| m.actief);
    let mut adressen: Vec<String> = personen
        .chain(inr.teamleider(&eigenaar.team))
        .map(|m| m.email.clone())
        .filter(|e| !e.is_empty())
        .collect();
    adressen.sort();
    adressen.dedup();
    adressen
}

/// Whether this becomes a message. What was said on the phone or at the desk was said; what is no longer true by
/// the time the worker comes to it is not said any more.
fn nodig(kind: &str, kanaal: Option<Kanaal>, v: &Vraag) -> bool {
    match kind {
        "antwoord" => {
            !matches!(kanaal, Some(Kanaal::Telefoon | Kanaal::Balie | Kanaal::Huisbezoek | Kanaal::Website))
        }
        "is-het-opgelost" => v.soort.navraag() && v.beantwoord_op.is_some(),
        "uitstel" | "intern-risico" | "intern-tweede-keer" => v.toestand.loopt(),
        _ => true,
    }
}
