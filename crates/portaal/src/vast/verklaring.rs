// SPDX-License-Identifier: EUPL-1.2
//! What we say about accessibility and privacy, and the page for who reads no Dutch.

use askama::Template;
use axum::response::{IntoResponse as _, Response};
use web::{Lang, Page, PortalShell, T};

use crate::bezoek::Bezoek;

/// A heading with its text.
struct Deel {
    id: &'static str,
    titel: String,
    tekst: String,
}

/// Parts of a statement: the texts `<start>-<id>-titel` and `<start>-<id>`.
fn delen(b: &Bezoek, start: &str, ids: &[&'static str]) -> Vec<Deel> {
    let tekst = |sleutel: String| b.t.a(&sleutel, "telefoon", b.inr.telefoon());
    ids.iter()
        .map(|id| Deel {
            id,
            titel: tekst(format!("{start}-{id}-titel")),
            tekst: tekst(format!("{start}-{id}")),
        })
        .collect()
}

#[derive(Template)]
#[template(path = "toegankelijkheid.html")]
struct Toegankelijkheid {
    p: PortalShell,
    t: T,
    /// Status by the Dutch model: A to E.
    status: String,
    status_tekst: String,
    delen: Vec<Deel>,
}

/// The accessibility statement. The municipality sets its status after an audit (`toegankelijkheid.status`).
pub(super) async fn toegankelijkheid(b: Bezoek) -> Response {
    let status = b.inr.instelling("toegankelijkheid.status", "C");
    let status = if ["A", "B", "C", "D", "E"].contains(&status) { status } else { "C" };
    Page(Toegankelijkheid {
        p: b.schil("/toegankelijkheid"),
        delen: delen(&b, "p-toegankelijk", &["doen", "weten", "lukt-niet", "klacht"]),
        status: status.to_owned(),
        status_tekst: b.t.k(&format!("p-toegankelijk-status-{}", status.to_lowercase())),
        t: b.t.clone(),
    })
    .into_response()
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct Privacy {
    p: PortalShell,
    t: T,
    delen: Vec<Deel>,
    /// Address of the privacy officer, when there is a mailbox for it.
    email: Option<String>,
}

/// The privacy statement.
pub(super) async fn privacy(b: Bezoek) -> Response {
    let email = b.inr.postvakken.iter().find(|p| p.adres.starts_with("privacy@")).map(|p| p.adres.clone());
    let delen = delen(&b, "p-privacy", &["wat", "waarom", "wie", "hoe-lang", "bsn", "cookies"]);
    Page(Privacy { p: b.schil("/privacy"), t: b.t.clone(), delen, email }).into_response()
}

#[derive(Template)]
#[template(path = "engels.html")]
struct Engels {
    p: PortalShell,
    t: T,
}

/// In English, whatever was chosen before: what one can do here, and how to keep English.
pub(super) async fn english(b: Bezoek) -> Response {
    let b = Bezoek { t: b.g.texts().in_lang(Lang::En), ..b };
    Page(Engels { p: b.schil("/talen/en"), t: b.t.clone() }).into_response()
}
