// SPDX-License-Identifier: EUPL-1.2
//! `voordeur mining`: what happens in an event log, and where cases wait. Needs no installation.

use std::{
    fs::File,
    io::{BufWriter, Read as _, Write},
    path::Path,
};

use anyhow::{Context as _, Result, bail};
use mining::{
    Edge, Log, Map, Tally, drill, file,
    picture::{self, Words},
    read::{self, Reading},
    seconds, time, variants, write,
};
use serde_json::{Value, json};

use crate::cli::Mining;

/// Edges that are printed.
const EDGES: usize = 10;

/// Reads, writes what was asked for, and prints.
pub fn run(asked: &Mining) -> Result<()> {
    let Reading { log, tally } =
        load(asked).with_context(|| format!("cannot use {}", asked.file.display()))?;
    let map = Map::of(&log);
    let words = Words::default();
    if let Some(path) = &asked.svg {
        save(path, |to| Ok(to.write_all(picture::svg(&map, words, "kaart").as_bytes())?))?;
    }
    if let Some(path) = &asked.html {
        save(path, |to| Ok(to.write_all(page(&map, words).as_bytes())?))?;
    }
    if let Some(path) = &asked.to {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        match ending {
            "xes" => save(path, |to| Ok(write::xes(&log, to)?))?,
            "csv" => save(path, |to| Ok(write::csv(&log, to)?))?,
            "json" => save(path, |to| Ok(write::ocel(&log, to)?))?,
            "vdlog" => save(path, |to| Ok(file::save(&log, to)?))?,
            _ => bail!("--to {}: the ending must be .xes, .csv, .json or .vdlog", path.display()),
        }
    }
    let mut out = std::io::stdout().lock();
    if asked.json {
        writeln!(out, "{:#}", as_json(&log, &map, &tally))?;
    } else {
        out.write_all(as_text(&log, &map, &tally).as_bytes())?;
    }
    Ok(())
}

fn save(path: &Path, what: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let write = || {
        let mut to = BufWriter::new(File::create(path)?);
        what(&mut to)?;
        to.flush()?;
        Ok::<_, anyhow::Error>(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// What a file holds, by its first bytes.
enum Form {
    Own,
    Xes,
    Ocel,
    Csv,
}

fn load(asked: &Mining) -> Result<Reading> {
    let zone =
        jiff::tz::TimeZone::get(&asked.zone).with_context(|| format!("no time zone {}", asked.zone))?;
    match form(&asked.file)? {
        Form::Own => Ok(Reading { log: file::load(&mut File::open(&asked.file)?)?, tally: Tally::default() }),
        Form::Xes => {
            let mut how = read::Xes { zone, ..read::Xes::default() };
            if asked.pair {
                how.lifecycle = read::Lifecycle::Pair;
            }
            if let Some(key) = &asked.channel {
                how.channel.clone_from(key);
            }
            Ok(read::xes(File::open(&asked.file)?, &how)?)
        }
        Form::Ocel => {
            let objects = read::Objects {
                case: asked.case.clone(),
                resource: asked.resource.clone(),
                group: asked.group.clone(),
                channel: asked.channel.clone(),
                zone,
            };
            Ok(read::ocel(File::open(&asked.file)?, &objects)?)
        }
        Form::Csv => {
            let separator = asked.separator.map(u8::try_from).transpose();
            let columns = read::Columns {
                case: asked.case.clone(),
                activity: asked.activity.clone(),
                end: asked.end.clone(),
                start: asked.start.clone(),
                resource: asked.resource.clone(),
                group: asked.group.clone(),
                channel: asked.channel.clone(),
                separator: separator.context("the separator must be one character of ASCII")?,
                zone,
            };
            Ok(read::csv(File::open(&asked.file)?, &columns)?)
        }
    }
}

/// Looks at the first bytes that are no white space, unpacked where they are packed.
fn form(path: &Path) -> Result<Form> {
    let mut first = Vec::new();
    read::unpack(File::open(path)?, 1 << 20)?.take(4_096).read_to_end(&mut first)?;
    if first.starts_with(&file::MAGIC) {
        return Ok(Form::Own);
    }
    let text = first.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(&first).trim_ascii_start();
    Ok(match text.first() {
        Some(b'<') => Form::Xes,
        Some(b'{' | b'[') => Form::Ocel,
        _ => Form::Csv,
    })
}

/// One of the edges that hold the most waiting; its quantiles are exact.
fn edge_json(log: &Log, map: &Map, edge: &Edge) -> Value {
    let (from, to) = (map.name(edge.from), map.name(edge.to));
    let exact = drill(log, from, to);
    json!({
        "from": from,
        "to": to,
        "count": edge.count,
        "waiting_seconds": seconds(edge.waiting.total),
        "share": map.share(edge),
        "median_seconds": seconds(exact.median.unsigned_abs().into()),
        "p90_seconds": seconds(exact.p90.unsigned_abs().into()),
        "times_holding_80_percent": exact.holding(0.8),
    })
}

fn as_json(log: &Log, map: &Map, tally: &Tally) -> Value {
    let variants = variants(log);
    let edges: Vec<Value> = map.bottlenecks(EDGES).into_iter().map(|e| edge_json(log, map, e)).collect();
    let flaws: Vec<Value> = tally
        .seen()
        .map(|(flaw, n, place)| json!({"flaw": flaw, "count": n, "first": place.to_string().trim()}))
        .collect();
    let top: Vec<Value> =
        variants.iter().take(EDGES).map(|v| json!({"cases": v.cases, "activities": v.path(log)})).collect();
    json!({
        "cases": map.cases,
        "events": map.events,
        "activities": map.activities.len(),
        "edges": map.edges.len(),
        "variants": variants.len(),
        "from": log.events().map(|e| e.start).min().map(time::format),
        "until": log.events().map(|e| e.end).max().map(time::format),
        "waiting_seconds": seconds(map.total_waiting()),
        "sentence": picture::sentence(map, Words::default()),
        "most_waiting": edges,
        "most_frequent": top,
        "skipped": tally.skipped(),
        "flaws": flaws,
    })
}

fn as_text(log: &Log, map: &Map, tally: &Tally) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    let figures = [
        ("cases", map.cases),
        ("events", map.events),
        ("activities", map.activities.len() as u64),
        ("edges", map.edges.len() as u64),
        ("variants", variants(log).len() as u64),
    ];
    for (what, n) in figures {
        let _ = writeln!(out, "{what:<12}{n:>12}");
    }
    let total = map.total_waiting();
    let _ = writeln!(out, "\nThe edges that hold the most waiting, of {} in all:", short(total));
    let _ = writeln!(
        out,
        "{:>6} {:>9} {:>9} {:>9} {:>9}  from -> to",
        "share", "count", "total", "median", "p90"
    );
    for edge in map.bottlenecks(EDGES) {
        let (from, to) = (map.name(edge.from), map.name(edge.to));
        let exact = drill(log, from, to);
        let _ = writeln!(
            out,
            "{:>5.1}% {:>9} {:>9} {:>9} {:>9}  {from} -> {to}",
            map.share(edge) * 100.0,
            edge.count,
            short(edge.waiting.total),
            short(exact.median.unsigned_abs().into()),
            short(exact.p90.unsigned_abs().into()),
        );
    }
    for (flaw, n, place) in tally.seen() {
        let what = if flaw.skips() { "skipped" } else { "noted" };
        let _ = writeln!(out, "{what}: {n} {}, first{place}", flaw.words());
    }
    out
}

/// A duration in three digits and a unit.
fn short(micros: u128) -> String {
    let s = seconds(micros);
    match s {
        s if s < 120.0 => format!("{s:.1} s"),
        s if s < 7_200.0 => format!("{:.1} min", s / 60.0),
        s if s < 172_800.0 => format!("{:.1} h", s / 3_600.0),
        s => format!("{:.1} d", s / 86_400.0),
    }
}

fn page(map: &Map, words: Words) -> String {
    format!(
        "<!doctype html>\n<html lang=\"nl\">\n<head><meta charset=\"utf-8\"><title>Proceskaart</title></head>\n<body>\n<h1>Proceskaart</h1>\n{}\n{}\n</body>\n</html>\n",
        picture::svg(map, words, "kaart"),
        picture::table(map, words)
    )
}
