// SPDX-License-Identifier: EUPL-1.2
//! Every page a resident sees, and the public API. A door: it uses the slices, no slice uses it.
//!
//! - `home` (the front door), `stel` (ask a question, in steps), `bel_mij`, `melding`, `status` (follow a question),
//!   `vast` (contact, accessibility, privacy, English, the ways that are open by law, two files for machines).
//! - [`api`]: questions for other systems, described in OpenAPI.
//! - Shared: `bezoek` (what every handler starts with), `beeld` (a question as the resident reads it), `velden` and
//!   `bestanden` (fields and files of forms), `zegel` (what a visitor carries for us), `uren` and `datum` (hours and
//!   dates in two languages), `woord` (the figure on the front page).
//!
//! Every page works without script, asks for no cookie until a question is followed, and never loses typed text.
//! Texts of all pages: `texts/nl.ftl` and `texts/en.ftl`, both complete.
//!
//! Settings the municipality may set (table `instelling`): `gemeente.adres` and `gemeente.postadres` (lines with
//! commas), `gemeente.email`, `plek.<code>.naam` and `plek.<code>.adres` (a place with opening hours), `portaal.taken` (topic
//! codes with commas) and `portaal.taak.<code>` (what one does there), `portaal.storing` (one text above every page), `toegankelijkheid.status` (A to E), `aanwijzing.sinds`,
//! `aanwijzing.<kind>` (an own form elsewhere), `security.contact`.

pub mod api;
mod beeld;
mod bel_mij;
mod bestanden;
mod bezoek;
mod datum;
mod home;
mod melding;
mod status;
mod stel;
mod store;
mod uren;
mod vast;
mod velden;
mod woord;
mod zegel;

use web::{Routes, TextSource};

/// Every route of the portal and of the API.
pub fn routes() -> Routes {
    home::routes()
        .merge(stel::routes())
        .merge(bel_mij::routes())
        .merge(melding::routes())
        .merge(status::routes())
        .merge(vast::routes())
        .merge(api::routes())
}

/// Texts of the portal, in Dutch and English.
pub fn text_sources() -> Vec<TextSource> {
    vec![TextSource {
        room: "portaal",
        nl: include_str!("../texts/nl.ftl"),
        en: Some(include_str!("../texts/en.ftl")),
    }]
}
