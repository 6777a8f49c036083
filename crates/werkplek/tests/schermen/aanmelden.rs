// SPDX-License-Identifier: EUPL-1.2
//! Signing in and out, and what guessing gets you.

use http::StatusCode;
use kernel::SeededIds;
use testkit::{
    Client, TestApp, op_beide,
    proefdorp::{SANNE, YOUSSEF},
};
use web::{Config, LimitConfig};

const WACHTWOORD: &str = "vier woorden op rij";

async fn met_account(app: &TestApp) {
    let hash = beheer::account::hash(&SeededIds::new(3), WACHTWOORD).unwrap();
    let mut tx = app.begin().await;
    beheer::account::stel_in(&mut tx, YOUSSEF, "Youssef", &hash).await.unwrap();
    tx.commit().await.unwrap();
}

async fn probeer(client: &mut Client, naam: &str, wachtwoord: &str) -> testkit::Antwoord {
    client
        .post(
            "/aanmelden",
            &[("gebruikersnaam", naam), ("wachtwoord", wachtwoord), ("naar", "/werk/voorraad/KCC")],
        )
        .await
}

op_beide! {
    async fn an_employee_signs_in_goes_on_and_signs_out(app: TestApp) {
        met_account(&app).await;
        let mut client = app.client(werkplek::routes());
        let naar = client.get("/werk/voorraad/KCC").await;
        assert_eq!(naar.naar(), "/aanmelden?naar=/werk/voorraad/KCC");
        client.get(naar.naar()).await.toont("Aanmelden").toont("value=\"/werk/voorraad/KCC\"").toont_niet("Kies een rol");

        let fout = probeer(&mut client, "youssef", "iets heel anders").await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("De naam of het wachtwoord klopt niet").toont("value=\"youssef\"").toont_niet("iets heel anders");
        let onbekend = probeer(&mut client, "niemand", "iets heel anders").await;
        onbekend.toont("De naam of het wachtwoord klopt niet");

        assert_eq!(probeer(&mut client, " YOUSSEF ", WACHTWOORD).await.naar(), "/werk/voorraad/KCC");
        client.get("/werk").await.toont("Youssef");
        client.get("/aanmelden").await.toont("Je bent aangemeld als Youssef Amrani.");
        assert_eq!(client.post("/afmelden", &[]).await.naar(), "/aanmelden?afgemeld=ja");
        assert_eq!(client.get("/werk").await.status, StatusCode::SEE_OTHER);
    }
}

#[test]
fn a_session_from_before_is_worth_nothing_after_signing_in() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        met_account(&app).await;
        let mut client = app.client(werkplek::routes());
        let eerste = probeer(&mut client, "youssef", WACHTWOORD).await;
        let oud =
            eerste.headers.get("set-cookie").unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
        probeer(&mut client, "youssef", WACHTWOORD).await;
        let mut dief = app.client(werkplek::routes());
        let poging =
            dief.send(http::Method::GET, "/werk", &[("cookie", &oud)], axum::body::Body::empty()).await;
        assert_eq!(poging.status, StatusCode::SEE_OTHER, "the old token was ended");
        client.get("/werk").await.toont("Youssef");
    });
}

#[test]
fn who_guesses_waits_and_the_owner_still_gets_in() {
    TestApp::run(|| async {
        let limits = LimitConfig { sends: 0, codes: 0, sign_ins: 0 };
        let app = TestApp::sqlite().await.with(Config { limits, ..Config::default() }, &[]).await;
        met_account(&app).await;
        let mut eigen = app.client(werkplek::routes());
        assert_eq!(probeer(&mut eigen, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
        // A colleague behind the same office address guesses.
        let mut rader = app.client(werkplek::routes());
        for _ in 0..5 {
            assert_eq!(
                probeer(&mut rader, "youssef", "geraden wachtwoord").await.status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
        }
        assert_eq!(probeer(&mut rader, "youssef", WACHTWOORD).await.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(probeer(&mut eigen, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
        app.clock.advance(std::time::Duration::from_mins(16));
        assert_eq!(probeer(&mut rader, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_whole_office_signs_in_at_nine_behind_one_address() {
    TestApp::run(|| async {
        let limits = LimitConfig { sends: 0, codes: 0, sign_ins: 3 };
        let app = TestApp::sqlite().await.with(Config { limits, ..Config::default() }, &[]).await;
        met_account(&app).await;
        for _ in 0..8 {
            let mut browser = app.client(werkplek::routes());
            assert_eq!(probeer(&mut browser, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
        }
    });
}

#[test]
fn who_tries_many_names_waits_and_a_known_browser_at_that_address_does_not() {
    TestApp::run(|| async {
        let limits = LimitConfig { sends: 0, codes: 0, sign_ins: 3 };
        let app = TestApp::sqlite().await.with(Config { limits, ..Config::default() }, &[]).await;
        met_account(&app).await;
        let mut eigen = app.client(werkplek::routes());
        assert_eq!(probeer(&mut eigen, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
        let mut rader = app.client(werkplek::routes());
        for naam in ["sanne", "fatima", "bart"] {
            let fout = probeer(&mut rader, naam, "geraden wachtwoord").await;
            assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for (naam, wachtwoord) in [("tom", "geraden wachtwoord"), ("youssef", WACHTWOORD)] {
            let wacht = probeer(&mut rader, naam, wachtwoord).await;
            assert_eq!(wacht.status, StatusCode::TOO_MANY_REQUESTS, "{naam}");
        }
        assert_eq!(probeer(&mut eigen, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
        app.clock.advance(std::time::Duration::from_secs(21));
        assert_eq!(probeer(&mut rader, "youssef", WACHTWOORD).await.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn the_chooser_of_roles_exists_in_the_demo_only() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut tx = app.begin().await;
        let actor = kernel::Actor::Systeem("proef".into());
        beheer::stel_in(&mut tx, &actor, "demo.rol.teamleider", &SANNE.to_string()).await.unwrap();
        tx.commit().await.unwrap();
        beheer::herlees(&app.g).await.unwrap();
        let mut client = app.client(werkplek::routes());
        assert_eq!(
            client.post("/aanmelden/demo", &[("rol", "teamleider")]).await.status,
            StatusCode::NOT_FOUND
        );

        let app = app.with(Config { demo: true, ..Config::default() }, &[]).await;
        let mut client = app.client(werkplek::routes());
        client
            .get("/aanmelden")
            .await
            .toont("Dit is nagebootst.")
            .toont("Sanne Verhulst, team Klantcontactcentrum");
        assert_eq!(
            client.post("/aanmelden/demo", &[("rol", "wethouder")]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            client.post("/aanmelden/demo", &[("rol", "analist")]).await.status,
            StatusCode::NOT_FOUND,
            "nobody plays it"
        );
        assert_eq!(client.post("/aanmelden/demo", &[("rol", "teamleider")]).await.naar(), "/werk");
        client.get("/werk").await.toont("Sanne").toont("Dit is een oefengemeente");
    });
}
