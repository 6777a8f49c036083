// SPDX-License-Identifier: EUPL-1.2
//! An opened folder, and the few commands we need. Every command is followed to its tagged answer, so
//! that a line that broke is never taken for a folder without mail.

use std::time::Duration;

use async_imap::imap_proto::{
    AttributeValue, Capability, MailboxDatum, RequestId, Response, ResponseCode, Status,
};
use kernel::Time;
use mail_parser::parsers::MessageStream;

use super::{
    MAX_FETCH,
    line::{Line, in_time},
    watch::Trouble,
};

/// What we use beyond the base protocol.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extensions {
    /// The server tells of new mail by itself.
    pub idle: bool,
    /// Moves in one step.
    pub moves: bool,
    /// Expunges chosen mail only.
    pub uidplus: bool,
}

/// A mail as fetched.
pub struct Item {
    pub raw: Vec<u8>,
    /// Size according to the server.
    pub size: u64,
    pub received: Option<Time>,
}

/// A folder that is open for reading and marking.
pub struct Folder {
    line: Line,
    step: Duration,
    pub extensions: Extensions,
    pub uidvalidity: u32,
    /// Mails in the folder, as far as the server told.
    exists: u32,
    /// The server told of more mail since the last look.
    news: bool,
}

impl Folder {
    /// Opens `name`.
    pub async fn open(line: Line, name: &str, step: Duration) -> Result<Self, Trouble> {
        let mut folder =
            Self { line, step, extensions: Extensions::default(), uidvalidity: 0, exists: 0, news: true };
        let mut extensions = Extensions::default();
        folder
            .command("CAPABILITY", |response| {
                if let Response::Capabilities(all) = response {
                    let has = |name: &str| {
                        all.iter().any(|c| matches!(c, Capability::Atom(a) if a.eq_ignore_ascii_case(name)))
                    };
                    extensions =
                        Extensions { idle: has("IDLE"), moves: has("MOVE"), uidplus: has("UIDPLUS") };
                }
            })
            .await?;
        let mut uidvalidity = None;
        folder
            .command(&format!("SELECT {}", quoted(name)?), |response| {
                if let Response::Data { outcome, .. } = response
                    && let Some(ResponseCode::UidValidity(value)) = outcome.code
                {
                    uidvalidity = Some(value);
                }
            })
            .await?;
        folder.extensions = extensions;
        folder.uidvalidity = uidvalidity.ok_or_else(|| {
            Trouble::Refused(format!("de map {name} heeft geen vaste nummers (UIDVALIDITY)"))
        })?;
        Ok(folder)
    }

    /// UIDs that match, in order.
    pub async fn search(&mut self, criteria: &str) -> Result<Vec<u32>, Trouble> {
        self.news = false;
        let mut found = Vec::new();
        self.command(&format!("UID SEARCH {criteria}"), |response| {
            if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                found.extend(uids);
            }
        })
        .await?;
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// One mail, without marking it as read. `None` when somebody took it away.
    pub async fn fetch(&mut self, uid: u32) -> Result<Option<Item>, Trouble> {
        let mut item = None;
        let query = format!("UID FETCH {uid} (UID RFC822.SIZE INTERNALDATE BODY.PEEK[]<0.{MAX_FETCH}>)");
        self.command(&query, |response| {
            if let Response::Fetch(_, attributes) = response
                && attributes.iter().any(|a| matches!(a, AttributeValue::Uid(u) if *u == uid))
            {
                item = read_item(attributes).or(item.take());
            }
        })
        .await?;
        Ok(item)
    }

    /// Marks a mail as read.
    pub async fn mark_read(&mut self, uid: u32) -> Result<(), Trouble> {
        self.command(&format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)"), |_| {}).await
    }

    /// Moves a mail to another folder, which is made when it is not there.
    pub async fn move_to(&mut self, uid: u32, target: &str) -> Result<(), Trouble> {
        self.mark_read(uid).await?;
        let target = quoted(target)?;
        let verb = if self.extensions.moves { "MOVE" } else { "COPY" };
        let moving = format!("UID {verb} {uid} {target}");
        if let Err(Trouble::Refused(_)) = self.command(&moving, |_| {}).await {
            self.command(&format!("CREATE {target}"), |_| {}).await?;
            self.command(&moving, |_| {}).await?;
        }
        if !self.extensions.moves {
            self.command(&format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"), |_| {}).await?;
            // A bare EXPUNGE would also take away what others marked.
            if self.extensions.uidplus {
                self.command(&format!("UID EXPUNGE {uid}"), |_| {}).await?;
            }
        }
        Ok(())
    }

    /// Waits until the server tells of new mail, at most this long. True when it did.
    pub async fn wait(&mut self, at_most: Duration) -> Result<bool, Trouble> {
        if self.news {
            return Ok(true);
        }
        if !self.extensions.idle {
            tokio::time::sleep(at_most).await;
            self.command("NOOP", |_| {}).await?;
            return Ok(self.news);
        }
        let id = self.send("IDLE").await?;
        let patience = tokio::time::Instant::now() + at_most;
        let mut idling = false;
        while !self.news {
            let wait = if idling {
                patience.saturating_duration_since(tokio::time::Instant::now())
            } else {
                self.step
            };
            match tokio::time::timeout(wait, self.line.read_response()).await {
                Err(_) if idling => break,
                Err(_) => return Err(Trouble::Lost("wachten: de mailserver antwoordt niet".to_owned())),
                Ok(answer) => {
                    let response = received(answer)?;
                    idling |= matches!(response.parsed(), Response::Continue(_));
                    self.count(response.parsed());
                    if let Some(end) = ended(response.parsed(), &id)? {
                        return Err(end);
                    }
                }
            }
        }
        let done = self.line.run_command_untagged("DONE");
        in_time(self.step, "wachten", done).await?.map_err(|e| Trouble::Lost(e.to_string()))?;
        self.follow(&id, |_| {}).await?;
        Ok(self.news)
    }

    /// Says goodbye; how the server takes it makes no difference.
    pub async fn close(mut self) {
        let _ = self.command("LOGOUT", |_| {}).await;
    }

    /// Follows how many mails there are. More is news; the same number told again is not.
    fn count(&mut self, response: &Response<'_>) {
        match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => {
                self.news |= *count > self.exists;
                self.exists = *count;
            }
            Response::Expunge(_) => self.exists = self.exists.saturating_sub(1),
            _ => {}
        }
    }

    async fn send(&mut self, command: &str) -> Result<RequestId, Trouble> {
        let sending = self.line.run_command(command);
        in_time(self.step, verb(command), sending)
            .await?
            .map_err(|e| Trouble::Lost(format!("{}: {e}", verb(command))))
    }

    async fn command(&mut self, command: &str, each: impl FnMut(&Response<'_>)) -> Result<(), Trouble> {
        let id = self.send(command).await?;
        self.follow(&id, each).await.map_err(|trouble| trouble.at(verb(command)))
    }

    /// Reads up to the tagged answer.
    async fn follow(&mut self, id: &RequestId, mut each: impl FnMut(&Response<'_>)) -> Result<(), Trouble> {
        loop {
            let response = received(in_time(self.step, "lezen", self.line.read_response()).await?)?;
            match response.parsed() {
                Response::Done { tag, status: Status::Ok, .. } if tag == id => return Ok(()),
                parsed => {
                    if let Some(end) = ended(parsed, id)? {
                        return Err(end);
                    }
                    self.count(parsed);
                    each(parsed);
                }
            }
        }
    }
}

fn received<R>(answer: std::io::Result<Option<R>>) -> Result<R, Trouble> {
    match answer {
        Ok(Some(response)) => Ok(response),
        Ok(None) => Err(Trouble::Lost("de mailserver hing op".to_owned())),
        // The library puts what it could not read in the error: that may be a whole mail.
        Err(e) => Err(Trouble::Lost(e.to_string().chars().take(200).collect())),
    }
}

/// The refusal of this command, if that is what it is. A goodbye ends the line.
fn ended(response: &Response<'_>, id: &RequestId) -> Result<Option<Trouble>, Trouble> {
    match response {
        Response::Done { tag, outcome, .. } if tag == id => {
            let said = outcome.information.as_deref().unwrap_or_default();
            Ok(Some(Trouble::Refused(format!("{:?} {said}", outcome.code))))
        }
        Response::Data { status: Status::Bye, outcome } => Err(Trouble::Lost(format!(
            "de mailserver sluit af: {}",
            outcome.information.as_deref().unwrap_or_default()
        ))),
        _ => Ok(None),
    }
}

fn read_item(attributes: &[AttributeValue<'_>]) -> Option<Item> {
    let mut item = Item { raw: Vec::new(), size: 0, received: None };
    let mut has_body = false;
    for attribute in attributes {
        match attribute {
            AttributeValue::BodySection { section: None, data, .. } => {
                has_body = true;
                item.raw = data.as_deref().unwrap_or_default().to_vec();
            }
            AttributeValue::Rfc822Size(size) => item.size = u64::from(*size),
            AttributeValue::InternalDate(date) => item.received = internal_date(date),
            _ => {}
        }
    }
    has_body.then_some(item)
}

/// `24-Nov-2026 11:05:29 +0100`.
fn internal_date(text: &str) -> Option<Time> {
    let line = format!("{}\n", text.replacen('-', " ", 2));
    let parsed = MessageStream::new(line.as_bytes()).parse_date();
    let date = parsed.as_datetime().filter(|d| d.is_valid())?;
    Some(Time::from_micros(date.to_timestamp().checked_mul(1_000_000)?))
}

/// A name of a folder as a quoted string.
fn quoted(name: &str) -> Result<String, Trouble> {
    if name.chars().any(|c| c.is_control() || !c.is_ascii()) {
        return Err(Trouble::Refused(format!(
            "de mapnaam '{name}' mag alleen gewone letters, cijfers en tekens hebben"
        )));
    }
    Ok(format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")))
}

fn verb(command: &str) -> &str {
    command.split(" (").next().unwrap_or(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_date_is_read() {
        assert_eq!(
            internal_date("24-Nov-2026 11:05:29 +0100"),
            Some(Time::parse("2026-11-24T10:05:29Z").unwrap())
        );
        assert_eq!(
            internal_date(" 4-Nov-2026 11:05:29 +0000"),
            Some(Time::parse("2026-11-04T11:05:29Z").unwrap())
        );
        assert_eq!(internal_date("gisteren"), None);
    }

    #[test]
    fn a_folder_name_cannot_carry_a_command() {
        assert_eq!(quoted("In\"box\\").ok().as_deref(), Some("\"In\\\"box\\\\\""));
        assert!(quoted("INBOX\r\nA1 DELETE x").is_err());
    }
}
