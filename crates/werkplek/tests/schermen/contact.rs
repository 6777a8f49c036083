// SPDX-License-Identifier: EUPL-1.2
//! Somebody rings, stands at the desk or writes: E1 by hand, E2, E4 and E13.

use http::StatusCode;
use testkit::{
    Client, TestApp, op_beide,
    proefdorp::{SANNE, YOUSSEF},
};
use vragen::{Toestand, dossier};

use crate::mensen::{joke, scherm, vraag, vraagt, waarde};

/// Opens a new conversation; gives its address and the key of its form.
async fn begin(client: &mut Client) -> (String, String) {
    let pad = client.get("/werk/contact/nieuw").await.naar().to_owned();
    let sleutel = waarde(&client.get(&pad).await, "sleutel");
    (pad, sleutel)
}

/// Number in the address after a question was registered.
fn nummer(naar: &str) -> String {
    let na = naar.split("klaar=").nth(1).unwrap_or_else(|| panic!("not registered: {naar}"));
    na.split('#').next().unwrap_or("").to_owned()
}

op_beide! {
    async fn a_known_caller_is_found_by_the_number_and_rung_back(app: TestApp) {
        joke(&app).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let naar = youssef.post(&pad, &[("sleutel", &sleutel), ("q", "06 00 00 00 12"), ("actie", "zoek")]).await;
        assert_eq!(naar.naar(), format!("{pad}#wie"));
        youssef.get(&pad).await.toont("Joke Verhagen").toont("zelfde telefoonnummer").toont("geboren 4 maart 1952");

        let kies = format!("partij-{}", crate::mensen::JOKE);
        youssef.post(&pad, &[("sleutel", &sleutel), ("kies", &kies)]).await;
        let pagina = youssef.get(&pad).await;
        pagina.toont("Contact met Joke Verhagen").toont("Hoort slecht").toont("Er loopt nu niets");
        assert_eq!(waarde(&pagina, "telefoon"), "06 00 00 00 12", "nobody asks for it again");

        let gestuurd = [
            ("sleutel", sleutel.as_str()), ("klant", &kies), ("naam", "Joke Verhagen"), ("telefoon", "06 00 00 00 12"),
            ("tekst", "De container is niet geleegd."), ("notitie", "Al de tweede keer."), ("actie", "beloof"),
        ];
        let nummer = nummer(youssef.post(&pad, &gestuurd).await.naar());
        let v = vraag(&app, &nummer).await.unwrap();
        assert_eq!((v.eigenaar.team.as_str(), v.eigenaar.medewerker), ("OR", None), "the words decide the team");
        let pagina = youssef.get(&format!("{pad}?klaar={nummer}")).await;
        pagina.toont("Lees voor:").toont("Iemand van het team Openbare Ruimte belt u uiterlijk woensdag 25 november 2026");
        pagina.toont("In dit contact: 1 vraag").toont("Nog een vraag").toont(&nummer);
        assert_eq!(waarde(&pagina, "naam"), "Joke Verhagen", "the next question is of the same caller");
        assert_ne!(waarde(&pagina, "sleutel"), sleutel);

        let mut tx = app.read().await;
        let d = dossier::dossier(&mut tx, &app.wie(YOUSSEF).await, v.id).await.unwrap();
        assert_eq!(d.indiener.partij, Some(crate::mensen::JOKE));
        let notities = d.tijdlijn.iter().filter(|s| matches!(&s.inhoud, dossier::Inhoud::Notitie(n) if n.tekst == "Al de tweede keer."));
        assert_eq!(notities.count(), 1);
        tx.rollback().await;
    }

    async fn a_form_that_is_sent_twice_registers_one_question(app: TestApp) {
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let gestuurd = [
            ("sleutel", sleutel.as_str()), ("naam", "Piet Wissink"), ("telefoon", "0600005566"),
            ("tekst", "De stoep voor nummer 12 ligt los."),
        ];
        let eerste = nummer(youssef.post(&pad, &gestuurd).await.naar());
        let tweede = youssef.post(&pad, &gestuurd).await;
        assert_eq!((tweede.status, tweede.naar()), (StatusCode::SEE_OTHER, pad.as_str()));
        assert!(vraag(&app, &eerste).await.is_some());
        youssef.get(&pad).await.toont("In dit contact: 1 vraag");
    }

    async fn what_is_answered_at_once_is_answered_and_closed_in_one_go(app: TestApp) {
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let gestuurd = [
            ("sleutel", sleutel.as_str()), ("kanaal", "balie"), ("tekst", "Tot hoe laat is de balie open?"),
            ("verteld", "Tot 17.00 uur."), ("actie", "meteen"),
        ];
        let nummer = nummer(youssef.post(&pad, &gestuurd).await.naar());
        let v = vraag(&app, &nummer).await.unwrap();
        assert_eq!((v.toestand, v.meteen, v.op_tijd), (Toestand::Afgerond, true, Some(true)));
        assert_eq!(v.eigenaar.medewerker, Some(YOUSSEF));
        let pagina = youssef.get(&pad).await;
        pagina.toont("Meteen beantwoord").toont_niet("<strong>Lees voor:</strong>");
        pagina.toont("value=\"balie\" checked");
    }
}

/// Fatima answers this question.
async fn beantwoordt(app: &TestApp, v: &vragen::Vraag, tekst: &str) {
    let fatima = app.wie(testkit::proefdorp::FATIMA).await;
    let mut tx = app.begin().await;
    let antwoord = vragen::answer::Antwoord::new(vragen::Kanaal::Email, tekst);
    vragen::answer::answer(&mut tx, &*app.inr().await, &fatima, v.id, antwoord).await.unwrap();
    tx.commit().await.unwrap();
}

op_beide! {
    async fn how_a_colleague_answered_this_before_is_shown(app: TestApp) {
        let v = vraagt(&app, "Mijn paspoort is gestolen op vakantie, wat nu?", vragen::Indiener::default()).await;
        beantwoordt(&app, &v, "Beste meneer Kok,\n\nDoe aangifte bij de politie.\n\nMet vriendelijke groet,\nFatima").await;
        let anders = vraagt(&app, "Moet mijn paspoort mee naar de balie?", vragen::Indiener::default()).await;
        beantwoordt(&app, &anders, "Ja, neem uw oude paspoort mee.").await;

        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        youssef.get(&pad).await.toont("Schrijf op wat je hoort. Dan zie je hier");
        let velden = [("sleutel", sleutel.as_str()), ("tekst", "Haar paspoort is gestolen, wat moet ze doen?"), ("naam", "Ria Postma")];
        youssef.post(&pad, &[&velden[..], &[("actie", "voorstel")]].concat()).await;
        let pagina = youssef.get(&pad).await;
        pagina.toont("Mijn paspoort is gestolen").toont("Doe aangifte bij de politie.").toont("Beantwoord door Fatima");
        pagina.toont_niet("meneer Kok").toont_niet("Met vriendelijke groet");
        assert_eq!(waarde(&pagina, "naam"), "Ria Postma", "nothing typed was lost");
    }

    async fn what_was_told_to_one_resident_is_never_told_to_another(app: TestApp) {
        for (vraag, antwoord) in [
            ("Mijn paspoort is gestolen op reis", "Er is plek op donderdag 26 november. Wij hebben die tijd vrijgehouden."),
            ("Mijn paspoort is gestolen uit de auto", "U kunt terecht om 9.20 uur aan balie 3."),
            ("Mijn paspoort is gestolen thuis", "Wij bellen mevrouw De Vries op 06-12345678."),
        ] {
            let v = vraagt(&app, vraag, vragen::Indiener::default()).await;
            beantwoordt(&app, &v, antwoord).await;
        }
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let velden = [("sleutel", sleutel.as_str()), ("tekst", "Haar paspoort is gestolen, wat moet ze doen?")];
        youssef.post(&pad, &[&velden[..], &[("actie", "voorstel")]].concat()).await;
        let pagina = youssef.get(&pad).await;
        pagina.toont_niet("26 november").toont_niet("9.20").toont_niet("De Vries");
        pagina.toont("Niemand beantwoordde dit kort geleden.");
    }

    async fn what_a_shielded_team_answered_is_not_told_by_another(app: TestApp) {
        let v = vraagt(&app, "Ik zoek jeugdhulp voor mijn zoon.", vragen::Indiener::default()).await;
        assert!(v.afgeschermd);
        let tom = app.wie(testkit::proefdorp::TOM).await;
        let mut tx = app.begin().await;
        let antwoord = vragen::answer::Antwoord::new(vragen::Kanaal::Email, "Wij komen dinsdag bij u thuis.");
        vragen::answer::answer(&mut tx, &*app.inr().await, &tom, v.id, antwoord).await.unwrap();
        tx.commit().await.unwrap();
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let velden = [("sleutel", sleutel.as_str()), ("tekst", "Zij zoekt jeugdhulp voor haar zoon.")];
        youssef.post(&pad, &[&velden[..], &[("actie", "voorstel")]].concat()).await;
        youssef.get(&pad).await.toont_niet("Wij komen dinsdag").toont_niet("Ik zoek jeugdhulp");
    }

    async fn what_the_same_person_asked_before_is_said_before_it_is_taken_in_again(app: TestApp) {
        joke(&app).await;
        let joke = vragen::Indiener { partij: Some(crate::mensen::JOKE), naam: "Joke Verhagen".into(), telefoon: "+31600000012".into(), ..Default::default() };
        let v = vraagt(&app, "Mijn container is niet geleegd", joke).await;
        let man = vragen::Indiener { naam: "Henk Verhagen".into(), telefoon: "+31600000012".into(), ..Default::default() };
        vraagt(&app, "Waar blijft mijn paspoort?", man).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let kies = format!("partij-{}", crate::mensen::JOKE);
        let velden = [("sleutel", sleutel.as_str()), ("klant", &kies), ("naam", "Joke Verhagen"), ("telefoon", "06 00 00 00 12"), ("tekst", "De container is weer niet geleegd.")];
        youssef.post(&pad, &[&velden[..], &[("actie", "voorstel")]].concat()).await;
        let pagina = youssef.get(&pad).await;
        let nummer = kernel::nummer::format("PD", v.jaar(), v.volgnummer);
        pagina.toont("Misschien speelt er meer").toont("Hierover loopt al een vraag").toont(&format!("/werk/vraag/{nummer}"));
        pagina.toont("Met dit telefoonnummer kennen wij ook Henk Verhagen.");
    }
}

#[test]
fn what_is_missing_is_said_and_nothing_typed_is_lost() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let leeg = youssef
            .post(&pad, &[("sleutel", &sleutel), ("naam", "Gerda Versluis"), ("telefoon", "twaalf")])
            .await;
        assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
        leeg.toont("<title>Fout: Contact met Gerda Versluis")
            .toont("Schrijf op wat je hoort")
            .toont("Dit telefoonnummer klopt niet");
        assert_eq!(
            (waarde(&leeg, "naam"), waarde(&leeg, "telefoon")),
            ("Gerda Versluis".into(), "twaalf".into())
        );
        assert_eq!(waarde(&leeg, "sleutel"), sleutel, "it is still the same form");
        assert!(vraag(&app, "PD-26-000001").await.is_none());
    });
}

#[test]
fn a_letter_counts_from_the_day_it_came() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let mut gestuurd = vec![
            ("sleutel", sleutel.as_str()),
            ("kanaal", "brief"),
            ("ontvangen", "2026-11-19"),
            ("antwoordkanaal", "brief"),
            ("tekst", "Ik maak bezwaar tegen uw besluit."),
            ("naam", "J. Smit"),
        ];
        youssef.post(&pad, &gestuurd).await.toont("Vul straat, huisnummer, postcode en plaats in");
        gestuurd.push(("adres", "Dorpsplein 2\n1234 AB Proefdorp"));
        let nummer = nummer(youssef.post(&pad, &gestuurd).await.naar());
        let v = vraag(&app, &nummer).await.unwrap();
        assert_eq!(v.ontvangen_op.day_text(), "2026-11-19");
        assert_eq!(v.belofte.uiterlijk.day_text(), "2026-12-31", "six weeks from receipt");
        youssef.get(&pad).await.toont("staat in de wet").toont("een brief van het team");
    });
}

#[test]
fn a_question_for_any_team_is_taken_in_like_any_other() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut noor = scherm(&app, testkit::proefdorp::NOOR).await;
        let (pad, sleutel) = begin(&mut noor).await;
        let uiterlijk = "2026-11-27T16:00:00.000000Z";
        let gestuurd = [
            ("sleutel", sleutel.as_str()),
            ("tekst", "Mijn pas is zoek, wat nu?"),
            ("team", "BZ"),
            ("soort", "informatievraag"),
            ("onderwerp", "paspoort"),
            ("beloofd", uiterlijk),
            ("telefoon", "0600000099"),
        ];
        let nummer = nummer(noor.post(&pad, &gestuurd).await.naar());
        let v = vraag(&app, &nummer).await.unwrap();
        assert_eq!((v.eigenaar.team.as_str(), v.belofte.uiterlijk.to_string().as_str()), ("BZ", uiterlijk));
        noor.get(&pad)
            .await
            .toont("Iemand van het team Burgerzaken belt u uiterlijk vrijdag 27 november 2026 om 17.00 uur");
    });
}

#[test]
fn a_conversation_is_of_who_has_it() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        youssef
            .post(
                &pad,
                &[
                    ("sleutel", &sleutel),
                    ("tekst", "Een vraag over de stoep"),
                    ("telefoon", "0600000099"),
                    ("naam", "Ans Bakker"),
                ],
            )
            .await;
        youssef.get("/werk").await.toont("Ans Bakker");
        let mut sanne = scherm(&app, SANNE).await;
        assert_eq!(sanne.get(&pad).await.status, StatusCode::NOT_FOUND);
        let gestuurd = [
            ("sleutel", "01900000-0000-7000-8000-00000000ffff"),
            ("tekst", "Iets anders"),
            ("telefoon", "0600000099"),
        ];
        assert_eq!(sanne.post(&pad, &gestuurd).await.status, StatusCode::NOT_FOUND);
        assert_eq!(youssef.get("/werk/contact/geen-nummer").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_draft_comes_back_after_a_reload_but_not_after_its_question_was_registered() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let klad = pad.replace("/werk/contact/", "/werk/kladversie/contact-");
        let getypt = [
            ("sleutel", sleutel.as_str()),
            ("tekst", "De stoep ligt los bij"),
            ("naam", "Ans Bakker"),
            ("antwoordkanaal", "geen"),
        ];
        assert_eq!(youssef.post(&klad, &getypt).await.status, StatusCode::NO_CONTENT);
        let pagina = youssef.get(&pad).await;
        pagina.toont("De stoep ligt los bij</textarea>").toont("value=\"geen\" checked");
        pagina
            .toont("Voorstel:")
            .toont("Kapotte stoep of weg, Melding openbare ruimte, team Openbare Ruimte");

        nummer(youssef.post(&pad, &getypt).await.naar());
        // The script's last save may arrive after the form itself.
        youssef.post(&klad, &getypt).await;
        let pagina = youssef.get(&pad).await;
        pagina.toont_niet("De stoep ligt los bij</textarea>");
        assert_ne!(waarde(&pagina, "sleutel"), sleutel);
    });
}

#[test]
fn ending_with_words_that_were_not_registered_asks_first() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        nummer(
            youssef
                .post(
                    &pad,
                    &[
                        ("sleutel", &sleutel),
                        ("tekst", "De stoep ligt los"),
                        ("antwoordkanaal", "geen"),
                        ("naam", "Ans Bakker"),
                    ],
                )
                .await
                .naar(),
        );
        let volgende = waarde(&youssef.get(&pad).await, "sleutel");
        let nog = [("sleutel", volgende.as_str()), ("tekst", "En nog iets"), ("actie", "afronden")];
        let vraagt = youssef.post(&pad, &nog).await;
        assert_eq!(vraagt.status, StatusCode::UNPROCESSABLE_ENTITY);
        vraagt.toont("nog niet vastgelegd").toont("En nog iets</textarea>");
        let weg =
            [("sleutel", volgende.as_str()), ("tekst", "En nog iets"), ("actie", "afronden"), ("weg", "ja")];
        assert_eq!(youssef.post(&pad, &weg).await.naar(), "/werk");
        youssef.get("/werk").await.toont_niet("Ans Bakker");
        assert!(vraag(&app, "PD-26-000002").await.is_none());
    });
}

#[test]
fn a_worry_goes_to_the_shielded_team_with_the_note_and_closes_behind_it() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let gestuurd = [
            ("sleutel", sleutel.as_str()),
            ("tekst", "Ik maak me zorgen om mijn buurman."),
            ("notitie", "Klonk bang."),
            ("soort", "signaal"),
            ("telefoon", "0600000099"),
            ("naam", "Ans Bakker"),
        ];
        let nummer = nummer(youssef.post(&pad, &gestuurd).await.naar());
        let v = vraag(&app, &nummer).await.unwrap();
        assert!(v.afgeschermd && v.eigenaar.team == "ZW");
        let pagina = youssef.get(&pad).await;
        pagina.toont("Afgeschermde vraag").toont("Lees voor:").toont_niet("zorgen om mijn buurman");
        assert_eq!(youssef.get(&format!("/werk/vraag/{nummer}")).await.status, StatusCode::NOT_FOUND);
        let mut tx = app.read().await;
        let contacten = dossier::contacten(&mut tx, v.id).await.unwrap();
        assert!(
            contacten[0].inhoud.contains("Toelichting van Youssef Amrani: Klonk bang."),
            "{}",
            contacten[0].inhoud
        );
        tx.rollback().await;
    });
}

#[test]
fn enter_in_any_field_looks_for_the_caller_and_keeps_the_words() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        joke(&app).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let getypt = [
            ("sleutel", sleutel.as_str()),
            ("tekst", "Een half verha"),
            ("telefoon", "0600000012"),
            ("actie", "zoek"),
        ];
        assert_eq!(youssef.post(&pad, &getypt).await.status, StatusCode::SEE_OTHER);
        let pagina = youssef.get(&pad).await;
        pagina.toont("Joke Verhagen").toont("Een half verha</textarea>");
        let niemand = [("sleutel", sleutel.as_str()), ("q", "Onbekendstra"), ("actie", "zoek")];
        youssef.post(&pad, &niemand).await;
        youssef.get(&pad).await.toont("Niemand gevonden met");
    });
}

#[test]
fn a_bsn_finds_its_owner_and_is_kept_nowhere() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        joke(&app).await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        let (pad, sleutel) = begin(&mut youssef).await;
        let zoek = |bsn| {
            [
                ("sleutel", sleutel.clone()),
                ("tekst", "Een half verha".to_owned()),
                ("q", bsn),
                ("actie", "zoek".to_owned()),
            ]
        };
        for (bsn, gevonden) in [(crate::mensen::BSN, true), ("999990019", false)] {
            let velden = zoek(bsn.to_owned());
            let velden: Vec<(&str, &str)> = velden.iter().map(|(n, v)| (*n, v.as_str())).collect();
            let naar = youssef.post(&pad, &velden).await;
            assert!(!naar.naar().contains(bsn), "{}", naar.naar());
            let pagina = youssef.get(naar.naar().split('#').next().unwrap()).await;
            pagina.toont("Een half verha</textarea>").toont_niet(bsn);
            if gevonden {
                pagina.toont("Contact met Joke Verhagen");
                youssef
                    .post(&pad, &[("sleutel", &sleutel), ("tekst", "Een half verha"), ("actie", "los")])
                    .await;
            } else {
                pagina.toont("Niemand gevonden met dit burgerservicenummer.");
            }
        }
        let mut tx = app.read().await;
        let klad = pad.replace("/werk/contact/", "contact-");
        let klad = vragen::kladversie::lees(&mut tx, &app.wie(YOUSSEF).await, &klad).await.unwrap().unwrap();
        tx.rollback().await;
        assert!(!klad.contains(crate::mensen::BSN) && !klad.contains("999990019"), "{klad}");
    });
}
