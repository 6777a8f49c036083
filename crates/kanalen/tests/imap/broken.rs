// SPDX-License-Identifier: EUPL-1.2
//! Whatever breaks on the way, nothing is lost and nothing is doubled.

use std::{collections::HashSet, sync::Arc, time::Duration};

use berichten::server::Server;
use kanalen::{
    mail::imap::{Mailbox, Pace},
    testing::{Cut, CuttingProxy, Dovecot, DovecotOptions},
};
use kernel::{Error, TestClock, Time};

use crate::{
    sink::MemorySink,
    watching::{USER, Watching, all_read, mail, mailbox, of},
};

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
async fn a_mail_over_which_the_program_stumbles_is_set_apart_and_the_others_come_in() {
    let Some(dovecot) = Dovecot::start(DovecotOptions::default()).await else { return };
    for (id, text) in [("1", "goed"), ("2", "STRUIKEL"), ("3", "ook goed")] {
        dovecot.deliver(USER, mail(id, text).as_bytes()).await;
    }
    let sink = Arc::new(MemorySink::stumbling_over("STRUIKEL"));
    let _watching = Watching::start(of(&dovecot), &sink);
    let kept = sink.wait_for(3).await;
    let apart: Vec<bool> = kept.iter().map(|k| k.set_apart.is_some()).collect();
    assert_eq!(apart, [false, true, false]);
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
