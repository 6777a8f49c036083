// SPDX-License-Identifier: EUPL-1.2
//! The sentences of the data files: per topic, and those that fit every topic.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    sjabloon::Sjabloon,
    slot::{Ding, Waarden},
    spelling::Spelling,
    verwant::{self, Kern, Verwant},
};

/// A no with its reason and what can be done instead.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NeeTekst {
    pub(crate) reden: Sjabloon,
    pub(crate) kan: Sjabloon,
}

/// The sentences of one topic, or of one kind or occasion within it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Onderwerptekst {
    pub(crate) over: String,
    pub(crate) ding: Vec<Ding>,
    /// No cheerful first and last words around the answer.
    pub(crate) rustig: bool,
    pub(crate) goed: Vec<Kern>,
    pub(crate) gewoon: Vec<Kern>,
    pub(crate) laag: Vec<Kern>,
    pub(crate) erbij: Vec<Sjabloon>,
    pub(crate) notitie: Vec<Kern>,
    pub(crate) titel: Vec<Sjabloon>,
    pub(crate) antwoord: Vec<Sjabloon>,
    pub(crate) nodig: Vec<Sjabloon>,
    pub(crate) nee: Vec<NeeTekst>,
    pub(crate) variant: BTreeMap<String, Onderwerptekst>,
    /// Which titles and answers fit which question; filled in after reading.
    #[serde(skip)]
    pub(crate) verwant: Verwant,
}

impl Onderwerptekst {
    /// Gives variants what they do not have themselves and works out what fits what.
    pub(crate) fn complete(&mut self) {
        let (over, ding, nodig) = (self.over.clone(), self.ding.clone(), self.nodig.clone());
        for variant in self.variant.values_mut() {
            if variant.over.is_empty() {
                variant.over.clone_from(&over);
            }
            if variant.ding.is_empty() {
                variant.ding.clone_from(&ding);
            }
            if variant.nodig.is_empty() {
                variant.nodig.clone_from(&nodig);
            }
            variant.complete();
        }
        self.verwant = verwant::verwant(self);
    }

    /// The sentences for this kind or occasion.
    pub(crate) fn of(&self, variant: &str) -> &Self {
        self.variant.get(variant).unwrap_or(self)
    }
}

/// How a text begins, per channel and tone.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Begin {
    pub(crate) website_vriendelijk: Vec<Sjabloon>,
    pub(crate) website_boos: Vec<Sjabloon>,
    pub(crate) email_vriendelijk: Vec<Sjabloon>,
    pub(crate) email_boos: Vec<Sjabloon>,
    pub(crate) brief: Vec<Sjabloon>,
    pub(crate) app: Vec<Sjabloon>,
    pub(crate) taal_en: Vec<Sjabloon>,
    pub(crate) taal_pl: Vec<Sjabloon>,
    pub(crate) taal_ar: Vec<Sjabloon>,
    pub(crate) taal_uk: Vec<Sjabloon>,
    pub(crate) taal_tr: Vec<Sjabloon>,
    pub(crate) taal_xx: Vec<Sjabloon>,
}

/// A sentence in between.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tussen {
    pub(crate) vriendelijk: Vec<Sjabloon>,
    pub(crate) boos: Vec<Sjabloon>,
    pub(crate) bezorgd: Vec<Sjabloon>,
    pub(crate) herhaald: Vec<Sjabloon>,
    pub(crate) dubbel: Vec<Sjabloon>,
    pub(crate) laag: Vec<Sjabloon>,
}

/// How a text ends.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Eind {
    pub(crate) website: Vec<Sjabloon>,
    pub(crate) email: Vec<Sjabloon>,
    pub(crate) brief: Vec<Sjabloon>,
    pub(crate) app: Vec<Sjabloon>,
    pub(crate) laag: Vec<Sjabloon>,
    pub(crate) bellen: Vec<Sjabloon>,
}

/// Spoken words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gesproken {
    pub(crate) begin: Vec<Sjabloon>,
    pub(crate) anoniem: Vec<Sjabloon>,
    pub(crate) boos: Vec<Sjabloon>,
}

/// What a colleague adds to a note of a call or visit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nota {
    pub(crate) erbij: Vec<Sjabloon>,
    pub(crate) bellen: Vec<Sjabloon>,
}

/// How an answer begins and ends, and answers that fit every topic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Antwoorden {
    pub(crate) kern: Vec<Sjabloon>,
    pub(crate) begin: Vec<Sjabloon>,
    pub(crate) begin_laat: Vec<Sjabloon>,
    pub(crate) begin_weer: Vec<Sjabloon>,
    pub(crate) eind: Vec<Sjabloon>,
    pub(crate) gesproken: Vec<Sjabloon>,
    pub(crate) meteen: Vec<Sjabloon>,
    pub(crate) dubbel: Vec<Sjabloon>,
    pub(crate) doorgezonden: Vec<Sjabloon>,
    pub(crate) nee_begin: Vec<Sjabloon>,
    pub(crate) nee_wie: Vec<Sjabloon>,
    pub(crate) nee_bezwaar: Vec<Sjabloon>,
    pub(crate) nee_reden: Vec<Sjabloon>,
    pub(crate) nee_kan: Vec<Sjabloon>,
}

/// Between colleagues.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Collega {
    pub(crate) overdracht: Vec<Sjabloon>,
    pub(crate) weigering: Vec<Sjabloon>,
    pub(crate) teruggelegd: Vec<Sjabloon>,
    pub(crate) notitie: Vec<Sjabloon>,
    pub(crate) notitie_buiten: Vec<Sjabloon>,
    pub(crate) uitstel: Vec<Sjabloon>,
    pub(crate) uitstel_buiten: Vec<Sjabloon>,
    pub(crate) fout: Vec<Sjabloon>,
    pub(crate) herstel: Vec<Sjabloon>,
}

/// What the resident says later.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Later {
    pub(crate) reactie_foto: Vec<Sjabloon>,
    pub(crate) reactie_plek: Vec<Sjabloon>,
    pub(crate) reactie_moment: Vec<Sjabloon>,
    pub(crate) reactie_ja: Vec<Sjabloon>,
    pub(crate) reactie_anders: Vec<Sjabloon>,
    pub(crate) nietopgelost: Vec<Sjabloon>,
    pub(crate) ingetrokken: Vec<Sjabloon>,
}

/// The sentences that fit every topic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Algemeen {
    pub(crate) slot: Waarden,
    pub(crate) begin: Begin,
    pub(crate) tussen: Tussen,
    pub(crate) eind: Eind,
    pub(crate) gesproken: Gesproken,
    pub(crate) nota: Nota,
    pub(crate) antwoord: Antwoorden,
    pub(crate) collega: Collega,
    pub(crate) inwoner: Later,
    pub(crate) spelling: Spelling,
}

impl Later {
    /// What fits the question that we asked.
    pub(crate) fn reactie(&self, gevraagd: &str) -> &[Sjabloon] {
        let about = |words: &[&str]| words.iter().any(|w| gevraagd.contains(w));
        if about(&["foto", "stur", "bewijs", "afschrift", "brief", "Neem ", "handtekening", "rekening"]) {
            &self.reactie_foto
        } else if about(&["nummer", "straat", "Waar ", "plek"]) {
            &self.reactie_plek
        } else if about(&["dagen", "moment", "tijden"]) {
            &self.reactie_moment
        } else if about(&["Vindt ", "Mogen ", "mogen "]) {
            &self.reactie_ja
        } else {
            &self.reactie_anders
        }
    }
}

impl Begin {
    /// How somebody begins who speaks another language at home.
    pub(crate) fn taal(&self, taal: &str) -> &[Sjabloon] {
        match taal {
            "en" => &self.taal_en,
            "pl" => &self.taal_pl,
            "ar" => &self.taal_ar,
            "uk" => &self.taal_uk,
            "tr" => &self.taal_tr,
            _ => &self.taal_xx,
        }
    }
}
