// SPDX-License-Identifier: EUPL-1.2
//! A mail of ours as it goes over the line: plain text with an HTML form of the same words, and the
//! headers by which replies and reports find their way back.

use std::time::{Duration, SystemTime};

use kernel::{Error, Result, Time};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

/// A mail to one recipient.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Message-ID without angle brackets; see [`crate::token::message_id`].
    pub message_id: String,
    /// Message-ID of the mail it answers, without angle brackets.
    pub in_reply_to: Option<String>,
    /// Message-IDs of the thread, oldest first, without angle brackets.
    pub references: Vec<String>,
    /// Name the recipient sees.
    pub from_name: String,
    /// Address of the mailbox.
    pub from: String,
    /// Where replies go; see [`crate::token::reply_address`]. Reports of trouble go there too.
    pub reply_to: Option<String>,
    /// Name of the recipient; may be empty.
    pub to_name: String,
    /// Address of the recipient.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// The same in HTML; made from the text when absent.
    pub html: Option<String>,
    /// No person wrote it: says so, and asks machines not to answer.
    pub automatic: bool,
    /// When it was written.
    pub date: Option<Time>,
}

/// A mail ready for the line.
#[derive(Debug, Clone)]
pub struct Built {
    /// Sender and recipient for the mail systems.
    pub envelope: Envelope,
    /// The mail. The same [`Outgoing`] gives the same bytes.
    pub bytes: Vec<u8>,
}

impl Outgoing {
    /// Makes the mail. Fails when an address cannot be written to.
    pub fn build(&self) -> Result<Built> {
        let to = mailbox(&self.to_name, &self.to, "aan")?;
        let from = mailbox(&self.from_name, &self.from, "van")?;
        let back =
            self.reply_to.as_deref().map(|r| mailbox(&self.from_name, r, "antwoordadres")).transpose()?;
        let envelope =
            Envelope::new(Some(back.as_ref().unwrap_or(&from).email.clone()), vec![to.email.clone()])
                .map_err(Error::internal)?;
        let mut message = Message::builder()
            .from(from)
            .to(to)
            .subject(one_line(&self.subject))
            .message_id(Some(bracketed(&self.message_id)))
            .date(self.date.map_or(SystemTime::UNIX_EPOCH, system_time))
            .envelope(envelope.clone());
        if let Some(back) = back {
            message = message.reply_to(back);
        }
        if let Some(id) = &self.in_reply_to {
            message = message.in_reply_to(bracketed(id));
        }
        if !self.references.is_empty() {
            message = message
                .references(self.references.iter().map(|id| bracketed(id)).collect::<Vec<_>>().join(" "));
        }
        if self.automatic {
            let kind = if self.in_reply_to.is_some() { "auto-replied" } else { "auto-generated" };
            message = message
                .raw_header(raw("Auto-Submitted", kind))
                .raw_header(raw("X-Auto-Response-Suppress", "All"));
        }
        let html = self.html.clone().unwrap_or_else(|| html_of(&self.text));
        let parts = MultiPart::alternative()
            .boundary(self.boundary())
            .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(self.text.clone()))
            .singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html));
        let bytes = message.multipart(parts).map_err(Error::internal)?.formatted();
        Ok(Built { envelope, bytes })
    }

    /// A boundary that follows from the mail, so that sending it again sends the same bytes. Quoted-
    /// printable text cannot contain it: there an equals sign is always followed by a digit.
    fn boundary(&self) -> String {
        let marks: String = self.message_id.chars().filter(char::is_ascii_alphanumeric).take(50).collect();
        format!("=_vd_{marks}")
    }
}

fn mailbox(name: &str, address: &str, field: &str) -> Result<Mailbox> {
    let email: Address =
        address.parse().map_err(|_| Error::field(field, format!("'{address}' is geen mailadres.")))?;
    let name = one_line(name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), email))
}

/// No line end may ever get into a header.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn bracketed(id: &str) -> String {
    let id: String = id.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>')).collect();
    format!("<{id}>")
}

fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn system_time(time: Time) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(time.micros()).unwrap_or(0))
}

/// Plain words in HTML: paragraphs, line ends and links to pages. Nothing is fetched when it is read.
pub fn html_of(text: &str) -> String {
    let paragraphs = text
        .trim()
        .split("\n\n")
        .map(|p| linked(p.trim_matches('\n'), ""))
        .collect::<Vec<_>>()
        .join("</p>\n<p>");
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><title></title></head>\n<body>\n<p>{paragraphs}</p>\n</body></html>\n"
    )
}

/// A paragraph with its line ends and with links to the addresses in it; `marks` stand in each link.
pub(crate) fn linked(paragraph: &str, marks: &str) -> String {
    let lines = paragraph.split('\n').map(|line| {
        let words = line.split(' ').map(|word| {
            let (address, rest) =
                word.split_at(word.trim_end_matches(['.', ',', ')', ';', ':', '?', '!']).len());
            if address.starts_with("https://") || address.starts_with("http://") {
                let address = escaped(address);
                format!("<a href=\"{address}\"{marks}>{address}</a>{}", escaped(rest))
            } else {
                escaped(word)
            }
        });
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("<br>\n")
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer() -> Outgoing {
        Outgoing {
            message_id: "vraag.abc.1@thuishaven.nl".to_owned(),
            in_reply_to: Some("a1@voorbeeld.nl".to_owned()),
            references: vec!["a0@voorbeeld.nl".to_owned(), "a1@voorbeeld.nl".to_owned()],
            from_name: "Gemeente Thuishaven".to_owned(),
            from: "post@thuishaven.nl".to_owned(),
            reply_to: Some("post+abc@thuishaven.nl".to_owned()),
            to_name: "Jan de Vries".to_owned(),
            to: "jan@voorbeeld.nl".to_owned(),
            subject: "Uw vraag over het café (TH-26-000001)".to_owned(),
            text: "Beste Jan,\n\nHet café is één dag dicht.\nZie https://thuishaven.nl/status?a=1&b=2.\n"
                .to_owned(),
            date: Some(Time::parse("2026-11-24T10:05:29Z").unwrap()),
            ..Outgoing::default()
        }
    }

    #[test]
    fn a_mail_program_reads_what_we_wrote() {
        let built = answer().build().unwrap();
        let read = mail_parser::MessageParser::default().parse(&built.bytes).unwrap();
        assert_eq!(read.subject(), Some("Uw vraag over het café (TH-26-000001)"));
        assert_eq!(read.message_id(), Some("vraag.abc.1@thuishaven.nl"));
        assert_eq!(read.in_reply_to().as_text(), Some("a1@voorbeeld.nl"));
        assert_eq!(read.references().as_text_list().map(<[_]>::len), Some(2));
        assert_eq!(read.reply_to().unwrap().first().unwrap().address(), Some("post+abc@thuishaven.nl"));
        assert_eq!(read.date().unwrap().to_timestamp(), 1_795_514_729);
        assert_eq!(read.body_text(0).unwrap().replace('\r', "").trim_end(), answer().text.trim_end());
        assert!(read.body_html(0).unwrap().contains("<a href=\"https://thuishaven.nl/status?a=1&amp;b=2\">"));
        assert_eq!(read.header("Auto-Submitted"), None);
        // Trouble is reported to the address with the token.
        assert_eq!(built.envelope.from().unwrap().to_string(), "post+abc@thuishaven.nl");
    }

    #[test]
    fn a_mail_that_no_person_wrote_says_so() {
        let text = |o: &Outgoing| String::from_utf8(o.build().unwrap().bytes).unwrap();
        let reply = Outgoing { automatic: true, ..answer() };
        assert!(text(&reply).contains("Auto-Submitted: auto-replied\r\n"));
        let first = Outgoing { in_reply_to: None, ..reply };
        assert!(text(&first).contains("Auto-Submitted: auto-generated\r\n"));
        assert!(text(&first).contains("X-Auto-Response-Suppress: All\r\n"));
    }

    #[test]
    fn sending_again_sends_the_same_bytes() {
        assert_eq!(answer().build().unwrap().bytes, answer().build().unwrap().bytes);
    }

    #[test]
    fn nobody_slips_a_header_in_by_a_subject_a_name_or_an_id() {
        let evil = Outgoing {
            subject: "x\r\nBcc: spion@x.nl".to_owned(),
            to_name: "Jan\r\nBcc: spion@x.nl".to_owned(),
            message_id: "a>\r\nBcc: spion@x.nl".to_owned(),
            in_reply_to: Some("a\r\nBcc: spion@x.nl".to_owned()),
            ..answer()
        };
        let raw = String::from_utf8(evil.build().unwrap().bytes).unwrap();
        assert!(!raw.to_lowercase().contains("\nbcc:"), "{raw}");
        assert!(Outgoing { to: "jan@x.nl\r\nBcc: spion@x.nl".to_owned(), ..answer() }.build().is_err());
        assert!(Outgoing { to: "geen adres".to_owned(), ..answer() }.build().is_err());
    }

    #[test]
    fn markup_in_the_text_stays_text() {
        let html = html_of("a <b> & \"c\"\n\nhttps://x.nl/\"onmouseover=alert(1) http://y.nl.");
        assert!(html.contains("<p>a &lt;b&gt; &amp; &quot;c&quot;</p>"));
        assert!(!html.contains("\"onmouseover") && html.contains("<a href=\"http://y.nl\">http://y.nl</a>."));
    }
}
