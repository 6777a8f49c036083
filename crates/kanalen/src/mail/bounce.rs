// SPDX-License-Identifier: EUPL-1.2
//! Reports of mail systems about mail of ours: not delivered, late, delivered, read, complained about.
//! Such a report is an event on the message it is about, never a new contact.

use super::{
    bounce_text,
    headers::{self, Headers},
    message::{Address, Attachment, AutoKind, InboundMail, ReturnPath},
    text,
};

/// What a mail system says happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Not delivered, and it will not be tried again.
    Failed,
    /// Not delivered yet; it will be tried again.
    Delayed,
    /// Delivered, or passed on to a system that does not report.
    Delivered,
    /// Opened or thrown away by the reader (RFC 8098).
    Read,
    /// Reported as unwanted (RFC 5965).
    Complaint,
}

/// One report about one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Message-ID of the mail it is about, without angle brackets, when the report tells.
    pub original_message_id: Option<String>,
    /// Recipient it is about, when the report tells.
    pub recipient: Option<String>,
    /// What happened.
    pub action: Action,
    /// Status such as `5.1.1` (RFC 3463), when the report tells.
    pub status: Option<String>,
    /// What the other system said, one line.
    pub diagnostic: String,
    /// Given up: this mail will not arrive any more.
    pub permanent: bool,
    /// The cause may pass by itself (a full mailbox, a system that stayed away): another mail to this
    /// address may arrive tomorrow.
    pub passing: bool,
}

/// The reports in a mail; none when it is not a report.
pub fn detect(mail: &InboundMail) -> Vec<Delivery> {
    let original = original_id(mail);
    let standard = standard(mail, original.as_deref());
    if !standard.is_empty() {
        return standard;
    }
    bounce_text::detect(mail, original.as_deref())
}

/// Whether nobody but a mail system writes like this.
pub(super) fn from_machine(mail: &InboundMail) -> bool {
    let names = [
        "mailer-daemon",
        "postmaster",
        "mail-daemon",
        "mailerdaemon",
        "maildaemon",
        "mdaemon",
        "mmdf",
        "listserv",
        "mail_system",
        "double-bounce",
        "nondelivery",
        "post_master",
        "courier",
        "amavis",
    ];
    let addresses = [&mail.from, &mail.sender_field];
    let mut locals = addresses.into_iter().flatten().map(|a| a.local().to_lowercase());
    mail.return_path == ReturnPath::Empty
        || mail.from_daemon
        || locals.any(|local| names.iter().any(|name| local.starts_with(name)))
}

fn standard(mail: &InboundMail, original: Option<&str>) -> Vec<Delivery> {
    let report = mail.media_type == "multipart/report" || mail.media_type.starts_with("message/");
    // Somebody who forwards a report as loose parts is a person with a question.
    if !report && !from_machine(mail) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in &mail.attachments {
        match part.media_type.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                found.extend(delivery_status(&part.bytes, original));
            }
            "message/disposition-notification" => found.extend(disposition(&part.bytes, original)),
            "message/feedback-report" => found.extend(complaint(&part.bytes, original)),
            _ => {}
        }
    }
    found
}

/// Groups of fields with empty lines between: the first about the message, each other one about a
/// recipient (RFC 3464). Systems that put everything in one group are understood too.
pub(super) fn delivery_status(raw: &[u8], original: Option<&str>) -> Vec<Delivery> {
    let mut found = Vec::new();
    let mut rest = raw.trim_ascii_start();
    while !rest.is_empty() {
        let Ok((fields, after)) = headers::split(rest) else { break };
        found.extend(recipient(&fields, original));
        // A group that could not be read as fields: step over its first line.
        let unread = if fields.len() == 0 {
            after.iter().position(|b| *b == b'\n').map_or(&[][..], |n| &after[n + 1..])
        } else {
            after
        };
        rest = unread.trim_ascii_start();
        if found.len() >= 1_000 {
            break;
        }
    }
    found
}

fn recipient(fields: &Headers<'_>, original: Option<&str>) -> Option<Delivery> {
    let who = ["original-recipient", "final-recipient", "x-actual-recipient"];
    let known = who.iter().any(|name| fields.has(name)) || fields.has("action") && fields.has("status");
    if !known {
        return None;
    }
    let diagnostic = fields.plain("diagnostic-code").map(|d| after_kind(&d).to_owned()).unwrap_or_default();
    let status = fields
        .plain("status")
        .and_then(|s| status_in(&s))
        // Some systems say 5.0.0 and tell the truth in the text.
        .filter(|s| s != "5.0.0" || status_in(&diagnostic).is_none())
        .or_else(|| status_in(&diagnostic));
    let action = match fields.plain("action").unwrap_or_default().to_lowercase().split([' ', ';', '(']).next()
    {
        Some("delayed" | "deferred") => Action::Delayed,
        Some("delivered" | "relayed" | "expanded" | "deliverable") => Action::Delivered,
        _ => Action::Failed,
    };
    let final_recipient = fields.plain("final-recipient").and_then(|v| address_in(&v));
    let first = fields.plain("original-recipient").and_then(|v| address_in(&v)).or(final_recipient);
    Some(Delivery {
        original_message_id: fields
            .ids("x-original-message-id")
            .into_iter()
            .next()
            .or_else(|| original.map(ToOwned::to_owned)),
        recipient: first.or_else(|| fields.plain("x-actual-recipient").and_then(|v| address_in(&v))),
        permanent: action == Action::Failed,
        passing: is_passing(status.as_deref()),
        action,
        status,
        diagnostic,
    })
}

/// Whether a status tells of something that may be over tomorrow.
pub(super) fn is_passing(status: Option<&str>) -> bool {
    status.is_some_and(|s| s.starts_with('4') || s == "5.2.2")
}

fn disposition(raw: &[u8], original: Option<&str>) -> Option<Delivery> {
    let (fields, _) = headers::split(raw.trim_ascii_start()).ok()?;
    let happened = fields.plain("disposition")?;
    Some(Delivery {
        original_message_id: fields
            .ids("original-message-id")
            .into_iter()
            .next()
            .or_else(|| original.map(ToOwned::to_owned)),
        recipient: fields.plain("final-recipient").and_then(|v| address_in(&v)),
        action: Action::Read,
        status: None,
        diagnostic: happened,
        permanent: false,
        passing: false,
    })
}

fn complaint(raw: &[u8], original: Option<&str>) -> Option<Delivery> {
    let (fields, _) = headers::split(raw.trim_ascii_start()).ok()?;
    let kind = fields.plain("feedback-type")?;
    let who = ["original-rcpt-to", "removal-recipient", "redacted-address"];
    Some(Delivery {
        original_message_id: original.map(ToOwned::to_owned),
        recipient: who.iter().find_map(|name| fields.plain(name)).and_then(|v| address_in(&v)),
        action: Action::Complaint,
        status: None,
        diagnostic: kind,
        permanent: false,
        passing: false,
    })
}

/// Message-ID of the mail that came back with the report, whole or only its headers.
fn original_id(mail: &InboundMail) -> Option<String> {
    let returned = |a: &&Attachment| {
        matches!(
            a.media_type.as_str(),
            "message/rfc822"
                | "message/global"
                | "text/rfc822-headers"
                | "message/rfc822-headers"
                | "message/global-headers"
        )
    };
    let in_part = |a: &Attachment| {
        let (fields, _) = headers::split(a.bytes.trim_ascii_start()).ok()?;
        fields.ids("message-id").into_iter().next()
    };
    mail.attachments
        .iter()
        .filter(returned)
        .find_map(in_part)
        .or_else(|| id_in_text(&mail.text))
        .or_else(|| machine_reference(mail))
}

/// A `Message-ID:` line of the returned headers when they stand in the text of the report.
fn id_in_text(body: &str) -> Option<String> {
    let line = body
        .lines()
        .map(|l| l.trim_start_matches(['>', ' ', '\t']))
        .find(|l| l.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("message-id:")))?;
    let id = line[11..].trim().trim_start_matches('<').split(['>', ' ']).next()?;
    (id.contains('@') && id.len() <= 500).then(|| id.to_owned())
}

/// Reports often refer to the mail as a reply would.
fn machine_reference(mail: &InboundMail) -> Option<String> {
    (from_machine(mail) && mail.auto != AutoKind::List).then(|| mail.references.last().cloned()).flatten()
}

/// `rfc822; jan@x.nl` without its kind.
fn after_kind(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if kind.trim().chars().all(|c| c.is_ascii_alphanumeric() || c == '-') => {
            rest.trim()
        }
        _ => value.trim(),
    }
}

pub(super) fn address_in(value: &str) -> Option<String> {
    let bare = after_kind(value).trim_matches(['<', '>', '"', '\'', ' ']);
    Address::new("", &text::line(bare)).map(|a| a.email)
}

/// The first status of the form `5.1.1` in a text; class 2, 4 or 5.
pub(super) fn status_in(value: &str) -> Option<String> {
    value.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let word = word.trim_matches('.');
        let digits: Vec<&str> = word.split('.').collect();
        let sizes = digits.len() == 3 && digits.iter().all(|d| (1..=3).contains(&d.len()));
        (sizes && matches!(digits[0], "2" | "4" | "5")).then(|| word.to_owned())
    })
}

#[cfg(test)]
#[path = "bounce_tests.rs"]
mod tests;
