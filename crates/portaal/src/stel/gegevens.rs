// SPDX-License-Identifier: EUPL-1.2
//! Step 3: only what the chosen way needs; everything else may stay empty.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use kernel::Result;
use vragen::Antwoordkanaal;
use web::{FormErrors, Keuze, Page, PortalShell, T};

use super::staat::{Staat, Stap};
use crate::{bezoek::Bezoek, velden};

#[derive(Template)]
#[template(path = "stel-gegevens.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    verborgen: Vec<(&'static str, String)>,
    fouten: FormErrors,
    titel: String,
    uitleg: String,
    /// The one field this way needs: `email`, `telefoon`, `adres` or nothing.
    nodig: &'static str,
    belmomenten: Vec<Keuze>,
    staat: Staat,
    /// The fields for somebody else are open because one of them was filled in.
    voor_ander: bool,
}

pub(super) fn pagina(b: &Bezoek, staat: &Staat, fouten: &FormErrors) -> Result<Response> {
    let hoe = staat.hoe().unwrap_or(Antwoordkanaal::Geen);
    let nodig = match hoe {
        Antwoordkanaal::Email => "email",
        Antwoordkanaal::Telefoon => "telefoon",
        Antwoordkanaal::Brief => "adres",
        Antwoordkanaal::Balie | Antwoordkanaal::Geen => "",
    };
    Ok(Page(Pagina {
        p: b.schil_met("/vraag", !fouten.is_empty()),
        t: b.t.clone(),
        verborgen: staat.verborgen(&b.g, Stap::Gegevens)?,
        fouten: fouten.clone(),
        titel: b.t.k(&format!("p-gegevens-{hoe}")),
        uitleg: b.t.k(&format!("p-gegevens-{hoe}-uitleg")),
        nodig,
        belmomenten: velden::belmomenten(&b.t, &b.inr),
        staat: staat.clone(),
        voor_ander: ["namens", "organisatie"].iter().any(|v| !staat.get(v).is_empty()),
    })
    .into_response())
}
