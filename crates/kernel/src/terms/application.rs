// SPDX-License-Identifier: EUPL-1.2
//! The term to decide on an application (Awb 4:13 to 4:15).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::Grondslag,
    derivation::{Artikel, Regel, Stap, Termijn, Termijnsoort},
    duration::Duur,
    running::{Adjournable, Event, Running, Verdaging, Verdagingstelling},
    suspension::Opschorting,
};
use crate::{Error, Result, dutch};

/// A reasonable period is over after eight weeks at the latest (Awb 4:13 lid 2).
const REASONABLE: Duur = Duur::weken(8);

/// How long the body has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beslistermijn {
    /// No rule names a period: a reasonable one (Awb 4:13).
    Redelijk,
    /// A rule names it.
    Wettelijk {
        /// How long.
        duur: Duur,
        /// Where it stands.
        artikel: Artikel,
        /// In what kind of rule.
        grondslag: Grondslag,
        /// The longest adjournment that rule allows, if it does; in the same unit.
        verdagen: Option<Duur>,
    },
}

/// The notice that a decision will be late, with a new day (Awb 4:14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kennisgeving {
    /// The day on which it was told.
    pub op: Date,
    /// By when the decision can be expected.
    pub nieuwe_dag: Date,
}

/// An application being decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aanvraag {
    /// The day it was received.
    pub ontvangen: Date,
    /// How long the body has.
    pub termijn: Beslistermijn,
    /// When the clock stood still.
    #[serde(default)]
    pub opschortingen: Vec<Opschorting>,
    /// The adjournment, where a rule allows one.
    pub verdaging: Option<Verdaging>,
    /// How term and adjournment count.
    #[serde(default)]
    pub telling: Verdagingstelling,
    /// The notice that it will be late, if any.
    pub kennisgeving: Option<Kennisgeving>,
}

impl Aanvraag {
    /// An application of which nothing more is known yet.
    pub const fn new(ontvangen: Date, termijn: Beslistermijn) -> Self {
        Self {
            ontvangen,
            termijn,
            opschortingen: Vec::new(),
            verdaging: None,
            telling: Verdagingstelling::EenTermijn,
            kennisgeving: None,
        }
    }

    /// The term to decide.
    pub fn bereken(&self) -> Result<Termijn> {
        let (duur, artikel, grondslag, most) = match &self.termijn {
            Beslistermijn::Redelijk => (REASONABLE, Artikel::new("Awb 4:13 lid 2"), Grondslag::Wet, None),
            Beslistermijn::Wettelijk { duur, artikel, grondslag, verdagen } => {
                (*duur, artikel.clone(), grondslag.clone(), *verdagen)
            }
        };
        let event = Event {
            day: self.ontvangen,
            name: "ontvangen",
            artikel: artikel.clone(),
            told: "de aanvraag is ontvangen",
        };
        let mut running = Running::begin(Termijnsoort::Aanvraag, &event, duur, artikel.clone(), grondslag)?;
        let adjournable = most.map(|most| Adjournable { most, artikel, counting: &self.telling });
        running.apply(&self.opschortingen, self.verdaging.as_ref(), adjournable.as_ref())?;
        if let Some(kennisgeving) = self.kennisgeving {
            self.notify(&mut running, kennisgeving)?;
        }
        running.finish()
    }

    fn notify(&self, running: &mut Running, told: Kennisgeving) -> Result<()> {
        if told.op < self.ontvangen {
            return Err(Error::field("op", "Een kennisgeving komt na de ontvangst van de aanvraag."));
        }
        let end = running.end()?;
        if told.nieuwe_dag <= end {
            let text = format!("De nieuwe dag ligt na de laatste dag van de termijn, {}.", dutch::day(end));
            return Err(Error::refused("kennisgeving-niet-later", text));
        }
        let day = dutch::day(told.nieuwe_dag);
        let step =
            |artikel, zin| Stap::new(Regel::Kennisgeving, Artikel::new(artikel), zin).met("op", told.op);
        if matches!(self.termijn, Beslistermijn::Wettelijk { .. }) {
            running.step(
                step("Awb 4:14 lid 1", format!("De aanvrager weet dat het besluit er uiterlijk {day} is; de termijn verandert daardoor niet."))
                    .met("nieuwe_dag", told.nieuwe_dag),
            );
            running.plicht(
                "Awb 4:17",
                "Reken op een dwangsom na een ingebrekestelling: de kennisgeving houdt die niet tegen.",
            );
            return Ok(());
        }
        if told.op > end {
            let text = format!(
                "Deze kennisgeving kwam te laat: zij kan tot en met {} (Awb 4:14 lid 3).",
                dutch::day(end)
            );
            return Err(Error::refused("kennisgeving-te-laat", text));
        }
        let zin = format!(
            "De aanvrager kreeg op tijd bericht van een nieuwe, redelijke termijn: tot en met {day}."
        );
        running.end_on(told.nieuwe_dag, step("Awb 4:13 lid 2 en 4:14 lid 3", zin))
    }
}
