// SPDX-License-Identifier: EUPL-1.2
//! `voordeur check`: the invariants of the heart, held against tables and journal.
//!
//! It may run beside a municipality at work: what it suspects is looked at again in the question's own journal
//! before it is reported.

use std::collections::HashMap;

use kernel::{Actor, Page, Result, Time};
use serde_json::{Map, Value};
use storage::{
    Db, Sealed, Tx,
    journal::{self, Object},
};
use uuid::Uuid;

use crate::{assign, claim, eigenaar, hand_over, store, vraag::Eigenaar};

/// Events read at a time.
const BLOK: i64 = 1000;
/// Most findings that are reported.
const BEVINDINGEN: usize = 100;
/// Times that a suspicion is looked at again before it is reported.
const NOG_EENS: usize = 3;
/// Events in which the last word on an owner is looked for.
const TERUGBLIK: u32 = 100;

/// Which rules may change an owner, by kind of event. Any other event leaves the owner as it was.
const REGELS: &[(&str, &[&str])] = &[
    ("vraag.opgepakt", &[claim::OPGEPAKT]),
    ("vraag.teruggegeven", &[claim::TERUGGEGEVEN]),
    ("vraag.toegewezen", &[assign::TEAMLEIDER, assign::VERDEELPUNT, eigenaar::EIGENAAR_WEG]),
    ("vraag.teruggelegd", &[hand_over::TERUGGELEGD]),
    ("overdracht.aangenomen", &[hand_over::AANGENOMEN]),
    ("vraag.heropend", &[eigenaar::EIGENAAR_WEG]),
];

/// What the journal proves about one question.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bewijs {
    eigenaar: Eigenaar,
    ontvangen_op: Time,
}

/// What was read so far.
#[derive(Default)]
struct Lezer {
    bewijzen: HashMap<Uuid, Bewijs>,
    /// Open offers: to which team or person.
    aanbod: HashMap<Uuid, Eigenaar>,
    bevindingen: Vec<String>,
}

/// Findings in words; empty when every invariant holds. `voortgang` gets the events read so far.
pub async fn check(db: &Db, mut voortgang: impl FnMut(i64) + Send) -> Result<Vec<String>> {
    let mut lezer = Lezer::default();
    let mut seq = 0;
    loop {
        let mut tx = db.read().await?;
        let events = journal::after(&mut tx, seq, BLOK).await?;
        tx.rollback().await;
        let Some(laatste) = events.last() else { break };
        seq = laatste.seq;
        for event in &events {
            lezer.lees(event);
        }
        voortgang(seq);
    }
    let mut tx = db.read().await?;
    for (wat, aantal) in store::schendingen(&mut tx).await? {
        if aantal > 0 {
            lezer.meld(format!("{aantal} keer: {wat}"));
        }
    }
    for id in store::zonder_bevestiging(&mut tx).await? {
        lezer.meld(format!("vraag {id}: geen ontvangstbevestiging in de uitgaande post"));
    }
    tx.rollback().await;
    lezer.vergelijk(db).await?;
    Ok(lezer.bevindingen)
}

impl Lezer {
    fn meld(&mut self, bevinding: String) {
        if self.bevindingen.len() < BEVINDINGEN {
            self.bevindingen.push(bevinding);
        }
    }

    /// Follows owners and offers through the journal: a change needs an acceptance or a rule with a name.
    fn lees(&mut self, event: &Sealed) {
        let Some(vraag) = event.object_id("vraag") else { return };
        let aanbod = event.object_id("overdracht");
        let aangeboden = aanbod.and_then(|id| self.lees_aanbod(id, event));
        let Some(nieuw) = eigenaar_in(&event.data) else { return };
        let fout = match self.bewijzen.get(&vraag) {
            None if event.kind == "vraag.ontvangen" => None,
            None => Some(format!("de eerste gebeurtenis is {} en niet vraag.ontvangen", event.kind)),
            Some(oud) => wissel_fout(event, &oud.eigenaar, &nieuw, aangeboden.as_ref()),
        };
        if let Some(fout) = fout {
            self.meld(format!("vraag {vraag}: {fout} (gebeurtenis {})", event.seq));
        }
        let ontvangen_op = self.bewijzen.get(&vraag).map_or(event.occurred_at, |b| b.ontvangen_op);
        self.bewijzen.insert(vraag, Bewijs { eigenaar: nieuw, ontvangen_op });
    }

    /// Opens or ends an offer; gives the one that this event ends.
    fn lees_aanbod(&mut self, id: Uuid, event: &Sealed) -> Option<Eigenaar> {
        if event.kind != "overdracht.aangeboden" {
            return self.aanbod.remove(&id);
        }
        let team = event.text("naar_team").unwrap_or_default().to_owned();
        let medewerker = event.text("naar_medewerker").and_then(|m| m.parse().ok());
        self.aanbod.insert(id, Eigenaar { team, medewerker });
        None
    }

    /// Owner and receipt in the table are those that the journal proves.
    async fn vergelijk(&mut self, db: &Db) -> Result<()> {
        let mut na = 0;
        while self.bevindingen.len() < BEVINDINGEN {
            let mut tx = db.read().await?;
            let rijen = store::eigenaren(&mut tx, na, BLOK).await?;
            let Some(laatste) = rijen.last() else { break };
            na = laatste.volgnummer;
            for rij in rijen {
                let tabel = Bewijs {
                    eigenaar: Eigenaar { team: rij.team, medewerker: rij.medewerker },
                    ontvangen_op: rij.ontvangen_op,
                };
                if self.bewijzen.get(&rij.id) != Some(&tabel)
                    && let Some(fout) = nog_eens(&mut tx, rij.id, self.bewijzen.get(&rij.id)).await?
                {
                    self.meld(format!("vraag {}: {fout}", rij.id));
                }
            }
            tx.rollback().await;
        }
        Ok(())
    }
}

/// The owner that an event writes down, when it does.
fn eigenaar_in(data: &Map<String, Value>) -> Option<Eigenaar> {
    data.get("regel")?;
    let team = data.get("team")?.as_str()?.to_owned();
    let medewerker = data.get("medewerker").and_then(Value::as_str).and_then(|m| m.parse().ok());
    Some(Eigenaar { team, medewerker })
}

/// What is wrong with this change of owner.
fn wissel_fout(
    event: &Sealed,
    oud: &Eigenaar,
    nieuw: &Eigenaar,
    aangeboden: Option<&Eigenaar>,
) -> Option<String> {
    if event.kind == "vraag.ontvangen" {
        return Some("twee keer ontvangen".to_owned());
    }
    let regel = event.text("regel").unwrap_or_default();
    if event.kind == "overdracht.aangenomen" {
        return aanneming_fout(event, nieuw, aangeboden);
    }
    if oud == nieuw {
        return None;
    }
    let mag = REGELS.iter().any(|(kind, regels)| *kind == event.kind && regels.contains(&regel));
    (!mag).then(|| format!("de eigenaar veranderde in {} met regel '{regel}'", event.kind))
}

/// Who accepts becomes the owner, is a person, and was the one to whom it was offered.
fn aanneming_fout(event: &Sealed, nieuw: &Eigenaar, aangeboden: Option<&Eigenaar>) -> Option<String> {
    let Actor::Medewerker(wie) = event.actor else {
        return Some(format!("overdracht aangenomen door {}", event.actor));
    };
    let Some(naar) = aangeboden else { return Some("aangenomen wat niet was aangeboden".to_owned()) };
    let past = naar.medewerker.map_or(naar.team == nieuw.team, |m| m == wie);
    (!past || nieuw.medewerker != Some(wie)).then(|| "aangenomen door een ander dan wie het kreeg".to_owned())
}

/// Looks at one question again: somebody may be working on it, and on PostgreSQL its last event may not have its
/// number yet.
async fn nog_eens(tx: &mut Tx, id: Uuid, bewijs: Option<&Bewijs>) -> Result<Option<String>> {
    let mut fout = None;
    for _ in 0..NOG_EENS {
        let gebeurd = journal::events_of(tx, "vraag", id, Page { number: 1, size: TERUGBLIK }).await?;
        let Some(rij) = store::eigenaar_van(tx, id).await? else { return Ok(None) };
        let laatste = gebeurd.iter().filter(|e| gaat_over(&e.objects, id)).find_map(|e| eigenaar_in(&e.data));
        let ontvangen = gebeurd.iter().find(|e| e.kind == "vraag.ontvangen").map(|e| e.occurred_at);
        fout = if gebeurd.is_empty() {
            Some("het journaal kent deze vraag niet")
        } else if laatste.is_some_and(|e| e != Eigenaar { team: rij.team, medewerker: rij.medewerker }) {
            Some("de tabel noemt een andere eigenaar dan het journaal")
        } else if ontvangen.or(bewijs.map(|b| b.ontvangen_op)).is_some_and(|op| op != rij.ontvangen_op) {
            Some("de tabel noemt een ander moment van ontvangst dan het journaal")
        } else {
            return Ok(None);
        };
    }
    Ok(fout.map(str::to_owned))
}

/// Whether this question is what the event is about, not just mentioned in it.
fn gaat_over(objects: &[Object], id: Uuid) -> bool {
    objects.iter().any(|o| o.kind == "vraag" && o.qualifier == "onderwerp" && o.id == id.to_string())
}
