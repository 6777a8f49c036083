// SPDX-License-Identifier: EUPL-1.2
//! Dutch nouns and what kind of thing they name.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lists::{LEMMAS, kinds, plurals};

/// What a noun names, as LiNT-II tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A person, thing, place, time or measure.
    Concrete,
    /// Anything else.
    Abstract,
    /// One of each.
    Both,
}

static NOUNS: LazyLock<HashMap<String, Class>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (kind, word) in kinds(include_str!("../data/zelfstandig.txt")) {
        let class = match kind {
            "concreet" => Class::Concrete,
            "abstract" => Class::Abstract,
            _ => Class::Both,
        };
        all.insert(word.to_owned(), class);
    }
    let plural: Vec<(String, Class)> =
        all.iter().flat_map(|(word, class)| plurals(word).into_iter().map(|form| (form, *class))).collect();
    for (form, class) in plural {
        all.entry(form).or_insert(class);
    }
    for (form, base) in LEMMAS.iter() {
        if let Some(class) = all.get(*base).copied() {
            all.insert((*form).to_owned(), class);
        }
    }
    all
});

/// All nouns of the list, plurals too.
pub(crate) fn known() -> impl Iterator<Item = &'static str> {
    NOUNS.keys().map(String::as_str)
}

pub(crate) fn is_known(word: &str) -> bool {
    NOUNS.contains_key(word)
}

/// The class of a listed noun or of its diminutive.
fn listed(word: &str) -> Option<Class> {
    NOUNS.get(word).copied().or_else(|| {
        ["je", "tje", "pje", "kje", "jes", "tjes", "pjes"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending).and_then(|stem| NOUNS.get(stem)).copied())
    })
}

/// Endings that tell the class, longest first.
const ENDINGS: [(&str, Class); 44] = [
    ("mogelijkheden", Class::Abstract),
    ("heden", Class::Abstract),
    ("heid", Class::Abstract),
    ("iteiten", Class::Abstract),
    ("iteit", Class::Abstract),
    ("isaties", Class::Abstract),
    ("aties", Class::Abstract),
    ("atie", Class::Abstract),
    ("ities", Class::Abstract),
    ("itie", Class::Abstract),
    ("cties", Class::Abstract),
    ("ctie", Class::Abstract),
    ("pties", Class::Abstract),
    ("ptie", Class::Abstract),
    ("sies", Class::Abstract),
    ("sie", Class::Abstract),
    ("isme", Class::Abstract),
    ("schappen", Class::Abstract),
    ("schap", Class::Abstract),
    ("logie", Class::Abstract),
    ("nomie", Class::Abstract),
    ("grafie", Class::Abstract),
    ("teit", Class::Abstract),
    ("ance", Class::Abstract),
    ("antie", Class::Abstract),
    ("entie", Class::Abstract),
    ("ment", Class::Abstract),
    ("eling", Class::Abstract),
    ("ingen", Class::Abstract),
    ("ing", Class::Abstract),
    ("age", Class::Abstract),
    ("dom", Class::Abstract),
    ("nis", Class::Abstract),
    ("aars", Class::Concrete),
    ("aar", Class::Concrete),
    ("ers", Class::Concrete),
    ("er", Class::Concrete),
    ("isten", Class::Concrete),
    ("ist", Class::Concrete),
    ("eurs", Class::Concrete),
    ("eur", Class::Concrete),
    ("loog", Class::Concrete),
    ("tjes", Class::Concrete),
    ("tje", Class::Concrete),
];

/// The longest listed noun a compound ends in, when something is left before it: `kaart` of plattegrondkaart.
pub(crate) fn head(word: &str) -> Option<&str> {
    let mut places = word.char_indices().map(|(place, _)| place).filter(|place| *place >= 3);
    places.find_map(|place| word.get(place..).filter(|rest| rest.len() >= 3 && NOUNS.contains_key(*rest)))
}

/// The class of a folded noun: by the list, by the noun a compound ends in, by its ending.
pub(crate) fn class(word: &str) -> Option<Class> {
    listed(word)
        .or_else(|| head(word).filter(|h| h.len() >= 4).and_then(listed))
        .or_else(|| {
            ENDINGS
                .iter()
                .find(|(ending, _)| word.len() > ending.len() + 2 && word.ends_with(ending))
                .map(|(_, c)| *c)
        })
        .or_else(|| head(word).and_then(listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_told_apart() {
        for (word, expected) in [
            ("huizen", Some(Class::Concrete)),
            ("speeltuin", Some(Class::Concrete)),
            ("vergunning", Some(Class::Abstract)),
            ("parkeervergunning", Some(Class::Abstract)),
            ("bereikbaarheid", Some(Class::Abstract)),
            ("bedje", Some(Class::Concrete)),
            ("steden", Some(Class::Concrete)),
            ("xyz", None),
        ] {
            assert_eq!(class(word), expected, "{word}");
        }
    }
}
