// SPDX-License-Identifier: EUPL-1.2
//! Identifiers and randomness, from the context and never from the system directly.

use std::sync::{Mutex, PoisonError};

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use crate::Time;

/// Where ids and random bytes come from.
pub trait Ids: Send + Sync {
    /// Fills `bytes` with randomness fit for secrets (the seeded one: fit for tests only).
    fn fill(&self, bytes: &mut [u8]);

    /// A new id, ordered by time (UUID version 7, RFC 9562).
    fn uuid(&self, now: Time) -> Uuid {
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// Randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks for real randomness")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill(bytes);
    }
}

/// The same ids on every run: for tests and the demo.
#[derive(Debug)]
pub struct SeededIds(Mutex<StdRng>);

impl SeededIds {
    /// Ids that follow from `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Ids for SeededIds {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes);
    }
}

/// Makes a newtype over [`Uuid`] for one kind of thing, so that ids of two kinds cannot be mixed up.
#[macro_export]
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// The bare UUID.
            pub const fn uuid(self) -> uuid::Uuid {
                self.0
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| $crate::Error::NotFound)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seeded_ids_repeat_and_are_ordered_by_time() {
        let (a, b) = (SeededIds::new(7), SeededIds::new(7));
        let early = Time::parse("2026-01-01T00:00:00Z").unwrap();
        let late = Time::parse("2026-01-02T00:00:00Z").unwrap();
        let first = a.uuid(early);
        assert_eq!(first, b.uuid(early));
        assert!(first < a.uuid(late));
        assert_eq!(first.get_version_num(), 7);
    }
}
