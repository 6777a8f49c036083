// SPDX-License-Identifier: EUPL-1.2
//! The terms of a request for public information (Woo 4.1 lid 5 and 4.4).

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

/// Four weeks (Woo 4.4 lid 1).
const TO_DECIDE: Duur = Duur::weken(4);
/// The longest adjournment (Woo 4.4 lid 2).
const ADJOURN: Duur = Duur::weken(2);
/// To ask for a more precise request (Woo 4.1 lid 5).
const TO_ASK: Duur = Duur::weken(2);
/// From the decision to handing over what somebody objects to (Woo 4.4 lid 5).
const BEFORE_HANDING_OVER: Duur = Duur::weken(2);

/// A request for information being decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WooVerzoek {
    /// The day it was received, also by word of mouth.
    pub ontvangen: Date,
    /// When the clock stood still: views of others (Woo 4.4 lid 3) and the grounds of Awb 4:15.
    #[serde(default)]
    pub opschortingen: Vec<Opschorting>,
    /// The adjournment, if any; with reasons, told before the first term ends.
    pub verdaging: Option<Verdaging>,
}

impl WooVerzoek {
    /// A request of which nothing more is known yet.
    pub const fn new(ontvangen: Date) -> Self {
        Self { ontvangen, opschortingen: Vec::new(), verdaging: None }
    }

    fn event(&self, artikel: &'static str) -> Event {
        Event {
            day: self.ontvangen,
            name: "ontvangen",
            artikel: Artikel::new(artikel),
            told: "het verzoek is ontvangen",
        }
    }

    /// The term to decide.
    pub fn bereken(&self) -> Result<Termijn> {
        if self.verdaging.as_ref().is_some_and(|v| v.reden.is_none()) {
            return Err(Error::refused(
                "verdaging-zonder-reden",
                "Noem de reden van de verdaging: de wet vraagt een motivering (Woo 4.4 lid 2).",
            ));
        }
        let artikel = Artikel::new("Woo 4.4 lid 1");
        let event = self.event("Woo 4.4 lid 1");
        let mut running = Running::begin(Termijnsoort::Woo, &event, TO_DECIDE, artikel, Grondslag::Wet)?;
        // Six weeks together is short enough to move either way, so there is nothing to choose.
        let adjournable = Adjournable {
            most: ADJOURN,
            artikel: Artikel::new("Woo 4.4 lid 2"),
            counting: &Verdagingstelling::EenTermijn,
        };
        running.apply(&self.opschortingen, self.verdaging.as_ref(), Some(&adjournable))?;
        running.finish()
    }

    /// Until when one may ask to make a vague request more precise.
    pub fn precisering(&self) -> Result<Termijn> {
        let artikel = Artikel::new("Woo 4.1 lid 5");
        let event = self.event("Woo 4.1 lid 5");
        Running::begin(Termijnsoort::WooPrecisering, &event, TO_ASK, artikel, Grondslag::Wet)?.finish()
    }

    /// The day on which information is handed over to which somebody else objects: two weeks after the decision was
    /// made known, unless a judge is asked to stop it. With the step that says so.
    pub fn verstrekking(besluit_bekendgemaakt: Date) -> Result<(Date, Stap)> {
        let day = BEFORE_HANDING_OVER.after(besluit_bekendgemaakt, &[])?;
        let zin = format!(
            "Iemand heeft bezwaar: geef de informatie op {}, 2 weken na de bekendmaking, tenzij de rechter is gevraagd dat tegen te houden.",
            dutch::day(day)
        );
        let stap = Stap::new(Regel::Duur, Artikel::new("Woo 4.4 lid 5"), zin)
            .met("bekendgemaakt", besluit_bekendgemaakt)
            .let_op("Dit is een wachttijd en geen termijn om iets te doen; wij schuiven hem niet op voor vrije dagen.");
        Ok((day, stap))
    }
}
