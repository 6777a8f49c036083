// SPDX-License-Identifier: EUPL-1.2
//! The whole way of a mail, with nothing played: a mail program (SMTP), a mailbox (Dovecot, IMAP with IDLE), the
//! workers, the pages of the employee and of the resident, and back.

use std::{sync::Arc, time::Duration};

use berichten::{
    opstellen::Opsteller,
    server::Login,
    smtp::Mailer,
    testing::Received,
    versturen::{Postbode, Weg},
    volgen::Meldingen,
};
use kanalen::{
    apart::{self, Kijker},
    gezondheid::{self, Stand},
    intake::Brievenbus,
    mail::imap::{Mailbox, Pace, Watcher},
    testing::{Dovecot, PostOffice},
};
use kernel::{Page, dutch};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor, message::header::ContentType,
};
use mail_parser::{Message as Gelezen, MessageParser};
use storage::{Consumers, consumers, jobs, params};
use testkit::{
    Client, TestApp, op_beide,
    proefdorp::{FATIMA, SANNE},
    tokio::{self, task::JoinSet, time::Instant},
};
use vragen::Vraag;
use web::{Config, LimitConfig};

use crate::{hulp::*, melding::dsn};

/// Waiting longer than this is failing; it measures nothing.
const GEDULD: Duration = Duration::from_secs(30);
/// The clock of the municipality goes on, about as fast as ours.
const TIK: Duration = Duration::from_millis(2);

/// A municipality at work: a post office, two mailboxes that are watched, and everything that works beside the
/// pages.
struct Reis {
    app: TestApp,
    kantoor: PostOffice,
    werk: JoinSet<()>,
}

impl Drop for Reis {
    fn drop(&mut self) {
        self.app.g.stop();
    }
}

impl Reis {
    /// `None` on a machine without Dovecot.
    async fn begint(app: TestApp) -> Option<Self> {
        let kantoor = PostOffice::start().await?;
        let limits = LimitConfig { sends: 0, codes: 0, sign_ins: 0 };
        let config =
            Config { limits, public_url: "https://proefdorp.example".to_owned(), ..Config::default() };
        let app = app.with(config, &portaal::text_sources()).await;
        let mut werk = JoinSet::new();
        let (g, mailer) = (app.g.clone(), Mailer::new(kantoor.smtp_server(), Login::None, "proef").unwrap());
        werk.spawn(async move {
            let postbode = Postbode {
                g: g.clone(),
                weg: Weg::Smtp(mailer),
                afzender: "gemeente@proefdorp.example".to_owned(),
                naam: "Gemeente Proefdorp".to_owned(),
            };
            let handlers = jobs::Handlers::new().with(Opsteller(g.clone())).with(postbode);
            jobs::work(g.db(), &handlers, g.stopped()).await;
        });
        let clock = app.clock.clone();
        werk.spawn(async move {
            loop {
                tokio::time::sleep(TIK).await;
                clock.advance(TIK);
            }
        });
        let g = app.g.clone();
        werk.spawn(async move {
            consumers::run(g.db(), &Consumers::new().with(Meldingen), g.stopped()).await;
        });
        let mut reis = Self { app, kantoor, werk };
        for postvak in [BURGERZAKEN, "gemeente"] {
            reis.kijkt(postvak, "INBOX").await;
        }
        Some(reis)
    }

    /// Watches a folder from now on.
    async fn kijkt(&mut self, postvak: &str, map: &str) {
        let mailbox = Mailbox {
            postvak: postvak.to_owned(),
            server: self.kantoor.dovecot.server(),
            login: Dovecot::login(postvak),
            folder: map.to_owned(),
            moved_to: None,
            since: None,
            pace: Pace { pause: Duration::from_millis(50), ..Pace::default() },
        };
        let sink = Arc::new(Brievenbus { g: self.app.g.clone() });
        let watcher = Watcher::new(mailbox, sink, Arc::new(self.app.clock.clone()));
        let mut health = watcher.health();
        let volgt = gezondheid::volg(self.app.g.clone(), postvak.to_owned(), map.to_owned(), health.clone());
        self.werk.spawn(volgt);
        self.werk.spawn(watcher.run());
        let open = tokio::time::timeout(GEDULD, health.wait_for(|h| h.up_to_date)).await;
        open.expect("the mailbox opens in time").unwrap();
    }

    /// Waits for something to be there.
    async fn tot<T>(&self, wat: &str, mut kijk: impl AsyncFnMut() -> Option<T>) -> T {
        let begin = Instant::now();
        loop {
            if let Some(gezien) = kijk().await {
                return gezien;
            }
            assert!(begin.elapsed() < GEDULD, "not in time: {wat}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Waits until this many mails are taken in; gives the newest.
    async fn ingenomen(&self, aantal: usize) -> Rij {
        self.tot("a mail is taken in", async || {
            let mut alle = inkomend(&self.app).await;
            assert!(alle.len() <= aantal, "{} mails instead of {aantal}", alle.len());
            (alle.len() == aantal).then(|| alle.pop()).flatten()
        })
        .await
    }

    /// Hands a mail to the post office, as the mail program of somebody does.
    async fn verstuurt(&self, mail: Message) {
        let smtp = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("localhost")
            .port(self.kantoor.smtp_server().port)
            .build();
        smtp.send(mail).await.unwrap();
    }

    /// The n-th mail of ours to this address, from 1.
    async fn ontvangt(&self, adres: &str, n: usize) -> Received {
        self.tot("a mail of ours arrives", async || {
            let alle = self.kantoor.smtp.received();
            alle.into_iter().filter(|m| m.to.iter().any(|a| a == adres)).nth(n - 1)
        })
        .await
    }

    /// Waits until nothing is owed any more; gives the number of mails that went through the post office.
    async fn rust(&self) -> usize {
        self.tot("everything that is owed is done", async || {
            let mut tx = self.app.read().await;
            let sql = "SELECT CAST(count(*) AS bigint) FROM job WHERE state = 'bezig' OR (state = 'wacht' AND run_at <= $1)";
            let open = tx.one::<i64>(sql, params![self.app.nu()]).await.unwrap();
            tx.rollback().await;
            (open == 0).then_some(())
        })
        .await;
        self.kantoor.smtp.received().len()
    }

    async fn als(&self, wie: uuid::Uuid) -> Client {
        let mut client = self.app.client(portaal::routes().merge(werkplek::routes()));
        client.meld_aan(wie).await;
        client
    }
}

/// A mail of a resident.
fn mail(van: &str, aan: &str, id: &str, onderwerp: &str) -> lettre::message::MessageBuilder {
    Message::builder()
        .from(van.parse().unwrap())
        .to(aan.parse().unwrap())
        .message_id(Some(format!("<{id}>")))
        .subject(onderwerp)
}

fn lees_mail(m: &Received) -> Gelezen<'_> {
    MessageParser::default().parse(&m.data).unwrap()
}

fn kop(m: &Received, naam: &str) -> String {
    let gelezen = lees_mail(m);
    gelezen.header_raw(naam).unwrap_or_default().trim().to_owned()
}

fn tekst(m: &Received) -> String {
    lees_mail(m).body_text(0).unwrap().replace('\r', "")
}

const JAN: &str = "Jan de Vries <jan@voorbeeld.example>";

/// Jan writes; his question stands in the worklist, and he has a confirmation.
async fn jan_schrijft(reis: &Reis) -> (Vraag, Received) {
    let app = &reis.app;
    let mut fatima = reis.als(FATIMA).await;
    fatima.get("/werk/voorraad/BZ").await.toont_niet("Mijn paspoort is verlopen");
    let brief =
        mail(JAN, "burgerzaken@proefdorp.example", "een@voorbeeld.example", "Mijn paspoort is verlopen")
            .header(ContentType::TEXT_PLAIN)
            .body("Goedemiddag, wat moet ik meenemen?".to_owned())
            .unwrap();
    let begin = Instant::now();
    reis.verstuurt(brief).await;
    reis.tot("the question stands in the worklist", async || {
        fatima.get("/werk/voorraad/BZ").await.tekst.contains("Mijn paspoort is verlopen").then_some(())
    })
    .await;
    println!("from the mail program to the worklist: {} ms", begin.elapsed().as_millis());
    let v = vraag_van_laatste(app).await;
    assert_eq!((v.eigenaar.team.as_str(), v.eigenaar.medewerker), ("BZ", None));

    let bevestiging = reis.ontvangt("jan@voorbeeld.example", 1).await;
    println!("from the mail program to the confirmation: {} ms", begin.elapsed().as_millis());
    assert_eq!(kop(&bevestiging, "Auto-Submitted"), "auto-replied");
    assert_eq!(kop(&bevestiging, "In-Reply-To"), "<een@voorbeeld.example>");
    assert!(kop(&bevestiging, "References").contains("<een@voorbeeld.example>"));
    let woorden = tekst(&bevestiging);
    let code = kernel::volgcode::derive(&app.g.keys().purpose("volgcode"), v.id.uuid());
    for deel in [
        nummer(&v),
        dutch::datetime_long(v.belofte.uiterlijk),
        code.clone(),
        "https://proefdorp.example/status".to_owned(),
    ] {
        assert!(woorden.contains(&deel), "{deel}: {woorden}");
    }
    // The link leads to the question.
    let mut jan = app.client(portaal::routes());
    let open = jan.post("/status", &[("nummer", &nummer(&v)), ("volgcode", &code)]).await;
    let naar = open.naar().to_owned();
    jan.get(&naar).await.toont("Het team Burgerzaken");
    (v, bevestiging)
}

/// Fatima answers on the page; the answer arrives in the thread.
async fn fatima_antwoordt(reis: &Reis, v: &Vraag, bevestiging: &Received) -> Received {
    let mut fatima = reis.als(FATIMA).await;
    let pad = format!("/werk/vraag/{}", nummer(v));
    fatima.post(&format!("{pad}/oppakken"), &[]).await;
    let antwoord = [("kanaal", "e-mail"), ("tekst", "Neem uw oude paspoort mee."), ("stap", "klaar")];
    let gedaan = fatima.post(&format!("{pad}/antwoord"), &antwoord).await;
    assert_eq!(gedaan.naar(), format!("{pad}?klaar=antwoord"), "{}", gedaan.tekst);
    let antwoord = reis.ontvangt("jan@voorbeeld.example", 2).await;
    assert!(tekst(&antwoord).contains("Neem uw oude paspoort mee."));
    assert_eq!(kop(&antwoord, "Auto-Submitted"), "", "a person wrote it");
    assert_eq!(kop(&antwoord, "In-Reply-To"), "<een@voorbeeld.example>");
    assert!(kop(&antwoord, "References").contains(&kop(bevestiging, "Message-ID")));
    let token = berichten::token::candidate(&kop(&antwoord, "Message-ID")).unwrap();
    assert!(kop(&antwoord, "Reply-To").contains(&token) && antwoord.from.contains(&token));
    antwoord
}

/// Jan presses "answer" in his mail program.
async fn jan_antwoordt(reis: &Reis, v: &Vraag, antwoord: &Received, aantal: usize) {
    let gelezen = lees_mail(antwoord);
    let terug = gelezen.reply_to().unwrap().first().unwrap().address().unwrap().to_owned();
    let onderwerp = format!("Re: {}", gelezen.subject().unwrap());
    let id = kop(antwoord, "Message-ID");
    let reactie = mail(JAN, &terug, "twee@voorbeeld.example", &onderwerp)
        .in_reply_to(id.clone())
        .references(format!(
            "{} {id}",
            kop(antwoord, "References").split_whitespace().collect::<Vec<_>>().join(" ")
        ))
        .header(ContentType::TEXT_PLAIN)
        .body(format!(
            "En een pasfoto?\r\n\r\nOp 24 november 2026 schreef Gemeente Proefdorp:\r\n> {}",
            tekst(antwoord).replace('\n', "\r\n> ")
        ))
        .unwrap();
    reis.verstuurt(reactie).await;
    let rij = reis.ingenomen(aantal).await;
    assert_eq!((rij.vraag, rij.reden.as_str()), (Some(v.id.uuid()), "mail-token"));
    let contact = contacten(&reis.app, v.id).await.pop().unwrap();
    assert_eq!(contact.inhoud, "En een pasfoto?");
    let mut fatima = reis.als(FATIMA).await;
    fatima.get(&format!("/werk/vraag/{}", nummer(v))).await.toont("En een pasfoto?");
    // He hears that we go on, in his thread.
    let weer = reis.ontvangt("jan@voorbeeld.example", 3).await;
    assert_eq!(
        (kop(&weer, "In-Reply-To").as_str(), kop(&weer, "Auto-Submitted").as_str()),
        ("<twee@voorbeeld.example>", "auto-replied")
    );
}

async fn vragen(reis: &Reis) -> i64 {
    telling(&reis.app).await.into_iter().find(|(t, _)| *t == "vraag").unwrap().1
}

/// What mail systems and machines send: events and items for a person, never an answer.
async fn machines_schrijven(reis: &Reis, v: &Vraag, antwoord: &Received, aantal: usize) -> usize {
    let voor = reis.rust().await;
    let dovecot = &reis.kantoor.dovecot;
    let id = kop(antwoord, "Message-ID");
    let bounce = dsn(id.trim_matches(['<', '>']), &antwoord.from, "jan@voorbeeld.example");
    dovecot.deliver("gemeente", bounce.as_bytes()).await;
    let rij = reis.ingenomen(aantal + 1).await;
    assert_eq!((rij.uitkomst.as_str(), rij.vraag), ("bezorging", Some(v.id.uuid())));
    assert!(gebeurtenissen(&reis.app).await.contains(&"bericht.niet-bezorgd".to_owned()));
    let mut tx = reis.app.read().await;
    let dag = vragen::lijst::dag(&mut tx, &reis.app.wie(FATIMA).await).await.unwrap();
    assert!(
        dag.taken.iter().any(|t| t.soort == "bericht-niet-bezorgd" && t.vraag == v.id.uuid()),
        "a task for the owner"
    );
    tx.rollback().await;
    let mut fatima = reis.als(FATIMA).await;
    fatima.get("/werk").await.toont("Ons bericht kwam niet aan");

    let vreemd = dsn("nooit@elders.example", "gemeente@proefdorp.example", "piet@weg.example")
        .replace("dsn-", "vreemd-");
    dovecot.deliver("gemeente", vreemd.as_bytes()).await;
    let rij = reis.ingenomen(aantal + 2).await;
    assert_eq!((rij.uitkomst.as_str(), rij.team.as_str()), ("quarantaine", "KCC"));
    let mut tx = reis.app.read().await;
    let sanne = reis.app.wie(SANNE).await;
    let lijst = apart::lijst(&mut tx, Kijker::Medewerker(&sanne), Page::new(1)).await.unwrap();
    assert_eq!(lijst.items.len(), 1, "an item for the owner of the mailbox");
    tx.rollback().await;

    let weg = van(
        JAN,
        "weg@voorbeeld.example",
        "Automatisch antwoord: iets",
        &format!("Auto-Submitted: auto-replied\r\nIn-Reply-To: {id}\r\n"),
        "Ik ben op vakantie.",
    );
    dovecot.deliver("gemeente", weg.as_bytes()).await;
    assert_eq!(reis.ingenomen(aantal + 3).await.uitkomst, "bezorging");
    // Another municipality's machine that answers ours with a new thread each time.
    for n in 0..3 {
        let lus = van(
            "Loket <loket@elders.example>",
            &format!("lus{n}@elders.example"),
            "Uw bericht is ontvangen",
            "Auto-Submitted: auto-replied\r\n",
            "Dank voor uw bericht.",
        );
        dovecot.deliver("gemeente", lus.as_bytes()).await;
        reis.ingenomen(aantal + 4 + n).await;
    }
    assert_eq!(reis.rust().await, voor, "no machine was answered");
    aantal + 6
}

/// Somebody who knows the number, and nothing else.
async fn dief_schrijft(reis: &Reis, v: &Vraag, aantal: usize) {
    let voor = (indiener(&reis.app, v.id).await, contacten(&reis.app, v.id).await.len(), vragen(reis).await);
    let brief = mail(
        "Dief <dief@elders.example>",
        "gemeente@proefdorp.example",
        "dief@elders.example",
        &format!("Re: ({})", nummer(v)),
    )
    .header(ContentType::TEXT_PLAIN)
    .body("Stuur mij het antwoord op dit adres.".to_owned())
    .unwrap();
    reis.verstuurt(brief).await;
    let rij = reis.ingenomen(aantal).await;
    assert!(rij.vraag != Some(v.id.uuid()) && rij.reden.contains(&nummer(v)));
    let brief = reis.ontvangt("dief@elders.example", 1).await;
    for geheim in ["paspoort", "Jan", "Fatima", "pasfoto"] {
        assert!(
            !brief.text().contains(geheim) && !tekst(&brief).contains(geheim),
            "{geheim}: {}",
            tekst(&brief)
        );
    }
    reis.rust().await;
    let na = (indiener(&reis.app, v.id).await, contacten(&reis.app, v.id).await.len(), vragen(reis).await);
    assert_eq!(na, (voor.0, voor.1, voor.2 + 1));
}

/// Mail that is the same, and mail that only looks the same.
async fn dubbel_en_los(reis: &mut Reis, aantal: usize) {
    let zonder =
        "From: Els <els@voorbeeld.example>\r\nSubject: Zonder merk\r\n\r\nGeen Message-ID en geen datum.\r\n";
    reis.kantoor.dovecot.deliver(BURGERZAKEN, zonder.as_bytes()).await;
    assert_eq!(reis.ingenomen(aantal + 1).await.uitkomst, "contact");
    let ander = van(
        "Els <els@voorbeeld.example>",
        "een@voorbeeld.example",
        "Iets anders",
        "",
        "Een heel andere vraag.",
    );
    reis.kantoor.dovecot.deliver(BURGERZAKEN, ander.as_bytes()).await;
    assert_eq!(reis.ingenomen(aantal + 2).await.uitkomst, "contact", "other content is another mail");

    reis.rust().await;
    let voor = telling(&reis.app).await;
    reis.kantoor.dovecot.copy_all(BURGERZAKEN, "Archief");
    reis.kijkt(BURGERZAKEN, "Archief").await;
    reis.kantoor.dovecot.renumber(BURGERZAKEN).await;
    reis.tot("all mail is looked at again under its new numbers", async || {
        let mut tx = reis.app.read().await;
        let sql = "SELECT uidnext FROM postvak_stand WHERE postvak_id = $1 AND map = 'INBOX' AND uidvalidity = 1000000001";
        let uidnext = tx.optional::<i64>(sql, params![BURGERZAKEN]).await.unwrap();
        tx.rollback().await;
        uidnext.filter(|n| *n > 3)
    })
    .await;
    reis.rust().await;
    assert_eq!(telling(&reis.app).await, voor, "nothing is new");
}

/// The server goes away and comes back: whoever looks can see it, and no mail is lost.
async fn server_valt_uit(reis: &mut Reis, aantal: usize) {
    reis.kantoor.dovecot.stop();
    let stand = async |reis: &Reis, wil: Stand| {
        reis.tot("the state of the mailbox", async || {
            let mut tx = reis.app.read().await;
            let alle = kanalen::gezondheid(&mut tx).await.unwrap();
            tx.rollback().await;
            alle.into_iter().find(|g| g.postvak == "gemeente" && g.stand(reis.app.nu()) == wil)
        })
        .await
    };
    let g = stand(&*reis, Stand::Mislukt).await;
    assert!(g.fout.starts_with("De ") && g.mislukt_sinds.is_some() && g.laatste_post.is_some(), "{}", g.fout);
    reis.kantoor.dovecot.up().await;
    let g = stand(&*reis, Stand::Goed).await;
    assert!(g.mislukt_sinds.is_none() && !g.fout.is_empty());
    reis.kantoor
        .dovecot
        .deliver(
            "gemeente",
            van("Els <els@voorbeeld.example>", "na@voorbeeld.example", "Daarna", "", "Bent u er weer?")
                .as_bytes(),
        )
        .await;
    assert_eq!(reis.ingenomen(aantal + 1).await.uitkomst, "contact");
}

op_beide! {
    async fn a_mail_goes_from_the_mail_program_to_the_answer_and_comes_back_to_the_same_question(app: TestApp) {
        let Some(mut reis) = Reis::begint(app).await else { return };
        let (v, bevestiging) = jan_schrijft(&reis).await;
        let antwoord = fatima_antwoordt(&reis, &v, &bevestiging).await;
        jan_antwoordt(&reis, &v, &antwoord, 2).await;
        assert_eq!(vragen(&reis).await, 1, "no new question");
        let aantal = machines_schrijven(&reis, &v, &antwoord, 2).await;
        dief_schrijft(&reis, &v, aantal + 1).await;
        dubbel_en_los(&mut reis, aantal + 1).await;
        server_valt_uit(&mut reis, aantal + 3).await;
        reis.rust().await;
        klopt(&reis.app).await;
    }
}
