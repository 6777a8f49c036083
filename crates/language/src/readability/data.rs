// SPDX-License-Identifier: EUPL-1.2
//! What is known of words: by what comes with the crate, or by the word data of LiNT-II.

use std::collections::{HashMap, HashSet};

use kernel::text::fold;

use super::{
    common::listed,
    constants::{NEVER, RARE, RARE_NOUN},
};
use crate::{nouns, nouns::Class};

/// The word data of LiNT-II, for the best estimate. Not shipped; read it from the files of that project.
#[derive(Debug, Default)]
pub struct WordData {
    frequencies: HashMap<Box<str>, f32>,
    nouns: HashMap<Box<str>, Noun>,
    skip: HashSet<Box<str>>,
}

#[derive(Debug)]
struct Noun {
    class: Option<Class>,
    head: Option<Box<str>>,
}

/// Why word data cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataError {
    /// What is wrong, in Dutch, with the line.
    pub text: String,
}

impl std::fmt::Display for DataError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for DataError {}

impl WordData {
    /// Reads the three lists.
    /// - `frequencies`: lines `word<TAB>log10 of the frequency in a billion words` (SUBTLEX-NL by LiNT-II);
    /// - `nouns`: lines `word<TAB>type<TAB>concrete|abstract|undefined<TAB>head of a compound<TAB>singular`, the first
    ///   line being names of columns;
    /// - `skip`: words that do not count for frequency, one per line.
    pub fn read(frequencies: &str, nouns: &str, skip: &str) -> Result<Self, DataError> {
        let mut data = Self::default();
        for (number, line) in frequencies.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let value =
                line.split_once('\t').and_then(|(word, n)| Some((word, n.trim().parse::<f32>().ok()?)));
            let Some((word, value)) = value.filter(|(_, n)| (0.0..=10.0).contains(n)) else {
                return Err(DataError {
                    text: format!("Woordfrequenties, regel {}: geen woord en getal.", number + 1),
                });
            };
            data.frequencies.entry(fold(word).into()).or_insert(value);
        }
        for (number, line) in nouns.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty()) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [word, _, class, head, ..] = columns.as_slice() else {
                return Err(DataError {
                    text: format!("Zelfstandige naamwoorden, regel {}: te weinig kolommen.", number + 1),
                });
            };
            let class = match *class {
                "concrete" => Some(Class::Concrete),
                "abstract" => Some(Class::Abstract),
                "undefined" => Some(Class::Both),
                _ => None,
            };
            let head = (!head.is_empty()).then(|| fold(head).into());
            data.nouns.entry(fold(word).into()).or_insert(Noun { class, head });
        }
        data.skip.extend(skip.lines().map(fold).filter(|w| !w.is_empty()).map(Into::into));
        Ok(data)
    }

    pub(super) fn is_noun(&self, word: &str) -> bool {
        self.nouns.contains_key(word)
    }
}

/// The frequency of a folded word; None when it does not count.
pub(super) fn frequency(word: &str, is_noun: bool, data: Option<&WordData>) -> Option<f64> {
    match data {
        Some(data) => {
            if data.skip.contains(word) {
                return None;
            }
            let key = data
                .nouns
                .get(word)
                .filter(|_| is_noun)
                .and_then(|noun| noun.head.as_deref())
                .unwrap_or(word);
            Some(data.frequencies.get(key).map_or(NEVER, |n| f64::from(*n)))
        }
        None => Some(listed(word, is_noun).unwrap_or(if is_noun { RARE_NOUN } else { RARE })),
    }
}

/// The class of a folded noun.
pub(super) fn class(word: &str, data: Option<&WordData>) -> Option<Class> {
    match data.and_then(|d| d.nouns.get(word)) {
        Some(noun) => noun.class,
        None => nouns::class(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_data_is_read_or_refused_with_the_line() {
        let data = WordData::read(
            "huis\t5.2\nloop\t4.5\n",
            "word\tsem\tsuper\thead\tsingular\nlevensloop\tx\tabstract\tloop\t\nhuis\tplace\tconcrete\t\t\n",
            "aanbellen\n",
        )
        .unwrap();
        assert!((frequency("levensloop", true, Some(&data)).unwrap() - 4.5).abs() < 0.01);
        assert_eq!(frequency("aanbellen", false, Some(&data)), None);
        assert_eq!(class("huis", Some(&data)), Some(Class::Concrete));
        for (frequencies, nouns, line) in [
            ("huis\tveel", "", "regel 1"),
            ("huis\t5.2\nhuis", "", "regel 2"),
            ("huis\t1e9", "", "regel 1"),
            ("", "kop\nhuis\tplace", "regel 2"),
        ] {
            let error = WordData::read(frequencies, nouns, "").unwrap_err();
            assert!(error.text.contains(line), "{error}");
        }
    }
}
