// SPDX-License-Identifier: EUPL-1.2
//! Keys by which other systems use the API: `Authorization: Bearer vd_...`.

use axum::http::{HeaderMap, header};
use data_encoding::BASE64URL_NOPAD;
use kernel::{Actor, Error, Result, Time};
use sha2::{Digest as _, Sha256};
use storage::Tx;
use uuid::Uuid;

use crate::{Employee, Gemeente, store};

/// Every key starts with this, so that one that leaked is recognised.
const START: &str = "vd_";

/// Another system that showed its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Systeem {
    /// Identifier of the key.
    pub id: Uuid,
    /// Name of the system.
    pub naam: String,
    /// What it may do, words with spaces between.
    pub rechten: String,
}

impl Systeem {
    /// Whether it has this right.
    pub fn may(&self, right: &str) -> bool {
        self.rechten.split_whitespace().any(|r| r == right)
    }
}

/// A key in the list of the administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSleutel {
    /// The system.
    pub systeem: Systeem,
    /// When the key was made.
    pub aangemaakt: Time,
    /// Since when it no longer works.
    pub ingetrokken: Option<Time>,
}

/// Who calls the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// Anyone.
    Public,
    /// A system with a key.
    Systeem(Systeem),
    /// An employee in the browser.
    Employee(Employee),
}

impl Caller {
    /// As the journal writes it.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Public => Actor::Inwoner,
            Self::Systeem(systeem) => Actor::Systeem(systeem.naam.clone()),
            Self::Employee(employee) => employee.actor(),
        }
    }

    /// Name to bind an idempotency key to; empty for the public (there the body itself is the bond).
    pub fn bond(&self) -> String {
        match self {
            Self::Public => String::new(),
            Self::Systeem(systeem) => format!("systeem:{}", systeem.id),
            Self::Employee(employee) => format!("medewerker:{}", employee.id),
        }
    }
}

/// Makes a key. The text that is given back is shown once and kept nowhere.
pub async fn create(gemeente: &Gemeente, tx: &mut Tx, naam: &str, rechten: &str) -> Result<String> {
    let naam = naam.trim();
    if naam.is_empty() || naam.chars().count() > 80 {
        return Err(Error::field("naam", "Geef het systeem een naam van hoogstens 80 tekens."));
    }
    let mut secret = [0_u8; 32];
    gemeente.ids().fill(&mut secret);
    let text = format!("{START}{}", BASE64URL_NOPAD.encode(&secret));
    let id = tx.new_id();
    if store::insert_key(tx, id, naam, &hash(&text), rechten).await? {
        Ok(text)
    } else {
        Err(Error::field("naam", format!("Er is al een sleutel met de naam '{naam}'.")))
    }
}

/// Makes a key stop working. `NotFound` when it did not work.
pub async fn withdraw(tx: &mut Tx, id: Uuid) -> Result<()> {
    if store::withdraw_key(tx, id).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// All keys, by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<ApiSleutel>> {
    let rows = store::keys(tx).await?;
    Ok(rows
        .into_iter()
        .map(|row| ApiSleutel {
            systeem: Systeem { id: row.id, naam: row.naam, rechten: row.rechten },
            aangemaakt: row.aangemaakt,
            ingetrokken: row.ingetrokken,
        })
        .collect())
}

/// The key in this request, if any.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// The system behind a key; `None` when the key does not work.
pub(crate) async fn find(gemeente: &Gemeente, key: &str) -> Result<Option<Systeem>> {
    if !key.starts_with(START) {
        return Ok(None);
    }
    let mut tx = gemeente.db().read().await?;
    let row = store::key_by_hash(&mut tx, &hash(key)).await;
    tx.rollback().await;
    Ok(row?.map(|row| Systeem { id: row.id, naam: row.naam, rechten: row.rechten }))
}

/// A key is 256 random bits: a plain hash is enough, there is nothing to guess.
fn hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}
