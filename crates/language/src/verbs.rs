// SPDX-License-Identifier: EUPL-1.2
//! Dutch verbs: which forms of which verb a word can be.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{lists::lines, nouns};

/// What a form of a verb can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one word can be each of these at once")]
pub(crate) struct Forms {
    /// Only finite: `maakt`, `maakte`.
    pub(crate) finite: bool,
    /// Infinitive or plural: `maken`.
    pub(crate) infinitive: bool,
    /// Past participle: `gemaakt`.
    pub(crate) participle: bool,
    /// Makes its perfect with zijn, and so no passive: `gekomen`.
    pub(crate) moves: bool,
}

struct Entry {
    forms: Forms,
    infinitive: &'static str,
}

/// First parts that come loose: `aan` in aanvragen, vraagt aan.
const SEPARABLE: [&str; 48] = [
    "aan", "achterna", "achter", "af", "bekend", "bij", "binnen", "bloot", "boven", "buiten", "deel",
    "dicht", "door", "goed", "groot", "in", "klaar", "kwijt", "langs", "leeg", "los", "mee", "mede", "na",
    "neer", "om", "omhoog", "onder", "op", "open", "over", "plaats", "samen", "schoon", "stop", "tegen",
    "terecht", "terug", "thuis", "toe", "uit", "vast", "vol", "voor", "voort", "vrij", "weg", "weer",
];

static VERBS: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for line in lines(include_str!("../data/werkwoorden.txt")) {
        let (moves, rest) = line.strip_prefix("> ").map_or((false, line), |rest| (true, rest));
        let parts: Vec<&'static str> = rest.split(' ').collect();
        // Four words of which the third is a past plural: a verb with its forms. Else a list of regular verbs.
        match parts.as_slice() {
            [infinitive, one, more, participle] if *one == "=" || !is_list(one) => {
                add(&mut all, infinitive, Some([*one, *more, *participle]), moves);
            }
            list => list.iter().for_each(|infinitive| add(&mut all, infinitive, None, moves)),
        }
    }
    all
});

/// Whether the second word of a line is an infinitive too.
fn is_list(second: &str) -> bool {
    second.ends_with("en") && second.len() > 4
}

fn add(
    all: &mut HashMap<String, Entry>,
    infinitive: &'static str,
    strong: Option<[&'static str; 3]>,
    moves: bool,
) {
    let mut put = |form: String, set: fn(&mut Forms)| {
        let entry = all.entry(form).or_insert(Entry { forms: Forms::default(), infinitive });
        set(&mut entry.forms);
        entry.forms.moves |= moves;
    };
    put(infinitive.to_owned(), |f| f.infinitive = true);
    let stems = present_stems(infinitive);
    for stem in &stems {
        put(stem.clone(), |f| f.finite = true);
        if !stem.ends_with('t') {
            put(format!("{stem}t"), |f| f.finite = true);
        }
    }
    let strong = strong.unwrap_or(["="; 3]);
    let ending = if takes_t(infinitive) { "t" } else { "d" };
    match strong {
        ["=", ..] => {
            for stem in &stems {
                for past in [format!("{stem}{ending}e"), format!("{stem}{ending}en")] {
                    put(past, |f| f.finite = true);
                }
            }
        }
        [one, more, _] => {
            put(one.to_owned(), |f| f.finite = true);
            if more != infinitive {
                put(more.to_owned(), |f| f.finite = true);
            }
        }
    }
    match strong[2] {
        "=" => {
            for stem in &stems {
                let last = if stem.ends_with(['d', 't']) { "" } else { ending };
                let first = if has_fixed_prefix(infinitive) { "" } else { "ge" };
                put(format!("{first}{stem}{last}"), |f| f.participle = true);
            }
        }
        participle => put(participle.to_owned(), |f| f.participle = true),
    }
}

/// `maak` of maken, `bel` of bellen, `geloof` of geloven. Where sound decides (`open` of openen), both ways.
fn present_stems(infinitive: &str) -> Vec<String> {
    let is_short = ["zien", "doen"].iter().any(|end| infinitive.ends_with(end));
    let Some(base) = infinitive.strip_suffix("en").filter(|_| !is_short) else {
        // gaan, zien, doen
        let base = infinitive.strip_suffix('n').unwrap_or(infinitive);
        let mut letters = base.chars().rev();
        let is_doubled = letters.next() == letters.next();
        let mut stems = vec![base.to_owned()];
        if is_doubled {
            stems.insert(0, base[..base.len() - 1].to_owned());
        }
        return stems;
    };
    let bytes = base.as_bytes();
    let at = |back: usize| {
        bytes.len().checked_sub(back).and_then(|place| bytes.get(place)).copied().unwrap_or(b' ')
    };
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let (last, before, third) = (at(1), at(2), at(3));
    let mut stems = Vec::with_capacity(2);
    if !base.is_ascii() {
        stems.push(base.to_owned());
    } else if last == before && !is_vowel(last) {
        stems.push(base[..base.len() - 1].to_owned());
    } else if !is_vowel(last) && matches!(before, b'a' | b'e' | b'o' | b'u') && !is_vowel(third) {
        let (head, tail) = base.split_at(base.len() - 1);
        stems.push(format!("{head}{}{tail}", char::from(before)));
        stems.push(base.to_owned());
        if is_unstressed(base) {
            stems.reverse();
        }
    } else {
        stems.push(base.to_owned());
    }
    for stem in &mut stems {
        let hard = match stem.chars().last() {
            Some('v') => 'f',
            Some('z') => 's',
            _ => continue,
        };
        stem.pop();
        stem.push(hard);
    }
    stems
}

/// Whether the last syllable of a stem has a dull e, which is never doubled: `regel`, `open`, `weiger`.
fn is_unstressed(base: &str) -> bool {
    const DULL_ER: [&str; 13] = [
        "beter", "nder", "nner", "uister", "ader", "order", "zeker", "eiger", "lder", "lever", "apper",
        "offer", "ijder",
    ];
    if base.ends_with("er") {
        return DULL_ER.iter().any(|end| base.ends_with(end));
    }
    let bare = ["be", "ge", "ver", "ont", "her"].iter().find_map(|p| base.strip_prefix(p)).unwrap_or(base);
    (base.ends_with("el") || base.ends_with("en"))
        && !base.ends_with("ordel")
        && !base.ends_with("eel")
        && !base.ends_with("edel")
        && bare.get(..bare.len().saturating_sub(2)).unwrap_or("").contains(['a', 'e', 'i', 'o', 'u'])
}

/// Whether the past of a regular verb has a t: its stem ends in a sound of 't kofschip.
fn takes_t(infinitive: &str) -> bool {
    let base = infinitive.strip_suffix("en").unwrap_or(infinitive);
    base.ends_with(['t', 'k', 'f', 's', 'p', 'x']) || base.ends_with("ch")
}

/// Whether the verb begins with a part that keeps `ge` out of its participle.
fn has_fixed_prefix(infinitive: &str) -> bool {
    if matches!(infinitive, "genereren" | "bekendmaken") {
        return false;
    }
    ["be", "ge", "ver", "ont", "her", "er", "over", "onder", "mis", "weer", "vol"].iter().any(|prefix| {
        infinitive.strip_prefix(prefix).is_some_and(|rest| {
            let mut letters = rest.chars();
            let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
            let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
            rest.len() >= 4 && (vowel(second) || !matches!(first, 'l' | 'r' | 'n')) && first != second
        })
    })
}

/// The verb a word is a form of, with the loose part before it.
fn find(word: &str) -> Option<(&'static str, &'static Entry)> {
    if let Some(entry) = VERBS.get(word) {
        return Some(("", entry));
    }
    SEPARABLE.iter().find_map(|part| {
        let rest = word.strip_prefix(part)?;
        (rest.len() >= 3).then(|| VERBS.get(rest)).flatten().map(|entry| (*part, entry))
    })
}

/// What forms a folded word can be; None when it is no verb we know.
pub(crate) fn forms(word: &str) -> Option<Forms> {
    find(word).map(|(part, entry)| {
        let mut forms = entry.forms;
        // aanmaak is a noun: with the loose part before it, only clauses with the verb at the end have it.
        if !part.is_empty() && !word.ends_with('t') && forms.finite && !forms.infinitive && !forms.participle
        {
            forms.finite = word.ends_with("te") || word.ends_with("de") || word.ends_with("en");
        }
        forms
    })
}

/// Nouns that look like a participle.
const LOOK_ALIKES: [&str; 30] = [
    "geld", "geluid", "gebied", "geduld", "gelid", "geweld", "gezicht", "gerecht", "gewicht", "gedicht",
    "gebod", "gezond", "bekend", "bereid", "beleid", "beeld", "verstand", "verband", "verdriet", "overheid",
    "bestand", "gebit", "herfst", "gemeent", "bewust", "verkeerd", "gewest", "gevecht", "geheid", "verte",
];

/// Whether an unknown word has the shape of a past participle: `geagendeerd`, `uitgefaseerd`, `versnipperd`.
pub(crate) fn looks_like_participle(word: &str) -> bool {
    if !word.ends_with(['d', 't']) || word.len() < 6 || word.ends_with("heid") || LOOK_ALIKES.contains(&word)
    {
        return false;
    }
    let has_ge = |rest: &str| rest.strip_prefix("ge").is_some_and(|stem| stem.len() >= 4);
    has_ge(word)
        || SEPARABLE.iter().any(|part| word.strip_prefix(part).is_some_and(has_ge))
        || (word.len() >= 8 && ["be", "ver", "ont", "her"].iter().any(|p| word.starts_with(p)))
}

/// The stem of the verb a folded word is a form of: `aanvraag` of aangevraagd, `schrijf` of schreef. None for nouns
/// and for words that are no verb.
pub(crate) fn stem_of(word: &str) -> Option<String> {
    if word.len() < 4 || nouns::is_known(word) {
        return None;
    }
    let (part, entry) = find(word)?;
    let stem = present_stems(entry.infinitive).into_iter().next()?;
    Some(format!("{part}{stem}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_are_known() {
        for finite in [
            "maakt",
            "maakte",
            "belden",
            "schreef",
            "betaalt",
            "gelooft",
            "reist",
            "gaat",
            "ziet",
            "aanvraagt",
        ] {
            assert!(forms(finite).is_some_and(|f| f.finite), "{finite}");
        }
        for participle in [
            "gemaakt",
            "betaald",
            "aangevraagd",
            "ingeschreven",
            "verlengd",
            "gecontroleerd",
            "geopend",
            "gereisd",
            "onderzocht",
            "vastgesteld",
            "gebruikt",
            "gebeld",
            "toegekend",
            "besloten",
            "verstuurd",
            "geregeld",
        ] {
            assert!(forms(participle).is_some_and(|f| f.participle), "{participle}");
        }
        assert!(forms("aanvragen").is_some_and(|f| f.infinitive));
        assert!(forms("gekomen").is_some_and(|f| f.moves));
        assert!(forms("tafel").is_none());
    }

    #[test]
    fn unknown_participles_are_told_by_their_shape() {
        for word in ["geagendeerd", "uitgefaseerd", "versnipperd", "bestempeld"] {
            assert!(looks_like_participle(word), "{word}");
        }
        for word in ["geld", "gemeente", "verstand", "overheid", "geweld", "paspoort"] {
            assert!(!looks_like_participle(word), "{word}");
        }
    }
}
