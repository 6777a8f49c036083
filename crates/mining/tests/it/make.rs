// SPDX-License-Identifier: EUPL-1.2
//! Logs for tests.

use std::path::PathBuf;

use mining::{Builder, Event, Log};
use proptest::prelude::*;

/// An event with its own texts.
#[derive(Debug, Clone)]
pub struct Own {
    pub case: String,
    pub activity: String,
    pub start: i64,
    pub end: i64,
    pub resource: String,
    pub group: String,
    pub channel: String,
}

impl Own {
    pub fn event(&self) -> Event<'_> {
        Event {
            case: &self.case,
            activity: &self.activity,
            start: self.start,
            end: self.end,
            resource: &self.resource,
            group: &self.group,
            channel: &self.channel,
        }
    }
}

/// Few names, so that they meet; some awkward.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-d]",
        1 => Just("é \"quoted\"; <b>&amp;</b>, 'x'\t\u{1}".to_owned()),
        1 => "\\PC{1,12}",
    ]
}

fn maybe() -> impl Strategy<Value = String> {
    prop_oneof![2 => Just(String::new()), 3 => name()]
}

/// Events in any order, with ties, overlaps and late ones.
pub fn events(most: usize) -> impl Strategy<Value = Vec<Own>> {
    let time = prop_oneof![4 => 0_i64..50, 1 => -1_000_000_000_000_000_i64..4_000_000_000_000_000];
    let event =
        (name(), name(), time, prop_oneof![3 => Just(0_i64), 2 => 1_i64..40], maybe(), maybe(), maybe())
            .prop_map(|(case, activity, start, took, resource, group, channel)| Own {
                case,
                activity,
                start,
                end: start + took,
                resource,
                group,
                channel,
            });
    prop::collection::vec(event, 0..most)
}

pub fn log(events: &[Own]) -> Log {
    let mut builder = Builder::new();
    for event in events {
        builder.push(&event.event()).unwrap();
    }
    builder.finish()
}

/// A log from short lines: case, activity, start, end, group, channel; times in seconds.
pub fn lines(lines: &[(&str, &str, i64, i64, &str, &str)]) -> Log {
    let mut builder = Builder::new();
    for (case, activity, start, end, group, channel) in lines {
        let (start, end) = (start * 1_000_000, end * 1_000_000);
        let event = Event { case, activity, start, end, resource: "", group, channel };
        assert!(builder.push(&event).unwrap());
    }
    builder.finish()
}

/// The folder with data of others, or `None` with a line that says so.
pub fn shared(file: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("VOORDEUR_SHARED").map_or(beside, PathBuf::from);
    let path = folder.join("data/logs").join(file);
    if path.exists() {
        return Some(path);
    }
    println!("SKIPPED: {file} is not there");
    None
}

/// A log in XES among the data of others.
pub fn real(file: &str) -> Option<Log> {
    let path = shared(file)?;
    let reading =
        mining::read::xes(std::fs::File::open(path).unwrap(), &mining::read::Xes::default()).unwrap();
    assert_eq!(reading.tally.seen().count(), 0, "{:?}", reading.tally);
    Some(reading.log)
}
