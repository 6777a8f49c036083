// SPDX-License-Identifier: EUPL-1.2
//! A mail becomes one contact and one question with owner, date and confirmation, however often and by whatever
//! way it comes.

use std::time::Duration;

use berichten::Weg;
use kanalen::mail::imap::{Cursor, Disposition, Sink as _};
use testkit::{TestApp, op_beide, proefdorp::FATIMA};
use vragen::{Antwoordkanaal, Kanaal, accept::TEKST_MAX};

use crate::hulp::*;

/// A mail with two files: one that we accept, and a program.
fn met_bestanden() -> String {
    van(
        "Jan <jan@voorbeeld.example>",
        "foto@x.example",
        "Kapotte stoep",
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n",
        "--B\r\nContent-Type: text/plain\r\n\r\nDe stoep is kapot.\r\n\
         --B\r\nContent-Type: application/pdf; name=brief.pdf\r\nContent-Disposition: attachment; filename=brief.pdf\r\n\r\n%PDF-1.4 proef\r\n%%EOF\r\n\
         --B\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=virus.exe\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA\r\n--B--",
    )
}

async fn nieuw(app: &TestApp) -> vragen::Vraag {
    vraag_van_laatste(app).await
}

/// Whether the confirmation of the newest question goes out by mail.
async fn krijgt_antwoord(app: &TestApp) -> bool {
    verstuur(app).await;
    let v = nieuw(app).await;
    let berichten = berichten_van(app, v.id).await;
    let bevestiging = berichten.iter().find(|b| b.soort == "ontvangstbevestiging").unwrap();
    bevestiging.weg == Weg::Email
}

op_beide! {
    async fn a_mail_is_a_question_with_an_owner_a_date_and_an_answer_in_the_same_thread(app: TestApp) {
        let bus = Bus::van(&app);
        let meer = "References: <oud@x.example> <ouder@x.example>\r\n";
        let raw = van("Jan de Vries <jan@voorbeeld.example>", "een@x.example", "Mijn paspoort", meer, "Is mijn paspoort klaar?");
        assert_eq!(bus.krijgt(&raw).await, Disposition::Kept);
        let v = nieuw(&app).await;
        assert_eq!((v.eigenaar.team.as_str(), v.kanaal, v.titel.as_str()), ("BZ", Kanaal::Email, "Mijn paspoort"));
        assert_eq!((v.ontvangen_op, v.antwoordkanaal), (app.nu(), Antwoordkanaal::Email));
        assert!(v.belofte.uiterlijk > app.nu());
        let i = indiener(&app, v.id).await;
        assert_eq!((i.naam.as_str(), i.email.as_str()), ("Jan de Vries", "jan@voorbeeld.example"));
        let [contact] = contacten(&app, v.id).await.try_into().unwrap();
        assert!(contact.van_inwoner && contact.inhoud == "Is mijn paspoort klaar?");
        assert_eq!(app.g.blobs().get(&contact.origineel).await.unwrap(), raw.as_bytes(), "the original, to the byte");
        verstuur(&app).await;
        let [mail] = mails_van(&app, v.id).await.try_into().unwrap();
        assert_eq!((mail.aan.as_str(), mail.automatisch), ("jan@voorbeeld.example", true));
        assert_eq!(mail.antwoord_op, "een@x.example");
        assert_eq!(mail.verwijzingen.last().unwrap(), "een@x.example");
        assert_eq!(mail.verwijzingen.len(), 3);
        assert!(mail.onderwerp.contains(&nummer(&v)) && mail.tekst.contains("/status"));
        klopt(&app).await;
    }

    async fn the_same_mail_is_one_contact_however_often_and_by_whatever_way_it_comes(app: TestApp) {
        let bus = Bus::van(&app);
        let raw = brief("een@x.example", "Mijn paspoort", "Is mijn paspoort klaar?");
        let zonder = "From: Jan <jan@voorbeeld.example>\r\nSubject: Zonder merk\r\n\r\nGeen Message-ID en geen datum.\r\n";
        bus.krijgt(&raw).await;
        bus.krijgt(zonder).await;
        verstuur(&app).await;
        let eerst = telling(&app).await;
        for map in ["INBOX", "Archief"] {
            assert_eq!(bus.in_map(BURGERZAKEN, map, &raw).await, Disposition::Known);
            assert_eq!(bus.in_map(BURGERZAKEN, map, zonder).await, Disposition::Known);
        }
        // After the numbers were made new.
        let mut weer = bus.opgehaald(BURGERZAKEN, "INBOX", raw.as_bytes());
        weer.uidvalidity = 8;
        assert_eq!(bus.sink().accept(weer).await.unwrap(), Disposition::Known);
        // By another route: what systems on the way wrote above it differs.
        let omweg = format!("Return-Path: <jan@voorbeeld.example>\r\nReceived: from a by b\r\nX-Spam: no\r\n{raw}");
        bus.sink().set_apart(bus.opgehaald(BURGERZAKEN, "INBOX", omweg.as_bytes()), "Niet verwerkt.").await.unwrap();
        verstuur(&app).await;
        let mut nu = telling(&app).await;
        for ((tabel, n), (_, was)) in nu.iter_mut().zip(&eerst) {
            // The bytes of the detour are kept until the sweeper comes.
            if *tabel == "blob" { *n = *was; }
        }
        assert_eq!(nu, eerst);
    }

    async fn two_mails_with_one_message_id_and_other_words_are_two_questions(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(brief("een@x.example", "Mijn paspoort", "Is mijn paspoort klaar?")).await;
        let eerste = nieuw(&app).await;
        bus.krijgt(van("Piet <piet@voorbeeld.example>", "een@x.example", "Mijn pas", "", "Is mijn pas klaar?")).await;
        let tweede = nieuw(&app).await;
        assert_ne!(eerste.id, tweede.id);
        assert_eq!(indiener(&app, tweede.id).await.email, "piet@voorbeeld.example");
        klopt(&app).await;
    }

    async fn a_mail_to_two_mailboxes_is_a_question_in_both(app: TestApp) {
        let bus = Bus::van(&app);
        let raw = brief("een@x.example", "Iets anders", "Dag allemaal");
        bus.in_map("gemeente", "INBOX", &raw).await;
        bus.in_map(BURGERZAKEN, "INBOX", &raw).await;
        let teams: Vec<_> = inkomend(&app).await.into_iter().map(|r| r.team).collect();
        assert_eq!(teams, ["KCC", "BZ"]);
    }

    async fn files_that_we_accept_come_along_and_the_others_stay_in_the_original(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(met_bestanden()).await;
        let v = nieuw(&app).await;
        let mut tx = app.read().await;
        let d = vragen::dossier::dossier(&mut tx, &app.wie(FATIMA).await, v.id).await.unwrap();
        tx.rollback().await;
        let namen: Vec<_> = d.tijdlijn.iter().filter_map(|s| match &s.inhoud {
            vragen::dossier::Inhoud::Contact(_, bijlagen) => Some(bijlagen.iter().map(|b| b.naam.clone()).collect::<Vec<_>>()),
            _ => None,
        }).flatten().collect();
        assert_eq!(namen, ["brief.pdf"]);
    }

    async fn ten_files_that_we_do_not_accept_do_not_push_out_one_that_we_do(app: TestApp) {
        let bus = Bus::van(&app);
        let logo = "--B\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=logo.bin\r\nContent-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA\r\n";
        bus.krijgt(met_bestanden().replacen("--B\r\nContent-Type: application/pdf", &format!("{}--B\r\nContent-Type: application/pdf", logo.repeat(12)), 1)).await;
        assert_eq!(telling(&app).await.into_iter().find(|(t, _)| *t == "bijlage").unwrap().1, 1);
    }

    async fn a_mail_without_words_and_one_with_too_many_are_taken_in(app: TestApp) {
        let bus = Bus::van(&app);
        for (id, onderwerp, tekst, verwacht) in [
            ("a@x.example", "Alleen een onderwerp", "", "Alleen een onderwerp"),
            ("b@x.example", "", "Alleen tekst", "Alleen tekst"),
            ("c@x.example", "", "", "(mail zonder tekst)"),
        ] {
            bus.krijgt(brief(id, onderwerp, tekst)).await;
            assert_eq!(contacten(&app, nieuw(&app).await.id).await[0].inhoud, verwacht);
        }
        bus.krijgt(brief("d@x.example", "Lang", &"woord ".repeat(TEKST_MAX))).await;
        let contact = contacten(&app, nieuw(&app).await.id).await.remove(0);
        assert!(contact.inhoud.chars().count() <= TEKST_MAX);
        assert!(app.g.blobs().get(&contact.origineel).await.unwrap().len() > TEKST_MAX);
        klopt(&app).await;
    }

    async fn an_address_that_cannot_be_written_to_gets_no_mail(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(van("Jan <jan@voorbeeld>", "a@x.example", "Paspoort", "", "Is mijn paspoort klaar?")).await;
        let v = nieuw(&app).await;
        assert_eq!((v.antwoordkanaal, indiener(&app, v.id).await.email.as_str()), (Antwoordkanaal::Geen, ""));
        assert!(!krijgt_antwoord(&app).await);
    }

    async fn machines_lists_and_ourselves_get_no_answer_and_are_questions_all_the_same(app: TestApp) {
        let bus = Bus::van(&app);
        let jan = "Jan <jan@voorbeeld.example>";
        for (n, (wie, meer)) in [
            (jan, "Auto-Submitted: auto-replied\r\n"),
            (jan, "Auto-Submitted: auto-generated\r\n"),
            (jan, "Precedence: bulk\r\n"),
            (jan, "List-Id: <nieuws.voorbeeld.example>\r\n"),
            (jan, "X-Auto-Response-Suppress: All\r\n"),
            (jan, "Return-Path: <>\r\n"),
            ("noreply@voorbeeld.example", ""),
            ("Balie <balie@proefdorp.example>", ""),
        ].into_iter().enumerate() {
            bus.krijgt(van(wie, &format!("m{n}@x.example"), "Paspoort", meer, "Uw bestelling is onderweg.")).await;
            assert!(!krijgt_antwoord(&app).await, "{wie} {meer}");
        }
        bus.krijgt(brief("mens@x.example", "Paspoort", "Is mijn paspoort klaar?")).await;
        assert!(krijgt_antwoord(&app).await, "a person does get one");
    }

    async fn an_address_gets_one_automatic_answer_a_day(app: TestApp) {
        let bus = Bus::van(&app);
        bus.krijgt(brief("a@x.example", "Eerste", "Een vraag")).await;
        assert!(krijgt_antwoord(&app).await);
        bus.krijgt(brief("b@x.example", "Tweede", "Nog een vraag")).await;
        assert!(!krijgt_antwoord(&app).await);
        bus.krijgt(van("Piet <piet@voorbeeld.example>", "c@x.example", "Derde", "", "Van een ander")).await;
        assert!(krijgt_antwoord(&app).await);
        app.clock.advance(Duration::from_hours(24));
        bus.krijgt(brief("d@x.example", "Vierde", "Een dag later")).await;
        assert!(krijgt_antwoord(&app).await);
    }

    async fn the_place_in_the_folder_moves_on_with_every_mail_and_never_back(app: TestApp) {
        let bus = Bus::van(&app);
        assert_eq!(bus.stand(BURGERZAKEN, "INBOX").await, None);
        bus.sink().begin(BURGERZAKEN, "INBOX", Cursor { uidvalidity: 7, uidnext: 1 }).await.unwrap();
        let eerste = bus.opgehaald(BURGERZAKEN, "INBOX", brief("a@x.example", "Een", "Een").as_bytes());
        let tweede = bus.opgehaald(BURGERZAKEN, "INBOX", brief("b@x.example", "Twee", "Twee").as_bytes());
        bus.sink().accept(tweede).await.unwrap();
        bus.sink().accept(eerste.clone()).await.unwrap();
        assert_eq!(bus.stand(BURGERZAKEN, "INBOX").await, Some(Cursor { uidvalidity: 7, uidnext: 3 }));
        let ander = kanalen::mail::imap::Fetched { uidvalidity: 6, uid: 900, ..eerste };
        bus.sink().accept(ander).await.unwrap();
        assert_eq!(bus.stand(BURGERZAKEN, "INBOX").await, Some(Cursor { uidvalidity: 7, uidnext: 3 }));
        let apart = bus.opgehaald(BURGERZAKEN, "INBOX", b"niets");
        bus.sink().set_apart(apart, "Niet verwerkt.").await.unwrap();
        assert_eq!(bus.stand(BURGERZAKEN, "INBOX").await, Some(Cursor { uidvalidity: 7, uidnext: 4 }));
        assert_eq!(bus.stand(BURGERZAKEN, "Archief").await, None);
    }
}
