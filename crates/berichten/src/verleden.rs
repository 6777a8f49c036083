// SPDX-License-Identifier: EUPL-1.2
//! Messages of the past: what was owed long ago and has been sent. For the demo and for imports.

use beheer::Inrichting;
use kernel::{Result, Time};
use serde::Deserialize;
use storage::{NewJob, Tx};
use uuid::Uuid;
use vragen::Kanaal;
use web::Gemeente;

use crate::{
    bericht::{Bericht, BerichtToestand, Weg},
    compose::{Extra, Stof, vul, weg},
    store,
};

#[derive(Debug, Deserialize)]
struct Opdracht {
    contact: Option<Uuid>,
    kanaal: Option<Kanaal>,
    oud: Option<Time>,
    reden: Option<String>,
}

/// What a job owed at a moment of the past.
#[derive(Debug)]
pub struct Verschuldigd {
    /// Id of the message to be.
    pub id: Uuid,
    /// When it was owed, and sent.
    pub op: Time,
    /// The job.
    pub job: NewJob,
    /// What it is made from.
    pub stof: Stof,
}

/// Makes the message, as sent at its moment; nothing when the answer went by word of mouth. Pure: may run elsewhere
/// while others write.
pub fn maak(g: &Gemeente, inr: &Inrichting, v: &Verschuldigd) -> Result<Option<Bericht>> {
    let Verschuldigd { id, op, job, stof } = v;
    let opdracht = Opdracht::deserialize(&job.payload).map_err(kernel::Error::internal)?;
    if job.kind == "antwoord" && !matches!(opdracht.kanaal, Some(Kanaal::Email | Kanaal::Brief)) {
        return Ok(None);
    }
    let extra = Extra {
        reden: opdracht.reden.unwrap_or_default(),
        oud: opdracht.oud,
        stil: false,
        collegas: Vec::new(),
    };
    let (onderwerp, tekst) = vul(g, inr, job.kind, stof, &extra);
    let (weg, aan) = weg(&stof.vraag, &stof.indiener);
    Ok(Some(Bericht {
        id: *id,
        vraag: stof.vraag.id,
        contact: opdracht.contact,
        soort: job.kind.to_owned(),
        sleutel: format!("{}:{}:0", job.kind, job.key.as_deref().unwrap_or_default()),
        weg,
        aan,
        onderwerp,
        tekst,
        automatisch: !matches!(job.kind, "antwoord" | "wij-missen-iets"),
        toestand: match weg {
            Weg::Email => BerichtToestand::Verstuurd,
            Weg::Brief => BerichtToestand::Geprint,
            Weg::Status => BerichtToestand::Geplaatst,
        },
        message_id: if weg == Weg::Email {
            crate::compose::message_id(g, stof.vraag.id, *id)
        } else {
            String::new()
        },
        antwoord_op: String::new(),
        verwijzingen: Vec::new(),
        gemaakt_op: *op,
        verstuurd_op: (weg != Weg::Status).then_some(*op),
        fout: String::new(),
    }))
}

/// Writes a message of the past.
pub async fn schrijf(tx: &mut Tx, bericht: &Bericht) -> Result<()> {
    store::insert(tx, bericht).await.map(drop)
}
