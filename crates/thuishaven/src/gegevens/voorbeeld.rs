// SPDX-License-Identifier: EUPL-1.2
//! Example questions with model answers, and the standard messages.

use serde::Deserialize;

use crate::soort::{Kanaal, Soort};

/// A question in a resident's own words with the right routing and a model answer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voorbeeld {
    /// Short code, `v01` to `v25`.
    pub id: String,
    /// Channel.
    pub kanaal: Kanaal,
    /// Neighbourhood.
    pub wijk: String,
    /// Right kind.
    pub soort: Soort,
    /// Right topic.
    pub onderwerp: String,
    /// Right team.
    pub team: String,
    /// Level of the writer.
    pub niveau: String,
    /// Language, when not Dutch alone.
    #[serde(default)]
    pub taal: String,
    /// On whose behalf.
    #[serde(default)]
    pub namens: String,
    /// Who asks, when not a resident.
    #[serde(default)]
    pub indiener: String,
    /// Wants to stay unnamed.
    #[serde(default)]
    pub anoniem: bool,
    /// The words.
    pub tekst: String,
    /// What a good colleague notices.
    pub let_op: String,
    /// Right way through the house.
    pub route: String,
    /// Model answer, as said or sent on Monday 23 November 2026.
    pub antwoord: String,
}

/// A standard message. Placeholders stand in braces; `{?veld: tekst}` appears only when the field is filled.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bericht {
    /// Short code, `b01` to `b21`.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Channels by which it goes.
    pub kanalen: Vec<String>,
    /// When it goes.
    pub wanneer: String,
    /// Subject; empty for spoken and short messages.
    #[serde(default)]
    pub onderwerp: String,
    /// Text.
    pub tekst: String,
}

/// The file with examples.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VoorbeeldBestand {
    pub(crate) voorbeeld: Vec<Voorbeeld>,
}

/// The file with messages.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BerichtBestand {
    pub(crate) bericht: Vec<Bericht>,
}
