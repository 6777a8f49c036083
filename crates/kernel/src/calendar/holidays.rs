// SPDX-License-Identifier: EUPL-1.2
//! The Dutch national holidays by algorithm, and the days that the law treats as such.

use jiff::civil::{Date, Weekday};

/// A national holiday, with the years in which it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feestdag {
    /// 1 January.
    Nieuwjaarsdag,
    /// The Friday before Easter. A holiday for legal terms; most municipalities are open.
    GoedeVrijdag,
    /// Easter Sunday.
    EerstePaasdag,
    /// Easter Monday.
    TweedePaasdag,
    /// 27 April, on the 26th when that is a Sunday; until 2013 Koninginnedag, 30 April or the 29th.
    Koningsdag,
    /// 5 May, every year, since 1990.
    Bevrijdingsdag,
    /// Thursday, 39 days after Easter.
    Hemelvaartsdag,
    /// Whit Sunday.
    EerstePinksterdag,
    /// Whit Monday.
    TweedePinksterdag,
    /// 25 December.
    EersteKerstdag,
    /// 26 December.
    TweedeKerstdag,
}

impl Feestdag {
    /// Every holiday, in the order of the year.
    pub const ALL: [Self; 11] = [
        Self::Nieuwjaarsdag,
        Self::GoedeVrijdag,
        Self::EerstePaasdag,
        Self::TweedePaasdag,
        Self::Koningsdag,
        Self::Bevrijdingsdag,
        Self::Hemelvaartsdag,
        Self::EerstePinksterdag,
        Self::TweedePinksterdag,
        Self::EersteKerstdag,
        Self::TweedeKerstdag,
    ];

    /// Name, as on a page with opening hours.
    pub const fn naam(self) -> &'static str {
        match self {
            Self::Nieuwjaarsdag => "Nieuwjaarsdag",
            Self::GoedeVrijdag => "Goede Vrijdag",
            Self::EerstePaasdag => "Eerste Paasdag",
            Self::TweedePaasdag => "Tweede Paasdag",
            Self::Koningsdag => "Koningsdag",
            Self::Bevrijdingsdag => "Bevrijdingsdag",
            Self::Hemelvaartsdag => "Hemelvaartsdag",
            Self::EerstePinksterdag => "Eerste Pinksterdag",
            Self::TweedePinksterdag => "Tweede Pinksterdag",
            Self::EersteKerstdag => "Eerste Kerstdag",
            Self::TweedeKerstdag => "Tweede Kerstdag",
        }
    }

    /// The holidays on a date: none, one, or two (5 May 2016 was Bevrijdingsdag and Hemelvaartsdag).
    pub fn on(date: Date) -> impl Iterator<Item = Self> {
        [fixed(date), moving(date)].into_iter().flatten()
    }
}

/// Holidays that keep their place in the year.
fn fixed(date: Date) -> Option<Feestdag> {
    match (date.month(), date.day()) {
        (1, 1) => Some(Feestdag::Nieuwjaarsdag),
        (5, 5) if date.year() >= 1990 => Some(Feestdag::Bevrijdingsdag),
        (12, 25) => Some(Feestdag::EersteKerstdag),
        (12, 26) => Some(Feestdag::TweedeKerstdag),
        (4, day) if is_koningsdag(date, day) => Some(Feestdag::Koningsdag),
        _ => None,
    }
}

/// The birthday of the King as celebrated: on Saturday when the day itself is a Sunday.
fn is_koningsdag(date: Date, day: i8) -> bool {
    let birthday = match date.year() {
        2014.. => 27,
        1980..=2013 => 30,
        _ => return false,
    };
    match date.weekday() {
        Weekday::Sunday => false,
        Weekday::Saturday => day == birthday || day + 1 == birthday,
        _ => day == birthday,
    }
}

/// Holidays that move with Easter.
fn moving(date: Date) -> Option<Feestdag> {
    // Good Friday is never before 20 March, Whit Monday never after 14 June.
    if !(3..=6).contains(&date.month()) {
        return None;
    }
    match date.day_of_year() - easter(date.year())?.day_of_year() {
        -2 => Some(Feestdag::GoedeVrijdag),
        0 => Some(Feestdag::EerstePaasdag),
        1 => Some(Feestdag::TweedePaasdag),
        39 => Some(Feestdag::Hemelvaartsdag),
        49 => Some(Feestdag::EerstePinksterdag),
        50 => Some(Feestdag::TweedePinksterdag),
        _ => None,
    }
}

/// Easter Sunday of a year: the anonymous Gregorian algorithm.
#[expect(clippy::many_single_char_names, reason = "the letters under which the algorithm is published")]
fn easter(year: i16) -> Option<Date> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Days put on a par with holidays by royal decree (Algemene termijnenwet, article 3 paragraph 3), as year,
/// month and day, in order. Known until the end of 2028; a new decree is a new line.
const DECREES: [(i16, i8, i8); 10] = [
    (2023, 4, 28),
    (2023, 5, 19),
    (2024, 5, 10),
    (2024, 12, 27),
    (2025, 5, 30),
    (2026, 1, 2),
    (2026, 5, 15),
    (2027, 5, 7),
    (2028, 4, 28),
    (2028, 5, 26),
];

/// Whether a legal term may not end here: weekend, holiday, or a day put on a par with one.
/// Algemene termijnenwet, articles 1 and 3.
pub fn is_atw_day(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
        || Feestdag::on(date).next().is_some()
        || DECREES.binary_search(&(date.year(), date.month(), date.day())).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of a year that are no weekend day and yet no legal working day.
    fn weekdays_off(year: i16) -> Vec<String> {
        Date::constant(year, 1, 1)
            .series(jiff::Span::new().days(1))
            .take_while(|d| d.year() == year)
            .filter(|d| is_atw_day(*d) && !matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday))
            .map(|d| format!("{}-{}", d.day(), d.month()))
            .collect()
    }

    #[test]
    fn the_legal_holidays_of_three_years_are_those_of_the_law() {
        assert_eq!(
            weekdays_off(2026),
            ["1-1", "2-1", "3-4", "6-4", "27-4", "5-5", "14-5", "15-5", "25-5", "25-12"]
        );
        assert_eq!(weekdays_off(2027), ["1-1", "26-3", "29-3", "27-4", "5-5", "6-5", "7-5", "17-5"]);
        assert_eq!(
            weekdays_off(2028),
            ["14-4", "17-4", "27-4", "28-4", "5-5", "25-5", "26-5", "5-6", "25-12", "26-12"]
        );
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, month, day) in [(1961, 4, 2), (2000, 4, 23), (2008, 3, 23), (2024, 3, 31), (2038, 4, 25)] {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }

    #[test]
    fn the_kings_day_never_falls_on_a_sunday_and_was_the_queens_before_2014() {
        let day = |y, m, d| Feestdag::on(Date::constant(y, m, d)).any(|f| f == Feestdag::Koningsdag);
        assert!(day(2025, 4, 26) && !day(2025, 4, 27), "27 April 2025 is a Sunday");
        assert!(day(2026, 4, 27) && !day(2026, 4, 26));
        assert!(day(2013, 4, 30) && !day(2013, 4, 27));
        assert!(day(2006, 4, 29) && !day(2006, 4, 30), "30 April 2006 is a Sunday");
    }

    #[test]
    fn two_holidays_may_share_a_day() {
        let both: Vec<_> = Feestdag::on(Date::constant(2016, 5, 5)).collect();
        assert_eq!(both, [Feestdag::Bevrijdingsdag, Feestdag::Hemelvaartsdag]);
    }
}
