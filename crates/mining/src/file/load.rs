// SPDX-License-Identifier: EUPL-1.2
//! Reads the file form.

use std::io::Read;

use super::{ACTIVITIES, CASES, CHANNELS, END, EVENTS, GROUPS, HEAD, LENGTHS, MAGIC, RESOURCES, VERSION};
use crate::{
    codes::NONE,
    error::{Error, Place, Result},
    limits::{
        BLOCK, MAX_ACTIVITIES, MAX_CASES, MAX_EVENTS, MAX_NAME, MAX_NAMES_TEXT, MAX_ROLES, MAX_SECTION,
        MAX_TIME, MIN_TIME,
    },
    log::Log,
    names::Names,
};

const FORM: &str = "event log file";

/// Reads a log from the file form. Memory grows with what was really read, never with what a header claims.
/// Give it a file as it is: it reads whole sections.
pub fn load(from: &mut impl Read) -> Result<Log> {
    let mut start = [0_u8; 12];
    from.read_exact(&mut start).map_err(|e| ended(e, 0))?;
    if start[..8] != MAGIC {
        return Err(Error::broken(FORM, "it does not begin as one", Place::Byte(0)));
    }
    if u32_at(&start, 8) != VERSION {
        let what = format!("it has version {}, this program reads version {VERSION}", u32_at(&start, 8));
        return Err(Error::broken(FORM, what, Place::Byte(8)));
    }
    let mut loading = Loading::default();
    let mut content = Vec::new();
    let mut last = 0;
    for number in 1.. {
        let kind = section(from, &mut content, number)?;
        let place = Place::Block(number);
        if kind < last || (number == 1) != (kind == HEAD) {
            return Err(Error::broken(FORM, "its sections do not stand in order", place));
        }
        last = kind;
        if kind == END {
            break;
        }
        loading.take(kind, &content).map_err(|e| e.at(place))?;
    }
    if from.read(&mut [0])? != 0 {
        return Err(Error::broken(FORM, "something follows its end", Place::Unknown));
    }
    loading.finish()
}

fn ended(error: std::io::Error, number: u64) -> Error {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        return Error::broken(FORM, "it ends too early", Place::Block(number));
    }
    Error::from(error)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn section(from: &mut impl Read, content: &mut Vec<u8>, number: u64) -> Result<u32> {
    let mut head = [0_u8; 12];
    from.read_exact(&mut head).map_err(|e| ended(e, number))?;
    let (kind, length) = (u32_at(&head, 0), u32_at(&head, 4) as usize);
    if length > MAX_SECTION {
        return Err(Error::broken(FORM, "a section is too long", Place::Block(number)));
    }
    content.clear();
    from.by_ref().take(length as u64).read_to_end(content)?;
    if content.len() < length {
        return Err(Error::broken(FORM, "it ends too early", Place::Block(number)));
    }
    if super::checksum(kind, content) != u32_at(&head, 8) {
        return Err(Error::broken(FORM, "the check sum is wrong", Place::Block(number)));
    }
    Ok(kind)
}

fn wrong<T>(what: &str) -> Result<T> {
    Err(Error::broken(FORM, what, Place::Unknown))
}

/// What was read so far.
#[derive(Default)]
struct Loading {
    log: Log,
    events: u64,
    cases: u64,
    names: [u32; 4],
}

impl Loading {
    fn take(&mut self, kind: u32, content: &[u8]) -> Result<()> {
        let log = &mut self.log;
        match kind {
            HEAD => self.head(content),
            CASES => names(&mut log.cases, content, self.cases),
            ACTIVITIES => names(&mut log.activities, content, self.names[0].into()),
            RESOURCES => names(&mut log.resources, content, self.names[1].into()),
            GROUPS => names(&mut log.groups, content, self.names[2].into()),
            CHANNELS => names(&mut log.channels, content, self.names[3].into()),
            LENGTHS => self.lengths(content),
            EVENTS => self.block(content),
            _ => wrong("a section of an unknown kind"),
        }
    }

    fn head(&mut self, content: &[u8]) -> Result<()> {
        if content.len() != 32 || self.events > 0 {
            return wrong("its head has another length");
        }
        let u64_at = |at: usize| u64::from(u32_at(content, at)) | u64::from(u32_at(content, at + 4)) << 32;
        (self.events, self.cases) = (u64_at(0), u64_at(8));
        self.names = [16, 20, 24, 28].map(|at| u32_at(content, at));
        let roles = self.names[1..].iter().all(|n| *n as usize <= MAX_ROLES);
        if self.events > MAX_EVENTS as u64
            || self.cases > MAX_CASES as u64
            || self.names[0] as usize > MAX_ACTIVITIES
            || !roles
        {
            return wrong("it claims to hold more than a log may");
        }
        self.log.offsets.push(0);
        Ok(())
    }

    fn lengths(&mut self, content: &[u8]) -> Result<()> {
        if !content.len().is_multiple_of(4) {
            return wrong("the lengths of the cases are cut off");
        }
        let mut at = self.log.offsets.last().copied().unwrap_or(0);
        for n in content.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)) {
            let next = at.checked_add(n).filter(|next| u64::from(*next) <= self.events);
            let Some(next) = next.filter(|_| n > 0) else { return wrong("a case of an impossible length") };
            self.log.offsets.push(next);
            at = next;
        }
        Ok(())
    }

    fn block(&mut self, content: &[u8]) -> Result<()> {
        let n = u32_at(content, 0) as usize;
        let Some((head, mut rest)) = content.split_at_checked(9) else { return wrong("a block is cut off") };
        if n > BLOCK || (self.log.len() + n) as u64 > self.events {
            return wrong("a block with too many events");
        }
        let mut part = |bytes: usize| -> Result<&[u8]> {
            let Some((part, after)) = rest.split_at_checked(bytes) else {
                return wrong("a block is cut off");
            };
            rest = after;
            Ok(part)
        };
        let log = &mut self.log;
        let begin = log.start.len();
        log.start.extend(part(n * 8)?.as_chunks::<8>().0.iter().map(|b| i64::from_le_bytes(*b)));
        let starts = &log.start[begin..];
        let (low, high) = starts.iter().fold((0, 0), |(l, h): (i64, i64), t| (l.min(*t), h.max(*t)));
        if low < MIN_TIME || high > MAX_TIME {
            return wrong("a time outside the years 1 to 9999");
        }
        match head[8] {
            0 if log.end.is_empty() => {}
            1 if log.end.len() == begin => {
                let spans = part(n * 8)?.as_chunks::<8>().0;
                let spans = spans.iter().map(|b| u64::from_le_bytes(*b).min(u64::MAX >> 1).cast_signed());
                log.end.extend(starts.iter().zip(spans).map(|(t, span)| t.saturating_add(span)));
                if log.end[begin..].iter().any(|t| *t > MAX_TIME) {
                    return wrong("a time outside the years 1 to 9999");
                }
            }
            _ => return wrong("durations in some blocks and not in others"),
        }
        let columns = [&mut log.activity, &mut log.resource, &mut log.group, &mut log.channel];
        for (at, column) in columns.into_iter().enumerate() {
            let (bytes, names) = (head[4 + at], self.names[at]);
            if bytes != super::width(names as usize) {
                return wrong("codes of another width than their dictionary asks for");
            }
            let begin = column.len();
            codes(column, part(n * usize::from(bytes))?, bytes);
            // One more than in memory, so that 0, which is none, wraps to the highest.
            let high = column[begin..].iter().fold(0, |h: u32, c| h.max(c.wrapping_add(1)));
            let none = at == 0 && column[begin..].contains(&NONE);
            if high > names || none || (at == 0 && column.len() != begin + n) {
                return wrong("a code without a name");
            }
        }
        if rest.is_empty() { Ok(()) } else { wrong("a block that is too long") }
    }

    fn finish(mut self) -> Result<Log> {
        let log = &mut self.log;
        let sizes = [&log.activities, &log.resources, &log.groups, &log.channels].map(Names::len);
        let whole = log.len() as u64 == self.events
            && log.cases.len() as u64 == self.cases
            && log.offsets.len() as u64 == self.cases + 1
            && u64::from(log.offsets.last().copied().unwrap_or(0)) == self.events
            && sizes == self.names.map(|n| n as usize);
        if !whole {
            return wrong("it holds another number of events, cases or names than it says");
        }
        let ends = log.ends();
        for case in 0..log.cases.len() {
            let range = log.range(case);
            let (starts, ends) = (&log.start[range.clone()], &ends[range]);
            if (1..starts.len()).any(|i| (starts[i - 1], ends[i - 1]) > (starts[i], ends[i])) {
                return wrong("the events of a case do not stand in order");
            }
        }
        Ok(self.log)
    }
}

fn names(names: &mut Names, content: &[u8], claimed: u64) -> Result<()> {
    let n = u32_at(content, 0) as usize;
    let lengths = content.get(4..).and_then(|c| c.split_at_checked(n.saturating_mul(2)));
    let Some((lengths, text)) = lengths else { return wrong("names are cut off") };
    let Ok(text) = std::str::from_utf8(text) else { return wrong("a name is not in UTF-8") };
    if (names.len() + n) as u64 > claimed || names.text_len() + text.len() > MAX_NAMES_TEXT {
        return wrong("more names than it says");
    }
    let mut at = 0;
    for length in lengths.as_chunks::<2>().0.iter().map(|b| usize::from(u16::from_le_bytes(*b))) {
        let Some(name) = text.get(at..at + length).filter(|n| !n.is_empty() && n.len() <= MAX_NAME) else {
            return wrong("a name of an impossible length");
        };
        names.push(name);
        at += length;
    }
    if at == text.len() { Ok(()) } else { wrong("names of another length than they say") }
}

fn codes(column: &mut Vec<u32>, bytes: &[u8], width: u8) {
    match width {
        1 => column.extend(bytes.iter().map(|b| u32::from(*b).wrapping_sub(1))),
        2 => column.extend(
            bytes.as_chunks::<2>().0.iter().map(|b| u32::from(u16::from_le_bytes(*b)).wrapping_sub(1)),
        ),
        4 => column.extend(bytes.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b).wrapping_sub(1))),
        _ => {}
    }
}
