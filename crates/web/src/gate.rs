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
    page, typed,
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
    let (request, typed) = typed::hold(request, gate.info.method).await;
    let (mut parts, body) = request.into_parts();
    let if_none_match = parts.headers.get(header::IF_NONE_MATCH).cloned();
    let (mut response, employee) = match pass(&gate, &mut parts).await {
        Ok(employee) => (next.run(Request::from_parts(parts, body)).await, employee),
        Err(fout) => (refuse(&gate, &parts, fout), None),
    };
    typed::give_back(&gate.gemeente, &mut response, typed).await;
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
    not_modified(response, if_none_match.as_ref())
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

/// How a refusal looks. A page without session: first sign in, then go on there. (A form without session gets a page
/// that holds what was typed, see [`typed`].)
fn refuse(gate: &Gate, parts: &Parts, fout: Fout) -> Response {
    let path = parts.uri.path();
    let page = !wants_json(path, &parts.headers) && !parts.headers.contains_key("x-fragment");
    let look = matches!(parts.method, Method::GET | Method::HEAD);
    if page && look && gate.info.access == Access::Resident && fout.status() == StatusCode::FORBIDDEN {
        return page::see_other("/status");
    }
    if page && look && fout.status() == StatusCode::UNAUTHORIZED {
        let target = parts.uri.path_and_query().map_or("/werk", |pq| pq.as_str());
        return page::see_other(&format!("/aanmelden?naar={}", percent_encoded(target)));
    }
    fout.into_response()
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
