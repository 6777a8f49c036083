// SPDX-License-Identifier: EUPL-1.2
//! Attached files: their bytes are stored before their row, and nobody opens them until the scan passed them.

use kernel::{Result, text_enum};
use serde_json::json;
use storage::{Event, Tx};
use uuid::Uuid;

pub use crate::store::bijlage::BijlageRow;
use crate::{store, vraag::VraagId, wie::Wie};

text_enum! {
    /// Outcome of the virus scan.
    pub enum Scan {
        /// Not scanned yet: nobody can open it.
        Wacht = "wacht",
        /// Passed.
        Schoon = "schoon",
        /// Infected: nobody can open it.
        Besmet = "besmet",
        /// The municipality switched the scan off.
        Uit = "uit",
    }
}

/// A file whose bytes are stored already.
#[derive(Debug, Clone)]
pub struct NieuweBijlage {
    /// File name as given, without path.
    pub naam: String,
    /// Type by content.
    pub media_type: String,
    /// Bytes.
    pub grootte: i64,
    /// Content hash, hexadecimal SHA-256.
    pub hash: String,
    /// `Wacht`, or `Uit` when the scan is off.
    pub scan: Scan,
}

impl BijlageRow {
    /// Whether the file may be opened.
    pub fn te_openen(&self) -> bool {
        self.scan == Scan::Schoon.text() || self.scan == Scan::Uit.text()
    }
}

/// Adds a file to a contact.
pub(crate) async fn add(tx: &mut Tx, vraag: VraagId, contact: Uuid, b: &NieuweBijlage) -> Result<()> {
    store::bijlage::insert(tx, vraag, contact, b).await
}

/// Files of a question.
pub async fn bijlagen(tx: &mut Tx, vraag: VraagId) -> Result<Vec<BijlageRow>> {
    store::bijlage::of_vraag(tx, vraag).await
}

/// One file, when this person may read its question and the scan passed it.
pub async fn openen(tx: &mut Tx, wie: &Wie, id: Uuid) -> Result<BijlageRow> {
    let bijlage = store::bijlage::find(tx, id).await?.ok_or(kernel::Error::NotFound)?;
    let vraag = store::find(tx, bijlage.vraag.into()).await?.ok_or(kernel::Error::NotFound)?;
    if !wie.mag_lezen(&vraag) || !bijlage.te_openen() {
        return Err(kernel::Error::NotFound);
    }
    Ok(bijlage)
}

/// Files that wait for the scan.
pub async fn te_scannen(tx: &mut Tx, hoogstens: i64) -> Result<Vec<BijlageRow>> {
    store::bijlage::te_scannen(tx, hoogstens).await
}

/// Notes the outcome of the scan; a second outcome for the same file changes nothing.
pub async fn gescand(tx: &mut Tx, bijlage: &BijlageRow, scan: Scan) -> Result<()> {
    if store::bijlage::set_scan(tx, bijlage.id, scan).await? {
        tx.emit(
            Event::new("bijlage.gescand", Wie::regel("bijlage.scan").actor)
                .object("vraag", bijlage.vraag, "onderwerp")
                .object("bijlage", bijlage.id, "bijlage")
                .data("uitkomst", json!(scan)),
        );
    }
    Ok(())
}
