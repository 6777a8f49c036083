// SPDX-License-Identifier: EUPL-1.2
//! Terms in hours: real hours, day and night. The Algemene termijnenwet does not apply (article 4 onder a).

use serde::{Deserialize, Serialize};

use super::{
    derivation::{Afleiding, Artikel, Regel, Stap},
    read::too_far,
};
use crate::{Error, Result, Time, dutch};

/// A term in hours from a moment, such as the 72 hours to report a data breach (AVG 33).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uren {
    vanaf: Time,
    aantal: u16,
}

/// A term in hours, computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UrenTermijn {
    /// When it began.
    pub vanaf: Time,
    /// When it ends.
    pub einde: Time,
    /// How it came about.
    pub afleiding: Afleiding,
}

impl Uren {
    /// Most hours.
    pub const MAX: u16 = 10_000;

    /// 1 to 10,000 hours from a moment.
    pub fn new(vanaf: Time, aantal: u16) -> Result<Self> {
        if (1..=Self::MAX).contains(&aantal) {
            Ok(Self { vanaf, aantal })
        } else {
            Err(Error::field("uren", format!("Kies een aantal uren van 1 tot en met {}.", Self::MAX)))
        }
    }

    /// When it ends. On the nights on which the clock changes the wall clock differs by an hour; the hours do not.
    pub fn bereken(&self) -> Result<UrenTermijn> {
        let micros = i64::from(self.aantal) * 3_600_000_000;
        let einde = Time::from_micros(self.vanaf.micros().checked_add(micros).ok_or_else(too_far)?);
        let zin = format!(
            "{} uur na {} is {}: uren tellen dag en nacht door, ook in het weekend.",
            dutch::number(i64::from(self.aantal)),
            dutch::datetime_long(self.vanaf),
            dutch::datetime_long(einde)
        );
        let mut afleiding = Afleiding::default();
        afleiding.push(
            Stap::new(Regel::Duur, Artikel::new("Atw 4 onder a"), zin)
                .met("vanaf", self.vanaf)
                .met("uren", self.aantal)
                .met("einde", einde),
        );
        Ok(UrenTermijn { vanaf: self.vanaf, einde, afleiding })
    }
}
