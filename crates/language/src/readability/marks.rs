// SPDX-License-Identifier: EUPL-1.2
//! What makes a sentence hard, so that the writer can mend it.

use std::collections::HashSet;
use std::ops::Range;

use super::{Form, Tag, is_verb, jargon, passive, tag::Word};
use crate::{verbs, words::Small};

/// What is the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MarkKind {
    /// More than 15 words (hint) or 20 words (warning).
    LongSentence,
    /// worden or zijn with a participle.
    Passive,
    /// More than six words between parts that belong together.
    Tangconstructie,
    /// A verb made into a noun: "de beoordeling van", "het aanvragen van".
    Nominalisation,
    /// A word of the list of hard words.
    Jargon,
    /// Letters that nothing explains.
    Abbreviation,
    /// The text speaks to nobody.
    NoAddress,
}

impl MarkKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::LongSentence,
        Self::Passive,
        Self::Tangconstructie,
        Self::Nominalisation,
        Self::Jargon,
        Self::Abbreviation,
        Self::NoAddress,
    ];

    /// Its name on a screen.
    pub fn naam(self) -> &'static str {
        match self {
            Self::LongSentence => "lange zin",
            Self::Passive => "lijdende vorm",
            Self::Tangconstructie => "tangconstructie",
            Self::Nominalisation => "naamwoordstijl",
            Self::Jargon => "moeilijk woord",
            Self::Abbreviation => "afkorting",
            Self::NoAddress => "geen aanspreekvorm",
        }
    }

    /// What to do about it, to an employee.
    pub fn advies(self) -> &'static str {
        match self {
            Self::LongSentence => "Maak er twee zinnen van.",
            Self::Passive => "Schrijf wie het doet: ‘wij sturen’, niet ‘wordt gestuurd’.",
            Self::Tangconstructie => "Zet bij elkaar wat bij elkaar hoort.",
            Self::Nominalisation => "Maak er een werkwoord van: ‘beoordelen’, niet ‘de beoordeling van’.",
            Self::Jargon => "Kies een gewoon woord.",
            Self::Abbreviation => "Schrijf de woorden één keer uit.",
            Self::NoAddress => "Spreek de lezer aan met ‘u’.",
        }
    }
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// May well stay: a short passive that says all the reader wants to know.
    Hint,
    /// Better mended.
    Warning,
}

/// A place that is hard to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What is the matter.
    pub kind: MarkKind,
    /// How much it matters.
    pub severity: Severity,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Place of its sentence in [`super::Report::sentences`]; 0 for the whole text.
    pub sentence: usize,
    /// Plain words to put in its place, for a hard word.
    pub alternatives: &'static [&'static str],
}

/// Longest sentences without a hint and without a warning, in words.
const HINT_LENGTH: usize = 15;
const LONGEST: usize = 20;
/// Longest sentence whose passive without agent is only a hint, in words.
const SHORT_PASSIVE: usize = 8;
/// Most words between the two ends of a verb.
const TANG: usize = 6;
/// Fewest sentences and words of a text that should speak to somebody.
const SPEAKS: (usize, usize) = (3, 30);

/// Goes through a text, sentence by sentence.
#[derive(Default)]
pub(super) struct Reader {
    marks: Vec<Mark>,
    explained: HashSet<String>,
    addresses: bool,
}

impl Reader {
    pub(super) fn sentence(&mut self, text: &str, range: &Range<usize>, words: &[Word<'_>], number: usize) {
        let first = self.marks.len();
        if words.len() > HINT_LENGTH {
            let severity = if words.len() > LONGEST { Severity::Warning } else { Severity::Hint };
            self.push(MarkKind::LongSentence, severity, range.clone(), number);
        }
        for found in passive::find(words) {
            let severity =
                if found.agent || words.len() > SHORT_PASSIVE { Severity::Warning } else { Severity::Hint };
            self.push(MarkKind::Passive, severity, span(words, found.from, found.to), number);
        }
        for (from, to) in tangs(words) {
            self.push(MarkKind::Tangconstructie, Severity::Warning, span(words, from, to), number);
        }
        for (from, to) in nominalisations(words) {
            self.push(MarkKind::Nominalisation, Severity::Warning, span(words, from, to), number);
        }
        self.jargon(words, number);
        self.abbreviations(text, words, number);
        self.addresses |= words.iter().any(|w| {
            matches!(w.folded.as_str(), "u" | "uw" | "uzelf" | "je" | "jij" | "jou" | "jouw" | "jullie")
        }) || is_command(words);
        self.marks.get_mut(first..).unwrap_or(&mut []).sort_by_key(|m| (m.range.start, m.kind));
    }

    pub(super) fn finish(mut self, text: &str, sentences: usize, words: usize) -> Vec<Mark> {
        if !self.addresses && sentences >= SPEAKS.0 && words >= SPEAKS.1 {
            self.push(MarkKind::NoAddress, Severity::Hint, 0..text.len(), 0);
        }
        self.marks
    }

    fn push(&mut self, kind: MarkKind, severity: Severity, range: Range<usize>, sentence: usize) {
        self.marks.push(Mark { kind, severity, range, sentence, alternatives: &[] });
    }

    fn jargon(&mut self, words: &[Word<'_>], number: usize) {
        let mut place = 0;
        while place < words.len() {
            match jargon::at(words, place) {
                Some((count, alternatives)) if words[place].tag != Tag::Name || count > 1 => {
                    self.marks.push(Mark {
                        kind: MarkKind::Jargon,
                        severity: Severity::Warning,
                        range: span(words, place, place + count - 1),
                        sentence: number,
                        alternatives,
                    });
                    place += count;
                }
                _ => place += 1,
            }
        }
    }

    /// Marks letters at their first use, unless the text explains them there: "(WMO)" or "WMO (wet ...)".
    fn abbreviations(&mut self, text: &str, words: &[Word<'_>], number: usize) {
        for (place, word) in words.iter().enumerate() {
            if !is_letters(word.raw) || self.explained.contains(word.raw) {
                continue;
            }
            self.explained.insert(word.raw.to_owned());
            let open = text.get(..word.range.start).is_some_and(|t| t.ends_with('('));
            let opens = text.get(word.range.end..).is_some_and(|t| t.starts_with(" ("));
            // A line in capitals is a heading.
            let shouting = [place.wrapping_sub(1), place + 1].iter().any(|n| {
                words.get(*n).is_some_and(|w| w.raw.len() > 3 && w.raw.chars().all(char::is_uppercase))
            });
            if !open && !opens && !shouting {
                self.push(MarkKind::Abbreviation, Severity::Hint, word.range.clone(), number);
            }
        }
    }
}

/// Bytes from one word to another.
fn span(words: &[Word<'_>], from: usize, to: usize) -> Range<usize> {
    let start = words.get(from).map_or(0, |w| w.range.start);
    start..words.get(to).map_or(start, |w| w.range.end)
}

/// Letters everybody knows.
const KNOWN_LETTERS: [&str; 22] = [
    "NL", "EU", "PDF", "TV", "PC", "ID", "OK", "SMS", "GGD", "ANWB", "NS", "DNA", "EHBO", "WC", "GPS", "USB",
    "CV", "VS", "II", "III", "IV", "BV",
];

/// Two to six capitals.
fn is_letters(raw: &str) -> bool {
    (2..=6).contains(&raw.len())
        && raw.bytes().all(|b| b.is_ascii_uppercase())
        && !KNOWN_LETTERS.contains(&raw)
}

/// "Bel ons", "Neem mee": a verb at the start, without subject.
fn is_command(words: &[Word<'_>]) -> bool {
    let [first, second, ..] = words else { return false };
    first.is_finite()
        && matches!(first.tag, Tag::Verb(_))
        && !first.folded.ends_with('t')
        && !second.is_small(Small::Pronoun)
}

/// Where the two ends of a verb, or a noun and its article, stand too far apart.
fn tangs(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let end = match words[place].tag {
            Tag::Help(Form::Finite) => bracket(words, place),
            Tag::Small(Small::Determiner) if is_article(&words[place].folded) => wedge(words, place),
            _ => None,
        };
        match end {
            Some(end) => {
                found.push((place, end));
                place = end;
            }
            None => place += 1,
        }
    }
    found.extend(inserted(words));
    found
}

/// The last verb that goes with the helping verb here, when it stands too far away.
fn bracket(words: &[Word<'_>], place: usize) -> Option<usize> {
    let mut last = None;
    for (n, word) in words.iter().enumerate().skip(place + 1) {
        if word.is_small(Small::That) || word.is_finite() || (word.after_mark && n > place + 1) {
            break;
        }
        let is_end = is_verb(word, Form::Participle)
            || (is_verb(word, Form::Infinitive)
                && !matches!(words[n - 1].tag, Tag::Small(Small::Determiner)))
            || matches!(word.tag, Tag::Help(Form::Infinitive | Form::Participle));
        if is_end && words[n - 1].folded != "te" {
            last = Some(n);
            break;
        }
    }
    last.filter(|n| n - place - 1 > TANG)
}

fn is_article(word: &str) -> bool {
    matches!(word, "de" | "het" | "een" | "deze" | "die" | "dit")
}

/// The noun of an article that a preposition follows: "de in de basisregistratie opgenomen gegevens".
fn wedge(words: &[Word<'_>], place: usize) -> Option<usize> {
    let next = words.get(place + 1)?;
    if !next.is_small(Small::Preposition)
        || next.after_mark
        || matches!(words[place].folded.as_str(), "die" | "dit" | "het")
    {
        return None;
    }
    let participle = words.iter().enumerate().skip(place + 2).take(8).find(|(_, w)| w.is_participle())?.0;
    let noun = words.iter().enumerate().skip(participle + 1).take(2).find(|(_, w)| w.tag == Tag::Noun)?.0;
    (noun - place > 3).then_some(noun)
}

/// A clause of more than six words between the subject and its verb: "De commissie die ..., heeft".
fn inserted(words: &[Word<'_>]) -> Option<(usize, usize)> {
    let relative = words.iter().take(12).position(|w| {
        matches!(
            w.folded.as_str(),
            "die" | "dat" | "wat" | "waarvan" | "waarin" | "waarbij" | "waarvoor" | "wiens"
        )
    })?;
    let head = relative.checked_sub(1)?;
    if !matches!(words[head].tag, Tag::Noun | Tag::Name) || words.iter().take(relative).any(Word::is_finite) {
        return None;
    }
    let mut finite = words.iter().enumerate().skip(relative + 1).filter(|(_, w)| w.is_finite());
    let (verb, _) = finite.find(|(n, w)| w.after_mark && *n > relative + 1)?;
    (verb - head - 1 > TANG).then_some((head, verb))
}

/// Nouns in -ing and the like that name a thing more than a deed.
const THINGS: [&str; 48] = [
    "woning",
    "rekening",
    "regeling",
    "vergunning",
    "vergadering",
    "tekening",
    "leerling",
    "kleding",
    "omgeving",
    "opening",
    "afdeling",
    "verdieping",
    "koning",
    "ketting",
    "vereniging",
    "mening",
    "verklaring",
    "belasting",
    "uitkering",
    "opleiding",
    "instelling",
    "organisatie",
    "informatie",
    "situatie",
    "locatie",
    "relatie",
    "generatie",
    "installatie",
    "documentatie",
    "administratie",
    "stichting",
    "inrichting",
    "richting",
    "verzekering",
    "vestiging",
    "ervaring",
    "oefening",
    "rekeningen",
    "woningen",
    "vergunningen",
    "stelling",
    "ring",
    "ding",
    "lening",
    "nationaliteit",
    "zitting",
    "bevolking",
    "begroting",
];

/// Verbs made into nouns, with what they are done to: "de beoordeling van", "het beoordelen van".
fn nominalisations(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        let followed = |within: usize| {
            words.iter().skip(n + 1).take(within).position(|w| w.folded == "van").map(|p| n + 1 + p)
        };
        let before = n.checked_sub(1).and_then(|p| words.get(p));
        let is_verb_too = word.folded.ends_with("en")
            && (matches!(word.tag, Tag::Verb(Form::Infinitive | Form::Finite))
                || (word.tag == Tag::Noun && verbs::forms(&word.folded).is_some_and(|f| f.infinitive)));
        if word.tag == Tag::Noun && is_deed(&word.folded) {
            if let Some(to) = followed(1).filter(|_| before.is_some_and(leads)) {
                found.push((n, to));
            }
        } else if is_verb_too {
            let het = before.is_some_and(|w| w.folded == "het")
                || (n >= 2
                    && words[n - 2].folded == "het"
                    && before.is_some_and(|w| w.tag == Tag::Adjective));
            if let Some(to) = followed(1).filter(|_| het) {
                found.push((n, to));
            }
        }
    }
    found
}

/// An article, adjective or preposition before the noun.
fn leads(word: &Word<'_>) -> bool {
    matches!(
        word.tag,
        Tag::Small(Small::Determiner | Small::Preposition) | Tag::Adjective | Tag::Verb(Form::Participle)
    )
}

/// Whether a noun names a deed.
fn is_deed(word: &str) -> bool {
    let ends =
        ["ing", "ingen", "atie", "aties", "name", "sering", "uctie"].iter().any(|end| word.ends_with(end));
    ends && word.len() >= 6
        && !THINGS.iter().any(|thing| word == *thing || (thing.len() >= 6 && word.ends_with(thing)))
}
