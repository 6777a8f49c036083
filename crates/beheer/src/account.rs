// SPDX-License-Identifier: EUPL-1.2
//! Local accounts of employees: argon2id, and limits against guessing that cannot lock out a victim.
//!
//! Failures are counted per account **and** address together, and per address. Somebody who guesses from
//! elsewhere slows down only that place; the owner of the account signs in as always.

use std::time::Duration;

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use kernel::{Error, Ids, Result, Time};
use storage::{Db, Tx};
use uuid::Uuid;

use crate::store;

/// Shortest password, in characters (NIST SP 800-63B allows no composition rules; length is what counts).
pub const WACHTWOORD_MIN: usize = 12;
/// Longest password, in bytes: argon2 takes any, a limit keeps the work bounded.
pub const WACHTWOORD_MAX: usize = 512;
/// Failures from one address on one account in the window after which that pair waits.
const PER_PAAR: i64 = 5;
/// Failures from one address on all accounts in the window after which that address waits.
const PER_ADRES: i64 = 50;
/// Window of the counts.
const VENSTER: Duration = Duration::from_secs(15 * 60);

/// Hashes a password with argon2id. Slow by design: call it off the async threads.
pub fn hash(ids: &dyn Ids, wachtwoord: &str) -> Result<String> {
    if wachtwoord.chars().count() < WACHTWOORD_MIN || wachtwoord.len() > WACHTWOORD_MAX {
        return Err(Error::field(
            "wachtwoord",
            format!("Gebruik minstens {WACHTWOORD_MIN} tekens, bijvoorbeeld vier woorden."),
        ));
    }
    let mut salt = [0_u8; 16];
    ids.fill(&mut salt);
    Argon2::default()
        .hash_password_with_salt(wachtwoord.as_bytes(), &salt)
        .map(|h| h.to_string())
        .map_err(Error::internal)
}

/// Compares in the same time whether or not the account exists.
fn klopt(opgeslagen: Option<&str>, wachtwoord: &str) -> bool {
    // A hash of nothing anybody knows, with the default cost.
    const NIEMAND: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$dm9vcmRldXJ2b29yZGV1cg$yQ5hC4r0z3kqkW8mJp2s1m2y3v4w5x6y7z8A9B0C1D0";
    let Ok(hash) = PasswordHash::new(opgeslagen.unwrap_or(NIEMAND)) else { return false };
    Argon2::default().verify_password(wachtwoord.as_bytes(), &hash).is_ok() && opgeslagen.is_some()
}

/// Sets name and password of an employee.
pub async fn stel_in(tx: &mut Tx, medewerker: Uuid, gebruikersnaam: &str, hash: &str) -> Result<()> {
    let naam = kernel::text::fold(gebruikersnaam.trim());
    if naam.is_empty() {
        return Err(Error::field("gebruikersnaam", "Vul een gebruikersnaam in."));
    }
    store::put_account(tx, medewerker, &naam, hash).await
}

/// Checks name and password, from this address. The answer does not tell which of the two was wrong.
pub async fn controleer(db: &Db, gebruikersnaam: &str, wachtwoord: &str, adres: &str) -> Result<Uuid> {
    let naam = kernel::text::fold(gebruikersnaam.trim());
    let (paar, plek) = (format!("{naam}@{adres}"), format!("@{adres}"));
    let mut tx = db.read().await?;
    let vanaf: Time = tx.now() - VENSTER;
    let te_veel = store::pogingen(&mut tx, &paar, vanaf).await? >= PER_PAAR
        || store::pogingen(&mut tx, &plek, vanaf).await? >= PER_ADRES;
    let account = store::account(&mut tx, &naam).await?;
    tx.rollback().await;
    if te_veel {
        return Err(Error::TooMany { retry_after_secs: 15 * 60 });
    }
    let (id, opgeslagen) = account.map_or((None, None), |a| (Some(a.medewerker_id), Some(a.wachtwoord)));
    let wachtwoord = wachtwoord.chars().take(WACHTWOORD_MAX).collect::<String>();
    let goed = tokio::task::spawn_blocking(move || klopt(opgeslagen.as_deref(), &wachtwoord))
        .await
        .map_err(Error::internal)?;
    if let (true, Some(id)) = (goed, id) {
        return Ok(id);
    }
    let mut tx = db.begin().await?;
    store::note_poging(&mut tx, &paar).await?;
    store::note_poging(&mut tx, &plek).await?;
    tx.commit().await?;
    Err(Error::field(
        "wachtwoord",
        "De naam of het wachtwoord klopt niet. Probeer het opnieuw, of vraag je beheerder om hulp.",
    ))
}
