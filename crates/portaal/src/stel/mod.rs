// SPDX-License-Identifier: EUPL-1.2
//! Ask a question, in four small steps that work without script and lose nothing: what, how to answer, where to
//! reach you, check. Every step is sent to `/vraag`; what was filled in travels in hidden fields ([`staat`]).

pub(crate) mod bevestiging;
mod controle;
mod gegevens;
mod hoe;
pub(crate) mod staat;
pub(crate) mod versturen;
mod vraag;

use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::{Result, text};
use vragen::{Antwoordkanaal, Vraag, VraagId, Wie, accept};
use web::{Access, Answer, Form, FormErrors, Routes, Upload};

use self::staat::{Staat, Stap};
use crate::{bestanden, bezoek::Bezoek};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/vraag", Access::Public, "/vraag", begin)
        .post("/vraag", Access::Public, "/vraag", verder)
        .get("/vraag/bevestiging", Access::Public, "/vraag/bevestiging", bevestiging::toon)
}

/// The first step. A link may bring a text (`tekst`), a topic or a kind along.
async fn begin(b: Bezoek, RawQuery(query): RawQuery) -> Answer {
    let form = Form::parse(query.unwrap_or_default().as_bytes())?;
    let staat = Staat::lees(&b.g, &form);
    toon(&b, &staat, Stap::Vraag, &FormErrors::new())
}

/// What a step sent: check it, and go on, back, or stay.
async fn verder(b: Bezoek, upload: Upload) -> Answer {
    let mut staat = Staat::lees(&b.g, &upload.form);
    let stap: Stap = upload.form.read("stap").unwrap_or(Stap::Vraag);
    let naar = upload.form.get("naar").to_owned();
    let mut fouten = FormErrors::new();
    bestanden::neem(&b.g, &b.t, upload, &mut staat.bestanden, &mut fouten).await?;
    if let Some(response) = zijweg(&b, &mut staat, stap, &naar)? {
        return Ok(response);
    }
    staat.controleer(&b.t, stap, &mut fouten);
    if !fouten.is_empty() {
        return toon(&b, &staat, stap, &fouten);
    }
    match stap {
        Stap::Vraag => toon(&b, &staat, Stap::Hoe, &fouten),
        Stap::Hoe => toon(&b, &staat, Stap::Gegevens, &fouten),
        Stap::Gegevens | Stap::Controle => match staat.eerste_fout(&b.t) {
            Some((stap, fouten)) => toon(&b, &staat, stap, &fouten),
            None if stap == Stap::Gegevens => toon(&b, &staat, Stap::Controle, &fouten),
            None => versturen::verstuur(&b, staat).await,
        },
    }
}

/// The buttons beside "Ga verder": back to a step, take a BSN out.
fn zijweg(b: &Bezoek, staat: &mut Staat, stap: Stap, naar: &str) -> Result<Option<Response>, web::Fout> {
    let blijf = match naar {
        "" => return Ok(None),
        "bsn-weg" => {
            let schoon = text::without_bsn(staat.get("tekst"));
            staat.set("tekst", &schoon);
            stap
        }
        "bsn-laten" => {
            staat.set("bsn", "laten");
            stap
        }
        _ => match naar.parse::<Stap>() {
            Ok(terug) if terug < stap => terug,
            _ => return Ok(None),
        },
    };
    toon(b, staat, blijf, &FormErrors::new()).map(Some)
}

/// The page of a step; 422 when it has errors.
pub(crate) fn toon(b: &Bezoek, staat: &Staat, stap: Stap, fouten: &FormErrors) -> Answer {
    let status = if fouten.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let pagina = match stap {
        Stap::Vraag => vraag::pagina(b, staat, fouten)?,
        Stap::Hoe => hoe::pagina(b, staat, fouten)?,
        Stap::Gegevens => gegevens::pagina(b, staat, fouten)?,
        Stap::Controle => controle::pagina(b, staat, fouten)?,
    };
    Ok((status, pagina).into_response())
}

/// The question as it would be now, answered this way: who would get it, and by when. Nothing is stored.
pub(crate) fn verwacht(b: &Bezoek, staat: &Staat, hoe: Antwoordkanaal) -> Vraag {
    let aanname = staat.aanname(&b.g, &b.inr, hoe);
    accept::bouw(&b.inr, &aanname, &Wie::inwoner(), VraagId::from(uuid::Uuid::nil()), b.nu)
}
