// SPDX-License-Identifier: EUPL-1.2
//! Makes text from outside fit to store and show: no control characters, one kind of line end, no
//! characters that turn the reading direction of a name around.

use super::limits::MAX_NAME_CHARS;

/// Text of several lines: line ends become `\n`, control characters other than tab disappear, and so
/// does white space at the end of lines and of the text.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let from = out.len();
        out.extend(line.chars().filter(|c| *c == '\t' || !(c.is_control() || *c == '\u{feff}')));
        // A trailing space is kept only where it means something: the signature mark "-- ".
        let kept = out[from..].trim_end().len();
        let mark = if &out[from..] == "-- " { 3 } else { kept };
        out.truncate(from + mark);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    let lead = out.len() - out.trim_start_matches('\n').len();
    out.drain(..lead);
    out
}

/// Text of one line, for a subject or a name: white space becomes one space, at most
/// [`MAX_NAME_CHARS`] characters.
pub fn line(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !turns_direction(*c)));
    }
    if let Some((at, _)) = out.char_indices().nth(MAX_NAME_CHARS) {
        out.truncate(at);
    }
    out
}

/// A file name without folders and without characters that file systems or readers stumble over.
/// Empty when nothing is left.
pub fn file_name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let safe: String = last.chars().filter(|c| !"<>:\"|?*".contains(*c)).collect();
    line(&safe).trim_matches(['.', ' ']).to_owned()
}

/// At most `max` bytes of `text`, cut between characters. Tells whether it was cut.
pub fn cut(text: &str, max: usize) -> (&str, bool) {
    if text.len() <= max {
        return (text, false);
    }
    let end = (0..=max).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    (&text[..end], true)
}

/// Invisible characters that reverse the order in which a name is shown (`gpj.exe` for `exe.jpg`).
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_and_foreign_line_ends_disappear_and_the_words_stay() {
        assert_eq!(
            clean("\r\nDag\0 wereld \r\n\r\n\ttwee\u{7}\r\n-- \r\nJan\r\n\r\n"),
            "Dag wereld\n\n\ttwee\n-- \nJan"
        );
    }

    #[test]
    fn a_name_cannot_hide_its_real_ending() {
        assert_eq!(line("factuur\u{202e}fdp.exe"), "factuurfdp.exe");
        assert_eq!(file_name("../../etc/pass\"wd"), "passwd");
        assert_eq!(file_name("C:\\foto's\\tuin.jpg"), "tuin.jpg");
        assert_eq!(file_name(" .. "), "");
    }

    #[test]
    fn a_long_subject_is_cut_between_characters() {
        assert_eq!(line(&"é".repeat(999)).chars().count(), MAX_NAME_CHARS);
        assert_eq!(cut("aé", 2), ("a", true));
        assert_eq!(cut("aé", 3), ("aé", false));
    }
}
