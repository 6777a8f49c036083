// SPDX-License-Identifier: EUPL-1.2
//! Counts as real numbers and back, in one place.

use crate::refused::{Result, refuse};

/// Counts up to here are exact as a double.
pub const MOST: u64 = 1 << 53;

/// A count as a real number; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of a municipality stay far below 2^53")]
pub const fn real(n: u64) -> f64 {
    n as f64
}

/// A length as a real number.
pub const fn len(n: usize) -> f64 {
    real(n as u64)
}

/// The smallest whole number that is not below `x`; refuses what is no count below 2^53.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on the line before")]
pub fn ceil(what: &'static str, x: f64) -> Result<u64> {
    if !(0.0..real(MOST)).contains(&x) {
        return refuse(what, format!("comes to {x}, which is no count"));
    }
    Ok(x.ceil() as u64)
}

/// The whole part of a number in [0, 2^53); 0 below it, 2^53 above it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped on the same line")]
pub const fn floor(x: f64) -> u64 {
    x.clamp(0.0, real(MOST)) as u64
}

/// A count as an index; what does not fit becomes the largest index.
pub fn index(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}
