// SPDX-License-Identifier: EUPL-1.2
//! Step 2: how the answer should come; each choice says by when.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use kernel::Result;
use vragen::Antwoordkanaal;
use web::{FormErrors, Keuze, Page, PortalShell, T};

use super::{
    staat::{Staat, Stap},
    verwacht,
};
use crate::{bezoek::Bezoek, datum};

#[derive(Template)]
#[template(path = "stel-hoe.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    verborgen: Vec<(&'static str, String)>,
    /// Hidden fields of the form in the warning, which sends this same step.
    alles: Vec<(&'static str, String)>,
    fouten: FormErrors,
    bsn: bool,
    keuzes: Vec<Keuze>,
    gekozen: String,
    tekst: String,
    aantal_bestanden: usize,
}

pub(super) fn pagina(b: &Bezoek, staat: &Staat, fouten: &FormErrors) -> Result<Response> {
    let verborgen = staat.verborgen(&b.g, Stap::Hoe)?;
    let mut alles = verborgen.clone();
    alles.push(("hoe", staat.get("hoe").to_owned()));
    Ok(Page(Pagina {
        p: b.schil_met("/vraag", !fouten.is_empty()),
        t: b.t.clone(),
        verborgen,
        alles,
        fouten: fouten.clone(),
        bsn: staat.vraagt_om_bsn(),
        keuzes: Antwoordkanaal::ALL.iter().map(|hoe| keuze(b, staat, *hoe)).collect(),
        gekozen: staat.get("hoe").to_owned(),
        tekst: staat.get("tekst").to_owned(),
        aantal_bestanden: staat.bestanden.len(),
    })
    .into_response())
}

/// One way, with the last day on which it happens.
fn keuze(b: &Bezoek, staat: &Staat, hoe: Antwoordkanaal) -> Keuze {
    let dag = datum::dag(b.t.lang(), verwacht(b, staat, hoe).belofte.uiterlijk);
    let uitleg = match hoe {
        Antwoordkanaal::Balie => {
            b.t.a("p-hoe-balie-uitleg", "plek", b.adres().first().cloned().unwrap_or_default())
        }
        Antwoordkanaal::Geen => b.t.k("p-hoe-geen-uitleg"),
        _ => b.t.a(&format!("p-hoe-{hoe}-uitleg"), "dag", dag),
    };
    Keuze::new(hoe.text(), b.t.k(&format!("p-hoe-{hoe}"))).with(uitleg)
}
