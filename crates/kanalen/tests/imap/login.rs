// SPDX-License-Identifier: EUPL-1.2
//! Only the right server gets our password, and what is wrong is told in words.

use std::sync::Arc;

use berichten::{
    oauth::{Grant, Settings, Tokens},
    server::{Login, Secret, Security, Server},
    testing::{TestCertificate, TokenStub, TokenStubOptions},
};
use kanalen::{
    mail::imap::{self, Mailbox},
    testing::{Dovecot, DovecotOptions},
};
use kernel::SystemClock;

use crate::{
    sink::MemorySink,
    watching::{USER, Watching, mail, mailbox, of},
};

#[tokio::test]
async fn the_line_is_encrypted_and_an_unknown_server_gets_no_password() {
    let options =
        DovecotOptions { certificate: Some(TestCertificate::localhost()), ..DovecotOptions::default() };
    let Some(dovecot) = Dovecot::start(options).await else { return };
    assert_eq!(imap::check(&of(&dovecot)).await, Ok(()));
    let start_tls = Server { port: dovecot.imap.port(), security: Security::StartTls, ..dovecot.server() };
    assert_eq!(imap::check(&mailbox(start_tls.clone(), Dovecot::login(USER))).await, Ok(()));
    for server in [dovecot.server(), start_tls] {
        let stranger = Server { extra_roots: None, ..server };
        assert!(
            imap::check(&mailbox(stranger, Dovecot::login(USER)))
                .await
                .is_err_and(|e| e.contains("versleutelen"))
        );
    }
}

#[tokio::test]
async fn a_wrong_password_or_folder_is_told_in_words() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let wrong = Login::Password { user: USER.to_owned(), password: Secret::new("fout") };
    let said = imap::check(&mailbox(dovecot.server(), wrong)).await.unwrap_err();
    assert!(said.contains("inloggen") && !said.contains("fout"), "{said}");
    let accents = Login::Password { user: USER.to_owned(), password: Secret::new("één") };
    assert!(imap::check(&mailbox(dovecot.server(), accents)).await.unwrap_err().contains("inloggen"));
    let nowhere = Mailbox { folder: "Bestaat niet".to_owned(), ..of(&dovecot) };
    assert!(imap::check(&nowhere).await.unwrap_err().contains("SELECT"));
    let open = Server { host: "mail.voorbeeld.nl".to_owned(), ..dovecot.server() };
    assert!(imap::check(&mailbox(open, Dovecot::login(USER))).await.unwrap_err().contains("versleuteld"));
}

#[tokio::test]
async fn an_access_token_opens_the_mailbox_and_a_withdrawn_one_is_replaced() {
    let stub = TokenStub::start(TokenStubOptions {
        client_id: "voordeur".to_owned(),
        client_secret: "geheim".to_owned(),
        scope: "imap".to_owned(),
        user: USER.to_owned(),
        refresh_token: None,
        expires_in: 3600,
    })
    .await;
    let options =
        DovecotOptions { introspection_url: Some(stub.introspection_url()), ..DovecotOptions::default() };
    let Some(mut dovecot) = Dovecot::start(options).await else { return };
    let settings = Settings {
        token_url: stub.token_url(),
        client_id: "voordeur".to_owned(),
        client_secret: Secret::new("geheim"),
        scope: "imap".to_owned(),
        grant: Grant::ClientCredentials,
        extra_roots: None,
    };
    let tokens = Arc::new(Tokens::new(settings, Arc::new(SystemClock), None).unwrap());
    let sink = Arc::new(MemorySink::default());
    let login = Login::OAuth { user: USER.to_owned(), tokens };
    let mut watching = Watching::start(mailbox(dovecot.server(), login), &sink);
    watching.up_to_date().await;
    assert_eq!(stub.requests().len(), 1);

    dovecot.stop();
    watching.until(|h| h.trouble.is_some()).await;
    stub.withdraw();
    dovecot.up().await;
    dovecot.deliver(USER, mail("1", "met een nieuw token").as_bytes()).await;
    sink.wait_for(1).await;
    assert_eq!(stub.requests().len(), 2);
}
