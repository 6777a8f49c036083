// SPDX-License-Identifier: EUPL-1.2
//! The truths that were planted for the figures, and the ten peaks.

use std::collections::{BTreeMap, BTreeSet};

use thuishaven::{Indiener, Kanaal, StepKind};

use crate::support::{LIVES, PLAN, TOWN, answered, count, done, end, near, percent, team};

#[test]
fn t1_remission_asks_for_less_proof_since_may_and_it_shows() {
    let may = "2026-05-01".parse().unwrap();
    let share = |after: bool| {
        let here: Vec<_> =
            LIVES.iter().filter(|l| l.onderwerp == "o26" && (l.received.day() >= may) == after).collect();
        percent(here.iter().filter(|l| !l.oorzaak.is_empty()).count(), here.len())
    };
    near("before", share(false), 42.0, 4.0);
    near("after", share(true), 27.0, 5.0);
}

#[test]
fn t3_rats_in_spoorkant_doubled_in_the_last_two_weeks() {
    let rats = |from: u64, until: u64| {
        let days = |n: u64| end() - std::time::Duration::from_secs(n * 86_400);
        let here = |l: &&thuishaven::Life<'_>| {
            l.onderwerp == "o18" && l.wijk == "SK" && l.received >= days(from) && l.received < days(until)
        };
        LIVES.iter().filter(here).count()
    };
    let (now, before) = (rats(14, 0), rats(42, 14));
    assert!(now >= before && now >= 4, "{now} in two weeks, {before} in the four before");
}

#[test]
fn t4_the_permit_writer_is_over_capacity() {
    let his = |l: &&thuishaven::Life<'_>| {
        !l.at_once && answered(l).is_some_and(|s| matches!(s.kind, StepKind::Answered { by: "m15", .. }))
    };
    let all: Vec<_> = LIVES.iter().filter(his).collect();
    let late = all.iter().filter(|l| answered(l).is_some_and(|s| s.at > l.due)).count();
    near("late", percent(late, all.len()), 34.0, 3.0);
}

#[test]
fn t5_forty_one_questions_go_to_the_team_when_a_colleague_leaves() {
    let (who, when) = PLAN.leaver();
    assert_eq!(who, "m10");
    let left: Vec<_> =
        LIVES.iter().filter(|l| count(l, |s| matches!(s, StepKind::OwnerLeft { team: "BZ" })) > 0).collect();
    assert_eq!(left.len(), 41);
    for life in &left {
        let at = life.steps.iter().find(|s| matches!(s.kind, StepKind::OwnerLeft { .. })).unwrap().at;
        assert_eq!(at, when);
    }
    let by = |s: &StepKind<'_>| match *s {
        StepKind::Claimed { by } | StepKind::Accepted { by } | StepKind::Answered { by, .. } => by == "m10",
        _ => false,
    };
    assert!(LIVES.iter().flat_map(|l| &l.steps).all(|s| s.at <= when || !by(&s.kind)), "works after leaving");
}

#[test]
fn t6_one_household_has_five_contacts_with_three_teams_and_two_promises_missed() {
    let v01 = &TOWN.voorbeelden[0].tekst;
    let last = LIVES.iter().find(|l| &l.tekst == v01).unwrap();
    assert!(!done(last) && last.received.day() == end().day() && last.kanaal == Kanaal::Telefoon);
    let since = end() - std::time::Duration::from_hours(45 * 24);
    let all: Vec<_> = LIVES.iter().filter(|l| l.indiener == last.indiener && l.received >= since).collect();
    assert!(all.len() >= 5, "{}", all.len());
    assert_eq!(all.iter().map(|l| team(l)).collect::<BTreeSet<_>>(), BTreeSet::from(["BP", "WI", "ZW"]));
    let missed =
        all.iter().filter(|l| l.onderwerp == "o28" && answered(l).is_some_and(|s| s.at > l.due)).count();
    assert_eq!(missed, 2);
}

#[test]
fn t7_three_in_a_hundred_ask_twice_on_one_day_by_two_channels() {
    let doubles: Vec<_> = LIVES.iter().filter(|l| l.double_of.is_some()).collect();
    near("doubles", percent(doubles.len(), LIVES.len()), 3.0, 0.2);
    for d in doubles {
        let first = &LIVES[d.double_of.unwrap()];
        assert_eq!((first.indiener, first.onderwerp), (d.indiener, d.onderwerp));
        assert_eq!(first.received.day(), d.received.day());
        assert_ne!(first.kanaal, d.kanaal);
    }
}

#[test]
fn t8_trees_have_a_norm_that_nobody_can_keep() {
    let trees: Vec<_> =
        LIVES.iter().filter(|l| l.onderwerp == "o17" && !l.at_once && l.double_of.is_none()).collect();
    let kept = trees.iter().filter(|l| answered(l).is_some_and(|s| s.at <= l.due)).count();
    near("kept", percent(kept, trees.len()), 50.0, 5.0);
}

#[test]
fn every_peak_stands_out_in_its_days_and_neighbourhoods() {
    for piek in &TOWN.pieken {
        let (from, until) = piek.in_year(2026).unwrap();
        let hit = |l: &&thuishaven::Life<'_>| {
            piek.onderwerpen.iter().any(|o| o == l.onderwerp)
                && (piek.wijken.is_empty() || piek.wijken.iter().any(|w| w == l.wijk))
        };
        let all: Vec<_> = LIVES.iter().filter(hit).collect();
        let inside = all.iter().filter(|l| (from..=until).contains(&l.received.day())).count();
        let days = usize::try_from(from.until(until).unwrap().get_days() + 1).unwrap();
        let ordinary = (all.len() - inside) * days / (365 - days);
        assert!(inside * 10 > ordinary * 13, "{}: {inside} in {days} days, ordinarily {ordinary}", piek.id);
        let named = LIVES.iter().filter(|l| l.piek == piek.id).count();
        assert!(named > 0, "{}", piek.id);
    }
}

#[test]
fn thirty_one_parents_rang_more_than_twice_about_the_late_bus() {
    let mut calls: BTreeMap<Indiener, u32> = BTreeMap::new();
    for life in LIVES.iter().filter(|l| l.piek == "p08") {
        *calls.entry(life.indiener).or_default() += 1;
    }
    let often = calls.iter().filter(|(who, n)| **who != Indiener::Anoniem && **n > 2).count();
    assert!(often >= 25, "{often}");
}

#[test]
fn every_named_organisation_has_an_open_question() {
    for (n, organisatie) in PLAN.organisaties().iter().take(14).enumerate() {
        let open = LIVES.iter().any(|l| {
            l.indiener == Indiener::Organisatie(n) && !done(l) && l.tekst.contains(&organisatie.naam)
        });
        assert!(open, "{}", organisatie.naam);
    }
}
