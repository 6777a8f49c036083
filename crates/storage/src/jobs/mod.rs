// SPDX-License-Identifier: EUPL-1.2
//! Work to do later, promised in the transaction that causes it.

mod promise;

pub use self::promise::NewJob;
