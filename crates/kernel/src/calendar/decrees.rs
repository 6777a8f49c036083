// SPDX-License-Identifier: EUPL-1.2
//! Days put on a par with holidays by royal decree (Algemene termijnenwet, article 3 paragraph 3). A decree covers
//! three years; a new decree is a new entry here, and nothing else.

use jiff::civil::Date;

/// The days one royal decree adds, with the years it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Aanwijzing {
    /// First year it covers.
    pub eerste_jaar: i16,
    /// Last year it covers; a day in a covered year that is not listed was not put on a par.
    pub laatste_jaar: i16,
    /// The days, in order.
    pub dagen: &'static [Date],
    /// Where the days come from.
    pub bron: &'static str,
    /// When a person compared the days with that source; `None` when that has not been done yet.
    pub nagekeken: Option<Date>,
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

/// Every decree we know, in order and without a gap. The days are known from a study of the law of 2026; nobody has
/// laid them beside the publication in the Staatscourant yet.
pub const AANWIJZINGEN: [Aanwijzing; 2] = [
    Aanwijzing {
        eerste_jaar: 2023,
        laatste_jaar: 2025,
        dagen: &[day(2023, 4, 28), day(2023, 5, 19), day(2024, 5, 10), day(2024, 12, 27), day(2025, 5, 30)],
        bron: "koninklijk besluit voor 2023 tot en met 2025 (Atw 3 lid 3)",
        nagekeken: None,
    },
    Aanwijzing {
        eerste_jaar: 2026,
        laatste_jaar: 2028,
        dagen: &[day(2026, 1, 2), day(2026, 5, 15), day(2027, 5, 7), day(2028, 4, 28), day(2028, 5, 26)],
        bron: "koninklijk besluit voor 2026 tot en met 2028 (Atw 3 lid 3)",
        nagekeken: None,
    },
];

/// The first and the last year of which the decree days are known.
pub(super) const FIRST_YEAR: i16 = AANWIJZINGEN[0].eerste_jaar;
pub(super) const LAST_YEAR: i16 = AANWIJZINGEN[AANWIJZINGEN.len() - 1].laatste_jaar;

/// Whether the decree days of a year are known.
pub(super) fn is_known(year: i16) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&year)
}

/// Whether a decree puts this day on a par with a holiday. In a year without a known decree: no.
pub(super) fn is_decree_day(date: Date) -> bool {
    AANWIJZINGEN.iter().any(|a| a.dagen.binary_search(&date).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decrees_follow_each_other_and_list_days_of_their_own_years_in_order() {
        for pair in AANWIJZINGEN.windows(2) {
            assert_eq!(pair[0].laatste_jaar + 1, pair[1].eerste_jaar);
        }
        for a in AANWIJZINGEN {
            assert!(a.dagen.is_sorted());
            assert!(a.dagen.iter().all(|d| (a.eerste_jaar..=a.laatste_jaar).contains(&d.year())));
        }
    }

    #[test]
    fn a_decree_adds_only_days_that_would_have_been_working_days() {
        use crate::calendar::Feestdag;
        use jiff::civil::Weekday;
        for date in AANWIJZINGEN.iter().flat_map(|a| a.dagen) {
            assert!(!matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday), "{date}");
            assert_eq!(Feestdag::on(*date).next(), None, "{date}");
        }
    }
}
