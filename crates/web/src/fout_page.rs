// SPDX-License-Identifier: EUPL-1.2
//! Writes the page or the problem document of an error, on the way out.

use std::any::Any;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::response::Parts;
use kernel::FieldError;
use serde_json::json;

use crate::{Fout, Gemeente, Lang, PortalShell, RouteInfo, T, lang, page::html_response, typed::Typed};

/// Content type of RFC 9457.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Starts of the paths where employees work; they read "je".
const WORK: &[&str] =
    &["/werk", "/team", "/cijfers", "/redactie", "/beheer", "/toezicht", "/aanmelden", "/sessie"];

/// Whether this path is for employees.
pub(crate) fn is_work(path: &str) -> bool {
    WORK.iter()
        .any(|start| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Whether the one who asked is a machine: an API path, or an `Accept` that wants JSON and no HTML.
pub(crate) fn wants_json(path: &str, headers: &HeaderMap) -> bool {
    if path.starts_with("/api/") || path == "/api" || path.contains("/api/v") {
        return true;
    }
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("");
    accept.contains("json") && !accept.contains("html")
}

/// What of the request decides the form of the answer.
struct Asked {
    json: bool,
    work: bool,
    lang: Lang,
    path: String,
    method: Method,
    if_match: bool,
}

/// The layer around all routes: dresses every error, also one that axum or a layer made by itself.
pub(crate) async fn render(State(gemeente): State<Gemeente>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let asked = Asked {
        json: wants_json(&path, request.headers()),
        work: is_work(&path),
        lang: lang::of_request(request.uri(), request.headers()),
        method: request.method().clone(),
        if_match: request.headers().contains_key(header::IF_MATCH),
        path,
    };
    let mut response = next.run(request).await;
    let fout = match response.extensions_mut().remove::<Fout>() {
        Some(fout) => fout,
        None if is_bare_error(&response) => Fout::from_status(response.status()),
        None => return response,
    };
    let (earlier, _) = response.into_parts();
    dress(&gemeente, &asked, fout, earlier)
}

/// An error status without a body of ours: axum and the layers of tower answer in plain text or nothing.
fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    (status.is_client_error() || status.is_server_error()) && kind.is_none_or(|k| k.starts_with("text/plain"))
}

fn dress(gemeente: &Gemeente, asked: &Asked, mut fout: Fout, mut earlier: Parts) -> Response {
    if asked.if_match && fout.code == "verouderd" {
        fout.status = StatusCode::PRECONDITION_FAILED;
    }
    let route = earlier.extensions.get::<RouteInfo>().copied();
    let reference = fout.log.as_ref().map(|why| {
        let reference = new_reference(gemeente);
        // The pattern, not the address: that may name a person's question.
        let route = route.map_or("-", |info| info.path);
        tracing::error!(%reference, route, method = %asked.method, %why, "request failed");
        reference
    });
    let mut response = if asked.json {
        problem(gemeente, asked, &fout, reference.as_deref())
    } else {
        html(gemeente, asked, &fout, reference, earlier.extensions.remove::<Typed>())
    };
    *response.status_mut() = fout.status;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    keep_headers(response.headers_mut(), &earlier.headers);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = fout.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if fout.status == StatusCode::UNAUTHORIZED && asked.json {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// Headers that were set before the error (a cookie, `Allow`) stay; those that describe the old body go.
fn keep_headers(headers: &mut HeaderMap, earlier: &HeaderMap) {
    let gone = [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::ETAG, header::VARY];
    for (name, value) in earlier.iter().filter(|(name, _)| !gone.contains(name)) {
        headers.append(name, value.clone());
    }
}

/// Eight letters and digits that a person can read aloud and an administrator finds in the log.
fn new_reference(gemeente: &Gemeente) -> String {
    let mut random = [0_u8; 5];
    gemeente.ids().fill(&mut random);
    data_encoding::BASE32_NOPAD.encode(&random)
}

fn problem(gemeente: &Gemeente, asked: &Asked, fout: &Fout, reference: Option<&str>) -> Response {
    let t = gemeente.texts().in_lang(asked.lang);
    let mut body = json!({
        "type": "about:blank",
        "title": title(&t, fout, false),
        "status": fout.status.as_u16(),
        "detail": explanation(&t, fout, false),
        "code": fout.code,
    });
    if !fout.fields.is_empty() {
        body["invalidParams"] =
            fout.fields.iter().map(|f| json!({ "name": f.field, "reason": f.text })).collect();
    }
    if let Some(reference) = reference {
        body["instance"] = format!("urn:voordeur:fout:{reference}").into();
    }
    ([(header::CONTENT_TYPE, PROBLEM_JSON)], body.to_string()).into_response()
}

/// What both error pages say.
struct Inhoud<'a> {
    t: &'a T,
    telefoon: String,
    titel: String,
    uitleg: String,
    velden: &'a [FieldError],
    wacht: Option<String>,
    kenmerk: Option<String>,
    getypt: Option<Typed>,
    afgemeld: bool,
    werk: bool,
}

/// For residents.
#[derive(Template)]
#[template(path = "fout.html")]
struct FoutPagina<'a> {
    p: PortalShell,
    f: Inhoud<'a>,
}

/// For employees.
#[derive(Template)]
#[template(path = "fout_werk.html")]
struct FoutWerk<'a> {
    demo: bool,
    f: Inhoud<'a>,
}

fn html(
    gemeente: &Gemeente,
    asked: &Asked,
    fout: &Fout,
    kenmerk: Option<String>,
    getypt: Option<Typed>,
) -> Response {
    let t = gemeente.texts().in_lang(asked.lang);
    let p = gemeente.portal(asked.lang, &asked.path);
    let werk = asked.work;
    let afgemeld = fout.status == StatusCode::UNAUTHORIZED && getypt.is_some();
    let who = if werk { "je" } else { "u" };
    let f = Inhoud {
        titel: if afgemeld { t.k("weg-titel") } else { title(&t, fout, werk) },
        uitleg: match &getypt {
            Some(_) if afgemeld => t.k("weg-uitleg"),
            Some(_) => format!("{} {}", explanation(&t, fout, werk), t.k(&format!("bewaard-{who}"))),
            None => explanation(&t, fout, werk),
        },
        telefoon: if werk { String::new() } else { p.telefoon.clone() },
        velden: &fout.fields,
        wacht: fout.retry_after.map(|seconds| wait(&t, seconds)),
        kenmerk,
        getypt,
        afgemeld,
        werk,
        t: &t,
    };
    let page = if werk {
        FoutWerk { demo: gemeente.config().demo, f }.render()
    } else {
        FoutPagina { p, f }.render()
    };
    // Even a broken template must end in words.
    html_response(page.unwrap_or_else(|_| format!("<h1>{}</h1>", fout.status)))
}

fn title(t: &T, fout: &Fout, work: bool) -> String {
    let key = format!("{}-titel", fout.texts);
    let for_employees = format!("{key}-je");
    if work && t.has(&for_employees) { t.k(&for_employees) } else { t.k(&key) }
}

fn explanation(t: &T, fout: &Fout, work: bool) -> String {
    fout.text.clone().unwrap_or_else(|| t.k(&format!("{}-{}", fout.texts, if work { "je" } else { "u" })))
}

fn wait(t: &T, seconds: u32) -> String {
    if seconds <= 60 {
        t.n("fout-wacht", "seconden", seconds.max(1))
    } else {
        t.n("fout-wacht-minuten", "minuten", seconds.div_ceil(60))
    }
}

/// What a panic in a handler becomes: 500 with a reference, like every failure of ours.
#[expect(clippy::needless_pass_by_value, reason = "the shape the layer asks for")]
pub(crate) fn from_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let why = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message");
    Fout::internal(format!("panic: {why}")).into_response()
}
