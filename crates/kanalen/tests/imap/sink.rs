// SPDX-License-Identifier: EUPL-1.2
//! A sink that keeps mail in memory by the rules of the real one, and can be told to fail.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use kanalen::mail::{
    file_hash,
    imap::{Cursor, Disposition, Fetched, Sink},
};
use kernel::{Error, Result};
use tokio::sync::watch;

/// A mail that was kept.
#[derive(Debug, Clone)]
pub struct Kept {
    pub postvak: String,
    pub uid: u32,
    pub raw: Vec<u8>,
    pub set_apart: Option<String>,
    content: [u8; 32],
}

/// Keeps each mail once per mailbox, by content.
#[derive(Default)]
pub struct MemorySink {
    kept: watch::Sender<Vec<Kept>>,
    cursors: Mutex<HashMap<(String, String), Cursor>>,
    /// Answers for the next mails, before they are kept.
    failures: Mutex<VecDeque<Error>>,
    /// Mails that were handed over, known ones included.
    handed: watch::Sender<usize>,
    /// Mails with this in them always fail.
    poison: Option<&'static str>,
    /// Mails with this in them make the program stumble.
    stumble: Option<&'static str>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MemorySink {
    /// A sink that fails on every mail with this in it.
    pub fn failing_on(poison: &'static str) -> Self {
        Self { poison: Some(poison), ..Self::default() }
    }

    /// A sink with a defect: it panics on every mail with this in it.
    pub fn stumbling_over(stumble: &'static str) -> Self {
        Self { stumble: Some(stumble), ..Self::default() }
    }

    pub fn fail(&self, failures: impl IntoIterator<Item = Error>) {
        locked(&self.failures).extend(failures);
    }

    pub fn kept(&self) -> Vec<Kept> {
        self.kept.borrow().clone()
    }

    pub fn handed(&self) -> usize {
        *self.handed.borrow()
    }

    pub fn cursor_of(&self, postvak: &str) -> Option<Cursor> {
        locked(&self.cursors).iter().find(|((p, _), _)| p == postvak).map(|(_, c)| *c)
    }

    /// Waits for this many mails. Fails the test after 30 seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<Kept> {
        let mut watch = self.kept.subscribe();
        let waited =
            tokio::time::timeout(Duration::from_secs(30), watch.wait_for(|kept| kept.len() >= count)).await;
        waited
            .unwrap_or_else(|_| panic!("{} of {count} mails in 30 seconds", self.kept().len()))
            .unwrap()
            .clone()
    }

    /// Waits until this many mails were handed over, known ones included.
    pub async fn wait_for_handed(&self, count: usize) {
        let mut watch = self.handed.subscribe();
        let waited =
            tokio::time::timeout(Duration::from_secs(30), watch.wait_for(|handed| *handed >= count)).await;
        waited.unwrap_or_else(|_| panic!("{} of {count} handed over in 30 seconds", self.handed())).unwrap();
    }

    fn keep(&self, mail: Fetched, set_apart: Option<String>) -> Disposition {
        let key = (mail.postvak.clone(), mail.folder.clone());
        let next = mail.cursor();
        let content = file_hash::content(&mail.raw);
        let known = self.kept.borrow().iter().any(|k| k.postvak == mail.postvak && k.content == content);
        let mut cursors = locked(&self.cursors);
        let cursor = cursors.entry(key).or_insert(next);
        if cursor.uidvalidity == next.uidvalidity && cursor.uidnext < next.uidnext {
            *cursor = next;
        }
        if known {
            return Disposition::Known;
        }
        self.kept.send_modify(|all| {
            all.push(Kept { postvak: mail.postvak, uid: mail.uid, raw: mail.raw, set_apart, content });
        });
        Disposition::Kept
    }
}

impl Sink for MemorySink {
    async fn cursor(&self, postvak: &str, folder: &str) -> Result<Option<Cursor>> {
        Ok(locked(&self.cursors).get(&(postvak.to_owned(), folder.to_owned())).copied())
    }

    async fn begin(&self, postvak: &str, folder: &str, cursor: Cursor) -> Result<()> {
        locked(&self.cursors).insert((postvak.to_owned(), folder.to_owned()), cursor);
        Ok(())
    }

    async fn accept(&self, mail: Fetched) -> Result<Disposition> {
        if let Some(error) = locked(&self.failures).pop_front() {
            return Err(error);
        }
        if self.poison.is_some_and(|poison| String::from_utf8_lossy(&mail.raw).contains(poison)) {
            return Err(Error::internal("poison"));
        }
        let stumbles = self.stumble.is_some_and(|s| String::from_utf8_lossy(&mail.raw).contains(s));
        assert!(!stumbles, "a defect of ours");
        let done = self.keep(mail, None);
        self.handed.send_modify(|handed| *handed += 1);
        Ok(done)
    }

    async fn set_apart(&self, mail: Fetched, why: &str) -> Result<()> {
        self.keep(mail, Some(why.to_owned()));
        Ok(())
    }
}
