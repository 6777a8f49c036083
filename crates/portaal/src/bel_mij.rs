// SPDX-License-Identifier: EUPL-1.2
//! "Bel mij terug": a name and a number, nothing more, on one page. The municipal site may show it inside its own
//! (`?kader=ja`): then without our header and footer. It needs no cookie and no script.

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::Error;
use vragen::{Antwoordkanaal, Indiener, Kanaal, Soort, accept::Aanname};
use web::{Access, Answer, Form, FormErrors, Keuze, Page, PortalShell, Routes, T, see_other};

use crate::{
    beeld::{self, Beeld},
    bezoek::Bezoek,
    stel::{
        bevestiging::{self, Vraagstuk},
        versturen::{Uitkomst, eenmaal, heel_formulier, naar_bevestiging, te_druk},
    },
    velden,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/bel-mij", Access::Public, "/bel-mij", begin)
        .post("/bel-mij", Access::Public, "/bel-mij", verstuur)
        .get("/bel-mij/bevestiging", Access::Public, "/bel-mij/bevestiging", klaar)
}

/// The page in our own layout.
#[derive(Template)]
#[template(path = "bel-mij.html")]
struct Blad {
    p: PortalShell,
    t: T,
    titel: String,
    inhoud: String,
}

/// The page inside the page of another site.
#[derive(Template)]
#[template(path = "kader.html")]
struct Kader {
    p: PortalShell,
    titel: String,
    inhoud: String,
}

#[derive(Template)]
#[template(path = "bel-mij-formulier.html")]
struct Formulier {
    t: T,
    kader: bool,
    sleutel: String,
    belmomenten: Vec<Keuze>,
    form: Form,
    fouten: FormErrors,
    /// When we ring at the latest, if it is sent now.
    zin: String,
}

async fn begin(b: Bezoek, Query(q): Query<Vraagstuk>) -> Response {
    let form = Form::from([("kader", q.kader.as_str())]);
    pagina(&b, form, FormErrors::new())
}

fn pagina(b: &Bezoek, mut form: Form, fouten: FormErrors) -> Response {
    if form.read::<uuid::Uuid>("sleutel").is_none() {
        form.set("sleutel", &velden::sleutel(&b.g));
    }
    let status = if fouten.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let straks = vragen::accept::bouw(
        &b.inr,
        &aanname(b, &form),
        &vragen::Wie::inwoner(),
        uuid::Uuid::nil().into(),
        b.nu,
    );
    let (kader, fout) = (form.is("kader", "ja"), !fouten.is_empty());
    let formulier = Formulier {
        t: b.t.clone(),
        kader,
        sleutel: form.text("sleutel").to_owned(),
        belmomenten: velden::belmomenten(&b.t, &b.inr),
        form,
        fouten,
        zin: beeld::belofte_zin(&b.t, &straks),
    };
    (status, blad(b, kader, fout, "p-bel-titel", &formulier)).into_response()
}

/// This content, in our layout or inside another site.
fn blad(b: &Bezoek, kader: bool, fout: bool, titel: &str, inhoud: &impl Template) -> Response {
    let inhoud = match inhoud.render() {
        Ok(inhoud) => inhoud,
        Err(error) => return web::Fout::internal(error).into_response(),
    };
    let (p, titel) = (b.schil_met("/bel-mij", fout), b.t.k(titel));
    if kader {
        Page(Kader { p, titel, inhoud }).into_response()
    } else {
        Page(Blad { p, t: b.t.clone(), titel, inhoud }).into_response()
    }
}

fn aanname(b: &Bezoek, form: &Form) -> Aanname {
    Aanname {
        soort: Some(Soort::Terugbelverzoek),
        belmoment: velden::belmoment(&b.inr, form.text("belmoment")),
        indiener: Indiener {
            naam: form.text("naam").to_owned(),
            telefoon: form.text("telefoon").to_owned(),
            ..Indiener::default()
        },
        ..Aanname::new(Kanaal::Website, "Graag terugbellen.", Antwoordkanaal::Telefoon)
    }
}

async fn verstuur(b: Bezoek, form: Form) -> Answer {
    let mut fouten = FormErrors::new();
    if form.text("naam").is_empty() {
        fouten.add("naam", b.t.k("p-fout-naam"));
    }
    velden::kort(&b.t, "naam", form.text("naam"), &mut fouten);
    velden::telefoon(&b.t, form.text("telefoon"), true, &mut fouten);
    if !fouten.is_empty() {
        return Ok(pagina(&b, form, fouten));
    }
    let vingerafdruk = ["naam", "telefoon", "belmoment"].map(|v| form.text(v)).join("\u{1}");
    let sleutel = velden::sleutel_uit(&b.g, &form);
    match eenmaal(&b, sleutel, vingerafdruk.as_bytes(), aanname(&b, &form), &[]).await {
        Ok(Uitkomst::Vraag(id)) => {
            let pad =
                if form.is("kader", "ja") { "/bel-mij/bevestiging?kader=ja" } else { "/bel-mij/bevestiging" };
            naar_bevestiging(&b, pad, id)
        }
        // Another name or number under the same form: a new request, which takes one more click.
        Ok(Uitkomst::Anders) => {
            let mut form = form;
            form.set("sleutel", &velden::sleutel(&b.g));
            Ok(pagina(&b, form, heel_formulier(&b, "p-fout-al-verstuurd")))
        }
        Err(Error::Busy { retry_after_secs }) => {
            Ok(te_druk(pagina(&b, form, heel_formulier(&b, "p-fout-te-druk")), retry_after_secs))
        }
        Err(Error::Invalid(anders)) => Ok(pagina(&b, form, anders.into())),
        Err(anders) => Err(anders.into()),
    }
}

#[derive(Template)]
#[template(path = "bel-mij-klaar.html")]
struct Klaar {
    t: T,
    beeld: Beeld,
}

async fn klaar(b: Bezoek, Query(q): Query<Vraagstuk>) -> Answer {
    let kader = q.kader == "ja";
    let Some(bevestigd) = bevestiging::lees(&b, &q).await? else {
        return Ok(see_other(if kader { "/bel-mij?kader=ja" } else { "/bel-mij" }));
    };
    let klaar = Klaar { t: b.t.clone(), beeld: bevestigd.beeld };
    Ok(bevestiging::niet_bewaren(blad(&b, kader, false, "p-bel-klaar", &klaar)))
}
