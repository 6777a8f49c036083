// SPDX-License-Identifier: EUPL-1.2
//! "Bel mij terug": for who does not want to write.

use http::StatusCode;
use testkit::TestApp;
use vragen::{Antwoordkanaal, Soort, VraagId, dossier};
use web::{Config, LimitConfig};

use crate::{blad::Formulier, deur, deur_met};

async fn enige_vraag(app: &TestApp) -> vragen::Vraag {
    let mut tx = app.read().await;
    let ids: Vec<uuid::Uuid> = tx.query("SELECT id FROM vraag", &[]).await.unwrap();
    assert_eq!(ids.len(), 1);
    dossier::vraag(&mut tx, &vragen::Wie::inwoner(), VraagId::from(ids[0])).await.unwrap()
}

testkit::op_beide! {
    async fn a_name_and_a_number_are_enough(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let blad = client.get("/bel-mij").await;
        blad.toont("Wij bellen u uiterlijk woensdag 25 november 2026 om 17.00 uur.");
        let blad = Formulier::op(&blad, "/bel-mij").vul("naam", "Joke Verhagen").vul("telefoon", "0612345678").vul("belmoment", "ochtend");
        let klaar = blad.verstuur(&mut client).await;
        assert_eq!(klaar.status, StatusCode::SEE_OTHER);
        client.get(klaar.naar()).await.toont("Wij bellen u").toont("PD-26-000001");
        let v = enige_vraag(&app).await;
        assert_eq!((v.soort, v.antwoordkanaal), (Soort::Terugbelverzoek, Antwoordkanaal::Telefoon));
        assert_eq!(v.belmoment, "in de ochtend, van 8.30 tot 12.00 uur");
        blad.verstuur(&mut client).await;
        enige_vraag(&app).await;
    }

    async fn a_broken_number_is_told_and_kept(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let blad = client.get("/bel-mij").await;
        let fout = Formulier::op(&blad, "/bel-mij").vul("telefoon", "twaalf").verstuur(&mut client).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("<title>Fout: Bel mij terug").toont("Vul uw naam in").toont("value=\"twaalf\"").toont("href=\"#telefoon\"");
        let mut tx = app.read().await;
        assert_eq!(tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM vraag", &[]).await.unwrap(), 0);
    }

    async fn the_municipal_site_may_show_it_inside_its_own_page_and_no_other_may(app: TestApp) {
        let limits = LimitConfig { sends: 0, codes: 0, sign_ins: 0 };
        let origin = "https://www.proefdorp.example";
        let config = Config { embed_origins: vec![origin.to_owned()], limits, ..Config::default() };
        let (_app, mut client) = deur_met(app, config).await;
        let blad = client.get("/bel-mij?kader=ja").await;
        let csp = blad.headers["content-security-policy"].to_str().unwrap().to_owned();
        assert!(csp.contains(&format!("frame-ancestors {origin}")), "{csp}");
        blad.toont("Bel mij terug").toont_niet("<header").toont_niet("<footer");
        let klaar = Formulier::op(&blad, "/bel-mij").vul("naam", "Joke").vul("telefoon", "0612345678").verstuur(&mut client).await;
        assert!(klaar.naar().starts_with("/bel-mij/bevestiging?kader=ja&bewijs="), "{}", klaar.naar());
        let klaar = client.get(klaar.naar()).await;
        klaar.toont("Wij bellen u").toont_niet("<header");
        let ander = client.get("/vraag").await;
        let csp = ander.headers["content-security-policy"].to_str().unwrap();
        assert!(csp.contains("frame-ancestors 'none'"), "{csp}");
    }
}
