// SPDX-License-Identifier: EUPL-1.2
//! Lengths as laws word them, and counting them from a day.

use std::{fmt, num::NonZeroU16, str::FromStr};

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use super::read::{Parts, Tekst, read_day, shift, too_far};
use crate::{Error, Result, calendar::vrije_dag, dutch, text_enum};

text_enum! {
    /// The unit of a term in days or longer. Hours are another kind of term: [`Uren`](super::Uren).
    pub enum Eenheid {
        /// Calendar days.
        Dagen = "dagen",
        /// Days that are no Saturday, Sunday, legal holiday or closing day.
        Werkdagen = "werkdagen",
        /// Weeks of seven days.
        Weken = "weken",
        /// Calendar months: to the same day of the month, or the last day of a shorter month.
        Maanden = "maanden",
        /// Calendar years; from 29 February to 28 February of an ordinary year.
        Jaren = "jaren",
    }
}

/// How long a term is, 1 to 1,000 of a unit. Written as `14d`, `5wd`, `6w`, `3m`, `1j`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duur {
    aantal: NonZeroU16,
    eenheid: Eenheid,
}

impl Duur {
    /// Most of a unit.
    pub const MAX: u16 = 1_000;

    /// From a number and a unit.
    pub fn new(aantal: u16, eenheid: Eenheid) -> Result<Self> {
        NonZeroU16::new(aantal)
            .filter(|n| n.get() <= Self::MAX)
            .map(|aantal| Self { aantal, eenheid })
            .ok_or_else(|| Error::field("duur", format!("Kies een aantal van 1 tot en met {}.", Self::MAX)))
    }

    /// Weeks named by a law of ours; 0 counts as 1.
    pub(super) const fn weken(aantal: u16) -> Self {
        Self::fixed(aantal, Eenheid::Weken)
    }

    const fn fixed(aantal: u16, eenheid: Eenheid) -> Self {
        let aantal = match NonZeroU16::new(aantal) {
            Some(aantal) => aantal,
            None => NonZeroU16::MIN,
        };
        Self { aantal, eenheid }
    }

    /// How many.
    pub const fn aantal(self) -> u16 {
        self.aantal.get()
    }

    /// Of what.
    pub const fn eenheid(self) -> Eenheid {
        self.eenheid
    }

    /// In words: `6 weken`, `1 dag`.
    pub fn words(self) -> String {
        let (one, more) = match self.eenheid {
            Eenheid::Dagen => ("dag", "dagen"),
            Eenheid::Werkdagen => ("werkdag", "werkdagen"),
            Eenheid::Weken => ("week", "weken"),
            Eenheid::Maanden => ("maand", "maanden"),
            Eenheid::Jaren => ("jaar", "jaar"),
        };
        dutch::count(i64::from(self.aantal()), one, more)
    }

    /// The last day of a term of this length after the day of an event; that day itself does not count. The
    /// Algemene termijnenwet has not moved it yet. Closing days count only for working days.
    pub(super) fn after(self, event: Date, closed: &[Sluitingsdag]) -> Result<Date> {
        self.step(event, closed, 1)
    }

    /// The day this long before an event, counted backwards.
    pub(super) fn before(self, event: Date, closed: &[Sluitingsdag]) -> Result<Date> {
        self.step(event, closed, -1)
    }

    fn step(self, event: Date, closed: &[Sluitingsdag], sign: i64) -> Result<Date> {
        let n = i64::from(self.aantal()) * sign;
        let span = match self.eenheid {
            Eenheid::Dagen => return shift(event, n),
            Eenheid::Weken => return shift(event, 7 * n),
            Eenheid::Werkdagen => return self.step_working_days(event, closed, sign),
            Eenheid::Maanden => Span::new().try_months(n),
            Eenheid::Jaren => Span::new().try_years(n),
        };
        span.ok().and_then(|span| event.checked_add(span).ok()).ok_or_else(too_far)
    }

    fn step_working_days(self, event: Date, closed: &[Sluitingsdag], sign: i64) -> Result<Date> {
        let (mut at, mut left) = (event, self.aantal());
        while left > 0 {
            at = shift(at, sign)?;
            if vrije_dag(at)?.is_none() && !closed.iter().any(|c| c.datum == at) {
                left -= 1;
            }
        }
        Ok(at)
    }
}

impl fmt::Display for Duur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.eenheid {
            Eenheid::Dagen => "d",
            Eenheid::Werkdagen => "wd",
            Eenheid::Weken => "w",
            Eenheid::Maanden => "m",
            Eenheid::Jaren => "j",
        };
        write!(f, "{}{unit}", self.aantal)
    }
}

impl FromStr for Duur {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::field(
                "duur",
                "Vul een duur in: 14d voor dagen, 5wd voor werkdagen, 6w voor weken, 3m voor maanden of 1j voor jaren.",
            )
        };
        let text = text.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (aantal, unit) = text.split_at_checked(split).ok_or_else(wrong)?;
        let eenheid = match unit.trim() {
            "d" => Eenheid::Dagen,
            "wd" => Eenheid::Werkdagen,
            "w" => Eenheid::Weken,
            "m" => Eenheid::Maanden,
            "j" => Eenheid::Jaren,
            _ => return Err(wrong()),
        };
        Self::new(aantal.parse().map_err(|_| wrong())?, eenheid)
    }
}

impl Serialize for Duur {
    fn serialize<S: serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Duur {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A day on which the municipality itself is closed. It never moves a legal term; it only does not count as a
/// working day in a term of working days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sluitingsdag {
    /// The day.
    pub datum: Date,
    /// The decision by which it is closed.
    pub bron: Tekst,
    /// The date of that decision.
    pub vastgesteld: Date,
}

impl FromStr for Sluitingsdag {
    type Err = Error;

    /// `2026-12-24,bron=besluit B12,vastgesteld=2026-01-13`.
    fn from_str(text: &str) -> Result<Self> {
        let (datum, rest) = text.split_once(',').unwrap_or((text, ""));
        let mut parts = Parts::read(rest)?;
        let read = Self {
            datum: read_day("datum", datum.trim())?,
            bron: parts.text("bron", "Noem het besluit waardoor de gemeente dan dicht is.")?,
            vastgesteld: parts.day("vastgesteld")?,
        };
        parts.end()?;
        Ok(read)
    }
}
