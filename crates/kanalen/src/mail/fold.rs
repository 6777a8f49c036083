// SPDX-License-Identifier: EUPL-1.2
//! Splits what was written now from the history quoted below (or above) it. Nothing is thrown away:
//! the two ranges together are the whole text, and where it is unclear everything counts as new.

use std::ops::Range;

/// Where in a text the new part and the quoted history stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fold {
    /// What was written now.
    pub newest: Range<usize>,
    /// Earlier mails, to be shown folded.
    pub quoted: Option<Range<usize>>,
}

impl Fold {
    /// The new part, without white space around it.
    pub fn newest<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.newest.clone()).unwrap_or(text).trim()
    }

    /// The history.
    pub fn quoted<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(self.quoted.clone()?).map(str::trim)
    }
}

/// Splits a readable text.
pub fn split(text: &str) -> Fold {
    let lines = lines(text);
    let everything = Fold { newest: 0..text.len(), quoted: None };
    let start = lines.iter().enumerate().position(|(n, _)| starts_history(&lines[n..]));
    match start {
        // Nothing new above the history: answers stand below or between it.
        Some(first) if lines[..first].iter().all(Line::is_blank) => {
            below(text, &lines[first..]).unwrap_or(everything)
        }
        Some(first) if answered_between(&lines[first..]) => everything,
        Some(first) => {
            let at = lines[first].start;
            Fold { newest: 0..at, quoted: Some(at..text.len()) }
        }
        None => everything,
    }
}

#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

impl Line<'_> {
    fn is_quoted(&self) -> bool {
        self.text.starts_with('>')
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let this = Line { text: line.trim(), start, end: start + line.len() };
            start = this.end;
            this
        })
        .collect()
}

/// Whether the first of these lines begins a quoted mail.
fn starts_history(lines: &[Line<'_>]) -> bool {
    let Some(first) = lines.first() else { return false };
    let next = |n: usize| lines.get(n).map_or("", |l| l.text);
    first.is_quoted()
        || separator(first.text)
        || attribution(first.text)
        // The attribution was wrapped over two or three lines.
        || (opens_attribution(first.text)
            && (attribution(&format!("{} {}", first.text, next(1)))
                || attribution(&format!("{} {} {}", first.text, next(1), next(2)))))
        || header_block(lines)
}

/// Lines that mail programs put above what they quote.
fn separator(line: &str) -> bool {
    let words = line.trim_matches(['-', '_', '=', '*', ' ']).to_lowercase();
    let marked = line.starts_with("--") || line.starts_with("__") || line.starts_with("==");
    let known = [
        "original message",
        "oorspronkelijk bericht",
        "origineel bericht",
        "oorspronkelijke bericht",
        "forwarded message",
        "doorgestuurd bericht",
        "begin doorgestuurd bericht",
        "ursprüngliche nachricht",
        "message d'origine",
        "reply message",
        "beantwoord bericht",
    ];
    marked && known.contains(&words.as_str())
}

/// `Op di 3 nov. 2026 om 12:00 schreef Jan <jan@x.nl>:` and its sisters.
fn attribution(line: &str) -> bool {
    if line.len() > 400 || !line.ends_with(':') {
        return false;
    }
    let low = line.to_lowercase();
    let says = [" wrote", " schreef", " schrieb", " a écrit", " escribió", " ha scritto", "написал"];
    let dated = low.chars().any(|c| c.is_ascii_digit());
    dated && says.iter().any(|s| low.contains(s)) && (opens_attribution(&low) || low.contains('@'))
}

fn opens_attribution(line: &str) -> bool {
    let low = line.to_lowercase();
    ["on ", "op ", "am ", "le ", "el ", "il "].iter().any(|w| low.starts_with(w))
        || low.starts_with(|c: char| c.is_ascii_digit())
}

/// The block of `Van: Verzonden: Aan: Onderwerp:` that Outlook puts above what it quotes; also after a
/// line of underscores.
fn header_block(lines: &[Line<'_>]) -> bool {
    let mut lines = lines.iter().map(|l| l.text);
    let Some(mut first) = lines.next() else { return false };
    if first.len() > 9 && first.chars().all(|c| c == '_') {
        first = match lines.find(|l| !l.is_empty()) {
            Some(line) => line,
            None => return false,
        };
    }
    label(first).is_some_and(|l| l == Label::From)
        && lines.filter(|l| !l.is_empty()).take(6).filter(|l| label(l).is_some()).count() >= 2
}

#[derive(PartialEq)]
enum Label {
    From,
    Other,
}

fn label(line: &str) -> Option<Label> {
    let word = line.split(':').next()?.trim_matches(['*', ' ']).to_lowercase();
    if word.len() == line.len() {
        return None;
    }
    match word.as_str() {
        "van" | "from" | "von" | "de" => Some(Label::From),
        "verzonden" | "datum" | "aan" | "onderwerp" | "cc" | "sent" | "date" | "to" | "subject"
        | "gesendet" | "an" | "betreff" | "envoyé" | "à" | "objet" | "verstuurd" => Some(Label::Other),
        _ => None,
    }
}

/// Whether somebody wrote between the quoted lines: then folding would hide an answer.
fn answered_between(history: &[Line<'_>]) -> bool {
    if !history.iter().any(Line::is_quoted) {
        return false;
    }
    let marked = history.iter().position(Line::is_quoted).unwrap_or(0);
    let own: Vec<&Line<'_>> = history[marked..].iter().filter(|l| !l.is_quoted() && !l.is_blank()).collect();
    let after_signature = own.iter().take_while(|l| l.text != "--").count();
    own[..after_signature].iter().any(|l| l.text.len() > 1)
}

/// The answer stands below the quotation: fold the quotation when there is exactly one.
fn below(text: &str, history: &[Line<'_>]) -> Option<Fold> {
    let last = history.iter().rposition(Line::is_quoted)?;
    let answer = &history[last + 1..];
    let between =
        history[..last].iter().skip_while(|l| !l.is_quoted()).any(|l| !l.is_quoted() && !l.is_blank());
    if between || answer.iter().all(Line::is_blank) {
        return None;
    }
    let at = history[last].end;
    Some(Fold { newest: at..text.len(), quoted: Some(0..at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn newest(text: &str) -> &str {
        split(text).newest(text)
    }

    #[test]
    fn the_answer_above_the_history_is_what_counts() {
        for history in [
            "Op di 3 nov. 2026 om 12:00 schreef Gemeente <post@x.nl>:\n> Beste\n> Jan",
            "Op 3 november 2026 om 12:00 uur schreef Gemeente Thuishaven\n<post@thuishaven.nl>:\n\n> Beste",
            "On Apr 3, 2012, at 4:19 PM, bob wrote:\n\n> Hi",
            "-----Oorspronkelijk bericht-----\nVan: x\n",
            "________________________________\nVan: Gemeente\nVerzonden: dinsdag\nAan: Jan\nOnderwerp: Re\n\nBeste",
            "*Van:* Gemeente\n*Verzonden:* dinsdag 3 november\n*Aan:* Jan\n\nBeste Jan",
            "> alleen haken",
        ] {
            let text = format!("Dank u, dat helpt.\n\nGroet,\nJan\n\n{history}");
            assert_eq!(newest(&text), "Dank u, dat helpt.\n\nGroet,\nJan", "{history}");
            assert!(split(&text).quoted(&text).is_some());
        }
    }

    #[test]
    fn an_answer_below_the_history_is_found_too() {
        let text = "Op 3 november 2026 schreef Gemeente <p@x.nl>:\n> Beste Jan\n> hoe laat?\n\nOm tien uur.";
        assert_eq!(newest(text), "Om tien uur.");
    }

    #[test]
    fn answers_between_the_lines_are_never_folded_away() {
        let text = "Zie hieronder.\n\nOp 3 nov. schreef u <p@x.nl>:\n> Hoe laat?\nOm tien uur.\n> Waar?\nBij de balie.";
        assert_eq!(newest(text), text);
        let text = "> Hoe laat?\nOm tien uur.\n> Waar?\nBij de balie.";
        assert_eq!(newest(text), text);
    }

    #[test]
    fn ordinary_sentences_are_not_taken_for_history() {
        for text in [
            "Op maandag schreef ik u al over de lamp: die doet het niet.",
            "Van: de buren\nik hoor niets",
            "Ik vroeg op 3 november:\nwaar is mijn paspoort?",
            "-- \nJan",
            "",
        ] {
            assert_eq!(split(text).quoted, None, "{text}");
        }
    }

    #[test]
    fn a_mail_that_is_only_history_is_shown_whole() {
        let text = "Van: Gemeente\nVerzonden: dinsdag\nAan: Jan\nOnderwerp: Re\n\nBeste Jan";
        assert_eq!(newest(text), text);
    }

    proptest::proptest! {
        #[test]
        fn the_two_parts_are_always_the_whole(text in "(>|Op 3 nov schreef x@y:|Van: a|Aan: b|Onderwerp: c|-----Original Message-----|é|x| |\n){0,60}") {
            let fold = split(&text);
            let quoted = fold.quoted.clone().unwrap_or(0..0);
            proptest::prop_assert_eq!(fold.newest.len() + quoted.len(), text.len());
            proptest::prop_assert!(text.get(fold.newest.clone()).is_some());
        }
    }
}
