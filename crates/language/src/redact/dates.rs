// SPDX-License-Identifier: EUPL-1.2
//! Days of birth: a date behind a word that says so. Other dates stay; they say when something happened.

use std::ops::Range;

use kernel::{
    dutch::{MAANDEN, MAANDEN_KORT},
    text::fold,
};

/// Words that announce a day of birth, folded.
const CUES: [&str; 8] =
    ["geboren", "geboortedatum", "geboortedag", "geb.", "geb:", "geb ", "jarig", "verjaar"];

/// Bytes between the word and the date: "geboren in Rotterdam op".
const NEAR: usize = 48;

/// Whether a folded word names a month, in full or short.
fn is_month(word: &str) -> bool {
    MAANDEN.contains(&word) || MAANDEN_KORT.contains(&word) || word == "sept"
}

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    while let Some(rest) = lower.get(from..) {
        let next = rest.match_indices(['g', 'j', 'v']).find_map(|(place, _)| {
            let here = rest.get(place..)?;
            CUES.iter().find(|cue| here.starts_with(**cue)).map(|cue| (from + place, cue.len()))
        });
        let Some((place, length)) = next else { break };
        from = place + length;
        if !super::begins_alone(&lower, place) {
            continue;
        }
        if let Some(range) = date_after(text, from)
            && found.last().is_none_or(|last| last.end <= range.start)
        {
            found.push(range);
        } else if let Some(range) = date_before(text, place)
            && found.last().is_none_or(|last| last.end <= range.start)
        {
            found.push(range);
        }
    }
    found
}

/// The first date soon after a place, in the same sentence.
fn date_after(text: &str, from: usize) -> Option<Range<usize>> {
    let near = super::after(text, from, NEAR);
    let near = near.get(..near.find(['?', '!']).unwrap_or(near.len()))?;
    let start = near.find(|c: char| c.is_ascii_digit())?;
    date_at(text, from + start)
}

/// A date just before: "12-05-1980 geboren".
fn date_before(text: &str, at: usize) -> Option<Range<usize>> {
    let near = super::before(text, at, 24);
    let start = at - near.len();
    let bare = near.trim_end();
    near.char_indices()
        .filter(|(place, c)| c.is_ascii_digit() && super::begins_alone(text, start + place))
        .filter_map(|(place, _)| date_at(text, start + place))
        .find(|range| range.end == start + bare.len())
}

/// The date that begins at a digit: `12-05-1980`, `12 mei 1980`, `1980-05-12`, `12051980`, `12/5/80`.
fn date_at(text: &str, at: usize) -> Option<Range<usize>> {
    let here = super::after(text, at, 28);
    let mut end = 0;
    let mut numbers: Vec<u32> = Vec::new();
    let mut month = false;
    let mut rest = here;
    while numbers.len() + usize::from(month) < 3 {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            if digits == 8 && numbers.is_empty() {
                numbers = eight(rest.get(..8)?)?;
            } else {
                numbers.push(rest.get(..digits).filter(|_| digits <= 4)?.parse().ok()?);
            }
            rest = rest.get(digits..)?;
        } else {
            let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
            let word = fold(rest.get(..letters)?);
            if month || !is_month(&word) {
                break;
            }
            month = true;
            rest = rest.get(letters..)?;
        }
        end = here.len() - rest.len();
        let bare = rest.trim_start_matches(['-', '/', '.', ' ', '\'', '\u{2019}']);
        if rest.len() - bare.len() > 3 {
            break;
        }
        rest = bare;
    }
    let is_date = match (numbers.as_slice(), month) {
        ([day, month, year], false) => can_be(*day, *month, *year) || can_be(*year, *month, *day),
        ([day, year], true) => can_be(*day, 1, *year),
        ([day], true) => (1..=31).contains(day),
        _ => false,
    };
    is_date.then(|| at..at + end).filter(|range| super::ends_alone(text, range.end))
}

fn eight(digits: &str) -> Option<Vec<u32>> {
    let parts = [digits.get(..2)?, digits.get(2..4)?, digits.get(4..)?];
    let by_day: Vec<u32> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    if let [day, month, year] = by_day.as_slice()
        && can_be(*day, *month, *year)
    {
        return Some(by_day);
    }
    let parts = [digits.get(6..)?, digits.get(4..6)?, digits.get(..4)?];
    Some(parts.iter().filter_map(|p| p.parse().ok()).collect())
}

fn can_be(day: u32, month: u32, year: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month) && ((1880..2100).contains(&year) || year < 100)
}
