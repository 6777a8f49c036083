// SPDX-License-Identifier: EUPL-1.2
//! Against guessing passwords, without giving anyone the means to lock a colleague out.
//!
//! Failures are counted per account **at an address**, and per address. A browser that signed in before carries a
//! device cookie and is counted by itself: whatever others try, elsewhere or behind the same office address, its
//! owner still gets in.

use std::{net::IpAddr, time::Duration};

use axum::http::{HeaderMap, HeaderValue};
use axum_extra::extract::CookieJar;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use kernel::{Error, Result};
use storage::Tx;

use crate::{Gemeente, store};

/// Failures are remembered this long.
const WINDOW: Duration = Duration::from_mins(15);
/// Failures of one account at one address, or in one known browser, within the window.
const PER_ACCOUNT: i64 = 5;
/// Failures of one address, over all accounts, within the window.
const PER_ADDRESS: i64 = 50;
/// Cookie of a browser that signed in before; it holds a random number and a proof, no name.
const DEVICE: &str = "vd-apparaat";

/// One attempt to sign in as `account`.
#[derive(Debug)]
pub struct Attempt {
    /// Counted narrowly: this account at this address, or in this known browser.
    account_key: String,
    /// Counted widely; not for a known browser.
    address_key: Option<String>,
    /// For the device cookie that is given on success.
    account: String,
}

impl Attempt {
    /// `account` as typed, folded.
    pub fn new(gemeente: &Gemeente, headers: &HeaderMap, address: IpAddr, account: &str) -> Self {
        let known = CookieJar::from_headers(headers)
            .get(DEVICE)
            .and_then(|cookie| cookie.value().split_once('.'))
            .and_then(|(nonce, proof)| {
                device_is_ours(gemeente, nonce, proof, account).then(|| nonce.to_owned())
            });
        let (account_key, address_key) = match known {
            Some(nonce) => (counted(gemeente, &["apparaat", account, &nonce]), None),
            None => (
                counted(gemeente, &["account", account, &address.to_string()]),
                Some(counted(gemeente, &["adres", &address.to_string()])),
            ),
        };
        Self { account_key, address_key, account: account.to_owned() }
    }

    /// Whether this browser signed in as this account before: what others do at its address does not count for it.
    pub const fn is_known(&self) -> bool {
        self.address_key.is_none()
    }

    /// Whether it may go on; `TooMany` with the seconds to wait otherwise. Ask before the password is looked at.
    pub async fn check(&self, tx: &mut Tx) -> Result<()> {
        refuse_over(tx, &self.account_key, PER_ACCOUNT).await?;
        match &self.address_key {
            Some(key) => refuse_over(tx, key, PER_ADDRESS).await,
            None => Ok(()),
        }
    }

    /// Notes a failure.
    pub async fn failed(&self, tx: &mut Tx) -> Result<()> {
        let now = tx.now();
        store::insert_attempt(tx, &self.account_key, now).await?;
        match &self.address_key {
            Some(key) => store::insert_attempt(tx, key, now).await,
            None => Ok(()),
        }
    }

    /// Forgets the failures of this account here. Gives a `Set-Cookie` value for a browser that is now known.
    pub async fn succeeded(&self, gemeente: &Gemeente, tx: &mut Tx) -> Result<Option<HeaderValue>> {
        store::delete_attempts(tx, &self.account_key).await?;
        if self.address_key.is_none() {
            return Ok(None);
        }
        let mut nonce = [0_u8; 16];
        gemeente.ids().fill(&mut nonce);
        let nonce = BASE64URL_NOPAD.encode(&nonce);
        let proof = HEXLOWER.encode(&gemeente.keys().blind_index("apparaat", &device(&self.account, &nonce)));
        let secure = if gemeente.config().is_https() { "; Secure" } else { "" };
        let cookie = format!(
            "{DEVICE}={nonce}.{proof}; Path=/aanmelden; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}"
        );
        HeaderValue::from_str(&cookie).map(Some).map_err(Error::internal)
    }
}

/// Removes failures that no longer count. For the worker, now and then.
pub async fn sweep(tx: &mut Tx) -> Result<u64> {
    let before = tx.now() - WINDOW;
    store::delete_old_attempts(tx, before).await
}

async fn refuse_over(tx: &mut Tx, key: &str, most: i64) -> Result<()> {
    let now = tx.now();
    let (count, first) = store::attempts(tx, key, now - WINDOW).await?;
    if count < most {
        return Ok(());
    }
    let free = first.map_or(WINDOW, |first| (first + WINDOW).since(now));
    Err(Error::TooMany { retry_after_secs: u32::try_from(free.as_secs()).unwrap_or(900).max(1) })
}

/// What is counted, unreadable: accounts and addresses are personal data.
fn counted(gemeente: &Gemeente, parts: &[&str]) -> String {
    let key = gemeente.keys().blind_index("aanmeldpoging", &parts.join("\n"));
    HEXLOWER.encode(&key[..16])
}

/// What the device cookie proves: this browser signed in as this account.
fn device(account: &str, nonce: &str) -> String {
    format!("{nonce}\n{account}")
}

fn device_is_ours(gemeente: &Gemeente, nonce: &str, proof: &str, account: &str) -> bool {
    HEXLOWER
        .decode(proof.as_bytes())
        .is_ok_and(|proof| gemeente.keys().is_index_of(&proof, "apparaat", &device(account, nonce)))
}
