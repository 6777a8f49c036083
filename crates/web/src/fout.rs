// SPDX-License-Identifier: EUPL-1.2
//! Everything that goes wrong, said plainly: a page for people, `application/problem+json` (RFC 9457) for machines.
//!
//! A handler returns [`Fout`] (every `kernel::Error` becomes one with `?`). What it looks like is decided on the
//! way out, by [`crate::fout_page::render`], which knows the request.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::{Error, FieldError};

/// An answer that is an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fout {
    /// HTTP status.
    pub(crate) status: StatusCode,
    /// Stable code for machines, kebab-case.
    pub(crate) code: &'static str,
    /// Start of the keys of its texts.
    pub(crate) texts: &'static str,
    /// Plain Dutch text from the use case; replaces the general explanation.
    pub(crate) text: Option<String>,
    /// What was wrong per field.
    pub(crate) fields: Vec<FieldError>,
    /// Seconds to wait.
    pub(crate) retry_after: Option<u32>,
    /// Why, for the log only.
    pub(crate) log: Option<String>,
}

/// Result of a handler.
pub type Answer<T = Response> = Result<T, Fout>;

impl Fout {
    const fn new(status: StatusCode, code: &'static str, texts: &'static str) -> Self {
        Self { status, code, texts, text: None, fields: Vec::new(), retry_after: None, log: None }
    }

    /// 401: this needs a session or an API key.
    pub const fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "niet-aangemeld", "fout-niet-aangemeld")
    }

    /// 405: the page exists, this cannot be done to it.
    pub const fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "methode", "fout-methode")
    }

    /// 403: a form that another site sent.
    pub const fn other_site() -> Self {
        Self::new(StatusCode::FORBIDDEN, "andere-site", "fout-andere-site")
    }

    /// 415: the body is not of the type this needs.
    pub fn unsupported(expected: &str) -> Self {
        Self {
            text: Some(format!("Wij verwachten een bericht van het type {expected}.")),
            ..Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type", "fout-type")
        }
    }

    /// 500: `why` is for the log.
    pub fn internal(why: impl std::fmt::Display) -> Self {
        Error::internal(why).into()
    }

    /// The error behind a bare status.
    pub(crate) fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Error::NotFound.into(),
            StatusCode::FORBIDDEN => Error::Forbidden.into(),
            StatusCode::UNAUTHORIZED => Self::sign_in(),
            StatusCode::METHOD_NOT_ALLOWED => Self::method(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(status, "te-groot", "fout-te-groot"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::new(status, "type", "fout-type"),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => {
                Error::Busy { retry_after_secs: 10 }.into()
            }
            StatusCode::TOO_MANY_REQUESTS => Error::TooMany { retry_after_secs: 60 }.into(),
            s if s.is_client_error() => Self::new(status, "invoer", "fout-type"),
            _ => Error::internal(format!("answered {status} without saying why")).into(),
        }
    }

    /// HTTP status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<Error> for Fout {
    fn from(error: Error) -> Self {
        use StatusCode as S;
        let plain = Self::new;
        match error {
            Error::NotFound => plain(S::NOT_FOUND, "niet-gevonden", "fout-niet-gevonden"),
            Error::Forbidden => plain(S::FORBIDDEN, "geen-toegang", "fout-geen-toegang"),
            Error::Invalid(fields) => {
                Self { fields, ..plain(S::UNPROCESSABLE_ENTITY, "invoer", "fout-invoer") }
            }
            Error::Refused { code, text } => {
                Self { text: Some(text), ..plain(S::CONFLICT, code, "fout-geweigerd") }
            }
            Error::Stale => plain(S::CONFLICT, "verouderd", "fout-verouderd"),
            Error::Duplicate { code, text } => {
                Self { text: Some(text), ..plain(S::UNPROCESSABLE_ENTITY, code, "fout-dubbel") }
            }
            Error::Busy { retry_after_secs } => Self {
                retry_after: Some(retry_after_secs),
                ..plain(S::SERVICE_UNAVAILABLE, "te-druk", "fout-te-druk")
            },
            Error::TooMany { retry_after_secs } => Self {
                retry_after: Some(retry_after_secs),
                ..plain(S::TOO_MANY_REQUESTS, "te-vaak", "fout-te-vaak")
            },
            Error::TooLarge { text } => {
                Self { text: Some(text), ..plain(S::PAYLOAD_TOO_LARGE, "te-groot", "fout-te-groot") }
            }
            Error::Internal(why) => {
                Self { log: Some(why), ..plain(S::INTERNAL_SERVER_ERROR, "interne-fout", "fout-intern") }
            }
        }
    }
}

impl IntoResponse for Fout {
    /// A bare answer that carries the error; the layer around the routes writes the page.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
