// SPDX-License-Identifier: EUPL-1.2
//! Texts in residents' own words, answers in plain Dutch, and what colleagues write to each other.

mod antwoord;
mod sjabloon;
mod slot;
mod spelling;
mod teksten;
mod verwant;
mod vraag;

use std::collections::BTreeMap;

use kernel::{Error, Result};

pub(crate) use antwoord::{Antwoordtekst, Toon, zin};
pub(crate) use sjabloon::Sjabloon;
pub(crate) use slot::{Vulling, Wie};
pub(crate) use teksten::{Algemeen, Onderwerptekst};
pub(crate) use vraag::{Niveau, Opdracht};

/// Every sentence we have.
#[derive(Debug, Clone)]
pub(crate) struct Teksten {
    pub(crate) algemeen: Algemeen,
    per_onderwerp: BTreeMap<String, Onderwerptekst>,
}

/// The files with sentences per team.
const BESTANDEN: [&str; 8] = [
    include_str!("../../data/teksten/bz.toml"),
    include_str!("../../data/teksten/or.toml"),
    include_str!("../../data/teksten/vo.toml"),
    include_str!("../../data/teksten/bp.toml"),
    include_str!("../../data/teksten/wi.toml"),
    include_str!("../../data/teksten/zw.toml"),
    include_str!("../../data/teksten/bj.toml"),
    include_str!("../../data/teksten/kcc.toml"),
];

impl Teksten {
    /// Reads the data files.
    pub(crate) fn load() -> Result<Self> {
        let algemeen =
            toml::from_str(include_str!("../../data/teksten/algemeen.toml")).map_err(Error::internal)?;
        let mut per_onderwerp = BTreeMap::new();
        for bestand in BESTANDEN {
            let deel: BTreeMap<String, Onderwerptekst> = toml::from_str(bestand).map_err(Error::internal)?;
            per_onderwerp.extend(deel);
        }
        for tekst in per_onderwerp.values_mut() {
            tekst.complete();
        }
        Ok(Self { algemeen, per_onderwerp })
    }

    /// The sentences of a topic, for a kind or occasion when it has its own.
    pub(crate) fn onderwerp(&self, id: &str, variant: &str) -> Option<&Onderwerptekst> {
        self.per_onderwerp.get(id).map(|t| t.of(variant))
    }
}
