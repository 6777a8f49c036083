// SPDX-License-Identifier: EUPL-1.2
//! Taking compound words apart: `parkeervergunning` into `parkeer` and `vergunning`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::{
    lists::{LEMMAS, kinds, plurals},
    nouns, verbs,
};

/// Longest compound that is looked at, in bytes: work grows with the square of it.
const LONGEST: usize = 60;
/// Shortest part.
const SHORTEST: usize = 3;
/// Most parts.
const MOST_PARTS: usize = 5;

/// A lexicon for taking words apart: the municipal one that comes with the crate, and words added to it.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    added: HashSet<String>,
}

struct Parts {
    heads: HashSet<String>,
    modifiers: HashSet<String>,
}

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let mut heads = HashSet::new();
    let mut modifiers = HashSet::new();
    for (kind, word) in kinds(include_str!("../data/woorddelen.txt")) {
        modifiers.insert(word.to_owned());
        if kind == "kop" {
            heads.extend(plurals(word));
            heads.insert(word.to_owned());
        }
    }
    for word in nouns::known() {
        heads.insert(word.to_owned());
        // huwelijks-aangifte: the s is a link.
        if !word.strip_suffix('s').is_some_and(nouns::is_known) {
            modifiers.insert(word.to_owned());
        }
    }
    let plural: Vec<String> =
        LEMMAS.iter().filter(|(_, base)| heads.contains(**base)).map(|(f, _)| (*f).to_owned()).collect();
    modifiers.extend(plural.iter().cloned());
    heads.extend(plural);
    modifiers.retain(|w| w.len() >= SHORTEST);
    // waarde-ring, gemeente-lijk: these endings are hardly ever a word.
    heads.retain(|w| w.len() >= SHORTEST && !matches!(w.as_str(), "ring" | "ringen" | "lijk"));
    Parts { heads, modifiers }
});

/// What may stand between two parts. `n` serves parts in e: `ziekte-n-kosten`.
const LINKS: [&str; 6] = ["", "s", "en", "e", "n", "-"];

impl Lexicon {
    /// The lexicon that comes with the crate.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words, for instance the titles of the products of a municipality. Folded; shorter than three letters or
    /// with other marks than letters are left out.
    pub fn add<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) {
        self.added.extend(
            words
                .into_iter()
                .filter(|w| w.len() >= SHORTEST && w.bytes().all(|b| b.is_ascii_lowercase()))
                .map(str::to_owned),
        );
    }

    fn is_head(&self, word: &str) -> bool {
        PARTS.heads.contains(word) || self.added.contains(word)
    }

    fn is_modifier(&self, word: &str) -> bool {
        PARTS.modifiers.contains(word) || self.added.contains(word)
    }

    /// The parts of a folded compound, without what links them; empty for a word that is not made of known parts.
    pub fn split<'w>(&self, word: &'w str) -> Vec<&'w str> {
        if word.len() < 2 * SHORTEST
            || word.len() > LONGEST
            || !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            || self.is_whole(word)
        {
            return Vec::new();
        }
        let mut known = HashMap::new();
        let Some(best) = self.best(word, 0, MOST_PARTS, &mut known) else { return Vec::new() };
        if best.parts.len() < 2 {
            return Vec::new();
        }
        best.parts.into_iter().filter_map(|range| word.get(range)).collect()
    }

    /// Whether the word means something else than its parts, or is no noun.
    fn is_whole(&self, word: &str) -> bool {
        nouns::is_known(word)
            || self.added.contains(word)
            || LEMMAS.contains_key(word)
            || verbs::forms(word).is_some()
    }

    /// The best way to read `word` from `from` on. Fewest parts win, then the longest last part.
    fn best(
        &self,
        word: &str,
        from: usize,
        parts: usize,
        known: &mut HashMap<(usize, usize), Option<Reading>>,
    ) -> Option<Reading> {
        if let Some(reading) = known.get(&(from, parts)) {
            return reading.clone();
        }
        let rest = word.get(from..)?;
        let mut best =
            self.is_head(rest).then(|| Reading { parts: std::iter::once(from..word.len()).collect() });
        if best.is_none() && parts > 1 {
            for end in from + SHORTEST..word.len().saturating_sub(SHORTEST - 1) {
                let Some(part) = word.get(from..end).filter(|part| self.is_modifier(part)) else { continue };
                for link in LINKS {
                    if !word.get(end..).is_some_and(|after| after.starts_with(link)) || !link_fits(part, link)
                    {
                        continue;
                    }
                    if let Some(tail) = self.best(word, end + link.len(), parts - 1, known) {
                        let mut all: Vec<Range<usize>> = std::iter::once(from..end).collect();
                        all.extend(tail.parts);
                        let reading = Reading { parts: all };
                        if best.as_ref().is_none_or(|b| reading.beats(b)) {
                            best = Some(reading);
                        }
                    }
                }
            }
        }
        known.insert((from, parts), best.clone());
        best
    }
}

/// Whether a part can take a link: no `s` after a plural, `n` only after e.
fn link_fits(part: &str, link: &str) -> bool {
    match link {
        "n" => part.ends_with('e'),
        "e" | "en" => !part.ends_with(['e', 'n']) || part.len() <= 4,
        "s" => !part.ends_with("en") || part.len() <= 4 || part.ends_with("ings"),
        _ => true,
    }
}

#[derive(Debug, Clone)]
struct Reading {
    parts: Vec<Range<usize>>,
}

impl Reading {
    fn beats(&self, other: &Self) -> bool {
        let squares = |reading: &Self| -> usize { reading.parts.iter().map(|r| r.len() * r.len()).sum() };
        (other.parts.len(), squares(self)) > (self.parts.len(), squares(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipal_compounds_come_apart() {
        let lexicon = Lexicon::new();
        for (word, parts) in [
            ("parkeervergunning", "parkeer vergunning"),
            ("kapvergunning", "kap vergunning"),
            ("verhuismelding", "verhuis melding"),
            ("geboorteaangifte", "geboorte aangifte"),
            ("afvalstoffenheffing", "afvalstoffen heffing"),
            ("huwelijksaangifte", "huwelijk aangifte"),
            ("hondenbelasting", "honden belasting"),
            ("parkeervergunningen", "parkeer vergunningen"),
            ("rioolheffing", "riool heffing"),
            ("bouwvergunningaanvraag", "bouw vergunning aanvraag"),
            ("grofvuilcontainer", "grofvuil container"),
            ("straatverlichting", "straat verlichting"),
            ("schoolplein", "school plein"),
            ("gehandicaptenparkeerkaart", "gehandicapten parkeer kaart"),
            ("onroerendezaakbelasting", "onroerende zaak belasting"),
            ("vuilniszakken", ""),
            ("bijstandsuitkering", "bijstand uitkering"),
        ] {
            assert_eq!(lexicon.split(word).join(" "), parts, "{word}");
        }
    }

    #[test]
    fn words_that_are_no_compound_stay_whole() {
        let lexicon = Lexicon::new();
        for word in [
            "rijbewijs",
            "gemeentelijk",
            "waardering",
            "persoonlijk",
            "vergadering",
            "werkelijk",
            "bestuur",
            "aandacht",
            "ondersteunen",
            "afspraken",
            "beleidsmatig",
            "mogelijkheden",
            "verantwoordelijk",
            "xyzzy",
            "",
            "-----",
            "aaaaaaaa",
        ] {
            assert!(lexicon.split(word).is_empty(), "{word}: {:?}", lexicon.split(word));
        }
    }

    #[test]
    fn a_municipality_may_add_its_words() {
        let mut lexicon = Lexicon::new();
        assert!(lexicon.split("ooievaarspas").is_empty());
        lexicon.add(["ooievaar", "ab", "Groot!"]);
        assert_eq!(lexicon.split("ooievaarspas"), ["ooievaar", "pas"]);
    }

    #[test]
    fn the_longest_word_costs_little() {
        let lexicon = Lexicon::new();
        for word in ["kap".repeat(20), "kapkap-".repeat(8), "e".repeat(60)] {
            let _ = lexicon.split(&word);
        }
        assert!(lexicon.split(&"kap".repeat(10_000)).is_empty());
    }
}
