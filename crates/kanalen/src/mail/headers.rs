// SPDX-License-Identifier: EUPL-1.2
//! The header block of a mail or of one of its parts: split by us, within limits; the structured values
//! (addresses, ids, dates, parameters, encoded words) are read by mail-parser.

use std::{borrow::Cow, ops::Range};

use kernel::Time;
use mail_parser::{Addr, Address as Parsed, ContentType, HeaderValue, parsers::MessageStream};

use super::{
    charset,
    limits::{MAX_ADDRESSES, MAX_HEADER_BYTES, MAX_HEADER_LINES},
    message::{Address, Unparseable},
    text,
};

/// One field: the name as written, and where in the block its value stands, folds included.
#[derive(Debug, Clone)]
struct Field<'a> {
    name: &'a [u8],
    value: Range<usize>,
}

/// All fields of one block, in order.
#[derive(Debug, Clone)]
pub struct Headers<'a> {
    raw: &'a [u8],
    fields: Vec<Field<'a>>,
}

/// Splits `raw` at the first empty line, or where something starts that cannot be a header.
pub fn split(raw: &[u8]) -> Result<(Headers<'_>, &[u8]), Unparseable> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let (mut at, mut lines) = (0, 0);
    while at < raw.len() {
        let end = line_end(raw, at);
        let line = trim_line(&raw[at..end]);
        if line.is_empty() {
            return Ok((Headers { raw, fields }, &raw[end..]));
        }
        lines += 1;
        if lines > MAX_HEADER_LINES {
            return Err(Unparseable::TooManyHeaderLines);
        }
        if end > MAX_HEADER_BYTES {
            return Err(Unparseable::HeadersTooLarge);
        }
        if line[0] == b' ' || line[0] == b'\t' {
            // A folded line belongs to the field before it.
            if let Some(last) = fields.last_mut() {
                last.value.end = at + line.len();
            }
        } else if let Some((name, colon)) = field(line) {
            fields.push(Field { name, value: at + colon + 1..at + line.len() });
        } else if !mailbox_line(line, fields.is_empty()) && !header_follows(raw, end) {
            return Ok((Headers { raw, fields }, &raw[at..]));
        }
        at = end;
    }
    Ok((Headers { raw, fields }, &[]))
}

/// One past the line feed of the line that starts at `at`.
fn line_end(raw: &[u8], at: usize) -> usize {
    raw[at..].iter().position(|b| *b == b'\n').map_or(raw.len(), |n| at + n + 1)
}

fn trim_line(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |n| n + 1);
    &line[..end]
}

/// The name, and where the colon stands.
fn field(line: &[u8]) -> Option<(&[u8], usize)> {
    let colon = line.iter().position(|b| *b == b':')?;
    let name = line[..colon].trim_ascii_end();
    let fits = !name.is_empty() && name.len() <= 100 && name.iter().all(u8::is_ascii_graphic);
    fits.then_some((name, colon))
}

/// The line that a mail folder on disk puts before each mail.
fn mailbox_line(line: &[u8], first: bool) -> bool {
    first && (line.starts_with(b"From ") || line.starts_with(b">From "))
}

/// After one broken line the headers may go on; after two they have ended without an empty line.
fn header_follows(raw: &[u8], at: usize) -> bool {
    let line = trim_line(&raw[at..line_end(raw, at)]);
    line.is_empty() && at < raw.len() || field(line).is_some()
}

impl<'a> Headers<'a> {
    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether the field is there, with or without a value.
    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// How often the field is there.
    pub fn count(&self, name: &str) -> usize {
        self.all(name).count()
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        let name = name.to_owned();
        let same = move |f: &&Field<'a>| f.name.eq_ignore_ascii_case(name.as_bytes());
        self.fields.iter().filter(same).map(|f| &self.raw[f.value.clone()])
    }

    /// The first field of this name as plain text, unfolded; encoded words are left as they are.
    pub fn plain(&self, name: &str) -> Option<String> {
        self.all(name).next().map(|v| text::line(&charset::decode(v, None)))
    }

    /// All fields of this name as plain text.
    pub fn plain_all(&self, name: &str) -> Vec<String> {
        self.all(name).take(MAX_ADDRESSES).map(|v| text::line(&charset::decode(v, None))).collect()
    }

    /// The first field of this name with its encoded words decoded (RFC 2047).
    pub fn words(&self, name: &str) -> Option<String> {
        let value = ready(self.all(name).next()?);
        let parsed = MessageStream::new(&value).parse_unstructured();
        Some(text::line(parsed.as_text().unwrap_or_default()))
    }

    /// Message-IDs in all fields of this name, without angle brackets, in order.
    pub fn ids(&self, name: &str) -> Vec<String> {
        let mut ids = Vec::new();
        for value in self.all(name) {
            let value = ready(value);
            match MessageStream::new(&value).parse_id() {
                HeaderValue::Text(id) => ids.extend(message_id(&id)),
                HeaderValue::TextList(list) => ids.extend(list.iter().filter_map(|id| message_id(id))),
                _ => {}
            }
        }
        ids
    }

    /// The addresses in all fields of this name that can be written to; groups are opened up.
    pub fn addresses(&self, name: &str) -> Vec<Address> {
        let mut found = Vec::new();
        for value in self.all(name) {
            let value = ready(value);
            match MessageStream::new(&value).parse_address() {
                HeaderValue::Address(Parsed::List(list)) => found.extend(list.iter().filter_map(address)),
                HeaderValue::Address(Parsed::Group(groups)) => {
                    found.extend(groups.iter().flat_map(|g| &g.addresses).filter_map(address));
                }
                _ => {}
            }
        }
        found.truncate(MAX_ADDRESSES);
        found
    }

    /// The date in this field, when it is a date that can exist.
    pub fn date(&self, name: &str) -> Option<Time> {
        let value = ready(self.all(name).next()?);
        let parsed = MessageStream::new(&value).parse_date();
        let date = parsed.as_datetime().filter(|d| d.is_valid() && (1970..2200).contains(&d.year))?;
        Some(Time::from_micros(date.to_timestamp().checked_mul(1_000_000)?))
    }

    /// A value with parameters, such as Content-Type.
    pub fn typed(&self, name: &str) -> Option<ContentType<'static>> {
        let value = ready(self.all(name).next()?);
        MessageStream::new(&value).parse_content_type().into_owned().into_content_type()
    }
}

/// The value as mail-parser wants it: UTF-8 and closed by a line feed. Mail programs that put bare
/// Western European bytes in a header meant Windows' own set.
fn ready(value: &[u8]) -> Vec<u8> {
    let value = match std::str::from_utf8(value) {
        Ok(_) => Cow::Borrowed(value),
        Err(_) => Cow::Owned(charset::decode(value, None).into_bytes()),
    };
    let mut ready = value.into_owned();
    ready.push(b'\n');
    ready
}

/// An id worth remembering: one word of a sane length.
fn message_id(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    (!id.is_empty() && id.len() <= 500).then_some(id)
}

fn address(addr: &Addr<'_>) -> Option<Address> {
    Address::new(addr.name.as_deref().unwrap_or_default(), addr.address.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_split_into_fields_and_body_with_any_line_end() {
        for raw in ["A: 1\nB: 2\n  3\n\nlijf\n", "A: 1\r\nB: 2\r\n  3\r\n\r\nlijf\n"] {
            let (headers, body) = split(raw.as_bytes()).unwrap();
            assert_eq!(headers.plain("b").as_deref(), Some("2 3"));
            assert_eq!(body, b"lijf\n");
        }
    }

    #[test]
    fn one_broken_line_is_skipped_and_a_missing_empty_line_does_not_eat_the_body() {
        let (headers, body) =
            split(b"From jan Mon\nA: 1\nkapotte regel\nB: 2\nBeste gemeente,\nik heb een vraag.\n").unwrap();
        assert_eq!((headers.plain("a").as_deref(), headers.plain("b").as_deref()), (Some("1"), Some("2")));
        assert_eq!(body, b"Beste gemeente,\nik heb een vraag.\n");
    }

    #[test]
    fn too_many_or_too_long_headers_are_refused() {
        let many = "A: 1\n".repeat(MAX_HEADER_LINES + 1);
        assert_eq!(split(many.as_bytes()).unwrap_err(), Unparseable::TooManyHeaderLines);
        let long = format!("A: {}\n\n", "x".repeat(MAX_HEADER_BYTES));
        assert_eq!(split(long.as_bytes()).unwrap_err(), Unparseable::HeadersTooLarge);
        let just_right = "A: 1\n".repeat(MAX_HEADER_LINES);
        assert_eq!(split(just_right.as_bytes()).unwrap().0.len(), MAX_HEADER_LINES);
    }

    #[test]
    fn addresses_that_cannot_be_written_to_are_left_out() {
        let raw = b"To: <>, <\"\"@x>, Jan <Jan@Voorbeeld.NL>, team: a@b.nl, c@d.nl;\nCc: undisclosed-recipients:;\n\n";
        let (headers, _) = split(raw).unwrap();
        let to: Vec<String> = headers.addresses("to").into_iter().map(|a| a.email).collect();
        assert!(to.contains(&"Jan@voorbeeld.nl".to_owned()), "{to:?}");
        assert!(to.iter().all(|a| !a.starts_with('@') && !a.contains('"')), "{to:?}");
        assert!(headers.addresses("cc").is_empty());
    }

    #[test]
    fn names_and_subjects_are_decoded_also_when_the_sender_forgot_to_encode() {
        let raw =
            b"Subject: =?UTF-8?Q?Caf=C3=A9?= =?iso-8859-1?Q?_=E9=E9n?=\nFrom: Ren\xe9 <r@x.nl>\nX: \xe9\n\n";
        let (headers, _) = split(raw).unwrap();
        assert_eq!(headers.words("subject").as_deref(), Some("Café één"));
        assert_eq!(headers.addresses("from")[0].name, "René");
    }

    #[test]
    fn all_referenced_ids_are_found() {
        let (headers, _) =
            split(b"References: <a@x> <b@x>\n\t<c@x>\nIn-Reply-To: zonder-haken@x\n\n").unwrap();
        assert_eq!(headers.ids("references"), ["a@x", "b@x", "c@x"]);
        assert_eq!(headers.ids("in-reply-to"), ["zonder-haken@x"]);
    }

    #[test]
    fn an_impossible_date_is_no_date() {
        let (headers, _) = split(b"Date: Tue, 24 Nov 2026 11:05:29 +0100\nX: Fri, 99 Foo 2026\n\n").unwrap();
        assert_eq!(headers.date("date"), Some(Time::parse("2026-11-24T10:05:29Z").unwrap()));
        assert_eq!(headers.date("x"), None);
    }
}
