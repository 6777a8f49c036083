// SPDX-License-Identifier: EUPL-1.2
//! One owner: picked up, given back, placed, put back. Nobody takes what is not theirs to take.

use std::time::Duration;

use testkit::{
    op_beide,
    proefdorp::{BART, FATIMA, HENK, NOOR, SANNE, TOM, YOUSSEF},
};
use vragen::{Eigenaar, Soort, assign, change, claim, dossier, hand_over, lijst, note, reopen};

use crate::support::*;

op_beide! {
    /// Fatima picks up a question of her team; Henk and the distribution point cannot take it away.
    async fn a_question_is_picked_up_by_one_of_its_team(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [fatima, henk, youssef, noor] =
            [app.wie(FATIMA).await, app.wie(HENK).await, app.wie(YOUSSEF).await, app.wie(NOOR).await];
        assert_eq!(nee(doe!(app, |tx, inr| claim::claim(tx, &noor, v.id))), "niet-van-jouw-team");
        assert_eq!(nee(doe!(app, |tx, inr| claim::claim(tx, &youssef, v.id))), "niet-van-jouw-team");
        assert_eq!(lees(&app, v.id).await.eigenaar, Eigenaar::team("BZ"));

        let van_fatima = doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        assert_eq!(van_fatima.eigenaar, Eigenaar::medewerker("BZ", FATIMA));
        assert_eq!(van_fatima.regel, "oppakken-in-team");
        assert_eq!(nee(doe!(app, |tx, inr| claim::claim(tx, &henk, v.id))), "al-opgepakt");
        // A second click changes nothing.
        assert_eq!(doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap(), van_fatima);
        assert_eq!(soorten(&app, v.id).await, ["vraag.ontvangen", "vraag.opgepakt"]);
        klopt(&app).await;
    }

    /// Only the owner gives back, and says why.
    async fn the_owner_gives_it_back_with_a_reason(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [fatima, henk] = [app.wie(FATIMA).await, app.wie(HENK).await];
        doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        assert_eq!(nee(doe!(app, |tx, inr| claim::release(tx, &henk, v.id, "rustig"))), "niet-van-jou");
        assert_eq!(nee(doe!(app, |tx, inr| claim::release(tx, &fatima, v.id, "  "))), "reden");
        let terug = doe!(app, |tx, inr| claim::release(tx, &fatima, v.id, "Ik ben morgen vrij")).unwrap();
        assert_eq!(terug.eigenaar, Eigenaar::team("BZ"));
        klopt(&app).await;
    }

    /// Henk divides the work of his own team, and of no other.
    async fn a_team_lead_divides_the_work_of_the_own_team_only(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [henk, fatima, bart] = [app.wie(HENK).await, app.wie(FATIMA).await, app.wie(BART).await];
        let aan = Eigenaar::medewerker;
        for (wie, naar, code) in [
            (&fatima, aan("BZ", HENK), "niet-van-jouw-team"),
            (&bart, aan("OR", NOOR), "niet-van-jouw-team"),
            (&henk, aan("OR", NOOR), "ander-team"),
            (&henk, Eigenaar::team("OR"), "ander-team"),
            (&henk, aan("BZ", NOOR), "naar"),
            (&henk, Eigenaar::team("bestaat niet"), "naar"),
        ] {
            assert_eq!(nee(doe!(app, |tx, inr| assign::assign(tx, inr, wie, v.id, naar.clone()))), code);
        }
        let v = doe!(app, |tx, inr| assign::assign(tx, inr, &henk, v.id, aan("BZ", FATIMA))).unwrap();
        assert_eq!((v.eigenaar, v.regel.as_str()), (aan("BZ", FATIMA), "teamleider-verdeelt"));
        klopt(&app).await;
    }

    /// What no rule could place is placed by the distribution point, with a team. People get an offer.
    async fn the_distribution_point_places_what_is_with_it_and_nothing_else(app: TestApp) {
        let los = stel(&app, van_jo("Goedemiddag, wie kan mij helpen?")).await;
        let youssef = app.wie(YOUSSEF).await;
        let bij = |naar: Eigenaar| naar;
        let uitkomst =
            doe!(app, |tx, inr| assign::assign(tx, inr, &youssef, los.id, Eigenaar::medewerker("BZ", FATIMA)));
        assert_eq!(nee(uitkomst), "bied-aan");
        let v = doe!(app, |tx, inr| assign::assign(tx, inr, &youssef, los.id, bij(Eigenaar::team("BZ")))).unwrap();
        assert_eq!((v.eigenaar.clone(), v.regel.as_str()), (Eigenaar::team("BZ"), "verdeelpunt-plaatst"));
        // It is now of another team: what they have, they hand over themselves.
        let uitkomst = doe!(app, |tx, inr| assign::assign(tx, inr, &youssef, los.id, bij(Eigenaar::team("OR"))));
        assert_eq!(nee(uitkomst), "niet-van-jouw-team");
        let uitkomst =
            doe!(app, |tx, inr| hand_over::offer(tx, inr, &youssef, los.id, Eigenaar::team("OR"), "Voor jullie"));
        assert_eq!(nee(uitkomst), "niet-van-jouw-team");
        klopt(&app).await;
    }

    /// Within four working hours a team puts back what a rule gave it; after that it must offer it.
    async fn a_team_puts_back_within_four_working_hours_what_a_rule_gave_it(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort ligt onder een losse stoep")).await;
        assert_eq!(v.eigenaar.team, "BZ");
        let [henk, youssef] = [app.wie(HENK).await, app.wie(YOUSSEF).await];
        let terug = |wie: vragen::Wie| {
            let app = &app;
            async move { doe!(app, |tx, inr| hand_over::put_back(tx, inr, &wie, v.id, "Dit is de stoep")) }
        };
        assert_eq!(nee(terug(youssef.clone()).await), "niet-van-jouw-team");
        // Four working hours from ten o'clock is two o'clock; the moment itself still counts.
        app.zet_klok("2026-11-24T13:00:00Z");
        let v2 = terug(henk.clone()).await.unwrap();
        assert_eq!(v2.eigenaar, Eigenaar::team("KCC"));
        assert_eq!(v2.regel, "teruggelegd-bij-verdeelpunt");
        // The distribution point cannot put back what it has itself.
        assert_eq!(nee(terug(youssef).await), "te-laat-om-terug-te-leggen");

        let tweede = stel(&app, van_jo("Mijn paspoort is nat")).await;
        app.clock.advance(Duration::from_hours(20));
        let laat = doe!(app, |tx, inr| hand_over::put_back(tx, inr, &henk, tweede.id, "Te laat"));
        assert_eq!(nee(laat), "te-laat-om-terug-te-leggen");
        klopt(&app).await;
    }

    /// To know that it is not theirs somebody must read it first: picking up does not take the right away.
    async fn a_question_that_was_picked_up_can_still_be_put_back_in_those_hours(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort ligt onder een losse stoep")).await;
        let fatima = app.wie(FATIMA).await;
        app.clock.advance(Duration::from_hours(1));
        doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        let terug = doe!(app, |tx, inr| hand_over::put_back(tx, inr, &fatima, v.id, "Dit is de stoep")).unwrap();
        assert_eq!(terug.eigenaar, Eigenaar::team("KCC"));

        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        app.clock.advance(Duration::from_hours(5));
        let laat = doe!(app, |tx, inr| hand_over::put_back(tx, inr, &fatima, v.id, "Toch niet"));
        assert_eq!(nee(laat), "te-laat-om-terug-te-leggen", "picking up does not start the hours again");
        klopt(&app).await;
    }

    /// A colleague accepted it: what a person took on is not put back.
    async fn what_was_accepted_is_not_put_back(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [fatima, noor] = [app.wie(FATIMA).await, app.wie(NOOR).await];
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, Eigenaar::team("OR"), "Bij jullie gevonden"))
            .unwrap();
        doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, v.id)).unwrap();
        let terug = doe!(app, |tx, inr| hand_over::put_back(tx, inr, &noor, v.id, "Toch niet"));
        assert_eq!(nee(terug), "te-laat-om-terug-te-leggen");
    }

    /// A worry about somebody is for the team that owns it. For others it does not exist.
    async fn a_shielded_question_does_not_exist_for_other_teams(app: TestApp) {
        let v = stel(&app, van_jo("Ik maak mij zorgen over mijn buurvrouw")).await;
        assert_eq!((v.soort, v.eigenaar.team.as_str(), v.afgeschermd), (Soort::Signaal, "ZW", true));
        let [sanne, henk, tom] = [app.wie(SANNE).await, app.wie(HENK).await, app.wie(TOM).await];
        for wie in [&sanne, &henk] {
            let mut tx = app.read().await;
            assert_eq!(nee(dossier::dossier(&mut tx, wie, v.id).await), "niet-gevonden");
            drop(tx);
            assert_eq!(nee(doe!(app, |tx, inr| claim::claim(tx, wie, v.id))), "niet-gevonden");
            assert_eq!(nee(doe!(app, |tx, inr| note::note(tx, wie, v.id, "Hallo"))), "niet-gevonden");
            assert_eq!(nee(doe!(app, |tx, inr| reopen::reopen(tx, inr, wie, v.id))), "niet-gevonden");
            let uitkomst = doe!(app, |tx, inr| change::change_kind(tx, inr, wie, v.id, Soort::Overig));
            assert_eq!(nee(uitkomst), "niet-gevonden");
            let naar = Eigenaar::team("KCC");
            assert_eq!(nee(doe!(app, |tx, inr| assign::assign(tx, inr, wie, v.id, naar))), "niet-gevonden");
        }
        let mut tx = app.read().await;
        assert!(dossier::dossier(&mut tx, &tom, v.id).await.is_ok());
        drop(tx);
        klopt(&app).await;
    }

    /// Handing over changes who may read: into the shielded team it closes, out of it it opens, a worry stays closed.
    async fn shielding_follows_the_owner(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt en ik weet het niet meer")).await;
        let [fatima, henk, tom] = [app.wie(FATIMA).await, app.wie(HENK).await, app.wie(TOM).await];
        let naar_tom = Eigenaar::medewerker("ZW", TOM);
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, naar_tom, "Mevrouw heeft hulp nodig")).unwrap();
        let v = doe!(app, |tx, inr| hand_over::accept(tx, inr, &tom, v.id)).unwrap();
        assert!(v.afgeschermd);
        let mut tx = app.read().await;
        assert_eq!(nee(dossier::vraag(&mut tx, &henk, v.id).await), "niet-gevonden");
        drop(tx);
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &tom, v.id, Eigenaar::team("BZ"), "Geregeld")).unwrap();
        let v = doe!(app, |tx, inr| hand_over::accept(tx, inr, &henk, v.id)).unwrap();
        assert!(!v.afgeschermd);
        klopt(&app).await;

        let jeugd = stel(&app, van_jo("Wie helpt mij met opvoeden?")).await;
        assert!(jeugd.afgeschermd);
        let terug = doe!(app, |tx, inr| hand_over::put_back(tx, inr, &tom, jeugd.id, "Algemene vraag")).unwrap();
        assert!(!terug.afgeschermd, "a question that was not for the shielded team is open again");
    }

    /// A closed question is opened again by who may work on it.
    async fn only_the_team_opens_its_question_again(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [fatima, noor] = [app.wie(FATIMA).await, app.wie(NOOR).await];
        doe!(app, |tx, inr| vragen::answer::answer(
            tx, inr, &fatima, v.id, vragen::answer::Antwoord::new(vragen::Kanaal::Email, "Ja.")
        ))
        .unwrap();
        let uitkomst = doe!(app, |tx, inr| reopen::reopen(tx, inr, &noor, v.id));
        assert_eq!(nee(uitkomst), "niet-van-jouw-team");
        doe!(app, |tx, inr| reopen::reopen(tx, inr, &fatima, v.id)).unwrap();
        klopt(&app).await;
    }

    /// Open tasks go along with the question, so that they are always with who can do them.
    async fn tasks_follow_the_owner(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [fatima, noor] = [app.wie(FATIMA).await, app.wie(NOOR).await];
        doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        doe!(app, |tx, inr| vragen::taak::voor_eigenaar(tx, v.id, "bericht-niet-bezorgd", "Bel")).unwrap();
        assert_eq!(taken(&app, v.id).await, [("bericht-niet-bezorgd".into(), "BZ".into(), Some(FATIMA))]);
        let naar = Eigenaar::team("OR");
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, naar, "Ligt op straat")).unwrap();
        doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, v.id)).unwrap();
        assert_eq!(taken(&app, v.id).await, [("bericht-niet-bezorgd".into(), "OR".into(), Some(NOOR))]);
        let mut tx = app.read().await;
        assert!(lijst::dag(&mut tx, &fatima).await.unwrap().taken.is_empty());
        assert_eq!(lijst::dag(&mut tx, &noor).await.unwrap().taken.len(), 1);
    }

    /// Milan leaves; his open questions go to his team by a rule with a name, and nobody loses one.
    async fn the_questions_of_who_leaves_go_to_the_team(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let fatima = app.wie(FATIMA).await;
        doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        vertrekt(&app, FATIMA).await;
        app.laat_werken().await;
        let v = lees(&app, v.id).await;
        assert_eq!((v.eigenaar.clone(), v.regel.as_str()), (Eigenaar::team("BZ"), "eigenaar-weg"));
        let laatste = gebeurd(&app, v.id).await.pop().unwrap();
        assert_eq!(laatste.actor.to_string(), "regel:eigenaar-weg");
        klopt(&app).await;
    }
}
