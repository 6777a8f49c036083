// SPDX-License-Identifier: EUPL-1.2
//! What was set apart is seen by the right people, becomes a question once, or is set aside with a reason.

use kanalen::{
    Apart,
    apart::{self, Kijker, REDEN_MAX},
    mail::imap::{Disposition, Sink as _},
};
use kernel::{Error, Page};
use std::time::Duration;
use testkit::{
    TestApp, op_beide,
    proefdorp::{BART, FATIMA, HENK, SANNE, TOM},
};
use uuid::Uuid;
use vragen::{Kanaal, Wie};

use crate::hulp::*;

/// Nobody signed it: no From, Sender or Reply-To.
const ZONDER_AFZENDER: &str = "Message-ID: <a@x.example>\r\nSubject: Mijn paspoort is verlopen\r\n\r\nIk heb een nieuw paspoort nodig.\r\n";

async fn lijst(app: &TestApp, kijker: Kijker<'_>) -> Vec<Apart> {
    let mut tx = app.read().await;
    let lijst = apart::lijst(&mut tx, kijker, Page::new(1)).await;
    tx.rollback().await;
    lijst.unwrap().items
}

async fn lijst_van(app: &TestApp, wie: Uuid) -> Vec<Apart> {
    lijst(app, Kijker::Medewerker(&app.wie(wie).await)).await
}

async fn terzijde(app: &TestApp, wie: &Wie, id: Uuid, reden: &str) -> kernel::Result<()> {
    let mut tx = app.begin().await;
    match apart::leg_terzijde(&mut tx, &*app.inr().await, wie, id, reden).await {
        Ok(()) => tx.commit().await,
        Err(fout) => {
            tx.rollback().await;
            Err(fout)
        }
    }
}

fn is_al_afgehandeld<T: std::fmt::Debug>(uitkomst: &kernel::Result<T>) -> bool {
    matches!(uitkomst, Err(Error::Refused { code: "al-afgehandeld", .. }))
}

op_beide! {
    async fn a_mail_without_a_sender_waits_for_the_team_and_becomes_one_question(app: TestApp) {
        let bus = Bus::van(&app);
        assert_eq!(bus.krijgt(ZONDER_AFZENDER).await, Disposition::Kept);
        let ontvangen = app.nu();
        let fatima = app.wie(FATIMA).await;
        let [item] = lijst_van(&app, FATIMA).await.try_into().unwrap();
        assert_eq!((item.postvak.as_str(), item.team.as_str()), (BURGERZAKEN, "BZ"));
        assert_eq!((item.onderwerp.as_str(), item.afzender.as_str()), ("Mijn paspoort is verlopen", ""));
        assert_eq!((item.ontvangen_op, item.hash.len()), (ontvangen, 64));
        assert_eq!(item.reden, "De mail heeft geen bruikbare afzender.");
        let te_lezen = apart::inhoud(&app.g, &fatima, item.id).await.unwrap();
        assert!(te_lezen.geheel && te_lezen.tekst.contains("Ik heb een nieuw paspoort nodig."));

        app.clock.advance(Duration::from_hours(3));
        let v = apart::maak_vraag(&app.g, &fatima, item.id).await.unwrap();
        assert_eq!((v.eigenaar.team.as_str(), v.eigenaar.medewerker, v.kanaal), ("BZ", None, Kanaal::Email));
        assert_eq!(v.ontvangen_op, ontvangen, "the moment of receipt is the moment of receipt");
        assert_eq!(v.onderwerp.as_deref(), Some("paspoort"));
        let [contact] = contacten(&app, v.id).await.try_into().unwrap();
        assert_eq!((contact.origineel, contact.inhoud), (item.hash, "Ik heb een nieuw paspoort nodig.".to_owned()));
        let rij = laatste(&app).await;
        assert_eq!((rij.uitkomst.as_str(), rij.vraag, rij.contact), ("contact", Some(v.id.uuid()), Some(contact.id)));

        assert!(is_al_afgehandeld(&apart::maak_vraag(&app.g, &fatima, item.id).await));
        assert!(is_al_afgehandeld(&terzijde(&app, &fatima, item.id, "Reclame.").await));
        assert!(lijst_van(&app, FATIMA).await.is_empty());
        let soorten = gebeurtenissen(&app).await;
        assert!(soorten.ends_with(&["inkomend.apart-gezet", "vraag.ontvangen", "inkomend.vraag-gemaakt"].map(str::to_owned)), "{soorten:?}");
        assert_eq!(bus.krijgt(ZONDER_AFZENDER).await, Disposition::Known);
        klopt(&app).await;
    }

    async fn a_report_about_a_mail_that_is_not_ours_is_set_aside_with_a_reason(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(crate::melding::dsn("ander@elders.example", "burgerzaken@proefdorp.example", "piet@weg.example")).await;
        let fatima = app.wie(FATIMA).await;
        let [item] = lijst_van(&app, FATIMA).await.try_into().unwrap();
        assert!(item.reden.contains("een bericht dat wij niet kennen") && item.afzender.contains("mailer-daemon@"));
        assert!(terzijde(&app, &fatima, item.id, " ").await.is_err());
        assert!(terzijde(&app, &fatima, item.id, &"x".repeat(REDEN_MAX + 1)).await.is_err());
        assert_eq!(lijst_van(&app, FATIMA).await.len(), 1);
        terzijde(&app, &fatima, item.id, "Gaat over reclame die iemand uit onze naam stuurde.").await.unwrap();
        assert!(lijst_van(&app, FATIMA).await.is_empty());
        assert!(is_al_afgehandeld(&terzijde(&app, &fatima, item.id, "Nog eens.").await));
        assert!(is_al_afgehandeld(&apart::maak_vraag(&app.g, &fatima, item.id).await));
        assert_eq!(laatste(&app).await.uitkomst, "quarantaine", "how it came in stays as it was");
        assert_eq!(gebeurtenissen(&app).await.last().unwrap(), "inkomend.terzijde-gelegd");
    }

    async fn only_the_own_team_and_the_distribution_point_see_it_and_a_shielded_team_nobody_else(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(ZONDER_AFZENDER).await;
        bus.in_map("wijkteam", "INBOX", ZONDER_AFZENDER).await;
        assert_eq!(lijst_van(&app, FATIMA).await.len(), 1);
        assert_eq!(lijst_van(&app, HENK).await.len(), 1);
        assert!(lijst_van(&app, BART).await.is_empty());
        let [open] = lijst_van(&app, SANNE).await.try_into().unwrap();
        assert_eq!(open.team, "BZ");
        let [besloten] = lijst_van(&app, TOM).await.try_into().unwrap();
        assert_eq!((besloten.team.as_str(), besloten.onderwerp.as_str()), ("ZW", "Mijn paspoort is verlopen"));
        let beheerder = lijst(&app, Kijker::Beheerder).await;
        let gezien: Vec<_> = beheerder.iter().map(|a| (a.team.as_str(), a.onderwerp.as_str())).collect();
        assert_eq!(gezien, [("BZ", "Mijn paspoort is verlopen"), ("ZW", "")]);
        for wie in [app.wie(SANNE).await, app.wie(BART).await] {
            assert!(matches!(apart::inhoud(&app.g, &wie, besloten.id).await, Err(Error::NotFound)));
            assert!(matches!(apart::maak_vraag(&app.g, &wie, besloten.id).await, Err(Error::NotFound)));
            assert!(matches!(terzijde(&app, &wie, besloten.id, "Weg.").await, Err(Error::NotFound)));
        }
        for niemand in [Wie::inwoner(), Wie::regel("mail")] {
            assert!(apart::maak_vraag(&app.g, &niemand, open.id).await.is_err());
            assert!(terzijde(&app, &niemand, open.id, "Weg.").await.is_err());
        }
        let v = apart::maak_vraag(&app.g, &app.wie(TOM).await, besloten.id).await.unwrap();
        assert_eq!(v.eigenaar.team, "BZ", "the words decide, as for every mail");
        apart::maak_vraag(&app.g, &app.wie(SANNE).await, open.id).await.unwrap();
        klopt(&app).await;
    }

    async fn two_who_decide_at_the_same_moment_make_one_question(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(ZONDER_AFZENDER).await;
        let [item] = lijst_van(&app, FATIMA).await.try_into().unwrap();
        let (fatima, henk) = (app.wie(FATIMA).await, app.wie(HENK).await);
        let (een, ander, weg) = testkit::tokio::join!(
            apart::maak_vraag(&app.g, &fatima, item.id),
            apart::maak_vraag(&app.g, &henk, item.id),
            terzijde(&app, &henk, item.id, "Dubbel."),
        );
        let gelukt = usize::from(een.is_ok()) + usize::from(ander.is_ok()) + usize::from(weg.is_ok());
        assert_eq!(gelukt, 1, "{een:?} {ander:?} {weg:?}");
        let vragen = telling(&app).await.into_iter().find(|(t, _)| *t == "vraag").unwrap().1;
        assert_eq!(vragen, i64::from(weg.is_err()));
        klopt(&app).await;
    }

    async fn what_broke_a_limit_shows_who_wrote_and_what_about_and_becomes_a_question_too(app: TestApp) {
        let bus = Bus::van(&app);
        let kop = "Message-ID: <groot@x.example>\r\nFrom: Jan <jan@voorbeeld.example>\r\nSubject: Mijn paspoort\r\nContent-Type: multipart/mixed; boundary=g\r\n\r\n";
        let delen = "--g\r\n\r\nnog iets\r\n".repeat(600);
        bus.krijgt(format!("{kop}--g\r\n\r\nGoedemiddag, mijn paspoort is weg.\r\n{delen}--g--\r\n")).await;
        // And one of which only the beginning was fetched.
        let mut groot = bus.opgehaald(BURGERZAKEN, "INBOX", brief("b@x.example", "Een film", "Zie bijlage").as_bytes());
        groot.cut_from = Some(90_000_000);
        bus.sink().accept(groot).await.unwrap();
        // And one that never came over the line.
        let briefje = bus.opgehaald(BURGERZAKEN, "INBOX", b"Deze mail kon niet worden opgehaald. Nummer in het postvak: 9.\r\n");
        bus.sink().set_apart(briefje, "De mail kon niet worden opgehaald. Kijk in het postvak zelf.").await.unwrap();

        let items = lijst_van(&app, FATIMA).await;
        let gezien: Vec<_> = items.iter().map(|a| (a.afzender.as_str(), a.onderwerp.as_str(), a.reden.as_str())).collect();
        assert_eq!(gezien, [
            ("Jan <jan@voorbeeld.example>", "Mijn paspoort", "De mail bestaat uit te veel delen."),
            ("Jan de Vries <jan@voorbeeld.example>", "Een film", "De mail is te groot om te lezen: 90000000 bytes."),
            ("", "", "De mail kon niet worden opgehaald. Kijk in het postvak zelf."),
        ]);
        let fatima = app.wie(FATIMA).await;
        assert!(!apart::inhoud(&app.g, &fatima, items[0].id).await.unwrap().geheel);
        for (item, woorden, email) in [
            (&items[0], "Goedemiddag, mijn paspoort is weg.", "jan@voorbeeld.example"),
            (&items[1], "Zie bijlage", "jan@voorbeeld.example"),
            (&items[2], "Deze mail kon niet worden opgehaald.", ""),
        ] {
            let v = apart::maak_vraag(&app.g, &fatima, item.id).await.unwrap();
            assert!(contacten(&app, v.id).await[0].inhoud.contains(woorden));
            assert_eq!(indiener(&app, v.id).await.email, email);
        }
        verstuur(&app).await;
        klopt(&app).await;
    }
}
