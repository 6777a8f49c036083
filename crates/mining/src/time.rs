// SPDX-License-Identifier: EUPL-1.2
//! Times in text: read in the forms that logs have, written in one.

use jiff::{civil, tz::TimeZone};

use crate::limits::{MAX_TIME, MIN_TIME};

/// Microseconds since 1970-01-01T00:00:00Z, or a duration in microseconds.
pub type Micros = i64;

/// A day, in microseconds.
pub const DAY: Micros = 86_400_000_000;

/// Reads a time. Understood are the forms of ISO 8601, RFC 3339 and XML Schema (`2026-11-24T09:30:00.5+01:00`, with a
/// space for the `T`, with or without seconds, fraction and offset, or only a date) and the Dutch way of writing
/// (`24-11-2026 09:30`, also with `/`). A time without an offset is one of `zone`; where the clock was put back the
/// first of the two, where it was put forward the later. `None` for anything else and outside the years 1 to 9999.
pub fn parse(text: &str, zone: &TimeZone) -> Option<Micros> {
    let mut rest = Digits(text.trim().as_bytes());
    let (year, month, day) = rest.date()?;
    let mut micros = 0_i64;
    if !rest.0.is_empty() {
        if !matches!(rest.take()?, b'T' | b't' | b' ') {
            return None;
        }
        micros = rest.clock()?;
    }
    let local = days(year, month, day)? * DAY + micros;
    let time = match rest.0 {
        [] if *zone == TimeZone::UTC => local,
        [] => in_zone(local, zone)?,
        [b'Z' | b'z'] => local,
        _ => local - rest.offset()?,
    };
    (MIN_TIME..=MAX_TIME).contains(&time).then_some(time)
}

/// What is still to be read.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        let mut n = 0;
        for b in head {
            n = n * 10 + i64::from(b.is_ascii_digit().then(|| b - b'0')?);
        }
        self.0 = rest;
        Some(n)
    }

    fn skip(&mut self, wanted: u8) -> bool {
        let found = self.0.first() == Some(&wanted);
        if found {
            self.0 = &self.0[1..];
        }
        found
    }

    /// Year, month, day; whichever comes first is seen by where the separator stands.
    fn date(&mut self) -> Option<(i64, i64, i64)> {
        let at = self.0.iter().position(|b| matches!(b, b'-' | b'/'))?;
        let mark = self.0[at];
        let mut part = |digits: usize, last: bool| {
            let n = self.number(digits)?;
            (last || self.skip(mark)).then_some(n)
        };
        match at {
            4 => Some((part(4, false)?, part(2, false)?, part(2, true)?)),
            1 | 2 => {
                let day = part(at, false)?;
                let digits = if self.0.get(1) == Some(&mark) { 1 } else { 2 };
                let mut part = |digits: usize, last: bool| {
                    let n = self.number(digits)?;
                    (last || self.skip(mark)).then_some(n)
                };
                let month = part(digits, false)?;
                Some((part(4, true)?, month, day))
            }
            _ => None,
        }
    }

    /// Hours, minutes, seconds and fraction as microseconds of the day. 24:00 is the end of the day (XML Schema),
    /// second 60 a leap second and the start of the next minute.
    fn clock(&mut self) -> Option<i64> {
        let digits = if self.0.get(1) == Some(&b':') { 1 } else { 2 };
        let hour = self.number(digits)?;
        let minute = if self.skip(b':') { self.number(2)? } else { return None };
        let second = if self.skip(b':') { self.number(2)? } else { 0 };
        let mut fraction = 0;
        if self.skip(b'.') || self.skip(b',') {
            let mut weight = 100_000;
            let mut digits = 0;
            while let Some(digit) = self.0.first().filter(|b| b.is_ascii_digit()) {
                fraction += i64::from(digit - b'0') * weight;
                weight /= 10;
                digits += 1;
                self.0 = &self.0[1..];
            }
            if digits == 0 {
                return None;
            }
        }
        let whole = hour < 24 || (hour == 24 && minute == 0 && second == 0 && fraction == 0);
        (whole && minute < 60 && second <= 60)
            .then_some(((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction)
    }

    /// `+01:00`, `+0100` or `+01`, to the end of the text.
    fn offset(&mut self) -> Option<i64> {
        self.skip(b' ');
        let sign = match self.take()? {
            b'+' => 1,
            b'-' => -1,
            _ => return None,
        };
        let hours = self.number(2)?;
        self.skip(b':');
        let minutes = if self.0.is_empty() { 0 } else { self.number(2)? };
        (self.0.is_empty() && hours <= 14 && minutes < 60)
            .then_some(sign * (hours * 60 + minutes) * 60_000_000)
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` when there is no such date.
/// (The algorithm of Hinnant, "chrono-compatible low-level date algorithms".)
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    if year < 1 || !(1..=length).contains(&day) {
        return None;
    }
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Date of a number of days since 1970-01-01: year, month, day.
fn date(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

fn in_zone(local: Micros, zone: &TimeZone) -> Option<Micros> {
    let (year, month, day) = date(local.div_euclid(DAY));
    let of_day = local.rem_euclid(DAY);
    let date =
        civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let midnight = date.ok()?.to_datetime(civil::Time::midnight());
    let at = midnight.checked_add(jiff::SignedDuration::from_micros(of_day)).ok()?;
    zone.to_ambiguous_timestamp(at).compatible().ok().map(jiff::Timestamp::as_microsecond)
}

/// Writes a time in RFC 3339 in UTC, with three digits of a second when they say all and six when not.
pub fn format(time: Micros) -> String {
    let (year, month, day) = date(time.div_euclid(DAY));
    let of_day = time.rem_euclid(DAY);
    let (seconds, fraction) = (of_day / 1_000_000, of_day % 1_000_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let head = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if fraction % 1_000 == 0 {
        format!("{head}.{:03}Z", fraction / 1_000)
    } else {
        format!("{head}.{fraction:06}Z")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utc(text: &str) -> Option<Micros> {
        parse(text, &TimeZone::UTC)
    }

    #[test]
    fn the_forms_of_logs_are_one_moment() {
        let moment = Some(1_764_146_096_500_000);
        for text in [
            "2025-11-26T08:34:56.5Z",
            "2025-11-26T09:34:56.500+01:00",
            "2025-11-26 09:34:56,5+0100",
            "2025/11/26 09:34:56.500000999 +01",
            "26-11-2025 08:34:56.5",
            "26/11/2025 8:34:56.5",
        ] {
            assert_eq!(utc(text), moment, "{text}");
        }
        assert_eq!(utc("2025-11-26"), Some(20_418 * DAY));
        assert_eq!(utc("1-2-2026 24:00"), utc("2026-02-02T00:00"));
        assert_eq!(utc("2016-12-31T23:59:60Z"), utc("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "2026-11-24T25:00",
            "2026-11-24T09",
            "2026-11-24T09:60",
            "2026-11-24T09:30:00.Z",
            "2026-11-24T09:30+15:00",
            "2026-11-24T09:30Zx",
            "0000-01-01",
            "-2026-01-01",
            "24-11-26",
            "nooit",
            "2026-11-24T24:00:01",
            "2026-11-24X09:30",
            "٢٠٢٦-11-24",
        ] {
            assert_eq!(utc(text), None, "{text}");
        }
        assert_eq!(utc("0001-01-01T00:00+01:00"), None, "a minute before the first");
        assert_eq!(utc("9999-12-31T23:59:59.999999Z"), Some(MAX_TIME));
        assert_eq!(utc("0001-01-01T00:00Z"), Some(MIN_TIME));
    }

    #[test]
    fn a_time_without_an_offset_is_local() {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        assert_eq!(parse("2026-07-01 12:00", &zone), utc("2026-07-01T10:00Z"));
        assert_eq!(parse("2026-01-01 12:00", &zone), utc("2026-01-01T11:00Z"));
        assert_eq!(parse("2026-10-25 02:30", &zone), utc("2026-10-25T00:30Z"), "twice: the first");
        assert_eq!(parse("2026-03-29 02:30", &zone), utc("2026-03-29T01:30Z"), "never: an hour later");
        assert_eq!(parse("2026-07-01 12:00Z", &zone), utc("2026-07-01T12:00Z"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(time in MIN_TIME..=MAX_TIME) {
            prop_assert_eq!(utc(&format(time)), Some(time));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,40}", almost in "[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}[T ]?[0-9:.,+Z-]{0,20}") {
            let zone = TimeZone::get("Europe/Amsterdam").unwrap();
            let _ = (parse(&text, &zone), parse(&almost, &zone));
        }
    }
}
