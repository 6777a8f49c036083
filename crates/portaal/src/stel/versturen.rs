// SPDX-License-Identifier: EUPL-1.2
//! Sending: the question is taken in once, however often the form comes.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use kernel::{Error, Result};
use serde_json::json;
use storage::Tx;
use uuid::Uuid;
use vragen::{VraagId, Wie, accept, accept::Aanname};
use web::{
    Answer, FormErrors,
    idempotency::{self, Idempotency},
    see_other,
};

use super::{
    staat::{Staat, Stap},
    toon,
};
use crate::{
    bestanden::{self, Bestand},
    bezoek::Bezoek,
    velden, zegel,
};

/// Name under which forms keep their keys.
const FORMULIER: &str = "formulier";
/// Seal of the address of a confirmation.
const DOEL: &str = "bevestiging";
/// A confirmation can be read again this long; after it the number with the volgcode are needed.
const GELDIG: Duration = Duration::from_hours(1);

/// What became of a form.
pub(crate) enum Uitkomst {
    /// It is a question now, or already was.
    Vraag(VraagId),
    /// The same form was sent before with other content.
    Anders,
}

/// Takes the form in under its key: the first time it becomes a question, the same again gives that question.
pub(crate) async fn eenmaal(
    b: &Bezoek,
    sleutel: Uuid,
    vingerafdruk: &[u8],
    aanname: Aanname,
    files: &[Bestand],
) -> Result<Uitkomst> {
    let mut tx = b.g.db().begin().await?;
    let hash = idempotency::body_hash(vingerafdruk);
    match idempotency::begin(&mut tx, sleutel, FORMULIER, &hash).await? {
        Idempotency::Fresh => {}
        Idempotency::Replay { body, .. } => {
            tx.rollback().await;
            return body.parse().map(Uitkomst::Vraag).map_err(Error::internal);
        }
        Idempotency::Conflict => {
            tx.rollback().await;
            return Ok(Uitkomst::Anders);
        }
    }
    let id = neem_aan(&mut tx, b, sleutel, aanname, files).await?;
    tx.commit().await?;
    Ok(Uitkomst::Vraag(id))
}

async fn neem_aan(
    tx: &mut Tx,
    b: &Bezoek,
    sleutel: Uuid,
    aanname: Aanname,
    files: &[Bestand],
) -> Result<VraagId> {
    bestanden::leg_vast(tx, files).await?;
    let ontvangst = accept::accept(tx, &b.inr, &Wie::inwoner(), aanname).await?;
    let id = ontvangst.vraag.id;
    idempotency::finish(tx, sleutel, FORMULIER, StatusCode::SEE_OTHER, &id.to_string()).await?;
    Ok(id)
}

/// Sends what `/vraag` gathered. Whatever goes wrong, the page comes back with everything that was typed.
pub(super) async fn verstuur(b: &Bezoek, mut staat: Staat) -> Answer {
    let Some(hoe) = staat.hoe() else { return toon(b, &staat, Stap::Hoe, &FormErrors::new()) };
    let sleutel: Uuid = staat.get("sleutel").parse().map_err(Error::internal)?;
    let aanname = staat.aanname(&b.g, &b.inr, hoe);
    match eenmaal(b, sleutel, &staat.vingerafdruk(), aanname, &staat.bestanden).await {
        Ok(Uitkomst::Vraag(id)) => naar_bevestiging(b, "/vraag/bevestiging", id),
        Ok(Uitkomst::Anders) => {
            // The visitor went back and changed something: that is a second question, once they say so.
            staat.set("sleutel", &velden::sleutel(&b.g));
            toon(b, &staat, Stap::Controle, &heel_formulier(b, "p-fout-al-verstuurd"))
        }
        Err(Error::Busy { retry_after_secs }) => Ok(te_druk(
            toon(b, &staat, Stap::Controle, &heel_formulier(b, "p-fout-te-druk"))?,
            retry_after_secs,
        )),
        Err(Error::Invalid(fouten)) => toon(b, &staat, Stap::Controle, &fouten.into()),
        Err(anders) => Err(anders.into()),
    }
}

/// The page with everything that was typed becomes 503: sending again is one click, and the key keeps it one
/// question.
pub(crate) fn te_druk(mut response: Response, wacht: u32) -> Response {
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wacht));
    response
}

/// An error that is about the whole form.
pub(crate) fn heel_formulier(b: &Bezoek, sleutel: &str) -> FormErrors {
    FormErrors::from(vec![kernel::FieldError { field: String::new(), text: b.t.k(sleutel) }])
}

/// On to the confirmation of this question, at this path.
pub(crate) fn naar_bevestiging(b: &Bezoek, pad: &str, id: VraagId) -> Answer<Response> {
    let bewijs = zegel::verzegel(&b.g, DOEL, &json!(id))?;
    let teken = if pad.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{pad}{teken}bewijs={bewijs}")))
}

/// The question that a confirmation address is about, while it is young.
pub(crate) fn bevestigd(b: &Bezoek, bewijs: &str) -> Option<VraagId> {
    zegel::open(&b.g, DOEL, bewijs, GELDIG)
}
