// SPDX-License-Identifier: EUPL-1.2
//! CSV (RFC 4180) with a header, by a mapping of its columns.

mod records;

use std::io::Read;

use jiff::tz::TimeZone;

use self::records::Records;
use super::{Reading, unpack::unpack};
use crate::{
    error::{Error, Place, Result},
    limits::MAX_TOKEN,
    log::{Builder, Event},
    tally::Flaw,
    time::parse,
};

pub(super) const FORM: &str = "CSV file";

/// Which column holds what, by its name in the header. What is `None` is looked for under its usual names, Dutch and
/// English, whatever their case: `case`, `case:concept:name`, `zaak`, `zaaknummer`; `activity`, `concept:name`,
/// `activiteit`; `end`, `timestamp`, `time:timestamp`, `einde`, `tijdstip`; `start`, `start_timestamp`, `begin`;
/// `resource`, `org:resource`, `medewerker`; `group`, `org:group`, `team`; `channel`, `kanaal`; and some more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The case.
    pub case: Option<String>,
    /// The activity.
    pub activity: Option<String>,
    /// When it was done.
    pub end: Option<String>,
    /// When it began. With only one of start and end, the event is one moment.
    pub start: Option<String>,
    /// Who did it.
    pub resource: Option<String>,
    /// Which team.
    pub group: Option<String>,
    /// Which channel.
    pub channel: Option<String>,
    /// What stands between fields; `None`: comma, semicolon or tab, whichever the header has most.
    pub separator: Option<u8>,
    /// Zone of times without an offset.
    pub zone: TimeZone,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            case: None,
            activity: None,
            end: None,
            start: None,
            resource: None,
            group: None,
            channel: None,
            separator: None,
            zone: TimeZone::UTC,
        }
    }
}

const CASE: &[&str] =
    &["case", "case:concept:name", "case_id", "caseid", "case id", "zaak", "zaaknummer", "zaak_id", "vraag"];
const ACTIVITY: &[&str] = &["activity", "concept:name", "activiteit", "stap", "event", "gebeurtenis"];
const ENDED: &[&str] = &[
    "end",
    "time:timestamp",
    "timestamp",
    "time",
    "complete timestamp",
    "end_timestamp",
    "einde",
    "tijdstip",
    "tijd",
];
const STARTED: &[&str] = &["start", "start_timestamp", "start timestamp", "begin", "begin_tijdstip"];
const RESOURCE: &[&str] = &["resource", "org:resource", "medewerker", "employee"];
const GROUP: &[&str] = &["group", "org:group", "team", "groep", "afdeling"];
const CHANNEL: &[&str] = &["channel", "case:channel", "kanaal"];

/// Where the columns stand.
struct Places {
    case: usize,
    activity: usize,
    start: Option<usize>,
    end: Option<usize>,
    resource: Option<usize>,
    group: Option<usize>,
    channel: Option<usize>,
    fields: usize,
}

/// Reads CSV in UTF-8, with or without quotes and byte order mark. A record with another number of fields than the
/// header is skipped and counted: its fields cannot be trusted.
pub fn csv(from: impl Read, columns: &Columns) -> Result<Reading> {
    let mut records = Records::new(unpack(from, MAX_TOKEN as u64)?, columns.separator);
    if !records.next()? {
        return Err(Error::broken(FORM, "it is empty", Place::Line(1)));
    }
    let places = places(&records, columns)?;
    let mut builder = Builder::new();
    while records.next()? {
        let place = records.place();
        if records.fields() == 1 && records.field(0) == Some("") {
            continue;
        }
        if records.fields() != places.fields || (0..places.fields).any(|at| records.field(at).is_none()) {
            builder.tally_mut().add(Flaw::BrokenRecord, place);
            continue;
        }
        let text = |at: Option<usize>| at.and_then(|at| records.field(at)).unwrap_or_default();
        let (start, end) = (text(places.start), text(places.end));
        // With only one of the two, the event is one moment.
        let (start, end) =
            if start.is_empty() { (end, end) } else { (start, if end.is_empty() { start } else { end }) };
        if end.is_empty() {
            builder.tally_mut().add(Flaw::NoTime, place);
            continue;
        }
        let time = |text: &str| parse(text, &columns.zone);
        let (Some(start), Some(end)) = (time(start), time(end)) else {
            builder.tally_mut().add(Flaw::UnreadableTime, place);
            continue;
        };
        let event = Event {
            case: text(Some(places.case)),
            activity: text(Some(places.activity)),
            start,
            end,
            resource: text(places.resource),
            group: text(places.group),
            channel: text(places.channel),
        };
        builder.push_at(&event, place)?;
    }
    let tally = builder.tally().clone();
    Ok(Reading { log: builder.finish(), tally })
}

fn places<R: Read>(records: &Records<R>, columns: &Columns) -> Result<Places> {
    let fields = records.fields();
    let header: Vec<&str> = (0..fields).map(|at| records.field(at).unwrap_or_default().trim()).collect();
    let find = |chosen: &Option<String>, usual: &[&str]| -> Result<Option<usize>> {
        let Some(chosen) = chosen else {
            let at = usual.iter().find_map(|name| header.iter().position(|h| h.eq_ignore_ascii_case(name)));
            return Ok(at);
        };
        let at = header.iter().position(|h| h == chosen);
        let names = header.join(", ");
        at.map(Some).ok_or_else(|| {
            Error::Mapping(format!("there is no column \"{chosen}\"; the header has: {names:.300}"))
        })
    };
    let needed = |at: Option<usize>, what: &str| {
        let names = header.join(", ");
        at.ok_or_else(|| {
            Error::Mapping(format!("name the column of the {what}; the header has: {names:.300}"))
        })
    };
    let start = find(&columns.start, STARTED)?;
    let end = find(&columns.end, ENDED)?;
    needed(start.or(end), "time")?;
    Ok(Places {
        case: needed(find(&columns.case, CASE)?, "case")?,
        activity: needed(find(&columns.activity, ACTIVITY)?, "activity")?,
        start,
        end,
        resource: find(&columns.resource, RESOURCE)?,
        group: find(&columns.group, GROUP)?,
        channel: find(&columns.channel, CHANNEL)?,
        fields,
    })
}
