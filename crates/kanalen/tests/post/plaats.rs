// SPDX-License-Identifier: EUPL-1.2
//! To which question a mail belongs: the reply to its own, a stranger never to somebody else's.

use berichten::token;
use testkit::{TestApp, op_beide, proefdorp::FATIMA};
use vragen::{Kanaal, Toestand, VraagId, answer::Antwoord};

use crate::{hulp::*, melding::bevestigd};

const JAN: &str = "Jan de Vries <jan@voorbeeld.example>";

async fn beantwoord(app: &TestApp, id: VraagId) {
    let fatima = app.wie(FATIMA).await;
    let mut tx = app.begin().await;
    vragen::answer::answer(
        &mut tx,
        &*app.inr().await,
        &fatima,
        id,
        Antwoord::new(Kanaal::Email, "Uw paspoort ligt klaar."),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    verstuur(app).await;
}

/// Number of questions.
async fn vragen(app: &TestApp) -> i64 {
    telling(app).await.into_iter().find(|(t, _)| *t == "vraag").unwrap().1
}

op_beide! {
    async fn a_reply_comes_home_by_its_token_and_only_its_new_words_are_shown(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, terug) = bevestigd(&app, &bus).await;
        let aan = format!("In-Reply-To: <{}>\r\n", bericht.message_id);
        bus.krijgt(van(JAN, "r1@x.example", "Re: iets", &aan, "Hij is rood.\r\n\r\nOp 24 november 2026 schreef Gemeente Proefdorp:\r\n> Wij hebben uw vraag")).await;
        let rij = laatste(&app).await;
        assert_eq!((rij.vraag, rij.reden.as_str()), (Some(v.id.uuid()), "mail-token"));
        let contact = contacten(&app, v.id).await.pop().unwrap();
        assert_eq!((contact.id, contact.inhoud.as_str()), (rij.contact.unwrap(), "Hij is rood."));
        // By the address alone, from somebody else: the same question, and nothing about who asked changes.
        let voor = indiener(&app, v.id).await;
        bus.krijgt(van("Annie <annie@voorbeeld.example>", "r2@x.example", "Re: iets", &format!("Cc: {}\r\n", terug.to_uppercase()), "Ik ben zijn vrouw.")).await;
        assert_eq!(laatste(&app).await.vraag, Some(v.id.uuid()));
        assert_eq!(indiener(&app, v.id).await, voor);
        assert_eq!((contacten(&app, v.id).await.len(), vragen(&app).await), (3, 1));
        klopt(&app).await;
    }

    async fn without_a_token_only_who_asked_comes_home_by_thread_or_number(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, ..) = bevestigd(&app, &bus).await;
        bus.krijgt(van(JAN, "r1@x.example", "Nog iets", "References: <eerste@x.example>\r\n", "Bij mijn vraag.")).await;
        assert_eq!((laatste(&app).await.vraag, laatste(&app).await.reden.as_str()), (Some(v.id.uuid()), "mail-verwijzing"));
        // A mail that answers a mail we never got, but that was named before.
        bus.krijgt(van(JAN, "r2@x.example", "Nog iets", "References: <nooit@x.example> <eerste@x.example>\r\n", "Weer iets.")).await;
        bus.krijgt(van(JAN, "r3@x.example", "Nog iets", "In-Reply-To: <nooit@x.example>\r\n", "En nog iets.")).await;
        assert_eq!(laatste(&app).await.vraag, Some(v.id.uuid()));
        let onderwerp = format!("Over {} a.u.b.", nummer(&v));
        bus.krijgt(van("JAN@voorbeeld.example", "r4@x.example", &onderwerp, "", "Met het nummer.")).await;
        assert_eq!((laatste(&app).await.vraag, laatste(&app).await.reden.as_str()), (Some(v.id.uuid()), "mail-nummer"));
        assert_eq!(vragen(&app).await, 1);
    }

    async fn a_stranger_with_the_number_gets_nothing_of_the_question_and_changes_nothing_of_it(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, _) = bevestigd(&app, &bus).await;
        let (voor, woorden) = (indiener(&app, v.id).await, contacten(&app, v.id).await.len());
        let onderwerp = format!("Re: {} ({})", bericht.onderwerp, nummer(&v));
        bus.krijgt(van("Dief <dief@elders.example>", "d@x.example", &onderwerp, "References: <eerste@x.example>\r\n", "Stuur mij alles en wijzig het adres.")).await;
        let rij = laatste(&app).await;
        assert_ne!(rij.vraag, Some(v.id.uuid()));
        assert_eq!(rij.reden, format!("Hoort misschien bij {}.", nummer(&v)), "the owner is told");
        verstuur(&app).await;
        let zijn = mails_van(&app, rij.vraag.unwrap().into()).await;
        assert_eq!((zijn.len(), zijn[0].aan.as_str()), (1, "dief@elders.example"));
        assert!(!zijn[0].tekst.contains("Is mijn paspoort klaar?") && !zijn[0].tekst.contains("Jan"), "{}", zijn[0].tekst);
        let code = kernel::volgcode::derive(&app.g.keys().purpose("volgcode"), v.id.uuid());
        assert!(!zijn[0].tekst.contains(&code));
        assert_eq!((indiener(&app, v.id).await, contacten(&app, v.id).await.len()), (voor, woorden));
        assert_eq!(mails_van(&app, v.id).await.len(), 1);
        klopt(&app).await;
    }

    async fn a_notice_of_absence_is_no_contact_and_gets_no_answer(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, terug) = bevestigd(&app, &bus).await;
        let mails = mails_van(&app, v.id).await.len();
        let meer = format!("Auto-Submitted: auto-replied\r\nIn-Reply-To: <{}>\r\n", bericht.message_id);
        bus.krijgt(van(JAN, "weg@x.example", "Automatisch antwoord: iets", &meer, "Ik ben op vakantie.")).await;
        assert_eq!((laatste(&app).await.uitkomst.as_str(), laatste(&app).await.vraag), ("bezorging", Some(v.id.uuid())));
        // A program that says so only in the subject.
        bus.krijgt(van(JAN, "weg2@x.example", "Out of office: iets", &format!("To: {terug}\r\n"), "Ik ben weg.")).await;
        assert_eq!(laatste(&app).await.uitkomst, "bezorging");
        verstuur(&app).await;
        assert_eq!((contacten(&app, v.id).await.len(), mails_van(&app, v.id).await.len()), (1, mails));
    }

    async fn what_a_machine_adds_opens_the_question_and_is_not_answered_by_a_machine(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, _) = bevestigd(&app, &bus).await;
        beantwoord(&app, v.id).await;
        let mails = mails_van(&app, v.id).await.len();
        let meer = format!("Auto-Submitted: auto-generated\r\nIn-Reply-To: <{}>\r\n", bericht.message_id);
        bus.krijgt(van(JAN, "m@x.example", "Zaak 12 gewijzigd", &meer, "Uw melding is geregistreerd.")).await;
        verstuur(&app).await;
        assert_eq!(lees(&app, v.id).await.toestand, Toestand::Open);
        assert_eq!(mails_van(&app, v.id).await.len(), mails, "two machines must not talk");
        // A person does hear that we go on.
        beantwoord(&app, v.id).await;
        let mails = mails_van(&app, v.id).await.len();
        let meer = format!("In-Reply-To: <{}>\r\n", bericht.message_id);
        bus.krijgt(van(JAN, "p@x.example", "Re: iets", &meer, "Het is niet opgelost.")).await;
        verstuur(&app).await;
        let alle = mails_van(&app, v.id).await;
        assert_eq!((alle.len(), alle.last().unwrap().soort.as_str()), (mails + 1, "weer-open"));
        assert_eq!(alle.last().unwrap().antwoord_op, "p@x.example");
        klopt(&app).await;
    }

    async fn a_copy_of_our_own_mail_is_passed_over_and_our_mail_with_other_words_is_read(app: TestApp) {
        let bus = Bus::van(&app);
        let (v, bericht, _) = bevestigd(&app, &bus).await;
        // As it lies in the folder of sent mail.
        bus.krijgt(van("Gemeente <burgerzaken@proefdorp.example>", &bericht.message_id, &bericht.onderwerp, "", &bericht.tekst)).await;
        assert_eq!((laatste(&app).await.uitkomst.as_str(), laatste(&app).await.vraag), ("genegeerd", Some(v.id.uuid())));
        // Sent back by the resident as it was.
        bus.krijgt(van(JAN, &bericht.message_id, &bericht.onderwerp, "", &bericht.tekst.replace('\n', "\r\n"))).await;
        assert_eq!(laatste(&app).await.uitkomst, "genegeerd");
        // Sent back by a program that keeps the id, with words of the resident.
        bus.krijgt(van(JAN, &bericht.message_id, &bericht.onderwerp, "", "Dit klopt niet, ik heb een andere vraag.")).await;
        assert_eq!((laatste(&app).await.uitkomst.as_str(), laatste(&app).await.vraag), ("contact", Some(v.id.uuid())));
        klopt(&app).await;
    }

    async fn a_token_of_a_question_that_is_gone_is_worth_nothing_and_loses_nothing(app: TestApp) {
        let bus = Bus::van(&app);
        let token = token::make(&app.g.keys().purpose("mail-token"), testkit::proefdorp::mens(99));
        let id = token::message_id(&token, 1, "localhost");
        bus.krijgt(van(JAN, "r@x.example", "Re: oud", &format!("In-Reply-To: <{id}>\r\n"), "Antwoord op iets van voor de ramp.")).await;
        assert_eq!(contacten(&app, vraag_van_laatste(&app).await.id).await.len(), 1);
        bus.krijgt(van("Gemeente <burgerzaken@proefdorp.example>", &id, "Oud", "", "Onze oude mail.")).await;
        assert_eq!((laatste(&app).await.uitkomst.as_str(), laatste(&app).await.vraag), ("genegeerd", None));
        let vals = token::make(&[1; 32], vraag_van(&app).await);
        bus.krijgt(van("Dief <dief@elders.example>", "v@x.example", "Re: iets", &format!("In-Reply-To: <vraag.{vals}.1@localhost>\r\n"), "Ik heb een eigen zegel.")).await;
        assert_eq!(vragen(&app).await, 2, "a seal of somebody else opens nothing");
    }
}

/// Some question.
async fn vraag_van(app: &TestApp) -> uuid::Uuid {
    inkomend(app).await.into_iter().find_map(|r| r.vraag).unwrap()
}
