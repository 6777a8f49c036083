// SPDX-License-Identifier: EUPL-1.2
//! Objections to local taxes and to the WOZ value: their own terms, as data with source and check date.

use jiff::civil::Date;

use crate::text_enum;

text_enum! {
    /// What is levied or valued.
    pub enum Heffing {
        /// A municipal tax (Gemeentewet).
        Belasting = "belasting",
        /// The value of real estate (Wet WOZ).
        Woz = "woz",
    }
}

/// How the decision on an objection to a levy is timed: in the calendar year in which the objection was received,
/// unless it was filed in the last weeks of that year; then Awb 7:10 lid 1 holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Belastingregel {
    /// For which levy.
    pub heffing: Heffing,
    /// Where the rule stands.
    pub artikel: &'static str,
    /// Where the day stands from which objecting is counted: that after the date on the assessment, unless it was
    /// made known later.
    pub artikel_begin: &'static str,
    /// Filed in this many last weeks of the year: the ordinary term.
    pub laatste_weken: u16,
    /// Where we have it from.
    pub bron: &'static str,
    /// When the article was read; `None` when it is from memory.
    pub nagekeken: Option<Date>,
}

/// The rules. AWR 22j, from which the first day comes, is from memory in both.
pub const BELASTINGREGELS: [Belastingregel; 2] = [
    Belastingregel {
        heffing: Heffing::Belasting,
        artikel: "Gemeentewet 236 lid 2",
        artikel_begin: "AWR 22j en Gemeentewet 231",
        laatste_weken: 6,
        bron: "tekst van artikel 236 in twee openbare wettenverzamelingen, die gelijk zijn",
        nagekeken: Some(Date::constant(2026, 11, 28)),
    },
    Belastingregel {
        heffing: Heffing::Woz,
        artikel: "Wet WOZ 30",
        artikel_begin: "AWR 22j en Wet WOZ 30 lid 1",
        laatste_weken: 6,
        bron: "uit het hoofd, naar het voorbeeld van Gemeentewet 236 lid 2",
        nagekeken: None,
    },
];

impl Heffing {
    /// Its rule.
    pub const fn regel(self) -> &'static Belastingregel {
        let [belasting, woz] = &BELASTINGREGELS;
        match self {
            Self::Belasting => belasting,
            Self::Woz => woz,
        }
    }
}

impl Belastingregel {
    /// What an employee must know before relying on it.
    pub(super) fn warning(&self) -> Option<String> {
        self.nagekeken
            .is_none()
            .then(|| format!("{} is nog niet nagekeken in de wet ({}).", self.artikel, self.bron))
    }
}
