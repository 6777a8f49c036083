// SPDX-License-Identifier: EUPL-1.2
//! Phone numbers: kept in E.164, shown the way people read them aloud.

use crate::value::{LONGEST, is_spacing, text_value};

/// Phone number in E.164, for instance `+31612345678`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Telefoon(String);

/// Dutch area codes of two digits after the zero; all others have three.
const SHORT_AREAS: [&str; 34] = [
    "10", "13", "14", "15", "20", "23", "24", "26", "30", "33", "35", "36", "38", "40", "43", "45", "46",
    "50", "53", "55", "58", "70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "85", "87", "88",
];

impl Telefoon {
    /// As people write it: `06 12 34 56 78`, `020 123 45 67`, `+32 470 123 456`.
    pub fn show(&self) -> String {
        match self.national() {
            Some(rest) => show_national(rest),
            None => show_foreign(&self.0),
        }
    }

    /// With all but the first two and the last two digits hidden: enough to recognise one's own number.
    pub fn masked(&self) -> String {
        let shown = self.show();
        let digits = shown.chars().filter(char::is_ascii_digit).count();
        let mut seen = 0;
        let hide = |c: char| {
            if !c.is_ascii_digit() {
                return c;
            }
            seen += 1;
            if seen <= 2 || seen + 2 > digits { c } else { '•' }
        };
        shown.chars().map(hide).collect()
    }

    /// Whether a text message can reach it.
    pub fn is_mobile(&self) -> bool {
        self.national().is_some_and(|rest| rest.starts_with('6'))
    }

    /// What stands after the zero of a Dutch number.
    fn national(&self) -> Option<&str> {
        self.0.strip_prefix("+31")
    }

    fn parse(text: &str) -> Option<String> {
        if text.len() > LONGEST {
            return None;
        }
        let text = text.trim();
        let text = text.strip_prefix("tel:").unwrap_or(text).replace("(0)", "");
        let mut bare = String::with_capacity(16);
        for c in text.chars().filter(|c| !is_spacing(*c) && !matches!(c, '(' | ')' | '/')) {
            match c {
                '0'..='9' => bare.push(c),
                '+' if bare.is_empty() => bare.push(c),
                _ => return None,
            }
        }
        let international = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
        match international {
            Some(number) => of_international(number),
            None => of_local(&bare),
        }
    }
}

/// A number typed with its country: 8 to 15 digits (E.164), Dutch ones by Dutch rules.
fn of_international(number: &str) -> Option<String> {
    if let Some(rest) = number.strip_prefix("31") {
        return of_national(rest.strip_prefix('0').unwrap_or(rest));
    }
    ((8..=15).contains(&number.len()) && !number.starts_with('0')).then(|| format!("+{number}"))
}

/// A number typed the Dutch way; a forgotten zero before a mobile number and a forgotten plus are forgiven.
fn of_local(bare: &str) -> Option<String> {
    if let Some(rest) = bare.strip_prefix('0') {
        return of_national(rest);
    }
    match bare.len() {
        9 if bare.starts_with('6') => of_national(bare),
        11 => of_national(bare.strip_prefix("31")?),
        _ => None,
    }
}

/// Nine digits after the zero; service numbers (0800, 0900) are shorter or longer.
fn of_national(rest: &str) -> Option<String> {
    let service = ["800", "900", "906", "909"].iter().any(|s| rest.starts_with(s));
    let fits = match rest.len() {
        9 => !service && !rest.starts_with('0'),
        7 | 10 => service,
        _ => false,
    };
    fits.then(|| format!("+31{rest}"))
}

fn show_national(rest: &str) -> String {
    let part = |from: usize, to: usize| rest.get(from..to.min(rest.len())).unwrap_or("");
    if rest.len() != 9 {
        return format!("0{} {}", part(0, 3), part(3, 10));
    }
    if rest.starts_with('6') {
        return format!("06 {} {} {} {}", part(1, 3), part(3, 5), part(5, 7), part(7, 9));
    }
    if SHORT_AREAS.contains(&part(0, 2)) {
        return format!("0{} {} {} {}", part(0, 2), part(2, 5), part(5, 7), part(7, 9));
    }
    format!("0{} {} {} {}", part(0, 3), part(3, 5), part(5, 7), part(7, 9))
}

fn show_foreign(number: &str) -> String {
    let digits = number.trim_start_matches('+');
    let (country, rest) = digits.split_at(country_length(digits).min(digits.len()));
    let mut shown = format!("+{country}");
    for (place, digit) in rest.chars().enumerate() {
        // No lonely last digit: the last group may have four.
        if place % 3 == 0 && (place == 0 || rest.len() - place > 1) {
            shown.push(' ');
        }
        shown.push(digit);
    }
    shown
}

/// Digits of the country code (ITU-T E.164: zones 1 and 7 have one, the listed ones two, others three).
fn country_length(digits: &str) -> usize {
    const TWO: &[&str] = &[
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48",
        "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81",
        "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    ];
    match digits.get(..2) {
        Some(zone) if zone.starts_with(['1', '7']) => 1,
        Some(zone) if TWO.contains(&zone) => 2,
        _ => 3,
    }
}

text_value!(
    Telefoon,
    "telefoon",
    "Vul uw telefoonnummer in, bijvoorbeeld 06 12 34 56 78 of 0999 12 34 56; begin bij een buitenlands nummer met +."
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_mobile_number_may_be_typed_in_any_usual_way() {
        for typed in [
            "0612345678",
            "06-12345678",
            "06 12 34 56 78",
            "+31 6 12345678",
            "0031612345678",
            "+31 (0)6 12 34 56 78",
            "612345678",
            "31612345678",
            "tel:+31612345678",
            "+310612345678",
            "06.12.34.56.78",
        ] {
            assert_eq!(Telefoon::try_from(typed).unwrap().as_str(), "+31612345678", "{typed}");
        }
    }

    #[test]
    fn a_number_is_shown_as_people_read_it_aloud() {
        for (typed, shown) in [
            ("0612345678", "06 12 34 56 78"),
            ("0201234567", "020 123 45 67"),
            ("0999140999", "0999 14 09 99"),
            ("08001234", "0800 1234"),
            ("+32470123456", "+32 470 123 456"),
            ("+4915123456789", "+49 151 234 567 89"),
            ("+35312345678", "+353 123 456 78"),
            ("+12025550123", "+1 202 555 0123"),
        ] {
            assert_eq!(Telefoon::try_from(typed).unwrap().show(), shown);
        }
    }

    #[test]
    fn a_masked_number_can_be_recognised_but_not_rung() {
        let number = Telefoon::try_from("0612345678").unwrap();
        assert_eq!(number.masked(), "06 •• •• •• 78");
        assert!(number.is_mobile());
        assert!(!Telefoon::try_from("0201234567").unwrap().is_mobile());
    }

    #[test]
    fn what_cannot_be_rung_is_refused() {
        for wrong in [
            "",
            "112",
            "06 1234567",
            "06 123456789",
            "0012",
            "+",
            "bel mij",
            "0612345678x",
            "06+12345678",
            "000612345678",
            "+0012345678",
            "0800 12345",
            "14 0999",
        ] {
            assert!(Telefoon::try_from(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same_number(country in prop::sample::select(vec!["31", "32", "49", "1", "353"]), rest in "[1-7][0-9]{8}") {
            let number = Telefoon::try_from(format!("+{country}{rest}").as_str()).unwrap();
            prop_assert_eq!(Telefoon::try_from(number.show().as_str()).unwrap(), number);
        }
    }
}
