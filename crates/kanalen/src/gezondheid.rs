// SPDX-License-Identifier: EUPL-1.2
//! How the mailboxes are doing, kept in the database: every process and the administrator's page can read it,
//! also after a restart.

use std::time::Duration;

use kernel::{Result, Time, text_enum};
use storage::{Tx, row};
use tokio::sync::watch;
use web::Gemeente;

use crate::{mail::imap::Health, store};

/// While nothing changes, it is written at most once in this time.
const PAUZE: Duration = Duration::from_mins(1);
/// A mailbox of which nothing was heard for this long is not being read: the program that reads it stands still.
/// Three times as long as a watcher ever waits.
const STIL: Duration = Duration::from_mins(15);
/// Pause after the database did not take what we know.
const NOG_EENS: Duration = Duration::from_secs(1);
/// Longest words of a server that are kept, in characters.
const DETAILS_MAX: usize = 500;

row! {
    /// How one folder of one mailbox is doing.
    pub struct Gezondheid {
        /// Mailbox as the configuration names it.
        pub postvak: String,
        /// Folder.
        pub map: String,
        /// When the folder was last open and read to its end.
        pub laatst_gelukt: Option<Time>,
        /// Since when it fails; absent while it works.
        pub mislukt_sinds: Option<Time>,
        /// What went wrong last, in plain Dutch; empty when nothing ever did. It stays after the repair.
        pub fout: String,
        /// What the mail server said then: for who repairs it.
        pub details: String,
        /// When it last went wrong.
        pub fout_op: Option<Time>,
        /// When this mailbox last brought something, in whatever folder.
        pub laatste_post: Option<Time>,
    }
}

text_enum! {
    /// In one word.
    pub enum Stand {
        /// Read to its end, and watched.
        Goed = "goed",
        /// It fails.
        Mislukt = "mislukt",
        /// Nothing was heard of it lately: nobody reads it.
        Stil = "stil",
    }
}

impl Gezondheid {
    /// In one word, at this moment.
    pub fn stand(&self, nu: Time) -> Stand {
        match (self.mislukt_sinds, self.laatst_gelukt) {
            (Some(_), _) => Stand::Mislukt,
            (None, Some(gelukt)) if nu.since(gelukt) <= STIL => Stand::Goed,
            (None, _) => Stand::Stil,
        }
    }
}

/// Every folder of every mailbox that was ever watched and is still set up, in order.
pub async fn gezondheid(tx: &mut Tx) -> Result<Vec<Gezondheid>> {
    store::gezondheid(tx).await
}

/// Forgets the folders that are no longer set up; `nog` are mailbox and folder of those that are.
pub async fn alleen(g: &Gemeente, nog: &[(String, String)]) -> Result<()> {
    let mut tx = g.db().begin().await?;
    for oud in store::gezondheid(&mut tx).await? {
        if !nog.iter().any(|(postvak, map)| *postvak == oud.postvak && *map == oud.map) {
            store::vergeet_gezondheid(&mut tx, &oud.postvak, &oud.map).await?;
        }
    }
    tx.commit().await
}

/// Writes down what a watcher tells of its folder, until the watcher is gone.
pub async fn volg(g: Gemeente, postvak: String, map: String, mut health: watch::Receiver<Health>) {
    let mut geschreven: Option<(Option<String>, Time)> = None;
    loop {
        let nu = g.clock().now();
        let h = health.borrow_and_update().clone();
        if (h.up_to_date || h.trouble.is_some()) && is_nieuws(geschreven.as_ref(), &h, nu) {
            if let Err(fout) = schrijf(&g, &postvak, &map, &h).await {
                tracing::warn!(%fout, postvak, map, "the state of a mailbox could not be written");
                tokio::time::sleep(NOG_EENS).await;
                if health.has_changed().is_err() {
                    return;
                }
                continue;
            }
            geschreven = Some((h.trouble, nu));
        }
        if health.changed().await.is_err() {
            return;
        }
    }
}

fn is_nieuws(geschreven: Option<&(Option<String>, Time)>, h: &Health, nu: Time) -> bool {
    geschreven.is_none_or(|(trouble, op)| *trouble != h.trouble || nu.since(*op) >= PAUZE)
}

async fn schrijf(g: &Gemeente, postvak: &str, map: &str, h: &Health) -> Result<()> {
    let mut tx = g.db().begin().await?;
    match &h.trouble {
        None => store::gelukt(&mut tx, postvak, map).await?,
        Some(said) => {
            let details: String = said.chars().filter(|c| !c.is_control()).take(DETAILS_MAX).collect();
            let fout = h.plain.as_deref().unwrap_or("Er ging iets mis.");
            store::mislukt(&mut tx, postvak, map, fout, &details).await?;
        }
    }
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(tekst: &str) -> Time {
        Time::parse(tekst).unwrap()
    }

    #[test]
    fn a_mailbox_that_nobody_reads_is_not_well() {
        let gelukt = moment("2026-11-24T09:00:00Z");
        let goed = Gezondheid {
            postvak: "kcc".into(),
            map: "INBOX".into(),
            laatst_gelukt: Some(gelukt),
            mislukt_sinds: None,
            fout: String::new(),
            details: String::new(),
            fout_op: None,
            laatste_post: None,
        };
        assert_eq!(goed.stand(gelukt + STIL), Stand::Goed);
        assert_eq!(goed.stand(gelukt + STIL + Duration::from_secs(1)), Stand::Stil);
        let mislukt = Gezondheid { mislukt_sinds: Some(gelukt), ..goed };
        assert_eq!(mislukt.stand(gelukt), Stand::Mislukt);
        let nooit = Gezondheid { mislukt_sinds: None, laatst_gelukt: None, ..mislukt };
        assert_eq!(nooit.stand(gelukt), Stand::Stil);
    }

    #[test]
    fn the_same_news_is_written_once_a_minute_and_other_news_at_once() {
        let nu = moment("2026-11-24T09:00:00Z");
        let goed = Health { up_to_date: true, ..Health::default() };
        let stuk = Health { trouble: Some("weg".into()), ..Health::default() };
        assert!(is_nieuws(None, &goed, nu));
        assert!(!is_nieuws(Some(&(None, nu)), &goed, nu + Duration::from_secs(59)));
        assert!(is_nieuws(Some(&(None, nu)), &goed, nu + PAUZE));
        assert!(is_nieuws(Some(&(None, nu)), &stuk, nu));
        assert!(!is_nieuws(Some(&(Some("weg".into()), nu)), &stuk, nu));
    }
}
