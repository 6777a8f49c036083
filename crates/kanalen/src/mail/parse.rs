// SPDX-License-Identifier: EUPL-1.2
//! Raw bytes to a mail that can be shown, within the limits.

use std::{
    borrow::Cow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use berichten::token;

use super::{
    charset,
    headers::{self, Headers},
    html, html_text,
    limits::{MAX_ATTACHMENTS, MAX_BYTES, MAX_HTML_BYTES, MAX_REFERENCES, MAX_TEXT_BYTES},
    message::{Address, Attachment, AutoKind, InboundMail, ReturnPath, Unparseable},
    mime::{self, Leaf, Node},
    text,
};

/// Reads a raw mail. A mail that makes our reader fail is unparseable, never the end of the fetching.
pub fn parse(raw: &[u8]) -> Result<InboundMail, Unparseable> {
    if raw.len() > MAX_BYTES {
        return Err(Unparseable::TooLarge);
    }
    if raw.trim_ascii().is_empty() {
        return Err(Unparseable::Empty);
    }
    catch_unwind(AssertUnwindSafe(|| read(raw))).unwrap_or(Err(Unparseable::Defect))
}

fn read(raw: &[u8]) -> Result<InboundMail, Unparseable> {
    let raw = one_line_end(raw);
    let (headers, body) = headers::split(raw.trim_ascii_start())?;
    if headers.len() == 0 {
        return Err(Unparseable::NotMail);
    }
    let mut bodies = Bodies::default();
    bodies.gather(&mime::tree(&headers, body)?)?;
    let mut mail = envelope(&headers);
    let readable = text::clean(&bodies.readable());
    let (kept, was_cut) = text::cut(&readable, MAX_TEXT_BYTES);
    kept.clone_into(&mut mail.text);
    mail.text_cut = was_cut;
    mail.html = bodies.html().filter(|h| h.len() <= MAX_HTML_BYTES);
    mail.attachments = bodies.attachments;
    // Phones mark every photo as belonging in the text; only the HTML can really call for it.
    let shown = mail.html.as_deref().map(html::content_ids).unwrap_or_default();
    for file in &mut mail.attachments {
        file.inline = file.content_id.as_ref().is_some_and(|id| shown.contains(id));
    }
    Ok(mail)
}

/// Mail with bare carriage returns as line ends (very old Macs) is read too.
fn one_line_end(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect())
}

fn envelope(headers: &Headers<'_>) -> InboundMail {
    let first = |name| headers.addresses(name).into_iter().next();
    let kind = headers.typed("content-type");
    let mut mail = InboundMail {
        message_id: headers.ids("message-id").into_iter().next(),
        references: references(headers),
        from: first("from"),
        from_daemon: headers.plain("from").is_some_and(|f| daemon(&f)),
        reply_to: first("reply-to"),
        sender_field: first("sender"),
        to: headers.addresses("to"),
        cc: headers.addresses("cc"),
        delivered_to: ["delivered-to", "x-original-to", "envelope-to"]
            .iter()
            .flat_map(|name| headers.plain_all(name))
            .collect(),
        return_path: return_path(headers),
        subject: headers.words("subject").unwrap_or_default(),
        date: headers.date("date"),
        suppress: headers.plain("x-auto-response-suppress").is_some_and(|v| !v.eq_ignore_ascii_case("none")),
        hops: headers.count("received"),
        media_type: kind
            .as_ref()
            .map(|k| format!("{}/{}", k.ctype(), k.subtype().unwrap_or_default()).to_ascii_lowercase())
            .unwrap_or_default(),
        report_type: kind.as_ref().and_then(|k| k.attribute("report-type")).map(str::to_ascii_lowercase),
        failed_recipients: headers.addresses("x-failed-recipients").into_iter().map(|a| a.email).collect(),
        ..InboundMail::default()
    };
    mail.auto = auto_kind(headers, &mail.subject);
    mail.tokens = tokens(&mail);
    mail.own_token = mail.message_id.as_deref().and_then(token::candidate);
    mail
}

/// `MAILER-DAEMON <>` and the like.
fn daemon(from: &str) -> bool {
    let from = from.to_lowercase();
    from.trim() == "<>"
        || from.contains("mailer-daemon")
        || from.contains("mail delivery sub")
        || from.contains("mail delivery system")
}

/// The newest ids are kept when there are too many: they are the likeliest to be ours.
fn references(headers: &Headers<'_>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for id in headers.ids("references").into_iter().chain(headers.ids("in-reply-to")).rev() {
        if !all.contains(&id) && all.len() < MAX_REFERENCES {
            all.push(id);
        }
    }
    all.reverse();
    all
}

fn return_path(headers: &Headers<'_>) -> ReturnPath {
    match headers.plain("return-path").as_deref().map(str::trim) {
        None => ReturnPath::Missing,
        Some("<>" | "") => ReturnPath::Empty,
        Some(path) => Address::new("", path).map_or(ReturnPath::Missing, |a| ReturnPath::Address(a.email)),
    }
}

fn tokens(mail: &InboundMail) -> Vec<String> {
    let addresses = mail.to.iter().chain(&mail.cc).map(|a| a.email.as_str());
    let places = mail.references.iter().map(String::as_str).chain(addresses);
    let mut found: Vec<String> = Vec::new();
    for candidate in places.chain(mail.delivered_to.iter().map(String::as_str)).filter_map(token::candidate) {
        if !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

/// Whether a machine sent it: the standard header first, then what was used before it.
fn auto_kind(headers: &Headers<'_>, subject: &str) -> AutoKind {
    let value = |name| headers.plain(name).unwrap_or_default().to_ascii_lowercase();
    let submitted = value("auto-submitted");
    let precedence = value("precedence");
    if submitted.starts_with("auto-replied")
        || precedence == "auto_reply"
        || ["x-autoreply", "x-autorespond", "x-autoreply-from"].iter().any(|name| headers.has(name))
        || absence(subject)
    {
        AutoKind::Replied
    } else if !submitted.is_empty() && submitted != "no" {
        AutoKind::Generated
    } else if precedence == "list" || headers.has("list-id") || headers.has("list-post") {
        AutoKind::List
    } else if matches!(precedence.as_str(), "bulk" | "junk") || headers.has("list-unsubscribe") {
        AutoKind::Bulk
    } else {
        AutoKind::None
    }
}

/// Subjects of notices of absence from programs that set no header.
fn absence(subject: &str) -> bool {
    let subject = subject.to_lowercase();
    [
        "automatisch antwoord:",
        "automatische reactie:",
        "afwezigheidsbericht",
        "afwezig:",
        "automatic reply:",
        "autoreply:",
        "auto-reply:",
        "out of office",
        "abwesenheitsnotiz",
        "réponse automatique",
    ]
    .iter()
    .any(|start| subject.starts_with(start))
}

/// A stretch of body in one or two forms of the same content.
#[derive(Default)]
struct Piece {
    text: Option<String>,
    html: Option<String>,
}

#[derive(Default)]
struct Bodies {
    pieces: Vec<Piece>,
    attachments: Vec<Attachment>,
}

impl Bodies {
    fn gather(&mut self, node: &Node<'_>) -> Result<(), Unparseable> {
        match node {
            Node::Leaf(leaf) => self.leaf(leaf),
            Node::Multi(subtype, children) if subtype == "alternative" => self.alternative(children),
            Node::Multi(_, children) => children.iter().try_for_each(|child| self.gather(child)),
        }
    }

    /// Forms of one thing: the first text and the first HTML among them; everything else is a file.
    fn alternative(&mut self, children: &[Node<'_>]) -> Result<(), Unparseable> {
        let mut forms = Self::default();
        for child in children {
            forms.gather(child)?;
        }
        let mut piece = Piece::default();
        for form in forms.pieces {
            piece.text = piece.text.or(form.text);
            piece.html = piece.html.or(form.html);
        }
        self.pieces.push(piece);
        for file in forms.attachments {
            self.attach(file)?;
        }
        Ok(())
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) -> Result<(), Unparseable> {
        let as_file = leaf.attachment || (!leaf.name.is_empty() && !self.pieces.is_empty());
        let decoded = || charset::decode(&leaf.encoding.unpack(leaf.raw), leaf.charset.as_deref());
        match leaf.media_type.as_str() {
            "text/plain" if !as_file => self.pieces.push(Piece { text: Some(decoded()), html: None }),
            "text/html" if !as_file => self.pieces.push(Piece { text: None, html: Some(decoded()) }),
            // Formats of long ago that look like HTML.
            "text/enriched" | "text/richtext" if !as_file => {
                self.pieces.push(Piece { text: Some(html_text::to_text(&decoded())), html: None });
            }
            _ => {
                let number = self.attachments.len() + 1;
                self.attach(attachment(leaf, number))?;
            }
        }
        Ok(())
    }

    fn attach(&mut self, file: Attachment) -> Result<(), Unparseable> {
        if self.attachments.len() == MAX_ATTACHMENTS {
            return Err(Unparseable::TooManyAttachments);
        }
        self.attachments.push(file);
        Ok(())
    }

    /// Text where there is text, else what the HTML says.
    fn readable(&self) -> String {
        let read = |piece: &Piece| match (&piece.text, &piece.html) {
            (Some(text), _) if !text.trim().is_empty() => text.clone(),
            (_, Some(html)) => html_text::to_text(html),
            (Some(text), None) => text.clone(),
            (None, None) => String::new(),
        };
        let all: Vec<String> = self.pieces.iter().map(read).filter(|t| !t.trim().is_empty()).collect();
        all.join("\n\n")
    }

    /// The whole as HTML, when any of it was HTML.
    fn html(&self) -> Option<String> {
        self.pieces.iter().any(|p| p.html.is_some()).then(|| {
            let show = |piece: &Piece| match (&piece.html, &piece.text) {
                (Some(html), _) => html.clone(),
                (None, Some(text)) => format!("<pre>{}</pre>", ammonia::clean_text(text)),
                (None, None) => String::new(),
            };
            self.pieces.iter().map(show).collect::<Vec<_>>().join("<hr>").replace('\0', "")
        })
    }
}

fn attachment(leaf: &Leaf<'_>, number: usize) -> Attachment {
    let bytes = leaf.encoding.unpack(leaf.raw).into_owned();
    let name = if leaf.name.is_empty() { made_up(leaf, &bytes, number) } else { leaf.name.clone() };
    Attachment {
        name,
        media_type: leaf.media_type.clone(),
        content_id: leaf.content_id.clone(),
        inline: false,
        bytes,
    }
}

/// A name for a file that has none: its own subject for a forwarded mail, else a number.
fn made_up(leaf: &Leaf<'_>, bytes: &[u8], number: usize) -> String {
    let subject = || headers::split(bytes).ok().and_then(|(h, _)| h.words("subject"));
    let extension = match leaf.media_type.as_str() {
        "message/rfc822" | "message/global" => {
            let subject =
                subject().map(|s| text::file_name(&s.replace(['/', '\\'], "-"))).unwrap_or_default();
            return format!("{}.eml", if subject.is_empty() { "doorgestuurd bericht" } else { &subject });
        }
        "application/ms-tnef" => return "winmail.dat".to_owned(),
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "text/calendar" => "ics",
        "text/html" => "html",
        "text/csv" => "csv",
        "text/vcard" | "text/x-vcard" => "vcf",
        media_type if media_type.starts_with("text/") || media_type.starts_with("message/") => "txt",
        _ => "bin",
    };
    format!("bijlage-{number}.{extension}")
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
