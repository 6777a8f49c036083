// SPDX-License-Identifier: EUPL-1.2
//! What can still be read of a mail that could not be read: enough for a person to see who wrote and what
//! about, and to make a question of it.

use super::{
    charset,
    limits::{MAX_BYTES, MAX_TEXT_BYTES},
    message::{InboundMail, Unparseable},
    parse, text,
};

/// A mail is cut in half this often before we give up on its structure: 36 MiB comes down to a few bytes.
const HALVES: usize = 24;

/// What was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Rescued {
    /// As much as could be read. The sender may be missing.
    pub mail: InboundMail,
    /// All of it was read. When not, the attachments are left out: the original has them.
    pub whole: bool,
}

/// Reads what can be read. Never fails: at worst it gives the bytes as text.
///
/// What breaks a limit breaks it somewhere down in the mail; headers and text come first. So the mail is cut
/// in half until the beginning can be read.
pub fn rescue(raw: &[u8]) -> Rescued {
    let mut part = &raw[..raw.len().min(MAX_BYTES)];
    let mut whole = part.len() == raw.len();
    for _ in 0..HALVES {
        match parse(part) {
            Ok(mut mail) => {
                if !whole {
                    mail.attachments.clear();
                }
                return Rescued { mail, whole };
            }
            Err(Unparseable::Empty | Unparseable::NotMail) => break,
            Err(_) => {
                part = &part[..part.len() / 2];
                whole = false;
            }
        }
    }
    let plain = text::clean(&charset::decode(&raw[..raw.len().min(MAX_TEXT_BYTES)], None));
    Rescued { mail: InboundMail { text: plain, ..InboundMail::default() }, whole: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::limits::{MAX_ATTACHMENTS, MAX_DEPTH, MAX_HEADER_LINES, MAX_PARTS};

    const HEAD: &str = "From: Jan <jan@x.nl>\r\nSubject: Mijn aanvraag\r\nMIME-Version: 1.0\r\n";

    fn parts(count: usize, disposition: &str) -> String {
        let part = format!("--g\r\nContent-Type: text/plain\r\n{disposition}\r\nDeel\r\n").repeat(count);
        format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=g\r\n\r\n--g\r\n\r\nGoedemiddag\r\n{part}--g--\r\n"
        )
    }

    fn nested(depth: usize) -> String {
        let mut mail = format!("{HEAD}Content-Type: multipart/mixed; boundary=g0\r\n\r\n");
        for n in 0..depth {
            mail += &format!(
                "--g{n}\r\n\r\nGoedemiddag {n}\r\n--g{n}\r\nContent-Type: multipart/mixed; boundary=g{}\r\n\r\n",
                n + 1
            );
        }
        mail
    }

    #[test]
    fn of_a_mail_beyond_a_limit_the_sender_the_subject_and_the_beginning_are_saved() {
        let lines = format!("{HEAD}{}\r\nGoedemiddag\r\n", "X-Spam: ja\r\n".repeat(MAX_HEADER_LINES + 5));
        let file = "Content-Disposition: attachment; filename=a.txt\r\n";
        for raw in
            [parts(MAX_PARTS + 5, ""), parts(MAX_ATTACHMENTS + 5, file), nested(MAX_DEPTH + 5), lines.clone()]
        {
            assert!(parse(raw.as_bytes()).is_err());
            let saved = rescue(raw.as_bytes());
            assert_eq!(saved.mail.sender().unwrap().email, "jan@x.nl");
            assert_eq!(saved.mail.subject, "Mijn aanvraag");
            assert!(raw == lines || saved.mail.text.starts_with("Goedemiddag"), "{:?}", saved.mail.text);
            assert!(!saved.whole && saved.mail.attachments.is_empty());
        }
    }

    #[test]
    fn of_a_mail_that_is_too_large_the_beginning_is_saved() {
        let raw = format!("{HEAD}\r\nGoedemiddag\r\n{}", "x".repeat(MAX_BYTES));
        let saved = rescue(raw.as_bytes());
        assert!(!saved.whole && saved.mail.text.starts_with("Goedemiddag"));
        assert_eq!(saved.mail.subject, "Mijn aanvraag");
    }

    #[test]
    fn what_is_no_mail_is_shown_as_text_and_a_good_mail_is_whole() {
        let saved = rescue(b"Deze mail kon niet worden opgehaald.\r\n");
        assert_eq!(saved.mail.text.trim(), "Deze mail kon niet worden opgehaald.");
        assert_eq!(saved.mail.sender(), None);
        assert_eq!(rescue(b"").mail.text, "");
        assert!(rescue(format!("{HEAD}\r\nDag").as_bytes()).whole);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_rescued_without_harm(raw in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = rescue(&raw);
        }
    }
}
