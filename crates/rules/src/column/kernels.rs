// SPDX-License-Identifier: EUPL-1.2
//! Plain loops over one chunk. Masks are bytes of 0 or 1, so that the compiler can do sixteen rows at a time.

use super::CHUNK;
use crate::value::Rounding;

/// One node for one chunk. At most one of `known`, `absent` and `doubt` is 1; none means unknown.
#[derive(Debug, Clone)]
pub(super) struct Reg {
    pub value: [f64; CHUNK],
    pub truth: [u8; CHUNK],
    pub known: [u8; CHUNK],
    pub absent: [u8; CHUNK],
    pub doubt: [u8; CHUNK],
}

impl Reg {
    pub fn new() -> Box<Self> {
        Box::new(Self {
            value: [0.0; CHUNK],
            truth: [0; CHUNK],
            known: [0; CHUNK],
            absent: [0; CHUNK],
            doubt: [0; CHUNK],
        })
    }

    /// In doubt for every row.
    pub fn give_up(&mut self) {
        self.known.fill(0);
        self.absent.fill(0);
        self.doubt.fill(1);
    }

    /// Needs this one too.
    pub fn also(&mut self, other: &Self) {
        for i in 0..CHUNK {
            self.known[i] &= other.known[i];
            self.doubt[i] |= other.doubt[i] | other.absent[i];
        }
    }

    /// Needs both: known where both are known; in doubt where one is in doubt or absent.
    pub fn strict(&mut self, a: &Self, b: &Self) {
        for i in 0..CHUNK {
            self.known[i] = a.known[i] & b.known[i];
            self.doubt[i] = a.doubt[i] | b.doubt[i] | a.absent[i] | b.absent[i];
        }
        self.absent.fill(0);
    }

    /// Needs one.
    pub fn strict_one(&mut self, a: &Self) {
        for i in 0..CHUNK {
            self.known[i] = a.known[i];
            self.doubt[i] = a.doubt[i] | a.absent[i];
        }
        self.absent.fill(0);
    }

    pub fn copy(&mut self, a: &Self, times: f64) {
        for (out, v) in self.value.iter_mut().zip(&a.value) {
            *out = v * times;
        }
        self.truth = a.truth;
        self.known = a.known;
        self.absent = a.absent;
        self.doubt = a.doubt;
    }

    pub fn compare(&mut self, a: &Self, fa: f64, b: &Self, fb: f64, holds: impl Fn(f64, f64) -> bool) {
        for i in 0..CHUNK {
            self.truth[i] = u8::from(holds(a.value[i] * fa, b.value[i] * fb)) & self.known[i];
        }
    }

    /// Equality, in which absence is a value too.
    pub fn equal(&mut self, a: &Self, b: &Self, same: impl Fn(usize) -> bool) {
        for i in 0..CHUNK {
            let both = a.known[i] & b.known[i];
            self.known[i] = (a.known[i] | a.absent[i]) & (b.known[i] | b.absent[i]);
            self.truth[i] = (both & u8::from(same(i))) | (a.absent[i] & b.absent[i]);
            self.doubt[i] = a.doubt[i] | b.doubt[i];
        }
        self.absent.fill(0);
    }

    pub fn not(&mut self, a: &Self) {
        for i in 0..CHUNK {
            self.known[i] = a.known[i] | a.absent[i];
            self.truth[i] = self.known[i] & !a.truth[i] & 1;
            self.doubt[i] = a.doubt[i];
        }
        self.absent.fill(0);
    }

    /// Begins AND (`decisive` 0) or OR (`decisive` 1): nothing has been decided, all agree so far.
    pub fn begin_all(&mut self, decisive: u8) {
        self.known.fill(1);
        self.truth.fill(1 - decisive);
        self.doubt.fill(0);
        self.absent.fill(0);
    }

    /// One operand. `known` tells that the outcome so far is fixed or that all operands were known.
    pub fn all(&mut self, a: &Self, decisive: u8) {
        for i in 0..CHUNK {
            let yes = a.truth[i] & a.known[i];
            let no = (a.known[i] & (1 - (a.truth[i] & 1))) | a.absent[i];
            let (ends, goes) = if decisive == 1 { (yes, no) } else { (no, yes) };
            let ended = self.known[i] & u8::from(self.truth[i] == decisive) | ends;
            let open = self.known[i] & goes;
            self.known[i] = ended | open;
            self.truth[i] = if decisive == 1 { ended } else { open & (1 - ended) };
            self.doubt[i] = (self.doubt[i] | a.doubt[i]) & (1 - ended);
        }
    }

    #[expect(clippy::float_cmp, reason = "both are exact whole numbers")]
    /// One case of IF, from the last to the first: `self` is what holds when no earlier case is taken.
    pub fn case(&mut self, when: &Self, then: &Self, times: f64, truth: bool) {
        for i in 0..CHUNK {
            let yes = when.truth[i] & when.known[i];
            let no = (when.known[i] & (1 - yes)) | when.absent[i];
            let open = 1 - (yes | no);
            let v = then.value[i] * times;
            let same = u8::from(if truth { then.truth[i] == self.truth[i] } else { v == self.value[i] });
            let agreed = then.known[i] & self.known[i] & same;
            let neither = then.absent[i] & self.absent[i];
            let doubt = (when.doubt[i] | then.doubt[i] | self.doubt[i]) & open;
            let sure = open & (1 - doubt);
            self.value[i] = if yes == 1 { v } else { self.value[i] };
            self.truth[i] = (yes & then.truth[i]) | ((1 - yes) & self.truth[i]);
            self.known[i] = (yes & then.known[i]) | (no & self.known[i]) | (sure & agreed);
            self.absent[i] = (yes & then.absent[i]) | (no & self.absent[i]) | (sure & neither);
            self.doubt[i] = (yes & then.doubt[i]) | (no & self.doubt[i]) | doubt;
        }
    }

    /// Rounds whole numbers over `denominator`, times `up`, to whole numbers, times `back`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "below 2^53 by construction"
    )]
    pub fn round(&mut self, a: &Self, denominator: f64, up: f64, back: f64, how: Rounding) {
        for i in 0..CHUNK {
            let x = a.value[i] * up;
            let mut q = (x / denominator) as i64 as f64;
            let mut rest = x - q * denominator;
            if rest < 0.0 {
                q -= 1.0;
                rest += denominator;
            }
            if rest >= denominator {
                q += 1.0;
                rest -= denominator;
            }
            let more = match how {
                Rounding::Down => false,
                Rounding::Up => rest > 0.0,
                Rounding::HalfUp => rest * 2.0 > denominator || (rest * 2.0 >= denominator && x > 0.0),
            };
            self.value[i] = (q + f64::from(u8::from(more))) * back;
        }
    }
}
