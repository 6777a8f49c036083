// SPDX-License-Identifier: EUPL-1.2
//! Names per origin.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Geslacht;
use crate::kans::Kans;

/// Names of every origin.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(crate) struct Namen(BTreeMap<String, Naamlijst>);

/// Names of one origin.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Naamlijst {
    man_oud: Vec<String>,
    man: Vec<String>,
    man_jong: Vec<String>,
    vrouw_oud: Vec<String>,
    vrouw: Vec<String>,
    vrouw_jong: Vec<String>,
    achter: Vec<String>,
}

/// From this age people carry the names of their grandparents' time, below the other those of today.
const OUD: u32 = 62;
const JONG: u32 = 24;

impl Namen {
    fn list(&self, origin: &str) -> Option<&Naamlijst> {
        self.0.get(origin).or_else(|| self.0.get("nl"))
    }

    /// A first name that fits origin and age.
    pub(crate) fn voornaam(
        &self,
        origin: &str,
        geslacht: Geslacht,
        leeftijd: u32,
        kans: &mut Kans,
    ) -> String {
        let Some(l) = self.list(origin) else { return String::new() };
        let (old, grown, young) = match geslacht {
            Geslacht::Man => (&l.man_oud, &l.man, &l.man_jong),
            Geslacht::Vrouw => (&l.vrouw_oud, &l.vrouw, &l.vrouw_jong),
        };
        let of = match leeftijd {
            OUD.. if !old.is_empty() => old,
            0..JONG if !young.is_empty() => young,
            _ => grown,
        };
        kans.text(of).to_owned()
    }

    /// A surname.
    pub(crate) fn achternaam(&self, origin: &str, kans: &mut Kans) -> String {
        self.list(origin).map_or_else(String::new, |l| kans.text(&l.achter).to_owned())
    }
}
