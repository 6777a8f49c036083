// SPDX-License-Identifier: EUPL-1.2
//! The small municipality in which the tests play: four teams, eight people, eight topics.

use beheer::{Medewerker, Onderwerp, Openingstijd, Opzet, Postvak, Sluiting, Team, Wijk, Woord};
use kernel::calendar::Norm;
use uuid::Uuid;

/// Id of the n-th employee of the tests.
pub const fn mens(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

/// Sanne leads the client contact centre, which is the distribution point.
pub const SANNE: Uuid = mens(1);
/// Youssef works at the client contact centre.
pub const YOUSSEF: Uuid = mens(2);
/// Henk leads civil affairs.
pub const HENK: Uuid = mens(3);
/// Fatima works at civil affairs.
pub const FATIMA: Uuid = mens(4);
/// Bart leads public space.
pub const BART: Uuid = mens(5);
/// Noor works at public space.
pub const NOOR: Uuid = mens(6);
/// Tom works at the shielded neighbourhood team.
pub const TOM: Uuid = mens(7);
/// Ricardo is the administrator.
pub const RICARDO: Uuid = mens(8);

fn team(id: &str, naam: &str, verdeelpunt: bool, afgeschermd: bool) -> Team {
    Team {
        id: id.to_owned(),
        naam: naam.to_owned(),
        norm_bellen: Norm::Werkdagen(1),
        norm_antwoord: Norm::Werkdagen(2),
        verdeelpunt,
        afgeschermd,
    }
}

fn medewerker(id: Uuid, naam: &str, team: &str, rollen: &[&str]) -> Medewerker {
    Medewerker {
        id,
        naam: naam.to_owned(),
        functie: "medewerker".to_owned(),
        team: team.to_owned(),
        email: format!("{}@proefdorp.example", kernel::text::fold(naam).replace(' ', ".")),
        actief: true,
        rollen: rollen.iter().map(ToString::to_string).collect(),
        vaardigheden: Vec::new(),
    }
}

fn onderwerp(id: &str, naam: &str, team: &str, soort: &str, antwoord: Norm, woorden: &str) -> Onderwerp {
    Onderwerp {
        id: id.to_owned(),
        naam: naam.to_owned(),
        team: team.to_owned(),
        soort: soort.to_owned(),
        norm_bellen: None,
        norm_antwoord: Some(antwoord),
        woorden: woorden.split(' ').map(|w| Woord { tekst: w.to_owned(), gewicht: 1 }).collect(),
        navraag: true,
        betwist: false,
    }
}

/// The set-up of the test municipality.
pub fn opzet() -> Opzet {
    Opzet {
        instellingen: [
            ("gemeente.naam", "gemeente Proefdorp"),
            ("gemeente.telefoon", "14 0998"),
            ("gemeente.adres", "Dorpsplein 1, 1234 AB Proefdorp"),
            ("vraag.voorvoegsel", "PD"),
            ("route.klacht", "KCC"),
            ("route.signaal", "ZW"),
        ]
        .map(|(naam, waarde)| (naam.to_owned(), waarde.to_owned()))
        .to_vec(),
        wijken: vec![Wijk { id: "CE".into(), naam: "Centrum".into(), postcodes: vec!["1234A".into()] }],
        teams: vec![
            team("KCC", "Klantcontactcentrum", true, false),
            team("BZ", "Burgerzaken", false, false),
            team("OR", "Openbare Ruimte", false, false),
            team("ZW", "Zorg en Wijk", false, true),
        ],
        medewerkers: medewerkers(),
        onderwerpen: onderwerpen(),
        postvakken: vec![postvak("gemeente", "KCC"), postvak("burgerzaken", "BZ"), postvak("wijkteam", "ZW")],
        openingstijden: (1..=5)
            .map(|dag| Openingstijd { plek: "T".into(), dag, van: "08:30".into(), tot: "17:00".into() })
            .collect(),
        sluitingen: vec![Sluiting {
            datum: "2026-12-24".into(),
            vanaf: "12:00".into(),
            reden: "Kerstavond".into(),
        }],
    }
}

fn medewerkers() -> Vec<Medewerker> {
    vec![
        medewerker(SANNE, "Sanne Verhulst", "KCC", &["medewerker", "teamleider"]),
        medewerker(YOUSSEF, "Youssef Amrani", "KCC", &["medewerker"]),
        medewerker(HENK, "Henk Terpstra", "BZ", &["medewerker", "teamleider"]),
        medewerker(FATIMA, "Fatima el Idrissi", "BZ", &["medewerker"]),
        medewerker(BART, "Bart Lemmens", "OR", &["medewerker", "teamleider"]),
        medewerker(NOOR, "Noor Achterberg", "OR", &["medewerker"]),
        medewerker(TOM, "Tom Veldkamp", "ZW", &["medewerker"]),
        medewerker(RICARDO, "Ricardo Baptista", "KCC", &["medewerker", "beheerder"]),
    ]
}

fn onderwerpen() -> Vec<Onderwerp> {
    let wd = Norm::Werkdagen;
    vec![
        onderwerp(
            "paspoort",
            "Paspoort of identiteitskaart",
            "BZ",
            "informatievraag",
            wd(2),
            "paspoort identiteitskaart pas",
        ),
        onderwerp("verhuizen", "Verhuizing doorgeven", "BZ", "aanvraag", wd(2), "verhui adreswijziging"),
        Onderwerp {
            norm_antwoord: Some(Norm::ZelfdeDag),
            navraag: false,
            ..onderwerp("overlijden", "Overlijden", "BZ", "informatievraag", wd(1), "overleden overlijden")
        },
        onderwerp("container", "Container niet geleegd", "OR", "melding", wd(1), "container afval geleegd"),
        onderwerp("stoep", "Kapotte stoep of weg", "OR", "melding", wd(5), "stoep tegel kuil"),
        Onderwerp {
            norm_antwoord: Some(Norm::Werkuren(4)),
            ..onderwerp("gevaar", "Gevaar op straat", "OR", "melding", wd(1), "gevaarlijk")
        },
        Onderwerp {
            betwist: true,
            ..onderwerp("boom", "Boom op de grens van twee tuinen", "OR", "melding", wd(5), "erfgrens")
        },
        Onderwerp {
            navraag: false,
            ..onderwerp("jeugd", "Jeugdhulp", "ZW", "aanvraag", wd(2), "jeugdhulp opvoeden")
        },
    ]
}

fn postvak(id: &str, team: &str) -> Postvak {
    Postvak { id: id.to_owned(), adres: format!("{id}@proefdorp.example"), team: team.to_owned() }
}
