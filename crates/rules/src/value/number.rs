// SPDX-License-Identifier: EUPL-1.2
//! Exact numbers: a fraction of two whole numbers, always in lowest terms.
//!
//! Law counts in fractions (a twelfth of a year, 13.7 per cent of an income) and rounds where the law says so and nowhere
//! else. Binary floating point cannot hold 0.137; a decimal cannot hold a twelfth. A fraction holds both. A result that
//! does not fit in 128 bits is an overflow, never a nearby number.

use std::cmp::Ordering;
use std::fmt;

/// An exact number. The denominator is positive and shares no factor with the numerator.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    num: i128,
    den: i128,
}

/// How a number is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest; exactly half goes away from zero.
    HalfUp,
    /// Up, towards positive infinity ("naar boven").
    Up,
    /// Down, towards negative infinity ("naar beneden").
    Down,
}

/// Most digits a written number may have.
pub const MAX_DIGITS: usize = 30;

impl Number {
    /// Nought.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// One.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// The fraction `num / den` in lowest terms; `None` when `den` is zero or the fraction does not fit.
    pub fn ratio(num: i128, den: i128) -> Option<Self> {
        if den == 1 {
            return Some(Self { num, den });
        }
        let (num, den) = match den.cmp(&0) {
            Ordering::Equal => return None,
            Ordering::Less => (num.checked_neg()?, den.checked_neg()?),
            Ordering::Greater => (num, den),
        };
        let divisor = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).ok()?;
        if divisor == 1 {
            return Some(Self { num, den });
        }
        Some(Self { num: num / divisor, den: den / divisor })
    }

    /// Reads `12`, `-3.50` or `1e3`; `None` for anything else or more than [`MAX_DIGITS`] digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((m, e)) => (m, e.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        if whole.len() + part.len() > MAX_DIGITS || !(-30..=30).contains(&exponent) {
            return None;
        }
        let mut num: i128 = 0;
        for b in whole.bytes().chain(part.bytes()) {
            num = num.checked_mul(10)?.checked_add(i128::from(b - b'0'))?;
        }
        if negative {
            num = -num;
        }
        let scale = exponent - i32::try_from(part.len()).ok()?;
        let power = power_of_ten(scale.unsigned_abs())?;
        if scale < 0 { Self::ratio(num, power) } else { Some(Self { num: num.checked_mul(power)?, den: 1 }) }
    }

    /// The numerator.
    pub fn numerator(self) -> i128 {
        self.num
    }

    /// The denominator, at least 1.
    pub fn denominator(self) -> i128 {
        self.den
    }

    /// The whole number, when it is one.
    pub fn whole(self) -> Option<i128> {
        (self.den == 1).then_some(self.num)
    }

    /// The sum, unless it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            let num = self.num.checked_add(other.num)?;
            return if self.den == 1 { Some(Self { num, den: 1 }) } else { Self::ratio(num, self.den) };
        }
        let num = self.num.checked_mul(other.den)?.checked_add(other.num.checked_mul(self.den)?)?;
        Self::ratio(num, self.den.checked_mul(other.den)?)
    }

    /// The difference, unless it does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { num: other.num.checked_neg()?, den: other.den })
    }

    /// The product, unless it does not fit.
    pub fn times(self, other: Self) -> Option<Self> {
        let num = self.num.checked_mul(other.num)?;
        if self.den == 1 && other.den == 1 {
            return Some(Self { num, den: 1 });
        }
        Self::ratio(num, self.den.checked_mul(other.den)?)
    }

    /// The quotient, unless the divisor is zero or it does not fit.
    pub fn over(self, other: Self) -> Option<Self> {
        Self::ratio(self.num.checked_mul(other.den)?, self.den.checked_mul(other.num)?)
    }

    /// Rounded to `precision` decimals: 0 for whole units, 2 for two decimals, -2 for hundreds.
    pub fn round(self, precision: i32, how: Rounding) -> Option<Self> {
        let power = power_of_ten(precision.unsigned_abs())?;
        let (num, den) = if precision >= 0 {
            (self.num.checked_mul(power)?, self.den)
        } else {
            (self.num, self.den.checked_mul(power)?)
        };
        let floor = num.div_euclid(den);
        let rest = num.rem_euclid(den);
        let whole = match how {
            Rounding::Down => floor,
            Rounding::Up => floor + i128::from(rest > 0),
            Rounding::HalfUp => {
                let twice = rest.cmp(&(den - rest));
                let away = twice == Ordering::Greater || (twice == Ordering::Equal && num > 0);
                floor + i128::from(away)
            }
        };
        if precision >= 0 {
            Self::ratio(whole, power)
        } else {
            Some(Self { num: whole.checked_mul(power)?, den: 1 })
        }
    }

    /// How many decimals it takes to write the number exactly; `None` when no number of decimals is enough.
    pub fn decimals(self) -> Option<u32> {
        let (mut rest, mut twos, mut fives) = (self.den, 0, 0);
        while rest % 2 == 0 {
            rest /= 2;
            twos += 1;
        }
        while rest % 5 == 0 {
            rest /= 5;
            fives += 1;
        }
        (rest == 1).then_some(twos.max(fives))
    }

    /// The nearest binary number. Only for estimates; see the columnar executor for how the error is bounded.
    #[expect(clippy::cast_precision_loss, reason = "the caller bounds the error")]
    pub fn approximate(self) -> f64 {
        self.num as f64 / self.den as f64
    }
}

/// Ten to the power `n`, when it fits.
fn power_of_ten(n: u32) -> Option<i128> {
    10_i128.checked_pow(n)
}

fn gcd(a: u128, b: u128) -> u128 {
    if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
        return u128::from(gcd_small(a, b));
    }
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_small(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shift = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
    }
    a << shift
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Self { num: i128::from(n), den: 1 }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        if let (Some(a), Some(b)) = (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            return a.cmp(&b);
        }
        // Too large to cross-multiply: compare whole parts, then what is left, turned upside down.
        let (mut a, mut b) = ((self.num, self.den), (other.num, other.den));
        let mut flipped = false;
        loop {
            let whole = a.0.div_euclid(a.1).cmp(&b.0.div_euclid(b.1));
            let (ra, rb) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            let order = match (whole, ra, rb) {
                (Ordering::Equal, 0, 0) => Ordering::Equal,
                (Ordering::Equal, 0, _) => Ordering::Less,
                (Ordering::Equal, _, 0) => Ordering::Greater,
                (Ordering::Equal, _, _) => {
                    (a, b) = ((a.1, ra), (b.1, rb));
                    flipped = !flipped;
                    continue;
                }
                (decided, _, _) => decided,
            };
            return if flipped { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    /// A decimal where one exists (`0.5`), else a fraction (`1/3`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 {
            return write!(f, "{}", self.num);
        }
        let scaled = self.decimals().and_then(|n| {
            let power = power_of_ten(n)?;
            Some((self.num.checked_mul(power / self.den)?, n))
        });
        let Some((scaled, n)) = scaled else {
            return write!(f, "{}/{}", self.num, self.den);
        };
        let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = n as usize + 1);
        let (whole, part) = digits.split_at(digits.len() - n as usize);
        write!(f, "{}{whole}.{part}", if scaled < 0 { "-" } else { "" })
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Number {
    type Err = ();

    /// Reads what [`Number`] writes: a decimal or a fraction.
    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once('/') {
            Some((num, den)) => {
                let (num, den) = (num.parse().map_err(drop)?, den.parse().map_err(drop)?);
                Self::ratio(num, den).ok_or(())
            }
            None => Self::parse(text).or_else(|| text.parse().ok().map(|num| Self { num, den: 1 })).ok_or(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn a_tenth_and_two_tenths_are_three_tenths() {
        assert_eq!(n("0.1").plus(n("0.2")), Some(n("0.3")));
        assert_eq!(n("109171").times(n("5")).unwrap().over(n("100")).unwrap().to_string(), "5458.55");
        assert_eq!(n("1").over(n("3")).unwrap().to_string(), "1/3");
        assert_eq!(n("-0.05").to_string(), "-0.05");
        assert_eq!(n("1e3"), n("1000"));
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in [
            "",
            "-",
            ".",
            "1.2.3",
            "0x10",
            "1e99",
            "twaalf",
            "1 000",
            "1,5",
            "9999999999999999999999999999999",
        ] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }

    #[test]
    fn half_goes_away_from_zero_and_floor_goes_down() {
        let round = |x: &str, p, how| n(x).round(p, how).unwrap().to_string();
        assert_eq!(round("2.5", 0, Rounding::HalfUp), "3");
        assert_eq!(round("-2.5", 0, Rounding::HalfUp), "-3");
        assert_eq!(round("-2.4", 0, Rounding::HalfUp), "-2");
        assert_eq!(round("2.01", 0, Rounding::Up), "3");
        assert_eq!(round("-2.01", 0, Rounding::Up), "-2");
        assert_eq!(round("-2.01", 0, Rounding::Down), "-3");
        assert_eq!(round("1234", -2, Rounding::Down), "1200");
        assert_eq!(round("1/3", 2, Rounding::HalfUp), "0.33");
    }

    #[test]
    fn too_large_is_said_and_never_wrapped() {
        let large = Number { num: i128::MAX, den: 1 };
        assert_eq!(large.plus(Number::ONE), None);
        assert_eq!(large.times(n("2")), None);
        assert_eq!(n("1").over(Number::ZERO), None);
        assert!(Number { num: i128::MAX, den: 3 } > Number { num: i128::MAX - 2, den: 3 });
        assert!(Number { num: i128::MAX, den: 2 } > Number { num: i128::MAX, den: 3 });
    }

    proptest! {
        #[test]
        fn written_and_read_back_it_is_the_same(num in any::<i64>(), den in 1_i64..100_000) {
            let x = Number::ratio(num.into(), den.into()).unwrap();
            prop_assert_eq!(x.to_string().parse::<Number>(), Ok(x));
        }

        #[test]
        fn order_agrees_with_difference(a in any::<i64>(), b in 1_i64..9_999, c in any::<i64>(), d in 1_i64..9_999) {
            let (x, y) = (Number::ratio(a.into(), b.into()).unwrap(), Number::ratio(c.into(), d.into()).unwrap());
            prop_assert_eq!(x.cmp(&y), x.minus(y).unwrap().cmp(&Number::ZERO));
            prop_assert_eq!(x.plus(y).unwrap().minus(y), Some(x));
        }

        #[test]
        fn rounding_moves_less_than_one_step(a in any::<i64>(), b in 1_i64..9_999, p in -4_i32..4) {
            let x = Number::ratio(a.into(), b.into()).unwrap();
            let step = if p >= 0 { Number::ratio(1, 10_i128.pow(p.unsigned_abs())) } else { Some(Number { num: 10_i128.pow(p.unsigned_abs()), den: 1 }) };
            let step = step.unwrap();
            let (down, up, near) = (x.round(p, Rounding::Down).unwrap(), x.round(p, Rounding::Up).unwrap(), x.round(p, Rounding::HalfUp).unwrap());
            prop_assert!(down <= x && x <= up && x.minus(down).unwrap() < step && up.minus(x).unwrap() < step);
            prop_assert!(near == down || near == up);
        }
    }
}
