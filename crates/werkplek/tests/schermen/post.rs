// SPDX-License-Identifier: EUPL-1.2
//! Mail that waits for a person, and how the mailboxes do.

use http::StatusCode;
use kanalen::{
    intake::Brievenbus,
    mail::imap::{Cursor, Fetched, Sink as _},
};
use testkit::{
    TestApp, op_beide,
    proefdorp::{FATIMA, RICARDO, TOM, YOUSSEF},
};
use uuid::Uuid;

use crate::mensen::scherm;

/// Something comes in by this mailbox that cannot be read as a mail from somebody.
async fn komt_binnen(app: &TestApp, postvak: &str, uid: u32, raw: &str) {
    let bus = Brievenbus { g: app.g.clone() };
    bus.begin(postvak, "INBOX", Cursor { uidvalidity: 1, uidnext: 1 }).await.unwrap();
    let mail = Fetched {
        postvak: postvak.to_owned(),
        folder: "INBOX".to_owned(),
        uidvalidity: 1,
        uid,
        received: None,
        raw: raw.as_bytes().to_vec(),
        cut_from: None,
    };
    bus.accept(mail).await.unwrap();
}

/// No sender, and a text that would like to be a page.
const ZONDER: &str = "Subject: Stoep <b>los</b>\r\nContent-Type: text/plain\r\n\r\nDe stoep ligt los.\r\n<script>alert(1)</script>\r\n";

/// The one item that waits, as this list shows it.
fn stuk(lijst: &str) -> Uuid {
    lijst.split("href=\"/werk/post/").nth(1).and_then(|s| s.get(..36)).and_then(|s| s.parse().ok()).unwrap()
}

op_beide! {
    async fn a_mail_that_waits_is_read_as_text_and_becomes_a_question(app: TestApp) {
        komt_binnen(&app, "burgerzaken", 1, ZONDER).await;
        let mut fatima = scherm(&app, FATIMA).await;
        fatima.get("/werk").await.toont("Eén mail kon niet vanzelf een vraag worden.");
        let lijst = fatima.get("/werk/post").await;
        lijst.toont("Stoep").toont("burgerzaken@proefdorp.example").toont("afzender");
        let id = stuk(&lijst.tekst);
        let pagina = fatima.get(&format!("/werk/post/{id}")).await;
        pagina.toont("De stoep ligt los.").toont("Maak er een vraag van").toont_niet("<script>alert").toont_niet("<b>los</b>");
        let klaar = fatima.post(&format!("/werk/post/{id}/vraag"), &[]).await;
        assert!(klaar.naar().starts_with("/werk/vraag/PD-26-"), "{klaar:?}");
        fatima.get("/werk/post").await.toont("Er wacht geen mail.");
        let nog_eens = fatima.post(&format!("/werk/post/{id}/vraag"), &[]).await;
        assert!(nog_eens.status.is_client_error());
        nog_eens.toont("al afgehandeld");
    }

    async fn the_owner_sees_which_question_a_stranger_named(app: TestApp) {
        let v = crate::mensen::vraagt(&app, "Mijn paspoort is gestolen.", vragen::Indiener { email: "joke@voorbeeld.example".into(), ..Default::default() }).await;
        let dicht = crate::mensen::vraagt(&app, "Ik zoek jeugdhulp voor mijn zoon.", vragen::Indiener::default()).await;
        let nummer = |v: &vragen::Vraag| kernel::nummer::format("PD", v.jaar(), v.volgnummer);
        let (een, twee) = (nummer(&v), nummer(&dicht));
        let raw = format!(
            "From: Piet <piet@elders.example>\r\nSubject: Bij {een} en {twee}: mijn rijbewijs\r\nContent-Type: text/plain\r\n\r\nHet rijbewijs is ook weg.\r\n"
        );
        komt_binnen(&app, "burgerzaken", 1, &raw).await;
        let mut fatima = scherm(&app, FATIMA).await;
        let pagina = fatima.get("/werk/vraag/PD-26-000003").await;
        pagina.toont("Deze mail noemt").toont(&format!("href=\"/werk/vraag/{een}\"")).toont("Mijn paspoort is gestolen");
        pagina.toont(&twee).toont_niet(&format!("href=\"/werk/vraag/{twee}\"")).toont_niet("jeugdhulp");
        fatima.get(&format!("/werk/vraag/{een}")).await.toont_niet("Deze mail noemt");
    }

    async fn setting_aside_asks_why_and_keeps_what_was_typed(app: TestApp) {
        komt_binnen(&app, "burgerzaken", 1, ZONDER).await;
        let mut fatima = scherm(&app, FATIMA).await;
        let id = stuk(&fatima.get("/werk/post").await.tekst);
        let pad = format!("/werk/post/{id}/terzijde");
        let leeg = fatima.post(&pad, &[("reden", " ")]).await;
        assert_eq!(leeg.status, StatusCode::UNPROCESSABLE_ENTITY);
        leeg.toont("Schrijf op waarom").toont("<title>Fout: ");
        let lang = "x".repeat(kanalen::apart::REDEN_MAX + 1);
        fatima.post(&pad, &[("reden", &lang)]).await.toont("te lang").toont(&lang);
        let klaar = fatima.post(&pad, &[("reden", "Reclame.")]).await;
        fatima.get(klaar.naar()).await.toont("De mail ligt terzijde.").toont("Er wacht geen mail.");
    }

    async fn the_administrator_sees_that_something_waits_and_a_shielded_team_keeps_its_post(app: TestApp) {
        komt_binnen(&app, "wijkteam", 1, "Subject: Mijn dochter\r\nContent-Type: text/plain\r\n\r\nHelp ons.\r\n").await;
        let mut tom = scherm(&app, TOM).await;
        let id = stuk(&tom.get("/werk/post").await.tekst);
        tom.get(&format!("/werk/post/{id}")).await.toont("Help ons.");

        let mut ricardo = scherm(&app, RICARDO).await;
        ricardo.get("/beheer").await.toont("href=\"/beheer/post\"").toont("Zorg en Wijk: 1");
        let lijst = ricardo.get("/beheer/post").await;
        lijst.toont("Zorg en Wijk").toont("Alleen het team kan dit openen").toont_niet("Mijn dochter").toont_niet("/werk/post/");
        assert_eq!(ricardo.get(&format!("/werk/post/{id}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ricardo.post(&format!("/werk/post/{id}/vraag"), &[]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(ricardo.post(&format!("/werk/post/{id}/terzijde"), &[("reden", "x")]).await.status, StatusCode::NOT_FOUND);
        let mut fatima = scherm(&app, FATIMA).await;
        fatima.get("/werk/post").await.toont("Er wacht geen mail.");
        assert_eq!(fatima.get(&format!("/werk/post/{id}")).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_administrator_reads_in_plain_words_how_a_mailbox_does(app: TestApp) {
        let mut ricardo = scherm(&app, RICARDO).await;
        ricardo.get("/beheer/post").await.toont("Er wordt nog geen postvak gelezen.");
        let (zend, ontvang) = kanalen_gezondheid();
        let taak = kanalen::gezondheid::volg(app.g.clone(), "burgerzaken".into(), "INBOX".into(), ontvang);
        zend.send_replace(kanalen::mail::imap::Health {
            trouble: Some("NO [AUTHENTICATIONFAILED]".into()),
            plain: Some("De mailserver kent deze naam en dit wachtwoord niet.".into()),
            ..Default::default()
        });
        drop(zend);
        taak.await;
        let pagina = ricardo.get("/beheer/post").await;
        pagina.toont("burgerzaken@proefdorp.example").toont("Werkt niet").toont("kent deze naam en dit wachtwoord niet");
        pagina.toont("Laatst gelukt: nog nooit").toont("Mislukt sinds").toont("AUTHENTICATIONFAILED");
    }
}

/// What a watcher tells.
fn kanalen_gezondheid() -> (
    testkit::tokio::sync::watch::Sender<kanalen::mail::imap::Health>,
    testkit::tokio::sync::watch::Receiver<kanalen::mail::imap::Health>,
) {
    testkit::tokio::sync::watch::channel(kanalen::mail::imap::Health::default())
}

#[test]
fn post_and_mailboxes_are_for_who_works_there() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut youssef = scherm(&app, YOUSSEF).await;
        assert_eq!(youssef.get("/beheer/post").await.status, StatusCode::FORBIDDEN);
        assert_eq!(youssef.get("/werk/post/onzin").await.status, StatusCode::NOT_FOUND);
        let mut niemand = app.client(werkplek::routes());
        assert!(niemand.get("/werk/post").await.naar().starts_with("/aanmelden"));
    });
}
