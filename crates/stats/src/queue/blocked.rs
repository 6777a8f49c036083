// SPDX-License-Identifier: EUPL-1.2
//! Erlang B: callers who find all lines busy go away.

use super::Load;
use crate::refused::{Result, refuse};

/// Chance that a caller finds all `lines` busy, when nobody waits. Assumes Poisson arrivals. Refuses no lines and a
/// load that is not a finite number above 0.
///
/// Source: A. K. Erlang (1917); recursion B(k) = a B(k-1) / (k + a B(k-1)).
pub fn erlang_b(erlang: f64, lines: u32) -> Result<f64> {
    crate::refused::positive("load", erlang)?;
    Load::agents(lines)
        .or_else(|_| refuse("lines", format!("must be 1 to {}, got {lines}", super::MOST_AGENTS)))?;
    Ok((1..=lines).fold(1.0, |b, k| erlang * b / (f64::from(k) + erlang * b)))
}
