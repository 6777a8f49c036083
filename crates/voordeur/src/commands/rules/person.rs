// SPDX-License-Identifier: EUPL-1.2
//! `voordeur rules run` and `replay`: one person, and the same calculation again.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rules::input::Input;
use rules::question::{self, Who};
use rules::{Corpus, Executor, Facts, Graph, Receipt, Sidecars, Value, compile, explain};

use super::load::{asked, load, text};
use crate::cli::rules::Run;

/// Most bytes of standard input.
const LARGEST: u64 = 16 << 20;

/// Carries out a regulation. Ends with code 1 when an outcome cannot be calculated.
pub fn run(run: &Run) -> anyhow::Result<ExitCode> {
    let input = match &run.input {
        None => Input::default(),
        Some(file) if file.as_os_str() == "-" => {
            let mut text = String::new();
            std::io::stdin().take(LARGEST).read_to_string(&mut text)?;
            Input::read("standard input", &text)?
        }
        Some(file) => Input::read(&file.display().to_string(), &text(file)?)?,
    };
    let (corpus, sidecars, request) = asked(&run.asked, input.area())?;
    let graph = compile(&corpus, &request)?;
    let (facts, unused) = input.facts(&graph)?;
    for name in unused {
        eprintln!("not asked for: {name}");
    }
    let mut executor = Executor::new();
    let values = executor.outcomes(&graph, &facts);
    let faulty = values.iter().any(|v| matches!(v, Value::Fault(_)));
    if run.json {
        let receipt = Receipt::write(&request, &graph, &facts, &|name| input.provenance(name));
        println!("{}", receipt.to_json());
    } else {
        let mut out = outcomes(&graph, &values);
        if run.trace {
            let trace = executor.trace();
            for output in &graph.outputs {
                let _ = write!(out, "\n{}", rules::trace::render(&graph, &trace, output.node));
            }
        }
        if run.uitleg {
            for explanation in explain::explain(&graph, &facts, &sidecars) {
                let _ = write!(out, "\n{}", explanation.render());
            }
        }
        if run.next_question {
            out.push_str(&questions(&graph, &facts, &sidecars));
        }
        print!("{out}");
    }
    Ok(if faulty { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One line per outcome: its name, value and unit; where a fault sits.
fn outcomes(graph: &Graph, values: &[Value]) -> String {
    let mut out = String::new();
    for (output, value) in graph.outputs.iter().zip(values) {
        let unit = graph.node(output.node).unit;
        let shown = match value {
            Value::Number(_) if unit != rules::law::Unit::Open => format!("{value} {}", unit.name()),
            Value::Fault(fault) => format!("{value} ({})", graph.place(fault.node)),
            other => other.to_string(),
        };
        let _ = writeln!(out, "{} = {shown}", output.name);
    }
    out
}

fn questions(graph: &Graph, facts: &Facts, sidecars: &Sidecars) -> String {
    let nodes: Vec<u32> = graph.outputs.iter().map(|o| o.node).collect();
    let answering = |graph: &Graph, leaf: u32| sidecars.answering(graph, leaf);
    let open = question::open_with(graph, facts, &mut Executor::new(), &nodes, &answering);
    let mut out = String::new();
    if open.is_empty() {
        out.push_str("\nGeen vraag kan de uitkomst nog veranderen.\n");
        return out;
    }
    out.push_str("\nNog te vragen, de eerste vraag bovenaan:\n");
    for asked in &open {
        let name = &graph.leaves[asked.leaf as usize].name;
        let vraag = sidecars.vraag(graph, asked.leaf);
        let who = match (asked.who, vraag.and_then(|v| v.register.as_deref())) {
            (Who::Register, Some(register)) => format!("register {register}"),
            (Who::Register, None) => "register".to_owned(),
            (Who::Person, _) => "inwoner".to_owned(),
        };
        let _ = writeln!(out, "- {name} ({who}): {}", sidecars.ask(graph, asked.leaf));
        if let Some(vraag) = vraag {
            if let Some(help) = &vraag.hulp {
                let _ = writeln!(out, "    {help}");
            }
            for choice in vraag.choices() {
                let _ = writeln!(out, "    {choice}");
            }
        }
    }
    out
}

/// Calculates a receipt again.
pub fn replay(receipt: &Path, folders: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let receipt = Receipt::from_json(&text(receipt)?).map_err(|text| anyhow::anyhow!(text))?;
    let found = load(folders)?;
    for problem in &found.problems {
        eprintln!("not read: {problem}");
    }
    match receipt.replay(&Corpus::new(found.laws)?) {
        Ok(()) => {
            println!("the same, in all {} steps", receipt.steps.len());
            Ok(ExitCode::SUCCESS)
        }
        Err(differs) => {
            println!("differs: {differs}");
            Ok(ExitCode::FAILURE)
        }
    }
}
