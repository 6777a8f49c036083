// SPDX-License-Identifier: EUPL-1.2
//! Messages of the past: what was owed long ago and has been sent. For the demo and for imports.

use kernel::Result;
use serde::Deserialize;
use storage::{NewJob, Tx};
use uuid::Uuid;
use vragen::{Kanaal, VraagId};
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
    oud: Option<kernel::Time>,
    reden: Option<String>,
}

/// Writes the message that this job owed, as sent at the moment of the transaction.
pub async fn schrijf(tx: &mut Tx, g: &Gemeente, job: &NewJob, stof: &Stof) -> Result<()> {
    let opdracht: Opdracht = serde_json::from_value(job.payload.clone()).map_err(kernel::Error::internal)?;
    if job.kind == "antwoord" && !matches!(opdracht.kanaal, Some(Kanaal::Email | Kanaal::Brief)) {
        return Ok(());
    }
    let inr = beheer::inrichting(g).await?;
    let extra = Extra {
        reden: opdracht.reden.unwrap_or_default(),
        oud: opdracht.oud,
        stil: false,
        collegas: Vec::new(),
    };
    let (onderwerp, tekst) = vul(g, &inr, job.kind, stof, &extra);
    let (weg, aan) = weg(&stof.vraag, &stof.indiener);
    let (id, nu) = (tx.new_id(), tx.now());
    let bericht = Bericht {
        id,
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
            crate::compose::message_id(g, VraagId::from(stof.vraag.id.uuid()), id)
        } else {
            String::new()
        },
        antwoord_op: String::new(),
        verwijzingen: Vec::new(),
        gemaakt_op: nu,
        verstuurd_op: (weg != Weg::Status).then_some(nu),
        fout: String::new(),
    };
    store::insert(tx, &bericht).await?;
    Ok(())
}
