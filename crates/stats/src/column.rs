// SPDX-License-Identifier: EUPL-1.2
//! One column of a CSV file: numbers, or yes and no. Nothing in the file is believed.

use std::io::{BufRead, BufReader, Cursor, Read};

use crate::num::{MOST, real};
use crate::refused::{Result, refuse};
use crate::sample::{Moments, Share};

/// Bytes of one record; a longer one is refused.
pub const MOST_BYTES: usize = 1 << 20;

/// Fields of one record; more are refused.
pub const MOST_FIELDS: usize = 1_024;

/// Records of one file; more are refused.
pub const MOST_RECORDS: u64 = 100_000_000;

/// Bytes that are looked at before the first record is taken.
const FIRST: usize = 64 << 10;

const WHAT: &str = "CSV file";

/// What a column holds. Only sums are kept, so a large file takes no more memory than a small one.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Column {
    /// Number, mean and spread; yes counts as 1 and no as 0.
    pub values: Moments,
    /// Yes among all, when every cell is yes or no, or 1 or 0.
    pub share: Option<Share>,
    /// Whether some cell is a word for yes or no.
    pub words: bool,
    /// Cells that were empty, and were passed over.
    pub empty: u64,
}

/// Reads a column of CSV (RFC 4180) in UTF-8: by its name in the header, or the only one, with or without a header.
/// Fields are separated by tabs, semicolons or commas, whichever the first line has, in this order. Numbers have a
/// decimal point, or a comma where that does not separate or stands in quotes; yes and no may be ja, nee, yes, no, true,
/// false, waar, onwaar. An empty cell is passed over and counted; any other is refused, with its line, and so is a
/// record with another number of fields than the first.
pub fn column(mut from: impl Read, name: Option<&str>) -> Result<Column> {
    // The first line tells the separator, so it must be seen at once, however the bytes come in.
    let mut first = Vec::new();
    let looked = from.by_ref().take(FIRST as u64).read_to_end(&mut first);
    if let Err(error) = looked {
        return refuse(WHAT, format!("cannot be read at line 1: {error}"));
    }
    let mut records = Records::new(BufReader::with_capacity(FIRST, Cursor::new(first).chain(from)));
    if !records.next()? {
        return refuse(WHAT, "is empty");
    }
    let fields = records.ends.len();
    let place = records.place(name)?;
    let mut sum = Sum::default();
    // A first line that is a value itself is no header.
    let mut headless = name.is_none() && !matches!(cell(records.field(0)), Cell::Odd);
    while headless || records.next()? {
        headless = false;
        if records.ends.len() != fields {
            if records.ends.len() == 1 && records.bytes.is_empty() {
                continue;
            }
            let got = records.ends.len();
            return refuse(
                WHAT,
                format!("line {} has {got} fields, the first line has {fields}", records.begins),
            );
        }
        sum.add(records.field(place), records.begins)?;
    }
    sum.finish()
}

/// What a cell says.
enum Cell {
    Empty,
    Word(bool),
    Number(f64),
    Odd,
}

fn cell(bytes: &[u8]) -> Cell {
    let Ok(text) = std::str::from_utf8(bytes) else { return Cell::Odd };
    let text = text.trim();
    let is = |words: [&str; 4]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if text.is_empty() {
        return Cell::Empty;
    }
    if is(["ja", "yes", "true", "waar"]) {
        return Cell::Word(true);
    }
    if is(["nee", "no", "false", "onwaar"]) {
        return Cell::Word(false);
    }
    // A thousand and one and a bit is written in two ways that contradict each other: with both marks it is refused.
    let number = match (text.matches(',').count(), text.contains('.')) {
        (0, _) => text.parse(),
        (1, false) => text.replace(',', ".").parse(),
        _ => return Cell::Odd,
    };
    number.ok().filter(|number: &f64| number.is_finite()).map_or(Cell::Odd, Cell::Number)
}

#[derive(Default)]
struct Sum {
    values: Moments,
    yes: u64,
    words: bool,
    numbers: bool,
    empty: u64,
    records: u64,
}

impl Sum {
    fn add(&mut self, bytes: &[u8], line: u64) -> Result<()> {
        self.records += 1;
        if self.records > MOST_RECORDS {
            return refuse(WHAT, format!("has more than {MOST_RECORDS} records"));
        }
        let value = match cell(bytes) {
            Cell::Empty => {
                self.empty += 1;
                return Ok(());
            }
            Cell::Word(yes) => {
                self.words = true;
                real(u64::from(yes))
            }
            Cell::Number(number) => {
                self.numbers |= number != 0.0 && (number - 1.0).abs() > 0.0;
                number
            }
            Cell::Odd => {
                let text: String = String::from_utf8_lossy(bytes).chars().take(40).collect();
                return refuse(WHAT, format!("line {line}: {text:?} is no number and neither yes nor no"));
            }
        };
        if self.words && self.numbers {
            return refuse(
                WHAT,
                format!("line {line}: numbers and words for yes and no stand in one column"),
            );
        }
        self.yes += u64::from(value > 0.5);
        self.values.add(value).map_err(|mut refused| {
            refused.why = format!("line {line}: {}", refused.why);
            refused
        })
    }

    fn finish(self) -> Result<Column> {
        let n = self.values.n();
        if n == 0 {
            return refuse(WHAT, "has no values in this column");
        }
        let share = if self.numbers || n > MOST { None } else { Some(Share::new(self.yes, n)?) };
        Ok(Column { values: self.values, share, words: self.words, empty: self.empty })
    }
}

/// Where in a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// After a quote within quotes: the end of the field, or the first of two.
    Quote,
}

/// Records of a file, one at a time.
struct Records<R> {
    from: R,
    /// What separates fields; none when a line is one field.
    separator: Option<u8>,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    at: At,
    begins: u64,
    line: u64,
}

impl<R: BufRead> Records<R> {
    const fn new(from: R) -> Self {
        Self { from, separator: None, bytes: Vec::new(), ends: Vec::new(), at: At::Start, begins: 0, line: 0 }
    }

    fn field(&self, at: usize) -> &[u8] {
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.bytes[from..self.ends[at]]
    }

    /// Where the column stands, seen in the first record.
    fn place(&self, name: Option<&str>) -> Result<usize> {
        let header = || (0..self.ends.len()).map(|at| String::from_utf8_lossy(self.field(at)));
        let listed = || format!("{:.300}", header().collect::<Vec<_>>().join(", "));
        match name {
            Some(name) => header()
                .position(|found| found.trim().eq_ignore_ascii_case(name.trim()))
                .map_or_else(|| refuse(WHAT, format!("has no column {name:?}; it has: {}", listed())), Ok),
            None if self.ends.len() > 1 => refuse(
                WHAT,
                format!("has {} columns, so name the one to read; it has: {}", self.ends.len(), listed()),
            ),
            None => Ok(0),
        }
    }

    fn chunk(&mut self) -> Result<&[u8]> {
        let line = self.line + 1;
        self.from.fill_buf().or_else(|error| refuse(WHAT, format!("cannot be read at line {line}: {error}")))
    }

    /// Goes to the next record; false at the end.
    fn next(&mut self) -> Result<bool> {
        self.bytes.clear();
        self.ends.clear();
        self.at = At::Start;
        if self.line == 0 {
            self.start()?;
            self.line = 1;
        }
        self.begins = self.line;
        let mut any = false;
        loop {
            let (used, ended) = self.part()?;
            any |= used > 0;
            if ended || used == 0 {
                break;
            }
        }
        if self.at == At::Quoted {
            return refuse(WHAT, format!("line {}: a quote is opened and never closed", self.begins));
        }
        if any {
            let from = self.ends.last().copied().unwrap_or(0);
            if self.at != At::Start && self.bytes.len() > from && self.bytes.last() == Some(&b'\r') {
                self.bytes.pop();
            }
            self.ends.push(self.bytes.len());
        }
        Ok(any)
    }

    /// Reads on in one chunk of the file; gives how much of it, and whether the record ended there.
    fn part(&mut self) -> Result<(usize, bool)> {
        let separator = self.separator;
        let (mut at, mut line) = (self.at, self.line);
        let (mut bytes, mut ends) = (std::mem::take(&mut self.bytes), std::mem::take(&mut self.ends));
        let chunk = self.chunk()?;
        let (mut used, mut ended) = (0, false);
        for byte in chunk {
            used += 1;
            line += u64::from(*byte == b'\n');
            match (*byte, at) {
                (b'"', At::Start) => at = At::Quoted,
                (b'"', At::Quoted) => at = At::Quote,
                (b'"', At::Quote) => {
                    bytes.push(b'"');
                    at = At::Quoted;
                }
                (b'\n', At::Start | At::Plain | At::Quote) => {
                    ended = true;
                    break;
                }
                (byte, At::Start | At::Plain | At::Quote) if Some(byte) == separator => {
                    ends.push(bytes.len());
                    at = At::Start;
                }
                (byte, _) => {
                    bytes.push(byte);
                    if at != At::Quoted {
                        at = At::Plain;
                    }
                }
            }
            if bytes.len() > MOST_BYTES || ends.len() >= MOST_FIELDS {
                break;
            }
        }
        (self.at, self.line, self.bytes, self.ends) = (at, line, bytes, ends);
        self.from.consume(used);
        if self.bytes.len() > MOST_BYTES || self.ends.len() >= MOST_FIELDS {
            let begins = self.begins;
            return refuse(
                WHAT,
                format!("line {begins} has more than {MOST_BYTES} bytes or {MOST_FIELDS} fields"),
            );
        }
        Ok((used, ended))
    }

    /// Passes over a byte order mark, refuses what is no text, and looks for the separator in the first line.
    fn start(&mut self) -> Result<()> {
        let chunk = self.chunk()?;
        if chunk.starts_with(&[0xFF, 0xFE]) || chunk.starts_with(&[0xFE, 0xFF]) {
            return refuse(WHAT, "is in UTF-16; save it as CSV in UTF-8");
        }
        if chunk.starts_with(&[0x1F, 0x8B]) || chunk.starts_with(b"PK\x03\x04") {
            return refuse(WHAT, "is packed or a workbook; save it as CSV in UTF-8");
        }
        let mark = if chunk.starts_with(&[0xEF, 0xBB, 0xBF]) { 3 } else { 0 };
        let first = chunk.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut quoted = false;
        let mut seen = [false; 3];
        for byte in first {
            quoted ^= *byte == b'"';
            for (seen, separator) in seen.iter_mut().zip(b"\t;,") {
                *seen |= !quoted && byte == separator;
            }
        }
        self.separator = seen.iter().zip(b"\t;,").find(|(seen, _)| **seen).map(|(_, separator)| *separator);
        self.from.consume(mark);
        Ok(())
    }
}
