// SPDX-License-Identifier: EUPL-1.2
//! The opening hours of a year and a bit, laid out once: open time can then be counted by looking up.

use jiff::{Span, civil::Date};
use kernel::{Time, calendar::Calendar};

/// Microseconds in a second, a minute, an hour and a day.
pub(super) const SECOND: i64 = 1_000_000;
pub(super) const MINUTE: i64 = 60 * SECOND;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// A local day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dag {
    pub(super) date: Date,
    /// Local midnight, in microseconds.
    pub(super) midnight: i64,
    /// Opening and closing, when it is open.
    pub(super) open: Option<(i64, i64)>,
}

impl Dag {
    /// Weekday from 0, Monday.
    pub(super) fn weekday(&self) -> usize {
        usize::try_from(self.date.weekday().to_monday_zero_offset()).unwrap_or(0)
    }

    /// Month from 0, January.
    pub(super) fn month(&self) -> usize {
        usize::try_from(self.date.month() - 1).unwrap_or(0)
    }
}

/// An opening period with the open time before it.
#[derive(Debug, Clone, Copy)]
struct Periode {
    start: i64,
    end: i64,
    before: i64,
}

/// Days and opening periods.
#[derive(Debug, Clone)]
pub(super) struct Openuren {
    days: Vec<Dag>,
    perioden: Vec<Periode>,
}

impl Openuren {
    /// The days from `from` up to and including `until`.
    pub(super) fn new(kalender: &Calendar, from: Date, until: Date) -> Self {
        let mut days = Vec::new();
        let mut perioden: Vec<Periode> = Vec::new();
        let mut before = 0;
        let mut date = from;
        while date <= until {
            let mut open: Option<(i64, i64)> = None;
            for (start, end) in kalender.intervals(date) {
                let (start, end) = (start.micros(), end.micros());
                perioden.push(Periode { start, end, before });
                before += end - start;
                open = Some((open.map_or(start, |(first, _)| first), end));
            }
            days.push(Dag { date, midnight: Time::at(date, 0, 0).micros(), open });
            date = date.saturating_add(Span::new().days(1));
        }
        Self { days, perioden }
    }

    /// Every day, in order.
    pub(super) fn days(&self) -> &[Dag] {
        &self.days
    }

    /// The day of a moment; the first or last day outside them.
    pub(super) fn day(&self, t: i64) -> Dag {
        let after = self.days.partition_point(|d| d.midnight <= t);
        let nothing = Dag { date: Date::ZERO, midnight: 0, open: None };
        self.days.get(after.saturating_sub(1)).copied().unwrap_or(nothing)
    }

    /// Open time from the first day until this moment.
    fn spent(&self, t: i64) -> i64 {
        let after = self.perioden.partition_point(|p| p.start <= t);
        let Some(p) = after.checked_sub(1).and_then(|n| self.perioden.get(n)) else { return 0 };
        p.before + (t.min(p.end) - p.start)
    }

    /// The moment at which this much open time has passed; never a closing moment.
    fn moment(&self, spent: i64) -> i64 {
        let after = self.perioden.partition_point(|p| p.before <= spent);
        let Some(p) = after.checked_sub(1).and_then(|n| self.perioden.get(n)) else { return 0 };
        // Past the last day time runs on as it is: nothing that far is kept.
        p.start + (spent - p.before)
    }

    /// The moment `open` microseconds of open time after `t`.
    pub(super) fn add(&self, t: i64, open: i64) -> i64 {
        self.moment(self.spent(t) + open.max(0))
    }

    /// The moment with `open` microseconds of open time left until `t`.
    pub(super) fn back(&self, t: i64, open: i64) -> i64 {
        self.moment((self.spent(t) - open).max(0))
    }

    /// Open time between two moments; 0 when they are the wrong way round.
    pub(super) fn between(&self, from: i64, until: i64) -> i64 {
        (self.spent(until) - self.spent(from)).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uren() -> (Calendar, Openuren) {
        let kalender = crate::Thuishaven::load().unwrap().kalender(at("2026-11-23T12:00:00Z")).unwrap();
        let uren = Openuren::new(&kalender, Date::constant(2026, 11, 1), Date::constant(2026, 12, 31));
        (kalender, uren)
    }

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn open_time_is_counted_as_the_calendar_counts_it() {
        let (kalender, uren) = uren();
        for (from, hours) in [
            ("2026-11-24T09:00:00Z", 3),
            ("2026-11-27T14:30:00Z", 4),
            ("2026-11-28T09:00:00Z", 20),
            ("2026-12-24T08:00:00Z", 6),
            ("2026-11-24T22:00:00Z", 1),
        ] {
            let due = kalender.add_open_hours(at(from), hours);
            let open = i64::from(hours) * HOUR;
            assert_eq!(uren.between(at(from).micros(), due.micros()), open, "{from}");
            // A period that ends exactly at closing time is the same moment as the next opening.
            assert_eq!(kalender.next_opening(due).micros(), uren.add(at(from).micros(), open), "{from}");
        }
    }

    #[test]
    fn a_day_knows_when_it_is_open() {
        let (_, uren) = uren();
        let eve = uren.day(at("2026-12-24T20:00:00Z").micros());
        assert_eq!(eve.date, Date::constant(2026, 12, 24));
        assert_eq!(eve.open.map(|(_, end)| end), Some(at("2026-12-24T11:00:00Z").micros()));
        assert!(uren.day(at("2026-12-25T12:00:00Z").micros()).open.is_none());
    }
}
