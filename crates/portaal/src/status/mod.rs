// SPDX-License-Identifier: EUPL-1.2
//! Follow a question: number with volgcode opens it, without sign-in. Who has only the number learns nothing: the
//! same words and the same work whether the number exists or not.

mod antwoord;
mod bericht;
mod intrekken;
mod vraag;

use askama::Template;
use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::{Error, Result, volgcode};
use serde::Deserialize;
use uuid::Uuid;
use vragen::{Vraag, VraagId, Wie, dossier};
use web::{
    Access, Answer, ClientIp, Form, FormErrors, Gemeente, Limit, Page, PortalShell, Resident, Routes, T,
    see_other, session,
};

use crate::{beeld, bezoek::Bezoek};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/status", Access::Public, "/status", begin)
        .post("/status", Access::Public, "/status", open)
        .get("/status/vraag", Access::Resident, "/status/vraag", vraag::toon)
        .post("/status/vraag/aanvullen", Access::Resident, "/status/vraag/aanvullen", bericht::aanvullen)
        .post("/status/vraag/opgelost", Access::Resident, "/status/vraag/opgelost", bericht::opgelost)
        .post("/status/vraag/heropenen", Access::Resident, "/status/vraag/heropenen", bericht::heropenen)
        .get("/status/vraag/antwoord", Access::Resident, "/status/vraag/antwoord", antwoord::toon)
        .post("/status/vraag/antwoord", Access::Resident, "/status/vraag/antwoord", antwoord::wijzig)
        .get("/status/vraag/intrekken", Access::Resident, "/status/vraag/intrekken", intrekken::toon)
        .post("/status/vraag/intrekken", Access::Resident, "/status/vraag/intrekken", intrekken::stop)
}

#[derive(Template)]
#[template(path = "status.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    voorbeeld: String,
    nummer: String,
    volgcode: String,
    fouten: FormErrors,
}

/// Which question, and what was just done to it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Welke {
    #[serde(default)]
    pub(crate) nummer: String,
    #[serde(default)]
    pub(crate) gedaan: String,
}

async fn begin(b: Bezoek, Query(q): Query<Welke>) -> Response {
    Page(formulier(&b, &q.nummer, "", FormErrors::new())).into_response()
}

fn formulier(b: &Bezoek, nummer: &str, code: &str, fouten: FormErrors) -> Pagina {
    Pagina {
        p: b.schil_met("/status", !fouten.is_empty()),
        t: b.t.clone(),
        voorbeeld: b.voorbeeldnummer(),
        nummer: nummer.to_owned(),
        volgcode: code.to_owned(),
        fouten,
    }
}

/// Number and code: right opens the question for this session; anything else is one text.
async fn open(b: Bezoek, ClientIp(adres): ClientIp, headers: HeaderMap, form: Form) -> Answer {
    b.g.limits().check(Limit::Codes, adres)?;
    let (nummer, code) = (form.text("nummer"), form.text("volgcode"));
    let mut fouten = FormErrors::new();
    if nummer.is_empty() {
        fouten.add("nummer", b.t.a("p-fout-nummer", "voorbeeld", b.voorbeeldnummer()));
    }
    if code.is_empty() {
        fouten.add("volgcode", b.t.k("p-fout-volgcode"));
    }
    if fouten.is_empty() {
        if let Some(v) = zoek(&b.g, nummer, code).await? {
            let cookie = session::remember_proof(&b.g, &headers, &bewijs(v.id)).await?;
            let naar = see_other(&pad(&b, &v));
            return Ok(([(header::SET_COOKIE, cookie)], naar).into_response());
        }
        fouten.add("nummer", b.t.k("p-fout-onbekend"));
        fouten.add("volgcode", b.t.k("p-fout-onbekend-code"));
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(formulier(&b, nummer, code, fouten))).into_response())
}

/// What a session shows to know of a question.
pub(crate) fn bewijs(id: VraagId) -> String {
    format!("vraag:{id}")
}

/// A number that no question has; looking it up costs what a real one costs.
const NIEMAND: &str = "X-00-999999999999";

/// The question of this number, when the code is right. Unknown number, wrong code and no number at all take the
/// same steps: one look-up by index, one code compared in constant time.
async fn zoek(g: &Gemeente, nummer: &str, code: &str) -> Result<Option<Vraag>> {
    let leesbaar = if kernel::nummer::parse(nummer).is_some() { nummer } else { NIEMAND };
    let mut tx = g.db().read().await?;
    let gevonden = dossier::op_nummer(&mut tx, leesbaar).await;
    tx.rollback().await;
    let gevonden = gevonden?;
    let id = gevonden.as_ref().map_or(Uuid::nil(), |v| v.id.uuid());
    let klopt = volgcode::matches(&g.keys().purpose("volgcode"), id, code);
    Ok(gevonden.filter(|_| klopt))
}

/// The question that this resident may see: named by its number, else the last one that was opened. What the
/// session does not know does not exist.
pub(crate) async fn mijn(b: &Bezoek, resident: &Resident, nummer: &str) -> Result<Vraag> {
    let mut tx = b.g.db().read().await?;
    let v = if nummer.is_empty() {
        let laatste =
            resident.bewijs.iter().rev().find_map(|b| b.strip_prefix("vraag:")?.parse::<VraagId>().ok());
        dossier::vraag(&mut tx, &Wie::inwoner(), laatste.ok_or(Error::NotFound)?).await
    } else {
        dossier::op_nummer(&mut tx, nummer).await.and_then(|v| v.ok_or(Error::NotFound))
    };
    tx.rollback().await;
    v.and_then(|v| if resident.knows(&bewijs(v.id)) { Ok(v) } else { Err(Error::NotFound) })
}

/// The same for a page: who does not know the question gives its code first.
pub(crate) async fn mijn_of_code(
    b: &Bezoek,
    resident: &Resident,
    nummer: &str,
) -> Result<Result<Vraag, Response>> {
    match mijn(b, resident, nummer).await {
        Ok(v) => Ok(Ok(v)),
        Err(Error::NotFound) => {
            let naar = kernel::nummer::parse(nummer)
                .map_or_else(String::new, |_| format!("?nummer={}", nummer.trim()));
            Ok(Err(see_other(&format!("/status{naar}"))))
        }
        Err(anders) => Err(anders),
    }
}

/// Path of the page of this question.
pub(crate) fn pad(b: &Bezoek, v: &Vraag) -> String {
    format!("/status/vraag?nummer={}", beeld::nummer(b, v))
}

/// Back to the page of this question, which says what was done.
pub(crate) fn terug(b: &Bezoek, v: &Vraag, gedaan: &str) -> Response {
    see_other(&format!("{}&gedaan={gedaan}", pad(b, v)))
}
