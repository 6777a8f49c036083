// SPDX-License-Identifier: EUPL-1.2
//! The term to handle a complaint (Awb 9:11).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::Grondslag,
    derivation::{Artikel, Termijn, Termijnsoort},
    duration::Duur,
    review::{Uitstel, Uitstelgrond, delay},
    running::{Adjournable, Event, Running, Verdaging, Verdagingstelling},
};
use crate::Result;

/// Six weeks, or ten with a committee (Awb 9:11 lid 1).
const TO_HANDLE: Duur = Duur::weken(6);
const WITH_COMMITTEE: Duur = Duur::weken(10);
/// The longest adjournment (Awb 9:11 lid 2).
const ADJOURN: Duur = Duur::weken(4);

/// A complaint being handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Klacht {
    /// The day it was received.
    pub ontvangen: Date,
    /// Whether a committee or person as in Awb 9:14 advises on it.
    pub commissie: bool,
    /// The adjournment, if any.
    pub verdaging: Option<Verdaging>,
    /// How term and adjournment count.
    #[serde(default)]
    pub telling: Verdagingstelling,
    /// Further delay to which who complained agreed in writing (Awb 9:11 lid 3): the new last days, in order.
    #[serde(default)]
    pub uitstel: Vec<Date>,
}

impl Klacht {
    /// The term to handle it.
    pub fn bereken(&self) -> Result<Termijn> {
        let event = Event {
            day: self.ontvangen,
            name: "ontvangen",
            artikel: Artikel::new("Awb 9:11 lid 1"),
            told: "de klacht is ontvangen",
        };
        let duur = if self.commissie { WITH_COMMITTEE } else { TO_HANDLE };
        let artikel = Artikel::new("Awb 9:11 lid 1");
        let mut running = Running::begin(Termijnsoort::Klacht, &event, duur, artikel, Grondslag::Wet)?;
        let adjournable =
            Adjournable { most: ADJOURN, artikel: Artikel::new("Awb 9:11 lid 2"), counting: &self.telling };
        running.apply(&[], self.verdaging.as_ref(), Some(&adjournable))?;
        let uitstel: Vec<Uitstel> = self
            .uitstel
            .iter()
            .map(|day| Uitstel { tot_en_met: *day, grond: Uitstelgrond::Indiener })
            .collect();
        delay(&mut running, &uitstel, "Awb 9:11 lid 3")?;
        running.finish()
    }
}
