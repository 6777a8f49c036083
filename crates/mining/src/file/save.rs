// SPDX-License-Identifier: EUPL-1.2
//! Writes the file form.

use std::io::Write;

use super::{ACTIVITIES, CASES, CHANNELS, END, EVENTS, GROUPS, HEAD, LENGTHS, MAGIC, RESOURCES, VERSION};
use crate::{
    codes::narrow,
    error::Result,
    limits::{BLOCK, MAX_SECTION},
    log::Log,
    names::Names,
};

/// Writes a log in the file form. Give it a buffered writer or a file: it writes whole sections.
pub fn save(log: &Log, to: &mut impl Write) -> Result<()> {
    to.write_all(&MAGIC)?;
    to.write_all(&VERSION.to_le_bytes())?;
    let mut content = Vec::new();
    content.extend((log.len() as u64).to_le_bytes());
    content.extend((log.cases.len() as u64).to_le_bytes());
    for names in [&log.activities, &log.resources, &log.groups, &log.channels] {
        content.extend(narrow(names.len()).to_le_bytes());
    }
    section(to, HEAD, &content)?;
    names(to, CASES, &log.cases)?;
    names(to, ACTIVITIES, &log.activities)?;
    names(to, RESOURCES, &log.resources)?;
    names(to, GROUPS, &log.groups)?;
    names(to, CHANNELS, &log.channels)?;
    let lengths: Vec<u32> = log.offsets.windows(2).map(|w| w[1] - w[0]).collect();
    for part in lengths.chunks(MAX_SECTION / 4) {
        content.clear();
        for n in part {
            content.extend(n.to_le_bytes());
        }
        section(to, LENGTHS, &content)?;
    }
    for from in (0..log.len()).step_by(BLOCK) {
        block(log, from, &mut content);
        section(to, EVENTS, &content)?;
    }
    section(to, END, &[])
}

fn section(to: &mut impl Write, kind: u32, content: &[u8]) -> Result<()> {
    to.write_all(&kind.to_le_bytes())?;
    to.write_all(&narrow(content.len()).to_le_bytes())?;
    to.write_all(&super::checksum(kind, content).to_le_bytes())?;
    to.write_all(content)?;
    Ok(())
}

fn names(to: &mut impl Write, kind: u32, names: &Names) -> Result<()> {
    let mut part: Vec<&str> = Vec::new();
    let mut size = 4;
    let mut content = Vec::new();
    let mut flush = |part: &mut Vec<&str>| {
        content.clear();
        content.extend(narrow(part.len()).to_le_bytes());
        for name in part.iter() {
            content.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
        }
        for name in part.iter() {
            content.extend(name.as_bytes());
        }
        part.clear();
        section(to, kind, &content)
    };
    for name in names.iter() {
        if size + 2 + name.len() > MAX_SECTION {
            flush(&mut part)?;
            size = 4;
        }
        size += 2 + name.len();
        part.push(name);
    }
    if part.is_empty() { Ok(()) } else { flush(&mut part) }
}

fn block(log: &Log, from: usize, content: &mut Vec<u8>) {
    let range = from..(from + BLOCK).min(log.len());
    let timed = !log.end.is_empty();
    let columns = [
        (&log.activity, log.activities.len()),
        (&log.resource, log.resources.len()),
        (&log.group, log.groups.len()),
        (&log.channel, log.channels.len()),
    ];
    content.clear();
    content.extend(narrow(range.len()).to_le_bytes());
    content.extend(columns.map(|(_, names)| super::width(names)));
    content.push(u8::from(timed));
    log.start[range.clone()].iter().for_each(|t| content.extend(t.to_le_bytes()));
    if timed {
        for at in range.clone() {
            content.extend((log.end[at] - log.start[at]).to_le_bytes());
        }
    }
    for (column, names) in columns.into_iter().filter(|c| c.1 > 0) {
        let bytes = usize::from(super::width(names));
        for code in &column[range.clone()] {
            // NONE wraps to 0.
            content.extend(&code.wrapping_add(1).to_le_bytes()[..bytes]);
        }
    }
}
