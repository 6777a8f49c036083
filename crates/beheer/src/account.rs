// SPDX-License-Identifier: EUPL-1.2
//! Local accounts of employees: name and password, hashed with argon2id. The limits against guessing stand before
//! this, in `web::attempts`.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use kernel::{Error, Ids, Result};
use storage::{Db, Tx};
use uuid::Uuid;

use crate::store;

/// Shortest password, in characters (NIST SP 800-63B allows no composition rules; length is what counts).
pub const WACHTWOORD_MIN: usize = 12;
/// Longest password, in bytes: argon2 takes any, a limit keeps the work bounded.
pub const WACHTWOORD_MAX: usize = 512;
/// A hash of nothing anybody knows, with the default cost: a name that does not exist takes as long.
const NIEMAND: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$dm9vcmRldXJ2b29yZGV1cg$yQ5hC4r0z3kqkW8mJp2s1m2y3v4w5x6y7z8A9B0C1D0";

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

/// The employee of this name and password. The error does not tell which of the two was wrong, nor does the time
/// it takes; it stands at field `wachtwoord`.
pub async fn controleer(db: &Db, gebruikersnaam: &str, wachtwoord: &str) -> Result<Uuid> {
    let naam = kernel::text::fold(gebruikersnaam.trim());
    let mut tx = db.read().await?;
    let account = store::account(&mut tx, &naam).await?;
    tx.rollback().await;
    let (id, opgeslagen) = account.map_or((None, None), |a| (Some(a.medewerker_id), Some(a.wachtwoord)));
    let wachtwoord = wachtwoord.chars().take(WACHTWOORD_MAX).collect::<String>();
    let goed = tokio::task::spawn_blocking(move || klopt(opgeslagen.as_deref(), &wachtwoord))
        .await
        .map_err(Error::internal)?;
    id.filter(|_| goed).ok_or_else(|| {
        Error::field(
            "wachtwoord",
            "De naam of het wachtwoord klopt niet. Probeer het opnieuw, of vraag je beheerder om hulp.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_own_account_and_an_unknown_name_is_compared_all_the_same() {
        let opgeslagen = hash(&kernel::SeededIds::new(1), "vier woorden op rij").unwrap();
        assert!(klopt(Some(&opgeslagen), "vier woorden op rij"));
        assert!(!klopt(Some(&opgeslagen), "vier woorden op een rij"));
        assert!(PasswordHash::new(NIEMAND).is_ok(), "else an unknown name would answer sooner");
        assert!(!klopt(None, "wat dan ook"));
        assert!(hash(&kernel::SeededIds::new(1), "kort").is_err());
    }
}
