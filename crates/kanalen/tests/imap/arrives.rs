// SPDX-License-Identifier: EUPL-1.2
//! Mail comes in at once, once, and as it was sent.

use std::{sync::Arc, time::Duration};

use berichten::{
    outgoing::Outgoing,
    server::Login,
    smtp::{Mailer, Outcome},
};
use kanalen::{
    mail::{imap::Mailbox, parse},
    testing::{Dovecot, DovecotOptions, PostOffice},
};
use kernel::Time;

use crate::{
    sink::MemorySink,
    watching::{USER, Watching, all_read, mail, of},
};

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
