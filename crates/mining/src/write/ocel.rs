// SPDX-License-Identifier: EUPL-1.2
//! OCEL 2.0 in JSON.

use std::{collections::HashSet, io::Write};

use serde_json::{Value, json};

use crate::{
    codes::{NONE, code},
    error::{Error, Result},
    log::Log,
    names::Names,
    read::{OCEL_NAME, OCEL_START},
    time::format,
};

/// Types of the objects we write, and the qualifiers of their relations.
const KINDS: [&str; 4] = ["case", "resource", "group", "channel"];

/// Writes OCEL 2.0 JSON: an object per case, resource, group and channel, an event per event with relations to them.
/// An id is the name, unless another object has that id already: then it is made unique and the name stands in the
/// attribute `voordeur:name`. The start of an event that has one stands in the attribute `start_timestamp`.
pub fn ocel(log: &Log, to: &mut impl Write) -> Result<()> {
    let columns = [&log.cases, &log.resources, &log.groups, &log.channels];
    let mut taken: HashSet<String> = HashSet::new();
    let renamed: Vec<Vec<(u32, String)>> =
        columns.iter().zip(KINDS).map(|(names, kind)| rename(names, kind, &mut taken)).collect();
    let id = |kind: usize, code: u32| {
        let other = renamed[kind].binary_search_by_key(&code, |r| r.0);
        other.map_or_else(|_| columns[kind].get(code), |at| renamed[kind][at].1.as_str())
    };
    let timed = !log.end.is_empty();
    head(log, timed, to)?;
    let mut first = true;
    for (kind, names) in columns.iter().enumerate() {
        for code in (0..).take(names.len()) {
            let mut object = json!({"id": id(kind, code), "type": KINDS[kind]});
            if id(kind, code) != names.get(code) {
                let name =
                    json!({"name": OCEL_NAME, "time": "1970-01-01T00:00:00.000Z", "value": names.get(code)});
                object["attributes"] = json!([name]);
            }
            item(&object, &mut first, to)?;
        }
    }
    to.write_all(b"\n],\n\"events\": [")?;
    first = true;
    for trace in log.traces() {
        for at in trace.first..trace.first + trace.len() {
            let event = log.event(trace.case, at);
            let codes = [trace.case, code(&log.resource, at), code(&log.group, at), code(&log.channel, at)];
            let relations: Vec<Value> = codes
                .into_iter()
                .enumerate()
                .filter(|(_, code)| *code != NONE)
                .map(|(kind, code)| json!({"objectId": id(kind, code), "qualifier": KINDS[kind]}))
                .collect();
            let mut object = json!({
                "id": format!("e{}", at + 1),
                "type": event.activity,
                "time": format(event.end),
                "relationships": relations,
            });
            if event.start != event.end {
                object["attributes"] = json!([{"name": OCEL_START, "value": format(event.start)}]);
            }
            item(&object, &mut first, to)?;
        }
    }
    to.write_all(b"\n]\n}\n")?;
    Ok(())
}

fn head(log: &Log, timed: bool, to: &mut impl Write) -> Result<()> {
    let name = json!([{"name": OCEL_NAME, "type": "string"}]);
    let kinds: Vec<Value> = KINDS.iter().map(|kind| json!({"name": kind, "attributes": name})).collect();
    let start = if timed { json!([{"name": OCEL_START, "type": "time"}]) } else { json!([]) };
    let types: Vec<Value> =
        log.activities.iter().map(|activity| json!({"name": activity, "attributes": start})).collect();
    write!(to, "{{\n\"objectTypes\": {},\n\"eventTypes\": {},\n\"objects\": [", json!(kinds), json!(types))?;
    Ok(())
}

fn item(value: &Value, first: &mut bool, to: &mut impl Write) -> Result<()> {
    to.write_all(if std::mem::take(first) { b"\n" } else { b",\n" })?;
    serde_json::to_writer(to, value).map_err(|e| Error::from(std::io::Error::from(e)))
}

/// Objects whose name is an id already, with the id they get.
fn rename(names: &Names, kind: &str, taken: &mut HashSet<String>) -> Vec<(u32, String)> {
    let mut renamed = Vec::new();
    for (name, code) in names.iter().zip(0..) {
        if taken.insert(name.to_owned()) {
            continue;
        }
        let mut number = 1_u64;
        let mut other = format!("{kind}:{name}:{number}");
        while !taken.insert(other.clone()) {
            number += 1;
            other = format!("{kind}:{name}:{number}");
        }
        renamed.push((code, other));
    }
    renamed
}
