// SPDX-License-Identifier: EUPL-1.2
//! Answers of the API, and errors as RFC 9457. Invalid input is 400 here (NL API Design Rules),
//! with everything that is wrong at once; the shell writes all other errors.

use axum::{
    Json,
    body::to_bytes,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Error, FieldError};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use web::Fout;

/// Largest body, in bytes.
const MAX_BODY: usize = 1024 * 1024;

/// An answer that is an error.
#[derive(Debug)]
pub(super) enum Afwijzing {
    /// What was sent is wrong, per field.
    Ongeldig(Vec<FieldError>),
    /// Anything else.
    Fout(Fout),
}

impl From<Error> for Afwijzing {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(velden) => Self::Ongeldig(velden),
            anders => Self::Fout(anders.into()),
        }
    }
}

impl From<Fout> for Afwijzing {
    fn from(fout: Fout) -> Self {
        Self::Fout(fout)
    }
}

impl IntoResponse for Afwijzing {
    fn into_response(self) -> Response {
        let response = match self {
            Self::Fout(fout) => fout.into_response(),
            Self::Ongeldig(velden) => {
                let params: Vec<_> =
                    velden.iter().map(|f| json!({ "name": f.field, "reason": f.text })).collect();
                let probleem = json!({
                    "type": "about:blank",
                    "title": "Er klopt iets niet in uw verzoek",
                    "status": 400,
                    "detail": velden.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join(" "),
                    "code": "invoer",
                    "invalidParams": params,
                });
                let kind = [(header::CONTENT_TYPE, "application/problem+json")];
                (StatusCode::BAD_REQUEST, kind, probleem.to_string()).into_response()
            }
        };
        zonder_kader(response)
    }
}

/// The answer with what the NL API Design Rules ask of headers besides those of the shell.
fn zonder_kader(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// A good answer.
pub(super) fn goed(status: StatusCode, body: &impl Serialize) -> Response {
    zonder_kader((status, Json(body)).into_response())
}

/// A good answer that was written before, as JSON text.
pub(super) fn goed_tekst(status: StatusCode, body: String) -> Response {
    zonder_kader((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// The bytes of a JSON body.
pub(super) async fn lees_body(request: Request) -> Result<Vec<u8>, Afwijzing> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if kind != "application/json" && !kind.ends_with("+json") {
        return Err(Fout::unsupported("application/json").into());
    }
    let te_groot = |_| Error::TooLarge { text: "Uw bericht is te groot. Er mag 1 MB in.".to_owned() };
    Ok(to_bytes(request.into_body(), MAX_BODY).await.map_err(te_groot)?.to_vec())
}

/// Reads JSON; says where it goes wrong.
pub(super) fn lees_json<B: DeserializeOwned>(bytes: &[u8]) -> Result<B, Error> {
    serde_json::from_slice(bytes).map_err(|error| {
        Error::field("body", format!("De JSON klopt niet: {error}. Zie /api/v1/openapi.json."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_json_is_told_where() {
        for wrong in [&b"{"[..], b"[]x", b"\xff"] {
            assert!(matches!(lees_json::<serde_json::Value>(wrong), Err(Error::Invalid(_))), "{wrong:?}");
        }
    }
}
