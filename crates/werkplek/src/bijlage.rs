// SPDX-License-Identifier: EUPL-1.2
//! Open a file that the scan passed. Always as a download of its own type, never shown inside our pages.

use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use uuid::Uuid;
use web::{Access, Answer, Employee, Gemeente, LEZERS, Routes};

use crate::plek::Plek;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/werk/bijlage/{id}", Access::Roles(LEZERS), "/werk/bijlage/0", open)
}

async fn open(State(g): State<Gemeente>, ik: Employee, Path(id): Path<Uuid>) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let bijlage = vragen::bijlage::openen(&mut tx, &p.wie, id).await?;
    tx.rollback().await;
    let bytes = g.blobs().get(&bijlage.hash).await?;
    let naam: String = bijlage
        .naam
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, bijlage.media_type),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{naam}\"")),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
