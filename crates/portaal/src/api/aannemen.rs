// SPDX-License-Identifier: EUPL-1.2
//! `POST /api/v1/vragen`: take in a question, once per `Idempotency-Key`.

use std::collections::BTreeMap;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use beheer::Inrichting;
use kernel::{Bsn, Error, FieldError, Kvk, Result, Time, Vestigingsnummer};
use vragen::{Antwoordkanaal, Indiener, Kanaal, Soort, Wie, accept, accept::Aanname};
use web::{
    Caller, Fout, Gemeente,
    idempotency::{self, Idempotency},
};

use super::{
    BASIS, SCHRIJVEN,
    antwoord::{Afwijzing, goed_tekst, lees_body, lees_json},
    model::{BelofteInfo, EigenaarInfo, NieuweIndiener, NieuweVraag, Ontvangst},
};

/// Most lines of context, and characters in one.
const CONTEXT_MAX: (usize, usize) = (20, 500);

/// Neem een vraag aan
///
/// De vraag heeft vanaf dit moment een eigenaar en een datum. Stuur dezelfde vraag nog een keer met dezelfde
/// `Idempotency-Key` en u krijgt hetzelfde antwoord. Zonder API-sleutel gelden de grenzen van het webformulier.
#[utoipa::path(
    post,
    path = "/vragen",
    operation_id = "vraagAannemen",
    tag = "vragen",
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Een UUID die bij dit verzoek hoort.")),
    request_body = NieuweVraag,
    responses((
        status = 201,
        description = "De vraag is aangenomen.",
        body = Ontvangst,
        headers(("Location" = String, description = "Adres van de vraag."))
    )),
    security((), ("apiSleutel" = []))
)]
pub(super) async fn aannemen(
    State(g): State<Gemeente>,
    caller: Result<Caller, Fout>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Afwijzing> {
    let caller = caller?;
    let inr = beheer::inrichting(&g).await?;
    let wie = wie(&inr, &caller)?;
    let sleutel = idempotency::key_of(&headers)?.ok_or_else(|| {
        Error::field("Idempotency-Key", "Stuur een Idempotency-Key mee: een UUID die bij dit verzoek hoort.")
    })?;
    let bytes = lees_body(request).await?;
    let aanname = aanname(&g, &inr, &caller, lees_json(&bytes)?)?;
    let bond = caller.bond();
    let mut tx = g.db().begin().await?;
    let ontvangst = match idempotency::begin(&mut tx, sleutel, &bond, &idempotency::body_hash(&bytes)).await?
    {
        Idempotency::Fresh => {
            let ontvangst = accept::accept(&mut tx, &inr, &wie, aanname).await?;
            let ontvangst = info(&inr, &ontvangst);
            let tekst = serde_json::to_string(&ontvangst).map_err(Error::internal)?;
            idempotency::finish(&mut tx, sleutel, &bond, StatusCode::CREATED, &tekst).await?;
            tx.commit().await?;
            ontvangst
        }
        Idempotency::Replay { body, .. } => {
            tx.rollback().await;
            serde_json::from_str(&body).map_err(Error::internal)?
        }
        Idempotency::Conflict => {
            tx.rollback().await;
            return Err(Idempotency::conflict().into());
        }
    };
    antwoord(&g, ontvangst)
}

/// Who sends: a system needs the right to.
fn wie(inr: &Inrichting, caller: &Caller) -> Result<Wie> {
    match caller {
        Caller::Public => Ok(Wie::inwoner()),
        Caller::Systeem(systeem) if systeem.may(SCHRIJVEN) => Ok(Wie::systeem(&systeem.naam)),
        Caller::Systeem(_) => Err(Error::Forbidden),
        Caller::Employee(employee) => Wie::medewerker(inr, employee.id),
    }
}

/// 201 with the address of the question and its secret, which is made anew each time.
fn antwoord(g: &Gemeente, mut ontvangst: Ontvangst) -> Result<Response, Afwijzing> {
    ontvangst.geheim = kernel::volgcode::derive(&g.keys().purpose("volgcode"), ontvangst.id);
    let plaats = g.url(&format!("{BASIS}/vragen/{}", ontvangst.id));
    let plaats = HeaderValue::from_str(&plaats).map_err(Error::internal)?;
    let tekst = serde_json::to_string(&ontvangst).map_err(Error::internal)?;
    let mut response = goed_tekst(StatusCode::CREATED, tekst);
    response.headers_mut().insert(header::LOCATION, plaats);
    Ok(response)
}

/// The answer without its secret: so it is kept.
fn info(inr: &Inrichting, o: &accept::Ontvangst) -> Ontvangst {
    let v = &o.vraag;
    Ontvangst {
        id: v.id.uuid(),
        nummer: kernel::nummer::format(inr.voorvoegsel(), v.jaar(), v.volgnummer),
        geheim: String::new(),
        status: v.toestand.to_string(),
        eigenaar: EigenaarInfo::van(inr, &v.eigenaar),
        belofte: BelofteInfo::new(&o.wat, v.belofte.uiterlijk),
        ontvangen_op: v.ontvangen_op.to_string(),
    }
}

/// Errors by field, all of them at once.
#[derive(Default)]
struct Fouten(Vec<FieldError>);

impl Fouten {
    fn add(&mut self, veld: &str, tekst: impl Into<String>) {
        self.0.push(FieldError { field: veld.to_owned(), text: tekst.into() });
    }

    /// The value when it can be read; its error under `veld` otherwise.
    fn lees<V>(&mut self, veld: &str, tekst: Option<&str>, lees: impl Fn(&str) -> Result<V>) -> Option<V> {
        match lees(tekst?) {
            Ok(waarde) => Some(waarde),
            Err(Error::Invalid(fouten)) => {
                self.add(veld, fouten.into_iter().next().map_or_else(String::new, |f| f.text));
                None
            }
            Err(anders) => {
                self.add(veld, anders.to_string());
                None
            }
        }
    }
}

fn aanname(g: &Gemeente, inr: &Inrichting, caller: &Caller, n: NieuweVraag) -> Result<Aanname> {
    let mut fouten = Fouten::default();
    let bekend = *caller != Caller::Public;
    let kanaal: Option<Kanaal> = fouten.lees("kanaal", Some(&n.kanaal), str::parse);
    if kanaal.is_some_and(|k| !bekend && k != Kanaal::Website) {
        fouten.add("kanaal", "Zonder API-sleutel is het kanaal altijd 'website'.");
    }
    let soort: Option<Soort> = fouten.lees("soort", n.soort.as_deref(), str::parse);
    let hoe: Option<Antwoordkanaal> = fouten.lees("antwoordkanaal", n.antwoordkanaal.as_deref(), str::parse);
    let ontvangen_op = fouten.lees("ontvangenOp", n.ontvangen_op.as_deref(), Time::parse);
    if ontvangen_op.is_some() && !bekend {
        fouten.add(
            "ontvangenOp",
            "Alleen een systeem met een API-sleutel mag het moment van ontvangst opgeven.",
        );
    }
    let onderwerp = n.onderwerp.filter(|o| !o.trim().is_empty());
    if onderwerp.as_deref().is_some_and(|o| inr.onderwerp(o).is_none()) {
        fouten.add("onderwerp", "Dit onderwerp kennen wij niet. Laat het weg, dan kiezen wij het.");
    }
    let tekst = met_context(&n.tekst, &n.context.unwrap_or_default(), &mut fouten);
    let indiener = indiener(g, n.indiener.unwrap_or_default(), &mut fouten)?;
    let hoe = hoe.unwrap_or_else(|| passend(&indiener));
    if let Err(Error::Invalid(anders)) = indiener.clone().check(hoe) {
        for f in anders {
            fouten.add(&format!("indiener.{}", f.field), f.text);
        }
    }
    if !fouten.0.is_empty() {
        return Err(Error::Invalid(fouten.0));
    }
    let mut aanname = Aanname::new(kanaal.unwrap_or(Kanaal::Website), tekst, hoe);
    (aanname.soort, aanname.onderwerp, aanname.ontvangen_op) = (soort, onderwerp, ontvangen_op);
    aanname.titel = Some(kernel::text::title_of(&n.tekst)).filter(|t| !t.trim().is_empty());
    aanname.indiener = indiener;
    Ok(aanname)
}

/// The way that fits what was given, when nobody chose one.
fn passend(i: &Indiener) -> Antwoordkanaal {
    let heeft = |tekst: &str| !tekst.trim().is_empty();
    match () {
        () if heeft(&i.email) => Antwoordkanaal::Email,
        () if heeft(&i.telefoon) => Antwoordkanaal::Telefoon,
        () if heeft(&i.adres) => Antwoordkanaal::Brief,
        () => Antwoordkanaal::Geen,
    }
}

/// The text, and under it what the form knew besides.
fn met_context(tekst: &str, context: &BTreeMap<String, String>, fouten: &mut Fouten) -> String {
    let (regels, tekens) = CONTEXT_MAX;
    if context.len() > regels || context.iter().any(|(k, v)| k.chars().count() + v.chars().count() > tekens) {
        fouten.add("context", format!("Stuur hoogstens {regels} regels mee, van hoogstens {tekens} tekens."));
    }
    if context.is_empty() || tekst.trim().is_empty() {
        return tekst.to_owned();
    }
    let regels: Vec<String> = context.iter().map(|(k, v)| format!("{k}: {v}")).collect();
    format!("{}\n\nMeegestuurd door het formulier:\n{}", tekst.trim(), regels.join("\n"))
}

fn indiener(g: &Gemeente, n: NieuweIndiener, fouten: &mut Fouten) -> Result<Indiener> {
    let bsn = fouten.lees("indiener.bsn", n.bsn.as_deref(), |t| Bsn::try_from(t));
    let organisatie = n.organisatie.as_ref();
    let kvk = organisatie.and_then(|o| o.kvk_nummer.as_deref());
    let vestiging = organisatie.and_then(|o| o.vestigingsnummer.as_deref());
    let kvk = fouten.lees("indiener.organisatie.kvkNummer", kvk, |t| Kvk::try_from(t));
    let vestiging =
        fouten.lees("indiener.organisatie.vestigingsnummer", vestiging, |t| Vestigingsnummer::try_from(t));
    Ok(Indiener {
        naam: n.naam.unwrap_or_default(),
        email: n.email.unwrap_or_default(),
        telefoon: n.telefoon.unwrap_or_default(),
        adres: n.adres.unwrap_or_default(),
        organisatie: n.organisatie.map(|o| o.naam).unwrap_or_default(),
        kvk: kvk.map(|k| k.to_string()).unwrap_or_default(),
        vestiging: vestiging.map(|v| v.to_string()).unwrap_or_default(),
        namens: n.namens.unwrap_or_default(),
        // A claim: kept unreadable, and it opens nothing.
        bsn: bsn.map(|b| g.keys().seal_bsn(g.ids().as_ref(), b)).transpose()?,
        ..Indiener::default()
    })
}
