// SPDX-License-Identifier: EUPL-1.2
//! Reports as mail systems send them, and mails that only look like one.

use super::*;
use crate::mail::{Incoming, classify};

const STANDARD: &str = "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.nl\r\nTo: post@thuishaven.nl\r\nSubject: Undelivered\r\n\
    Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n\
    --B\r\n\r\nHelaas.\r\n--B\r\nContent-Type: message/delivery-status\r\n\r\n\
    Reporting-MTA: dns; mx.example.nl\r\n\r\n\
    Final-Recipient: rfc822; jan@voorbeeld.nl\r\nAction: failed\r\nStatus: 5.1.1\r\n\
    Diagnostic-Code: smtp; 550 5.1.1 <jan@voorbeeld.nl>\r\n  User unknown\r\n\r\n\
    Final-Recipient: rfc822; vol@voorbeeld.nl\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n\
    Final-Recipient: rfc822; traag@voorbeeld.nl\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n\
    --B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <vraag.t.1@thuishaven.nl>\r\n\r\n--B--\r\n";

fn reports(raw: &str) -> Vec<Delivery> {
    match classify(raw.as_bytes()) {
        Incoming::Delivery { reports, .. } => reports,
        other => panic!("no report: {other:?}"),
    }
}

fn is_contact(raw: &str) -> bool {
    matches!(classify(raw.as_bytes()), Incoming::Contact(_))
}

#[test]
fn a_standard_report_tells_per_recipient_what_happened_to_our_mail() {
    let all = reports(STANDARD);
    assert!(all.iter().all(|r| r.original_message_id.as_deref() == Some("vraag.t.1@thuishaven.nl")));
    let short: Vec<_> =
        all.iter().map(|r| (r.recipient.as_deref(), r.action, r.permanent, r.passing)).collect();
    assert_eq!(
        short,
        [
            (Some("jan@voorbeeld.nl"), Action::Failed, true, false),
            // A full mailbox may have room tomorrow.
            (Some("vol@voorbeeld.nl"), Action::Failed, true, true),
            (Some("traag@voorbeeld.nl"), Action::Delayed, false, true),
        ]
    );
    assert_eq!(all[0].status.as_deref(), Some("5.1.1"));
    assert_eq!(all[0].diagnostic, "550 5.1.1 <jan@voorbeeld.nl> User unknown");
}

#[test]
fn delivered_read_and_complained_are_told_apart() {
    assert_eq!(reports(&STANDARD.replace("Action: failed", "Action: relayed"))[0].action, Action::Delivered);
    let read = "From: jan@voorbeeld.nl\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=B\r\n\r\n\
        --B\r\n\r\nGelezen\r\n--B\r\nContent-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822; jan@voorbeeld.nl\r\n\
        Original-Message-ID: <vraag.t.1@thuishaven.nl>\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--B--";
    let read = &reports(read)[0];
    assert_eq!(
        (read.action, read.original_message_id.as_deref()),
        (Action::Read, Some("vraag.t.1@thuishaven.nl"))
    );
    let complaint = "From: abuse@provider.nl\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=B\r\n\r\n\
        --B\r\n\r\nKlacht\r\n--B\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: jan@voorbeeld.nl\r\n\r\n--B--";
    assert_eq!(reports(complaint)[0].action, Action::Complaint);
}

#[test]
fn reports_in_a_form_of_their_own_are_read_from_their_words() {
    let qmail = "Return-Path: <>\r\nFrom: MAILER-DAEMON@x.nl\r\nTo: post@thuishaven.nl\r\nSubject: failure notice\r\n\r\n\
        I'm afraid I wasn't able to deliver your message.\r\n\r\n<jan@voorbeeld.nl>:\r\nRemote host said: 550 5.1.1 User unknown\r\n\r\n\
        --- Below this line is a copy of the message.\r\n\r\nReturn-Path: <post@thuishaven.nl>\r\nMessage-ID: <m1@thuishaven.nl>\r\n";
    let found = &reports(qmail)[0];
    assert_eq!(found.recipient.as_deref(), Some("jan@voorbeeld.nl"));
    assert_eq!(found.original_message_id.as_deref(), Some("m1@thuishaven.nl"));
    assert_eq!(
        (found.status.as_deref(), found.action, found.permanent),
        (Some("5.1.1"), Action::Failed, true)
    );

    let dutch = "From: Postmaster <postmaster@x.nl>\r\nTo: post@thuishaven.nl\r\nSubject: Niet bezorgd: uw bericht\r\n\r\n\
        Uw bericht kon niet worden bezorgd.\r\njan@voorbeeld.nl\r\nHet postvak is vol.\r\n";
    assert_eq!(
        reports(dutch).iter().map(|r| (r.recipient.as_deref(), r.passing)).collect::<Vec<_>>(),
        [(Some("jan@voorbeeld.nl"), true)]
    );

    let late = "From: MAILER-DAEMON@x.nl\r\nSubject: Delayed mail\r\n\r\nYour message will be retried.\r\n<jan@voorbeeld.nl>: connection timed out\r\n";
    assert_eq!(reports(late)[0].action, Action::Delayed);

    let exim = "From: Mail Delivery System <Mailer-Daemon@x.nl>\r\nX-Failed-Recipients: jan@voorbeeld.nl,\r\n piet@voorbeeld.nl\r\nSubject: Mail delivery failed\r\n\r\n550 nee\r\n";
    assert_eq!(reports(exim).len(), 2);
}

#[test]
fn people_who_write_about_mail_that_did_not_arrive_are_people() {
    assert!(is_contact(
        "From: jan@voorbeeld.nl\r\nSubject: Undelivered mail returned to sender?\r\n\r\nIk kreeg: could not be delivered. Wat nu?"
    ));
    // A report that somebody sends on, whole or in parts.
    let forwarded = format!(
        "From: jan@voorbeeld.nl\r\nContent-Type: multipart/mixed; boundary=F\r\n\r\n--F\r\n\r\nWat is dit?\r\n--F\r\nContent-Type: message/rfc822\r\n\r\n{STANDARD}\r\n--F--"
    );
    assert!(is_contact(&forwarded));
    assert!(is_contact(
        &STANDARD
            .replace("Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.nl", "From: jan@voorbeeld.nl")
            .replace("multipart/report; report-type=delivery-status", "multipart/mixed")
    ));
    // A notice of absence comes from nobody, like a report.
    assert!(is_contact(
        "Return-Path: <>\r\nFrom: jan@voorbeeld.nl\r\nSubject: Automatisch antwoord: uw vraag\r\nAuto-Submitted: auto-replied\r\n\r\nIk ben er niet. Your mail was not delivered to anyone else."
    ));
}

#[test]
fn a_status_is_found_wherever_it_stands() {
    for (text, status) in [
        ("550 5.1.1 x", Some("5.1.1")),
        ("(#5.1.10)", Some("5.1.10")),
        ("4.4.7;", Some("4.4.7")),
        ("192.0.2.1", None),
        ("1.2.3", None),
        ("", None),
    ] {
        assert_eq!(status_in(text).as_deref(), status, "{text}");
    }
}
