// SPDX-License-Identifier: EUPL-1.2
//! Numbers of the trade register (Handelsregister).

use crate::value::{digits, text_value};

/// KVK-nummer: 8 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kvk(String);

impl Kvk {
    fn parse(text: &str) -> Option<String> {
        digits(text).filter(|d| d.len() == 8 && d.bytes().any(|b| b != b'0'))
    }
}

text_value!(Kvk, "kvk", "Vul het KVK-nummer in: 8 cijfers, bijvoorbeeld 12345678.");

/// Vestigingsnummer: 12 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Vestigingsnummer(String);

impl Vestigingsnummer {
    fn parse(text: &str) -> Option<String> {
        digits(text).filter(|d| d.len() == 12 && d.bytes().any(|b| b != b'0'))
    }
}

text_value!(
    Vestigingsnummer,
    "vestigingsnummer",
    "Vul het vestigingsnummer in: 12 cijfers, bijvoorbeeld 000012345678."
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entrepreneur_may_type_spaces_and_dots() {
        assert_eq!(Kvk::try_from("12 34 56 78").unwrap().as_str(), "12345678");
        assert_eq!(Kvk::try_from("1234.5678").unwrap().to_string(), "12345678");
        assert_eq!(Vestigingsnummer::try_from("0000 1234 5678").unwrap().as_str(), "000012345678");
    }

    #[test]
    fn other_lengths_and_letters_are_refused() {
        for wrong in ["", "1234567", "123456789", "NL123456", "00000000"] {
            assert!(Kvk::try_from(wrong).is_err(), "{wrong}");
            assert!(Vestigingsnummer::try_from(wrong).is_err(), "{wrong}");
        }
    }
}
