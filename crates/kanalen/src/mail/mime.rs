// SPDX-License-Identifier: EUPL-1.2
//! The parts of a mail as a tree (RFC 2046), made in one pass per level and within limits.
//!
//! Only `multipart` is opened. A forwarded mail stays one part, whatever it holds: it is an attachment.

use mail_parser::ContentType;

use super::{
    headers::{self, Headers},
    limits::{MAX_DEPTH, MAX_PARTS},
    message::Unparseable,
    text,
    transfer::Encoding,
};

/// A part that holds content.
#[derive(Debug)]
pub struct Leaf<'a> {
    /// Media type in lower case, for instance `text/plain`.
    pub media_type: String,
    /// Character set as labelled.
    pub charset: Option<String>,
    /// File name as given, already cleaned; empty when none.
    pub name: String,
    /// The sender wants it shown as a file.
    pub attachment: bool,
    /// Content-ID without angle brackets.
    pub content_id: Option<String>,
    /// How it was packed.
    pub encoding: Encoding,
    /// Content as packed.
    pub raw: &'a [u8],
}

/// A part, or parts together.
#[derive(Debug)]
pub enum Node<'a> {
    /// Content.
    Leaf(Leaf<'a>),
    /// Parts together; the subtype tells how they belong together (`mixed`, `alternative` ...).
    Multi(String, Vec<Node<'a>>),
}

/// Reads the tree below one header block.
pub fn tree<'a>(headers: &Headers<'_>, body: &'a [u8]) -> Result<Node<'a>, Unparseable> {
    Walker { parts: 0 }.entity(headers, body, 0, "text/plain")
}

struct Walker {
    parts: usize,
}

impl Walker {
    fn entity<'a>(
        &mut self,
        headers: &Headers<'_>,
        body: &'a [u8],
        depth: usize,
        default: &str,
    ) -> Result<Node<'a>, Unparseable> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return Err(Unparseable::TooManyParts);
        }
        if depth > MAX_DEPTH {
            return Err(Unparseable::TooDeep);
        }
        let kind = headers.typed("content-type");
        let media_type = media_type(kind.as_ref(), default);
        if let Some(subtype) = media_type.strip_prefix("multipart/") {
            let boundary = kind.as_ref().and_then(|k| k.attribute("boundary")).map(str::as_bytes);
            let sections = boundary.map(|b| sections(body, b)).filter(|s| !s.is_empty());
            if let Some(sections) = sections.or_else(|| guessed(body)) {
                return self.multi(subtype, &sections, depth);
            }
        }
        Ok(Node::Leaf(leaf(headers, kind.as_ref(), media_type, body)))
    }

    fn multi<'a>(
        &mut self,
        subtype: &str,
        sections: &[&'a [u8]],
        depth: usize,
    ) -> Result<Node<'a>, Unparseable> {
        // The parts of a digest are mails unless they say otherwise (RFC 2046 section 5.1.5).
        let default = if subtype == "digest" { "message/rfc822" } else { "text/plain" };
        let mut children = Vec::with_capacity(sections.len());
        for section in sections {
            let (headers, body) = headers::split(section)?;
            children.push(self.entity(&headers, body, depth + 1, default)?);
        }
        Ok(Node::Multi(subtype.to_owned(), children))
    }
}

fn media_type(kind: Option<&ContentType<'_>>, default: &str) -> String {
    let Some(kind) = kind.filter(|k| !k.ctype().is_empty()) else { return default.to_owned() };
    let main = kind.ctype().trim().to_ascii_lowercase();
    match kind.subtype().map(|s| s.trim().to_ascii_lowercase()).filter(|s| !s.is_empty()) {
        Some(sub) => format!("{main}/{sub}"),
        // "Content-Type: text" and the like.
        None if main == "multipart" => "multipart/mixed".to_owned(),
        None => default.to_owned(),
    }
}

fn leaf<'a>(
    headers: &Headers<'_>,
    kind: Option<&ContentType<'_>>,
    media_type: String,
    raw: &'a [u8],
) -> Leaf<'a> {
    let disposition = headers.typed("content-disposition");
    let given = |d: Option<&ContentType<'_>>, key| d.and_then(|d| d.attribute(key)).map(text::file_name);
    let name = given(disposition.as_ref(), "filename").or_else(|| given(kind, "name")).unwrap_or_default();
    // A multipart without parts is what a person sees of it: text.
    let media_type = if media_type.starts_with("multipart/") { "text/plain".to_owned() } else { media_type };
    Leaf {
        media_type,
        charset: kind.and_then(|k| k.attribute("charset")).map(ToOwned::to_owned),
        name,
        attachment: disposition.is_some_and(|d| d.ctype().eq_ignore_ascii_case("attachment")),
        content_id: headers.ids("content-id").into_iter().next(),
        encoding: headers.plain("content-transfer-encoding").map_or(Encoding::Plain, |v| Encoding::read(&v)),
        raw,
    }
}

/// The pieces between the lines `--boundary`. A missing closing line is forgiven. Text before the first
/// and after the last boundary is for readers without MIME and falls away.
fn sections<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut found = Vec::new();
    let (mut at, mut open) = (0, None);
    while at < body.len() {
        let end = body[at..].iter().position(|b| *b == b'\n').map_or(body.len(), |n| at + n + 1);
        if let Some(rest) = body[at..end].strip_prefix(b"--").and_then(|l| l.strip_prefix(boundary)) {
            let closing = rest.starts_with(b"--");
            if closing || rest.trim_ascii().is_empty() {
                if let Some(start) = open.take() {
                    found.push(&body[start..without_line_end(body, start, at)]);
                }
                if closing {
                    return found;
                }
                open = Some(end);
            }
        }
        at = end;
    }
    found.extend(open.map(|start| &body[start..]));
    found
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(body: &[u8], start: usize, end: usize) -> usize {
    match &body[start..end] {
        [.., b'\r', b'\n'] => end - 2,
        [.., b'\n'] => end - 1,
        _ => end,
    }
}

/// For a multipart whose boundary is missing or never used: the first line that looks like one.
fn guessed(body: &[u8]) -> Option<Vec<&[u8]>> {
    let line = body.split(|b| *b == b'\n').take(50).map(<[u8]>::trim_ascii_end).find(|l| {
        l.len() > 4 && l.len() < 200 && l.starts_with(b"--") && !l[2..].contains(&b' ') && l != b"-----"
    })?;
    let found = sections(body, &line[2..]);
    let looks_right =
        found.first().is_some_and(|first| headers::split(first).is_ok_and(|(h, _)| h.has("content-type")));
    looks_right.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Result<String, Unparseable> {
        let (headers, body) = headers::split(raw.as_bytes())?;
        Ok(show(&tree(&headers, body)?))
    }

    fn show(node: &Node<'_>) -> String {
        match node {
            Node::Leaf(l) => format!("{}={:?}", l.media_type, String::from_utf8_lossy(l.raw)),
            Node::Multi(sub, all) => format!("{sub}[{}]", all.iter().map(show).collect::<Vec<_>>().join(" ")),
        }
    }

    #[test]
    fn parts_inside_parts_are_found_and_the_line_end_before_a_boundary_is_not_content() {
        let raw = "Content-Type: multipart/mixed; boundary=A\r\n\r\nvooraf\r\n--A\r\nContent-Type: multipart/alternative; boundary=\"AB\"\r\n\r\n--AB\r\n\r\nplat\r\n--AB\r\nContent-Type: text/html\r\n\r\n<p>\r\n--AB--\r\n--A  \r\nContent-Type: image/png\r\n\r\nxyz\r\n\r\n--A--\r\nnaderhand";
        assert_eq!(
            read(raw).unwrap(),
            r#"mixed[alternative[text/plain="plat" text/html="<p>"] image/png="xyz\r\n"]"#
        );
    }

    #[test]
    fn a_missing_end_a_missing_boundary_and_a_wrong_boundary_lose_nothing() {
        assert_eq!(
            read("Content-Type: multipart/mixed; boundary=A\n\n--A\n\neen\n--A\n\ntwee").unwrap(),
            r#"mixed[text/plain="een" text/plain="twee"]"#
        );
        assert_eq!(
            read("Content-Type: multipart/mixed; boundary=A\n\ngewoon tekst").unwrap(),
            r#"text/plain="gewoon tekst""#
        );
        let wrong =
            "Content-Type: multipart/mixed; boundary=A\n\n--ABC1\nContent-Type: text/html\n\n<b>\n--ABC1--\n";
        assert_eq!(read(wrong).unwrap(), r#"mixed[text/html="<b>"]"#);
    }

    #[test]
    fn a_forwarded_mail_stays_one_part() {
        let raw = "Content-Type: message/rfc822\n\nSubject: x\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nhoi\n--B--";
        assert!(read(raw).unwrap().starts_with("message/rfc822="));
        assert_eq!(
            read("Content-Type: multipart/digest; boundary=B\n\n--B\n\nSubject: x\n\nhoi\n--B--").unwrap(),
            r#"digest[message/rfc822="Subject: x\n\nhoi"]"#
        );
    }

    #[test]
    fn nesting_and_number_of_parts_have_a_limit() {
        use std::fmt::Write as _;
        let mut deep = String::new();
        for n in 0..1000 {
            write!(deep, "Content-Type: multipart/mixed; boundary=b{n}x\n\n--b{n}x\n").unwrap();
        }
        assert_eq!(read(&deep).unwrap_err(), Unparseable::TooDeep);
        let wide =
            format!("Content-Type: multipart/mixed; boundary=B\n\n{}", "--B\n\nx\n".repeat(MAX_PARTS + 1));
        assert_eq!(read(&wide).unwrap_err(), Unparseable::TooManyParts);
    }
}
