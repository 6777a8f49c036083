// SPDX-License-Identifier: EUPL-1.2
//! Who may use what.

use axum::http::{HeaderMap, StatusCode};
use web::{Access, Rol, Routes, api_key};

use crate::support::{FORM, Site, request};

#[tokio::test]
async fn an_employee_without_session_signs_in_first_and_then_goes_on_where_they_were_going() {
    let site = Site::new().await;
    let reply = site.get("/werk?filter=te%20laat&x=1").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(reply.header("location"), "/aanmelden?naar=/werk%3Ffilter%3Dte%2520laat%26x%3D1");
    assert_eq!(
        site.get("/ik").await.header("location"),
        "/aanmelden?naar=/ik",
        "asked by the handler, not the gate"
    );
    let fragment = site.send(request("GET", "/werk", &[("x-fragment", "vd-lopend")], "")).await;
    assert_eq!(fragment.status, StatusCode::UNAUTHORIZED, "a script is told, not sent to another page");
}

#[tokio::test]
async fn an_employee_sees_pages_of_the_own_roles_only() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let work = site.get_as(&cookie, "/werk").await;
    assert_eq!((work.status, work.text.as_str()), (StatusCode::OK, "Yusuf YD KCC"));
    assert_eq!(work.header("cache-control"), "no-store");
    assert_eq!(work.header("x-session-ends"), "3600");
    let beheer = site.get_as(&cookie, "/beheer").await;
    assert_eq!(beheer.status, StatusCode::FORBIDDEN);
    assert!(
        beheer.text.contains("Je mag deze pagina niet zien") && beheer.text.contains("werk.css"),
        "{}",
        beheer.text
    );
    assert_eq!(site.get_as("vd=rommel", "/werk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_resident_comes_in_only_after_showing_the_code_of_the_question() {
    let site = Site::new().await;
    let stranger = site.get("/mijn/vraag").await;
    assert_eq!((stranger.status, stranger.header("location")), (StatusCode::SEE_OTHER, "/status"));
    let none = HeaderMap::new();
    let first = web::session::remember_proof(&site.gemeente, &none, "vraag:1").await.unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("cookie", first);
    let second = web::session::remember_proof(&site.gemeente, &headers, "vraag:2").await.unwrap();
    let (old, new) = (headers["cookie"].to_str().unwrap(), second.to_str().unwrap());
    assert_eq!(site.get_as(new, "/mijn/vraag").await.text, "vraag:1,vraag:2");
    assert_eq!(site.get_as(old, "/mijn/vraag").await.status, StatusCode::SEE_OTHER, "the token was changed");
    assert_eq!(site.get_as(new, "/werk").await.status, StatusCode::SEE_OTHER, "a resident is no employee");
}

#[tokio::test]
async fn a_system_uses_the_api_with_its_key_until_the_key_is_withdrawn() {
    let site = Site::new().await;
    let mut tx = site.gemeente.db().begin().await.unwrap();
    let key = api_key::create(&site.gemeente, &mut tx, "formulieren", "vragen:lezen").await.unwrap();
    let double = api_key::create(&site.gemeente, &mut tx, "formulieren", "").await;
    assert!(double.unwrap_err().to_string().contains("al een sleutel"));
    let listed = api_key::list(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert!(listed[0].systeem.may("vragen:lezen") && !listed[0].systeem.may("vragen"));

    let bearer = format!("Bearer {key}");
    let auth = [("authorization", bearer.as_str())];
    let call = || site.send(request("GET", "/api/v1/vragen", &auth, ""));
    assert_eq!(call().await.text, format!("systeem:{}", listed[0].systeem.id));
    let mut tx = site.gemeente.db().begin().await.unwrap();
    api_key::withdraw(&mut tx, listed[0].systeem.id).await.unwrap();
    assert!(api_key::withdraw(&mut tx, listed[0].systeem.id).await.is_err());
    tx.commit().await.unwrap();
    let refused = call().await;
    assert_eq!((refused.status, refused.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
    assert_eq!(refused.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn a_wrong_key_is_refused_even_where_the_public_may_come_and_a_cookie_does_not_help() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    assert_eq!(site.get("/api/v1/vragen").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get_as(&cookie, "/api/v1/vragen").await.status, StatusCode::OK);
    for wrong in ["Bearer vd_rommel", "Bearer ", "Basic abc"] {
        let headers =
            [("authorization", wrong), ("cookie", cookie.as_str()), ("content-type", "application/json")];
        let get = site.send(request("GET", "/api/v1/vragen", &headers, "")).await;
        let post = site.send(request("POST", "/api/v1/vragen", &headers, r#"{"tekst":"x"}"#)).await;
        assert_eq!(
            (get.status, post.status),
            (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED),
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn who_sends_too_much_from_one_address_waits_and_a_system_with_a_key_does_not() {
    let site = Site::new().await;
    let mut tx = site.gemeente.db().begin().await.unwrap();
    let key = api_key::create(&site.gemeente, &mut tx, "formulieren", "").await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..30 {
        assert_eq!(site.post("/vraag", "tekst=a").await.status, StatusCode::SEE_OTHER);
    }
    let stopped = site.post("/vraag", "tekst=Mijn+lantaarnpaal+is+al+weken+kapot").await;
    assert_eq!((stopped.status, stopped.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "2"));
    assert!(stopped.text.contains("Mijn lantaarnpaal is al weken kapot"), "what was typed is on the page");
    assert_eq!(site.get("/").await.status, StatusCode::OK, "reading is not limited");
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    let system = site.send(request("POST", "/api/v1/vragen", &headers, r#"{"tekst":"x"}"#)).await;
    assert_eq!((system.status, &system.json()["van"]), (StatusCode::OK, &"systeem:formulieren".into()));
    site.clock.advance(std::time::Duration::from_secs(2));
    assert_eq!(site.post("/vraag", "tekst=b").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn pages_that_do_not_exist_and_things_that_cannot_be_done_say_so_in_dutch() {
    let site = Site::new().await;
    let nothing = site.get("/bestaat/niet").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert!(nothing.text.contains("<h1>Deze pagina bestaat niet</h1>"), "{}", nothing.text);
    let wrong = site.post("/", "a=b").await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong.header("allow").contains("GET") && wrong.text.contains("Dit kan niet op deze pagina"));
    let api = site.get("/api/v1/onbekend").await;
    assert_eq!((api.status, &api.json()["code"]), (StatusCode::NOT_FOUND, &"niet-gevonden".into()));
    let head = site.send(request("HEAD", "/", &[], "")).await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn the_route_table_tells_e2e_who_may_use_what() {
    let table = Routes::new()
        .get("/werk", Access::Roles(&[Rol::Medewerker, Rol::Teamleider]), "/werk", async || ())
        .merge(Routes::new().post("/vraag", Access::Public, "/vraag", async || ()))
        .table();
    let expected = serde_json::json!([
        { "method": "GET", "path": "/werk", "access": ["medewerker", "teamleider"], "sample": "/werk" },
        { "method": "POST", "path": "/vraag", "access": "public", "sample": "/vraag" },
    ]);
    assert_eq!(serde_json::to_value(table).unwrap(), expected);
    let site = Site::new().await;
    for route in web::own_routes().table().iter().filter(|r| r.method == "GET") {
        let status = site.get(route.sample).await.status;
        assert!(status.is_success() || status.is_redirection(), "{} gives {status}", route.sample);
    }
}

#[tokio::test]
async fn an_employee_in_the_browser_uses_the_api_as_themselves() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    let headers = [("cookie", cookie.as_str()), ("content-type", "application/json")];
    let reply = site.send(request("POST", "/api/v1/vragen", &headers, r#"{"tekst":"x"}"#)).await;
    assert!(reply.json()["van"].as_str().unwrap().starts_with("medewerker:"));
    let public = site
        .send(request("POST", "/api/v1/vragen", &[("content-type", "application/json")], r#"{"tekst":"x"}"#))
        .await;
    assert_eq!(public.json()["van"], "inwoner");
    let form = site.send(request("POST", "/api/v1/vragen", &[("content-type", FORM)], "tekst=x")).await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
