// SPDX-License-Identifier: EUPL-1.2
//! Spelling of people who find writing hard: as it sounds, in haste, without capitals.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::kans::Kans;

/// Words that people spell the way they hear them.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Paren")]
pub(crate) struct Spelling(BTreeMap<String, String>);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paren {
    paren: Vec<[String; 2]>,
}

impl From<Paren> for Spelling {
    fn from(p: Paren) -> Self {
        Self(p.paren.into_iter().map(|[right, wrong]| (right, wrong)).collect())
    }
}

impl Spelling {
    /// The text as somebody types it who finds writing hard.
    pub(crate) fn spoil(&self, text: &str, kans: &mut Kans) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        let capitals = kans.percent(30.0);
        for word in text.split_inclusive([' ', '\n']) {
            let bare = word.trim_end_matches([' ', '\n', '.', ',', '?', '!']);
            let (bare, after) = word.split_at(bare.len());
            match self.0.get(bare) {
                Some(wrong) if kans.percent(60.0) => out.push_str(wrong),
                _ if bare.len() > 5 && bare.bytes().all(|b| b.is_ascii_lowercase()) && kans.percent(5.0) => {
                    slip(bare, kans, &mut out);
                }
                _ if capitals => out.push_str(bare),
                _ => out.push_str(&bare.to_lowercase()),
            }
            out.push_str(after);
        }
        if kans.percent(60.0) {
            while out.ends_with('.') {
                out.pop();
            }
        }
        out
    }
}

/// A slip of the finger: two letters change places, or one is left out.
fn slip(word: &str, kans: &mut Kans, out: &mut String) {
    let place = 1 + kans.below(word.len() - 3);
    let mut letters: Vec<char> = word.chars().collect();
    if kans.percent(50.0) {
        letters.swap(place, place + 1);
    } else {
        letters.remove(place);
    }
    out.extend(letters);
}
