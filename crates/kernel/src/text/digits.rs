// SPDX-License-Identifier: EUPL-1.2
//! The numbers in a text as people write them: groups of digits with one mark between each two.

use std::ops::Range;

/// Most digits of a phone number with country code; no group of digits further on belongs to it.
const LONGEST: usize = 15;

/// A group of digits, and the mark between it and the group before it (a space for the first).
pub(super) struct Group {
    pub(super) at: Range<usize>,
    pub(super) joint: char,
    /// Part of a phone number.
    pub(super) phone: bool,
}

/// Groups of digits with one mark between each two: what a person may mean as one number.
pub(super) struct Chunk<'a> {
    pub(super) text: &'a str,
    pub(super) groups: Vec<Group>,
}

/// The chunks of a text, with phone numbers marked.
pub(super) fn chunks(text: &str) -> Vec<Chunk<'_>> {
    let mut chunks: Vec<Chunk<'_>> = Vec::new();
    let mut end_of_last = usize::MAX;
    for at in digit_runs(text) {
        let mut between = text.get(end_of_last..at.start).unwrap_or("").chars();
        let joint = match (between.next(), between.next()) {
            (Some(' ' | '\u{a0}' | '\u{202f}'), None) => Some(' '),
            (Some('.'), None) => Some('.'),
            (Some('-' | '\u{2010}'..='\u{2013}'), None) => Some('-'),
            _ => None,
        };
        end_of_last = at.end;
        match (joint, chunks.last_mut()) {
            (Some(joint), Some(chunk)) => chunk.groups.push(Group { at, joint, phone: false }),
            _ => chunks.push(Chunk { text, groups: vec![Group { at, joint: ' ', phone: false }] }),
        }
    }
    chunks.iter_mut().for_each(Chunk::mark_phones);
    chunks
}

fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (place, _) in text.bytes().enumerate().filter(|(_, b)| b.is_ascii_digit()) {
        match runs.last_mut() {
            Some(run) if run.end == place => run.end += 1,
            _ => runs.push(place..place + 1),
        }
    }
    runs
}

impl Chunk<'_> {
    /// Bytes of the groups `from..=to`.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.groups.get(from).map_or(0, |g| g.at.start);
        start..self.groups.get(to).map_or(start, |g| g.at.end)
    }

    /// The bare digits of the groups `from..=to`.
    pub(super) fn digits(&self, from: usize, to: usize) -> Vec<u8> {
        let range = self.range(from, to);
        self.text.get(range).unwrap_or("").bytes().filter(u8::is_ascii_digit).collect()
    }

    /// Marks the groups that make up a phone number: `06 12345678`, `+31 6 1234 5678`, `(020) 123 45 67`.
    fn mark_phones(&mut self) {
        let before = self.text.get(..self.range(0, 0).start).unwrap_or("");
        if before.ends_with('+') {
            self.mark(0, LONGEST);
        } else if is_area_code(before) {
            self.mark(0, 9);
        }
        for from in 0..self.groups.len() {
            let text = self.text.get(self.range(from, from).start..).unwrap_or("");
            let is_one_number = self.groups.get(from).is_some_and(|g| (8..=9).contains(&g.at.len()));
            if text.starts_with("00") && self.length_from(from) > 10 && !is_one_number {
                self.mark(from, LONGEST);
            } else if text.starts_with('0') && self.has_end_at(from, 10) {
                self.mark(from, 10);
            } else if text.starts_with("31") && self.has_end_at(from, 11) {
                self.mark(from, 11);
            }
        }
    }

    /// Digits from the group `from` on, as far as it matters here.
    pub(super) fn length_from(&self, from: usize) -> usize {
        self.groups.iter().skip(from).take(LONGEST).map(|g| g.at.len()).sum()
    }

    /// Whether groups from `from` on hold exactly `length` digits together.
    fn has_end_at(&self, from: usize, length: usize) -> bool {
        let mut total = 0;
        for group in self.groups.iter().skip(from) {
            total += group.at.len();
            if total >= length {
                return total == length;
            }
        }
        false
    }

    /// Marks the groups from `from` on that fit within `length` digits.
    fn mark(&mut self, from: usize, length: usize) {
        let mut total = 0;
        for group in self.groups.iter_mut().skip(from) {
            total += group.at.len();
            if total > length {
                break;
            }
            group.phone = true;
        }
    }
}

/// Whether a text ends in an area code between brackets: `(06) `, `+31 (0)`.
fn is_area_code(before: &str) -> bool {
    let bare = before.trim_end_matches(' ').as_bytes();
    let bracket = bare.iter().rev().take(7).position(|b| *b == b'(').map(|back| bare.len() - back);
    bare.ends_with(b")") && bracket.and_then(|open| bare.get(open)).is_some_and(|b| matches!(b, b'0' | b'+'))
}
