// SPDX-License-Identifier: EUPL-1.2
//! An event as it is written: complete, with its digest.

use kernel::Time;
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Event, Object,
    digest::{canonical, digest},
};

/// Everything that is stored of one event.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) id: Uuid,
    pub(crate) occurred_at: Time,
    pub(crate) recorded_at: Time,
    pub(crate) kind: String,
    pub(crate) actor: String,
    pub(crate) channel: Option<String>,
    pub(crate) cause: Option<Uuid>,
    pub(crate) correlation: Uuid,
    pub(crate) data: String,
    pub(crate) objects: Vec<Object>,
    pub(crate) digest: [u8; 32],
}

/// What the transaction adds to an event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stamp {
    pub(crate) now: Time,
    pub(crate) cause: Option<Uuid>,
    pub(crate) correlation: Uuid,
}

impl Record {
    pub(crate) fn new(id: Uuid, event: Event, stamp: Stamp) -> Self {
        let mut objects: Vec<Object> = event
            .objects
            .into_iter()
            .map(|(kind, id, qualifier)| Object {
                kind: kind.to_owned(),
                id,
                qualifier: qualifier.to_owned(),
            })
            .collect();
        objects.sort();
        objects.dedup();
        let mut record = Self {
            id,
            occurred_at: event.occurred_at.unwrap_or(stamp.now),
            recorded_at: stamp.now,
            kind: event.kind.to_owned(),
            actor: event.actor.to_string(),
            channel: event.channel,
            cause: event.cause.or(stamp.cause),
            correlation: stamp.correlation,
            data: canonical(&Json::Object(event.data)),
            objects,
            digest: [0; 32],
        };
        record.digest = digest(&record);
        record
    }

    /// Digest over what the record says now; differs from `digest` when somebody changed it.
    pub(crate) fn recount(&self) -> [u8; 32] {
        digest(self)
    }
}
