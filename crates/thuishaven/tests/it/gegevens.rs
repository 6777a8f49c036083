// SPDX-License-Identifier: EUPL-1.2
//! The data files say what the design says.

use std::collections::BTreeMap;

use kernel::Time;
use thuishaven::{Kanaal, Soort};

use crate::support::{TOWN, end};

#[test]
fn the_municipality_has_the_size_it_was_given() {
    assert_eq!((TOWN.wijken.len(), TOWN.teams.len(), TOWN.medewerkers.len()), (12, 8, 30));
    assert_eq!((TOWN.onderwerpen.len(), TOWN.pieken.len(), TOWN.seizoenen.len()), (40, 10, 12));
    assert_eq!((TOWN.voorbeelden.len(), TOWN.berichten.len()), (25, 21));
    assert_eq!(TOWN.wijken.iter().map(|w| w.inwoners).sum::<u32>(), TOWN.gemeente.inwoners);
    assert_eq!(TOWN.onderwerpen.iter().map(|o| o.per_jaar).sum::<u32>(), 60_000);
    let ids: Vec<_> = TOWN.berichten.iter().map(|b| b.id.as_str()).collect();
    assert_eq!((ids.first(), ids.last()), (Some(&"b01"), Some(&"b21")));
}

#[test]
fn every_mix_is_a_hundred_and_every_season_a_year() {
    for o in &TOWN.onderwerpen {
        assert_eq!(o.mix.iter().sum::<u32>(), 100, "{}", o.id);
    }
    for s in &TOWN.seizoenen {
        assert_eq!(s.index.iter().sum::<u32>(), 1_200, "{}", s.id);
    }
    assert_eq!(TOWN.ritme.week.iter().sum::<u32>(), 100);
    assert_eq!(TOWN.ritme.bel_uren.iter().sum::<u32>(), 100);
    assert!((TOWN.ritme.web_uren.iter().sum::<f64>() - 100.0).abs() < 0.01);
}

#[test]
fn every_team_has_a_lead_and_exactly_one_is_the_distribution_point() {
    assert_eq!(
        TOWN.teams.iter().filter(|t| t.verdeelpunt).map(|t| t.id.as_str()).collect::<Vec<_>>(),
        ["KCC"]
    );
    for team in &TOWN.teams {
        let leads = TOWN.medewerkers.iter().filter(|m| m.team == team.id && m.is_teamleider()).count();
        assert_eq!(leads, 1, "{}", team.id);
    }
    let known = ["medewerker", "teamleider", "redacteur", "analist", "beheerder", "privacy", "raadpleger"];
    assert!(TOWN.medewerkers.iter().flat_map(|m| &m.rollen).all(|r| known.contains(&r.as_str())));
}

#[test]
fn the_figures_per_team_are_those_of_the_design() {
    let mut per_team: BTreeMap<&str, u32> = BTreeMap::new();
    for o in &TOWN.onderwerpen {
        *per_team.entry(&o.team).or_default() += o.per_jaar;
    }
    let expected = [
        ("BJ", 750),
        ("BP", 12_140),
        ("BZ", 14_460),
        ("KCC", 3_900),
        ("OR", 15_460),
        ("VO", 4_210),
        ("WI", 4_890),
        ("ZW", 4_190),
    ];
    assert_eq!(per_team.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_town_hall_closes_on_the_days_of_the_design() {
    let kalender = TOWN.kalender(end()).unwrap();
    let open = |day: &str| kalender.is_working_day(day.parse().unwrap());
    for closed in [
        "2025-12-25",
        "2025-12-26",
        "2026-01-01",
        "2026-01-02",
        "2026-04-06",
        "2026-04-27",
        "2026-05-05",
        "2026-05-14",
        "2026-05-15",
        "2026-05-25",
        "2026-12-25",
    ] {
        assert!(!open(closed), "{closed}");
    }
    assert!(open("2026-04-03"), "Good Friday is a working day here");
    let noon = |day: &str| kalender.closing(day.parse().unwrap()).map(Time::hour);
    assert_eq!((noon("2025-12-24"), noon("2025-12-31")), (Some(12), Some(12)));
}

#[test]
fn an_employee_who_only_knows_waste_and_passports_takes_no_other_calls() {
    let lieke = TOWN.medewerker("m04").unwrap();
    assert_eq!(lieke.naam, "Lieke van Ommen");
    assert_eq!(lieke.alleen, ["o01", "o11", "o12", "o13", "o14", "o40"]);
    assert_eq!(
        TOWN.medewerkers.iter().filter(|m| m.vertrekt).map(|m| m.id.as_str()).collect::<Vec<_>>(),
        ["m10"]
    );
}

#[test]
fn the_examples_name_the_kinds_that_never_get_a_service_norm() {
    for id in ["v09", "v15", "v17", "v24"] {
        let v = TOWN.voorbeelden.iter().find(|v| v.id == id).unwrap();
        assert!(v.soort.wettelijke_termijn().is_some(), "{id}");
    }
    let v22 = TOWN.voorbeelden.iter().find(|v| v.id == "v22").unwrap();
    assert_eq!((v22.soort, v22.anoniem, v22.kanaal), (Soort::Signaal, true, Kanaal::Telefoon));
}
