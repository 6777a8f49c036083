// SPDX-License-Identifier: EUPL-1.2
//! The words: varied, never empty, plain to residents, and without a number that could be somebody's.

use std::collections::BTreeSet;

use thuishaven::{Life, StepKind};

use crate::support::{LIVES, percent};

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
        assert!(language::never(text).is_empty(), "{:?} in {text:?}", language::never(text));
        let folded = kernel::text::fold(text).replace("woo-verzoek", "");
        assert!(!folded.split(|c: char| !c.is_alphanumeric()).any(|word| word == "verzoek"), "{text:?}");
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

/// Shorter texts say too little for a score.
const SCORED: usize = 25;

/// One in so many answers is scored; all of them take a minute.
const SAMPLE: usize = 25;

#[test]
fn answers_are_at_level_two_or_lower() {
    let texts: BTreeSet<&str> = LIVES.iter().flat_map(to_resident).collect();
    let long = texts.iter().filter(|t| kernel::text::count_words(t) >= SCORED).step_by(SAMPLE);
    let above: Vec<String> = long
        .clone()
        .map(|text| (text, language::readability::read(text)))
        .filter(|(_, report)| report.level() > language::readability::Level::Two)
        .map(|(text, report)| format!("{:?} {text}", report.score))
        .collect();
    println!("{} of {} answers above level 2", above.len(), long.clone().count());
    assert!(long.count() > 100 && above.is_empty(), "{above:#?}");
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
