// SPDX-License-Identifier: EUPL-1.2
//! Small work on free text: folding for search and sorting, titles, and finding a BSN that should not be there.

mod digits;
mod find_bsn;
mod surroundings;
mod title;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

pub use find_bsn::{BSN_REMOVED, find_bsn, without_bsn};
pub use title::{TITLE_MAX, title_of};

/// The form in which texts are compared, sorted and looked up: lower case, without accents (NFKD), typographic marks
/// as their plain ones, one space between words. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let mut folded = Folded { text: String::with_capacity(text.len()), gap: false };
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            // Mark by mark is enough: what decomposing would put in another order is left out.
            decompose_compatible(c, |part| {
                for lower in part.to_lowercase() {
                    // Lower case may bring new marks, as of the Turkish İ.
                    decompose_compatible(lower, |plain| folded.push(plain));
                }
            });
        }
    }
    folded.text
}

/// A folded text in the making.
struct Folded {
    text: String,
    /// White space since the last mark.
    gap: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            self.gap = true;
        } else if !is_combining_mark(c) && !is_invisible(c) {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.gap = false;
            push_plain(&mut self.text, c);
        }
    }
}

/// Letters and marks that do not decompose and yet are typed as others.
fn push_plain(folded: &mut String, c: char) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'ł' => folded.push('l'),
        'đ' | 'ð' => folded.push('d'),
        'ı' => folded.push('i'),
        '\u{2018}'..='\u{201b}' | '`' | '´' => folded.push('\''),
        '\u{201c}'..='\u{201f}' | '«' | '»' => folded.push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
        c => folded.push(c),
    }
}

/// Marks without width, which are pasted along unseen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Words between first name and surname that give no initial.
const TUSSENVOEGSELS: [&str; 15] =
    ["van", "de", "der", "den", "het", "'t", "ten", "ter", "te", "op", "in", "el", "al", "von", "du"];

/// A name as it stands in a list: folded, with the small words before it at its end ("Van der Waard Ties" becomes
/// "waard ties van der"), so that it is found by the surname with and without them.
pub fn sort_name(naam: &str) -> String {
    let gevouwen = fold(naam);
    let words: Vec<&str> = gevouwen.split(' ').collect();
    let small = words.iter().take_while(|w| TUSSENVOEGSELS.contains(w)).count();
    if small == words.len() {
        return gevouwen;
    }
    let (before, name) = words.split_at(small);
    [name, before].concat().join(" ")
}

/// The same for what somebody typed: without the small words before it.
pub fn search_name(getypt: &str) -> String {
    let gevouwen = fold(getypt);
    let words: Vec<&str> = gevouwen.split(' ').collect();
    let small = words.iter().take_while(|w| TUSSENVOEGSELS.contains(w)).count();
    if small == words.len() { gevouwen } else { words[small..].join(" ") }
}

/// One or two capitals for a name: the first word's and the last word's.
pub fn initials(naam: &str) -> String {
    let mut words = naam
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter(|w| !TUSSENVOEGSELS.contains(&fold(w).as_str()))
        .filter_map(|w| w.chars().find(|c| c.is_alphabetic()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// Words: runs that hold at least one letter or digit.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        assert_eq!(fold("  Café  ’s-Gravenhage\n"), "cafe 's-gravenhage");
        assert_eq!(fold("ĲSSELSTEIN"), "ijsselstein");
        assert_eq!(fold("Łukasz Øvergård Strauß İpek"), "lukasz overgard strauss ipek");
        assert_eq!(fold("Київ"), fold("КИЇВ"));
        assert_eq!(fold("\u{feff}a\u{200b}b"), "ab");
    }

    #[test]
    fn initials_skip_the_small_words() {
        for (naam, expected) in [
            ("Fatima el Amrani", "FA"),
            ("Jan van der Berg-Smit", "JS"),
            ("Cher", "C"),
            ("", ""),
            ("de", ""),
            ("‘t Hart", "H"),
        ] {
            assert_eq!(initials(naam), expected, "{naam}");
        }
    }

    #[test]
    fn a_surname_is_found_with_and_without_its_small_words() {
        assert_eq!(sort_name("Van der Waard Ties"), "waard ties van der");
        for getypt in ["van der Waard", "Waard", "der waard"] {
            assert!(sort_name("van der Waard Ties").starts_with(&search_name(getypt)), "{getypt}");
        }
        assert_eq!(sort_name("Bakker Ans"), "bakker ans");
        assert_eq!(search_name("de"), "de");
        assert_eq!(sort_name(""), "");
    }

    #[test]
    fn words_are_what_has_letters_or_digits() {
        assert_eq!(count_words("Mijn paspoort - kwijt! 2 keer ..."), 5);
        assert_eq!(count_words(" "), 0);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn nothing_panics_on_any_text(text in ".*") {
            let _ = (fold(&text), initials(&text), count_words(&text));
        }
    }
}
