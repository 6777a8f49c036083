// SPDX-License-Identifier: EUPL-1.2
//! Addresses: a postcode with a house number beside it, and a street with its number. A postcode by itself stays: it
//! names a neighbourhood.

use std::ops::Range;

use crate::split::{WordKind, words};
use kernel::text::fold;

/// How streets end, folded.
const STREETS: [&str; 26] = [
    "straat",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "dijk",
    "singel",
    "hof",
    "pad",
    "steeg",
    "dreef",
    "plantsoen",
    "park",
    "markt",
    "wal",
    "burcht",
    "hoek",
    "akker",
    "kamp",
    "veld",
    "ring",
    "baan",
    "str",
    "vaart",
    "oord",
];

/// Words that end like a street and are none.
const NO_STREETS: [&str; 14] = [
    "weg",
    "bijlweg",
    "pad",
    "park",
    "markt",
    "hoek",
    "veld",
    "baan",
    "ring",
    "supermarkt",
    "hof",
    "kamp",
    "arbeidsmarkt",
    "snelweg",
];

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let words: Vec<(Range<usize>, WordKind)> = words(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let word = |place: usize| words.get(place).and_then(|(range, _)| text.get(range.clone())).unwrap_or("");
    let mut place = 0;
    while place < words.len() {
        let range = postcode(text, &words, place).or_else(|| street(text, &words, place, &word));
        match range {
            Some(range) => {
                let start = found.last().map_or(range.start, |last| range.start.max(last.end));
                place += 1;
                while words.get(place).is_some_and(|(r, _)| r.start < range.end) {
                    place += 1;
                }
                if start < range.end {
                    found.push(start..range.end);
                }
            }
            None => place += 1,
        }
    }
    found
}

/// Words and their places.
type Words = [(Range<usize>, WordKind)];

/// Postcode whose words begin here, with the number beside it and the street before that.
fn postcode(text: &str, words: &Words, place: usize) -> Option<Range<usize>> {
    let (first, _) = words.get(place)?;
    let code = text.get(first.clone())?;
    let (end, used) = if is_digits(code) {
        let (second, _) = words.get(place + 1)?;
        let letters = text.get(second.clone())?;
        let gap = text.get(first.end..second.start)?;
        if !is_letters(letters) || !(gap == " " || gap == "  " || gap == "\u{a0}") {
            return None;
        }
        (second.end, 2)
    } else {
        let (digits, letters) = code.split_at_checked(4)?;
        if !is_digits(digits) || !is_letters(letters) {
            return None;
        }
        (first.end, 1)
    };
    let number_before = place.checked_sub(1).and_then(|n| house_number(text, words, n, first.start));
    let number_after = number_after(text, words, place + used, end);
    match (number_before, number_after) {
        (Some(start), _) => Some(start..end),
        (None, Some(to)) => Some(first.start..to),
        (None, None) => None,
    }
}

/// The end of a house number that follows a postcode: `1234 AB 12`, `1234 AB, huisnummer 12`.
fn number_after(text: &str, words: &Words, place: usize, from: usize) -> Option<usize> {
    for next in place..place + 3 {
        let (range, _) = words.get(next)?;
        let word = text.get(range.clone())?;
        let gap = text.get(from..range.start)?;
        if gap.contains('\n') || gap.contains('.') {
            return None;
        }
        if is_number(word) {
            return Some(with_addition(text, range.end));
        }
        if !matches!(fold(word).as_str(), "huisnummer" | "nummer" | "nr" | "huisnr" | "no" | "met" | "en") {
            return None;
        }
    }
    None
}

/// The start of an address whose house number is this word.
fn house_number(text: &str, words: &Words, place: usize, until: usize) -> Option<usize> {
    let (range, _) = words.get(place)?;
    let word = text.get(range.clone())?;
    let gap = text.get(range.end..until)?;
    if gap.len() > 3 || gap.contains(['.', ';', ':']) {
        return None;
    }
    if is_number(word) {
        return Some(range.start);
    }
    // 12 hs, 12 II: an addition in between.
    let short = word.chars().count() <= 3 && place > 0;
    let (before, _) = words.get(place.checked_sub(1)?)?;
    (short && text.get(before.clone()).is_some_and(is_number)).then_some(before.start)
}

/// Street with number, when the word here is one.
fn street<'t>(
    text: &str,
    words: &Words,
    place: usize,
    word: &impl Fn(usize) -> &'t str,
) -> Option<Range<usize>> {
    let (range, kind) = words.get(place)?;
    if *kind != WordKind::Word {
        return None;
    }
    let raw = text.get(range.clone())?;
    let folded = fold(raw);
    if !STREETS.iter().any(|end| folded.ends_with(end)) || NO_STREETS.contains(&folded.as_str()) && place == 0
    {
        return None;
    }
    let is_capital = raw.chars().next().is_some_and(char::is_uppercase);
    let is_tail = NO_STREETS.contains(&folded.as_str());
    let (number, _) = words.get(place + 1)?;
    let gap = text.get(range.end..number.start)?;
    let mut number = number;
    if matches!(fold(word(place + 1)).as_str(), "nr" | "nummer" | "huisnummer") {
        number = &words.get(place + 2)?.0;
    }
    let digits = text.get(number.clone())?;
    if !is_number(digits) || !matches!(gap, " " | "  ") || !(is_capital || (!is_tail && gap == " ")) {
        return None;
    }
    // Lange Voorhout-style names: capitals before it belong to it.
    let mut start = range.start;
    let mut back = place;
    while let Some(before) = back.checked_sub(1) {
        let (r, _) = words.get(before)?;
        let w = text.get(r.clone())?;
        let is_part = text.get(r.end..start) == Some(" ")
            && w.chars().next().is_some_and(char::is_uppercase)
            && !["Ik", "De", "Het", "Wij", "In", "Op", "Aan", "Bij", "Van", "Mijn", "Er", "Adres", "Ons"]
                .contains(&w);
        if !is_part || place - before > 3 {
            break;
        }
        start = r.start;
        back = before;
    }
    Some(start..with_addition(text, number.end))
}

/// With an addition: `12 A`, `12-2`, `12 hs`.
fn with_addition(text: &str, end: usize) -> usize {
    let rest = super::after(text, end, 6);
    let gap = rest.len() - rest.trim_start_matches([' ', '-', '/']).len();
    let tail = rest.get(gap..).unwrap_or("");
    let length = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    let word = tail.get(..length).unwrap_or("");
    let is_addition = gap <= 1
        && (["hs", "huis", "bis", "zw", "rd", "boven", "bov"].contains(&word.to_ascii_lowercase().as_str())
            || (length == 1
                && word.chars().all(|c| c.is_ascii_uppercase() || (gap == 0 && c.is_ascii_alphabetic())))
            || (gap == 1 && rest.starts_with(['-', '/']) && length <= 3)
            || (matches!(word, "I" | "II" | "III" | "IV")));
    if is_addition && length > 0 && super::ends_alone(text, end + gap + length) {
        end + gap + length
    } else {
        end
    }
}

/// Four digits of a postcode.
fn is_digits(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) && !word.starts_with('0')
}

/// Its two letters. SA, SD and SS are not given out.
fn is_letters(word: &str) -> bool {
    word.len() == 2
        && word.bytes().all(|b| b.is_ascii_alphabetic())
        && (word.bytes().all(|b| b.is_ascii_uppercase()) || !is_small_word(word))
        && !["SA", "SD", "SS"].contains(&word.to_ascii_uppercase().as_str())
}

/// Small words of two letters: "2026 is", "1500 in".
fn is_small_word(word: &str) -> bool {
    [
        "is", "in", "en", "of", "op", "de", "te", "ik", "we", "ze", "je", "nu", "om", "al", "er", "zo", "af",
        "uw", "na", "km", "m2",
    ]
    .contains(&word.to_ascii_lowercase().as_str())
}

/// `12`, `12a`, `12-2`.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or("");
    (1..=5).contains(&digits)
        && !word.starts_with('0')
        && rest.len() <= 4
        && (rest.is_empty()
            || rest.starts_with('-')
            || (rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_alphabetic())))
}
