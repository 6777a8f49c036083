// SPDX-License-Identifier: EUPL-1.2
//! How hard a Dutch text is to read, and what makes it hard.
//!
//! The score estimates LiNT-II (vanboefer/lint_ii, EUPL-1.2), the one formula for Dutch that was fitted on how well people
//! understand texts: 0 is easy, 100 hard. Four things make it: how common the words are, how far apart words stand that
//! belong together, how many words with a meaning stand in a clause, and how many nouns name something one can point
//! at. LiNT-II finds them with a parser; here lists, endings and neighbours do, and the distance between words is
//! estimated from the length of the sentence. `docs/language.md` tells how far off it is.

mod common;
pub mod constants;
mod data;
mod jargon;
mod marks;
mod passive;
mod tag;

use std::ops::Range;

pub use data::{DataError, WordData};
pub use jargon::alternatives;
pub use marks::{Mark, MarkKind, Severity};

use constants::{DISTANCE_BASE, DISTANCE_PER_WORD};

use crate::{nouns::Class, split::sentences};
use tag::{Form, Tag, Word};

/// Level of a score, as LiNT-II divides them: the share of adults that has trouble with such a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Under 34: 14 % of adults has trouble.
    One,
    /// Under 46: 29 %.
    Two,
    /// Under 58: 53 %.
    Three,
    /// From 58: 78 %.
    Four,
}

impl Level {
    /// The level of a score.
    pub fn of(score: f64) -> Self {
        match score {
            s if s < 34.0 => Self::One,
            s if s < 46.0 => Self::Two,
            s if s < 58.0 => Self::Three,
            _ => Self::Four,
        }
    }

    /// 1 to 4.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Percentage of adults that reads it without trouble.
    pub fn readers(self) -> u8 {
        match self {
            Self::One => 86,
            Self::Two => 71,
            Self::Three => 47,
            Self::Four => 22,
        }
    }
}

/// What the score is made of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Features {
    /// Mean of log10 of the occurrences in a billion words, of words with a meaning but no names.
    pub frequency: f64,
    /// Estimated words between a word and the furthest one it belongs to.
    pub distance: f64,
    /// Words with a meaning per clause.
    pub density: f64,
    /// Share of nouns that name a person, thing, place, time or measure.
    pub concrete: f64,
}

impl Features {
    /// The LiNT-II score, 0 (easy) to 100 (hard).
    pub fn score(&self) -> f64 {
        let ease = -4.21 + 17.28 * self.frequency - 1.62 * self.distance - 2.54 * self.density
            + 16.0 * self.concrete;
        (100.0 - ease).clamp(0.0, 100.0)
    }
}

/// A sentence and what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Words, numbers and addresses too.
    pub words: usize,
    /// Score; None for a sentence without words that say something. A single sentence is far less sure than a text.
    pub score: Option<f64>,
    /// What it is made of.
    pub features: Features,
}

/// What was found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Score of the text; None when it has no words that say something.
    pub score: Option<f64>,
    /// What the score is made of.
    pub features: Features,
    /// The sentences, in order.
    pub sentences: Vec<Sentence>,
    /// What makes it hard, in order of the text.
    pub marks: Vec<Mark>,
    /// All words.
    pub words: usize,
}

impl Report {
    /// Level of the text; level 1 when it has no score.
    pub fn level(&self) -> Level {
        Level::of(self.score.unwrap_or(0.0))
    }
}

/// Counts of one sentence or of a text.
#[derive(Default, Clone, Copy)]
struct Counts {
    frequency: f64,
    frequent: usize,
    distance: f64,
    distances: usize,
    density: f64,
    densities: usize,
    concrete: usize,
    nouns: usize,
}

impl Counts {
    #[expect(clippy::cast_precision_loss, reason = "counts of words, far below 2^52")]
    fn features(&self) -> Features {
        let mean = |sum: f64, count: usize| if count == 0 { 0.0 } else { sum / count as f64 };
        Features {
            frequency: mean(self.frequency, self.frequent),
            distance: mean(self.distance, self.distances),
            density: mean(self.density, self.densities),
            concrete: mean(self.concrete as f64, self.nouns),
        }
    }

    fn add(&mut self, other: &Self) {
        self.frequency += other.frequency;
        self.frequent += other.frequent;
        self.distance += other.distance;
        self.distances += other.distances;
        self.density += other.density;
        self.densities += other.densities;
        self.concrete += other.concrete;
        self.nouns += other.nouns;
    }
}

/// Reads a text with what comes with the crate.
///
/// ```
/// let report = language::readability::read("U krijgt uw paspoort over vijf dagen. U haalt het zelf op.");
/// assert_eq!(report.level().number(), 1);
/// ```
pub fn read(text: &str) -> Report {
    read_with(text, None)
}

/// Reads a text with the word data of LiNT-II, for the best estimate.
pub fn read_with(text: &str, data: Option<&WordData>) -> Report {
    let mut report = Report {
        score: None,
        features: Features::default(),
        sentences: Vec::new(),
        marks: Vec::new(),
        words: 0,
    };
    let mut total = Counts::default();
    let mut reader = marks::Reader::default();
    for range in sentences(text) {
        let sentence = text.get(range.clone()).unwrap_or("");
        let words = tag::tag(sentence, range.start, data);
        let counts = count(&words, data);
        let features = counts.features();
        total.add(&counts);
        reader.sentence(text, &range, &words, report.sentences.len());
        report.words += words.len();
        report.sentences.push(Sentence {
            range,
            words: words.len(),
            score: (counts.frequent > 0).then(|| features.score()),
            features,
        });
    }
    report.features = total.features();
    report.score = (total.frequent > 0).then(|| report.features.score());
    report.marks = reader.finish(text, report.sentences.len(), report.words);
    report
}

#[expect(clippy::cast_precision_loss, reason = "counts of words, far below 2^52")]
fn count(words: &[Word<'_>], data: Option<&WordData>) -> Counts {
    let mut counts = Counts::default();
    let mut content = 0_usize;
    let mut clauses = 0_usize;
    for word in words {
        clauses += usize::from(word.is_finite());
        if !word.is_content() {
            continue;
        }
        content += 1;
        if word.tag == Tag::Name {
            counts.nouns += 1;
            counts.concrete += 1;
            continue;
        }
        if let Some(frequency) = data::frequency(&word.folded, word.tag == Tag::Noun, data) {
            counts.frequency += frequency;
            counts.frequent += 1;
        }
        if word.tag == Tag::Noun
            && let Some(class) = data::class(&word.folded, data)
        {
            counts.nouns += 1;
            counts.concrete += usize::from(class == Class::Concrete);
        }
    }
    if words.len() > 1 {
        counts.distance = (DISTANCE_BASE + DISTANCE_PER_WORD * words.len() as f64).max(0.0);
        counts.distances = 1;
    }
    if clauses > 0 {
        counts.density = content as f64 / clauses as f64;
        counts.densities = 1;
    }
    counts
}

/// Whether a verb form is one.
fn is_verb(word: &Word<'_>, form: Form) -> bool {
    word.tag == Tag::Verb(form)
}

#[cfg(test)]
mod fit;
#[cfg(test)]
mod tests;
