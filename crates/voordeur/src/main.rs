// SPDX-License-Identifier: EUPL-1.2
//! The one binary.
fn main() {}
