// SPDX-License-Identifier: EUPL-1.2
//! What can go wrong with a file, in plain words and with its place.

use std::{fmt, io};

/// Where in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// Not known.
    #[default]
    Unknown,
    /// Byte from the start of the (unpacked) file.
    Byte(u64),
    /// Line, from 1.
    Line(u64),
    /// Line and column, from 1.
    LineColumn(u64, u64),
    /// Block of the file form, from 1.
    Block(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Byte(at) => write!(f, " at byte {at}"),
            Self::Line(line) => write!(f, " at line {line}"),
            Self::LineColumn(line, column) => write!(f, " at line {line}, column {column}"),
            Self::Block(block) => write!(f, " in section {block}"),
        }
    }
}

/// Why a log cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The stream itself failed.
    #[error("cannot read or write{place}: {source}")]
    Io {
        /// The failure.
        source: io::Error,
        /// How far it came.
        place: Place,
    },
    /// The content is not what its form demands.
    #[error("this is no sound {form}{place}: {what}")]
    Broken {
        /// XES, CSV, OCEL 2.0, gzip, event log.
        form: &'static str,
        /// What is wrong.
        what: String,
        /// Where.
        place: Place,
    },
    /// Something that XES, CSV or OCEL never need and that files use to do harm.
    #[error("refused{place}: {what}")]
    Refused {
        /// What.
        what: &'static str,
        /// Where.
        place: Place,
    },
    /// More than a limit of [`limits`](crate::limits) allows.
    #[error("more than {limit} {what}{place}")]
    TooMuch {
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: u64,
        /// Where.
        place: Place,
    },
    /// The mapping names something the file does not have.
    #[error("{0}")]
    Mapping(String),
}

/// Result with [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// The same error with a place, when it has none.
    pub(crate) fn at(mut self, here: Place) -> Self {
        match &mut self {
            Self::Io { place, .. }
            | Self::Broken { place, .. }
            | Self::Refused { place, .. }
            | Self::TooMuch { place, .. }
                if *place == Place::Unknown =>
            {
                *place = here;
            }
            _ => {}
        }
        self
    }

    pub(crate) fn broken(form: &'static str, what: impl Into<String>, place: Place) -> Self {
        Self::Broken { form, what: what.into(), place }
    }
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        // Our own guards speak through io::Error when they stand under another reader.
        match source.downcast::<Self>() {
            Ok(own) => own,
            Err(source) => Self::Io { source, place: Place::Unknown },
        }
    }
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Io { source, .. } => source,
            other => Self::other(other),
        }
    }
}
