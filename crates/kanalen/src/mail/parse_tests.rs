// SPDX-License-Identifier: EUPL-1.2
//! What residents' mail programs send, and what must become of it.

use kernel::Time;
use proptest::prelude::*;

use super::*;
use crate::mail::{Incoming, classify};

const HEAD: &str = "From: Jan <jan@voorbeeld.nl>\r\nTo: post@thuishaven.nl\r\nMIME-Version: 1.0\r\n";

fn mail(rest: &str) -> InboundMail {
    parse(format!("{HEAD}{rest}").as_bytes()).unwrap()
}

#[test]
fn a_plain_mail_is_read_with_everything_that_matters() {
    let read = mail(
        "Subject: =?utf-8?Q?Lamp_bij_caf=C3=A9?=\r\nMessage-ID: <a1@voorbeeld.nl>\r\nIn-Reply-To: <b2@x>\r\n\
         References: <c3@x> <b2@x>\r\nDate: Tue, 24 Nov 2026 11:05:29 +0100\r\nReply-To: <thuis@voorbeeld.nl>\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         De lamp bij het caf=C3=A9 is kapot.\r\n",
    );
    assert_eq!(read.subject, "Lamp bij café");
    assert_eq!(read.text, "De lamp bij het café is kapot.");
    assert_eq!(read.message_id.as_deref(), Some("a1@voorbeeld.nl"));
    assert_eq!(read.references, ["c3@x", "b2@x"]);
    assert_eq!(read.from.as_ref().unwrap().name, "Jan");
    assert_eq!(read.answer_to().unwrap().email, "thuis@voorbeeld.nl");
    assert_eq!(read.to[0].email, "post@thuishaven.nl");
    assert_eq!(read.date, Some(Time::parse("2026-11-24T10:05:29Z").unwrap()));
    assert_eq!((read.html, read.attachments.len(), read.auto), (None, 0, AutoKind::None));
}

#[test]
fn text_goes_before_html_and_html_is_read_when_there_is_no_text() {
    let both = "Content-Type: multipart/alternative; boundary=B\r\n\r\n--B\r\n\r\nplat\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>mooi</p>\r\n--B--";
    let read = mail(both);
    assert_eq!((read.text.as_str(), read.html.as_deref()), ("plat", Some("<p>mooi</p>")));
    let read = mail(&both.replace("plat", " "));
    assert_eq!(read.text, "mooi");
    let read = mail("Content-Type: text/html\r\n\r\n<p>Alleen <b>dit</b></p>");
    assert_eq!(read.text, "Alleen dit");
}

#[test]
fn photos_files_forwarded_mail_and_winmail_are_attachments() {
    let read = mail(
        "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nZie foto.\r\n\
         --B\r\nContent-Type: image/jpeg; name=\"=?utf-8?Q?caf=C3=A9?=.jpg\"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4A==\r\n\
         --B\r\nContent-Type: text/plain; name=lijst.txt\r\nContent-Disposition: attachment; filename=../lijst.txt\r\n\r\neen\r\n\
         --B\r\nContent-Type: message/rfc822\r\n\r\nSubject: Oud/nieuw\r\nFrom: x@y.nl\r\n\r\nHallo\r\n\
         --B\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+Ig==\r\n\
         --B\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n--B--",
    );
    let files: Vec<(&str, &str)> =
        read.attachments.iter().map(|a| (a.name.as_str(), a.media_type.as_str())).collect();
    assert_eq!(
        files,
        [
            ("café.jpg", "image/jpeg"),
            ("lijst.txt", "text/plain"),
            ("Oud-nieuw.eml", "message/rfc822"),
            ("winmail.dat", "application/ms-tnef"),
            ("bijlage-5.ics", "text/calendar"),
        ]
    );
    assert_eq!(read.attachments[0].bytes, b"\xff\xd8\xff\xe0");
    assert_eq!(read.text, "Zie foto.");
}

#[test]
fn pictures_inside_the_text_keep_the_id_by_which_the_text_calls_them() {
    let read = mail(
        "Content-Type: multipart/related; boundary=B\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n<img src=\"cid:p1\">dag\r\n\
         --B\r\nContent-Type: image/png\r\nContent-ID: <p1>\r\n\r\nx\r\n--B--",
    );
    assert_eq!(read.text, "dag");
    assert_eq!((read.attachments[0].content_id.as_deref(), read.attachments[0].inline), (Some("p1"), true));
}

#[test]
fn a_photo_that_a_phone_calls_inline_is_a_file_when_no_html_shows_it() {
    let read = mail(
        "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n\r\nDe lamp:\r\n\
         --B\r\nContent-Type: image/jpeg; name=IMG_1.jpeg\r\nContent-Disposition: inline; filename=IMG_1.jpeg\r\n\
         Content-Id: <x1>\r\n\r\nx\r\n--B\r\n\r\nGroet\r\n--B--",
    );
    assert_eq!(read.text, "De lamp:\n\nGroet");
    assert_eq!((read.attachments[0].name.as_str(), read.attachments[0].inline), ("IMG_1.jpeg", false));
}

#[test]
fn a_copy_of_our_own_mail_is_known_by_its_message_id() {
    let token = token::make(&[7; 32], uuid::Uuid::from_u128(5));
    let id = token::message_id(&token, 1, "thuishaven.nl");
    let read = mail(&format!("Message-ID: <{id}>\r\n\r\nBeste Jan"));
    assert_eq!((read.own_token.as_deref(), read.tokens.len()), (Some(token.as_str()), 0));
    let reply = mail(&format!(
        "Message-ID: <a@b>\r\nIn-Reply-To: <{id}>\r\nDelivered-To: post+{token}@thuishaven.nl\r\n\r\nDank"
    ));
    assert_eq!((reply.own_token, reply.tokens), (None, vec![token]));
}

#[test]
fn machines_are_recognised_by_what_they_say_of_themselves() {
    for (header, kind) in [
        ("Auto-Submitted: auto-replied (vacation)", AutoKind::Replied),
        ("Subject: Automatisch antwoord: Lamp", AutoKind::Replied),
        ("Precedence: auto_reply", AutoKind::Replied),
        ("Auto-Submitted: auto-generated", AutoKind::Generated),
        ("List-Id: <nieuws.x.nl>", AutoKind::List),
        ("Precedence: bulk", AutoKind::Bulk),
        ("List-Unsubscribe: <mailto:x@y>", AutoKind::Bulk),
        ("Auto-Submitted: no", AutoKind::None),
        ("Subject: Ik ben afwezig: wat nu?", AutoKind::None),
    ] {
        assert_eq!(mail(&format!("{header}\r\n\r\nx")).auto, kind, "{header}");
    }
}

#[test]
fn a_mail_without_message_id_subject_date_or_text_is_still_a_mail() {
    let read = mail("\r\n");
    assert_eq!((read.message_id, read.subject.as_str(), read.text.as_str()), (None, "", ""));
    assert_eq!(mail("Message-ID: <>\r\n\r\nx").message_id, None);
    assert_eq!(parse(b"From: jan@x.nl").unwrap().from.unwrap().email, "jan@x.nl");
    assert_eq!(parse(b"From: jan@x.nl\rSubject: oud\r\rtekst\r").unwrap().text, "tekst");
}

#[test]
fn what_is_no_mail_or_breaks_a_limit_is_refused_with_a_reason() {
    assert_eq!(parse(b" \r\n"), Err(Unparseable::Empty));
    assert_eq!(parse(b"<html>hallo</html>"), Err(Unparseable::NotMail));
    assert_eq!(parse(&vec![b'x'; MAX_BYTES + 1]), Err(Unparseable::TooLarge));
    assert_eq!(classify(b"Subject: wie?\r\n\r\nik"), Incoming::Quarantine(Unparseable::NoSender));
    let one = "--B\r\nContent-Type: image/png\r\n\r\nx\r\n";
    let some = |n| format!("{HEAD}Content-Type: multipart/mixed; boundary=B\r\n\r\n{}--B--", one.repeat(n));
    assert_eq!(parse(some(MAX_ATTACHMENTS).as_bytes()).unwrap().attachments.len(), MAX_ATTACHMENTS);
    assert_eq!(parse(some(MAX_ATTACHMENTS + 1).as_bytes()), Err(Unparseable::TooManyAttachments));
}

#[test]
fn very_long_text_is_cut_and_very_long_html_is_shown_as_text() {
    let read = mail(&format!("\r\n{}", "woord ".repeat(MAX_TEXT_BYTES / 3)));
    assert!(read.text_cut && read.text.len() <= MAX_TEXT_BYTES);
    let read =
        mail(&format!("Content-Type: text/html\r\n\r\n<p>dag</p>{}", "<br>".repeat(MAX_HTML_BYTES / 2)));
    assert_eq!((read.text.as_str(), read.html), ("dag", None));
}

#[test]
fn bombs_end_in_quarantine_and_not_in_our_memory() {
    let headers = format!("From: a@b.nl\n{}", "X: y\n".repeat(1_000_000));
    assert_eq!(parse(headers.as_bytes()), Err(Unparseable::TooManyHeaderLines));
    let nested = format!("From: a@b.nl\n{}", "Content-Type: message/rfc822\n\n".repeat(1_000_000));
    assert_eq!(parse(nested.as_bytes()).unwrap().attachments.len(), 1);
    let boundaries =
        format!("From: a@b.nl\nContent-Type: multipart/mixed; boundary=B\n\n{}", "--B\n".repeat(5_000_000));
    assert_eq!(parse(boundaries.as_bytes()), Err(Unparseable::TooManyParts));
}

/// Pieces of which broken mails are made.
fn scraps() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"From: a@b.nl\r\n".to_vec()),
        Just(b"Content-Type: multipart/mixed; boundary=\"B\"\r\n".to_vec()),
        Just(b"Content-Type: multipart/report; report-type=delivery-status; boundary=B\n".to_vec()),
        Just(b"Content-Type: message/rfc822\r\n\r\n".to_vec()),
        Just(b"Content-Type: message/delivery-status\n\n".to_vec()),
        Just(b"Content-Type: text/html; charset=utf-7\r\n".to_vec()),
        Just(b"Content-Transfer-Encoding: base64\r\n".to_vec()),
        Just(b"Content-Transfer-Encoding: quoted-printable\n".to_vec()),
        Just(b"Content-Disposition: attachment; filename*0*=utf-8''%e2; filename*1=x\r\n".to_vec()),
        Just(b"Subject: =?utf-8?B?4pyT?= =?x?q?=\r\n".to_vec()),
        Just(b"Received: from x by y; Mon, 1 Jan\r\nDate: 1\r\nTo: a:b:<,;\"\\\r\n".to_vec()),
        Just(b"Final-Recipient: rfc822; x@y\nStatus: 5.1.1\nAction: failed\n".to_vec()),
        Just(b"\r\n--B\r\n".to_vec()),
        Just(b"\n--B--".to_vec()),
        Just(b"\r\n\r\n".to_vec()),
        Just(b"<p><blockquote>=3D=E9=\r\n> Op 1 schreef x@y:".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|all| all.concat())
}

proptest! {
    #[test]
    fn arbitrary_bytes_end_somewhere_and_are_never_a_defect(raw in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert_ne!(classify(&raw), Incoming::Quarantine(Unparseable::Defect));
    }

    #[test]
    fn broken_mails_end_somewhere_and_are_never_a_defect(raw in scraps()) {
        let end = classify(&raw);
        prop_assert_ne!(&end, &Incoming::Quarantine(Unparseable::Defect));
        if let Incoming::Contact(mail) = end {
            let fit = |text: &str| !text.contains(['\0', '\r']);
            prop_assert!(fit(&mail.text) && fit(&mail.subject));
            prop_assert!(mail.attachments.iter().all(|a| !a.name.is_empty() && fit(&a.name) && !a.name.contains(['/', '\\'])));
        }
    }
}
