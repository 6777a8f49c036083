// SPDX-License-Identifier: EUPL-1.2
//! Phone numbers: Dutch ones in every usual grouping, foreign ones with their country code. Numbers for services
//! (0800, 0900, 14 0xx, 112) are nobody's and stay.

use std::ops::Range;

/// Digits of a Dutch number with its zero.
const DUTCH: usize = 10;
/// Fewest and most digits of a number with country code, the code included (ITU-T E.164).
const FOREIGN: Range<usize> = 9..16;

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    super::scan(text, |at| {
        let starts = matches!(bytes[at], b'0' | b'+' | b'(' | b'3' | b'6') && stands_free(text, at);
        starts.then(|| end_of(text, at)).flatten()
    })
}

/// Whether a number can begin here: not inside a longer number, a reference or an amount.
fn stands_free(text: &str, at: usize) -> bool {
    let before = super::before(text, at, 12);
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        Some(c) if c.is_alphanumeric() || matches!(c, '+' | '€' | '$' | '#' | '_' | '@') => false,
        // 2026-0612345678 and 12.0612345678 are references.
        Some('-' | '.' | '/' | ',') => back.next().is_none_or(|c| !c.is_alphanumeric()),
        Some(_) => !before.trim_end().ends_with('€'),
    }
}

/// What the digits of a number looked like.
struct Number {
    digits: Vec<u8>,
    /// End of the text after each digit.
    ends: Vec<usize>,
    /// Whether a mark stands after each digit.
    joint: Vec<bool>,
}

/// The digits from here on, as far as one number can go.
fn read(text: &str, at: usize) -> Number {
    let mut read = Number { digits: Vec::new(), ends: Vec::new(), joint: Vec::new() };
    let mut gap = 0;
    for (place, c) in super::after(text, at, 40).char_indices() {
        if c.is_ascii_digit() {
            gap = 0;
            read.digits.push(u8::try_from(u32::from(c) - u32::from('0')).unwrap_or(0));
            read.ends.push(at + place + 1);
            read.joint.push(false);
            if read.digits.len() == FOREIGN.end + 2 {
                break;
            }
            continue;
        }
        gap += 1;
        // A new number: +48 516663441 / 0612345678.
        if c == '/' && read.digits.len() >= FOREIGN.start {
            break;
        }
        if let Some(last) = read.joint.last_mut() {
            *last = true;
        }
        let is_mark =
            matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' | '\u{2010}'..='\u{2015}');
        let is_plus = c == '+' && read.digits.is_empty();
        if gap > 3 || !(is_mark || is_plus) {
            break;
        }
    }
    read
}

fn end_of(text: &str, at: usize) -> Option<usize> {
    let first = text.as_bytes().get(at)?;
    let head = super::after(text, at, 4);
    let read = read(text, at);
    let digits = &read.digits;
    let starts = |wanted: &[u8]| digits.starts_with(wanted);
    // (020) 123 45 67, but not the bracket of "(bel 020 ...)".
    let is_area =
        super::after(text, at, 7).contains(')') && (head.starts_with("(0") || head.starts_with("(+"));
    if *first == b'(' && !is_area {
        return None;
    }
    let plus = head.starts_with('+') || head.starts_with("(+");
    if plus || starts(&[0, 0]) {
        return foreign_end(text, &read, plus);
    }
    if starts(&[0, 8, 0, 0]) || starts(&[0, 9, 0]) {
        return None;
    }
    if starts(&[0]) && digits.get(1).is_some_and(|d| *d != 0) {
        return read.end_at(text, DUTCH);
    }
    // Without plus or zero: 31 6 12345678, and 6 12345678 as forms keep it.
    if starts(&[3, 1, 6]) {
        return read.end_at(text, 11);
    }
    let before = super::before(text, at, 24).to_ascii_lowercase();
    let announced = ["tel", "bel", "mobiel", "nummer", "06"].iter().any(|cue| before.contains(cue));
    (starts(&[6]) && announced).then(|| read.end_at(text, 9)).flatten()
}

/// The end of a number with country code: all the digits that hang together.
fn foreign_end(text: &str, read: &Number, plus: bool) -> Option<usize> {
    let skip = if plus { 0 } else { 2 };
    let code = read.digits.get(skip..)?;
    if code.starts_with(&[3, 1]) {
        // With the zero that people keep between brackets, or without.
        let length = if code.get(2) == Some(&0) { 12 } else { 11 };
        return read.end_at(text, skip + length).or_else(|| read.end_at(text, skip + 11));
    }
    if code.first().is_none_or(|d| *d == 0) {
        return None;
    }
    (FOREIGN.start..FOREIGN.end).rev().find_map(|length| read.end_at(text, skip + length))
}

impl Number {
    /// The end when a number of this length ends at a mark or at the end of the digits.
    fn end_at(&self, text: &str, length: usize) -> Option<usize> {
        let end = *self.ends.get(length.checked_sub(1)?)?;
        let is_last = self.digits.len() == length;
        let follows = super::after(text, end, 3);
        // 0612345678-1 and 0612345678.5 are no phone numbers.
        let continues = !is_last && !self.joint.get(length - 1).copied().unwrap_or(false);
        (!continues && super::ends_alone(text, end) && !follows.starts_with('@')).then_some(end)
    }
}
