// SPDX-License-Identifier: EUPL-1.2
//! Scenarios: examples of a law in Gherkin, in the step vocabulary of the public corpus, so that a scenario written
//! elsewhere runs here and one written here runs elsewhere.
//!
//! ```gherkin
//! Feature: ...
//!   Background:
//!     Given the calculation date is "2024-06-01"
//!   Scenario: ...
//!     Given the following parameters:
//!       | leeftijd | 35 |
//!     Given parameter "bsn" is "999993653"
//!     Given the following "insurance" data with key "bsn":
//!       | bsn       | polis_status |
//!       | 999993653 | ACTIEF       |
//!     When I evaluate "uitkering" of "voorbeeldwet"
//!     Then the execution succeeds
//!     Then output "uitkering" equals 109171
//! ```
//!
//! Further endings: `is true`, `is false`, `is null`, `is unknown`, `is "text"`, `the execution fails with "text"`.
//! One step is ours: `Given the following rows of "kinderen":` with a table below it tells a relation for AGGREGATE.
//! A scenario tagged `@wip` is skipped: it describes a wish.

mod read;
mod run;

pub use read::{Scenario, Step, read};
pub use run::{Outcome, run};
