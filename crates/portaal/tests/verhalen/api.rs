// SPDX-License-Identifier: EUPL-1.2
//! Other systems send and read questions.

use axum::body::Body;
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Antwoord, Client, TestApp, proefdorp};
use uuid::Uuid;
use vragen::{Kanaal, VraagId, Wie, dossier};
use web::{Config, LimitConfig, api_key};

use crate::{deur, deur_met};

const SLEUTEL: &str = "0190c2a8-7b1e-7cc3-98a1-0b6a5d1f4c2e";

async fn stuur(client: &mut Client, sleutel: &str, api: &str, body: &Value) -> Antwoord {
    let bearer = format!("Bearer {api}");
    let mut headers = vec![("content-type", "application/json"), ("idempotency-key", sleutel)];
    if !api.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    client.send(Method::POST, "/api/v1/vragen", &headers, Body::from(body.to_string())).await
}

async fn lees(client: &mut Client, pad: &str, api: &str) -> Antwoord {
    let bearer = format!("Bearer {api}");
    client.send(Method::GET, pad, &[("authorization", bearer.as_str())], Body::empty()).await
}

async fn api_sleutel(app: &TestApp, naam: &str, rechten: &str) -> String {
    let mut tx = app.begin().await;
    let sleutel = api_key::create(&app.g, &mut tx, naam, rechten).await.unwrap();
    tx.commit().await.unwrap();
    sleutel
}

fn vraag(tekst: &str) -> Value {
    json!({ "kanaal": "website", "tekst": tekst, "indiener": { "email": "joke@voorbeeld.example" } })
}

/// Names of the fields that are wrong.
fn velden(antwoord: &Antwoord) -> Vec<String> {
    assert_eq!(antwoord.headers["content-type"], "application/problem+json");
    let json = antwoord.json();
    let params = json["invalidParams"].as_array().unwrap_or_else(|| panic!("{json}"));
    params.iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect()
}

testkit::op_beide! {
    async fn a_form_elsewhere_sends_a_question_and_gets_number_code_owner_and_date(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let antwoord = stuur(&mut client, SLEUTEL, "", &vraag("Is mijn paspoort klaar?")).await;
        assert_eq!(antwoord.status, StatusCode::CREATED, "{}", antwoord.tekst);
        assert_eq!(antwoord.headers["api-version"], portaal::api::VERSIE);
        let json = antwoord.json();
        let id: Uuid = json["id"].as_str().unwrap().parse().unwrap();
        assert_eq!(antwoord.naar(), format!("http://127.0.0.1:8080/api/v1/vragen/{id}"));
        assert_eq!(json["nummer"], "PD-26-000001");
        assert_eq!(json["geheim"], kernel::volgcode::derive(&app.g.keys().purpose("volgcode"), id));
        assert_eq!(json["eigenaar"], json!({ "soort": "team", "id": "BZ", "naam": "Burgerzaken" }));
        assert_eq!(json["belofte"], json!({ "wat": "u krijgt antwoord", "uiterlijk": "2026-11-26T16:00:00.000000Z" }));
        assert_eq!((json["status"].as_str(), json["ontvangenOp"].as_str()), (Some("open"), Some("2026-11-24T09:00:00.000000Z")));
    }

    async fn the_same_request_twice_is_one_question_and_another_under_its_key_is_refused(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let eerste = stuur(&mut client, SLEUTEL, "", &vraag("Is mijn paspoort klaar?")).await;
        let tweede = stuur(&mut client, SLEUTEL, "", &vraag("Is mijn paspoort klaar?")).await;
        assert_eq!((tweede.status, tweede.json()), (StatusCode::CREATED, eerste.json()));
        assert_eq!(tweede.naar(), eerste.naar());
        let ander = stuur(&mut client, SLEUTEL, "", &vraag("Iets anders")).await;
        assert_eq!(ander.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(ander.json()["code"], "sleutel-al-gebruikt");
        let api = api_sleutel(&app, "formulieren", portaal::api::SCHRIJVEN).await;
        let systeem = stuur(&mut client, SLEUTEL, &api, &vraag("Van het systeem")).await;
        assert_eq!(systeem.status, StatusCode::CREATED, "a key belongs to who used it");
        let bewaard: Vec<String> = app.read().await.query("SELECT antwoord FROM idempotentie", &[]).await.unwrap();
        let geheim = eerste.json()["geheim"].as_str().unwrap().to_owned();
        assert!(bewaard.iter().all(|b| !b.contains(&geheim)), "the secret is stored nowhere");
    }

    async fn everything_that_is_wrong_is_told_at_once(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let mis = json!({
            "kanaal": "balie", "tekst": "Hallo", "soort": "vraagje", "onderwerp": "kwijt", "antwoordkanaal": "duif",
            "ontvangenOp": "2026-11-24T08:00:00Z",
            "indiener": { "email": "joke", "telefoon": "twaalf", "bsn": "123456789", "organisatie": { "naam": "x", "kvkNummer": "1" } },
        });
        let antwoord = stuur(&mut client, SLEUTEL, "", &mis).await;
        assert_eq!(antwoord.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            velden(&antwoord),
            ["kanaal", "soort", "antwoordkanaal", "ontvangenOp", "onderwerp", "indiener.bsn", "indiener.organisatie.kvkNummer", "indiener.email", "indiener.telefoon"]
        );
        assert_eq!(antwoord.headers["api-version"], portaal::api::VERSIE);
        for (sleutel, body, veld) in [
            ("geen-uuid", json!({ "kanaal": "website", "tekst": "x" }), "Idempotency-Key"),
            (SLEUTEL, json!({ "kanaal": "website" }), "body"),
            (SLEUTEL, json!({ "kanaal": "website", "tekst": "x", "extra": 1 }), "body"),
            (SLEUTEL, json!({ "kanaal": "website", "tekst": "  " }), "tekst"),
            (SLEUTEL, json!({ "kanaal": "website", "tekst": "x".repeat(20_001) }), "tekst"),
        ] {
            let nee = stuur(&mut client, sleutel, "", &body).await;
            assert_eq!((nee.status, velden(&nee)), (StatusCode::BAD_REQUEST, vec![veld.to_owned()]));
        }
        let zonder = client.send(Method::POST, "/api/v1/vragen", &[("content-type", "application/json")], Body::from("{}")).await;
        assert_eq!(velden(&zonder), ["Idempotency-Key"]);
        let soort = client.send(Method::POST, "/api/v1/vragen", &[("idempotency-key", SLEUTEL)], Body::from("x")).await;
        assert_eq!(soort.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let groot = stuur(&mut client, SLEUTEL, "", &vraag(&"x".repeat(1_100_000))).await;
        assert_eq!(groot.status, StatusCode::PAYLOAD_TOO_LARGE);
        let mut tx = app.read().await;
        assert_eq!(tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM vraag", &[]).await.unwrap(), 0);
    }

    async fn a_system_with_a_key_tells_channel_and_moment_and_its_bsn_is_unreadable(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let api = api_sleutel(&app, "postkamer", portaal::api::SCHRIJVEN).await;
        let body = json!({
            "kanaal": "brief", "tekst": "Brief over de stoep", "ontvangenOp": "2026-11-23T09:00:00Z",
            "indiener": { "naam": "Joke", "adres": "Lindehof 3, 1234 AB Proefdorp", "bsn": "999990019" },
            "context": { "scan": "2026-1123-07" },
        });
        let antwoord = stuur(&mut client, SLEUTEL, &api, &body).await;
        assert_eq!(antwoord.status, StatusCode::CREATED, "{}", antwoord.tekst);
        let id: Uuid = antwoord.json()["id"].as_str().unwrap().parse().unwrap();
        let mut tx = app.read().await;
        let v = dossier::vraag(&mut tx, &Wie::inwoner(), VraagId::from(id)).await.unwrap();
        assert_eq!((v.kanaal, v.ontvangen_op.day_text().as_str()), (Kanaal::Brief, "2026-11-23"));
        let indiener = dossier::indiener(&mut tx, v.id).await.unwrap();
        let bsn = indiener.bsn.expect("kept");
        assert!(!String::from_utf8_lossy(&bsn).contains("999990019"));
        assert_eq!(app.g.keys().open_bsn(&bsn).unwrap().reveal(), "999990019");
        let tekst = dossier::contacten(&mut tx, v.id).await.unwrap().remove(0).inhoud;
        assert!(tekst.starts_with("Brief over de stoep\n\n") && tekst.ends_with("scan: 2026-1123-07"), "{tekst}");
    }

    async fn reading_is_for_systems_with_the_right_and_for_employees(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let gestuurd = stuur(&mut client, SLEUTEL, "", &vraag("Is mijn paspoort klaar?")).await.json();
        let pad = format!("/api/v1/vragen/{}", gestuurd["id"].as_str().unwrap());
        for pad in [pad.as_str(), "/api/v1/vragen"] {
            assert_eq!(client.get(pad).await.status, StatusCode::UNAUTHORIZED);
            assert_eq!(lees(&mut client, pad, "vd_verzonnen").await.status, StatusCode::UNAUTHORIZED);
        }
        let schrijver = api_sleutel(&app, "schrijver", portaal::api::SCHRIJVEN).await;
        assert_eq!(lees(&mut client, &pad, &schrijver).await.status, StatusCode::FORBIDDEN);
        let lezer = api_sleutel(&app, "lezer", portaal::api::LEZEN).await;
        assert_eq!(stuur(&mut client, SLEUTEL, &lezer, &vraag("x")).await.status, StatusCode::FORBIDDEN);
        let een = lees(&mut client, &pad, &lezer).await;
        assert_eq!((een.status, een.headers["api-version"].to_str().unwrap()), (StatusCode::OK, portaal::api::VERSIE));
        assert_eq!(een.json()["indiener"]["email"], "joke@voorbeeld.example");
        assert_eq!(een.json()["tekst"], "Is mijn paspoort klaar?");
        let lijst = lees(&mut client, "/api/v1/vragen?team=BZ", &lezer).await.json();
        assert_eq!(lijst["resultaten"].as_array().unwrap().len(), 1);
        let fout = lees(&mut client, "/api/v1/vragen?pagina=0", &lezer).await;
        assert_eq!(velden(&fout), ["pagina"]);
        let fout = lees(&mut client, "/api/v1/vragen/geen-uuid", &lezer).await;
        assert_eq!(velden(&fout), ["id"]);
        let weg = lees(&mut client, "/api/v1/vragen/0190c2a8-7b1e-7cc3-98a1-0b6a5d1f4c2e", &lezer).await;
        assert_eq!(weg.status, StatusCode::NOT_FOUND);
        client.meld_aan(proefdorp::FATIMA).await;
        assert_eq!(client.get(&pad).await.status, StatusCode::OK);
    }

    async fn what_only_one_team_may_see_no_system_sees(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let zorg = stuur(&mut client, SLEUTEL, "", &vraag("Ik maak mij zorgen om de kinderen hiernaast")).await.json();
        let lezer = api_sleutel(&app, "lezer", portaal::api::LEZEN).await;
        let pad = format!("/api/v1/vragen/{}", zorg["id"].as_str().unwrap());
        assert_eq!(lees(&mut client, &pad, &lezer).await.status, StatusCode::NOT_FOUND);
        assert_eq!(lees(&mut client, "/api/v1/vragen", &lezer).await.json()["resultaten"], json!([]));
        client.meld_aan(proefdorp::NOOR).await;
        assert_eq!(client.get(&pad).await.status, StatusCode::NOT_FOUND);
        client.meld_aan(proefdorp::TOM).await;
        assert_eq!(client.get(&pad).await.status, StatusCode::OK);
    }

    async fn a_long_list_comes_in_pages_that_link_to_each_other(app: TestApp) {
        let (app, mut client) = deur(app).await;
        for _ in 0..3 {
            let sleutel = app.g.ids().uuid(app.nu()).to_string();
            assert_eq!(stuur(&mut client, &sleutel, "", &vraag("Is mijn paspoort klaar?")).await.status, StatusCode::CREATED);
        }
        let lezer = api_sleutel(&app, "lezer", portaal::api::LEZEN).await;
        let eerste = lees(&mut client, "/api/v1/vragen?grootte=2&team=BZ", &lezer).await.json();
        assert_eq!((eerste["resultaten"].as_array().unwrap().len(), &eerste["vorige"]), (2, &Value::Null));
        let volgende = eerste["volgende"].as_str().unwrap();
        assert_eq!(volgende, "http://127.0.0.1:8080/api/v1/vragen?grootte=2&team=BZ&pagina=2");
        let tweede = lees(&mut client, volgende.strip_prefix("http://127.0.0.1:8080").unwrap(), &lezer).await.json();
        assert_eq!((tweede["resultaten"].as_array().unwrap().len(), &tweede["volgende"]), (1, &Value::Null));
    }

    async fn who_sends_too_much_is_told_when_to_come_back_and_a_system_is_not(app: TestApp) {
        let limits = LimitConfig { sends: 2, codes: 0, sign_ins: 0 };
        let (app, mut client) = deur_met(app, Config { limits, ..Config::default() }).await;
        for _ in 0..2 {
            stuur(&mut client, SLEUTEL, "", &vraag("x")).await;
        }
        let traag = stuur(&mut client, SLEUTEL, "", &vraag("x")).await;
        assert_eq!((traag.status, traag.headers["content-type"].to_str().unwrap()), (StatusCode::TOO_MANY_REQUESTS, "application/problem+json"));
        assert!(traag.headers.contains_key("retry-after"));
        let api = api_sleutel(&app, "formulieren", portaal::api::SCHRIJVEN).await;
        assert_eq!(stuur(&mut client, SLEUTEL, &api, &vraag("x")).await.status, StatusCode::CREATED);
    }

    async fn the_description_is_served_to_any_site(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let antwoord = client.get("/api/v1/openapi.json").await;
        assert_eq!(antwoord.tekst, portaal::api::document().unwrap());
        assert_eq!(antwoord.headers["access-control-allow-origin"], "*");
        assert_eq!(antwoord.headers["api-version"], portaal::api::VERSIE);
    }
}

#[test]
fn the_committed_description_is_what_the_code_says() {
    let pad = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let document = portaal::api::document().unwrap();
    if std::env::var("VOORDEUR_UPDATE_OPENAPI").is_ok() {
        std::fs::write(&pad, &document).unwrap();
    }
    let bewaard = std::fs::read_to_string(&pad).unwrap_or_default();
    assert!(bewaard == document, "docs/openapi.json is stale: run this test with VOORDEUR_UPDATE_OPENAPI=1");
}
