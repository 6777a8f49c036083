// SPDX-License-Identifier: EUPL-1.2
//! The term to object, and whether an objection is on time (Awb 6:7 to 6:10; AWR 22j for levies).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::Grondslag,
    derivation::{Artikel, Regel, Stap, Termijn, Termijnsoort},
    duration::Duur,
    read::days_between,
    running::{Event, Running},
    tax::Heffing,
};
use crate::{Error, Result, dutch};

/// Six weeks (Awb 6:7).
const TO_OBJECT: Duur = Duur::weken(6);
/// A letter posted in time may arrive within a week after the term (Awb 6:9 lid 2).
const TO_ARRIVE: Duur = Duur::weken(1);

/// A decision one can object to, with what starts the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "besluit", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Besluit {
    /// A decision by the ordinary rules.
    Gewoon {
        /// The day on which it was made known (Awb 3:41).
        bekendgemaakt: Date,
    },
    /// An assessment or a valuation.
    Aanslag {
        /// Of what.
        heffing: Heffing,
        /// The date it bears.
        dagtekening: Date,
        /// The day on which it was made known.
        bekendgemaakt: Date,
    },
}

/// An objection as it came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indiening {
    /// The day it was received, also by a body it was not for (Awb 6:15 lid 3).
    pub ontvangen: Date,
    /// The day it was posted, when it came by post.
    pub gepost: Option<Date>,
}

/// Whether an objection is on time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "tijdigheid", rename_all = "kebab-case")]
pub enum Tijdigheid {
    /// Received before the end (Awb 6:9 lid 1).
    Tijdig,
    /// Received before the decision was made known; it may be on time (Awb 6:10).
    TeVroeg,
    /// Posted before the end and received within a week after it (Awb 6:9 lid 2).
    TijdigPerPost,
    /// Later. It may be excusable (Awb 6:11): a person decides that.
    TeLaat {
        /// Calendar days after the last day.
        dagen: i64,
    },
}

impl Besluit {
    /// The event that starts the clock. Refused when an assessment would be made known after the calendar ends.
    fn event(self) -> Event {
        match self {
            Self::Gewoon { bekendgemaakt } => Event {
                day: bekendgemaakt,
                name: "bekendgemaakt",
                artikel: Artikel::new("Awb 6:8 lid 1"),
                told: "het besluit is bekendgemaakt",
            },
            Self::Aanslag { heffing, dagtekening, bekendgemaakt } if bekendgemaakt > dagtekening => Event {
                day: bekendgemaakt,
                name: "bekendgemaakt",
                artikel: Artikel::new(heffing.regel().artikel_begin),
                told: "de aanslag is bekendgemaakt (dat was na de dagtekening)",
            },
            Self::Aanslag { heffing, dagtekening, .. } => Event {
                day: dagtekening,
                name: "dagtekening",
                artikel: Artikel::new(heffing.regel().artikel_begin),
                told: "de aanslag is gedagtekend",
            },
        }
    }

    /// The term within which one can object.
    pub fn bezwaartermijn(self) -> Result<Termijn> {
        let artikel = Artikel::new("Awb 6:7");
        let mut running =
            Running::begin(Termijnsoort::Bezwaar, &self.event(), TO_OBJECT, artikel, Grondslag::Wet)?;
        if let Self::Aanslag { heffing, .. } = self {
            let regel = heffing.regel();
            let text = "Bij een aanslag telt de dagtekening, tenzij de aanslag later bekend is gemaakt.";
            running.step(
                Stap::new(Regel::Begin, Artikel::new(regel.artikel_begin), text)
                    .met("heffing", heffing)
                    .let_op("AWR 22j is nog niet nagekeken in de wet."),
            );
        }
        running.finish()
    }

    /// Whether an objection is on time, with the step that says why.
    pub fn tijdigheid(self, indiening: Indiening) -> Result<(Tijdigheid, Stap)> {
        let Indiening { ontvangen, gepost } = indiening;
        if gepost.is_some_and(|p| p > ontvangen) {
            return Err(Error::field("gepost", "Een brief komt niet aan voordat hij op de post is gedaan."));
        }
        let termijn = self.bezwaartermijn()?;
        let last = termijn.laatste_dag;
        let stap = |artikel, zin: String| {
            let stap = Stap::new(Regel::Tijdigheid, Artikel::new(artikel), zin).met("ontvangen", ontvangen);
            gepost.map_or_else(|| stap.clone(), |p| stap.clone().met("gepost", p))
        };
        if ontvangen < termijn.eerste_dag {
            let zin = "Het bezwaar kwam voordat de termijn begon; het telt als het besluit er al was, of als de indiener dat mocht denken.";
            return Ok((Tijdigheid::TeVroeg, stap("Awb 6:10", zin.to_owned())));
        }
        if ontvangen <= last {
            let zin = format!("Het bezwaar kwam op {}, binnen de termijn.", dutch::day(ontvangen));
            return Ok((Tijdigheid::Tijdig, stap("Awb 6:9 lid 1", zin)));
        }
        if let Some(posted) = gepost.filter(|p| *p <= last) {
            let event = Event {
                day: last,
                name: "einde_termijn",
                artikel: Artikel::new("Awb 6:9 lid 2"),
                told: "de termijn afliep",
            };
            let artikel = Artikel::new("Awb 6:9 lid 2");
            let week =
                Running::begin(Termijnsoort::Post, &event, TO_ARRIVE, artikel, Grondslag::Wet)?.finish()?;
            if ontvangen <= week.laatste_dag {
                let zin = format!(
                    "Het bezwaar ging op {} op de post, binnen de termijn, en kwam binnen een week na de termijn aan.",
                    dutch::day(posted)
                );
                return Ok((Tijdigheid::TijdigPerPost, stap("Awb 6:9 lid 2", zin)));
            }
        }
        let dagen = days_between(last, ontvangen);
        let zin = format!(
            "Het bezwaar kwam {} na de laatste dag; beoordeel of de indiener daar iets aan kon doen.",
            dutch::count(dagen, "dag", "dagen")
        );
        Ok((Tijdigheid::TeLaat { dagen }, stap("Awb 6:11", zin)))
    }
}
