// SPDX-License-Identifier: EUPL-1.2
//! Lists and counts of open work: the worklist, my day, the team lead's page. A number and the rows it opens agree.

use std::time::Duration;

use kernel::{Page, Time};
use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, HENK, NOOR, SANNE, TOM},
};
use vragen::{
    Eigenaar, Kanaal, Stand, Vraag, Wie,
    answer::{self, Antwoord},
    ask, claim, hand_over,
    lijst::{self, Filter, Regel, WelkeDatum},
    taak,
};

use crate::support::*;

async fn rijen(app: &TestApp, wie: &Wie, filter: &Filter) -> Vec<Regel> {
    let mut tx = app.read().await;
    lijst::voorraad(&mut tx, wie, filter, Page::new(1)).await.unwrap().items
}

async fn titels(app: &TestApp, wie: &Wie, filter: &Filter) -> Vec<String> {
    rijen(app, wie, filter).await.into_iter().map(|r| r.titel).collect()
}

async fn beloofd(app: &TestApp, tekst: &str, op: &str) -> Vraag {
    let mut a = van_jo(tekst);
    a.beloofd = Some(moment(op));
    a.team = Some("BZ".into());
    let henk = app.wie(HENK).await;
    doe!(app, |tx, inr| vragen::accept::accept(tx, inr, &henk, a)).unwrap().vraag
}

async fn antwoordt(app: &TestApp, wie: &Wie, v: &Vraag, sluiten: bool) -> Vraag {
    let mut a = Antwoord::new(Kanaal::Email, "Zo zit het.");
    if !sluiten {
        a.uitkomst = None;
    }
    doe!(app, |tx, inr| answer::answer(tx, inr, wie, v.id, a)).unwrap()
}

op_beide! {
    /// The date that comes first stands first; of one date the oldest.
    async fn the_worklist_is_in_order_of_promise_and_then_age(app: TestApp) {
        beloofd(&app, "tweede", "2026-11-26 17:00").await;
        beloofd(&app, "derde", "2026-11-26 17:00").await;
        beloofd(&app, "eerste", "2026-11-25 17:00").await;
        beloofd(&app, "vierde", "2026-11-27 17:00").await;
        let henk = app.wie(HENK).await;
        assert_eq!(titels(&app, &henk, &Filter::team("BZ")).await, ["eerste", "tweede", "derde", "vierde"]);
        assert!(titels(&app, &henk, &Filter::team("OR")).await.is_empty());
    }

    /// Twenty-five rows on a page, and the page says that there is more.
    async fn a_page_has_twenty_five_rows_and_says_when_there_are_more(app: TestApp) {
        for n in 0..51 {
            beloofd(&app, &format!("vraag {n:02}"), "2026-11-26 17:00").await;
        }
        let henk = app.wie(HENK).await;
        let mut gezien = Vec::new();
        for (nummer, aantal, meer) in [(1, 25, true), (2, 25, true), (3, 1, false), (4, 0, false)] {
            let mut tx = app.read().await;
            let pagina = lijst::voorraad(&mut tx, &henk, &Filter::team("BZ"), Page::new(nummer)).await.unwrap();
            assert_eq!((pagina.items.len(), pagina.more), (aantal, meer), "page {nummer}");
            gezien.extend(pagina.items.into_iter().map(|r| r.volgnummer));
        }
        assert_eq!(gezien, (1..=51).collect::<Vec<_>>());
    }

    /// Every filter, alone and together.
    async fn filters_narrow_the_worklist(app: TestApp) {
        let mut a = van_jo("paspoort op de website");
        a.wijk = Some("CE".into());
        let met_wijk = stel(&app, a).await;
        let mut a = bel_jo("verhuizing aan de telefoon");
        a.kanaal = Kanaal::Telefoon;
        stel(&app, a).await;
        let [henk, fatima] = [app.wie(HENK).await, app.wie(FATIMA).await];
        doe!(app, |tx, inr| claim::claim(tx, &fatima, met_wijk.id)).unwrap();
        let bz = Filter::team("BZ");
        let website = ["paspoort op de website"];
        let telefoon = ["verhuizing aan de telefoon"];
        for (filter, verwacht) in [
            (Filter { medewerker: Some(FATIMA), ..bz.clone() }, &website[..]),
            (Filter { medewerker: Some(HENK), ..bz.clone() }, &[]),
            (Filter { vrij: true, ..bz.clone() }, &telefoon[..]),
            (Filter { onderwerp: Some("verhuizen".into()), ..bz.clone() }, &telefoon[..]),
            (Filter { kanaal: Some(Kanaal::Website), ..bz.clone() }, &website[..]),
            (Filter { wijk: Some("CE".into()), ..bz.clone() }, &website[..]),
            (Filter { wijk: Some("CE".into()), kanaal: Some(Kanaal::Telefoon), ..bz.clone() }, &[]),
            (Filter { onderwerp: Some("' OR 1=1 --".into()), ..bz }, &[]),
        ] {
            assert_eq!(titels(&app, &henk, &filter).await, verwacht, "{filter:?}");
        }
    }

    /// Late, today, at risk and waiting: each number of the team opens exactly its rows.
    async fn every_number_of_the_team_opens_its_rows(app: TestApp) {
        let [henk, fatima] = [app.wie(HENK).await, app.wie(FATIMA).await];
        beloofd(&app, "te laat", "2026-11-25 12:00").await;
        beloofd(&app, "vandaag", "2026-11-26 17:00").await;
        let wacht = beloofd(&app, "wacht", "2026-11-25 12:00").await;
        doe!(app, |tx, inr| ask::ask(tx, &henk, wacht.id, "Een foto")).unwrap();
        beloofd(&app, "later", "2026-12-17 17:00").await;
        let beantwoord = beloofd(&app, "beantwoord", "2026-11-25 12:00").await;
        antwoordt(&app, &henk, &beantwoord, false).await;
        let dicht = beloofd(&app, "dicht", "2026-11-25 12:00").await;
        antwoordt(&app, &henk, &dicht, true).await;
        // Nobody moved a date: the clock of the rules did not tick.
        app.zet_klok("2026-11-26T13:30:00Z");
        let mut tx = app.read().await;
        let stand = lijst::stand(&mut tx, "BZ").await.unwrap();
        drop(tx);
        assert_eq!((stand.open, stand.vrij), (5, 5));
        for (datum, getal, verwacht) in [
            (WelkeDatum::TeLaat, stand.te_laat, vec!["te laat"]),
            (WelkeDatum::Vandaag, stand.vandaag, vec!["vandaag"]),
            (WelkeDatum::Risico, stand.risico, vec!["vandaag"]),
            (WelkeDatum::Wacht, stand.wacht, vec!["wacht"]),
        ] {
            let filter = Filter { datum: Some(datum), ..Filter::team("BZ") };
            let gevonden = titels(&app, &henk, &filter).await;
            assert_eq!(gevonden, verwacht, "{datum:?}");
            assert_eq!(usize::try_from(getal).unwrap(), gevonden.len(), "{datum:?}");
        }
        let nu = app.nu();
        let standen: Vec<(String, Stand)> =
            rijen(&app, &fatima, &Filter::team("BZ")).await.into_iter().map(|r| (r.titel.clone(), r.stand(nu))).collect();
        assert_eq!(
            standen,
            [
                ("te laat".to_owned(), Stand::TeLaat),
                ("wacht".to_owned(), Stand::Wacht),
                ("beantwoord".to_owned(), Stand::Klaar),
                ("vandaag".to_owned(), Stand::Vandaag),
                ("later".to_owned(), Stand::OpTijd),
            ]
        );
    }

    /// The open work of each person, and only open work.
    async fn the_team_page_counts_open_work_per_person(app: TestApp) {
        let [henk, fatima] = [app.wie(HENK).await, app.wie(FATIMA).await];
        for tekst in ["een", "twee"] {
            let v = beloofd(&app, tekst, "2026-11-26 17:00").await;
            doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
        }
        let dicht = beloofd(&app, "dicht", "2026-11-26 17:00").await;
        doe!(app, |tx, inr| claim::claim(tx, &henk, dicht.id)).unwrap();
        antwoordt(&app, &henk, &dicht, true).await;
        beloofd(&app, "vrij", "2026-11-26 17:00").await;
        let mut tx = app.read().await;
        let stand = lijst::stand(&mut tx, "BZ").await.unwrap();
        assert_eq!((stand.open, stand.vrij, stand.personen.len()), (3, 1, 1));
        assert_eq!((stand.personen[0].medewerker, stand.personen[0].open), (FATIMA, 2));
    }

    /// In a list over all teams a shielded question stands only for its own team.
    async fn shielded_rows_are_for_their_own_team(app: TestApp) {
        stel(&app, van_jo("Ik maak mij zorgen over mijn buurvrouw")).await;
        stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        let [henk, tom, sanne] = [app.wie(HENK).await, app.wie(TOM).await, app.wie(SANNE).await];
        for wie in [&henk, &sanne] {
            assert_eq!(rijen(&app, wie, &Filter::default()).await.len(), 1);
            assert!(rijen(&app, wie, &Filter::team("ZW")).await.is_empty());
        }
        assert_eq!(rijen(&app, &tom, &Filter::default()).await.len(), 2);
        assert_eq!(rijen(&app, &tom, &Filter::team("ZW")).await.len(), 1);
    }

    /// My day: what is late, for today, waiting and later; what was offered to me; and the numbers in the bar agree.
    async fn my_day_has_everything_i_must_do(app: TestApp) {
        let fatima = app.wie(FATIMA).await;
        for (tekst, op) in [
            ("te laat", "2026-11-25 12:00"),
            ("vandaag", "2026-11-26 17:00"),
            ("later", "2026-12-17 17:00"),
            ("wacht", "2026-11-25 12:00"),
            ("beantwoord", "2026-11-25 12:00"),
        ] {
            let v = beloofd(&app, tekst, op).await;
            doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
            match tekst {
                "wacht" => drop(doe!(app, |tx, inr| ask::ask(tx, &fatima, v.id, "Een foto")).unwrap()),
                "beantwoord" => drop(antwoordt(&app, &fatima, &v, false).await),
                _ => {}
            }
        }
        let noor = app.wie(NOOR).await;
        for naar in [Eigenaar::team("BZ"), Eigenaar::medewerker("BZ", FATIMA), Eigenaar::medewerker("BZ", HENK)] {
            let v = stel(&app, van_jo("De container is niet geleegd")).await;
            doe!(app, |tx, inr| hand_over::offer(tx, inr, &noor, v.id, naar, "Ligt aan de balie")).unwrap();
        }
        app.zet_klok("2026-11-26T12:00:00Z");
        let mut tx = app.read().await;
        let dag = lijst::dag(&mut tx, &fatima).await.unwrap();
        let namen = |r: &[Regel]| r.iter().map(|r| r.titel.clone()).collect::<Vec<_>>();
        assert_eq!(namen(&dag.te_laat), ["te laat"]);
        assert_eq!(namen(&dag.vandaag), ["vandaag"]);
        assert_eq!(namen(&dag.wacht), ["wacht"]);
        assert_eq!(namen(&dag.later), ["beantwoord", "later"]);
        assert_eq!(dag.aangeboden.len(), 2, "for her and for her team, not for Henk");
        let telling = lijst::telling(&mut tx, &fatima).await.unwrap();
        assert_eq!((telling.te_laat, telling.vandaag, telling.aangeboden), (1, 1, 2));
    }

    /// A task is for its owner, or for who leads the team; somebody of that team ticks it off, once.
    async fn a_task_is_done_by_the_team_it_is_for(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        doe!(app, |tx, inr| taak::voor_eigenaar(tx, v.id, "bericht-niet-bezorgd", "Bel")).unwrap();
        let [henk, fatima, noor] = [app.wie(HENK).await, app.wie(FATIMA).await, app.wie(NOOR).await];
        let mut tx = app.read().await;
        assert!(lijst::dag(&mut tx, &fatima).await.unwrap().taken.is_empty(), "nobody owns it: the lead sees it");
        let taken = lijst::dag(&mut tx, &henk).await.unwrap().taken;
        assert_eq!(taken.len(), 1);
        drop(tx);
        assert_eq!(nee(doe!(app, |tx, inr| taak::gedaan(tx, &noor, taken[0].id))), "niet-gevonden");
        doe!(app, |tx, inr| taak::gedaan(tx, &henk, taken[0].id)).unwrap();
        assert_eq!(nee(doe!(app, |tx, inr| taak::gedaan(tx, &henk, taken[0].id))), "niet-gevonden");
    }

    /// The last thirty days of the team: what came in, what was answered and when. What is older does not count.
    async fn the_month_of_a_team(app: TestApp) {
        let fatima = app.wie(FATIMA).await;
        let oud = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
        antwoordt(&app, &fatima, &oud, true).await;
        app.clock.advance(Duration::from_hours(24 * 31));
        // Friday 25 December is a holiday: Monday 28 December.
        app.zet_klok("2026-12-28T08:00:00Z");
        for uren in [0, 1, 2, 60] {
            let mut a = van_jo("Mijn paspoort is kwijt");
            a.kanaal = Kanaal::Telefoon;
            let nu: Time = app.nu();
            let v = stel(&app, a).await;
            app.clock.advance(Duration::from_hours(uren));
            let mut antwoord = Antwoord::new(Kanaal::Telefoon, "Zo zit het.");
            antwoord.meteen = uren == 0;
            doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, v.id, antwoord)).unwrap();
            app.clock.set(nu);
        }
        let over = stel(&app, van_jo("De container is niet geleegd")).await;
        let noor = app.wie(NOOR).await;
        let naar = Eigenaar::team("BZ");
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &noor, over.id, naar, "Voor jullie")).unwrap();
        doe!(app, |tx, inr| hand_over::accept(tx, inr, &fatima, over.id)).unwrap();
        app.clock.advance(Duration::from_hours(60));
        let mut tx = app.read().await;
        let maand = lijst::maand(&mut tx, "BZ").await.unwrap();
        assert_eq!((maand.ontvangen, maand.meteen, maand.overdrachten), (5, 1, 1));
        assert_eq!((maand.beantwoord, maand.op_tijd), (4, 3));
        // 0, 60 and 120 minutes, and eight hours of Monday with two whole days.
        assert_eq!((maand.mediaan, maand.p90), (Some(60), Some(480 + 2 * 510)));
        let leeg = lijst::maand(&mut tx, "ZW").await.unwrap();
        assert_eq!((leeg.ontvangen, leeg.mediaan), (0, None));
        drop(tx);
        klopt(&app).await;
    }
}
