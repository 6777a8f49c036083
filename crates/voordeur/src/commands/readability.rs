// SPDX-License-Identifier: EUPL-1.2
//! `voordeur readability`: how hard a text is to read, and what to do about it.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use language::readability::{Mark, Report, Severity, WordData, read_with};

use crate::cli::Readability;

/// Longest text, in bytes: a book.
const LONGEST: u64 = 5_000_000;

/// Reads the file and prints what was found. Fails when the text is above the level asked for.
pub fn run(asked: &Readability) -> anyhow::Result<ExitCode> {
    let text = read_text(&asked.file)?;
    let data = asked.word_data.as_deref().map(word_data).transpose()?;
    let report = read_with(&text, data.as_ref());
    print!("{}", render(&text, &report, data.is_some()));
    let above = asked.max_level.is_some_and(|most| report.score.is_some() && report.level().number() > most);
    Ok(if above { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn read_text(file: &Path) -> anyhow::Result<String> {
    let name = file.display();
    let size = std::fs::metadata(file).with_context(|| format!("cannot read {name}"))?.len();
    anyhow::ensure!(size <= LONGEST, "{name} has {size} bytes; at most {LONGEST} are read");
    std::fs::read_to_string(file).with_context(|| format!("cannot read {name} as text (UTF-8)"))
}

/// The word data of LiNT-II: the three files of that project, by their names.
fn word_data(folder: &Path) -> anyhow::Result<WordData> {
    let read = |name: &str| {
        let file = folder.join(name);
        std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
    };
    Ok(WordData::read(
        &read("subtlex_logfreq.tsv")?,
        &read("nouns_semtype.tsv")?,
        &read("freq_skiplist.txt")?,
    )?)
}

fn render(text: &str, report: &Report, with_data: bool) -> String {
    let mut out = String::new();
    let Some(score) = report.score else { return "Te weinig tekst voor een score.\n".to_owned() };
    let level = report.level();
    let _ = writeln!(
        out,
        "LiNT-niveau {} (schatting{}): ongeveer {} % van de volwassenen leest dit zonder moeite.",
        level.number(),
        if with_data { "" } else { " met de meegeleverde woorden" },
        level.readers()
    );
    let _ = writeln!(
        out,
        "Score {score:.0} van 100, {} zinnen, {} woorden.",
        report.sentences.len(),
        report.words
    );
    if let Some(mark) = report.marks.iter().find(|m| m.range == (0..text.len())) {
        let _ = writeln!(out, "\nHele tekst: {}. {}", mark.kind.naam(), mark.kind.advies());
    }
    for (number, sentence) in report.sentences.iter().enumerate() {
        let marks: Vec<&Mark> =
            report.marks.iter().filter(|m| m.sentence == number && m.range != (0..text.len())).collect();
        if marks.is_empty() {
            continue;
        }
        let line = text.get(..sentence.range.start).unwrap_or("").matches('\n').count() + 1;
        let words =
            text.get(sentence.range.clone()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let score = sentence.score.map(|s| format!(", score {s:.0}")).unwrap_or_default();
        let _ = writeln!(out, "\nRegel {line}{score}: {words}");
        for mark in marks {
            let _ = writeln!(out, "  {}", advice(text, mark));
        }
    }
    out
}

fn advice(text: &str, mark: &Mark) -> String {
    let sign = if mark.severity == Severity::Warning { "!" } else { "-" };
    let place = text.get(mark.range.clone()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = mark.kind.naam();
    if mark.alternatives.is_empty() {
        let long = place.chars().count() > 60;
        let place = if long { String::new() } else { format!(" ‘{place}’") };
        format!("{sign} {kind}{place}. {}", mark.kind.advies())
    } else {
        format!("{sign} {kind} ‘{place}’. Liever: {}.", mark.alternatives.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_sees_the_level_and_what_to_mend() {
        let text = "Goedemorgen.\nDerhalve wordt uw aanvraag door de commissie beoordeeld.";
        let shown = render(text, &read_with(text, None), false);
        assert!(shown.starts_with("LiNT-niveau "), "{shown}");
        assert!(shown.contains("Regel 2"), "{shown}");
        assert!(shown.contains("! moeilijk woord ‘Derhalve’. Liever: daarom, dus."), "{shown}");
        assert!(shown.contains("lijdende vorm"), "{shown}");
        assert_eq!(render("", &read_with("", None), false), "Te weinig tekst voor een score.\n");
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let binary = folder.path().join("foto.jpg");
        std::fs::write(&binary, [0xff, 0xd8, 0xff]).unwrap();
        assert!(format!("{:#}", read_text(&binary).unwrap_err()).contains("UTF-8"));
        assert!(read_text(&folder.path().join("weg.txt")).is_err());
        assert!(format!("{:#}", word_data(folder.path()).unwrap_err()).contains("subtlex_logfreq.tsv"));
    }
}
