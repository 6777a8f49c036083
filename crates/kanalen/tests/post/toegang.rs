// SPDX-License-Identifier: EUPL-1.2
//! Access to mail servers that renews itself outlives a restart: for sending and for fetching.

use std::sync::Arc;

use berichten::{
    oauth::{Grant, Settings, TokenError, Tokens, xoauth2},
    outgoing::Outgoing,
    server::{Login, Secret, Security, Server},
    smtp::{Mailer, Outcome},
    testing::{SmtpSink, SmtpSinkOptions, TokenStub, TokenStubOptions},
    verversing::Bewaarplek,
};
use kanalen::{
    intake::Brievenbus,
    mail::imap::{Mailbox, Pace, Watcher},
    testing::{Dovecot, DovecotOptions},
};
use kernel::{SeededIds, SystemClock};
use storage::{Blobs, params};
use testkit::{TestApp, op_beide, tokio};
use web::{Config, Gemeente, GemeenteParts, Keys, Texts};

use crate::hulp::*;

async fn stub() -> TokenStub {
    TokenStub::start(TokenStubOptions {
        client_id: "voordeur".to_owned(),
        client_secret: "geheim".to_owned(),
        scope: "mail".to_owned(),
        user: BURGERZAKEN.to_owned(),
        refresh_token: Some("eerste".to_owned()),
        expires_in: 3600,
    })
    .await
}

/// As they stand in the configuration, today and after every restart.
fn instellingen(stub: &TokenStub) -> Settings {
    Settings {
        token_url: stub.token_url(),
        client_id: "voordeur".to_owned(),
        client_secret: Secret::new("geheim"),
        scope: "mail".to_owned(),
        grant: Grant::RefreshToken(Secret::new("eerste")),
        extra_roots: None,
    }
}

fn login(g: &Gemeente, stub: &TokenStub) -> Login {
    let settings = instellingen(stub);
    let bewaarplek = Bewaarplek::van(g, &settings);
    let tokens = Tokens::new(settings, Arc::new(SystemClock), bewaarplek).unwrap();
    Login::OAuth { user: BURGERZAKEN.to_owned(), tokens: Arc::new(tokens) }
}

/// The program stops and starts: nothing is left but the database, the files and the configuration.
async fn herstart(app: &TestApp, g: Gemeente) -> Gemeente {
    g.stop();
    g.db().close().await;
    let db = app.test_db().reopen().await.unwrap();
    let g = Gemeente::new(GemeenteParts {
        blobs: Blobs::open(&app.test_db().folder().join("blobs"), &db).await.unwrap(),
        clock: Arc::new(app.clock.clone()),
        ids: Arc::new(SeededIds::new(2)),
        keys: Keys::from_master([7; 32]),
        texts: Texts::load(&[berichten::TEKSTEN]).unwrap(),
        config: Config::default(),
        db,
    });
    beheer::herlees(&g).await.unwrap();
    g
}

/// Only refresh tokens were used, each once, and each was the one that was good.
fn geen_geweigerd(stub: &TokenStub, aantal: usize) {
    let vragen = stub.requests();
    assert_eq!(vragen.len(), aantal, "{vragen:?}");
    assert!(vragen.iter().all(|r| r.grant_type == "refresh_token" && r.status == 200), "{vragen:?}");
}

/// Without the database the configuration is worth nothing any more.
async fn eerste_is_ingetrokken(stub: &TokenStub) {
    let zonder = Tokens::new(instellingen(stub), Arc::new(SystemClock), None).unwrap();
    assert!(matches!(zonder.token().await, Err(TokenError::Refused(_))));
}

async fn verstuur(smtp: &SmtpSink, g: &Gemeente, stub: &TokenStub) -> Outcome {
    let server = Server {
        host: "localhost".to_owned(),
        port: smtp.address.port(),
        security: Security::Plain,
        extra_roots: None,
    };
    let mail = Outgoing {
        message_id: "a@proefdorp.example".to_owned(),
        from: "burgerzaken@proefdorp.example".to_owned(),
        to: "jan@voorbeeld.example".to_owned(),
        text: "Dag".to_owned(),
        ..Outgoing::default()
    };
    Mailer::new(server, login(g, stub), "proef").unwrap().send(&mail.build().unwrap()).await
}

fn postvak(dovecot: &Dovecot, login: Login) -> Mailbox {
    Mailbox {
        postvak: BURGERZAKEN.to_owned(),
        server: dovecot.server(),
        login,
        folder: "INBOX".to_owned(),
        moved_to: None,
        since: None,
        pace: Pace::default(),
    }
}

/// Watches until this many mails are taken in.
async fn kijk_tot(g: &Gemeente, dovecot: &Dovecot, stub: &TokenStub, aantal: i64) {
    let sink = Arc::new(Brievenbus { g: g.clone() });
    let watcher = Watcher::new(postvak(dovecot, login(g, stub)), sink, Arc::new(SystemClock));
    let health = watcher.health();
    let tot = async {
        for _ in 0..2_000 {
            let mut tx = g.db().read().await.unwrap();
            let n = tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM klantcontact", params![]).await;
            tx.rollback().await;
            if n.unwrap() == aantal {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("no {aantal} mails in 20 seconds: {:?}", health.borrow());
    };
    tokio::select! {
        () = watcher.run() => {}
        () = tot => {}
    }
}

op_beide! {
    async fn sending_goes_on_after_a_restart_with_a_token_that_was_given_in_the_meantime(app: TestApp) {
        let stub = stub().await;
        let goed = (1..9).map(|n| xoauth2(BURGERZAKEN, &Secret::new(format!("token-{n}")))).collect();
        let smtp = SmtpSink::start(SmtpSinkOptions { logins: goed, ..SmtpSinkOptions::default() }).await;
        let mut g = app.g.clone();
        for n in 1..=3 {
            let uitkomst = verstuur(&smtp, &g, &stub).await;
            assert!(matches!(uitkomst, Outcome::Accepted { .. }), "{uitkomst:?}");
            geen_geweigerd(&stub, n);
            g = herstart(&app, g).await;
        }
        eerste_is_ingetrokken(&stub).await;

        let mut tx = g.db().read().await.unwrap();
        let [bewaard] = tx.query::<Vec<u8>>("SELECT token FROM oauth_verversing", params![]).await.unwrap().try_into().unwrap();
        tx.rollback().await;
        assert!(!bewaard.windows(7).any(|w| w == b"refresh"), "encrypted");
        // Another first token is another agreement: what was kept for the old one is not used.
        let ander = Settings { grant: Grant::RefreshToken(Secret::new("nieuw")), ..instellingen(&stub) };
        assert_eq!(Bewaarplek::van(&g, &ander).unwrap().newest().await.unwrap(), None);
        let zelfde = Bewaarplek::van(&g, &instellingen(&stub)).unwrap().newest().await.unwrap();
        assert_eq!(zelfde, Some(Secret::new("refresh-3")));
        g.db().close().await;
    }

    async fn fetching_goes_on_after_a_restart_with_a_token_that_was_given_in_the_meantime(app: TestApp) {
        let stub = stub().await;
        let options = DovecotOptions { introspection_url: Some(stub.introspection_url()), ..DovecotOptions::default() };
        let Some(dovecot) = Dovecot::start(options).await else { return };
        let mut g = app.g.clone();
        for n in 1..=3_usize {
            dovecot.deliver(BURGERZAKEN, brief(&format!("m{n}@x.example"), "Paspoort", "Is het klaar?").as_bytes()).await;
            kijk_tot(&g, &dovecot, &stub, i64::try_from(n).unwrap()).await;
            geen_geweigerd(&stub, n);
            g = herstart(&app, g).await;
        }
        eerste_is_ingetrokken(&stub).await;
        g.db().close().await;
    }
}
