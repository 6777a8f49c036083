// SPDX-License-Identifier: EUPL-1.2
//! What a mail is once it has been read.

use kernel::Time;

/// Somebody's mail address as a header gave it. A claim, never a proof of who wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Name shown beside the address; may be empty.
    pub name: String,
    /// Address with its domain in lower case.
    pub email: String,
}

impl Address {
    /// An address that can be written to, or nothing.
    pub fn new(name: &str, email: &str) -> Option<Self> {
        let email = email.trim().trim_matches(['<', '>']);
        let (local, domain) = email.rsplit_once('@')?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>()[],;:\\\"".contains(c);
        let fits = !local.is_empty()
            && !domain.is_empty()
            && email.len() <= 254
            && local.chars().all(|c| plain(c) && c != '@')
            && domain.chars().all(plain)
            && !domain.starts_with('.');
        fits.then(|| Self {
            name: super::text::line(name).trim_matches(['"', '\'', ' ']).to_owned(),
            email: format!("{local}@{}", domain.to_lowercase()),
        })
    }

    /// The part after the at sign.
    pub fn domain(&self) -> &str {
        self.email.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The part before the at sign.
    pub fn local(&self) -> &str {
        self.email.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// For comparing: all in lower case. No provider that people use tells capitals apart.
    pub fn folded(&self) -> String {
        self.email.to_lowercase()
    }
}

/// A file that came with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name without folders, made up when the mail gave none.
    pub name: String,
    /// Media type as the sender claims, in lower case. Check the content before believing it.
    pub media_type: String,
    /// Id by which the HTML of the mail refers to it (`cid:`), without angle brackets.
    pub content_id: Option<String>,
    /// A picture that the HTML of the mail shows in its text. It may still be what the mail is about.
    pub inline: bool,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Whether a machine sent it, and of what kind (RFC 3834 and what came before it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AutoKind {
    /// A person, as far as we can tell.
    #[default]
    None,
    /// An automatic reply, such as a notice of absence.
    Replied,
    /// Made by a machine.
    Generated,
    /// Came by a mailing list.
    List,
    /// Sent to many at once.
    Bulk,
}

/// The address to which a mail system would report trouble.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ReturnPath {
    /// Not recorded.
    #[default]
    Missing,
    /// Explicitly nobody: the mark of reports and automatic replies.
    Empty,
    /// This address.
    Address(String),
}

/// A mail that was read. All text is fit to store and show: no control characters, lines end in `\n`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InboundMail {
    /// Message-ID without angle brackets.
    pub message_id: Option<String>,
    /// Message-IDs of In-Reply-To and References, oldest first, each once.
    pub references: Vec<String>,
    /// Who wrote it, by claim.
    pub from: Option<Address>,
    /// From names a mail system or nobody at all.
    pub from_daemon: bool,
    /// Where answers should go, when it differs.
    pub reply_to: Option<Address>,
    /// Who put it in the mail, when it differs.
    pub sender_field: Option<Address>,
    /// Addressees.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Addresses it was delivered to according to our own mail system.
    pub delivered_to: Vec<String>,
    /// Where trouble is reported.
    pub return_path: ReturnPath,
    /// Subject; empty when there is none.
    pub subject: String,
    /// When it was sent, by the sender's clock.
    pub date: Option<Time>,
    /// Readable text, quoted history included.
    pub text: String,
    /// Whether `text` was longer than what is kept.
    pub text_cut: bool,
    /// The HTML as sent. Never show it without [`super::html::sanitise`].
    pub html: Option<String>,
    /// Files, forwarded mails and everything else that is not the text.
    pub attachments: Vec<Attachment>,
    /// Whether a machine sent it.
    pub auto: AutoKind,
    /// Asks machines not to answer (X-Auto-Response-Suppress).
    pub suppress: bool,
    /// How many mail systems it passed.
    pub hops: usize,
    /// Media type of the whole, in lower case.
    pub media_type: String,
    /// `report-type` of a multipart/report, in lower case.
    pub report_type: Option<String>,
    /// Recipients that the mail system says it could not reach (X-Failed-Recipients).
    pub failed_recipients: Vec<String>,
    /// Thread tokens found in ids and addresses; not yet checked.
    pub tokens: Vec<String>,
    /// Thread token in its own Message-ID; not yet checked. When it is ours, this is a mail of ours that
    /// came back as a copy, and nobody wrote to us.
    pub own_token: Option<String>,
}

impl InboundMail {
    /// Who to treat as the sender: From, else Sender, else Reply-To, else the return path.
    pub fn sender(&self) -> Option<Address> {
        let path = match &self.return_path {
            ReturnPath::Address(a) => Address::new("", a),
            _ => None,
        };
        self.from.clone().or_else(|| self.sender_field.clone()).or_else(|| self.reply_to.clone()).or(path)
    }

    /// Where an answer goes: Reply-To when given, else the sender.
    pub fn answer_to(&self) -> Option<Address> {
        self.reply_to.clone().or_else(|| self.sender())
    }
}

/// Why a mail could not be read. A person decides what to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unparseable {
    /// Nothing in it.
    Empty,
    /// Not a single header.
    NotMail,
    /// Nobody to answer.
    NoSender,
    /// More than [`super::limits::MAX_BYTES`].
    TooLarge,
    /// More than [`super::limits::MAX_HEADER_LINES`].
    TooManyHeaderLines,
    /// More than [`super::limits::MAX_HEADER_BYTES`].
    HeadersTooLarge,
    /// More than [`super::limits::MAX_PARTS`].
    TooManyParts,
    /// More than [`super::limits::MAX_DEPTH`].
    TooDeep,
    /// More than [`super::limits::MAX_ATTACHMENTS`].
    TooManyAttachments,
    /// Our reader failed on it; a defect of ours.
    Defect,
}

impl Unparseable {
    /// Why, in plain Dutch, for the employee who looks at it.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Empty => "De mail is leeg.",
            Self::NotMail => "Dit is geen mail: er staan geen mailgegevens in.",
            Self::NoSender => "De mail heeft geen bruikbare afzender.",
            Self::TooLarge => "De mail is te groot.",
            Self::TooManyHeaderLines | Self::HeadersTooLarge => "De mail heeft te veel technische gegevens.",
            Self::TooManyParts => "De mail bestaat uit te veel delen.",
            Self::TooDeep => "De mail is te diep genest.",
            Self::TooManyAttachments => "De mail heeft te veel bijlagen.",
            Self::Defect => "De mail kon niet worden gelezen.",
        }
    }
}
