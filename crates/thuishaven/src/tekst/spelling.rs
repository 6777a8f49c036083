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
        for (n, word) in text.split(' ').enumerate() {
            if n > 0 {
                out.push(' ');
            }
            let known = self.0.get(word.trim_end_matches(['.', ',', '?', '!']));
            match known {
                Some(wrong) if kans.percent(60.0) => out.push_str(wrong),
                _ if word.len() > 5 && word.is_ascii() && kans.percent(5.0) => slip(word, kans, &mut out),
                _ if capitals || word.contains('\n') => out.push_str(word),
                _ => out.push_str(&word.to_lowercase()),
            }
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
    // Numbers stay as they are: a wrong date or house number would be another fact.
    if letters.iter().any(char::is_ascii_digit) {
        return out.push_str(word);
    }
    if kans.percent(50.0) {
        letters.swap(place, place + 1);
    } else {
        letters.remove(place);
    }
    out.extend(letters);
}
