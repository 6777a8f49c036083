// SPDX-License-Identifier: EUPL-1.2
//! "Wij hebben uw vraag": number, volgcode, who has it, the date, what happens next. Fit to print.

use askama::Template;
use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use vragen::{Antwoordkanaal, Wie, dossier};
use web::{Answer, Page, PortalShell, T, see_other};

use super::versturen::bevestigd;
use crate::{
    beeld::{self, Beeld},
    bestanden::maat,
    bezoek::Bezoek,
};

/// The proof in the address.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Vraagstuk {
    #[serde(default)]
    bewijs: String,
    #[serde(default)]
    pub(crate) kader: String,
}

#[derive(Template)]
#[template(path = "bevestiging.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    beeld: Beeld,
    /// "Wij hebben u ook een mail gestuurd", when that is so.
    mail: bool,
    /// What was sent, as typed, without a BSN.
    tekst: String,
    /// Names and sizes of the files.
    bestanden: Vec<(String, String, String)>,
}

/// What the confirmations of all forms show about a question.
pub(crate) struct Bevestigd {
    pub(crate) beeld: Beeld,
    mail: bool,
    tekst: String,
    bestanden: Vec<(String, String, String)>,
}

/// Reads the question that the proof in the address is about; nothing when the proof is too old.
pub(crate) async fn lees(b: &Bezoek, q: &Vraagstuk) -> Result<Option<Bevestigd>, web::Fout> {
    let Some(id) = bevestigd(b, &q.bewijs) else { return Ok(None) };
    let mut tx = b.g.db().read().await?;
    let v = dossier::vraag(&mut tx, &Wie::inwoner(), id).await?;
    let indiener = dossier::indiener(&mut tx, id).await?;
    let contacten = dossier::contacten(&mut tx, id).await?;
    let bijlagen = vragen::bijlage::bijlagen(&mut tx, id).await?;
    tx.rollback().await;
    Ok(Some(Bevestigd {
        beeld: beeld::beeld(b, &v, &[]),
        mail: v.antwoordkanaal != Antwoordkanaal::Brief && !indiener.email.is_empty(),
        tekst: contacten.first().map(|c| kernel::text::without_bsn(&c.inhoud)).unwrap_or_default(),
        bestanden: bijlagen.into_iter().map(|f| (f.naam, maat(f.grootte), f.hash)).collect(),
    }))
}

/// The page. Without a young proof in the address: the page that asks for number and code.
pub(super) async fn toon(b: Bezoek, Query(q): Query<Vraagstuk>) -> Answer {
    let Some(bevestigd) = lees(&b, &q).await? else { return Ok(see_other("/status")) };
    Ok(niet_bewaren(
        Page(Pagina {
            p: b.schil("/vraag"),
            t: b.t.clone(),
            mail: bevestigd.mail,
            tekst: bevestigd.tekst,
            bestanden: bevestigd.bestanden,
            beeld: bevestigd.beeld,
        })
        .into_response(),
    ))
}

/// A page with somebody's own question is never stored on the way or in the browser.
pub(crate) fn niet_bewaren(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
