// SPDX-License-Identifier: EUPL-1.2
// What must hold of any log that a reader lets in. Included by each target.

use mining::{Builder, Error, Filter, Log, Map, file, read, rework, throughput, time, variants, write};

/// A refusal says what.
fn told(error: &Error) {
    assert!(error.to_string().len() > 10);
}

/// A log can be worked with, and comes back the same from each form it is written in.
fn sound(log: &Log) {
    let map = Map::of(log);
    assert_eq!(map.events, log.len() as u64);
    assert_eq!(variants(log).iter().map(|v| v.cases).sum::<u64>(), map.cases);
    let _ = (rework(log), throughput(log, time::DAY), log.filter(&Filter::default()));
    let mut bytes = Vec::new();
    file::save(log, &mut bytes).expect("memory takes everything");
    assert_eq!(&file::load(&mut bytes.as_slice()).expect("our own form"), log);
    // The own form may hold names that nothing uses and cases of one name; other forms cannot.
    let mut builder = Builder::new();
    for event in log.events() {
        builder.push(&event).expect("no limit is near");
    }
    if &builder.finish() != log {
        return;
    }
    bytes.clear();
    write::xes(log, &mut bytes).expect("memory takes everything");
    let again = read::xes(bytes.as_slice(), &read::Xes::default()).expect("our own XES").log;
    assert_eq!(Map::of(&again), map);
    bytes.clear();
    write::csv(log, &mut bytes).expect("memory takes everything");
    if !log.is_empty() {
        let again = read::csv(bytes.as_slice(), &read::Columns::default()).expect("our own CSV").log;
        assert_eq!(Map::of(&again), map);
    }
    bytes.clear();
    write::ocel(log, &mut bytes).expect("memory takes everything");
    let again = read::ocel(bytes.as_slice(), &read::Objects::default()).expect("our own OCEL").log;
    assert_eq!(Map::of(&again), map);
}
