// SPDX-License-Identifier: EUPL-1.2
//! What kind of word each word of a sentence is, by lists, endings and neighbours. No parser: about nine in ten are right.

use std::ops::Range;

use kernel::text::fold;

use super::data::WordData;
use crate::{
    nouns,
    split::{WordKind, words},
    verbs,
    words::{Small, ends_like_adjective, is_adjective, is_place, small},
};

/// The kind of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Noun.
    Noun,
    /// Name of a person, place or organisation.
    Name,
    /// Verb that carries meaning.
    Verb(Form),
    /// zijn, worden, hebben, zullen, kunnen ...: with another verb or a predicate.
    Help(Form),
    /// Adjective.
    Adjective,
    /// Small word.
    Small(Small),
    /// Number.
    Number,
    /// Address.
    Address,
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Finite,
    Infinitive,
    Participle,
}

/// A word of a sentence.
pub(super) struct Word<'t> {
    pub(super) range: Range<usize>,
    pub(super) raw: &'t str,
    pub(super) folded: String,
    pub(super) tag: Tag,
    /// A comma, bracket or other mark stands before it.
    pub(super) after_mark: bool,
}

impl Word<'_> {
    pub(super) fn is_small(&self, kind: Small) -> bool {
        self.tag == Tag::Small(kind)
    }

    pub(super) fn is_finite(&self) -> bool {
        matches!(self.tag, Tag::Verb(Form::Finite) | Tag::Help(Form::Finite))
    }

    pub(super) fn is_participle(&self) -> bool {
        matches!(self.tag, Tag::Verb(Form::Participle))
    }

    /// Noun, name, adjective or verb with a meaning of its own.
    pub(super) fn is_content(&self) -> bool {
        matches!(self.tag, Tag::Noun | Tag::Name | Tag::Adjective | Tag::Verb(_))
    }
}

/// Forms of the helping verbs. Finite ones, then the others.
const HELP: [&str; 47] = [
    "ben", "bent", "is", "was", "waren", "word", "wordt", "werd", "werden", "heb", "hebt", "heeft", "had",
    "hadden", "zal", "zult", "zullen", "zou", "zouden", "kan", "kun", "kunt", "kon", "konden", "moet",
    "moest", "moesten", "mag", "mocht", "mochten", "wil", "wilt", "wilde", "wilden", "hoef", "hoeft", "zijn",
    "worden", "hebben", "kunnen", "moeten", "mogen", "willen", "hoeven", "geweest", "geworden", "gehad",
];
const BOTH: [&str; 8] = ["zijn", "worden", "hebben", "kunnen", "moeten", "mogen", "willen", "hoeven"];

/// The words of a sentence with their kinds. `offset` is where the sentence begins in the text.
pub(super) fn tag<'t>(sentence: &'t str, offset: usize, data: Option<&WordData>) -> Vec<Word<'t>> {
    let mut all: Vec<Word<'t>> = Vec::new();
    let mut end = 0;
    for (range, kind) in words(sentence) {
        let raw = sentence.get(range.clone()).unwrap_or("");
        let folded = fold(raw);
        let gap = sentence.get(end..range.start).unwrap_or("");
        let after_mark = gap.contains([',', ';', ':', '(', ')', '–', '"', '“', '”']);
        let tag = match kind {
            WordKind::Number => Tag::Number,
            WordKind::Address => Tag::Address,
            WordKind::Word => first_guess(raw, &folded, &all, after_mark, data),
        };
        end = range.end;
        all.push(Word { range: offset + range.start..offset + range.end, raw, folded, tag, after_mark });
    }
    settle_possessives(&mut all);
    settle_finite(&mut all);
    settle_help(&mut all);
    all
}

fn first_guess(
    raw: &str,
    folded: &str,
    before: &[Word<'_>],
    after_mark: bool,
    data: Option<&WordData>,
) -> Tag {
    if HELP.contains(&folded) {
        let form = match folded {
            "geweest" | "geworden" | "gehad" => Form::Participle,
            _ => Form::Finite,
        };
        return Tag::Help(form);
    }
    if let Some(small) = small(folded) {
        return Tag::Small(small);
    }
    if folded.bytes().any(|b| b.is_ascii_digit()) {
        return Tag::Number;
    }
    let is_known_noun = nouns::is_known(folded) || data.is_some_and(|d| d.is_noun(folded));
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let forms = verbs::forms(folded);
    let begins = before.is_empty() || (after_mark && before.iter().all(|w| !w.is_finite()));
    if is_place(folded) || (capital && !before.is_empty() && !(begins && (is_known_noun || forms.is_some())))
    {
        return Tag::Name;
    }
    let wants_noun = wants_noun(before);
    if let Some(forms) = forms {
        let noun_wins = is_known_noun && (wants_noun || !is_verb_place(before, forms));
        if !noun_wins {
            if forms.participle && (!forms.finite || !subject_before(before)) {
                return Tag::Verb(Form::Participle);
            }
            if forms.infinitive {
                return Tag::Verb(Form::Infinitive);
            }
            if forms.finite && !wants_noun {
                return Tag::Verb(Form::Finite);
            }
        }
    }
    if is_adjective(folded) && !(is_known_noun && wants_noun) {
        return Tag::Adjective;
    }
    if is_known_noun {
        return Tag::Noun;
    }
    if ends_like_adjective(folded) {
        return Tag::Adjective;
    }
    if verbs::looks_like_participle(folded) {
        return Tag::Verb(Form::Participle);
    }
    Tag::Noun
}

/// Whether the words before leave room for a noun and for no verb: an article, preposition or numeral, perhaps with an
/// adjective after it.
fn wants_noun(before: &[Word<'_>]) -> bool {
    for word in before.iter().rev().take(4) {
        match word.tag {
            Tag::Small(Small::Determiner | Small::Preposition | Small::Numeral) | Tag::Number => return true,
            Tag::Adjective => {}
            _ => return false,
        }
    }
    false
}

/// Whether a verb can stand here: at the start, or after a subject.
fn is_verb_place(before: &[Word<'_>], forms: verbs::Forms) -> bool {
    let Some(last) = before.last() else { return forms.finite };
    subject_before(before)
        || last.after_mark
        || (forms.infinitive
            && before.iter().any(|w| matches!(w.tag, Tag::Help(Form::Finite)) || w.folded == "te"))
}

/// Whether a pronoun or noun stands right before.
fn subject_before(before: &[Word<'_>]) -> bool {
    before.last().is_some_and(|w| {
        matches!(w.tag, Tag::Small(Small::Pronoun))
            || matches!(w.folded.as_str(), "u" | "ik" | "wie" | "die" | "dat" | "te")
    })
}

/// `zijn` is a verb or a possessive: a possessive before a noun, when the sentence has a finite verb already.
fn settle_possessives(all: &mut [Word<'_>]) {
    for place in 0..all.len() {
        if all[place].folded != "zijn" {
            continue;
        }
        let noun_follows = all.iter().skip(place + 1).take(2).any(|w| w.tag == Tag::Noun)
            && all.get(place + 1).is_some_and(|w| matches!(w.tag, Tag::Noun | Tag::Adjective));
        let preposition =
            place > 0 && all[place - 1].is_small(Small::Preposition) && all[place - 1].folded != "te";
        let verb_before = all.iter().take(place).any(Word::is_finite);
        if preposition
            || (noun_follows
                && verb_before
                && place > 0
                && !matches!(all[place - 1].tag, Tag::Noun | Tag::Name))
        {
            all[place].tag = Tag::Small(Small::Determiner);
        }
    }
}

/// Ends a clause before this word.
fn begins_clause(word: &Word<'_>) -> bool {
    word.after_mark
        || word.is_small(Small::That)
        || (word.is_small(Small::And)
            && matches!(word.folded.as_str(), "en" | "maar" | "want" | "dus" | "of"))
}

/// Settles which of the forms that are infinitive or plural are finite: one per clause that has no other, not after
/// `te`.
fn settle_finite(all: &mut [Word<'_>]) {
    let mut from = 0;
    while from < all.len() {
        let mut to = from + 1;
        while to < all.len() && !begins_clause(&all[to]) {
            to += 1;
        }
        let is_open = |w: &Word<'_>| BOTH.contains(&w.folded.as_str()) && matches!(w.tag, Tag::Help(_));
        let mut has_finite = all[from..to].iter().any(|w| w.is_finite() && !is_open(w));
        for place in from..to {
            let after_te = place > 0 && all[place - 1].folded == "te";
            let after_het = place > 0
                && matches!(all[place - 1].folded.as_str(), "het" | "een" | "van" | "voor" | "door" | "aan");
            if is_open(&all[place]) {
                all[place].tag =
                    Tag::Help(if has_finite || after_te { Form::Infinitive } else { Form::Finite });
                has_finite |= !after_te;
            }
            if all[place].tag == Tag::Verb(Form::Infinitive) && !after_te && !after_het && !has_finite {
                let subject = all[from..to]
                    .iter()
                    .any(|w| matches!(w.folded.as_str(), "wij" | "we" | "zij" | "ze" | "jullie" | "die"))
                    || all[from..to].iter().any(|w| w.tag == Tag::Noun && w.folded.ends_with(['n', 's']))
                    || all[from..place].iter().any(|w| w.tag == Tag::Noun);
                let later = all[place + 1..to].iter().any(is_open);
                if subject && !later {
                    all[place].tag = Tag::Verb(Form::Finite);
                    has_finite = true;
                }
            }
        }
        from = to;
    }
}

/// `heeft` without another verb in its clause carries meaning itself: "U heeft een paspoort".
fn settle_help(all: &mut [Word<'_>]) {
    let has = ["heb", "hebt", "heeft", "had", "hadden", "hebben"];
    for place in 0..all.len() {
        if !has.contains(&all[place].folded.as_str()) {
            continue;
        }
        let clause = |w: &&Word<'_>| !w.after_mark && !w.is_small(Small::That);
        let other = |w: &Word<'_>| {
            matches!(w.tag, Tag::Verb(Form::Participle | Form::Infinitive) | Tag::Help(Form::Participle))
        };
        let after = all.iter().skip(place + 1).take_while(|w| !w.is_small(Small::That)).any(other);
        let before = all[..place].iter().rev().take_while(clause).take(3).any(other);
        if let (false, false, Tag::Help(form)) = (after, before, all[place].tag) {
            all[place].tag = Tag::Verb(form);
        }
    }
}
