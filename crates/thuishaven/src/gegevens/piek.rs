// SPDX-License-Identifier: EUPL-1.2
//! Peaks, and the figures by which the history behaves.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

/// A peak: many contacts about one thing in a few days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piek {
    /// Short code, `p01` to `p10`.
    pub id: String,
    /// First day, `MM-DD`.
    pub van: String,
    /// Last day, `MM-DD`.
    pub tot: String,
    /// What happened.
    pub wat: String,
    /// Topics it is about.
    pub onderwerpen: Vec<String>,
    /// Times the ordinary number of contacts.
    pub factor: f64,
    /// Where; everywhere when empty.
    pub wijken: Vec<String>,
    /// Days after which what we did halves the rest.
    #[serde(default)]
    pub zakt_na: Option<i32>,
    /// Own texts for it, by this name.
    #[serde(default)]
    pub variant: String,
    /// What it shows.
    pub toont: String,
    /// Teams that answered later because of it.
    #[serde(default)]
    pub drukte: Vec<String>,
}

impl Piek {
    /// First and last day in a year.
    pub fn in_year(&self, year: i16) -> Option<(Date, Date)> {
        let day = |text: &str| format!("{year:04}-{text}").parse().ok();
        Some((day(&self.van)?, day(&self.tot)?))
    }
}

/// A rise that nobody noticed yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StilleStijging {
    /// Topic.
    pub onderwerp: String,
    /// Neighbourhood.
    pub wijk: String,
    /// Days before the end.
    pub dagen: i32,
    /// Times the ordinary number.
    pub factor: f64,
}

/// The file with peaks.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PiekBestand {
    pub(crate) piek: Vec<Piek>,
    pub(crate) stil: StilleStijging,
}

/// Shares in per cent by which the history behaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gedrag {
    /// Promise kept per topic, where it differs from the team.
    pub gehouden: BTreeMap<String, u32>,
    /// Hand-overs.
    pub overdracht: Overdracht,
    /// Calls.
    pub bellen: Bellen,
    /// The question whether it was solved.
    pub navraag: Navraag,
    /// A true improvement.
    pub vermijdbaar: Verbetering,
    /// Everything else.
    pub rest: Rest,
}

/// Hand-overs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overdracht {
    /// None, one, two, three.
    pub aantal: [u32; 4],
    /// Declined, of all offers.
    pub geweigerd: f64,
    /// Not answered in time, of all offers.
    pub verlopen: f64,
}

/// Calls.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bellen {
    /// Not reached at the first and at the second call.
    pub niet_bereikt: [f64; 2],
}

/// The question whether it was solved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Navraag {
    /// Who answers it.
    pub antwoordt: f64,
    /// Of those: no.
    pub nee: f64,
}

/// A true improvement of the share of avoidable contacts.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verbetering {
    /// Topic.
    pub onderwerp: String,
    /// Since, `MM-DD`.
    pub sinds: String,
    /// Share from then on.
    pub daarna: u32,
}

/// Everything else.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rest {
    /// The same question twice on one day, of all contacts.
    pub dubbel: u32,
    /// Own number or mailbox of a department, of all contacts.
    pub rechtstreeks: f64,
    /// We ask the resident for something.
    pub wacht_op_inwoner: f64,
    /// Of those: never answers.
    pub wacht_voor_altijd: f64,
    /// Somebody writes a remark.
    pub notitie: f64,
    /// Withdrawn.
    pub ingetrokken: f64,
    /// Sent on to another body.
    pub doorgezonden: f64,
    /// No, with explanation.
    pub nee_met_uitleg: f64,
    /// Product delivered, of applications and reports.
    pub geleverd: f64,
    /// Our mistake.
    pub onze_fout: f64,
    /// Answered and closed by hand later.
    pub open_na_antwoord: f64,
    /// Of late ones: an employee sets the new date.
    pub nieuwe_datum: f64,
    /// Of late ones: answered before the new date.
    pub laat_binnen_nieuwe_datum: f64,
    /// Level of the texts: good, ordinary, low.
    pub niveau: [u32; 3],
    /// Angry texts.
    pub boos: f64,
    /// Of questions by telephone: wants to be called.
    pub terugbellen: f64,
    /// Median answer of a kept promise, as part of its term.
    pub mediaan_kept: u32,
}
