// SPDX-License-Identifier: EUPL-1.2
//! A mail as it was dressed, in its frame on the question page.

use http::{StatusCode, header};
use kernel::Actor;
use testkit::{
    TestApp, op_beide,
    proefdorp::{self, BART, FATIMA, RICARDO, TOM, mens},
};
use uuid::Uuid;
use vragen::{
    Antwoordkanaal, Kanaal, Vraag, Wie,
    accept::{Aanname, accept},
};

use crate::mensen::scherm;

const TRUCS: &str = "From: Jo <jo@voorbeeld.example>\r\nSubject: Paspoort\r\nMIME-Version: 1.0\r\n\
    Content-Type: text/html; charset=utf-8\r\n\r\n\
    <style>body{display:none}</style><p style=\"position:fixed\" onclick=\"alert(1)\">Mijn <b>paspoort</b> is kwijt.</p>\
    <script>alert(1)</script><img src=\"https://spion.example/p.gif\"><form action=\"https://spion.example\"><input name=\"bsn\"></form>\
    <iframe src=\"/werk\"></iframe><a href=\"javascript:alert(1)\">klik</a>\r\n";

/// Jo mails this, and it becomes a question.
async fn mailt(app: &TestApp, raw: &str, tekst: &str) -> (Vraag, Uuid) {
    let hash = app.g.blobs().put(raw.as_bytes().to_vec()).await.unwrap().to_string();
    let mut aanname = Aanname::new(Kanaal::Email, tekst, Antwoordkanaal::Email);
    "Jo Bakker".clone_into(&mut aanname.indiener.naam);
    "jo@voorbeeld.example".clone_into(&mut aanname.indiener.email);
    aanname.origineel.clone_from(&hash);
    let mut tx = app.begin().await;
    tx.blob_row(&hash, i64::try_from(raw.len()).unwrap()).await.unwrap();
    let ontvangst = accept(&mut tx, &*app.inr().await, &Wie::inwoner(), aanname).await.unwrap();
    tx.commit().await.unwrap();
    (ontvangst.vraag, ontvangst.contact)
}

/// Pages of the question and of the frame.
fn paden(v: &Vraag, contact: Uuid) -> (String, String) {
    let pad = format!("/werk/vraag/{}", kernel::nummer::format("PD", v.jaar(), v.volgnummer));
    (pad.clone(), format!("{pad}/mail/{contact}"))
}

op_beide! {
    async fn a_colleague_sees_the_mail_as_it_was_dressed_and_nothing_in_it_runs(app: TestApp) {
        let (v, contact) = mailt(&app, TRUCS, "Mijn paspoort is kwijt.").await;
        let (pad, kader) = paden(&v, contact);
        let mut fatima = scherm(&app, FATIMA).await;
        let pagina = fatima.get(&pad).await;
        pagina.toont("Toon opgemaakte mail").toont(&format!("src=\"{kader}\" sandbox=\"\"")).toont("title=\"Mail van Jo Bakker, ");

        let mail = fatima.get(&kader).await;
        assert_eq!(mail.status, StatusCode::OK);
        mail.toont("Mijn <b>paspoort</b> is kwijt.");
        let inhoud = mail.tekst.split_once("<body>").unwrap().1.to_lowercase();
        for slecht in ["script", "spion", "style", "onclick", "<form", "<input", "iframe", "display"] {
            assert!(!inhoud.contains(slecht), "{slecht}: {inhoud}");
        }
        let csp = mail.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        for deel in ["sandbox;", "default-src 'none'", "img-src data:", "form-action 'none'", "frame-ancestors 'self'"] {
            assert!(csp.contains(deel), "{deel}: {csp}");
        }
        assert!(!csp.contains("allow-"), "the sandbox has no holes: {csp}");
        assert_eq!(mail.headers[header::CACHE_CONTROL], "private, no-store");
    }

    async fn only_who_may_read_the_question_sees_its_mail(app: TestApp) {
        let (v, contact) = mailt(&app, TRUCS, "Ik zoek jeugdhulp voor mijn zoon.").await;
        assert!(v.afgeschermd);
        let (pad, kader) = paden(&v, contact);
        let mut tom = scherm(&app, TOM).await;
        assert_eq!(tom.get(&kader).await.status, StatusCode::OK);
        let mut bart = scherm(&app, BART).await;
        assert_eq!(bart.get(&kader).await.status, StatusCode::NOT_FOUND, "another team does not even learn that it exists");
        let mut niemand = app.client(werkplek::routes());
        assert!(niemand.get(&kader).await.naar().starts_with("/aanmelden"));

        // A contact of one question is not shown under the number of another.
        let (open, zijn) = mailt(&app, TRUCS, "Mijn paspoort is kwijt.").await;
        let (open_pad, _) = paden(&open, zijn);
        assert_eq!(bart.get(&format!("{open_pad}/mail/{contact}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(bart.get(&format!("{open_pad}/mail/onzin")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(bart.get(&format!("{pad}/mail/{zijn}")).await.status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn a_role_that_reads_no_questions_reads_no_mail() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let mut opzet = proefdorp::opzet();
        let bijna = opzet.medewerkers.iter().find(|m| m.id == RICARDO).unwrap().clone();
        let redacteur = mens(30);
        opzet.medewerkers.push(beheer::Medewerker {
            id: redacteur,
            rollen: vec!["redacteur".into(), "beheerder".into()],
            ..bijna
        });
        let mut tx = app.begin().await;
        beheer::schrijf(&mut tx, &Actor::Systeem("proef".into()), &opzet).await.unwrap();
        tx.commit().await.unwrap();
        beheer::herlees(&app.g).await.unwrap();
        let (v, contact) = mailt(&app, TRUCS, "Mijn paspoort is kwijt.").await;
        let mut client = scherm(&app, redacteur).await;
        assert_eq!(client.get(&paden(&v, contact).1).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_question_from_the_website_has_no_mail_to_show() {
    TestApp::run(|| async {
        let app = TestApp::sqlite().await;
        let v = crate::mensen::vraagt(&app, "Mijn paspoort is kwijt.", vragen::Indiener::default()).await;
        let mut tx = app.read().await;
        let contact = vragen::dossier::contacten(&mut tx, v.id).await.unwrap()[0].id;
        tx.rollback().await;
        let (pad, kader) = paden(&v, contact);
        let mut fatima = scherm(&app, FATIMA).await;
        fatima.get(&pad).await.toont_niet("Toon opgemaakte mail");
        assert_eq!(fatima.get(&kader).await.status, StatusCode::NOT_FOUND);
    });
}
