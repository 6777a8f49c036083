// SPDX-License-Identifier: EUPL-1.2
//! Bank account numbers: IBAN (ISO 13616), also with a slip of the finger when Dutch.

use std::ops::Range;

/// Length of an IBAN by country, of the countries residents bank in.
const LENGTHS: [(&str, usize); 40] = [
    ("NL", 18),
    ("BE", 16),
    ("DE", 22),
    ("FR", 27),
    ("PL", 28),
    ("UA", 29),
    ("TR", 26),
    ("GB", 22),
    ("ES", 24),
    ("IT", 27),
    ("LU", 20),
    ("AT", 20),
    ("CH", 21),
    ("PT", 25),
    ("IE", 22),
    ("RO", 24),
    ("BG", 22),
    ("HU", 28),
    ("CZ", 24),
    ("SK", 24),
    ("SE", 24),
    ("DK", 18),
    ("NO", 15),
    ("FI", 18),
    ("GR", 27),
    ("HR", 21),
    ("SI", 19),
    ("LT", 20),
    ("LV", 21),
    ("EE", 20),
    ("MT", 31),
    ("CY", 28),
    ("MA", 28),
    ("TN", 24),
    ("EG", 29),
    ("SA", 24),
    ("AE", 23),
    ("IL", 23),
    ("IS", 26),
    ("LI", 21),
];

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    super::scan(text, |at| {
        let starts = bytes.get(at..at + 2).is_some_and(|two| two.iter().all(u8::is_ascii_alphabetic))
            && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
        starts.then(|| end_of(text, at)).flatten()
    })
}

/// Where the account number that begins here ends.
fn end_of(text: &str, at: usize) -> Option<usize> {
    let country = text.get(at..at + 2)?.to_ascii_uppercase();
    let length = LENGTHS.iter().find(|(code, _)| *code == country)?.1;
    let mut compact = String::with_capacity(length);
    let mut gap = 0;
    for (place, c) in text.get(at..)?.char_indices() {
        if c.is_ascii_alphanumeric() {
            compact.push(c.to_ascii_uppercase());
            gap = 0;
            if compact.len() == length {
                let end = at + place + 1;
                return (super::ends_alone(text, end) && fits(&compact)).then_some(end);
            }
        } else {
            gap += 1;
            if gap > 2 || !matches!(c, ' ' | '.' | '-' | '\u{a0}' | '\u{202f}') {
                return None;
            }
        }
    }
    None
}

fn fits(iban: &str) -> bool {
    let bytes = iban.as_bytes();
    let digits =
        |range: Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let letters =
        |range: Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_uppercase));
    if !digits(2..4) {
        return false;
    }
    let looks_dutch = iban.starts_with("NL") && letters(4..8) && digits(8..18);
    looks_dutch || passes(iban)
}

/// The check of ISO 7064, mod 97-10.
fn passes(iban: &str) -> bool {
    let (head, tail) = iban.split_at(4);
    let rest = tail.chars().chain(head.chars()).try_fold(0_u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some(if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 })
    });
    rest == Some(1)
}
