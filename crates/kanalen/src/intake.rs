// SPDX-License-Identifier: EUPL-1.2
//! A mail is taken in exactly once. The raw original is stored and synced first; the row is committed before the
//! mail is marked on the server.

use beheer::Inrichting;
use data_encoding::HEXLOWER;
use kernel::{Error, Result, file_type};
use storage::Tx;
use vragen::bijlage::{NieuweBijlage, Scan};
use web::Gemeente;

use crate::{
    mail::{
        InboundMail, Incoming, classify, file_hash,
        imap::{Cursor, Disposition, Fetched, Sink},
        rescue::rescue,
    },
    store,
    verwerken::{Bron, Kop, apart_zetten, verwerk},
};

/// Takes mail in for one municipality.
#[derive(Debug, Clone)]
pub struct Brievenbus {
    /// The municipality.
    pub g: Gemeente,
}

/// What was read before the transaction began.
struct Gelezen {
    incoming: Result<Incoming, String>,
    /// Of what will be set apart.
    kop: Kop,
    bijlagen: Vec<NieuweBijlage>,
}

impl Sink for Brievenbus {
    async fn cursor(&self, postvak: &str, folder: &str) -> Result<Option<Cursor>> {
        ken(&*beheer::inrichting(&self.g).await?, postvak)?;
        let mut tx = self.g.db().read().await?;
        let cursor = store::cursor(&mut tx, postvak, folder).await;
        tx.rollback().await;
        cursor
    }

    async fn begin(&self, postvak: &str, folder: &str, cursor: Cursor) -> Result<()> {
        let mut tx = self.g.db().begin().await?;
        store::set_cursor(&mut tx, postvak, folder, cursor).await?;
        tx.commit().await
    }

    async fn accept(&self, mail: Fetched) -> Result<Disposition> {
        let hash = self.g.blobs().put(mail.raw.clone()).await?.to_string();
        let gelezen = self.lees(&mail).await?;
        let inr = beheer::inrichting(&self.g).await?;
        let team = team_van(&inr, &mail.postvak);
        let mut tx = self.g.db().begin().await?;
        let nieuw = neem_in(&mut tx, &mail, &hash, &team).await?;
        if let Some(id) = nieuw {
            let bron = Bron { g: &self.g, inr: &inr, id, hash: &hash, team: &team, kop: &gelezen.kop };
            verwerk(&mut tx, &bron, gelezen.incoming, gelezen.bijlagen).await?;
        }
        store::move_cursor(&mut tx, &mail.postvak, &mail.folder, mail.cursor()).await?;
        tx.commit().await?;
        Ok(if nieuw.is_some() { Disposition::Kept } else { Disposition::Known })
    }

    async fn set_apart(&self, mail: Fetched, why: &str) -> Result<()> {
        let hash = self.g.blobs().put(mail.raw.clone()).await?.to_string();
        let kop = Kop::van(&rescue(&mail.raw).mail);
        let inr = beheer::inrichting(&self.g).await?;
        let team = team_van(&inr, &mail.postvak);
        let mut tx = self.g.db().begin().await?;
        if let Some(id) = neem_in(&mut tx, &mail, &hash, &team).await? {
            apart_zetten(&mut tx, id, &kop, why).await?;
        }
        store::move_cursor(&mut tx, &mail.postvak, &mail.folder, mail.cursor()).await?;
        tx.commit().await
    }
}

impl Brievenbus {
    /// Everything that needs no transaction.
    async fn lees(&self, mail: &Fetched) -> Result<Gelezen> {
        let incoming = match mail.cut_from {
            Some(bytes) => Err(format!("De mail is te groot om te lezen: {bytes} bytes.")),
            None => Ok(classify(&mail.raw)),
        };
        let (kop, bijlagen) = match &incoming {
            Ok(Incoming::Contact(mail)) => (Kop::van(mail), bewaar_bijlagen(&self.g, mail).await?),
            Ok(Incoming::Delivery { mail, .. }) => (Kop::van(mail), Vec::new()),
            Ok(Incoming::Quarantine(_)) | Err(_) => (Kop::van(&rescue(&mail.raw).mail), Vec::new()),
        };
        Ok(Gelezen { incoming, kop, bijlagen })
    }
}

/// Notes that it came in; absent when this mailbox has it already.
async fn neem_in(tx: &mut Tx, mail: &Fetched, hash: &str, team: &str) -> Result<Option<uuid::Uuid>> {
    tx.blob_row(hash, i64::try_from(mail.raw.len()).unwrap_or(i64::MAX)).await?;
    let inhoud_hash = HEXLOWER.encode(&file_hash::content(&mail.raw));
    let wat = store::Inkomend { postvak: &mail.postvak, hash, inhoud_hash: &inhoud_hash, team };
    store::insert(tx, &wat).await
}

/// Stores the files of a mail that we accept; the others stay in the original.
pub(crate) async fn bewaar_bijlagen(g: &Gemeente, mail: &InboundMail) -> Result<Vec<NieuweBijlage>> {
    let scan = if g.config().scan == web::Scan::Off { Scan::Uit } else { Scan::Wacht };
    let mut bijlagen = Vec::new();
    for file in &mail.attachments {
        let Ok(soort) = file_type::recognise(&file.name, &file.bytes) else { continue };
        if bijlagen.len() == file_type::MAX_FILES {
            break;
        }
        bijlagen.push(NieuweBijlage {
            naam: file.name.clone(),
            media_type: soort.text().to_owned(),
            grootte: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
            hash: g.blobs().put(file.bytes.clone()).await?.to_string(),
            scan,
        });
    }
    Ok(bijlagen)
}

/// Refuses a mailbox that the configuration names and the set-up does not have.
fn ken(inr: &Inrichting, postvak: &str) -> Result<()> {
    if inr.postvakken.iter().any(|p| p.id == postvak) {
        return Ok(());
    }
    Err(Error::refused(
        "postvak-onbekend",
        format!(
            "Postvak '{postvak}' staat wel in de instellingen van de server, maar niet in de inrichting van de gemeente. Voeg het daar toe."
        ),
    ))
}

fn team_van(inr: &Inrichting, postvak: &str) -> String {
    let postvak = inr.postvakken.iter().find(|p| p.id == postvak);
    postvak.map_or_else(|| inr.verdeelpunt().id.clone(), |p| p.team.clone())
}
