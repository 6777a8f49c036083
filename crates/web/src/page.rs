// SPDX-License-Identifier: EUPL-1.2
//! Answers that are pages.

use askama::Template;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::Error;
use sha2::{Digest as _, Sha256};

use crate::Fout;

/// A page (or a fragment of one) from a template. How it may be cached follows from the route: what an employee
/// sees is never stored, what the public sees is checked again each time.
#[derive(Debug, Clone)]
pub struct Page<T>(pub T);

impl<T: Template> Page<T> {
    /// The same page with status 422: a form shown again with its errors.
    pub fn invalid(self) -> (StatusCode, Self) {
        (StatusCode::UNPROCESSABLE_ENTITY, self)
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => html_response(html),
            Err(error) => Fout::from(Error::internal(format!("template: {error}"))).into_response(),
        }
    }
}

/// A page that is the same for everyone who sees it and changes seldom: it has an `ETag`, and is not sent again
/// while it is unchanged.
#[derive(Debug, Clone)]
pub struct SteadyPage<T>(pub T);

impl<T: Template> IntoResponse for SteadyPage<T> {
    fn into_response(self) -> Response {
        let html = match self.0.render() {
            Ok(html) => html,
            Err(error) => return Fout::from(Error::internal(format!("template: {error}"))).into_response(),
        };
        let tag = etag(html.as_bytes());
        let mut response = html_response(html);
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// The entity tag of some content, in quotes. Weak, because compression changes the bytes and not the meaning.
pub fn etag(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    format!("W/\"{}\"", data_encoding::HEXLOWER.encode(&digest[..12]))
}

pub(crate) fn html_response(html: String) -> Response {
    let mut response = html.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, X-Fragment"));
    response
}

/// After a POST: go and GET this page of ours (303). Anything that is no local path becomes the front page.
pub fn see_other(path: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, local_path(path))
}

pub(crate) fn redirect(status: StatusCode, to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (status, [(header::LOCATION, to)]).into_response()
}

/// The path when it stays on this site, else `/`. Use it on every address that comes from a form or a link.
pub fn local_path(path: &str) -> &str {
    let second = path.as_bytes().get(1);
    let stays = path.starts_with('/') && second != Some(&b'/') && !path.contains('\\');
    if stays && path.bytes().all(|b| b.is_ascii_graphic()) { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_never_leaves_the_site() {
        for good in ["/", "/werk/vraag/TH-26-004512?x=1#f"] {
            assert_eq!(local_path(good), good);
        }
        for bad in [
            "",
            "//boef.example",
            "https://boef.example",
            "/\\boef.example",
            "/a\r\nSet-Cookie: x=1",
            "werk",
            "/\t/x",
        ] {
            assert_eq!(local_path(bad), "/", "{bad:?}");
        }
    }
}
