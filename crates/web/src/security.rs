// SPDX-License-Identifier: EUPL-1.2
//! Headers that keep a browser from doing what a page never asked for, and the guard against forms of other sites.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::csrf::{CsrfLayer, ProtectionError, ResponseForProtectionError};

use crate::{Config, Fout, Gemeente};

/// The one page that listed sites may show inside theirs.
const EMBEDDED: &str = "/bel-mij";

/// Everything from ourselves, nothing inline.
const OWN: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self'; \
                   connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; manifest-src 'self'";

/// A mail as it came, cleaned, in a frame of our page: no script, no forms, nothing from outside.
const MAIL: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; \
                    base-uri 'none'; frame-ancestors 'self'";

/// A piece of HTML that others wrote (a mail), cleaned, to be shown in a frame of our own pages only.
#[derive(Debug, Clone)]
pub struct ForeignHtml(pub String);

/// Marks an answer as [`ForeignHtml`].
#[derive(Debug, Clone, Copy)]
struct Foreign;

impl IntoResponse for ForeignHtml {
    fn into_response(self) -> Response {
        let mut response = crate::page::html_response(self.0);
        response.extensions_mut().insert(Foreign);
        response
    }
}

/// The headers of every answer, made once.
#[derive(Debug, Clone)]
pub(crate) struct Headers {
    page: HeaderValue,
    embedded: HeaderValue,
    https: bool,
}

impl Headers {
    pub(crate) fn new(config: &Config) -> Self {
        let policy = |ancestors: &str| {
            HeaderValue::from_str(&format!("{OWN}; frame-ancestors {ancestors}"))
                .unwrap_or(HeaderValue::from_static("default-src 'none'"))
        };
        let origins: Vec<&str> =
            config.embed_origins.iter().map(String::as_str).filter(|o| is_origin(o)).collect();
        let embedded = if origins.is_empty() { policy("'none'") } else { policy(&origins.join(" ")) };
        Self { page: policy("'none'"), embedded, https: config.is_https() }
    }

    fn put(&self, path: &str, foreign: bool, headers: &mut HeaderMap) {
        let fixed = |name: HeaderName, value: &'static str, headers: &mut HeaderMap| {
            headers.insert(name, HeaderValue::from_static(value));
        };
        let policy = match (foreign, path == EMBEDDED || path.starts_with("/bel-mij/")) {
            (true, _) => HeaderValue::from_static(MAIL),
            (false, true) => self.embedded.clone(),
            (false, false) => self.page.clone(),
        };
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff", headers);
        fixed(header::REFERRER_POLICY, "same-origin", headers);
        fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin", headers);
        fixed(HeaderName::from_static("cross-origin-resource-policy"), "same-origin", headers);
        fixed(
            HeaderName::from_static("permissions-policy"),
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
            headers,
        );
        if self.https {
            fixed(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains", headers);
        }
    }
}

/// The layer that puts the headers on every answer, errors too.
pub(crate) async fn put_headers(State(headers): State<Headers>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let foreign = response.extensions().get::<Foreign>().is_some();
    headers.put(&path, foreign, response.headers_mut());
    response
}

/// `https://www.thuishaven.nl`, with nothing behind it: what a browser sends as `Origin`.
pub(crate) fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|h| {
        !h.is_empty() && h.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b))
    })
}

/// What the guard answers: our own error page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OtherSite;

impl<B> ResponseForProtectionError<B> for OtherSite
where
    B: Default,
{
    fn response_for_protection_error(&mut self, _: ProtectionError) -> http::Response<B> {
        let mut response = http::Response::new(B::default());
        *response.status_mut() = http::StatusCode::FORBIDDEN;
        response.extensions_mut().insert(Fout::other_site());
        response
    }
}

/// The guard against forms that another site sends in a visitor's name (Fetch Metadata and `Origin`). Behind a proxy
/// that changes `Host`, the public address counts as our own.
pub(crate) fn guard(config: &Config) -> CsrfLayer<OtherSite> {
    let layer = CsrfLayer::new().with_rejection_response(OtherSite);
    // An address that is no origin was refused by `Config::check`; without it the guard is only stricter.
    layer.clone().add_trusted_origin(&config.public_url).unwrap_or(layer)
}

/// Before the guard: two kinds of request pass it. One with an API key carries its own proof and no cookie counts
/// (see [`crate::extract`]). The form of [`EMBEDDED`] may come from a listed site: it needs no cookie either.
pub(crate) async fn exempt(State(gemeente): State<Gemeente>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let keyed = headers.contains_key(header::AUTHORIZATION);
    let origin = headers.get(header::ORIGIN).and_then(|v| v.to_str().ok());
    let embedded = request.uri().path() == EMBEDDED
        && origin.is_some_and(|o| gemeente.config().embed_origins.iter().any(|listed| listed == o));
    if keyed || embedded {
        let headers = request.headers_mut();
        headers.insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        if embedded && !keyed {
            headers.remove(header::COOKIE);
        }
    }
    next.run(request).await
}
