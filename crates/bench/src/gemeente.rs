// SPDX-License-Identifier: EUPL-1.2
//! The municipality of the benchmarks: eight teams, forty people, sixteen topics. Everything in it is invented.

use beheer::{Medewerker, Onderwerp, Openingstijd, Opzet, Postvak, Team, Wijk, Woord};
use kernel::calendar::Norm;
use uuid::Uuid;

/// Code, name, shielded.
pub const TEAMS: [(&str, &str, bool); 8] = [
    ("KCC", "Klantcontactcentrum", false),
    ("BZ", "Burgerzaken", false),
    ("OR", "Openbare Ruimte", false),
    ("AF", "Afval", false),
    ("WB", "Wonen en Bouwen", false),
    ("BL", "Belastingen", false),
    ("PA", "Parkeren", false),
    ("ZW", "Zorg en Welzijn", true),
];

/// People in each team; the first leads it.
pub const PER_TEAM: u128 = 5;

/// Code, name, team, kind, working days, words that point to it.
const TOPICS: [(&str, &str, &str, &str, u32, &str); 16] = [
    ("paspoort", "Paspoort aanvragen", "BZ", "informatievraag", 2, "paspoort identiteitskaart"),
    ("rijbewijs", "Rijbewijs", "BZ", "informatievraag", 2, "rijbewijs"),
    ("verhuizen", "Verhuizing doorgeven", "BZ", "aanvraag", 3, "verhuis adreswijziging"),
    ("uittreksel", "Uittreksel", "BZ", "aanvraag", 2, "uittreksel"),
    ("lantaarn", "Lantaarnpaal kapot", "OR", "melding", 3, "lantaarn straatverlichting"),
    ("stoep", "Kapotte stoep", "OR", "melding", 5, "stoep tegel"),
    ("groen", "Bomen en planten", "OR", "melding", 5, "boom tak heg"),
    ("speelplek", "Speelplek", "OR", "melding", 5, "speelplek schommel"),
    ("container", "Container niet geleegd", "AF", "melding", 2, "container geleegd"),
    ("grofvuil", "Grof vuil ophalen", "AF", "aanvraag", 3, "grofvuil bankstel"),
    ("vergunning", "Verbouwen", "WB", "informatievraag", 5, "vergunning dakkapel"),
    ("huur", "Huurwoning", "WB", "informatievraag", 3, "huurwoning"),
    ("aanslag", "Belastingaanslag", "BL", "informatievraag", 5, "aanslag woz"),
    ("kwijt", "Kwijtschelding", "BL", "aanvraag", 5, "kwijtschelding"),
    ("parkeren", "Parkeervergunning", "PA", "aanvraag", 3, "parkeervergunning parkeerplaats"),
    ("hulp", "Hulp in huis", "ZW", "aanvraag", 3, "huishouden traplift"),
];

const FIRST: [&str; 10] =
    ["Anouk", "Bilal", "Carla", "Dirk", "Esra", "Frank", "Gerda", "Hamza", "Iris", "Joost"];
const LAST: [&str; 8] =
    ["Bakema", "Cornelissen", "Dogan", "Elzinga", "Ferwerda", "Goudswaard", "Haddou", "Ijsselstein"];

/// Id of the n-th person (from 0) of the t-th team (from 0).
pub const fn person(team: usize, n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_9000_0000_0000_0000 + ((team as u128) << 8) + n)
}

/// Name of that person.
pub fn name(team: usize, n: u128) -> String {
    let first = usize::try_from(n).unwrap_or(0) + team * 3;
    format!(
        "{} {}",
        FIRST.get(first % FIRST.len()).unwrap_or(&""),
        LAST.get(team % LAST.len()).unwrap_or(&"")
    )
}

/// The whole set-up.
pub fn opzet() -> Opzet {
    let teams = TEAMS.iter().map(|(id, naam, afgeschermd)| Team {
        id: (*id).to_owned(),
        naam: (*naam).to_owned(),
        norm_bellen: Norm::Werkdagen(1),
        norm_antwoord: Norm::Werkdagen(3),
        verdeelpunt: *id == "KCC",
        afgeschermd: *afgeschermd,
    });
    Opzet {
        instellingen: [
            ("gemeente.naam", "gemeente Meetdorp"),
            ("gemeente.telefoon", "14 0999"),
            ("gemeente.adres", "Meetlaan 1, 1000 AA Meetdorp"),
            ("vraag.voorvoegsel", "MD"),
        ]
        .map(|(naam, waarde)| (naam.to_owned(), waarde.to_owned()))
        .to_vec(),
        wijken: vec![Wijk { id: "NO".into(), naam: "Noord".into(), postcodes: vec!["1000A".into()] }],
        teams: teams.collect(),
        medewerkers: people(),
        onderwerpen: TOPICS.iter().map(topic).collect(),
        postvakken: vec![Postvak {
            id: "info".into(),
            adres: "info@meetdorp.example".into(),
            team: "KCC".into(),
        }],
        openingstijden: (1..=5)
            .map(|dag| Openingstijd { plek: "T".into(), dag, van: "08:30".into(), tot: "17:00".into() })
            .collect(),
        sluitingen: Vec::new(),
    }
}

fn people() -> Vec<Medewerker> {
    let one = |team: usize, code: &str, n: u128| Medewerker {
        id: person(team, n),
        naam: name(team, n),
        functie: "medewerker".to_owned(),
        team: code.to_owned(),
        email: format!("{}.{n}@meetdorp.example", code.to_lowercase()),
        actief: true,
        rollen: if n == 0 { roles() } else { vec!["medewerker".to_owned()] },
        vaardigheden: Vec::new(),
    };
    let team = |(t, (code, ..)): (usize, &(&str, &str, bool))| {
        (0..PER_TEAM).map(|n| one(t, code, n)).collect::<Vec<_>>()
    };
    TEAMS.iter().enumerate().flat_map(team).collect()
}

/// Roles of who leads a team.
pub fn roles() -> Vec<String> {
    vec!["medewerker".to_owned(), "teamleider".to_owned()]
}

fn topic(row: &(&str, &str, &str, &str, u32, &str)) -> Onderwerp {
    let (id, naam, team, soort, days, words) = *row;
    Onderwerp {
        id: id.to_owned(),
        naam: naam.to_owned(),
        team: team.to_owned(),
        soort: soort.to_owned(),
        norm_bellen: None,
        norm_antwoord: Some(Norm::Werkdagen(days)),
        woorden: words.split(' ').map(|w| Woord { tekst: w.to_owned(), gewicht: 1 }).collect(),
        navraag: true,
        betwist: false,
    }
}

/// Codes of all topics.
pub fn topics() -> impl Iterator<Item = &'static str> {
    TOPICS.iter().map(|(id, ..)| *id)
}
