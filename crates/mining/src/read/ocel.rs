// SPDX-License-Identifier: EUPL-1.2
//! OCEL 2.0 in JSON, flattened to the cases of one type of object.

mod parts;

use std::io::Read;

use jiff::tz::TimeZone;
use serde::de::DeserializeSeed as _;

use self::parts::{Document, DocumentSeed};
use super::{Reading, unpack::unpack};
use crate::{
    codes::NONE,
    error::{Error, Place, Result},
    limits::MAX_OCEL,
    log::{Builder, Event},
    names::Names,
    tally::Flaw,
};

pub(super) const FORM: &str = "OCEL 2.0 file in JSON";

/// Event attribute and object attribute by which our writer keeps what OCEL has no place for.
pub(crate) const START: &str = "start_timestamp";
pub(crate) const NAME: &str = "voordeur:name";

/// Which objects become what. What is `None` is looked for under its usual names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objects {
    /// The type of object that is the case. Without it: `case`, `zaak` or `vraag` if the file has that type, or else
    /// the only type that is none of the other three.
    pub case: Option<String>,
    /// The type that is the resource; else `resource`, `employee` or `medewerker`.
    pub resource: Option<String>,
    /// The type that is the group; else `group`, `team` or `groep`.
    pub group: Option<String>,
    /// The type that is the channel; else `channel` or `kanaal`.
    pub channel: Option<String>,
    /// Zone of times without an offset.
    pub zone: TimeZone,
}

impl Default for Objects {
    fn default() -> Self {
        Self { case: None, resource: None, group: None, channel: None, zone: TimeZone::UTC }
    }
}

const CASE: &[&str] = &["case", "zaak", "vraag"];
const RESOURCE: &[&str] = &["resource", "employee", "medewerker"];
const GROUP: &[&str] = &["group", "team", "groep"];
const CHANNEL: &[&str] = &["channel", "kanaal"];

/// Reads OCEL 2.0 JSON (ocel-standard.org, 2.0 of October 2023). An event with several objects of the case's type is
/// an event of each of these cases; of several resources, groups or channels the first counts. An event without an
/// object of the case's type is skipped and counted. JSON has no order, so relations and object names stay in memory
/// until the end ([`MAX_OCEL`]).
pub fn ocel(from: impl Read, objects: &Objects) -> Result<Reading> {
    let input = unpack(from, MAX_OCEL)?;
    let mut json = serde_json::Deserializer::from_reader(input);
    let mut document = Document::new(&objects.zone);
    let read = DocumentSeed(&mut document).deserialize(&mut json).and_then(|()| json.end());
    if let Err(error) = read {
        return Err(said(error, &mut document));
    }
    if !document.seen_events {
        return Err(Error::broken(FORM, "it has no list \"events\"", Place::Unknown));
    }
    flatten(&document, objects)
}

/// What serde says, with its place; a limit of ours that lies beneath comes first.
fn said(error: serde_json::Error, document: &mut Document<'_>) -> Error {
    let place = Place::LineColumn(error.line() as u64, error.column() as u64);
    if let Some(own) = document.failed.take() {
        return own.at(place);
    }
    if error.is_io() {
        return Error::from(std::io::Error::from(error)).at(place);
    }
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    Error::broken(FORM, format!("{what:.300}"), place)
}

/// Codes of the types that were chosen.
struct Chosen {
    case: u32,
    resource: u32,
    group: u32,
    channel: u32,
}

impl Chosen {
    fn of(types: &Names, objects: &Objects) -> Result<Self> {
        let list = || types.iter().collect::<Vec<_>>().join(", ");
        let find = |chosen: &Option<String>, usual: &[&str]| match chosen {
            Some(name) => types.find(name).ok_or_else(|| {
                Error::Mapping(format!(
                    "there is no type of object \"{name}\"; the file has: {:.300}",
                    list()
                ))
            }),
            None => Ok(usual.iter().find_map(|name| types.find(name)).unwrap_or(NONE)),
        };
        let mut chosen = Self {
            case: find(&objects.case, CASE)?,
            resource: find(&objects.resource, RESOURCE)?,
            group: find(&objects.group, GROUP)?,
            channel: find(&objects.channel, CHANNEL)?,
        };
        if chosen.case == NONE {
            let roles = [chosen.resource, chosen.group, chosen.channel];
            let mut others = (0..).take(types.len()).filter(|code| !roles.contains(code));
            chosen.case = match (others.next(), others.next()) {
                (Some(only), None) => only,
                (None, _) => NONE,
                _ => {
                    let what =
                        format!("name the type of object that is the case; the file has: {:.300}", list());
                    return Err(Error::Mapping(what));
                }
            };
        }
        Ok(chosen)
    }
}

fn flatten(document: &Document<'_>, objects: &Objects) -> Result<Reading> {
    let chosen = Chosen::of(document.types.names(), objects)?;
    let mut builder = Builder::new();
    let mut had = vec![false; document.type_of.len()];
    let place = Place::Unknown;
    for event in &document.events {
        let Some(end) = event.end else {
            builder.tally_mut().add(event.flaw, place);
            continue;
        };
        let related = &document.related[event.related.clone()];
        let of =
            |kind: u32| related.iter().copied().filter(move |o| kind != NONE && document.kind(*o) == kind);
        let first = |kind: u32, text: u32| {
            let object = of(kind).next();
            object.map_or_else(|| document.texts.names().get(text), |o| document.name(o))
        };
        let unknown = related.iter().filter(|o| document.kind(**o) == NONE).count();
        (0..unknown).for_each(|_| builder.tally_mut().add(Flaw::UnknownObject, place));
        let mut any = false;
        for case in of(chosen.case) {
            any = true;
            had[case as usize] = true;
            builder.push_at(
                &Event {
                    case: document.name(case),
                    activity: document.activities.names().get(event.activity),
                    start: event.start.unwrap_or(end),
                    end,
                    resource: first(chosen.resource, event.resource),
                    group: first(chosen.group, event.group),
                    channel: first(chosen.channel, event.channel),
                },
                place,
            )?;
        }
        if !any {
            builder.tally_mut().add(Flaw::NoCase, place);
        }
    }
    for (object, had) in had.iter().enumerate() {
        if document.type_of[object] == chosen.case && chosen.case != NONE && !had {
            builder.tally_mut().add(Flaw::EmptyCase, Place::Unknown);
        }
    }
    let tally = builder.tally().clone();
    Ok(Reading { log: builder.finish(), tally })
}
