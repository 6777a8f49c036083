// SPDX-License-Identifier: EUPL-1.2
//! Step 4: everything together, with who gets it and by when; then send.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use kernel::Result;
use vragen::Antwoordkanaal;
use web::{FormErrors, Page, PortalShell, T};

use super::{
    staat::{Staat, Stap},
    verwacht,
};
use crate::{beeld, bezoek::Bezoek, velden};

/// One line of the summary, with the step in which it can be changed.
struct Regel {
    wat: String,
    waarde: String,
    naar: &'static str,
}

#[derive(Template)]
#[template(path = "stel-controle.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    verborgen: Vec<(&'static str, String)>,
    fouten: FormErrors,
    bsn: bool,
    regels: Vec<Regel>,
    /// What we promise once it is sent.
    zin: String,
    team: String,
}

pub(super) fn pagina(b: &Bezoek, staat: &Staat, fouten: &FormErrors) -> Result<Response> {
    let hoe = staat.hoe().unwrap_or(Antwoordkanaal::Geen);
    let straks = verwacht(b, staat, hoe);
    Ok(Page(Pagina {
        p: b.schil_met("/vraag", !fouten.is_empty()),
        t: b.t.clone(),
        verborgen: staat.verborgen(&b.g, Stap::Controle)?,
        fouten: fouten.clone(),
        bsn: staat.vraagt_om_bsn(),
        regels: regels(b, staat, hoe),
        zin: beeld::belofte_zin(&b.t, &straks),
        team: b.inr.team_naam(&straks.eigenaar.team).to_owned(),
    })
    .into_response())
}

fn regels(b: &Bezoek, staat: &Staat, hoe: Antwoordkanaal) -> Vec<Regel> {
    let t = &b.t;
    let bestanden: Vec<&str> = staat.bestanden.iter().map(|b| b.naam.as_str()).collect();
    let moment = velden::belmomenten(t, &b.inr).into_iter().find(|k| k.waarde == staat.get("belmoment"));
    let moment = moment.map(|k| k.tekst).filter(|_| hoe == Antwoordkanaal::Telefoon);
    let van = |kanaal: Antwoordkanaal, veld: &str| {
        if hoe == kanaal { staat.get(veld).trim().to_owned() } else { String::new() }
    };
    let regels = [
        ("p-controle-vraag", staat.get("tekst").trim().to_owned(), Stap::Vraag),
        ("p-controle-bestanden", bestanden.join("\n"), Stap::Vraag),
        ("p-controle-hoe", t.k(&format!("p-hoe-{hoe}")), Stap::Hoe),
        ("p-veld-email", van(Antwoordkanaal::Email, "email"), Stap::Gegevens),
        ("p-veld-telefoon", van(Antwoordkanaal::Telefoon, "telefoon"), Stap::Gegevens),
        ("p-veld-belmoment", moment.unwrap_or_default(), Stap::Gegevens),
        ("p-veld-adres", van(Antwoordkanaal::Brief, "adres"), Stap::Gegevens),
        ("p-veld-naam", staat.get("naam").trim().to_owned(), Stap::Gegevens),
        ("p-veld-postcode", staat.get("postcode").trim().to_owned(), Stap::Gegevens),
        ("p-veld-namens", staat.get("namens").trim().to_owned(), Stap::Gegevens),
        ("p-veld-organisatie", staat.get("organisatie").trim().to_owned(), Stap::Gegevens),
    ];
    regels
        .into_iter()
        .filter(|(_, waarde, _)| !waarde.is_empty())
        .map(|(wat, waarde, stap)| Regel { wat: t.k(wat), waarde, naar: stap.text() })
        .collect()
}
