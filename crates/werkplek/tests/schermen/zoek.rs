// SPDX-License-Identifier: EUPL-1.2
//! The field in the bar: a number, a person, or somebody who asked before.

use http::StatusCode;
use testkit::{
    TestApp, op_beide,
    proefdorp::{TOM, YOUSSEF},
};
use vragen::Indiener;

use crate::mensen::{JOKE, joke, scherm, vraagt};

op_beide! {
    async fn a_number_leads_to_its_question_and_a_name_to_the_person(app: TestApp) {
        joke(&app).await;
        let van_joke = Indiener { partij: Some(JOKE), naam: "Joke Verhagen".into(), ..Indiener::default() };
        vraagt(&app, "De container is niet geleegd.", van_joke).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        for getypt in ["PD-26-000001", "pd-26-1"] {
            let naar = youssef.get(&format!("/werk/zoek?q={getypt}")).await;
            assert_eq!(naar.naar(), "/werk/vraag/PD-26-000001", "{getypt}");
        }
        let gevonden = youssef.get("/werk/zoek?q=verhagen").await;
        gevonden.toont("1 treffer").toont("naam lijkt erop").toont("De container is niet geleegd");
        let persoon = youssef.get(&format!("/werk/klant/partij-{JOKE}")).await;
        persoon.toont("<h1>Joke Verhagen</h1>").toont("4 maart 1952").toont("Hoort slecht").toont("/werk/vraag/PD-26-000001");
        let contact = youssef.get(&format!("/werk/contact/nieuw?klant=partij-{JOKE}")).await;
        youssef.get(contact.naar()).await.toont("Contact met Joke Verhagen").toont("06 00 00 00 12");
        youssef.get("/werk/zoek?q=Onbekendstra").await.toont("Dit vonden we niet.");
    }

    async fn somebody_nobody_knows_is_found_back_by_the_number_that_was_used(app: TestApp) {
        let ans = Indiener { naam: "Ans Bakker".into(), telefoon: "0600000034".into(), ..Indiener::default() };
        let v = vraagt(&app, "De stoep ligt los.", ans).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let gevonden = youssef.get("/werk/zoek?q=06%2000%2000%2000%2034").await;
        gevonden.toont("Ans Bakker").toont("zelfde telefoonnummer").toont("De stoep ligt los");
        let persoon = youssef.get(&format!("/werk/klant/vraag-{}", v.id)).await;
        persoon.toont("Niemand heeft gecontroleerd wie dit is").toont("De stoep ligt los");
    }
}

#[test]
fn a_shielded_question_shows_to_its_own_team_only() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        joke(&app).await;
        let indiener = Indiener {
            partij: Some(JOKE),
            naam: "Joke Verhagen".into(),
            telefoon: "0600000034".into(),
            ..Indiener::default()
        };
        let v = vraagt(&app, "Ik maak me zorgen om mijn buurman.", indiener).await;
        assert!(v.afgeschermd);
        let (mut youssef, mut tom) = (scherm(&app, YOUSSEF).await, scherm(&app, TOM).await);
        for pad in [
            format!("/werk/klant/partij-{JOKE}"),
            "/werk/zoek?q=0600000034".into(),
            "/werk/zoek?q=verhagen".into(),
        ] {
            youssef.get(&pad).await.toont_niet("zorgen om");
            tom.get(&pad).await.toont("zorgen om");
        }
        assert_eq!(youssef.get(&format!("/werk/klant/vraag-{}", v.id)).await.status, StatusCode::NOT_FOUND);
        // The number of a question one may not read leads nowhere.
        youssef.get("/werk/zoek?q=PD-26-000001").await.toont("Dit vonden we niet.");
        for fout in [
            "/werk/klant/partij-0",
            "/werk/klant/x",
            "/werk/klant/vraag-01900000-0000-7000-8000-00000000dead",
        ] {
            assert_eq!(youssef.get(fout).await.status, StatusCode::NOT_FOUND, "{fout}");
        }
    });
}

#[test]
fn the_field_keeps_a_bsn_out_of_every_address() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        joke(&app).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let gevonden = youssef.post("/werk/zoek", &[("q", crate::mensen::BSN)]).await;
        assert_eq!(gevonden.naar(), format!("/werk/klant/partij-{JOKE}"));
        let niemand = youssef.post("/werk/zoek", &[("q", "999990019")]).await;
        youssef
            .get(niemand.naar())
            .await
            .toont("Niemand gevonden met dit burgerservicenummer")
            .toont_niet("999990019");
        let naam = youssef.post("/werk/zoek", &[("q", "Verhagen & zoon")]).await;
        assert_eq!(naam.naar(), "/werk/zoek?q=Verhagen%20%26%20zoon");
        youssef.get(naam.naar()).await.toont("Verhagen &#38; zoon");
    });
}
