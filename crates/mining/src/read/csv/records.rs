// SPDX-License-Identifier: EUPL-1.2
//! Records of a CSV file, one at a time.

use std::io::{BufRead as _, Read};

use super::FORM;
use crate::{
    error::{Error, Place, Result},
    limits::MAX_COLUMNS,
    read::unpack::Unpacked,
};

/// Where in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// After a quote within quotes: the end of the field, or the first of two.
    Quote,
}

/// The record at hand: its fields one after the other.
struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    at: At,
    /// Line it begins on, and the line that is being read.
    begins: u64,
    line: u64,
}

impl Record {
    /// Takes bytes up to the end of the record; how many, and whether it ended.
    fn take(&mut self, chunk: &[u8], separator: u8) -> Result<(usize, bool)> {
        for (read, b) in chunk.iter().enumerate() {
            self.line += u64::from(*b == b'\n');
            match (*b, self.at) {
                (b'"', At::Start) => self.at = At::Quoted,
                (b'"', At::Quoted) => self.at = At::Quote,
                (b'"', At::Quote) => {
                    self.bytes.push(b'"');
                    self.at = At::Quoted;
                }
                (b, At::Quoted) => self.bytes.push(b),
                (b'\n', _) => return Ok((read + 1, true)),
                (b, _) if b == separator => {
                    self.ends.push(self.bytes.len());
                    self.at = At::Start;
                    if self.ends.len() >= MAX_COLUMNS {
                        let place = Place::Line(self.begins);
                        return Err(Error::TooMuch { what: "columns", limit: MAX_COLUMNS as u64, place });
                    }
                }
                (b, _) => {
                    self.bytes.push(b);
                    self.at = At::Plain;
                }
            }
        }
        Ok((chunk.len(), false))
    }

    /// Closes the last field. A line may end with carriage return and line feed.
    fn close(&mut self) {
        let from = self.ends.last().copied().unwrap_or(0);
        if self.at == At::Plain && self.bytes.len() > from && self.bytes.last() == Some(&b'\r') {
            self.bytes.pop();
        }
        self.ends.push(self.bytes.len());
    }
}

/// Reads records; holds one at a time.
pub(super) struct Records<R: Read> {
    from: Unpacked<R>,
    separator: Option<u8>,
    record: Record,
    first: bool,
}

impl<R: Read> Records<R> {
    pub(super) fn new(from: Unpacked<R>, separator: Option<u8>) -> Self {
        let record = Record { bytes: Vec::new(), ends: Vec::new(), at: At::Start, begins: 1, line: 1 };
        Self { from, separator, record, first: true }
    }

    /// Line on which the record begins, from 1.
    pub(super) fn place(&self) -> Place {
        Place::Line(self.record.begins)
    }

    pub(super) fn fields(&self) -> usize {
        self.record.ends.len()
    }

    /// A field; `None` when it is not there or no UTF-8.
    pub(super) fn field(&self, at: usize) -> Option<&str> {
        let Record { bytes, ends, .. } = &self.record;
        let from = if at == 0 { 0 } else { *ends.get(at - 1)? };
        std::str::from_utf8(bytes.get(from..*ends.get(at)?)?).ok()
    }

    /// Goes to the next record; `false` at the end.
    pub(super) fn next(&mut self) -> Result<bool> {
        self.record.bytes.clear();
        self.record.ends.clear();
        self.record.at = At::Start;
        self.record.begins = self.record.line;
        self.from.mark();
        if std::mem::take(&mut self.first) {
            self.start()?;
        }
        let place = self.place();
        let mut any = false;
        loop {
            let chunk = self.from.fill_buf().map_err(|e| Error::from(e).at(place))?;
            if chunk.is_empty() {
                break;
            }
            any = true;
            let (used, done) = self.record.take(chunk, self.separator.unwrap_or(b','))?;
            self.from.consume(used);
            if done {
                self.record.close();
                return Ok(true);
            }
        }
        if self.record.at == At::Quoted {
            return Err(Error::broken(FORM, "a quote is opened and never closed", place));
        }
        if any {
            self.record.close();
        }
        Ok(any)
    }

    /// Passes over a byte order mark, refuses UTF-16, and looks for the separator in the header.
    fn start(&mut self) -> Result<()> {
        let chunk = self.from.fill_buf().map_err(Error::from)?;
        if chunk.starts_with(&[0xFF, 0xFE]) || chunk.starts_with(&[0xFE, 0xFF]) {
            return Err(Error::broken(FORM, "it is in UTF-16; save it as CSV in UTF-8", Place::Line(1)));
        }
        let mark = if chunk.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        if self.separator.is_none() {
            let header = chunk.split(|b| *b == b'\n').next().unwrap_or_default();
            let count = |wanted: u8| header.split(|b| *b == wanted).count();
            // Of equals the last counts: the comma.
            self.separator = [b'\t', b';', b','].into_iter().max_by_key(|b| count(*b));
        }
        self.from.consume(mark);
        Ok(())
    }
}
