// SPDX-License-Identifier: EUPL-1.2
//! `voordeur mining` and `voordeur stats` as an analyst runs them: the real program, on small logs of our own, on files
//! that are broken or mean harm, and on known logs where they are at hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

/// Memory a hostile file may make the program ask for, in KiB: the address space, of which the program itself and its
/// libraries take a part.
const MEMORY: u64 = 1 << 20;

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_voordeur")).args(args).output().unwrap()
}

/// With at most [`MEMORY`].
fn limited(args: &[&str]) -> Output {
    let limit = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
    Command::new("sh").arg("-c").arg(limit).arg(env!("CARGO_BIN_EXE_voordeur")).args(args).output().unwrap()
}

#[track_caller]
fn told(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", output.status);
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a refusal says: an end with a code, in words, and not by a panic or a signal.
#[track_caller]
fn refused(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(1 | 2)), "{}: {errors}", output.status);
    assert!(!errors.contains("panicked") && !errors.contains("memory allocation"), "{errors}");
    errors
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.0.path().join(name), content).unwrap();
        self.path(name)
    }
}

fn packed(parts: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    parts.for_each(|part| packer.write_all(&part).unwrap());
    packer.finish().unwrap()
}

/// A block of code in one of our papers.
fn printed(paper: &str, begin: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(paper);
    let text = fs::read_to_string(path).unwrap();
    let rest = text.split_once(begin).unwrap().1;
    rest.split_once("```").unwrap().0.to_owned()
}

/// A known log, when the shared data are there.
fn known(name: &str) -> Option<String> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("VOORDEUR_SHARED").map_or(beside, PathBuf::from);
    let path = shared.join("data/logs").join(name);
    if path.exists() {
        return Some(path.display().to_string());
    }
    println!("SKIPPED {name}: no shared data");
    None
}

#[test]
fn mining_prints_what_its_paper_shows() {
    let folder = Folder::new();
    let log = folder.file("vragen.csv", printed("mining.md", "```csv\n"));
    assert_eq!(told(&run(&["mining", &log])), printed("mining.md", "```text\n"));
}

#[test]
fn mining_draws_a_map_with_a_table_twin_and_tells_programs_the_same() {
    let folder = Folder::new();
    let log = folder.file("vragen.csv", printed("mining.md", "```csv\n"));
    let (svg, html) = (folder.path("kaart.svg"), folder.path("kaart.html"));
    let json = told(&run(&["mining", &log, "--json", "--svg", &svg, "--html", &html]));
    let json: Value = serde_json::from_str(&json).unwrap();
    for (key, n) in
        [("cases", 2), ("events", 5), ("activities", 3), ("edges", 3), ("variants", 2), ("skipped", 0)]
    {
        assert_eq!(json[key], n, "{key}");
    }
    assert_eq!(json["most_waiting"][0]["from"], "oppakken");
    assert_eq!(json["most_waiting"][0]["waiting_seconds"], 193_800.0);
    let picture = fs::read_to_string(svg).unwrap();
    let sentence = json["sentence"].as_str().unwrap();
    assert!(
        picture.contains("role=\"img\"") && picture.contains("<title") && picture.contains(sentence),
        "{picture}"
    );
    let page = fs::read_to_string(html).unwrap();
    assert!(page.contains("<table") && page.contains("beantwoorden") && page.contains(sentence), "{page}");
}

#[test]
fn a_log_keeps_its_figures_in_every_form_packed_or_not() {
    let folder = Folder::new();
    let log = folder.file("vragen.csv", printed("mining.md", "```csv\n"));
    let wanted = told(&run(&["mining", &log]));
    for form in ["xes", "csv", "json", "vdlog"] {
        let written = folder.path(&format!("log.{form}"));
        told(&run(&["mining", &log, "--to", &written]));
        assert_eq!(told(&run(&["mining", &written])), wanted, "{form}");
        if form != "vdlog" {
            let content = fs::read(&written).unwrap();
            let small = folder.file(&format!("log.{form}.gz"), packed(std::iter::once(content)));
            assert_eq!(told(&run(&["mining", &small])), wanted, "{form}, packed");
        }
    }
}

#[test]
fn wrong_arguments_and_files_that_are_none_are_told_in_words() {
    let folder = Folder::new();
    let log = folder.file("vragen.csv", printed("mining.md", "```csv\n"));
    let odd = folder.file("ander.csv", "a,b\n1,2\n");
    let nothing = folder.file("leeg.csv", "");
    let missing = folder.path("nergens.csv");
    let (no_form, no_folder) = (folder.path("log.pdf"), folder.path("geen/kaart.svg"));
    let here = folder.path("");
    for (args, wanted) in [
        (vec!["mining"], "FILE"),
        (vec!["mining", &log, "--picture", "x"], "--picture"),
        (vec!["mining", &missing], "nergens.csv"),
        (vec!["mining", &here], "cannot use"),
        (vec!["mining", &nothing], "it is empty"),
        (vec!["mining", &odd], "name the column of the"),
        (
            vec!["mining", &log, "--case", "dossier"],
            "there is no column \"dossier\"; the header has: zaaknummer",
        ),
        (vec!["mining", &log, "--zone", "Europe/Lutjebroek"], "no time zone Europe/Lutjebroek"),
        (vec!["mining", &log, "--separator", "€"], "one character of ASCII"),
        (vec!["mining", &log, "--to", &no_form], "must be .xes, .csv, .json or .vdlog"),
        (vec!["mining", &log, "--svg", &no_folder], "cannot write"),
    ] {
        let said = refused(&run(&args));
        assert!(said.contains(wanted), "{args:?}: {said}");
    }
}

#[test]
fn files_that_are_broken_or_mean_harm_end_with_their_place_within_the_memory() {
    let folder = Folder::new();
    let zeros = |byte: u8, megabytes: usize| packed(std::iter::repeat_n(vec![byte; 1 << 20], megabytes));
    let bomb = std::iter::once(b"<log>".to_vec())
        .chain(std::iter::repeat_n("<list/>".repeat(150_000).into_bytes(), 80));
    let whole = packed(std::iter::once(b"<log><trace></trace></log>".to_vec()));
    let laughs =
        "<?xml version=\"1.0\"?><!DOCTYPE log [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><log>&b;</log>";
    let json = |inside: &str| format!("{{\"events\": [{{\"id\": \"1\", {inside}").into_bytes();
    let cases: [(&str, Vec<u8>, &str); 16] = [
        ("bomb.xes.gz", packed(bomb), "it unpacks to a size that no log has"),
        ("blank.csv.gz", zeros(b' ', 120), "at byte"),
        ("zeros.xes.gz", zeros(0, 120), "at byte"),
        ("cut.xes.gz", whole[..whole.len() - 9].to_vec(), "this is no sound gzip file at byte"),
        ("laughs.xes", laughs.into(), ": a document type"),
        ("file.xes", "<!DOCTYPE log SYSTEM \"file:///etc/passwd\"><log/>".into(), "refused at byte"),
        ("unknown.xes", "<log><trace><string key=\"concept:name\" value=\"&x;\"/>".into(), "at byte"),
        ("open.xes", "<log><trace><event>".into(), "at byte 19: it ends too early"),
        ("deep.xes", format!("<log>{}", "<list key='a'>".repeat(100_000)).into(), "more than 64 elements"),
        ("long.xes", [&b"<log a='"[..], &vec![b'x'; 64 << 20]].concat(), "bytes in one piece at byte"),
        (
            "quote.csv",
            "case,activity,time\n1,\"a,2026-01-01\n".into(),
            "at line 2: a quote is opened and never closed",
        ),
        (
            "long.csv",
            [&b"case,activity,time\n1,\""[..], &vec![b'x'; 64 << 20]].concat(),
            "bytes in one piece at",
        ),
        (
            "text.json",
            [json("\"type\": \""), vec![b'x'; 64 << 20]].concat(),
            "more than 1048576 bytes in one piece at line 1",
        ),
        (
            "deep.json",
            [json("\"x\": "), vec![b'['; 1 << 20]].concat(),
            "more than 64 levels inside one another at line 1",
        ),
        (
            "wide.json",
            [json("\"attributes\": ["), "{\"name\":\"\",\"value\":[0,0]},".repeat(2_000_000).into()].concat(),
            "more than 16777216 bytes of one event or object at line 1",
        ),
        (
            "own.vdlog",
            b"VDMINING\x01\0\0\0\x01\0\0\0\xff\xff\xff\x7f\0\0\0\0".to_vec(),
            "in section 1: a section is too long",
        ),
    ];
    for (name, content, wanted) in cases {
        let path = folder.file(name, content);
        let said = refused(&limited(&["mining", &path]));
        assert!(said.contains(wanted) && said.contains(name), "{name}: {said}");
    }
}

#[test]
fn a_million_variants_over_a_million_edges_stay_within_the_memory() {
    let folder = Folder::new();
    let mut text = String::from("case,activity,time\n");
    for n in 0..1_000_000 {
        let (from, to) = (n / 1_000, n % 1_000);
        writeln!(text, "{n},v{from},2026-01-01\n{n},n{to},2026-01-02").unwrap();
    }
    let log = folder.file("million.csv", text);
    let svg = folder.path("million.svg");
    let said = told(&limited(&["mining", &log, "--svg", &svg]));
    for wanted in ["cases            1000000", "edges            1000000", "variants         1000000"] {
        assert!(said.contains(wanted), "{said}");
    }
    assert!(fs::metadata(svg).unwrap().len() < 1 << 20, "the picture holds the most frequent only");
}

#[test]
fn clock_jumps_and_missing_fields_are_counted_with_the_first_place() {
    let folder = Folder::new();
    let log = folder.file(
        "sprongen.csv",
        "case,activity,start,end\n\
         1,a,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z\n\
         1,b,1970-01-01T00:00:00Z,1970-01-01T00:00:00Z\n\
         1,c,0001-01-01T00:00:00Z,9999-12-31T23:59:59Z\n\
         1,d,99999-01-01T00:00:00Z,99999-01-01T00:00:00Z\n\
         1,e,gisteren,gisteren\n\
         1,,2026-01-01,2026-01-01\n\
         ,f,2026-01-01,2026-01-01\n\
         1,g,,\n\
         1,h\n",
    );
    let json: Value = serde_json::from_str(&told(&limited(&["mining", &log, "--json"]))).unwrap();
    assert_eq!((&json["events"], &json["skipped"]), (&3.into(), &6.into()), "{json:#}");
    let firsts: Vec<&str> =
        json["flaws"].as_array().unwrap().iter().map(|f| f["first"].as_str().unwrap()).collect();
    assert!(firsts.contains(&"at line 2") && firsts.contains(&"at line 10"), "{json:#}");
    let text = told(&run(&["mining", &log]));
    assert!(text.contains("skipped: ") && text.contains("noted: 1 "), "{text}");
}

#[test]
fn known_logs_have_their_known_figures() {
    for (name, figures) in [
        (
            "08_receipt.xes.gz",
            [("cases", 1_434), ("events", 8_577), ("activities", 27), ("edges", 99), ("variants", 116)],
        ),
        (
            "bpic2012.xes.gz",
            [("cases", 13_087), ("events", 262_200), ("activities", 24), ("edges", 125), ("variants", 4_366)],
        ),
    ] {
        let Some(path) = known(name) else { return };
        let json: Value = serde_json::from_str(&told(&limited(&["mining", &path, "--json"]))).unwrap();
        for (what, n) in figures {
            assert_eq!(json[what], n, "{name}: {what}");
        }
        assert_eq!(json["most_waiting"].as_array().unwrap().len(), 10);
    }
}

fn stats(line: &str) -> Output {
    run(&[&["stats"][..], &line.split(' ').collect::<Vec<_>>()].concat())
}

#[test]
fn a_sample_size_a_staffing_and_a_comparison_as_the_papers_show_them() {
    let said = told(&stats("sample-size --from 60% --to 66%"));
    assert!(said.starts_with("1049 per group (1016 by the textbook formula"), "{said}");
    let json: Value = serde_json::from_str(&told(&stats("sample-size --from 60% --to 66% --json"))).unwrap();
    assert_eq!((&json["n"], &json["uncorrected"]), (&1049.into(), &1016.into()));

    let line = "staffing --calls 81.7/h --aht 292s --patience 180s --target 80%/30s";
    assert_eq!(told(&stats(line)), printed("statistics.md", "--target 80%/30s\n```\n\n```text\n"));
    let json: Value = serde_json::from_str(&told(&stats(&format!("{line} --json")))).unwrap();
    let rows = json["around"].as_array().unwrap();
    let at = rows.iter().position(|row| row["agents"] == json["agents"]).unwrap();
    assert!(
        rows[at]["within"].as_f64().unwrap() >= 0.8 && rows[at - 1]["within"].as_f64().unwrap() < 0.8,
        "{json:#}"
    );
}

/// A column of yes and no.
fn answers(yes: usize, no: usize) -> String {
    format!("contact;opgelost\n{}{}", "1;ja\n".repeat(yes), "2;nee\n".repeat(no))
}

#[test]
fn two_files_are_compared_by_a_column_of_yes_and_no_or_of_numbers() {
    let folder = Folder::new();
    let (before, after) =
        (folder.file("voor.csv", answers(240, 160)), folder.file("na.csv", answers(290, 110)));
    let by = ["stats", "compare", &before, &after, "--column", "opgelost"];
    let said = told(&run(&[&by[..], &["--relevant", "10%"]].concat()));
    assert!(said.starts_with("Het is aantoonbaar beter: van 60% naar 72,5%."), "{said}");
    assert!(said.contains("before  60.00 %, n 400\nafter   72.50 %, n 400\n"), "{said}");
    assert_eq!(
        said.lines().next(),
        told(&stats("compare --before 240/400 --after 290/400 --relevant 0.1")).lines().next()
    );
    // Without the difference that matters the verdict is there, and says what it cannot say.
    let said = told(&run(&by));
    assert!(said.starts_with("Het is aantoonbaar beter") && said.contains("--relevant"), "{said}");
    let json: Value = serde_json::from_str(&told(&run(&[&by[..], &["--json"]].concat()))).unwrap();
    assert_eq!((&json["verdict"], &json["before"]["n"]), (&"ProvenBetter".into(), &400.into()), "{json:#}");

    let grades = |shift: u32| {
        let lines: Vec<String> = (0..150).map(|n| format!("{},{}", 5 + n % 4 + shift, n % 10)).collect();
        lines.join("\n")
    };
    let (before, after) = (
        folder.file("7.csv", format!("cijfer\n{}", grades(0))),
        folder.file("8.csv", grades(1).replace(',', ".")),
    );
    let said = told(&run(&["stats", "compare", &before, &after, "--relevant", "0.5", "--unit", "punt"]));
    assert!(said.starts_with("Het is aantoonbaar beter") && said.contains("1 punt hoger"), "{said}");
    let worse = told(&run(&["stats", "compare", &before, &after, "--relevant", "0.5", "--lower-is-better"]));
    assert!(worse.starts_with("Het is aantoonbaar slechter"), "{worse}");
    let early = told(&run(&["stats", "compare", &before, &after, "--relevant", "0.5", "--running"]));
    assert!(early.starts_with("Nog niet te zeggen"), "{early}");
}

#[test]
fn files_that_cannot_be_compared_are_told_with_their_place() {
    let folder = Folder::new();
    let good = folder.file("goed.csv", "cijfer\n7\n8\n6\n");
    for (name, content, wanted) in [
        ("leeg.csv", &b""[..], "CSV file: is empty"),
        ("kop.csv", b"cijfer\n", "has no values in this column"),
        ("woord.csv", b"cijfer\n7\nveel\n", "line 3: \"veel\" is no number and neither yes nor no"),
        ("nan.csv", b"7\nNaN\n", "line 2: \"NaN\""),
        ("duizend.csv", b"7\n1.234,5\n", "line 2: \"1.234,5\""),
        ("groot.csv", b"7\n1e300\n", "sum of squares: line 2"),
        ("mengsel.csv", b"7\nja\n", "line 2: numbers and words"),
        ("twee.csv", b"a,b\n1,2\n", "has 2 columns, so name the one to read; it has: a, b"),
        ("scheef.csv", b"\"a;b\"\n1\n2;3\n", "one file"),
        ("quote.csv", b"cijfer\n\"7\n8\n", "line 2: a quote is opened and never closed"),
        ("utf16.csv", b"\xff\xfe7\0", "UTF-16"),
        ("map.xlsx", b"PK\x03\x04xxxx", "a workbook"),
        ("gz.csv", b"\x1f\x8b\x08\0", "is packed"),
        ("bytes.csv", b"cijfer\n\xff\xfe\n", "is no number"),
        ("ja.csv", b"ja\nnee\n", "one file has yes and no"),
    ] {
        let path = folder.file(name, content);
        let output = limited(&["stats", "compare", &path, &good]);
        if name == "scheef.csv" {
            // A quoted header with a semicolon in it is one column.
            assert!(refused(&output).contains("line 3"), "{output:?}");
            continue;
        }
        let said = refused(&output);
        assert!(said.contains(wanted), "{name}: {said}");
    }
    let long = folder.file("lang.csv", [&b"cijfer\n\""[..], &vec![b'7'; 64 << 20]].concat());
    assert!(
        refused(&limited(&["stats", "compare", &long, &good])).contains("line 2 has more than 1048576 bytes")
    );
    let wide = folder.file("breed.csv", ",".repeat(4_000_000));
    assert!(refused(&limited(&["stats", "compare", &wide, &good])).contains("1024 fields"));
    let many = folder.file("veel.csv", format!("cijfer\n{}", "7\n8\n".repeat(2_000_000)));
    assert!(told(&limited(&["stats", "compare", &many, &good])).contains("n 4000000"));
}

#[test]
fn wrong_figures_are_told_in_words() {
    for (line, wanted) in [
        ("compare", "two CSV files"),
        ("compare a.csv", "AFTER.csv"),
        ("compare nergens.csv nergens.csv", "nergens.csv"),
        ("compare --before 240/400", "--after"),
        ("compare --before 240/400 --after 7,1,9", "one is a share"),
        ("compare --before 240/400 --after 290/400 --relevant 10", "not a percentage"),
        ("compare --before 240/400 --after 290/400 --relevant tien", "like 0.6 or 60%"),
        ("sample-size --from 60% --to 60%", "the same as before"),
        ("sample-size --from 60%", "--to"),
        ("sample-size --from 60% --to 166%", "between 0 and 1"),
        ("sample-size", "give --from and --to"),
        ("staffing --calls 81.7 --aht 292s --target 80%/30s", "like 81.7/h"),
        ("staffing --calls 81.7/h --aht 292 --target 80%/30s", "like 20s"),
        ("staffing --calls 81.7/h --aht 292s --target 30s", "like 80%/30s"),
        ("staffing --calls 81.7/h --aht 292s --target 100%/30s", "share"),
        ("staffing --calls 0/h --aht 292s --target 80%/30s", "above 0"),
        ("staffing --calls 1e9/h --aht 292s --target 80%/30s", "more than 10000 agents"),
        ("staffing --calls 81.7/h --aht 292s --target 80%/30s --patience 0s", "above 0"),
        ("staffing --calls 81.7/h --aht 292s --target 99.99%/0s --most-busy 0%", "most busy"),
        ("toekomst", "toekomst"),
    ] {
        let said = refused(&stats(line));
        assert!(said.contains(wanted), "{line}: {said}");
    }
}
