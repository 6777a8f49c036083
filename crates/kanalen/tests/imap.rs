// SPDX-License-Identifier: EUPL-1.2
//! Mail from a real IMAP server reaches the sink: at once, once, and whatever breaks on the way.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod support;

use std::{collections::HashSet, sync::Arc, time::Duration};

use berichten::{
    oauth::{Grant, Settings, Tokens},
    outgoing::Outgoing,
    server::{Login, Secret, Security, Server},
    smtp::{Mailer, Outcome},
    testing::{TestCertificate, TokenStub, TokenStubOptions},
};
use kanalen::{
    mail::{
        imap::{self, Health, Mailbox, Pace, Watcher},
        parse,
    },
    testing::{Cut, CuttingProxy, Dovecot, DovecotOptions, PostOffice},
};
use kernel::{Clock, Error, SystemClock, TestClock, Time};
use support::MemorySink;
use tokio::{sync::watch, task::JoinHandle};

const USER: &str = "kcc";

fn mail(id: &str, text: &str) -> String {
    format!(
        "Message-ID: <{id}@voorbeeld.nl>\r\nFrom: Jan <jan@voorbeeld.nl>\r\nTo: kcc@thuishaven.nl\r\nSubject: Vraag {id}\r\nDate: Tue, 24 Nov 2026 11:05:29 +0100\r\n\r\n{text}\r\n"
    )
}

fn mailbox(server: Server, login: Login) -> Mailbox {
    let pace = Pace {
        pause: Duration::from_millis(20),
        longest_pause: Duration::from_millis(200),
        poll: Duration::from_millis(50),
        ..Pace::default()
    };
    Mailbox {
        postvak: "kcc".to_owned(),
        server,
        login,
        folder: "INBOX".to_owned(),
        moved_to: None,
        since: None,
        pace,
    }
}

fn of(dovecot: &Dovecot) -> Mailbox {
    mailbox(dovecot.server(), Dovecot::login(USER))
}

/// A watcher that runs until it is dropped.
struct Watching {
    task: JoinHandle<()>,
    health: watch::Receiver<Health>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Watching {
    fn start(mailbox: Mailbox, sink: &Arc<MemorySink>) -> Self {
        Self::start_at(mailbox, sink, Arc::new(SystemClock))
    }

    fn start_at(mailbox: Mailbox, sink: &Arc<MemorySink>, clock: Arc<dyn Clock>) -> Self {
        let watcher = Watcher::new(mailbox, Arc::clone(sink), clock);
        Self { health: watcher.health(), task: tokio::spawn(watcher.run()) }
    }

    async fn until(&mut self, test: impl FnMut(&Health) -> bool) -> Health {
        let waited = tokio::time::timeout(Duration::from_secs(30), self.health.wait_for(test)).await;
        waited.unwrap_or_else(|_| panic!("not in 30 seconds")).unwrap().clone()
    }

    async fn up_to_date(&mut self) {
        self.until(|h| h.up_to_date).await;
    }
}

/// Waits until all mails of the inbox are marked as read.
async fn all_read(dovecot: &Dovecot, count: usize) {
    for _ in 0..600 {
        if dovecot.counted(USER, "INBOX") == (count, count) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?} instead of {count} read mails", dovecot.counted(USER, "INBOX"));
}

#[tokio::test]
async fn a_mail_is_there_within_two_seconds_because_the_server_tells() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let sink = Arc::new(MemorySink::default());
    let mut watching = Watching::start(of(&dovecot), &sink);
    watching.up_to_date().await;
    for n in 1..=5 {
        let raw = mail(&n.to_string(), "Dag");
        dovecot.deliver(USER, raw.as_bytes()).await;
        // Looking by itself would come only after five minutes.
        let kept =
            tokio::time::timeout(Duration::from_secs(2), sink.wait_for(n)).await.expect("within two seconds");
        assert!(String::from_utf8_lossy(&kept[n - 1].raw).ends_with(&raw), "as it was delivered");
    }
    all_read(&dovecot, 5).await;
    assert_eq!(watching.health.borrow().kept, 5);
}

#[tokio::test]
async fn a_server_that_does_not_tell_is_asked() {
    let options = DovecotOptions { capabilities: Some("IMAP4rev1 UIDPLUS"), ..DovecotOptions::default() };
    let Some(dovecot) = Dovecot::start(options).await else { return };
    dovecot.deliver(USER, mail("1", "al binnen").as_bytes()).await;
    let sink = Arc::new(MemorySink::default());
    let mut watching =
        Watching::start(Mailbox { moved_to: Some("Verwerkt".to_owned()), ..of(&dovecot) }, &sink);
    watching.up_to_date().await;
    dovecot.deliver(USER, mail("2", "later").as_bytes()).await;
    sink.wait_for(2).await;
    // Without MOVE a mail is copied and taken away.
    for _ in 0..400 {
        if dovecot.counted(USER, "Verwerkt").0 == 2 && dovecot.counted(USER, "INBOX").0 == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("{:?} {:?}", dovecot.counted(USER, "Verwerkt"), dovecot.counted(USER, "INBOX"));
}

#[tokio::test]
async fn every_mail_counts_once_however_often_and_under_whatever_number_it_comes() {
    let Some(mut dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let twice = mail("1", "twee keer bezorgd");
    let without_id = "From: jan@voorbeeld.nl\r\nSubject: zonder Message-ID\r\n\r\nDag\r\n";
    let same_id = mail("1", "zelfde Message-ID, andere tekst");
    for raw in [&twice, &twice, without_id, &same_id] {
        dovecot.deliver(USER, raw.as_bytes()).await;
    }
    let sink = Arc::new(MemorySink::default());
    let mut watching = Watching::start(of(&dovecot), &sink);
    sink.wait_for_handed(4).await;
    assert_eq!(sink.kept().len(), 3);
    watching.up_to_date().await;
    drop(watching);

    // The same mails in a second folder of the same mailbox.
    dovecot.copy_all(USER, "Kopie");
    let copies = Watching::start(Mailbox { folder: "Kopie".to_owned(), ..of(&dovecot) }, &sink);
    sink.wait_for_handed(8).await;
    assert_eq!(sink.kept().len(), 3);
    drop(copies);

    // All numbers are new.
    let before = sink.cursor_of("kcc").unwrap();
    dovecot.renumber(USER).await;
    let mut again = Watching::start(of(&dovecot), &sink);
    sink.wait_for_handed(12).await;
    again.up_to_date().await;
    assert_eq!(sink.kept().len(), 3);
    assert_ne!(before.uidvalidity, 1_000_000_001);

    // And what is really new still comes in.
    dovecot.deliver(USER, mail("2", "nieuw").as_bytes()).await;
    sink.wait_for(4).await;

    // The same mail in two mailboxes is two mails.
    let other = Watching::start(Mailbox { postvak: "burgerzaken".to_owned(), ..of(&dovecot) }, &sink);
    sink.wait_for(8).await;
    drop(other);
}

#[tokio::test]
async fn a_line_that_breaks_anywhere_loses_nothing_and_doubles_nothing() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let raws: Vec<String> = (0..12).map(|n| mail(&n.to_string(), &"regel\r\n".repeat(40))).collect();
    for raw in &raws {
        dovecot.deliver(USER, raw.as_bytes()).await;
    }
    // Cuts spread over the whole talk: greeting, login, opening, searching, each fetch, each mark.
    let proxy = CuttingProxy::start(dovecot.imap, (0..90).map(|n| Cut::Break(10 + n * 47))).await;
    let server = Server { port: proxy.address.port(), ..dovecot.server() };
    let sink = Arc::new(MemorySink::default());
    let mailbox = mailbox(server, Dovecot::login(USER));
    let quick =
        Pace { pause: Duration::from_millis(1), longest_pause: Duration::from_millis(2), ..mailbox.pace };
    let mut watching = Watching::start(Mailbox { pace: quick, ..mailbox }, &sink);
    sink.wait_for(12).await;
    all_read(&dovecot, 12).await;
    watching.up_to_date().await;
    assert!(proxy.lines() > 10, "{} lines, {} cuts left", proxy.lines(), proxy.cuts_left());
    let kept = sink.kept();
    let subjects: HashSet<&[u8]> = kept.iter().map(|k| k.raw.as_slice()).collect();
    assert_eq!((kept.len(), subjects.len()), (12, 12));
    assert!(kept.iter().all(|k| k.set_apart.is_none()));
    assert!(kept.is_sorted_by_key(|k| k.uid), "in the order in which they came");
}

#[tokio::test]
async fn a_mail_over_which_the_server_falls_is_set_apart_in_the_end_and_the_next_one_goes_on() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    for n in 1..=3 {
        dovecot.deliver(USER, mail(&n.to_string(), "Dag").as_bytes()).await;
    }
    let proxy = CuttingProxy::start(dovecot.imap, [Cut::BreakOn("UID FETCH 2 ")]).await;
    let server = Server { port: proxy.address.port(), ..dovecot.server() };
    let mailbox = mailbox(server, Dovecot::login(USER));
    let pace =
        Pace { pause: Duration::from_millis(1), longest_pause: Duration::from_millis(2), ..mailbox.pace };
    let clock = TestClock::new(Time::parse("2026-11-24T10:00:00Z").unwrap());
    let sink = Arc::new(MemorySink::default());
    let _watching = Watching::start_at(Mailbox { pace, ..mailbox }, &sink, Arc::new(clock.clone()));
    sink.wait_for(1).await;
    // However often it breaks, a mail is not given up in a moment.
    while proxy.lines() < 15 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(sink.kept().len(), 1);
    clock.advance(Duration::from_mins(16));
    let kept = sink.wait_for(3).await;
    assert_eq!(
        kept.iter().map(|k| (k.uid, k.set_apart.is_some())).collect::<Vec<_>>(),
        [(1, false), (2, true), (3, false)]
    );
}

#[tokio::test]
async fn a_line_that_falls_silent_is_given_up_in_time() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    dovecot.deliver(USER, mail("1", &"regel\r\n".repeat(400)).as_bytes()).await;
    let proxy = CuttingProxy::start(dovecot.imap, [5, 400, 900, 1500, 2500, 4000].map(Cut::Silence)).await;
    let server = Server { port: proxy.address.port(), ..dovecot.server() };
    let mailbox = mailbox(server, Dovecot::login(USER));
    let pace = Pace { step: Duration::from_millis(400), ..mailbox.pace };
    let sink = Arc::new(MemorySink::default());
    let mut watching = Watching::start(Mailbox { pace, ..mailbox }, &sink);
    watching.until(|h| h.trouble.as_ref().is_some_and(|t| t.contains("antwoordt niet"))).await;
    sink.wait_for(1).await;
    all_read(&dovecot, 1).await;
}

#[tokio::test]
async fn a_thousand_mails_over_a_line_that_keeps_breaking_are_a_thousand_mails() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let text = |n: usize| "regel\r\n".repeat(n % 50);
    let raws: Vec<String> = (0..1000).map(|n| mail(&n.to_string(), &text(n))).collect();
    // One in ten comes twice, one in twenty comes again with other words.
    let copies = raws.iter().step_by(10).cloned();
    let changed = (0..1000).step_by(20).map(|n| mail(&n.to_string(), "toch anders"));
    let all: Vec<String> = raws.iter().cloned().chain(copies).chain(changed).collect();
    dovecot.place(USER, &all);
    let proxy = CuttingProxy::start(dovecot.imap, (0..40).map(|n| Cut::Break(3_000 + n * 1_900))).await;
    let server = Server { port: proxy.address.port(), ..dovecot.server() };
    let mailbox = mailbox(server, Dovecot::login(USER));
    let pace =
        Pace { pause: Duration::from_millis(1), longest_pause: Duration::from_millis(2), ..mailbox.pace };
    let sink = Arc::new(MemorySink::default());
    let mut watching = Watching::start(Mailbox { pace, ..mailbox }, &sink);
    watching.up_to_date().await;
    all_read(&dovecot, all.len()).await;
    let expected: HashSet<&str> = all.iter().map(String::as_str).collect();
    let kept = sink.kept();
    let found: HashSet<String> = kept.iter().map(|k| String::from_utf8(k.raw.clone()).unwrap()).collect();
    assert_eq!((kept.len(), found.len(), expected.len()), (1050, 1050, 1050));
    assert!(proxy.lines() > 20);
}

#[tokio::test]
async fn a_mail_by_a_real_client_comes_in_and_our_answer_reaches_the_mailbox_of_the_writer() {
    let Some(office) = PostOffice::start().await else { return };
    let sink = Arc::new(MemorySink::default());
    let mut watching = Watching::start(of(&office.dovecot), &sink);
    watching.up_to_date().await;
    let mailer = Mailer::new(office.smtp_server(), Login::None, "test.voorbeeld.nl").unwrap();
    let question = Outgoing {
        message_id: "q1@voorbeeld.nl".to_owned(),
        from: "jan@voorbeeld.nl".to_owned(),
        to: format!("{USER}+abc@thuishaven.nl"),
        subject: "Lamp".to_owned(),
        text: "De lamp is kapot.".to_owned(),
        ..Outgoing::default()
    };
    assert!(matches!(mailer.send(&question.build().unwrap()).await, Outcome::Accepted { .. }));
    let kept = sink.wait_for(1).await;
    let read = parse(&kept[0].raw).unwrap();
    assert_eq!((read.subject.as_str(), read.text.as_str()), ("Lamp", "De lamp is kapot."));

    let answer = Outgoing {
        in_reply_to: read.message_id.clone(),
        from: format!("{USER}@thuishaven.nl"),
        to: read.answer_to().unwrap().email,
        ..question
    };
    assert!(matches!(mailer.send(&answer.build().unwrap()).await, Outcome::Accepted { .. }));
    for _ in 0..400 {
        if office.dovecot.counted("jan", "INBOX").0 == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the answer did not arrive");
}

#[tokio::test]
async fn a_mail_is_marked_only_after_it_is_kept_and_a_store_that_fails_is_tried_again() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    dovecot.deliver(USER, mail("1", "eerste").as_bytes()).await;
    dovecot.deliver(USER, mail("2", "tweede").as_bytes()).await;
    let sink = Arc::new(MemorySink::default());
    // Busy for longer than a mail may otherwise fail.
    sink.fail(vec![Error::Busy { retry_after_secs: 1 }; 6]);
    let mut watching = Watching::start(of(&dovecot), &sink);
    let troubled = watching.until(|h| h.trouble.is_some()).await;
    assert!(!troubled.up_to_date);
    assert_eq!(dovecot.counted(USER, "INBOX"), (2, 0), "nothing is marked while nothing is kept");
    let kept = sink.wait_for(2).await;
    assert!(kept.iter().all(|k| k.set_apart.is_none()));
    all_read(&dovecot, 2).await;
    watching.until(|h| h.up_to_date && h.trouble.is_none()).await;
}

#[tokio::test]
async fn a_mail_that_cannot_be_kept_is_set_apart_and_the_next_one_goes_on() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    for (id, text) in [("1", "goed"), ("2", "GIF"), ("3", "ook goed")] {
        dovecot.deliver(USER, mail(id, text).as_bytes()).await;
    }
    let sink = Arc::new(MemorySink::failing_on("GIF"));
    let _watching = Watching::start(of(&dovecot), &sink);
    let kept = sink.wait_for(3).await;
    let apart: Vec<bool> = kept.iter().map(|k| k.set_apart.is_some()).collect();
    assert_eq!(apart, [false, true, false]);
    assert!(String::from_utf8_lossy(&kept[1].raw).contains("GIF"), "whole, for a person to look at");
}

#[tokio::test]
async fn a_server_that_goes_away_and_comes_back_is_found_again() {
    let Some(mut dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let sink = Arc::new(MemorySink::default());
    let mut watching = Watching::start(of(&dovecot), &sink);
    watching.up_to_date().await;
    dovecot.stop();
    watching.until(|h| h.trouble.is_some()).await;
    dovecot.up().await;
    dovecot.deliver(USER, mail("1", "terug").as_bytes()).await;
    sink.wait_for(1).await;
    watching.until(|h| h.trouble.is_none() && h.lines == 2).await;
}

#[tokio::test]
async fn kept_mail_can_be_moved_out_of_the_way() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    for n in 0..3 {
        dovecot.deliver(USER, mail(&n.to_string(), "Dag").as_bytes()).await;
    }
    let sink = Arc::new(MemorySink::default());
    let mut watching =
        Watching::start(Mailbox { moved_to: Some("Voordeur.Klaar".to_owned()), ..of(&dovecot) }, &sink);
    sink.wait_for(3).await;
    watching.up_to_date().await;
    assert_eq!(dovecot.counted(USER, "INBOX").0, 0);
    assert_eq!(dovecot.counted(USER, "Voordeur.Klaar"), (3, 3));
}

#[tokio::test]
async fn mail_of_before_the_first_day_stays_where_it_is() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    dovecot.deliver(USER, mail("1", "Dag").as_bytes()).await;
    let sink = Arc::new(MemorySink::default());
    let far = Time::parse("2199-01-01T00:00:00Z").unwrap();
    let mut watching = Watching::start(Mailbox { since: Some(far), ..of(&dovecot) }, &sink);
    watching.up_to_date().await;
    assert_eq!((sink.handed(), dovecot.counted(USER, "INBOX")), (0, (1, 0)));
    drop(watching);
    let long_ago = Time::parse("2020-01-01T00:00:00Z").unwrap();
    let _watching = Watching::start(Mailbox { since: Some(long_ago), ..of(&dovecot) }, &sink);
    sink.wait_for(1).await;
}

#[tokio::test]
async fn any_bytes_come_over_the_line_as_they_are() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    let large = mail("groot", &format!("{}\r\n", "0123456789".repeat(95)).repeat(8_000));
    let odd =
        b"From: x\r\nSubject: \xff\xfe (\"{5}\r\n\r\n) OK FETCH\r\n* BYE {99}\r\n.\r\n..\r\n\x01\x02\xff\r\n";
    dovecot.deliver(USER, large.as_bytes()).await;
    dovecot.deliver(USER, odd).await;
    let sink = Arc::new(MemorySink::default());
    let _watching = Watching::start(of(&dovecot), &sink);
    let kept = sink.wait_for(2).await;
    assert!(kept[0].raw.len() > 7_000_000 && kept[0].raw.ends_with(large.as_bytes()));
    assert!(kept[1].raw.ends_with(odd));
}

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
