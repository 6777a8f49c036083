// SPDX-License-Identifier: EUPL-1.2
//! Where sentences and words begin and end in Dutch text.

use std::ops::Range;

use kernel::text::fold;

use crate::lists::ABBREVIATIONS;

/// A line shorter than this that has no mark at its end is a heading, an address line or an item of a list.
const SHORT_LINE: usize = 45;

/// Longest word before a full stop that is looked up, in bytes.
const LONGEST_ABBREVIATION: usize = 24;

/// Byte ranges of the sentences, in order, without the white space around them. Headings, items of a list and lines of
/// an address are sentences of their own.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut line = 0;
    let mut marks = text.char_indices().peekable();
    while let Some((place, mark)) = marks.next() {
        let after = place + mark.len_utf8();
        match mark {
            '\n' => {
                if ends_at_line(
                    text.get(line.max(from)..place).unwrap_or(""),
                    text.get(after..).unwrap_or(""),
                ) {
                    push(text, &mut found, from..place);
                    from = after;
                }
                line = after;
            }
            '.' | '!' | '?' | '…' => {
                let mut end = after;
                while let Some((next, c)) = marks.peek().copied() {
                    if !matches!(
                        c,
                        '.' | '!' | '?' | '…' | '"' | '\'' | ')' | ']' | '\u{2019}' | '\u{201d}' | '»'
                    ) {
                        break;
                    }
                    end = next + c.len_utf8();
                    marks.next();
                }
                let before = text.get(from..place).unwrap_or("");
                if ends_at_mark(
                    mark,
                    before,
                    text.get(after..end).unwrap_or(""),
                    text.get(end..).unwrap_or(""),
                ) {
                    push(text, &mut found, from..end);
                    from = end;
                }
            }
            _ => {}
        }
    }
    push(text, &mut found, from..text.len());
    found
}

fn push(text: &str, found: &mut Vec<Range<usize>>, range: Range<usize>) {
    let part = text.get(range.clone()).unwrap_or("");
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    if part.chars().any(char::is_alphanumeric) {
        found.push(start..end);
    }
}

/// Whether the line break after `line` ends a sentence.
fn ends_at_line(line: &str, rest: &str) -> bool {
    let line = line.trim();
    let next = rest.split('\n').next().unwrap_or("").trim_start();
    let begin = next.chars().next();
    line.is_empty()
        || line.ends_with([':', ';'])
        || begin.is_none_or(|c| matches!(c, '-' | '*' | '•' | '–' | '#' | '|' | '>'))
        || starts_numbered(next)
        || (begin.is_some_and(char::is_uppercase)
            && !line.ends_with(',')
            && line.len() < SHORT_LINE
            && line.chars().count() < SHORT_LINE)
}

/// `1. `, `a) ` or `12) `.
fn starts_numbered(line: &str) -> bool {
    let head: String = line.chars().take(4).collect();
    head.find(['.', ')']).is_some_and(|mark| {
        let (label, rest) = head.split_at(mark);
        let rest = rest.get(1..).unwrap_or("");
        (rest.is_empty() || rest.starts_with(' '))
            && !label.is_empty()
            && (label.chars().all(|c| c.is_ascii_digit()) || (label.len() == 1 && rest.starts_with(' ')))
    })
}

/// Whether the mark after `before`, with the `closing` marks behind it, ends a sentence that `rest` follows.
fn ends_at_mark(mark: char, before: &str, closing: &str, rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let mut following = rest.trim_start().chars();
    let Some(next) = following.find(|c| !matches!(c, '"' | '\'' | '(' | '\u{2018}' | '\u{201c}' | '«'))
    else {
        return true;
    };
    if mark == '!' || mark == '?' {
        return closing.chars().all(|c| matches!(c, '!' | '?' | '.')) || !next.is_lowercase();
    }
    if next.is_lowercase() {
        return false;
    }
    if mark == '…' || closing.starts_with('.') {
        return true;
    }
    let start =
        before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '/')).map_or(0, |p| p + 1);
    let word = before.get(start..).unwrap_or_else(|| before.trim_start());
    if word.len() > LONGEST_ABBREVIATION {
        return true;
    }
    !is_inner_stop(word, before.trim_start().len() == word.len(), next)
}

/// Abbreviations that may end a sentence: what follows with a capital is a new one.
const MAY_END: [&str; 14] = [
    "enz", "etc", "e.d", "e.a", "o.i.d", "jl", "s.v.p", "a.u.b", "e.v", "n.v.t", "c.s", "z.s.m", "ed", "p.p",
];

/// Whether the full stop after `word` belongs to the word.
fn is_inner_stop(word: &str, is_first: bool, next: char) -> bool {
    let folded = fold(word);
    if MAY_END.contains(&folded.as_str()) {
        return !next.is_uppercase();
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (None, _) => return false,
        (Some(c), None) => return c.is_alphabetic() || (c.is_ascii_digit() && is_first),
        _ => {}
    }
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    (is_number && is_first && word.len() <= 3)
        || ABBREVIATIONS.contains(format!("{folded}.").as_str())
        || (word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2 && !part.is_empty()))
}

/// A word and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// Letters, perhaps with digits, hyphens and apostrophes.
    Word,
    /// Digits with their points and commas.
    Number,
    /// A web or mail address.
    Address,
}

/// Byte ranges of the words, in order. Abbreviations keep their inner stops (`i.v.m`), addresses stay whole.
pub fn words(text: &str) -> Vec<(Range<usize>, WordKind)> {
    let mut found = Vec::new();
    let mut from = None;
    for (place, mark) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        if mark.is_whitespace() {
            if let Some(start) = from.take() {
                words_of_run(text.get(start..place).unwrap_or(""), start, &mut found);
            }
        } else {
            from.get_or_insert(place);
        }
    }
    found
}

/// The words of a run without white space.
fn words_of_run(run: &str, offset: usize, found: &mut Vec<(Range<usize>, WordKind)>) {
    let folded_start = run.get(..8.min(run.len())).unwrap_or("");
    let bare = run.trim_matches(|c: char| !c.is_alphanumeric());
    if !bare.is_empty()
        && (bare.contains("://") || folded_start.contains("www.") || bare.find('@').is_some_and(|at| at > 0))
    {
        let start = offset + (run.len() - run.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        found.push((start..start + bare.len(), WordKind::Address));
        return;
    }
    let mut word: Option<(usize, bool)> = None;
    let mut marks = run.char_indices().peekable();
    let mut before = ' ';
    while let Some((place, mark)) = marks.next() {
        let next = marks.peek().map_or(' ', |(_, c)| *c);
        let inside = if mark.is_alphanumeric() || is_mark(mark) {
            true
        } else {
            word.is_some() && joins(mark, before, next, run, place)
        };
        match (inside, word) {
            (true, None) => word = Some((place, mark.is_ascii_digit())),
            (true, Some((start, digits))) => {
                word = Some((start, digits && (mark.is_ascii_digit() || matches!(mark, '.' | ','))));
            }
            (false, Some((start, digits))) => {
                close(start, place, digits, offset, found);
                word = None;
            }
            (false, None) => {}
        }
        before = mark;
    }
    if let Some((start, digits)) = word {
        close(start, run.len(), digits, offset, found);
    }
}

fn close(start: usize, end: usize, digits: bool, offset: usize, found: &mut Vec<(Range<usize>, WordKind)>) {
    let kind = if digits { WordKind::Number } else { WordKind::Word };
    found.push((offset + start..offset + end, kind));
}

/// A combining mark, or one without width.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{64b}'..='\u{65f}')
}

/// Whether a mark between `before` and `next` keeps them one word.
fn joins(mark: char, before: char, next: char, run: &str, place: usize) -> bool {
    match mark {
        '\'' | '\u{2019}' | '-' | '\u{2010}' | '\u{2011}' => next.is_alphanumeric(),
        '.' if before.is_ascii_digit() => next.is_ascii_digit(),
        ',' => before.is_ascii_digit() && next.is_ascii_digit(),
        // i.v.m: single letters or pairs between stops.
        '.' => {
            next.is_alphabetic()
                && run
                    .get(..place)
                    .unwrap_or("")
                    .chars()
                    .rev()
                    .take_while(|c| c.is_alphanumeric())
                    .take(4)
                    .count()
                    <= 3
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    fn split_words(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|(r, _)| &text[r]).collect()
    }

    #[test]
    fn a_full_stop_does_not_always_end_a_sentence() {
        for (text, count) in [
            ("Dhr. J. de Vries belde i.v.m. zijn paspoort. Hij komt om 10.30 uur.", 2),
            ("Zie art. 3 van de wet. Dat geldt ook voor u.", 2),
            ("Neem foto's, bonnen enz. Daarna belt u ons.", 2),
            ("Dat kost ca. 20 euro, d.w.z. bijna niets.", 1),
            ("Op 1 jan. 2027 gaat het in.", 1),
            ("Wat kost dat? Niets! Echt...", 3),
            ("\"Waarom?\" vroeg hij. \"Daarom.\" Toen ging hij.", 3),
            ("Mail naar a.b@c.nl of kijk op www.x.nl. Dank u.", 2),
            ("Het duurt maximaal 8 weken. 3 weken is vaker zo.", 2),
            ("Hij woont op nr. 12 en zij op nr. 14.", 1),
            ("", 0),
            ("... !!! ???", 0),
        ] {
            assert_eq!(split(text).len(), count, "{:?}", split(text));
        }
    }

    #[test]
    fn headings_and_items_stand_by_themselves() {
        assert_eq!(
            split("Uw paspoort\n\nNeem mee:\n- een foto\n- uw oude paspoort\n1. Eerst dit\n2. Dan dat"),
            ["Uw paspoort", "Neem mee:", "- een foto", "- uw oude paspoort", "1. Eerst dit", "2. Dan dat"]
        );
        let wrapped = "Dit is een lange regel in een mail die door het programma is afgebroken in\n\
                       Amsterdam en die daarna gewoon verdergaat.";
        assert_eq!(split(wrapped).len(), 1);
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        assert_eq!(
            split_words("'s Avonds foto's i.v.m. €1.000,50 (e-mail: a@b.nl), https://x.nl/a?b. Einde.Begin"),
            [
                "s",
                "Avonds",
                "foto's",
                "i.v.m",
                "1.000,50",
                "e-mail",
                "a@b.nl",
                "https://x.nl/a?b",
                "Einde",
                "Begin"
            ]
        );
        assert_eq!(split_words("Київ café"), ["Київ", "café"]);
        assert!(split_words("--- @ ...").is_empty());
    }
}
