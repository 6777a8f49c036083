// SPDX-License-Identifier: EUPL-1.2
//! The words in which the stories are told.

use kernel::{Error, Page, Time};
use storage::{Recorded, journal, params};
use testkit::TestApp;
use vragen::{Antwoordkanaal, Indiener, Kanaal, Vraag, VraagId, Wie, accept, accept::Aanname, dossier};

/// Does one use case in its own transaction: commits when it succeeds, undoes it when a rule says no.
macro_rules! doe {
    ($app:expr, |$tx:ident, $inr:ident| $stap:expr) => {{
        #[allow(unused_variables, clippy::allow_attributes, reason = "not every use case needs the set-up")]
        let $inr = &*$app.inr().await;
        let mut transactie = $app.begin().await;
        let uitkomst = {
            let $tx = &mut transactie;
            $stap.await
        };
        match &uitkomst {
            Ok(_) => transactie.commit().await.unwrap(),
            Err(_) => transactie.rollback().await,
        }
        uitkomst
    }};
}
pub(crate) use doe;

/// Jo asks by the web form and wants a mail.
pub fn van_jo(tekst: &str) -> Aanname {
    let mut a = Aanname::new(Kanaal::Website, tekst, Antwoordkanaal::Email);
    a.indiener =
        Indiener { naam: "Jo de Wit".into(), email: "jo@voorbeeld.example".into(), ..Indiener::default() };
    a
}

/// Jo wants to be called.
pub fn bel_jo(tekst: &str) -> Aanname {
    let mut a = van_jo(tekst);
    a.antwoordkanaal = Antwoordkanaal::Telefoon;
    a.indiener.telefoon = "06 12 34 56 78".into();
    a
}

/// The resident sends it.
pub async fn stel(app: &TestApp, aanname: Aanname) -> Vraag {
    doe!(app, |tx, inr| accept::accept(tx, inr, &Wie::inwoner(), aanname)).unwrap().vraag
}

/// The question as it is now.
pub async fn lees(app: &TestApp, id: VraagId) -> Vraag {
    let mut tx = app.read().await;
    dossier::vraag(&mut tx, &Wie::regel("proef"), id).await.unwrap()
}

/// What happened to the question, oldest first.
pub async fn gebeurd(app: &TestApp, id: VraagId) -> Vec<Recorded> {
    let mut tx = app.read().await;
    let mut events = journal::events_of(&mut tx, "vraag", id, Page { number: 1, size: 100 }).await.unwrap();
    events.reverse();
    events
}

/// Kinds of what happened, oldest first.
pub async fn soorten(app: &TestApp, id: VraagId) -> Vec<String> {
    gebeurd(app, id).await.into_iter().map(|e| e.kind).collect()
}

/// Whether this happened to the question.
pub async fn gebeurde(app: &TestApp, id: VraagId, soort: &str) -> bool {
    soorten(app, id).await.iter().any(|s| s == soort)
}

/// Jobs of this kind about this question.
pub async fn werk(app: &TestApp, id: VraagId, soort: &str) -> i64 {
    let mut tx = app.read().await;
    let payloads = tx
        .query::<String>("SELECT payload FROM job WHERE kind = $1 LIMIT 1000", params![soort])
        .await
        .unwrap();
    i64::try_from(payloads.iter().filter(|p| p.contains(&id.to_string())).count()).unwrap()
}

/// Open tasks about this question: kind, and for whom.
pub async fn taken(app: &TestApp, id: VraagId) -> Vec<(String, String, Option<uuid::Uuid>)> {
    let mut tx = app.read().await;
    tx.query(
        "SELECT soort, team_id, medewerker_id FROM taak WHERE vraag_id = $1 AND gedaan_op IS NULL ORDER BY gemaakt_op, soort",
        params![id.uuid()],
    )
    .await
    .unwrap()
}

/// Addresses to which messages of this kind about this question went.
pub async fn post(app: &TestApp, id: VraagId, soort: &str) -> Vec<String> {
    let mut tx = app.read().await;
    let mut aan: Vec<String> = berichten::van_vraag(&mut tx, id)
        .await
        .unwrap()
        .into_iter()
        .filter(|b| b.soort == soort)
        .map(|b| b.aan)
        .collect();
    aan.sort();
    aan
}

/// This employee leaves today.
pub async fn vertrekt(app: &TestApp, wie: uuid::Uuid) {
    wijzig(app, wie, |m| m.actief = false).await;
}

/// The set-up changes for this employee.
pub async fn wijzig(app: &TestApp, wie: uuid::Uuid, hoe: impl FnOnce(&mut beheer::Medewerker)) {
    let mut opzet = testkit::proefdorp::opzet();
    hoe(opzet.medewerkers.iter_mut().find(|m| m.id == wie).unwrap());
    let mut tx = app.begin().await;
    beheer::schrijf(&mut tx, &kernel::Actor::Systeem("proef".into()), &opzet).await.unwrap();
    tx.commit().await.unwrap();
    beheer::herlees(&app.g).await.unwrap();
}

/// Every invariant holds.
pub async fn klopt(app: &TestApp) {
    app.db().settle().await.unwrap();
    let bevindingen = vragen::check::check(app.db(), |_| {}).await.unwrap();
    assert!(bevindingen.is_empty(), "{bevindingen:#?}");
}

/// A moment as the clock on the wall shows it, in the Netherlands.
pub fn moment(tekst: &str) -> Time {
    let (dag, uur) = tekst.split_once(' ').unwrap();
    let (uur, minuut) = uur.split_once(':').unwrap();
    Time::at(dag.parse().unwrap(), uur.parse().unwrap(), minuut.parse().unwrap())
}

/// The code with which a rule said no.
#[track_caller]
pub fn nee<T: std::fmt::Debug>(uitkomst: Result<T, Error>) -> String {
    match uitkomst {
        Err(Error::Refused { code, .. }) => code.to_owned(),
        Err(Error::Invalid(velden)) => velden.into_iter().map(|v| v.field).collect::<Vec<_>>().join(" "),
        Err(Error::NotFound) => "niet-gevonden".to_owned(),
        Err(Error::Forbidden) => "geen-toegang".to_owned(),
        anders => panic!("expected a rule to say no: {anders:?}"),
    }
}
