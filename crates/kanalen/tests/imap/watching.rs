// SPDX-License-Identifier: EUPL-1.2
//! A mailbox that is watched during a test.

use std::{sync::Arc, time::Duration};

use berichten::server::{Login, Server};
use kanalen::{
    mail::imap::{Health, Mailbox, Pace, Watcher},
    testing::Dovecot,
};
use kernel::{Clock, SystemClock};
use tokio::{sync::watch, task::JoinHandle};

use crate::sink::MemorySink;

pub const USER: &str = "kcc";

pub fn mail(id: &str, text: &str) -> String {
    format!(
        "Message-ID: <{id}@voorbeeld.nl>\r\nFrom: Jan <jan@voorbeeld.nl>\r\nTo: kcc@thuishaven.nl\r\nSubject: Vraag {id}\r\nDate: Tue, 24 Nov 2026 11:05:29 +0100\r\n\r\n{text}\r\n"
    )
}

pub fn mailbox(server: Server, login: Login) -> Mailbox {
    let pace = Pace {
        pause: Duration::from_millis(20),
        longest_pause: Duration::from_millis(200),
        poll: Duration::from_millis(50),
        ..Pace::default()
    };
    Mailbox {
        postvak: "kcc".to_owned(),
        server,
        login,
        folder: "INBOX".to_owned(),
        moved_to: None,
        since: None,
        pace,
    }
}

pub fn of(dovecot: &Dovecot) -> Mailbox {
    mailbox(dovecot.server(), Dovecot::login(USER))
}

/// A watcher that runs until it is dropped.
pub struct Watching {
    task: JoinHandle<()>,
    pub health: watch::Receiver<Health>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Watching {
    pub fn start(mailbox: Mailbox, sink: &Arc<MemorySink>) -> Self {
        Self::start_at(mailbox, sink, Arc::new(SystemClock))
    }

    pub fn start_at(mailbox: Mailbox, sink: &Arc<MemorySink>, clock: Arc<dyn Clock>) -> Self {
        let watcher = Watcher::new(mailbox, Arc::clone(sink), clock);
        Self { health: watcher.health(), task: tokio::spawn(watcher.run()) }
    }

    pub async fn until(&mut self, test: impl FnMut(&Health) -> bool) -> Health {
        let waited = tokio::time::timeout(Duration::from_secs(30), self.health.wait_for(test)).await;
        waited.unwrap_or_else(|_| panic!("not in 30 seconds")).unwrap().clone()
    }

    pub async fn up_to_date(&mut self) {
        self.until(|h| h.up_to_date).await;
    }
}

/// Waits until all mails of the inbox are marked as read.
pub async fn all_read(dovecot: &Dovecot, count: usize) {
    for _ in 0..600 {
        if dovecot.counted(USER, "INBOX") == (count, count) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?} instead of {count} read mails", dovecot.counted(USER, "INBOX"));
}
