// SPDX-License-Identifier: EUPL-1.2
//! Reading a feature file.

use std::sync::Arc;

use crate::error::{Place, Problem, Result};
use crate::value::{Number, Value};

/// Largest feature file, in bytes.
const MAX_BYTES: usize = 4 << 20;

/// One example.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its title.
    pub title: String,
    /// Where it begins.
    pub place: Place,
    /// Tagged as a wish.
    pub wip: bool,
    /// The steps of the background and its own.
    pub steps: Vec<Step>,
}

/// A step with its table.
#[derive(Debug, Clone)]
pub struct Step {
    /// The sentence after Given, When, Then, And or But.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Rows of the table below it.
    pub rows: Vec<Vec<Arc<str>>>,
}

/// Where the reader is.
enum Part {
    Head,
    Background,
    Scenario,
}

/// Reads a feature file. `file` is the name that messages mention.
pub fn read(file: &str, text: &str) -> Result<Vec<Scenario>> {
    let name: Arc<str> = file.into();
    let place = |line: usize| Place {
        file: name.clone(),
        line: u32::try_from(line + 1).unwrap_or(u32::MAX),
        column: 1,
    };
    if text.len() > MAX_BYTES {
        return Err(Problem::new(&place(0), format!("the file is larger than {} MiB", MAX_BYTES >> 20)));
    }
    let (mut background, mut scenarios): (Vec<Step>, Vec<Scenario>) = (Vec::new(), Vec::new());
    let (mut part, mut wip) = (Part::Head, false);
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('@') {
            wip = line.split_whitespace().any(|tag| tag == "@wip");
        } else if line.starts_with("Background:") {
            part = Part::Background;
        } else if let Some(title) = line.strip_prefix("Scenario:").or_else(|| line.strip_prefix("Example:")) {
            let steps = background.clone();
            scenarios.push(Scenario { title: title.trim().to_owned(), place: place(number), wip, steps });
            (part, wip) = (Part::Scenario, false);
        } else if line.starts_with("Scenario Outline:") || line.starts_with("Rule:") {
            return Err(Problem::new(
                &place(number),
                "scenario outlines and rules are not supported; write the scenarios out",
            ));
        } else if !matches!(part, Part::Head) {
            let steps = match (&part, scenarios.last_mut()) {
                (Part::Scenario, Some(scenario)) => &mut scenario.steps,
                _ => &mut background,
            };
            step(line, place(number), steps)?;
        }
    }
    Ok(scenarios)
}

fn step(line: &str, place: Place, steps: &mut Vec<Step>) -> Result<()> {
    if let Some(row) = line.strip_prefix('|') {
        let cells = row.strip_suffix('|').unwrap_or(row).split('|').map(|c| c.trim().into()).collect();
        return match steps.last_mut() {
            Some(step) => {
                step.rows.push(cells);
                Ok(())
            }
            None => Err(Problem::new(&place, "a table row without a step above it")),
        };
    }
    let text =
        ["Given ", "When ", "Then ", "And ", "But ", "* "].iter().find_map(|word| line.strip_prefix(word));
    match text {
        Some(text) => {
            steps.push(Step { text: text.trim().to_owned(), place, rows: Vec::new() });
            Ok(())
        }
        None => {
            Err(Problem::new(&place, format!("'{line}' is not a step; begin with Given, When, Then or And")))
        }
    }
}

/// A cell: `null`, `true`, a number, or text. A number with a leading zero is a code, so text.
pub(super) fn cell(text: &str) -> Value {
    match text {
        "null" => Value::Absent,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => {
            let code = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
            match Number::parse(text) {
                Some(n) if !code => Value::Number(n),
                _ => Value::text(text),
            }
        }
    }
}
