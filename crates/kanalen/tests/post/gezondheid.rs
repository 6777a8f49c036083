// SPDX-License-Identifier: EUPL-1.2
//! How a mailbox is doing can be read from the database: by any process, after any restart.

use std::time::Duration;

use kanalen::{
    Gezondheid,
    gezondheid::{self, Stand},
    mail::imap::{Health, Sink as _},
};
use testkit::{
    TestApp, op_beide,
    tokio::{self, sync::watch, task::JoinHandle},
};

use crate::hulp::*;

async fn nu(app: &TestApp) -> Vec<Gezondheid> {
    let mut tx = app.read().await;
    let alle = kanalen::gezondheid(&mut tx).await;
    tx.rollback().await;
    alle.unwrap()
}

/// Waits for one folder to be as wanted.
async fn tot(app: &TestApp, goed: impl Fn(&Gezondheid) -> bool) -> Gezondheid {
    for _ in 0..2_000 {
        if let Some(g) = nu(app).await.into_iter().find(|g| goed(g)) {
            return g;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not in 20 seconds: {:?}", nu(app).await.into_iter().map(|g| (g.map, g.fout)).collect::<Vec<_>>());
}

/// A watcher of which the test plays the part.
fn gevolgd(app: &TestApp, map: &str) -> (watch::Sender<Health>, JoinHandle<()>) {
    let (zegt, hoort) = watch::channel(Health::default());
    let taak = tokio::spawn(gezondheid::volg(app.g.clone(), BURGERZAKEN.to_owned(), map.to_owned(), hoort));
    (zegt, taak)
}

fn goed() -> Health {
    Health { up_to_date: true, ..Health::default() }
}

fn stuk(said: &str, plain: &str) -> Health {
    Health { trouble: Some(said.to_owned()), plain: Some(plain.to_owned()), ..Health::default() }
}

op_beide! {
    async fn since_when_it_fails_and_what_went_wrong_last_are_kept(app: TestApp) {
        assert!(nu(&app).await.is_empty());
        Bus::van(&app).krijgt(brief("a@x.example", "Vraag", "Dag")).await;
        let post = app.nu();
        app.clock.advance(Duration::from_mins(1));
        let (zegt, taak) = gevolgd(&app, "INBOX");
        zegt.send_replace(goed());
        let g = tot(&app, |g| g.laatst_gelukt.is_some()).await;
        assert_eq!((g.postvak.as_str(), g.map.as_str(), g.laatst_gelukt), (BURGERZAKEN, "INBOX", Some(app.nu())));
        assert_eq!((g.stand(app.nu()), g.fout.as_str(), g.laatste_post), (Stand::Goed, "", Some(post)));

        app.clock.advance(Duration::from_mins(10));
        let sinds = app.nu();
        zegt.send_replace(stuk("verbinden: refused", "De mailserver is niet bereikbaar."));
        let g = tot(&app, |g| g.mislukt_sinds.is_some()).await;
        assert_eq!((g.stand(app.nu()), g.mislukt_sinds, g.fout_op), (Stand::Mislukt, Some(sinds), Some(sinds)));
        assert_eq!((g.fout.as_str(), g.details.as_str()), ("De mailserver is niet bereikbaar.", "verbinden: refused"));
        assert!(g.laatst_gelukt < Some(sinds));

        app.clock.advance(Duration::from_mins(5));
        zegt.send_replace(stuk("inloggen: NO", "Inloggen lukt niet."));
        let g = tot(&app, |g| g.fout == "Inloggen lukt niet.").await;
        assert_eq!((g.mislukt_sinds, g.fout_op), (Some(sinds), Some(app.nu())), "it fails since the first time");

        // A restart while it fails: a new watcher tells the same.
        taak.abort();
        let (zegt, taak) = gevolgd(&app, "INBOX");
        app.clock.advance(Duration::from_mins(5));
        zegt.send_replace(stuk("inloggen: NO", "Inloggen lukt niet."));
        let g = tot(&app, |g| g.fout_op == Some(app.nu())).await;
        assert_eq!(g.mislukt_sinds, Some(sinds));

        app.clock.advance(Duration::from_mins(5));
        zegt.send_replace(goed());
        let g = tot(&app, |g| g.mislukt_sinds.is_none()).await;
        assert_eq!((g.stand(app.nu()), g.fout.as_str()), (Stand::Goed, "Inloggen lukt niet."), "what went wrong last stays");
        assert_eq!(g.stand(app.nu() + Duration::from_mins(16)), Stand::Stil);
        drop(zegt);
        taak.await.unwrap();
    }

    async fn a_folder_that_is_no_longer_set_up_is_forgotten(app: TestApp) {
        let (een, _een) = gevolgd(&app, "INBOX");
        let (twee, _twee) = gevolgd(&app, "Archief");
        een.send_replace(goed());
        twee.send_replace(stuk("SELECT", "De map bestaat niet."));
        tot(&app, |g| g.map == "Archief").await;
        tot(&app, |g| g.map == "INBOX").await;
        gezondheid::alleen(&app.g, &[(BURGERZAKEN.to_owned(), "INBOX".to_owned())]).await.unwrap();
        let mappen: Vec<_> = nu(&app).await.into_iter().map(|g| g.map).collect();
        assert_eq!(mappen, ["INBOX"]);
    }

    async fn a_mailbox_that_the_set_up_does_not_know_is_told_in_words(app: TestApp) {
        let fout = Bus::van(&app).sink().cursor("info", "INBOX").await.unwrap_err().to_string();
        assert!(fout.contains("Postvak 'info'") && fout.contains("inrichting"), "{fout}");
    }
}
