// SPDX-License-Identifier: EUPL-1.2
//! PostgreSQL: a pool that writes, a pool that reads, and a sealer that numbers events after commit.

mod bind;
mod dump;
mod engine;
mod journal;
mod listen;
mod load;
mod rustls;
mod schema;
mod sealer;
mod tls;
mod transaction;

pub(crate) use self::{
    bind::read,
    engine::{Engine, quietly},
    transaction::PgTx,
};
