// SPDX-License-Identifier: EUPL-1.2
//! Calendar days of the years 1 to 9999, as the number of days since 1 January 1970.

use std::fmt;

/// A calendar day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

const FIRST: i32 = -719_162;
const LAST: i32 = 2_932_896;

impl Date {
    /// The day `day` of `month` in `year`; `None` when there is no such day.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day < 1
            || day > days_in_month(year, month)
        {
            return None;
        }
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted.rem_euclid(400);
        let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// The day that lies `days` after 1 January 1970; `None` outside the years 1 to 9999.
    pub fn from_days(days: i32) -> Option<Self> {
        (FIRST..=LAST).contains(&days).then_some(Self(days))
    }

    /// Days since 1 January 1970.
    pub fn days(self) -> i32 {
        self.0
    }

    /// Reads `2024-06-01`; nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let b = text.as_bytes();
        if b.len() != 10 || b[4] != b'-' || b[7] != b'-' {
            return None;
        }
        let part = |range: std::ops::Range<usize>| -> Option<i32> {
            b[range].iter().try_fold(0, |n, &c| c.is_ascii_digit().then(|| n * 10 + i32::from(c - b'0')))
        };
        Self::new(part(0..4)?, part(5..7)?, part(8..10)?)
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> i32 {
        (self.0 + 3).rem_euclid(7)
    }

    /// Later by whole days.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        i32::try_from(i64::from(self.0).checked_add(days)?).ok().and_then(Self::from_days)
    }

    /// Later by whole months: the same day number, or the last day of a month that is too short.
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let (year, month, day) = self.ymd();
        let total = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
        let year = i32::try_from(total.div_euclid(12)).ok()?;
        let month = i32::try_from(total.rem_euclid(12)).ok()? + 1;
        if !(1..=9999).contains(&year) {
            return None;
        }
        Self::new(year, month, day.min(days_in_month(year, month)))
    }

    /// Complete months from this day to `to`; negative when `to` is earlier.
    pub fn months_until(self, to: Self) -> i32 {
        if to < self {
            return -to.months_until(self);
        }
        let ((y1, m1, d1), (y2, m2, d2)) = (self.ymd(), to.ymd());
        (y2 - y1) * 12 + m2 - m1 - i32::from(d2 < d1)
    }

    /// Complete years from this day to `to`; negative when `to` is earlier.
    pub fn years_until(self, to: Self) -> i32 {
        self.months_until(to) / 12
    }
}

fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn every_day_agrees_with_another_calendar() {
        let mut theirs = jiff::civil::date(1, 1, 1);
        for days in FIRST..=LAST {
            let ours = Date::from_days(days).unwrap();
            let (y, m, day) = ours.ymd();
            assert_eq!((y, m, day), (theirs.year().into(), theirs.month().into(), theirs.day().into()));
            assert_eq!(Date::new(y, m, day), Some(ours));
            assert_eq!(ours.weekday(), i32::from(theirs.weekday().to_monday_zero_offset()));
            if days < LAST {
                theirs = theirs.tomorrow().unwrap();
            }
        }
    }

    #[test]
    fn a_month_later_is_the_same_day_number_or_the_last_day() {
        assert_eq!(d("2025-01-31").plus_months(1), Some(d("2025-02-28")));
        assert_eq!(d("2024-01-31").plus_months(1), Some(d("2024-02-29")));
        assert_eq!(d("2024-03-31").plus_months(-13), Some(d("2023-02-28")));
        assert_eq!(d("9999-12-31").plus_days(1), None);
        assert_eq!(d("9999-12-31").plus_months(i64::MAX), None);
    }

    #[test]
    fn a_birthday_on_29_february_counts_from_1_march() {
        assert_eq!(d("2004-02-29").years_until(d("2022-02-28")), 17);
        assert_eq!(d("2004-02-29").years_until(d("2022-03-01")), 18);
        assert_eq!(d("2020-03-01").years_until(d("2025-03-01")), 5);
        assert_eq!(d("2025-03-01").years_until(d("2020-03-02")), -4);
    }

    #[test]
    fn only_real_days_are_read() {
        for text in [
            "2025-02-29",
            "2025-13-01",
            "2025-1-1",
            "01-01-2025",
            "0000-01-01",
            "2025-00-10",
            "",
            "2025-01-01T00",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
