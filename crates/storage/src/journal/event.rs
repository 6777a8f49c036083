// SPDX-License-Identifier: EUPL-1.2
//! What a use case says has happened.

use std::fmt::Display;

use kernel::{Actor, Time};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// Something that happened, about one or more things. Holds ids and codes, never personal data.
#[derive(Debug, Clone)]
pub struct Event {
    /// What happened: noun, dot, participle, for instance `vraag.ontvangen`.
    pub kind: &'static str,
    /// When it happened in the world; the moment of the transaction when not said.
    pub occurred_at: Option<Time>,
    /// Who did it.
    pub actor: Actor,
    /// Channel by which it came.
    pub channel: Option<String>,
    /// The event that led to this one.
    pub cause: Option<Uuid>,
    /// The things it is about: kind, id as text, part it plays.
    pub objects: Vec<(&'static str, String, &'static str)>,
    /// Details.
    pub data: Map<String, Json>,
}

impl Event {
    /// An event without details yet.
    pub fn new(kind: &'static str, actor: Actor) -> Self {
        Self {
            kind,
            occurred_at: None,
            actor,
            channel: None,
            cause: None,
            objects: Vec::new(),
            data: Map::new(),
        }
    }

    /// It is about this thing, which plays this part in it.
    #[must_use]
    pub fn object(mut self, kind: &'static str, id: impl Display, qualifier: &'static str) -> Self {
        self.objects.push((kind, id.to_string(), qualifier));
        self
    }

    /// Adds a detail: an id, a code, a number; never a name or an address.
    #[must_use]
    pub fn data(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.data.insert(name.to_owned(), value.into());
        self
    }

    /// It came by this channel.
    #[must_use]
    pub fn channel(mut self, channel: impl Into<String>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// This event led to it.
    #[must_use]
    pub const fn cause(mut self, event: Uuid) -> Self {
        self.cause = Some(event);
        self
    }

    /// It happened at another moment than it is written down.
    #[must_use]
    pub const fn occurred_at(mut self, moment: Time) -> Self {
        self.occurred_at = Some(moment);
        self
    }
}
