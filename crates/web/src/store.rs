// SPDX-License-Identifier: EUPL-1.2
//! All SQL of the shell.

use kernel::{Result, Time};
use storage::{Tx, params, row};
use uuid::Uuid;

row! {
    /// A session as stored.
    pub(crate) struct SessieRow {
        pub medewerker: Option<Uuid>,
        pub naam: String,
        pub team: String,
        pub rollen: String,
        pub bewijs: String,
        pub begonnen: Time,
        pub gebruikt: Time,
    }

    /// A key of another system as stored.
    pub(crate) struct SleutelRow {
        pub id: Uuid,
        pub naam: String,
        pub rechten: String,
        pub aangemaakt: Time,
        pub ingetrokken: Option<Time>,
    }

    /// An answer that was given before under an idempotency key.
    pub(crate) struct AntwoordRow {
        pub hash: Vec<u8>,
        pub antwoord: String,
        pub status: i64,
    }
}

/// Keeps a new session.
pub(crate) async fn insert_session(tx: &mut Tx, hash: &[u8], session: &SessieRow) -> Result<()> {
    tx.execute(
        "INSERT INTO sessie (hash, medewerker_id, naam, team_id, rollen, bewijs, begonnen_op, gebruikt_op)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            hash,
            session.medewerker,
            &session.naam,
            &session.team,
            &session.rollen,
            &session.bewijs,
            session.begonnen,
            session.gebruikt
        ],
    )
    .await?;
    Ok(())
}

pub(crate) async fn session(tx: &mut Tx, hash: &[u8]) -> Result<Option<SessieRow>> {
    tx.optional(
        "SELECT medewerker_id, naam, team_id, rollen, bewijs, begonnen_op, gebruikt_op FROM sessie WHERE hash = $1",
        params![hash],
    )
    .await
}

/// Marks a session as used now. Gives false when it is gone.
pub(crate) async fn touch_session(tx: &mut Tx, hash: &[u8], now: Time) -> Result<bool> {
    Ok(tx.execute("UPDATE sessie SET gebruikt_op = $2 WHERE hash = $1", params![hash, now]).await? > 0)
}

pub(crate) async fn delete_session(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    tx.execute("DELETE FROM sessie WHERE hash = $1", params![hash]).await?;
    Ok(())
}

pub(crate) async fn delete_sessions_of(tx: &mut Tx, medewerker: Uuid) -> Result<u64> {
    tx.execute("DELETE FROM sessie WHERE medewerker_id = $1", params![medewerker]).await
}

pub(crate) async fn delete_old_sessions(tx: &mut Tx, idle_since: Time, begun_before: Time) -> Result<u64> {
    tx.execute(
        "DELETE FROM sessie WHERE gebruikt_op <= $1 OR begonnen_op <= $2",
        params![idle_since, begun_before],
    )
    .await
}

pub(crate) async fn insert_attempt(tx: &mut Tx, key: &str, now: Time) -> Result<()> {
    tx.execute("INSERT INTO aanmeldpoging (sleutel, moment) VALUES ($1, $2)", params![key, now]).await?;
    Ok(())
}

/// How many attempts since, and the first of them.
pub(crate) async fn attempts(tx: &mut Tx, key: &str, since: Time) -> Result<(i64, Option<Time>)> {
    tx.one(
        "SELECT CAST(count(*) AS bigint), min(moment) FROM aanmeldpoging WHERE sleutel = $1 AND moment > $2",
        params![key, since],
    )
    .await
}

pub(crate) async fn delete_attempts(tx: &mut Tx, key: &str) -> Result<()> {
    tx.execute("DELETE FROM aanmeldpoging WHERE sleutel = $1", params![key]).await?;
    Ok(())
}

pub(crate) async fn delete_old_attempts(tx: &mut Tx, before: Time) -> Result<u64> {
    tx.execute("DELETE FROM aanmeldpoging WHERE moment <= $1", params![before]).await
}

pub(crate) async fn insert_key(
    tx: &mut Tx,
    id: Uuid,
    naam: &str,
    hash: &[u8],
    rechten: &str,
) -> Result<bool> {
    let now = tx.now();
    let rows = tx
        .execute(
            "INSERT INTO api_sleutel (id, naam, hash, rechten, aangemaakt) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (naam) DO NOTHING",
            params![id, naam, hash, rechten, now],
        )
        .await?;
    Ok(rows > 0)
}

/// The key that works, by the hash of its text.
pub(crate) async fn key_by_hash(tx: &mut Tx, hash: &[u8]) -> Result<Option<SleutelRow>> {
    tx.optional(
        "SELECT id, naam, rechten, aangemaakt, ingetrokken FROM api_sleutel
         WHERE hash = $1 AND ingetrokken IS NULL",
        params![hash],
    )
    .await
}

pub(crate) async fn keys(tx: &mut Tx) -> Result<Vec<SleutelRow>> {
    tx.query("SELECT id, naam, rechten, aangemaakt, ingetrokken FROM api_sleutel ORDER BY naam", params![])
        .await
}

pub(crate) async fn withdraw_key(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let now = tx.now();
    let rows = tx
        .execute(
            "UPDATE api_sleutel SET ingetrokken = $2 WHERE id = $1 AND ingetrokken IS NULL",
            params![id, now],
        )
        .await?;
    Ok(rows > 0)
}

/// Takes an idempotency key; false when it was taken before. A race is decided here: the second waits for the
/// first to commit.
pub(crate) async fn take_idempotency_key(tx: &mut Tx, key: &str, caller: &str, hash: &[u8]) -> Result<bool> {
    let now = tx.now();
    let rows = tx
        .execute(
            "INSERT INTO idempotentie (sleutel, beller, hash, antwoord, status, aangemaakt)
             VALUES ($1, $2, $3, '', 0, $4) ON CONFLICT (sleutel) DO NOTHING",
            params![key, caller, hash, now],
        )
        .await?;
    Ok(rows > 0)
}

pub(crate) async fn idempotent_answer(tx: &mut Tx, key: &str) -> Result<Option<AntwoordRow>> {
    tx.optional("SELECT hash, antwoord, status FROM idempotentie WHERE sleutel = $1", params![key]).await
}

pub(crate) async fn keep_idempotent_answer(tx: &mut Tx, key: &str, status: u16, body: &str) -> Result<bool> {
    let rows = tx
        .execute(
            "UPDATE idempotentie SET status = $2, antwoord = $3 WHERE sleutel = $1 AND status = 0",
            params![key, status, body],
        )
        .await?;
    Ok(rows > 0)
}

pub(crate) async fn delete_old_answers(tx: &mut Tx, before: Time) -> Result<u64> {
    tx.execute("DELETE FROM idempotentie WHERE aangemaakt <= $1", params![before]).await
}

/// The simplest question a database can answer.
pub(crate) async fn ping(tx: &mut Tx) -> Result<i64> {
    tx.one("SELECT CAST(1 AS bigint)", params![]).await
}
