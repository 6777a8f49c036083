// SPDX-License-Identifier: EUPL-1.2
//! "Iets melden op straat".

use http::StatusCode;
use testkit::TestApp;
use vragen::{Antwoordkanaal, Soort, VraagId, Wie, dossier};

use crate::{blad::Formulier, deur};

async fn laatste(app: &TestApp) -> (vragen::Vraag, String) {
    let mut tx = app.read().await;
    let id: uuid::Uuid = tx.one("SELECT id FROM vraag ORDER BY volgnummer DESC LIMIT 1", &[]).await.unwrap();
    let v = dossier::vraag(&mut tx, &Wie::inwoner(), VraagId::from(id)).await.unwrap();
    let tekst = dossier::contacten(&mut tx, v.id).await.unwrap().remove(0).inhoud;
    (v, tekst)
}

testkit::op_beide! {
    async fn a_loose_stone_is_reported_with_its_place_and_goes_to_the_street_team(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let blad = client.get("/melding").await;
        blad.toont("112");
        let blad = Formulier::op(&blad, "/melding").vul("tekst", "Er ligt een tegel los.").vul("plek", "Lindehof 3, 1234 AB");
        let klaar = blad.verstuur(&mut client).await;
        client.get(klaar.naar()).await.toont("Wij lezen uw bericht uiterlijk");
        let (v, tekst) = laatste(&app).await;
        assert_eq!((v.soort, v.eigenaar.team.as_str(), v.wijk.as_deref()), (Soort::Melding, "OR", Some("CE")));
        assert_eq!(v.antwoordkanaal, Antwoordkanaal::Geen);
        assert_eq!((v.titel.as_str(), tekst.as_str()), ("Er ligt een tegel los", "Er ligt een tegel los.\n\nPlek: Lindehof 3, 1234 AB"));
    }

    async fn who_wants_to_hear_leaves_a_mail_address(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let blad = client.get("/melding").await;
        let fout = Formulier::op(&blad, "/melding").vul("tekst", "Lamp kapot").vul("email", "joke").verstuur(&mut client).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("href=\"#plek\"").toont("href=\"#email\"").toont("Lamp kapot");
        let goed = Formulier::op(&fout, "/melding").vul("plek", "Dorpsplein").vul("email", "joke@voorbeeld.example");
        assert_eq!(goed.verstuur(&mut client).await.status, StatusCode::SEE_OTHER);
        assert_eq!(laatste(&app).await.0.antwoordkanaal, Antwoordkanaal::Email);
    }

    async fn a_link_about_a_topic_decides_the_team(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let blad = client.get("/melding?onderwerp=container").await;
        blad.toont("Container niet geleegd");
        let blad = Formulier::op(&blad, "/melding").vul("tekst", "Hij staat er nog").vul("plek", "Dorpsplein");
        assert_eq!(blad.verstuur(&mut client).await.status, StatusCode::SEE_OTHER);
        let (v, _) = laatste(&app).await;
        assert_eq!((v.onderwerp.as_deref(), v.regel.as_str()), (Some("container"), "onderwerp-team"));
    }

    async fn a_bsn_in_a_report_is_asked_about_once(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let blad = client.get("/melding").await;
        let blad = Formulier::op(&blad, "/melding").vul("tekst", "Afval gedumpt. Mijn nummer: 999990019.").vul("plek", "Dorpsplein");
        let gevraagd = blad.verstuur(&mut client).await;
        assert_eq!(gevraagd.status, StatusCode::OK);
        gevraagd.toont("Haal het weg en verstuur").toont("999990019");
        let klaar = Formulier::op(&gevraagd, "/melding").vul("naar", "bsn-weg").verstuur(&mut client).await;
        assert_eq!(klaar.status, StatusCode::SEE_OTHER);
        assert!(!laatste(&app).await.1.contains("999990019"));
    }
}
