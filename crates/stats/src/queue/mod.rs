// SPDX-License-Identifier: EUPL-1.2
//! How many people must answer the phone: Erlang B, C and A.

mod abandon;
mod blocked;
mod load;
mod waiting;

pub use abandon::{ErlangA, patience};
pub use blocked::erlang_b;
pub use load::{Load, MOST_AGENTS};
pub use waiting::{ErlangC, Goal, agents_for};
