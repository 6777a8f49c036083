// SPDX-License-Identifier: EUPL-1.2
//! Events on PostgreSQL: written in one statement, without a number; the sealer numbers them after commit.

use crate::{Value, journal::Record};

// fork: one statement with arrays for any number of events; SQLite writes and numbers them in place
/// Writes events, marks them as not sealed, and writes their objects. The order of the events is kept.
pub(crate) const WRITE: &str = "WITH written AS (
       INSERT INTO journal (id, occurred_at, recorded_at, kind, actor, channel, cause, correlation, data, digest)
       SELECT e.id, e.occurred_at, e.recorded_at, e.kind, e.actor, e.channel, e.cause, e.correlation, e.data, e.digest
       FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::uuid[],
         $8::uuid[], $9::text[], $10::bytea[]) WITH ORDINALITY
         AS e (id, occurred_at, recorded_at, kind, actor, channel, cause, correlation, data, digest, place)
       ORDER BY e.place
       RETURNING pos, id
     ), opened AS (
       INSERT INTO journal_open (pos) SELECT pos FROM written
     )
     INSERT INTO journal_object (pos, object_kind, object_id, qualifier)
     SELECT w.pos, o.kind, o.object, o.qualifier
     FROM unnest($11::uuid[], $12::text[], $13::text[], $14::text[]) AS o (event, kind, object, qualifier)
     JOIN written w ON w.id = o.event";

/// The values of [`WRITE`]: one array per column.
pub(crate) fn columns(records: &[Record]) -> Vec<Vec<Value>> {
    let of = |value: fn(&Record) -> Value| records.iter().map(value).collect::<Vec<_>>();
    let objects = || records.iter().flat_map(|r| r.objects.iter().map(move |o| (r, o)));
    vec![
        of(|r| r.id.into()),
        of(|r| r.occurred_at.into()),
        of(|r| r.recorded_at.into()),
        of(|r| (&r.kind).into()),
        of(|r| (&r.actor).into()),
        of(|r| (&r.channel).into()),
        of(|r| r.cause.into()),
        of(|r| r.correlation.into()),
        of(|r| (&r.data).into()),
        of(|r| r.digest.into()),
        objects().map(|(r, _)| r.id.into()).collect(),
        objects().map(|(_, o)| (&o.kind).into()).collect(),
        objects().map(|(_, o)| (&o.id).into()).collect(),
        objects().map(|(_, o)| (&o.qualifier).into()).collect(),
    ]
}
