// SPDX-License-Identifier: EUPL-1.2
//! Names of persons: by what stands before them (`mevrouw`, `mijn naam is`, `Groet,`), by initials, and by lists.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use kernel::text::fold;

use crate::{
    lists::kinds,
    split::{WordKind, words},
};

/// What the lists know of a word.
#[derive(Clone, Copy, Default)]
struct Known {
    first: bool,
    last: bool,
    /// Also an ordinary word.
    word: bool,
}

static NAMES: LazyLock<HashMap<&str, Known>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Known> = HashMap::new();
    for (kind, word) in kinds(include_str!("../../data/voornamen.txt")) {
        let known = all.entry(word).or_default();
        known.first = true;
        known.word |= kind == "woord";
    }
    for (kind, word) in kinds(include_str!("../../data/achternamen.txt")) {
        let known = all.entry(word).or_default();
        known.last = true;
        known.word |= kind == "woord" && !known.first;
    }
    all
});

/// Small words inside a name, folded.
const SMALL: [&str; 23] = [
    "van", "de", "der", "den", "het", "'t", "t", "ten", "ter", "te", "op", "el", "al", "von", "du", "da",
    "dos", "la", "le", "bin", "ben", "ibn", "'s",
];

/// Words right before a name, folded, with or without a full stop.
const TITLES: [&str; 24] = [
    "dhr", "de heer", "heer", "meneer", "mijnheer", "mevr", "mevrouw", "mw", "mej", "juffrouw", "fam",
    "familie", "drs", "dr", "mr", "ir", "ing", "prof", "ds", "zuster", "oom", "tante", "weduwe", "wed",
];

/// Words that announce a name, folded; a name in small letters counts too.
const STRONG: [&str; 12] = [
    "mijn naam is",
    "naam is",
    "naam:",
    "ik heet",
    "heet",
    "voornaam:",
    "achternaam:",
    "roepnaam:",
    "genaamd",
    "naam van",
    "ondergetekende",
    "getekend",
];

/// Words that may announce a name: one in capitals counts.
const WEAK: [&str; 34] = [
    "groet",
    "groeten",
    "groetjes",
    "beste",
    "geachte",
    "hallo",
    "hoi",
    "dag",
    "hi",
    "ha",
    "lieve",
    "namens",
    "met",
    "is",
    "zoon",
    "dochter",
    "man",
    "vrouw",
    "moeder",
    "vader",
    "broer",
    "zus",
    "buurman",
    "buurvrouw",
    "vriend",
    "vriendin",
    "partner",
    "contactpersoon",
    "collega",
    "door",
    "aan",
    "aanvrager",
    "bewoner",
    "eigenaar",
];

/// Capitalised words that are no name.
const NO_NAME: [&str; 60] = [
    "gemeente",
    "college",
    "burgemeester",
    "wethouder",
    "heer",
    "mevrouw",
    "meneer",
    "heren",
    "dames",
    "medewerker",
    "medewerkers",
    "team",
    "collega",
    "collega's",
    "redactie",
    "lezer",
    "bewoner",
    "bewoners",
    "inwoner",
    "inwoners",
    "allen",
    "allemaal",
    "mensen",
    "nederland",
    "nederlandse",
    "ik",
    "u",
    "uw",
    "wij",
    "mijn",
    "het",
    "een",
    "de",
    "bij",
    "voor",
    "dank",
    "bedankt",
    "met",
    "vriendelijke",
    "graag",
    "zou",
    "kunt",
    "kan",
    "afdeling",
    "balie",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "sir",
    "madam",
    "meldpunt",
    "klantenservice",
    "bezwaar",
    "leges",
    "goedemorgen",
    "goedemiddag",
];

struct Word<'t> {
    range: Range<usize>,
    raw: &'t str,
    folded: String,
    capital: bool,
    known: Known,
}

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let all: Vec<Word<'_>> = words(text)
        .into_iter()
        .filter(|(_, kind)| *kind == WordKind::Word)
        .map(|(range, _)| {
            let raw = text.get(range.clone()).unwrap_or("");
            let folded = fold(raw);
            let known = NAMES.get(folded.as_str()).copied().unwrap_or_default();
            Word { range, raw, folded, capital: raw.chars().next().is_some_and(char::is_uppercase), known }
        })
        .collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < all.len() {
        match name_at(text, &all, place) {
            Some(end) if end > place => {
                if let (Some(first), Some(last)) = (all.get(place), all.get(end - 1)) {
                    found.push(first.range.start..last.range.end);
                }
                place = end;
            }
            _ => place += 1,
        }
    }
    found
}

/// The place after the last word of the name that begins here.
fn name_at(text: &str, all: &[Word<'_>], place: usize) -> Option<usize> {
    let word = all.get(place)?;
    if NO_NAME.contains(&word.folded.as_str()) {
        return None;
    }
    let before = fold(super::before(text, word.range.start, 32));
    let end = run(text, all, place);
    if end > place && all.get(end - 1).is_some_and(|w| is_place(&w.folded)) {
        return None;
    }
    let cue = Cue::of(&before, super::before(text, word.range.start, 8));
    let first_surname =
        all.get(place..end)?.iter().position(|w| w.capital && !is_initials(w.raw)).map(|p| p + place);
    if cue == Cue::Strong {
        return (end > place && first_surname.is_some())
            .then_some(end)
            .or_else(|| small_letters(text, all, place));
    }
    let surname = all.get(first_surname?)?;
    if NO_NAME.contains(&surname.folded.as_str()) {
        return None;
    }
    let has_initials = is_initials(word.raw);
    let is_known = all.get(place..end)?.iter().any(|w| w.capital && (w.known.first || w.known.last));
    let several = end - place > 1;
    let by_lists =
        word.capital && word.known.first && (!word.known.word || (several && all.get(end - 1)?.known.last))
            || (several && word.capital && word.known.first && !starts_sentence(&before));
    let fits = match cue {
        Cue::Title => true,
        Cue::Closing => surname.capital && (is_known || several || has_initials || end - place == 1),
        Cue::Weak => word.capital && (is_known || has_initials),
        Cue::Strong | Cue::None => false,
    };
    (fits || by_lists || (has_initials && several && surname.raw.chars().count() >= 3 && surname.capital))
        .then_some(end)
}

/// Streets, schools and halls that carry a name: `Jan Steenstraat`, `Roos van Dekama-zaal`.
fn is_place(folded: &str) -> bool {
    [
        "straat",
        "laan",
        "weg",
        "plein",
        "gracht",
        "kade",
        "singel",
        "park",
        "school",
        "zaal",
        "brug",
        "tunnel",
        "plantsoen",
    ]
    .iter()
    .any(|end| folded.strip_suffix(end).is_some_and(|rest| rest.len() >= 3))
}

/// What stands before a word.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Cue {
    Strong,
    Title,
    /// The line after a greeting.
    Closing,
    Weak,
    None,
}

impl Cue {
    fn of(before: &str, raw: &str) -> Self {
        let bare = before.trim_end_matches([' ', '.']);
        let ends = |cue: &str, text: &str| {
            text.strip_suffix(cue)
                .is_some_and(|rest| rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
        };
        if STRONG.iter().any(|cue| ends(cue, before.trim_end())) {
            return Self::Strong;
        }
        if TITLES.iter().any(|cue| ends(cue, bare)) {
            return Self::Title;
        }
        let open = before.trim_end_matches([' ', ',', '.', '!', ':']);
        if raw.contains('\n')
            && ["groet", "groeten", "groetjes", "mvg", "hoogachtend", "alvast bedankt", "dank"]
                .iter()
                .any(|cue| ends(cue, open))
        {
            return Self::Closing;
        }
        if WEAK.iter().any(|cue| ends(cue, open)) {
            return Self::Weak;
        }
        Self::None
    }
}

fn starts_sentence(before: &str) -> bool {
    before.trim_end().chars().next_back().is_none_or(|c| matches!(c, '.' | '!' | '?' | ':'))
}

/// `J`, `J.P`, `J.P.M`.
fn is_initials(raw: &str) -> bool {
    !raw.is_empty()
        && raw
            .split('.')
            .all(|part| part.chars().count() <= 2 && part.chars().next().is_none_or(char::is_uppercase))
        && raw.chars().next().is_some_and(char::is_uppercase)
        && (raw.contains('.') || raw.chars().count() == 1)
}

/// The place after the words that can be one name: initials, first names, small words, surnames.
fn run(text: &str, all: &[Word<'_>], place: usize) -> usize {
    let mut end = place;
    let mut last_solid = place;
    while let (Some(word), true) = (all.get(end), end - place < 7) {
        if end > place {
            let gap = all.get(end - 1).and_then(|w| text.get(w.range.end..word.range.start)).unwrap_or("");
            if !matches!(gap, " " | ". " | "." | " '" | "  " | "-" | ". '") {
                break;
            }
            let after_initial = all.get(end - 1).is_some_and(|w| is_initials(w.raw));
            if gap.starts_with('.') && !after_initial {
                break;
            }
        }
        let is_small = SMALL.contains(&word.folded.as_str());
        let is_solid = word.capital && !NO_NAME.contains(&word.folded.as_str());
        if is_solid {
            last_solid = end + 1;
        } else if !is_small
            || end == place
                && !matches!(word.folded.as_str(), "van" | "de" | "der" | "den" | "el" | "ten" | "ter" | "te")
        {
            break;
        }
        end += 1;
    }
    last_solid
}

/// A name in small letters behind a strong cue: one or two words, or more with small words inside.
fn small_letters(text: &str, all: &[Word<'_>], place: usize) -> Option<usize> {
    let first = all.get(place)?;
    if first.folded.len() < 2
        || ["niet", "al", "bekend", "ook", "nu", "toen", "anders", "dat", "wat", "te"]
            .contains(&first.folded.as_str())
    {
        return None;
    }
    let mut end = place + 1;
    while let Some(word) = all.get(end) {
        let gap = all.get(end - 1).and_then(|w| text.get(w.range.end..word.range.start)).unwrap_or("");
        let is_name =
            word.known.last || word.known.first || word.capital || SMALL.contains(&word.folded.as_str());
        if gap != " " || !is_name || end - place >= 5 {
            break;
        }
        end += 1;
    }
    while end > place + 1 && all.get(end - 1).is_some_and(|w| SMALL.contains(&w.folded.as_str())) {
        end -= 1;
    }
    Some(end)
}
