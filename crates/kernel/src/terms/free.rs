// SPDX-License-Identifier: EUPL-1.2
//! Any other term: so long from a day, or so long before it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::{Grondslag, Uitzondering, exception_step},
    derivation::{Afleiding, Artikel, Regel, Stap, Termijn, Termijnsoort},
    duration::{Duur, Eenheid, Sluitingsdag},
    running::{EVENTS_MAX, Event, Running},
};
use crate::{Error, Result, dutch};

/// A term with a length of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Los {
    /// The day of the event; it does not count.
    pub vanaf: Date,
    /// How long.
    pub duur: Duur,
    /// In what kind of rule it stands.
    pub grondslag: Grondslag,
    /// Whether it is counted backwards, as "at least a week before the meeting" (Atw 1 lid 2).
    pub terug: bool,
    /// Days on which the municipality is closed; only for working days.
    #[serde(default)]
    pub sluitingsdagen: Vec<Sluitingsdag>,
}

impl Los {
    /// The term. Counted backwards, its only day is the last one on which one is on time.
    pub fn bereken(&self) -> Result<Termijn> {
        if self.sluitingsdagen.len() > EVENTS_MAX {
            let text = format!("Geef hooguit {EVENTS_MAX} sluitingsdagen op.");
            return Err(Error::refused("te-veel-sluitingsdagen", text));
        }
        if self.terug { self.backward() } else { self.forward() }
    }

    fn forward(&self) -> Result<Termijn> {
        let artikel = Artikel::new("Atw 1 lid 1");
        let event = Event { day: self.vanaf, name: "vanaf", artikel: artikel.clone(), told: "het gebeurde" };
        let mut running = Running::begin_with(
            Termijnsoort::Los,
            &event,
            self.duur,
            artikel,
            self.grondslag.clone(),
            &self.sluitingsdagen,
        )?;
        let last = running.end()?;
        for stap in self.closed_steps(self.vanaf, last) {
            running.step(stap);
        }
        running.finish()
    }

    fn backward(&self) -> Result<Termijn> {
        let day = self.duur.before(self.vanaf, &self.sluitingsdagen)?;
        let mut afleiding = Afleiding::default();
        let artikel = Artikel::new("Atw 1 lid 2");
        let zin = format!("{} voor {} is {}.", self.duur.words(), dutch::day(self.vanaf), dutch::day(day));
        afleiding.push(Stap::new(Regel::Duur, artikel, zin).met("duur", self.duur).met("tot", self.vanaf));
        for stap in self.closed_steps(day, self.vanaf) {
            afleiding.push(stap);
        }
        afleiding.push(exception_step(day, Uitzondering::Terugrekening, &self.grondslag));
        Ok(Termijn {
            soort: Termijnsoort::Los,
            eerste_dag: day,
            laatste_dag: day,
            zonder_atw: day,
            voorlopig: None,
            plichten: Vec::new(),
            afleiding,
        })
    }

    /// The closing days that did not count, each with its source.
    fn closed_steps(&self, from: Date, to: Date) -> Vec<Stap> {
        if self.duur.eenheid() != Eenheid::Werkdagen {
            return Vec::new();
        }
        let within = self.sluitingsdagen.iter().filter(|s| from < s.datum && s.datum < to);
        within
            .map(|s| {
                let day = dutch::day(s.datum);
                let zin = format!("{day} telt niet als werkdag, want de gemeente is dan dicht ({}).", s.bron);
                Stap::new(Regel::Duur, Artikel::new("eigen sluitingsdag"), zin)
                    .met("datum", s.datum)
                    .met("vastgesteld", s.vastgesteld)
            })
            .collect()
    }
}
