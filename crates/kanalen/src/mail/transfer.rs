// SPDX-License-Identifier: EUPL-1.2
//! Undoes the transfer encoding of a part. Lenient: damage costs the damaged characters, not the part.

use std::borrow::Cow;

/// How a part was packed for transport (RFC 2045 section 6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is: 7bit, 8bit, binary and everything we do not know.
    Plain,
    /// Base 64.
    Base64,
    /// Quoted-printable.
    Quoted,
}

impl Encoding {
    /// Reads the value of Content-Transfer-Encoding.
    pub fn read(value: &str) -> Self {
        let value = value.trim().to_ascii_lowercase();
        if value.starts_with("base64") {
            Self::Base64
        } else if value.starts_with("quoted") {
            Self::Quoted
        } else {
            Self::Plain
        }
    }

    /// The bytes as they were before they were packed.
    pub fn unpack(self, raw: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Self::Plain => Cow::Borrowed(raw),
            Self::Base64 => Cow::Owned(base64(raw)),
            Self::Quoted => Cow::Owned(quoted(raw)),
        }
    }
}

/// Lines with a character that base 64 does not know (the footer of a mailing list, a virus scanner's
/// remark) are left out; each `=` ends a group, so that joined pieces decode too.
fn base64(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for line in raw.split(|b| *b == b'\n').map(<[u8]>::trim_ascii) {
        if line.iter().any(|b| *b != b'=' && sextet(*b).is_none()) {
            continue;
        }
        for byte in line {
            if let Some(six) = sextet(*byte) {
                bits = bits << 6 | six;
                count += 1;
                if count == 4 {
                    out.extend_from_slice(&bits.to_be_bytes()[1..]);
                    count = 0;
                }
            } else {
                flush(&mut out, bits, count);
                count = 0;
            }
        }
    }
    flush(&mut out, bits, count);
    out
}

/// What is left of a group of fewer than four characters.
fn flush(out: &mut Vec<u8>, bits: u32, count: u32) {
    match count {
        2 => out.push((bits >> 4).to_be_bytes()[3]),
        3 => out.extend_from_slice(&(bits >> 2).to_be_bytes()[2..]),
        _ => {}
    }
}

fn sextet(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

/// An `=` that is not followed by two hexadecimal digits or a line end stays as it is.
fn quoted(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut lines = raw.split(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_ascii_end();
        let (line, joined) = line.strip_suffix(b"=").map_or((line, false), |rest| (rest, true));
        let mut rest = line;
        while let Some((first, tail)) = rest.split_first() {
            match (first, tail) {
                (b'=', [high, low, after @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                    out.push(hex(*high).unwrap_or(0) << 4 | hex(*low).unwrap_or(0));
                    rest = after;
                }
                _ => {
                    out.push(*first);
                    rest = tail;
                }
            }
        }
        if !joined && lines.peek().is_some() {
            out.push(b'\n');
        }
    }
    out
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_joins_soft_lines_and_keeps_a_loose_equals_sign() {
        assert_eq!(
            quoted(b"caf=C3=A9 =\r\nis open=3D\r\n1 = 1 =zz  \r\n"),
            "café is open=\n1 = 1 =zz\n".as_bytes()
        );
        assert_eq!(quoted(b"a="), b"a");
    }

    #[test]
    fn base64_survives_a_footer_joined_pieces_and_a_missing_end() {
        assert_eq!(base64(b"SGFs\r\nbG8=\r\n_____ verstuurd via een lijst _____\r\n"), b"Hallo");
        assert_eq!(base64(b"SGFsbG8=SGFsbG8="), b"HalloHallo");
        assert_eq!(base64(b"SGFsbG8"), b"Hallo");
        assert_eq!(base64(b"SGFsb"), b"Hal");
    }

    #[test]
    fn an_unknown_encoding_is_left_alone() {
        assert_eq!(Encoding::read(" BASE64 "), Encoding::Base64);
        assert_eq!(Encoding::read("Quoted-Printable;"), Encoding::Quoted);
        assert_eq!(Encoding::read("x-geheim").unpack(b"=41"), b"=41".as_slice());
    }
}
