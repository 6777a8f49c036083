// SPDX-License-Identifier: EUPL-1.2
//! A person sees the own figures; nobody else does.

use http::StatusCode;
use testkit::{
    TestApp, op_beide,
    proefdorp::{BART, FATIMA, HENK, NOOR, SANNE, YOUSSEF},
};
use uuid::Uuid;
use vragen::{
    Indiener, Kanaal,
    answer::{Antwoord, answer},
    claim::claim,
};

use crate::mensen::{scherm, vraagt};

/// Lets this person of public space answer these questions, an hour apart.
async fn beantwoordt(app: &TestApp, wie: Uuid, vragen: &[&str]) {
    let inr = app.inr().await;
    let mens = app.wie(wie).await;
    for tekst in vragen {
        let v = vraagt(app, tekst, Indiener::default()).await;
        app.clock.advance(std::time::Duration::from_hours(1));
        let mut tx = app.begin().await;
        claim(&mut tx, &mens, v.id).await.unwrap();
        answer(&mut tx, &inr, &mens, v.id, Antwoord::new(Kanaal::Email, "Gedaan.")).await.unwrap();
        tx.commit().await.unwrap();
    }
}

op_beide! {
    async fn noor_sees_her_own_month_and_the_questions_behind_each_figure(app: TestApp) {
        beantwoordt(&app, NOOR, &["De container van Noor is vol.", "De stoep bij Noor ligt los."]).await;
        beantwoordt(&app, BART, &["De container van Bart is vol."]).await;
        let mut noor = scherm(&app, NOOR).await;
        noor.get("/werk").await.toont("Je hebt 2 vragen beantwoord. Alle beloften kwam je op tijd na.").toont("href=\"/werk/cijfers\"");
        let cijfers = noor.get("/werk/cijfers").await;
        cijfers.toont("Alleen jij ziet deze cijfers.").toont("2 van 2 op tijd.").toont("<b>1,0 <small>werkuren</small></b>");
        for wat in ["ontvangen", "beantwoord", "te-laat", "duur"] {
            cijfers.toont(&format!("/werk/cijfers/vragen?wat={wat}\""));
        }
        let rijen = noor.get("/werk/cijfers/vragen?wat=beantwoord").await;
        rijen.toont("container van Noor").toont("stoep bij Noor").toont_niet("container van Bart");
        noor.get("/werk/cijfers/vragen?wat=te-laat").await.toont("Hier staan geen vragen.");
        assert_eq!(noor.get("/werk/cijfers/vragen?wat=onzin").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_team_lead_cannot_see_the_figures_of_a_person(app: TestApp) {
        beantwoordt(&app, NOOR, &["De container van Noor is vol.", "De stoep bij Noor ligt los."]).await;
        // Bart leads the team of Noor; Sanne's team may look at every team.
        for leider in [BART, SANNE] {
            let mut leider = scherm(&app, leider).await;
            for pad in [
                format!("/werk/cijfers?medewerker={NOOR}"),
                format!("/werk/cijfers?team=OR&van={NOOR}"),
                format!("/werk/cijfers/vragen?wat=beantwoord&medewerker={NOOR}"),
                format!("/werk/cijfers/vragen?wat=duur&team=OR&ik={NOOR}"),
            ] {
                let gezien = leider.get(&pad).await;
                assert_eq!(gezien.status, StatusCode::OK, "{pad}");
                gezien.toont_niet("van Noor").toont_niet("bij Noor").toont_niet("2 van 2");
            }
            for pad in [format!("/werk/cijfers/{NOOR}"), format!("/team/cijfers?medewerker={NOOR}")] {
                assert_eq!(leider.get(&pad).await.status, StatusCode::NOT_FOUND, "{pad}");
            }
            // The team's page counts her open work only, and the team is too small for times and shares.
            let team = leider.get("/team?team=OR").await;
            team.toont("In dit team werken 2 mensen.").toont_niet("Beloften gehaald").toont_niet("werkuren");
            for wat in ["meteen", "overgedragen", "beantwoord", "op-tijd", "te-laat", "duur"] {
                let rijen = leider.get(&format!("/team/vragen?team=OR&wat={wat}&medewerker={NOOR}")).await;
                assert!(rijen.status.is_client_error(), "{wat}: {}", rijen.status);
            }
            leider.get("/team/vragen?team=OR&wat=ontvangen").await.toont_niet("Werkuren").toont_niet("Op tijd").toont_niet("Noor Achterberg");
        }
    }
}

#[test]
fn a_colleague_of_another_team_reads_nothing_but_the_own_figures() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        beantwoordt(&app, NOOR, &["De container van Noor is vol."]).await;
        for ander in [FATIMA, HENK, YOUSSEF] {
            let mut ander = scherm(&app, ander).await;
            ander.get("/werk/cijfers").await.toont("nog geen vraag beantwoord").toont_niet("van Noor");
            ander.get("/werk/cijfers/vragen?wat=beantwoord").await.toont("Hier staan geen vragen.");
        }
        let mut niemand = app.client(werkplek::routes());
        assert!(niemand.get("/werk/cijfers").await.naar().starts_with("/aanmelden"));
    });
}
