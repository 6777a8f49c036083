// SPDX-License-Identifier: EUPL-1.2
//! Topics: norms, numbers, seasons and the words that lead to them.

use kernel::calendar::Norm;
use serde::Deserialize;

use crate::soort::Soort;

/// A word that points to a topic or a kind.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Woord {
    /// Folded start of the word, or the whole phrase.
    pub tekst: String,
    /// Says it by itself.
    pub sterk: bool,
}

impl From<String> for Woord {
    fn from(text: String) -> Self {
        match text.strip_prefix('!') {
            Some(sterk) => Self { tekst: kernel::text::fold(sterk), sterk: true },
            None => Self { tekst: kernel::text::fold(&text), sterk: false },
        }
    }
}

/// A topic.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Onderwerp {
    /// Short code, `o01` to `o40`.
    pub id: String,
    /// Name in residents' words.
    pub naam: String,
    /// Name in the national list, empty when it has none.
    #[serde(default)]
    pub upl: String,
    /// Team that answers it.
    pub team: String,
    /// Kind that a question about it usually has.
    pub soort: Soort,
    /// Norm for calling back.
    pub norm_bellen: Norm,
    /// Norm for an answer.
    pub norm_antwoord: Norm,
    /// Norm when there is danger; nothing counts by it yet.
    #[serde(default)]
    pub norm_gevaar: Option<Norm>,
    /// Contacts a year.
    pub per_jaar: u32,
    /// Per cent by channel, in the order of `Kanaal::MIX`.
    pub mix: [u32; 6],
    /// Season code.
    pub seizoen: String,
    /// Per cent of contacts that we caused ourselves.
    pub vermijdbaar: u32,
    /// Main cause, in the words of the glossary; empty when there is none.
    pub oorzaak: String,
    /// What the cause looks like here.
    #[serde(default)]
    pub oorzaak_toelichting: String,
    /// Per cent answered at once.
    pub meteen: u32,
    /// Whether we ask afterwards if it was solved.
    #[serde(default = "yes")]
    pub navraag: bool,
    /// Ownership passes only by offer and acceptance.
    #[serde(default)]
    pub betwist: bool,
    /// Youngest and oldest who ask about it.
    #[serde(default = "everyone")]
    pub leeftijd: [u32; 2],
    /// Per cent of contacts by an organisation.
    #[serde(default)]
    pub organisaties: u32,
    /// Words that point to it.
    pub woorden: Vec<Woord>,
}

/// Most topics concern every adult.
const fn everyone() -> [u32; 2] {
    [18, 120]
}

/// Topics are asked about afterwards unless they say otherwise.
const fn yes() -> bool {
    true
}

impl Onderwerp {
    /// The words as the set-up stores them: separated by commas, an exclamation mark before a strong one.
    pub fn woorden_tekst(&self) -> String {
        let one = |w: &Woord| format!("{}{}", if w.sterk { "!" } else { "" }, w.tekst);
        self.woorden.iter().map(one).collect::<Vec<_>>().join(",")
    }

    /// The norm for a question about it.
    pub fn norm(&self, bellen: bool) -> &Norm {
        if bellen { &self.norm_bellen } else { &self.norm_antwoord }
    }
}

/// A season: more or fewer contacts per month.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seizoen {
    /// One letter.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Index per month from January, sum 1,200.
    pub index: [u32; 12],
}

/// More contacts than the size of a neighbourhood says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weging {
    pub(crate) wijken: Vec<String>,
    pub(crate) onderwerpen: Vec<String>,
    pub(crate) factor: f64,
}

/// A neighbourhood that asks about nothing else.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alleen {
    pub(crate) wijk: String,
    pub(crate) onderwerpen: Vec<String>,
}

/// The file with topics.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnderwerpBestand {
    pub(crate) onderwerp: Vec<Onderwerp>,
    pub(crate) seizoen: Vec<Seizoen>,
    pub(crate) weging: Vec<Weging>,
    pub(crate) alleen: Vec<Alleen>,
}

/// A kind that is recognised by words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Soortwoorden {
    /// The kind.
    pub id: Soort,
    /// Team that handles every question of this kind; empty when the topic decides.
    #[serde(default)]
    pub team: String,
    /// Phrases, folded.
    pub woorden: Vec<String>,
}

/// The file with kinds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SoortBestand {
    pub(crate) soort: Vec<Soortwoorden>,
}
