// SPDX-License-Identifier: EUPL-1.2
//! What goes out: complete texts, by the right way, once.

use berichten::{Bericht, BerichtToestand, Weg, opstellen::SOORTEN};
use storage::{consumers, jobs, params};
use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, HENK, NOOR, TOM},
};
use vragen::{
    Afhandelwijze, Antwoordkanaal, Eigenaar, Kanaal, Soort, VraagId, Wie,
    accept::Aanname,
    answer::{self, Antwoord},
    ask::{self, Aanvulling},
    call, claim, close, hand_over,
};

use crate::support::*;

/// A number that passes the test of a BSN.
const BSN: &str = "999990019";

async fn berichten_van(app: &TestApp, id: VraagId) -> Vec<Bericht> {
    let mut tx = app.read().await;
    berichten::van_vraag(&mut tx, id).await.unwrap()
}

/// The one message of this kind.
async fn het(app: &TestApp, id: VraagId, soort: &str) -> Bericht {
    let mut alle: Vec<Bericht> =
        berichten_van(app, id).await.into_iter().filter(|b| b.soort == soort).collect();
    assert_eq!(alle.len(), 1, "one {soort}");
    alle.remove(0)
}

async fn reageert(app: &TestApp, id: VraagId) {
    let a = Aanvulling {
        kanaal: Kanaal::Email,
        tekst: "Het is nog niet klaar".into(),
        bijlagen: Vec::new(),
        origineel: String::new(),
    };
    doe!(app, |tx, inr| ask::supplement(tx, inr, &Wie::inwoner(), id, a)).unwrap();
}

async fn antwoordt(app: &TestApp, door: uuid::Uuid, id: VraagId, a: Antwoord) {
    let wie = app.wie(door).await;
    doe!(app, |tx, inr| answer::answer(tx, inr, &wie, id, a)).unwrap();
}

/// Complete, and nothing in it that should not be.
#[track_caller]
fn goed(b: &Bericht) {
    let (onderwerp, tekst) = (&b.onderwerp, &b.tekst);
    for deel in [onderwerp, tekst] {
        assert!(!deel.contains(['{', '}', '$']), "{}: {deel}", b.soort);
        assert!(!deel.contains("bericht-"), "a key instead of a text: {deel}");
        assert!(!deel.contains(BSN) && !deel.contains("9999.90.019"), "a BSN: {deel}");
        assert!(!deel.contains("  "), "{}: something is missing: {deel}", b.soort);
        for leeg in [" .", " ,", ": \n", "op  ", "naar ."] {
            assert!(!deel.contains(leeg), "{}: something is missing at '{leeg}': {deel}", b.soort);
        }
    }
    assert!(!onderwerp.contains(['\n', '\r']), "{onderwerp}");
    assert!(onderwerp.contains("PD-26-00000"), "the number: {onderwerp}");
    if b.soort.starts_with("intern-") {
        assert!(tekst.contains("/werk/vraag/PD-26-"), "{tekst}");
    } else {
        assert!(tekst.starts_with("Beste "), "{tekst}");
        assert!(tekst.contains("Gemeente Proefdorp"), "{tekst}");
        assert!(tekst.contains("14 0998"), "always a phone number: {tekst}");
    }
}

/// Lets every kind of message be made; gives the questions.
async fn alle_soorten(app: &TestApp) -> Vec<VraagId> {
    let [fatima, noor] = [app.wie(FATIMA).await, app.wie(NOOR).await];
    let tekst = format!("Mijn paspoort is kwijt, mijn nummer is {BSN}");
    let lang = stel(app, van_jo(&tekst)).await.id;
    doe!(app, |tx, inr| claim::claim(tx, &fatima, lang)).unwrap();
    doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, lang, Eigenaar::team("OR"), "Ligt buiten"))
        .unwrap();
    doe!(app, |tx, inr| hand_over::decline(tx, &noor, lang, "Niet van ons")).unwrap();
    app.laat_werken().await;
    for dag in ["2026-11-26T14:00:00Z", "2026-11-30T14:00:00Z"] {
        app.zet_klok(dag);
        app.laat_werken().await;
    }
    doe!(app, |tx, inr| ask::ask(tx, &fatima, lang, &format!("Een foto, en is {BSN} goed?"))).unwrap();
    app.laat_werken().await;
    reageert(app, lang).await;
    antwoordt(app, FATIMA, lang, Antwoord::new(Kanaal::Email, format!("Bij {BSN} hoort pas 12."))).await;
    app.clock.advance(std::time::Duration::from_hours(24 * 14));
    app.laat_werken().await;
    reageert(app, lang).await;
    let bel = stel(app, bel_jo("Bel mij over mijn paspoort")).await.id;
    for _ in 0..2 {
        app.laat_werken().await;
        doe!(app, |tx, inr| call::not_reached(tx, &fatima, bel)).unwrap();
    }
    let wet = stel(app, van_jo("Hierbij maak ik bezwaar tegen mijn paspoort")).await.id;
    app.laat_werken().await;
    vec![lang, bel, wet]
}

op_beide! {
    /// Every kind there is, filled and finished.
    async fn every_kind_of_message_is_complete(app: TestApp) {
        let mut gezien = Vec::new();
        for id in alle_soorten(&app).await {
            for b in berichten_van(&app, id).await {
                goed(&b);
                gezien.push(b.soort);
            }
        }
        for soort in SOORTEN {
            assert!(gezien.iter().any(|g| g == soort), "no {soort} was made");
        }
        assert_eq!(app.g.texts().missing(), Vec::<String>::new());
        klopt(&app).await;
    }

    /// Number, code, date in words, team, and what Jo wrote.
    async fn the_confirmation_says_number_code_date_and_team(app: TestApp) {
        let v = stel(&app, van_jo("Hoe lang is een paspoort geldig?")).await;
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        assert_eq!((b.weg, b.aan.as_str(), b.toestand), (Weg::Email, "jo@voorbeeld.example", BerichtToestand::Klaar));
        assert_eq!(b.onderwerp, "Wij hebben uw vraag. U krijgt uiterlijk donderdag 26 november 2026 antwoord (PD-26-000001)");
        let code = kernel::volgcode::derive(&app.g.keys().purpose("volgcode"), v.id.uuid());
        for deel in [
            "Beste Jo de Wit,",
            "uiterlijk donderdag 26 november 2026 om 17.00 uur antwoord",
            "Het team Burgerzaken",
            "PD-26-000001",
            code.as_str(),
            "Hoe lang is een paspoort geldig?",
        ] {
            assert!(b.tekst.contains(deel), "{deel}: {}", b.tekst);
        }
        assert!(b.automatisch);
        assert_eq!(werk_wacht(&app, "versturen").await, 1);
    }

    /// Who asked to be called reads when and on which number, without the whole number.
    async fn who_is_called_reads_when_and_on_which_number(app: TestApp) {
        let v = stel(&app, bel_jo("Bel mij over mijn paspoort")).await;
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        assert!(b.onderwerp.starts_with("Wij bellen u uiterlijk woensdag 25 november 2026"), "{}", b.onderwerp);
        assert!(b.tekst.contains("78.") && !b.tekst.contains("12 34 56 78"), "{}", b.tekst);
        goed(&b);
        // Somebody who writes "bel mij terug" and gives no number gets no promise of a call to nowhere.
        let v = stel(&app, van_jo("Wilt u mij terugbellen over mijn paspoort?")).await;
        assert_eq!(v.soort, Soort::Terugbelverzoek);
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        assert!(b.onderwerp.starts_with("Wij hebben uw vraag"), "{}", b.onderwerp);
        goed(&b);
    }

    /// Who needs no answer is not promised one.
    async fn who_needs_no_answer_is_not_promised_one(app: TestApp) {
        let mut a = van_jo("De container is niet geleegd");
        a.antwoordkanaal = Antwoordkanaal::Geen;
        let v = stel(&app, a).await;
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        assert!(!b.onderwerp.contains("antwoord") && !b.tekst.contains("U krijgt uiterlijk"), "{}\n{}", b.onderwerp, b.tekst);
        assert!(b.tekst.contains("woensdag 25 november 2026"), "{}", b.tekst);
        goed(&b);
    }

    /// By law: the term, and what kind of letter it is.
    async fn a_legal_kind_is_confirmed_with_its_term(app: TestApp) {
        let v = stel(&app, van_jo("Hierbij maak ik bezwaar tegen mijn paspoort")).await;
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        assert!(b.tekst.contains("Wij hebben uw bezwaar op dinsdag 24 november 2026"), "{}", b.tekst);
        assert!(b.tekst.contains("De wet geeft ons tot en met dinsdag 5 januari 2027"), "{}", b.tekst);
    }

    /// A letter waits to be printed; without any address it stands on the status page; with a mail address it is mailed.
    async fn each_message_goes_the_way_the_resident_can_be_reached(app: TestApp) {
        let laan = "Laan 1\n1234 AB Proefdorp";
        for (kanaal, email, adres, weg, toestand) in [
            (Antwoordkanaal::Brief, "", laan, Weg::Brief, BerichtToestand::TePrinten),
            (Antwoordkanaal::Brief, "jo@voorbeeld.example", laan, Weg::Brief, BerichtToestand::TePrinten),
            (Antwoordkanaal::Balie, "", "", Weg::Status, BerichtToestand::Geplaatst),
            (Antwoordkanaal::Geen, "", laan, Weg::Status, BerichtToestand::Geplaatst),
            (Antwoordkanaal::Balie, "jo@voorbeeld.example", "", Weg::Email, BerichtToestand::Klaar),
        ] {
            let mut a = van_jo("Hoe lang is een paspoort geldig?");
            a.antwoordkanaal = kanaal;
            a.indiener.email = email.into();
            a.indiener.adres = adres.into();
            let v = stel(&app, a).await;
            app.laat_werken().await;
            let b = het(&app, v.id, "ontvangstbevestiging").await;
            assert_eq!((b.weg, b.toestand), (weg, toestand), "{kanaal:?} {email} {adres}");
            assert_eq!(b.message_id.is_empty(), weg != Weg::Email);
        }
        assert_eq!(werk_wacht(&app, "versturen").await, 1);
    }

    /// Jo wrote a mail and wants a letter: the employee chooses, the message follows that choice.
    async fn an_answer_goes_by_the_channel_the_employee_chose(app: TestApp) {
        let mut a = van_jo("Hoe lang is een paspoort geldig?");
        a.indiener.adres = "Laan 1".into();
        let v = stel(&app, a).await;
        antwoordt(&app, FATIMA, v.id, Antwoord::new(Kanaal::Brief, "Tien jaar.")).await;
        app.laat_werken().await;
        assert_eq!(het(&app, v.id, "antwoord").await.weg, Weg::Brief);
    }

    /// A worry about somebody, or anything of a shielded team, is not told by mail: it is read on the website.
    async fn what_is_shielded_is_not_told_by_mail(app: TestApp) {
        for tekst in ["Ik maak mij zorgen over mijn buurvrouw Ans", "Wie helpt mij met opvoeden van Ans?"] {
            let v = stel(&app, van_jo(tekst)).await;
            let tom = app.wie(TOM).await;
            doe!(app, |tx, inr| ask::ask(tx, &tom, v.id, "Hoe oud is Ans?")).unwrap();
            antwoordt(&app, TOM, v.id, Antwoord::new(Kanaal::Email, "Wij gaan bij Ans langs.")).await;
            app.laat_werken().await;
            for b in berichten_van(&app, v.id).await {
                goed(&b);
                let alles = format!("{}\n{}", b.onderwerp, b.tekst);
                for woord in ["Ans", "opvoeden", "zorgen", "Jeugd", "jeugd"] {
                    assert!(!alles.contains(woord), "{}: {alles}", b.soort);
                }
            }
            assert!(het(&app, v.id, "antwoord").await.tekst.contains("op de website"));
        }
        // By letter it is told: that is only for who opens it.
        let mut a = van_jo("Wie helpt mij met opvoeden?");
        a.antwoordkanaal = Antwoordkanaal::Brief;
        a.indiener.adres = "Laan 1".into();
        let v = stel(&app, a).await;
        antwoordt(&app, TOM, v.id, Antwoord::new(Kanaal::Brief, "Kom langs.")).await;
        app.laat_werken().await;
        assert!(het(&app, v.id, "antwoord").await.tekst.contains("Kom langs."));
    }

    /// A job that runs twice, a consumer that is built again: nothing is sent twice.
    async fn nothing_is_sent_twice(app: TestApp) {
        let ids = alle_soorten(&app).await;
        let mut eerst = Vec::new();
        for id in &ids {
            eerst.push(berichten_van(&app, *id).await.len());
        }
        let mails = werk_wacht(&app, "versturen").await;
        let mut tx = app.begin().await;
        tx.execute("UPDATE job SET state = 'wacht', finished_at = NULL WHERE queue = 'berichten'", &[]).await.unwrap();
        consumers::rebuild(&mut tx, "meldingen").await.unwrap();
        tx.commit().await.unwrap();
        app.laat_werken().await;
        for (id, aantal) in ids.iter().zip(eerst) {
            assert_eq!(berichten_van(&app, *id).await.len(), aantal);
        }
        assert_eq!(werk_wacht(&app, "versturen").await, mails);
        klopt(&app).await;
    }

    /// The worker was down for a while: what is no longer true is not said any more.
    async fn what_is_no_longer_true_is_not_said(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        app.zet_klok("2026-11-26T11:30:00Z");
        let inr = app.inr().await;
        vragen::klok::ronde(app.db(), &inr).await.unwrap();
        app.db().settle().await.unwrap();
        consumers::catch_up(app.db(), &storage::Consumers::new().with(berichten::volgen::Meldingen)).await.unwrap();
        antwoordt(&app, HENK, v.id, Antwoord::new(Kanaal::Email, "Gevonden.")).await;
        app.laat_werken().await;
        assert!(post(&app, v.id, "intern-risico").await.is_empty(), "it is answered");
        app.clock.advance(std::time::Duration::from_hours(24 * 14));
        vragen::klok::ronde(app.db(), &inr).await.unwrap();
        reageert(&app, v.id).await;
        app.laat_werken().await;
        assert!(post(&app, v.id, "is-het-opgelost").await.is_empty(), "it is open again");
        klopt(&app).await;
    }

    /// A question with hundreds of contacts still gets its answer in full.
    async fn a_long_conversation_still_gets_its_answer(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        for _ in 0..201 {
            app.clock.advance(std::time::Duration::from_secs(1));
            reageert(&app, v.id).await;
        }
        app.clock.advance(std::time::Duration::from_secs(1));
        antwoordt(&app, FATIMA, v.id, Antwoord::new(Kanaal::Email, "Hier is het antwoord.")).await;
        app.laat_werken().await;
        let tekst = het(&app, v.id, "antwoord").await.tekst;
        assert!(tekst.contains("Hier is het antwoord.") && tekst.contains("Mijn paspoort is kwijt"), "{tekst}");
        let mut tx = app.read().await;
        let contacten = vragen::dossier::contacten(&mut tx, v.id).await.unwrap();
        let (eerste, laatste) = (contacten.first().unwrap(), contacten.last().unwrap());
        assert_eq!(
            (eerste.inhoud.as_str(), laatste.inhoud.as_str()),
            ("Mijn paspoort is kwijt", "Hier is het antwoord.")
        );
    }

    /// The mail came back, twice over: one task for the owner, and the bounce of somebody else's mail is no business of ours.
    async fn a_bounce_is_one_task_for_the_owner(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        for _ in 0..2 {
            let van = doe!(app, |tx, inr| berichten::niet_bezorgd(tx, &b.message_id, "550 geen mailbox")).unwrap();
            assert_eq!(van, Some(v.id));
        }
        assert_eq!(doe!(app, |tx, inr| berichten::niet_bezorgd(tx, "vreemd@elders", "550")).unwrap(), None);
        assert_eq!(taken(&app, v.id).await.len(), 1);
        assert_eq!(het(&app, v.id, "ontvangstbevestiging").await.toestand, BerichtToestand::NietBezorgd);
        assert!(gebeurde(&app, v.id, "bericht.niet-bezorgd").await);
        // The task stays when the question is closed: the answer may not have come either.
        let fatima = app.wie(FATIMA).await;
        doe!(app, |tx, inr| close::close(tx, &fatima, v.id, Afhandelwijze::Dubbel)).unwrap();
        assert_eq!(taken(&app, v.id).await.len(), 1);
        klopt(&app).await;
    }

    /// A letter is printed once.
    async fn a_letter_is_printed_once(app: TestApp) {
        let mut a: Aanname = van_jo("Hoe lang is een paspoort geldig?");
        a.antwoordkanaal = Antwoordkanaal::Brief;
        a.indiener.adres = "Laan 1".into();
        let v = stel(&app, a).await;
        app.laat_werken().await;
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        let actor = kernel::Actor::Medewerker(FATIMA);
        doe!(app, |tx, inr| berichten::geprint(tx, &actor, &b)).unwrap();
        let b = het(&app, v.id, "ontvangstbevestiging").await;
        assert_eq!(b.toestand, BerichtToestand::Geprint);
        assert_eq!(nee(doe!(app, |tx, inr| berichten::geprint(tx, &actor, &b))), "al-geprint");
    }
}

/// Jobs of this kind that wait.
async fn werk_wacht(app: &TestApp, soort: &str) -> i64 {
    let mut tx = app.read().await;
    let tellingen = jobs::counts(&mut tx).await.unwrap();
    assert!(!tellingen.iter().any(|(_, stand, _)| stand == "mislukt"), "{tellingen:?}");
    tx.one("SELECT CAST(count(*) AS bigint) FROM job WHERE kind = $1 AND state = 'wacht'", params![soort])
        .await
        .unwrap()
}
