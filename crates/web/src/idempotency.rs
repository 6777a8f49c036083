// SPDX-License-Identifier: EUPL-1.2
//! The same request twice has one effect. The key is taken in the transaction of the effect: both stand, or neither.

use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use kernel::{Error, Result};
use sha2::{Digest as _, Sha256};
use storage::Tx;
use uuid::Uuid;

use crate::store;

/// Answers are remembered this long.
const KEPT: Duration = Duration::from_hours(7 * 24);

/// What a key says about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Idempotency {
    /// It was not seen before: do it, and call [`finish`].
    Fresh,
    /// It was done: give this answer (without its secrets, which the caller derives again).
    Replay {
        /// Status of the first answer.
        status: u16,
        /// Body of the first answer, as given to [`finish`].
        body: String,
    },
    /// It was used for other content.
    Conflict,
}

impl Idempotency {
    /// The error for a conflict.
    pub fn conflict() -> Error {
        Error::Duplicate {
            code: "sleutel-al-gebruikt",
            text: "Deze Idempotency-Key is al gebruikt voor een ander verzoek. Gebruik voor elk nieuw verzoek een \
                   nieuwe sleutel."
                .to_owned(),
        }
    }
}

/// Reads the header `Idempotency-Key`; `None` when it is absent, an error when it is no UUID.
pub fn key_of(headers: &HeaderMap) -> Result<Option<Uuid>> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let text = value.to_str().unwrap_or("").trim().trim_matches('"');
    text.parse().map(Some).map_err(|_| {
        Error::field(
            "Idempotency-Key",
            "Dit is geen UUID, bijvoorbeeld 0190c2a8-7b1e-7cc3-98a1-0b6a5d1f4c2e.",
        )
    })
}

/// SHA-256 of a request body: another body under the same key is refused.
pub fn body_hash(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}

/// Takes the key for `caller` (`Caller::bond`). Call it first in the transaction of the effect. Public callers have
/// no name to bind to: only who sends the same key with the very same body gets the answer again.
pub async fn begin(tx: &mut Tx, key: Uuid, caller: &str, body_hash: &[u8; 32]) -> Result<Idempotency> {
    let bound = bound_key(key, caller);
    if store::take_idempotency_key(tx, &bound, caller, body_hash).await? {
        return Ok(Idempotency::Fresh);
    }
    let earlier = store::idempotent_answer(tx, &bound)
        .await?
        .ok_or_else(|| Error::internal("an idempotency key was taken and is not there"))?;
    if earlier.hash != body_hash {
        return Ok(Idempotency::Conflict);
    }
    let status = u16::try_from(earlier.status).unwrap_or(0);
    Ok(Idempotency::Replay { status, body: earlier.antwoord })
}

/// Keeps the answer, in the same transaction. `body` holds no secret: leave it out and derive it again on a replay.
pub async fn finish(tx: &mut Tx, key: Uuid, caller: &str, status: StatusCode, body: &str) -> Result<()> {
    let bound = bound_key(key, caller);
    if store::keep_idempotent_answer(tx, &bound, status.as_u16(), body).await? {
        Ok(())
    } else {
        Err(Error::internal("finish without begin, or twice"))
    }
}

/// Forgets answers older than a week. For the worker, now and then.
pub async fn sweep(tx: &mut Tx) -> Result<u64> {
    let before = tx.now() - KEPT;
    store::delete_old_answers(tx, before).await
}

fn bound_key(key: Uuid, caller: &str) -> String {
    format!("{key}:{}", if caller.is_empty() { "publiek" } else { caller })
}
