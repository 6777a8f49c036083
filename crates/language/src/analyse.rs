// SPDX-License-Identifier: EUPL-1.2
//! From text to the keys under which it is found: the same keys whatever keeps them.

use std::collections::HashMap;
use std::ops::Range;

use kernel::text::fold;

use crate::{
    compound::Lexicon,
    lists::STOP_WORDS,
    split::{WordKind, words},
    stem::{LONGEST_WORD, stem},
};

/// Changes whenever the same text gives other keys: an index made with another version must be made again.
pub const VERSION: u32 = 2;

/// Most different words whose keys are remembered within one text.
const REMEMBERED: usize = 20_000;

/// Where a key comes from. Keep them apart in an index: a whole word says more than a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyKind {
    /// Stem of a word.
    Word,
    /// Stem of a part of a compound.
    Part,
}

/// A key with the place it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// What to look up.
    pub text: String,
    /// What it was made from.
    pub kind: KeyKind,
    /// Bytes of the word in the text.
    pub range: Range<usize>,
    /// How many words came before, stop words too: neighbours differ by one.
    pub position: u32,
}

/// Makes keys. Cheap to clone; give it the words of your products with [`Analyser::with_lexicon`].
#[derive(Debug, Clone, Default)]
pub struct Analyser {
    lexicon: Lexicon,
}

impl Analyser {
    /// With the lexicon of the crate.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a lexicon of one's own. What it adds changes keys as a new [`VERSION`] does.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Self { lexicon }
    }

    /// The keys of a text, in order. Stop words give none; a compound gives itself and its parts.
    pub fn keys(&self, text: &str) -> Vec<Key> {
        let mut known: HashMap<&str, Vec<(String, KeyKind)>> = HashMap::new();
        let mut keys = Vec::new();
        for (position, (range, kind)) in words(text).into_iter().enumerate() {
            let word = text.get(range.clone()).unwrap_or("");
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            let mut push = |made: &[(String, KeyKind)]| {
                keys.extend(made.iter().map(|(text, kind)| Key {
                    text: text.clone(),
                    kind: *kind,
                    range: range.clone(),
                    position,
                }));
            };
            if let Some(made) = known.get(word) {
                push(made);
                continue;
            }
            let made = self.keys_of(word, kind);
            push(&made);
            if known.len() < REMEMBERED {
                known.insert(word, made);
            }
        }
        keys
    }

    /// The texts of [`Analyser::keys`], for stores that want nothing else.
    pub fn terms(&self, text: &str) -> Vec<String> {
        self.keys(text).into_iter().map(|key| key.text).collect()
    }

    fn keys_of(&self, word: &str, kind: WordKind) -> Vec<(String, KeyKind)> {
        let folded = fold(word);
        if kind != WordKind::Word {
            return vec![(folded, KeyKind::Word)];
        }
        if folded.is_empty() || STOP_WORDS.contains(folded.as_str()) {
            return Vec::new();
        }
        let bare = folded.trim_matches(['\'', '-']);
        if bare.len() > LONGEST_WORD {
            return vec![(bare.chars().take(LONGEST_WORD).collect(), KeyKind::Word)];
        }
        let mut made = vec![(stem(bare), KeyKind::Word)];
        for part in self.lexicon.split(bare) {
            let key = stem(part);
            if !made.iter().any(|(text, _)| *text == key) {
                made.push((key, KeyKind::Part));
            }
        }
        made
    }
}

/// The runs of four letters of a title, word by word; shorter words whole. For titles only: in bodies they drown what
/// matters.
pub fn title_grams(title: &str) -> Vec<String> {
    let mut grams = Vec::new();
    for (range, _) in words(title) {
        let folded = fold(title.get(range).unwrap_or(""));
        let letters: Vec<char> = folded.chars().filter(|c| c.is_alphanumeric()).take(200).collect();
        if letters.is_empty() {
            continue;
        }
        if letters.len() <= 4 {
            grams.push(letters.iter().collect());
        } else {
            grams.extend(letters.windows(4).map(|window| window.iter().collect::<String>()));
        }
    }
    grams
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(text: &str) -> Vec<String> {
        Analyser::new().terms(text)
    }

    #[test]
    fn a_resident_finds_what_the_editor_wrote() {
        for (asked, written) in [
            ("huizen", "Een huis kopen"),
            ("mijn rijbewijzen", "Rijbewijs verlengen"),
            ("vergunning om te parkeren", "Parkeervergunning"),
            ("kappen van bomen", "Kapvergunning voor een boom"),
            ("verhuisd", "Verhuizing doorgeven"),
            ("ingeschreven", "Inschrijven in de gemeente"),
            ("CAFÉ", "cafe's en terrassen"),
            ("belasting voor honden", "Hondenbelasting"),
        ] {
            let found = terms(written);
            assert!(
                terms(asked).iter().any(|t| found.contains(t)),
                "{asked} {:?}: {written} {found:?}",
                terms(asked)
            );
        }
    }

    #[test]
    fn keys_know_their_place() {
        let text = "De parkeervergunning van Jan";
        let keys = Analyser::new().keys(text);
        assert_eq!(keys.iter().map(|k| k.position).collect::<Vec<_>>(), [1, 1, 1, 3]);
        assert_eq!(&text[keys[0].range.clone()], "parkeervergunning");
        assert_eq!(keys[1].kind, KeyKind::Part);
    }

    #[test]
    fn titles_give_runs_of_four() {
        assert_eq!(title_grams("Kap een boom"), ["kap", "een", "boom"]);
        assert_eq!(title_grams("Paspoort"), ["pasp", "aspo", "spoo", "poor", "oort"]);
        assert!(title_grams("!?").is_empty());
    }

    /// The keys of a fixed text. Whoever changes them raises [`VERSION`], so that indexes are made again.
    #[test]
    fn the_version_stands_for_these_keys() {
        assert_eq!(VERSION, 2);
        assert_eq!(
            terms("De gemeente heeft 3 parkeervergunningen verleend aan mevrouw Özgür, i.v.m. brieven van 12-05-2026.").join(" "),
            "3 parkeervergun parkeer vergun verleen mevrouw ozgur i.v.m brief 12-05-2026"
        );
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_and_the_same_text_gives_the_same_keys(text in "(\\PC|[ .\n'-]|parkeer|vergunning){0,80}") {
            let analyser = Analyser::new();
            let keys = analyser.keys(&text);
            prop_assert_eq!(&keys, &analyser.clone().keys(&text));
            for key in keys {
                prop_assert!(!key.text.is_empty() && text.get(key.range).is_some());
            }
            let _ = title_grams(&text);
        }

        #[test]
        fn words_give_the_same_keys_wherever_they_stand(before in "[a-z]{1,9}", word in "[a-z]{1,20}") {
            let both = terms(&format!("{before} {word}"));
            let apart = [terms(&before), terms(&word)].concat();
            prop_assert_eq!(both, apart);
        }
    }
}
