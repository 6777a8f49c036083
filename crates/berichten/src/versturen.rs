// SPDX-License-Identifier: EUPL-1.2
//! The worker that sends mail (queue `mail`). At least once: the Message-ID is the same on every try.

use std::path::PathBuf;

use beheer::Inrichting;
use kernel::{Error, Result};
use serde::Deserialize;
use storage::{
    Db, Tx,
    jobs::{End, Job, JobHandler},
};
use uuid::Uuid;
use vragen::{Vraag, Wie, dossier};
use web::Gemeente;

use crate::{
    bericht::{Bericht, BerichtToestand},
    bezorging,
    compose::hoofdletter,
    dienst::{self, Dienstbericht},
    opmaak,
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
    /// Name that the recipient sees; the name of the municipality when empty.
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
        let vraag = match &bericht {
            Some(b) => vraag(&mut tx, b).await?,
            None => None,
        };
        tx.rollback().await;
        let Some(bericht) = bericht else {
            return Ok(End::Cancelled("het bericht bestaat niet meer".to_owned()));
        };
        if !matches!(bericht.toestand, BerichtToestand::Klaar | BerichtToestand::Uitgesteld) {
            return Ok(End::Done);
        }
        let uitkomst = self.verstuur(&bericht, vraag.as_ref()).await?;
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

/// The question a message is about; none when it was erased in the meantime.
async fn vraag(tx: &mut Tx, b: &Bericht) -> Result<Option<Vraag>> {
    match dossier::vraag(tx, &Wie::regel("berichten"), b.vraag).await {
        Ok(vraag) => Ok(Some(vraag)),
        Err(Error::NotFound) => Ok(None),
        Err(anders) => Err(anders),
    }
}

impl Postbode {
    /// What recipients see as our name.
    fn afzendernaam(&self, inr: &Inrichting) -> String {
        if self.naam.is_empty() { hoofdletter(inr.naam()) } else { self.naam.clone() }
    }

    /// Mail about no question: its job is all there is to keep.
    async fn dienstbericht(&self, job: &Job) -> Result<End> {
        let inr = beheer::inrichting(&self.g).await?;
        let naam = self.afzendernaam(&inr);
        let mail = job.payload::<Dienstbericht>()?.mail(job.id, job.created_at, &naam, &self.afzender);
        match self.geef_af(job.id, &mail).await? {
            Outcome::Accepted { .. } => Ok(End::Done),
            Outcome::Permanent { said } => Ok(End::Failed(said)),
            Outcome::Temporary { said } => Err(Error::internal(said)),
        }
    }

    async fn verstuur(&self, b: &Bericht, vraag: Option<&Vraag>) -> Result<Outcome> {
        let inr = beheer::inrichting(&self.g).await?;
        let nummer = vraag.map(|v| kernel::nummer::format(inr.voorvoegsel(), v.jaar(), v.volgnummer));
        let vraag = vraag.zip(nummer.as_deref());
        self.geef_af(b.id, &self.mail(b, &self.afzendernaam(&inr), vraag)).await
    }

    /// Hands the mail over.
    async fn geef_af(&self, id: Uuid, mail: &Outgoing) -> Result<Outcome> {
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

    fn mail(&self, b: &Bericht, naam: &str, vraag: Option<(&Vraag, &str)>) -> Outgoing {
        let sleutel = self.g.keys().purpose("mail-token");
        let opmaak = opmaak::maak(&self.g, naam, &b.soort, &b.onderwerp, &b.tekst, vraag);
        Outgoing {
            message_id: b.message_id.clone(),
            in_reply_to: Some(b.antwoord_op.clone()).filter(|id| !id.is_empty()),
            references: b.verwijzingen.clone(),
            from_name: naam.to_owned(),
            from: self.afzender.clone(),
            reply_to: token::reply_address(&self.afzender, &token::make(&sleutel, b.vraag.uuid())),
            to_name: String::new(),
            to: b.aan.clone(),
            subject: b.onderwerp.clone(),
            text: opmaak.tekst(),
            html: Some(opmaak.html()),
            automatic: b.automatisch,
            date: Some(b.gemaakt_op),
        }
    }
}
