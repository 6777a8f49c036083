// SPDX-License-Identifier: EUPL-1.2
//! Style sheets, scripts, symbols and fonts: built into the program and served under an address that holds the
//! digest of their content, so that a browser may keep them for ever.

use std::{borrow::Cow, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest as _, Sha256};

/// A browser may keep what the address names by digest.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// One file as the browser gets it.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: Cow<'static, [u8]>,
    hash: String,
    url: String,
}

impl Asset {
    fn new(name: &'static str, content: Cow<'static, [u8]>) -> Self {
        let digest = Sha256::digest(&content);
        let hash = data_encoding::HEXLOWER.encode(&digest[..6]);
        let url = format!("/assets/{hash}/{name}");
        Self { name, content_type: content_type(name), content, hash, url }
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}

/// Files that name no other file.
const PLAIN: &[(&str, &[u8])] = &[
    ("noto-sans-latin.woff2", include_bytes!("../assets/fonts/noto-sans-latin.woff2")),
    ("noto-sans-latin-ext.woff2", include_bytes!("../assets/fonts/noto-sans-latin-ext.woff2")),
    ("icons.svg", include_bytes!("../assets/icons.svg")),
    ("favicon.svg", include_bytes!("../assets/favicon.svg")),
    ("logo.svg", include_bytes!("../assets/logo.svg")),
    ("voordeur.js", include_bytes!("../assets/voordeur.js")),
    ("werk.js", include_bytes!("../assets/werk.js")),
];

/// Style sheets: one request per page. They name other files as `asset:name`.
const SHEETS: &[(&str, &[&str])] = &[
    (
        "portaal.css",
        &[include_str!("../assets/tokens.css"), include_str!("../assets/basis.css"), include_str!("../assets/portaal.css")],
    ),
    (
        "werk.css",
        &[include_str!("../assets/tokens.css"), include_str!("../assets/basis.css"), include_str!("../assets/werk.css")],
    ),
    ("brief.css", &[include_str!("../assets/brief.css")]),
];

static TABLE: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut table: Vec<Asset> =
        PLAIN.iter().map(|(name, content)| Asset::new(name, Cow::Borrowed(*content))).collect();
    for (name, parts) in SHEETS {
        let mut sheet = parts.concat();
        for asset in &table {
            sheet = sheet.replace(&format!("asset:{}", asset.name), &asset.url);
        }
        table.push(Asset::new(name, Cow::Owned(sheet.into_bytes())));
    }
    table
});

fn find(name: &str) -> Option<&'static Asset> {
    TABLE.iter().find(|asset| asset.name == name)
}

/// Address of a file, with the digest of its content. A name that does not exist gives an address that answers
/// 404; a test finds such names in the templates.
pub fn url(name: &str) -> &'static str {
    find(name).map_or("/assets/000000000000/ontbreekt", |asset| asset.url.as_str())
}

/// Address of a symbol in the sprite; the name with or without its `i-`.
pub fn icon(name: impl AsRef<str>) -> String {
    let name = name.as_ref();
    format!("{}#i-{}", url("icons.svg"), name.strip_prefix("i-").unwrap_or(name))
}

/// Names of all files, for the route table and the tests.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|asset| asset.name)
}

/// `GET /assets/{hash}/{name}`. A page from before an upgrade asks under an old digest: it gets today's file,
/// which nobody may keep under that address.
pub async fn serve(Path((hash, name)): Path<(String, String)>) -> Response {
    let Some(asset) = find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let caching = if asset.hash == hash { FOR_EVER } else { "no-store" };
    let body = match &asset.content {
        Cow::Borrowed(content) => axum::body::Bytes::from_static(content),
        Cow::Owned(content) => axum::body::Bytes::from_static(content.as_slice()),
    };
    (
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
            (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
            (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        ],
        body,
    )
        .into_response()
}

