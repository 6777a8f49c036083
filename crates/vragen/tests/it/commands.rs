// SPDX-License-Identifier: EUPL-1.2
//! Commands that random people give, and how each is done.

use std::time::Duration;

use kernel::{Error, Time};
use proptest::prelude::*;
use storage::Tx;
use testkit::{TestApp, proefdorp::mens};
use uuid::Uuid;
use vragen::{
    Afhandelwijze, Antwoordkanaal, Eigenaar, Indiener, Kanaal, Soort, VraagId, Wie, accept,
    accept::Aanname,
    answer::{self, Antwoord, Nee, OnzeFout},
    ask::{self, Aanvulling},
    assign, call, change, claim, close, follow_up, hand_over, note, promise, reopen, withdraw,
};

/// Most questions in one sequence.
const VRAGEN: usize = 2;

/// What somebody does; numbers choose among what there is.
#[derive(Debug, Clone)]
pub enum Opdracht {
    Stel { tekst: usize, onderwerp: usize, kanaal: usize, door: Option<u128>, houden: bool, eerder: u64 },
    Doe { vraag: usize, door: Door, stap: Stap },
    Inwoner { vraag: usize, stap: Stap },
    Wacht { minuten: u64 },
    Werk,
    Vertrekt { wie: u128, actief: bool },
}

/// Who does it. Mostly somebody who may, else nothing ever happens.
#[derive(Debug, Clone)]
pub enum Door {
    /// Anybody.
    Iemand(u128),
    /// Somebody of the team that owns the question.
    Team(usize),
    /// The owner, else somebody of the team.
    Eigenaar(usize),
    /// Somebody for whom the open offer is, else somebody of the team.
    Ontvanger(usize),
}

#[derive(Debug, Clone)]
pub enum Stap {
    Oppakken,
    Teruggeven,
    Toewijzen(usize, Option<u128>),
    Aanbieden(usize, Option<u128>),
    Aannemen,
    Weigeren,
    AanbodIntrekken,
    Terugleggen,
    Navragen,
    Aanvullen,
    Noteren,
    Beantwoorden { kanaal: usize, uitkomst: usize, fout: bool },
    NietBereikt,
    Afronden(usize),
    Heropenen,
    Intrekken,
    Soort(usize),
    Antwoordkanaal(usize),
    Datum(u64),
    Opgelost(bool),
}

const TEKSTEN: &[&str] = &[
    "Mijn paspoort is kwijt",
    "De container is niet geleegd",
    "Goedemiddag, wie kan mij helpen?",
    "Ik maak mij zorgen over mijn buurvrouw",
    "Ik heb een klacht over de balie",
    "Hierbij maak ik bezwaar tegen het besluit",
    "Wilt u mij terugbellen?",
];
const ONDERWERPEN: &[Option<&str>] =
    &[None, None, None, Some("boom"), Some("jeugd"), Some("gevaar"), Some("overlijden"), Some("stoep")];
const TEAMS: &[&str] = &["KCC", "BZ", "OR", "ZW"];

fn mensen() -> impl Strategy<Value = u128> {
    1_u128..=8
}

fn door() -> impl Strategy<Value = Door> {
    prop_oneof![
        1 => mensen().prop_map(Door::Iemand),
        3 => (0_usize..3).prop_map(Door::Team),
        3 => (0_usize..3).prop_map(Door::Eigenaar),
        4 => (0_usize..3).prop_map(Door::Ontvanger),
    ]
}

fn stap() -> impl Strategy<Value = Stap> {
    let naar = || (0..TEAMS.len(), proptest::option::weighted(0.6, mensen()));
    prop_oneof![
        4 => Just(Stap::Oppakken),
        4 => Just(Stap::Teruggeven),
        3 => naar().prop_map(|(t, m)| Stap::Toewijzen(t, m)),
        5 => naar().prop_map(|(t, m)| Stap::Aanbieden(t, m)),
        1 => Just(Stap::Aannemen),
        1 => Just(Stap::Weigeren),
        1 => Just(Stap::AanbodIntrekken),
        4 => Just(Stap::Terugleggen),
        3 => Just(Stap::Navragen),
        1 => Just(Stap::Aanvullen),
        1 => Just(Stap::Noteren),
        5 => (0..Kanaal::ALL.len(), 0..Afhandelwijze::ALL.len() + 1, any::<bool>())
            .prop_map(|(kanaal, uitkomst, fout)| Stap::Beantwoorden { kanaal, uitkomst, fout }),
        3 => Just(Stap::NietBereikt),
        2 => (0..Afhandelwijze::ALL.len()).prop_map(Stap::Afronden),
        2 => Just(Stap::Heropenen),
        2 => (0..Soort::ALL.len()).prop_map(Stap::Soort),
        2 => (1_u64..40).prop_map(Stap::Datum),
    ]
}

fn stap_inwoner() -> impl Strategy<Value = Stap> {
    prop_oneof![
        4 => Just(Stap::Aanvullen),
        1 => Just(Stap::Intrekken),
        1 => (0..Antwoordkanaal::ALL.len()).prop_map(Stap::Antwoordkanaal),
        2 => any::<bool>().prop_map(Stap::Opgelost),
    ]
}

/// A sequence: two questions, and then anything.
pub fn reeks(stappen: usize) -> impl Strategy<Value = Vec<Opdracht>> {
    let eerst = proptest::collection::vec(vraag(), 2);
    (eerst, proptest::collection::vec(opdracht(), stappen)).prop_map(|(mut eerst, rest)| {
        eerst.extend(rest);
        eerst
    })
}

fn vraag() -> impl Strategy<Value = Opdracht> {
    let wie = proptest::option::weighted(0.4, mensen());
    let wat = (0..TEKSTEN.len(), 0..ONDERWERPEN.len(), 0..Kanaal::ALL.len());
    (wat, wie, proptest::bool::weighted(0.2), 0_u64..30_000).prop_map(
        |((tekst, onderwerp, kanaal), door, houden, eerder)| Opdracht::Stel {
            tekst,
            onderwerp,
            kanaal,
            door,
            houden,
            eerder: eerder.saturating_sub(20_000),
        },
    )
}

/// Any command.
fn opdracht() -> impl Strategy<Value = Opdracht> {
    prop_oneof![
        24 => (0..VRAGEN, door(), stap()).prop_map(|(vraag, door, stap)| Opdracht::Doe { vraag, door, stap }),
        4 => (0..VRAGEN, stap_inwoner()).prop_map(|(vraag, stap)| Opdracht::Inwoner { vraag, stap }),
        3 => (1_u64..200).prop_map(|minuten| Opdracht::Wacht { minuten }),
        1 => (600_u64..30_000).prop_map(|minuten| Opdracht::Wacht { minuten }),
        1 => Just(Opdracht::Werk),
        1 => (mensen(), proptest::bool::weighted(0.7)).prop_map(|(wie, actief)| Opdracht::Vertrekt { wie, actief }),
    ]
}

/// The questions of one sequence.
#[derive(Debug, Default)]
pub struct Stad {
    vragen: Vec<VraagId>,
    weg: Vec<u128>,
    /// Offered last: who is for it answers it soon.
    aangeboden: Option<VraagId>,
}

/// What came of a command.
#[derive(Debug)]
pub enum Uitkomst {
    /// A person did this.
    Gedaan(String),
    /// A rule said no.
    Geweigerd(String),
    /// Time passed, or the rules did their work.
    Tijd,
}

/// Does one command in its own transaction.
pub async fn doe(app: &TestApp, stad: &mut Stad, opdracht: Opdracht) -> Uitkomst {
    match opdracht {
        Opdracht::Wacht { minuten } => {
            app.clock.advance(Duration::from_mins(minuten));
            app.laat_werken().await;
            Uitkomst::Tijd
        }
        Opdracht::Werk => {
            app.laat_werken().await;
            Uitkomst::Tijd
        }
        Opdracht::Vertrekt { wie, actief } => {
            vertrekt(app, stad, wie, actief).await;
            Uitkomst::Tijd
        }
        Opdracht::Stel { tekst, onderwerp, kanaal, door, houden, eerder } => {
            let mut a = aanname(tekst, onderwerp, kanaal);
            a.zelf_houden = houden;
            a.ontvangen_op = (eerder > 0).then(|| app.nu() - Duration::from_mins(eerder));
            stelt(app, stad, door, a).await
        }
        Opdracht::Doe { vraag, door, stap } => {
            let Some(id) = stad.vragen.get(vraag).copied() else { return Uitkomst::Tijd };
            let inr = app.inr().await;
            let id = stad.aangeboden.take_if(|_| matches!(door, Door::Ontvanger(_))).unwrap_or(id);
            let (door, stap) = kies(app, &inr, id, door, stap).await;
            let biedt_aan = matches!(stap, Stap::Aanbieden(..));
            let uitkomst = match Wie::medewerker(&inr, door) {
                Ok(wie) => zet_stap(app, &wie, id, stap).await,
                Err(fout) => return Uitkomst::Geweigerd(fout.to_string()),
            };
            if biedt_aan && matches!(uitkomst, Uitkomst::Gedaan(_)) {
                stad.aangeboden = Some(id);
            }
            uitkomst
        }
        Opdracht::Inwoner { vraag, stap } => match stad.vragen.get(vraag) {
            Some(id) => zet_stap(app, &Wie::inwoner(), *id, stap).await,
            None => Uitkomst::Tijd,
        },
    }
}

async fn vertrekt(app: &TestApp, stad: &mut Stad, wie: u128, actief: bool) {
    stad.weg.retain(|w| *w != wie);
    if !actief {
        stad.weg.push(wie);
    }
    let mut opzet = testkit::proefdorp::opzet();
    for m in &mut opzet.medewerkers {
        m.actief = !stad.weg.iter().any(|w| mens(*w) == m.id);
    }
    let mut tx = app.begin().await;
    beheer::schrijf(&mut tx, &kernel::Actor::Systeem("proef".into()), &opzet).await.unwrap();
    tx.commit().await.unwrap();
    beheer::herlees(&app.g).await.unwrap();
    app.laat_werken().await;
}

async fn stelt(app: &TestApp, stad: &mut Stad, door: Option<u128>, aanname: Aanname) -> Uitkomst {
    let inr = app.inr().await;
    let wie = match door.map(|d| Wie::medewerker(&inr, mens(d))) {
        None => Wie::inwoner(),
        Some(Ok(wie)) => wie,
        Some(Err(fout)) => return Uitkomst::Geweigerd(fout.to_string()),
    };
    let mut tx = app.begin().await;
    let gedaan = accept::accept(&mut tx, &inr, &wie, aanname).await;
    if let Ok(o) = &gedaan {
        stad.vragen.push(o.vraag.id);
    }
    klaar(tx, "Stel", gedaan.map(drop)).await
}

/// One step in its own transaction.
pub async fn zet_stap(app: &TestApp, wie: &Wie, id: VraagId, stap: Stap) -> Uitkomst {
    let inr = app.inr().await;
    let naam = format!("{stap:?}");
    let mut tx = app.begin().await;
    let gedaan = zet(&mut tx, &inr, wie, id, stap, app.nu()).await;
    klaar(tx, &naam, gedaan).await
}

/// The person that is meant, as things stand now. For whom an offer is mostly answers it.
async fn kies(app: &TestApp, inr: &beheer::Inrichting, id: VraagId, door: Door, stap: Stap) -> (Uuid, Stap) {
    let mut tx = app.read().await;
    let (team, eigenaar): (String, Option<Uuid>) =
        tx.one("SELECT team_id, medewerker_id FROM vraag WHERE id = $1", &[id.uuid().into()]).await.unwrap();
    let aanbod: Option<(String, Option<Uuid>)> = tx
        .optional(
            "SELECT naar_team, naar_medewerker FROM overdracht WHERE vraag_id = $1 AND toestand = 'open'",
            &[id.uuid().into()],
        )
        .await
        .unwrap();
    let lid = |team: &str, n: usize| {
        let leden: Vec<Uuid> = inr.leden(team).map(|m| m.id).collect();
        if leden.is_empty() { mens(1) } else { leden[n % leden.len()] }
    };
    let wie = match (&door, &aanbod) {
        (Door::Iemand(n), _) => mens(*n),
        (Door::Eigenaar(n), _) => eigenaar.unwrap_or_else(|| lid(&team, *n)),
        (Door::Ontvanger(n), Some((naar, wie))) => wie.unwrap_or_else(|| lid(naar, *n)),
        (Door::Team(n) | Door::Ontvanger(n), _) => lid(&team, *n),
    };
    match (door, aanbod) {
        (Door::Ontvanger(0 | 1), Some(_)) => (wie, Stap::Aannemen),
        (Door::Ontvanger(_), Some(_)) => (wie, Stap::Weigeren),
        _ => (wie, stap),
    }
}

async fn klaar(tx: Tx, naam: &str, gedaan: kernel::Result<()>) -> Uitkomst {
    match gedaan {
        Ok(()) => {
            tx.commit().await.unwrap();
            Uitkomst::Gedaan(naam.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(naam).to_owned())
        }
        Err(fout) => {
            tx.rollback().await;
            Uitkomst::Geweigerd(fout.to_string())
        }
    }
}

fn aanname(tekst: usize, onderwerp: usize, kanaal: usize) -> Aanname {
    let mut a = Aanname::new(Kanaal::ALL[kanaal], TEKSTEN[tekst], Antwoordkanaal::Email);
    a.onderwerp = ONDERWERPEN[onderwerp].map(str::to_owned);
    a.indiener = Indiener {
        naam: "Jo de Wit".into(),
        email: "jo@voorbeeld.example".into(),
        telefoon: if tekst.is_multiple_of(2) { "0612345678".into() } else { String::new() },
        ..Indiener::default()
    };
    a
}

fn antwoord(kanaal: usize, uitkomst: usize, fout: bool) -> Antwoord {
    let mut a = Antwoord::new(Kanaal::ALL[kanaal], "Zo zit het.");
    a.uitkomst = Afhandelwijze::ALL.get(uitkomst).copied();
    a.nee = Some(Nee {
        reden: "Zo is de wet.".into(),
        alternatief: "Dit kan wel.".into(),
        wie_vragen: "Bel ons.".into(),
        bezwaar: "Maak bezwaar.".into(),
    });
    a.onze_fout = fout.then(|| OnzeFout { fout: "het bleef liggen".into(), herstel: "het is klaar".into() });
    a
}

/// One step of one person on one question.
pub async fn zet(
    tx: &mut Tx,
    inr: &beheer::Inrichting,
    wie: &Wie,
    id: VraagId,
    stap: Stap,
    nu: Time,
) -> Result<(), Error> {
    // A person is mostly named with the right team.
    let naar = |t: usize, m: Option<u128>| match m.and_then(|m| inr.medewerker(mens(m))) {
        Some(m) if t > 0 => Eigenaar::medewerker(m.team.clone(), m.id),
        anders => Eigenaar { team: TEAMS[t].to_owned(), medewerker: anders.map(|m| m.id) },
    };
    match stap {
        Stap::Oppakken => claim::claim(tx, wie, id).await.map(drop),
        Stap::Teruggeven => claim::release(tx, wie, id, "Geen tijd").await.map(drop),
        Stap::Toewijzen(t, m) => assign::assign(tx, inr, wie, id, naar(t, m)).await.map(drop),
        Stap::Aanbieden(t, m) => hand_over::offer(tx, inr, wie, id, naar(t, m), "Voor jou").await.map(drop),
        Stap::Aannemen => hand_over::accept(tx, inr, wie, id).await.map(drop),
        Stap::Weigeren => hand_over::decline(tx, wie, id, "Niet van ons").await,
        Stap::AanbodIntrekken => hand_over::withdraw(tx, wie, id).await,
        Stap::Terugleggen => hand_over::put_back(tx, inr, wie, id, "Niet van ons").await.map(drop),
        Stap::Navragen => ask::ask(tx, wie, id, "Een foto").await.map(drop),
        Stap::Aanvullen => {
            let a = Aanvulling {
                kanaal: Kanaal::Website,
                tekst: "Hierbij".into(),
                bijlagen: Vec::new(),
                origineel: String::new(),
            };
            ask::supplement(tx, inr, wie, id, a).await.map(drop)
        }
        Stap::Noteren => note::note(tx, wie, id, "Gebeld").await,
        Stap::Beantwoorden { kanaal, uitkomst, fout } => {
            answer::answer(tx, inr, wie, id, antwoord(kanaal, uitkomst, fout)).await.map(drop)
        }
        Stap::NietBereikt => call::not_reached(tx, wie, id).await.map(drop),
        Stap::Afronden(u) => close::close(tx, wie, id, Afhandelwijze::ALL[u]).await.map(drop),
        Stap::Heropenen => reopen::reopen(tx, inr, wie, id).await.map(drop),
        Stap::Intrekken => withdraw::withdraw(tx, wie, id).await.map(drop),
        Stap::Soort(s) => change::change_kind(tx, inr, wie, id, Soort::ALL[s]).await.map(drop),
        Stap::Antwoordkanaal(k) => {
            let leeg = Indiener::default();
            change::change_channel(tx, wie, id, Antwoordkanaal::ALL[k], leeg, "").await.map(drop)
        }
        Stap::Datum(dagen) => {
            let dag = nu + Duration::from_hours(24 * dagen);
            promise::set_date(tx, inr, wie, id, dag, "Het is druk").await.map(drop)
        }
        Stap::Opgelost(ja) => follow_up::solved(tx, inr, wie, id, ja).await.map(drop),
    }
}
