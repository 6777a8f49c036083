// SPDX-License-Identifier: EUPL-1.2
//! From YAML to [`Law`]. Unknown keys are refused where a misspelling would change the outcome.

use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::model::{
    Action, Article, Declared, Definition, Field, Hook, Implements, Input, Law, Layer, Machine, OpenTerm,
    Override, Produces, Source, Unit,
};
use super::operation;
use crate::error::{Problem, Result};
use crate::value::{Date, Value};
use crate::yaml::{self, Node};

/// Reads one regulation. `file` is the name that messages mention.
pub fn read(file: &str, text: &str) -> Result<Law> {
    let root = yaml::read(file, text)?;
    let schema = schema_version(&root)?;
    let articles = root.need("articles")?.list()?.iter().map(article).collect::<Result<Vec<_>>>()?;
    let layer_node = root.need("regulatory_layer")?;
    let mut area = None;
    for key in ["gemeente_code", "provincie_code", "waterschap_code"] {
        area = area.or(root.text_at(key)?);
    }
    let law = Law {
        id: root.need("$id")?.text()?,
        layer: layer(layer_node)?,
        name: root.text_at("name")?,
        valid_from: valid_from(&root, &articles)?,
        valid_to: root.get("valid_to").map(Node::date).transpose()?,
        area,
        url: root.text_at("url")?.unwrap_or_default(),
        articles,
        place: root.place.clone(),
        sha256: hex(&Sha256::digest(text.as_bytes())),
        schema,
    };
    if law.layer == Layer::GemeentelijkeVerordening && law.area.is_none() {
        return Err(layer_node.problem("a municipal by-law needs 'gemeente_code'"));
    }
    if let (Some(from), Some(to)) = (law.valid_from, law.valid_to)
        && to < from
    {
        return Err(root.need("valid_to")?.problem(format!("it ends ({to}) before it begins ({from})")));
    }
    Ok(law)
}

fn hex(bytes: &[u8]) -> Arc<str> {
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        let _ = write!(out, "{b:02x}");
    }
    out.into()
}

fn schema_version(root: &Node) -> Result<Arc<str>> {
    let node = root.need("$schema")?;
    let text = node.text()?;
    let version = text
        .split('/')
        .filter_map(|part| part.strip_prefix('v'))
        .find(|v| v.starts_with(|c: char| c.is_ascii_digit()));
    match version {
        Some(v) if v.starts_with("0.5.") => Ok(v.into()),
        Some(v) => {
            Err(node.problem(format!("this is version {v} of the format; versions 0.5.x can be read")))
        }
        None => {
            Err(node.problem("the version of the format is missing; it looks like .../v0.5.6/schema.json"))
        }
    }
}

fn layer(node: &Node) -> Result<Layer> {
    let name = node.text()?;
    Layer::named(&name).ok_or_else(|| {
        node.problem(format!("'{name}' is not a kind of regulation; known are: {}", Layer::names()))
    })
}

/// A date, or a reference (`#name`) to an output of this same file that is a literal date.
fn valid_from(root: &Node, articles: &[Article]) -> Result<Option<Date>> {
    let Some(node) = root.get("valid_from") else { return Ok(None) };
    let text = node.text()?;
    let Some(name) = text.strip_prefix('#') else { return node.date().map(Some) };
    let literal =
        articles.iter().flat_map(|a| &a.machine.actions).find(|a| &*a.output == name).and_then(|a| match &a
            .expr
            .kind
        {
            super::ExprKind::Literal(v) => v.as_date(),
            _ => None,
        });
    literal
        .map(Some)
        .ok_or_else(|| node.problem(format!("no action in this file gives '{name}' a literal date")))
}

fn article(node: &Node) -> Result<Article> {
    node.only(&["number", "text", "url", "machine_readable", "references"])?;
    let number = node.need("number")?.text()?;
    let machine = match node.get("machine_readable") {
        Some(m) => machine(m).map_err(|p| p.in_article(&number))?,
        None => Machine::default(),
    };
    Ok(Article { url: node.text_at("url")?.unwrap_or_default(), place: node.place.clone(), number, machine })
}

fn machine(node: &Node) -> Result<Machine> {
    node.only(&[
        "endpoint",
        "competent_authority",
        "enables",
        "requires",
        "open_terms",
        "implements",
        "definitions",
        "execution",
        "hooks",
        "overrides",
        "untranslatables",
    ])?;
    let mut machine = Machine {
        definitions: node.get("definitions").map(definitions).transpose()?.unwrap_or_default(),
        open_terms: each(node, "open_terms", open_term)?,
        implements: each(node, "implements", implements)?,
        hooks: each(node, "hooks", hook)?,
        overrides: each(node, "overrides", overrides)?,
        untranslatable: untranslatable(node)?,
        ..Machine::default()
    };
    let Some(execution) = node.get("execution") else { return Ok(machine) };
    execution.only(&["produces", "parameters", "input", "output", "actions"])?;
    machine.parameters = each(execution, "parameters", field)?;
    machine.inputs = each(execution, "input", input)?;
    machine.outputs = each(execution, "output", field)?;
    machine.actions = each(execution, "actions", action)?;
    if let Some(produces) = execution.get("produces")
        && let Some(legal_character) = produces.text_at("legal_character")?
    {
        machine.produces =
            Some(Produces { legal_character, decision_type: produces.text_at("decision_type")? });
    }
    declared_outputs_exist(&machine)?;
    Ok(machine)
}

fn declared_outputs_exist(machine: &Machine) -> Result<()> {
    for field in &machine.outputs {
        if !machine.actions.iter().any(|a| a.output == field.name) {
            return Err(Problem::new(
                &field.place,
                format!("output '{}' is declared, but no action gives it", field.name),
            ));
        }
    }
    Ok(())
}

fn each<T>(node: &Node, key: &str, read: fn(&Node) -> Result<T>) -> Result<Vec<T>> {
    node.items(key)?.iter().map(read).collect()
}

fn definitions(node: &Node) -> Result<Vec<Definition>> {
    let mut out = Vec::new();
    for entry in node.map()? {
        let structured = entry.value.get("value");
        let value = structured.unwrap_or(&entry.value).value()?;
        let (declared, unit) = match structured {
            Some(_) => (entry.value.get("type").map_or(Ok(Declared::Any), declared)?, unit(&entry.value)?),
            None => (Declared::Any, Unit::Open),
        };
        let field =
            Field { name: entry.key.clone(), declared, unit, description: None, place: entry.place.clone() };
        out.push(Definition { field, value });
    }
    Ok(out)
}

fn declared(node: &Node) -> Result<Declared> {
    Ok(match &*node.text()? {
        "string" => Declared::Any,
        "number" | "amount" => Declared::Number,
        "boolean" => Declared::Bool,
        "date" => Declared::Date,
        "array" => Declared::List,
        "object" => {
            return Err(
                node.problem("type 'object' cannot be calculated with; declare its fields one by one")
            );
        }
        other => {
            return Err(node.problem(format!(
                "type '{other}' does not exist; known are: string, number, boolean, amount, array, date"
            )));
        }
    })
}

fn unit(node: &Node) -> Result<Unit> {
    let Some(node) = node.get("type_spec").and_then(|s| s.get("unit")) else { return Ok(Unit::Open) };
    let name = node.text()?;
    let all = [
        Unit::Euro,
        Unit::Eurocent,
        Unit::Ratio,
        Unit::Percentage,
        Unit::Years,
        Unit::Months,
        Unit::Weeks,
        Unit::Days,
    ];
    all.into_iter().find(|u| u.name() == &*name).ok_or_else(|| {
        node.problem(format!("unit '{name}' does not exist; known are: {}", all.map(Unit::name).join(", ")))
    })
}

fn field(node: &Node) -> Result<Field> {
    let key = if node.get("name").is_some() { "name" } else { "id" };
    Ok(Field {
        name: node.need(key)?.text()?,
        declared: declared(node.need("type")?)?,
        unit: unit(node)?,
        description: node.text_at("description")?,
        place: node.place.clone(),
    })
}

fn input(node: &Node) -> Result<Input> {
    let source = node.need("source")?;
    if source.is_null() {
        return Ok(Input { field: field(node)?, source: Source::Data });
    }
    source.only(&["regulation", "output", "parameters", "description", "endpoint"])?;
    let law = source.text_at("regulation")?;
    let mut parameters = Vec::new();
    if let Some(map) = source.get("parameters") {
        for entry in map.map()? {
            parameters.push((entry.key.clone(), operation::expr(&entry.value)?));
        }
    }
    let source = match (source.text_at("output")?, law) {
        (Some(output), law) => Source::Output { law, output, parameters },
        (None, None) => Source::Data,
        (None, Some(law)) => {
            return Err(source.problem(format!("which output of '{law}'? 'output' is missing")));
        }
    };
    Ok(Input { field: field(node)?, source })
}

fn action(node: &Node) -> Result<Action> {
    let output = node.need("output")?.text()?;
    let expr = if node.get("operation").is_some() {
        operation::operation(node, &["output"])?
    } else if let Some(resolve) = node.get("resolve") {
        return Err(resolve.problem(
            "'resolve' is an old form; declare the term under open_terms and fill it with implements",
        ));
    } else {
        node.only(&["output", "value", "legal_basis"])?;
        operation::expr(node.need("value")?)?
    };
    Ok(Action { output, expr, place: node.place.clone() })
}

fn open_term(node: &Node) -> Result<OpenTerm> {
    let delegated = node.get("delegation_type").map(layer).transpose()?;
    Ok(OpenTerm {
        field: field(node)?,
        required: node.get("required").map_or(Ok(true), Node::flag)?,
        delegated,
        default: node.get("default").map_or(Ok(Vec::new()), |d| each(d, "actions", action))?,
    })
}

fn implements(node: &Node) -> Result<Implements> {
    node.only(&["law", "article", "open_term", "gelet_op"])?;
    Ok(Implements {
        law: node.need("law")?.text()?,
        article: node.need("article")?.text()?,
        term: node.need("open_term")?.text()?,
        place: node.place.clone(),
    })
}

fn hook(node: &Node) -> Result<Hook> {
    node.only(&["hook_point", "applies_to"])?;
    let point = node.need("hook_point")?;
    let before = match &*point.text()? {
        "pre_actions" => true,
        "post_actions" => false,
        other => {
            return Err(point.problem(format!(
                "hook point '{other}' does not exist; known are: pre_actions, post_actions"
            )));
        }
    };
    let to = node.need("applies_to")?;
    to.only(&["legal_character", "decision_type", "stage"])?;
    Ok(Hook {
        before,
        legal_character: to.need("legal_character")?.text()?,
        decision_type: to.text_at("decision_type")?,
        stage: to.text_at("stage")?.unwrap_or_else(|| "BESLUIT".into()),
    })
}

fn overrides(node: &Node) -> Result<Override> {
    node.only(&["law", "article", "output"])?;
    Ok(Override {
        law: node.need("law")?.text()?,
        article: node.need("article")?.text()?,
        output: node.need("output")?.text()?,
        place: node.place.clone(),
    })
}

fn untranslatable(node: &Node) -> Result<Option<(Arc<str>, crate::error::Place)>> {
    for item in node.items("untranslatables")? {
        let accepted = matches!(item.get("accepted").map(Node::value).transpose()?, Some(Value::Bool(true)));
        if !accepted {
            return Ok(Some((item.need("construct")?.text()?, item.place.clone())));
        }
    }
    Ok(None)
}
