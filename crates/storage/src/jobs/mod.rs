// SPDX-License-Identifier: EUPL-1.2
//! Work to do later, promised in the transaction that causes it.
//!
//! A job waits (`wacht`), is taken under a lease (`bezig`) and ends as `klaar`, `mislukt` or `geannuleerd`; an
//! ended job stays visible. Its effect and its end are one transaction ([`Tx::job_done`](crate::Tx::job_done)),
//! so a worker that lost its lease changes nothing.

mod claim;
mod end;
mod overview;
mod promise;
mod worker;

pub use self::{
    claim::{Job, claim, sweep},
    end::End,
    overview::{JobInfo, cancel, counts, forget, list, retry},
    promise::NewJob,
    worker::{Handlers, JobHandler, drain, run_one, work},
};
