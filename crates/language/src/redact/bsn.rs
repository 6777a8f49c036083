// SPDX-License-Identifier: EUPL-1.2
//! Burgerservicenummers: what the kernel finds by the 11-proef, and whatever stands behind the word.

use std::ops::Range;

/// Words that announce it, folded.
const CUES: [&str; 9] = [
    "burgerservicenummer",
    "burger service nummer",
    "burgerservicenr",
    "sofinummer",
    "sofi-nummer",
    "sofinr",
    "bsn-nummer",
    "bsnnummer",
    "bsn",
];

/// Bytes between the word and the number: "bsn van mijn man is".
const NEAR: usize = 40;

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = kernel::text::find_bsn(text);
    let lower = text.to_ascii_lowercase();
    let mut from = 0;
    while let Some((place, cue)) = next_cue(&lower, from) {
        from = place + cue.len();
        if let Some(range) = number_after(text, from)
            && !found.iter().any(|f| f.start < range.end && range.start < f.end)
        {
            found.push(range);
        }
    }
    found.sort_by_key(|r| r.start);
    found
}

fn next_cue(lower: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = lower.get(from..)?;
    rest.match_indices(['b', 's'])
        .map(|(place, _)| place)
        .find_map(|place| {
            let here = rest.get(place..)?;
            CUES.iter().find(|cue| here.starts_with(**cue)).map(|cue| (from + place, *cue))
        })
        .filter(|(place, _)| {
            super::begins_alone(lower, *place) || lower.get(*place..).is_some_and(|r| !r.starts_with("bsn"))
        })
}

/// The number of eight or nine digits that follows soon, however it is grouped.
fn number_after(text: &str, from: usize) -> Option<Range<usize>> {
    let near = super::after(text, from, NEAR);
    let start = near.find(|c: char| c.is_ascii_digit())?;
    // Another number or sentence in between: not this one's.
    if near.get(..start)?.contains(['\n', '?', '!']) {
        return None;
    }
    let start = from + start;
    let mut digits = 0;
    let mut end = start;
    let mut gap = 0;
    for (place, c) in super::after(text, start, NEAR).char_indices() {
        if c.is_ascii_digit() {
            digits += 1;
            gap = 0;
            end = start + place + 1;
        } else {
            gap += 1;
            if gap > 1 || !matches!(c, ' ' | '.' | '-' | '/' | '\u{a0}') {
                break;
            }
        }
    }
    ((8..=10).contains(&digits) && super::ends_alone(text, end)).then_some(start..end)
}
