// SPDX-License-Identifier: EUPL-1.2
//! "Melding doen": what is wrong, where, a photo if you like, and a mail address for who wants to hear. One page.

use askama::Template;
use axum::{
    extract::RawQuery,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::{Error, Postcode, Result, text};
use vragen::{Antwoordkanaal, Indiener, Kanaal, Soort, accept::Aanname};
use web::{Access, Answer, Form, FormErrors, Page, PortalShell, Routes, T, Upload};

use crate::{
    bestanden::{self, Bestand},
    bezoek::Bezoek,
    stel::versturen::{Uitkomst, eenmaal, heel_formulier, naar_bevestiging, te_druk},
    velden,
};

/// Longest description of a place, in characters.
const PLEK_MAX: usize = 300;
/// Longest description of what is wrong, in characters.
const WAT_MAX: usize = 5_000;

pub(crate) fn routes() -> Routes {
    Routes::new().get("/melding", Access::Public, "/melding", begin).post(
        "/melding",
        Access::Public,
        "/melding",
        verstuur,
    )
}

#[derive(Template)]
#[template(path = "melding.html")]
struct Pagina {
    p: PortalShell,
    t: T,
    sleutel: String,
    verzegeld: Vec<String>,
    bestanden: Vec<Bestand>,
    form: Form,
    fouten: FormErrors,
    bsn: bool,
    plek_max: usize,
    /// Topic that a link brought along: code and name.
    over: Option<(String, String)>,
}

/// A link may bring a topic along (`onderwerp`).
async fn begin(b: Bezoek, RawQuery(query): RawQuery) -> Answer {
    let gevraagd = Form::parse(query.unwrap_or_default().as_bytes())?;
    let form = Form::from([("onderwerp", gevraagd.text("onderwerp"))]);
    Ok(pagina(&b, form, Vec::new(), FormErrors::new(), false)?)
}

fn pagina(
    b: &Bezoek,
    form: Form,
    bestanden: Vec<Bestand>,
    fouten: FormErrors,
    bsn: bool,
) -> Result<Response> {
    let status = if fouten.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let sleutel = form.read::<uuid::Uuid>("sleutel").map_or_else(|| velden::sleutel(&b.g), |s| s.to_string());
    let pagina = Pagina {
        p: b.schil_met("/melding", !fouten.is_empty()),
        t: b.t.clone(),
        sleutel,
        over: b.inr.onderwerp(form.text("onderwerp")).map(|o| (o.id.clone(), o.naam.clone())),
        verzegeld: bestanden::verzegeld(&b.g, &bestanden)?,
        bestanden,
        form,
        fouten,
        bsn,
        plek_max: PLEK_MAX,
    };
    Ok((status, Page(pagina)).into_response())
}

async fn verstuur(b: Bezoek, upload: Upload) -> Answer {
    let mut form = upload.form.clone();
    let mut files = bestanden::bewaard(&b.g, &form);
    let mut fouten = FormErrors::new();
    bestanden::neem(&b.g, &b.t, upload, &mut files, &mut fouten).await?;
    let naar = form.get("naar").to_owned();
    if naar == "bsn-weg" {
        let schoon = text::without_bsn(form.get("tekst"));
        form.set("tekst", &schoon);
    }
    velden::tekst(&b.t, form.get("tekst"), WAT_MAX, &mut fouten);
    if form.text("plek").is_empty() {
        fouten.add("plek", b.t.k("p-fout-plek"));
    } else if form.text("plek").chars().count() > PLEK_MAX {
        fouten.add("plek", b.t.a("p-fout-te-lang", "aantal", PLEK_MAX));
    }
    velden::email(&b.t, form.get("email"), false, &mut fouten);
    if !fouten.is_empty() {
        return Ok(pagina(&b, form, files, fouten, false)?);
    }
    if naar != "bsn-laten" && !text::find_bsn(form.get("tekst")).is_empty() {
        return Ok(pagina(&b, form, files, fouten, true)?);
    }
    neem_aan(&b, form, files).await
}

async fn neem_aan(b: &Bezoek, mut form: Form, files: Vec<Bestand>) -> Answer {
    let velden_ = ["tekst", "plek", "email", "onderwerp"].map(|v| form.text(v));
    let hashes: Vec<&str> = files.iter().map(|f| f.hash.as_str()).collect();
    let vingerafdruk = format!("{}\u{1}{}", velden_.join("\u{1}"), hashes.join("\u{1}"));
    let sleutel = velden::sleutel_uit(&b.g, &form);
    match eenmaal(b, sleutel, vingerafdruk.as_bytes(), aanname(b, &form, &files), &files).await {
        Ok(Uitkomst::Vraag(id)) => naar_bevestiging(b, "/vraag/bevestiging", id),
        Ok(Uitkomst::Anders) => {
            form.set("sleutel", &velden::sleutel(&b.g));
            Ok(pagina(b, form, files, heel_formulier(b, "p-fout-al-verstuurd"), false)?)
        }
        Err(Error::Busy { retry_after_secs }) => {
            let terug = pagina(b, form, files, heel_formulier(b, "p-fout-te-druk"), false)?;
            Ok(te_druk(terug, retry_after_secs))
        }
        Err(Error::Invalid(anders)) => Ok(pagina(b, form, files, anders.into(), false)?),
        Err(anders) => Err(anders.into()),
    }
}

fn aanname(b: &Bezoek, form: &Form, files: &[Bestand]) -> Aanname {
    let email = form.text("email").to_owned();
    let hoe = if email.is_empty() { Antwoordkanaal::Geen } else { Antwoordkanaal::Email };
    let tekst = format!("{}\n\nPlek: {}", form.text("tekst"), form.text("plek"));
    Aanname {
        soort: Some(Soort::Melding),
        onderwerp: b.inr.onderwerp(form.text("onderwerp")).map(|o| o.id.clone()),
        titel: Some(text::title_of(form.text("tekst"))),
        wijk: postcode_in(form.text("plek")).and_then(|p| b.inr.wijk_van(p.as_ref())).map(|w| w.id.clone()),
        indiener: Indiener { email, ..Indiener::default() },
        bijlagen: bestanden::bijlagen(&b.g, files),
        ..Aanname::new(Kanaal::Website, tekst, hoe)
    }
}

/// A postcode somewhere in the description of a place: "Lindehof 3, 1234 AB".
fn postcode_in(plek: &str) -> Option<Postcode> {
    let woorden: Vec<&str> = plek.split([' ', ',', '\n']).filter(|w| !w.is_empty()).collect();
    let los = woorden.iter().find_map(|w| Postcode::try_from(*w).ok());
    los.or_else(|| woorden.windows(2).find_map(|paar| Postcode::try_from(paar.join(" ").as_str()).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_in_the_place_is_recognised() {
        for plek in ["Lindehof 3, 1234 AB", "1234ab bij de glasbak", "hoek Dorpsplein 1234 ab Proefdorp"] {
            assert_eq!(postcode_in(plek).map(String::from).as_deref(), Some("1234 AB"), "{plek}");
        }
        assert!(postcode_in("bij lantaarnpaal 1234").is_none());
    }
}
