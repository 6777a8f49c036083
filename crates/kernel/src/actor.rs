// SPDX-License-Identifier: EUPL-1.2
//! Who did it. Stands in every journal event; never holds a name or other personal data.

use std::{fmt, str::FromStr};

use uuid::Uuid;

use crate::Error;

/// Who caused an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The resident or entrepreneur, signed in or not.
    Inwoner,
    /// An employee, by id.
    Medewerker(Uuid),
    /// Another system, by the name of its API key.
    Systeem(String),
    /// A named rule of the product, for instance `belofte.verlengd`.
    Regel(String),
}

impl Actor {
    /// The named rule `naam`.
    pub fn regel(naam: impl Into<String>) -> Self {
        Self::Regel(naam.into())
    }

    /// The employee, when it is one.
    pub fn medewerker(&self) -> Option<Uuid> {
        match self {
            Self::Medewerker(id) => Some(*id),
            _ => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inwoner => f.write_str("inwoner"),
            Self::Medewerker(id) => write!(f, "medewerker:{id}"),
            Self::Systeem(naam) => write!(f, "systeem:{naam}"),
            Self::Regel(naam) => write!(f, "regel:{naam}"),
        }
    }
}

impl FromStr for Actor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || Error::internal(format!("onbekende actor '{text}'"));
        if text == "inwoner" {
            return Ok(Self::Inwoner);
        }
        let (kind, rest) = text.split_once(':').ok_or_else(unknown)?;
        match kind {
            "medewerker" => rest.parse().map(Self::Medewerker).map_err(|_| unknown()),
            "systeem" => Ok(Self::Systeem(rest.to_owned())),
            "regel" => Ok(Self::Regel(rest.to_owned())),
            _ => Err(unknown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_actor_reads_back_as_it_was_written() {
        for actor in [
            Actor::Inwoner,
            Actor::Medewerker(Uuid::nil()),
            Actor::Systeem("formulieren".into()),
            Actor::regel("belofte.verlengd"),
        ] {
            assert_eq!(actor.to_string().parse::<Actor>(), Ok(actor));
        }
        assert!("burgemeester:1".parse::<Actor>().is_err());
    }
}
