// SPDX-License-Identifier: EUPL-1.2
//! A mail goes to a real server over a real line, and what the server says is understood.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{sync::Arc, time::Duration};

use berichten::{
    oauth::{Grant, Settings, Tokens, xoauth2},
    outgoing::{Built, Outgoing},
    server::{Login, Secret, Security, Server},
    smtp::{Mailer, Outcome},
    testing::{Fault, SmtpSink, SmtpSinkOptions, TestCertificate, TokenStub, TokenStubOptions},
};
use kernel::{SystemClock, Time};

fn answer() -> Built {
    let mail = Outgoing {
        message_id: "vraag.x.1@thuishaven.nl".to_owned(),
        from: "post@thuishaven.nl".to_owned(),
        to: "jan@voorbeeld.nl".to_owned(),
        subject: "Uw vraag".to_owned(),
        text: "Beste Jan,\n\n.een punt aan het begin\nen één é.\n".to_owned(),
        date: Some(Time::from_micros(0)),
        ..Outgoing::default()
    };
    mail.build().unwrap()
}

fn server(sink: &SmtpSink, security: Security, extra_roots: Option<String>) -> Server {
    Server { host: "localhost".to_owned(), port: sink.address.port(), security, extra_roots }
}

fn mailer(sink: &SmtpSink, security: Security, roots: Option<String>, login: Login) -> Mailer {
    Mailer::new(server(sink, security, roots), login, "voordeur.thuishaven.nl").unwrap()
}

fn password(password: &str) -> Login {
    Login::Password { user: "post".to_owned(), password: Secret::new(password) }
}

async fn open_sink() -> (SmtpSink, Mailer) {
    let sink = SmtpSink::start(SmtpSinkOptions::default()).await;
    let mailer = mailer(&sink, Security::Plain, None, Login::None);
    (sink, mailer)
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let (sink, mailer) = open_sink().await;
    let outcome = mailer.send(&answer()).await;
    assert_eq!(outcome, Outcome::Accepted { said: "250 2.0.0 kept as 12345".to_owned() });
    let received = sink.wait_for(1).await.remove(0);
    assert_eq!(
        (received.from.as_str(), received.to),
        ("post@thuishaven.nl", vec!["jan@voorbeeld.nl".to_owned()])
    );
    assert_eq!(received.data.trim_ascii_end(), answer().bytes.trim_ascii_end());
}

#[tokio::test]
async fn what_the_server_says_decides_whether_we_try_again() {
    let (sink, mailer) = open_sink().await;
    let refusal = |at, line: &str| Fault::Answer(at, line.to_owned());
    for (fault, permanent, words) in [
        (refusal("RCPT", "550 5.1.1 no such user"), true, "550 5.1.1 no such user"),
        (refusal("RCPT", "450 4.2.1 try later"), false, "450 4.2.1 try later"),
        (refusal("MAIL", "452 4.3.1 disk full"), false, "452 4.3.1 disk full"),
        (refusal("DATA", "554 5.7.1 not like this"), true, "554 5.7.1 not like this"),
        (refusal(".", "552 5.3.4 too big"), true, "552 5.3.4 too big"),
        (refusal(".", "451 4.3.0 queue error"), false, "451 4.3.0 queue error"),
        (refusal("MAIL", "421 4.3.2 shutting down"), false, "421 4.3.2 shutting down"),
        (Fault::Cut("EHLO"), false, ""),
        (Fault::Cut("MAIL"), false, ""),
        (Fault::Cut("RCPT"), false, ""),
        (Fault::Cut("DATA"), false, ""),
        (Fault::Cut("."), false, ""),
    ] {
        sink.fail([fault.clone()]);
        match mailer.send(&answer()).await {
            Outcome::Permanent { said } if permanent => assert_eq!(said, words, "{fault:?}"),
            Outcome::Temporary { said } if !permanent => assert!(said.contains(words), "{fault:?}: {said}"),
            other => panic!("{fault:?}: {other:?}"),
        }
    }
    assert!(sink.received().is_empty());
    // After all that the next mail simply goes.
    assert!(matches!(mailer.send(&answer()).await, Outcome::Accepted { .. }));
}

#[tokio::test]
async fn when_the_line_breaks_after_the_server_kept_the_mail_the_second_copy_is_byte_for_byte_the_same() {
    let (sink, mailer) = open_sink().await;
    sink.fail([Fault::CutAfterKeeping]);
    assert!(matches!(mailer.send(&answer()).await, Outcome::Temporary { .. }));
    assert!(matches!(mailer.send(&answer()).await, Outcome::Accepted { .. }));
    let received = sink.wait_for(2).await;
    assert_eq!(received[0].data, received[1].data);
}

#[tokio::test]
async fn a_server_that_falls_silent_is_left_and_tried_again_later() {
    let (sink, mailer) = open_sink().await;
    let impatient = mailer.clone().with_patience(Duration::from_millis(50));
    for step in ["EHLO", "MAIL", "RCPT", "DATA", "."] {
        sink.fail([Fault::Silence(step)]);
        let outcome = impatient.send(&answer()).await;
        assert!(
            matches!(&outcome, Outcome::Temporary { said } if said.contains("antwoordt niet")),
            "{step}: {outcome:?}"
        );
    }
    assert!(matches!(mailer.send(&answer()).await, Outcome::Accepted { .. }));
}

#[tokio::test]
async fn a_server_that_is_gone_is_no_reason_to_give_a_mail_up() {
    let (sink, mailer) = open_sink().await;
    drop(sink);
    tokio::task::yield_now().await;
    assert!(matches!(mailer.send(&answer()).await, Outcome::Temporary { .. }));
}

#[tokio::test]
async fn the_line_is_encrypted_and_an_unknown_server_is_not_trusted() {
    let certificate = TestCertificate::localhost();
    for (implicit, security) in [(true, Security::Tls), (false, Security::StartTls)] {
        let options = SmtpSinkOptions {
            tls: Some(certificate.server_config()),
            implicit,
            logins: vec!["\0post\0goed".to_owned()],
        };
        let sink = SmtpSink::start(options).await;
        let trusted = mailer(&sink, security, Some(certificate.pem.clone()), password("goed"));
        assert!(matches!(trusted.send(&answer()).await, Outcome::Accepted { .. }), "{security:?}");
        assert!(sink.wait_for(1).await[0].encrypted);
        assert_eq!(trusted.test().await, Ok(()));

        let stranger = mailer(&sink, security, None, password("goed"));
        assert!(matches!(stranger.send(&answer()).await, Outcome::Temporary { .. }), "{security:?}");
        let wrong = mailer(&sink, security, Some(certificate.pem.clone()), password("fout"));
        // A wrong password is the fault of a setting, not of the mail.
        assert!(
            matches!(wrong.send(&answer()).await, Outcome::Temporary { said } if said.contains("535")),
            "{security:?}"
        );
        assert_eq!(sink.received().len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_does_not_offer_encryption_gets_neither_password_nor_mail() {
    let sink = SmtpSink::start(SmtpSinkOptions {
        logins: vec!["\0post\0goed".to_owned()],
        ..SmtpSinkOptions::default()
    })
    .await;
    let mailer = mailer(&sink, Security::StartTls, None, password("goed"));
    assert!(matches!(mailer.send(&answer()).await, Outcome::Temporary { .. }));
    assert!(sink.received().is_empty() && sink.refused_logins().is_empty());
}

#[tokio::test]
async fn a_token_logs_in_and_one_that_was_withdrawn_is_replaced_at_once() {
    let stub = TokenStub::start(TokenStubOptions {
        client_id: "voordeur".to_owned(),
        client_secret: "geheim".to_owned(),
        scope: "mail".to_owned(),
        user: "post@thuishaven.nl".to_owned(),
        refresh_token: None,
        expires_in: 3600,
    })
    .await;
    let settings = Settings {
        token_url: stub.token_url(),
        client_id: "voordeur".to_owned(),
        client_secret: Secret::new("geheim"),
        scope: "mail".to_owned(),
        grant: Grant::ClientCredentials,
        extra_roots: None,
    };
    let tokens = Arc::new(Tokens::new(settings, Arc::new(SystemClock), None).unwrap());
    let login = Login::OAuth { user: "post@thuishaven.nl".to_owned(), tokens };
    let said = |n: u32| xoauth2("post@thuishaven.nl", &Secret::new(format!("token-{n}")));
    assert_eq!(said(1), "user=post@thuishaven.nl\u{1}auth=Bearer token-1\u{1}\u{1}");
    let sink = SmtpSink::start(SmtpSinkOptions { logins: vec![said(1)], ..SmtpSinkOptions::default() }).await;
    let mailer = mailer(&sink, Security::Plain, None, login);

    for _ in 0..2 {
        assert!(matches!(mailer.send(&answer()).await, Outcome::Accepted { .. }));
    }
    assert_eq!(sink.received()[1].auth.as_deref(), Some(said(1).as_str()));
    assert_eq!(stub.requests().len(), 1, "the token was kept");

    sink.accept_logins(vec![said(2)]);
    assert!(matches!(mailer.send(&answer()).await, Outcome::Accepted { .. }));
    assert_eq!((stub.requests().len(), sink.refused_logins()), (2, vec![said(1)]));

    // A server that takes no token at all is asked twice, not for ever.
    sink.accept_logins(vec!["nooit".to_owned()]);
    assert!(matches!(mailer.send(&answer()).await, Outcome::Temporary { .. }));
    assert_eq!(stub.requests().len(), 3);
}
