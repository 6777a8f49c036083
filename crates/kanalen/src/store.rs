// SPDX-License-Identifier: EUPL-1.2
//! All SQL of what comes in.

use kernel::{Result, Time};
use storage::{Tx, params, row};
use uuid::Uuid;

use crate::mail::{imap::Cursor, thread::Hit};

/// How far this folder was read.
pub(crate) async fn cursor(tx: &mut Tx, postvak: &str, map: &str) -> Result<Option<Cursor>> {
    let rij = tx
        .optional::<(i64, i64)>(
            "SELECT uidvalidity, uidnext FROM postvak_stand WHERE postvak_id = $1 AND map = $2",
            params![postvak, map],
        )
        .await?;
    Ok(rij.and_then(|(validity, next)| {
        Some(Cursor { uidvalidity: u32::try_from(validity).ok()?, uidnext: u32::try_from(next).ok()? })
    }))
}

/// Sets how far this folder was read.
pub(crate) async fn set_cursor(tx: &mut Tx, postvak: &str, map: &str, c: Cursor) -> Result<()> {
    tx.execute(
        "INSERT INTO postvak_stand (postvak_id, map, uidvalidity, uidnext) VALUES ($1, $2, $3, $4)
         ON CONFLICT (postvak_id, map) DO UPDATE SET uidvalidity = excluded.uidvalidity, uidnext = excluded.uidnext",
        params![postvak, map, i64::from(c.uidvalidity), i64::from(c.uidnext)],
    )
    .await?;
    Ok(())
}

/// Moves the cursor forward, never back; numbers under another UIDVALIDITY leave it alone.
pub(crate) async fn move_cursor(tx: &mut Tx, postvak: &str, map: &str, c: Cursor) -> Result<()> {
    tx.execute(
        "UPDATE postvak_stand SET uidnext = $1 WHERE postvak_id = $2 AND map = $3 AND uidvalidity = $4 AND uidnext < $1",
        params![i64::from(c.uidnext), postvak, map, i64::from(c.uidvalidity)],
    )
    .await?;
    Ok(())
}

/// One thing that came in.
pub(crate) struct Inkomend<'a> {
    pub(crate) postvak: &'a str,
    pub(crate) hash: &'a str,
    pub(crate) inhoud_hash: &'a str,
    pub(crate) team: &'a str,
}

/// Notes that it came in. Absent when this mailbox has it already: the unique key decides.
pub(crate) async fn insert(tx: &mut Tx, i: &Inkomend<'_>) -> Result<Option<Uuid>> {
    let (id, nu) = (tx.new_id(), tx.now());
    let n = tx
        .execute(
            "INSERT INTO inkomend (id, postvak_id, hash, inhoud_hash, ontvangen_op, uitkomst, team_id, reden)
             VALUES ($1, $2, $3, $4, $5, 'quarantaine', $6, '') ON CONFLICT (postvak_id, inhoud_hash) DO NOTHING",
            params![id, i.postvak, i.hash, i.inhoud_hash, nu, i.team],
        )
        .await?;
    Ok((n > 0).then_some(id))
}

/// How it ended.
pub(crate) async fn ended(
    tx: &mut Tx,
    id: Uuid,
    uitkomst: &str,
    vraag: Option<Uuid>,
    contact: Option<Uuid>,
    reden: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE inkomend SET uitkomst = $1, vraag_id = $2, klantcontact_id = $3, reden = $4 WHERE id = $5",
        params![uitkomst, vraag, contact, reden, id],
    )
    .await?;
    Ok(())
}

/// Questions in whose threads this Message-ID was seen, with whether this address asked them.
pub(crate) async fn by_reference(tx: &mut Tx, message_id: &str, sender: &str) -> Result<Vec<Hit>> {
    let rows = tx
        .query::<(Uuid, String)>(
            "SELECT m.vraag_id, i.email_norm FROM mail_verwijzing m JOIN indiener i ON i.vraag_id = m.vraag_id
             WHERE m.message_id = $1 ORDER BY m.vraag_id LIMIT 5",
            params![message_id],
        )
        .await?;
    Ok(rows.into_iter().map(|(vraag, email)| Hit { vraag, sender_is_party: email == sender }).collect())
}

/// Whether this folded address asked this question.
pub(crate) async fn is_party(tx: &mut Tx, vraag: Uuid, sender: &str) -> Result<bool> {
    let email =
        tx.optional::<String>("SELECT email_norm FROM indiener WHERE vraag_id = $1", params![vraag]).await?;
    Ok(email.is_some_and(|e| !e.is_empty() && e == sender))
}

/// Remembers that this Message-ID belongs to the thread of this question.
pub(crate) async fn remember(tx: &mut Tx, message_id: &str, vraag: Uuid) -> Result<()> {
    tx.execute(
        "INSERT INTO mail_verwijzing (message_id, vraag_id) VALUES ($1, $2) ON CONFLICT (message_id, vraag_id) DO NOTHING",
        params![message_id, vraag],
    )
    .await?;
    Ok(())
}

/// When this address last got an automatic answer.
pub(crate) async fn last_auto(tx: &mut Tx, adres_hash: &[u8]) -> Result<Option<Time>> {
    tx.optional::<Time>("SELECT laatst FROM autoantwoord WHERE adres_hash = $1", params![adres_hash]).await
}

/// Notes that this address gets an automatic answer now.
pub(crate) async fn note_auto(tx: &mut Tx, adres_hash: &[u8]) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO autoantwoord (adres_hash, laatst) VALUES ($1, $2)
         ON CONFLICT (adres_hash) DO UPDATE SET laatst = excluded.laatst",
        params![adres_hash, nu],
    )
    .await?;
    Ok(())
}

row! {
    /// Something set apart, for a person to look at.
    pub struct Apart {
        /// Identifier.
        pub id: Uuid,
        /// Mailbox it came in by.
        pub postvak: String,
        /// When we took it in.
        pub ontvangen_op: Time,
        /// Why it was set apart.
        pub reden: String,
        /// Team that looks.
        pub team: String,
    }
}

/// What was set apart and nobody dealt with, oldest first.
pub async fn apart(tx: &mut Tx, hoogstens: i64) -> Result<Vec<Apart>> {
    tx.query::<Apart>(
        "SELECT id, postvak_id, ontvangen_op, reden, team_id FROM inkomend
         WHERE uitkomst = 'quarantaine' AND afgehandeld_op IS NULL ORDER BY ontvangen_op, id LIMIT $1",
        params![hoogstens],
    )
    .await
}
