// SPDX-License-Identifier: EUPL-1.2
//! Hard words of offices, and plain ones to put in their place.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::tag::Word;
use crate::{lists::lines, stem::stem};

struct Entry {
    words: Vec<&'static str>,
    plain: Vec<&'static str>,
}

struct List {
    /// By first word.
    phrases: HashMap<&'static str, Vec<Entry>>,
    /// Single words by stem.
    stems: HashMap<String, Vec<&'static str>>,
}

static JARGON: LazyLock<List> = LazyLock::new(|| {
    let mut list = List { phrases: HashMap::new(), stems: HashMap::new() };
    for line in lines(include_str!("../../data/jargon.tsv")) {
        let Some((hard, plain)) = line.split_once('\t') else { continue };
        let plain: Vec<&str> = plain.split(" | ").collect();
        let words: Vec<&str> = hard.split(' ').collect();
        if let [word] = words.as_slice()
            && word.len() >= 5
            && !word.contains('.')
        {
            // implementatie and implementeren share a stem: both give what they know.
            list.stems.entry(stem(&kernel::text::fold(word))).or_default().extend(&plain);
        }
        if let Some(first) = words.first().copied() {
            list.phrases.entry(first).or_default().push(Entry { words, plain });
        }
    }
    for entries in list.phrases.values_mut() {
        entries.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
    }
    list
});

/// Plain words for a hard one, in any form: `derhalve` gives `daarom` and `dus`. Empty when it is not on the list.
pub fn alternatives(word: &str) -> &'static [&'static str] {
    let folded = kernel::text::fold(word);
    let exact = JARGON.phrases.get(folded.as_str()).and_then(|all| all.iter().find(|e| e.words.len() == 1));
    match exact {
        Some(entry) => &entry.plain,
        None => JARGON.stems.get(&stem(&folded)).map_or(&[], Vec::as_slice),
    }
}

/// How many words, from the one at `place` on, are on the list together, with plain ones.
pub(super) fn at(words: &[Word<'_>], place: usize) -> Option<(usize, &'static [&'static str])> {
    let word = words.get(place)?;
    if let Some(entries) = JARGON.phrases.get(word.folded.as_str()) {
        let fits = entries.iter().find(|entry| {
            entry
                .words
                .iter()
                .enumerate()
                .all(|(n, part)| words.get(place + n).is_some_and(|w| w.folded == *part))
        });
        if let Some(entry) = fits {
            return Some((entry.words.len(), entry.plain.as_slice()));
        }
    }
    if word.folded.len() < 5 {
        return None;
    }
    JARGON.stems.get(&stem(&word.folded)).map(|plain| (1, plain.as_slice()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_words_have_plain_ones() {
        let all: usize = JARGON.phrases.values().map(Vec::len).sum();
        assert!(all >= 300, "{all}");
        assert!(alternatives("derhalve").contains(&"daarom"));
        assert!(alternatives("Beschikkingen").contains(&"besluit"));
        assert!(alternatives("geïmplementeerd").contains(&"invoeren"));
        assert!(alternatives("fiets").is_empty());
        for entry in JARGON.phrases.values().flatten() {
            assert!(
                !entry.plain.is_empty() && entry.plain.iter().all(|p| !p.trim().is_empty()),
                "{:?}",
                entry.words
            );
            assert!(!entry.plain.contains(&entry.words.join(" ").as_str()), "{:?}", entry.words);
        }
    }
}
