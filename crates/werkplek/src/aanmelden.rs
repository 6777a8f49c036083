// SPDX-License-Identifier: EUPL-1.2
//! Sign in and out. Local accounts; in the demo one may also choose a role, which is simulated and says so.
//!
//! A later way of signing in (OpenID Connect, a second factor) ends in [`begin`] as well.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use beheer::{Inrichting, Medewerker, account};
use kernel::{Error, FieldError, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{
    Access, Answer, ClientIp, Employee, Form, FormErrors, Gemeente, LEZERS, Limit, Page, Rol, Rollen, Routes,
    Visitor, attempts::Attempt, local_path, see_other, session,
};

/// Said for a wrong name and for a wrong password alike: nobody learns which names exist.
const KLOPT_NIET: &str =
    "De naam of het wachtwoord klopt niet. Probeer het opnieuw, of vraag je beheerder om hulp.";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/aanmelden", Access::Public, "/aanmelden", pagina)
        .post("/aanmelden", Access::Public, "/aanmelden", aanmelden)
        .post("/aanmelden/demo", Access::Public, "/aanmelden/demo", kies_rol)
        .post("/afmelden", Access::Public, "/afmelden", afmelden)
}

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    /// Where to go after signing in.
    naar: String,
    /// Just signed out.
    afgemeld: String,
}

/// A role one can choose in the demo.
struct Rolkeuze {
    rol: &'static str,
    naam: &'static str,
    wie: String,
    /// What this role does here.
    doet: &'static str,
}

#[derive(Template)]
#[template(path = "aanmelden.html")]
struct AanmeldPagina {
    site: String,
    demo: bool,
    rollen: Vec<Rolkeuze>,
    naar: String,
    /// Who is signed in already, and where that person works.
    ik: Option<(String, &'static str)>,
    afgemeld: bool,
    gebruikersnaam: String,
    fouten: FormErrors,
}

impl AanmeldPagina {
    fn nieuw(g: &Gemeente, inr: &Inrichting, naar: &str) -> Self {
        Self {
            site: inr.naam().to_owned(),
            demo: g.config().demo,
            rollen: if g.config().demo { rolkeuzes(inr) } else { Vec::new() },
            naar: naar.to_owned(),
            ik: None,
            afgemeld: false,
            gebruikersnaam: String::new(),
            fouten: FormErrors::new(),
        }
    }

    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }
}

async fn pagina(
    State(g): State<Gemeente>,
    bezoeker: Visitor,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<AanmeldPagina>> {
    let inr = beheer::inrichting(&g).await?;
    Ok(Page(AanmeldPagina {
        ik: bezoeker.employee.map(|ik| (ik.naam, werkplek(&ik.rollen))),
        afgemeld: !verzoek.afgemeld.is_empty(),
        ..AanmeldPagina::nieuw(&g, &inr, &verzoek.naar)
    }))
}

/// Where somebody with these roles starts.
fn werkplek(rollen: &Rollen) -> &'static str {
    if rollen.any(LEZERS) {
        "/werk"
    } else if rollen.has(Rol::Beheerder) {
        "/beheer"
    } else {
        ""
    }
}

async fn aanmelden(
    State(g): State<Gemeente>,
    ClientIp(adres): ClientIp,
    headers: HeaderMap,
    form: Form,
) -> Answer {
    let inr = beheer::inrichting(&g).await?;
    let naam = form.text("gebruikersnaam");
    let poging = Attempt::new(&g, &headers, adres, &kernel::text::fold(naam));
    // Only failures count, and they are counted before the turn is given on: an office that begins at nine gets in,
    // and who guesses side by side gains nothing.
    let _beurt = g.limits().password().await?;
    if !poging.is_known() {
        g.limits().look(Limit::SignIns, adres)?;
    }
    let mut tx = g.db().read().await?;
    poging.check(&mut tx).await?;
    tx.rollback().await;
    match wie(&g, &inr, &form).await {
        Ok(medewerker) => {
            let mut tx = g.db().begin().await?;
            let apparaat = poging.succeeded(&g, &mut tx).await?;
            tx.commit().await?;
            begin(&g, &headers, medewerker, form.get("naar"), apparaat).await
        }
        Err(fout @ Error::Invalid(_)) => {
            if form.filled("wachtwoord").is_some() && !naam.is_empty() {
                if !poging.is_known() {
                    // The bucket may be empty by now; this attempt was let in.
                    g.limits().check(Limit::SignIns, adres).ok();
                }
                let mut tx = g.db().begin().await?;
                poging.failed(&mut tx).await?;
                tx.commit().await?;
            }
            let mut pagina = AanmeldPagina::nieuw(&g, &inr, form.get("naar"));
            naam.clone_into(&mut pagina.gebruikersnaam);
            pagina.fouten.take(fout)?;
            Ok(Page(pagina).invalid().into_response())
        }
        Err(fout) => Err(fout.into()),
    }
}

/// The employee of this name and password.
async fn wie<'a>(g: &Gemeente, inr: &'a Inrichting, form: &Form) -> Result<&'a Medewerker> {
    let mut fouten = FormErrors::new();
    if form.filled("gebruikersnaam").is_none() {
        fouten.add("gebruikersnaam", "Vul je gebruikersnaam in.");
    }
    if form.get("wachtwoord").is_empty() {
        fouten.add("wachtwoord", "Vul je wachtwoord in.");
    }
    fouten.into_result()?;
    let id = account::controleer(g.db(), form.text("gebruikersnaam"), form.get("wachtwoord")).await?;
    inr.medewerker(id).filter(|m| m.actief).ok_or_else(|| Error::field("wachtwoord", KLOPT_NIET))
}

/// Begins the session of this employee and goes on where the visitor wanted to be.
async fn begin(
    g: &Gemeente,
    headers: &HeaderMap,
    wie: &Medewerker,
    naar: &str,
    apparaat: Option<HeaderValue>,
) -> Answer {
    let ik = Employee::new(wie.id, &wie.naam, &wie.team, Rollen::parse(&wie.rollen.join(" ")));
    let sessie = session::sign_in(g, headers, &ik).await?;
    let mut antwoord = see_other(doel(naar, &ik.rollen));
    antwoord.headers_mut().append(header::SET_COOKIE, sessie);
    if let Some(apparaat) = apparaat {
        antwoord.headers_mut().append(header::SET_COOKIE, apparaat);
    }
    Ok(antwoord)
}

/// A local address that was asked for, else where this person starts.
fn doel<'a>(naar: &'a str, rollen: &Rollen) -> &'a str {
    match (local_path(naar), werkplek(rollen)) {
        ("/", "") => "/aanmelden",
        ("/", werk) => werk,
        (naar, _) if naar.starts_with("/aanmelden") => "/aanmelden",
        (naar, _) => naar,
    }
}

async fn afmelden(State(g): State<Gemeente>, headers: HeaderMap) -> Answer {
    let weg = session::sign_out(&g, &headers).await?;
    let mut antwoord: Response = see_other("/aanmelden?afgemeld=ja");
    antwoord.headers_mut().append(header::SET_COOKIE, weg);
    Ok(antwoord)
}

/// Roles of the demo, in the order of the chooser.
const ROLLEN: &[(&str, &str, &str)] = &[
    ("medewerker", "Medewerker klantcontact", "Neemt vragen aan, helpt meteen of draagt over."),
    ("specialist", "Specialist van een vakafdeling", "Beantwoordt vragen die zijn overgedragen."),
    ("teamleider", "Teamleider", "Verdeelt het werk en ziet wat in gevaar komt."),
    ("redacteur", "Redacteur", "Werkt nu als medewerker mee."),
    ("analist", "Analist en programmamanager", "Werkt nu als medewerker mee."),
    ("beheerder", "Beheerder", "Ziet de inrichting, de postvakken en wat mislukt."),
    ("privacy", "Privacy officer", "Werkt nu als medewerker mee."),
    ("raadpleger", "Raadpleger", "Leest alleen."),
];

/// The employee who plays this role, set as `demo.rol.<role>`.
fn speler<'a>(inr: &'a Inrichting, rol: &str) -> Option<&'a Medewerker> {
    let id: Uuid = inr.instelling(&format!("demo.rol.{rol}"), "").parse().ok()?;
    inr.medewerker(id).filter(|m| m.actief)
}

fn rolkeuzes(inr: &Inrichting) -> Vec<Rolkeuze> {
    ROLLEN
        .iter()
        .filter_map(|(rol, naam, doet)| {
            let m = speler(inr, rol)?;
            let wie = format!("{}, team {}", m.naam, inr.team_naam(&m.team));
            Some(Rolkeuze { rol, naam, wie, doet })
        })
        .collect()
}

async fn kies_rol(State(g): State<Gemeente>, headers: HeaderMap, form: Form) -> Answer {
    let inr = beheer::inrichting(&g).await?;
    let rol = form.text("rol");
    let bekend = g.config().demo && ROLLEN.iter().any(|(r, ..)| *r == rol);
    let medewerker = bekend.then(|| speler(&inr, rol)).flatten().ok_or(Error::NotFound)?;
    begin(&g, &headers, medewerker, form.get("naar"), None).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_goes_on_where_one_was_but_never_to_another_site() {
        let rollen = Rollen::parse("medewerker");
        assert_eq!(doel("/werk/voorraad/BZ?van=mij", &rollen), "/werk/voorraad/BZ?van=mij");
        for niet in ["", "//boef.example", "https://boef.example", "/\\boef"] {
            assert_eq!(doel(niet, &rollen), "/werk", "{niet}");
        }
        assert_eq!(doel("", &Rollen::parse("beheerder")), "/beheer");
        assert_eq!(doel("", &Rollen::parse("analist")), "/aanmelden");
    }
}
