// SPDX-License-Identifier: EUPL-1.2
//! Reading the journal: what follows a number, what happened to a thing, where the journal ends.

use kernel::{Actor, Error, Result, Time, paging::Page};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::record::Record;
use crate::{Tx, params, row};

/// A thing an event is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Object {
    /// Kind of thing, for instance `vraag`.
    pub kind: String,
    /// Its identifier, as text.
    pub id: String,
    /// Part it plays in the event.
    pub qualifier: String,
}

/// An event as it was written down; `seq` is absent until it is sealed.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Number in the one order everybody follows.
    pub seq: Option<i64>,
    /// Insertion number.
    pub pos: i64,
    /// Identifier.
    pub id: Uuid,
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// Channel by which it came.
    pub channel: Option<String>,
    /// The event that led to it.
    pub cause: Option<Uuid>,
    /// First event of the chain it belongs to.
    pub correlation: Uuid,
    /// When it happened in the world.
    pub occurred_at: Time,
    /// When it was written down.
    pub recorded_at: Time,
    /// The things it is about.
    pub objects: Vec<Object>,
    /// Details.
    pub data: Map<String, Json>,
}

/// An event with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct Sealed {
    /// Number in the one order everybody follows, from 1 without gaps.
    pub seq: i64,
    /// Insertion number.
    pub pos: i64,
    /// Identifier.
    pub id: Uuid,
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub actor: Actor,
    /// Channel by which it came.
    pub channel: Option<String>,
    /// The event that led to it.
    pub cause: Option<Uuid>,
    /// First event of the chain it belongs to.
    pub correlation: Uuid,
    /// When it happened in the world.
    pub occurred_at: Time,
    /// When it was written down.
    pub recorded_at: Time,
    /// The things it is about.
    pub objects: Vec<Object>,
    /// Details.
    pub data: Map<String, Json>,
}

impl Sealed {
    /// Id of the first thing of this kind the event is about.
    pub fn object(&self, kind: &str) -> Option<&str> {
        self.objects.iter().find(|o| o.kind == kind).map(|o| o.id.as_str())
    }

    /// The same as a UUID.
    pub fn object_id(&self, kind: &str) -> Option<Uuid> {
        self.object(kind).and_then(|id| id.parse().ok())
    }

    /// A detail that is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.data.get(name).and_then(Json::as_str)
    }
}

/// The end of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Number of the last sealed event, 0 when there is none.
    pub seq: i64,
    /// Its hash; whoever keeps it elsewhere can prove later that nothing before it changed.
    pub hash: Vec<u8>,
    /// Counts restores from backup.
    pub generation: i64,
}

row! {
    /// A row of `journal`, with its number.
    pub(crate) struct JournalRow {
        seq: Option<i64>, pos: i64, id: Uuid, occurred_at: Time, recorded_at: Time, kind: String, actor: String,
        channel: Option<String>, cause: Option<Uuid>, correlation: Uuid, data: String, digest: Vec<u8>,
        hash: Option<Vec<u8>>,
    }
}

row! {
    struct ObjectRow { pos: i64, kind: String, id: String, qualifier: String }
}

const FOLLOWING: &str =
    "SELECT s.seq, j.pos, j.id, j.occurred_at, j.recorded_at, j.kind, j.actor, j.channel, j.cause,
       j.correlation, j.data, j.digest, s.hash
     FROM journal_seal s JOIN journal j ON j.pos = s.pos WHERE s.seq > $1 AND s.seq <= $2 ORDER BY s.seq";

const FOLLOWING_OBJECTS: &str = "SELECT o.pos, o.object_kind, o.object_id, o.qualifier
     FROM journal_seal s JOIN journal_object o ON o.pos = s.pos WHERE s.seq > $1 AND s.seq <= $2
     ORDER BY s.seq, o.object_kind, o.object_id, o.qualifier";

const OF_OBJECT: &str =
    "SELECT s.seq, j.pos, j.id, j.occurred_at, j.recorded_at, j.kind, j.actor, j.channel, j.cause,
       j.correlation, j.data, j.digest, s.hash
     FROM journal j LEFT JOIN journal_seal s ON s.pos = j.pos
     WHERE j.pos IN (SELECT pos FROM journal_object WHERE object_kind = $1 AND object_id = $2)
     ORDER BY j.pos DESC LIMIT $3 OFFSET $4";

const OF_OBJECT_OBJECTS: &str = "SELECT o.pos, o.object_kind, o.object_id, o.qualifier FROM journal_object o
     WHERE o.pos >= $3 AND o.pos <= $4
       AND o.pos IN (SELECT pos FROM journal_object WHERE object_kind = $1 AND object_id = $2)
     ORDER BY o.pos, o.object_kind, o.object_id, o.qualifier";

/// Events after number `seq`, oldest first, at most `limit`.
pub async fn after(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<Sealed>> {
    rows_after(tx, seq, limit).await?.into_iter().map(|(row, objects)| sealed(row, objects)).collect()
}

/// The same, as stored.
pub(crate) async fn rows_after(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<(JournalRow, Vec<Object>)>> {
    let last = seq.saturating_add(limit);
    let rows = tx.query::<JournalRow>(FOLLOWING, params![seq, last]).await?;
    let objects =
        if rows.is_empty() { Vec::new() } else { tx.query(FOLLOWING_OBJECTS, params![seq, last]).await? };
    Ok(together(rows, objects))
}

/// What happened to one thing, newest first. One row more than the page holds tells that more follow.
pub async fn events_of(
    tx: &mut Tx,
    kind: &str,
    id: impl std::fmt::Display,
    page: Page,
) -> Result<Vec<Recorded>> {
    let id = id.to_string();
    let rows = tx.query::<JournalRow>(OF_OBJECT, params![kind, &id, page.limit(), page.offset()]).await?;
    let (Some(newest), Some(oldest)) = (rows.first().map(|r| r.pos), rows.last().map(|r| r.pos)) else {
        return Ok(Vec::new());
    };
    let objects = tx.query::<ObjectRow>(OF_OBJECT_OBJECTS, params![kind, &id, oldest, newest]).await?;
    together(rows, objects).into_iter().map(|(row, objects)| recorded(row, objects)).collect()
}

/// Where the journal ends.
pub async fn head(tx: &mut Tx) -> Result<Head> {
    let (seq, hash, generation) = tx
        .one::<(i64, Vec<u8>, i64)>("SELECT seq, hash, generation FROM journal_head WHERE id = 1", params![])
        .await?;
    Ok(Head { seq, hash, generation })
}

/// Gives each event its objects.
fn together(rows: Vec<JournalRow>, objects: Vec<ObjectRow>) -> Vec<(JournalRow, Vec<Object>)> {
    let mut by_pos = std::collections::HashMap::<i64, Vec<Object>>::new();
    for o in objects {
        by_pos.entry(o.pos).or_default().push(Object { kind: o.kind, id: o.id, qualifier: o.qualifier });
    }
    rows.into_iter()
        .map(|row| {
            let objects = by_pos.remove(&row.pos).unwrap_or_default();
            (row, objects)
        })
        .collect()
}

fn recorded(r: JournalRow, objects: Vec<Object>) -> Result<Recorded> {
    Ok(Recorded {
        seq: r.seq,
        pos: r.pos,
        id: r.id,
        kind: r.kind,
        actor: r.actor.parse()?,
        channel: r.channel,
        cause: r.cause,
        correlation: r.correlation,
        occurred_at: r.occurred_at,
        recorded_at: r.recorded_at,
        objects,
        data: serde_json::from_str(&r.data).map_err(Error::internal)?,
    })
}

fn sealed(row: JournalRow, objects: Vec<Object>) -> Result<Sealed> {
    let r = recorded(row, objects)?;
    Ok(Sealed {
        seq: r.seq.ok_or_else(|| Error::internal("a sealed event without number"))?,
        pos: r.pos,
        id: r.id,
        kind: r.kind,
        actor: r.actor,
        channel: r.channel,
        cause: r.cause,
        correlation: r.correlation,
        occurred_at: r.occurred_at,
        recorded_at: r.recorded_at,
        objects: r.objects,
        data: r.data,
    })
}

impl JournalRow {
    /// Number, stored digest and stored hash.
    pub(crate) fn proof(&self) -> (i64, &[u8], &[u8]) {
        (self.seq.unwrap_or_default(), &self.digest, self.hash.as_deref().unwrap_or_default())
    }

    /// The event as it would be written today.
    pub(crate) fn into_record(self, objects: Vec<Object>) -> Record {
        Record {
            id: self.id,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            kind: self.kind,
            actor: self.actor,
            channel: self.channel,
            cause: self.cause,
            correlation: self.correlation,
            data: self.data,
            objects,
            digest: [0; 32],
        }
    }
}
