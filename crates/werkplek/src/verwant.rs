// SPDX-License-Identifier: EUPL-1.2
//! Which earlier questions look like this one. Words that few questions have say most; one topic helps a little.
//! What hardly looks alike is left out: a wrong hint costs more than none.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use kernel::{Result, Time, dutch};
use language::Analyser;
use storage::Tx;
use vragen::{
    Eigenaar,
    lijst::{self, Buur},
};

use crate::plek::{Plek, nummer};

/// Most that are shown.
const HOOGSTENS: usize = 3;
/// Share of the weight of the words of the question that must come back.
const GENOEG: f64 = 0.45;
/// What the same topic adds.
const ZELFDE_ONDERWERP: f64 = 0.15;
/// Words that name a moment, besides days and months.
const MOMENTEN: [&str; 5] = ["uur", "vandaag", "vanmiddag", "morgen", "overmorgen"];
/// Most characters of an answer that is shown beside a conversation.
const KORT: usize = 240;

/// An earlier question, ready to be shown.
#[derive(Debug, Clone)]
pub(crate) struct Verwant {
    pub(crate) url: String,
    pub(crate) titel: String,
    /// Who has or had it, and when it was answered.
    pub(crate) uitleg: String,
    /// The answer that was given; empty when there is none or it was not asked for.
    pub(crate) antwoord: String,
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gezocht<'a> {
    pub(crate) tekst: &'a str,
    pub(crate) onderwerp: Option<&'a str>,
    pub(crate) team: &'a str,
    /// The question itself, when it is there already.
    pub(crate) zelf: Option<uuid::Uuid>,
}

/// Earlier questions of the same team that look like this one, the most alike first; answered ones before open ones.
pub(crate) async fn verwant(tx: &mut Tx, p: &Plek, g: Gezocht<'_>, nu: Time) -> Result<Vec<Verwant>> {
    Ok(vind(tx, p, g).await?.iter().map(|b| toon(p, b, nu)).collect())
}

/// The same with the answers that were given. Left out are questions without an answer, and answers that hold
/// something of one resident only.
pub(crate) async fn antwoorden(tx: &mut Tx, p: &Plek, g: Gezocht<'_>, nu: Time) -> Result<Vec<Verwant>> {
    let mut gevonden = Vec::new();
    for buur in vind(tx, p, g).await?.iter().filter(|b| b.beantwoord_op.is_some()) {
        if let Some((tekst, medewerker)) =
            lijst::laatste_antwoord(tx, buur.id).await?.filter(|(tekst, _)| algemeen(&zakelijk(tekst)))
        {
            // Who wrote it, also when the question stayed with the team.
            let buur = Buur { medewerker: medewerker.or(buur.medewerker), ..buur.clone() };
            gevonden.push(Verwant { antwoord: kort(&tekst), ..toon(p, &buur, nu) });
        }
    }
    Ok(gevonden)
}

async fn vind(tx: &mut Tx, p: &Plek, g: Gezocht<'_>) -> Result<Vec<Buur>> {
    let mut buren = lijst::buren(tx, &p.wie, g.team).await?;
    buren.retain(|b| Some(b.id) != g.zelf);
    Ok(lijkt_op(g.tekst, g.onderwerp, buren))
}

fn toon(p: &Plek, b: &Buur, nu: Time) -> Verwant {
    let eigenaar = p.eigenaar(&Eigenaar { team: b.team.clone(), medewerker: b.medewerker });
    let wie = if eigenaar.soort == "ik" { "jou".to_owned() } else { eigenaar.naam };
    Verwant {
        url: format!("/werk/vraag/{}", nummer(&p.inr, b.ontvangen_op, b.volgnummer)),
        titel: b.titel.clone(),
        uitleg: match b.beantwoord_op {
            Some(op) => format!("Beantwoord door {wie}, {}", dutch::moment_near(op, nu)),
            None => format!("Loopt nu bij {wie}"),
        },
        antwoord: String::new(),
    }
}

/// What an answer says, without salutation and signature: they were for somebody else.
fn zakelijk(antwoord: &str) -> String {
    let regels = antwoord.lines().map(str::trim).filter(|r| !r.is_empty());
    regels
        .skip_while(|r| ["Beste ", "Geachte ", "Dag "].iter().any(|b| r.starts_with(b)))
        .take_while(|r| !r.starts_with("Met vriendelijke groet"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Nothing in it is of one resident: no personal data, and no day or time, as an appointment has.
fn algemeen(antwoord: &str) -> bool {
    let moment = |woord: &str| {
        let woord = woord.to_lowercase();
        MOMENTEN.contains(&woord.as_str())
            || dutch::MAANDEN.contains(&woord.as_str())
            || dutch::DAGEN.contains(&woord.as_str())
    };
    !antwoord.split(|c: char| !c.is_alphanumeric()).any(moment) && language::redact::find(antwoord).is_empty()
}

/// The start of an answer, cut at a word.
fn kort(antwoord: &str) -> String {
    let tekst = zakelijk(antwoord);
    if tekst.chars().count() <= KORT {
        return tekst;
    }
    let begin: String = tekst.chars().take(KORT).collect();
    let tot = begin.rfind(' ').unwrap_or(begin.len());
    format!("{} ...", begin.get(..tot).unwrap_or(&begin).trim_end_matches([',', '.', ';']))
}

fn analyser() -> &'static Analyser {
    static ANALYSER: OnceLock<Analyser> = OnceLock::new();
    ANALYSER.get_or_init(Analyser::new)
}

fn sleutels(tekst: &str) -> HashSet<String> {
    analyser().terms(tekst).into_iter().collect()
}

/// Those of `buren` that look like this text, the most alike first; answered ones before open ones of the same score.
fn lijkt_op(tekst: &str, onderwerp: Option<&str>, buren: Vec<Buur>) -> Vec<Buur> {
    let mijn = sleutels(tekst);
    let alle: Vec<HashSet<String>> = buren.iter().map(|b| sleutels(&b.titel)).collect();
    let mut hoeveel: HashMap<&str, u32> = HashMap::new();
    for sleutel in alle.iter().flatten() {
        *hoeveel.entry(sleutel.as_str()).or_default() += 1;
    }
    let aantal = f64::from(u32::try_from(buren.len()).unwrap_or(u32::MAX));
    // Words that no other question has cannot come back, so they do not count.
    let gewicht =
        |sleutel: &String| hoeveel.get(sleutel.as_str()).map_or(0.0, |n| (1.0 + aantal / f64::from(*n)).ln());
    let van = |sleutels: &HashSet<String>| sleutels.iter().map(gewicht).sum::<f64>();
    let mijn_gewicht = van(&mijn);
    let mut gescoord: Vec<(f64, Buur)> = buren
        .into_iter()
        .zip(&alle)
        .filter_map(|(buur, sleutels)| {
            let samen: f64 = mijn.intersection(sleutels).map(gewicht).sum();
            // Of the shorter of the two: a long mail and a short title can be about one thing.
            let deel = samen / mijn_gewicht.min(van(sleutels)).max(f64::MIN_POSITIVE);
            let woorden = mijn.intersection(sleutels).count();
            // One word of several says too little, however few questions have it.
            let genoeg_woorden = woorden > 1 || (woorden == 1 && mijn.len().min(sleutels.len()) == 1);
            let zelfde = onderwerp.is_some() && buur.onderwerp.as_deref() == onderwerp;
            let score = deel + if zelfde { ZELFDE_ONDERWERP } else { 0.0 };
            (genoeg_woorden && score >= GENOEG).then_some((score, buur))
        })
        .collect();
    // Stable: of one score the order of the list stands, newest answers first.
    gescoord.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let mut gezien = HashSet::new();
    gescoord.retain(|(_, b)| gezien.insert(kernel::text::fold(&b.titel)));
    gescoord.into_iter().map(|(_, b)| b).take(HOOGSTENS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buur(titel: &str, onderwerp: &str) -> Buur {
        let op = Time::parse("2026-11-20T10:00:00Z").unwrap();
        Buur {
            id: uuid::Uuid::nil(),
            volgnummer: 1,
            ontvangen_op: op,
            titel: titel.to_owned(),
            onderwerp: Some(onderwerp.to_owned()),
            team: "BP".to_owned(),
            medewerker: None,
            beantwoord_op: Some(op),
        }
    }

    fn titels(tekst: &str, onderwerp: Option<&str>) -> Vec<String> {
        let buren = vec![
            buur("Factuur voor de hond die er niet meer is", "hond"),
            buur("Vergunning op naam van partner zetten", "parkeren"),
            buur("Parkeervergunning voor mantelzorg aanvragen", "parkeren"),
            buur("Bezwaar tegen de parkeerboete", "parkeren"),
            buur("Waarom is mijn aanslag hoger", "aanslag"),
            buur("Betaling in termijnen", "betalen"),
        ];
        lijkt_op(tekst, onderwerp, buren).into_iter().map(|b| b.titel).collect()
    }

    #[test]
    fn a_question_in_other_words_about_the_same_thing_is_found_first() {
        let gevonden = titels("Hoe verleng ik de parkeervergunning voor mantelzorgers?", Some("parkeren"));
        assert_eq!(gevonden.first().map(String::as_str), Some("Parkeervergunning voor mantelzorg aanvragen"));
        assert!(!gevonden.iter().any(|t| t.contains("hond")), "{gevonden:?}");
    }

    #[test]
    fn what_hardly_looks_alike_is_left_out() {
        assert!(titels("Mijn naam is verkeerd gespeld", None).is_empty());
        assert!(titels("", Some("parkeren")).is_empty(), "one topic alone says too little");
        let buren =
            vec![buur("Nummer van het waterschap", "overig"), buur("Riolering in de straat", "overig")];
        let een_woord = lijkt_op("Gebeld door een onbekend nummer", Some("overig"), buren);
        assert!(een_woord.is_empty(), "one word of several says too little: {een_woord:?}");
    }

    #[test]
    fn the_same_question_is_shown_once() {
        let buren = vec![buur("Container niet geleegd", "afval"); 5];
        assert_eq!(lijkt_op("Mijn container is niet geleegd", Some("afval"), buren).len(), 1);
    }

    #[test]
    fn an_answer_is_shown_without_salutation_and_cut_at_a_word() {
        let brief = "Beste mevrouw Verhagen,\n\nDe milieustraat is open tot 16.00 uur.\n\nMet vriendelijke groet,\nBart";
        assert_eq!(kort(brief), "De milieustraat is open tot 16.00 uur.");
        let lang = kort(&"woord, ".repeat(100));
        assert!(lang.ends_with("woord ...") && lang.chars().count() <= KORT + 4, "{lang}");
    }
}
