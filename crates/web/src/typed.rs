// SPDX-License-Identifier: EUPL-1.2
//! Typed text is never lost: when a form cannot be taken in now (session over, too busy, our mistake), the error
//! page holds everything that was typed, and a button to send it again.

use axum::{
    body::Bytes,
    extract::{FromRequest as _, Request},
    http::{StatusCode, header},
    response::Response,
};
use http::HeaderValue;

use crate::{Form, Fout, Gemeente, Upload, form::MAX_FORM};

/// What somebody typed, and where it was going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    /// Path and query of the form.
    pub(crate) naar: String,
    form: Form,
    /// Whether there were files too; these must be chosen again.
    pub(crate) bestanden: bool,
}

impl Typed {
    /// The fields to send again. A password is typed again.
    pub(crate) fn velden(&self) -> impl Iterator<Item = (&str, &str)> {
        self.form.fields().filter(|(name, _)| !name.contains("wachtwoord"))
    }

    /// Longer texts, to read and copy.
    pub(crate) fn teksten(&self) -> Vec<&str> {
        self.velden().map(|(_, value)| value).filter(|value| value.chars().count() > 20).collect()
    }
}

/// A form on its way in, kept until it is clear that it arrived.
pub(crate) struct Held {
    naar: String,
    kind: HeaderValue,
    body: Bytes,
}

/// Keeps a copy of a form of a page. Larger ones than a form without files may be are not held: their files would
/// fill the memory.
pub(crate) async fn hold(request: Request, method: &str) -> (Request, Option<Held>) {
    let headers = request.headers();
    let kind = headers.get(header::CONTENT_TYPE).cloned();
    let is_form = kind.as_ref().and_then(|v| v.to_str().ok()).is_some_and(|k| {
        k.starts_with("application/x-www-form-urlencoded") || k.starts_with("multipart/form-data")
    });
    let small = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse::<usize>().ok())
        .is_some_and(|length| length <= MAX_FORM);
    let (Some(kind), "POST", true, true) = (kind, method, is_form, small) else { return (request, None) };
    let naar = request.uri().path_and_query().map_or("/", |pq| pq.as_str()).to_owned();
    let (parts, body) = request.into_parts();
    match axum::body::to_bytes(body, MAX_FORM).await {
        Ok(body) => {
            let again = Request::from_parts(parts, body.clone().into());
            (again, Some(Held { naar, kind, body }))
        }
        // Cut off on the way: whoever reads the rest of it says so.
        Err(_) => (Request::from_parts(parts, "afgebroken=%ff".into()), None),
    }
}

/// When the answer is an error that is not about what was typed: gives it back with the error.
pub(crate) async fn give_back(gemeente: &Gemeente, response: &mut Response, held: Option<Held>) {
    let Some(held) = held else { return };
    let status = response.extensions().get::<Fout>().map(Fout::status);
    let later = status.is_some_and(|s| {
        s.is_server_error() || matches!(s, StatusCode::UNAUTHORIZED | StatusCode::TOO_MANY_REQUESTS)
    });
    if !later {
        return;
    }
    let mut request = Request::new(held.body.into());
    request.headers_mut().insert(header::CONTENT_TYPE, held.kind);
    if let Ok(upload) = Upload::from_request(request, gemeente).await {
        let bestanden = !upload.files.is_empty() || !upload.problems.is_empty();
        response.extensions_mut().insert(Typed { naar: held.naar, form: upload.form, bestanden });
    }
}
