// SPDX-License-Identifier: EUPL-1.2
//! Two small files for machines.

use std::time::Duration;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};

use crate::bezoek::Bezoek;

/// `security.txt` (RFC 9116) says that it holds this long.
const GELDIG: Duration = Duration::from_hours(180 * 24);

/// Whom to tell about a weakness. Contact: setting `security.contact` (`mailto:` or `https:`), else our contact page.
pub(super) async fn security(b: Bezoek) -> Response {
    let anders = b.g.url("/contact");
    let contact = b.inr.instelling("security.contact", &anders);
    let expires = b.nu + GELDIG;
    let canonical = b.g.url("/.well-known/security.txt");
    tekst(format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: nl, en\nCanonical: {canonical}\n"
    ))
}

/// Search engines may read what is for everyone.
pub(super) async fn robots() -> Response {
    let dicht = [
        "/status/",
        "/vraag/bevestiging",
        "/bel-mij/bevestiging",
        "/werk",
        "/team",
        "/beheer",
        "/aanmelden",
        "/api/",
    ];
    let regels: Vec<String> = dicht.iter().map(|pad| format!("Disallow: {pad}")).collect();
    tekst(format!("User-agent: *\n{}\n", regels.join("\n")))
}

fn tekst(tekst: String) -> Response {
    let mut response = tekst.into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
