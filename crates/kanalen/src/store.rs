// SPDX-License-Identifier: EUPL-1.2
//! All SQL of what comes in.

use kernel::{Page, Result, Time, text_enum};
use storage::{Tx, params, row};
use uuid::Uuid;

use crate::{
    gezondheid::Gezondheid,
    mail::{imap::Cursor, thread::Hit},
};

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

text_enum! {
    /// How something that came in ended.
    pub enum Uitkomst {
        /// Somebody wrote to us.
        Contact = "contact",
        /// A mail system told what became of a mail of ours.
        Bezorging = "bezorging",
        /// Set apart for a person.
        Quarantaine = "quarantaine",
        /// A copy of a mail of our own.
        Genegeerd = "genegeerd",
    }
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
    uitkomst: Uitkomst,
    vraag: Option<Uuid>,
    contact: Option<Uuid>,
    reden: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE inkomend SET uitkomst = $1, vraag_id = $2, klantcontact_id = $3, reden = $4 WHERE id = $5",
        params![uitkomst.text(), vraag, contact, reden, id],
    )
    .await?;
    Ok(())
}

/// It waits for a person. Who sent it and its subject stand in the list.
pub(crate) async fn set_apart(
    tx: &mut Tx,
    id: Uuid,
    afzender: &str,
    onderwerp: &str,
    reden: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE inkomend SET uitkomst = 'quarantaine', afzender = $1, onderwerp = $2, reden = $3 WHERE id = $4",
        params![afzender, onderwerp, reden, id],
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

/// Remembers that this Message-ID belongs to the thread of this question, and whether that mail reached us.
pub(crate) async fn remember(tx: &mut Tx, message_id: &str, vraag: Uuid, ontvangen: bool) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO mail_verwijzing (message_id, vraag_id, gezien_op, ontvangen) VALUES ($1, $2, $3, $4)
         ON CONFLICT (message_id, vraag_id) DO UPDATE SET ontvangen = mail_verwijzing.ontvangen OR excluded.ontvangen",
        params![message_id, vraag, nu, ontvangen],
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
        /// Team that looks.
        pub team: String,
        /// When we took it in.
        pub ontvangen_op: Time,
        /// Why it was set apart, in plain Dutch.
        pub reden: String,
        /// Content hash of the raw original, hexadecimal SHA-256.
        pub hash: String,
        /// Who sent it, by claim and as far as it could be read; may be empty.
        pub afzender: String,
        /// Its subject, as far as it could be read; may be empty.
        pub onderwerp: String,
    }
}

/// Why the mail with this original ended as a contact of this question.
pub(crate) async fn reden(tx: &mut Tx, hash: &str, vraag: Uuid) -> Result<Option<String>> {
    tx.optional("SELECT reden FROM inkomend WHERE hash = $1 AND vraag_id = $2 LIMIT 1", params![hash, vraag])
        .await
}

row! {
    /// One item, with what became of it.
    pub(crate) struct Stuk {
        pub(crate) team: String,
        pub(crate) ontvangen_op: Time,
        pub(crate) hash: String,
        pub(crate) uitkomst: String,
        pub(crate) afgehandeld_op: Option<Time>,
    }
}

/// What waits for a person, oldest first: of `team`, of the teams that are not shielded when `open`, or of all.
/// One row more than the page holds.
pub(crate) async fn apart(
    tx: &mut Tx,
    alles: bool,
    team: &str,
    open: bool,
    page: Page,
) -> Result<Vec<(Apart, bool)>> {
    let rijen = tx
        .query::<ApartRij>(
            "SELECT i.id, i.postvak_id, i.team_id, i.ontvangen_op, i.reden, i.hash, i.afzender, i.onderwerp, t.afgeschermd
             FROM inkomend i JOIN team t ON t.id = i.team_id
             WHERE i.uitkomst = 'quarantaine' AND i.afgehandeld_op IS NULL
               AND (CAST($1 AS bigint) = 1 OR i.team_id = $2 OR (CAST($3 AS bigint) = 1 AND NOT t.afgeschermd))
             ORDER BY i.ontvangen_op, i.id LIMIT $4 OFFSET $5",
            params![i64::from(alles), team, i64::from(open), page.limit(), page.offset()],
        )
        .await?;
    Ok(rijen
        .into_iter()
        .map(|r| {
            let apart = Apart {
                id: r.id,
                postvak: r.postvak,
                team: r.team,
                ontvangen_op: r.ontvangen_op,
                reden: r.reden,
                hash: r.hash,
                afzender: r.afzender,
                onderwerp: r.onderwerp,
            };
            (apart, r.afgeschermd)
        })
        .collect())
}

row! {
    struct ApartRij {
        id: Uuid, postvak: String, team: String, ontvangen_op: Time, reden: String, hash: String, afzender: String,
        onderwerp: String, afgeschermd: bool,
    }
}

/// One thing that came in.
pub(crate) async fn stuk(tx: &mut Tx, id: Uuid) -> Result<Stuk> {
    tx.one(
        "SELECT team_id, ontvangen_op, hash, uitkomst, afgehandeld_op FROM inkomend WHERE id = $1",
        params![id],
    )
    .await
}

/// A person dealt with it.
pub(crate) async fn afgehandeld(tx: &mut Tx, id: Uuid, door: Uuid, waarom: &str) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "UPDATE inkomend SET afgehandeld_op = $1, afgehandeld_door = $2, afhandeling = $3 WHERE id = $4",
        params![nu, door, waarom, id],
    )
    .await?;
    Ok(())
}

/// How every folder of every mailbox is doing.
pub(crate) async fn gezondheid(tx: &mut Tx) -> Result<Vec<Gezondheid>> {
    tx.query(
        "SELECT g.postvak_id, g.map, g.laatst_gelukt, g.mislukt_sinds, g.fout, g.details, g.fout_op,
           (SELECT i.ontvangen_op FROM inkomend i WHERE i.postvak_id = g.postvak_id ORDER BY i.ontvangen_op DESC LIMIT 1)
         FROM postvak_gezondheid g ORDER BY g.postvak_id, g.map",
        params![],
    )
    .await
}

/// The folder was open and read to its end.
pub(crate) async fn gelukt(tx: &mut Tx, postvak: &str, map: &str) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO postvak_gezondheid (postvak_id, map, laatst_gelukt, mislukt_sinds, fout, details, fout_op)
         VALUES ($1, $2, $3, NULL, '', '', NULL)
         ON CONFLICT (postvak_id, map) DO UPDATE SET laatst_gelukt = excluded.laatst_gelukt, mislukt_sinds = NULL",
        params![postvak, map, nu],
    )
    .await?;
    Ok(())
}

/// It went wrong. Since when it fails stays as it was.
pub(crate) async fn mislukt(tx: &mut Tx, postvak: &str, map: &str, fout: &str, details: &str) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO postvak_gezondheid (postvak_id, map, laatst_gelukt, mislukt_sinds, fout, details, fout_op)
         VALUES ($1, $2, NULL, $3, $4, $5, $3)
         ON CONFLICT (postvak_id, map) DO UPDATE SET
           mislukt_sinds = coalesce(postvak_gezondheid.mislukt_sinds, excluded.mislukt_sinds),
           fout = excluded.fout, details = excluded.details, fout_op = excluded.fout_op",
        params![postvak, map, nu, fout, details],
    )
    .await?;
    Ok(())
}

/// This folder is no longer set up.
pub(crate) async fn vergeet_gezondheid(tx: &mut Tx, postvak: &str, map: &str) -> Result<()> {
    tx.execute("DELETE FROM postvak_gezondheid WHERE postvak_id = $1 AND map = $2", params![postvak, map])
        .await?;
    Ok(())
}
