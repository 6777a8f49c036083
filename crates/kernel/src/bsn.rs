// SPDX-License-Identifier: EUPL-1.2
//! Burgerservicenummer. It never shows itself: [`Bsn::reveal`] is the one way to its digits, so that every
//! place that needs them can be found.

use std::{fmt, str::FromStr};

use crate::{Error, Result, value::digits};

/// A burgerservicenummer that passes the 11-proef. Debug and Display are masked; it has no JSON form.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bsn(u32);

impl Bsn {
    /// The nine digits. Only for encryption, look-up and systems that may have it by law.
    pub fn reveal(self) -> String {
        format!("{:09}", self.0)
    }

    /// From eight or nine bare digits; eight means that the leading zero was left out.
    fn of_digits(text: &str) -> Option<Self> {
        ((8..=9).contains(&text.len()) && passes(text.as_bytes()))
            .then(|| text.parse().ok().map(Self))
            .flatten()
    }
}

/// The 11-proef over 8 or 9 ASCII digits: weights 9 down to 2 and -1, the sum divisible by 11.
pub(crate) fn passes(digits: &[u8]) -> bool {
    let mut sum = 0_i32;
    for (place, digit) in digits.iter().rev().enumerate() {
        if !digit.is_ascii_digit() {
            return false;
        }
        let weight = if place == 0 { -1 } else { i32::try_from(place + 1).unwrap_or(0) };
        sum += i32::from(digit - b'0') * weight;
    }
    sum % 11 == 0 && digits.iter().any(|d| *d != b'0')
}

impl TryFrom<&str> for Bsn {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        digits(text).and_then(|d| Self::of_digits(&d)).ok_or_else(|| {
            Error::field(
                "bsn",
                "Controleer het burgerservicenummer: het heeft 9 cijfers en staat op uw paspoort, \
                 identiteitskaart of rijbewijs.",
            )
        })
    }
}

impl FromStr for Bsn {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::try_from(text)
    }
}

impl fmt::Display for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "••••••{:03}", self.0 % 1000)
    }
}

impl fmt::Debug for Bsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bsn({self})")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Nine digits that pass the 11-proef.
    pub(crate) fn any_bsn() -> impl Strategy<Value = String> {
        (10_000_000_u32..100_000_000).prop_filter_map("no last digit fits", |n| {
            (0..10).map(|last| format!("{n:08}{last}")).find(|text| passes(text.as_bytes()))
        })
    }

    #[test]
    fn a_resident_may_type_the_number_in_any_usual_way() {
        for typed in ["999990019", "9999.90.019", "999 990 019", " 999-990-019 "] {
            assert_eq!(Bsn::try_from(typed).unwrap().reveal(), "999990019", "{typed}");
        }
        assert_eq!(Bsn::try_from("12345672").unwrap().reveal(), "012345672", "leading zero left out");
    }

    #[test]
    fn a_slip_of_the_finger_is_noticed() {
        for wrong in ["", "999990018", "99999001", "9999900190", "000000000", "999990o19", "99999001９"] {
            assert!(Bsn::try_from(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn it_never_shows_itself() {
        let bsn = Bsn::try_from("999990019").unwrap();
        assert_eq!(bsn.to_string(), "••••••019");
        assert!(!format!("{bsn:?}").contains("99999"));
    }

    proptest! {
        #[test]
        fn changing_one_digit_always_breaks_it(bsn in any_bsn(), place in 0_usize..9, by in 1_u8..10) {
            let mut other = bsn.into_bytes();
            other[place] = b'0' + (other[place] - b'0' + by) % 10;
            prop_assert!(!passes(&other));
        }
    }
}
