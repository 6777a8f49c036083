// SPDX-License-Identifier: EUPL-1.2
//! Times mining and prints medians with the machine: `cargo run --release -p mining --example map_speed -- [FILE.xes.gz]`.
//!
//! Without a file it makes a log of 10,000,000 events of its own. With one, it times that file from the disk to the
//! map, and then repeats its cases until there are 10,000,000 events.

use std::{
    fs::{self, File},
    hint::black_box,
    time::Instant,
};

use mining::{Builder, Event, Growing, Log, Map, file, read, rework, throughput, time::DAY, variants};

const EVENTS: usize = 10_000_000;
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given = std::env::args().nth(1);
    println!("machine: {}", machine());
    println!("| what | events | seconds (median of {RUNS}) |\n|---|---|---|");
    let seed = match &given {
        Some(path) => {
            let log = read::xes(File::open(path)?, &read::Xes::default())?.log;
            line("from XES to the map", log.len(), || {
                let read = File::open(path).map(|f| read::xes(f, &read::Xes::default()));
                black_box(read.map(|r| r.map(|r| Map::of(&r.log)))).is_ok()
            });
            log
        }
        None => own(),
    };
    println!("| most memory so far | | {} MiB |", peak());
    let log = repeated(&seed, EVENTS)?;
    let path = std::env::temp_dir().join(format!("map-speed-{}.vdlog", std::process::id()));
    file::save(&log, &mut File::create(&path)?)?;
    let size = fs::metadata(&path)?.len();
    println!("| size of the file form | {} | {:.1} bytes per event |", log.len(), per_event(size, log.len()));
    line("map with waiting, once loaded", log.len(), || !black_box(Map::of(&log)).edges.is_empty());
    line("variants", log.len(), || !black_box(variants(&log)).is_empty());
    line("rework", log.len(), || black_box(rework(&log)).cases > 0);
    line("throughput", log.len(), || black_box(throughput(&log, DAY)).total > 0);
    drop(log);
    line("from the file form to the map", EVENTS, || {
        let log = File::open(&path).map(|mut f| file::load(&mut f));
        black_box(log.map(|l| l.map(|l| Map::of(&l)))).is_ok()
    });
    fs::remove_file(&path)?;
    growing(&seed)?;
    println!("| most memory | | {} MiB |", peak());
    Ok(())
}

/// Runs something some times and prints the median.
fn line(what: &str, events: usize, mut run: impl FnMut() -> bool) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            assert!(run());
            begun.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("| {what} | {events} | {:.3} |", times[RUNS / 2]);
}

#[expect(clippy::cast_precision_loss, reason = "one digit is printed")]
fn per_event(size: u64, events: usize) -> f64 {
    size as f64 / events as f64
}

/// A million events grown one by one in order of arrival.
fn growing(seed: &Log) -> Result<(), Box<dyn std::error::Error>> {
    let log = repeated(seed, EVENTS / 10)?;
    let mut events: Vec<Event<'_>> = log.events().collect();
    events.sort_by_key(|e| e.end);
    line("grown event by event, with the map at the end", events.len(), || {
        let mut growing = Growing::new();
        for event in &events {
            drop(black_box(growing.push(event)));
        }
        !growing.map().edges.is_empty()
    });
    Ok(())
}

/// The cases of a log again and again, a day later each time.
fn repeated(seed: &Log, wanted: usize) -> mining::Result<Log> {
    let mut builder = Builder::new();
    let mut round = 0;
    while builder.len() < wanted {
        for event in seed.events() {
            let case = format!("{}-{round}", event.case);
            let (start, end) = (event.start + round * DAY, event.end + round * DAY);
            builder.push(&Event { case: &case, start, end, ..event })?;
        }
        round += 1;
    }
    Ok(builder.finish())
}

/// A thousand cases through twenty steps, some of which are taken twice.
fn own() -> Log {
    let mut builder = Builder::new();
    let mut dice = 26_u64;
    for case in 0..1_000 {
        let case = format!("zaak {case}");
        let (mut time, mut step) = (0_i64, 0_i64);
        while step < 20 {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let thrown = (dice >> 40).cast_signed();
            time += thrown * thrown % 864_000_000_000;
            let (activity, group) = (format!("stap {step}"), format!("team {}", step % 5));
            let event = Event {
                case: &case,
                activity: &activity,
                start: time,
                end: time,
                group: &group,
                ..Event::default()
            };
            drop(builder.push(&event));
            step += if thrown % 10 == 0 { -1 } else { 1 + thrown % 3 };
            step = step.max(0);
        }
    }
    builder.finish()
}

fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find(|l| l.starts_with("model name"))
        .and_then(|l| l.split(": ").nth(1))
        .unwrap_or("unknown");
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!("{model}, {cores} cores (one is used)")
}

/// The most memory this process had, in MiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
