// SPDX-License-Identifier: EUPL-1.2
//! Everything about one question, as one timeline over all channels.

use kernel::{Actor, Error, Page, Result, Time};
use storage::{Tx, journal};
use uuid::Uuid;

pub use crate::store::{
    belofte::BelofteRow,
    contact::{Klantcontact, NotitieRow},
    overdracht::OverdrachtRow,
};
use crate::{
    bijlage::BijlageRow,
    indiener::Indiener,
    store,
    vraag::{Vraag, VraagId},
    wie::Wie,
};

/// Most journal events on one timeline.
const FEITEN_MAX: u32 = 100;

/// A question with its whole life.
#[derive(Debug)]
pub struct Dossier {
    /// The question.
    pub vraag: Vraag,
    /// Who asked.
    pub indiener: Indiener,
    /// Promises, oldest first.
    pub beloften: Vec<BelofteRow>,
    /// The open offer, when there is one.
    pub aanbod: Option<OverdrachtRow>,
    /// Everything in order of time.
    pub tijdlijn: Vec<Stuk>,
}

/// One entry of the timeline.
#[derive(Debug)]
pub struct Stuk {
    /// When.
    pub op: Time,
    /// What.
    pub inhoud: Inhoud,
}

/// What an entry of the timeline shows.
#[derive(Debug)]
pub enum Inhoud {
    /// An exchange with the resident, with its files.
    Contact(Klantcontact, Vec<BijlageRow>),
    /// A remark for colleagues only.
    Notitie(NotitieRow),
    /// An offer to take over, and how it ended.
    Overdracht(OverdrachtRow),
    /// A promise that was made.
    Belofte(BelofteRow),
    /// A fact from the journal: kind of event, who, and its data.
    Feit {
        /// Kind of event.
        soort: String,
        /// Who.
        actor: Actor,
        /// Ids and codes.
        data: serde_json::Map<String, serde_json::Value>,
    },
}

impl Inhoud {
    /// Order of entries of one moment: what was said, what happened, what was promised.
    const fn rang(&self) -> u8 {
        match self {
            Self::Contact(..) => 0,
            Self::Feit { .. } => 1,
            _ => 2,
        }
    }
}

/// Journal kinds that stand on the timeline as a fact; the others show as contact, remark, offer or promise.
const FEITEN: &[&str] = &[
    "vraag.ontvangen",
    "vraag.opgepakt",
    "vraag.teruggegeven",
    "vraag.toegewezen",
    "overdracht.aangenomen",
    "vraag.teruggelegd",
    "vraag.afgerond",
    "vraag.heropend",
    "vraag.ingetrokken",
    "vraag.soort-gewijzigd",
    "vraag.kanaal-gewijzigd",
    "belofte.in-gevaar",
    "belofte.tweede-keer",
    "navraag.beantwoord",
    "bericht.niet-bezorgd",
];

/// Reads a question by id, when this person may read it.
pub async fn vraag(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<Vraag> {
    store::find(tx, id).await?.filter(|v| wie.mag_lezen(v)).ok_or(Error::NotFound)
}

/// Reads a question by the number that a resident reads aloud.
pub async fn op_nummer(tx: &mut Tx, nummer: &str) -> Result<Option<Vraag>> {
    let Some((_, jaar, volgnummer)) = kernel::nummer::parse(nummer) else { return Ok(None) };
    let gevonden = store::find_volgnummer(tx, volgnummer).await?;
    Ok(gevonden.filter(|v| v.jaar() % 100 == jaar % 100))
}

/// Who asked this question.
pub async fn indiener(tx: &mut Tx, id: VraagId) -> Result<Indiener> {
    store::indiener(tx, id).await
}

/// Contacts of a question, oldest first.
pub async fn contacten(tx: &mut Tx, id: VraagId) -> Result<Vec<Klantcontact>> {
    store::contacten(tx, id).await
}

/// One contact of a question.
pub async fn contact(tx: &mut Tx, id: VraagId, contact: Uuid) -> Result<Option<Klantcontact>> {
    store::contact(tx, id, contact).await
}

/// The reason of the last time the date moved, and the date before.
pub async fn beloften(tx: &mut Tx, id: VraagId) -> Result<Vec<BelofteRow>> {
    store::beloften(tx, id).await
}

/// Reads a question with its whole life.
pub async fn dossier(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<Dossier> {
    let vraag = vraag(tx, wie, id).await?;
    let mut tijdlijn = Vec::new();
    let mut bijlagen = store::bijlage::of_vraag(tx, id).await?;
    for contact in store::contacten(tx, id).await? {
        let (hierbij, rest) = bijlagen.into_iter().partition(|b| b.contact == contact.id);
        bijlagen = rest;
        tijdlijn.push(Stuk { op: contact.op, inhoud: Inhoud::Contact(contact, hierbij) });
    }
    for notitie in store::notities(tx, id).await? {
        tijdlijn.push(Stuk { op: notitie.gemaakt_op, inhoud: Inhoud::Notitie(notitie) });
    }
    let mut aanbod = None;
    for overdracht in store::overdrachten(tx, id).await? {
        if overdracht.toestand == "open" {
            aanbod = Some(overdracht.clone());
        }
        tijdlijn.push(Stuk { op: overdracht.aangeboden_op, inhoud: Inhoud::Overdracht(overdracht) });
    }
    let beloften = store::beloften(tx, id).await?;
    for belofte in beloften.clone() {
        tijdlijn.push(Stuk { op: belofte.gedaan_op, inhoud: Inhoud::Belofte(belofte) });
    }
    tijdlijn.extend(feiten(tx, id.uuid()).await?);
    tijdlijn.sort_by_key(|s| (s.op, s.inhoud.rang()));
    Ok(Dossier { indiener: store::indiener(tx, id).await?, vraag, beloften, aanbod, tijdlijn })
}

async fn feiten(tx: &mut Tx, id: Uuid) -> Result<Vec<Stuk>> {
    let events = journal::events_of(tx, "vraag", id, Page { number: 1, size: FEITEN_MAX }).await?;
    Ok(events
        .into_iter()
        .rev()
        .filter(|e| FEITEN.contains(&e.kind.as_str()))
        .map(|e| Stuk {
            op: e.occurred_at,
            inhoud: Inhoud::Feit { soort: e.kind, actor: e.actor, data: e.data },
        })
        .collect())
}
