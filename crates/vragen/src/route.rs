// SPDX-License-Identifier: EUPL-1.2
//! Where a question goes: the routing rules. Pure; the rule's name travels with the question.
//!
//! In order: a team that an employee chose, a kind with its own team (complaint, objection, ...), a topic that
//! somebody chose, words that point to a topic, the mailbox, and at last the distribution point on duty.
//! A disputed topic stays with the distribution point, which offers it.

use beheer::{Inrichting, Onderwerp};

use crate::soort::Soort;

/// What is known when a question comes in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Aanwijzing<'a> {
    /// The question in the resident's words.
    pub tekst: &'a str,
    /// Topic, when somebody chose one.
    pub onderwerp: Option<&'a str>,
    /// Kind, when somebody chose one.
    pub soort: Option<Soort>,
    /// Team, when an employee chose one.
    pub team: Option<&'a str>,
    /// Team of the mailbox it came in by.
    pub postvak_team: Option<&'a str>,
}

/// Where it goes, and by which rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bestemming {
    /// Owning team.
    pub team: String,
    /// Topic, when one was chosen or found.
    pub onderwerp: Option<String>,
    /// Kind.
    pub soort: Soort,
    /// Name of the rule.
    pub regel: &'static str,
}

/// Words that tell the kind by themselves, in order of weight. Folded text.
const SOORT_WOORDEN: &[(Soort, &[&str])] = &[
    (Soort::Ingebrekestelling, &["in gebreke", "ingebrekestelling"]),
    (
        Soort::WooVerzoek,
        &["woo-verzoek", "woo verzoek", "wet open overheid", "grond van de woo", "wob-verzoek"],
    ),
    (
        Soort::Signaal,
        &[
            "zorgen om",
            "maak me zorgen over de kind",
            "ben bezorgd",
            "zijn bezorgd",
            "erg bezorgd",
            "ik maak mij zorgen",
            "ik maak me zorgen",
            "huiselijk geweld",
            "mishandel",
        ],
    ),
    (
        Soort::Bezwaar,
        &[
            "maak ik bezwaar",
            "maak bezwaar",
            "bezwaarschrift",
            "bezwaar tegen",
            "teken bezwaar",
            "bezwaar aan te tekenen",
            "in bezwaar",
        ],
    ),
    (
        Soort::Privacyverzoek,
        &[
            "inzage in mijn gegevens",
            "recht op inzage",
            "gegevens verwijderen",
            "gegevens laten verwijderen",
            "inzageverzoek",
            "mijn persoonsgegevens",
        ],
    ),
    (
        Soort::Klacht,
        &[
            "klacht over",
            "klacht indienen",
            "een klacht",
            "onbeschoft",
            "klachtenprocedure",
            "onheus bejegend",
            "respectloos",
        ],
    ),
    (Soort::Compliment, &["compliment", "een pluim", "even een pluim", "complimenten", "wat een goede hulp"]),
    (
        Soort::Terugbelverzoek,
        &["bel mij terug", "bel me terug", "terugbellen", "teruggebeld", "belt terug", "terugbelverzoek"],
    ),
];

/// The kind that the words tell, when they tell one.
pub fn soort_uit_woorden(tekst: &str) -> Option<Soort> {
    let gevouwen = kernel::text::fold(tekst);
    SOORT_WOORDEN
        .iter()
        .find(|(_, woorden)| woorden.iter().any(|w| gevouwen.contains(w)))
        .map(|(soort, _)| *soort)
}

/// Rule by which a question about a disputed topic stays with the distribution point, which offers it.
pub const BETWIST: &str = "betwist-onderwerp";

/// Lowest score at which words decide.
const DREMPEL: u32 = 1;

/// The topic that the words point to most, with its score.
pub fn onderwerp_uit_woorden<'a>(inrichting: &'a Inrichting, tekst: &str) -> Option<(&'a Onderwerp, u32)> {
    let gevouwen = kernel::text::fold(tekst);
    let woorden: Vec<&str> = gevouwen.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).collect();
    let mut beste: Option<(&Onderwerp, u32)> = None;
    for onderwerp in &inrichting.onderwerpen {
        let punten = score(onderwerp, &gevouwen, &woorden);
        if punten >= DREMPEL && beste.is_none_or(|(_, b)| punten > b) {
            beste = Some((onderwerp, punten));
        }
    }
    beste
}

fn score(onderwerp: &Onderwerp, gevouwen: &str, woorden: &[&str]) -> u32 {
    onderwerp
        .woorden
        .iter()
        .filter(|w| {
            if w.tekst.contains([' ', '-']) {
                gevouwen.contains(&w.tekst)
            } else if w.tekst.len() < 4 {
                woorden.contains(&w.tekst.as_str())
            } else {
                woorden.iter().any(|woord| woord.starts_with(w.tekst.as_str()))
            }
        })
        .map(|w| w.gewicht * w.gewicht)
        .sum()
}

/// Decides where a question goes.
pub fn bestemming(inrichting: &Inrichting, a: Aanwijzing<'_>) -> Bestemming {
    let gekozen = a.onderwerp.and_then(|o| inrichting.onderwerp(o));
    let gevonden = gekozen.or_else(|| onderwerp_uit_woorden(inrichting, a.tekst).map(|(o, _)| o));
    let soort = a
        .soort
        .or_else(|| soort_uit_woorden(a.tekst))
        .or_else(|| gevonden.and_then(|o| o.soort.parse().ok()))
        .unwrap_or(Soort::Informatievraag);
    let onderwerp = gevonden.map(|o| o.id.clone());
    if let Some(team) = a.team.and_then(|t| inrichting.team(t)) {
        return Bestemming { team: team.id.clone(), onderwerp, soort, regel: "gekozen-team" };
    }
    if let Some(team) = team_van_soort(inrichting, soort, gevonden) {
        return Bestemming { team, onderwerp, soort, regel: "soort-team" };
    }
    if let Some(o) = gevonden {
        if o.betwist && o.team != inrichting.verdeelpunt().id {
            let team = inrichting.verdeelpunt().id.clone();
            return Bestemming { team, onderwerp, soort, regel: BETWIST };
        }
        let regel = if gekozen.is_some() { "onderwerp-team" } else { "woorden-team" };
        return Bestemming { team: o.team.clone(), onderwerp, soort, regel };
    }
    if let Some(team) = a.postvak_team.and_then(|t| inrichting.team(t)) {
        return Bestemming { team: team.id.clone(), onderwerp, soort, regel: "postvak-team" };
    }
    Bestemming { team: inrichting.verdeelpunt().id.clone(), onderwerp, soort, regel: "verdeelpunt" }
}

/// Team that handles every question of this kind, set as `route.<kind>`. A topic that is itself about this kind
/// goes before it (taxes have their own officer for objections).
fn team_van_soort(inrichting: &Inrichting, soort: Soort, onderwerp: Option<&Onderwerp>) -> Option<String> {
    if onderwerp.is_some_and(|o| o.soort == soort.text()) {
        return None;
    }
    let team = inrichting.instelling(&format!("route.{}", soort.text()), "").to_owned();
    inrichting.team(&team).map(|t| t.id.clone())
}
