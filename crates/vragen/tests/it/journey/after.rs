// SPDX-License-Identifier: EUPL-1.2
//! After the answer: "Is uw vraag opgelost?", a reaction, and what the resident changes or stops.

use std::time::Duration;

use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, HENK, SANNE, TOM, YOUSSEF},
};
use vragen::{
    Afhandelwijze, Antwoordkanaal, Eigenaar, Indiener, Kanaal, Soort, Toestand, Vraag, VraagId, Wie,
    accept::Aanname,
    answer::{self, Antwoord},
    ask::{self, Aanvulling},
    change, claim, follow_up, withdraw,
};

use crate::support::*;

/// Asked, picked up and answered by this colleague.
async fn beantwoord(app: &TestApp, aanname: Aanname, door: uuid::Uuid) -> Vraag {
    let v = stel(app, aanname).await;
    let wie = app.wie(door).await;
    if wie.team == v.eigenaar.team {
        doe!(app, |tx, inr| claim::claim(tx, &wie, v.id)).unwrap();
    }
    let v =
        doe!(app, |tx, inr| answer::answer(tx, inr, &wie, v.id, Antwoord::new(Kanaal::Email, "Zo zit het.")));
    v.unwrap()
}

async fn dagen_later(app: &TestApp, dagen: u64) {
    app.clock.advance(Duration::from_hours(24 * dagen));
    app.laat_werken().await;
}

async fn gevraagd(app: &TestApp, id: VraagId) -> usize {
    post(app, id, "is-het-opgelost").await.len()
}

async fn opgelost(app: &TestApp, id: VraagId, ja: bool) -> kernel::Result<Vraag> {
    doe!(app, |tx, inr| follow_up::solved(tx, inr, &Wie::inwoner(), id, ja))
}

async fn reageert(app: &TestApp, id: VraagId) -> Vraag {
    let a = Aanvulling {
        kanaal: Kanaal::Email,
        tekst: "Het is nog niet klaar".into(),
        bijlagen: Vec::new(),
        origineel: String::new(),
    };
    doe!(app, |tx, inr| ask::supplement(tx, inr, &Wie::inwoner(), id, a)).unwrap().0
}

fn van(adres: &str, tekst: &str) -> Aanname {
    let mut a = van_jo(tekst);
    a.indiener.email = adres.into();
    a
}

op_beide! {
    /// Two weeks after the answer, once. "Ja" is the end.
    async fn two_weeks_after_the_answer_we_ask_whether_it_was_solved(app: TestApp) {
        let v = beantwoord(&app, van_jo("Mijn paspoort is kwijt"), FATIMA).await;
        dagen_later(&app, 13).await;
        assert_eq!(gevraagd(&app, v.id).await, 0);
        dagen_later(&app, 1).await;
        dagen_later(&app, 30).await;
        assert_eq!(gevraagd(&app, v.id).await, 1);
        let v = opgelost(&app, v.id, true).await.unwrap();
        assert_eq!((v.navraag.as_str(), v.toestand), ("ja", Toestand::Afgerond));
        // The first answer counts: a second click on the other link changes nothing.
        assert_eq!(opgelost(&app, v.id, false).await.unwrap().toestand, Toestand::Afgerond);
        klopt(&app).await;
    }

    /// "Nee" opens it again at Fatima, with two working days and one message.
    async fn a_no_opens_it_again_at_the_same_owner(app: TestApp) {
        let v = beantwoord(&app, van_jo("Mijn paspoort is kwijt"), FATIMA).await;
        dagen_later(&app, 14).await;
        let v = opgelost(&app, v.id, false).await.unwrap();
        assert_eq!((v.toestand, v.heropend, v.eigenaar.clone()), (Toestand::Open, 1, Eigenaar::medewerker("BZ", FATIMA)));
        // Tuesday 8 December.
        assert_eq!(v.belofte.uiterlijk, moment("2026-12-10 17:00"));
        app.laat_werken().await;
        assert_eq!(post(&app, v.id, "weer-open").await.len(), 1);
        klopt(&app).await;
        // The clocks of the new promise run.
        app.zet_klok("2026-12-10T14:00:00Z");
        app.laat_werken().await;
        assert_eq!(post(&app, v.id, "intern-risico").await.len(), 2);
        assert_eq!(lees(&app, v.id).await.verlengd, 1);
        // The first answer decided whether we kept our promise; a second does not rewrite that.
        let fatima = app.wie(FATIMA).await;
        let v2 = doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, v.id, Antwoord::new(Kanaal::Email, "Nu wel."))).unwrap();
        assert_eq!((v2.op_tijd, v2.doorlooptijd), (v.op_tijd, v.doorlooptijd));
        dagen_later(&app, 100).await;
        assert_eq!(gevraagd(&app, v.id).await, 1, "one question is asked about one question");
        klopt(&app).await;
    }

    /// Fatima has left, or works in another team: it opens at her old team.
    async fn a_no_opens_it_at_the_team_when_the_owner_has_gone(app: TestApp) {
        for weg in [true, false] {
            let v = beantwoord(&app, van_jo("Mijn paspoort is kwijt"), FATIMA).await;
            if weg {
                vertrekt(&app, FATIMA).await;
            } else {
                wijzig(&app, FATIMA, |m| m.team = "KCC".into()).await;
            }
            let v = opgelost(&app, v.id, false).await.unwrap();
            assert_eq!((v.eigenaar.clone(), v.regel.as_str()), (Eigenaar::team("BZ"), "eigenaar-weg"));
            klopt(&app).await;
            wijzig(&app, FATIMA, |_| ()).await;
        }
    }

    /// One person is asked at most once in sixty days, whatever came of it.
    async fn one_person_is_asked_once_in_sixty_days(app: TestApp) {
        let eerste = beantwoord(&app, van("a@voorbeeld.example", "Mijn paspoort is kwijt"), FATIMA).await;
        dagen_later(&app, 14).await;
        assert_eq!(gevraagd(&app, eerste.id).await, 1);
        opgelost(&app, eerste.id, false).await.unwrap();
        let tweede = beantwoord(&app, van("A@Voorbeeld.example", "Mijn pas is gebroken"), FATIMA).await;
        let ander = beantwoord(&app, van("b@voorbeeld.example", "Mijn pas is gebroken"), FATIMA).await;
        dagen_later(&app, 14).await;
        assert_eq!(gevraagd(&app, tweede.id).await, 0, "asked two weeks ago, and said no");
        assert_eq!(gevraagd(&app, ander.id).await, 1, "somebody else");
        let fatima = app.wie(FATIMA).await;
        doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, eerste.id, Antwoord::new(Kanaal::Email, "Nu."))).unwrap();
        let derde = beantwoord(&app, van("a@voorbeeld.example", "Mijn pas is weg"), FATIMA).await;
        dagen_later(&app, 14).await;
        assert_eq!(gevraagd(&app, derde.id).await, 0, "a second answer does not make us forget");
        dagen_later(&app, 30).await;
        let vierde = beantwoord(&app, van("a@voorbeeld.example", "Mijn pas is op"), FATIMA).await;
        dagen_later(&app, 14).await;
        assert_eq!(gevraagd(&app, vierde.id).await, 1, "sixty days later");
        klopt(&app).await;
    }

    /// Who says so by herself was not bothered by us: another question may still be asked about.
    async fn an_answer_that_we_did_not_ask_for_is_not_an_asking(app: TestApp) {
        let eerste = beantwoord(&app, van_jo("Mijn paspoort is kwijt"), FATIMA).await;
        opgelost(&app, eerste.id, true).await.unwrap();
        let tweede = beantwoord(&app, van_jo("Mijn pas is gebroken"), FATIMA).await;
        dagen_later(&app, 14).await;
        assert_eq!((gevraagd(&app, eerste.id).await, gevraagd(&app, tweede.id).await), (0, 1));
    }

    /// Never for death, youth, worries, complaints and praise; never who cannot be mailed.
    async fn some_are_never_asked(app: TestApp) {
        let mut zonder_mail = bel_jo("Mijn paspoort is kwijt");
        zonder_mail.indiener.email.clear();
        let mut wordt_klacht = van("k@voorbeeld.example", "Mijn paspoort is kwijt").clone();
        wordt_klacht.soort = Some(Soort::Informatievraag);
        let mut ids = Vec::new();
        for (aanname, door) in [
            (van("1@voorbeeld.example", "Mijn moeder is overleden"), FATIMA),
            (van("2@voorbeeld.example", "Wie helpt mij met opvoeden?"), TOM),
            (van("3@voorbeeld.example", "Ik maak mij zorgen over mijn buurvrouw"), TOM),
            (van("4@voorbeeld.example", "Ik heb een klacht over de balie"), SANNE),
            (van("5@voorbeeld.example", "Een compliment voor de balie"), YOUSSEF),
            (zonder_mail, FATIMA),
        ] {
            ids.push(beantwoord(&app, aanname, door).await.id);
        }
        // It turned out to be a complaint after it was answered.
        let klacht = beantwoord(&app, wordt_klacht, FATIMA).await;
        let fatima = app.wie(FATIMA).await;
        doe!(app, |tx, inr| change::change_kind(tx, inr, &fatima, klacht.id, Soort::Klacht)).unwrap();
        ids.push(klacht.id);
        dagen_later(&app, 20).await;
        for id in ids {
            let v = lees(&app, id).await;
            assert_eq!((gevraagd(&app, id).await, v.navraag.as_str()), (0, ""), "{}", v.titel);
        }
        klopt(&app).await;
    }

    /// A reaction to a closed question opens it again at the same owner; the question about it is not asked meanwhile.
    async fn a_reaction_opens_a_closed_question_at_the_same_owner(app: TestApp) {
        let v = beantwoord(&app, van_jo("Mijn paspoort is kwijt"), FATIMA).await;
        dagen_later(&app, 3).await;
        let v = reageert(&app, v.id).await;
        assert_eq!((v.toestand, v.eigenaar.clone()), (Toestand::Open, Eigenaar::medewerker("BZ", FATIMA)));
        assert_eq!((v.afgerond_op, v.afhandelwijze, v.navraag_op), (None, None, None));
        assert_eq!(nee(opgelost(&app, v.id, true).await), "nog-geen-antwoord");
        dagen_later(&app, 20).await;
        assert_eq!(gevraagd(&app, v.id).await, 0);
        klopt(&app).await;
    }

    /// Jo does not need it any more, and later does.
    async fn the_resident_stops_a_question_and_opens_it_again(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let v = doe!(app, |tx, inr| withdraw::withdraw(tx, &Wie::inwoner(), v.id)).unwrap();
        assert_eq!((v.toestand, v.afhandelwijze), (Toestand::Ingetrokken, Some(Afhandelwijze::Ingetrokken)));
        assert_eq!(nee(doe!(app, |tx, inr| withdraw::withdraw(tx, &Wie::inwoner(), v.id))), "stap-kan-niet");
        dagen_later(&app, 30).await;
        assert_eq!(soorten(&app, v.id).await, ["vraag.ontvangen", "vraag.ingetrokken"], "no clock runs");
        klopt(&app).await;
        assert_eq!(reageert(&app, v.id).await.toestand, Toestand::Open);
        klopt(&app).await;
    }

    /// Jo wants a letter instead of a mail: we ask only the address, and keep what we had.
    async fn the_resident_changes_the_way_of_answering(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let ik = Wie::inwoner();
        let naar = |naar, bereik: Indiener, moment: &'static str| {
            let (app, ik) = (&app, &ik);
            async move { doe!(app, |tx, inr| change::change_channel(tx, ik, v.id, naar, bereik, moment)) }
        };
        let leeg = Indiener::default();
        assert_eq!(nee(naar(Antwoordkanaal::Brief, leeg.clone(), "").await), "adres");
        assert_eq!(nee(naar(Antwoordkanaal::Telefoon, leeg.clone(), "").await), "telefoon");
        let lang = Box::leak("x".repeat(201).into_boxed_str());
        let met_nummer = Indiener { telefoon: "0612345678".into(), ..leeg.clone() };
        assert_eq!(nee(naar(Antwoordkanaal::Telefoon, met_nummer.clone(), lang).await), "belmoment");
        let v2 = naar(Antwoordkanaal::Telefoon, met_nummer, "na vijven").await.unwrap();
        assert_eq!((v2.antwoordkanaal, v2.belmoment.as_str()), (Antwoordkanaal::Telefoon, "na vijven"));
        let mut tx = app.read().await;
        let i = vragen::dossier::indiener(&mut tx, v.id).await.unwrap();
        assert_eq!((i.email.as_str(), i.naam.as_str()), ("jo@voorbeeld.example", "Jo de Wit"));
        drop(tx);
        let henk = app.wie(HENK).await;
        doe!(app, |tx, inr| answer::answer(tx, inr, &henk, v.id, Antwoord::new(Kanaal::Email, "Ja."))).unwrap();
        assert_eq!(nee(naar(Antwoordkanaal::Geen, leeg, "").await), "al-klaar");
        klopt(&app).await;
    }
}
