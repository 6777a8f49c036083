// SPDX-License-Identifier: EUPL-1.2
//! The promise is watched: at risk, moved once with an apology before the old date passes, then a person acts.

use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, HENK, SANNE},
};
use vragen::{
    Kanaal, Klok, Soort, Stand, Toestand, VraagId, Wie,
    answer::{self, Antwoord},
    ask::{self, Aanvulling},
    change, claim,
    lijst::{self, Filter, WelkeDatum},
    promise,
};

use crate::support::*;

const FATIMA_MAIL: &str = "fatima.el.idrissi@proefdorp.example";
const HENK_MAIL: &str = "henk.terpstra@proefdorp.example";

/// Fatima has a question, received Tuesday at ten, promised for Thursday five o'clock.
async fn van_fatima(app: &TestApp) -> VraagId {
    let v = stel(app, van_jo("Mijn paspoort is kwijt")).await;
    let fatima = app.wie(FATIMA).await;
    doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
    v.id
}

/// Jo adds something by the status page.
async fn vult_aan(app: &TestApp, id: VraagId, tekst: &str) -> vragen::Vraag {
    let a = Aanvulling {
        kanaal: Kanaal::Website,
        tekst: tekst.into(),
        bijlagen: Vec::new(),
        origineel: String::new(),
    };
    doe!(app, |tx, inr| ask::supplement(tx, inr, &Wie::inwoner(), id, a)).unwrap().0
}

/// How the promises of a question ended, oldest first.
async fn beloften(app: &TestApp, id: VraagId) -> Vec<String> {
    let mut tx = app.read().await;
    vragen::dossier::beloften(&mut tx, id).await.unwrap().into_iter().map(|b| b.uitkomst).collect()
}

/// Whether a filter of the worklist shows the question.
async fn in_lijst(app: &TestApp, id: VraagId, datum: WelkeDatum) -> bool {
    let henk = app.wie(HENK).await;
    let filter = Filter { datum: Some(datum), ..Filter::team("BZ") };
    let mut tx = app.read().await;
    let rijen = lijst::voorraad(&mut tx, &henk, &filter, kernel::Page::new(1)).await.unwrap();
    rijen.items.iter().any(|r| r.id == id.uuid())
}

op_beide! {
    /// Thursday twelve minutes past twelve: four fifths of the time is gone, Fatima and Henk are told, once.
    async fn owner_and_team_lead_are_told_when_a_promise_is_at_risk(app: TestApp) {
        let id = van_fatima(&app).await;
        app.zet_klok("2026-11-26T11:11:00Z");
        app.laat_werken().await;
        assert!(!gebeurde(&app, id, "belofte.in-gevaar").await);
        app.zet_klok("2026-11-26T11:12:00Z");
        app.laat_werken().await;
        app.laat_werken().await;
        assert_eq!(post(&app, id, "intern-risico").await, [FATIMA_MAIL, HENK_MAIL]);
        assert_eq!(lees(&app, id).await.stand(app.nu()), Stand::Vandaag);
        assert!(in_lijst(&app, id, WelkeDatum::Risico).await);
        klopt(&app).await;
    }

    /// Two working hours before, the rule sets a new date, once, and apologises before the old one passes.
    async fn the_rule_moves_a_promise_once_and_apologises_before_the_old_date_passes(app: TestApp) {
        let id = van_fatima(&app).await;
        app.zet_klok("2026-11-26T14:00:00Z");
        app.laat_werken().await;
        app.laat_werken().await;
        let v = lees(&app, id).await;
        assert_eq!((v.verlengd, v.belofte.uiterlijk), (1, moment("2026-11-30 17:00")));
        assert_eq!(post(&app, id, "uitstel").await, ["jo@voorbeeld.example"]);
        assert_eq!(beloften(&app, id).await, ["vervangen", ""]);
        assert!(app.nu() < moment("2026-11-26 17:00"));
        let verlengd = gebeurd(&app, id).await.into_iter().find(|e| e.kind == "belofte.verlengd").unwrap();
        assert_eq!(verlengd.actor.to_string(), "regel:belofte.verlengd");
        klopt(&app).await;

        // The second time: a task for the team lead, by a person. No second apology, no second date.
        app.zet_klok("2026-11-30T14:00:00Z");
        app.laat_werken().await;
        app.laat_werken().await;
        let v = lees(&app, id).await;
        assert_eq!((v.verlengd, v.belofte.uiterlijk), (1, moment("2026-11-30 17:00")));
        assert_eq!(taken(&app, id).await, [("belofte-tweede-keer".into(), "BZ".into(), Some(HENK))]);
        assert_eq!(post(&app, id, "intern-tweede-keer").await, [HENK_MAIL]);
        assert_eq!(post(&app, id, "uitstel").await.len(), 1);
        assert_eq!(post(&app, id, "intern-risico").await.len(), 4, "told again for the new date");
        klopt(&app).await;

        // Henk answers: nothing is left to do.
        let henk = app.wie(HENK).await;
        doe!(app, |tx, inr| answer::answer(tx, inr, &henk, id, Antwoord::new(Kanaal::Email, "Hier is het."))).unwrap();
        assert!(taken(&app, id).await.is_empty());
        klopt(&app).await;
    }

    /// Somebody sets a new date in time, with an honest reason: the rule stays quiet.
    async fn a_colleague_sets_a_new_date_with_an_honest_reason(app: TestApp) {
        let id = van_fatima(&app).await;
        let fatima = app.wie(FATIMA).await;
        for (dag, reden, veld) in [
            ("2026-11-27 17:00", " ", "reden"),
            ("2026-11-24 09:00", "Druk", "datum"),
            ("2026-11-26 17:00", "Druk", "datum"),
            ("2026-11-25 17:00", "Eerder klaar", "datum"),
            ("2036-11-26 17:00", "Druk", "datum"),
        ] {
            let uitkomst = doe!(app, |tx, inr| promise::set_date(tx, inr, &fatima, id, moment(dag), reden));
            assert_eq!(nee(uitkomst), veld, "{dag}");
        }
        let nieuw = moment("2026-12-03 17:00");
        doe!(app, |tx, inr| promise::set_date(tx, inr, &fatima, id, nieuw, "De foto is er pas woensdag.")).unwrap();
        app.zet_klok("2026-11-26T15:59:00Z");
        app.laat_werken().await;
        let v = lees(&app, id).await;
        assert_eq!((v.belofte.uiterlijk, v.verlengd), (nieuw, 1));
        assert_eq!(post(&app, id, "uitstel").await.len(), 1);
        assert!(post(&app, id, "intern-risico").await.is_empty());
        app.zet_klok("2026-12-03T14:00:00Z");
        app.laat_werken().await;
        assert_eq!(lees(&app, id).await.belofte.uiterlijk, nieuw, "a second delay is for a person");
        assert_eq!(taken(&app, id).await.len(), 1);
        klopt(&app).await;
    }

    /// A complaint: the term of the law, told to owner and lead, never moved by rule or hand.
    async fn a_legal_term_is_never_moved(app: TestApp) {
        let v = stel(&app, van_jo("Ik heb een klacht over de balie")).await;
        let sanne = app.wie(SANNE).await;
        let uiterlijk = v.belofte.uiterlijk;
        let later = moment("2027-02-01 17:00");
        let uitkomst = doe!(app, |tx, inr| promise::set_date(tx, inr, &sanne, v.id, later, "Druk"));
        assert_eq!(nee(uitkomst), "wettelijke-termijn");
        // The law does not wait for the resident: neither do the warnings.
        doe!(app, |tx, inr| ask::ask(tx, &sanne, v.id, "Wanneer was dit?")).unwrap();
        app.clock.set(v.belofte.risico_op);
        app.laat_werken().await;
        assert_eq!(post(&app, v.id, "intern-risico").await, ["sanne.verhulst@proefdorp.example"]);
        app.clock.set(v.belofte.verleng_op);
        app.laat_werken().await;
        app.laat_werken().await;
        let v = lees(&app, v.id).await;
        assert_eq!((v.belofte.uiterlijk, v.verlengd, v.belofte.klok), (uiterlijk, 0, Klok::Wettelijk));
        assert_eq!(taken(&app, v.id).await.len(), 1);
        assert!(post(&app, v.id, "uitstel").await.is_empty());
        app.clock.set(uiterlijk + std::time::Duration::from_secs(1));
        assert_eq!(lees(&app, v.id).await.stand(app.nu()), Stand::TeLaat);
        klopt(&app).await;
    }

    /// Fatima needs a photo. The clock waits: nothing becomes late, nobody is warned, nothing is moved.
    async fn waiting_for_the_resident_does_not_make_late(app: TestApp) {
        let id = van_fatima(&app).await;
        let fatima = app.wie(FATIMA).await;
        assert_eq!(nee(doe!(app, |tx, inr| ask::ask(tx, &fatima, id, " "))), "wat");
        let v = doe!(app, |tx, inr| ask::ask(tx, &fatima, id, "Een foto van de voorkant")).unwrap();
        assert_eq!((v.toestand, v.wacht_op.as_str()), (Toestand::WachtOpInwoner, "Een foto van de voorkant"));
        assert_eq!(v.eigenaar.medewerker, Some(FATIMA));
        app.zet_klok("2026-12-04T10:00:00Z");
        app.laat_werken().await;
        assert_eq!(post(&app, id, "wij-missen-iets").await, ["jo@voorbeeld.example"]);
        for niet in ["intern-risico", "uitstel", "intern-tweede-keer"] {
            assert!(post(&app, id, niet).await.is_empty(), "{niet}");
        }
        let v = lees(&app, id).await;
        assert_eq!((v.stand(app.nu()), v.verlengd), (Stand::Wacht, 0));
        for datum in [WelkeDatum::TeLaat, WelkeDatum::Vandaag, WelkeDatum::Risico] {
            assert!(!in_lijst(&app, id, datum).await, "{datum:?}");
        }
        assert!(in_lijst(&app, id, WelkeDatum::Wacht).await);
        let mut tx = app.read().await;
        let stand = lijst::stand(&mut tx, "BZ").await.unwrap();
        assert_eq!((stand.te_laat, stand.vandaag, stand.risico, stand.wacht), (0, 0, 0, 1));
        let dag = lijst::dag(&mut tx, &fatima).await.unwrap();
        assert_eq!((dag.te_laat.len(), dag.wacht.len()), (0, 1));
        assert_eq!(lijst::telling(&mut tx, &fatima).await.unwrap().te_laat, 0);
        drop(tx);

        // Jo sends it on Friday morning: it goes on, with two working days.
        let v = vult_aan(&app, id, "Hierbij de foto").await;
        assert_eq!((v.toestand, v.wacht_op.as_str()), (Toestand::Open, ""));
        assert_eq!(v.belofte.uiterlijk, moment("2026-12-08 17:00"));
        assert_eq!(v.eigenaar.medewerker, Some(FATIMA));
        app.zet_klok("2026-12-08T14:00:00Z");
        app.laat_werken().await;
        assert_eq!(post(&app, id, "intern-risico").await.len(), 2, "and it is watched again");
        assert_eq!(lees(&app, id).await.verlengd, 1);
        klopt(&app).await;
    }

    /// Fatima finds it herself while she waits, after the old date: we kept what we promised.
    async fn an_answer_while_waiting_for_the_resident_is_in_time(app: TestApp) {
        let id = van_fatima(&app).await;
        let fatima = app.wie(FATIMA).await;
        doe!(app, |tx, inr| ask::ask(tx, &fatima, id, "Een foto")).unwrap();
        app.zet_klok("2026-12-04T10:00:00Z");
        let v = doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, id, Antwoord::new(Kanaal::Email, "Gevonden.")))
            .unwrap();
        assert_eq!(v.op_tijd, Some(true));
        assert_eq!(beloften(&app, id).await, ["gehouden"]);
        klopt(&app).await;
    }

    /// Answered, and then something more is needed: the question waits, and after that has a date again.
    async fn asking_after_an_answer_starts_a_promise_again(app: TestApp) {
        let id = van_fatima(&app).await;
        let fatima = app.wie(FATIMA).await;
        let mut a = Antwoord::new(Kanaal::Email, "Kom langs met een foto.");
        a.uitkomst = None;
        let v = doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, id, a)).unwrap();
        assert_eq!(v.toestand, Toestand::Beantwoord);
        doe!(app, |tx, inr| ask::ask(tx, &fatima, id, "Toch een kopie")).unwrap();
        klopt(&app).await;
        app.zet_klok("2026-12-10T10:00:00Z");
        let v = vult_aan(&app, id, "Hierbij").await;
        assert_eq!(v.belofte.uiterlijk, moment("2026-12-14 17:00"));
        assert_eq!(v.heropend, 0);
        klopt(&app).await;
        app.zet_klok("2026-12-14T14:00:00Z");
        app.laat_werken().await;
        let v = lees(&app, id).await;
        assert_eq!((v.verlengd, v.navraag.as_str()), (1, ""), "watched, and not asked whether it was solved");
        klopt(&app).await;
    }

    /// The server stood still for two weeks: everything that was due happens once, in the right order.
    async fn a_long_stop_skips_nothing_and_does_nothing_twice(app: TestApp) {
        let id = van_fatima(&app).await;
        app.laat_werken().await;
        app.zet_klok("2026-12-08T08:00:00Z");
        app.laat_werken().await;
        app.laat_werken().await;
        assert_eq!(
            soorten(&app, id).await,
            ["vraag.ontvangen", "vraag.opgepakt", "belofte.in-gevaar", "belofte.verlengd"]
        );
        assert_eq!(lees(&app, id).await.belofte.uiterlijk, moment("2026-12-10 17:00"));
        klopt(&app).await;
    }

    /// It turns out to be an objection: the law takes over the clock, and the resident gets the confirmation that the law asks.
    async fn another_kind_has_another_clock_and_the_resident_is_told(app: TestApp) {
        let id = van_fatima(&app).await;
        app.laat_werken().await;
        let fatima = app.wie(FATIMA).await;
        app.zet_klok("2026-12-02T10:00:00Z");
        let v = doe!(app, |tx, inr| change::change_kind(tx, inr, &fatima, id, Soort::Bezwaar)).unwrap();
        assert_eq!((v.belofte.klok, v.belofte.uiterlijk.day_text().as_str()), (Klok::Wettelijk, "2027-01-05"));
        app.laat_werken().await;
        assert_eq!(post(&app, id, "ontvangstbevestiging").await.len(), 2);
        klopt(&app).await;
        // And back: the norm was over long ago, so the promise is counted from now.
        let v = doe!(app, |tx, inr| change::change_kind(tx, inr, &fatima, id, Soort::Informatievraag)).unwrap();
        assert_eq!((v.belofte.klok, v.belofte.uiterlijk), (Klok::Belofte, moment("2026-12-04 17:00")));
        app.laat_werken().await;
        assert_eq!(lees(&app, id).await.verlengd, 0);
        assert_eq!(post(&app, id, "ontvangstbevestiging").await.len(), 3);
        // Between kinds without a term of law nothing moves and nobody is bothered.
        doe!(app, |tx, inr| change::change_kind(tx, inr, &fatima, id, Soort::Aanvraag)).unwrap();
        app.laat_werken().await;
        assert_eq!(post(&app, id, "ontvangstbevestiging").await.len(), 3);
        assert_eq!(lees(&app, id).await.belofte.uiterlijk, moment("2026-12-04 17:00"));
        klopt(&app).await;
    }

    /// Receipt stays what it was, whatever happens after.
    async fn receipt_never_changes(app: TestApp) {
        let id = van_fatima(&app).await;
        let ontvangen = moment("2026-11-24 10:00");
        let fatima = app.wie(FATIMA).await;
        app.zet_klok("2026-11-26T14:00:00Z");
        app.laat_werken().await;
        doe!(app, |tx, inr| change::change_kind(tx, inr, &fatima, id, Soort::Klacht)).unwrap();
        doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, id, Antwoord::new(Kanaal::Email, "Ja."))).unwrap();
        vult_aan(&app, id, "Nog iets").await;
        let v = lees(&app, id).await;
        assert_eq!((v.ontvangen_op, v.heropend), (ontvangen, 1));
        assert_eq!(gebeurd(&app, id).await[0].occurred_at, ontvangen);
        klopt(&app).await;
    }
}
