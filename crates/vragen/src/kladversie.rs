// SPDX-License-Identifier: EUPL-1.2
//! Drafts of employees: kept on the server while typing, outside journal and versions.

use kernel::{Error, Result};
use storage::Tx;

use crate::{store, wie::Wie};

/// Largest draft, in bytes.
pub const MAX: usize = 100_000;
/// Longest key, in bytes.
const SLEUTEL_MAX: usize = 200;

/// Keeps what was typed under this key.
pub async fn bewaar(tx: &mut Tx, wie: &Wie, sleutel: &str, inhoud: &str) -> Result<()> {
    if inhoud.len() > MAX || sleutel.len() > SLEUTEL_MAX {
        return Err(Error::TooLarge { text: "Deze kladversie is te groot om te bewaren.".to_owned() });
    }
    store::kladversie::put(tx, wie.id()?, sleutel, inhoud).await
}

/// What was typed under this key.
pub async fn lees(tx: &mut Tx, wie: &Wie, sleutel: &str) -> Result<Option<String>> {
    store::kladversie::get(tx, wie.id()?, sleutel).await
}

/// Forgets a draft: it was sent.
pub async fn vergeet(tx: &mut Tx, wie: &Wie, sleutel: &str) -> Result<()> {
    store::kladversie::delete(tx, wie.id()?, sleutel).await
}
