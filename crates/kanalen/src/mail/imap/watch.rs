// SPDX-License-Identifier: EUPL-1.2
//! Watches one folder for as long as the program runs: catches up, waits for news, and starts again
//! after every trouble with a pause that grows.

use std::{sync::Arc, time::Duration};

use kernel::{Clock, Error, Time};
use tokio::sync::watch;
use tracing::{info, warn};

use super::{
    Cursor, Disposition, Fetched, MAX_FETCH, Mailbox, Sink,
    explain::explain,
    folder::{Folder, Item},
    line,
};

/// Times that one mail may fail in the sink before it is set apart.
const TRIES_TO_KEEP: u32 = 3;
/// Times that a line may break while one mail is fetched, and for how long, before that mail is set
/// apart unfetched: some servers fall over one damaged mail.
const TRIES_TO_FETCH: u32 = 10;
const TIME_TO_FETCH: Duration = Duration::from_mins(15);
/// Mails below the cursor that are looked at again per line.
const MAX_LEFTOVERS: usize = 500;

/// What stopped a watcher for now.
#[derive(Debug)]
pub enum Trouble {
    /// The line broke or the server does not answer.
    Lost(String),
    /// The server says no to something we need.
    Refused(String),
    /// The mail could not be kept.
    Sink(Error),
}

impl Trouble {
    /// Adds what we were doing.
    pub fn at(self, what: &str) -> Self {
        match self {
            Self::Lost(said) => Self::Lost(format!("{what}: {said}")),
            Self::Refused(said) => Self::Refused(format!("{what}: {said}")),
            Self::Sink(error) => Self::Sink(error),
        }
    }

    /// What happened, for a person.
    pub fn text(&self) -> String {
        match self {
            Self::Lost(said) | Self::Refused(said) => said.clone(),
            Self::Sink(error) => error.to_string(),
        }
    }
}

/// How a watcher is doing, for the page of the administrator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Health {
    /// The folder is open and read to its end.
    pub up_to_date: bool,
    /// When it last was.
    pub last_up_to_date: Option<Time>,
    /// What went wrong last, while it is wrong: the words of the server.
    pub trouble: Option<String>,
    /// The same in plain Dutch, for a person who can do something about it.
    pub plain: Option<String>,
    /// Mails that were new since the program started.
    pub kept: u64,
    /// Lines opened since the program started.
    pub lines: u64,
}

/// Watches one folder of one mailbox.
pub struct Watcher<S> {
    mailbox: Mailbox,
    sink: Arc<S>,
    clock: Arc<dyn Clock>,
    health: watch::Sender<Health>,
    failing: Option<Failing>,
}

/// The mail that gives trouble.
#[derive(Clone, Copy)]
struct Failing {
    uid: u32,
    /// How often the sink failed on it.
    kept: u32,
    /// How often the line broke on it.
    fetched: u32,
    since: Time,
}

impl<S: Sink> Watcher<S> {
    /// A watcher that does nothing yet.
    pub fn new(mailbox: Mailbox, sink: Arc<S>, clock: Arc<dyn Clock>) -> Self {
        Self { mailbox, sink, clock, health: watch::Sender::default(), failing: None }
    }

    /// How it is doing, now and later.
    pub fn health(&self) -> watch::Receiver<Health> {
        self.health.subscribe()
    }

    /// Runs until the future is dropped, which is safe at any moment.
    pub async fn run(mut self) {
        let mut pause = self.mailbox.pace.pause;
        loop {
            let Err(trouble) = self.line().await;
            if self.health.borrow().up_to_date {
                pause = self.mailbox.pace.pause;
            }
            warn!(
                postvak = self.mailbox.postvak,
                map = self.mailbox.folder,
                fout = trouble.text(),
                "postvak niet bereikbaar"
            );
            self.health.send_modify(|h| {
                h.up_to_date = false;
                h.trouble = Some(trouble.text());
                h.plain = Some(explain(&trouble));
            });
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(self.mailbox.pace.longest_pause);
        }
    }

    /// One line, from connecting to the first trouble.
    async fn line(&mut self) -> Result<std::convert::Infallible, Trouble> {
        let pace = self.mailbox.pace;
        let line = line::open(&self.mailbox.server, &self.mailbox.login, pace.step).await?;
        let mut folder = Folder::open(line, &self.mailbox.folder, pace.step).await?;
        let mut cursor = self.start(&folder).await?;
        self.leftovers(&mut folder, cursor).await?;
        info!(postvak = self.mailbox.postvak, map = self.mailbox.folder, "postvak geopend");
        self.health.send_modify(|h| h.lines += 1);
        loop {
            cursor = self.catch_up(&mut folder, cursor).await?;
            let now = self.clock.now();
            self.health.send_modify(|h| {
                h.up_to_date = true;
                h.last_up_to_date = Some(now);
                h.trouble = None;
                h.plain = None;
            });
            let at_most = if folder.extensions.idle { pace.idle } else { pace.poll };
            folder.wait(at_most).await?;
        }
    }

    /// Where to go on: where we were, or at the start when the folder or its numbers are new to us.
    async fn start(&self, folder: &Folder) -> Result<Cursor, Trouble> {
        let (postvak, name) = (&self.mailbox.postvak, &self.mailbox.folder);
        let known = self.sink.cursor(postvak, name).await.map_err(Trouble::Sink)?;
        if let Some(cursor) = known.filter(|c| c.uidvalidity == folder.uidvalidity) {
            return Ok(cursor);
        }
        let fresh = Cursor { uidvalidity: folder.uidvalidity, uidnext: 1 };
        self.sink.begin(postvak, name, fresh).await.map_err(Trouble::Sink)?;
        Ok(fresh)
    }

    /// Mail that was kept but not marked because a line broke in between. The sink knows it.
    async fn leftovers(&mut self, folder: &mut Folder, cursor: Cursor) -> Result<(), Trouble> {
        if cursor.uidnext <= 1 {
            return Ok(());
        }
        let unmarked = if self.mailbox.moved_to.is_some() { "" } else { " UNSEEN" };
        let found = folder.search(&format!("UID 1:{}{unmarked}{}", cursor.uidnext - 1, self.since())).await?;
        for uid in found.into_iter().filter(|uid| *uid < cursor.uidnext).take(MAX_LEFTOVERS) {
            self.take(folder, uid).await?;
        }
        Ok(())
    }

    /// Takes everything from the cursor on. Gives the new cursor.
    async fn catch_up(&mut self, folder: &mut Folder, mut cursor: Cursor) -> Result<Cursor, Trouble> {
        let from = cursor.uidnext;
        // A search from beyond the end gives the last mail: it is left out again.
        let found = folder.search(&format!("UID {from}:*{}", self.since())).await?;
        for uid in found.into_iter().filter(|uid| *uid >= from) {
            self.take(folder, uid).await?;
            cursor.uidnext = uid.saturating_add(1);
        }
        Ok(cursor)
    }

    fn since(&self) -> String {
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let Some(since) = self.mailbox.since else { return String::new() };
        let text = since.to_string();
        let month = text.get(5..7).and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m - 1));
        let (day, year) = (text.get(8..10).unwrap_or("01"), text.get(..4).unwrap_or("1970"));
        format!(" SINCE {day}-{}-{year}", month.unwrap_or(&"Jan"))
    }

    /// Fetches one mail, has it kept, and only then marks it.
    async fn take(&mut self, folder: &mut Folder, uid: u32) -> Result<(), Trouble> {
        let now = self.clock.now();
        let tries =
            self.failing.filter(|f| f.uid == uid).unwrap_or(Failing { uid, kept: 0, fetched: 0, since: now });
        if tries.fetched >= TRIES_TO_FETCH && now.since(tries.since) >= TIME_TO_FETCH {
            let note = Item { raw: note(uid, folder.uidvalidity, now), size: 0, received: None };
            let mail = self.fetched(folder, uid, note);
            self.sink
                .set_apart(mail, "De mail kon niet worden opgehaald. Kijk in het postvak zelf.")
                .await
                .map_err(Trouble::Sink)?;
            self.failing = None;
            return Ok(());
        }
        self.failing = Some(Failing { fetched: tries.fetched + 1, ..tries });
        let Some(item) = folder.fetch(uid).await? else {
            self.failing = None;
            return Ok(());
        };
        if item.raw.is_empty() && item.size > 0 {
            // Some servers show a mail before its content has arrived.
            return Err(Trouble::Lost(format!("mail {uid} is nog leeg")));
        }
        self.failing = Some(Failing { fetched: 0, since: now, ..tries });
        let mail = self.fetched(folder, uid, item);
        self.keep(mail, tries.kept).await?;
        self.failing = None;
        self.mark(folder, uid).await
    }

    fn fetched(&self, folder: &Folder, uid: u32, item: Item) -> Fetched {
        let cut =
            item.raw.len() >= MAX_FETCH && item.size > u64::try_from(item.raw.len()).unwrap_or(u64::MAX);
        Fetched {
            postvak: self.mailbox.postvak.clone(),
            folder: self.mailbox.folder.clone(),
            uidvalidity: folder.uidvalidity,
            uid,
            received: item.received,
            cut_from: cut.then_some(item.size),
            raw: item.raw,
        }
    }

    async fn keep(&mut self, mail: Fetched, tries: u32) -> Result<(), Trouble> {
        let uid = mail.uid;
        if tries >= TRIES_TO_KEEP {
            warn!(postvak = mail.postvak, uid, "mail apart gezet");
            let why = "De mail kon niet worden verwerkt.";
            return self.sink.set_apart(mail, why).await.map_err(Trouble::Sink);
        }
        match self.sink.accept(mail).await {
            Ok(Disposition::Kept) => {
                self.health.send_modify(|h| h.kept += 1);
                Ok(())
            }
            Ok(Disposition::Known) => Ok(()),
            // A store that is too busy says nothing about this mail.
            Err(busy @ Error::Busy { .. }) => Err(Trouble::Sink(busy)),
            Err(error) => {
                self.failing = Some(Failing { uid, kept: tries + 1, fetched: 0, since: self.clock.now() });
                Err(Trouble::Sink(error))
            }
        }
    }

    /// A mark that fails is made up for on the next line: the mail is kept, and that is what counts.
    async fn mark(&self, folder: &mut Folder, uid: u32) -> Result<(), Trouble> {
        let marked = match &self.mailbox.moved_to {
            Some(target) => folder.move_to(uid, target).await,
            None => folder.mark_read(uid).await,
        };
        match marked {
            Err(Trouble::Refused(said)) => {
                warn!(postvak = self.mailbox.postvak, uid, fout = said, "mail niet gemarkeerd");
                Ok(())
            }
            other => other,
        }
    }
}

/// What is kept in the place of a mail that never came over the line.
fn note(uid: u32, uidvalidity: u32, now: Time) -> Vec<u8> {
    format!("Deze mail kon niet worden opgehaald. Nummer in het postvak: {uid} ({uidvalidity}). Geprobeerd tot {now}.\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use berichten::server::{Login, Security, Server};
    use kernel::{Result, SystemClock};

    use super::*;
    use crate::mail::imap::Pace;

    struct Nowhere;

    impl Sink for Nowhere {
        async fn cursor(&self, _: &str, _: &str) -> Result<Option<Cursor>> {
            Ok(None)
        }

        async fn begin(&self, _: &str, _: &str, _: Cursor) -> Result<()> {
            Ok(())
        }

        async fn accept(&self, _: Fetched) -> Result<Disposition> {
            Ok(Disposition::Kept)
        }

        async fn set_apart(&self, _: Fetched, _: &str) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn mail_from_before_the_first_day_is_left_alone() {
        let server =
            Server { host: "localhost".to_owned(), port: 1, security: Security::Plain, extra_roots: None };
        let mailbox = Mailbox {
            postvak: "kcc".to_owned(),
            server,
            login: Login::None,
            folder: "INBOX".to_owned(),
            moved_to: None,
            since: Some(Time::parse("2026-11-04T00:00:00Z").unwrap()),
            pace: Pace { pause: Duration::from_millis(1), ..Pace::default() },
        };
        let mut watcher = Watcher::new(mailbox, Arc::new(Nowhere), Arc::new(SystemClock));
        assert_eq!(watcher.since(), " SINCE 04-Nov-2026");
        watcher.mailbox.since = None;
        assert_eq!(watcher.since(), "");
    }
}
