// SPDX-License-Identifier: EUPL-1.2
//! Warm hand-over: the giver stays the owner until the other side accepts.

use testkit::{
    TestApp, op_beide,
    proefdorp::{BART, FATIMA, HENK, NOOR, YOUSSEF},
};
use vragen::{Afhandelwijze, Eigenaar, VraagId, Wie, claim, close, hand_over, lijst, withdraw};

use crate::support::*;

/// Fatima owns a question and offers it to public space.
async fn aangeboden(app: &TestApp, naar: Eigenaar) -> VraagId {
    let v = stel(app, van_jo("Mijn paspoort ligt onder de stoep")).await;
    let fatima = app.wie(FATIMA).await;
    doe!(app, |tx, inr| claim::claim(tx, &fatima, v.id)).unwrap();
    doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, naar, "Jo is al gebeld")).unwrap();
    v.id
}

async fn is_van(app: &TestApp, id: VraagId, naar: Eigenaar) {
    assert_eq!(lees(app, id).await.eigenaar, naar);
}

async fn aanbod_van(app: &TestApp, id: VraagId) -> String {
    let mut tx = app.read().await;
    let alle: Vec<String> = tx
        .query(
            "SELECT toestand FROM overdracht WHERE vraag_id = $1 ORDER BY aangeboden_op",
            &[id.uuid().into()],
        )
        .await
        .unwrap();
    alle.join(" ")
}

op_beide! {
    /// Offered, seen in the day of the other side, accepted: only then the owner changes.
    async fn an_offer_changes_the_owner_when_it_is_accepted(app: TestApp) {
        let id = aangeboden(&app, Eigenaar::team("OR")).await;
        is_van(&app, id, Eigenaar::medewerker("BZ", FATIMA)).await;
        let [noor, youssef, fatima] = [app.wie(NOOR).await, app.wie(YOUSSEF).await, app.wie(FATIMA).await];
        let mut tx = app.read().await;
        assert_eq!(lijst::dag(&mut tx, &noor).await.unwrap().aangeboden.len(), 1);
        assert_eq!(lijst::telling(&mut tx, &noor).await.unwrap().aangeboden, 1);
        assert_eq!(lijst::telling(&mut tx, &youssef).await.unwrap().aangeboden, 0);
        drop(tx);
        for ander in [&youssef, &fatima] {
            assert_eq!(nee(doe!(app, |tx, inr| hand_over::accept(tx, inr, ander, id))), "niet-voor-jou");
        }
        let v = doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, id)).unwrap();
        assert_eq!((v.eigenaar.clone(), v.overdrachten), (Eigenaar::medewerker("OR", NOOR), 1));
        assert_eq!(v.regel, "overdracht.aangenomen");
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, id))), "geen-aanbod");
        assert_eq!(
            soorten(&app, id).await,
            ["vraag.ontvangen", "vraag.opgepakt", "overdracht.aangeboden", "overdracht.aangenomen"]
        );
        klopt(&app).await;
    }

    /// Declined with a reason: the giver is still the owner and hears it.
    async fn a_declined_offer_leaves_the_owner_and_tells_the_giver(app: TestApp) {
        let id = aangeboden(&app, Eigenaar::medewerker("OR", NOOR)).await;
        let [noor, bart] = [app.wie(NOOR).await, app.wie(BART).await];
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::decline(tx, &bart, id, "Nee"))), "niet-voor-jou");
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::decline(tx, &noor, id, ""))), "reden");
        doe!(app, |tx, inr| hand_over::decline(tx, &noor, id, "Dit hoort bij de politie")).unwrap();
        is_van(&app, id, Eigenaar::medewerker("BZ", FATIMA)).await;
        app.laat_werken().await;
        assert_eq!(post(&app, id, "intern-aanbod").await, ["fatima.el.idrissi@proefdorp.example", "henk.terpstra@proefdorp.example"]);
        klopt(&app).await;
    }

    /// The team owned it and Henk offered it: he is the giver, he hears it.
    async fn who_offered_for_the_team_is_told_too(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort ligt onder de stoep")).await;
        let [fatima, noor] = [app.wie(FATIMA).await, app.wie(NOOR).await];
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, Eigenaar::team("OR"), "Ligt buiten")).unwrap();
        doe!(app, |tx, inr| hand_over::decline(tx, &noor, v.id, "Niet van ons")).unwrap();
        app.laat_werken().await;
        assert_eq!(post(&app, v.id, "intern-aanbod").await, ["fatima.el.idrissi@proefdorp.example", "henk.terpstra@proefdorp.example"]);
    }

    /// Nobody answers for four working hours: the offer ends, the giver is told and has a task, the team lead sees it.
    async fn an_offer_that_nobody_answers_ends_by_itself(app: TestApp) {
        let id = aangeboden(&app, Eigenaar::team("OR")).await;
        app.zet_klok("2026-11-24T12:59:00Z");
        app.laat_werken().await;
        assert_eq!(aanbod_van(&app, id).await, "open");
        app.zet_klok("2026-11-24T13:00:00Z");
        app.laat_werken().await;
        assert_eq!(aanbod_van(&app, id).await, "verlopen");
        is_van(&app, id, Eigenaar::medewerker("BZ", FATIMA)).await;
        assert_eq!(taken(&app, id).await, [("overdracht-verlopen".into(), "BZ".into(), Some(FATIMA))]);
        assert_eq!(post(&app, id, "intern-aanbod").await, ["fatima.el.idrissi@proefdorp.example", "henk.terpstra@proefdorp.example"]);
        let noor = app.wie(NOOR).await;
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, id))), "geen-aanbod");
        klopt(&app).await;
    }

    /// The giver changes her mind: no message that somebody declined.
    async fn the_giver_takes_the_offer_back_in_silence(app: TestApp) {
        let id = aangeboden(&app, Eigenaar::team("OR")).await;
        let fatima = app.wie(FATIMA).await;
        doe!(app, |tx, inr| hand_over::withdraw(tx, &fatima, id)).unwrap();
        assert_eq!(aanbod_van(&app, id).await, "ingetrokken");
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::withdraw(tx, &fatima, id))), "geen-aanbod");
        app.laat_werken().await;
        assert!(post(&app, id, "intern-aanbod").await.is_empty());
        assert!(gebeurde(&app, id, "overdracht.ingetrokken").await);
        assert!(!gebeurde(&app, id, "overdracht.geweigerd").await);
        klopt(&app).await;
    }

    /// One offer at a time.
    async fn there_is_one_offer_at_a_time_and_a_reason_to_it(app: TestApp) {
        let id = aangeboden(&app, Eigenaar::team("OR")).await;
        let fatima = app.wie(FATIMA).await;
        let nog_een = doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, id, Eigenaar::team("KCC"), "Of jullie?"));
        assert_eq!(nee(nog_een), "al-aangeboden");
        let v = stel(&app, van_jo("Paspoort")).await;
        let zonder = doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, Eigenaar::team("OR"), " "));
        assert_eq!(nee(zonder), "toelichting");
        let aan_zichzelf = doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, Eigenaar::team("BZ"), "x"));
        assert_eq!(nee(aan_zichzelf), "naar");
        klopt(&app).await;
    }

    /// Who has it already cannot accept it from herself.
    async fn the_owner_does_not_accept_her_own_offer(app: TestApp) {
        let id = aangeboden(&app, Eigenaar::team("BZ")).await;
        let [fatima, henk] = [app.wie(FATIMA).await, app.wie(HENK).await];
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::accept(tx, inr, &fatima, id))), "al-van-jou");
        let v = doe!(app, |tx, inr| hand_over::accept(tx, inr, &henk, id)).unwrap();
        assert_eq!(v.eigenaar, Eigenaar::medewerker("BZ", HENK));
        klopt(&app).await;
    }

    /// An offer belongs to its giver. When the question gets another owner or ends, the offer ends with it, visibly.
    async fn an_offer_ends_when_the_question_moves_or_ends_otherwise(app: TestApp) {
        let [fatima, henk, noor] = [app.wie(FATIMA).await, app.wie(HENK).await, app.wie(NOOR).await];
        let inwoner = Wie::inwoner();
        for hoe in ["teruggeven", "toewijzen", "afronden", "intrekken", "antwoord"] {
            let id = aangeboden(&app, Eigenaar::team("OR")).await;
            let uitkomst = match hoe {
                "teruggeven" => doe!(app, |tx, inr| claim::release(tx, &fatima, id, "Ik ga weg")).map(drop),
                "toewijzen" => {
                    let naar = Eigenaar::medewerker("BZ", HENK);
                    doe!(app, |tx, inr| vragen::assign::assign(tx, inr, &henk, id, naar)).map(drop)
                }
                "afronden" => doe!(app, |tx, inr| close::close(tx, &fatima, id, Afhandelwijze::Dubbel)).map(drop),
                "intrekken" => doe!(app, |tx, inr| withdraw::withdraw(tx, &inwoner, id)).map(drop),
                _ => {
                    let a = vragen::answer::Antwoord::new(vragen::Kanaal::Email, "Gevonden.");
                    doe!(app, |tx, inr| vragen::answer::answer(tx, inr, &fatima, id, a)).map(drop)
                }
            };
            uitkomst.unwrap();
            assert_eq!(aanbod_van(&app, id).await, "ingetrokken", "{hoe}");
            assert!(gebeurde(&app, id, "overdracht.ingetrokken").await, "{hoe}");
            assert_eq!(nee(doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, id))), "geen-aanbod", "{hoe}");
            klopt(&app).await;
        }
    }

    /// A team puts back what it had already offered to another: the offer is gone, nobody takes it from the distribution point.
    async fn putting_back_ends_the_offer(app: TestApp) {
        let v = stel(&app, van_jo("Mijn paspoort ligt onder de stoep")).await;
        let [fatima, noor] = [app.wie(FATIMA).await, app.wie(NOOR).await];
        doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, v.id, Eigenaar::team("OR"), "Ligt buiten")).unwrap();
        doe!(app, |tx, inr| hand_over::put_back(tx, inr, &fatima, v.id, "Hoort niet bij ons")).unwrap();
        assert_eq!(nee(doe!(app, |tx, inr| hand_over::accept(tx, inr, &noor, v.id))), "geen-aanbod");
        is_van(&app, v.id, Eigenaar::team("KCC")).await;
        klopt(&app).await;
    }
}
