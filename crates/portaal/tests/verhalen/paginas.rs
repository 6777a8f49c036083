// SPDX-License-Identifier: EUPL-1.2
//! What holds for every page of the portal, and the pages that stand still.

use std::{collections::BTreeSet, path::Path};

use http::{Method, StatusCode};
use kernel::Actor;
use vragen::{Antwoordkanaal, Kanaal, Wie, accept, accept::Aanname, answer, answer::Antwoord};
use web::{Access, Lang, Texts, texts::check_keys};

use crate::{
    blad::{gebreken, tussen, zonder_tags},
    deur,
};

/// Longest sentence, in words (WCAG is not enough: plain Dutch is a goal of its own).
const ZIN_MAX: usize = 20;

fn teksten() -> std::sync::Arc<Texts> {
    Texts::load(&portaal::text_sources()).unwrap()
}

#[test]
fn every_text_stands_in_both_languages_and_every_key_on_a_page_exists() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    assert_eq!(check_keys(&templates, &teksten()), Vec::<String>::new());
}

#[test]
fn residents_read_short_sentences_without_office_words() {
    let bron = portaal::text_sources()[0].nl;
    let mut mis = Vec::new();
    for regel in bron.lines().filter(|r| !r.starts_with('#')) {
        let Some((sleutel, tekst)) = regel.split_once(" = ") else { continue };
        mis.extend(language::never(tekst).iter().map(|n| format!("{sleutel}: {}", n.word)));
        for zin in tekst.split(['.', '?', ':']) {
            if kernel::text::count_words(zin) > ZIN_MAX {
                mis.push(format!("{sleutel}: {} words: {zin}", kernel::text::count_words(zin)));
            }
        }
    }
    assert!(mis.is_empty(), "{mis:#?}");
}

testkit::op_beide! {
    async fn every_page_has_one_heading_the_site_in_its_title_and_help_in_the_same_place(app: TestApp) {
        let (app, mut client) = deur(app).await;
        for taal in ["nl", "en"] {
            for route in portaal::routes().table() {
                let bestand = route.path.contains('.') || route.path.starts_with("/api/");
                if route.method != "GET" || route.access != Access::Public || bestand {
                    continue;
                }
                let pad = format!("{}?taal={taal}", route.sample);
                let blad = client.get(&pad).await;
                if blad.status == StatusCode::SEE_OTHER {
                    continue;
                }
                assert_eq!(blad.status, StatusCode::OK, "{pad}");
                assert_eq!(gebreken(&blad, "Gemeente Proefdorp"), Vec::<String>::new(), "{pad}");
            }
        }
        assert_eq!(app.g.texts().missing(), Vec::<String>::new());
    }

    async fn every_form_works_by_post_and_every_link_leads_somewhere(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let routes = portaal::routes().table();
        let paden: BTreeSet<&str> = routes.iter().filter(|r| r.method == "GET").map(|r| r.path).collect();
        let posts: BTreeSet<&str> = routes.iter().filter(|r| r.method == "POST").map(|r| r.path).collect();
        let mut mis = Vec::new();
        for route in routes.iter().filter(|r| r.method == "GET" && r.access == Access::Public) {
            let blad = client.get(route.sample).await;
            for stuk in blad.tekst.split("href=\"/").skip(1) {
                let pad = format!("/{}", stuk.split(['"', '?', '#']).next().unwrap());
                let van_de_schil = pad.starts_with("/assets/") || pad == "/taal";
                if !van_de_schil && !paden.contains(pad.as_str()) {
                    mis.push(format!("{} links to {pad}", route.path));
                }
            }
            for stuk in blad.tekst.split("action=\"").skip(1) {
                let pad = stuk.split('"').next().unwrap();
                if !posts.contains(pad) {
                    mis.push(format!("{} sends to {pad}", route.path));
                }
            }
        }
        assert!(mis.is_empty(), "{mis:#?}");
    }

    async fn another_site_cannot_send_a_form_in_a_visitors_name(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let vreemd = [("sec-fetch-site", "cross-site"), ("origin", "https://boef.example"), ("content-type", "application/x-www-form-urlencoded")];
        for pad in ["/vraag", "/bel-mij", "/melding", "/status"] {
            let nee = client.send(Method::POST, pad, &vreemd, axum::body::Body::from("tekst=x")).await;
            assert_eq!(nee.status, StatusCode::FORBIDDEN, "{pad}");
        }
        let mut tx = app.read().await;
        assert_eq!(tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM vraag", &[]).await.unwrap(), 0);
    }

    async fn the_front_page_says_until_when_one_can_call(app: TestApp) {
        let (app, mut client) = deur(app).await;
        client.get("/").await.toont("Vandaag tot 17.00 uur.").toont("14 0998").toont_niet("Wij houden woord");
        app.zet_klok("2026-11-24T18:00:00Z");
        client.get("/").await.toont("Nu gesloten. Morgen vanaf 8.30 uur.");
    }

    async fn the_front_page_tells_how_often_we_kept_our_word_last_month(app: TestApp) {
        let (app, mut client) = deur(app).await;
        app.zet_klok("2026-10-05T09:00:00Z");
        let inr = app.inr().await;
        let fatima = app.wie(testkit::proefdorp::FATIMA).await;
        for n in 0..12 {
            let mut tx = app.begin().await;
            let aanname = Aanname::new(Kanaal::Website, "Is mijn paspoort klaar?", Antwoordkanaal::Geen);
            let v = accept::accept(&mut tx, &inr, &Wie::inwoner(), aanname).await.unwrap().vraag;
            tx.commit().await.unwrap();
            if n == 9 {
                app.zet_klok("2026-10-20T09:00:00Z");
            }
            let mut tx = app.begin().await;
            answer::answer(&mut tx, &inr, &fatima, v.id, Antwoord::new(Kanaal::Website, "Ja.")).await.unwrap();
            tx.commit().await.unwrap();
        }
        client.get("/").await.toont_niet("Wij houden woord");
        app.zet_klok("2026-11-02T09:00:00Z");
        // All but the one that was asked on the fifth and answered on the twentieth: 11 of 12.
        client.get("/").await.toont("Wij houden woord").toont(">91</span>").toont("in oktober").toont("Wij telden 12 antwoorden.");
    }

    async fn contact_shows_the_week_the_closing_days_and_places_with_a_name(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let mut tx = app.begin().await;
        let mut opzet = testkit::proefdorp::opzet();
        opzet.instellingen.push(("plek.B.naam".into(), "Servicepunt Lindel".into()));
        opzet.instellingen.push(("plek.B.adres".into(), "Bibliotheek, Kerkstraat 2".into()));
        opzet.openingstijden.push(beheer::Openingstijd { plek: "B".into(), dag: 2, van: "13:30".into(), tot: "17:00".into() });
        beheer::schrijf(&mut tx, &Actor::Systeem("proef".into()), &opzet).await.unwrap();
        tx.commit().await.unwrap();
        beheer::herlees(&app.g).await.unwrap();
        client
            .get("/contact")
            .await
            .toont("Maandag tot en met vrijdag van 8.30 tot 17.00 uur")
            .toont("Donderdag 24 december 2026 vanaf 12.00 uur (Kerstavond)")
            .toont("Servicepunt Lindel")
            .toont("Dinsdag van 13.30 tot 17.00 uur")
            .toont("gemeente@proefdorp.example");
        client.get("/").await.toont("Servicepunt Lindel");
    }

    async fn every_formal_message_has_a_way(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let blad = client.get("/aanwijzingsbesluit").await;
        for soort in ["aanvraag", "bezwaar", "klacht", "ingebrekestelling", "woo-verzoek", "privacyverzoek"] {
            blad.toont(&format!("href=\"/vraag?soort={soort}\""));
            let vraag = client.get(&format!("/vraag?soort={soort}")).await;
            assert!(tussen(&vraag.tekst, "name=\"soort\" value=\"", "\"") == Some(soort), "{soort}");
        }
        blad.toont("Dorpsplein 1");
    }

    async fn english_is_offered_in_english_to_everyone(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        client.get("/talen/en").await.toont("<html lang=\"en\">").toont("You can read the whole website in English.");
        client.get("/").await.toont("lang=\"en\"");
        client.get("/taal?taal=en&naar=/privacy").await;
        client.get("/privacy").await.toont("There are no other cookies.");
    }

    async fn machines_find_whom_to_warn_and_what_not_to_index(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let security = client.get("/.well-known/security.txt").await;
        security.toont("Contact: http").toont("Expires: 2027-05-23T").toont("Preferred-Languages: nl, en");
        assert!(security.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
        client.get("/robots.txt").await.toont("Disallow: /status/").toont("Disallow: /werk");
    }
}

#[test]
fn the_words_of_the_stages_are_those_of_the_glossary() {
    let t = teksten().in_lang(Lang::Nl);
    for (fase, woord) in [
        ("hebben", "Wij hebben uw vraag"),
        ("bezig", "Wij zijn ermee bezig"),
        ("wacht-op-u", "Wij wachten op u"),
        ("wacht-op-ander", "Wij wachten op een ander"),
        ("duurt-langer", "Het duurt langer"),
        ("antwoord", "U hebt antwoord"),
        ("klaar", "Klaar"),
        ("gestopt", "Gestopt op uw verzoek"),
    ] {
        assert_eq!(zonder_tags(&t.k(&format!("p-fase-{fase}"))), woord);
    }
}
