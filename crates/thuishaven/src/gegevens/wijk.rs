// SPDX-License-Identifier: EUPL-1.2
//! Neighbourhoods with their streets and postcodes.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A neighbourhood.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wijk {
    /// Short code.
    pub id: String,
    /// Name.
    pub naam: String,
    /// First letter of its postcodes.
    pub letter: char,
    /// Number of residents.
    pub inwoners: u32,
    /// What it is like.
    pub aard: String,
    /// What residents ask about.
    pub over: String,
    /// Weight of the ages 0-11, 12-17, 18-29, 30-44, 45-64, 65-74, 75 and over.
    pub leeftijd: [u32; 7],
    /// Residents by language spoken at home, besides Dutch; `xx` is any other.
    pub talen: BTreeMap<String, u32>,
    /// Per cent of adults who find reading and writing hard.
    pub laaggeletterd: u32,
    /// Streets; the place in the list gives the second letter of the postcode.
    pub straten: Vec<String>,
}

/// Second letters of postcodes; look-alikes and letters that real postcodes avoid are left out.
const LETTERS: &[u8; 20] = b"ABCDEGHJKLMNPRSTVWXZ";

impl Wijk {
    /// Start of its postcodes, as the set-up keeps them: `1234A`.
    pub fn postcodes(&self, cijfers: &str) -> String {
        format!("{cijfers}{}", self.letter)
    }

    /// Postcode of its street in this place of the list.
    pub fn postcode(&self, cijfers: &str, straat: usize) -> String {
        let second = LETTERS.get(straat % LETTERS.len()).map_or('A', |b| char::from(*b));
        format!("{cijfers} {}{second}", self.letter)
    }
}

/// The file with neighbourhoods.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WijkBestand {
    pub(crate) wijk: Vec<Wijk>,
}
