// SPDX-License-Identifier: EUPL-1.2
//! The stem of a Dutch word: what its inflections have in common.

use snowball_stemmers_rs::{Algorithm, Stemmer};

use crate::{lists::LEMMAS, verbs};

/// Longest word that is stemmed, in bytes; a longer one is no word.
pub(crate) const LONGEST_WORD: usize = 64;

/// The stem of a folded word ([`kernel::text::fold`]): `huizen` and `huis` give the same, and so do `ingeschreven`
/// and `inschrijven`. A stem is a key for looking up; it need not be a word.
pub fn stem(word: &str) -> String {
    if word.len() > LONGEST_WORD
        || !word.contains(|c: char| c.is_ascii_alphabetic())
        || !word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'' || c == '-')
    {
        return word.to_owned();
    }
    let base = LEMMAS.get(word).copied().unwrap_or(word);
    match verbs::stem_of(base) {
        Some(stem) => snowball(&stem),
        None => snowball(base),
    }
}

fn snowball(word: &str) -> String {
    let (first, last) = word.rsplit_once('-').map_or(("", word), |(a, b)| (a, b));
    let stemmed = Stemmer::create(Algorithm::Dutch).stem(last).into_owned();
    // Some words are all ending.
    let stemmed = if stemmed.is_empty() { last.to_owned() } else { stemmed };
    if first.is_empty() { stemmed } else { format!("{first}-{stemmed}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thirty families of words that residents and employees use for one thing.
    const FAMILIES: [&str; 30] = [
        "huis huizen huisje",
        "brief brieven briefje",
        "rijbewijs rijbewijzen",
        "paspoort paspoorten",
        "vergunning vergunningen",
        "boete boetes",
        "container containers",
        "melding meldingen melden gemeld meldt",
        "verhuizing verhuizen verhuisd verhuist",
        "inschrijving inschrijven ingeschreven",
        "aanvraag aanvragen aangevraagd",
        "belasting belastingen",
        "boom bomen",
        "straat straten straatje",
        "stad steden",
        "kind kinderen",
        "afspraak afspraken",
        "bezwaar bezwaren",
        "uitkering uitkeringen",
        "subsidie subsidies",
        "parkeren geparkeerd parkeer parkeert",
        "gevaarlijk gevaarlijke",
        "mogelijkheid mogelijkheden",
        "betaling betalen betaald betaalt",
        "klacht klachten",
        "verlenging verlengen verlengd",
        "lantaarn lantaarns",
        "ophalen opgehaald ophaalt",
        "kosten gekost",
        "school scholen schooltje",
    ];

    #[test]
    fn the_words_of_a_family_meet() {
        let apart: Vec<String> = FAMILIES
            .iter()
            .filter_map(|family| {
                let stems: Vec<String> = family.split(' ').map(stem).collect();
                (stems.iter().any(|s| s != &stems[0])).then(|| format!("{family}: {stems:?}"))
            })
            .collect();
        println!(
            "families that meet: {} of {}; apart: {apart:#?}",
            FAMILIES.len() - apart.len(),
            FAMILIES.len()
        );
        assert!(FAMILIES.len() - apart.len() >= 27, "{apart:#?}");
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [
            ("huis", "huren"),
            ("boom", "boot"),
            ("bezwaar", "zwaar"),
            ("paspoort", "poort"),
            ("melk", "melden"),
        ] {
            assert_ne!(stem(one), stem(other));
        }
    }

    #[test]
    fn what_is_no_dutch_word_stays_as_it_is() {
        for word in ["київ", "2024", "", "-", "'", "a-b2"] {
            assert_eq!(stem(word), word);
        }
        let long = "a".repeat(1000);
        assert_eq!(stem(&long), long);
    }
}
