// SPDX-License-Identifier: EUPL-1.2
//! Weekly opening hours, and the days on which they do not hold.

use jiff::civil::{Date, Weekday};

use crate::{Error, Result};

/// Minutes from local midnight; 1440 is the midnight that ends the day.
pub(super) type Minute = u16;

/// The midnight that ends the day.
pub(super) const DAY: Minute = 24 * 60;

/// Weekdays as they are written, Monday first.
const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

/// When a place or channel is open in an ordinary week. Open at least once a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// Per weekday, Monday first: periods in order that do not overlap.
    week: [Vec<(Minute, Minute)>; 7],
}

impl OpeningHours {
    /// From rows of the set-up: weekday (1 is Monday), opening and closing time as `HH:MM` (`24:00` ends the
    /// day). Refused when a time is none, a period is empty, two overlap, or it is never open.
    pub fn new<'a>(periods: impl IntoIterator<Item = (i64, &'a str, &'a str)>) -> Result<Self> {
        let mut week: [Vec<(Minute, Minute)>; 7] = Default::default();
        for (dag, van, tot) in periods {
            let day = usize::try_from(dag - 1)
                .ok()
                .and_then(|d| week.get_mut(d))
                .ok_or_else(|| Error::field("dag", "Kies een dag van 1 (maandag) tot en met 7 (zondag)."))?;
            let (from, to) = (minute("van", van)?, minute("tot", tot)?);
            if from >= to {
                return Err(Error::field("tot", "Kies een sluitingstijd die later is dan de openingstijd."));
            }
            day.push((from, to));
        }
        for (day, dag) in week.iter_mut().zip(DAGEN) {
            day.sort_unstable();
            if day.windows(2).any(|pair| matches!(pair, [a, b] if a.1 > b.0)) {
                return Err(Error::field(
                    "van",
                    format!("Zorg dat de openingstijden op {dag} elkaar niet overlappen."),
                ));
            }
        }
        if week.iter().all(Vec::is_empty) {
            return Err(Error::field("dag", "Vul minstens op een dag van de week openingstijden in."));
        }
        Ok(Self { week })
    }

    /// Day and night, every day.
    pub fn always() -> Self {
        Self { week: std::array::from_fn(|_| vec![(0, DAY)]) }
    }

    /// The periods of a weekday.
    pub(super) fn on(&self, weekday: Weekday) -> &[(Minute, Minute)] {
        let place = usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0);
        self.week.get(place).map_or(&[], Vec::as_slice)
    }
}

impl Default for OpeningHours {
    /// Monday to Friday from nine to five.
    fn default() -> Self {
        let office = |day| if day < 5 { vec![(9 * 60, 17 * 60)] } else { Vec::new() };
        Self { week: std::array::from_fn(office) }
    }
}

/// A day on which it is closed, or closes early, whatever the week says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Closing {
    pub(super) date: Date,
    /// Closed from this minute on; 0 is the whole day.
    pub(super) from: Minute,
}

impl Closing {
    /// Closed all day.
    pub const fn day(date: Date) -> Self {
        Self { date, from: 0 }
    }

    /// From a row of the set-up: the date as `YYYY-MM-DD`, and the time from which it is closed as `HH:MM`,
    /// empty for the whole day.
    pub fn new(datum: &str, vanaf: &str) -> Result<Self> {
        let date = datum.parse().map_err(|_| {
            Error::field("datum", "Vul de datum in als jaar, maand en dag, bijvoorbeeld 2026-12-24.")
        })?;
        let from = if vanaf.is_empty() { 0 } else { minute("vanaf", vanaf)? };
        Ok(Self { date, from })
    }

    /// The date.
    pub const fn date(self) -> Date {
        self.date
    }
}

/// Reads `HH:MM`.
fn minute(field: &str, text: &str) -> Result<Minute> {
    let parse = || {
        let (hour, minute) = text.split_once(':')?;
        let two = |t: &str| {
            (t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<Minute>().ok())
        };
        let (hour, minute) = (two(hour)??, two(minute)??);
        let total = hour * 60 + minute;
        (minute < 60 && total <= DAY).then_some(total)
    };
    parse().ok_or_else(|| Error::field(field, "Vul de tijd in als uren en minuten, bijvoorbeeld 08:30."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_fills_in_the_week() {
        let hours =
            OpeningHours::new([(1, "13:00", "17:00"), (1, "08:30", "12:00"), (6, "00:00", "24:00")]).unwrap();
        assert_eq!(hours.on(Weekday::Monday), [(510, 720), (780, 1020)]);
        assert_eq!(hours.on(Weekday::Saturday), [(0, DAY)]);
        assert!(hours.on(Weekday::Sunday).is_empty());
    }

    #[test]
    fn a_week_that_cannot_be_is_refused() {
        for wrong in [
            vec![],
            vec![(0, "09:00", "17:00")],
            vec![(8, "09:00", "17:00")],
            vec![(i64::MIN + 1, "09:00", "17:00")],
            vec![(1, "17:00", "09:00")],
            vec![(1, "09:00", "09:00")],
            vec![(1, "9:00", "17:00")],
            vec![(1, "09:60", "17:00")],
            vec![(1, "09:00", "24:01")],
            vec![(1, "09:00", "12:30"), (1, "12:00", "17:00")],
        ] {
            assert!(OpeningHours::new(wrong.clone()).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_closing_is_a_day_or_the_rest_of_one() {
        assert_eq!(Closing::new("2026-12-25", "").unwrap(), Closing::day(Date::constant(2026, 12, 25)));
        assert_eq!(Closing::new("2026-12-24", "12:00").unwrap().from, 720);
        assert!(Closing::new("24-12-2026", "").is_err());
        assert!(Closing::new("2026-12-24", "noon").is_err());
    }
}
