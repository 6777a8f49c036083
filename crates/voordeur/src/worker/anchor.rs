// SPDX-License-Identifier: EUPL-1.2
//! Notes the end of the journal outside the database, once a day: a line in a file, and a mail when that is set.
//! `voordeur check` compares such lines with the journal.

use std::path::PathBuf;

use anyhow::{Result, bail};
use berichten::dienst::{self, Dienstbericht};
use kernel::Error;
use storage::{
    Db, End, Job, JobHandler, NewJob, Tx,
    journal::anchor::{self, Anchor},
};

use crate::config::Config;

/// Queue of this work.
const RIJ: &str = "journaal";
/// Kind of this work.
const SOORT: &str = "verankeren";

/// Promises today's line, once in the whole installation.
pub async fn promise(tx: &mut Tx) -> kernel::Result<()> {
    let today = tx.now().day_text();
    let job = NewJob::new(RIJ, SOORT, serde_json::json!({})).key(today);
    tx.enqueue(job).await.map(drop)
}

/// Writes the line.
#[derive(Debug, Clone)]
pub struct Anchoring {
    file: PathBuf,
    mail: Option<String>,
}

impl Anchoring {
    /// As the settings say.
    pub fn new(config: &Config) -> Result<Self> {
        let mail = config.optional("journal.anchor_mail").map(str::to_owned);
        if let Some(address) = &mail
            && address.parse::<kernel::Email>().is_err()
        {
            bail!(
                "setting journal.anchor_mail is '{address}', but must be a mail address. An example: \
                 journal.anchor_mail = \"beheer@example.nl\""
            );
        }
        Ok(Self { file: config.anchor_file(), mail })
    }

    /// Writes it down and waits until it is on disk.
    async fn write(&self, anchor: Anchor) -> kernel::Result<String> {
        let file = self.file.clone();
        let done = tokio::task::spawn_blocking(move || anchor::append(&file, &anchor)).await;
        done.map_err(Error::internal)?
            .map_err(|e| Error::internal(format!("schrijven in {}: {e}", self.file.display())))
    }
}

impl JobHandler for Anchoring {
    fn queue(&self) -> &'static str {
        RIJ
    }

    fn kinds(&self) -> &'static [&'static str] {
        &[SOORT]
    }

    async fn run(&self, db: &Db, job: &Job) -> kernel::Result<End> {
        let mut tx = db.read().await?;
        let anchor = Anchor::of(&mut tx).await?;
        tx.rollback().await;
        if job.key.as_deref() != Some(anchor.day.as_str()) {
            return Ok(End::Cancelled("die dag is voorbij; elke dag heeft een eigen regel".to_owned()));
        }
        let day = anchor.day.clone();
        let line = self.write(anchor).await?;
        let mut tx = db.begin().await?;
        if let Some(aan) = &self.mail {
            let bericht = Dienstbericht {
                aan: aan.clone(),
                onderwerp: format!("Voordeur: journaal verankerd op {day}"),
                tekst: format!(
                    "Bewaar deze regel. Met voordeur check --anchor zie je later of het journaal nog hetzelfde is.\n\n{line}\n"
                ),
            };
            dienst::beloof(&mut tx, &format!("verankerd {day}"), &bericht).await?;
        }
        tx.job_done(job).await?;
        tx.commit().await?;
        Ok(End::Done)
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, time::Duration};

    use kernel::Actor;
    use storage::{
        jobs::{self, Handlers},
        testing::TestDb,
    };

    use super::*;
    use crate::wiring;

    /// A municipality in a folder, as the demo has it: mail goes into the folder `post`.
    async fn town(test: &TestDb, db: &Db, settings: &[(&str, &str)]) -> (Handlers, PathBuf) {
        let data = test.folder().to_owned();
        let mut config = Config::default();
        config.set("data.dir", data.display().to_string());
        for (name, value) in settings {
            config.set(name, *value);
        }
        let mut tx = db.begin().await.unwrap();
        if beheer::lees(&mut tx).await.unwrap().teams.is_empty() {
            let actor = Actor::Systeem("proef".to_owned());
            beheer::schrijf(&mut tx, &actor, &beheer::eerste_opzet()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let g = wiring::gemeente(&config, db.clone(), true).await.unwrap();
        let handlers = Handlers::new().with(Anchoring::new(&config).unwrap());
        (crate::mail::postbode(&config, &g, handlers).unwrap(), data)
    }

    async fn today(db: &Db, handlers: &Handlers) {
        let mut tx = db.begin().await.unwrap();
        promise(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        jobs::drain(db, handlers).await.unwrap();
    }

    fn days(file: &Path) -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        text.lines().map(|l| l.parse::<Anchor>().unwrap().day).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_day_has_one_line_and_one_mail_however_many_processes_there_are() {
        for test in TestDb::both().await {
            let other = if test.is_postgres() { test.reopen().await.unwrap() } else { test.db.clone() };
            let set = [("journal.anchor_mail", "beheer@example.nl")];
            let (here, data) = town(&test, &test.db, &set).await;
            let (there, _) = town(&test, &other, &set).await;
            for _ in 0..3 {
                tokio::join!(today(&test.db, &here), today(&other, &there));
                tokio::join!(today(&other, &there), today(&test.db, &here));
                test.clock.advance(Duration::from_hours(24));
            }
            let file = data.join("anchor.log");
            assert_eq!(days(&file), ["2026-11-24", "2026-11-25", "2026-11-26"]);
            let mails: Vec<String> = fs::read_dir(data.join("post"))
                .unwrap()
                .map(|e| fs::read_to_string(e.unwrap().path()).unwrap())
                .collect();
            assert_eq!(mails.len(), 3);
            assert!(
                mails.iter().all(|m| m.contains("To: beheer@example.nl") && m.contains("Auto-Submitted"))
            );
            for day in days(&file) {
                assert_eq!(mails.iter().filter(|m| m.contains(&format!("\n{day} "))).count(), 1, "{day}");
            }
            let mut tx = test.db.read().await.unwrap();
            let text = fs::read_to_string(&file).unwrap();
            assert_eq!(
                anchor::compare(&mut tx, &text).await.unwrap(),
                anchor::Compared { lines: 3, problems: vec![] }
            );
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_cannot_be_written_is_tried_again_and_a_day_that_passed_is_left_out() {
        let test = TestDb::sqlite().await;
        let blocked = test.folder().join("blocked");
        fs::create_dir(&blocked).unwrap();
        let path = blocked.display().to_string();
        let (handlers, _) = town(&test, &test.db, &[("journal.anchor_file", &path)]).await;
        today(&test.db, &handlers).await;
        let waiting = |state: &'static str| {
            let db = test.db.clone();
            async move {
                let mut tx = db.read().await.unwrap();
                jobs::list(&mut tx, state, kernel::paging::Page::default()).await.unwrap()
            }
        };
        let job = waiting("wacht").await.remove(0);
        assert!(job.last_error.contains("blocked"), "{}", job.last_error);

        fs::remove_dir(&blocked).unwrap();
        test.clock.advance(Duration::from_hours(24));
        today(&test.db, &handlers).await;
        assert_eq!(days(&blocked), ["2026-11-25"], "the first day must not be dated back");
        assert_eq!(waiting("geannuleerd").await.len(), 1);
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_an_example() {
        let mut config = Config::default();
        config.set("journal.anchor_mail", "beheer");
        let error = Anchoring::new(&config).unwrap_err().to_string();
        assert!(error.contains("journal.anchor_mail") && error.contains("beheer@example.nl"), "{error}");
    }
}
