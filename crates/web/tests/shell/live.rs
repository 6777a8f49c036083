// SPDX-License-Identifier: EUPL-1.2
//! Pages hear that something changed, and nothing more.

use std::time::Duration;

use axum::{body::BodyDataStream, http::StatusCode};
use futures_util::StreamExt as _;
use kernel::Actor;
use storage::Event;
use tower::ServiceExt as _;
use web::{Rol, session};

use crate::support::{Site, request, yusuf};

/// An open stream of one page.
struct Page(BodyDataStream);

impl Page {
    async fn open(site: &Site, cookie: &str, last: &str) -> Result<Self, StatusCode> {
        let mut headers = vec![("cookie", cookie), ("accept", "text/event-stream")];
        if !last.is_empty() {
            headers.push(("last-event-id", last));
        }
        let response = site.router.clone().oneshot(request("GET", "/werk/live", &headers, "")).await.unwrap();
        if response.status() != StatusCode::OK {
            return Err(response.status());
        }
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Ok(Self(response.into_body().into_data_stream()))
    }

    /// The next thing heard; empty when the stream ended.
    async fn hear(&mut self) -> String {
        match tokio::time::timeout(Duration::from_mins(5), self.0.next()).await.expect("something is heard") {
            Some(chunk) => String::from_utf8(chunk.unwrap().to_vec()).unwrap(),
            None => String::new(),
        }
    }
}

async fn happens(site: &Site, kind: &'static str, vraag: &str) {
    let mut tx = site.gemeente.db().begin().await.unwrap();
    tx.emit(Event::new(kind, Actor::Inwoner).object("vraag", vraag, "onderwerp").data("team", "KCC"));
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_page_hears_what_changed_as_far_as_its_reader_may_know() {
    for site in Site::on_both().await {
        let cookie = site.sign_in(&[Rol::Medewerker]).await;
        happens(&site, "vraag.ontvangen", "voor-het-openen").await;
        site.gemeente.db().settle().await.unwrap();
        let mut page = Page::open(&site, &cookie, "").await.unwrap();
        happens(&site, "vraag.afgeschermd", "geheim").await;
        happens(&site, "vraag.toegewezen", "v1").await;
        let heard = page.hear().await;
        assert!(heard.contains("event: changed") && heard.contains("id: 3"), "{heard}");
        let data = r#"data: {"kind":"vraag.toegewezen","objects":[{"kind":"vraag","id":"v1"}]}"#;
        assert!(heard.contains(data) && !heard.contains("KCC"), "{heard}");
    }
}

#[tokio::test]
async fn a_page_that_comes_back_misses_nothing_and_is_told_to_load_again_after_too_long() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    for vraag in ["v1", "v2", "v3"] {
        happens(&site, "vraag.ontvangen", vraag).await;
    }
    let mut page = Page::open(&site, &cookie, "1").await.unwrap();
    assert!(page.hear().await.contains("v2"));
    assert!(page.hear().await.contains("v3"));
    drop(page);
    let mut tx = site.gemeente.db().begin().await.unwrap();
    for _ in 0..1100 {
        tx.emit(Event::new("vraag.ontvangen", Actor::Inwoner).object("vraag", "veel", "onderwerp"));
    }
    tx.commit().await.unwrap();
    let heard = Page::open(&site, &cookie, "3").await.unwrap().hear().await;
    assert!(heard.contains("event: reload") && heard.contains("id: 1103"), "{heard}");
}

#[tokio::test]
async fn one_employee_keeps_a_few_streams_and_a_closed_one_makes_place() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let mut open = Vec::new();
    for _ in 0..web::live::STREAMS_PER_EMPLOYEE {
        open.push(Page::open(&site, &cookie, "").await.unwrap());
    }
    assert_eq!(Page::open(&site, &cookie, "").await.err(), Some(StatusCode::NO_CONTENT));
    open.pop();
    assert!(Page::open(&site, &cookie, "").await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_shows_life_and_ends_with_the_session() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let mut page = Page::open(&site, &cookie, "").await.unwrap();
    let heard = page.hear().await;
    assert!(heard.contains("id: 0") && heard.contains(": leeft"), "{heard}");
    let mut tx = site.gemeente.db().begin().await.unwrap();
    session::end_all(&mut tx, yusuf(&[]).id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(page.hear().await, "");
}

#[tokio::test]
async fn a_stream_does_not_keep_somebody_signed_in_and_ends_when_the_process_stops() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    site.clock.advance(Duration::from_mins(40));
    let mut page = Page::open(&site, &cookie, "").await.unwrap();
    site.gemeente.stop();
    assert_eq!(page.hear().await, "");
    site.clock.advance(Duration::from_mins(30));
    assert_eq!(site.get_as(&cookie, "/werk").await.status, StatusCode::SEE_OTHER);
}
