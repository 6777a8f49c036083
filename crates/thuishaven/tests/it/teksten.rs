// SPDX-License-Identifier: EUPL-1.2
//! The words: varied, never empty, plain to residents, and without a number that could be somebody's.

use std::collections::BTreeSet;

use thuishaven::{Life, StepKind};

use crate::support::{LIVES, percent};

/// Words that residents never read (glossary, sections 1 and 7).
const NOOIT: [&str; 33] = [
    "betreffende",
    "indienen",
    "middels",
    "beschikking",
    "in behandeling nemen",
    "aangaande",
    "u dient",
    "derhalve",
    "conform",
    "retourneren",
    "verstrekken",
    "termijn",
    "termijnen",
    "woonachtig",
    "legitimatiebewijs",
    "leges",
    "voorziening",
    "hemelwater",
    "in het kader van",
    "ter zake",
    "abusievelijk",
    "ontvankelijk",
    "belofte",
    "eigenaar",
    "klantcontact",
    "overdracht",
    "bak",
    "zaak",
    "intake",
    "triage",
    "verzoek",
    "doorsturen",
    "doorzetten",
];

/// Everything of a life that the resident reads.
fn to_resident<'l>(life: &'l Life<'_>) -> Vec<&'l str> {
    let mut texts = Vec::new();
    for step in &life.steps {
        match &step.kind {
            StepKind::Answered { text, no, mistake, .. } => {
                texts.push(text.as_str());
                if let Some(n) = no {
                    texts.extend([&n.reden, &n.alternatief, &n.wie_vragen, &n.bezwaar].map(String::as_str));
                }
                if let Some(m) = mistake {
                    texts.extend([m.fout.as_str(), m.herstel.as_str()]);
                }
            }
            StepKind::AskedResident { text, .. } => texts.push(text),
            StepKind::PromiseExtended { reason, .. } => texts.push(reason),
            _ => {}
        }
    }
    texts
}

/// Every other text of a life.
fn other<'l>(life: &'l Life<'_>) -> Vec<&'l str> {
    let mut texts = vec![life.tekst.as_str(), life.titel.as_str()];
    for step in &life.steps {
        match &step.kind {
            StepKind::Noted { text, .. }
            | StepKind::AnsweredByResident { text, .. }
            | StepKind::Withdrawn { text }
            | StepKind::Solved { yes: false, text }
            | StepKind::PutBack { reason: text, .. }
            | StepKind::Declined { reason: text, .. }
            | StepKind::Offered { note: text, .. } => texts.push(text),
            _ => {}
        }
    }
    texts
}

/// Whether this text has this word, as a whole word.
fn has_word(folded: &str, word: &str) -> bool {
    folded.match_indices(word).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        edge(folded[..at].chars().next_back()) && edge(folded[at + word.len()..].chars().next())
    })
}

#[test]
fn no_text_is_empty_or_has_a_blank_left_open() {
    for life in LIVES.iter() {
        for text in other(life).into_iter().chain(to_resident(life)) {
            assert!(text.chars().any(char::is_alphanumeric), "{life:?}");
            assert!(!text.contains(['{', '}', '|']) && !text.contains("  "), "{text:?}");
            assert!(!text.starts_with([' ', ',', '\n']), "{text:?}");
        }
        assert!(life.titel.chars().count() <= 80, "{}", life.titel);
    }
}

#[test]
fn sixty_thousand_questions_are_hardly_ever_the_same() {
    let distinct: BTreeSet<&str> = LIVES.iter().map(|l| l.tekst.as_str()).collect();
    let share = percent(distinct.len(), LIVES.len());
    assert!(share > 60.0, "{share:.1}% distinct");
    let answers: BTreeSet<&str> = LIVES.iter().flat_map(to_resident).collect();
    assert!(answers.len() > 20_000, "{}", answers.len());
}

#[test]
fn residents_read_no_jargon_and_short_sentences() {
    let texts: BTreeSet<&str> = LIVES.iter().flat_map(to_resident).collect();
    let (mut words, mut sentences) = (0, 0);
    for text in &texts {
        let folded = kernel::text::fold(text);
        for word in NOOIT {
            let woo = word == "verzoek" && folded.contains("woo-verzoek");
            assert!(woo || !has_word(&folded, word), "{word:?} in {text:?}");
        }
        for sentence in text.split(['.', '?', '!']).filter(|s| kernel::text::count_words(s) > 1) {
            let n = kernel::text::count_words(sentence);
            assert!(n <= 24, "{n} words: {sentence:?}");
            words += n;
            sentences += 1;
        }
    }
    let mean = percent(words, sentences) / 100.0;
    assert!(mean <= 15.0, "{mean:.1} words a sentence");
}

#[test]
fn no_text_holds_a_number_that_could_be_a_real_bsn() {
    for life in LIVES.iter() {
        for text in other(life).into_iter().chain(to_resident(life)) {
            for found in kernel::text::find_bsn(text) {
                assert!(text[found].starts_with("999"), "{text:?}");
            }
        }
    }
}

#[test]
fn every_topic_is_asked_in_at_least_a_hundred_ways() {
    for o in &crate::support::TOWN.onderwerpen {
        let ways: BTreeSet<&str> =
            LIVES.iter().filter(|l| l.onderwerp == o.id).map(|l| l.tekst.as_str()).collect();
        assert!(ways.len() >= 100, "{}: {}", o.id, ways.len());
    }
}
