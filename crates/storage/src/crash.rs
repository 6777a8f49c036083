// SPDX-License-Identifier: EUPL-1.2
//! Places at which the crash test lets the program die as if the power went out. Only in debug builds and with the
//! feature `crash-points`; a published binary has none of them.

/// A file is on disk, its row is not.
pub(crate) const BLOB_ROW: &str = "blob-row";
/// A transaction is committed; its events are not sealed (PostgreSQL) and nobody was told yet.
pub(crate) const COMMIT_SEAL: &str = "commit-seal";
/// Events are sealed; the consumer has not begun with them.
pub(crate) const SEAL_CONSUMER: &str = "seal-consumer";
/// The consumer has dealt with events; its cursor is not committed.
pub(crate) const EFFECT_CURSOR: &str = "effect-cursor";

/// Dies here when `VOORDEUR_TEST_CRASH` says so: `commit-seal:37` is the 37th time this place is passed.
#[cfg(any(debug_assertions, feature = "crash-points"))]
pub(crate) fn point(place: &str) {
    use std::sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    };
    static WANTED: OnceLock<Option<(String, u64)>> = OnceLock::new();
    static PASSED: AtomicU64 = AtomicU64::new(0);
    let wanted = WANTED.get_or_init(|| {
        let text = std::env::var("VOORDEUR_TEST_CRASH").ok()?;
        let (place, time) = text.split_once(':')?;
        Some((place.to_owned(), time.parse().ok()?))
    });
    if let Some((wanted, time)) = wanted
        && wanted == place
        && PASSED.fetch_add(1, Ordering::Relaxed) + 1 == *time
    {
        // No destructor runs, nothing is flushed: what is not on disk now is lost.
        std::process::abort();
    }
}

/// Does nothing in a published binary.
#[cfg(not(any(debug_assertions, feature = "crash-points")))]
pub(crate) const fn point(_place: &str) {}
