// SPDX-License-Identifier: EUPL-1.2
//! Something of ours that a visitor carries for a while, in a hidden field or an address: encrypted, bound to its
//! purpose, and worthless after its time. It needs no cookie and no table.

use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use kernel::{Error, Result, Time};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use web::Gemeente;

/// Longest seal that is looked at.
const LANGST: usize = 4096;

#[derive(Serialize, Deserialize)]
struct Omslag<T> {
    op: Time,
    wat: T,
}

/// Seals `wat` for this purpose, at this moment.
pub(crate) fn verzegel<T: Serialize>(g: &Gemeente, doel: &str, wat: &T) -> Result<String> {
    let omslag = Omslag { op: g.clock().now(), wat };
    let tekst = serde_json::to_string(&omslag).map_err(Error::internal)?;
    Ok(BASE64URL_NOPAD.encode(&g.keys().seal(g.ids().as_ref(), &format!("portaal.{doel}"), &tekst)?))
}

/// What was sealed for this purpose less than `geldig` ago; nothing when it is not ours, damaged or too old.
pub(crate) fn open<T: DeserializeOwned>(
    g: &Gemeente,
    doel: &str,
    zegel: &str,
    geldig: Duration,
) -> Option<T> {
    if zegel.len() > LANGST {
        return None;
    }
    let bytes = BASE64URL_NOPAD.decode(zegel.as_bytes()).ok()?;
    let tekst = g.keys().open(&format!("portaal.{doel}"), &bytes).ok()?;
    let omslag: Omslag<T> = serde_json::from_str(&tekst).ok()?;
    (g.clock().now().since(omslag.op) < geldig).then_some(omslag.wat)
}
