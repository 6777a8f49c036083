// SPDX-License-Identifier: EUPL-1.2
//! Reports from mail systems that do not follow the standard: recognised by who sends them together
//! with what they say, and read line by line.

use super::{
    bounce::{Action, Delivery, address_in, delivery_status, from_machine, is_passing, status_in},
    message::{AutoKind, InboundMail, ReturnPath},
    text,
};

/// Lines of a report that are looked at; what comes later is the returned mail.
const MAX_LINES: usize = 200;
/// Recipients that are taken from one report.
const MAX_RECIPIENTS: usize = 50;

/// The reports in a mail of a form of its own; none when it is not a report.
pub(super) fn detect(mail: &InboundMail, original: Option<&str>) -> Vec<Delivery> {
    if !is_report(mail) {
        return Vec::new();
    }
    let fields = fields_in_text(mail, original);
    if !fields.is_empty() {
        return fields;
    }
    let lines = report_lines(&mail.text);
    let whole = lines.join(" ").to_lowercase();
    let delayed = LATE.iter().any(|p| whole.contains(p) || mail.subject.to_lowercase().contains(p));
    let action = if delayed { Action::Delayed } else { Action::Failed };
    let mut who = recipients(mail, &lines);
    who.truncate(MAX_RECIPIENTS);
    let one = |recipient: Option<String>| {
        let diagnostic = diagnostic(&lines, recipient.as_deref());
        let status = status_in(&diagnostic).or_else(|| from_smtp_code(&diagnostic));
        let full =
            FULL.iter().any(|p| diagnostic.to_lowercase().contains(p) || who.len() < 2 && whole.contains(p));
        Delivery {
            original_message_id: original.map(ToOwned::to_owned),
            recipient,
            action,
            permanent: action == Action::Failed,
            passing: is_passing(status.as_deref()) || full,
            status,
            diagnostic,
        }
    };
    if who.is_empty() { vec![one(None)] } else { who.iter().cloned().map(Some).map(one).collect() }
}

/// Who sends it and what it says must both be those of a report: a notice of absence comes from nobody
/// too, and people write about mail that did not arrive.
fn is_report(mail: &InboundMail) -> bool {
    let subject = mail.subject.to_lowercase();
    if !mail.failed_recipients.is_empty() {
        return true;
    }
    let lines = report_lines(&mail.text).join(" ").to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|p| lines.contains(p));
    let titled = SUBJECTS.iter().any(|p| subject.contains(p));
    let returned = mail.attachments.iter().any(|a| a.media_type == "message/rfc822");
    let named = from_machine(&InboundMail { return_path: ReturnPath::Missing, ..sender_only(mail) });
    if named || mail.from_daemon {
        return titled || says(&PHRASES) || mail.media_type == "multipart/report";
    }
    let nobody = mail.return_path == ReturnPath::Empty && mail.auto != AutoKind::Replied;
    let no_reply = mail
        .from
        .as_ref()
        .is_some_and(|a| a.local().to_lowercase().replace(['-', '_', '.'], "") == "noreply");
    (nobody && (titled || returned) || no_reply && returned) && (says(&PHRASES) || titled && returned)
}

/// Only the fields that tell who sent it.
fn sender_only(mail: &InboundMail) -> InboundMail {
    InboundMail { from: mail.from.clone(), sender_field: mail.sender_field.clone(), ..InboundMail::default() }
}

const SUBJECTS: [&str; 24] = [
    "undeliver",
    "delivery status",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "failure notice",
    "returned mail",
    "returned to sender",
    "mail failure",
    "mail error",
    "non-delivery",
    "nondeliver",
    "not delivered",
    "delivery problem",
    "error sending your mail",
    "delayed mail",
    "delivery delayed",
    "failed delivery",
    "message status - undeliverable",
    "niet bezorgd",
    "onbestelbaar",
    "niet afgeleverd",
    "unzustellbar",
    "échec de la remise",
];

const PHRASES: [&str; 38] = [
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can not be delivered",
    "not delivered",
    "undeliverable",
    "unable to deliver",
    "wasn't able to deliver",
    "not able to deliver",
    "did not reach",
    "failed permanently",
    "delivery failed",
    "delivery has failed",
    "delivery failure",
    "permanent error",
    "permanent fatal error",
    "permanent delivery error",
    "delivery problem",
    "failure reason",
    "unrouteable address",
    "user unknown",
    "unknown user",
    "invalid user",
    "invalid recipient",
    "no such user",
    "mailbox full",
    "mailbox is full",
    "exceeds allowed size",
    "over quota",
    "recipient address rejected",
    "returned to sender",
    "not yet been delivered",
    "had delivery errors",
    "error delivering",
    "rejected by a remote",
    "rejected recipient",
    "niet worden bezorgd",
    "niet worden afgeleverd",
];

/// It is not over yet.
const LATE: [&str; 12] = [
    "still being retried",
    "will be retried",
    "warning only",
    "will continue to be attempted",
    "will keep trying",
    "delivery delayed",
    "has been delayed",
    "delayed mail",
    "do not need to resend",
    "not yet been delivered",
    "could not send mail for past",
    "wordt nog geprobeerd",
];

/// The address exists; there is no room.
const FULL: [&str; 8] = [
    "mailbox full",
    "mailbox is full",
    "over quota",
    "quota exceeded",
    "exceeds allowed size",
    "exceeded the local limit",
    "exceeded storage",
    "postvak is vol",
];

/// The report proper: everything before the copy of the mail it is about.
fn report_lines(body: &str) -> Vec<&str> {
    let copy = |line: &&str| {
        let low = line.trim().to_ascii_lowercase();
        ["return-path:", "received:", "message-id:", "dkim-signature:", "arc-seal:"]
            .iter()
            .any(|h| low.starts_with(h))
    };
    body.lines().take(MAX_LINES).take_while(|line| !copy(line)).collect()
}

/// Fields of the standard that stand in the text, because a boundary was broken or nobody made parts.
fn fields_in_text(mail: &InboundMail, original: Option<&str>) -> Vec<Delivery> {
    let low = mail.text.to_ascii_lowercase();
    let first =
        ["\nreporting-mta:", "\nfinal-recipient:", "\naction:"].iter().filter_map(|f| low.find(f)).min();
    let Some(start) = first else { return Vec::new() };
    let (section, _) = text::cut(&mail.text[start..], 8_000);
    let mut found = delivery_status(section.as_bytes(), original);
    found.retain(|d| d.recipient.is_some());
    found
}

/// Whom it is about: what the system says outright, else the addresses that open a line, else the first
/// address that is not ours or the system's own.
fn recipients(mail: &InboundMail, lines: &[&str]) -> Vec<String> {
    if !mail.failed_recipients.is_empty() {
        return mail.failed_recipients.clone();
    }
    let ours: Vec<String> = mail.to.iter().map(super::message::Address::folded).collect();
    let system = mail.from.as_ref().map(super::message::Address::folded);
    let foreign = |a: &String| {
        let low = a.to_lowercase();
        !ours.contains(&low)
            && Some(&low) != system.as_ref()
            && !low.starts_with("postmaster@")
            && !low.starts_with("support@")
    };
    let mut found: Vec<String> = Vec::new();
    let opening = lines.iter().filter_map(|l| opening_address(l)).filter(foreign);
    let anywhere = || {
        lines
            .iter()
            .flat_map(|l| l.split([' ', '<', '>', ',', ';', '(', ')']))
            .filter_map(word_address)
            .filter(foreign)
            .take(1)
    };
    for address in opening {
        if !found.iter().any(|f| f.eq_ignore_ascii_case(&address)) {
            found.push(address);
        }
    }
    if found.is_empty() {
        found.extend(anywhere());
    }
    found
}

/// `<jan@x.nl>: reason`, `jan@x.nl on Thu ...`, `>>> jan@x.nl`, `-- jan@x.nl`.
fn opening_address(line: &str) -> Option<String> {
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = start.split([' ', '<', '>', '"', '\t', ',', ';', '(']).next()?;
    word_address(word)
}

fn word_address(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    (word.contains('@') && word.contains('.')).then(|| address_in(word)).flatten()
}

/// The line that tells why: with an SMTP code or a status, from the recipient's own line onward when
/// there is one.
fn diagnostic(lines: &[&str], recipient: Option<&str>) -> String {
    let from = recipient
        .and_then(|r| lines.iter().position(|l| l.to_lowercase().contains(&r.to_lowercase())))
        .unwrap_or(0);
    let tells =
        |line: &&&str| from_smtp_code(line).is_some() || status_in(line).is_some_and(|s| !s.starts_with('2'));
    let says = |line: &&&str| {
        let low = line.to_lowercase();
        PHRASES.iter().chain(&FULL).any(|p| low.contains(p))
    };
    let ahead = lines[from..].iter().find(tells).or_else(|| lines.iter().find(tells));
    let line = ahead.or_else(|| lines[from..].iter().find(says)).or_else(|| lines.iter().find(says));
    let line = line.or_else(|| lines.get(from)).copied().unwrap_or_default();
    text::line(line)
}

/// `550` in a line becomes status `5.0.0`: only the class is certain.
fn from_smtp_code(line: &str) -> Option<String> {
    let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    let code = words.filter(|w| w.len() == 3 && w.bytes().all(|b| b.is_ascii_digit())).find(|w| {
        matches!(*w, "421" | "422" | "450" | "451" | "452" | "454" | "471")
            || w.starts_with("55")
            || matches!(*w, "500" | "501" | "503" | "511" | "521" | "530" | "541")
    })?;
    Some(format!("{}.0.0", &code[..1]))
}
