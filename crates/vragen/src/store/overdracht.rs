// SPDX-License-Identifier: EUPL-1.2
//! SQL of `overdracht`: offers to take over.

use kernel::{Error, Result, Time};
use storage::{Tx, params, row};
use uuid::Uuid;

use crate::vraag::VraagId;

row! {
    /// An offer to take over.
    pub struct OverdrachtRow {
        /// Identifier.
        pub id: Uuid,
        /// Question.
        pub vraag: Uuid,
        /// Team of the giver.
        pub van_team: String,
        /// The giver, when a person.
        pub van_medewerker: Option<Uuid>,
        /// Team it is offered to.
        pub naar_team: String,
        /// Person it is offered to.
        pub naar_medewerker: Option<Uuid>,
        /// The giver's own words.
        pub toelichting: String,
        /// State of the offer.
        pub toestand: String,
        /// Why declined.
        pub reden: String,
        /// When offered.
        pub aangeboden_op: Time,
        /// When it ends by itself.
        pub verloopt_op: Time,
        /// When it ended.
        pub besloten_op: Option<Time>,
    }
}

const OVERDRACHT: &str = "id, vraag_id, van_team, van_medewerker, naar_team, naar_medewerker, toelichting, toestand, \
    reden, aangeboden_op, verloopt_op, besloten_op";

/// Writes an offer. False when there is an open one already.
pub(crate) async fn insert_overdracht(tx: &mut Tx, o: &OverdrachtRow) -> Result<bool> {
    let n = tx
        .execute(
            "INSERT INTO overdracht (id, vraag_id, van_team, van_medewerker, naar_team, naar_medewerker, toelichting,
               toestand, reden, aangeboden_op, verloopt_op, besloten_op)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             ON CONFLICT (vraag_id) WHERE toestand = 'open' DO NOTHING",
            params![
                o.id,
                o.vraag,
                o.van_team.as_str(),
                o.van_medewerker,
                o.naar_team.as_str(),
                o.naar_medewerker,
                o.toelichting.as_str(),
                o.toestand.as_str(),
                o.reden.as_str(),
                o.aangeboden_op,
                o.verloopt_op,
                o.besloten_op
            ],
        )
        .await?;
    Ok(n > 0)
}

/// The open offer of a question.
pub(crate) async fn open_overdracht(tx: &mut Tx, vraag: VraagId) -> Result<Option<OverdrachtRow>> {
    let sql = format!("SELECT {OVERDRACHT} FROM overdracht WHERE vraag_id = $1 AND toestand = 'open'");
    tx.optional::<OverdrachtRow>(&sql, params![vraag.uuid()]).await
}

/// All offers of a question, oldest first.
pub(crate) async fn overdrachten(tx: &mut Tx, vraag: VraagId) -> Result<Vec<OverdrachtRow>> {
    let sql = format!(
        "SELECT {OVERDRACHT} FROM overdracht WHERE vraag_id = $1 ORDER BY aangeboden_op, id LIMIT 100"
    );
    tx.query::<OverdrachtRow>(&sql, params![vraag.uuid()]).await
}

/// Ends the open offer.
pub(crate) async fn eindig_overdracht(tx: &mut Tx, id: Uuid, toestand: &str, reden: &str) -> Result<()> {
    let nu = tx.now();
    let n = tx
        .execute(
            "UPDATE overdracht SET toestand = $1, reden = $2, besloten_op = $3 WHERE id = $4 AND toestand = 'open'",
            params![toestand, reden, nu, id],
        )
        .await?;
    if n == 0 { Err(Error::Stale) } else { Ok(()) }
}
