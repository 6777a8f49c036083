// SPDX-License-Identifier: EUPL-1.2
//! A question comes in: from that second one owner, one date, one confirmation.

use kernel::Error;
use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, HENK, YOUSSEF},
};
use vragen::{
    Antwoordkanaal, Eigenaar, Kanaal, Klok, Soort, Toestand, Wie,
    accept::{self, Aanname},
};

use crate::support::*;

op_beide! {
    /// Tuesday ten o'clock, a norm of two working days.
    async fn a_question_by_the_web_form_has_owner_date_and_confirmation_from_the_first_second(app: TestApp) {
        let v = stel(&app, van_jo("Hoe lang is een paspoort geldig?")).await;
        assert_eq!(v.eigenaar, Eigenaar::team("BZ"));
        assert_eq!(v.regel, "woorden-team");
        assert_eq!(v.belofte.uiterlijk, moment("2026-11-26 17:00"));
        assert_eq!((v.toestand, v.kanaal, v.volgnummer), (Toestand::Open, Kanaal::Website, 1));
        assert_eq!(v.onderwerp.as_deref(), Some("paspoort"));
        assert_eq!(werk(&app, v.id, "ontvangstbevestiging").await, 1);
        assert_eq!(soorten(&app, v.id).await, ["vraag.ontvangen"]);
        assert_eq!(lees(&app, v.id).await, v);
        klopt(&app).await;
    }

    /// A topic that somebody chose is a stronger rule than words.
    async fn the_rule_that_chose_the_owner_is_named(app: TestApp) {
        let mut gekozen = van_jo("Een vraag zonder duidelijke woorden.");
        gekozen.onderwerp = Some("container".into());
        let v = stel(&app, gekozen).await;
        assert_eq!((v.eigenaar.team.as_str(), v.regel.as_str()), ("OR", "onderwerp-team"));

        let mut mail = van_jo("Goedemiddag, wie kan mij helpen?");
        mail.postvak_team = Some("BZ".into());
        let v = stel(&app, mail.clone()).await;
        assert_eq!((v.eigenaar.team.as_str(), v.regel.as_str()), ("BZ", "postvak-team"));

        mail.postvak_team = None;
        let v = stel(&app, mail).await;
        assert_eq!((v.eigenaar.team.as_str(), v.regel.as_str()), ("KCC", "verdeelpunt"));

        let v = stel(&app, van_jo("Ik heb een klacht over de balie, over mijn paspoort.")).await;
        assert_eq!((v.eigenaar.team.as_str(), v.regel.as_str()), ("KCC", "soort-team"));
        assert_eq!(v.soort, Soort::Klacht);
        klopt(&app).await;
    }

    /// An employee who registers a call may name the team, or keep it.
    async fn an_employee_may_choose_the_team_or_keep_the_question(app: TestApp) {
        let mut a = bel_jo("Mijn paspoort is kwijt.");
        a.team = Some("OR".into());
        let youssef = app.wie(YOUSSEF).await;
        let v = doe!(app, |tx, inr| accept::accept(tx, inr, &youssef, a.clone())).unwrap().vraag;
        assert_eq!((v.eigenaar.clone(), v.regel.as_str()), (Eigenaar::team("OR"), "gekozen-team"));
        a.zelf_houden = true;
        let v = doe!(app, |tx, inr| accept::accept(tx, inr, &youssef, a)).unwrap().vraag;
        assert_eq!(v.eigenaar, Eigenaar::medewerker("KCC", YOUSSEF));
        assert_eq!(v.regel, "zelf-afhandelen");
        klopt(&app).await;
    }

    /// A legal kind shows the term of the law, counted from receipt, instead of a promise.
    async fn an_objection_shows_the_legal_term_instead_of_a_promise(app: TestApp) {
        let mut a = van_jo("Hierbij maak ik bezwaar tegen het besluit over mijn paspoort.");
        a.beloofd = Some(moment("2026-11-27 17:00"));
        let v = stel(&app, a).await;
        assert_eq!((v.soort, v.belofte.klok), (Soort::Bezwaar, Klok::Wettelijk));
        // Six weeks after Tuesday 24 November 2026.
        assert_eq!(v.belofte.uiterlijk.day_text(), "2027-01-05");
        klopt(&app).await;
    }

    /// A letter that was received last week and is registered today: receipt stays receipt, the promise is one that we can keep.
    async fn a_letter_registered_late_keeps_its_receipt_and_gets_a_promise_that_can_be_kept(app: TestApp) {
        let mut brief = Aanname::new(Kanaal::Brief, "Wanneer komt mijn paspoort?", Antwoordkanaal::Brief);
        brief.indiener.adres = "Laan 1, 1234 AB Proefdorp".into();
        brief.ontvangen_op = Some(moment("2026-11-12 09:00"));
        let henk = app.wie(HENK).await;
        let v = doe!(app, |tx, inr| accept::accept(tx, inr, &henk, brief)).unwrap().vraag;
        assert_eq!(v.ontvangen_op, moment("2026-11-12 09:00"));
        assert_eq!(v.belofte.uiterlijk, moment("2026-11-26 17:00"));
        app.laat_werken().await;
        assert_eq!(lees(&app, v.id).await.verlengd, 0, "nobody apologises for a promise that was just made");
        klopt(&app).await;
    }

    /// For a letter of yesterday the clock runs from yesterday.
    async fn the_promise_counts_from_receipt_when_that_still_leaves_time(app: TestApp) {
        let mut a = van_jo("Wanneer komt mijn paspoort?");
        a.ontvangen_op = Some(moment("2026-11-23 12:00"));
        assert_eq!(stel(&app, a).await.belofte.uiterlijk, moment("2026-11-25 17:00"));
    }

    /// What cannot be is refused with the field, and nothing is stored.
    async fn what_cannot_be_is_refused_and_nothing_is_stored(app: TestApp) {
        let mut morgen = van_jo("Een vraag");
        morgen.ontvangen_op = Some(moment("2026-11-25 09:00"));
        let mut gisteren_beloofd = van_jo("Een vraag");
        gisteren_beloofd.beloofd = Some(moment("2026-11-23 17:00"));
        let mut zonder_adres = van_jo("Een vraag");
        zonder_adres.indiener.email.clear();
        let mut vreemd_kvk = van_jo("Een vraag");
        vreemd_kvk.indiener.kvk = "12".into();
        for (aanname, veld) in [
            (morgen, "ontvangenOp"),
            (gisteren_beloofd, "beloofd"),
            (zonder_adres, "email"),
            (vreemd_kvk, "kvk"),
            (van_jo("   "), "tekst"),
            (van_jo(&"x".repeat(20_001)), "tekst"),
        ] {
            let uitkomst = doe!(app, |tx, inr| accept::accept(tx, inr, &Wie::inwoner(), aanname.clone()));
            assert_eq!(nee(uitkomst), veld);
        }
        let mut tx = app.read().await;
        assert_eq!(tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM vraag", &[]).await, Ok(0));
    }

    /// Codes that do not exist and characters that cannot be stored never cost a resident the question.
    async fn a_strange_code_or_character_costs_nobody_a_question(app: TestApp) {
        let mut a = van_jo("Wanneer komt mijn\0 paspoort?");
        a.wijk = Some("bestaat niet".into());
        a.onderwerp = Some("bestaat niet".into());
        a.belmoment = "na\0 vijven".into();
        a.indiener.naam = "J\0o".into();
        a.indiener.adres = "Laan\0 1".into();
        let v = stel(&app, a).await;
        assert_eq!((v.wijk.as_deref(), v.onderwerp.as_deref()), (None, Some("paspoort")));
        assert_eq!(v.belmoment, "na vijven");
        klopt(&app).await;
    }

    /// "Terms under 5 working days: at 80%", and only then the extension: a short term warns before it moves.
    async fn a_short_term_warns_the_owner_before_the_rule_moves_it(app: TestApp) {
        let mut a = van_jo("Een gevaarlijk gat in de weg");
        a.onderwerp = Some("gevaar".into());
        let v = stel(&app, a).await;
        assert_eq!(v.belofte.uiterlijk, moment("2026-11-24 14:00"));
        assert_eq!(v.belofte.risico_op, moment("2026-11-24 13:12"));
        assert!(v.belofte.verleng_op > v.belofte.risico_op, "{:?}", v.belofte);
        assert!(v.belofte.verleng_op < v.belofte.uiterlijk, "{:?}", v.belofte);
        app.laat_werken().await;
        assert_eq!(lees(&app, v.id).await.verlengd, 0);

        // The same day, with two and a half hours left of it.
        app.zet_klok("2026-11-24T13:30:00Z");
        let mut a = van_jo("Mijn vader is overleden");
        a.onderwerp = Some("overlijden".into());
        let v = stel(&app, a).await;
        assert_eq!(v.belofte.uiterlijk, moment("2026-11-24 17:00"));
        app.laat_werken().await;
        assert_eq!(lees(&app, v.id).await.verlengd, 0, "nobody apologises in the same second");
        klopt(&app).await;
    }

    /// A question of Saturday night is promised for Tuesday and watched in working hours.
    async fn a_question_of_the_weekend_is_counted_in_working_days(app: TestApp) {
        app.zet_klok("2026-11-28T22:30:00Z");
        let v = stel(&app, van_jo("Hoe vraag ik een paspoort aan?")).await;
        assert_eq!(v.belofte.uiterlijk, moment("2026-12-01 17:00"));
        assert_eq!(v.belofte.verleng_op, moment("2026-12-01 15:00"));
        assert!(v.belofte.risico_op > moment("2026-11-30 08:30"));
        app.zet_klok("2026-12-01T14:05:00Z");
        app.laat_werken().await;
        let v = lees(&app, v.id).await;
        assert_eq!((v.verlengd, v.belofte.uiterlijk), (1, moment("2026-12-03 17:00")));
        klopt(&app).await;
    }

    /// "Offer and acceptance are for people and disputed topics."
    async fn a_disputed_topic_is_offered_and_stays_with_the_distribution_point_until_accepted(app: TestApp) {
        let mut a = van_jo("De boom staat op de erfgrens");
        a.onderwerp = Some("boom".into());
        let v = stel(&app, a).await;
        assert_eq!((v.eigenaar.clone(), v.regel.as_str()), (Eigenaar::team("KCC"), "betwist-onderwerp"));
        assert_eq!(soorten(&app, v.id).await, ["vraag.ontvangen", "overdracht.aangeboden"]);
        let noor = app.wie(testkit::proefdorp::NOOR).await;
        let v = doe!(app, |tx, inr| vragen::hand_over::accept(tx, inr, &noor, v.id)).unwrap();
        assert_eq!(v.eigenaar, Eigenaar::medewerker("OR", testkit::proefdorp::NOOR));
        klopt(&app).await;
    }
}

#[test]
fn who_has_left_cannot_act() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut weg = testkit::proefdorp::opzet().medewerkers.into_iter().find(|m| m.id == FATIMA).unwrap();
        weg.actief = false;
        let mut inr = (*app.inr().await).clone();
        inr.medewerkers.retain(|m| m.id != FATIMA);
        inr.medewerkers.push(weg);
        assert!(matches!(Wie::medewerker(&inr, FATIMA), Err(Error::Forbidden)));
    });
}
