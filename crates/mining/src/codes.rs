// SPDX-License-Identifier: EUPL-1.2
//! Small conversions between lengths, codes and figures.

/// Code of what an event does not have (no employee, no group, no channel).
pub const NONE: u32 = u32::MAX;

/// A length or index that a limit keeps below `u32::MAX`.
pub(crate) fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE)
}

/// The code at a place of a column; a column that is empty holds nothing but [`NONE`].
pub(crate) fn code(column: &[u32], at: usize) -> u32 {
    column.get(at).copied().unwrap_or(NONE)
}

/// Microseconds as seconds.
#[expect(clippy::cast_precision_loss, reason = "the seventeenth digit of a duration matters to nobody")]
pub fn seconds(micros: u128) -> f64 {
    micros as f64 / 1e6
}

/// Share of a whole, 0 to 1; of nothing, 0.
#[expect(clippy::cast_precision_loss, reason = "a share is shown with three digits")]
pub(crate) fn share(part: u128, whole: u128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Rank of a quantile by the nearest-rank definition: the smallest rank r (from 1) with r / n >= p.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "p is 0 to 1 and the result is cut to 1..=n"
)]
pub(crate) fn rank(p: f64, n: u64) -> u64 {
    // A billionth off, so that 0.9 * 10 is rank 9 whatever its last bit.
    ((p * n as f64 - 1e-9).ceil() as u64).clamp(1, n.max(1))
}
