// SPDX-License-Identifier: EUPL-1.2
//! All SQL of outgoing messages.

use kernel::{Error, Result, Time};
use storage::{Tx, params, row};
use uuid::Uuid;
use vragen::VraagId;

use crate::bericht::{Bericht, BerichtToestand};

row! {
    struct BerichtRow {
        id: Uuid, vraag: Uuid, contact: Option<Uuid>, soort: String, sleutel: String, weg: String, aan: String,
        onderwerp: String, tekst: String, automatisch: bool, toestand: String, message_id: String,
        antwoord_op: String, verwijzingen: String, gemaakt_op: Time, verstuurd_op: Option<Time>, fout: String,
    }
}

const KOLOMMEN: &str = "id, vraag_id, klantcontact_id, soort, sleutel, kanaal, aan, onderwerp, tekst, automatisch, \
    toestand, message_id, antwoord_op, verwijzingen, gemaakt_op, verstuurd_op, fout";

impl TryFrom<BerichtRow> for Bericht {
    type Error = Error;

    fn try_from(r: BerichtRow) -> Result<Self> {
        Ok(Self {
            id: r.id,
            vraag: r.vraag.into(),
            contact: r.contact,
            soort: r.soort,
            sleutel: r.sleutel,
            weg: r.weg.parse()?,
            aan: r.aan,
            onderwerp: r.onderwerp,
            tekst: r.tekst,
            automatisch: r.automatisch,
            toestand: r.toestand.parse()?,
            message_id: r.message_id,
            antwoord_op: r.antwoord_op,
            verwijzingen: r.verwijzingen.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            gemaakt_op: r.gemaakt_op,
            verstuurd_op: r.verstuurd_op,
            fout: r.fout,
        })
    }
}

/// Writes a message. False when this key was written before: nothing is sent twice.
pub(crate) async fn insert(tx: &mut Tx, b: &Bericht) -> Result<bool> {
    let n = tx
        .execute(
            "INSERT INTO bericht (id, vraag_id, klantcontact_id, soort, sleutel, kanaal, aan, onderwerp, tekst,
               automatisch, toestand, message_id, gemaakt_op, verstuurd_op, fout, antwoord_op, verwijzingen)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
             ON CONFLICT (sleutel) DO NOTHING",
            params![
                b.id,
                b.vraag.uuid(),
                b.contact,
                b.soort.as_str(),
                b.sleutel.as_str(),
                b.weg.text(),
                b.aan.as_str(),
                b.onderwerp.as_str(),
                b.tekst.as_str(),
                b.automatisch,
                b.toestand.text(),
                b.message_id.as_str(),
                b.gemaakt_op,
                b.verstuurd_op,
                b.fout.as_str(),
                b.antwoord_op.as_str(),
                b.verwijzingen.join(" ")
            ],
        )
        .await?;
    Ok(n > 0)
}

/// Reads a message.
pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Bericht>> {
    let sql = format!("SELECT {KOLOMMEN} FROM bericht WHERE id = $1");
    tx.optional::<BerichtRow>(&sql, params![id]).await?.map(Bericht::try_from).transpose()
}

/// Reads the message that went out under this Message-ID.
pub(crate) async fn op_message_id(tx: &mut Tx, message_id: &str) -> Result<Option<Bericht>> {
    let sql = format!("SELECT {KOLOMMEN} FROM bericht WHERE message_id = $1 AND message_id <> ''");
    tx.optional::<BerichtRow>(&sql, params![message_id]).await?.map(Bericht::try_from).transpose()
}

/// Message-IDs that were seen in the thread of a question, oldest first, with whether that mail reached us: the
/// newest 200.
pub(crate) async fn draad(tx: &mut Tx, vraag: VraagId) -> Result<Vec<(String, bool, Option<Time>)>> {
    let mut rijen = tx
        .query::<(String, bool, Option<Time>)>(
            "SELECT message_id, ontvangen, gezien_op FROM mail_verwijzing WHERE vraag_id = $1
             ORDER BY coalesce(gezien_op, $2) DESC, ontvangen DESC, message_id LIMIT 200",
            params![vraag.uuid(), Time::from_micros(0)],
        )
        .await?;
    rijen.reverse();
    Ok(rijen)
}

/// Messages of a question, oldest first, at most 200.
pub(crate) async fn van_vraag(tx: &mut Tx, vraag: VraagId) -> Result<Vec<Bericht>> {
    let sql = format!("SELECT {KOLOMMEN} FROM bericht WHERE vraag_id = $1 ORDER BY gemaakt_op, id LIMIT 200");
    tx.query::<BerichtRow>(&sql, params![vraag.uuid()]).await?.into_iter().map(Bericht::try_from).collect()
}

/// Moves a message to another state.
pub(crate) async fn zet(
    tx: &mut Tx,
    id: Uuid,
    naar: BerichtToestand,
    op: Option<Time>,
    fout: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE bericht SET toestand = $1, verstuurd_op = coalesce($2, verstuurd_op), fout = $3 WHERE id = $4",
        params![naar.text(), op, fout, id],
    )
    .await?;
    Ok(())
}

/// The newest refresh token, sealed.
pub(crate) async fn verversing(tx: &mut Tx, sleutel: &[u8]) -> Result<Option<Vec<u8>>> {
    tx.optional::<Vec<u8>>("SELECT token FROM oauth_verversing WHERE sleutel = $1", params![sleutel]).await
}

/// Keeps the newest refresh token, sealed.
pub(crate) async fn zet_verversing(tx: &mut Tx, sleutel: &[u8], token: &[u8]) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO oauth_verversing (sleutel, token, gewijzigd_op) VALUES ($1, $2, $3)
         ON CONFLICT (sleutel) DO UPDATE SET token = excluded.token, gewijzigd_op = excluded.gewijzigd_op",
        params![sleutel, token, nu],
    )
    .await?;
    Ok(())
}
