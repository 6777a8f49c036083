// SPDX-License-Identifier: EUPL-1.2
//! Closed word classes, adjectives and names of places.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::lists::{before_vowel, kinds, words};

/// Class of a word that belongs to a closed class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Small {
    /// Article or determiner.
    Determiner,
    /// Preposition.
    Preposition,
    /// Pronoun.
    Pronoun,
    /// Coordinating conjunction.
    And,
    /// Subordinating conjunction.
    That,
    /// Adverb.
    Adverb,
    /// Numeral.
    Numeral,
}

static SMALL: LazyLock<HashMap<&str, Small>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (kind, word) in kinds(include_str!("../data/functiewoorden.txt")) {
        let class = match kind {
            "lid" => Small::Determiner,
            "vz" => Small::Preposition,
            "vnw" => Small::Pronoun,
            "neven" => Small::And,
            "onder" => Small::That,
            "bw" => Small::Adverb,
            "tw" => Small::Numeral,
            _ => continue,
        };
        all.entry(word).or_insert(class);
    }
    all
});

static ADJECTIVES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut all = HashSet::new();
    for word in words(include_str!("../data/bijvoeglijk.txt")) {
        all.insert(word.to_owned());
        for stem in before_vowel(word) {
            all.insert(format!("{stem}e"));
            all.insert(format!("{stem}er"));
            all.insert(format!("{stem}ere"));
        }
        all.insert(format!("{word}st"));
        all.insert(format!("{word}ste"));
    }
    all
});

static PLACES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("../data/plaatsen.txt")));

/// Endings of adjectives.
const ENDINGS: [&str; 22] = [
    "lijk", "lijke", "ig", "ige", "isch", "ische", "baar", "bare", "zaam", "zame", "loos", "loze", "achtig",
    "achtige", "ele", "eel", "aire", "ief", "ieve", "ende", "se", "ste",
];

/// The class of a folded small word.
pub(crate) fn small(word: &str) -> Option<Small> {
    SMALL.get(word).copied()
}

/// Whether a folded word is an adjective of the list.
pub(crate) fn is_adjective(word: &str) -> bool {
    ADJECTIVES.contains(word)
}

/// Whether a folded word ends like an adjective.
pub(crate) fn ends_like_adjective(word: &str) -> bool {
    word.len() >= 6 && ENDINGS.iter().any(|end| word.ends_with(end))
}

/// Whether a folded word is a country, city or water.
pub(crate) fn is_place(word: &str) -> bool {
    PLACES.contains(word)
}
