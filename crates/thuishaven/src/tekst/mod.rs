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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kans::Kans;

    #[test]
    fn every_topic_can_be_asked_in_twelve_ways_and_answered_in_four() {
        let teksten = Teksten::load().unwrap();
        assert_eq!(teksten.per_onderwerp.len(), 40);
        for (id, t) in &teksten.per_onderwerp {
            assert!(t.goed.len() + t.gewoon.len() + t.laag.len() >= 12, "{id}");
            assert!(t.goed.len() >= 3 && t.gewoon.len() >= 3 && t.laag.len() >= 3, "{id}: levels");
            assert!(t.antwoord.len() >= 4 && t.titel.len() >= 3 && t.erbij.len() >= 4, "{id}");
            assert!(t.notitie.len() >= 3 && !t.nodig.is_empty() && !t.over.is_empty(), "{id}");
            for (variant, t) in &t.variant {
                assert!(
                    t.antwoord.len() >= 4 && !t.goed.is_empty() && !t.notitie.is_empty(),
                    "{id} {variant}"
                );
            }
        }
        let a = &teksten.algemeen;
        assert!(
            a.collega.overdracht.len() >= 8
                && a.collega.weigering.len() >= 6
                && a.collega.notitie.len() >= 10
        );
    }

    #[test]
    fn typing_errors_change_words_but_never_numbers() {
        let teksten = Teksten::load().unwrap();
        let text = "Mijn container aan de Korenbloemstraat 14 is sinds 12 maart niet geleegd.\nGroet, Jan";
        let mut changed = 0;
        for n in 0..50 {
            let spoiled = teksten.algemeen.spelling.spoil(text, &mut Kans::new(1, 1, n));
            assert!(
                spoiled.contains(" 14 ") && spoiled.contains(" 12 ") && spoiled.contains('\n'),
                "{spoiled}"
            );
            changed += u32::from(spoiled != text);
        }
        assert!(changed > 40, "{changed}");
    }
}
