// SPDX-License-Identifier: EUPL-1.2
//! Bytes to text when the label may be missing, misspelt or a lie.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

/// Decodes `bytes`. `label` is what the sender says the character set is. It never fails: what cannot
/// be read becomes a replacement character.
pub fn decode(bytes: &[u8], label: Option<&str>) -> String {
    let Some(label) = label.map(tidy).filter(|l| !l.is_empty()) else { return guess(bytes) };
    match known(&label) {
        Some(Known::Standard(encoding)) if encoding == UTF_8 || encoding == WINDOWS_1252 => guess(bytes),
        Some(Known::Standard(encoding)) => encoding.decode(bytes).0.into_owned(),
        Some(Known::Other(decoder)) => decoder(bytes),
        None => guess(bytes),
    }
}

/// UTF-8 where the bytes are UTF-8, whatever the label says: text in another character set is almost
/// never valid UTF-8 by accident. Otherwise the Western European set of Windows, which is also what
/// mail labelled `iso-8859-1` and `us-ascii` really holds.
fn guess(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
        Err(_) if mostly_utf8(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Whether most characters beyond ASCII are valid UTF-8: a text that was damaged, not mislabelled.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

enum Known {
    Standard(&'static Encoding),
    Other(fn(&[u8]) -> String),
}

/// The longest beginning of the label that names a character set, so that
/// `windows-1252http-equiv=...` is read too.
fn known(label: &str) -> Option<Known> {
    (4..=label.len()).rev().filter_map(|end| label.get(..end)).find_map(|name| {
        match Encoding::for_label_no_replacement(name.as_bytes()) {
            Some(encoding) if encoding != REPLACEMENT => Some(Known::Standard(encoding)),
            _ => other(name),
        }
    })
}

/// Sets that browsers gave up and mail did not, for instance UTF-7 and the code pages of DOS.
fn other(name: &str) -> Option<Known> {
    // The sets the web calls dangerous decode to one replacement character: then a guess shows more.
    if Encoding::for_label(name.as_bytes()) == Some(REPLACEMENT) {
        return None;
    }
    charset_decoder(name.as_bytes()).map(Known::Other)
}

fn tidy(label: &str) -> String {
    let label: String = label.trim().chars().take(60).filter(char::is_ascii_graphic).collect();
    label.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_text_labelled_as_latin_1_keeps_its_euro_sign() {
        assert_eq!(decode(b"\x80 12,50 \x96 caf\xe9", Some("iso-8859-1")), "€ 12,50 – café");
    }

    #[test]
    fn a_wrong_missing_or_misspelt_label_does_not_spoil_the_text() {
        for label in
            [None, Some(""), Some("us-ascii"), Some("iso-8859-1"), Some("utf-8"), Some("bestaat-niet")]
        {
            assert_eq!(decode("één café".as_bytes(), label), "één café", "{label:?}");
            assert_eq!(decode(b"\xe9\xe9n caf\xe9", label), "één café", "{label:?}");
        }
        assert_eq!(decode(b"caf\xe9", Some("\"windows-1252http-equivContent-Type\"")), "café");
    }

    #[test]
    fn old_and_foreign_sets_are_read() {
        assert_eq!(decode(b"+AOkA6Q-n", Some("utf-7")), "één");
        assert_eq!(decode(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251")), "Привет");
        assert_eq!(decode(b"\x1b$B%O%m!<\x1b(B", Some("ISO-2022-JP")), "ハロー");
        assert_eq!(decode(b"\xfe\xff\x00d\x00a\x00g", Some("utf-16")), "dag");
        assert_eq!(decode(b"\x82\x82n", Some("cp850")), "één");
        assert_eq!(decode(b"plain", Some("iso-2022-kr")), "plain");
    }

    #[test]
    fn damaged_utf8_loses_only_the_damaged_character() {
        assert_eq!(
            decode(
                "één caf".as_bytes().iter().chain(b"\xc3").copied().collect::<Vec<_>>().as_slice(),
                Some("utf-8")
            ),
            "één caf\u{fffd}"
        );
    }
}
