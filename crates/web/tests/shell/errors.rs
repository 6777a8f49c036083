// SPDX-License-Identifier: EUPL-1.2
//! What people and machines read when something goes wrong.

use axum::http::StatusCode;

use crate::support::{Site, request};

#[tokio::test]
async fn every_error_has_its_status_a_plain_title_and_what_to_do() {
    let site = Site::new().await;
    let expected = [
        ("niet-gevonden", 404, "Deze pagina bestaat niet"),
        ("geen-toegang", 403, "U mag deze pagina niet zien"),
        ("invoer", 422, "Vul uw vraag in."),
        ("geweigerd", 409, "Deze vraag is al ingetrokken."),
        ("verouderd", 409, "Iemand anders heeft dit net veranderd"),
        ("dubbel", 422, "Deze sleutel is al gebruikt."),
        ("druk", 503, "Probeer het over 2 minuten opnieuw."),
        ("te-vaak", 429, "Probeer het over 30 seconden opnieuw."),
        ("te-groot", 413, "Er mag 1 MB in."),
        ("iets-anders", 500, "Er ging iets mis bij ons"),
    ];
    for (how, status, text) in expected {
        let reply = site.get(&format!("/hoe?als={how}")).await;
        assert_eq!(reply.status.as_u16(), status, "{how}");
        assert!(reply.text.contains(text), "{how}: {}", reply.text);
        assert!(reply.text.contains("14 0555") && reply.text.matches("<h1").count() == 1, "{how}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    assert_eq!(site.get("/hoe?als=druk").await.header("retry-after"), "120");
}

#[tokio::test]
async fn machines_get_a_problem_document() {
    let site = Site::new().await;
    let json = |how: &'static str| {
        let path = format!("/hoe?als={how}");
        let request = request("GET", &path, &[("accept", "application/json")], "");
        let site = &site;
        async move { site.send(request).await }
    };
    let wrong = json("invoer").await;
    assert_eq!(wrong.header("content-type"), "application/problem+json");
    let problem = wrong.json();
    assert_eq!((&problem["status"], &problem["code"]), (&422.into(), &"invoer".into()));
    assert_eq!(problem["invalidParams"][0]["name"], "tekst");
    assert_eq!(problem["invalidParams"][0]["reason"], "Vul uw vraag in.");
    assert_eq!(json("geweigerd").await.json()["code"], "al-ingetrokken");
    assert_eq!(json("druk").await.header("retry-after"), "120");
    let ours = json("iets").await;
    assert!(ours.json()["instance"].as_str().unwrap().starts_with("urn:voordeur:fout:"));
    assert!(!ours.text.contains("geheim"));
}

#[tokio::test]
async fn a_failure_of_ours_gives_a_reference_and_no_secret() {
    let site = Site::new().await;
    for how in ["paniek", "iets"] {
        let reply = site.get(&format!("/hoe?als={how}")).await;
        assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!reply.text.contains("geheim") && !reply.text.contains("999990019"), "{}", reply.text);
        let reference = reply.text.split("Kenmerk voor als u belt: ").nth(1).unwrap();
        assert!(reference[..8].bytes().all(|b| b.is_ascii_alphanumeric()));
    }
    assert_eq!(site.get("/").await.status, StatusCode::OK, "a panic takes nothing else down");
}

#[tokio::test]
async fn somebody_else_was_first_is_409_on_a_page_and_412_for_a_condition() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[web::Rol::Medewerker]).await;
    let put = |headers: Vec<(&'static str, String)>| {
        let mut all: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
        all.push(("cookie", &cookie));
        request("PUT", "/api/v1/vragen/1", &all, "")
    };
    assert_eq!(site.send(put(vec![])).await.status, StatusCode::CONFLICT);
    let stale = site.send(put(vec![("if-match", "\"3\"".into())])).await;
    assert_eq!((stale.status, &stale.json()["status"]), (StatusCode::PRECONDITION_FAILED, &412.into()));
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_in_now_is_kept_on_the_page() {
    let site = Site::new().await;
    let reply = site.post("/druk", "tekst=De+container+in+de+Kerkstraat+is+vol&hoe=mail").await;
    assert_eq!((reply.status, reply.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "120"));
    assert!(reply.text.contains("Wat u invulde, is bewaard op deze pagina"), "{}", reply.text);
    assert!(reply.text.contains(r#"name="tekst" value="De container in de Kerkstraat is vol""#));
    assert!(reply.text.contains(r#"<form method="post" action="/druk">"#));
    let panic = site.post("/paniek", "tekst=De+container+in+de+Kerkstraat+is+vol").await;
    assert_eq!(panic.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(panic.text.contains(r#"value="De container in de Kerkstraat is vol""#), "{}", panic.text);
    let wrong = site.post("/vraag", "tekst=%ff").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("een teken dat wij niet kunnen lezen"));
}

#[tokio::test]
async fn an_english_visitor_reads_errors_in_english() {
    let site = Site::new().await;
    let chosen = site.get("/taal?taal=en&naar=/hoe").await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/hoe"));
    let page = site.get_as(&chosen.cookie(), "/niets").await;
    assert!(page.text.contains(r#"<html lang="en">"#) && page.text.contains("This page does not exist"));
    let back = site.get_as(&chosen.cookie(), "/niets?taal=nl").await;
    assert!(back.text.contains("Deze pagina bestaat niet"));
    assert_eq!(site.get("/taal?taal=xx&naar=https://boef.example").await.header("location"), "/");
}
