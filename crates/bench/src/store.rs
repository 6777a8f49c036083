// SPDX-License-Identifier: EUPL-1.2
//! SQL of the benchmarks: counts, samples, and what the crash test holds against the acknowledged questions.

use kernel::{Result, Time};
use storage::{Consumer, Tx, params, row};
use uuid::Uuid;

/// Whether the municipality has teams.
pub(crate) async fn is_set_up(tx: &mut Tx) -> Result<bool> {
    Ok(tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM team", params![]).await? > 0)
}

/// Questions there are.
pub(crate) async fn questions(tx: &mut Tx) -> Result<i64> {
    tx.one("SELECT CAST(count(*) AS bigint) FROM vraag", params![]).await
}

/// Events that are sealed.
pub(crate) async fn events(tx: &mut Tx) -> Result<i64> {
    tx.one("SELECT seq FROM journal_head WHERE id = 1", params![]).await
}

/// The consumer has dealt with everything: written history has no follow-up.
pub(crate) async fn skip_history(tx: &mut Tx, consumer: &impl Consumer) -> Result<()> {
    tx.execute(
        "INSERT INTO consumer (name, seq, version) SELECT $1, seq, $2 FROM journal_head WHERE id = 1
         ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, version = excluded.version",
        params![consumer.name(), consumer.version()],
    )
    .await?;
    Ok(())
}

row! {
    /// A question to read.
    pub(crate) struct Sample {
        pub(crate) id: Uuid,
        pub(crate) volgnummer: i64,
        pub(crate) ontvangen_op: Time,
        pub(crate) team: String,
        pub(crate) naam: String,
    }
}

/// A question that is not shielded, at or after this running number.
pub(crate) async fn sample(tx: &mut Tx, from: i64) -> Result<Option<Sample>> {
    tx.optional::<Sample>(
        "SELECT v.id, v.volgnummer, v.ontvangen_op, v.team_id, i.naam FROM vraag v JOIN indiener i ON i.vraag_id = v.id
         WHERE v.volgnummer >= $1 AND v.afgeschermd = false ORDER BY v.volgnummer LIMIT 1",
        params![from],
    )
    .await
}

/// Every question with the words it came with and its owner.
pub(crate) async fn words(tx: &mut Tx, after: i64, most: i64) -> Result<Vec<(i64, Uuid, String, String)>> {
    tx.query::<(i64, Uuid, String, String)>(
        "SELECT v.volgnummer, v.id, v.team_id, k.inhoud FROM vraag v JOIN klantcontact k ON k.vraag_id = v.id
         WHERE v.volgnummer > $1 ORDER BY v.volgnummer LIMIT $2",
        params![after, most],
    )
    .await
}

/// Questions that have a promise.
pub(crate) async fn promised(tx: &mut Tx) -> Result<Vec<Uuid>> {
    tx.query("SELECT vraag_id FROM belofte WHERE uitkomst = ''", params![]).await
}

/// Questions whose confirmation is made.
pub(crate) async fn confirmed(tx: &mut Tx) -> Result<Vec<Uuid>> {
    tx.query("SELECT vraag_id FROM bericht WHERE soort = 'ontvangstbevestiging'", params![]).await
}

/// Questions whose confirmation is owed, as text.
pub(crate) async fn owed(tx: &mut Tx) -> Result<Vec<String>> {
    tx.query("SELECT job_key FROM job WHERE kind = 'ontvangstbevestiging' AND job_key IS NOT NULL", params![])
        .await
}

/// Questions whose receipt is in the journal, as text.
pub(crate) async fn received(tx: &mut Tx) -> Result<Vec<String>> {
    tx.query(
        "SELECT o.object_id FROM journal_object o JOIN journal j ON j.pos = o.pos
         WHERE o.object_kind = 'vraag' AND j.kind = 'vraag.ontvangen'",
        params![],
    )
    .await
}

/// Events without a number yet.
pub(crate) async fn unsealed(tx: &mut Tx) -> Result<i64> {
    tx.one("SELECT CAST(count(*) AS bigint) FROM journal_open", params![]).await
}
