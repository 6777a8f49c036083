// SPDX-License-Identifier: EUPL-1.2
//! Which title and which answer fit which question: as the data says, else by the words they share, rare words
//! first. Worked out once, when the data is read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{sjabloon::Sjabloon, teksten::Onderwerptekst};

/// A question with what fits it. `12b| text` means: the first and second answer fit, and the second title; 0 is any
/// general answer. Without such a mark the shared words decide.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Kern {
    pub(crate) zin: Sjabloon,
    past: Option<Past>,
}

impl TryFrom<String> for Kern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let marked = text.split_once("| ").filter(|(mark, _)| mark.len() < 6);
        let Some((mark, zin)) = marked else { return Ok(Self { zin: text.try_into()?, past: None }) };
        let mut past = Past::default();
        for c in mark.chars() {
            match (c, c.to_digit(10).and_then(|d| usize::try_from(d).ok())) {
                (_, Some(0)) => {}
                (_, Some(n)) => past.antwoorden.push(n - 1),
                ('a'..='z', _) => past.titels.push(usize::from(u8::try_from(c).unwrap_or(b'a') - b'a')),
                _ => return Err(format!("no mark: {text}")),
            }
        }
        Ok(Self { zin: zin.to_owned().try_into()?, past: Some(past) })
    }
}

/// For every question of a topic the places of the titles and answers that fit best.
#[derive(Debug, Clone, Default)]
pub(crate) struct Verwant {
    goed: Vec<Past>,
    gewoon: Vec<Past>,
    laag: Vec<Past>,
    notitie: Vec<Past>,
}

/// What fits one question. No answers: a general one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Past {
    pub(crate) titels: Vec<usize>,
    pub(crate) antwoorden: Vec<usize>,
}

/// In which list of a topic a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lijst {
    Goed,
    Gewoon,
    Laag,
    Notitie,
}

impl Lijst {
    /// The sentences of this list.
    pub(crate) fn of(self, t: &Onderwerptekst) -> &[Kern] {
        match self {
            Self::Goed => &t.goed,
            Self::Gewoon => &t.gewoon,
            Self::Laag => &t.laag,
            Self::Notitie => &t.notitie,
        }
    }
}

impl Verwant {
    /// What fits the question in this place.
    pub(crate) fn past(&self, lijst: Lijst, place: usize) -> Option<&Past> {
        let list = match lijst {
            Lijst::Goed => &self.goed,
            Lijst::Gewoon => &self.gewoon,
            Lijst::Laag => &self.laag,
            Lijst::Notitie => &self.notitie,
        };
        list.get(place)
    }
}

/// Letters by which two words are held to be of one stem.
const STEM: usize = 5;

/// Words that say nothing about the matter.
const LEEG: [&str; 40] = [
    "kunt", "voor", "niet", "naar", "wordt", "heeft", "hebben", "hebt", "moet", "moeten", "waar", "wanneer",
    "krijg", "krijgt", "nog", "ook", "onze", "mijn", "graag", "kunnen", "deze", "meer", "weer", "alle",
    "bent", "staat", "komt", "zelf", "vraagt", "beller", "willen", "nodig", "toch", "steeds", "maar", "zijn",
    "daar", "geen", "door", "over",
];

fn stems_of(text: &str) -> Vec<String> {
    let folded = kernel::text::fold(text);
    let mut all: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 3 && !LEEG.contains(w))
        .map(|w| w.chars().take(STEM).collect())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Works out what fits what in a topic.
pub(super) fn verwant(t: &Onderwerptekst) -> Verwant {
    let titels = Rij::new(&t.titel);
    let antwoorden = Rij::new(&t.antwoord);
    let past = |list: &[Kern]| {
        let by_words = |kern: &Kern| {
            let words = stems_of(&kern.zin.fixed());
            Past { titels: titels.nearest(&words), antwoorden: antwoorden.nearest(&words) }
        };
        list.iter().map(|kern| kern.past.clone().unwrap_or_else(|| by_words(kern))).collect()
    };
    Verwant { goed: past(&t.goed), gewoon: past(&t.gewoon), laag: past(&t.laag), notitie: past(&t.notitie) }
}

/// Texts to choose from, by their stems.
struct Rij {
    stems: Vec<Vec<String>>,
    /// In how many of the texts a stem occurs.
    count: BTreeMap<String, u32>,
}

impl Rij {
    fn new(texts: &[Sjabloon]) -> Self {
        let stems: Vec<Vec<String>> = texts.iter().map(|s| stems_of(&s.fixed())).collect();
        let mut count = BTreeMap::new();
        for stem in stems.iter().flatten() {
            *count.entry(stem.clone()).or_insert(0) += 1;
        }
        Self { stems, count }
    }

    /// The places of the texts that share most with these words; all when none shares anything.
    fn nearest(&self, words: &[String]) -> Vec<usize> {
        let weight = |stem: &String| 840 / self.count.get(stem).copied().unwrap_or(1).max(1);
        let scores: Vec<u32> = self
            .stems
            .iter()
            .map(|text| text.iter().filter(|s| words.contains(s)).map(weight).sum())
            .collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        // Nearly as good is good enough: it keeps the answers varied.
        (0..scores.len()).filter(|i| scores.get(*i).is_some_and(|s| *s * 4 >= best * 3)).collect()
    }
}
