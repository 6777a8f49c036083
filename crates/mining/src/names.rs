// SPDX-License-Identifier: EUPL-1.2
//! Dictionaries: names in one text, found by code.

use std::hash::{BuildHasher as _, RandomState};

use crate::{
    codes::{NONE, narrow},
    error::{Error, Place, Result},
    limits::MAX_NAMES_TEXT,
};

/// Names by code: 0, 1, 2 ... All stand in one text, so a million names are two allocations.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Names {
    text: String,
    ends: Vec<u32>,
}

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().take(20)).finish()
    }
}

impl Names {
    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of a code; empty for [`NONE`] and for a code that is not there.
    pub fn get(&self, code: u32) -> &str {
        let at = code as usize;
        let Some(end) = self.ends.get(at) else { return "" };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        self.text.get(start as usize..*end as usize).unwrap_or_default()
    }

    /// All names in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        (0..narrow(self.len())).map(|code| self.get(code))
    }

    /// The code of a name, by looking at all of them.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.iter().position(|n| n == name).map(narrow)
    }

    pub(crate) fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(narrow(self.text.len()));
    }

    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }
}

/// Gives each name a code, in order of first appearance. The table is keyed by chance, so that nobody can send names
/// that all fall on one place.
#[derive(Debug, Clone)]
pub(crate) struct Interner {
    names: Names,
    /// Open addressing: code or `NONE`.
    table: Vec<u32>,
    keys: RandomState,
    last: u32,
    what: &'static str,
    limit: usize,
}

impl Interner {
    pub(crate) fn new(what: &'static str, limit: usize) -> Self {
        Self {
            names: Names::default(),
            table: vec![NONE; 64],
            keys: RandomState::new(),
            last: NONE,
            what,
            limit,
        }
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn into_names(self) -> Names {
        self.names
    }

    /// The code of a name; a new one if it was not seen before.
    pub(crate) fn intern(&mut self, name: &str) -> Result<u32> {
        // Events of one case tend to come together.
        if self.last != NONE && self.names.get(self.last) == name {
            return Ok(self.last);
        }
        let mask = self.table.len() - 1;
        let mut at = self.place(name, mask);
        loop {
            let code = self.table[at];
            if code == NONE {
                break;
            }
            if self.names.get(code) == name {
                self.last = code;
                return Ok(code);
            }
            at = (at + 1) & mask;
        }
        let full = self.names.text_len() + name.len() > MAX_NAMES_TEXT;
        if full || self.names.len() >= self.limit {
            let limit = if full { MAX_NAMES_TEXT } else { self.limit };
            return Err(Error::TooMuch { what: self.what, limit: limit as u64, place: Place::Unknown });
        }
        let code = narrow(self.names.len());
        self.names.push(name);
        self.table[at] = code;
        self.last = code;
        if self.names.len() * 2 > self.table.len() {
            self.grow();
        }
        Ok(code)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low bits of a hash are what is wanted")]
    fn place(&self, name: &str, mask: usize) -> usize {
        self.keys.hash_one(name) as usize & mask
    }

    fn grow(&mut self) {
        let size = self.table.len() * 4;
        let mut table = vec![NONE; size];
        for (code, name) in self.names.iter().enumerate() {
            let mut at = self.place(name, size - 1);
            while table[at] != NONE {
                at = (at + 1) & (size - 1);
            }
            table[at] = narrow(code);
        }
        self.table = table;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_code_and_a_code_its_name() {
        let mut interner = Interner::new("names", 10_000);
        for round in 0..2 {
            for n in 0..5_000_u32 {
                assert_eq!(interner.intern(&format!("naam {n}")).unwrap(), n, "round {round}");
            }
        }
        assert_eq!((interner.names().len(), interner.names().get(4_999)), (5_000, "naam 4999"));
        assert_eq!(interner.names().find("naam 17"), Some(17));
        assert_eq!(interner.names().get(NONE), "");
    }

    #[test]
    fn the_limit_is_an_error_that_says_what() {
        let mut interner = Interner::new("activities", 2);
        interner.intern("a").unwrap();
        interner.intern("b").unwrap();
        interner.intern("a").unwrap();
        assert_eq!(interner.intern("c").unwrap_err().to_string(), "more than 2 activities");
    }
}
