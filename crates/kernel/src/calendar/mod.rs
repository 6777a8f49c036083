// SPDX-License-Identifier: EUPL-1.2
//! When the municipality is open, and the dates that follow from it.
//!
//! Open time is real time: on the night that summer time begins a service that never closes works 23 hours,
//! on the night that it ends 25. Everything is computed from the rules. Only the days that a royal decree adds to the legal
//! holidays are a table ([`AANWIJZINGEN`]); legal terms stop where it ends, see [`crate::terms`].

mod decrees;
mod holidays;
mod hours;
mod norm;
mod terms;
#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use decrees::{AANWIJZINGEN, Aanwijzing};
pub use holidays::{Feestdag, VrijeDag, is_atw_day, vrije_dag};
pub use hours::{Closing, OpeningHours};
use hours::{DAY, Minute};
pub use norm::Norm;
pub(crate) use terms::end_of_day;

use crate::Time;

/// Microseconds in a minute and in an hour.
const MINUTE: i64 = 60 * 1_000_000;
const HOUR: i64 = 60 * MINUTE;

/// The years in which we look for an open day; outside them nothing is open.
pub(crate) const FIRST: Date = Date::constant(1900, 1, 1);
pub(crate) const LAST: Date = Date::constant(2199, 12, 31);

/// Opening hours, holidays and closing days of one place or channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    hours: OpeningHours,
    /// In order of date, one per date.
    closings: Vec<Closing>,
    /// By place in [`Feestdag::ALL`]: closed on this holiday.
    observed: [bool; Feestdag::ALL.len()],
}

impl Calendar {
    /// Opening hours with days on which it is closed or closes early. Closed on every national holiday but
    /// Goede Vrijdag; see [`Calendar::observing`].
    pub fn new(hours: OpeningHours, closings: impl IntoIterator<Item = Closing>) -> Self {
        let mut closings: Vec<Closing> = closings.into_iter().collect();
        // The earliest closing of a date comes first and is the one that stays.
        closings.sort_unstable();
        closings.dedup_by_key(|c| c.date);
        let usual = Feestdag::ALL.into_iter().filter(|f| *f != Feestdag::GoedeVrijdag);
        Self { hours, closings, observed: [false; Feestdag::ALL.len()] }.observing(usual)
    }

    /// Closed on these holidays and open on the others.
    #[must_use]
    pub fn observing(mut self, feestdagen: impl IntoIterator<Item = Feestdag>) -> Self {
        self.observed = [false; Feestdag::ALL.len()];
        for feestdag in feestdagen {
            if let Some(place) = self.observed.get_mut(feestdag as usize) {
                *place = true;
            }
        }
        self
    }

    /// Whether it is open for at least a moment on this date.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.periods(date).next().is_some()
    }

    /// Whether it is open now. The closing moment itself is closed.
    pub fn is_open(&self, t: Time) -> bool {
        self.intervals(t.day()).any(|(start, end)| start <= t && t < end)
    }

    /// When it opens on this date, if it does.
    pub fn opening(&self, date: Date) -> Option<Time> {
        self.intervals(date).next().map(|(start, _)| start)
    }

    /// When it closes for the day, if it is open on this date.
    pub fn closing(&self, date: Date) -> Option<Time> {
        self.intervals(date).next_back().map(|(_, end)| end)
    }

    /// The moments between which it is open on this date, in order.
    pub fn intervals(&self, date: Date) -> impl DoubleEndedIterator<Item = (Time, Time)> {
        let (periods, cut) = self.plan(date);
        (0..periods.len()).filter_map(move |n| {
            let (from, to) = *periods.get(n)?;
            let to = moment(date, to.min(cut));
            // In the hour that summer time skips, a period may end after the next has begun.
            let end = periods.get(n + 1).map_or(to, |next| to.min(moment(date, next.0)));
            let start = moment(date, from);
            (from < cut && start < end).then_some((start, end))
        })
    }

    /// `t` when it is open, else the moment it next opens.
    pub fn next_opening(&self, t: Time) -> Time {
        self.forward(t, 0)
    }

    /// Whole minutes in which it is open from `from` until `to`; 0 when `to` is earlier.
    pub fn open_minutes(&self, from: Time, to: Time) -> i64 {
        self.open_micros(from, to) / MINUTE
    }

    /// The moment after which `hours` open hours have passed since `t`, or since the next opening.
    pub fn add_open_hours(&self, t: Time, hours: u32) -> Time {
        self.forward(t, i64::from(hours) * HOUR)
    }

    /// The last moment from which there are still `hours` open hours until `t`.
    pub fn minus_open_hours(&self, t: Time, hours: u32) -> Time {
        self.backward(t, i64::from(hours) * HOUR)
    }

    /// The `n`-th working day after `date`; `date` itself never counts. With 0: `date`.
    pub fn add_working_days(&self, date: Date, n: u32) -> Date {
        self.step_working_days(date, n, Date::tomorrow)
    }

    /// The `n`-th working day before `date`; `date` itself never counts. With 0: `date`.
    pub fn minus_working_days(&self, date: Date, n: u32) -> Date {
        self.step_working_days(date, n, Date::yesterday)
    }

    /// Working days after `from` up to and including `until`; 0 when `until` is earlier.
    pub fn working_days_between(&self, from: Date, until: Date) -> u32 {
        let mut count = 0;
        let mut date = from.max(FIRST);
        while date < until.min(LAST) {
            let Ok(next) = date.tomorrow() else { break };
            date = next;
            count += u32::from(self.is_working_day(date));
        }
        count
    }

    fn step_working_days(&self, date: Date, n: u32, step: fn(Date) -> Result<Date, jiff::Error>) -> Date {
        let (mut at, mut left) = (date, n);
        while left > 0 {
            match step(at) {
                Ok(next) if (FIRST..=LAST).contains(&next) => at = next,
                _ => return at,
            }
            left -= u32::from(self.is_working_day(at));
        }
        at
    }

    /// The periods of the week that hold on this date, and the minute at which it closes early.
    fn plan(&self, date: Date) -> (&[(Minute, Minute)], Minute) {
        let periods = self.hours.on(date.weekday());
        if periods.is_empty() {
            return (periods, 0);
        }
        let cut = match self.closings.binary_search_by_key(&date, |c| c.date) {
            Ok(place) => self.closings.get(place).map_or(DAY, |c| c.from),
            Err(_) => DAY,
        };
        let holiday = || Feestdag::on(date).any(|f| self.observed.get(f as usize) == Some(&true));
        if cut == 0 || holiday() { (&[], 0) } else { (periods, cut) }
    }

    fn periods(&self, date: Date) -> impl Iterator<Item = (Minute, Minute)> {
        let (periods, cut) = self.plan(date);
        periods.iter().copied().filter(move |(from, _)| *from < cut)
    }

    /// Open time between two moments.
    fn open_micros(&self, from: Time, to: Time) -> i64 {
        if to <= from {
            return 0;
        }
        let last = to.day().min(LAST);
        days(from.day(), Date::tomorrow)
            .take_while(|date| *date <= last)
            .flat_map(|date| self.intervals(date))
            .map(|(start, end)| (end.min(to).micros() - start.max(from).micros()).max(0))
            .sum()
    }

    /// The first moment at which `open` microseconds of open time have passed since `t`.
    fn forward(&self, t: Time, open: i64) -> Time {
        let mut left = open;
        for (start, end) in days(t.day(), Date::tomorrow).flat_map(|date| self.intervals(date)) {
            if end <= t {
                continue;
            }
            let start = start.max(t);
            let here = end.micros() - start.micros();
            if left <= here {
                return Time::from_micros(start.micros() + left);
            }
            left -= here;
        }
        t
    }

    /// The last moment from which `open` microseconds of open time remain until `t`.
    fn backward(&self, t: Time, open: i64) -> Time {
        let mut left = open;
        if left == 0 {
            return t;
        }
        for (start, end) in days(t.day(), Date::yesterday).flat_map(|date| self.intervals(date).rev()) {
            if start >= t {
                continue;
            }
            let end = end.min(t);
            let here = end.micros() - start.micros();
            if left <= here {
                return Time::from_micros(end.micros() - left);
            }
            left -= here;
        }
        t
    }
}

impl Default for Calendar {
    /// Monday to Friday from nine to five, closed on holidays.
    fn default() -> Self {
        Self::new(OpeningHours::default(), [])
    }
}

/// The days from `date` on, or back from it, within the years we look at.
fn days(date: Date, step: fn(Date) -> Result<Date, jiff::Error>) -> impl Iterator<Item = Date> {
    let first = (FIRST..=LAST).contains(&date).then_some(date);
    std::iter::successors(first, move |d| step(*d).ok().filter(|d| (FIRST..=LAST).contains(d)))
}

/// A minute of a local day as a moment.
fn moment(date: Date, minute: Minute) -> Time {
    if minute >= DAY {
        return Time::at(date.tomorrow().unwrap_or(date), 0, 0);
    }
    let part = |value: Minute| i8::try_from(value).unwrap_or(0);
    Time::at(date, part(minute / 60), part(minute % 60))
}
