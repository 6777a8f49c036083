// SPDX-License-Identifier: EUPL-1.2
//! Fetches mail from mailboxes (IMAP4rev1, RFC 3501; IDLE, RFC 2177; MOVE, RFC 6851).
//!
//! The order that loses nothing: read the mail, hand it to the [`Sink`], and only when the sink says
//! that it is kept, mark it on the server. A line that breaks at any moment leads to the same mail being
//! handed over again, never to one being skipped; the sink knows a mail it already has.

mod explain;
mod folder;
mod line;
mod watch;

use std::{future::Future, time::Duration};

use berichten::server::{Login, STEP_TIMEOUT, Server};
use kernel::{Result, Time};

use super::limits::MAX_BYTES;

pub use watch::{Health, Watcher};

/// Bytes of a mail that are fetched. One more than we are willing to read, so that a mail that is too
/// large is seen to be so.
pub const MAX_FETCH: usize = MAX_BYTES + 1;

/// A mailbox to watch.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// Our code of the mailbox.
    pub postvak: String,
    /// Where its server is.
    pub server: Server,
    /// Who we are there.
    pub login: Login,
    /// Folder to watch, usually `INBOX`. Watch two folders with two watchers.
    pub folder: String,
    /// Folder to which mail is moved once it is kept; else it is only marked as read.
    pub moved_to: Option<String>,
    /// Mail that came to the server before this day (UTC) is left alone: for a mailbox with a past.
    pub since: Option<Time>,
    /// The patience of the watcher.
    pub pace: Pace,
}

/// How long things may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// One step of the talk with the server.
    pub step: Duration,
    /// Looking for new mail where the server does not tell (no IDLE).
    pub poll: Duration,
    /// Looking all the same where it does, because a line can die in silence.
    pub idle: Duration,
    /// First pause after trouble; each next one is twice as long.
    pub pause: Duration,
    /// Longest pause after trouble.
    pub longest_pause: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            step: STEP_TIMEOUT,
            poll: Duration::from_secs(30),
            idle: Duration::from_mins(5),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_mins(1),
        }
    }
}

/// Connects, logs in and opens the folder, without reading anything: for a check of the settings. The
/// text tells what is wrong.
pub async fn check(mailbox: &Mailbox) -> std::result::Result<(), String> {
    let open = async {
        let line = line::open(&mailbox.server, &mailbox.login, mailbox.pace.step).await?;
        folder::Folder::open(line, &mailbox.folder, mailbox.pace.step).await
    };
    open.await.map_err(|trouble| trouble.text())?.close().await;
    Ok(())
}

/// How far a folder was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// UIDVALIDITY under which the UIDs hold. Another value means: all numbers are new.
    pub uidvalidity: u32,
    /// The first UID that was not read.
    pub uidnext: u32,
}

/// A mail as it lies on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Our code of the mailbox.
    pub postvak: String,
    /// Folder it lies in.
    pub folder: String,
    /// UIDVALIDITY of the folder.
    pub uidvalidity: u32,
    /// UID in the folder.
    pub uid: u32,
    /// When the server took it in, by its clock.
    pub received: Option<Time>,
    /// The mail, or its first [`MAX_FETCH`] bytes.
    pub raw: Vec<u8>,
    /// Bytes it really has, when `raw` is only its beginning.
    pub cut_from: Option<u64>,
}

impl Fetched {
    /// Where the cursor stands once this mail is kept.
    pub fn cursor(&self) -> Cursor {
        Cursor { uidvalidity: self.uidvalidity, uidnext: self.uid.saturating_add(1) }
    }
}

/// What the sink did with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disposition {
    /// It is new, and kept.
    Kept,
    /// It was kept before; nothing changed.
    Known,
}

/// Where mail goes. The sink decides by content what is the same mail.
pub trait Sink: Send + Sync {
    /// How far this folder was read.
    fn cursor(&self, postvak: &str, folder: &str) -> impl Future<Output = Result<Option<Cursor>>> + Send;

    /// Sets how far this folder was read: at the first contact and when the numbers were made new.
    fn begin(&self, postvak: &str, folder: &str, cursor: Cursor) -> impl Future<Output = Result<()>> + Send;

    /// Keeps a mail and, in the same transaction, moves the cursor to [`Fetched::cursor`] unless it
    /// stands further already. After `Ok` both are durable. `Busy` means: the same again later.
    fn accept(&self, mail: Fetched) -> impl Future<Output = Result<Disposition>> + Send;

    /// Keeps a mail that [`Sink::accept`] failed on several times, unread, for a person to look at; moves
    /// the cursor as `accept` does. `why` is in plain Dutch.
    fn set_apart(&self, mail: Fetched, why: &str) -> impl Future<Output = Result<()>> + Send;
}
