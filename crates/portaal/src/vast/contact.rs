// SPDX-License-Identifier: EUPL-1.2
//! Every way to reach us, with when.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use web::{Page, PortalShell, T};

use crate::{
    bezoek::{Bezoek, hoofdletter},
    datum,
    uren::{self, Plek},
};

/// Closing days that are shown ahead.
const SLUITINGEN: usize = 4;

#[derive(Template)]
#[template(path = "contact.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    plekken: Vec<Plek>,
    /// Lines that are open day and night.
    altijd: Vec<String>,
    /// Mail address, when the municipality reads one.
    email: Option<String>,
    /// Lines of the address for letters.
    post: Vec<String>,
    /// Days on which we are closed or close early.
    dicht: Vec<String>,
}

pub(super) async fn toon(b: Bezoek) -> Response {
    Page(Pagina {
        plekken: uren::plekken(b.t.lang(), &b.inr, b.nu),
        altijd: uren::dag_en_nacht(b.t.lang(), &b.inr, b.nu),
        email: email(&b),
        post: postadres(&b),
        dicht: dicht(&b),
        p: b.schil("/contact"),
        t: b.t,
    })
    .into_response()
}

/// The mail address for everyone: setting `gemeente.email`, else the mailbox of the distribution point.
fn email(b: &Bezoek) -> Option<String> {
    let eigen = b.inr.instelling("gemeente.email", "");
    let postvak =
        || b.inr.postvakken.iter().find(|p| p.team == b.inr.verdeelpunt().id).map(|p| p.adres.clone());
    if eigen.is_empty() { postvak() } else { Some(eigen.to_owned()) }
}

/// Lines of the address for letters: setting `gemeente.postadres`, else the visiting address.
pub(super) fn postadres(b: &Bezoek) -> Vec<String> {
    let post = b.inr.instelling("gemeente.postadres", "");
    if post.is_empty() {
        return b.adres();
    }
    post.split(',').map(|regel| regel.trim().to_owned()).filter(|regel| !regel.is_empty()).collect()
}

fn dicht(b: &Bezoek) -> Vec<String> {
    let vandaag = b.nu.day_text();
    let komend = b.inr.sluitingen.iter().filter(|s| s.datum >= vandaag).take(SLUITINGEN);
    komend
        .filter_map(|s| {
            // Noon: the same day whatever the clock does that night.
            let dag = kernel::Time::parse(&format!("{}T12:00:00Z", s.datum)).ok()?;
            let dag = hoofdletter(&datum::dag(b.t.lang(), dag));
            let vanaf = s.vanaf.replace(':', ".");
            Some(if vanaf.is_empty() {
                b.t.b("p-contact-dicht", "dag", dag, "reden", &s.reden)
            } else {
                format!(
                    "{} {}",
                    b.t.b("p-contact-eerder-dicht", "dag", dag, "vanaf", vanaf),
                    haakjes(&s.reden)
                )
            })
        })
        .collect()
}

fn haakjes(reden: &str) -> String {
    if reden.is_empty() { String::new() } else { format!("({reden})") }
}
