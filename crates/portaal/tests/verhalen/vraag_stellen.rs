// SPDX-License-Identifier: EUPL-1.2
//! R1: ask a question, from the one field to the number.

use http::StatusCode;
use kernel::Time;
use testkit::{Antwoord, Client, TestApp};
use vragen::{Antwoordkanaal, Eigenaar, Wie, dossier};

use crate::{
    blad::{Formulier, naamloos, tussen, zonder_tags},
    deur,
};

const VRAAG: &str = "Hoe laat kan ik mijn paspoort ophalen?";

/// From the front page to the page that asks how to answer.
async fn tot_hoe(client: &mut Client, tekst: &str) -> Antwoord {
    let voor = client.get("/").await;
    let blad = Formulier::op(&voor, "/vraag").vul("tekst", tekst).verstuur(client).await;
    assert_eq!(blad.status, StatusCode::OK);
    blad
}

/// The whole way by mail, up to the page to check.
async fn tot_controle(client: &mut Client, tekst: &str) -> Antwoord {
    let hoe = tot_hoe(client, tekst).await;
    let gegevens = Formulier::op(&hoe, "/vraag").vul("hoe", "e-mail").verstuur(client).await;
    let controle =
        Formulier::op(&gegevens, "/vraag").vul("email", "joke@voorbeeld.example").verstuur(client).await;
    controle.toont("Klopt dit zo?").toont("joke@voorbeeld.example");
    controle
}

/// Follows the redirect to the confirmation.
async fn bevestiging(client: &mut Client, verstuurd: &Antwoord) -> Antwoord {
    assert_eq!(verstuurd.status, StatusCode::SEE_OTHER, "{}", verstuurd.tekst);
    assert!(verstuurd.naar().starts_with("/vraag/bevestiging?bewijs="), "{}", verstuurd.naar());
    client.get(verstuurd.naar()).await
}

/// The number on a page.
fn nummer(antwoord: &Antwoord) -> String {
    let lopend = zonder_tags(&antwoord.tekst);
    let van = lopend.find("PD-26-").expect("a number");
    lopend[van..van + 12].to_owned()
}

async fn aantal_vragen(app: &TestApp) -> i64 {
    let mut tx = app.read().await;
    tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM vraag", &[]).await.unwrap()
}

testkit::op_beide! {
    async fn joke_asks_and_reads_number_code_team_and_date(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let controle = tot_controle(&mut client, VRAAG).await;
        controle.toont("U krijgt antwoord uiterlijk donderdag 26 november 2026 om 17.00 uur.").toont("Burgerzaken");
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        let klaar = bevestiging(&mut client, &klaar).await;
        klaar
            .toont("Wij hebben uw vraag")
            .toont("U krijgt antwoord uiterlijk donderdag 26 november 2026 om 17.00 uur.")
            .toont("Het team Burgerzaken")
            .toont("Wij sturen u ook een mail.");
        assert_eq!(klaar.headers["cache-control"], "no-store");
        let mut tx = app.read().await;
        let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().expect("the question of this number");
        let code = kernel::volgcode::derive(&app.g.keys().purpose("volgcode"), v.id.uuid());
        klaar.toont(&code);
        assert_eq!(v.eigenaar, Eigenaar::team("BZ"));
        assert_eq!(v.belofte.uiterlijk, Time::parse("2026-11-26T16:00:00Z").unwrap());
        let indiener = dossier::indiener(&mut tx, v.id).await.unwrap();
        assert_eq!((indiener.email.as_str(), indiener.naam.as_str()), ("joke@voorbeeld.example", ""));
    }

    async fn sending_twice_gives_one_question_with_one_number(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let controle = Formulier::op(&tot_controle(&mut client, VRAAG).await, "/vraag");
        let eerste = controle.verstuur(&mut client).await;
        let tweede = controle.verstuur(&mut client).await;
        let (eerste, tweede) = (bevestiging(&mut client, &eerste).await, bevestiging(&mut client, &tweede).await);
        assert_eq!(nummer(&eerste), nummer(&tweede));
        assert_eq!(aantal_vragen(&app).await, 1);
    }

    async fn two_clicks_at_the_same_moment_are_one_question(app: TestApp) {
        let (app, mut een) = deur(app).await;
        let mut twee = app.client(portaal::routes());
        let controle = Formulier::op(&tot_controle(&mut een, VRAAG).await, "/vraag");
        let (a, b) = testkit::tokio::join!(controle.verstuur(&mut een), controle.verstuur(&mut twee));
        assert_eq!((a.status, b.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
        assert_eq!(aantal_vragen(&app).await, 1);
    }

    async fn who_goes_back_and_changes_the_text_is_asked_before_it_becomes_a_second_question(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let controle = Formulier::op(&tot_controle(&mut client, VRAAG).await, "/vraag");
        controle.verstuur(&mut client).await;
        let anders = Formulier::op(&tot_controle(&mut client, "x").await, "/vraag")
            .vul("sleutel", controle.waarde("sleutel"))
            .vul("tekst", "En mijn rijbewijs?");
        let gevraagd = anders.verstuur(&mut client).await;
        assert_eq!(gevraagd.status, StatusCode::UNPROCESSABLE_ENTITY);
        gevraagd.toont("U hebt dit formulier al verstuurd").toont("En mijn rijbewijs?");
        assert_eq!(aantal_vragen(&app).await, 1);
        let toch = Formulier::op(&gevraagd, "/vraag").verstuur(&mut client).await;
        bevestiging(&mut client, &toch).await;
        assert_eq!(aantal_vragen(&app).await, 2);
    }

    async fn each_way_of_answering_asks_only_what_it_needs(app: TestApp) {
        let (app, mut client) = deur(app).await;
        for (hoe, nodig, fout, goed) in [
            ("telefoon", "telefoon", "Vul uw telefoonnummer in", "06 12 34 56 78"),
            ("brief", "adres", "Vul uw straat, huisnummer", "Lindehof 3, 1234 AB Proefdorp"),
            ("e-mail", "email", "Vul uw e-mailadres in", "joke@voorbeeld.example"),
        ] {
            let blad = tot_hoe(&mut client, VRAAG).await;
            let blad = Formulier::op(&blad, "/vraag").vul("hoe", hoe).verstuur(&mut client).await;
            blad.toont(&format!("name=\"{nodig}\""));
            assert_eq!(naamloos(&blad.tekst), Vec::<String>::new());
            for ander in ["telefoon", "adres", "email"].iter().filter(|a| **a != nodig) {
                blad.toont_niet(&format!("name=\"{ander}\""));
            }
            let leeg = Formulier::op(&blad, "/vraag").vul("naam", "Joke").verstuur(&mut client).await;
            assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
            leeg.toont("<title>Fout: ").toont(fout).toont("value=\"Joke\"").toont("aria-invalid=\"true\"");
            let controle = Formulier::op(&leeg, "/vraag").vul(nodig, goed).verstuur(&mut client).await;
            let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
            let klaar = bevestiging(&mut client, &klaar).await;
            let mut tx = app.read().await;
            let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().unwrap();
            assert_eq!(v.antwoordkanaal.text(), hoe);
        }
        for hoe in ["balie", "geen"] {
            let blad = tot_hoe(&mut client, VRAAG).await;
            let blad = Formulier::op(&blad, "/vraag").vul("hoe", hoe).verstuur(&mut client).await;
            let controle = Formulier::op(&blad, "/vraag").verstuur(&mut client).await;
            controle.toont("Klopt dit zo?");
        }
    }

    async fn what_was_typed_for_another_way_is_not_kept(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let controle = tot_controle(&mut client, VRAAG).await;
        let terug = Formulier::op(&controle, "/vraag").vul("naar", "hoe").verstuur(&mut client).await;
        let gegevens = Formulier::op(&terug, "/vraag").vul("hoe", "geen").verstuur(&mut client).await;
        let controle = Formulier::op(&gegevens, "/vraag").verstuur(&mut client).await;
        controle.toont_niet("<dd><span class=\"vd-tekst\">joke@voorbeeld.example");
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        let klaar = bevestiging(&mut client, &klaar).await;
        let mut tx = app.read().await;
        let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().unwrap();
        assert_eq!(dossier::indiener(&mut tx, v.id).await.unwrap().email, "");
        assert_eq!(v.antwoordkanaal, Antwoordkanaal::Geen);
    }

    async fn going_back_from_the_check_loses_nothing(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let controle = tot_controle(&mut client, "Een lange vraag\nmet twee regels & <tekens>").await;
        let terug = Formulier::op(&controle, "/vraag").vul("naar", "vraag").verstuur(&mut client).await;
        let blad = Formulier::op(&terug, "/vraag");
        assert_eq!(blad.waarde("tekst"), "Een lange vraag\nmet twee regels & <tekens>");
        assert_eq!((blad.waarde("hoe"), blad.waarde("email")), ("e-mail", "joke@voorbeeld.example"));
    }

    async fn an_empty_question_is_asked_for_in_words_and_a_missing_choice_too(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let blad = client.get("/vraag").await;
        let leeg = Formulier::op(&blad, "/vraag").vul("tekst", "  ").verstuur(&mut client).await;
        assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
        leeg.toont("<title>Fout: Stel uw vraag").toont("href=\"#tekst\"").toont("Een paar woorden is genoeg");
        let hoe = tot_hoe(&mut client, VRAAG).await;
        let leeg = Formulier::op(&hoe, "/vraag").verstuur(&mut client).await;
        assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
        leeg.toont("Kies hoe u ons antwoord wilt krijgen.").toont("href=\"#hoe\"").toont(VRAAG);
    }

    async fn a_bsn_gets_a_kind_warning_and_never_a_refusal(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let tekst = "Mijn nummer is 999990019, klopt mijn adres?";
        let blad = tot_hoe(&mut client, tekst).await;
        blad.toont("burgerservicenummer").toont("Haal het weg").toont("Per mail");
        let waarschuwing = tussen(&blad.tekst, "class=\"vd-melding vd-melding--let-op\"", "</form>").unwrap();
        assert!(waarschuwing.contains("999990019"), "the text goes along");
        let weg = Formulier::op(&blad, "/vraag").vul("naar", "bsn-weg").verstuur(&mut client).await;
        weg.toont_niet("999990019").toont_niet("burgerservicenummer").toont("klopt mijn adres?");
        let laten = Formulier::op(&blad, "/vraag").vul("naar", "bsn-laten").verstuur(&mut client).await;
        laten.toont("999990019").toont_niet("burgerservicenummer");
        let verder = Formulier::op(&blad, "/vraag").vul("hoe", "geen").verstuur(&mut client).await;
        assert_eq!(verder.status, StatusCode::OK, "who ignores the warning goes on");
    }

    async fn a_photo_travels_along_from_the_first_step_and_a_program_is_refused_by_name(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let png = [&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 0, 13], b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde],
            &[0, 0, 0, 0], b"IEND", &[0xae, 0x42, 0x60, 0x82]].concat();
        let blad = client.get("/vraag").await;
        let blad = Formulier::op(&blad, "/vraag").vul("tekst", VRAAG);
        let fout = blad.verstuur_met(&mut client, &[("foto.png", &png), ("virus.exe", b"MZ\x90\x00\x03")]).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("virus.exe").toont("href=\"#bestanden\"").toont("foto.png").toont(VRAAG);
        let hoe = Formulier::op(&fout, "/vraag").verstuur(&mut client).await;
        hoe.toont("Er gaat 1 bestand mee.");
        let gegevens = Formulier::op(&hoe, "/vraag").vul("hoe", "geen").verstuur(&mut client).await;
        let controle = Formulier::op(&gegevens, "/vraag").verstuur(&mut client).await;
        controle.toont("foto.png");
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        let klaar = bevestiging(&mut client, &klaar).await;
        klaar.toont("foto.png").toont("SHA-256");
        let hash = storage::Hash::of(&png);
        let zonder = Formulier::op(&fout, "/vraag").vul("bestand_weg", &hash).verstuur(&mut client).await;
        zonder.toont_niet("Er gaat 1 bestand mee.");
        let mut tx = app.read().await;
        let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().unwrap();
        let bijlagen = vragen::bijlage::bijlagen(&mut tx, v.id).await.unwrap();
        assert_eq!((bijlagen.len(), bijlagen[0].media_type.as_str()), (1, "image/png"));
        assert_eq!(app.g.blobs().get(&bijlagen[0].hash).await.unwrap().as_ref(), png);
    }

    async fn files_that_are_too_much_together_cost_only_the_last_one(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let blad = client.get("/vraag").await;
        let blad = Formulier::op(&blad, "/vraag").vul("tekst", VRAAG);
        let groot = |n: u8| [b"verslag\n".repeat(1_120_000), vec![b'0' + n]].concat();
        let (een, twee, drie) = (groot(1), groot(2), groot(3));
        let fout = blad.verstuur_met(&mut client, &[("een.txt", &een), ("twee.txt", &twee), ("drie.txt", &drie)]).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("drie.txt").toont("samen 25 MB").toont("een.txt (8,9 MB)").toont("twee.txt (8,9 MB)");
        let verder = Formulier::op(&fout, "/vraag").verstuur(&mut client).await;
        verder.toont("Er gaan 2 bestanden mee.");
    }

    async fn a_file_that_is_not_ours_does_not_get_in_by_a_hidden_field(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let controle = Formulier::op(&tot_controle(&mut client, VRAAG).await, "/vraag").vul("bestand", "AAAA");
        let klaar = controle.verstuur(&mut client).await;
        let klaar = bevestiging(&mut client, &klaar).await;
        let mut tx = app.read().await;
        let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().unwrap();
        assert!(vragen::bijlage::bijlagen(&mut tx, v.id).await.unwrap().is_empty());
    }

    async fn a_topic_from_the_front_page_decides_the_team(app: TestApp) {
        let (app, mut client) = deur(app).await;
        client.get("/").await.toont("href=\"/vraag?onderwerp=paspoort\"").toont("href=\"/melding\"");
        let blad = client.get("/vraag?onderwerp=verhuizen").await;
        blad.toont("Verhuizing doorgeven");
        let hoe = Formulier::op(&blad, "/vraag").vul("tekst", "Hoe gaat dat?").verstuur(&mut client).await;
        let gegevens = Formulier::op(&hoe, "/vraag").vul("hoe", "geen").verstuur(&mut client).await;
        let controle = Formulier::op(&gegevens, "/vraag").vul("postcode", "1234 AB").verstuur(&mut client).await;
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        let klaar = bevestiging(&mut client, &klaar).await;
        let mut tx = app.read().await;
        let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().unwrap();
        assert_eq!((v.onderwerp.as_deref(), v.eigenaar.team.as_str(), v.wijk.as_deref()), (Some("verhuizen"), "BZ", Some("CE")));
        assert_eq!(v.regel, "onderwerp-team");
    }

    async fn a_complaint_shows_the_date_of_the_law_and_no_promise(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        let controle = tot_controle(&mut client, "Ik heb een klacht over de balie").await;
        controle.toont("U hoort van ons uiterlijk dinsdag 5 januari 2027");
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        bevestiging(&mut client, &klaar).await.toont("Die datum staat in de wet.");
    }

    async fn an_old_confirmation_asks_for_number_and_code(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let klaar = Formulier::op(&tot_controle(&mut client, VRAAG).await, "/vraag").verstuur(&mut client).await;
        let adres = klaar.naar().to_owned();
        app.clock.advance(std::time::Duration::from_secs(3601));
        assert_eq!(client.get(&adres).await.naar(), "/status");
        assert_eq!(client.get("/vraag/bevestiging?bewijs=AAAA").await.naar(), "/status");
        assert_eq!(client.get("/vraag/bevestiging").await.naar(), "/status");
    }

    async fn the_confirmation_is_owed_by_mail_in_the_same_breath(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let klaar = Formulier::op(&tot_controle(&mut client, VRAAG).await, "/vraag").verstuur(&mut client).await;
        bevestiging(&mut client, &klaar).await;
        app.laat_werken().await;
        let mut tx = app.read().await;
        let aan: Vec<String> = tx.query("SELECT aan FROM bericht", &[]).await.unwrap();
        assert_eq!(aan, ["joke@voorbeeld.example"]);
    }

    async fn an_english_resident_walks_the_same_way_in_english(app: TestApp) {
        let (_app, mut client) = deur(app).await;
        client.get("/taal?taal=en&naar=/").await;
        let voor = client.get("/").await;
        voor.toont("How can we help you?").toont("<html lang=\"en\">");
        let hoe = Formulier::op(&voor, "/vraag").vul("tekst", "When is my bin emptied?").verstuur(&mut client).await;
        hoe.toont("How do you want to get our answer?");
        let leeg = Formulier::op(&hoe, "/vraag").vul("hoe", "e-mail").verstuur(&mut client).await;
        let fout = Formulier::op(&leeg, "/vraag").vul("email", "joke").verstuur(&mut client).await;
        fout.toont("<title>Error: ").toont("Fill in your email address");
        let controle = Formulier::op(&fout, "/vraag").vul("email", "joke@example.com").verstuur(&mut client).await;
        controle.toont("You get an answer by ");
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        bevestiging(&mut client, &klaar).await.toont("We have your question").toont("2026 at 17:00");
    }

    async fn a_shielded_worry_goes_to_its_own_team(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let controle = tot_controle(&mut client, "Ik maak mij zorgen om de kinderen van hiernaast").await;
        let klaar = Formulier::op(&controle, "/vraag").verstuur(&mut client).await;
        let klaar = bevestiging(&mut client, &klaar).await;
        let mut tx = app.read().await;
        let v = dossier::op_nummer(&mut tx, &nummer(&klaar)).await.unwrap().unwrap();
        assert!(v.afgeschermd && v.eigenaar.team == "ZW");
        let noor = app.wie(testkit::proefdorp::NOOR).await;
        assert!(dossier::vraag(&mut tx, &noor, v.id).await.is_err());
        assert!(dossier::vraag(&mut tx, &Wie::inwoner(), v.id).await.is_ok());
    }
}

/// On SQLite one writer that does not let go stops all others; a server has no such thing to hold.
#[test]
fn when_nothing_can_be_stored_the_page_comes_back_with_everything_and_the_same_form_still_works() {
    TestApp::run(|| async {
        let (app, mut client) = deur(TestApp::sqlite().await).await;
        let controle = Formulier::op(&tot_controle(&mut client, VRAAG).await, "/vraag");
        let dicht = app.begin().await;
        let druk = controle.verstuur(&mut client).await;
        assert_eq!(druk.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(druk.headers.contains_key("retry-after"));
        druk.toont("Wat u invulde, staat er nog.").toont(VRAAG).toont("joke@voorbeeld.example");
        dicht.rollback().await;
        let klaar = Formulier::op(&druk, "/vraag").verstuur(&mut client).await;
        bevestiging(&mut client, &klaar).await;
        assert_eq!(aantal_vragen(&app).await, 1);
    });
}
