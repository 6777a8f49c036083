// SPDX-License-Identifier: EUPL-1.2
//! Random people do random things at random moments: whatever they do, the invariants of the house hold.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use kernel::Time;
use proptest::{prelude::*, test_runner::TestRunner};
use storage::{Sealed, journal, row};
use testkit::TestApp;
use uuid::Uuid;

use crate::{
    commands::{self, Opdracht, Stad, Uitkomst},
    support::*,
};

/// Sequences on SQLite and, where each costs more, on PostgreSQL. `PROPTEST_CASES` asks for more.
const RIJEN: (u32, u32) = (80, 30);
/// Commands in a sequence.
const STAPPEN: usize = 40;

row! {
    /// What nobody may see change without an event.
    #[derive(PartialEq)]
    struct Rij {
        id: Uuid, versie: i64, ontvangen_op: Time, toestand: String, team: String, medewerker: Option<Uuid>,
        soort: String, beloofd_op: Time, antwoordkanaal: String, verlengd: i64, belpogingen: i64,
        navraag: String, afgeschermd: bool,
    }
}

row! {
    /// How much there is of everything.
    #[derive(PartialEq)]
    struct Aantallen {
        contacten: i64, notities: i64, overdrachten: i64, beloften: i64, taken: i64, werk: i64, berichten: i64,
        events: i64,
    }
}

/// Everything a rejected command could have changed.
#[derive(Debug, PartialEq)]
struct Beeld {
    vragen: BTreeMap<Uuid, Rij>,
    aantallen: Aantallen,
}

async fn beeld(app: &TestApp) -> Beeld {
    let mut tx = app.read().await;
    let rijen: Vec<Rij> = tx
        .query(
            "SELECT id, versie, ontvangen_op, toestand, team_id, medewerker_id, soort, beloofd_op, antwoordkanaal,
               verlengd, belpogingen, navraag, afgeschermd FROM vraag ORDER BY volgnummer",
            &[],
        )
        .await
        .unwrap();
    let tel = |tabel: &str| format!("(SELECT CAST(count(*) AS bigint) FROM {tabel})");
    let tabellen = ["klantcontact", "notitie", "overdracht", "belofte", "taak", "job", "bericht", "journal"];
    let sql = format!("SELECT {}", tabellen.map(tel).join(", "));
    Beeld {
        vragen: rijen.into_iter().map(|r| (r.id, r)).collect(),
        aantallen: tx.one(&sql, &[]).await.unwrap(),
    }
}

/// Everything that happened.
async fn alles(app: &TestApp) -> Vec<Sealed> {
    app.db().settle().await.unwrap();
    let mut tx = app.read().await;
    journal::after(&mut tx, 0, 100_000).await.unwrap()
}

/// Proves the owner of every question from the journal alone, with no help of the product: an owner changes only
/// by acceptance of an open offer or by a rule with a name.
fn eigenaren(events: &[Sealed]) -> BTreeMap<Uuid, (String, Option<Uuid>)> {
    let mut nu: BTreeMap<Uuid, (String, Option<Uuid>)> = BTreeMap::new();
    let mut aanbod: BTreeMap<String, Uuid> = BTreeMap::new();
    for e in events {
        let Some(vraag) = e.object_id("vraag") else { continue };
        let open = e.object("overdracht").map(str::to_owned);
        let was_open = open.as_ref().is_some_and(|o| aanbod.remove(o) == Some(vraag));
        if e.kind == "overdracht.aangeboden" {
            aanbod.insert(open.unwrap(), vraag);
        }
        let Some(regel) = e.text("regel") else { continue };
        let nieuw = (e.text("team").unwrap().to_owned(), e.text("medewerker").map(|m| m.parse().unwrap()));
        let Some(oud) = nu.insert(vraag, nieuw.clone()) else {
            assert_eq!(e.kind, "vraag.ontvangen");
            continue;
        };
        assert_ne!(e.kind, "vraag.ontvangen", "received twice");
        if oud == nieuw {
            continue;
        }
        match (e.kind.as_str(), regel) {
            ("overdracht.aangenomen", "overdracht.aangenomen") => {
                assert!(was_open, "accepted what was not offered: {e:?}");
                assert_eq!(e.actor.medewerker(), nieuw.1);
            }
            ("vraag.opgepakt", "oppakken-in-team") => {
                assert_eq!((&oud.0, oud.1, e.actor.medewerker()), (&nieuw.0, None, nieuw.1));
            }
            ("vraag.teruggegeven", "teruggeven-aan-team") => {
                assert_eq!((&oud.0, oud.1, None), (&nieuw.0, e.actor.medewerker(), nieuw.1));
            }
            ("vraag.toegewezen", "teamleider-verdeelt") => assert_eq!(oud.0, nieuw.0),
            ("vraag.toegewezen", "verdeelpunt-plaatst") => assert_eq!(oud.0, "KCC"),
            ("vraag.teruggelegd", "teruggelegd-bij-verdeelpunt") => {
                assert_eq!(nieuw, ("KCC".to_owned(), None));
            }
            ("vraag.toegewezen" | "vraag.heropend", "eigenaar-weg") => {
                assert_eq!((&oud.0, None), (&nieuw.0, nieuw.1));
            }
            anders => panic!("an owner changed by {anders:?}"),
        }
    }
    nu
}

/// The journal refers to people and to what they wrote, and contains neither: ids, codes, numbers and moments.
fn zonder_mensen(events: &[Sealed]) {
    for e in events {
        let details = e.data.values().filter_map(serde_json::Value::as_str);
        for tekst in details.chain(e.objects.iter().map(|o| o.id.as_str())) {
            let code = tekst.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:+".contains(&b));
            assert!(code, "{} holds words: '{tekst}'", e.kind);
            // Phone numbers and citizen numbers have nine digits or more in a row; a moment has six.
            let cijfers = tekst.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
            let id = tekst.parse::<Uuid>().is_ok();
            assert!(id || cijfers < Some(9), "{} holds a number of somebody: '{tekst}'", e.kind);
        }
    }
}

/// How often each command was done.
type Telling = Mutex<BTreeMap<String, u32>>;

async fn een_rij(app: &TestApp, opdrachten: Vec<Opdracht>, telling: &Telling) {
    let mut stad = Stad::default();
    let mut voor = beeld(app).await;
    for opdracht in opdrachten {
        let wat = format!("{opdracht:?}");
        let uitkomst = commands::doe(app, &mut stad, opdracht).await;
        let na = beeld(app).await;
        match uitkomst {
            Uitkomst::Geweigerd(fout) => {
                assert_eq!(voor, na, "a rejected command changed something: {wat}: {fout}");
                assert!(!fout.starts_with("interne fout"), "{wat}: {fout}");
            }
            Uitkomst::Gedaan(naam) => {
                *telling.lock().unwrap().entry(naam).or_default() += 1;
                veranderd(app, &voor, &na, &wat).await;
            }
            Uitkomst::Tijd => {}
        }
        for (id, rij) in &voor.vragen {
            assert_eq!(na.vragen[id].ontvangen_op, rij.ontvangen_op, "receipt changed: {wat}");
        }
        klopt(app).await;
        voor = na;
    }
    let gebeurd = alles(app).await;
    zonder_mensen(&gebeurd);
    let bewezen = eigenaren(&gebeurd);
    assert_eq!(bewezen.len(), voor.vragen.len(), "one owner for every question, and no owner without one");
    for (id, rij) in &voor.vragen {
        assert_eq!(bewezen[id], (rij.team.clone(), rij.medewerker));
    }
}

/// State and event go together: what changed has an event of now, and an event about a question that is not of
/// an offer or a remark comes with a change.
async fn veranderd(app: &TestApp, voor: &Beeld, na: &Beeld, wat: &str) {
    let nieuw = usize::try_from(na.aantallen.events - voor.aantallen.events).unwrap();
    let events = alles(app).await;
    let laatste: Vec<&Sealed> = events.iter().rev().take(nieuw).collect();
    for (id, rij) in &na.vragen {
        let was = voor.vragen.get(id);
        let over: Vec<&str> =
            laatste.iter().filter(|e| e.object_id("vraag") == Some(*id)).map(|e| e.kind.as_str()).collect();
        if was == Some(rij) {
            let zonder = over.iter().all(|k| k.starts_with("overdracht.") || *k == "notitie.gemaakt");
            assert!(zonder, "{wat}: an event without a change: {over:?}");
        } else {
            assert!(!over.is_empty(), "{wat}: changed without an event: {was:?} -> {rij:?}");
        }
    }
}

fn op(rijen: u32, maak: impl Fn(&tokio::runtime::Runtime) -> Option<TestApp>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = rijen;
    }
    config.failure_persistence = None;
    config.max_shrink_iters = 300;
    let mut runner = TestRunner::new(config);
    let strategie = commands::reeks(STAPPEN);
    let telling = Telling::default();
    let gedraaid = AtomicU32::new(0);
    let uitkomst = runner.run(&strategie, |opdrachten| {
        if let Some(app) = maak(&runtime) {
            gedraaid.fetch_add(1, Ordering::Relaxed);
            runtime.block_on(een_rij(&app, opdrachten, &telling));
        }
        Ok(())
    });
    if let Err(fout) = uitkomst {
        panic!("{fout}");
    }
    if gedraaid.into_inner() == 0 {
        // No such database here: `TestDb` has said so.
        return;
    }
    let telling = telling.into_inner().unwrap();
    // A test of nothing but refusals proves nothing.
    for naam in ["Oppakken", "Aanbieden", "Aannemen", "Navragen", "Aanvullen", "Beantwoorden"] {
        assert!(telling.get(naam).is_some_and(|n| *n > 2), "{naam} hardly ever succeeded: {telling:?}");
    }
}

mod whatever_people_do_the_invariants_hold {
    use super::*;

    #[test]
    fn sqlite() {
        op(RIJEN.0, |runtime| Some(runtime.block_on(TestApp::sqlite())));
    }

    #[test]
    fn postgres() {
        if std::env::var_os(storage::testing::POSTGRES).is_none() {
            eprintln!("skipped: {} is not set", storage::testing::POSTGRES);
            return;
        }
        op(RIJEN.1, |runtime| runtime.block_on(TestApp::postgres()));
    }
}

/// What somebody with a database console could do wrong, and a word of the finding.
const SABOTAGE: &[(&str, &str)] = &[
    ("UPDATE vraag SET team_id = 'OR' WHERE id = $1", "andere eigenaar"),
    (
        "UPDATE vraag SET medewerker_id = (SELECT id FROM medewerker WHERE team_id = 'BZ' AND rollen = 'medewerker') WHERE id = $1",
        "andere eigenaar",
    ),
    (
        "UPDATE vraag SET medewerker_id = (SELECT id FROM medewerker WHERE team_id = 'ZW') WHERE id = $1",
        "ander team",
    ),
    ("UPDATE vraag SET ontvangen_op = beloofd_op WHERE id = $1", "moment van ontvangst"),
    ("UPDATE vraag SET afhandelwijze = 'dubbel' WHERE id = $1", "afhandelwijze"),
    ("UPDATE vraag SET beloofd_op = risico_op WHERE id = $1", "andere datum"),
    ("UPDATE vraag SET beantwoord_op = beloofd_op WHERE id = $1", "al beantwoord"),
    ("UPDATE vraag SET toestand = 'beantwoord' WHERE id = $1", "beantwoord"),
    ("UPDATE vraag SET soort = 'signaal' WHERE id = $1", "zorg om iemand"),
    ("UPDATE belofte SET uitkomst = 'vervallen' WHERE vraag_id = $1", "zonder lopende belofte"),
    ("DELETE FROM indiener WHERE vraag_id = $1", "zonder indiener"),
    ("DELETE FROM klantcontact WHERE vraag_id = $1", "zonder contact"),
    ("DELETE FROM bericht WHERE vraag_id = $1", "geen ontvangstbevestiging"),
];

testkit::op_beide! {
    /// A check that never finds anything is no check.
    async fn the_check_sees_what_a_console_did(app: TestApp) {
        for (sql, bevinding) in SABOTAGE {
            let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
            app.laat_werken().await;
            klopt(&app).await;
            let mut tx = app.begin().await;
            assert_eq!(tx.execute(sql, &[v.id.uuid().into()]).await.unwrap(), 1, "{sql}");
            tx.commit().await.unwrap();
            let gevonden = vragen::check::check(app.db(), |_| {}).await.unwrap();
            assert!(gevonden.iter().any(|b| b.contains(bevinding)), "{sql}: {gevonden:?}");
            weg(&app, v.id).await;
        }
    }

    /// Events that no use case writes: an owner by no rule, an acceptance of nothing, a second receipt.
    async fn the_check_sees_events_that_prove_nothing(app: TestApp) {
        let fatima = kernel::Actor::Medewerker(testkit::proefdorp::FATIMA);
        for (kind, regel, bevinding) in [
            ("vraag.opgepakt", "zomaar", "de eigenaar veranderde"),
            ("vraag.beantwoord", "oppakken-in-team", "de eigenaar veranderde"),
            ("overdracht.aangenomen", "overdracht.aangenomen", "niet was aangeboden"),
            ("vraag.ontvangen", "verdeelpunt", "twee keer ontvangen"),
        ] {
            let v = stel(&app, van_jo("Mijn paspoort is kwijt")).await;
            app.laat_werken().await;
            let mut tx = app.begin().await;
            tx.emit(
                storage::Event::new(kind, fatima.clone())
                    .object("vraag", v.id, "onderwerp")
                    .data("team", "BZ")
                    .data("medewerker", testkit::proefdorp::FATIMA.to_string())
                    .data("regel", regel),
            );
            tx.commit().await.unwrap();
            app.db().settle().await.unwrap();
            let gevonden = vragen::check::check(app.db(), |_| {}).await.unwrap();
            assert!(gevonden.iter().any(|b| b.contains(bevinding)), "{kind}: {gevonden:?}");
        }
    }

    /// The check runs while people work: what is only under way is no finding.
    async fn the_check_does_not_cry_wolf_over_work_under_way(app: TestApp) {
        let mut tx = app.begin().await;
        let inr = app.inr().await;
        let wie = vragen::Wie::inwoner();
        vragen::accept::accept(&mut tx, &inr, &wie, van_jo("Mijn paspoort is kwijt")).await.unwrap();
        tx.commit().await.unwrap();
        // On PostgreSQL the event has no number yet; on both the confirmation is only owed.
        assert_eq!(vragen::check::check(app.db(), |_| {}).await.unwrap(), Vec::<String>::new());
    }
}

/// Takes a spoilt question out of the tables.
async fn weg(app: &TestApp, id: vragen::VraagId) {
    let mut tx = app.begin().await;
    for tabel in ["bericht", "belofte", "klantcontact", "indiener"] {
        tx.execute(&format!("DELETE FROM {tabel} WHERE vraag_id = $1"), &[id.uuid().into()]).await.unwrap();
    }
    tx.execute("DELETE FROM vraag WHERE id = $1", &[id.uuid().into()]).await.unwrap();
    tx.commit().await.unwrap();
}
