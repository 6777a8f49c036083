// SPDX-License-Identifier: EUPL-1.2
//! The words of the topics lead questions to the right team, by the simplest possible scoring.

use thuishaven::{Onderwerp, Woord};

use crate::support::{LIVES, TOWN, near, percent, team};

/// Points of a topic: four for a word that says it by itself, else one. A phrase counts where it stands, a short word
/// when it is the whole word, another when a word begins with it.
fn points(o: &Onderwerp, folded: &str, words: &[&str]) -> u32 {
    let hit = |w: &&Woord| {
        let t = w.tekst.as_str();
        match t.len() {
            _ if t.contains([' ', '-']) => folded.contains(t),
            0..4 => words.contains(&t),
            _ => words.iter().any(|word| word.starts_with(t)),
        }
    };
    o.woorden.iter().filter(hit).map(|w| if w.sterk { 4 } else { 1 }).sum()
}

fn topic(text: &str) -> Option<&'static Onderwerp> {
    let folded = kernel::text::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).collect();
    let mut best: Option<(&Onderwerp, u32)> = None;
    for o in &TOWN.onderwerpen {
        let p = points(o, &folded, &words);
        if p > best.map_or(0, |(_, b)| b) {
            best = Some((o, p));
        }
    }
    best.map(|(o, _)| o)
}

/// Team by the kind that the words tell, else by the topic, else the distribution point.
fn routed(text: &str) -> &'static str {
    let folded = kernel::text::fold(text);
    let kind = TOWN.soorten.iter().find(|s| s.woorden.iter().any(|w| folded.contains(w.as_str())));
    let found = topic(text);
    match (kind, found) {
        (Some(k), Some(o)) if o.soort == k.id => &o.team,
        (Some(k), _) if !k.team.is_empty() => &k.team,
        (_, Some(o)) => &o.team,
        _ => "KCC",
    }
}

#[test]
fn at_least_twenty_of_the_examples_go_to_the_right_team() {
    let wrong: Vec<_> = TOWN
        .voorbeelden
        .iter()
        .filter(|v| routed(&v.tekst) != v.team)
        .map(|v| format!("{}: {} instead of {}", v.id, routed(&v.tekst), v.team))
        .collect();
    assert!(wrong.len() <= 5, "{wrong:#?}");
}

#[test]
fn legal_kinds_and_worries_are_recognised_in_every_example() {
    for id in ["v09", "v15", "v17", "v22", "v24"] {
        let v = TOWN.voorbeelden.iter().find(|v| v.id == id).unwrap();
        let folded = kernel::text::fold(&v.tekst);
        let kind = TOWN.soorten.iter().find(|s| s.woorden.iter().any(|w| folded.contains(w.as_str())));
        assert_eq!(kind.map(|k| k.id), Some(v.soort), "{id}");
        assert_eq!(routed(&v.tekst), v.team, "{id}");
    }
}

#[test]
fn most_questions_of_the_year_would_find_their_team_by_their_words() {
    let written: Vec<_> = LIVES.iter().filter(|l| l.registered_by.is_none()).collect();
    let right = written.iter().filter(|l| routed(&l.tekst) == team(l)).count();
    let share = percent(right, written.len());
    assert!(share > 85.0, "{share:.1}%");
    near("share", share, 92.0, 8.0);
}
