// SPDX-License-Identifier: EUPL-1.2
//! Many people at one question at the same moment, requests that are dropped half-way, two clocks that tick at once.
//! Nothing acknowledged is lost, nothing happens twice, and every invariant holds.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::pin,
    sync::{Arc, Mutex},
    task::Poll,
};

use kernel::Error;
use storage::params;
use testkit::{
    TestApp, op_beide,
    proefdorp::{BART, FATIMA, HENK, NOOR, mens},
};
use vragen::{
    Eigenaar, Kanaal, Toestand, Vraag, VraagId, Wie,
    answer::{self, Antwoord},
    claim, hand_over, klok, note,
};

use crate::{
    commands::{Stap, zet},
    support::*,
};

/// Rounds of each race: on PostgreSQL each ends differently.
const RONDEN: usize = 12;

/// All at the same time.
async fn samen<T: Send + 'static>(alle: Vec<impl Future<Output = T> + Send + 'static>) -> Vec<T> {
    let alle: Vec<_> = alle.into_iter().map(tokio::spawn).collect();
    let mut uit = Vec::new();
    for een in alle {
        uit.push(een.await.unwrap());
    }
    uit
}

/// Numbers without a pattern that matters, the same every time.
struct Dobbel(u64);

impl Dobbel {
    fn onder(&mut self, grens: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % grens
    }
}

/// Polls at most so many times and then drops the work, as a server does with a request whose client has gone.
async fn afgebroken<T>(werk: impl Future<Output = T>, mut keren: u64) -> Option<T> {
    let mut werk = pin!(werk);
    std::future::poll_fn(|cx| match werk.as_mut().poll(cx) {
        Poll::Ready(klaar) => Poll::Ready(Some(klaar)),
        Poll::Pending if keren == 0 => Poll::Ready(None),
        Poll::Pending => {
            keren -= 1;
            Poll::Pending
        }
    })
    .await
}

/// One step of one person in its own transaction; acknowledged when it returns `Ok`.
async fn een_stap(app: Arc<TestApp>, wie: Wie, id: VraagId, stap: Stap) -> Result<(), Error> {
    let inr = app.inr().await;
    let mut tx = app.db().begin().await?;
    zet(&mut tx, &inr, &wie, id, stap, app.nu()).await?;
    tx.commit().await
}

/// Everybody does the same to one question; how many were told that it worked, and what the others heard.
async fn race(app: &Arc<TestApp>, id: VraagId, wie: &[uuid::Uuid], stap: Stap) -> (usize, Vec<String>) {
    let mut alle = Vec::new();
    for m in wie {
        alle.push(een_stap(Arc::clone(app), app.wie(*m).await, id, stap.clone()));
    }
    let uit = samen(alle).await;
    let gelukt = uit.iter().filter(|u| u.is_ok()).count();
    (gelukt, uit.into_iter().filter(Result::is_err).map(nee).collect())
}

async fn aantal(app: &TestApp, id: VraagId, soort: &str) -> usize {
    soorten(app, id).await.iter().filter(|s| *s == soort).count()
}

async fn vraag(app: &TestApp) -> Vraag {
    stel(app, van_jo("Mijn paspoort is kwijt")).await
}

op_beide! {
    /// Bart and Noor both accept the same offer, twice each: one of them has it.
    async fn one_of_two_accepts_an_offer(app: TestApp) {
        let app = Arc::new(app);
        let fatima = app.wie(FATIMA).await;
        for _ in 0..RONDEN {
            let id = vraag(&app).await.id;
            let naar = Eigenaar::team("OR");
            doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, id, naar, "Voor jullie")).unwrap();
            let (gelukt, codes) = race(&app, id, &[BART, NOOR, BART, NOOR], Stap::Aannemen).await;
            assert_eq!((gelukt, codes), (1, vec!["geen-aanbod".to_owned(); 3]));
            assert_eq!(aantal(&app, id, "overdracht.aangenomen").await, 1);
            assert_eq!(lees(&app, id).await.overdrachten, 1);
        }
        klopt(&app).await;
    }

    /// One accepts while the giver takes the offer back and the clock ends it: exactly one of the three happened.
    async fn an_offer_ends_in_one_way(app: TestApp) {
        let app = Arc::new(app);
        let fatima = app.wie(FATIMA).await;
        for _ in 0..RONDEN {
            let id = vraag(&app).await.id;
            let naar = Eigenaar::team("OR");
            doe!(app, |tx, inr| hand_over::offer(tx, inr, &fatima, id, naar, "Voor jullie")).unwrap();
            app.clock.advance(std::time::Duration::from_hours(4));
            let (noor, klok_app) = (app.wie(NOOR).await, Arc::clone(&app));
            let klok = tokio::spawn(async move { klok::ronde(klok_app.db(), &*klok_app.inr().await).await });
            let stappen = samen(vec![
                een_stap(Arc::clone(&app), noor, id, Stap::Aannemen),
                een_stap(Arc::clone(&app), fatima.clone(), id, Stap::AanbodIntrekken),
            ])
            .await;
            klok.await.unwrap().unwrap();
            let mut gezien = 0;
            for soort in ["overdracht.aangenomen", "overdracht.ingetrokken", "overdracht.verlopen"] {
                gezien += aantal(&app, id, soort).await;
            }
            assert_eq!(gezien, 1, "{stappen:?}");
        }
        klopt(&app).await;
    }

    /// Everybody of the team grabs the same question: one has it.
    async fn one_of_many_picks_it_up(app: TestApp) {
        let app = Arc::new(app);
        for _ in 0..RONDEN {
            let id = vraag(&app).await.id;
            let (gelukt, codes) = race(&app, id, &[FATIMA, HENK], Stap::Oppakken).await;
            assert_eq!((gelukt, codes), (1, vec!["al-opgepakt".to_owned()]));
            assert_eq!(aantal(&app, id, "vraag.opgepakt").await, 1);
        }
        klopt(&app).await;
    }

    /// Two colleagues answer at the same moment: the resident gets one answer.
    async fn the_resident_gets_one_answer(app: TestApp) {
        let app = Arc::new(app);
        for _ in 0..RONDEN {
            let id = vraag(&app).await.id;
            let stap = Stap::Beantwoorden { kanaal: 1, uitkomst: 0, fout: false };
            let (gelukt, codes) = race(&app, id, &[FATIMA, HENK, FATIMA], stap).await;
            assert_eq!((gelukt, codes), (1, vec!["stap-kan-niet".to_owned(); 2]));
            assert_eq!(werk(&app, id, "antwoord").await, 1);
        }
        klopt(&app).await;
    }

    /// The rule moves the date while Fatima answers, and a second clock ticks along: each thing happens once.
    async fn two_clocks_and_an_answer_at_the_same_moment(app: TestApp) {
        let app = Arc::new(app);
        let fatima = app.wie(FATIMA).await;
        for ronde in 0..RONDEN {
            let id = vraag(&app).await.id;
            let v = doe!(app, |tx, inr| claim::claim(tx, &fatima, id)).unwrap();
            app.clock.set(v.belofte.verleng_op);
            let tik = |app: Arc<TestApp>| async move {
                let inr = app.inr().await;
                klok::ronde(app.db(), &inr).await.map(drop)
            };
            let klokken = [tokio::spawn(tik(Arc::clone(&app))), tokio::spawn(tik(Arc::clone(&app)))];
            if ronde % 2 == 0 {
                let stap = Stap::Beantwoorden { kanaal: 1, uitkomst: 0, fout: false };
                een_stap(Arc::clone(&app), fatima.clone(), id, stap).await.unwrap();
            }
            for klok in klokken {
                klok.await.unwrap().unwrap();
            }
            let v = lees(&app, id).await;
            let verlengd = aantal(&app, id, "belofte.verlengd").await;
            assert_eq!(i64::try_from(verlengd).unwrap(), v.verlengd);
            assert!(verlengd <= 1 && aantal(&app, id, "belofte.in-gevaar").await <= 1);
            assert_eq!(werk(&app, id, "uitstel").await, v.verlengd);
            assert_eq!(v.toestand == Toestand::Afgerond, ronde % 2 == 0);
        }
        klopt(&app).await;
    }

    /// The same person has two questions that are due: two clocks ask about one of them.
    async fn two_clocks_ask_one_person_once(app: TestApp) {
        let app = Arc::new(app);
        let fatima = app.wie(FATIMA).await;
        for ronde in 0..RONDEN {
            let mut ids = Vec::new();
            for _ in 0..2 {
                let mut a = van_jo("Mijn paspoort is kwijt");
                a.indiener.email = format!("jo{ronde}@voorbeeld.example");
                let id = stel(&app, a).await.id;
                let a = Antwoord::new(Kanaal::Email, "Ja.");
                doe!(app, |tx, inr| answer::answer(tx, inr, &fatima, id, a)).unwrap();
                ids.push(id);
            }
            app.clock.advance(std::time::Duration::from_hours(24 * 15));
            let tik = |app: Arc<TestApp>| async move {
                let inr = app.inr().await;
                klok::ronde(app.db(), &inr).await.map(drop)
            };
            for klok in [tokio::spawn(tik(Arc::clone(&app))), tokio::spawn(tik(Arc::clone(&app)))] {
                klok.await.unwrap().unwrap();
            }
            let gevraagd = aantal(&app, ids[0], "navraag.gesteld").await + aantal(&app, ids[1], "navraag.gesteld").await;
            assert_eq!(gevraagd, 1);
        }
        klopt(&app).await;
    }

    /// A crowd that does anything, half of it walking away half-way, while the rules and workers go on.
    async fn a_crowd_that_walks_away_half_way_leaves_everything_whole(app: TestApp) {
        let app = Arc::new(app);
        let mut ids = Vec::new();
        for tekst in ["Mijn paspoort is kwijt", "De container is niet geleegd", "Wie kan mij helpen?"] {
            ids.push(stel(&app, van_jo(tekst)).await.id);
        }
        let bevestigd: Arc<Mutex<BTreeMap<String, VraagId>>> = Arc::default();
        let mut mensen = Vec::new();
        for n in 0..6_u64 {
            mensen.push(tokio::spawn(iemand(Arc::clone(&app), n, ids.clone(), Arc::clone(&bevestigd))));
        }
        for _ in 0..6 {
            app.clock.advance(std::time::Duration::from_hours(3));
            app.laat_werken().await;
        }
        for mens in mensen {
            mens.await.unwrap();
        }
        app.laat_werken().await;
        klopt(&app).await;
        let bevestigd = bevestigd.lock().unwrap().clone();
        assert!(bevestigd.len() > 20, "hardly anything was acknowledged: {}", bevestigd.len());
        let mut tx = app.read().await;
        for (tekst, id) in bevestigd {
            let n: i64 = tx
                .one(
                    "SELECT CAST(count(*) AS bigint) FROM notitie WHERE vraag_id = $1 AND tekst = $2",
                    params![id.uuid(), tekst.as_str()],
                )
                .await
                .unwrap();
            assert_eq!(n, 1, "acknowledged and lost: {tekst}");
        }
    }
}

/// One of the crowd: random steps, some of them dropped, and now and then a remark that is remembered when it was
/// acknowledged.
async fn iemand(
    app: Arc<TestApp>,
    zaad: u64,
    ids: Vec<VraagId>,
    bevestigd: Arc<Mutex<BTreeMap<String, VraagId>>>,
) {
    let mut dobbel = Dobbel(zaad + 1);
    for n in 0..60 {
        let id = ids[usize::try_from(dobbel.onder(3)).unwrap()];
        let wie = app.wie(mens(u128::from(dobbel.onder(8)) + 1)).await;
        let keren = dobbel.onder(40);
        if dobbel.onder(4) == 0 {
            let tekst = format!("notitie {zaad}-{n}");
            let werk = async {
                let mut tx = app.db().begin().await?;
                note::note(&mut tx, &wie, id, &tekst).await?;
                tx.commit().await
            };
            let uit = if n % 2 == 0 { afgebroken(werk, keren).await } else { Some(werk.await) };
            if matches!(uit, Some(Ok(()))) {
                bevestigd.lock().unwrap().insert(tekst, id);
            }
            continue;
        }
        let stap = willekeurig(&mut dobbel);
        let werk = een_stap(Arc::clone(&app), wie, id, stap.clone());
        let uit = if n % 2 == 0 { afgebroken(werk, keren).await } else { Some(werk.await) };
        if let Some(Err(fout @ (Error::Internal(_) | Error::Stale))) = uit {
            panic!("{stap:?}: {fout}");
        }
    }
}

fn willekeurig(dobbel: &mut Dobbel) -> Stap {
    let iemand = |d: &mut Dobbel| Some(u128::from(d.onder(8)) + 1);
    match dobbel.onder(13) {
        0 => Stap::Oppakken,
        1 => Stap::Teruggeven,
        2 => Stap::Toewijzen(1, iemand(dobbel)),
        3 | 4 => Stap::Aanbieden(2, iemand(dobbel)),
        5 | 6 => Stap::Aannemen,
        7 => Stap::Weigeren,
        8 => Stap::Navragen,
        9 => Stap::Aanvullen,
        10 => Stap::Beantwoorden { kanaal: 1, uitkomst: 99, fout: false },
        11 => Stap::Heropenen,
        _ => Stap::NietBereikt,
    }
}
