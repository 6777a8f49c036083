// SPDX-License-Identifier: EUPL-1.2
//! Finding and reading what stands under folders: regulations, sidecars and scenarios.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rules::sidecar::{read_uitleg, read_vragen};
use rules::{Area, Corpus, Law, Problem, Request, Sidecars};

use crate::cli::rules::Asked;

/// Most files under the folders.
const MOST_FILES: usize = 50_000;
/// Deepest folder.
const DEEPEST: usize = 32;
/// Largest file, in bytes; the reader of rules has a limit of its own below it.
const LARGEST: u64 = 16 << 20;

/// What was found.
#[derive(Default)]
pub struct Found {
    /// Regulations that could be read.
    pub laws: Vec<Law>,
    /// Their sidecars.
    pub sidecars: Sidecars,
    /// Files with scenarios.
    pub features: Vec<PathBuf>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// YAML files that are no regulation and no sidecar.
    pub passed_over: usize,
}

/// Reads everything under folders; a name may also be that of a file.
pub fn load(folders: &[PathBuf]) -> anyhow::Result<Found> {
    let mut files = Vec::new();
    for folder in folders {
        collect(folder, &mut files, 0)?;
    }
    files.sort();
    files.dedup();
    let mut found = Found::default();
    for file in files {
        let name = file.display().to_string();
        match file.extension().and_then(|kind| kind.to_str()) {
            Some("feature") => found.features.push(file),
            Some("yaml" | "yml") => {
                let text = text(&file)?;
                if let Err(problem) = found.take(&name, &text) {
                    found.problems.push(problem);
                }
            }
            _ => {}
        }
    }
    Ok(found)
}

impl Found {
    fn take(&mut self, name: &str, text: &str) -> rules::error::Result<()> {
        let stem = name.trim_end_matches(".yaml").trim_end_matches(".yml");
        if stem.ends_with(".vragen") {
            self.sidecars.vragen.push(read_vragen(name, text)?);
        } else if stem.ends_with(".uitleg") {
            self.sidecars.uitleg.push(read_uitleg(name, text)?);
        } else if text.lines().any(|line| line.starts_with("$id:") || line.starts_with("articles:")) {
            self.laws.push(rules::law::read(name, text)?);
        } else {
            self.passed_over += 1;
        }
        Ok(())
    }
}

/// The text of a file.
pub fn text(file: &Path) -> anyhow::Result<String> {
    let name = file.display();
    let size = fs::metadata(file).with_context(|| format!("cannot read {name}"))?.len();
    anyhow::ensure!(size <= LARGEST, "{name} has {size} bytes; at most {LARGEST} are read");
    fs::read_to_string(file).with_context(|| format!("cannot read {name} as text (UTF-8)"))
}

fn collect(path: &Path, files: &mut Vec<PathBuf>, depth: usize) -> anyhow::Result<()> {
    let about = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    if !about.is_dir() {
        files.push(path.to_owned());
        anyhow::ensure!(files.len() <= MOST_FILES, "more than {MOST_FILES} files; name smaller folders");
        return Ok(());
    }
    anyhow::ensure!(depth < DEEPEST, "{} lies deeper than {DEEPEST} folders", path.display());
    let entries = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    for entry in entries {
        let entry = entry?;
        // A link could lead round in a circle.
        let kind = entry.file_type()?;
        let name = entry.file_name();
        let hidden = name.to_string_lossy().starts_with('.');
        if !kind.is_symlink() && !hidden {
            collect(&entry.path(), files, depth + 1)?;
        }
    }
    Ok(())
}

/// The regulations and the request that a command asks for. What cannot be read is said and left out.
pub fn asked(asked: &Asked, area: Option<Area>) -> anyhow::Result<(Corpus, Sidecars, Request)> {
    let file = Path::new(&asked.law);
    let is_file = file.is_file();
    let mut folders = asked.rules.clone();
    if is_file && folders.is_empty() {
        folders
            .push(file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned());
    }
    if folders.is_empty() {
        folders.push(PathBuf::from("."));
    }
    let Found { laws, sidecars, problems, .. } = load(&folders)?;
    let id =
        if is_file { rules::law::read(&asked.law, &text(file)?)?.id.to_string() } else { asked.law.clone() };
    for problem in problems {
        eprintln!("not read: {problem}");
    }
    let corpus = Corpus::new(laws)?;
    let outputs = if asked.output.is_empty() { outputs(&corpus, &id)? } else { asked.output.clone() };
    let area = match &asked.gemeente {
        Some(code) => Area::Code(code.as_str().into()),
        None => area.unwrap_or(Area::Unknown),
    };
    let request = Request {
        outputs: outputs.iter().map(|o| o.as_str().into()).collect(),
        ..Request::new(&id, "", asked.date).in_area(area)
    };
    Ok((corpus, sidecars, request))
}

/// The outputs of the articles that decide (`produces`), else all that are declared.
fn outputs(corpus: &Corpus, id: &str) -> anyhow::Result<Vec<String>> {
    let laws: Vec<&Law> = corpus.laws().iter().map(|l| &**l).filter(|l| *l.id == *id).collect();
    let known = || {
        let mut ids: Vec<&str> = corpus.laws().iter().map(|l| &*l.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.join(", ")
    };
    anyhow::ensure!(!laws.is_empty(), "regulation '{id}' was not found; read were: {}", known());
    let mut outputs: Vec<String> = Vec::new();
    for decides in [true, false] {
        for article in laws.iter().flat_map(|l| &l.articles) {
            if article.machine.produces.is_some() != decides {
                continue;
            }
            for field in &article.machine.outputs {
                if !outputs.iter().any(|o| *o == *field.name) {
                    outputs.push(field.name.to_string());
                }
            }
        }
        if !outputs.is_empty() {
            return Ok(outputs);
        }
    }
    anyhow::bail!("regulation '{id}' declares no output; name one with --output")
}
