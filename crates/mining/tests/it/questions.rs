// SPDX-License-Identifier: EUPL-1.2
//! The questions: variants, rework, hand-overs, filters, conformance, comparison.

use mining::{
    Filter, Log, Machine, MachineError, Map, Who, compare, compare_periods, handovers, rework, throughput,
    variants,
};

use crate::make::lines;

const S: i64 = 1_000_000;

/// Three questions: one straight, one that goes back, one under way.
fn questions() -> Log {
    lines(&[
        ("1", "ontvangen", 0, 0, "balie", "web"),
        ("1", "oppakken", 10, 10, "team a", ""),
        ("1", "beantwoorden", 40, 40, "team a", ""),
        ("2", "ontvangen", 5, 5, "balie", "telefoon"),
        ("2", "oppakken", 15, 15, "team a", ""),
        ("2", "overdragen", 20, 20, "team a", ""),
        ("2", "oppakken", 120, 120, "team b", ""),
        ("2", "beantwoorden", 130, 130, "team b", ""),
        ("3", "ontvangen", 200, 200, "", "web"),
        ("3", "oppakken", 210, 210, "team a", ""),
    ])
}

#[test]
fn variants_stand_by_number_of_cases() {
    let mut all: Vec<_> =
        questions().events().map(|e| (e.case.to_owned(), e.activity.to_owned(), e.start / S)).collect();
    all.push(("4".into(), "ontvangen".into(), 300));
    all.push(("4".into(), "oppakken".into(), 301));
    let rows: Vec<_> = all.iter().map(|(c, a, t)| (c.as_str(), a.as_str(), *t, *t, "", "")).collect();
    let log = lines(&rows);
    let found = variants(&log);
    assert_eq!(found.iter().map(|v| v.cases).collect::<Vec<_>>(), [2, 1, 1]);
    assert_eq!(found[0].path(&log), ["ontvangen", "oppakken"]);
    assert_eq!(found[0].duration, 11_000_000);
    assert!((found[0].share(&log) - 0.5).abs() < 1e-12);
}

#[test]
fn rework_is_what_is_done_again_and_the_way_back() {
    let log = questions();
    let found = rework(&log);
    assert_eq!((found.cases, found.repeats.len(), found.loops.len()), (1, 1, 1));
    let (again, back) = (found.repeats[0], found.loops[0]);
    assert_eq!((log.activities().get(again.activity), again.cases, again.times), ("oppakken", 1, 1));
    assert_eq!((log.activities().get(back.from), back.detour), ("overdragen", 105 * 1_000_000));
}

#[test]
fn a_hand_over_needs_two_known_groups() {
    let log = questions();
    let found = handovers(&log, Who::Groups);
    let named: Vec<_> =
        found.iter().map(|h| (log.groups().get(h.from), log.groups().get(h.to), h.count)).collect();
    assert_eq!(named, [("balie", "team a", 2), ("team a", "team b", 1)]);
    assert_eq!(found[1].waiting.total, 100_000_000);
    assert!(handovers(&log, Who::Resources).is_empty());
}

#[test]
fn throughput_counts_who_came_and_went() {
    let through = throughput(&questions(), 100 * S);
    let flow: Vec<_> = through.periods.iter().map(|p| (p.from / S, p.came, p.went, p.open)).collect();
    assert_eq!(flow, [(0, 2, 1, 1), (100, 0, 1, 0), (200, 1, 1, 0)]);
    assert_eq!((through.median, through.p90, through.longest), (40 * S, 125 * S, 125 * S));
    assert_eq!((through.total, through.mean()), (175_000_000, 58_333_333));
}

#[test]
fn filters_leave_the_cases_one_asks_for() {
    let log = questions();
    let cases = |filter: Filter| log.filter(&filter).cases().iter().map(str::to_owned).collect::<Vec<_>>();
    let all = Filter::default;
    assert_eq!(cases(Filter { began: Some(0..10 * S), ..all() }), ["1", "2"]);
    assert_eq!(cases(Filter { finished: Some(100 * S..1_000 * S), ..all() }), ["2", "3"]);
    assert_eq!(cases(Filter { at_least: Some(41 * S), ..all() }), ["2"]);
    assert_eq!(cases(Filter { at_most: Some(40 * S), ..all() }), ["1", "3"]);
    assert_eq!(
        cases(Filter { with: vec!["beantwoorden".into()], without: vec!["overdragen".into()], ..all() }),
        ["1"]
    );
    assert_eq!(cases(Filter { through: vec![("overdragen".into(), "oppakken".into())], ..all() }), ["2"]);
    assert_eq!(cases(Filter { through: vec![("oppakken".into(), "ontvangen".into())], ..all() }), [""; 0]);
    assert_eq!(cases(Filter { groups: vec!["team b".into(), "nergens".into()], ..all() }), ["2"]);
    assert_eq!(cases(Filter { channels: vec!["web".into()], ..all() }), ["1", "3"]);
    assert_eq!(cases(Filter { with: vec!["nooit".into()], ..all() }), [""; 0]);
    assert_eq!(cases(Filter { variants: Some(1), ..all() }), ["1"]);
    let only = log.filter(&Filter { only: vec!["ontvangen".into(), "beantwoorden".into()], ..all() });
    assert_eq!((only.len(), only.activities().len(), Map::of(&only).edges.len()), (5, 2, 1));
    assert_eq!(only.groups().iter().collect::<Vec<_>>(), ["balie", "team a", "team b"]);
}

fn machine() -> Machine {
    let steps = [
        ("nieuw", "ontvangen", "wacht"),
        ("wacht", "oppakken", "bezig"),
        ("bezig", "overdragen", "wacht"),
        ("bezig", "beantwoorden", "klaar"),
    ];
    Machine::new("nieuw", &steps, &["klaar"]).unwrap()
}

#[test]
fn a_log_is_held_against_the_machine_that_was_meant() {
    let found = machine().replay(&questions());
    assert_eq!((found.cases, found.allowed, found.complete), (3, 3, 2));
    assert_eq!((found.events, found.allowed_events), (10, 10));
    assert!((found.fitness() - 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(found.deviations.len(), 1);
    let stopped = &found.deviations[0];
    assert_eq!((stopped.state.as_str(), stopped.activity.as_deref(), stopped.example), ("bezig", None, 2));
}

#[test]
fn a_skipped_step_counts_once() {
    let log = lines(&[
        ("1", "ontvangen", 0, 0, "", ""),
        ("1", "beantwoorden", 1, 1, "", ""),
        ("2", "oppakken", 0, 0, "", ""),
        ("2", "bellen", 1, 1, "", ""),
        ("2", "bellen", 2, 2, "", ""),
        ("2", "beantwoorden", 3, 3, "", ""),
    ]);
    let found = machine().replay(&log);
    let rows: Vec<_> = found
        .deviations
        .iter()
        .map(|d| (d.state.as_str(), d.activity.as_deref().unwrap(), d.times, d.cases))
        .collect();
    assert_eq!(
        rows,
        [("bezig", "bellen", 2, 1), ("nieuw", "oppakken", 1, 1), ("wacht", "beantwoorden", 1, 1)]
    );
    assert_eq!((found.allowed, found.complete, found.allowed_events), (0, 0, 2));
}

#[test]
fn a_machine_that_contradicts_itself_is_refused() {
    let twice = Machine::new("a", &[("a", "x", "b"), ("a", "x", "c")], &[]);
    assert_eq!(twice, Err(MachineError::Ambiguous { state: "a".into(), activity: "x".into() }));
    assert!(Machine::new("a", &[("a", "x", "b"), ("a", "x", "b")], &["b"]).is_ok());
    assert_eq!(Machine::new("a", &[], &["z"]), Err(MachineError::Unreachable("z".into())));
}

#[test]
fn two_periods_stand_beside_each_other_per_case() {
    let log = questions();
    let found = compare_periods(&log, 0..100 * S, 100 * S..1_000 * S);
    assert_eq!(found.cases, (2, 1));
    assert!((found.wait_per_case.0 - 82.5e6).abs() < 1.0 && (found.wait_per_case.1 - 10e6).abs() < 1.0);
    let first = &found.changes[0];
    assert_eq!((first.from.as_str(), first.to.as_str()), ("overdragen", "oppakken"));
    assert!(first.is_gone() && !first.is_new());
    assert!((first.wait_per_case() + 50e6).abs() < 1.0);
    let same = found.changes.iter().find(|c| c.from == "ontvangen").unwrap();
    assert_eq!((same.before.count, same.after.count), (2, 1));
    assert!(same.wait_per_case().abs() < 1e-6, "twice as many cases, the same per case");
    let map = Map::of(&log);
    assert!(compare(&map, &map).changes.iter().all(|c| c.wait_per_case().abs() < 1e-9));
}
