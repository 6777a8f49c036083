// SPDX-License-Identifier: EUPL-1.2
//! Where a question goes: the order of the rules, on the small municipality.

use beheer::{Inrichting, Onderwerp};
use testkit::TestApp;
use vragen::{
    Soort,
    route::{Aanwijzing, Bestemming, bestemming, onderwerp_uit_woorden, soort_uit_woorden},
};

fn met(story: impl FnOnce(Inrichting)) {
    let mut inr = None;
    TestApp::run(|| async { inr = Some((*TestApp::sqlite().await.inr().await).clone()) });
    story(inr.unwrap());
}

fn naar(b: &Bestemming) -> (&str, &str) {
    (&b.team, b.regel)
}

#[test]
fn each_rule_gives_way_to_the_one_before_it() {
    met(|inr| {
        let alles = Aanwijzing {
            tekst: "Ik heb een klacht over mijn paspoort",
            onderwerp: Some("container"),
            soort: None,
            team: Some("ZW"),
            postvak_team: Some("BZ"),
        };
        let zonder_team = Aanwijzing { team: None, ..alles };
        let zonder_klacht = Aanwijzing { tekst: "Over mijn paspoort", ..zonder_team };
        let woorden = Aanwijzing { onderwerp: None, ..zonder_klacht };
        let postvak = Aanwijzing { tekst: "Goedemiddag", ..woorden };
        let niets = Aanwijzing { postvak_team: None, ..postvak };
        for (aanwijzing, verwacht) in [
            (alles, ("ZW", "gekozen-team")),
            (zonder_team, ("KCC", "soort-team")),
            (zonder_klacht, ("OR", "onderwerp-team")),
            (woorden, ("BZ", "woorden-team")),
            (postvak, ("BZ", "postvak-team")),
            (niets, ("KCC", "verdeelpunt")),
        ] {
            assert_eq!(naar(&bestemming(&inr, aanwijzing)), verwacht, "{aanwijzing:?}");
        }
    });
}

#[test]
fn what_somebody_chose_is_believed_before_what_words_say() {
    met(|inr| {
        let b = bestemming(
            &inr,
            Aanwijzing { tekst: "Een klacht", soort: Some(Soort::Idee), ..Aanwijzing::default() },
        );
        assert_eq!(b.soort, Soort::Idee);
        // A team or topic that does not exist is as if nobody chose.
        let b = bestemming(
            &inr,
            Aanwijzing {
                tekst: "Mijn paspoort",
                onderwerp: Some("weg"),
                team: Some("weg"),
                postvak_team: Some("weg"),
                ..Aanwijzing::default()
            },
        );
        assert_eq!(naar(&b), ("BZ", "woorden-team"));
        assert_eq!(b.onderwerp.as_deref(), Some("paspoort"));
    });
}

#[test]
fn a_topic_about_a_kind_goes_before_the_team_of_that_kind() {
    met(|mut inr| {
        inr.instellingen.insert("route.bezwaar".into(), "KCC".into());
        let bezwaar = Aanwijzing { tekst: "Ik maak bezwaar tegen mijn aanslag", ..Aanwijzing::default() };
        assert_eq!(naar(&bestemming(&inr, bezwaar)), ("KCC", "soort-team"));
        let woz = Onderwerp {
            id: "woz".into(),
            team: "OR".into(),
            soort: "bezwaar".into(),
            ..inr.onderwerp("paspoort").unwrap().clone()
        };
        inr.onderwerpen.push(woz);
        let b = bestemming(&inr, Aanwijzing { onderwerp: Some("woz"), ..bezwaar });
        assert_eq!(naar(&b), ("OR", "onderwerp-team"));
        // A team that no longer exists is no reason to lose a question.
        inr.instellingen.insert("route.bezwaar".into(), "weg".into());
        assert_eq!(naar(&bestemming(&inr, bezwaar)), ("KCC", "verdeelpunt"));
    });
}

#[test]
fn a_disputed_topic_stays_with_the_distribution_point_whoever_named_it() {
    met(|mut inr| {
        let woorden = Aanwijzing { tekst: "De boom op de erfgrens", ..Aanwijzing::default() };
        assert_eq!(naar(&bestemming(&inr, woorden)), ("KCC", "betwist-onderwerp"));
        // An employee who names the team knows better.
        let b = bestemming(&inr, Aanwijzing { team: Some("OR"), ..woorden });
        assert_eq!(naar(&b), ("OR", "gekozen-team"));
        // A disputed topic of the distribution point itself is simply its own.
        for o in &mut inr.onderwerpen {
            o.team = "KCC".into();
        }
        assert_eq!(naar(&bestemming(&inr, woorden)), ("KCC", "woorden-team"));
    });
}

#[test]
fn words_are_found_whatever_their_case_and_accents_and_whole_when_they_are_short() {
    met(|inr| {
        let gevonden = |tekst: &str| onderwerp_uit_woorden(&inr, tekst).map(|(o, _)| o.id.as_str());
        for (tekst, onderwerp) in [
            ("Mijn PASPOORT!", Some("paspoort")),
            ("paspoortfoto's", Some("paspoort")),
            ("Ik ga verhuizen", Some("verhuizen")),
            ("de stöep ligt los", Some("stoep")),
            ("mijn pas", Some("paspoort")),
            // "pas" is short: only as a word of its own.
            ("het is aangepast, passen en meten", None),
            ("", None),
            ("?!", None),
            // The topic with the most words wins.
            ("De container met afval is niet geleegd, de stoep ook niet", Some("container")),
        ] {
            assert_eq!(gevonden(tekst), onderwerp, "{tekst}");
        }
    });
}

#[test]
fn the_kind_is_told_by_words_that_mean_it() {
    for (tekst, soort) in [
        ("Hierbij stel ik u in gebreke", Some(Soort::Ingebrekestelling)),
        ("Een Woo-verzoek over de brug", Some(Soort::WooVerzoek)),
        ("Ik ben bezorgd over mijn buurvrouw", Some(Soort::Signaal)),
        ("Ik maak me zorgen om een kind", Some(Soort::Signaal)),
        ("Hierbij maak ik bezwaar", Some(Soort::Bezwaar)),
        ("Ik wil inzage in mijn gegevens", Some(Soort::Privacyverzoek)),
        ("Ik wil een klacht indienen over uw balie", Some(Soort::Klacht)),
        ("Een compliment voor de balie", Some(Soort::Compliment)),
        ("Kunt u mij terugbellen?", Some(Soort::Terugbelverzoek)),
        ("Wordt de container bezorgd over twee weken?", None),
        ("Hoe lang is een paspoort geldig?", None),
    ] {
        assert_eq!(soort_uit_woorden(tekst), soort, "{tekst}");
    }
}
