// SPDX-License-Identifier: EUPL-1.2
//! Keep what an employee types: the script posts the fields on change, at most every five seconds, and when a
//! field is left. A draft is the form as it was posted, so that the page fills itself again from it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kernel::Result;
use storage::Tx;
use vragen::kladversie;
use web::{Access, Answer, Employee, Form, Gemeente, Routes, WERKERS};

use crate::plek::Plek;

pub(crate) fn routes() -> Routes {
    Routes::new().post(
        "/werk/kladversie/{sleutel}",
        Access::Roles(WERKERS),
        "/werk/kladversie/voorbeeld",
        bewaar,
    )
}

async fn bewaar(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(sleutel): Path<String>,
    form: Form,
) -> Answer<StatusCode> {
    let p = Plek::van(&g, ik).await?;
    let velden: Vec<(&str, &str)> = form.fields().collect();
    let inhoud = serde_json::to_string(&velden).map_err(kernel::Error::internal)?;
    let mut tx = g.db().begin().await?;
    if velden.iter().all(|(_, waarde)| waarde.is_empty()) {
        kladversie::vergeet(&mut tx, &p.wie, &sleutel).await?;
    } else {
        kladversie::bewaar(&mut tx, &p.wie, &sleutel, &inhoud).await?;
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The form as it was typed last, empty when there is no draft.
pub(crate) async fn lees(tx: &mut Tx, p: &Plek, sleutel: &str) -> Result<Form> {
    let mut form = Form::default();
    let inhoud = kladversie::lees(tx, &p.wie, sleutel).await?;
    let velden: Vec<(String, String)> =
        inhoud.and_then(|i| serde_json::from_str(&i).ok()).unwrap_or_default();
    for (naam, waarde) in &velden {
        form.set(naam, waarde);
    }
    Ok(form)
}
