// SPDX-License-Identifier: EUPL-1.2
//! The front door: one field, what people ask most, who can be reached now, how to follow a question.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use vragen::accept::TEKST_MAX;
use web::{Access, Page, PortalShell, Routes, T};

use crate::{
    bezoek::Bezoek,
    datum,
    uren::{self, Plek},
    woord,
};

/// Topics on the front page.
const TAKEN: usize = 6;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/", Access::Public, "/", toon)
}

/// A topic that can be asked about at once.
struct Taak {
    naam: String,
    url: String,
    uitleg: String,
}

/// The figure "Wij houden woord".
struct Cijfer {
    van_de_honderd: i64,
    maand: String,
    aantal: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    tekst_max: usize,
    taken: Vec<Taak>,
    balie: Option<Plek>,
    cijfer: Option<Cijfer>,
    voorbeeld: String,
}

async fn toon(b: Bezoek) -> Response {
    let cijfer = woord::woord(&b).await.map(|w| Cijfer {
        van_de_honderd: w.van_de_honderd,
        maand: datum::maand(b.t.lang(), w.maand),
        aantal: getal(&b, w.aantal),
    });
    Page(Pagina {
        p: b.schil("/"),
        t: b.t.clone(),
        tekst_max: TEKST_MAX,
        taken: taken(&b),
        balie: uren::plekken(b.t.lang(), &b.inr, b.nu).into_iter().next(),
        cijfer,
        voorbeeld: b.voorbeeldnummer(),
    })
    .into_response()
}

fn getal(b: &Bezoek, n: i64) -> String {
    let tekst = kernel::dutch::number(n);
    if b.t.en() { tekst.replace('.', ",") } else { tekst }
}

/// The topics that the municipality chose (setting `portaal.taken`, codes with commas), else the first ones.
fn taken(b: &Bezoek) -> Vec<Taak> {
    let gekozen = b.inr.instelling("portaal.taken", "");
    let codes: Vec<&str> = gekozen.split(',').map(str::trim).filter(|c| !c.is_empty()).collect();
    let onderwerpen: Vec<_> = if codes.is_empty() {
        b.inr.onderwerpen.iter().take(TAKEN).collect()
    } else {
        codes.iter().filter_map(|c| b.inr.onderwerp(c)).take(TAKEN).collect()
    };
    onderwerpen
        .into_iter()
        .map(|o| Taak {
            naam: o.naam.clone(),
            url: if o.soort == "melding" {
                "/melding".to_owned()
            } else {
                format!("/vraag?onderwerp={}", o.id)
            },
            uitleg: b.t.a("p-home-taak", "team", b.inr.team_naam(&o.team)),
        })
        .collect()
}
