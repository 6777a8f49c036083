// SPDX-License-Identifier: EUPL-1.2
//! Numbers that belong to nobody.

use kernel::{Bsn, Error, Kvk, Result};

/// Numbers after `999` that are gone through in an order that looks like chance.
const RANGE: u64 = 1_000_000;
/// Has no factor in common with the range, so that every number comes up once.
const STEP: u64 = 382_477;

/// Test BSNs: begin with 999, pass the 11-proef, each once.
pub(super) struct Bsns {
    at: u64,
    seen: u64,
}

impl Bsns {
    pub(super) fn new(seed: u64) -> Self {
        Self { at: seed % RANGE, seen: 0 }
    }

    pub(super) fn draw(&mut self) -> Result<Bsn> {
        while self.seen < RANGE {
            self.seen += 1;
            self.at = (self.at + STEP) % RANGE;
            if let Ok(bsn) = Bsn::try_from(format!("999{:06}", self.at).as_str()) {
                return Ok(bsn);
            }
        }
        Err(Error::Internal("there are no test BSNs left".to_owned()))
    }
}

/// Mobile numbers 06 00 00 xx xx: ten thousand, never given out.
pub(super) fn mobiel(n: u32) -> Option<String> {
    (n < 10_000).then(|| format!("+316000{:05}", shuffled(n, 10_000, 3_331)))
}

/// A number under the fictional area code 0999; organisations have the upper part.
pub(super) fn vast(n: u32) -> String {
    format!("+31999{:06}", 100_000 + shuffled(n, 700_000, 262_147))
}

/// A number of an organisation under the fictional area code 0999.
pub(super) fn zakelijk(n: u32) -> String {
    format!("+31999{:06}", 900_000 + shuffled(n, 90_000, 25_933))
}

/// A test number in the trade register: begins with 0000, which the register never gave out.
pub(super) fn kvk(n: u32) -> Result<Kvk> {
    Kvk::try_from(format!("0000{:04}", 1_000 + shuffled(n, 9_000, 3_331)).as_str())
}

/// Neighbours become strangers; `step` has no factor in common with `range`.
fn shuffled(n: u32, range: u32, step: u32) -> u32 {
    let at = u64::from(n) * u64::from(step) % u64::from(range);
    u32::try_from(at).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_more_test_bsns_than_residents_and_none_comes_twice() {
        let mut bsns = Bsns::new(7);
        let all: BTreeSet<String> = (0..25_000).map(|_| bsns.draw().unwrap().reveal()).collect();
        assert_eq!(all.len(), 25_000);
        assert!(all.iter().all(|b| b.starts_with("999")));
    }

    #[test]
    fn phone_and_register_numbers_are_all_different_and_can_be_read() {
        let mobiel: BTreeSet<_> = (0..10_000).filter_map(mobiel).collect();
        let vast: BTreeSet<_> = (0..20_000).map(vast).collect();
        let zakelijk: BTreeSet<_> = (0..400).map(zakelijk).collect();
        let kvk: BTreeSet<_> = (0..400).map(|n| kvk(n).unwrap()).collect();
        assert_eq!((mobiel.len(), vast.len(), zakelijk.len(), kvk.len()), (10_000, 20_000, 400, 400));
        for number in mobiel.iter().chain(&vast).chain(&zakelijk) {
            let number = kernel::Telefoon::try_from(number.as_str()).unwrap().show();
            assert!(number.starts_with("06 00 00 ") || number.starts_with("0999 "), "{number}");
        }
        assert_eq!(super::mobiel(10_000), None);
    }
}
