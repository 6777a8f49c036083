// SPDX-License-Identifier: EUPL-1.2
//! The front door: one field, what people ask most, who can be reached now, how to follow a question.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use vragen::{Soort, accept::TEKST_MAX};
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

/// What stands for "report something outside" among the topics of the front page.
const MELDING: &str = "melding";

/// The topics that the municipality chose (setting `portaal.taken`, codes with commas, `melding` for a report), else
/// the first ones with a report among them.
fn taken(b: &Bezoek) -> Vec<Taak> {
    let gekozen = b.inr.instelling("portaal.taken", "");
    let mut codes: Vec<&str> = gekozen.split(',').map(str::trim).filter(|c| !c.is_empty()).collect();
    if codes.is_empty() {
        let gewoon = b.inr.onderwerpen.iter().filter(|o| o.soort != Soort::Melding.text());
        codes = gewoon.map(|o| o.id.as_str()).take(TAKEN - 1).collect();
        codes.push(MELDING);
    }
    codes.into_iter().filter_map(|code| taak(b, code)).take(TAKEN).collect()
}

/// One task: what the resident wants to do, in the words of the municipality (setting `portaal.taak.<code>`, name and
/// explanation with `|` between; `portaal.taak.<code>.en` in English), else those of the topic.
fn taak(b: &Bezoek, code: &str) -> Option<Taak> {
    let (url, naam, uitleg) = if code == MELDING {
        ("/melding".to_owned(), b.t.k("p-home-melding"), b.t.k("p-home-melding-uitleg"))
    } else {
        let o = b.inr.onderwerp(code)?;
        let pagina = if o.soort == Soort::Melding.text() { "melding" } else { "vraag" };
        (format!("/{pagina}?onderwerp={}", o.id), o.naam.clone(), b.t.k("p-home-taak"))
    };
    let taal = if b.t.en() { ".en" } else { "" };
    let eigen = b.inr.instelling(&format!("portaal.taak.{code}{taal}"), "");
    let (eigen_naam, eigen_uitleg) = eigen.split_once('|').unwrap_or((eigen, ""));
    let eerste = |eigen: &str, anders: String| {
        if eigen.trim().is_empty() { anders } else { eigen.trim().to_owned() }
    };
    Some(Taak { url, naam: eerste(eigen_naam, naam), uitleg: eerste(eigen_uitleg, uitleg) })
}
