// SPDX-License-Identifier: EUPL-1.2
//! Words that no resident should have to read: nouns of our own and words of offices, by one list for the whole product.

use std::sync::LazyLock;

use kernel::text::fold;

use crate::lists::lines;

/// A word that residents never read.
#[derive(Debug, PartialEq, Eq)]
pub struct Never {
    /// The word or phrase, without its stars.
    pub word: &'static str,
    /// What to write instead, to who writes.
    pub instead: &'static str,
    /// More letters may come before it, or after it.
    open: (bool, bool),
}

static LIST: LazyLock<Vec<Never>> = LazyLock::new(|| {
    lines(include_str!("../data/nooit.tsv"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(word, instead)| Never {
            word: word.trim_matches('*'),
            instead,
            open: (word.starts_with('*'), word.ends_with('*')),
        })
        .collect()
});

/// The words in a text that residents never read, each once, in the order of the list (`data/nooit.tsv`). Our own texts are
/// tested with it; an editor may use it on the texts of a municipality.
///
/// ```
/// let found = language::never("Uw aanvraag is in behandeling. Dat kost geen leges.");
/// assert_eq!(found.iter().map(|n| n.word).collect::<Vec<_>>(), ["in behandeling", "leges"]);
/// assert_eq!(found[1].instead, "kosten");
/// assert!(language::never("De college-zaal is boven, zei de bakker.").is_empty());
/// ```
pub fn never(text: &str) -> Vec<&'static Never> {
    // One space between words, so that a phrase is found across the end of a line.
    let folded = fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    LIST.iter().filter(|never| stands_in(never, &folded)).collect()
}

fn stands_in(never: &Never, folded: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    folded.match_indices(never.word).any(|(at, word)| {
        let before = folded.get(..at).and_then(|t| t.chars().next_back());
        let after = folded.get(at + word.len()..).and_then(|t| t.chars().next());
        (never.open.0 || edge(before)) && (never.open.1 || edge(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&'static str> {
        never(text).into_iter().map(|n| n.word).collect()
    }

    #[test]
    fn a_word_is_found_as_a_word() {
        assert_eq!(words("De wettelijke beslistermijnen"), ["termijn"]);
        assert_eq!(words("Uw bezwaar is NIET-ONTVANKELIJK."), ["ontvankelijk"]);
        assert_eq!(words("Wij nemen uw vraag in\n  behandeling"), ["in behandeling"]);
        assert_eq!(words("De zaak"), ["zaak"]);
        for fine in ["oorzaak", "bakker", "de behandeling", "medeeigenaar", "", "u diende ons een brief"] {
            assert!(words(fine).is_empty(), "{fine}");
        }
    }

    #[test]
    fn the_list_is_folded_and_says_what_to_write_instead() {
        assert!(LIST.len() >= 35);
        for never in LIST.iter() {
            assert_eq!(fold(never.word), never.word);
            assert!(!never.word.is_empty() && !never.instead.is_empty(), "{never:?}");
            assert!(words(never.instead).is_empty(), "{never:?}");
        }
    }
}
