// SPDX-License-Identifier: EUPL-1.2
//! Looks at JSON on its way to the parser, which keeps a string, a part and a stack of brackets however large they are.

use std::io::{self, Read};

use crate::{
    error::{Error, Place},
    limits::{MAX_DEPTH, MAX_PART, MAX_TOKEN},
};

/// A stream of JSON in which no string, no event or object and no nesting is larger than a limit.
pub(super) struct Guard<R> {
    inner: R,
    /// Brackets that are open.
    depth: usize,
    /// Bytes of the string that is open; none outside strings.
    string: Option<u64>,
    escaped: bool,
    /// Bytes of the event or object that is open.
    part: u64,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, depth: 0, string: None, escaped: false, part: 0 }
    }

    fn look(&mut self, byte: u8) -> Result<(), Error> {
        let too_much = |what, limit| Err(Error::TooMuch { what, limit, place: Place::Unknown });
        self.part += 1;
        if self.part > MAX_PART {
            return too_much("bytes of one event or object", MAX_PART);
        }
        if let Some(length) = &mut self.string {
            *length += 1;
            if *length > MAX_TOKEN as u64 {
                return too_much("bytes in one piece", MAX_TOKEN as u64);
            }
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.string = None,
                _ => {}
            }
            return Ok(());
        }
        match byte {
            b'"' => self.string = Some(0),
            b'{' | b'[' => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return too_much("levels inside one another", MAX_DEPTH as u64);
                }
            }
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        // The document is one level and its lists another; what is inside stands alone.
        if self.depth < 3 {
            self.part = 0;
        }
        Ok(())
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        for byte in &buffer[..n] {
            self.look(*byte)?;
        }
        Ok(n)
    }
}
