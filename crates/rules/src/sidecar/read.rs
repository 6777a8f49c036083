// SPDX-License-Identifier: EUPL-1.2
//! Reading sidecars. A key that is not known is refused, like in a rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Antwoord, Uitleg, Vraag, Vragen, Zin, Zinnen};
use crate::error::Result;
use crate::yaml::{self, Node};

/// Reads a `*.vragen.yaml`. `file` is the name that messages mention.
pub fn read_vragen(file: &str, text: &str) -> Result<Vragen> {
    let root = yaml::read(file, text)?;
    root.only(&["regeling", "vragen"])?;
    let mut vragen = BTreeMap::new();
    for entry in root.need("vragen")?.map()? {
        vragen.insert(entry.key.clone(), vraag(&entry.value)?);
    }
    Ok(Vragen { regeling: root.need("regeling")?.text()?, place: root.place.clone(), vragen })
}

fn vraag(node: &Node) -> Result<Vraag> {
    node.only(&["vraag", "hulp", "antwoord", "keuzes", "register", "doel", "kosten"])?;
    let kind = node.need("antwoord")?;
    let antwoord = match &*kind.text()? {
        "ja_nee" => Antwoord::JaNee,
        "getal" => Antwoord::Getal,
        "bedrag" => Antwoord::Bedrag,
        "datum" => Antwoord::Datum,
        "tekst" => Antwoord::Tekst,
        "keuze" => Antwoord::Keuze,
        "regels" => Antwoord::Regels,
        other => {
            return Err(kind.problem(format!(
                "answer '{other}' does not exist; known are: ja_nee, getal, bedrag, datum, tekst, keuze, regels"
            )));
        }
    };
    let mut keuzes = Vec::new();
    for keuze in node.items("keuzes")? {
        keuze.only(&["waarde", "tekst"])?;
        keuzes.push((keuze.need("waarde")?.value()?, keuze.need("tekst")?.text()?));
    }
    if (antwoord == Antwoord::Keuze) == keuzes.is_empty() {
        return Err(kind.problem("a 'keuze' needs 'keuzes', and only a 'keuze' has them"));
    }
    let register = node.text_at("register")?;
    let kosten = match node.get("kosten") {
        None => u32::from(register.is_none()),
        Some(cost) => cost.text()?.parse().ok().filter(|n| *n <= 100).ok_or_else(|| {
            cost.problem("'kosten' is a whole number from 0 (nothing) to 100; 1 is a tap, 5 is looking it up")
        })?,
    };
    Ok(Vraag {
        vraag: node.need("vraag")?.text()?,
        hulp: node.text_at("hulp")?,
        antwoord,
        keuzes,
        register,
        doel: node.text_at("doel")?,
        kosten,
        place: node.place.clone(),
    })
}

/// Reads a `*.uitleg.yaml`. `file` is the name that messages mention.
pub fn read_uitleg(file: &str, text: &str) -> Result<Uitleg> {
    let root = yaml::read(file, text)?;
    root.only(&["regeling", "namen", "uitkomsten", "voorwaarden"])?;
    let mut namen = BTreeMap::new();
    if let Some(node) = root.get("namen") {
        for entry in node.map()? {
            let zin = Zin { text: entry.value.text()?, place: entry.value.place.clone() };
            namen.insert(entry.key.clone(), zin);
        }
    }
    Ok(Uitleg {
        regeling: root.need("regeling")?.text()?,
        place: root.place.clone(),
        namen,
        uitkomsten: sentences(&root, "uitkomsten")?,
        voorwaarden: sentences(&root, "voorwaarden")?,
    })
}

fn sentences(root: &Node, key: &str) -> Result<BTreeMap<Arc<str>, Zinnen>> {
    let mut all = BTreeMap::new();
    let Some(node) = root.get(key) else { return Ok(all) };
    for entry in node.map()? {
        entry.value.only(&["waar", "onwaar", "onbekend"])?;
        let zin = |key: &str| -> Result<Option<Zin>> {
            let Some(node) = entry.value.get(key) else { return Ok(None) };
            let text = node.text()?;
            // A brace that stays open would print half a name to a resident.
            if text.matches('{').count() != text.matches('}').count() {
                return Err(node.problem("a slot is a name between braces: {inkomen}"));
            }
            Ok(Some(Zin { text, place: node.place.clone() }))
        };
        let zinnen = Zinnen { waar: zin("waar")?, onwaar: zin("onwaar")?, onbekend: zin("onbekend")? };
        all.insert(entry.key.clone(), zinnen);
    }
    Ok(all)
}
