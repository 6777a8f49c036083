// SPDX-License-Identifier: EUPL-1.2
//! What every page of the workplace starts with: who is asking, the set-up, the time, and the shell around it.

use std::{sync::Arc, time::Duration};

use beheer::Inrichting;
use kernel::{Result, Time, dutch};
use storage::Tx;
use vragen::{Eigenaar, Stand, Vraag, Wie, lijst};
use web::{Employee, Gemeente, WorkShell, shell::WorkRoles};

/// The place of one employee: who, where and when.
pub struct Plek {
    /// The municipality.
    pub g: Gemeente,
    /// The set-up.
    pub inr: Arc<Inrichting>,
    /// Who acts, for use cases.
    pub wie: Wie,
    /// Who is signed in.
    pub ik: Employee,
}

impl Plek {
    /// Takes the place of this employee.
    pub async fn van(g: &Gemeente, ik: Employee) -> Result<Self> {
        let inr = beheer::inrichting(g).await?;
        Ok(Self { wie: Wie::medewerker(&inr, ik.id)?, g: g.clone(), inr, ik })
    }

    /// The number of a question, as people read it.
    pub fn nummer(&self, v: &Vraag) -> String {
        nummer(&self.inr, v.ontvangen_op, v.volgnummer)
    }

    /// The shell around a page.
    pub async fn shell(
        &self,
        tx: &mut Tx,
        actief: &'static str,
        pad: impl Into<String>,
    ) -> Result<WorkShell> {
        let dag = lijst::telling(tx, &self.wie).await?;
        let pad = pad.into();
        Ok(WorkShell {
            id: self.ik.id.to_string(),
            sessie: self.ik.eindigt_op.since(tx.now()).as_secs(),
            naam: self.ik.naam.clone(),
            initialen: self.ik.initialen.clone(),
            team: self.inr.team_naam(&self.wie.team).to_owned(),
            rollen: WorkRoles {
                teamleider: self.wie.teamleider || self.wie.verdeelpunt,
                beheerder: self.ik.rollen.has(web::Rol::Beheerder),
            },
            actief,
            demo: self.g.config().demo,
            beloften_vandaag: dag.vandaag,
            te_laat: dag.te_laat,
            aangeboden: dag.aangeboden,
            lopend: crate::contact::lopend(tx, self.ik.id, &pad).await?,
            pad,
            toetsen: self.toetsen(),
            aandacht: None,
        })
    }

    /// Single-letter keys are on unless this employee switched them off.
    fn toetsen(&self) -> bool {
        self.inr.instelling(&format!("toetsen.{}", self.ik.id), "aan") == "aan"
    }

    /// How an owner reads on a page.
    pub fn eigenaar(&self, e: &Eigenaar) -> EigenaarTekst {
        match e.medewerker {
            Some(id) if id == self.ik.id => EigenaarTekst {
                naam: self.ik.voornaam.clone(),
                kort: self.ik.voornaam.clone(),
                initialen: self.ik.initialen.clone(),
                soort: "ik",
            },
            Some(id) => {
                let naam = self.inr.medewerker_naam(id).to_owned();
                EigenaarTekst {
                    kort: naam.split_whitespace().next().unwrap_or(&naam).to_owned(),
                    initialen: kernel::text::initials(&naam),
                    naam,
                    soort: "collega",
                }
            }
            None => EigenaarTekst {
                naam: format!("Team {}", self.inr.team_naam(&e.team)),
                kort: "Het team".to_owned(),
                initialen: kernel::text::initials(self.inr.team_naam(&e.team)),
                soort: "team",
            },
        }
    }
}

/// How an owner reads on a page.
#[derive(Debug, Clone, Default)]
pub struct EigenaarTekst {
    /// Name.
    pub naam: String,
    /// For a list of one team: the first name, or "Het team".
    pub kort: String,
    /// Two letters.
    pub initialen: String,
    /// `ik`, `collega` or `team`.
    pub soort: &'static str,
}

/// A promise plate: kind, words and moment.
#[derive(Debug, Clone, Default)]
pub struct Plaat {
    /// `open`, `vandaag`, `laat`, `wacht` or `klaar`.
    pub soort: &'static str,
    /// A date or a time, unless the clock waits.
    pub tekst: String,
    /// ISO 8601.
    pub moment: String,
}

impl Plaat {
    /// The plate of a date that stands so.
    pub fn van(stand: Stand, uiterlijk: Time, nu: Time) -> Self {
        let (soort, tekst) = match stand {
            Stand::TeLaat => ("laat", format!("{} te laat", ongeveer(nu.since(uiterlijk)))),
            Stand::Vandaag if hele_dag(uiterlijk) => ("vandaag", "Vandaag".to_owned()),
            Stand::Vandaag => ("vandaag", format!("Vandaag {}", dutch::time(uiterlijk))),
            Stand::Wacht => ("wacht", "Wacht op inwoner".to_owned()),
            Stand::Klaar => ("klaar", "Beantwoord".to_owned()),
            Stand::Risico | Stand::OpTijd if hele_dag(uiterlijk) => ("open", dutch::date_short(uiterlijk)),
            Stand::Risico | Stand::OpTijd => ("open", dutch::datetime_short(uiterlijk)),
        };
        Self { soort, tekst, moment: uiterlijk.to_string() }
    }
}

/// Whether a date runs to its last minute: a term of the law is in days, and its hour says nothing.
pub fn hele_dag(uiterlijk: Time) -> bool {
    dutch::clock(uiterlijk) == "23.59"
}

/// A length in its largest unit: in a list, "3 dagen" says enough.
pub fn ongeveer(lengte: Duration) -> String {
    let minuten = i64::try_from(lengte.as_secs() / 60).unwrap_or(i64::MAX);
    match minuten {
        0 => "minder dan een minuut".to_owned(),
        1..60 => dutch::count(minuten, "minuut", "minuten"),
        60..1440 => format!("{} uur", minuten / 60),
        _ => dutch::count(minuten / 1440, "dag", "dagen"),
    }
}

/// The number of a question, as people read it.
pub fn nummer(inr: &Inrichting, ontvangen: Time, volgnummer: i64) -> String {
    kernel::nummer::format(inr.voorvoegsel(), ontvangen.day().year(), volgnummer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_of_the_law_has_a_day_and_no_hour() {
        let op = |t: &str| Time::parse(t).unwrap();
        let nu = op("2026-11-24T10:00:00Z");
        let plaat = |stand, t: &str| Plaat::van(stand, op(t), nu).tekst;
        assert_eq!(plaat(Stand::OpTijd, "2027-01-07T22:59:59.999999Z"), "do 7 jan");
        assert_eq!(plaat(Stand::Vandaag, "2026-11-24T22:59:59.999999Z"), "Vandaag");
        assert_eq!(plaat(Stand::Vandaag, "2026-11-24T16:00:00Z"), "Vandaag 17.00 uur");
        assert_eq!(plaat(Stand::Wacht, "2026-11-24T16:00:00Z"), "Wacht op inwoner");
    }
}
