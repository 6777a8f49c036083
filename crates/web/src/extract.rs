// SPDX-License-Identifier: EUPL-1.2
//! What a handler can ask for: who is visiting, who is calling, a JSON body.

use axum::{
    extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use kernel::Error;
use serde::de::DeserializeOwned;

use crate::{
    Fout, Gemeente,
    api_key::{self, Caller, Systeem},
    form::read_body,
    session::{self, Employee, Resident, Visitor},
};

/// The visitor of this request, looked up once.
#[derive(Debug, Clone)]
pub(crate) struct KnownVisitor(pub(crate) Visitor);

/// The system of this request, looked up once.
#[derive(Debug, Clone)]
pub(crate) struct KnownSystem(pub(crate) Option<Systeem>);

/// Whether this request shows that somebody is there. A live stream and what follows from it (a fragment that
/// refreshes itself sends `X-Background`) would keep a forgotten tab signed in all day.
fn in_use(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("");
    !accept.contains("text/event-stream") && !headers.contains_key("x-background")
}

/// Who is visiting. A request with an API key has no visitor: cookies count for nothing then.
pub(crate) async fn visitor_of(parts: &mut Parts, gemeente: &Gemeente) -> Result<Visitor, Fout> {
    if let Some(KnownVisitor(visitor)) = parts.extensions.get() {
        return Ok(visitor.clone());
    }
    let visitor = if parts.headers.contains_key(header::AUTHORIZATION) {
        Visitor::default()
    } else {
        session::visitor(gemeente, &parts.headers, in_use(&parts.headers)).await?
    };
    parts.extensions.insert(KnownVisitor(visitor.clone()));
    Ok(visitor)
}

/// Which system is calling. A key that does not work is an error, never a public call.
pub(crate) async fn system_of(parts: &mut Parts, gemeente: &Gemeente) -> Result<Option<Systeem>, Fout> {
    if let Some(KnownSystem(system)) = parts.extensions.get() {
        return Ok(system.clone());
    }
    let system = match api_key::bearer(&parts.headers) {
        Some(key) => Some(api_key::find(gemeente, key).await?.ok_or(Fout::sign_in())?),
        None if parts.headers.contains_key(header::AUTHORIZATION) => return Err(Fout::sign_in()),
        None => None,
    };
    parts.extensions.insert(KnownSystem(system.clone()));
    Ok(system)
}

impl FromRequestParts<Gemeente> for Visitor {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Self, Fout> {
        visitor_of(parts, gemeente).await
    }
}

impl FromRequestParts<Gemeente> for Employee {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Self, Fout> {
        visitor_of(parts, gemeente).await?.employee.ok_or(Fout::sign_in())
    }
}

impl OptionalFromRequestParts<Gemeente> for Employee {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Option<Self>, Fout> {
        Ok(visitor_of(parts, gemeente).await?.employee)
    }
}

impl FromRequestParts<Gemeente> for Resident {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Self, Fout> {
        visitor_of(parts, gemeente).await?.resident.ok_or(Error::Forbidden.into())
    }
}

impl FromRequestParts<Gemeente> for Caller {
    type Rejection = Fout;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Self, Fout> {
        if let Some(system) = system_of(parts, gemeente).await? {
            return Ok(Self::Systeem(system));
        }
        Ok(visitor_of(parts, gemeente).await?.employee.map_or(Self::Public, Self::Employee))
    }
}

/// A JSON body, with what was wrong said by field, and the bytes it came in (for an idempotency key).
#[derive(Debug, Clone)]
pub struct Body<B> {
    /// The body.
    pub value: B,
    /// As it came.
    pub bytes: Vec<u8>,
}

impl<B: DeserializeOwned> FromRequest<Gemeente> for Body<B> {
    type Rejection = Fout;

    async fn from_request(request: Request, _: &Gemeente) -> Result<Self, Fout> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        if kind != "application/json" && !kind.ends_with("+json") {
            return Err(Fout::unsupported("application/json"));
        }
        let bytes = read_body(request).await?;
        Ok(Self { value: read_json(&bytes)?, bytes })
    }
}

/// Reads JSON; says in which line it goes wrong. NUL is refused: no database keeps it.
fn read_json<B: DeserializeOwned>(bytes: &[u8]) -> Result<B, Error> {
    let wrong = |error: serde_json::Error| {
        Error::field("body", format!("De JSON klopt niet: {error}. Zie de beschrijving van de API."))
    };
    let text = serde_json::from_slice(bytes).map_err(wrong)?;
    if has_nul(bytes) {
        return Err(Error::field("body", "Het teken met code nul (\\u0000) mag niet in een tekst staan."));
    }
    Ok(text)
}

/// `\u0000` written out, with an even number of backslashes before it. (A raw NUL is no valid JSON.)
fn has_nul(bytes: &[u8]) -> bool {
    bytes.windows(6).enumerate().any(|(at, window)| {
        window == b"\\u0000" && bytes[..at].iter().rev().take_while(|b| **b == b'\\').count() % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Vraag {
        tekst: String,
    }

    #[test]
    fn a_json_body_that_is_wrong_is_told_what_and_where() {
        assert_eq!(read_json::<Vraag>(br#"{"tekst": "a\\u0000"}"#).unwrap().tekst, "a\\u0000");
        for wrong in [&br#"{"tekst": "a\u0000"}"#[..], br#"{"tekst": 1}"#, b"{", b"\xff", b"{}"] {
            assert!(matches!(read_json::<Vraag>(wrong), Err(Error::Invalid(_))), "{wrong:?}");
        }
    }
}
