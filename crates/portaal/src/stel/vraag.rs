// SPDX-License-Identifier: EUPL-1.2
//! Step 1: what the question is, in one's own words, with files if one likes.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use kernel::Result;
use vragen::Soort;
use web::{FormErrors, Page, PortalShell, T};

use super::staat::{Staat, Stap};
use crate::{bestanden::Bestand, bezoek::Bezoek};

#[derive(Template)]
#[template(path = "stel-vraag.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    verborgen: Vec<(&'static str, String)>,
    fouten: FormErrors,
    /// What the question is about, when a link said so.
    over: Option<String>,
    tekst: String,
    bestanden: Vec<Bestand>,
}

pub(super) fn pagina(b: &Bezoek, staat: &Staat, fouten: &FormErrors) -> Result<Response> {
    let onderwerp = b.inr.onderwerp(staat.get("onderwerp")).map(|o| o.naam.clone());
    let soort = staat.get("soort").parse::<Soort>().ok();
    let soort = soort.map(|s| b.t.k(&format!("p-soort-{s}")));
    Ok(Page(Pagina {
        p: b.schil_met("/vraag", !fouten.is_empty()),
        t: b.t.clone(),
        verborgen: staat.verborgen(&b.g, Stap::Vraag)?,
        fouten: fouten.clone(),
        over: onderwerp.or(soort),
        tekst: staat.get("tekst").to_owned(),
        bestanden: staat.bestanden.clone(),
    })
    .into_response())
}
