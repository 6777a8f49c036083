// SPDX-License-Identifier: EUPL-1.2
//! Reading the word lists that come with the crate (`data/`): one word per space, `#` begins a remark.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use kernel::text::fold;

/// Lines that are no remark.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// All words of a plain list.
pub(crate) fn words(text: &'static str) -> HashSet<&'static str> {
    lines(text).flat_map(|line| line.split(' ')).filter(|w| !w.is_empty()).collect()
}

/// Lines of the form `kind: word word`, as pairs.
pub(crate) fn kinds(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(text)
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(kind, rest)| rest.split(' ').filter(|w| !w.is_empty()).map(move |word| (kind, word)))
}

/// Abbreviations with their full stop.
pub(crate) static ABBREVIATIONS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../data/afkortingen.txt")));

/// Words without a subject.
pub(crate) static STOP_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("../data/stopwoorden.txt")));

/// Forms whose base stemming does not find.
pub(crate) static LEMMAS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| lines(include_str!("../data/lemmas.txt")).filter_map(|l| l.split_once(' ')).collect());

/// Occurrences on the Zipf scale times a hundred, by folded word.
pub(crate) static FREQUENCIES: LazyLock<HashMap<Cow<'static, str>, u16>> = LazyLock::new(|| {
    let mut all = HashMap::with_capacity(43_000);
    for line in lines(include_str!("../data/frequenties.txt")) {
        let mut words = line.split(' ');
        let Some(zipf) = words.next().and_then(|n| n.parse().ok()) else { continue };
        for word in words {
            let folded = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(fold(word)) };
            all.entry(folded).or_insert(zipf);
        }
    }
    all
});

/// How nouns, adjectives and verbs write the stem before a vowel: `huiz` of huis, `mak` of maak, `bakk` of bak.
pub(crate) fn before_vowel(word: &str) -> Vec<String> {
    let bytes = word.as_bytes();
    let is_vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let at = |back: usize| {
        bytes.len().checked_sub(back).and_then(|place| bytes.get(place)).copied().unwrap_or(b' ')
    };
    let (last, before, third) = (at(1), at(2), at(3));
    let mut forms = Vec::with_capacity(2);
    if word.is_ascii() && !is_vowel(last) && before == third && matches!(before, b'a' | b'e' | b'o' | b'u') {
        forms.push(format!("{}{}", &word[..word.len() - 2], char::from(last)));
    } else if word.is_ascii() && !is_vowel(last) && is_vowel(before) && !is_vowel(third) {
        forms.push(format!("{word}{}", char::from(last)));
        forms.push(word.to_owned());
    } else {
        forms.push(word.to_owned());
    }
    let voiced: Vec<String> = forms
        .iter()
        .filter_map(|form| {
            let (rest, last) = form.split_at_checked(form.len().checked_sub(1)?)?;
            match last {
                "f" => Some(format!("{rest}v")),
                "s" => Some(format!("{rest}z")),
                _ => None,
            }
        })
        .collect();
    forms.extend(voiced);
    forms
}

/// Forms a plural may have. Some that do not exist are among them; they do no harm when reading.
pub(crate) fn plurals(noun: &str) -> Vec<String> {
    let mut forms = vec![format!("{noun}s"), format!("{noun}'s")];
    if noun.ends_with('e') {
        forms.push(format!("{noun}n"));
    } else if let Some(stem) = noun.strip_suffix("heid") {
        forms.push(format!("{stem}heden"));
    } else {
        forms.extend(before_vowel(noun).into_iter().map(|stem| format!("{stem}en")));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_among_the_forms() {
        for (one, more) in [
            ("huis", "huizen"),
            ("brief", "brieven"),
            ("bak", "bakken"),
            ("maat", "maten"),
            ("vergunning", "vergunningen"),
            ("gemeente", "gemeenten"),
            ("mogelijkheid", "mogelijkheden"),
            ("auto", "auto's"),
            ("tafel", "tafels"),
            ("é", "é's"),
            ("", "s"),
        ] {
            assert!(plurals(one).contains(&more.to_owned()), "{one}: {:?}", plurals(one));
        }
    }

    #[test]
    fn every_list_can_be_read() {
        assert!(ABBREVIATIONS.contains("i.v.m."));
        assert!(STOP_WORDS.contains("de"));
        assert_eq!(LEMMAS.get("steden"), Some(&"stad"));
        assert!(FREQUENCIES.len() > 40_000);
        assert!(FREQUENCIES["paspoort"] > FREQUENCIES["vouw"]);
    }
}
