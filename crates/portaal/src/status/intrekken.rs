// SPDX-License-Identifier: EUPL-1.2
//! Stop the question: one page that says what that means, one button.

use askama::Template;
use axum::{extract::Query, response::IntoResponse as _};
use vragen::{Toestand, Wie, withdraw};
use web::{Answer, Form, Page, PortalShell, Resident, T};

use super::{Welke, mijn_of_code, pad, terug};
use crate::{beeld, bezoek::Bezoek, stel::bevestiging::niet_bewaren};

#[derive(Template)]
#[template(path = "status-intrekken.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    nummer: String,
    titel: String,
    /// Path back to the question.
    terug: String,
}

pub(super) async fn toon(b: Bezoek, resident: Resident, Query(q): Query<Welke>) -> Answer {
    let v = match mijn_of_code(&b, &resident, &q.nummer).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    let pagina = Pagina {
        p: b.schil("/status"),
        t: b.t.clone(),
        nummer: beeld::nummer(&b, &v),
        titel: v.titel.clone(),
        terug: pad(&b, &v),
    };
    Ok(niet_bewaren(Page(pagina).into_response()))
}

pub(super) async fn stop(b: Bezoek, resident: Resident, form: Form) -> Answer {
    let v = match mijn_of_code(&b, &resident, form.text("nummer")).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    // Pressed twice: it has stopped, which is what was asked.
    if v.toestand != Toestand::Ingetrokken {
        let mut tx = b.g.db().begin().await?;
        withdraw::withdraw(&mut tx, &Wie::inwoner(), v.id).await?;
        tx.commit().await?;
    }
    Ok(terug(&b, &v, "gestopt"))
}
