// SPDX-License-Identifier: EUPL-1.2
//! The year as a whole: how many, by which channel, when, and how it went.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use kernel::Time;
use thuishaven::{Indiener, Kanaal, Plan, StepKind};

use crate::support::{CALENDAR, LIVES, PLAN, TOWN, answered, count, done, end, near, percent, team};

/// Fingerprint of a plan.
fn print(plan: &Plan<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for life in plan.lives() {
        life.hash(&mut hasher);
    }
    for p in plan.inwoners() {
        (p.naam(), p.bsn, &p.email, p.geboren).hash(&mut hasher);
    }
    hasher.finish()
}

#[test]
fn the_same_seed_and_end_tell_the_same_year_and_others_another() {
    let plan = |seed, end| Plan::with_volume(&TOWN, seed, end, 6_000).unwrap();
    let first = print(&plan(42, end()));
    assert_eq!(first, print(&plan(42, end())));
    assert_ne!(first, print(&plan(43, end())));
    assert_ne!(first, print(&plan(42, Time::parse("2026-11-24T09:00:00Z").unwrap())));
}

#[test]
fn sixty_thousand_questions_come_in_by_the_channels_of_the_design() {
    assert_eq!((PLAN.len(), LIVES.len()), (60_000, 60_000));
    for o in &TOWN.onderwerpen {
        let n = LIVES.iter().filter(|l| l.onderwerp == o.id).count();
        assert_eq!(n, usize::try_from(o.per_jaar).unwrap(), "{}", o.id);
    }
    let by = |k: Kanaal| percent(LIVES.iter().filter(|l| l.kanaal == k).count(), LIVES.len());
    for (kanaal, share) in [
        (Kanaal::Telefoon, 50.5),
        (Kanaal::Website, 26.1),
        (Kanaal::Email, 11.1),
        (Kanaal::Balie, 7.7),
        (Kanaal::Brief, 1.8),
        (Kanaal::App, 2.9),
    ] {
        near(kanaal.text(), by(kanaal), share, 0.1);
    }
}

#[test]
fn questions_come_in_order_within_the_year_and_live_ones_only_while_we_are_open() {
    let kalender = TOWN.kalender(end()).unwrap();
    assert!(LIVES.windows(2).all(|w| w[0].received <= w[1].received));
    assert!(LIVES.iter().enumerate().all(|(n, l)| l.number == n));
    let first = LIVES[0].received.day();
    assert!(first >= "2025-11-23".parse().unwrap() && first < "2025-11-27".parse().unwrap(), "{first}");
    for life in LIVES.iter() {
        assert!(life.received < end());
        assert!(!life.kanaal.live() || kalender.is_open(life.received), "{} {}", life.kanaal, life.received);
        assert!(life.steps.windows(2).all(|w| w[0].at <= w[1].at));
        assert!(life.steps.iter().all(|s| s.at >= life.received && s.at < end()));
        assert!(matches!(life.steps[0].kind, StepKind::Routed { .. }) && life.steps[0].at == life.received);
    }
    let week =
        |day: i8| LIVES.iter().filter(|l| l.received.local().weekday().to_monday_one_offset() == day).count();
    near("monday", percent(week(1), LIVES.len()), 25.0, 2.0);
    near("sunday", percent(week(7), LIVES.len()), 1.0, 0.4);
    let evening = LIVES.iter().filter(|l| matches!(l.kanaal, Kanaal::Website | Kanaal::Email));
    let late = evening.clone().filter(|l| l.received.hour() >= 17).count();
    near("evening on the web", percent(late, evening.count()), 20.0, 1.5);
}

#[test]
fn what_is_answered_at_once_and_what_is_avoidable_is_as_designed() {
    let at_once = LIVES.iter().filter(|l| l.at_once).count();
    near("at once", percent(at_once, LIVES.len()), 67.0, 0.3);
    let avoidable = LIVES.iter().filter(|l| !l.oorzaak.is_empty()).count();
    near("avoidable", percent(avoidable, LIVES.len()), 31.8, 1.0);
    for o in &TOWN.onderwerpen {
        let here: Vec<_> = LIVES.iter().filter(|l| l.onderwerp == o.id).collect();
        let once = here.iter().filter(|l| l.at_once).count();
        near(&o.id, percent(once, here.len()), f64::from(o.meteen), 1.0);
    }
}

#[test]
fn promises_are_kept_as_each_team_keeps_them() {
    let mut kept: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for life in LIVES.iter().filter(|l| !l.at_once && l.double_of.is_none()) {
        let Some(answer) = answered(life) else { continue };
        // The wait for the resident moves the date with good reason.
        let waited = life.steps.iter().find_map(|s| match s.kind {
            StepKind::AnsweredByResident { due, .. } => due,
            _ => None,
        });
        let sums = kept.entry(team(life)).or_default();
        sums.0 += usize::from(answer.at <= waited.unwrap_or(life.due));
        sums.1 += 1;
    }
    for t in &TOWN.teams {
        let (good, all) = kept[t.id.as_str()];
        near(&t.id, percent(good, all), f64::from(t.gehouden), if all < 500 { 4.0 } else { 2.5 });
    }
}

#[test]
fn hand_overs_calls_and_follow_up_go_as_designed() {
    let rest: Vec<_> = LIVES.iter().filter(|l| !l.at_once).collect();
    let accepted =
        |n: usize| rest.iter().filter(|l| count(l, |s| matches!(s, StepKind::Accepted { .. })) == n).count();
    for (n, share) in [(0, 71.0), (1, 22.0), (2, 5.0), (3, 2.0)] {
        near(&format!("{n} hand-overs"), percent(accepted(n), rest.len()), share, 2.5);
    }
    let sum = |is: fn(&StepKind<'_>) -> bool| LIVES.iter().map(|l| count(l, is)).sum::<usize>();
    let offers = sum(|s| matches!(s, StepKind::Offered { .. }));
    near("declined", percent(sum(|s| matches!(s, StepKind::Declined { .. })), offers), 9.0, 1.0);
    let calls = |l: &thuishaven::Life<'_>| -> Vec<bool> {
        l.steps
            .iter()
            .filter_map(
                |s| if let StepKind::CallAttempt { reached, .. } = s.kind { Some(reached) } else { None },
            )
            .collect()
    };
    let called: Vec<_> = rest.iter().map(|l| calls(l)).filter(|c| !c.is_empty()).collect();
    near("first call missed", percent(called.iter().filter(|c| !c[0]).count(), called.len()), 34.0, 2.5);
    let second: Vec<_> = called.iter().filter(|c| !c[0] && c.len() > 1).collect();
    near("second call missed", percent(second.iter().filter(|c| !c[1]).count(), second.len()), 12.0, 3.0);
    let asked = sum(|s| matches!(s, StepKind::AskedSolved));
    let replied = sum(|s| matches!(s, StepKind::Solved { .. }));
    near("reply to the follow-up", percent(replied, asked), 24.0, 1.5);
    near("not solved", percent(sum(|s| matches!(s, StepKind::Reopened { .. })), replied), 11.0, 1.5);
}

#[test]
fn the_work_lists_of_the_last_moment_are_full_of_every_kind_of_work() {
    let open: Vec<_> = LIVES.iter().filter(|l| !done(l)).collect();
    assert!((120..500).contains(&open.len()), "{} open", open.len());
    let due = |l: &thuishaven::Life<'_>| {
        let moved = l.steps.iter().rev().find_map(|s| match s.kind {
            StepKind::PromiseExtended { due, .. }
            | StepKind::Reopened { due }
            | StepKind::AnsweredByResident { due: Some(due), .. } => Some(due),
            _ => None,
        });
        moved.unwrap_or(l.due)
    };
    let late = open
        .iter()
        .filter(|l| due(l) < end() || count(l, |s| matches!(s, StepKind::PromiseExtended { .. })) > 0);
    assert!(late.count() >= 10, "late or moved");
    assert!(open.iter().filter(|l| due(l) >= end() && due(l).day() == end().day()).count() >= 5, "due today");
    let last =
        |l: &thuishaven::Life<'_>, is: fn(&StepKind<'_>) -> bool| l.steps.last().is_some_and(|s| is(&s.kind));
    assert!(
        open.iter().filter(|l| last(l, |s| matches!(s, StepKind::AskedResident { .. }))).count() >= 3,
        "waiting"
    );
    assert!(
        open.iter().filter(|l| last(l, |s| matches!(s, StepKind::Offered { .. }))).count() >= 2,
        "offered"
    );
    assert!(
        open.iter().filter(|l| last(l, |s| matches!(s, StepKind::Routed { .. }))).count() >= 10,
        "not picked up"
    );
    assert!(open.iter().any(|l| count(l, |s| matches!(s, StepKind::AtRisk)) > 0), "at risk");
    let teams: std::collections::BTreeSet<_> = open.iter().map(|l| team(l)).collect();
    assert!(teams.len() >= 7, "{teams:?}");
}

#[test]
fn nobody_is_asked_twice_in_sixty_days_whether_it_was_solved() {
    let mut asked: BTreeMap<Indiener, Vec<Time>> = BTreeMap::new();
    for life in LIVES.iter() {
        for step in life.steps.iter().filter(|s| matches!(s.kind, StepKind::AskedSolved)) {
            assert!(
                TOWN.onderwerp(life.onderwerp).unwrap().navraag && life.soort.navraag(),
                "{}",
                life.onderwerp
            );
            assert!(!life.email.is_empty());
            asked.entry(life.indiener).or_default().push(step.at);
        }
    }
    for moments in asked.values_mut() {
        moments.sort_unstable();
        assert!(moments.windows(2).all(|w| w[1].since(w[0]).as_secs() >= 60 * 86_400));
    }
}

#[test]
fn half_of_the_later_answers_come_within_a_little_more_than_half_of_the_norm() {
    let mut parts: Vec<i64> = LIVES
        .iter()
        .filter(|l| !l.at_once && l.double_of.is_none() && l.soort.wettelijke_termijn().is_none())
        .filter_map(|l| {
            let norm = CALENDAR.open_minutes(l.received, l.due).max(1);
            answered(l).map(|s| 100 * CALENDAR.open_minutes(l.received, s.at) / norm)
        })
        .collect();
    parts.sort_unstable();
    let median = parts[parts.len() / 2];
    assert!((50..=62).contains(&median), "{median}% of the norm");
}
