// SPDX-License-Identifier: EUPL-1.2
//! Which electronic way is open for which message (Awb 2:13), from the set-up.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use vragen::Soort;
use web::{Page, PortalShell, T};

use super::contact::postadres;
use crate::bezoek::Bezoek;

/// One kind of message and its way.
struct Regel {
    soort: String,
    weg: String,
    url: String,
}

#[derive(Template)]
#[template(path = "aanwijzingsbesluit.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    regels: Vec<Regel>,
    /// Since when it holds, as the municipality wrote it; empty when it did not.
    sinds: String,
    post: Vec<String>,
}

/// Kinds of message that one may send electronically by law.
const SOORTEN: &[Soort] = &[
    Soort::Aanvraag,
    Soort::Bezwaar,
    Soort::Klacht,
    Soort::Ingebrekestelling,
    Soort::WooVerzoek,
    Soort::Privacyverzoek,
    Soort::Melding,
    Soort::Informatievraag,
    Soort::Terugbelverzoek,
];

pub(super) async fn toon(b: Bezoek) -> Response {
    Page(Pagina {
        p: b.schil("/aanwijzingsbesluit"),
        regels: SOORTEN.iter().map(|soort| regel(&b, *soort)).collect(),
        sinds: b.inr.instelling("aanwijzing.sinds", "").to_owned(),
        post: postadres(&b),
        t: b.t.clone(),
    })
    .into_response()
}

/// The way of one kind: what the municipality set (`aanwijzing.<kind>`, an address that starts with `https://`),
/// else our own form. There is always one.
fn regel(b: &Bezoek, soort: Soort) -> Regel {
    let eigen = b.inr.instelling(&format!("aanwijzing.{soort}"), "");
    let (weg, url) = match soort {
        _ if eigen.starts_with("https://") => (b.t.k("p-aanwijzing-elders"), eigen.to_owned()),
        Soort::Melding => (b.t.k("p-melding-titel"), "/melding".to_owned()),
        Soort::Terugbelverzoek => (b.t.k("p-bel-titel"), "/bel-mij".to_owned()),
        Soort::Informatievraag => (b.t.k("p-stel-titel"), "/vraag".to_owned()),
        _ => (b.t.k("p-stel-titel"), format!("/vraag?soort={soort}")),
    };
    Regel { soort: crate::bezoek::hoofdletter(&b.t.k(&format!("p-soort-{soort}"))), weg, url }
}
