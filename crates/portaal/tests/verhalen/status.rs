// SPDX-License-Identifier: EUPL-1.2
//! R5: follow a question with number and code, and do something about it.

use http::StatusCode;
use testkit::{Antwoord, Client, TestApp, proefdorp};
use vragen::{
    Antwoordkanaal, Indiener, Kanaal, Toestand, Vraag, Wie, accept, accept::Aanname, answer,
    answer::Antwoord as Reactie, ask, claim, dossier, note, promise,
};
use web::{Config, LimitConfig};

use crate::{
    blad::{Formulier, zonder_tags},
    deur, deur_met,
};

/// A question by mail, as the resident has it: with number and code.
async fn gesteld(app: &TestApp, tekst: &str) -> (Vraag, String, String) {
    let mut tx = app.begin().await;
    let indiener = Indiener { email: "joke@voorbeeld.example".into(), ..Indiener::default() };
    let aanname = Aanname { indiener, ..Aanname::new(Kanaal::Website, tekst, Antwoordkanaal::Email) };
    let v = accept::accept(&mut tx, &*app.inr().await, &Wie::inwoner(), aanname).await.unwrap().vraag;
    tx.commit().await.unwrap();
    let code = kernel::volgcode::derive(&app.g.keys().purpose("volgcode"), v.id.uuid());
    let nummer = kernel::nummer::format("PD", v.jaar(), v.volgnummer);
    (v, nummer, code)
}

async fn open(client: &mut Client, nummer: &str, code: &str) -> Antwoord {
    let blad = client.get("/status").await;
    Formulier::op(&blad, "/status").vul("nummer", nummer).vul("volgcode", code).verstuur(client).await
}

/// The page of the question, opened with number and code.
async fn mijn_vraag(client: &mut Client, nummer: &str, code: &str) -> Antwoord {
    let open = open(client, nummer, code).await;
    assert_eq!(open.naar(), format!("/status/vraag?nummer={nummer}"), "{}", open.tekst);
    client.get(open.naar()).await
}

async fn lees(app: &TestApp, v: &Vraag) -> Vraag {
    dossier::vraag(&mut app.read().await, &Wie::inwoner(), v.id).await.unwrap()
}

async fn beantwoord(app: &TestApp, v: &Vraag) {
    let mut tx = app.begin().await;
    let fatima = app.wie(proefdorp::FATIMA).await;
    let reactie = Reactie::new(Kanaal::Email, "Uw paspoort ligt klaar.");
    answer::answer(&mut tx, &*app.inr().await, &fatima, v.id, reactie).await.unwrap();
    tx.commit().await.unwrap();
}

testkit::op_beide! {
    async fn with_number_and_code_joke_sees_stage_date_and_team_without_signing_in(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (_, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let blad = mijn_vraag(&mut client, &nummer, &code.to_lowercase().replace(' ', "")).await;
        blad.toont("U krijgt antwoord uiterlijk donderdag 26 november 2026 om 17.00 uur.")
            .toont("Het team Burgerzaken")
            .toont("Wij hebben uw vraag")
            .toont("Is mijn paspoort klaar?")
            .toont("j...@voorbeeld.example")
            .toont_niet("joke@voorbeeld.example");
        assert_eq!(blad.headers["cache-control"], "no-store");
    }

    async fn a_stranger_learns_nothing_from_a_number(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (_, nummer, _) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let mut bladen = Vec::new();
        for probeer in [nummer.as_str(), "PD-26-000999", "PD-25-000001", "zomaar iets"] {
            let blad = open(&mut client, probeer, "K7M 4PX 92R").await;
            assert_eq!(blad.status, StatusCode::UNPROCESSABLE_ENTITY);
            bladen.push(blad.tekst.replace(&format!("value=\"{probeer}\""), "value=\"\""));
        }
        assert!(bladen.windows(2).all(|p| p[0] == p[1]), "every refusal reads the same");
        let kaal = client.get(&format!("/status/vraag?nummer={nummer}")).await;
        assert_eq!(kaal.naar(), "/status");
        for pad in ["aanvullen", "opgelost", "heropenen", "antwoord", "intrekken"] {
            let nee = client.post(&format!("/status/vraag/{pad}"), &[("nummer", &nummer)]).await;
            assert_eq!(nee.status, StatusCode::FORBIDDEN, "{pad}");
            nee.toont_niet("paspoort");
        }
    }

    async fn the_code_of_one_question_does_not_open_another(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (_, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let (ander, ander_nummer, _) = gesteld(&app, "Geheim van de buren").await;
        mijn_vraag(&mut client, &nummer, &code).await;
        let nee = client.get(&format!("/status/vraag?nummer={ander_nummer}")).await;
        assert_eq!(nee.naar(), format!("/status?nummer={ander_nummer}"));
        let nee = client.post("/status/vraag/intrekken", &[("nummer", &ander_nummer)]).await;
        assert_eq!(nee.naar(), format!("/status?nummer={ander_nummer}"));
        assert_eq!(lees(&app, &ander).await.toestand, Toestand::Open);
    }

    async fn guessing_codes_is_slowed_down(app: TestApp) {
        let limits = LimitConfig { sends: 0, codes: 3, sign_ins: 0 };
        let (app, mut client) = deur_met(app, Config { limits, ..Config::default() }).await;
        let (_, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        for _ in 0..3 {
            assert_eq!(open(&mut client, &nummer, "K7M 4PX 92R").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let traag = open(&mut client, &nummer, &code).await;
        assert_eq!(traag.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(traag.headers.contains_key("retry-after"));
    }

    async fn remarks_and_rules_for_colleagues_never_show(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let fatima = app.wie(proefdorp::FATIMA).await;
        let mut tx = app.begin().await;
        claim::claim(&mut tx, &fatima, v.id).await.unwrap();
        note::note(&mut tx, &fatima, v.id, "Lastige meneer, eerst bellen.").await.unwrap();
        tx.commit().await.unwrap();
        let blad = mijn_vraag(&mut client, &nummer, &code).await;
        blad.toont("Fatima el Idrissi").toont("Wij zijn ermee bezig").toont_niet("Lastige meneer").toont_niet("woorden-team");
        let woorden = zonder_tags(&blad.tekst).to_lowercase();
        for woord in ["belofte", "eigenaar", "klantcontact", "overdracht", "triage", "intake"] {
            assert!(!woorden.contains(woord), "{woord}");
        }
    }

    async fn when_it_is_her_turn_joke_answers_once_and_we_go_on(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let fatima = app.wie(proefdorp::FATIMA).await;
        let mut tx = app.begin().await;
        ask::ask(&mut tx, &fatima, v.id, "Op welke dag vroeg u het aan?").await.unwrap();
        tx.commit().await.unwrap();
        let blad = mijn_vraag(&mut client, &nummer, &code).await;
        blad.toont("Wij wachten op u").toont("Dit moet u nog doen").toont("Op welke dag vroeg u het aan?");
        let leeg = Formulier::op(&blad, "/status/vraag/aanvullen").verstuur(&mut client).await;
        assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
        leeg.toont("<title>Fout: ").toont("href=\"#tekst\"");
        let antwoord = Formulier::op(&leeg, "/status/vraag/aanvullen").vul("tekst", "Op 3 november.");
        let klaar = antwoord.verstuur(&mut client).await;
        client.get(klaar.naar()).await.toont("Wij hebben uw bericht.").toont("Op 3 november.").toont_niet("Wij wachten op u");
        antwoord.verstuur(&mut client).await;
        let contacten = dossier::contacten(&mut app.read().await, v.id).await.unwrap();
        assert_eq!(contacten.iter().filter(|c| c.inhoud == "Op 3 november.").count(), 1);
        assert_eq!(lees(&app, &v).await.toestand, Toestand::Open);
    }

    async fn joke_adds_a_file_to_her_question(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let blad = mijn_vraag(&mut client, &nummer, &code).await;
        let blad = Formulier::op(&blad, "/status/vraag/aanvullen");
        let fout = blad.verstuur_met(&mut client, &[("virus.exe", b"MZ\x90\x00\x03")]).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("virus.exe");
        let klaar = blad.verstuur_met(&mut client, &[("brief.txt", b"Beste gemeente, dit is mijn brief.\n")]).await;
        client.get(klaar.naar()).await.toont("brief.txt");
        assert_eq!(vragen::bijlage::bijlagen(&mut app.read().await, v.id).await.unwrap().len(), 1);
    }

    async fn the_answer_stands_on_top_and_no_opens_the_question_again_at_the_same_person(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let fatima = app.wie(proefdorp::FATIMA).await;
        let mut tx = app.begin().await;
        claim::claim(&mut tx, &fatima, v.id).await.unwrap();
        tx.commit().await.unwrap();
        beantwoord(&app, &v).await;
        let blad = mijn_vraag(&mut client, &nummer, &code).await;
        blad.toont("Uw paspoort ligt klaar.").toont("Is uw vraag opgelost?");
        assert_eq!(blad.tekst.matches("Uw paspoort ligt klaar.").count(), 1, "once, not in the list again");
        let nee = Formulier::op(&blad, "/status/vraag/opgelost").vul("opgelost", "nee").verstuur(&mut client).await;
        client.get(nee.naar()).await.toont("Wij gaan weer voor u aan de slag").toont_niet("Is uw vraag opgelost?");
        let nu = lees(&app, &v).await;
        assert_eq!((nu.toestand, nu.eigenaar.medewerker), (Toestand::Open, Some(proefdorp::FATIMA)));
    }

    async fn yes_is_thanked_for_and_asked_no_more(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        beantwoord(&app, &v).await;
        let blad = mijn_vraag(&mut client, &nummer, &code).await;
        let ja = Formulier::op(&blad, "/status/vraag/opgelost").vul("opgelost", "ja").verstuur(&mut client).await;
        client.get(ja.naar()).await.toont("Fijn.").toont_niet("Is uw vraag opgelost?").toont("Nog een vraag hierover?");
        assert_eq!(lees(&app, &v).await.navraag, "ja");
    }

    async fn joke_wants_to_be_called_after_all(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        mijn_vraag(&mut client, &nummer, &code).await;
        let blad = client.get(&format!("/status/vraag/antwoord?nummer={nummer}")).await;
        blad.toont("Dit hebben wij al").toont_niet("joke@voorbeeld.example");
        let blad = Formulier::op(&blad, "/status/vraag/antwoord").vul("hoe", "telefoon");
        let fout = blad.verstuur(&mut client).await;
        assert_eq!(fout.status, StatusCode::UNPROCESSABLE_ENTITY);
        fout.toont("href=\"#telefoon\"");
        let goed = Formulier::op(&fout, "/status/vraag/antwoord").vul("telefoon", "06 12345678").vul("belmoment", "middag");
        let klaar = goed.verstuur(&mut client).await;
        client.get(klaar.naar()).await.toont("Wij hebben het veranderd.").toont_niet("0612345678").toont_niet("+31612345678");
        let nu = lees(&app, &v).await;
        assert_eq!((nu.antwoordkanaal, nu.belmoment.as_str()), (Antwoordkanaal::Telefoon, "in de middag, van 12.00 tot 17.00 uur"));
        let indiener = dossier::indiener(&mut app.read().await, v.id).await.unwrap();
        assert_eq!((indiener.email.as_str(), indiener.telefoon.as_str()), ("joke@voorbeeld.example", "+31612345678"));
    }

    async fn a_stopped_question_can_be_opened_again(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        mijn_vraag(&mut client, &nummer, &code).await;
        let blad = client.get(&format!("/status/vraag/intrekken?nummer={nummer}")).await;
        let stop = Formulier::op(&blad, "/status/vraag/intrekken");
        let klaar = stop.verstuur(&mut client).await;
        assert_eq!(stop.verstuur(&mut client).await.status, StatusCode::SEE_OTHER, "pressed twice is once");
        let blad = client.get(klaar.naar()).await;
        blad.toont("Gestopt op uw verzoek").toont_niet("Iets veranderen");
        assert_eq!(lees(&app, &v).await.toestand, Toestand::Ingetrokken);
        let weer = Formulier::op(&blad, "/status/vraag/heropenen").verstuur(&mut client).await;
        client.get(weer.naar()).await.toont("Wij gaan weer voor u aan de slag");
        assert_eq!(lees(&app, &v).await.toestand, Toestand::Open);
    }

    async fn a_later_date_comes_with_sorry_and_the_reason(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (v, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        let fatima = app.wie(proefdorp::FATIMA).await;
        let later = kernel::Time::parse("2026-12-01T16:00:00Z").unwrap();
        let mut tx = app.begin().await;
        promise::set_date(&mut tx, &*app.inr().await, &fatima, v.id, later, "De leverancier is te laat.").await.unwrap();
        tx.commit().await.unwrap();
        mijn_vraag(&mut client, &nummer, &code)
            .await
            .toont("Het duurt langer. U krijgt nu antwoord uiterlijk dinsdag 1 december 2026 om 17.00 uur.")
            .toont("Wij beloofden u antwoord op donderdag 26 november 2026.")
            .toont("Het spijt ons.")
            .toont("De reden: De leverancier is te laat.")
            .toont("Wij halen donderdag 26 november 2026 niet.")
            .toont("Uiterlijk dinsdag 1 december 2026 om 17.00 uur, per mail")
            .toont("vd-uitspraak--laat");
    }

    async fn past_the_date_the_page_says_so_itself(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (_, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        app.zet_klok("2026-11-30T09:00:00Z");
        let blad = mijn_vraag(&mut client, &nummer, &code).await;
        blad.toont("Wij zijn te laat.").toont("Het spijt ons.").toont("Wij haalden donderdag 26 november 2026 niet.");
        blad.toont("U hoort van ons wanneer, per mail").toont_niet("Uiterlijk donderdag 26 november");
    }

    async fn a_session_ends_an_hour_after_the_last_look(app: TestApp) {
        let (app, mut client) = deur(app).await;
        let (_, nummer, code) = gesteld(&app, "Is mijn paspoort klaar?").await;
        mijn_vraag(&mut client, &nummer, &code).await;
        app.clock.advance(std::time::Duration::from_secs(3700));
        let weg = client.get(&format!("/status/vraag?nummer={nummer}")).await;
        assert_eq!(weg.naar(), "/status");
    }
}
