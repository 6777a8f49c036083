// SPDX-License-Identifier: EUPL-1.2
//! The Dutch national holidays by algorithm, and the days that the law treats as such.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};

use super::{LAST, decrees};
use crate::{Error, Result};

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

    /// The years in which our rule for this holiday holds. The Algemene termijnenwet is in force since 1 April 1965;
    /// 5 May counts every year since 1990; the King's birthday is 27 April since 2014 (before that other rules held,
    /// kept only for showing old dates). The last year is that of the calendar; [`vrije_dag`] is stricter, because
    /// it also wants the decree days.
    pub fn jaren(self) -> RangeInclusive<i16> {
        let first = match self {
            Self::Koningsdag => 2014,
            Self::Bevrijdingsdag => 1990,
            _ => 1966,
        };
        first..=LAST.year()
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

/// Whether a legal term may not end here: weekend, holiday, or a day put on a par with one.
/// Algemene termijnenwet, articles 1 and 3.
pub fn is_atw_day(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
        || Feestdag::on(date).next().is_some()
        || decrees::is_decree_day(date)
}

/// Why a legal term may not end on a day (Algemene termijnenwet, articles 1 and 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VrijeDag {
    /// A Saturday.
    Zaterdag,
    /// A Sunday.
    Zondag,
    /// A holiday by law, whatever the day of the week (article 3, paragraphs 1 and 2).
    Feestdag(Feestdag),
    /// Put on a par with a holiday by royal decree (article 3, paragraph 3).
    Aangewezen,
}

impl VrijeDag {
    /// As it stands after "14 mei is": `Hemelvaartsdag`, `een aangewezen vrije dag`, `een zaterdag`.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Zaterdag => "een zaterdag",
            Self::Zondag => "een zondag",
            Self::Feestdag(feestdag) => feestdag.naam(),
            Self::Aangewezen => "een aangewezen vrije dag",
        }
    }

    /// Whether only the weekend makes it a free day.
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Zaterdag | Self::Zondag)
    }
}

/// Why a legal term may not end on this day, or `None` for an ordinary working day. An error (code
/// `feestdagen-onbekend`) in a year of which the decree days, or a rule for a holiday, are not known: a legal date
/// is never a guess. [`is_atw_day`] answers for every year, for promises of our own.
pub fn vrije_dag(date: Date) -> Result<Option<VrijeDag>> {
    let year = date.year();
    let unruled = || Feestdag::ALL.into_iter().find(|f| !f.jaren().contains(&year));
    if !decrees::is_known(year) || unruled().is_some() {
        return Err(Error::refused(
            "feestdagen-onbekend",
            format!(
                "De vrije dagen van {year} zijn niet bekend. Bekend zijn ze van {} tot en met {}. Vul het nieuwe \
                 koninklijk besluit aan, of kies een datum in die jaren.",
                decrees::FIRST_YEAR,
                decrees::LAST_YEAR
            ),
        ));
    }
    if let Some(feestdag) = Feestdag::on(date).next() {
        return Ok(Some(VrijeDag::Feestdag(feestdag)));
    }
    if decrees::is_decree_day(date) {
        return Ok(Some(VrijeDag::Aangewezen));
    }
    Ok(match date.weekday() {
        Weekday::Saturday => Some(VrijeDag::Zaterdag),
        Weekday::Sunday => Some(VrijeDag::Zondag),
        _ => None,
    })
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

    /// The dates (month, day) of the ecclesiastical full moon by golden number, as the tables of the calendar reform
    /// print them for 1900 to 2199. Easter is the Sunday after.
    const FULL_MOONS: [(i8, i8); 19] = [
        (4, 14),
        (4, 3),
        (3, 23),
        (4, 11),
        (3, 31),
        (4, 18),
        (4, 8),
        (3, 28),
        (4, 16),
        (4, 5),
        (3, 25),
        (4, 13),
        (4, 2),
        (3, 22),
        (4, 10),
        (3, 30),
        (4, 17),
        (4, 7),
        (3, 27),
    ];

    #[test]
    fn easter_of_three_centuries_is_that_of_the_tables_of_the_church() {
        for year in 1900..=2199_i16 {
            let (month, day) = FULL_MOONS[usize::try_from(year % 19).unwrap()];
            let sunday = Date::constant(year, month, day).nth_weekday(1, Weekday::Sunday).unwrap();
            assert_eq!(easter(year), Some(sunday), "{year}");
        }
    }

    #[test]
    fn a_free_day_of_the_law_has_a_reason_and_an_unknown_year_is_an_error() {
        let day = |y, m, d| vrije_dag(Date::constant(y, m, d));
        assert_eq!(day(2026, 5, 14), Ok(Some(VrijeDag::Feestdag(Feestdag::Hemelvaartsdag))));
        assert_eq!(day(2026, 5, 15), Ok(Some(VrijeDag::Aangewezen)));
        assert_eq!(day(2026, 5, 16), Ok(Some(VrijeDag::Zaterdag)));
        assert_eq!(day(2026, 5, 17), Ok(Some(VrijeDag::Zondag)));
        assert_eq!(day(2026, 5, 18), Ok(None));
        for (y, m, d) in [(2022, 12, 31), (2029, 1, 1), (1900, 6, 1), (-9999, 1, 1), (9999, 12, 31)] {
            assert!(
                matches!(day(y, m, d), Err(Error::Refused { code: "feestdagen-onbekend", .. })),
                "{y}-{m}-{d}"
            );
        }
    }

    #[test]
    fn where_the_law_knows_the_day_both_answers_agree() {
        let mut date = Date::constant(decrees::FIRST_YEAR, 1, 1);
        while date.year() <= decrees::LAST_YEAR {
            assert_eq!(vrije_dag(date).unwrap().is_some(), is_atw_day(date), "{date}");
            date = date.tomorrow().unwrap();
        }
    }

    #[test]
    fn three_years_have_342_days_that_are_no_legal_working_day() {
        // 314 days of weekends and the 28 weekdays named above.
        let days = Date::constant(2026, 1, 1).series(jiff::Span::new().days(1));
        assert_eq!(days.take_while(|d| d.year() <= 2028).filter(|d| is_atw_day(*d)).count(), 342);
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
