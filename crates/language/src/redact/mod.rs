// SPDX-License-Identifier: EUPL-1.2
//! Finding personal data in free text, and taking it out: for good (statistics) or so that it can be shown again
//! (display).
//!
//! It errs on the side of finding: what stands behind "bsn" is a BSN though its digits do not add up. Names are found by
//! what stands around them and by lists; a rare name in the middle of a sentence is missed.

mod address;
mod bank;
mod bsn;
mod dates;
mod mail;
mod names;
mod phone;

use std::ops::Range;

/// A kind of personal data. The order is that of precedence where two claim the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Mail address.
    Mail,
    /// Bank account number.
    Iban,
    /// Burgerservicenummer.
    Bsn,
    /// Phone number.
    Phone,
    /// Day of birth.
    Birth,
    /// Postcode with house number, or street with house number.
    Address,
    /// Name of a person.
    Name,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Mail, Self::Iban, Self::Bsn, Self::Phone, Self::Birth, Self::Address, Self::Name];

    /// What stands in its place, in Dutch and without brackets.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mail => "mailadres",
            Self::Iban => "rekeningnummer",
            Self::Bsn => "BSN",
            Self::Phone => "telefoonnummer",
            Self::Birth => "geboortedatum",
            Self::Address => "adres",
            Self::Name => "naam",
        }
    }
}

/// Personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// All personal data in a text, in order, without overlap.
pub fn find(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut add = |kind: Kind, ranges: Vec<Range<usize>>| {
        all.extend(ranges.into_iter().filter(|r| !r.is_empty()).map(|range| Found { kind, range }));
    };
    add(Kind::Mail, mail::find(text));
    add(Kind::Iban, bank::find(text));
    add(Kind::Bsn, bsn::find(text));
    add(Kind::Phone, phone::find(text));
    add(Kind::Birth, dates::find(text));
    add(Kind::Address, address::find(text));
    add(Kind::Name, names::find(text));
    without_overlap(all)
}

/// Keeps, of each group that overlaps, what takes precedence. The rest of what loses is still covered when it stands
/// clear of the winner.
fn without_overlap(mut all: Vec<Found>) -> Vec<Found> {
    all.sort_by_key(|f| (f.range.start, f.kind, f.range.end));
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    for mut next in all {
        while let Some(last) = kept.last_mut() {
            if next.range.start >= last.range.end {
                break;
            }
            if next.kind < last.kind && next.range.start > last.range.start {
                // The former keeps what stands before.
                let tail = last.range.end;
                last.range.end = next.range.start;
                next.range.end = next.range.end.max(tail);
                break;
            }
            if next.kind < last.kind {
                next.range.end = next.range.end.max(last.range.end);
                kept.pop();
            } else {
                last.range.end = last.range.end.max(next.range.end);
                next.range = 0..0;
                break;
            }
        }
        if !next.range.is_empty() {
            kept.push(next);
        }
    }
    kept
}

/// The text without personal data; what it was cannot be found again. For statistics and models.
///
/// ```
/// assert_eq!(language::redact::remove("Bel Jan de Vries op 06-12345678."), "Bel [naam] op [telefoonnummer].");
/// ```
pub fn remove(text: &str) -> String {
    replace(text, &find(text), |_, found| format!("[{}]", found.kind.word()))
}

fn replace(text: &str, found: &[Found], mut with: impl FnMut(usize, &Found) -> String) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for (place, f) in found.iter().enumerate() {
        clean.push_str(text.get(from..f.range.start).unwrap_or(""));
        clean.push_str(&with(place, f));
        from = f.range.end;
    }
    clean.push_str(text.get(from..).unwrap_or(""));
    clean
}

/// A text whose personal data is covered and can be uncovered: keep it where the personal data may be kept, and show
/// [`Covered::text`] to who may not see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Covered {
    /// The text with `[naam 1]`, `[telefoonnummer 1]` and so on. The same value has the same number, so that a reader
    /// can follow who is who.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, PartialEq, Eq)]
struct Piece {
    /// Bytes of the mark in the covered text.
    at: Range<usize>,
    kind: Kind,
    original: String,
}

impl std::fmt::Debug for Covered {
    /// Shows no personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Covered").field("text", &self.text).field("pieces", &self.pieces.len()).finish()
    }
}

/// Covers the personal data of a text.
pub fn cover(text: &str) -> Covered {
    let found = find(text);
    let mut clean = String::with_capacity(text.len());
    let mut pieces: Vec<Piece> = Vec::with_capacity(found.len());
    let mut numbers: std::collections::HashMap<(Kind, String), usize> = std::collections::HashMap::new();
    let mut counts = [0_usize; Kind::ALL.len()];
    let mut from = 0;
    for f in found {
        clean.push_str(text.get(from..f.range.start).unwrap_or(""));
        let original = text.get(f.range.clone()).unwrap_or("").to_owned();
        let number = *numbers.entry((f.kind, kernel::text::fold(&original))).or_insert_with(|| {
            let count = &mut counts[f.kind as usize];
            *count += 1;
            *count
        });
        let start = clean.len();
        clean.extend(["[", f.kind.word(), " ", &number.to_string(), "]"]);
        pieces.push(Piece { at: start..clean.len(), kind: f.kind, original });
        from = f.range.end;
    }
    clean.push_str(text.get(from..).unwrap_or(""));
    Covered { text: clean, pieces }
}

impl Covered {
    /// The covered places: bytes of [`Covered::text`] and what stands there, for marking on a screen.
    pub fn places(&self) -> impl Iterator<Item = (Range<usize>, Kind)> + '_ {
        self.pieces.iter().map(|piece| (piece.at.clone(), piece.kind))
    }

    /// The text as it was.
    pub fn uncover(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for piece in &self.pieces {
            text.push_str(self.text.get(from..piece.at.start).unwrap_or(""));
            text.push_str(&piece.original);
            from = piece.at.end;
        }
        text.push_str(self.text.get(from..).unwrap_or(""));
        text
    }
}

/// What begins at some byte and ends where `end_of` says, in order and without overlap.
fn scan(text: &str, end_of: impl Fn(usize) -> Option<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match end_of(at) {
            Some(end) => {
                found.push(at..end);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the byte before a place, and the one at it, leave a number or word that begins there by itself.
fn begins_alone(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}

/// The same for one that ends at a place.
fn ends_alone(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|after| after.chars().next()).is_none_or(|c| !c.is_alphanumeric())
}

/// The text of at most `length` bytes before a place, on the same side of a mark.
fn before(text: &str, at: usize, length: usize) -> &str {
    let mut start = at.saturating_sub(length);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..at).unwrap_or("")
}

/// The text of at most `length` bytes from a place on.
fn after(text: &str, at: usize, length: usize) -> &str {
    let mut end = at.saturating_add(length).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(at..end).unwrap_or("")
}

#[cfg(test)]
mod tests;
