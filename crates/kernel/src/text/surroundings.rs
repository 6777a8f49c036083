// SPDX-License-Identifier: EUPL-1.2
//! What may stand before and after a number that is a BSN.

use super::fold;

/// Words that announce a BSN, whatever else stands there.
const BSN_WORDS: [&str; 6] = ["bsn", "bsnnummer", "bsnr", "burgerservicenummer", "sofi", "sofinummer"];

/// Words that announce another number.
const OTHER_WORDS: [&str; 30] = [
    "kvk",
    "kvknummer",
    "koophandel",
    "rsin",
    "factuur",
    "factuurnummer",
    "kenmerk",
    "zaak",
    "zaaknummer",
    "dossier",
    "dossiernummer",
    "order",
    "ordernummer",
    "bestelnummer",
    "aanslagnummer",
    "beschikkingsnummer",
    "klantnummer",
    "meldingsnummer",
    "meternummer",
    "tel",
    "telefoon",
    "telefoonnummer",
    "mobiel",
    "iban",
    "rekening",
    "rekeningnummer",
    "bankrekening",
    "eur",
    "euro",
    "postbus",
];

/// The word of [`super::BSN_REMOVED`] nearest to what follows it.
const REMOVED: &str = "weggehaald";

/// How far back, in bytes, words and addresses are looked for.
const REACH: usize = 200;
/// How many words back.
const WORDS: usize = 3;

/// Whether a number after `before` can be a BSN.
pub(super) fn precedes_well(before: &str) -> bool {
    let before = tail(before);
    match announced(before) {
        Some(is_bsn) => return is_bsn,
        None if is_address(before) => return false,
        None => {}
    }
    // Two dashes join as one does: `Mail-6--218366681`.
    let undashed = before.trim_end_matches('-');
    let mut marks = before.get(..(undashed.len() + 1).min(before.len())).unwrap_or(before).chars().rev();
    match (marks.next(), marks.next()) {
        (Some(c), _) if c.is_alphanumeric() || matches!(c, '_' | '#' | '€' | '$' | '@') => false,
        (Some('-' | '/' | '.'), Some(c)) if c.is_alphanumeric() => false,
        (Some(','), Some(c)) if c.is_ascii_digit() => trailing_digits(before.trim_end_matches(',')) >= 8,
        (Some(' '), Some('€' | '$')) => false,
        _ => !is_phone_prefix(before),
    }
}

/// Whether a number before `after` can be a BSN.
pub(super) fn follows_well(after: &str) -> bool {
    let mut marks = after.chars();
    match marks.next() {
        Some(c) if c.is_alphanumeric() || matches!(c, '_' | '@' | '%' | '€') => false,
        Some(',') => {
            let digits = marks.as_str().bytes().take_while(u8::is_ascii_digit).count();
            !(marks.as_str().starts_with('-') || (1..=2).contains(&digits))
        }
        Some('-' | '/') => !marks.next().is_some_and(char::is_alphanumeric),
        Some(' ') => !marks.as_str().starts_with("euro") && !marks.as_str().starts_with('€'),
        _ => true,
    }
}

/// The last part of a text, from a character boundary on, within its line.
fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = text.get(from..).unwrap_or("");
    near.rsplit('\n').next().unwrap_or(near)
}

/// What the nearest telling word says: a BSN, another number, or nothing.
fn announced(before: &str) -> Option<bool> {
    let words = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    // A number that stands between, or was taken out there, took the announcement for itself.
    let is_taken = |w: &str| w == REMOVED || w.bytes().any(|b| b.is_ascii_digit());
    for word in words.take_while(|w| !is_taken(w)).take(WORDS) {
        let word = fold(word);
        if BSN_WORDS.contains(&word.as_str()) {
            return Some(true);
        }
        if OTHER_WORDS.contains(&word.as_str()) {
            return Some(false);
        }
    }
    None
}

/// Whether the last word is the beginning of a web address.
fn is_address(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.contains("://") || word.starts_with("www.")
}

/// Whether it ends in the first part of a phone number, loosely joined: `06 - `, `06/`.
fn is_phone_prefix(before: &str) -> bool {
    let bare = before.trim_end_matches([' ', '-', '/', '\u{2013}']);
    let length = trailing_digits(bare);
    let joined = bare.len() < before.len() && before.len() - bare.len() <= 3;
    let starts_with_zero = bare.get(bare.len() - length..).is_some_and(|d| d.starts_with('0'));
    joined && (2..=4).contains(&length) && starts_with_zero
}

/// How many digits a text ends with.
fn trailing_digits(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_digit).count()
}
