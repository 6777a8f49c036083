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
