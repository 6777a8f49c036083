// SPDX-License-Identifier: EUPL-1.2
//! The team lead sees what needs help, shares the work, and reads figures that are about the team.

use http::StatusCode;
use kernel::Actor;
use testkit::{
    TestApp, op_beide,
    proefdorp::{self, BART, FATIMA, HENK, NOOR, SANNE, YOUSSEF, mens},
};
use vragen::{
    Indiener, Kanaal,
    answer::{Antwoord, answer},
    claim::claim,
};

use crate::mensen::{scherm, vraag, vraagt};

/// Gives public space two more people, so that five work there.
async fn vijf_mensen(app: &TestApp) {
    let mut opzet = proefdorp::opzet();
    let noor = opzet.medewerkers.iter().find(|m| m.id == NOOR).unwrap().clone();
    for n in 20..23 {
        opzet.medewerkers.push(beheer::Medewerker {
            id: mens(n),
            naam: format!("Collega {n}"),
            ..noor.clone()
        });
    }
    let mut tx = app.begin().await;
    beheer::schrijf(&mut tx, &Actor::Systeem("proef".into()), &opzet).await.unwrap();
    tx.commit().await.unwrap();
    beheer::herlees(&app.g).await.unwrap();
}

op_beide! {
    async fn the_lead_gives_a_selection_to_a_colleague(app: TestApp) {
        let a = vraagt(&app, "De container is niet geleegd.", Indiener::default()).await;
        let b = vraagt(&app, "Er ligt een stoep los.", Indiener::default()).await;
        app.zet_klok("2026-11-26T10:00:00Z");
        let mut bart = scherm(&app, BART).await;
        let pagina = bart.get("/team").await;
        pagina.toont("Team vandaag: Openbare Ruimte").toont("2 open vragen").toont("1 te laat").toont("Niemand pakte deze vraag op.");
        pagina.toont("Noor Achterberg, heeft 0 open").toont("<svg class=\"vd-dagbalk\"");
        bart.get("/team?hulp=te-laat").await.toont("container is niet geleegd").toont_niet("stoep los");

        let (va, vb, naar) = (a.id.to_string(), b.id.to_string(), format!("OR:{NOOR}"));
        let klaar = bart.post("/team/toewijzen", &[("v", &va), ("v", &vb), ("naar", &naar)]).await;
        assert_eq!(klaar.status, StatusCode::SEE_OTHER);
        bart.get(klaar.naar()).await.toont("2 vragen zijn nu van Noor Achterberg.").toont("Noor Achterberg, heeft 2 open");
        assert_eq!(vraag(&app, "PD-26-000001").await.unwrap().eigenaar.medewerker, Some(NOOR));
    }

    async fn figures_are_of_a_team_that_is_large_enough(app: TestApp) {
        vijf_mensen(&app).await;
        let inr = app.inr().await;
        for (n, tekst) in ["De container is vol.", "De stoep ligt los.", "Weer de container."].into_iter().enumerate() {
            let v = vraagt(&app, tekst, Indiener::default()).await;
            app.zet_klok(&format!("2026-11-24T1{}:00:00Z", n + 1));
            let mut tx = app.begin().await;
            let noor = app.wie(NOOR).await;
            claim(&mut tx, &noor, v.id).await.unwrap();
            answer(&mut tx, &inr, &noor, v.id, Antwoord::new(Kanaal::Email, "Gedaan.")).await.unwrap();
            tx.commit().await.unwrap();
        }
        let mut bart = scherm(&app, BART).await;
        let pagina = bart.get("/team").await;
        pagina.toont("Beloften gehaald").toont("3 van 3 beantwoorde vragen op tijd.").toont("Vandaag beantwoord").toont("3 vragen</a>");
        let rijen = bart.get("/team/vragen?wat=duur").await;
        rijen.toont("Weer de container").toont("Op tijd").toont_niet("Noor");
        bart.get("/team/vragen?wat=te-laat").await.toont("Hier staan geen vragen.");
        bart.get("/team/vragen?wat=vandaag").await.toont("De stoep ligt los");
        assert_eq!(bart.get("/team/vragen?wat=onzin").await.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn figures_of_a_small_team_stay_hidden_and_it_says_why() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        vraagt(&app, "Mijn paspoort is kwijt.", Indiener::default()).await;
        let mut henk = scherm(&app, HENK).await;
        henk.get("/team").await.toont("In dit team werken 2 mensen.").toont_niet("Beloften gehaald");
        assert!(henk.get("/team/vragen?wat=duur").await.status.is_client_error());
        henk.get("/team/vragen?wat=ontvangen").await.toont("Mijn paspoort is kwijt").toont_niet("Werkuren");
    });
}

#[test]
fn a_lead_sees_the_own_team_and_the_distribution_point_every_team() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let v = vraagt(&app, "De container is niet geleegd.", Indiener::default()).await;
        let (mut fatima, mut henk, mut sanne) =
            (scherm(&app, FATIMA).await, scherm(&app, HENK).await, scherm(&app, SANNE).await);
        assert_eq!(fatima.get("/team").await.status, StatusCode::FORBIDDEN);
        assert_eq!(henk.get("/team?team=OR").await.status, StatusCode::FORBIDDEN);
        let anders = sanne.get("/team?team=OR").await;
        anders
            .toont("Welk team?")
            .toont("container is niet geleegd")
            .toont("De teamleider van dit team verdeelt dit werk.");
        anders.toont_niet("Wijs toe");
        assert_eq!(sanne.get("/team?team=XX").await.status, StatusCode::NOT_FOUND);

        // Henk cannot take work away from another team by naming its question.
        let id = v.id.to_string();
        let geprobeerd = henk.post("/team/toewijzen", &[("v", &id), ("naar", &format!("BZ:{FATIMA}"))]).await;
        assert_eq!(geprobeerd.status, StatusCode::UNPROCESSABLE_ENTITY);
        geprobeerd.toont("Niet alles is toegewezen").toont("van een ander team");
        assert_eq!(vraag(&app, "PD-26-000001").await.unwrap().eigenaar.team, "OR");
        // Neither can Sanne; what lies at the distribution point she places with a team.
        let poging = sanne.post("/team/toewijzen", &[("team", "OR"), ("v", &id), ("naar", "BZ:")]).await;
        poging.toont("Niet alles is toegewezen");
        let bij_ons = vraagt(&app, "Ik heb een vraag over iets heel anders.", Indiener::default()).await;
        let id = bij_ons.id.to_string();
        let verplaatst = sanne.post("/team/toewijzen", &[("v", &id), ("naar", "BZ:")]).await;
        sanne.get(verplaatst.naar()).await.toont("1 vraag is nu van team Burgerzaken.");
        assert_eq!(vraag(&app, "PD-26-000002").await.unwrap().eigenaar.team, "BZ");
    });
}

#[test]
fn without_a_choice_nothing_changes_and_it_says_what_to_do() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let v = vraagt(&app, "De container is niet geleegd.", Indiener::default()).await;
        let mut bart = scherm(&app, BART).await;
        bart.post("/team/toewijzen", &[("naar", "OR:")]).await.toont("Kies eerst een of meer vragen.");
        let id = v.id.to_string();
        let vreemd = format!("OR:{YOUSSEF}");
        let fout = bart.post("/team/toewijzen", &[("v", &id), ("naar", &vreemd)]).await;
        fout.toont("werkt niet (meer) in dit team").toont(&format!("value=\"{id}\" checked"));
    });
}
