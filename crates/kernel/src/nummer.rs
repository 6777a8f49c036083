// SPDX-License-Identifier: EUPL-1.2
//! The reference of a question, short enough to read aloud: `TH-26-004512`.

use crate::value::{LONGEST, is_spacing};

/// Most letters in the prefix of a municipality.
const PREFIX_MAX: usize = 6;

/// Writes a reference: prefix of the municipality, last two digits of the year, number of at least six digits.
pub fn format(prefix: &str, jaar: i16, volgnummer: i64) -> String {
    format!("{prefix}-{:02}-{volgnummer:06}", jaar.rem_euclid(100))
}

/// Reads a reference as prefix, two-digit year and number. Forgiving: lower case, spaces for dashes, dashes and
/// leading zeros left out, a year of four digits.
pub fn parse(text: &str) -> Option<(String, i16, i64)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut parts = text.split(|c| is_spacing(c) || matches!(c, '/' | '_')).filter(|p| !p.is_empty());
    let first = parts.next()?;
    let split = first.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(first.len());
    let (prefix, glued) = first.split_at(split);
    if prefix.is_empty() || prefix.len() > PREFIX_MAX {
        return None;
    }
    let mut groups = Some(glued).filter(|g| !g.is_empty()).into_iter().chain(parts);
    let head = groups.next()?;
    let tail: String = groups.collect();
    let (jaar, volgnummer) = match (head.len(), tail.is_empty()) {
        (2, false) => (head, tail.as_str()),
        (4, false) => (head.get(2..)?, tail.as_str()),
        (3.., true) => (head.get(..2)?, head.get(2..)?),
        _ => return None,
    };
    let is_number = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if !is_number(head) || !is_number(volgnummer) {
        return None;
    }
    let volgnummer = volgnummer.parse().ok().filter(|n| *n > 0)?;
    Some((prefix.to_ascii_uppercase(), jaar.parse().ok()?, volgnummer))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_resident_may_type_the_number_as_heard() {
        assert_eq!(format("TH", 2026, 4512), "TH-26-004512");
        for typed in [
            "TH-26-004512",
            "th-26-4512",
            "TH 26 004512",
            "th26004512",
            "th264512",
            "TH-2026-004512",
            "TH – 26 – 004 512",
            "th 26004512",
        ] {
            assert_eq!(parse(typed), Some(("TH".to_owned(), 26, 4512)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for wrong in [
            "",
            "TH",
            "26-004512",
            "TH-26",
            "TH-6-004512",
            "TH-26-x",
            "TH-26-0",
            "TH-26-99999999999999999999",
            "THUISHAVEN-26-1",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_number_reads_back(prefix in "[A-Z]{1,6}", jaar in 2000_i16..2100, n in 1_i64..=i64::MAX) {
            prop_assert_eq!(parse(&format(&prefix, jaar, n)), Some((prefix, jaar % 100, n)));
        }

        #[test]
        fn reading_never_panics(text in ".*") {
            let _ = parse(&text);
        }
    }
}
