// SPDX-License-Identifier: EUPL-1.2
//! Known logs (4TU.ResearchData: receipt phase of an environmental permit, CoSeLoG project, J.C.A.M. Buijs; loan
//! applications, BPI Challenge 2012, B.F. van Dongen) against figures counted by a separate program.

use mining::{Map, Who, drill, handovers, read, rework, throughput, time::DAY, variants};

use mining::read::Lifecycle;

use crate::make::{real, shared};

const T05: &str = "T05 Print and send confirmation of receipt";
const T06: &str = "T06 Determine necessity of stop advice";

#[test]
fn the_receipt_phase_of_a_permit() {
    let Some(log) = real("08_receipt.xes.gz") else { return };
    let map = Map::of(&log);
    assert_eq!((map.cases, map.events, map.activities.len(), map.edges.len()), (1_434, 8_577, 27, 99));
    let variants = variants(&log);
    assert_eq!(variants.len(), 116);
    assert_eq!(variants.iter().map(|v| v.cases).take(3).collect::<Vec<_>>(), [713, 123, 116]);
    assert_eq!(variants.iter().map(|v| v.cases).sum::<u64>(), 1_434);
    let starts: Vec<_> =
        map.activities.iter().filter(|a| a.starts > 0).map(|a| (a.name.as_str(), a.starts)).collect();
    assert_eq!(starts, [("Confirmation of receipt", 1_434)]);
    assert_eq!(map.activities.iter().filter(|a| a.ends > 0).count(), 14);
    let end = map.find("T10 Determine necessity to stop indication").unwrap();
    assert_eq!(map.activities[end as usize].ends, 828);
}

#[test]
fn one_edge_of_the_receipt_phase_holds_a_third_of_all_waiting_and_its_median_hides_it() {
    let Some(log) = real("08_receipt.xes.gz") else { return };
    let map = Map::of(&log);
    assert_eq!(map.total_waiting(), 670_056_454_479_000);
    let worst = map.bottlenecks(2);
    assert_eq!((map.name(worst[0].from), map.name(worst[0].to)), (T05, T06));
    assert_eq!((worst[0].count, worst[0].waiting.total), (791, 209_272_873_440_000));
    assert!((map.share(worst[0]) - 0.3123).abs() < 0.0001);
    assert_eq!((worst[1].count, worst[1].waiting.total), (1_079, 77_864_781_227_000));
    let exact = drill(&log, T05, T06);
    assert_eq!((exact.total, exact.median, exact.p90), (209_272_873_440_000, 37_540_000, 693_036_003_000));
    let near = |found: i64, exact: i64| (found - exact).abs() * 64 <= exact;
    assert!(near(worst[0].waiting.median(), 37_540_000) && near(worst[0].waiting.p90(), 693_036_003_000));
    assert_eq!(
        (exact.waits.len(), exact.holding(1.0)),
        (791, exact.waits.iter().filter(|w| w.wait > 0).count())
    );
    assert!(exact.holding(0.8) < 200, "a quarter of the cases holds four fifths: {}", exact.holding(0.8));
}

#[test]
fn rework_handovers_and_throughput_of_the_receipt_phase() {
    let Some(log) = real("08_receipt.xes.gz") else { return };
    let rework = rework(&log);
    assert_eq!((rework.repeats.len(), rework.loops.len()), (13, 33));
    let first = rework.repeats[0];
    assert_eq!((log.activities().get(first.activity), first.times, first.cases), (T06, 107, 59));
    assert_eq!(rework.repeats.iter().map(|r| r.times).sum::<u64>(), 245);
    assert_eq!(rework.repeats.iter().map(|r| r.cases).sum::<u64>(), 139);
    assert_eq!(rework.loops.iter().map(|l| l.times).sum::<u64>(), 245);
    let groups = handovers(&log, Who::Groups);
    assert_eq!((groups.len(), groups.iter().map(|h| h.count).sum::<u64>()), (43, 5_440));
    assert_eq!(handovers(&log, Who::Resources).len(), 246);
    let through = throughput(&log, DAY);
    assert_eq!((through.median, through.p90), (2_800_432_000, 1_217_899_896_000));
    assert_eq!(through.total, 670_056_454_479_000);
    assert_eq!(through.periods.last().map(|p| p.open), Some(0));
    let channels: Vec<_> = log.channels().iter().collect();
    assert_eq!(channels.len(), 5);
    assert!(channels.contains(&"Internet"));
}

#[test]
fn the_loan_applications_of_2012() {
    let Some(log) = real("bpic2012.xes.gz") else { return };
    let map = Map::of(&log);
    assert_eq!((map.cases, map.events, map.activities.len(), map.edges.len()), (13_087, 262_200, 24, 125));
    let variants = variants(&log);
    assert_eq!((variants.len(), variants[0].cases, variants[1].cases), (4_366, 3_429, 1_872));
    assert_eq!(map.total_waiting(), 9_751_124_955_969_000);
    let worst = map.bottlenecks(1)[0];
    assert_eq!((map.name(worst.from), worst.count), ("W_Nabellen offertes", 36_084));
    assert_eq!(worst.waiting.total, 4_884_170_477_990_000);
    let rework = rework(&log);
    assert_eq!((rework.repeats.len(), rework.loops.len()), (12, 66));
    assert_eq!(rework.repeats.iter().map(|r| r.times).sum::<u64>(), 155_194);
    assert_eq!(handovers(&log, Who::Resources).len(), 2_111);
    let median = throughput(&log, DAY).histogram.quantile(0.5).unwrap();
    assert!((median - 69_857_434_000).abs() * 64 <= 69_857_434_000);
}

#[test]
fn pairing_start_and_completion_tells_work_from_waiting() {
    let Some(path) = shared("bpic2012.xes.gz") else { return };
    let open = || std::fs::File::open(&path).unwrap();
    let read = |lifecycle| read::xes(open(), &read::Xes { lifecycle, ..read::Xes::default() }).unwrap();
    let complete = read(Lifecycle::Complete);
    assert_eq!((complete.log.len(), complete.tally.skipped()), (164_506, 0));
    let paired = read(Lifecycle::Pair);
    let map = Map::of(&paired.log);
    assert!(map.activities.iter().any(|a| a.work > 0));
    assert!(map.total_waiting() < 9_751_124_955_969_000, "what was work is no waiting any more");
    assert_eq!(map.cases, 13_087);
}
