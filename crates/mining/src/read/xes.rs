// SPDX-License-Identifier: EUPL-1.2
//! XES (IEEE 1849), plain or in gzip, as a stream.

use std::{
    io::{self, Read},
    sync::Arc,
};

use jiff::tz::TimeZone;
use quick_xml::{
    XmlVersion,
    events::{BytesDecl, BytesStart, Event as Xml},
    reader::Reader,
};

use super::{
    Reading,
    fields::{Row, Rows},
    unpack::unpack,
};
use crate::{
    error::{Error, Place, Result},
    limits::{MAX_DEPTH, MAX_TOKEN, MAX_TRACE},
    log::Builder,
    tally::Flaw,
    time::parse,
};

const FORM: &str = "XES file";

/// What to make of `lifecycle:transition`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lifecycle {
    /// Every event is one; what other tools do, so figures can be compared.
    #[default]
    Every,
    /// Start and completion of an activity become one event with a start and an end, so that waiting and work can be
    /// told apart; other transitions (schedule, suspend ...) are left out.
    Pair,
    /// Only completions.
    Complete,
}

/// How to read XES.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Xes {
    /// What to make of the lifecycle.
    pub lifecycle: Lifecycle,
    /// Zone of times without an offset.
    pub zone: TimeZone,
    /// Key of the channel, of the event or else of the trace.
    pub channel: String,
}

impl Default for Xes {
    fn default() -> Self {
        Self { lifecycle: Lifecycle::Every, zone: TimeZone::UTC, channel: "channel".to_owned() }
    }
}

/// Reads XES. Used are `concept:name` (of trace and event), `time:timestamp`, `start_timestamp`, `org:resource`,
/// `org:group`, `lifecycle:transition`, `concept:instance` and the channel; everything else is passed over. Traces
/// of the same name are one case; a trace without a name is named after its number in the file, `#1` and up.
/// A document type is refused: XES needs none, and entities are how XML does harm.
pub fn xes(from: impl Read, how: &Xes) -> Result<Reading> {
    let input = unpack(from, MAX_TOKEN as u64)?;
    let mut reader = Reader::from_reader(input);
    let mut document = Document::new(how);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().mark();
        let event = reader.read_event_into(&mut buffer);
        let place = Place::Byte(reader.buffer_position());
        let event = match event {
            Ok(event) => event,
            Err(error) => return Err(said(error, Place::Byte(reader.error_position()))),
        };
        if matches!(event, Xml::Eof) {
            break;
        }
        document.take(&event, place).map_err(|e| e.at(place))?;
    }
    document.finish(Place::Byte(reader.buffer_position()))
}

/// What quick-xml says, in our words where they say more.
fn said(error: quick_xml::Error, place: Place) -> Error {
    match error {
        quick_xml::Error::Io(error) => {
            let error = Arc::try_unwrap(error).unwrap_or_else(|e| io::Error::new(e.kind(), e.to_string()));
            Error::from(error).at(place)
        }
        other => Error::broken(FORM, other.to_string(), place),
    }
}

/// Where in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum In {
    Log,
    Trace,
    Event,
    Other,
}

/// A document being read.
struct Document<'a> {
    how: &'a Xes,
    builder: Builder,
    path: Vec<In>,
    rows: Rows,
    row: Row,
    case: String,
    channel: String,
    traces: u64,
    root: bool,
}

impl<'a> Document<'a> {
    fn new(how: &'a Xes) -> Self {
        Self {
            how,
            builder: Builder::new(),
            path: Vec::new(),
            rows: Rows::default(),
            row: Row::default(),
            case: String::new(),
            channel: String::new(),
            traces: 0,
            root: false,
        }
    }

    fn take(&mut self, xml: &Xml<'_>, place: Place) -> Result<()> {
        match xml {
            Xml::Start(element) => self.open(element, place),
            Xml::Empty(element) => {
                self.open(element, place)?;
                self.close(place)
            }
            Xml::End(_) => self.close(place),
            Xml::DocType(_) => Err(Error::Refused {
                what: "a document type, which XES does not need and entities hide in",
                place,
            }),
            Xml::Decl(declaration) => encoding(declaration, place),
            // Text, comments and the like between elements say nothing in XES.
            _ => Ok(()),
        }
    }

    fn open(&mut self, element: &BytesStart<'_>, place: Place) -> Result<()> {
        if self.path.len() >= MAX_DEPTH {
            return Err(Error::TooMuch {
                what: "elements inside one another",
                limit: MAX_DEPTH as u64,
                place,
            });
        }
        let name = element.local_name();
        let name: &str = name.as_ref();
        let next = match (self.path.last(), name) {
            (None, "log") if !self.root => In::Log,
            (None, _) => return Err(Error::broken(FORM, "its root element is not one <log>", place)),
            (Some(In::Log), "trace") => {
                self.case.clear();
                self.channel.clear();
                self.rows.clear();
                self.traces += 1;
                In::Trace
            }
            (Some(In::Trace), "event") => {
                self.row = Row { place, ..Row::default() };
                In::Event
            }
            (Some(In::Log), "event") => {
                self.builder.tally_mut().add(Flaw::OutsideTrace, place);
                In::Other
            }
            (Some(at @ (In::Trace | In::Event)), "string" | "date" | "id" | "int" | "float" | "boolean") => {
                let at = *at;
                self.attribute(at, element, place)?;
                In::Other
            }
            _ => In::Other,
        };
        self.root = true;
        self.path.push(next);
        Ok(())
    }

    fn close(&mut self, place: Place) -> Result<()> {
        match self.path.pop() {
            Some(In::Event) => {
                if self.rows.rows.len() >= MAX_TRACE {
                    return Err(Error::TooMuch {
                        what: "events in one trace",
                        limit: MAX_TRACE as u64,
                        place,
                    });
                }
                self.rows.rows.push(std::mem::take(&mut self.row));
                Ok(())
            }
            Some(In::Trace) => self.trace(place),
            _ => Ok(()),
        }
    }

    /// A key and a value of a trace or an event. Only what we use is looked at closely.
    fn attribute(&mut self, at: In, element: &BytesStart<'_>, place: Place) -> Result<()> {
        let (mut key, mut value) = (None, None);
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|e| Error::broken(FORM, e.to_string(), place))?;
            match attribute.key.as_ref() {
                "key" => key = Some(attribute),
                "value" => value = Some(attribute),
                _ => {}
            }
        }
        let (Some(key), Some(value)) = (key, value) else { return Ok(()) };
        let key = key.value.as_ref();
        let channel = key == self.how.channel;
        let used = match at {
            In::Trace => channel || key == "concept:name",
            _ => {
                channel
                    || matches!(
                        key,
                        "concept:name"
                            | "time:timestamp"
                            | "start_timestamp"
                            | "org:resource"
                            | "org:group"
                            | "lifecycle:transition"
                            | "concept:instance"
                    )
            }
        };
        if !used {
            return Ok(());
        }
        let value = value
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|e| Error::broken(FORM, e.to_string(), place))?;
        if at == In::Trace {
            let field = if channel { &mut self.channel } else { &mut self.case };
            field.clear();
            field.push_str(&value);
            return Ok(());
        }
        match key {
            "concept:name" => self.row.activity = self.rows.keep(&value),
            "org:resource" => self.row.resource = self.rows.keep(&value),
            "org:group" => self.row.group = self.rows.keep(&value),
            "lifecycle:transition" => self.row.lifecycle = self.rows.keep(&value),
            "concept:instance" => {
                if self.how.lifecycle == Lifecycle::Pair {
                    self.row.instance = self.rows.keep(&value);
                }
            }
            "time:timestamp" => {
                self.row.end = parse(&value, &self.how.zone);
                self.row.unreadable |= self.row.end.is_none();
            }
            "start_timestamp" => self.row.start = parse(&value, &self.how.zone),
            _ => self.row.channel = self.rows.keep(&value),
        }
        Ok(())
    }

    fn trace(&mut self, place: Place) -> Result<()> {
        if self.rows.rows.is_empty() {
            self.builder.tally_mut().add(Flaw::EmptyCase, place);
            return Ok(());
        }
        if self.case.is_empty() {
            self.builder.tally_mut().add(Flaw::UnnamedCase, place);
            self.case = format!("#{}", self.traces);
        }
        match self.how.lifecycle {
            Lifecycle::Every => {}
            Lifecycle::Pair => self.rows.pair(&mut self.builder),
            Lifecycle::Complete => self.rows.completions(),
        }
        self.rows.push(&self.case, &self.channel, &mut self.builder)
    }

    fn finish(self, place: Place) -> Result<Reading> {
        if !self.path.is_empty() {
            return Err(Error::broken(FORM, "it ends too early", place));
        }
        if !self.root {
            return Err(Error::broken(FORM, "there is no <log> in it", place));
        }
        let tally = self.builder.tally().clone();
        Ok(Reading { log: self.builder.finish(), tally })
    }
}

/// Only UTF-8, and ASCII, which is part of it.
fn encoding(declaration: &BytesDecl<'_>, place: Place) -> Result<()> {
    let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
    if ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(Error::broken(FORM, format!("its encoding is {}, not UTF-8", encoding.escape_debug()), place))
}
