// SPDX-License-Identifier: EUPL-1.2
//! Intervals of days, with the two ends the law uses: "tot de dag" and "tot en met".

use jiff::civil::Date;

use super::read::{days_between, shift};
use crate::{Error, Result};

/// Days in a row, at least one. Both ends count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Tijdvak {
    eerste: Date,
    laatste: Date,
}

impl Tijdvak {
    /// From `van` "tot de dag" `tot`: that day does not count (Awb 4:15). `None` when no day is left, which is so
    /// when both are the same day. Refused when `tot` lies before `van`.
    pub fn tot(van: Date, tot: Date) -> Result<Option<Self>> {
        if tot < van {
            return Err(reversed());
        }
        Ok((van < tot).then(|| shift(tot, -1)).transpose()?.map(|laatste| Self { eerste: van, laatste }))
    }

    /// From `van` "tot en met" `laatste`: that day counts too (Woo 4.4). Refused when it lies before `van`.
    pub fn tot_en_met(van: Date, laatste: Date) -> Result<Self> {
        if laatste < van { Err(reversed()) } else { Ok(Self { eerste: van, laatste }) }
    }

    /// The first day.
    pub const fn eerste(self) -> Date {
        self.eerste
    }

    /// The last day; it counts.
    pub const fn laatste(self) -> Date {
        self.laatste
    }

    /// How many days.
    pub fn dagen(self) -> i64 {
        days_between(self.eerste, self.laatste) + 1
    }

    /// What is left of it from a day on.
    pub(super) fn from(self, day: Date) -> Option<Self> {
        (self.laatste >= day).then(|| Self { eerste: self.eerste.max(day), laatste: self.laatste })
    }

    /// The parts of it that no earlier interval covers, so that an overlap counts once. `earlier` is in order of
    /// first day, each without overlap, and none begins after this one.
    pub(super) fn without(self, earlier: &[Self]) -> Option<Self> {
        let covered = earlier.iter().map(|e| e.laatste).max();
        match covered {
            Some(last) if last >= self.laatste => None,
            Some(last) if last >= self.eerste => {
                Some(Self { eerste: last.tomorrow().unwrap_or(last), laatste: self.laatste })
            }
            _ => Some(self),
        }
    }
}

fn reversed() -> Error {
    Error::refused(
        "tijdvak-omgekeerd",
        "Het einde van een tijdvak ligt niet voor het begin. Draai de datums om.",
    )
}
