// SPDX-License-Identifier: EUPL-1.2
//! The worker that sends mail (queue `mail`). At least once: the Message-ID is the same on every try.

use std::path::PathBuf;

use kernel::{Error, Result};
use serde::Deserialize;
use storage::{
    Db,
    jobs::{End, Job, JobHandler},
};
use uuid::Uuid;
use web::Gemeente;

use crate::{
    bericht::{Bericht, BerichtToestand},
    bezorging,
    dienst::{self, Dienstbericht},
    outgoing::Outgoing,
    smtp::{Mailer, Outcome},
    store, token,
};

/// Where mail goes.
#[derive(Debug, Clone)]
pub enum Weg {
    /// To a mail server.
    Smtp(Mailer),
    /// Into a folder, one file per mail: the demo's letterbox.
    Map(PathBuf),
}

/// Sends mail.
#[derive(Debug, Clone)]
pub struct Postbode {
    /// The municipality.
    pub g: Gemeente,
    /// Where mail goes.
    pub weg: Weg,
    /// Our own address: sender, and where replies arrive.
    pub afzender: String,
    /// Name that the recipient sees.
    pub naam: String,
}

#[derive(Debug, Deserialize)]
struct Opdracht {
    bericht: Uuid,
}

impl JobHandler for Postbode {
    fn queue(&self) -> &'static str {
        "mail"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["versturen", dienst::SOORT]
    }

    async fn run(&self, db: &Db, job: &Job) -> Result<End> {
        if job.kind == dienst::SOORT {
            return self.dienstbericht(job).await;
        }
        let opdracht: Opdracht = job.payload()?;
        let mut tx = db.read().await?;
        let bericht = store::find(&mut tx, opdracht.bericht).await?;
        tx.rollback().await;
        let Some(bericht) = bericht else {
            return Ok(End::Cancelled("het bericht bestaat niet meer".to_owned()));
        };
        if !matches!(bericht.toestand, BerichtToestand::Klaar | BerichtToestand::Uitgesteld) {
            return Ok(End::Done);
        }
        let uitkomst = self.verstuur(bericht.id, &self.mail(&bericht)).await?;
        let mut tx = db.begin().await?;
        match uitkomst {
            Outcome::Accepted { .. } => {
                bezorging::verstuurd(&mut tx, &bericht).await?;
                tx.job_done(job).await?;
            }
            Outcome::Permanent { said } => {
                bezorging::mislukt(&mut tx, &bericht, &said).await?;
                tx.job_failed(job, &said).await?;
            }
            Outcome::Temporary { said } if job.attempt >= job.max_attempts => {
                bezorging::mislukt(&mut tx, &bericht, &said).await?;
                tx.job_failed(job, &said).await?;
            }
            Outcome::Temporary { said } => {
                bezorging::uitgesteld(&mut tx, &bericht, &said).await?;
                tx.commit().await?;
                return Err(Error::internal(said));
            }
        }
        tx.commit().await?;
        Ok(End::Done)
    }
}

impl Postbode {
    /// Mail about no question: its job is all there is to keep.
    async fn dienstbericht(&self, job: &Job) -> Result<End> {
        let mail = job.payload::<Dienstbericht>()?.mail(job.id, job.created_at, &self.naam, &self.afzender);
        match self.verstuur(job.id, &mail).await? {
            Outcome::Accepted { .. } => Ok(End::Done),
            Outcome::Permanent { said } => Ok(End::Failed(said)),
            Outcome::Temporary { said } => Err(Error::internal(said)),
        }
    }

    async fn verstuur(&self, id: Uuid, mail: &Outgoing) -> Result<Outcome> {
        let mail = match mail.build() {
            Ok(mail) => mail,
            Err(fout) => return Ok(Outcome::Permanent { said: fout.to_string() }),
        };
        match &self.weg {
            Weg::Smtp(mailer) => Ok(mailer.send(&mail).await),
            Weg::Map(map) => {
                tokio::fs::create_dir_all(map).await.map_err(Error::internal)?;
                tokio::fs::write(map.join(format!("{id}.eml")), &mail.bytes)
                    .await
                    .map_err(Error::internal)?;
                Ok(Outcome::Accepted { said: "in de map gelegd".to_owned() })
            }
        }
    }

    fn mail(&self, b: &Bericht) -> Outgoing {
        let sleutel = self.g.keys().purpose("mail-token");
        Outgoing {
            message_id: b.message_id.clone(),
            in_reply_to: Some(b.antwoord_op.clone()).filter(|id| !id.is_empty()),
            references: b.verwijzingen.clone(),
            from_name: self.naam.clone(),
            from: self.afzender.clone(),
            reply_to: token::reply_address(&self.afzender, &token::make(&sleutel, b.vraag.uuid())),
            to_name: String::new(),
            to: b.aan.clone(),
            subject: b.onderwerp.clone(),
            text: b.tekst.clone(),
            html: None,
            automatic: b.automatisch,
            date: Some(b.gemaakt_op),
        }
    }
}
