// SPDX-License-Identifier: EUPL-1.2
//! The one error type that every slice speaks. Texts are plain Dutch: a person may read them.

/// What was wrong with one field of a form or a request body.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// Name of the field as the form or the API spells it.
    pub field: String,
    /// One plain Dutch sentence that tells how to put it right.
    pub text: String,
}

/// Everything that can go wrong in a use case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// It does not exist, or this person may not know that it does.
    #[error("niet gevonden")]
    NotFound,
    /// It exists, and this person may not do this to it.
    #[error("geen toegang")]
    Forbidden,
    /// The input is incomplete or wrong; one entry per field.
    #[error("invoer klopt niet: {}", .0.iter().map(|f| format!("{}: {}", f.field, f.text)).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldError>),
    /// A rule of the domain says no.
    #[error("{text}")]
    Refused {
        /// Stable code for machines, kebab-case.
        code: &'static str,
        /// Why, and what can be done, in plain Dutch.
        text: String,
    },
    /// Somebody else changed it since it was read.
    #[error("iemand anders heeft dit intussen veranderd")]
    Stale,
    /// The same idempotency key came with other content.
    #[error("{text}")]
    Duplicate {
        /// Stable code for machines, kebab-case.
        code: &'static str,
        /// Why, in plain Dutch.
        text: String,
    },
    /// The store cannot answer in time; try again later.
    #[error("het is nu te druk, probeer het over {retry_after_secs} seconden opnieuw")]
    Busy {
        /// Seconds to wait.
        retry_after_secs: u32,
    },
    /// Too many tries from one place.
    #[error("te veel pogingen, wacht {retry_after_secs} seconden")]
    TooMany {
        /// Seconds to wait.
        retry_after_secs: u32,
    },
    /// Larger than the stated limit.
    #[error("{text}")]
    TooLarge {
        /// Which limit, in plain Dutch.
        text: String,
    },
    /// Something of ours failed. The text is for the log, never for the visitor.
    #[error("interne fout: {0}")]
    Internal(String),
}

/// Result of a use case.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One wrong field.
    pub fn field(field: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError { field: field.into(), text: text.into() }])
    }

    /// A rule that says no.
    pub fn refused(code: &'static str, text: impl Into<String>) -> Self {
        Self::Refused { code, text: text.into() }
    }

    /// A failure of ours, for the log.
    pub fn internal(why: impl std::fmt::Display) -> Self {
        Self::Internal(why.to_string())
    }
}
