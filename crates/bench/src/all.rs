// SPDX-License-Identifier: EUPL-1.2
//! Everything, three times, as the table of docs/benchmarks.md.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result};

use crate::{
    accept::{self, How},
    archive, fill, machine, memory, pages,
    pages::PAGES,
    place::Place,
    start,
    stats::median,
};

/// How to measure everything.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The binary.
    pub binary: PathBuf,
    /// Folder for both installations and the archives.
    pub folder: PathBuf,
    /// An empty PostgreSQL database, or one that an earlier run filled.
    pub postgres: Option<String>,
    /// Questions.
    pub questions: u64,
    /// Seconds per measurement.
    pub seconds: u64,
    /// Runs of which the median counts.
    pub runs: usize,
}

/// Figures of one engine: name of the line, figure in words.
type Figures = Vec<(String, String)>;

/// Measures everything; gives the table.
pub async fn run(whole: &Whole) -> Result<String> {
    let sqlite = Place { data: whole.folder.join("sqlite"), postgres: None };
    fill::run(&sqlite, whole.questions).await?;
    let mut both = vec![("SQLite", engine(whole, &sqlite).await?)];
    if let Some(url) = &whole.postgres {
        let place = Place { data: whole.folder.join("postgres"), postgres: Some(url.clone()) };
        let restored = move_over(whole, &sqlite, &place).await?;
        let mut figures = engine(whole, &place).await?;
        figures.extend(restored.map(|speed| ("restore, MB/s".to_owned(), format!("{speed:.0}"))));
        both.push(("PostgreSQL", figures));
    }
    table(whole, &both)
}

/// Fills the server from an archive of the embedded database; gives the speed, nothing when it was filled before.
async fn move_over(whole: &Whole, sqlite: &Place, place: &Place) -> Result<Option<f64>> {
    let key = place.data.join("voordeur.key");
    if key.exists() {
        return Ok(None);
    }
    std::fs::create_dir_all(&place.data)?;
    let file = fresh(&whole.folder, "move.tar")?;
    archive::backup(&whole.binary, sqlite, &file).await?;
    let speed = archive::restore(&whole.binary, place, &file).await?;
    std::fs::remove_file(&file)?;
    std::fs::copy(sqlite.data.join("voordeur.key"), &key).context("the key file")?;
    Ok(Some(speed.per_second()))
}

fn fresh(folder: &Path, name: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    if path.is_dir() {
        std::fs::remove_dir_all(&path)?;
    } else if path.exists() {
        std::fs::remove_file(&path)?;
    }
    Ok(path)
}

async fn engine(whole: &Whole, place: &Place) -> Result<Figures> {
    println!("measuring {}", place.engine());
    let mut figures = Figures::new();
    let (binary, seconds) = (&whole.binary, whole.seconds);
    let mut starts = Vec::new();
    for _ in 0..whole.runs {
        starts.push(start::run(binary, place).await?);
    }
    figures.push(("start to first 200, s".to_owned(), format!("{:.2}", median(starts))));
    let (mut idle, mut loaded) = (Vec::new(), Vec::new());
    for _ in 0..whole.runs {
        let memory = memory::run(binary, place, seconds).await?;
        idle.push(memory.idle);
        loaded.push(memory.loaded);
    }
    figures.push(("memory idle, MiB RSS".to_owned(), format!("{:.0}", median(idle))));
    figures.push(("memory under load, MiB RSS".to_owned(), format!("{:.0}", median(loaded))));
    let mut reads = Vec::new();
    for _ in 0..whole.runs {
        reads.push(pages::run(binary, place, seconds, Duration::ZERO).await?);
    }
    for (n, (page, _)) in PAGES.iter().enumerate() {
        let p95 = reads.iter().filter_map(|r| r.p95.get(n)).map(|(_, p95)| *p95).collect();
        figures.push((format!("{page}, p95 ms"), format!("{:.1}", median(p95))));
    }
    for (what, readers, sync_ms) in [
        ("accept", 0, 0),
        ("accept beside 8 page readers", pages::READERS, 0),
        ("accept, 3 ms more per sync", 0, 3),
    ] {
        accepting(whole, place, what, How { seconds, readers, sync_ms }, &mut figures).await?;
    }
    archives(whole, place, &mut figures).await?;
    Ok(figures)
}

async fn accepting(whole: &Whole, place: &Place, what: &str, how: How, to: &mut Figures) -> Result<()> {
    if place.postgres.is_some() && how.sync_ms > 0 {
        // The syncs are those of another process.
        return Ok(());
    }
    let mut runs = Vec::new();
    for _ in 0..whole.runs {
        runs.push(accept::run(&whole.binary, place, how).await?);
    }
    let speed = median(runs.iter().map(|r| r.per_second).collect());
    let time = |n: usize| median(runs.iter().filter_map(|r| r.times.get(n)).copied().collect());
    to.push((format!("{what}: requests/s"), format!("{speed:.0}")));
    to.push((
        format!("{what}: p50 / p95 / p99 ms"),
        format!("{:.1} / {:.1} / {:.1}", time(0), time(1), time(2)),
    ));
    Ok(())
}

async fn archives(whole: &Whole, place: &Place, to: &mut Figures) -> Result<()> {
    let (mut saved, mut restored) = (Vec::new(), Vec::new());
    for _ in 0..whole.runs {
        let file = fresh(&whole.folder, "backup.tar")?;
        saved.push(archive::backup(&whole.binary, place, &file).await?.per_second());
        if place.postgres.is_none() {
            let there = Place { data: fresh(&whole.folder, "restored")?, postgres: None };
            restored.push(archive::restore(&whole.binary, &there, &file).await?.per_second());
            fresh(&whole.folder, "restored")?;
        }
        fresh(&whole.folder, "backup.tar")?;
    }
    to.push(("backup, MB/s".to_owned(), format!("{:.0}", median(saved))));
    if !restored.is_empty() {
        to.push(("restore, MB/s".to_owned(), format!("{:.0}", median(restored))));
    }
    Ok(())
}

/// What a line may cost (architecture, section 10); empty when it has no budget.
fn budget(line: &str) -> String {
    let page =
        PAGES.iter().find(|(page, _)| line.strip_prefix(page).is_some_and(|rest| rest.starts_with(',')));
    if let Some((_, most)) = page {
        return format!("<= {most}");
    }
    match line {
        "start to first 200, s" => "< 5",
        "accept: requests/s" => "SQLite >= 3,000, PostgreSQL >= 1,000",
        "accept: p50 / p95 / p99 ms" => "p95 SQLite <= 25, PostgreSQL <= 60",
        "accept beside 8 page readers: p50 / p95 / p99 ms" => "p95 SQLite <= 50",
        "accept, 3 ms more per sync: requests/s" => "SQLite >= 1,000",
        _ => "",
    }
    .to_owned()
}

/// Markdown, ready for docs/benchmarks.md.
fn table(whole: &Whole, both: &[(&str, Figures)]) -> Result<String> {
    let mut out = String::new();
    writeln!(out, "- Machine: {}", machine::name())?;
    writeln!(out, "- Commit: {}", machine::commit())?;
    writeln!(out, "- `fdatasync` p50: {:.2} ms", machine::sync_p50(&whole.folder)?)?;
    writeln!(
        out,
        "- Questions: {}; medians of {} runs of {} s\n",
        whole.questions, whole.runs, whole.seconds
    )?;
    let engines: Vec<&str> = both.iter().map(|(engine, _)| *engine).collect();
    writeln!(out, "| what | budget | {} |\n|---|---|{}", engines.join(" | "), "---|".repeat(engines.len()))?;
    let names: Vec<&String> = both.iter().flat_map(|(_, f)| f.iter().map(|(name, _)| name)).collect();
    for (n, name) in names.iter().enumerate() {
        if names.iter().take(n).any(|earlier| earlier == name) {
            continue;
        }
        let figure =
            |f: &Figures| f.iter().find(|(n, _)| n == *name).map_or("-".to_owned(), |(_, v)| v.clone());
        let cells: Vec<String> = both.iter().map(|(_, f)| figure(f)).collect();
        writeln!(out, "| {name} | {} | {} |", budget(name), cells.join(" | "))?;
    }
    Ok(out)
}
