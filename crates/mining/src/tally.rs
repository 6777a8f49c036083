// SPDX-License-Identifier: EUPL-1.2
//! What was skipped or mended while reading, by reason.

use crate::error::Place;

/// Why an event was skipped, or how it was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// Skipped: no case.
    NoCase,
    /// Skipped: no activity.
    NoActivity,
    /// Skipped: no time.
    NoTime,
    /// Skipped: a time that cannot be read.
    UnreadableTime,
    /// Skipped: a time before the year 1 or after the year 9999.
    TimeOutOfRange,
    /// Skipped: a name longer than [`MAX_NAME`](crate::limits::MAX_NAME).
    NameTooLong,
    /// Skipped: a record with another number of fields than the header, or text that is no UTF-8.
    BrokenRecord,
    /// Skipped: an event outside any trace.
    OutsideTrace,
    /// Not an event: a trace or object without any event.
    EmptyCase,
    /// Not an event: a relation to an object the file does not hold, passed over.
    UnknownObject,
    /// Mended: the end came before the start; the end is taken for both.
    EndBeforeStart,
    /// Mended: control characters in a name were replaced.
    ControlCharacters,
    /// Mended: a trace without a name was named after its place in the file.
    UnnamedCase,
    /// Noted: a completion without a start, or a start without a completion, when both are paired.
    Unpaired,
}

const FLAWS: usize = Flaw::Unpaired as usize + 1;

const ALL: [Flaw; FLAWS] = [
    Flaw::NoCase,
    Flaw::NoActivity,
    Flaw::NoTime,
    Flaw::UnreadableTime,
    Flaw::TimeOutOfRange,
    Flaw::NameTooLong,
    Flaw::BrokenRecord,
    Flaw::OutsideTrace,
    Flaw::EmptyCase,
    Flaw::UnknownObject,
    Flaw::EndBeforeStart,
    Flaw::ControlCharacters,
    Flaw::UnnamedCase,
    Flaw::Unpaired,
];

impl Flaw {
    /// Whether an event with this flaw is left out.
    pub fn skips(self) -> bool {
        self < Self::EmptyCase
    }

    /// In a few words, for people who run the command line.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoCase => "without a case",
            Self::NoActivity => "without an activity",
            Self::NoTime => "without a time",
            Self::UnreadableTime => "with a time that cannot be read",
            Self::TimeOutOfRange => "with a time outside the years 1 to 9999",
            Self::NameTooLong => "with a name that is too long",
            Self::BrokenRecord => "in a broken record",
            Self::OutsideTrace => "outside any trace",
            Self::UnknownObject => "relations to an unknown object (passed over)",
            Self::EmptyCase => "cases without events",
            Self::EndBeforeStart => "with an end before the start (the end counts)",
            Self::ControlCharacters => "with control characters in a name (replaced)",
            Self::UnnamedCase => "cases without a name (numbered)",
            Self::Unpaired => "with a start or completion that has no counterpart",
        }
    }
}

/// Counts per [`Flaw`], each with the first place it was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u64; FLAWS],
    first: [Place; FLAWS],
}

impl Tally {
    /// Counts one.
    pub fn add(&mut self, flaw: Flaw, place: Place) {
        let at = flaw as usize;
        if self.counts[at] == 0 {
            self.first[at] = place;
        }
        self.counts[at] += 1;
    }

    /// How often.
    pub fn count(&self, flaw: Flaw) -> u64 {
        self.counts[flaw as usize]
    }

    /// Where first.
    pub fn first(&self, flaw: Flaw) -> Place {
        self.first[flaw as usize]
    }

    /// Events left out.
    pub fn skipped(&self) -> u64 {
        ALL.iter().filter(|f| f.skips()).map(|f| self.count(*f)).sum()
    }

    /// What was seen at all: flaw, how often, where first.
    pub fn seen(&self) -> impl Iterator<Item = (Flaw, u64, Place)> + '_ {
        ALL.iter().map(|f| (*f, self.count(*f), self.first(*f))).filter(|(_, n, _)| *n > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flaw_stands_at_its_own_place() {
        for (at, flaw) in ALL.iter().enumerate() {
            assert_eq!(*flaw as usize, at);
        }
    }

    #[test]
    fn the_first_place_is_kept_and_mended_events_are_not_skipped() {
        let mut tally = Tally::default();
        tally.add(Flaw::NoTime, Place::Line(7));
        tally.add(Flaw::NoTime, Place::Line(9));
        tally.add(Flaw::EndBeforeStart, Place::Line(8));
        assert_eq!((tally.skipped(), tally.first(Flaw::NoTime)), (2, Place::Line(7)));
        assert_eq!(tally.seen().count(), 2);
    }
}
