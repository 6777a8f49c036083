// SPDX-License-Identifier: EUPL-1.2
//! SQL of `indiener`: who asked.

use kernel::Result;
use storage::{Tx, Value, params, row};
use uuid::Uuid;

use crate::{indiener::Indiener, vraag::VraagId};

row! {
    struct IndienerRow {
        partij: Option<Uuid>, naam: String, email: String, telefoon: String, adres: String,
        organisatie: String, kvk: String, vestiging: String, namens: String, bsn: Option<Vec<u8>>,
    }
}

/// Writes who asked.
pub(crate) async fn insert_indiener(tx: &mut Tx, vraag: VraagId, i: &Indiener) -> Result<()> {
    tx.execute(
        "INSERT INTO indiener (vraag_id, partij_id, naam, email, email_norm, telefoon, adres, organisatie, kvk,
           vestiging, namens, bsn)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &indiener_values(vraag, i),
    )
    .await?;
    Ok(())
}

/// Values of a new `indiener` row.
pub(crate) fn indiener_values(vraag: VraagId, i: &Indiener) -> Vec<Value> {
    vec![
        vraag.uuid().into(),
        i.partij.into(),
        i.naam.as_str().into(),
        i.email.as_str().into(),
        kernel::text::fold(&i.email).into(),
        i.telefoon.as_str().into(),
        i.adres.as_str().into(),
        i.organisatie.as_str().into(),
        i.kvk.as_str().into(),
        i.vestiging.as_str().into(),
        i.namens.as_str().into(),
        i.bsn.clone().into(),
    ]
}

/// Who asked this question.
pub(crate) async fn indiener(tx: &mut Tx, vraag: VraagId) -> Result<Indiener> {
    let row = tx
        .optional::<IndienerRow>(
            "SELECT partij_id, naam, email, telefoon, adres, organisatie, kvk, vestiging, namens, bsn
             FROM indiener WHERE vraag_id = $1",
            params![vraag.uuid()],
        )
        .await?;
    Ok(row.map_or_else(Indiener::default, |r| Indiener {
        partij: r.partij,
        naam: r.naam,
        email: r.email,
        telefoon: r.telefoon,
        adres: r.adres,
        organisatie: r.organisatie,
        kvk: r.kvk,
        vestiging: r.vestiging,
        namens: r.namens,
        bsn: r.bsn,
    }))
}

/// Changes how the resident can be reached.
pub(crate) async fn update_bereik(tx: &mut Tx, vraag: VraagId, i: &Indiener) -> Result<()> {
    tx.execute(
        "UPDATE indiener SET email = $1, email_norm = $2, telefoon = $3, adres = $4 WHERE vraag_id = $5",
        params![
            i.email.as_str(),
            kernel::text::fold(&i.email),
            i.telefoon.as_str(),
            i.adres.as_str(),
            vraag.uuid()
        ],
    )
    .await?;
    Ok(())
}
