// SPDX-License-Identifier: EUPL-1.2
//! The answer: by mail, phone or letter; closed with an outcome; a no with a way forward; our mistake said aloud.

use kernel::Error;
use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, SANNE, YOUSSEF},
};
use vragen::{
    Afhandelwijze, Antwoordkanaal, Kanaal, Soort, Toestand, Vraag, VraagId, Wie, accept,
    answer::{self, Antwoord, Nee, OnzeFout},
    ask::{self, Aanvulling},
    call, claim, close, dossier,
};

use crate::support::*;

async fn antwoordt(app: &TestApp, wie: &Wie, id: VraagId, a: Antwoord) -> Result<Vraag, Error> {
    doe!(app, |tx, inr| answer::answer(tx, inr, wie, id, a))
}

/// State of the one message of this kind about a question, and its text.
async fn bericht(app: &TestApp, id: VraagId, soort: &str) -> (String, String) {
    let mut tx = app.read().await;
    let alle = berichten::van_vraag(&mut tx, id).await.unwrap();
    let mut alle = alle.into_iter().filter(|b| b.soort == soort);
    let een = alle.next().unwrap();
    assert!(alle.next().is_none(), "one {soort}");
    (een.toestand.text().to_owned(), een.tekst)
}

op_beide! {
    /// Fatima answers by mail: closed, on time, and Jo gets it once.
    async fn an_answer_by_mail_closes_the_question(app: TestApp) {
        let v = stel(&app, van_jo("Hoe lang is een paspoort geldig?")).await;
        let fatima = app.wie(FATIMA).await;
        app.zet_klok("2026-11-25T09:00:00Z");
        let v = antwoordt(&app, &fatima, v.id, Antwoord::new(Kanaal::Email, "Tien jaar.")).await.unwrap();
        assert_eq!((v.toestand, v.afhandelwijze), (Toestand::Afgerond, Some(Afhandelwijze::Beantwoord)));
        // Tuesday ten to five and Wednesday half past eight to ten.
        assert_eq!((v.op_tijd, v.doorlooptijd, v.meteen), (Some(true), Some(7 * 60 + 90), false));
        assert_eq!(v.eigenaar.team, "BZ", "answering does not change the owner");
        app.laat_werken().await;
        let (toestand, tekst) = bericht(&app, v.id, "antwoord").await;
        assert_eq!(toestand, "klaar");
        assert!(tekst.contains("Tien jaar.") && tekst.contains("Fatima el Idrissi"), "{tekst}");
        assert_eq!(nee(antwoordt(&app, &fatima, v.id, Antwoord::new(Kanaal::Email, "Nog eens")).await), "stap-kan-niet");
        assert_eq!(soorten(&app, v.id).await, ["vraag.ontvangen", "vraag.beantwoord", "vraag.afgerond"]);
        klopt(&app).await;
    }

    /// By phone: what was said is kept, nothing is sent.
    async fn an_answer_by_phone_is_written_down_and_not_sent(app: TestApp) {
        let v = stel(&app, bel_jo("Bel mij over mijn paspoort")).await;
        let fatima = app.wie(FATIMA).await;
        let mut a = Antwoord::new(Kanaal::Telefoon, "Uitgelegd dat het tien jaar is.");
        a.duur = Some(180);
        antwoordt(&app, &fatima, v.id, a).await.unwrap();
        app.laat_werken().await;
        assert!(post(&app, v.id, "antwoord").await.is_empty());
        let mut tx = app.read().await;
        let contacten = dossier::contacten(&mut tx, v.id).await.unwrap();
        assert_eq!((contacten.len(), contacten[1].duur, contacten[1].medewerker), (2, Some(180), Some(FATIMA)));
        drop(tx);
        klopt(&app).await;
    }

    /// By letter: it waits to be printed.
    async fn an_answer_by_letter_waits_to_be_printed(app: TestApp) {
        let mut a = van_jo("Graag een brief over mijn paspoort");
        a.antwoordkanaal = Antwoordkanaal::Brief;
        a.indiener.email.clear();
        a.indiener.adres = "Laan 1\n1234 AB Proefdorp".into();
        let v = stel(&app, a).await;
        let fatima = app.wie(FATIMA).await;
        antwoordt(&app, &fatima, v.id, Antwoord::new(Kanaal::Brief, "Tien jaar.")).await.unwrap();
        app.laat_werken().await;
        assert_eq!(bericht(&app, v.id, "antwoord").await.0, "te printen");
        assert_eq!(post(&app, v.id, "antwoord").await, ["Laan 1\n1234 AB Proefdorp"]);
    }

    /// Youssef takes the call and answers in the same conversation: one transaction, first the question, then the answer.
    async fn a_question_answered_at_once_is_told_in_order(app: TestApp) {
        let youssef = app.wie(YOUSSEF).await;
        let mut aanname = van_jo("Hoe lang is een paspoort geldig?");
        aanname.kanaal = Kanaal::Telefoon;
        aanname.zelf_houden = true;
        for _ in 0..8 {
            let v = doe!(app, |tx, inr| async {
                let id = accept::accept(tx, inr, &youssef, aanname.clone()).await?.vraag.id;
                let mut a = Antwoord::new(Kanaal::Telefoon, "Tien jaar.");
                a.meteen = true;
                answer::answer(tx, inr, &youssef, id, a).await
            })
            .unwrap();
            assert_eq!((v.meteen, v.doorlooptijd), (true, Some(0)));
            let mut tx = app.read().await;
            let contacten = dossier::contacten(&mut tx, v.id).await.unwrap();
            assert!(contacten[0].van_inwoner, "the question comes before the answer");
        }
        klopt(&app).await;
    }

    /// Answered first, closed later; a closing needs an outcome that is true.
    async fn closing_needs_an_outcome_that_is_true(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let fatima = app.wie(FATIMA).await;
        for niet in [
            Afhandelwijze::Beantwoord,
            Afhandelwijze::Geleverd,
            Afhandelwijze::NeeMetUitleg,
            Afhandelwijze::NietBereikt,
            Afhandelwijze::Doorgezonden,
            Afhandelwijze::Ingetrokken,
        ] {
            let uitkomst = doe!(app, |tx, inr| close::close(tx, &fatima, v.id, niet));
            assert_eq!(nee(uitkomst), "afhandelwijze", "{niet:?} without an answer");
        }
        let mut a = Antwoord::new(Kanaal::Email, "Wij zoeken het uit.");
        a.uitkomst = None;
        let beantwoord = antwoordt(&app, &fatima, v.id, a).await.unwrap();
        assert_eq!((beantwoord.toestand, beantwoord.afgerond_op), (Toestand::Beantwoord, None));
        klopt(&app).await;
        let uitkomst = doe!(app, |tx, inr| close::close(tx, &fatima, v.id, Afhandelwijze::NeeMetUitleg));
        assert_eq!(nee(uitkomst), "afhandelwijze", "a no needs its explanation, and that stands in an answer");
        let v = doe!(app, |tx, inr| close::close(tx, &fatima, v.id, Afhandelwijze::Geleverd)).unwrap();
        assert_eq!((v.toestand, v.afhandelwijze), (Toestand::Afgerond, Some(Afhandelwijze::Geleverd)));
        assert_eq!(nee(doe!(app, |tx, inr| close::close(tx, &fatima, v.id, Afhandelwijze::Dubbel))), "stap-kan-niet");
        klopt(&app).await;
    }

    /// An answer ends as an answer, not as something else.
    async fn an_answer_does_not_end_as_something_else(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let fatima = app.wie(FATIMA).await;
        for niet in [
            Afhandelwijze::NietBereikt,
            Afhandelwijze::Doorgezonden,
            Afhandelwijze::Ingetrokken,
            Afhandelwijze::Dubbel,
        ] {
            let mut a = Antwoord::new(Kanaal::Email, "Zo is het.");
            a.uitkomst = Some(niet);
            assert_eq!(nee(antwoordt(&app, &fatima, v.id, a).await), "afhandelwijze", "{niet:?}");
        }
    }

    /// "Nee, met uitleg": the reason, what can be done instead, whom to ask, how to object. All in what Jo reads.
    async fn a_no_comes_with_a_way_forward(app: TestApp) {
        let v = stel(&app, van_jo("Mag mijn paspoort een jaar langer mee?")).await;
        let fatima = app.wie(FATIMA).await;
        let mut a = Antwoord::new(Kanaal::Email, "");
        a.uitkomst = Some(Afhandelwijze::NeeMetUitleg);
        assert_eq!(
            nee(antwoordt(&app, &fatima, v.id, a.clone()).await),
            "nee_reden nee_alternatief nee_wie nee_bezwaar"
        );
        a.nee = Some(Nee {
            reden: "De wet staat het niet toe.".into(),
            alternatief: "U kunt een spoedpaspoort aanvragen.".into(),
            wie_vragen: "Bel 14 0998.".into(),
            bezwaar: "U kunt bezwaar maken.".into(),
        });
        let v = antwoordt(&app, &fatima, v.id, a).await.unwrap();
        assert_eq!(v.afhandelwijze, Some(Afhandelwijze::NeeMetUitleg));
        app.laat_werken().await;
        let (_, tekst) = bericht(&app, v.id, "antwoord").await;
        for deel in ["De wet staat het niet toe.", "spoedpaspoort", "14 0998", "U kunt bezwaar maken."] {
            assert!(tekst.contains(deel), "{deel}: {tekst}");
        }
        klopt(&app).await;
    }

    /// "Onze fout": the apology stands in the answer, and stays with the question.
    async fn our_mistake_is_said_aloud(app: TestApp) {
        let v = stel(&app, van_jo("Waar blijft mijn paspoort?")).await;
        let fatima = app.wie(FATIMA).await;
        let mut a = Antwoord::new(Kanaal::Email, "Uw paspoort ligt klaar.");
        a.onze_fout = Some(OnzeFout { fout: "wij vergaten u te bellen".into(), herstel: String::new() });
        assert_eq!(nee(antwoordt(&app, &fatima, v.id, a.clone()).await), "herstel");
        a.onze_fout = Some(OnzeFout { fout: "wij vergaten u te bellen".into(), herstel: "het ligt klaar".into() });
        assert!(antwoordt(&app, &fatima, v.id, a).await.unwrap().onze_fout);
        app.laat_werken().await;
        assert!(bericht(&app, v.id, "antwoord").await.1.contains("Onze excuses"));
    }

    /// An answer after the date is late, and says so.
    async fn an_answer_after_the_date_is_late(app: TestApp) {
        let v = stel(&app, van_jo("Ik heb een klacht over de balie")).await;
        let sanne = app.wie(SANNE).await;
        app.clock.set(v.belofte.uiterlijk + std::time::Duration::from_micros(1));
        let v = antwoordt(&app, &sanne, v.id, Antwoord::new(Kanaal::Email, "Excuses.")).await.unwrap();
        assert_eq!(v.op_tijd, Some(false));
        let mut tx = app.read().await;
        assert_eq!(dossier::beloften(&mut tx, v.id).await.unwrap()[0].uitkomst, "te laat");
        drop(tx);
        klopt(&app).await;
    }

    /// Rung twice, not reached: the rule closes it, and one reaction opens it again, with two tries again.
    async fn not_reached_twice_closes_by_a_named_rule(app: TestApp) {
        let v = stel(&app, bel_jo("Bel mij over mijn paspoort")).await;
        let fatima = app.wie(FATIMA).await;
        let v = doe!(app, |tx, inr| call::not_reached(tx, &fatima, v.id)).unwrap();
        assert_eq!((v.toestand, v.belpogingen), (Toestand::Open, 1));
        app.laat_werken().await;
        assert_eq!(post(&app, v.id, "niet-bereikt-1").await.len(), 1);
        let v = doe!(app, |tx, inr| call::not_reached(tx, &fatima, v.id)).unwrap();
        assert_eq!((v.toestand, v.afhandelwijze), (Toestand::Afgerond, Some(Afhandelwijze::NietBereikt)));
        let laatste = gebeurd(&app, v.id).await.pop().unwrap();
        assert_eq!((laatste.kind.as_str(), laatste.actor.to_string().as_str()), ("vraag.afgerond", "regel:twee-pogingen"));
        app.laat_werken().await;
        assert_eq!(post(&app, v.id, "niet-bereikt-2").await.len(), 1);
        assert_eq!(nee(doe!(app, |tx, inr| call::not_reached(tx, &fatima, v.id))), "al-klaar");
        klopt(&app).await;

        let a = Aanvulling { kanaal: Kanaal::Email, tekst: "Ik ben er nu".into(), bijlagen: vec![], origineel: String::new() };
        doe!(app, |tx, inr| ask::supplement(tx, inr, &Wie::inwoner(), v.id, a)).unwrap();
        let v = doe!(app, |tx, inr| call::not_reached(tx, &fatima, v.id)).unwrap();
        assert_eq!((v.toestand, v.belpogingen), (Toestand::Open, 1), "the tries start anew");
        klopt(&app).await;
    }

    /// Who wanted a mail, or complains, is not closed because the phone was not taken.
    async fn not_reaching_closes_only_who_asked_to_be_called(app: TestApp) {
        let mail = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let mut klacht = bel_jo("Ik heb een klacht over de balie");
        klacht.soort = Some(Soort::Klacht);
        let klacht = stel(&app, klacht).await;
        let youssef = app.wie(YOUSSEF).await;
        for id in [mail.id, klacht.id] {
            for _ in 0..3 {
                doe!(app, |tx, inr| call::not_reached(tx, &youssef, id)).unwrap();
            }
            let v = lees(&app, id).await;
            assert_eq!((v.toestand, v.belpogingen), (Toestand::Open, 3));
            assert_eq!(taken(&app, id).await.len(), 1, "one task: reach the resident in another way");
            app.laat_werken().await;
            assert!(post(&app, id, "niet-bereikt-2").await.is_empty());
        }
        klopt(&app).await;
    }

    /// Another team cannot answer; the distribution point can, for any team, and the owner stays.
    async fn the_front_office_finishes_what_it_can(app: TestApp) {
        let v = stel(&app, van_jo("De container is niet geleegd")).await;
        let [fatima, youssef] = [app.wie(FATIMA).await, app.wie(YOUSSEF).await];
        let a = Antwoord::new(Kanaal::Telefoon, "Morgen komt de wagen.");
        assert_eq!(nee(antwoordt(&app, &fatima, v.id, a.clone()).await), "niet-van-jouw-team");
        assert_eq!(nee(doe!(app, |tx, inr| claim::claim(tx, &youssef, v.id))), "niet-van-jouw-team");
        let v = antwoordt(&app, &youssef, v.id, a).await.unwrap();
        assert_eq!(v.eigenaar.team, "OR");
        klopt(&app).await;
    }
}
