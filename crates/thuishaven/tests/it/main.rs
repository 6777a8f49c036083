// SPDX-License-Identifier: EUPL-1.2
//! Thuishaven as a stranger meets it: do the numbers add up, do the people exist nowhere else, does the year read
//! like a year?

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod gegevens;
mod inwoners;
mod jaar;
mod regels;
mod route;
mod support;
mod teksten;
mod waarheden;
