// SPDX-License-Identifier: EUPL-1.2
//! How many legal terms are computed per second, with their derivation: medians of seven runs.
//!
//! Run: `cargo run --release -p kernel --example terms`

use std::{hint::black_box, time::Instant};

use jiff::{ToSpan as _, civil::Date};
use kernel::{
    Result,
    terms::{Aanvraag, BeslissingOpBezwaar, Beslistermijn, Besluit, Indiening, Opschorting},
};

/// Days over which the starts are spread.
const DAYS: i64 = 1_800;
/// Terms in a run.
const TERMS: u32 = 50_000;
const RUNS: usize = 7;

fn start(n: u32) -> Date {
    Date::constant(2023, 1, 10) + (i64::from(n) % DAYS).days()
}

fn measure(what: &str, compute: impl Fn(Date) -> Result<Date>) -> Result<()> {
    let mut per_second = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let began = Instant::now();
        for n in 0..TERMS {
            black_box(compute(black_box(start(n)))?);
        }
        per_second.push(f64::from(TERMS) / began.elapsed().as_secs_f64());
    }
    per_second.sort_by(f64::total_cmp);
    let median = per_second.get(RUNS / 2).copied().unwrap_or(0.0);
    println!("| {what} | {median:.0} |");
    Ok(())
}

fn main() -> Result<()> {
    println!("| term, with derivation | per second |\n|---|---|");
    measure("bezwaar", |day| Ok(Besluit::Gewoon { bekendgemaakt: day }.bezwaartermijn()?.laatste_dag))?;
    measure("beslissing op bezwaar", |day| {
        let indiening = Indiening { ontvangen: day + 10.days(), gepost: None };
        let besluit = Besluit::Gewoon { bekendgemaakt: day };
        Ok(BeslissingOpBezwaar::new(besluit, indiening).bereken()?.laatste_dag)
    })?;
    let bewijs: kernel::terms::Tekst = "storing".parse()?;
    measure("aanvraag met drie opschortingen", |day| {
        let mut aanvraag = Aanvraag::new(day, Beslistermijn::Redelijk);
        aanvraag.opschortingen = [3_i64, 5, 20]
            .map(|n| Opschorting::Overmacht {
                van: day + n.days(),
                tot_en_met: day + (n + 4).days(),
                bewijs: bewijs.clone(),
            })
            .into();
        Ok(aanvraag.bereken()?.laatste_dag)
    })
}
