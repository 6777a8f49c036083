// SPDX-License-Identifier: EUPL-1.2
//! Holds the database against what clients were told.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use storage::Tx;
use uuid::Uuid;

use super::{
    Outcome,
    sender::{Sender, mark_in},
};
use crate::{place::Place, store};

/// Questions read at a time.
const BLOCK: i64 = 5_000;
/// Most findings that are told.
const MOST: usize = 20;

/// Every acknowledged question is there once; nothing is there twice; nothing lacks a part. At the `end` nothing is
/// under way any more.
pub(super) async fn hold(place: &Place, senders: &[Sender], end: bool, outcome: &mut Outcome) -> Result<()> {
    let db = place.open_beside().await?;
    let mut tx = db.read().await?;
    let stored = read(&mut tx, outcome).await?;
    tx.rollback().await;
    db.close().await;
    let mut lost = Vec::new();
    for sender in senders {
        for mark in &sender.acknowledged {
            match stored.get(mark) {
                Some(1) => {}
                times => lost.push(format!("{mark} is there {} times", times.copied().unwrap_or(0))),
            }
        }
        let twice = sender.under_way().filter(|mark| stored.get(*mark).is_some_and(|times| *times > 1));
        lost.extend(twice.map(|mark| format!("{mark} was not acknowledged and is there more than once")));
        lost.extend(sender.under_way().filter(|_| end).map(|mark| format!("{mark} is still under way")));
    }
    outcome.lost.extend(lost.into_iter().map(|what| format!("kill {}: {what}", outcome.kills)).take(MOST));
    Ok(())
}

/// How often each mark is there; notes questions that lack a part.
async fn read(tx: &mut Tx, outcome: &mut Outcome) -> Result<HashMap<String, u32>> {
    let promised: HashSet<Uuid> = store::promised(tx).await?.into_iter().collect();
    let confirmed: HashSet<Uuid> = store::confirmed(tx).await?.into_iter().collect();
    let owed: HashSet<String> = store::owed(tx).await?.into_iter().collect();
    let received: HashSet<String> = store::received(tx).await?.into_iter().collect();
    let mut stored: HashMap<String, u32> = HashMap::new();
    let mut after = 0;
    loop {
        let block = store::words(tx, after, BLOCK).await?;
        let Some((last, ..)) = block.last() else { return Ok(stored) };
        after = *last;
        for (_, id, team, words) in block {
            let Some(mark) = mark_in(&words) else { continue };
            *stored.entry(mark.to_owned()).or_default() += 1;
            let text = id.to_string();
            let parts = [
                ("owner", !team.is_empty()),
                ("promise", promised.contains(&id)),
                ("confirmation", confirmed.contains(&id) || owed.contains(&text)),
                ("event", received.contains(&text)),
            ];
            let lacking = parts.iter().filter(|(_, there)| !there).map(|(part, _)| *part);
            for part in lacking.take(MOST.saturating_sub(outcome.bare.len())) {
                outcome.bare.push(format!("kill {}: {mark} has no {part}", outcome.kills));
            }
        }
    }
}
