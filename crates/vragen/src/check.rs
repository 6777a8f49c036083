// SPDX-License-Identifier: EUPL-1.2
//! `voordeur check`: the invariants of the heart, held against tables and journal.

use std::collections::HashMap;

use kernel::{Actor, Result};
use serde_json::Value;
use storage::{Db, Sealed, journal};
use uuid::Uuid;

use crate::store;

/// Events read at a time.
const BLOK: i64 = 1000;
/// Most findings that are reported.
const BEVINDINGEN: usize = 100;

/// What the journal proves about one question.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bewijs {
    team: String,
    medewerker: Option<Uuid>,
}

/// Findings in words; empty when every invariant holds. `voortgang` gets the events read so far.
pub async fn check(db: &Db, mut voortgang: impl FnMut(i64) + Send) -> Result<Vec<String>> {
    let mut bevindingen = Vec::new();
    let mut bewijzen: HashMap<Uuid, Bewijs> = HashMap::new();
    let mut seq = 0;
    loop {
        let mut tx = db.read().await?;
        let events = journal::after(&mut tx, seq, BLOK).await?;
        tx.rollback().await;
        let Some(laatste) = events.last() else { break };
        seq = laatste.seq;
        for event in &events {
            lees_mee(event, &mut bewijzen, &mut bevindingen);
        }
        voortgang(seq);
    }
    let mut tx = db.read().await?;
    for (wat, aantal) in store::schendingen(&mut tx).await? {
        if aantal > 0 {
            bevindingen.push(format!("{aantal} keer: {wat}"));
        }
    }
    vergelijk(&mut tx, &bewijzen, &mut bevindingen).await?;
    tx.rollback().await;
    bevindingen.truncate(BEVINDINGEN);
    Ok(bevindingen)
}

/// Follows the owner through the journal: a change needs an acceptance or a rule with a name.
fn lees_mee(event: &Sealed, bewijzen: &mut HashMap<Uuid, Bewijs>, bevindingen: &mut Vec<String>) {
    let (Some(vraag), Some(team)) =
        (event.object_id("vraag"), event.data.get("regel").and(event.text("team")))
    else {
        return;
    };
    let nieuw =
        Bewijs { team: team.to_owned(), medewerker: event.text("medewerker").and_then(|m| m.parse().ok()) };
    let oud = bewijzen.insert(vraag, nieuw.clone());
    let regel = event.data.get("regel").and_then(Value::as_str).unwrap_or_default();
    if oud.as_ref() != Some(&nieuw) && regel.is_empty() && bevindingen.len() < BEVINDINGEN {
        bevindingen
            .push(format!("vraag {vraag}: eigenaar veranderde in gebeurtenis {} zonder regel", event.seq));
    }
    if oud.is_none() && event.kind != "vraag.ontvangen" && bevindingen.len() < BEVINDINGEN {
        bevindingen
            .push(format!("vraag {vraag}: eerste gebeurtenis is {} en niet vraag.ontvangen", event.kind));
    }
    if event.kind == "overdracht.aangenomen" && !matches!(event.actor, Actor::Medewerker(_)) {
        bevindingen.push(format!("vraag {vraag}: overdracht aangenomen door {}", event.actor));
    }
}

/// The owner in the table is the one the journal proves.
async fn vergelijk(
    tx: &mut storage::Tx,
    bewijzen: &HashMap<Uuid, Bewijs>,
    bevindingen: &mut Vec<String>,
) -> Result<()> {
    let mut na = 0;
    loop {
        let rijen = store::eigenaren(tx, na, BLOK).await?;
        let Some((laatste, ..)) = rijen.last() else { return Ok(()) };
        na = *laatste;
        for (_, id, team, medewerker) in rijen {
            let tabel = Bewijs { team, medewerker };
            match bewijzen.get(&id) {
                Some(bewijs) if *bewijs == tabel => {}
                Some(_) => bevindingen
                    .push(format!("vraag {id}: de tabel noemt een andere eigenaar dan het journaal")),
                None => bevindingen.push(format!("vraag {id}: het journaal kent deze vraag niet")),
            }
            if bevindingen.len() >= BEVINDINGEN {
                return Ok(());
            }
        }
    }
}
