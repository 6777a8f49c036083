// SPDX-License-Identifier: EUPL-1.2
//! Look at a mail of the resident as it was dressed, in a frame of the question page where nothing runs.

use axum::{
    extract::{Path, State},
    http::header,
    response::IntoResponse,
};
use kernel::Error;
use uuid::Uuid;
use vragen::{Kanaal, bijlage, dossier, dossier::Klantcontact};
use web::{Answer, Employee, ForeignHtml, Gemeente};

use crate::plek::Plek;

/// Whether this is a mail of the resident of which we kept the original.
pub(super) fn is_mail(contact: &Klantcontact) -> bool {
    contact.van_inwoner && contact.kanaal == Kanaal::Email && !contact.origineel.is_empty()
}

/// The frame. Who may not read the question, gets the same answer as for a mail that does not exist.
pub(super) async fn mail(
    State(g): State<Gemeente>,
    ik: Employee,
    Path((nummer, contact)): Path<(String, String)>,
) -> Answer {
    let contact: Uuid = contact.parse().map_err(|_| Error::NotFound)?;
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let contact = dossier::contact(&mut tx, v.id, contact).await?.filter(is_mail).ok_or(Error::NotFound)?;
    let bijlagen = bijlage::bijlagen(&mut tx, v.id).await?;
    tx.rollback().await;
    let raw = g.blobs().get(&contact.origineel).await?;
    let open: Vec<String> =
        bijlagen.into_iter().filter(|b| b.contact == contact.id && b.te_openen()).map(|b| b.hash).collect();
    let page =
        kanalen::mail::frame::page(&raw, &|file| open.contains(&storage::Hash::of(&file.bytes).to_string()));
    let headers = [(header::CACHE_CONTROL, "private, no-store")];
    Ok((headers, ForeignHtml(page)).into_response())
}
