// SPDX-License-Identifier: EUPL-1.2
//! Whichever way a log was built, it is the same, and so are its figures.

use std::collections::BTreeMap;

use mining::{Event, Growing, Histogram, Log, Map, limits::MAX_BACK};
use proptest::prelude::*;

use crate::make::{Own, events, lines, log, real};

/// The map by the plainest means: sorted lists per case.
fn plain(events: &[Own]) -> BTreeMap<(String, String), Vec<i64>> {
    let mut cases: BTreeMap<&str, Vec<&Own>> = BTreeMap::new();
    for event in events {
        cases.entry(&event.case).or_default().push(event);
    }
    let mut waits: BTreeMap<(String, String), Vec<i64>> = BTreeMap::new();
    for trace in cases.values_mut() {
        trace.sort_by_key(|e| (e.start, e.end));
        for pair in trace.windows(2) {
            let key = (pair[0].activity.clone(), pair[1].activity.clone());
            waits.entry(key).or_default().push((pair[1].start - pair[0].end).max(0));
        }
    }
    waits
}

/// Names that need no mending.
fn sound(events: Vec<Own>) -> Vec<Own> {
    let sound = |e: &Own| ![&e.case, &e.activity].iter().any(|n| n.contains(char::is_control));
    events.into_iter().filter(sound).collect()
}

proptest! {
    #[test]
    fn a_map_is_what_plain_counting_gives(events in events(60).prop_map(sound)) {
        let map = Map::of(&log(&events));
        let plain = plain(&events);
        prop_assert_eq!(map.edges.len(), plain.len());
        for ((from, to), waits) in plain {
            let edge = map.edge(&from, &to).unwrap();
            let mut histogram = Histogram::default();
            for w in &waits {
                histogram.add(*w);
            }
            prop_assert_eq!(edge.count, waits.len() as u64);
            prop_assert_eq!(edge.waiting.total, waits.iter().map(|w| u128::from(w.unsigned_abs())).sum::<u128>());
            prop_assert_eq!(&edge.waiting.histogram, &histogram);
        }
        prop_assert_eq!(map.activities.iter().map(|a| a.count).sum::<u64>(), events.len() as u64);
    }

    #[test]
    fn grown_event_by_event_is_built_in_bulk(events in events(60)) {
        let mut growing = Growing::new();
        for (at, event) in events.iter().enumerate() {
            growing.push(&event.event()).unwrap();
            if at % 7 == 0 {
                prop_assert_eq!(growing.map(), Map::of(&log(&events[..=at])));
            }
        }
        let bulk = log(&events);
        prop_assert_eq!(growing.map(), Map::of(&bulk));
        prop_assert_eq!(growing.log(), bulk);
    }

    #[test]
    fn maps_of_parts_add_up_to_that_of_the_whole(events in events(60)) {
        let (a, b): (Vec<Own>, Vec<Own>) = events.iter().cloned().partition(|e| e.case.len() % 2 == 0 || e.case < "b".into());
        prop_assert_eq!(Map::of(&log(&a)).merge(&Map::of(&log(&b))), Map::of(&log(&events)));
    }

    #[test]
    fn a_log_is_in_normal_form(events in events(60)) {
        let whole = log(&events);
        let mut again = mining::Builder::new();
        for event in whole.events() {
            again.push(&event).unwrap();
        }
        prop_assert_eq!(again.finish(), whole.clone());
        prop_assert_eq!(whole.filter(&mining::Filter::default()), whole);
    }
}

/// `n` events of one case, each before the one that came before it.
fn backwards(n: i64) -> Vec<Own> {
    let own = |i: i64| Own {
        case: "c".into(),
        activity: ["a", "b", "c"][usize::try_from(i % 3).unwrap()].into(),
        start: -i,
        end: -i,
        resource: String::new(),
        group: String::new(),
        channel: String::new(),
    };
    (0..n).map(own).collect()
}

#[test]
fn events_that_come_far_too_late_find_their_place_as_well() {
    let events = backwards(i64::try_from(MAX_BACK).unwrap() + 500);
    let mut growing = Growing::new();
    for (at, event) in events.iter().enumerate() {
        growing.push(&event.event()).unwrap();
        if at == MAX_BACK + 200 {
            assert_eq!(growing.map(), Map::of(&log(&events[..=at])));
        }
    }
    assert_eq!(growing.map(), Map::of(&log(&events)));
}

#[test]
fn real_logs_grow_to_the_same_map() {
    let Some(log) = real("08_receipt.xes.gz") else { return };
    // By time over all cases, as a municipality sees them.
    let mut events: Vec<Event<'_>> = log.events().collect();
    events.sort_by_key(|e| e.end);
    let mut growing = Growing::new();
    for event in &events {
        growing.push(event).unwrap();
    }
    assert_eq!(growing.map(), Map::of(&log));
}

#[test]
fn more_edges_than_the_quick_way_holds_are_counted_all_the_same() {
    let names: Vec<String> = (0..1_200).map(|n| format!("a{n:04}")).collect();
    let mut events: Vec<Own> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        for (step, activity) in
            [name, &names[(at * 7) % 1_200], name, &names[(at + 1) % 1_200]].into_iter().enumerate()
        {
            let start = i64::try_from(step * 10 + at).unwrap();
            events.push(Own {
                case: format!("c{at}"),
                activity: activity.clone(),
                start,
                end: start,
                ..backwards(1).remove(0)
            });
        }
    }
    for many in [60, 900, 1_200] {
        let part = &events[..many * 4];
        let map = Map::of(&log(part));
        let plain = plain(part);
        assert_eq!(map.edges.len(), plain.len());
        for edge in &map.edges {
            let waits = &plain[&(map.name(edge.from).to_owned(), map.name(edge.to).to_owned())];
            assert_eq!(
                (edge.count, edge.waiting.total),
                (waits.len() as u64, waits.iter().sum::<i64>().unsigned_abs().into())
            );
        }
    }
}

#[test]
fn events_that_overlap_wait_nothing_and_are_counted() {
    let log = lines(&[("1", "a", 0, 100, "", ""), ("1", "b", 40, 50, "", ""), ("1", "c", 70, 80, "", "")]);
    let map = Map::of(&log);
    let edge = map.edge("a", "b").unwrap();
    assert_eq!((edge.waiting.total, edge.waiting.overlaps), (0, 1));
    assert_eq!(map.edge("b", "c").unwrap().waiting.total, 20_000_000);
    assert_eq!(map.activities[0].work, 100_000_000);
    assert_eq!(log.trace(0).duration(), 100_000_000, "the last end is not that of the last event");
}

#[test]
fn an_empty_log_has_an_empty_map() {
    let map = Map::of(&Log::default());
    assert_eq!((map.cases, map.edges.len(), map.total_waiting()), (0, 0, 0));
    assert_eq!(Growing::new().map(), map);
}
