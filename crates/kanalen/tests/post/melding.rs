// SPDX-License-Identifier: EUPL-1.2
//! What mail systems tell about our mail: an event on the message and a task for the owner, never a contact.

use berichten::{
    Bericht, BerichtToestand,
    server::{Login, Security, Server},
    smtp::Mailer,
    token,
    versturen::{Postbode, Weg},
};
use storage::jobs;
use testkit::{
    TestApp, op_beide,
    tokio::{
        self,
        io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
        net::TcpListener,
    },
};
use vragen::Vraag;

use crate::hulp::*;

/// A report of failure (RFC 3464) about the mail with this Message-ID, sent to `aan`.
pub fn dsn(message_id: &str, aan: &str, ontvanger: &str) -> String {
    rapport(
        aan,
        ontvanger,
        "failed",
        "5.1.1",
        &format!("--B\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{message_id}>\r\n\r\n"),
    )
}

/// A report with this action; `origineel` is the part about the original, if any.
fn rapport(aan: &str, ontvanger: &str, actie: &str, status: &str, origineel: &str) -> String {
    format!(
        "Return-Path: <>\r\nMessage-ID: <dsn-{status}-{actie}@mx.example>\r\nFrom: Mail Delivery <mailer-daemon@mx.example>\r\nTo: {aan}\r\n\
         Subject: Undelivered\r\nDate: Tue, 24 Nov 2026 11:00:00 +0100\r\nAuto-Submitted: auto-replied\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=B\r\n\r\n--B\r\n\r\nHelaas.\r\n\
         --B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {ontvanger}\r\nAction: {actie}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 {status} User unknown\r\n\r\n\
         {origineel}--B--\r\n"
    )
}

/// A question by mail of which the confirmation was sent: the question, that mail, and the address for replies.
pub async fn bevestigd(app: &TestApp, bus: &Bus) -> (Vraag, Bericht, String) {
    bus.krijgt(brief("eerste@x.example", "Mijn paspoort", "Is mijn paspoort klaar?")).await;
    verstuur(app).await;
    let v = vraag_van_laatste(app).await;
    let [bericht] = mails_van(app, v.id).await.try_into().unwrap();
    assert_eq!(bericht.toestand, BerichtToestand::Verstuurd);
    let token = token::make(&app.g.keys().purpose("mail-token"), v.id.uuid());
    (v, bericht, token::reply_address("burgerzaken@proefdorp.example", &token).unwrap())
}

async fn toestand(app: &TestApp, b: &Bericht) -> BerichtToestand {
    let mut tx = app.read().await;
    let b = berichten::lees(&mut tx, b.id).await;
    tx.rollback().await;
    b.unwrap().unwrap().toestand
}

async fn teruggekomen(app: &TestApp) -> usize {
    gebeurtenissen(app).await.iter().filter(|s| *s == "bericht.niet-bezorgd").count()
}

op_beide! {
    async fn a_bounce_of_our_mail_is_an_event_on_it_and_one_task_for_the_owner(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, terug) = bevestigd(&app, &bus).await;
        let bounce = dsn(&bericht.message_id, &terug, "jan@voorbeeld.example");
        bus.krijgt(&bounce).await;
        let rij = laatste(&app).await;
        assert_eq!((rij.uitkomst.as_str(), rij.vraag, rij.contact), ("bezorging", Some(v.id.uuid()), None));
        assert_eq!(toestand(&app, &bericht).await, BerichtToestand::NietBezorgd);
        assert_eq!((taken(&app, &v).await, teruggekomen(&app).await), (vec!["bericht-niet-bezorgd".to_owned()], 1));
        assert_eq!(contacten(&app, v.id).await.len(), 1, "nobody wrote");
        // The same again, and once more in other words.
        bus.in_map(BURGERZAKEN, "Archief", &bounce).await;
        bus.krijgt(bounce.replace("Helaas.", "Nog steeds niet.")).await;
        assert_eq!((taken(&app, &v).await.len(), teruggekomen(&app).await), (1, 1));
        verstuur(&app).await;
        assert_eq!(mails_van(&app, v.id).await.len(), 1, "a bounce is never answered");
        klopt(&app).await;
    }

    async fn a_bounce_without_the_original_finds_the_mail_by_the_address_it_was_sent_to(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, terug) = bevestigd(&app, &bus).await;
        bus.krijgt(rapport(&terug, "JAN@voorbeeld.example", "failed", "5.1.1", "")).await;
        assert_eq!(laatste(&app).await.uitkomst, "bezorging");
        assert_eq!(toestand(&app, &bericht).await, BerichtToestand::NietBezorgd);
        assert_eq!((taken(&app, &v).await.len(), teruggekomen(&app).await), (1, 1));
    }

    async fn a_mail_that_is_only_late_gives_no_task(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, terug) = bevestigd(&app, &bus).await;
        bus.krijgt(rapport(&terug, "jan@voorbeeld.example", "delayed", "4.4.1", "")).await;
        assert_eq!((laatste(&app).await.uitkomst.as_str(), laatste(&app).await.vraag), ("bezorging", Some(v.id.uuid())));
        assert_eq!(toestand(&app, &bericht).await, BerichtToestand::Verstuurd);
        assert!(taken(&app, &v).await.is_empty() && teruggekomen(&app).await == 0);
    }

    async fn a_bounce_that_is_faster_than_our_own_mail_server_stands(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(brief("eerste@x.example", "Mijn paspoort", "Is mijn paspoort klaar?")).await;
        app.laat_werken().await;
        let v = vraag_van_laatste(&app).await;
        let [bericht] = mails_van(&app, v.id).await.try_into().unwrap();
        assert_eq!(bericht.toestand, BerichtToestand::Klaar);
        let luistert = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Server { host: "localhost".to_owned(), port: luistert.local_addr().unwrap().port(), security: Security::Plain, extra_roots: None };
        let postbode = Postbode {
            g: app.g.clone(),
            weg: Weg::Smtp(Mailer::new(server, Login::None, "proef").unwrap()),
            afzender: "burgerzaken@proefdorp.example".to_owned(),
            naam: "Proefdorp".to_owned(),
        };
        let bounce = dsn(&bericht.message_id, "burgerzaken@proefdorp.example", "jan@voorbeeld.example");
        let handlers = jobs::Handlers::new().with(postbode);
        let ((), gedaan) = tokio::join!(haastige_server(&bus, &bounce, luistert), jobs::drain(app.db(), &handlers));
        assert_eq!(gedaan.unwrap(), 1);
        assert_eq!(toestand(&app, &bericht).await, BerichtToestand::NietBezorgd);
        assert_eq!(taken(&app, &v).await.len(), 1);
        assert!(gebeurtenissen(&app).await.contains(&"bericht.verstuurd".to_owned()));
    }

    async fn a_report_about_a_question_that_is_not_there_waits_for_a_person(app: TestApp) {
        let bus = Bus::van(&app);
        let token = token::make(&app.g.keys().purpose("mail-token"), testkit::proefdorp::mens(99));
        let terug = token::reply_address("burgerzaken@proefdorp.example", &token).unwrap();
        bus.krijgt(dsn(&token::message_id(&token, 1, "localhost"), &terug, "jan@voorbeeld.example")).await;
        assert_eq!((laatste(&app).await.uitkomst.as_str(), laatste(&app).await.team.as_str()), ("quarantaine", "BZ"));
        klopt(&app).await;
    }
}

/// A mail server that reports a mail as undeliverable before it says that it took it.
async fn haastige_server(bus: &Bus, bounce: &str, luistert: TcpListener) {
    let (stroom, _) = luistert.accept().await.unwrap();
    let mut stroom = BufReader::new(stroom);
    stroom.write_all(b"220 haast\r\n").await.unwrap();
    let (mut regel, mut inhoud) = (String::new(), false);
    while stroom.read_line(&mut regel).await.unwrap() > 0 {
        let antwoord = match (regel.trim_end(), inhoud) {
            (".", true) => {
                bus.krijgt(bounce).await;
                inhoud = false;
                "250 2.0.0 kept\r\n"
            }
            (_, true) => "",
            ("DATA", false) => {
                inhoud = true;
                "354 go\r\n"
            }
            ("QUIT", false) => return stroom.write_all(b"221 bye\r\n").await.unwrap(),
            (_, false) => "250 ok\r\n",
        };
        stroom.write_all(antwoord.as_bytes()).await.unwrap();
        regel.clear();
    }
}
