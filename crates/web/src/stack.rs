// SPDX-License-Identifier: EUPL-1.2
//! The layers around all routes, outermost last: what every answer has and every request meets.

use std::time::{Duration, Instant};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::HeaderValue,
    middleware::{Next, from_fn, from_fn_with_state},
    response::Response,
};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use crate::{Gemeente, RouteInfo, fout_page, security, upload::MAX_UPLOAD};

/// A request that takes longer is given up; what it did is rolled back.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// The same for a form with files: a phone on a slow network sends for minutes.
pub const UPLOAD_TIMEOUT: Duration = Duration::from_mins(5);

/// Version of the own API.
pub const API_VERSION: &str = "1.0.0";

pub(crate) fn around(router: Router<Gemeente>, gemeente: &Gemeente) -> Router {
    router
        .layer(DefaultBodyLimit::max(MAX_UPLOAD))
        .layer(security::guard(gemeente.config()))
        .layer(from_fn_with_state(gemeente.clone(), security::exempt))
        .layer(CatchPanicLayer::custom(fout_page::from_panic))
        .layer(from_fn_with_state(gemeente.clone(), fout_page::render))
        .layer(from_fn(api_version))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(security::Headers::new(gemeente.config()), security::put_headers))
        .layer(from_fn_with_state(gemeente.clone(), count))
        .with_state(gemeente.clone())
}

/// Says which version of the own API answered, on every answer of it (NL API Design Rules, /core/version-header).
async fn api_version(request: Request, next: Next) -> Response {
    let own_api = request.uri().path().starts_with("/api/v1");
    let mut response = next.run(request).await;
    if own_api {
        response.headers_mut().insert("api-version", HeaderValue::from_static(API_VERSION));
    }
    response
}

/// Counts and logs every request by its pattern: the address itself may name a person's question.
async fn count(State(gemeente): State<Gemeente>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let begun = Instant::now();
    let response = next.run(request).await;
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let class = match status / 100 {
        2 => "status=\"2xx\"",
        3 => "status=\"3xx\"",
        4 => "status=\"4xx\"",
        _ => "status=\"5xx\"",
    };
    gemeente.metrics().add("requests_total", class, 1);
    gemeente.metrics().add("request_milliseconds_total", "", millis);
    let route = response.extensions().get::<RouteInfo>().map_or("-", |info| info.path);
    tracing::debug!(%method, route, status, millis, "request");
    response
}
