// SPDX-License-Identifier: EUPL-1.2
//! The parts of an OCEL 2.0 document, taken from the stream one by one and kept as codes.

use std::{collections::HashMap, fmt, ops::Range};

use jiff::tz::TimeZone;
use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::{NAME, START};
use crate::{
    codes::NONE,
    error::{Error, Place, Result},
    limits::{MAX_ACTIVITIES, MAX_CASES, MAX_EVENTS, MAX_RELATIONS, MAX_ROLES},
    names::Interner,
    tally::Flaw,
    time::{Micros, parse},
};

/// Types of objects in one file.
const MAX_TYPES: usize = 10_000;

/// What was read so far.
pub(super) struct Document<'a> {
    zone: &'a TimeZone,
    objects: Interner,
    /// Per object; `NONE` when the file only points to it.
    pub type_of: Vec<u32>,
    /// Per object: the last event that pointed to it.
    stamp: Vec<u32>,
    pub types: Interner,
    /// Objects that have another name than their id.
    named: HashMap<u32, String>,
    pub activities: Interner,
    /// Values of attributes of events that name a resource, group or channel.
    pub texts: Interner,
    pub events: Vec<Happening>,
    pub related: Vec<u32>,
    pub seen_events: bool,
    /// An error of ours on the way through serde.
    pub failed: Option<Error>,
}

/// One event.
pub(super) struct Happening {
    pub activity: u32,
    pub start: Option<Micros>,
    pub end: Option<Micros>,
    /// Why there is no end.
    pub flaw: Flaw,
    pub related: Range<usize>,
    pub resource: u32,
    pub group: u32,
    pub channel: u32,
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct Relation {
    #[serde(rename = "objectId")]
    object: String,
}

#[derive(Deserialize)]
struct EventPart {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    time: String,
    #[serde(default)]
    attributes: Option<Vec<Attribute>>,
    #[serde(default)]
    relationships: Option<Vec<Relation>>,
}

#[derive(Deserialize)]
struct ObjectPart {
    id: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    attributes: Option<Vec<Attribute>>,
}

impl<'a> Document<'a> {
    pub(super) fn new(zone: &'a TimeZone) -> Self {
        Self {
            zone,
            objects: Interner::new("objects", MAX_CASES),
            type_of: Vec::new(),
            stamp: Vec::new(),
            types: Interner::new("types of objects", MAX_TYPES),
            named: HashMap::new(),
            activities: Interner::new("types of events", MAX_ACTIVITIES),
            texts: Interner::new("different resources, groups and channels", MAX_ROLES),
            events: Vec::new(),
            related: Vec::new(),
            seen_events: false,
            failed: None,
        }
    }

    pub(super) fn kind(&self, object: u32) -> u32 {
        self.type_of.get(object as usize).copied().unwrap_or(NONE)
    }

    pub(super) fn name(&self, object: u32) -> &str {
        self.named.get(&object).map_or_else(|| self.objects.names().get(object), String::as_str)
    }

    fn object_code(&mut self, id: &str) -> Result<u32> {
        let code = self.objects.intern(id)?;
        if code as usize == self.type_of.len() {
            self.type_of.push(NONE);
            self.stamp.push(NONE);
        }
        Ok(code)
    }

    fn object(&mut self, part: ObjectPart) -> Result<()> {
        let code = self.object_code(&part.id)?;
        self.type_of[code as usize] = self.types.intern(&part.kind)?;
        for attribute in part.attributes.into_iter().flatten() {
            if let (NAME, Value::String(name)) = (attribute.name.as_str(), attribute.value) {
                self.named.insert(code, name);
            }
        }
        Ok(())
    }

    fn event(&mut self, part: EventPart) -> Result<()> {
        if self.events.len() >= MAX_EVENTS {
            return Err(Error::TooMuch { what: "events", limit: MAX_EVENTS as u64, place: Place::Unknown });
        }
        let number = crate::codes::narrow(self.events.len());
        let from = self.related.len();
        for relation in part.relationships.into_iter().flatten() {
            let code = self.object_code(&relation.object)?;
            // By two qualifiers it is still one object.
            if self.stamp[code as usize] != number {
                self.stamp[code as usize] = number;
                self.related.push(code);
            }
        }
        if self.related.len() > MAX_RELATIONS {
            return Err(Error::TooMuch {
                what: "relations",
                limit: MAX_RELATIONS as u64,
                place: Place::Unknown,
            });
        }
        let end = parse(&part.time, self.zone);
        let mut happening = Happening {
            activity: if part.kind.is_empty() { NONE } else { self.activities.intern(&part.kind)? },
            start: None,
            end,
            flaw: if part.time.is_empty() { Flaw::NoTime } else { Flaw::UnreadableTime },
            related: from..self.related.len(),
            resource: NONE,
            group: NONE,
            channel: NONE,
        };
        for attribute in part.attributes.into_iter().flatten() {
            let Value::String(value) = attribute.value else { continue };
            let mut text = |value: &str| self.texts.intern(value);
            match attribute.name.as_str() {
                START => happening.start = parse(&value, self.zone),
                "resource" | "org:resource" | "medewerker" => happening.resource = text(&value)?,
                "group" | "org:group" | "team" => happening.group = text(&value)?,
                "channel" | "kanaal" => happening.channel = text(&value)?,
                _ => {}
            }
        }
        self.events.push(happening);
        Ok(())
    }

    /// Hands an error of ours to serde, and keeps it.
    fn hold<E: serde::de::Error>(&mut self, done: Result<()>) -> std::result::Result<(), E> {
        done.map_err(|error| {
            self.failed = Some(error);
            E::custom("a limit was reached")
        })
    }
}

/// Reads a whole document into a [`Document`].
pub(super) struct DocumentSeed<'d, 'a>(pub &'d mut Document<'a>);

impl<'de> DeserializeSeed<'de> for DocumentSeed<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for DocumentSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with \"events\" and \"objects\"")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "events" if self.0.seen_events => {
                    return Err(M::Error::custom("there are two lists \"events\""));
                }
                "events" => {
                    self.0.seen_events = true;
                    map.next_value_seed(List { document: self.0, what: Part::Events })?;
                }
                "objects" => map.next_value_seed(List { document: self.0, what: Part::Objects })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

enum Part {
    Events,
    Objects,
}

struct List<'d, 'a> {
    document: &'d mut Document<'a>,
    what: Part,
}

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> std::result::Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> std::result::Result<(), S::Error> {
        match self.what {
            Part::Events => {
                while let Some(part) = list.next_element()? {
                    let done = self.document.event(part);
                    self.document.hold(done)?;
                }
            }
            Part::Objects => {
                while let Some(part) = list.next_element()? {
                    let done = self.document.object(part);
                    self.document.hold(done)?;
                }
            }
        }
        Ok(())
    }
}
