// SPDX-License-Identifier: EUPL-1.2
//! Change how the answer comes. What we have already is not asked again and not shown.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::{Error, Result};
use vragen::{Antwoordkanaal, Indiener, Vraag, Wie, change, dossier};
use web::{Answer, Form, FormErrors, Keuze, Page, PortalShell, Resident, T};

use super::{Welke, mijn_of_code, pad, terug};
use crate::{beeld, bezoek::Bezoek, stel::bevestiging::niet_bewaren, velden};

#[derive(Template)]
#[template(path = "status-antwoord.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    nummer: String,
    keuzes: Vec<Keuze>,
    gekozen: String,
    belmomenten: Vec<Keuze>,
    form: Form,
    fouten: FormErrors,
    /// Path back to the question.
    terug: String,
    /// What stands above mail address, number and postal address: that we have it already.
    hints: [String; 3],
}

pub(super) async fn toon(b: Bezoek, resident: Resident, Query(q): Query<Welke>) -> Answer {
    let v = match mijn_of_code(&b, &resident, &q.nummer).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    let bekend = bekend(&b, &v).await?;
    Ok(pagina(&b, &v, &bekend, Form::default(), FormErrors::new()))
}

async fn bekend(b: &Bezoek, v: &Vraag) -> Result<Indiener> {
    let mut tx = b.g.db().read().await?;
    let indiener = dossier::indiener(&mut tx, v.id).await;
    tx.rollback().await;
    indiener
}

fn pagina(b: &Bezoek, v: &Vraag, bekend: &Indiener, form: Form, fouten: FormErrors) -> Response {
    let status = if fouten.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let gekozen = form.filled("hoe").unwrap_or(v.antwoordkanaal.text()).to_owned();
    let keuzes = Antwoordkanaal::ALL.iter().map(|hoe| Keuze::new(hoe.text(), b.t.k(&format!("p-hoe-{hoe}"))));
    let pagina = Pagina {
        p: b.schil_met("/status", !fouten.is_empty()),
        t: b.t.clone(),
        nummer: beeld::nummer(b, v),
        keuzes: keuzes.collect(),
        gekozen,
        belmomenten: velden::belmomenten(&b.t, &b.inr),
        form,
        fouten,
        terug: pad(b, v),
        hints: [&bekend.email, &bekend.telefoon, &bekend.adres]
            .map(|heeft| if heeft.is_empty() { String::new() } else { b.t.k("p-hebben-wij-al") }),
    };
    niet_bewaren((status, Page(pagina)).into_response())
}

pub(super) async fn wijzig(b: Bezoek, resident: Resident, form: Form) -> Answer {
    let v = match mijn_of_code(&b, &resident, form.text("nummer")).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    let bekend = bekend(&b, &v).await?;
    let mut fouten = FormErrors::new();
    let hoe = form.read::<Antwoordkanaal>("hoe");
    if hoe.is_none() {
        fouten.add("hoe", b.t.k("p-fout-hoe"));
    }
    let nodig = |kanaal, heeft: bool| hoe == Some(kanaal) && !heeft;
    velden::email(
        &b.t,
        form.text("email"),
        nodig(Antwoordkanaal::Email, !bekend.email.is_empty()),
        &mut fouten,
    );
    let heeft_nummer = !bekend.telefoon.is_empty();
    velden::telefoon(&b.t, form.text("telefoon"), nodig(Antwoordkanaal::Telefoon, heeft_nummer), &mut fouten);
    velden::adres(
        &b.t,
        form.text("adres"),
        nodig(Antwoordkanaal::Brief, !bekend.adres.is_empty()),
        &mut fouten,
    );
    let Some(hoe) = hoe.filter(|_| fouten.is_empty()) else {
        return Ok(pagina(&b, &v, &bekend, form, fouten));
    };
    match zet(&b, &v, hoe, &form).await {
        Ok(()) => Ok(terug(&b, &v, "antwoord")),
        Err(Error::Invalid(anders)) => Ok(pagina(&b, &v, &bekend, form, anders.into())),
        Err(anders) => Err(anders.into()),
    }
}

async fn zet(b: &Bezoek, v: &Vraag, hoe: Antwoordkanaal, form: &Form) -> Result<()> {
    let bereik = Indiener {
        email: form.text("email").to_owned(),
        telefoon: form.text("telefoon").to_owned(),
        adres: form.text("adres").to_owned(),
        ..Indiener::default()
    };
    let belmoment = velden::belmoment(&b.inr, form.text("belmoment"));
    let mut tx = b.g.db().begin().await?;
    change::change_channel(&mut tx, &Wie::inwoner(), v.id, hoe, bereik, &belmoment).await?;
    tx.commit().await
}
