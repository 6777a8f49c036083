// SPDX-License-Identifier: EUPL-1.2
//! The passive: worden, or zijn, with the participle of a verb that somebody does to something.

use super::{Form, Tag, is_verb, tag::Word};
use crate::{verbs, words::Small};

/// A passive: the places of its helping verb and its participle, and whether it says who acts.
pub(super) struct Passive {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) agent: bool,
}

/// Participles that with zijn tell how something is, or what happened by itself.
const STATES: [&str; 84] = [
    "gesloten",
    "geopend",
    "bekend",
    "gehuwd",
    "getrouwd",
    "gescheiden",
    "gevestigd",
    "gelegen",
    "verplicht",
    "bevoegd",
    "gericht",
    "bedoeld",
    "gebaseerd",
    "geschikt",
    "gewend",
    "gezond",
    "verkeerd",
    "betrokken",
    "tevreden",
    "geinteresseerd",
    "overtuigd",
    "benieuwd",
    "verbaasd",
    "verhinderd",
    "gespecialiseerd",
    "geboren",
    "opgelopen",
    "verhuisd",
    "toegenomen",
    "afgenomen",
    "gestegen",
    "gegroeid",
    "veranderd",
    "gelukt",
    "mislukt",
    "geslaagd",
    "teruggelopen",
    "afgelopen",
    "overgestapt",
    "ingestort",
    "uitgebroken",
    "vastgelopen",
    "aangebroken",
    "opgehouden",
    "gezakt",
    "uitverkocht",
    "bewaakt",
    "gewenst",
    "geliefd",
    "geslaagd",
    "vermist",
    "verloofd",
    "verliefd",
    "gevuld",
    "gekleed",
    "gezeten",
    "omgeven",
    "beperkt",
    "verdeeld",
    "verbonden",
    "verwant",
    "bestemd",
    "gebonden",
    "belast",
    "geldig",
    "ervaren",
    "bekwaam",
    "beschikbaar",
    "gemeend",
    "gesteld",
    "gehandicapt",
    "vergrijsd",
    "bevroren",
    "gegaan",
    "geweest",
    "gerechtigd",
    "gemachtigd",
    "ingegaan",
    "opgestaan",
    "gedwongen",
    "genoodzaakt",
    "genoteerd",
    "geneigd",
    "begonnen",
];

const BECOME: [&str; 6] = ["word", "wordt", "worden", "werd", "werden", "geworden"];
const BE: [&str; 7] = ["is", "zijn", "was", "waren", "ben", "bent", "geweest"];
const HAVE: [&str; 6] = ["heb", "hebt", "heeft", "had", "hadden", "hebben"];

/// The passives of a sentence.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Passive> {
    let mut found: Vec<Passive> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if !matches!(word.tag, Tag::Help(_)) {
            continue;
        }
        let becomes = BECOME.contains(&word.folded.as_str());
        let is = BE.contains(&word.folded.as_str());
        if !becomes && !is {
            continue;
        }
        let Some(participle) = partner(words, place, becomes) else { continue };
        // Found with another helping verb already: "is ... gedaan en zal ... worden".
        if found.iter().any(|p| p.from == participle || p.to == participle) {
            continue;
        }
        let (from, to) = (place.min(participle), place.max(participle));
        let agent = has_agent(words, from, to);
        if is {
            let own = verbs::forms(&words[participle].folded).is_some_and(|f| f.moves);
            let state = STATES.contains(&words[participle].folded.as_str());
            if !agent && (state || own) || (own && state) {
                continue;
            }
        }
        found.push(Passive { from, to, agent });
    }
    found
}

/// The participle that goes with the helping verb at `place`: the next one in its clause, else the one right before.
fn partner(words: &[Word<'_>], place: usize, becomes: bool) -> Option<usize> {
    let mut depth = 0_usize;
    for (n, word) in words.iter().enumerate().skip(place + 1) {
        // A clause inside: "is door de man, die hier woont, gezien".
        if word.after_mark
            && (word.is_small(Small::That) || matches!(word.folded.as_str(), "die" | "dat" | "wat" | "waar"))
        {
            depth += 1;
        } else if word.is_small(Small::That)
            && depth == 0
            && n > place + 1
            && !matches!(word.folded.as_str(), "als" | "waar" | "hoe")
        {
            break;
        } else if word.after_mark && depth > 0 {
            depth -= 1;
        }
        if depth > 0 {
            continue;
        }
        let is_new = word.is_small(Small::And) && words.iter().skip(n + 1).take(3).any(Word::is_finite);
        if is_new {
            break;
        }
        if is_partner(words, n) {
            return Some(n);
        }
        if word.is_finite() && n > place + 1 {
            break;
        }
    }
    // "... dat de brief verstuurd wordt", "nadat alle partijen waren gehoord" has it after.
    let before = place.checked_sub(1)?;
    let skip = usize::from(
        matches!(words[before].tag, Tag::Help(Form::Infinitive | Form::Finite))
            || words[before].folded == "te",
    );
    let before = before.checked_sub(skip)?;
    (is_partner(words, before)
        && (becomes || place + 1 >= words.len() || words[place + 1].after_mark || skip == 1))
        .then_some(before)
}

/// Whether the word is a participle that no noun follows and no form of hebben claims.
fn is_partner(words: &[Word<'_>], n: usize) -> bool {
    let Some(word) = words.get(n) else { return false };
    if !is_verb(word, Form::Participle) {
        return false;
    }
    let before_noun = words
        .get(n + 1)
        .is_some_and(|w| matches!(w.tag, Tag::Noun | Tag::Adjective) && !w.after_mark)
        && n > 0
        && matches!(words[n - 1].tag, Tag::Small(Small::Determiner | Small::Preposition) | Tag::Adjective)
        && words[n - 1].folded != "door";
    let has = [n.wrapping_sub(1), n + 1]
        .iter()
        .any(|at| words.get(*at).is_some_and(|w| HAVE.contains(&w.folded.as_str())));
    !before_noun && !has
}

/// Whether "door" with somebody after it stands between, or close before.
fn has_agent(words: &[Word<'_>], from: usize, to: usize) -> bool {
    let near = from.saturating_sub(8)..(to + 6).min(words.len());
    words.get(near).unwrap_or(&[]).windows(2).any(|pair| {
        pair[0].folded == "door"
            && !pair[1].after_mark
            && matches!(
                pair[1].tag,
                Tag::Small(Small::Determiner | Small::Pronoun | Small::Numeral)
                    | Tag::Noun
                    | Tag::Name
                    | Tag::Adjective
                    | Tag::Verb(Form::Participle)
            )
    })
}
