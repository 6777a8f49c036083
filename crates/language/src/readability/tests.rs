// SPDX-License-Identifier: EUPL-1.2
//! Readability on texts of our own. How it does on the published texts is measured in `tests/reference.rs`.

use proptest::prelude::*;

use super::*;

fn kinds(text: &str) -> Vec<MarkKind> {
    read(text).marks.into_iter().map(|m| m.kind).collect()
}

#[test]
fn plain_text_is_easier_than_office_text() {
    let plain = read(
        "U wilt een nieuw paspoort. Maak een afspraak met ons. Neem uw oude paspoort en een foto mee. \
         Na vijf dagen ligt uw paspoort klaar. U haalt het zelf op.",
    );
    let office = read(
        "Ingevolge het bepaalde in de verordening dient de belanghebbende de aanvraag tot verlening van een ontheffing \
         vergezeld te doen gaan van de voor de beoordeling daarvan benodigde bescheiden, alsmede een schriftelijke \
         motivering van de noodzakelijkheid der voorgenomen werkzaamheden.",
    );
    assert!(plain.score < office.score, "{plain:?}");
    assert!(plain.level() <= Level::Two, "{plain:?}");
    assert_eq!(office.level(), Level::Four);
}

#[test]
fn passives_are_told_from_what_looks_like_them() {
    for passive in [
        "De brief wordt morgen verstuurd.",
        "Uw aanvraag is door de gemeente beoordeeld.",
        "De weg zal volgende week worden afgesloten.",
        "Wij denken dat de brief gisteren verstuurd werd.",
        "Er werd een besluit genomen.",
        "De straat wordt schoongemaakt.",
        "Het formulier moet door beide ouders worden ondertekend.",
        "De kosten zijn door ons betaald.",
    ] {
        assert!(kinds(passive).contains(&MarkKind::Passive), "{passive}");
    }
    for active in [
        "Hij wordt morgen ziek.",
        "De trein is vertrokken.",
        "Wij hebben uw brief ontvangen.",
        "Het wordt laat vandaag.",
        "De winkel is op maandag gesloten.",
        "Mijn broer is gisteren getrouwd.",
        "Het weer wordt slechter.",
        "U heeft een brief gekregen.",
        "Het aantal klachten is gestegen.",
        "De bus is op tijd gekomen.",
    ] {
        assert!(!kinds(active).contains(&MarkKind::Passive), "{active}");
    }
}

#[test]
fn long_sentences_are_marked_by_length() {
    let words = |count: usize| format!("{}.", vec!["huis"; count].join(" "));
    assert!(!kinds(&words(15)).contains(&MarkKind::LongSentence));
    let hint = read(&words(16));
    assert_eq!(
        hint.marks.iter().find(|m| m.kind == MarkKind::LongSentence).unwrap().severity,
        Severity::Hint
    );
    let warning = read(&words(21));
    assert_eq!(
        warning.marks.iter().find(|m| m.kind == MarkKind::LongSentence).unwrap().severity,
        Severity::Warning
    );
}

#[test]
fn each_other_trouble_is_marked() {
    for (kind, text) in [
        (
            MarkKind::Tangconstructie,
            "Het college heeft gisteren in een lange vergadering in het gemeentehuis het plan besproken.",
        ),
        (MarkKind::Tangconstructie, "U ziet de in de lijst van de gemeente opgenomen gegevens."),
        (MarkKind::Tangconstructie, "De man die gisteren met zijn hond door het park liep, woont hier."),
        (MarkKind::Nominalisation, "Na de beoordeling van de aanvraag hoort u meer."),
        (MarkKind::Nominalisation, "Wij helpen bij het aanvragen van een pas."),
        (MarkKind::Jargon, "Derhalve krijgt u geen geld."),
        (MarkKind::Jargon, "Wij sturen u een brief met betrekking tot uw huis."),
        (MarkKind::Abbreviation, "U krijgt hulp van de WMO."),
    ] {
        assert!(kinds(text).contains(&kind), "{text}: {:?}", kinds(text));
    }
    for (kind, text) in [
        (MarkKind::Tangconstructie, "U heeft uw paspoort op tijd opgehaald."),
        (MarkKind::Nominalisation, "De woning van mijn buurman is groot."),
        (MarkKind::Jargon, "Daarom krijgt u geen geld."),
        (MarkKind::Abbreviation, "U krijgt hulp van de Wet maatschappelijke ondersteuning (WMO)."),
        (MarkKind::Abbreviation, "Wij sturen een PDF."),
    ] {
        assert!(!kinds(text).contains(&kind), "{text}");
    }
}

#[test]
fn a_hard_word_comes_with_plain_ones() {
    let report = read("Wij zullen derhalve geen vergunning geven.");
    let mark = report.marks.iter().find(|m| m.kind == MarkKind::Jargon).unwrap();
    assert!(mark.alternatives.contains(&"daarom"));
}

#[test]
fn a_text_should_speak_to_its_reader() {
    let cold = "De gemeente geeft elk jaar subsidie aan verenigingen in de stad. De subsidie is bedoeld voor sport en muziek. \
                De aanvraag moet voor 1 mei binnen zijn. Daarna kijkt een commissie naar alle plannen.";
    assert!(kinds(cold).contains(&MarkKind::NoAddress));
    assert!(!kinds(&format!("{cold} U hoort voor de zomer van ons.")).contains(&MarkKind::NoAddress));
    assert!(!kinds("De balie is open.").contains(&MarkKind::NoAddress));
}

#[test]
fn nothing_to_read_has_no_score() {
    for text in ["", "...", "12 34", "de het een"] {
        assert_eq!(read(text).score, None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "(\\PC|[ .,\n]|wordt|gedaan|de|u|WMO|derhalve|, die ){0,60}") {
        let report = read(&text);
        if let Some(score) = report.score {
            prop_assert!((0.0..=100.0).contains(&score));
        }
        for mark in &report.marks {
            prop_assert!(text.get(mark.range.clone()).is_some());
            prop_assert!(mark.sentence == 0 || mark.sentence < report.sentences.len());
        }
    }
}
