// SPDX-License-Identifier: EUPL-1.2
//! What is written is read back, in every form.

use std::io::Write as _;

use mining::{Flaw, Log, Map, Place, file, read, write};
use proptest::prelude::*;

use crate::make::{events, log, real};

fn through_file(log: &Log) -> Log {
    let mut bytes = Vec::new();
    file::save(log, &mut bytes).unwrap();
    file::load(&mut bytes.as_slice()).unwrap()
}

fn through_xes(log: &Log) -> Log {
    let mut bytes = Vec::new();
    write::xes(log, &mut bytes).unwrap();
    sound(read::xes(bytes.as_slice(), &read::Xes::default()).unwrap())
}

fn through_csv(log: &Log) -> Log {
    let mut bytes = Vec::new();
    write::csv(log, &mut bytes).unwrap();
    sound(read::csv(bytes.as_slice(), &read::Columns::default()).unwrap())
}

fn through_ocel(log: &Log) -> Log {
    let mut bytes = Vec::new();
    write::ocel(log, &mut bytes).unwrap();
    sound(read::ocel(bytes.as_slice(), &read::Objects::default()).unwrap())
}

fn sound(reading: read::Reading) -> Log {
    assert_eq!(reading.tally.seen().collect::<Vec<_>>(), []);
    reading.log
}

proptest! {
    #[test]
    fn every_form_gives_back_what_it_got(events in events(40)) {
        let log = log(&events);
        prop_assert_eq!(&through_file(&log), &log);
        prop_assert_eq!(&through_xes(&log), &log);
        prop_assert_eq!(&through_csv(&log), &log);
        prop_assert_eq!(&through_ocel(&log), &log);
    }
}

#[test]
fn a_real_log_comes_through_every_form() {
    let Some(log) = real("08_receipt.xes.gz") else { return };
    assert_eq!(through_file(&log), log);
    assert_eq!(through_xes(&log), log);
    assert_eq!(through_csv(&log), log);
    assert_eq!(through_ocel(&log), log);
}

#[test]
fn a_log_of_many_blocks_and_wide_codes_comes_through_its_file() {
    let mut builder = mining::Builder::new();
    for n in 0..200_000_i64 {
        let (case, activity, resource) =
            (format!("zaak {}", n / 3), format!("stap {}", n % 300), format!("r{}", n % 70_000));
        let (start, end) = (n * 7_000_003, n * 7_000_003 + n % 2);
        let event = mining::Event {
            case: &case,
            activity: &activity,
            start,
            end,
            resource: &resource,
            group: "",
            channel: "web",
        };
        builder.push(&event).unwrap();
    }
    let log = builder.finish();
    assert_eq!(through_file(&log), log);
    assert_eq!(through_csv(&log), log);
}

#[test]
fn gzip_is_unpacked_also_in_several_members() {
    let text = "zaak;activiteit;tijdstip\r\n1;a;24-11-2026 09:00\r\n1;b;24-11-2026 10:00\r\n";
    let mut packed = Vec::new();
    for part in [&text[..30], &text[30..]] {
        let mut gz = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::default());
        gz.write_all(part.as_bytes()).unwrap();
        gz.finish().unwrap();
    }
    let plain = read::csv(text.as_bytes(), &read::Columns::default()).unwrap();
    assert_eq!(read::csv(packed.as_slice(), &read::Columns::default()).unwrap(), plain);
    assert_eq!(Map::of(&plain.log).edge("a", "b").unwrap().waiting.total, 3_600_000_000);
}

#[test]
fn a_table_of_a_spreadsheet_is_read_by_its_own_column_names() {
    let text = "\u{feff}Nummer;Wat;Wie;Wanneer\n\"A;1\";\"Zegt \"\"hoi\"\"\nen gaat\";jan;1-7-2026 12:00\nA;x;jan\nA;x;jan;\n;x;jan;1-7-2026 12:00\nA;x;jan;gisteren\n\nA;x;jan;1-7-2026 12:00";
    let columns = read::Columns {
        case: Some("Nummer".into()),
        activity: Some("Wat".into()),
        end: Some("Wanneer".into()),
        resource: Some("Wie".into()),
        zone: jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap(),
        ..read::Columns::default()
    };
    let reading = read::csv(text.as_bytes(), &columns).unwrap();
    assert_eq!(reading.log.len(), 2);
    let first = reading.log.events().next().unwrap();
    assert_eq!((first.case, first.activity), ("A;1", "Zegt \"hoi\" en gaat"));
    assert_eq!(first.end, 1_782_900_000_000_000, "ten o'clock UTC");
    let seen: Vec<_> = reading.tally.seen().collect();
    assert_eq!(
        seen,
        [
            (Flaw::NoCase, 1, Place::Line(6)),
            (Flaw::NoTime, 1, Place::Line(5)),
            (Flaw::UnreadableTime, 1, Place::Line(7)),
            (Flaw::BrokenRecord, 1, Place::Line(4)),
            (Flaw::ControlCharacters, 1, Place::Line(2)),
        ]
    );
    assert_eq!(reading.tally.skipped(), 4);
    let missing = read::csv(text.as_bytes(), &read::Columns::default()).unwrap_err();
    assert_eq!(missing.to_string(), "name the column of the time; the header has: Nummer, Wat, Wie, Wanneer");
}

#[test]
fn an_ocel_of_others_is_flattened_to_the_cases_one_names() {
    let text = r#"{"events": [
        {"id": "e1", "type": "order", "time": "2026-01-01T00:00:00Z", "relationships":
            [{"objectId": "o1", "qualifier": "it"}, {"objectId": "i1"}, {"objectId": "i2"}, {"objectId": "i1", "qualifier": "again"}]},
        {"id": "e2", "type": "pack", "time": "2026-01-01T01:00:00Z", "attributes": [{"name": "team", "value": "magazijn"}],
            "relationships": [{"objectId": "i1"}, {"objectId": "ghost"}]},
        {"id": "e3", "type": "rest", "time": "2026-01-01T02:00:00Z"},
        {"id": "e4", "type": "pack", "time": "soon", "relationships": [{"objectId": "i2"}]}],
      "objects": [{"id": "o1", "type": "order"}, {"id": "i1", "type": "item"}, {"id": "i2", "type": "item"}, {"id": "i3", "type": "item"}],
      "extra": [1, {"a": null}]}"#;
    let of = |case: Option<&str>| {
        read::ocel(
            text.as_bytes(),
            &read::Objects { case: case.map(str::to_owned), ..read::Objects::default() },
        )
    };
    let reading = of(Some("item")).unwrap();
    let rows: Vec<_> = reading.log.events().map(|e| (e.case, e.activity, e.group)).collect();
    assert_eq!(rows, [("i1", "order", ""), ("i1", "pack", "magazijn"), ("i2", "order", "")]);
    let seen: Vec<_> = reading.tally.seen().map(|s| (s.0, s.1)).collect();
    assert_eq!(
        seen,
        [(Flaw::NoCase, 1), (Flaw::UnreadableTime, 1), (Flaw::EmptyCase, 1), (Flaw::UnknownObject, 1)]
    );
    assert_eq!(
        of(None).unwrap_err().to_string(),
        "name the type of object that is the case; the file has: order, item"
    );
    assert_eq!(
        of(Some("x")).unwrap_err().to_string(),
        "there is no type of object \"x\"; the file has: order, item"
    );
}

#[test]
fn names_that_collide_in_ocel_keep_apart() {
    let mut builder = mining::Builder::new();
    for (case, resource) in [("jan", "jan"), ("resource:jan:1", "jan"), ("x", "x")] {
        let event = mining::Event {
            case,
            activity: "a",
            resource,
            group: "jan",
            channel: "x",
            ..mining::Event::default()
        };
        builder.push(&event).unwrap();
    }
    let log = builder.finish();
    assert_eq!(through_ocel(&log), log);
}

#[test]
fn a_trace_of_a_lifecycle_is_paired_first_in_first_out() {
    let event = |name: &str, state: &str, second: u32| {
        format!(
            r#"<event><string key="concept:name" value="{name}"/><string key="lifecycle:transition" value="{state}"/>
            <date key="time:timestamp" value="2026-01-01T00:00:{second:02}Z"/></event>"#
        )
    };
    let events = [
        event("a", "schedule", 0),
        event("a", "start", 1),
        event("a", "start", 2),
        event("a", "COMPLETE", 5),
        event("b", "complete", 6),
        event("a", "complete", 7),
        event("c", "start", 8),
    ];
    let text = format!("<log><trace>{}</trace></log>", events.concat());
    let how = read::Xes { lifecycle: read::Lifecycle::Pair, ..read::Xes::default() };
    let reading = read::xes(text.as_bytes(), &how).unwrap();
    let second = 1_000_000;
    let base = reading.log.events().next().unwrap().start - second;
    let rows: Vec<_> = reading
        .log
        .events()
        .map(|e| (e.activity, (e.start - base) / second, (e.end - base) / second))
        .collect();
    assert_eq!(rows, [("a", 1, 5), ("a", 2, 7), ("b", 6, 6), ("c", 8, 8)]);
    assert_eq!(reading.tally.count(Flaw::Unpaired), 2);
    assert_eq!(reading.log.cases().get(0), "#1");
}
