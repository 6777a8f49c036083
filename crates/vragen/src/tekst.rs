// SPDX-License-Identifier: EUPL-1.2
//! Checks on typed text that many use cases share.

use kernel::{Error, Result};

/// Longest remark, reason or answer, in characters.
pub const MAX: usize = 20_000;

/// Trimmed, and without the one character that a database cannot hold.
pub fn schoon(tekst: &str) -> String {
    tekst.replace('\0', "").trim().to_owned()
}

/// Trimmed text that must be there.
pub fn verplicht(veld: &str, tekst: &str, leeg: &str) -> Result<String> {
    let tekst = hoogstens(veld, tekst)?;
    if tekst.is_empty() { Err(Error::field(veld, leeg)) } else { Ok(tekst) }
}

/// Trimmed text that may be absent, within the limit.
pub fn hoogstens(veld: &str, tekst: &str) -> Result<String> {
    let tekst = schoon(tekst);
    if tekst.chars().count() > MAX {
        return Err(Error::field(veld, format!("Deze tekst is te lang. Gebruik hoogstens {MAX} tekens.")));
    }
    Ok(tekst)
}
