// SPDX-License-Identifier: EUPL-1.2
//! How pages are sent: caching, compression.

use axum::http::StatusCode;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::support::{Site, request};

#[tokio::test]
async fn a_public_page_is_asked_for_again_each_time_but_going_back_keeps_it() {
    let site = Site::new().await;
    assert_eq!(site.get("/").await.header("cache-control"), "private, no-cache");
}

#[tokio::test]
async fn a_steady_page_is_not_sent_again_while_it_is_the_same() {
    let site = Site::new().await;
    let first = site.get("/over").await;
    assert_eq!((first.status, first.text.as_str()), (StatusCode::OK, "<h1>Over deze site</h1>"));
    let tag = first.header("etag");
    let again = site.send(request("GET", "/over", &[("if-none-match", tag)], "")).await;
    assert_eq!(
        (again.status, again.text.as_str(), again.header("etag")),
        (StatusCode::NOT_MODIFIED, "", tag)
    );
    let other = site.send(request("GET", "/over", &[("if-none-match", "W/\"anders\"")], "")).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn the_api_says_its_version_on_every_answer() {
    let site = Site::new().await;
    for path in ["/api/v1/vragen", "/api/v1/niets"] {
        assert_eq!(site.get(path).await.header("api-version"), web::API_VERSION);
    }
    assert_eq!(site.get("/").await.header("api-version"), "");
}

#[tokio::test]
async fn text_is_compressed_when_the_browser_can() {
    let site = Site::new().await;
    for (asked, given) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        let request = request("GET", web::asset!("portaal.css"), &[("accept-encoding", asked)], "");
        let response = site.router.clone().oneshot(request).await.unwrap();
        let encoding = response.headers().get("content-encoding").map_or("", |v| v.to_str().unwrap());
        assert_eq!(encoding, given);
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("immutable"));
        assert!(!response.into_body().collect().await.unwrap().to_bytes().is_empty());
    }
}

#[tokio::test]
async fn an_asset_that_does_not_exist_is_an_ordinary_404() {
    let site = Site::new().await;
    let reply = site.get("/assets/000000000000/niets.css").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(reply.text.contains("Deze pagina bestaat niet"));
}
