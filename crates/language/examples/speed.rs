// SPDX-License-Identifier: EUPL-1.2
//! Measures how many bytes a second each part of the crate reads on one core, and whether twice the text takes twice the
//! time. `cargo run --release -p language --example speed`.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use language::{Analyser, detect, readability, redact};

/// Text like that of mails and pages. Names and numbers are invented.
const PARTS: [&str; 8] = [
    "Goedemorgen, mijn container is gisteren niet geleegd. Kunt u mij terugbellen op 06-12345678? ",
    "Wij hebben uw aanvraag voor een parkeervergunning ontvangen. U krijgt binnen twee weken antwoord van ons team. ",
    "De beoordeling van de aanvraag is door de commissie zorgvuldig uitgevoerd en wordt binnenkort aan u toegezonden. ",
    "Neem uw rijbewijs, een pasfoto en de brief van de verzekering mee naar het gemeentehuis aan de Dorpsstraat 12. ",
    "Met vriendelijke groet,\nJan de Vries\n\n",
    "Volgens artikel 2.12 van de verordening betaalt u per jaar 35,50 euro aan hondenbelasting, behalve als u dat niet kunt. ",
    "Mijn moeder is geboren op 12 mei 1940 en woont alleen; zij heeft hulp nodig bij het huishouden en het koken. ",
    "Wie het er niet mee eens is, kan bezwaar maken: stuur een brief of mail naar bezwaar@voorbeeld.nl. ",
];

fn text(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 200);
    let mut n = 0_usize;
    while text.len() < bytes {
        text.push_str(PARTS[n * 5 % PARTS.len()]);
        // Words that differ each time, as in life.
        if n.is_multiple_of(3) {
            let (kavel, straat) = (n * 7919 % 100_003, n * 31 % 977);
            let _ = write!(text, "Zaak {n} gaat over kavel{kavel} en straat{straat}. ");
        }
        n += 1;
    }
    text
}

/// Seconds this thread has had a core, where the system tells (Linux); else the clock on the wall. On a busy machine only
/// the first says something.
fn busy(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|t| t.split(' ').next().and_then(|n| n.parse::<u64>().ok()));
    nanos.map_or_else(|| start.elapsed().as_secs_f64(), |n| Duration::from_nanos(n).as_secs_f64())
}

fn seconds(work: &dyn Fn(&str), text: &str) -> f64 {
    let start = Instant::now();
    let mut best = f64::MAX;
    // The system counts in steps of milliseconds: read a short text often.
    let times = u32::try_from(1_000_000 / text.len().max(1)).unwrap_or(1).max(1);
    for _ in 0..3 {
        let before = busy(start);
        for _ in 0..times {
            work(black_box(text));
        }
        best = best.min((busy(start) - before) / f64::from(times));
    }
    best
}

/// A part of the crate by name.
type Part<'p> = (&'p str, &'p dyn Fn(&str));

#[expect(clippy::cast_precision_loss, reason = "a rate to read")]
fn main() {
    let analyser = Analyser::new();
    let parts: [Part<'_>; 4] = [
        ("analysis", &|t| drop(black_box(analyser.keys(t)))),
        ("readability", &|t| drop(black_box(readability::read(t)))),
        ("redaction", &|t| drop(black_box(redact::find(t)))),
        ("language", &|t| drop(black_box(detect(t)))),
    ];
    println!("part          1 MB (MB/s)   4 MB (MB/s)   mail of 1 kB (us)");
    for (name, work) in parts {
        let (one, four, mail) = (text(1_000_000), text(4_000_000), text(1_000));
        work(&mail);
        let rate = |t: &str| t.len() as f64 / 1e6 / seconds(work, t);
        println!("{name:12} {:12.1} {:13.1} {:12.0}", rate(&one), rate(&four), seconds(work, &mail) * 1e6);
    }
}
