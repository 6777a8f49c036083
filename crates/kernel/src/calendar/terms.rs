// SPDX-License-Identifier: EUPL-1.2
//! The last moment of a promise or a legal term, and the moment from which it is at risk.

use jiff::civil::Date;

use super::{Calendar, HOUR, LAST, Norm, is_atw_day};
use crate::Time;

/// Open time that must be left today for an answer today.
const SAME_DAY_LEFT: i64 = 2 * HOUR;
/// Under this many working days a term is short: at risk at 80% of its open time.
const SHORT_TERM: u32 = 5;
/// Longest term in weeks that is counted; more means nothing.
const WEEKS_MAX: u32 = 10_000;
/// Longest term in weeks that moves past a free day (Algemene termijnenwet, article 4 under a).
const WEEKS_MOVED: i64 = 12;

impl Calendar {
    /// The last moment for an answer to what was received at `received`.
    ///
    /// - `Werkuren(n)`: when `n` open hours have passed since receipt, or since the next opening when it came in
    ///   while closed. Hours that end exactly at closing time end there, not at the next opening.
    /// - `Werkdagen(n)`: closing time of the `n`-th working day after the day of receipt. The day of receipt
    ///   never counts, whatever the hour; on a Saturday or at night "the day after" is still the next date.
    /// - `ZelfdeDag`: closing time of the day of receipt when at least two open hours are left of it, else
    ///   closing time of the next working day. Before opening time the whole day is left.
    /// - `Weken(n)`: end (23:59:59.999999) of the same weekday `n` weeks later; when that is a Saturday, a
    ///   Sunday, a holiday or a day put on a par with one, the end of the next day that is none of these
    ///   (Algemene termijnenwet article 1; by article 4 not with more than twelve weeks). Closing days of our own do
    ///   not lengthen a legal term. This is the date we promise by; the legal date with its reasons, and an error
    ///   where the decree days are not known yet, comes from [`crate::terms`].
    ///
    /// 0 counts as 1. A later receipt never gives an earlier date.
    pub fn due(&self, received: Time, norm: &Norm) -> Time {
        match norm {
            Norm::Werkuren(n) => self.add_open_hours(received, (*n).max(1)),
            Norm::Werkdagen(n) => self.close_of(self.add_working_days(received.day(), (*n).max(1))),
            Norm::ZelfdeDag => {
                let today = received.day();
                let close = self.closing(today).filter(|c| self.open_micros(received, *c) >= SAME_DAY_LEFT);
                close.unwrap_or_else(|| self.close_of(self.add_working_days(today, 1)))
            }
            Norm::Weken(n) => {
                let weeks = i64::from((*n).clamp(1, WEEKS_MAX));
                let mut last = received.day().saturating_add(jiff::Span::new().days(7 * weeks));
                while weeks <= WEEKS_MOVED && is_atw_day(last) && last < LAST {
                    last = last.tomorrow().unwrap_or(LAST);
                }
                end_of_day(last)
            }
        }
    }

    /// From when an unanswered question is at risk: one working day before the last moment, at the same hour
    /// (or at closing time when that is earlier); a term of fewer than five working days at 80% of its open time.
    /// Legal terms are never short. Never before `received`, never after `due`.
    pub fn at_risk(&self, received: Time, due: Time, norm: &Norm) -> Time {
        if due <= received {
            return due;
        }
        let is_short = !matches!(norm, Norm::Weken(_))
            && self.working_days_between(received.day(), due.day()) < SHORT_TERM;
        let risk = if is_short {
            let open = self.open_micros(received, due);
            self.forward(received, open / 5 * 4 + open % 5 * 4 / 5)
        } else {
            self.working_day_before(due)
        };
        risk.clamp(received, due)
    }

    /// The same hour on the working day before, within its opening hours.
    fn working_day_before(&self, t: Time) -> Time {
        let date = self.minus_working_days(t.day(), 1);
        let local = t.local();
        let same_hour = Time::at(date, local.hour(), local.minute());
        match (self.opening(date), self.closing(date)) {
            (Some(open), Some(close)) => same_hour.clamp(open, close),
            _ => same_hour,
        }
    }

    /// Closing time; the end of the day for a day on which it is not open.
    fn close_of(&self, date: Date) -> Time {
        self.closing(date).unwrap_or_else(|| end_of_day(date))
    }
}

/// The last microsecond of a local day.
pub(crate) fn end_of_day(date: Date) -> Time {
    let midnight = Time::at(date.tomorrow().unwrap_or(date), 0, 0);
    Time::from_micros(midnight.micros() - 1)
}
