// SPDX-License-Identifier: EUPL-1.2
//! How common a word is by the list that comes with the crate, compounds by the word they end in, as LiNT-II does.

use crate::lists::FREQUENCIES;

/// Shortest part of a compound, in bytes.
const SHORTEST: usize = 3;
/// Longest compound that is looked at, in bytes: work grows with the square of it.
const LONGEST: usize = 48;
/// Least frequency of the word a compound ends in: what is rarer is more often chance (`-ist`, `-ose`) than a word.
const LEAST: f64 = 2.5;
/// What may stand between two parts.
const LINKS: [&str; 8] = ["", "s", "en", "e", "n", "er", "-", "s-"];

/// log10 of the occurrences of a folded word in a billion words; None for a word that neither itself nor by its last part
/// is on the list.
pub(super) fn listed(word: &str, is_noun: bool) -> Option<f64> {
    let own = known(word);
    let last = if is_noun { head(word).and_then(with_singular) } else { None };
    match (own, last) {
        (Some(own), Some(last)) => Some(own.max(last)),
        (own, last) => own.or(last),
    }
}

fn known(word: &str) -> Option<f64> {
    FREQUENCIES.get(word).map(|zipf| f64::from(*zipf) / 100.0)
}

/// The longest known word that a compound ends in, after another known word: `kaart` of wereldkaart.
fn head(word: &str) -> Option<&str> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    (SHORTEST..word.len().saturating_sub(SHORTEST - 1)).find_map(|place| {
        let (first, last) = word.split_at(place);
        let fits = known(last).is_some_and(|n| n >= LEAST)
            && LINKS.iter().any(|link| {
                first
                    .strip_suffix(link)
                    .is_some_and(|part| part.len() >= SHORTEST && FREQUENCIES.contains_key(part))
            });
        fits.then_some(last)
    })
}

/// The frequency of a word or of its singular, whichever is higher: who knows one knows the other.
fn with_singular(word: &str) -> Option<f64> {
    singulars(word).iter().map(String::as_str).chain([word]).filter_map(known).reduce(f64::max)
}

/// What the singular of a plural may be. Forms that do not exist are among them; the list does not know those.
fn singulars(plural: &str) -> Vec<String> {
    if let Some(stem) = plural.strip_suffix("'s").or_else(|| plural.strip_suffix('s')) {
        return vec![stem.to_owned()];
    }
    if let Some(stem) = plural.strip_suffix("heden") {
        return vec![format!("{stem}heid")];
    }
    let Some(stem) = plural.strip_suffix("en").filter(|stem| stem.len() >= SHORTEST) else {
        return Vec::new();
    };
    let bytes = stem.as_bytes();
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let [.., third, before, last] = *bytes else { return Vec::new() };
    let mut forms = vec![stem.to_owned(), format!("{stem}e")];
    if before == last && !is_vowel(last) {
        // bakken, bak
        forms.push(stem.get(..stem.len() - 1).unwrap_or(stem).to_owned());
    } else if !is_vowel(last) && is_vowel(before) && !is_vowel(third) {
        // bomen, boom
        let short = stem.get(..stem.len() - 1).unwrap_or(stem);
        forms.push(format!("{short}{}{}", char::from(before), char::from(last)));
    }
    let hard: Vec<String> = forms
        .iter()
        .filter_map(|form| {
            let soft = |from, to: &str| form.strip_suffix(from).map(|rest| format!("{rest}{to}"));
            soft('v', "f").or_else(|| soft('z', "s"))
        })
        .collect();
    forms.extend(hard);
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_is_as_common_as_the_word_it_ends_in() {
        for (word, last) in [
            ("wereldkaart", "kaart"),
            ("bestuursorgaan", "orgaan"),
            ("gehaktbal", "bal"),
            ("parkeerkaart", "kaart"),
            ("zonnebloempitten", "pitten"),
        ] {
            assert_eq!(head(word), Some(last), "{word}");
            assert!(listed(word, true) >= with_singular(last), "{word}");
        }
        for word in ["kaart", "xyzzykaart", "", "aaaaaa", "éénkaart"] {
            assert_eq!(head(word), None, "{word}");
        }
        assert_eq!(head(&"kaart".repeat(10_000)), None);
    }

    #[test]
    fn only_nouns_are_taken_apart() {
        assert_eq!(listed("glasdier", false), None);
        assert!(listed("glasdier", true).is_some());
    }

    #[test]
    fn a_plural_knows_its_singular() {
        for (more, one) in [
            ("bakken", "bak"),
            ("bomen", "boom"),
            ("huizen", "huis"),
            ("brieven", "brief"),
            ("kaarten", "kaart"),
            ("ziekten", "ziekte"),
            ("tafels", "tafel"),
            ("auto's", "auto"),
            ("mogelijkheden", "mogelijkheid"),
        ] {
            assert!(singulars(more).contains(&one.to_owned()), "{more}: {:?}", singulars(more));
        }
        for word in ["", "en", "s", "een", "’s", "ééën"] {
            let _ = singulars(word);
        }
    }
}
