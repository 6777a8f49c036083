// SPDX-License-Identifier: EUPL-1.2
//! SQL of `klantcontact` and `notitie`.

use kernel::{Error, Result, Time};
use storage::{Tx, Value, params, row};
use uuid::Uuid;

use crate::vraag::VraagId;

/// One exchange with the resident.
#[derive(Debug, Clone)]
pub struct Klantcontact {
    /// Identifier.
    pub id: Uuid,
    /// True when the resident spoke or wrote.
    pub van_inwoner: bool,
    /// Channel.
    pub kanaal: crate::soort::Kanaal,
    /// When.
    pub op: Time,
    /// What was said or written.
    pub inhoud: String,
    /// Employee who spoke or wrote.
    pub medewerker: Option<Uuid>,
    /// Seconds of a conversation.
    pub duur: Option<i64>,
    /// Content hash of the raw original, empty when none.
    pub origineel: String,
}

row! {
    struct ContactRow {
        id: Uuid, richting: String, kanaal: String, op: Time, inhoud: String, medewerker: Option<Uuid>,
        duur: Option<i64>, origineel: String,
    }
}

/// Writes a contact.
pub(crate) async fn insert_contact(tx: &mut Tx, vraag: VraagId, c: &Klantcontact) -> Result<()> {
    tx.execute(
        "INSERT INTO klantcontact (id, vraag_id, richting, kanaal, plaatsgevonden_op, inhoud, medewerker_id, duur,
           origineel)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &contact_values(vraag, c),
    )
    .await?;
    Ok(())
}

/// Values of a new `klantcontact` row.
pub(crate) fn contact_values(vraag: VraagId, c: &Klantcontact) -> Vec<Value> {
    vec![
        c.id.into(),
        vraag.uuid().into(),
        (if c.van_inwoner { "in" } else { "uit" }).into(),
        c.kanaal.text().into(),
        c.op.into(),
        c.inhoud.as_str().into(),
        c.medewerker.into(),
        c.duur.into(),
        c.origineel.as_str().into(),
    ]
}

impl TryFrom<ContactRow> for Klantcontact {
    type Error = Error;

    fn try_from(r: ContactRow) -> Result<Self> {
        Ok(Self {
            id: r.id,
            van_inwoner: r.richting == "in",
            kanaal: r.kanaal.parse()?,
            op: r.op,
            inhoud: r.inhoud,
            medewerker: r.medewerker,
            duur: r.duur,
            origineel: r.origineel,
        })
    }
}

const KOLOMMEN: &str =
    "id, richting, kanaal, plaatsgevonden_op, inhoud, medewerker_id, duur, origineel FROM klantcontact";

/// Most contacts that are read of one question.
const HOOGSTENS: usize = 200;

/// Contacts of a question, oldest first; at one moment the question goes before the answer. Of a conversation
/// without end the first and the newest.
pub(crate) async fn contacten(tx: &mut Tx, vraag: VraagId) -> Result<Vec<Klantcontact>> {
    let nieuwste = format!(
        "SELECT {KOLOMMEN} WHERE vraag_id = $1 ORDER BY plaatsgevonden_op DESC, richting DESC, id DESC LIMIT {HOOGSTENS}"
    );
    let mut rijen = tx.query::<ContactRow>(&nieuwste, params![vraag.uuid()]).await?;
    if rijen.len() == HOOGSTENS {
        let eerste =
            format!("SELECT {KOLOMMEN} WHERE vraag_id = $1 ORDER BY plaatsgevonden_op, richting, id LIMIT 1");
        rijen.truncate(HOOGSTENS - 1);
        rijen.extend(tx.optional::<ContactRow>(&eerste, params![vraag.uuid()]).await?);
    }
    rijen.into_iter().rev().map(Klantcontact::try_from).collect()
}

/// One contact of a question.
pub(crate) async fn contact(tx: &mut Tx, vraag: VraagId, id: Uuid) -> Result<Option<Klantcontact>> {
    let sql = format!("SELECT {KOLOMMEN} WHERE vraag_id = $1 AND id = $2");
    let rij = tx.optional::<ContactRow>(&sql, params![vraag.uuid(), id]).await?;
    rij.map(Klantcontact::try_from).transpose()
}

row! {
    /// An internal remark.
    pub struct NotitieRow {
        /// Who wrote it.
        pub medewerker: Uuid,
        /// The remark.
        pub tekst: String,
        /// When.
        pub gemaakt_op: Time,
    }
}

/// Writes a remark.
pub(crate) async fn insert_notitie(
    tx: &mut Tx,
    vraag: VraagId,
    medewerker: Uuid,
    tekst: &str,
) -> Result<Uuid> {
    let (id, nu) = (tx.new_id(), tx.now());
    tx.execute(
        "INSERT INTO notitie (id, vraag_id, medewerker_id, tekst, gemaakt_op) VALUES ($1, $2, $3, $4, $5)",
        params![id, vraag.uuid(), medewerker, tekst, nu],
    )
    .await?;
    Ok(id)
}

/// All remarks on a question, oldest first, at most 200.
pub(crate) async fn notities(tx: &mut Tx, vraag: VraagId) -> Result<Vec<NotitieRow>> {
    tx
        .query::<NotitieRow>(
            "SELECT medewerker_id, tekst, gemaakt_op FROM notitie WHERE vraag_id = $1 ORDER BY gemaakt_op, id LIMIT 200",
            params![vraag.uuid()],
        )
        .await
}
