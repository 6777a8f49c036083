// SPDX-License-Identifier: EUPL-1.2
//! Executable law.
//!
//! Reads regulations in the regelrecht format (schema 0.5.x) and carries them out: exactly, with the reasons, and with
//! what is still unknown. Pure: no files, no clock, no network. The caller reads files and gives texts.
//!
//! ```text
//! text -> yaml -> law::Law -> Corpus --Request--> Graph -> scalar  one person, exact, traced
//!                                                       -> column  many persons, same outcome
//!                                                       -> question  what to ask next
//! ```
//!
//! - [`law::read`] reads one file; [`Corpus`] holds all versions of all regulations.
//! - [`compile()`] answers a [`Request`] (outputs, day, municipality) with a [`Graph`]: everything that depends on the day
//!   or the place is decided there (versions, by-laws, overrides, hooks).
//! - [`Executor`] runs a graph on [`Facts`]; [`question::open`] tells what may still change the outcome.
//! - A wrong rule is a [`Problem`] with file, line, column and article; a calculation that cannot be made is a fault with
//!   the node where it went wrong; what nobody told yet is [`Value::Unknown`].
//!
//! `docs/rules.md` teaches it with an example.

pub mod column;
pub mod compile;
pub mod corpus;
pub mod error;
pub mod explain;
pub mod graph;
pub mod input;
pub mod law;
pub mod question;
pub mod receipt;
pub mod sample;
pub mod scalar;
pub mod scenario;
pub mod sidecar;
pub mod trace;
pub mod value;
pub mod yaml;

pub use compile::{Area, Request, compile};
pub use corpus::Corpus;
pub use error::{Place, Problem};
pub use graph::Graph;
pub use law::Law;
pub use receipt::Receipt;
pub use scalar::{Executor, Facts};
pub use sidecar::Sidecars;
pub use value::{Date, Number, Value};
