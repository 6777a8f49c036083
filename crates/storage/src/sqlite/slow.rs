// SPDX-License-Identifier: EUPL-1.2
//! Statements are run in place on the async task, because most take microseconds. Those that have taken long
//! before are run where they hold up nobody.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

use tokio::runtime::{Handle, RuntimeFlavor};

/// Longer than this holds up others.
const LONG: Duration = Duration::from_millis(5);

/// The statements that took long.
#[derive(Debug, Default)]
pub(crate) struct Slow(RwLock<HashSet<u64>>);

impl Slow {
    /// Runs a statement, out of the way when it is known to be slow.
    pub(crate) fn run<T>(&self, sql: &str, work: impl FnOnce() -> T) -> T {
        let slow = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let known = !slow.is_empty() && slow.contains(&name(sql));
        drop(slow);
        if known && can_step_aside() {
            return tokio::task::block_in_place(work);
        }
        let begun = Instant::now();
        let done = work();
        let took = begun.elapsed();
        if !known && took > LONG {
            tracing::debug!(sql, milliseconds = took.as_millis(), "from now on out of the way");
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(name(sql));
        }
        done
    }
}

fn name(sql: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    sql.hash(&mut hasher);
    hasher.finish()
}

/// Only a runtime with several threads can go on with another.
fn can_step_aside() -> bool {
    Handle::try_current().is_ok_and(|runtime| runtime.runtime_flavor() == RuntimeFlavor::MultiThread)
}
