// SPDX-License-Identifier: EUPL-1.2
//! When two mails are the same mail.
//!
//! The same bytes are the same mail: [`original`]. The same mail that reached a mailbox by two routes
//! (to the mailbox and to its alias, or in two folders after a rule) differs in what the systems on the
//! way wrote above it: [`content`] looks through that. Two mails with one Message-ID and other content
//! are two mails.

use sha2::{Digest as _, Sha256};

use super::headers;

/// Fields that the writer's own program makes; everything else may be added on the way.
const OWN_FIELDS: [&str; 14] = [
    "message-id",
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "in-reply-to",
    "references",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "mime-version",
];

/// SHA-256 of the bytes: the identity of the stored original.
pub fn original(raw: &[u8]) -> [u8; 32] {
    Sha256::digest(raw).into()
}

/// SHA-256 of what the writer made: own fields and body, whatever the line ends. A mail whose headers
/// cannot be read, or that has no Message-ID and no date, is only itself: then this is [`original`].
pub fn content(raw: &[u8]) -> [u8; 32] {
    let Ok((fields, body)) = headers::split(raw.trim_ascii_start()) else { return original(raw) };
    if !(fields.has("message-id") || fields.has("date") && fields.has("from")) {
        return original(raw);
    }
    let mut hash = Sha256::new();
    for name in OWN_FIELDS {
        for value in fields.plain_all(name) {
            hash.update(name.as_bytes());
            hash.update([b':']);
            hash.update(value.as_bytes());
            hash.update([b'\n']);
        }
    }
    let body = body.trim_ascii_end();
    for line in body.split(|b| *b == b'\n') {
        hash.update(line.strip_suffix(b"\r").unwrap_or(line));
        hash.update([b'\n']);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str =
        "Message-ID: <a@x>\r\nFrom: jan@x.nl\r\nDate: Tue, 24 Nov 2026 11:05:29 +0100\r\n\r\nDag\r\n";

    #[test]
    fn the_same_mail_by_two_routes_is_one_mail() {
        let other_route = format!(
            "Return-Path: <jan@x.nl>\r\nReceived: from a by b\r\nDelivered-To: kcc@x.nl\r\nX-Spam: no\r\n{MAIL}\r\n"
        );
        assert_ne!(original(MAIL.as_bytes()), original(other_route.as_bytes()));
        assert_eq!(content(MAIL.as_bytes()), content(other_route.as_bytes()));
        assert_eq!(content(MAIL.as_bytes()), content(MAIL.replace('\r', "").as_bytes()));
    }

    #[test]
    fn one_message_id_with_other_content_is_another_mail() {
        for other in [MAIL.replace("Dag", "Dag!"), MAIL.replace("jan@", "piet@"), MAIL.replace("Dag", "")] {
            assert_ne!(content(MAIL.as_bytes()), content(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn a_mail_without_marks_is_only_itself() {
        let bare = b"From: jan@x.nl\r\n\r\nDag";
        assert_eq!(content(bare), original(bare));
        assert_ne!(content(b"From: jan@x.nl\r\n\r\nDag"), content(b"X: y\r\nFrom: jan@x.nl\r\n\r\nDag"));
    }
}
