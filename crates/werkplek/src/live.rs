// SPDX-License-Identifier: EUPL-1.2
//! What changed while a page is open, told to the page. Only about questions this employee may read.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap};
use kernel::Result;
use vragen::{VraagId, Wie, dossier};
use web::{Access, Answer, Employee, Gemeente, LEZERS, Routes, live::{self, LiveEvent}};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/werk/live", Access::Roles(LEZERS), "/werk/live", stroom)
}

async fn stroom(State(g): State<Gemeente>, ik: Employee, headers: HeaderMap) -> Answer {
    Ok(live::stream(&g, ik, &headers, |g, ik, event| async move { mag_horen(&g, &ik, &event).await.unwrap_or(false) }))
}

/// Whether this employee may hear of it: every question it is about must be one that he or she may read. What is
/// about no question holds ids and codes only.
async fn mag_horen(g: &Gemeente, ik: &Employee, event: &Arc<LiveEvent>) -> Result<bool> {
    let vragen: Vec<VraagId> =
        event.objects.iter().filter(|o| o.kind == "vraag").filter_map(|o| o.id.parse().ok()).collect();
    if vragen.is_empty() {
        return Ok(true);
    }
    let inr = beheer::inrichting(g).await?;
    let wie = Wie::medewerker(&inr, ik.id)?;
    let mut tx = g.db().read().await?;
    let mut mag = true;
    for id in vragen {
        mag = mag && dossier::vraag(&mut tx, &wie, id).await.is_ok();
    }
    tx.rollback().await;
    Ok(mag)
}
