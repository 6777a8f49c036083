// SPDX-License-Identifier: EUPL-1.2
//! The administrator sees the set-up and what went wrong.

use http::StatusCode;
use serde_json::json;
use storage::{NewJob, jobs};
use testkit::{
    TestApp, op_beide,
    proefdorp::{RICARDO, YOUSSEF},
};

use crate::mensen::scherm;

op_beide! {
    async fn a_job_that_failed_is_seen_and_tried_again(app: TestApp) {
        let mut tx = app.begin().await;
        tx.enqueue(NewJob {
            queue: "berichten", kind: "ontvangstbevestiging", key: None, payload: json!({}), run_at: None, max_attempts: 1,
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.begin().await;
        let job = jobs::claim(&mut tx, "berichten", std::time::Duration::from_mins(1), 1).await.unwrap().remove(0);
        tx.job_failed(&job, "de mailserver antwoordt niet").await.unwrap();
        tx.commit().await.unwrap();

        let mut ricardo = scherm(&app, RICARDO).await;
        let pagina = ricardo.get("/beheer").await;
        pagina.toont("Virusscan staat uit.").toont("de mailserver antwoordt niet").toont("Er wacht geen mail op een mens.");
        pagina.toont("Openbare Ruimte").toont("Kapotte stoep of weg").toont("gemeente@proefdorp.example").toont("Nog niet gelezen");
        pagina.toont("donderdag 24 december 2026: vanaf 12.00 uur, Kerstavond");
        let opnieuw = ricardo.post(&format!("/beheer/job/{}/opnieuw", job.id), &[]).await;
        ricardo.get(opnieuw.naar()).await.toont("De taak wordt opnieuw geprobeerd.").toont("Niets is mislukt.");
        let nog_eens = ricardo.post(&format!("/beheer/job/{}/opnieuw", job.id), &[]).await;
        assert_eq!(nog_eens.status, StatusCode::NOT_FOUND, "it waits already");
    }
}

#[test]
fn the_set_up_is_for_the_administrator() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        assert_eq!(youssef.get("/beheer").await.status, StatusCode::FORBIDDEN);
    });
}
