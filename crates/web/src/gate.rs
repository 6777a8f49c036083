// SPDX-License-Identifier: EUPL-1.2
//! The gate before every route: may this visitor pass, and how may the answer be kept.

use askama::Template;
use axum::{
    body::to_bytes,
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use kernel::Error;

use crate::{
    Access, Employee, Form, Fout, Gemeente, Lang, Limit, RouteInfo, T,
    extract::{system_of, visitor_of},
    fout_page::wants_json,
    limits::ClientIp,
    page::{self, html_response},
    upload::MAX_UPLOAD,
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
    let (mut parts, body) = request.into_parts();
    let if_none_match = parts.headers.get(header::IF_NONE_MATCH).cloned();
    let employee = match pass(&gate, &mut parts).await {
        Ok(employee) => employee,
        Err(fout) => return refuse(&gate, Request::from_parts(parts, body), fout).await,
    };
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, cache_control(gate.info.access));
    }
    if let Some(employee) = employee {
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

/// How a refusal looks. A page without session: first sign in, then go on there. A form without session: what was
/// typed is kept on the page that says so.
async fn refuse(gate: &Gate, request: Request, fout: Fout) -> Response {
    let path = request.uri().path();
    let page = !wants_json(path, request.headers()) && !request.headers().contains_key("x-fragment");
    if fout.status() == StatusCode::FORBIDDEN && gate.info.access == Access::Resident && page {
        return page::see_other("/status");
    }
    if fout.status() != StatusCode::UNAUTHORIZED || !page {
        return fout.into_response();
    }
    let target = request.uri().path_and_query().map_or("/werk", |pq| pq.as_str()).to_owned();
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return page::see_other(&format!("/aanmelden?naar={}", percent_encoded(&target)));
    }
    keep_typed(&gate.gemeente, request, &target).await
}

#[derive(Template)]
#[template(path = "weg.html")]
struct Weg<'a> {
    t: &'a T,
    site: &'a str,
    naar: &'a str,
    velden: Vec<(&'a str, &'a str)>,
    bestanden: bool,
}

/// The session ended while somebody was typing: a page that holds all of it, to be sent again after signing in.
async fn keep_typed(gemeente: &Gemeente, request: Request, target: &str) -> Response {
    let (form, bestanden) = read_typed(gemeente, request).await;
    let t = gemeente.texts().in_lang(Lang::Nl);
    let site = gemeente.site();
    let page = Weg { t: &t, site: &site.naam, naar: target, velden: form.fields().collect(), bestanden };
    match page.render() {
        Ok(html) => {
            let mut response = html_response(html);
            *response.status_mut() = StatusCode::UNAUTHORIZED;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(error) => Fout::internal(error).into_response(),
    }
}

async fn read_typed(gemeente: &Gemeente, request: Request) -> (Form, bool) {
    use axum::extract::FromRequest as _;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if kind.starts_with("multipart/form-data") {
        let (parts, body) = request.into_parts();
        let bytes = to_bytes(body, MAX_UPLOAD).await.unwrap_or_default();
        let request = Request::from_parts(parts, bytes.into());
        let upload = crate::Upload::from_request(request, gemeente).await.unwrap_or_default();
        let files = !upload.files.is_empty() || !upload.problems.is_empty();
        return (upload.form, files);
    }
    (Form::from_request(request, gemeente).await.unwrap_or_default(), false)
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
