// SPDX-License-Identifier: EUPL-1.2
//! What a browser is told to refuse, and what we refuse ourselves.

use axum::http::StatusCode;
use web::{Config, Rol};

use crate::support::{FORM, Site, request};

fn config() -> Config {
    Config {
        public_url: "https://loket.proefdorp.nl".into(),
        embed_origins: vec!["https://www.proefdorp.nl".into()],
        ..Config::default()
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers_errors_too() {
    let site = Site::with(config()).await;
    for path in ["/", "/niets", "/hoe?als=paniek", "/werk", "/api/v1/vragen", web::asset!("portaal.css")] {
        let reply = site.get(path).await;
        let csp = reply.header("content-security-policy");
        assert!(
            csp.contains("default-src 'none'") && csp.contains("frame-ancestors 'none'"),
            "{path}: {csp}"
        );
        assert!(!csp.contains("unsafe"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{path}");
        assert!(reply.header("strict-transport-security").starts_with("max-age="), "{path}");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(reply.header("permissions-policy").contains("camera=()"), "{path}");
    }
    assert_eq!(
        Site::new().await.get("/").await.header("strict-transport-security"),
        "",
        "plain HTTP promises nothing"
    );
}

#[tokio::test]
async fn only_the_call_me_page_may_stand_in_the_municipal_site() {
    let site = Site::with(config()).await;
    let embedded = site.post("/bel-mij", "").await;
    assert!(embedded.header("content-security-policy").ends_with("frame-ancestors https://www.proefdorp.nl"));
    let without = Site::new().await.post("/bel-mij", "").await;
    assert!(without.header("content-security-policy").ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn a_mail_is_shown_in_a_sandbox() {
    let site = Site::with(config()).await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let reply = site.get_as(&cookie, "/werk/mail").await;
    let csp = reply.header("content-security-policy");
    assert!(
        csp.starts_with("sandbox;") && csp.contains("frame-ancestors 'self'") && !csp.contains("script-src"),
        "{csp}"
    );
}

async fn post_from(site: &Site, path: &str, headers: &[(&str, &str)]) -> StatusCode {
    let mut all = vec![("content-type", FORM)];
    all.extend_from_slice(headers);
    site.send(request("POST", path, &all, "tekst=x")).await.status
}

#[tokio::test]
async fn another_site_cannot_send_a_form_in_a_visitors_name() {
    let site = Site::with(config()).await;
    let taken = StatusCode::SEE_OTHER;
    assert_eq!(post_from(&site, "/vraag", &[("sec-fetch-site", "same-origin")]).await, taken);
    assert_eq!(
        post_from(&site, "/vraag", &[("origin", "https://loket.proefdorp.nl")]).await,
        taken,
        "behind a proxy"
    );
    assert_eq!(post_from(&site, "/vraag", &[("origin", "http://localhost")]).await, taken, "the host itself");
    assert_eq!(post_from(&site, "/vraag", &[]).await, taken, "no browser");
    for evil in [
        &[("sec-fetch-site", "cross-site"), ("origin", "https://boef.example")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://boef.example")],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://www.proefdorp.nl")],
    ] {
        assert_eq!(post_from(&site, "/vraag", evil).await, StatusCode::FORBIDDEN, "{evil:?}");
    }
    let reply = site
        .send(request("POST", "/vraag", &[("sec-fetch-site", "cross-site"), ("content-type", FORM)], "a=b"))
        .await;
    assert!(reply.text.contains("Dit formulier kwam van een andere website"));
}

#[tokio::test]
async fn the_listed_site_may_send_the_call_me_form_and_nobody_is_signed_in_by_it() {
    let site = Site::with(config()).await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let listed = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://www.proefdorp.nl"),
        ("content-type", FORM),
        ("cookie", cookie.as_str()),
    ];
    let reply = site.send(request("POST", "/bel-mij", &listed, "naam=Ans")).await;
    assert_eq!((reply.status, reply.text.as_str()), (StatusCode::OK, "false"), "no cookie counts");
    let other = [("sec-fetch-site", "cross-site"), ("origin", "https://boef.example")];
    assert_eq!(post_from(&site, "/bel-mij", &other).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_key_carries_its_own_proof_and_a_made_up_one_opens_nothing() {
    let site = Site::with(config()).await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let trick = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://boef.example"),
        ("authorization", "Bearer x"),
        ("cookie", cookie.as_str()),
    ];
    assert_eq!(
        post_from(&site, "/werk/notitie", &trick).await,
        StatusCode::UNAUTHORIZED,
        "the cookie does not count"
    );
}

#[test]
fn a_setting_that_cannot_work_is_refused_by_name() {
    assert!(config().check().is_ok());
    let url = Config { public_url: "loket.proefdorp.nl".into(), ..config() }.check().unwrap_err();
    assert!(url.to_string().contains("public_url"));
    let path = Config { public_url: "https://loket.proefdorp.nl/".into(), ..config() }.check();
    assert!(path.is_err());
    let origin = Config { embed_origins: vec!["https://a.nl/pad".into()], ..config() }.check().unwrap_err();
    assert!(origin.to_string().contains("embed_origins"));
}
