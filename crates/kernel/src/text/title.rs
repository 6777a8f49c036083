// SPDX-License-Identifier: EUPL-1.2
//! The line under which a question stands in a list.

use super::{
    find_bsn::{find_bsn, without_bsn},
    fold,
};

/// Most characters of a title.
pub const TITLE_MAX: usize = 80;

/// Words that end in a full stop without ending the sentence.
const AFKORTINGEN: [&str; 24] = [
    "dhr", "mevr", "mw", "dr", "mr", "ir", "drs", "prof", "nr", "nrs", "tel", "bijv", "bv", "enz", "evt",
    "incl", "excl", "ca", "st", "art", "jl", "m.b.t", "o.a", "i.v.m",
];

/// First words of a greeting that says nothing about the question.
const GROETEN: [&str; 12] = [
    "beste",
    "geachte",
    "hallo",
    "hoi",
    "dag",
    "goedemorgen",
    "goedemiddag",
    "goedenmiddag",
    "goedenavond",
    "goedendag",
    "l.s",
    "hi",
];

/// Longest greeting, in characters: a longer first line says something.
const GROET_MAX: usize = 50;

/// The first sentence of a text in at most [`TITLE_MAX`] characters, without greeting and without BSN. Empty only
/// when the text has nothing to show.
pub fn title_of(text: &str) -> String {
    let clean = without_bsn(text);
    let mut lines = clean.lines().map(tidy).filter(|l| l.chars().any(char::is_alphanumeric));
    let Some(first) = lines.next() else { return String::new() };
    let rest = after_greeting(&first).map_or_else(|| first.clone(), str::to_owned);
    let line = if rest.is_empty() { lines.next().unwrap_or(first) } else { rest };
    let mut title = shorten(first_sentence(&line));
    // What is cut off may have been what kept a number from being a BSN. Ends: every turn leaves fewer digits.
    while !find_bsn(&title).is_empty() {
        title = shorten(&without_bsn(&title));
    }
    title
}

/// One space between words, no control characters.
fn tidy(line: &str) -> String {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}

/// What follows the greeting on its line; None when the line does not begin with one.
fn after_greeting(line: &str) -> Option<&str> {
    let word = line.split([' ', ',', '!']).next()?;
    if !GROETEN.contains(&fold(word.trim_end_matches('.')).as_str()) {
        return None;
    }
    match line.split_once([',', '!']) {
        Some((greeting, rest)) if greeting.chars().count() <= GROET_MAX => Some(rest.trim()),
        None if line.chars().count() <= GROET_MAX && line.split(' ').count() <= 4 => Some(""),
        _ => None,
    }
}

/// Up to and including the mark that ends the first sentence; a final full stop is left out.
fn first_sentence(line: &str) -> &str {
    for (place, mark) in line.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…')) {
        let after = place + mark.len_utf8();
        let (before, rest) = line.split_at(after);
        let ends = rest.is_empty() || rest.starts_with(' ');
        if ends && !(mark == '.' && is_inner_stop(line.get(..place).unwrap_or(""))) {
            return before.trim_end_matches('.');
        }
    }
    line
}

/// Whether a full stop after this text belongs to an abbreviation, an initial or a numbered item.
fn is_inner_stop(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or("");
    word.chars().count() <= 1 || AFKORTINGEN.contains(&fold(word).as_str()) || word.ends_with('.')
}

/// Cuts between words where that leaves at least half, with an ellipsis.
fn shorten(sentence: &str) -> String {
    if sentence.chars().count() <= TITLE_MAX {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(TITLE_MAX - 1).collect();
    let kept = cut
        .rfind(' ')
        .filter(|place| *place * 2 >= cut.len())
        .and_then(|place| cut.get(..place))
        .unwrap_or(&cut);
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '-', '.']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_question_is_known_by_its_first_sentence() {
        for (text, title) in [
            ("Mijn container is niet geleegd. Wanneer komt u?", "Mijn container is niet geleegd"),
            ("Kan ik morgen komen? Ik werk tot 17.00 uur.", "Kan ik morgen komen?"),
            ("Beste gemeente,\n\nDe lamp is stuk.\nGroet", "De lamp is stuk"),
            ("Goedemorgen, ik wil trouwen. Hoe?", "ik wil trouwen"),
            ("Hallo\nik ben mijn paspoort kwijt", "ik ben mijn paspoort kwijt"),
            ("Dag!", "Dag!"),
            (
                "Dhr. J. de Vries belde o.a. over nr. 12. Graag terugbellen.",
                "Dhr. J. de Vries belde o.a. over nr. 12",
            ),
            ("\u{0}  \n  ", ""),
            ("???", ""),
            ("Mijn bsn is 999990019. Wat nu?", "Mijn bsn is [BSN weggehaald]"),
        ] {
            assert_eq!(title_of(text), title, "{text}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let title = title_of(&"Mijn buurman heeft een boom ".repeat(9));
        assert!(title.chars().count() <= TITLE_MAX);
        assert!(
            title.ends_with("een…")
                || title.ends_with("boom…")
                || title.ends_with("buurman…")
                || title.ends_with("heeft…"),
            "{title}"
        );
        let marks = "(".repeat(70);
        let ten_digits = format!("{marks}9999900190");
        assert_eq!(title_of(&ten_digits), ten_digits, "a number of ten digits is no BSN");
        let cut = title_of(&format!("{ten_digits}{marks}"));
        assert_eq!(cut, format!("{marks}[BSN…"), "cut down to nine it would be one");
        assert_eq!(title_of(&"a".repeat(200)).chars().count(), TITLE_MAX);
    }

    proptest! {
        #[test]
        fn a_title_is_short_and_one_line_and_holds_no_bsn(text in "(\\PC|[ .\n]|999990019){0,120}") {
            let title = title_of(&text);
            prop_assert!(title.chars().count() <= TITLE_MAX);
            prop_assert!(!title.chars().any(char::is_control));
            prop_assert!(find_bsn(&title).is_empty());
        }
    }
}
