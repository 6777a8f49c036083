// SPDX-License-Identifier: EUPL-1.2
//! The gate before every route: may this visitor pass, and how may the answer be kept.

use axum::{
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Error;

use crate::{
    Access, Employee, Fout, Gemeente, Limit, RouteInfo,
    extract::{system_of, visitor_of},
    fout_page::wants_json,
    limits::ClientIp,
    page,
    stack::{REQUEST_TIMEOUT, UPLOAD_TIMEOUT},
    typed::{self, Held},
};

/// Seconds until the session of this employee ends; the page's script warns two minutes before.
pub const SESSION_ENDS: HeaderName = HeaderName::from_static("x-session-ends");

/// What the gate of one route knows.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    gemeente: Gemeente,
    info: RouteInfo,
}

impl Gate {
    pub(crate) fn new(gemeente: Gemeente, info: RouteInfo) -> Self {
        Self { gemeente, info }
    }
}

/// No such page.
pub(crate) async fn nothing() -> Fout {
    Error::NotFound.into()
}

/// The page exists; this cannot be done to it.
pub(crate) async fn method() -> Fout {
    Fout::method()
}

/// The middleware of every route.
pub(crate) async fn keep(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let (mut response, employee, held) = answer(&gate, request, next).await;
    let refused = response.extensions().get::<Fout>().map(Fout::status);
    if let Some(elsewhere) = refused.and_then(|status| asked.elsewhere(&gate, status)) {
        response = elsewhere;
    } else if refused.is_some() {
        typed::give_back(&gate.gemeente, &mut response, held).await;
    }
    response.extensions_mut().insert(gate.info);
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, cache_control(gate.info.access));
    }
    if let Some(employee) = employee
        && !headers.contains_key(SESSION_ENDS)
    {
        let left = employee.eindigt_op.since(gate.gemeente.clock().now()).as_secs();
        headers.insert(SESSION_ENDS, HeaderValue::from(left));
    }
    not_modified(response, asked.if_none_match.as_ref())
}

/// Reads a form, asks who it is, and lets the handler answer; each in a bounded time.
async fn answer(gate: &Gate, request: Request, next: Next) -> (Response, Option<Employee>, Option<Held>) {
    let too_long = || Fout::from(Error::Busy { retry_after_secs: 10 }).into_response();
    let held = tokio::time::timeout(REQUEST_TIMEOUT, typed::hold(request, gate.info.method));
    let Ok((request, held)) = held.await else { return (too_long(), None, None) };
    let limit = if is_multipart(&request) { UPLOAD_TIMEOUT } else { REQUEST_TIMEOUT };
    let answered = async {
        let (mut parts, body) = request.into_parts();
        match pass(gate, &mut parts).await {
            Ok(employee) => (next.run(Request::from_parts(parts, body)).await, employee),
            Err(fout) => (fout.into_response(), None),
        }
    };
    match tokio::time::timeout(limit, answered).await {
        Ok((response, employee)) => (response, employee, held),
        Err(_) => (too_long(), None, held),
    }
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/"))
}

/// What an employee or a system sees is never stored. Public pages may be, so that going back keeps what was
/// typed, but are asked for again each time.
fn cache_control(access: Access) -> HeaderValue {
    match access {
        Access::Public => HeaderValue::from_static("private, no-cache"),
        Access::Resident | Access::Roles(_) | Access::System => HeaderValue::from_static("no-store"),
    }
}

/// Whether this visitor may pass; the employee, when the gate looked for one.
async fn pass(gate: &Gate, parts: &mut Parts) -> Result<Option<Employee>, Fout> {
    let gemeente = &gate.gemeente;
    match gate.info.access {
        Access::Public => {
            limit_sends(gate, parts).await?;
            Ok(None)
        }
        Access::Resident => match visitor_of(parts, gemeente).await?.resident {
            Some(_) => Ok(None),
            None => Err(Error::Forbidden.into()),
        },
        Access::Roles(roles) => {
            let employee = visitor_of(parts, gemeente).await?.employee.ok_or(Fout::sign_in())?;
            if employee.rollen.any(roles) { Ok(Some(employee)) } else { Err(Error::Forbidden.into()) }
        }
        Access::System => match system_of(parts, gemeente).await? {
            Some(_) => Ok(None),
            None => visitor_of(parts, gemeente).await?.employee.map(Some).ok_or(Fout::sign_in()),
        },
    }
}

/// Everything public that takes something in is limited per address. A system with a key is known, and is not.
async fn limit_sends(gate: &Gate, parts: &mut Parts) -> Result<(), Fout> {
    if matches!(gate.info.method, "GET") || system_of(parts, &gate.gemeente).await?.is_some() {
        return Ok(());
    }
    let Ok(ClientIp(address)) = ClientIp::from_request_parts(parts, &gate.gemeente).await;
    Ok(gate.gemeente.limits().check(Limit::Sends, address)?)
}

/// What of the request decides where a refusal leads.
struct Asked {
    /// A person who looks at a page, not a script or a form.
    page: bool,
    target: String,
    if_none_match: Option<HeaderValue>,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let (headers, uri) = (request.headers(), request.uri());
        let looks = matches!(*request.method(), Method::GET | Method::HEAD);
        Self {
            page: looks && !wants_json(uri.path(), headers) && !headers.contains_key("x-fragment"),
            target: uri.path_and_query().map_or("/werk", |pq| pq.as_str()).to_owned(),
            if_none_match: headers.get(header::IF_NONE_MATCH).cloned(),
        }
    }

    /// A page without session: first sign in, then go on there. A page of one question: first show its code.
    /// (A form without session gets a page that holds what was typed, see [`typed`].)
    fn elsewhere(&self, gate: &Gate, status: StatusCode) -> Option<Response> {
        match status {
            _ if !self.page => None,
            StatusCode::UNAUTHORIZED => {
                Some(page::see_other(&format!("/aanmelden?naar={}", percent_encoded(&self.target))))
            }
            StatusCode::FORBIDDEN if gate.info.access == Access::Resident => Some(page::see_other("/status")),
            _ => None,
        }
    }
}

/// A path as the value of a query parameter.
fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                char::from(b).to_string()
            }
            b => format!("%{b:02X}"),
        })
        .collect()
}

/// 304 when the browser already has exactly this.
fn not_modified(response: Response, if_none_match: Option<&HeaderValue>) -> Response {
    let same = |headers: &HeaderMap| {
        let tag = headers.get(header::ETAG)?.to_str().ok()?;
        let known = if_none_match?.to_str().ok()?;
        Some(known.split(',').any(|k| k.trim().trim_start_matches("W/") == tag.trim_start_matches("W/")))
    };
    if response.status() != StatusCode::OK || same(response.headers()) != Some(true) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    Response::from_parts(parts, axum::body::Body::empty())
}
