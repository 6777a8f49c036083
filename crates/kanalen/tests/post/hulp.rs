// SPDX-License-Identifier: EUPL-1.2
//! A letterbox to put mail in, and ways to see what came of it.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use berichten::{
    Bericht,
    versturen::{Postbode, Weg},
};
use kanalen::{
    intake::Brievenbus,
    mail::imap::{Cursor, Disposition, Fetched, Sink as _},
};
use kernel::TestClock;
use storage::{jobs, params, row};
use testkit::TestApp;
use uuid::Uuid;
use vragen::{Indiener, Vraag, VraagId, Wie, dossier};

/// Postbox of Burgerzaken.
pub const BURGERZAKEN: &str = "burgerzaken";

/// A mail of Jan.
pub fn brief(id: &str, onderwerp: &str, tekst: &str) -> String {
    van("Jan de Vries <jan@voorbeeld.example>", id, onderwerp, "", tekst)
}

/// A mail of anybody; `meer` are more header lines, each with its line end.
pub fn van(wie: &str, id: &str, onderwerp: &str, meer: &str, tekst: &str) -> String {
    format!(
        "Message-ID: <{id}>\r\nFrom: {wie}\r\nTo: burgerzaken@proefdorp.example\r\nSubject: {onderwerp}\r\n\
         Date: Tue, 24 Nov 2026 09:58:00 +0100\r\n{meer}\r\n{tekst}\r\n"
    )
}

row! {
    /// What became of one mail.
    pub struct Rij {
        pub id: Uuid,
        pub uitkomst: String,
        pub vraag: Option<Uuid>,
        pub contact: Option<Uuid>,
        pub reden: String,
        pub team: String,
    }
}

/// A letterbox with an IMAP server in front of it that gives every mail a number.
pub struct Bus {
    brieven: Brievenbus,
    uid: AtomicU32,
    clock: TestClock,
}

impl Bus {
    pub fn van(app: &TestApp) -> Self {
        Self { brieven: Brievenbus { g: app.g.clone() }, uid: AtomicU32::new(1), clock: app.clock.clone() }
    }

    /// As it comes from the server: each a moment later than the one before.
    pub fn opgehaald(&self, postvak: &str, map: &str, raw: &[u8]) -> Fetched {
        self.clock.advance(Duration::from_millis(1));
        Fetched {
            postvak: postvak.to_owned(),
            folder: map.to_owned(),
            uidvalidity: 7,
            uid: self.uid.fetch_add(1, Ordering::SeqCst),
            received: None,
            raw: raw.to_vec(),
            cut_from: None,
        }
    }

    /// To Burgerzaken.
    pub async fn krijgt(&self, raw: impl AsRef<[u8]>) -> Disposition {
        self.in_map(BURGERZAKEN, "INBOX", raw).await
    }

    pub async fn in_map(&self, postvak: &str, map: &str, raw: impl AsRef<[u8]>) -> Disposition {
        self.brieven.accept(self.opgehaald(postvak, map, raw.as_ref())).await.unwrap()
    }

    pub fn sink(&self) -> &Brievenbus {
        &self.brieven
    }

    pub async fn stand(&self, postvak: &str, map: &str) -> Option<Cursor> {
        self.brieven.cursor(postvak, map).await.unwrap()
    }
}

/// What became of every mail, in the order of arrival.
pub async fn inkomend(app: &TestApp) -> Vec<Rij> {
    let mut tx = app.read().await;
    let rijen = tx
        .query(
            "SELECT id, uitkomst, vraag_id, klantcontact_id, reden, team_id FROM inkomend ORDER BY ontvangen_op, id",
            params![],
        )
        .await;
    tx.rollback().await;
    rijen.unwrap()
}

/// What became of the newest mail.
pub async fn laatste(app: &TestApp) -> Rij {
    let mut alle = inkomend(app).await;
    alle.pop().expect("a mail")
}

/// The question that the newest mail became or joined.
pub async fn vraag_van_laatste(app: &TestApp) -> Vraag {
    let rij = laatste(app).await;
    assert_eq!(rij.uitkomst, "contact", "{}", rij.reden);
    lees(app, rij.vraag.unwrap().into()).await
}

pub async fn lees(app: &TestApp, id: VraagId) -> Vraag {
    let mut tx = app.read().await;
    let v = dossier::vraag(&mut tx, &Wie::regel("proef"), id).await;
    tx.rollback().await;
    v.unwrap()
}

pub async fn indiener(app: &TestApp, id: VraagId) -> Indiener {
    let mut tx = app.read().await;
    let i = dossier::indiener(&mut tx, id).await;
    tx.rollback().await;
    i.unwrap()
}

pub async fn contacten(app: &TestApp, id: VraagId) -> Vec<dossier::Klantcontact> {
    let mut tx = app.read().await;
    let c = dossier::contacten(&mut tx, id).await;
    tx.rollback().await;
    c.unwrap()
}

pub async fn berichten_van(app: &TestApp, id: VraagId) -> Vec<Bericht> {
    let mut tx = app.read().await;
    let b = berichten::van_vraag(&mut tx, id).await;
    tx.rollback().await;
    b.unwrap()
}

/// Mails of ours about a question, oldest first.
pub async fn mails_van(app: &TestApp, id: VraagId) -> Vec<Bericht> {
    berichten_van(app, id).await.into_iter().filter(|b| b.weg == berichten::Weg::Email).collect()
}

pub fn nummer(v: &Vraag) -> String {
    kernel::nummer::format("PD", v.jaar(), v.volgnummer)
}

/// Lets everything that is owed be written and sent, into a folder.
pub async fn verstuur(app: &TestApp) {
    app.laat_werken().await;
    let postbode = Postbode {
        g: app.g.clone(),
        weg: Weg::Map(app.test_db().folder().join("post")),
        afzender: "burgerzaken@proefdorp.example".to_owned(),
        naam: "Gemeente Proefdorp".to_owned(),
    };
    jobs::drain(app.db(), &jobs::Handlers::new().with(postbode)).await.unwrap();
}

/// Open tasks of who leads the team of this question.
pub async fn taken(app: &TestApp, v: &Vraag) -> Vec<String> {
    let mut tx = app.read().await;
    let taken = tx
        .query::<String>(
            "SELECT soort FROM taak WHERE vraag_id = $1 AND gedaan_op IS NULL ORDER BY soort",
            params![v.id.uuid()],
        )
        .await;
    tx.rollback().await;
    taken.unwrap()
}

/// Kinds of all events, in order.
pub async fn gebeurtenissen(app: &TestApp) -> Vec<String> {
    app.db().settle().await.unwrap();
    let mut tx = app.read().await;
    let mut soorten = Vec::new();
    loop {
        let vanaf = i64::try_from(soorten.len()).unwrap();
        let blok = storage::journal::after(&mut tx, vanaf, 1_000).await.unwrap();
        if blok.is_empty() {
            tx.rollback().await;
            return soorten;
        }
        soorten.extend(blok.into_iter().map(|e| e.kind));
    }
}

/// How much there is of everything: two equal countings mean that nothing changed.
pub async fn telling(app: &TestApp) -> Vec<(&'static str, i64)> {
    app.db().settle().await.unwrap();
    let mut tx = app.read().await;
    let mut tellingen = Vec::new();
    for tabel in [
        "inkomend",
        "vraag",
        "klantcontact",
        "belofte",
        "indiener",
        "bijlage",
        "bericht",
        "job",
        "taak",
        "mail_verwijzing",
        "autoantwoord",
        "blob",
        "journal",
    ] {
        let n = tx.one::<i64>(&format!("SELECT CAST(count(*) AS bigint) FROM {tabel}"), params![]).await;
        tellingen.push((tabel, n.unwrap()));
    }
    tx.rollback().await;
    tellingen
}

/// Every invariant of the heart holds.
pub async fn klopt(app: &TestApp) {
    app.db().settle().await.unwrap();
    assert_eq!(vragen::check::check(app.db(), |_| ()).await.unwrap(), Vec::<String>::new());
}
