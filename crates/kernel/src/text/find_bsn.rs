// SPDX-License-Identifier: EUPL-1.2
//! Finding a burgerservicenummer in free text, so that it can be left out of mails, titles and lists.
//!
//! One in eleven numbers of nine digits passes the 11-proef, so shape and surroundings decide too: dates, phone
//! numbers, amounts, account numbers and references are left alone.

use std::ops::Range;

use super::{
    digits::{Chunk, chunks},
    surroundings::{follows_well, precedes_well},
};
use crate::bsn::passes;

/// What stands in place of a BSN.
pub const BSN_REMOVED: &str = "[BSN weggehaald]";

/// Byte ranges of everything in `text` that is in all likelihood a BSN, in order.
pub fn find_bsn(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for chunk in chunks(text) {
        let mut from = 0;
        while from < chunk.groups.len() {
            let longest = (from..chunk.groups.len().min(from + 9)).rev().find(|to| chunk.is_bsn(from, *to));
            if let Some(to) = longest {
                found.push(chunk.range(from, to));
                from = to;
            }
            from += 1;
        }
    }
    found
}

/// How often a text is read again: a number that is taken out may leave its neighbour a BSN by itself. A limit keeps
/// a hostile text from costing more than a long one.
const PASSES: usize = 16;

/// The text with every BSN replaced by [`BSN_REMOVED`].
pub fn without_bsn(text: &str) -> String {
    let mut clean = text.to_owned();
    for _ in 0..PASSES {
        let found = find_bsn(&clean);
        if found.is_empty() {
            break;
        }
        clean = without(&clean, &found);
    }
    clean
}

/// The text with these ranges replaced.
fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut clean = String::with_capacity(text.len() + ranges.len() * BSN_REMOVED.len());
    let mut from = 0;
    for range in ranges {
        clean.push_str(text.get(from..range.start).unwrap_or(""));
        clean.push_str(BSN_REMOVED);
        from = range.end;
    }
    clean.push_str(text.get(from..).unwrap_or(""));
    clean
}

/// Groups in which people write it, with and without the leading zero: 1234.56.789 is how cards show it.
const USUAL: [&[usize]; 4] = [&[3, 3, 3], &[4, 2, 3], &[2, 3, 3], &[3, 2, 3]];

impl Chunk<'_> {
    /// Whether the groups `from..=to` are, together, a BSN.
    fn is_bsn(&self, from: usize, to: usize) -> bool {
        let Some(groups) = self.groups.get(from..=to) else { return false };
        let length: usize = groups.iter().map(|g| g.at.len()).sum();
        if !(8..=9).contains(&length) || groups.iter().any(|g| g.phone) || !self.has_shape(from, to) {
            return false;
        }
        let digits = self.digits(from, to);
        passes(&digits)
            && !(digits.len() == 8 && (digits.starts_with(b"0") || is_date(&digits)))
            && !(from < to && digits.starts_with(b"00"))
            && self.stands_alone(from, to)
    }

    /// One run of digits; or a usual grouping; or any grouping of nine digits that stand by themselves.
    fn has_shape(&self, from: usize, to: usize) -> bool {
        let Some([first, rest @ ..]) = self.groups.get(from..=to) else { return false };
        let Some(joint) = rest.first().map(|g| g.joint) else { return true };
        let starts_with_zero = self.text.get(first.at.start..).is_some_and(|t| t.starts_with('0'));
        if rest.iter().any(|g| g.joint != joint)
            || (joint == '.' && rest.len() == 1)
            || (joint == '-' && starts_with_zero)
        {
            return false;
        }
        let lengths: Vec<usize> = std::iter::once(first).chain(rest).map(|g| g.at.len()).collect();
        if joint == '.' && lengths.len() == 4 && self.is_ip(from, to) {
            return false;
        }
        let is_whole = from == 0 && to + 1 == self.groups.len() && joint != '-' && self.length_from(0) == 9;
        is_whole || USUAL.contains(&lengths.as_slice())
    }

    /// Whether all groups fit in a byte: an address on the internet, `81.23.112.17`.
    fn is_ip(&self, from: usize, to: usize) -> bool {
        (from..=to).all(|n| self.text.get(self.range(n, n)).is_some_and(|part| part.parse::<u8>().is_ok()))
    }

    /// Whether what stands around it leaves it a number of its own.
    fn stands_alone(&self, from: usize, to: usize) -> bool {
        let range = self.range(from, to);
        let before = self.text.get(..range.start).unwrap_or("");
        let after = self.text.get(range.end..).unwrap_or("");
        let joined_before = from > 0 && self.groups.get(from).is_some_and(|g| g.joint != ' ');
        let joined_after = self.groups.get(to + 1).is_some_and(|g| g.joint != ' ');
        !joined_before && !joined_after && precedes_well(before) && follows_well(after)
    }
}

/// Whether eight digits can be a day: `26112026` or `20261126`.
fn is_date(digits: &[u8]) -> bool {
    let part = |range: Range<usize>| {
        digits.get(range).unwrap_or(&[]).iter().fold(0_u32, |n, d| n * 10 + u32::from(d - b'0'))
    };
    let can_be = |day: u32, month: u32, year: u32| {
        (1..=31).contains(&day) && (1..=12).contains(&month) && (1900..2100).contains(&year)
    };
    can_be(part(0..2), part(2..4), part(4..8)) || can_be(part(6..8), part(4..6), part(0..4))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bsn::tests::any_bsn;

    fn found(text: &str) -> Vec<&str> {
        find_bsn(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_bsn_is_found_however_it_is_written() {
        for (text, bsn) in [
            ("999990019", "999990019"),
            ("Mijn bsn is 999990019.", "999990019"),
            ("BSN:999990019", "999990019"),
            ("bsn999990019", "999990019"),
            ("bsn-999990019", "999990019"),
            ("(9999.90.019)", "9999.90.019"),
            ("999 990 019 en nu?", "999 990 019"),
            ("999.990.019", "999.990.019"),
            ("999-990-019", "999-990-019"),
            ("9 9 9 9 9 0 0 1 9", "9 9 9 9 9 0 0 1 9"),
            ("99999 0019", "99999 0019"),
            ("999\u{a0}990\u{a0}019", "999\u{a0}990\u{a0}019"),
            ("ik heb 999990019 2 kinderen", "999990019"),
            ("tel 0612345678 999990019", "999990019"),
            ("geboren 26-11-1980 999990019", "999990019"),
            ("oud nummer 12345672", "12345672"),
            ("met nul 012345672", "012345672"),
            ("mijn kenmerk is 5, mijn bsn 999990019", "999990019"),
            ("12.34.56.782", "12.34.56.782"),
            ("000009830", "000009830"),
            ("- 999990019", "999990019"),
            ("é999990019", ""),
        ] {
            assert_eq!(found(text).join("|"), bsn, "{text}");
        }
        assert_eq!(found("999990019,123456782 en 999990019"), ["999990019", "123456782", "999990019"]);
    }

    #[test]
    fn a_date_is_no_bsn() {
        // Each of these passes the 11-proef.
        for year in 1950..2030 {
            for (month, day) in (1..=12).flat_map(|m| (1..=28).map(move |d| (m, d))) {
                for text in [
                    format!("{day:02}-{month:02}-{year}"),
                    format!("{day:02}.{month:02}.{year}"),
                    format!("{day:02} {month:02} {year}"),
                    format!("{day:02}{month:02}{year}"),
                    format!("{year}-{month:02}-{day:02}"),
                    format!("{year}{month:02}{day:02}"),
                    format!("{day:02}-{month:02}-{year} 14:30"),
                ] {
                    assert!(find_bsn(&text).is_empty(), "{text}");
                }
            }
        }
    }

    #[test]
    fn amounts_accounts_references_and_addresses_are_no_bsn() {
        for text in [
            "€ 123.456.782",
            "EUR 123456782",
            "123.456.782,50",
            "123.456.782 euro",
            "123456782,-",
            "52.1234567",
            "NL20INGB0123456782",
            "factuur 123456782",
            "KvK-nummer: 12345672",
            "kvk 12345672",
            "zaak Z-123456782",
            "ABC123456782",
            "123456782ABC",
            "https://x.nl/123456782",
            "www.x.nl/?id=123456782",
            "123456782@x.nl",
            "#123456782",
            "81.23.112.18",
            "Mail-6--218366681",
            "1234567820",
            "12345678-2",
            "0.123456782",
            "2,123456782",
            "000000000",
            "Onze ref TH-26-123456782",
        ] {
            assert!(find_bsn(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn our_own_references_are_never_taken_for_one() {
        for n in 1..20_000 {
            let text = crate::nummer::format("TH", 2026, n);
            assert!(find_bsn(&text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_very_long_text_of_digits_and_brackets_is_read_in_one_go() {
        for part in ["0 ", "00 ", "00.", "31 ", "1) ", "(0) 1 ", "1-", "999990019 ", "999990019,", "www.1."] {
            let text = part.repeat(100_000);
            assert_eq!(find_bsn(&text).is_empty(), !part.starts_with("999"), "{part}");
        }
    }

    #[test]
    fn it_is_taken_out_of_a_text_and_the_rest_stays() {
        assert_eq!(without_bsn("Ik (999990019) wil é weten"), "Ik ([BSN weggehaald]) wil é weten");
        assert_eq!(without_bsn("niets"), "niets");
        let both = "[BSN weggehaald] [BSN weggehaald]";
        assert_eq!(
            without_bsn("999990019 99999 0019"),
            both,
            "the second stands alone once the first is gone"
        );
    }

    proptest! {
        #[test]
        fn any_bsn_in_a_sentence_is_found(bsn in any_bsn(), before in prop::sample::select(vec!["", "Ik ben", "Wat is dit:", "nr", "€ 5,- voor"]), after in "[a-z ]{0,20}") {
            let forms = [
                bsn.clone(),
                format!("{}.{}.{}", &bsn[..4], &bsn[4..6], &bsn[6..]),
                format!("{} {} {}", &bsn[..3], &bsn[3..6], &bsn[6..]),
            ];
            for form in forms {
                let text = format!("{before} {form} x{after}");
                prop_assert_eq!(found(&text), vec![form.as_str()], "{}", text);
            }
        }

        #[test]
        fn no_dutch_phone_number_is_taken_for_one(rest in "[1-9][0-9]{8}") {
            for text in [
                format!("0{rest}"),
                format!("06-{}", &rest[1..]),
                format!("06 {}", &rest[1..]),
                format!("06 - {}", &rest[1..]),
                format!("06/{}", &rest[1..]),
                format!("(06) {}", &rest[1..]),
                format!("06 {} {} {}", &rest[1..3], &rest[3..6], &rest[6..]),
                format!("06-{} {} {}", &rest[1..4], &rest[4..6], &rest[6..]),
                format!("06 {} {} {} {}", &rest[1..3], &rest[3..5], &rest[5..7], &rest[7..]),
                format!("0{}-{}", &rest[..2], &rest[2..]),
                format!("0{} {} {} {}", &rest[..3], &rest[3..5], &rest[5..7], &rest[7..]),
                format!("+31{rest}"),
                format!("+31 6 {}", &rest[1..]),
                format!("+31 {} {} {}", &rest[..3], &rest[3..6], &rest[6..]),
                format!("+31 (0)6 {}", &rest[1..]),
                format!("+31(0){rest}"),
                format!("+31 (0) {rest}"),
                format!("0031 6 {}", &rest[1..]),
                format!("0031{rest}"),
                format!("tel. {rest}"),
            ] {
                prop_assert!(find_bsn(&text).is_empty(), "{}", text);
            }
        }

        #[test]
        fn ranges_are_in_order_and_what_is_removed_is_gone(text in "(\\PC|[ .,-]|[0-9]{1,9}|999990019){0,60}") {
            let ranges = find_bsn(&text);
            prop_assert!(ranges.windows(2).all(|w| w[0].end <= w[1].start));
            prop_assert!(ranges.iter().all(|r| text.get(r.clone()).is_some()));
            prop_assert!(find_bsn(&without_bsn(&text)).is_empty());
        }

        #[test]
        fn nothing_panics_on_any_text(text in ".*") {
            let _ = without_bsn(&text);
        }
    }
}
