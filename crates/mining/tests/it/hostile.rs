// SPDX-License-Identifier: EUPL-1.2
//! Files that are broken or mean harm: an error with its place, or a counted skip, and never a panic.

use std::io::{self, Read, Write as _};

use mining::{Builder, Error, Event, Flaw, Map, Place, file, limits, read, variants};
use proptest::prelude::*;

fn xes(text: &str) -> Result<read::Reading, Error> {
    read::xes(text.as_bytes(), &read::Xes::default())
}

fn refused(text: &str) -> String {
    xes(text).unwrap_err().to_string()
}

#[test]
fn broken_xml_says_where() {
    for (text, wanted) in [
        ("", "this is no sound XES file at byte 0: there is no <log> in it"),
        ("<log><trace>", "this is no sound XES file at byte 12: it ends too early"),
        ("<html/>", "this is no sound XES file at byte 7: its root element is not one <log>"),
        ("<log/><log/>", "this is no sound XES file at byte 12: its root element is not one <log>"),
        ("<log><trace></log>", "this is no sound XES file at byte 12: "),
        (
            "<log><trace><event><string key='concept:name' value='a&b;'/>",
            "this is no sound XES file at byte 60: ",
        ),
        (
            "<log><trace><string key=concept:name value='a'/></trace></log>",
            "this is no sound XES file at byte 48: ",
        ),
        (
            "<?xml version='1.0' encoding='ISO-8859-1'?><log/>",
            "this is no sound XES file at byte 43: its encoding is",
        ),
        ("<log>\u{0}<", "this is no sound XES file at byte "),
    ] {
        let said = refused(text);
        assert!(said.starts_with(wanted), "{text}: {said}");
    }
    assert!(read::xes(&b"<log><trace>\xff<event></trace></log>"[..], &read::Xes::default()).is_err());
}

#[test]
fn entities_are_refused_before_they_are_looked_at() {
    let laughs =
        r#"<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><log>&b;</log>"#;
    assert!(refused(laughs).contains("document type"), "{}", refused(laughs));
    let file = r#"<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>"#;
    assert!(matches!(xes(file).unwrap_err(), Error::Refused { place: Place::Byte(_), .. }));
}

#[test]
fn nesting_and_long_tokens_end_at_a_limit() {
    let deep = format!("<log>{}", "<list key='a'>".repeat(limits::MAX_DEPTH + 1));
    assert!(matches!(xes(&deep).unwrap_err(), Error::TooMuch { limit: 64, .. }));
    let long = io::Cursor::new("<log a='").chain(io::repeat(b'x').take(1 << 30));
    let error = read::xes(long, &read::Xes::default()).unwrap_err();
    assert!(matches!(error, Error::TooMuch { what: "bytes in one piece", .. }), "{error}");
    let text = io::Cursor::new("<log>").chain(io::repeat(b'x').take(1 << 30));
    assert!(matches!(read::xes(text, &read::Xes::default()).unwrap_err(), Error::TooMuch { .. }));
}

fn packed(parts: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    parts.for_each(|part| gz.write_all(&part).unwrap());
    gz.finish().unwrap()
}

#[test]
fn a_bomb_in_gzip_is_stopped() {
    let elements = "<list/>".repeat(150_000).into_bytes();
    let bomb = packed(std::iter::once(b"<log>".to_vec()).chain(std::iter::repeat_n(elements, 70)));
    assert!(bomb.len() < 1 << 20);
    let error = read::xes(bomb.as_slice(), &read::Xes::default()).unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    let spaces = packed(std::iter::repeat_n(vec![b' '; 1 << 20], 80));
    assert!(read::csv(spaces.as_slice(), &read::Columns::default()).is_err());
    assert!(matches!(
        read::ocel(spaces.as_slice(), &read::Objects::default()).unwrap_err(),
        Error::Refused { .. }
    ));
}

#[test]
fn broken_gzip_says_so() {
    let whole = packed(std::iter::once(b"<log><trace></trace></log>".to_vec()));
    let cut = read::xes(&whole[..whole.len() - 9], &read::Xes::default()).unwrap_err();
    assert!(cut.to_string().starts_with("this is no sound gzip file at byte"), "{cut}");
    let mut damaged = whole.clone();
    let at = damaged.len() - 6;
    damaged[at] ^= 0xFF;
    let damaged = read::xes(damaged.as_slice(), &read::Xes::default()).unwrap_err();
    assert!(damaged.to_string().starts_with("this is no sound gzip file"), "{damaged}");
    assert!(read::xes(&[0x1F, 0x8B][..], &read::Xes::default()).is_err());
}

#[test]
fn events_without_what_they_need_are_counted_with_the_first_place() {
    let event = |inner: &str| format!("<event>{inner}</event>");
    let name = r#"<string key="concept:name" value="a"/>"#;
    let time = r#"<date key="time:timestamp" value="2026-01-01T00:00:00Z"/>"#;
    let odd = r#"<date key="time:timestamp" value="2026-02-30T00:00:00Z"/>"#;
    let trace =
        [event(name), event(time), event(&format!("{name}{odd}")), event(&format!("{name}{time}"))].concat();
    let text = format!("<log>{}<trace/><trace>{trace}</trace></log>", event(name));
    let reading = xes(&text).unwrap();
    assert_eq!((reading.log.len(), reading.tally.skipped()), (1, 4));
    let count = |flaw| reading.tally.count(flaw);
    assert_eq!((count(Flaw::NoTime), count(Flaw::NoActivity), count(Flaw::UnreadableTime)), (1, 1, 1));
    assert_eq!((count(Flaw::OutsideTrace), count(Flaw::EmptyCase), count(Flaw::UnnamedCase)), (1, 1, 1));
    assert!(matches!(reading.tally.first(Flaw::NoTime), Place::Byte(at) if at > 60));
    assert_eq!(reading.log.cases().get(0), "#2");
}

#[test]
fn clock_jumps_and_long_names_are_mended_or_counted() {
    let mut builder = Builder::new();
    let event = Event { case: "1", activity: "a", start: 50, end: 20, ..Event::default() };
    assert!(builder.push(&event).unwrap());
    assert!(builder.push(&Event { activity: "b", start: 30, end: 30, ..event }).unwrap());
    assert!(!builder.push(&Event { start: i64::MIN, end: 0, ..event }).unwrap());
    assert!(!builder.push(&Event { start: 0, end: i64::MAX, ..event }).unwrap());
    let long = "x".repeat(limits::MAX_NAME + 1);
    assert!(!builder.push(&Event { resource: &long, ..event }).unwrap());
    assert!(builder.push(&Event { resource: &long[1..], start: 40, end: 41, ..event }).unwrap());
    assert!(!builder.push(&Event { case: &"\u{1}".repeat(limits::MAX_NAME / 2), ..event }).unwrap());
    assert!(!builder.push(&Event { case: "", ..event }).unwrap());
    let tally = builder.tally().clone();
    assert_eq!((tally.count(Flaw::EndBeforeStart), tally.count(Flaw::TimeOutOfRange)), (1, 2));
    assert_eq!((tally.count(Flaw::NameTooLong), tally.skipped()), (2, 5));
    let map = Map::of(&builder.finish());
    assert_eq!((map.events, map.total_waiting()), (3, 20));
}

#[test]
fn a_column_that_is_no_activity_ends_at_a_limit_that_says_so() {
    let rows = (0..=limits::MAX_ACTIVITIES).map(|n| format!("1,handeling {n},2026-01-01\n"));
    let text: String = std::iter::once("case,activity,time\n".to_owned()).chain(rows).collect();
    let error = read::csv(text.as_bytes(), &read::Columns::default()).unwrap_err();
    let wanted = "more than 65536 different activities; is this column really the activity? at line 65538";
    assert_eq!(error.to_string(), wanted);
}

#[test]
fn a_million_variants_are_a_million_small_entries() {
    let mut builder = Builder::new();
    for n in 0..1_000_000_u32 {
        let case = n.to_string();
        for bit in 0..20 {
            if n >> bit & 1 == 1 {
                let activity = [
                    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
                    "s", "t",
                ][bit];
                let at = i64::try_from(bit).unwrap();
                builder
                    .push(&Event { case: &case, activity, start: at, end: at, ..Event::default() })
                    .unwrap();
            }
        }
    }
    let log = builder.finish();
    let found = variants(&log);
    assert_eq!((found.len(), found[0].cases), (999_999, 1));
    assert_eq!(Map::of(&log).edges.len(), 190);
}

#[test]
fn csv_that_never_ends_or_never_closes_is_an_error() {
    let columns = read::Columns::default();
    let open = read::csv(&b"case,activity,time\n1,\"a,2026-01-01\n"[..], &columns).unwrap_err();
    assert_eq!(open.to_string(), "this is no sound CSV file at line 2: a quote is opened and never closed");
    let endless = io::Cursor::new("case,activity,time\n1,\"").chain(io::repeat(b'x').take(1 << 30));
    assert!(matches!(
        read::csv(endless, &columns).unwrap_err(),
        Error::TooMuch { place: Place::Byte(_) | Place::Line(2), .. }
    ));
    let wide = ",".repeat(limits::MAX_COLUMNS + 1);
    assert!(matches!(
        read::csv(wide.as_bytes(), &columns).unwrap_err(),
        Error::TooMuch { what: "columns", .. }
    ));
    let utf16 = read::csv(&b"\xff\xfec\0a\0"[..], &columns).unwrap_err();
    assert!(utf16.to_string().contains("UTF-16"), "{utf16}");
    let reading =
        read::csv(&b"case,activity,time\n1,\xff,2026-01-01\n1,a,2026-01-01\n"[..], &columns).unwrap();
    assert_eq!((reading.log.len(), reading.tally.count(Flaw::BrokenRecord)), (1, 1));
    assert!(read::csv(&b""[..], &columns).is_err());
}

#[test]
fn broken_json_says_where() {
    let ocel = |text: &str| read::ocel(text.as_bytes(), &read::Objects::default()).unwrap_err().to_string();
    for (text, wanted) in [
        ("", "this is no sound OCEL 2.0 file in JSON at line 1, column 0: EOF while parsing a value"),
        ("[]", "this is no sound OCEL 2.0 file in JSON at line 1, column 1: invalid type: sequence"),
        ("{}", "this is no sound OCEL 2.0 file in JSON: it has no list \"events\""),
        (
            "{\"events\": [\n{\"type\": 3}]}",
            "this is no sound OCEL 2.0 file in JSON at line 2, column 11: invalid type",
        ),
        (
            "{\"events\": [], \"events\": []}",
            "this is no sound OCEL 2.0 file in JSON at line 1, column 24: there are two",
        ),
        (
            "{\"events\": []} x",
            "this is no sound OCEL 2.0 file in JSON at line 1, column 16: trailing characters",
        ),
    ] {
        let said = ocel(text);
        assert!(said.starts_with(wanted), "{text}: {said}");
    }
    let unused = ocel(&format!("{{\"x\": {}", "[".repeat(100_000)));
    assert!(unused.contains("EOF while parsing a list"), "{unused}");
    let deep =
        format!("{{\"events\": [{{\"attributes\": [{{\"name\": \"x\", \"value\": {}", "[".repeat(100_000));
    assert!(ocel(&deep).contains("recursion limit"), "{}", ocel(&deep));
}

fn small() -> Vec<u8> {
    let mut builder = Builder::new();
    for n in 0..40 {
        let case = (n % 7).to_string();
        builder
            .push(&Event {
                case: &case,
                activity: "a",
                start: n,
                end: n + n % 3,
                group: "g",
                ..Event::default()
            })
            .unwrap();
    }
    let mut bytes = Vec::new();
    file::save(&builder.finish(), &mut bytes).unwrap();
    bytes
}

#[test]
fn a_file_with_any_byte_changed_or_cut_anywhere_is_refused() {
    let bytes = small();
    assert!(file::load(&mut bytes.as_slice()).is_ok());
    for at in 0..bytes.len() {
        assert!(file::load(&mut &bytes[..at]).is_err(), "cut at {at}");
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(file::load(&mut changed.as_slice()).is_err(), "changed at {at}");
    }
    let longer = [bytes, vec![0]].concat();
    assert!(
        file::load(&mut longer.as_slice()).unwrap_err().to_string().contains("something follows its end")
    );
}

/// Puts right check sums over changed content, as somebody would who means harm.
fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 12;
    while at + 12 <= bytes.len() {
        let length = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().unwrap()) as usize;
        let Some(end) = (at + 12).checked_add(length).filter(|end| *end <= bytes.len()) else { break };
        let mut crc = crc32fast::Hasher::new();
        crc.update(&bytes[at..at + 4]);
        crc.update(&bytes[at + 12..end]);
        let crc = crc.finalize().to_le_bytes();
        bytes[at + 8..at + 12].copy_from_slice(&crc);
        at = end;
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn no_file_panics_even_with_right_check_sums(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5)) {
        let mut bytes = small();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Ok(log) = file::load(&mut resealed(bytes).as_slice()) {
            // What is let in can be worked with.
            let _ = (Map::of(&log), variants(&log), log.filter(&mining::Filter::default()).events().count());
        }
    }

    #[test]
    fn no_text_panics_a_reader(text in "(<log>|<trace>|<event>|</event>|</trace>|</log>|<string key=\"concept:name\" value=\"a\"/>|<date key=\"time:timestamp\" value=\"2026-01-01\"/>|[ -~]|\\PC|\"|\n|,|\\{|\\}|\"events\":|\\[|\\]){0,40}") {
        let _ = read::xes(text.as_bytes(), &read::Xes { lifecycle: read::Lifecycle::Pair, ..read::Xes::default() });
        let _ = read::csv(text.as_bytes(), &read::Columns::default());
        let _ = read::csv(format!("case,activity,time\n{text}").as_bytes(), &read::Columns::default());
        let _ = read::ocel(text.as_bytes(), &read::Objects::default());
        let _ = read::ocel(format!("{{\"events\": [{text}").as_bytes(), &read::Objects::default());
    }

    #[test]
    fn no_bytes_panic_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read::xes(bytes.as_slice(), &read::Xes::default());
        let _ = read::csv(bytes.as_slice(), &read::Columns::default());
        let _ = read::ocel(bytes.as_slice(), &read::Objects::default());
        let _ = file::load(&mut bytes.as_slice());
        let _ = read::xes([&[0x1F, 0x8B, 8, 0][..], &bytes].concat().as_slice(), &read::Xes::default());
    }
}

#[test]
fn a_stream_that_fails_is_an_error_with_its_place() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("the disk is gone"));
            }
            let n = buffer.len().min(self.0);
            self.0 -= n;
            buffer[..n].fill(b' ');
            Ok(n)
        }
    }
    let error = read::csv(Failing(100_000), &read::Columns::default()).unwrap_err();
    assert_eq!(error.to_string(), "cannot read or write at line 1: the disk is gone");
}
