// SPDX-License-Identifier: EUPL-1.2
//! Who is asking. A session is a random token in a cookie; the database knows only its hash.
//!
//! An employee's session ends after 60 minutes without use and after 12 hours whatever happens. A resident has
//! one, in a cookie of its own, after showing the code of a question; it says what was shown.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use data_encoding::BASE64URL_NOPAD;
use kernel::{Actor, Error, Result, Time};
use sha2::{Digest as _, Sha256};
use storage::Tx;
use uuid::Uuid;

use crate::{
    Gemeente,
    rol::Rollen,
    store::{self, SessieRow},
};

/// A session ends after this long without use.
pub const IDLE: Duration = Duration::from_hours(1);
/// A session ends this long after sign-in.
pub const LONGEST: Duration = Duration::from_hours(12);
/// Use is noted once in this long: reading pages does not keep the writer busy.
const TOUCH: Duration = Duration::from_mins(1);
/// Questions whose code one resident's session remembers.
const MOST_PROOFS: usize = 20;

/// An employee who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employee {
    /// Identifier.
    pub id: Uuid,
    /// Full name.
    pub naam: String,
    /// First name.
    pub voornaam: String,
    /// Two letters for the round chip.
    pub initialen: String,
    /// Code of the team.
    pub team: String,
    /// What this employee may do.
    pub rollen: Rollen,
    /// When the session ends if nothing is done.
    pub eindigt_op: Time,
}

impl Employee {
    /// From the parts that sign-in knows; the end of the session follows later.
    pub fn new(id: Uuid, naam: &str, team: &str, rollen: Rollen) -> Self {
        Self {
            id,
            naam: naam.to_owned(),
            voornaam: naam.split_whitespace().next().unwrap_or("").to_owned(),
            initialen: kernel::text::initials(naam),
            team: team.to_owned(),
            rollen,
            eindigt_op: Time::from_micros(0),
        }
    }

    /// As the journal writes it.
    pub fn actor(&self) -> Actor {
        Actor::Medewerker(self.id)
    }
}

/// A resident who showed the code of one or more questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resident {
    /// What was shown, for instance `vraag:<id>`.
    pub bewijs: Vec<String>,
}

impl Resident {
    /// Whether the code of this thing was shown in this session.
    pub fn knows(&self, what: &str) -> bool {
        self.bewijs.iter().any(|b| b == what)
    }
}

/// Whoever is asking, if known. Both can be: an employee who follows an own question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The employee.
    pub employee: Option<Employee>,
    /// The resident.
    pub resident: Option<Resident>,
}

/// Which of the two cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Employee,
    Resident,
}

/// `__Host-` binds the cookie to this host and to TLS; plain HTTP (loopback, tests) cannot have it.
fn cookie_name(gemeente: &Gemeente, kind: Kind) -> &'static str {
    match (gemeente.config().is_https(), kind) {
        (true, Kind::Employee) => "__Host-vd",
        (true, Kind::Resident) => "__Host-vd-inwoner",
        (false, Kind::Employee) => "vd",
        (false, Kind::Resident) => "vd-inwoner",
    }
}

fn set_cookie(gemeente: &Gemeente, kind: Kind, token: &str, end: &str) -> Result<HeaderValue> {
    let secure = if gemeente.config().is_https() { "; Secure" } else { "" };
    let name = cookie_name(gemeente, kind);
    HeaderValue::from_str(&format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}{end}"))
        .map_err(Error::internal)
}

/// SHA-256 of the token in the cookie, when there is one.
fn hash_in(gemeente: &Gemeente, headers: &HeaderMap, kind: Kind) -> Option<Vec<u8>> {
    let jar = CookieJar::from_headers(headers);
    let token = BASE64URL_NOPAD.decode(jar.get(cookie_name(gemeente, kind))?.value().as_bytes()).ok()?;
    (token.len() == 32).then(|| Sha256::digest(&token).to_vec())
}

/// Begins a session for an employee whose sign-in succeeded, and ends the one the browser had: a token that
/// somebody planted before is worth nothing after. Gives the `Set-Cookie` value.
pub async fn sign_in(gemeente: &Gemeente, headers: &HeaderMap, who: &Employee) -> Result<HeaderValue> {
    let mut tx = gemeente.db().begin().await?;
    let now = tx.now();
    let row = SessieRow {
        medewerker: Some(who.id),
        naam: who.naam.clone(),
        team: who.team.clone(),
        rollen: who.rollen.to_string(),
        bewijs: String::new(),
        begonnen: now,
        gebruikt: now,
    };
    let cookie = begin(gemeente, &mut tx, headers, Kind::Employee, &row).await?;
    tx.commit().await?;
    Ok(cookie)
}

/// Remembers that this resident showed the code of `what` (for instance `vraag:<id>`). Gives the `Set-Cookie` value.
pub async fn remember_proof(gemeente: &Gemeente, headers: &HeaderMap, what: &str) -> Result<HeaderValue> {
    let mut tx = gemeente.db().begin().await?;
    let now = tx.now();
    let earlier = match hash_in(gemeente, headers, Kind::Resident) {
        Some(hash) => store::session(&mut tx, &hash).await?.filter(|row| now < end_of(row)),
        None => None,
    };
    let mut proofs: Vec<String> =
        earlier.map(|row| row.bewijs.split_whitespace().map(str::to_owned).collect()).unwrap_or_default();
    proofs.retain(|proof| proof != what);
    proofs.push(what.to_owned());
    let bewijs = proofs[proofs.len().saturating_sub(MOST_PROOFS)..].join(" ");
    let empty = String::new;
    let row = SessieRow {
        medewerker: None,
        naam: empty(),
        team: empty(),
        rollen: empty(),
        bewijs,
        begonnen: now,
        gebruikt: now,
    };
    let cookie = begin(gemeente, &mut tx, headers, Kind::Resident, &row).await?;
    tx.commit().await?;
    Ok(cookie)
}

async fn begin(
    gemeente: &Gemeente,
    tx: &mut Tx,
    headers: &HeaderMap,
    kind: Kind,
    row: &SessieRow,
) -> Result<HeaderValue> {
    if let Some(old) = hash_in(gemeente, headers, kind) {
        store::delete_session(tx, &old).await?;
    }
    let mut token = [0_u8; 32];
    gemeente.ids().fill(&mut token);
    store::insert_session(tx, &Sha256::digest(token), row).await?;
    set_cookie(gemeente, kind, &BASE64URL_NOPAD.encode(&token), "")
}

/// Ends the employee's session of this browser. Gives the `Set-Cookie` value that clears the cookie.
pub async fn sign_out(gemeente: &Gemeente, headers: &HeaderMap) -> Result<HeaderValue> {
    if let Some(hash) = hash_in(gemeente, headers, Kind::Employee) {
        let mut tx = gemeente.db().begin().await?;
        store::delete_session(&mut tx, &hash).await?;
        tx.commit().await?;
    }
    set_cookie(gemeente, Kind::Employee, "", "; Max-Age=0")
}

/// Ends every session of an employee: who leaves, or gets other roles or another team, signs in again.
pub async fn end_all(tx: &mut Tx, medewerker: Uuid) -> Result<u64> {
    store::delete_sessions_of(tx, medewerker).await
}

/// Removes sessions that are over. For the worker, now and then.
pub async fn sweep(tx: &mut Tx) -> Result<u64> {
    let now = tx.now();
    store::delete_old_sessions(tx, now - IDLE, now - LONGEST).await
}

fn end_of(row: &SessieRow) -> Time {
    (row.gebruikt + IDLE).min(row.begonnen + LONGEST)
}

/// Everyone this request's cookies belong to. `in_use`: whether this request shows that somebody is there (a live
/// stream in a forgotten tab does not), so that the end of the session moves.
pub(crate) async fn visitor(gemeente: &Gemeente, headers: &HeaderMap, in_use: bool) -> Result<Visitor> {
    let mut visitor = Visitor::default();
    if let Some(row) = current(gemeente, headers, Kind::Employee, in_use).await?
        && let Some(id) = row.medewerker
    {
        let employee = Employee::new(id, &row.naam, &row.team, Rollen::parse(&row.rollen));
        visitor.employee = Some(Employee { eindigt_op: end_of(&row), ..employee });
    }
    if let Some(row) = current(gemeente, headers, Kind::Resident, in_use).await?
        && row.medewerker.is_none()
    {
        visitor.resident =
            Some(Resident { bewijs: row.bewijs.split_whitespace().map(str::to_owned).collect() });
    }
    Ok(visitor)
}

async fn current(
    gemeente: &Gemeente,
    headers: &HeaderMap,
    kind: Kind,
    in_use: bool,
) -> Result<Option<SessieRow>> {
    let Some(hash) = hash_in(gemeente, headers, kind) else { return Ok(None) };
    let mut tx = gemeente.db().read().await?;
    let found = store::session(&mut tx, &hash).await;
    tx.rollback().await;
    let now = gemeente.clock().now();
    let Some(mut row) = found?.filter(|row| now < end_of(row)) else { return Ok(None) };
    if in_use && now.since(row.gebruikt) >= TOUCH && touch(gemeente, &hash).await.unwrap_or(true) {
        // A busy writer costs the session a minute, never the visitor the page.
        row.gebruikt = now;
    }
    Ok(Some(row))
}

async fn touch(gemeente: &Gemeente, hash: &[u8]) -> Result<bool> {
    let mut tx = gemeente.db().begin().await?;
    let now = tx.now();
    let there = store::touch_session(&mut tx, hash, now).await?;
    tx.commit().await?;
    Ok(there)
}

/// Moves the end of this employee's session: "I am still here". False when it is already over.
pub(crate) async fn extend(gemeente: &Gemeente, headers: &HeaderMap) -> Result<bool> {
    match hash_in(gemeente, headers, Kind::Employee) {
        Some(hash) => touch(gemeente, &hash).await,
        None => Ok(false),
    }
}
