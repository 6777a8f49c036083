// SPDX-License-Identifier: EUPL-1.2
//! Plain loops over one chunk of a fixed length, that the compiler turns into wide instructions.

use super::CHUNK;
use super::state::{self, ABSENT, DOUBT, NO, YES};
use crate::law::Many;
use crate::value::Rounding;

/// A step's outcome for one chunk.
#[derive(Debug, Clone)]
pub(super) struct Reg {
    pub value: [f64; CHUNK],
    pub state: [u8; CHUNK],
    /// The state of all rows when they have the same; then `state` is not filled in.
    pub uniform: Option<u8>,
}

/// Values of a chunk: one per row, or the same for all.
#[derive(Clone, Copy)]
pub(super) enum Values<'a> {
    Each(&'a [f64; CHUNK]),
    All(f64),
}

/// States of a chunk: one per row, or the same for all.
#[derive(Clone, Copy)]
pub(super) enum States<'a> {
    Each(&'a [u8; CHUNK]),
    All(u8),
}

/// What a step reads.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    pub value: Values<'a>,
    pub state: States<'a>,
}

/// One step of ADD, SUBTRACT, MULTIPLY, MIN and MAX.
#[inline]
pub(super) fn arithmetic(op: Many, a: f64, b: f64) -> f64 {
    match op {
        Many::Add => a + b,
        Many::Subtract => a - b,
        Many::Multiply => a * b,
        Many::Min => smaller(a, b),
        _ => larger(a, b),
    }
}

// Not f64::min: there is no NaN here, and this is one instruction.
#[inline]
fn smaller(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

#[inline]
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// `work` on two values per row.
#[inline]
fn each<T: Copy>(out: &mut [T; CHUNK], a: Values<'_>, b: Values<'_>, work: impl Fn(f64, f64) -> T) {
    match (a, b) {
        (Values::Each(a), Values::Each(b)) => {
            for i in 0..CHUNK {
                out[i] = work(a[i], b[i]);
            }
        }
        (Values::Each(a), Values::All(b)) => {
            for i in 0..CHUNK {
                out[i] = work(a[i], b);
            }
        }
        (Values::All(a), Values::Each(b)) => {
            for i in 0..CHUNK {
                out[i] = work(a, b[i]);
            }
        }
        (Values::All(a), Values::All(b)) => out.fill(work(a, b)),
    }
}

/// `work` on two states per row.
#[inline]
fn states(out: &mut [u8; CHUNK], a: States<'_>, b: States<'_>, work: impl Fn(u8, u8) -> u8) {
    match (a, b) {
        (States::Each(a), States::Each(b)) => {
            for i in 0..CHUNK {
                out[i] = work(a[i], b[i]);
            }
        }
        (States::Each(a), States::All(b)) => {
            for i in 0..CHUNK {
                out[i] = work(a[i], b);
            }
        }
        (States::All(a), States::Each(b)) => {
            for i in 0..CHUNK {
                out[i] = work(a, b[i]);
            }
        }
        (States::All(a), States::All(b)) => out.fill(work(a, b)),
    }
}

impl Reg {
    pub fn new() -> Box<Self> {
        Box::new(Self { value: [0.0; CHUNK], state: [0; CHUNK], uniform: Some(0) })
    }

    /// The states, combined; one for all when both are.
    fn combine(&mut self, a: States<'_>, b: States<'_>, work: impl Fn(u8, u8) -> u8) {
        if let (States::All(a), States::All(b)) = (a, b) {
            self.uniform = Some(work(a, b));
            return;
        }
        self.uniform = None;
        states(&mut self.state, a, b, work);
    }

    /// A number over another denominator.
    pub fn scale(&mut self, a: Read<'_>, times: f64) {
        self.combine(a.state, States::All(0), |a, _| a);
        each(&mut self.value, a.value, Values::All(times), |a, b| a * b);
    }

    pub fn needs(&mut self, a: Read<'_>) {
        self.combine(a.state, States::All(YES), state::strict);
        each(&mut self.value, a.value, Values::All(0.0), |a, _| a);
    }

    pub fn arith(&mut self, op: Many, a: Read<'_>, b: Read<'_>) {
        self.combine(a.state, b.state, state::strict);
        let out = &mut self.value;
        match op {
            Many::Add => each(out, a.value, b.value, |a, b| a + b),
            Many::Subtract => each(out, a.value, b.value, |a, b| a - b),
            Many::Multiply => each(out, a.value, b.value, |a, b| a * b),
            Many::Min => each(out, a.value, b.value, smaller),
            _ => each(out, a.value, b.value, larger),
        }
    }

    /// A comparison: `holds` where both are known.
    pub fn compare(&mut self, a: Read<'_>, b: Read<'_>, holds: impl Fn(f64, f64) -> bool) {
        if let (States::All(x), States::All(y)) = (a.state, b.state)
            && state::strict(x, y) != YES
        {
            self.uniform = Some(state::strict(x, y));
            return;
        }
        self.uniform = None;
        each(&mut self.state, a.value, b.value, |a, b| NO - u8::from(holds(a, b)));
        self.judge(a.state, b.state, |told, x, y| {
            let known = state::strict(x, y);
            (told & 0_u8.wrapping_sub(known & YES)) | (known & DOUBT)
        });
    }

    /// Puts states over what the values alone would say.
    fn judge(&mut self, a: States<'_>, b: States<'_>, work: impl Fn(u8, u8, u8) -> u8) {
        let out = &mut self.state;
        match (a, b) {
            (States::All(YES), States::All(YES)) => {}
            (States::Each(a), States::Each(b)) => {
                for i in 0..CHUNK {
                    out[i] = work(out[i], a[i], b[i]);
                }
            }
            (States::Each(a), States::All(b)) => {
                for i in 0..CHUNK {
                    out[i] = work(out[i], a[i], b);
                }
            }
            (States::All(a), States::Each(b)) => {
                for i in 0..CHUNK {
                    out[i] = work(out[i], a, b[i]);
                }
            }
            (States::All(a), States::All(b)) => {
                for told in out {
                    *told = work(*told, a, b);
                }
            }
        }
    }

    /// Equality, in which absence is a value too.
    #[expect(clippy::float_cmp, reason = "both are exact whole numbers")]
    pub fn equal(&mut self, a: Read<'_>, b: Read<'_>) {
        self.uniform = None;
        each(&mut self.state, a.value, b.value, |a, b| NO - u8::from(a == b));
        self.judge(a.state, b.state, |told, x, y| state::equal(x, y, told & YES));
    }

    pub fn alike(&mut self, a: States<'_>, b: States<'_>) {
        self.combine(a, b, state::alike);
    }

    pub fn not(&mut self, a: States<'_>) {
        self.combine(a, States::All(0), |a, _| state::not(a));
    }

    /// Begins AND or OR: the neutral element.
    pub fn begin(&mut self, neutral: u8) {
        self.uniform = Some(neutral);
    }

    /// One more operand of AND or OR.
    pub fn also(&mut self, a: States<'_>, work: impl Fn(u8, u8) -> u8) {
        match (self.uniform, a) {
            (Some(before), _) => self.combine(States::All(before), a, work),
            (None, States::Each(a)) => {
                for (out, &a) in self.state.iter_mut().zip(a) {
                    *out = work(*out, a);
                }
            }
            (None, States::All(a)) => {
                for out in &mut self.state {
                    *out = work(*out, a);
                }
            }
        }
    }

    /// One of some values.
    #[expect(clippy::float_cmp, reason = "numbers of texts are whole numbers")]
    pub fn one_of(&mut self, a: Read<'_>, items: impl Iterator<Item = f64>) {
        self.uniform = None;
        self.state.fill(NO);
        for item in items {
            match a.value {
                Values::Each(values) => {
                    for (out, &v) in self.state.iter_mut().zip(values) {
                        *out = if v == item { YES } else { *out };
                    }
                }
                Values::All(v) if v == item => self.state.fill(YES),
                Values::All(_) => {}
            }
        }
        self.judge(a.state, States::All(YES), |told, x, _| {
            (told & 0_u8.wrapping_sub(x & YES)) | ((x & ABSENT) >> 1) | (x & DOUBT)
        });
    }

    /// Rounds whole numbers over `denominator`, times `up`, to whole numbers, times `back`.
    pub fn round(&mut self, a: Read<'_>, denominator: f64, up: f64, back: f64, how: Rounding) {
        self.combine(a.state, States::All(YES), state::strict);
        let (out, none) = (&mut self.value, Values::All(0.0));
        match how {
            Rounding::Down => each(out, a.value, none, |a, _| down(a * up, denominator).0 * back),
            Rounding::Up => each(out, a.value, none, |a, _| {
                let (q, rest) = down(a * up, denominator);
                (if rest > 0.0 { q + 1.0 } else { q }) * back
            }),
            Rounding::HalfUp => each(out, a.value, none, |a, _| {
                let (q, rest) = down(a * up, denominator);
                // A half goes away from zero: below zero it goes down.
                let half = if a < 0.0 { rest * 2.0 > denominator } else { rest * 2.0 >= denominator };
                (if half { q + 1.0 } else { q }) * back
            }),
        }
    }

    pub fn decide(&mut self, when: States<'_>, then: States<'_>, other: States<'_>) {
        match (when, then, other) {
            (States::Each(w), States::Each(t), States::Each(o)) => {
                for i in 0..CHUNK {
                    self.state[i] = decided(w[i], t[i], o[i]);
                }
            }
            _ => {
                for i in 0..CHUNK {
                    self.state[i] = decided(when.at(i), then.at(i), other.at(i));
                }
            }
        }
        self.uniform = None;
    }

    /// IF: the value of `then` where the condition holds, else of `other`.
    pub fn choose(&mut self, when: States<'_>, then: Read<'_>, other: Read<'_>) {
        let filled;
        let w = match when {
            States::All(YES) => return self.scale(then, 1.0),
            States::All(NO | ABSENT) => return self.scale(other, 1.0),
            States::All(open) => {
                filled = [open; CHUNK];
                &filled
            }
            States::Each(w) => w,
        };
        self.choose_states(w, then, other);
        let out = &mut self.value;
        match (then.value, other.value) {
            (Values::Each(t), Values::Each(o)) => select(out, w, |i| t[i], |i| o[i]),
            (Values::Each(t), Values::All(o)) => select(out, w, |i| t[i], |_| o),
            (Values::All(t), Values::Each(o)) => select(out, w, |_| t, |i| o[i]),
            (Values::All(t), Values::All(o)) => select(out, w, |_| t, |_| o),
        }
    }

    /// Where the condition does not decide, what both branches agree on holds.
    #[expect(clippy::float_cmp, reason = "both are exact whole numbers")]
    fn choose_states(&mut self, w: &[u8; CHUNK], then: Read<'_>, other: Read<'_>) {
        let open = w.iter().fold(0, |any, &w| any | u8::from(w == 0) | (w & DOUBT)) != 0;
        if let (States::All(t), States::All(o), false) = (then.state, other.state, open)
            && t == o
        {
            self.uniform = Some(t);
            return;
        }
        self.uniform = None;
        if open {
            each(&mut self.state, then.value, other.value, |a, b| u8::from(a == b));
            three(&mut self.state, w, then.state, other.state, |same, w, t, o| {
                state::choose(w, t, o, state::agreed(t, o, same))
            });
        } else {
            three(&mut self.state, w, then.state, other.state, |_, w, t, o| {
                let yes = 0_u8.wrapping_sub(w & YES);
                (yes & t) | (!yes & o)
            });
        }
    }
}

/// `work` on what stands there, a condition and two states per row.
#[inline]
fn three(
    out: &mut [u8; CHUNK],
    w: &[u8; CHUNK],
    then: States<'_>,
    other: States<'_>,
    work: impl Fn(u8, u8, u8, u8) -> u8,
) {
    match (then, other) {
        (States::Each(t), States::Each(o)) => {
            for i in 0..CHUNK {
                out[i] = work(out[i], w[i], t[i], o[i]);
            }
        }
        (States::Each(t), States::All(o)) => {
            for i in 0..CHUNK {
                out[i] = work(out[i], w[i], t[i], o);
            }
        }
        (States::All(t), States::Each(o)) => {
            for i in 0..CHUNK {
                out[i] = work(out[i], w[i], t, o[i]);
            }
        }
        (States::All(t), States::All(o)) => {
            for i in 0..CHUNK {
                out[i] = work(out[i], w[i], t, o);
            }
        }
    }
}

impl States<'_> {
    #[inline]
    pub fn at(self, i: usize) -> u8 {
        match self {
            States::Each(s) => s[i],
            States::All(s) => s,
        }
    }
}

impl Values<'_> {
    #[inline]
    pub fn at(self, i: usize) -> f64 {
        match self {
            Values::Each(v) => v[i],
            Values::All(v) => v,
        }
    }
}

/// IF between truths: branches that are the same agree.
#[inline]
fn decided(when: u8, then: u8, other: u8) -> u8 {
    state::choose(when, then, other, then & other & (YES | NO | ABSENT))
}

#[inline]
fn select(
    out: &mut [f64; CHUNK],
    when: &[u8; CHUNK],
    then: impl Fn(usize) -> f64,
    other: impl Fn(usize) -> f64,
) {
    for i in 0..CHUNK {
        out[i] = if when[i] & YES == YES { then(i) } else { other(i) };
    }
}

/// Quotient, rounded down, and rest. Both are exact below 2^51: the nearest whole number of the quotient is the one
/// wanted or the one above it, and the rest tells which.
#[inline]
fn down(x: f64, denominator: f64) -> (f64, f64) {
    /// Adding and taking away 1.5 x 2^52 leaves the nearest whole number, without a call or a branch.
    const NEAREST: f64 = 6_755_399_441_055_744.0;
    let q = (x / denominator + NEAREST) - NEAREST;
    let rest = x - q * denominator;
    let (q, rest) = if rest < 0.0 { (q - 1.0, rest + denominator) } else { (q, rest) };
    if rest >= denominator { (q + 1.0, rest - denominator) } else { (q, rest) }
}

#[cfg(test)]
mod tests {
    use super::down;

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_precision_loss,
        reason = "whole numbers below 2^53"
    )]
    #[test]
    fn rounding_down_is_exact_up_to_the_largest_numbers_that_are_held() {
        let mut seed = 26_u64;
        for n in 0..2_000_000_u64 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(n | 1);
            let denominator =
                [1, 2, 3, 7, 100, 10_000, 999_983, 1 << 20, (1 << 49) - 1][(seed >> 8) as usize % 9];
            let x = ((seed >> 13) as i64 - (1 << 50)) >> ((seed >> 3) % 40);
            let (q, rest) = down(x as f64, denominator as f64);
            assert_eq!(
                (q as i64, rest as i64),
                (x.div_euclid(denominator), x.rem_euclid(denominator)),
                "{x} / {denominator}"
            );
        }
    }
}
