// SPDX-License-Identifier: EUPL-1.2
//! Persons and organisations: what a colleague finds by one field that knows the shape of what was typed.

mod partij;
mod store;
pub mod zoek;

pub use partij::{DigitaalAdres, Partij, PartijId};
pub use store::{find, insert, van_adres};
