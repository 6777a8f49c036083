// SPDX-License-Identifier: EUPL-1.2
//! `GET /api/v1/vragen` and `GET /api/v1/vragen/{id}`: for systems and employees.

use axum::{
    extract::{Path, RawQuery, State},
    http::StatusCode,
    response::Response,
};
use beheer::Inrichting;
use kernel::{Error, Page, Result};
use uuid::Uuid;
use vragen::{
    Eigenaar, Indiener, Kanaal, Vraag, VraagId, Wie, accept, dossier,
    lijst::{self, Filter, Regel},
    status,
};
use web::{Caller, Form, Fout, Gemeente};

use super::{
    BASIS, LEZEN,
    antwoord::{Afwijzing, goed},
    model::{BelofteInfo, EigenaarInfo, IndienerInfo, VraagInfo, Vraagregel, Vragenlijst},
};

/// A team that nobody has: who reads as this sees no shielded question.
const GEEN_TEAM: &str = "-";

/// Who reads. A system needs the right, and never sees what only one team may see.
fn wie(inr: &Inrichting, caller: &Caller) -> Result<Wie> {
    match caller {
        Caller::Systeem(systeem) if systeem.may(LEZEN) => {
            Ok(Wie { team: GEEN_TEAM.to_owned(), ..Wie::systeem(&systeem.naam) })
        }
        Caller::Employee(employee) => Wie::medewerker(inr, employee.id),
        Caller::Systeem(_) | Caller::Public => Err(Error::Forbidden),
    }
}

/// Openstaande vragen
///
/// Op volgorde van de beloofde datum, 25 per bladzijde. Afgeschermde vragen staan er niet bij.
#[utoipa::path(
    get,
    path = "/vragen",
    operation_id = "vragenLijst",
    tag = "vragen",
    params(
        ("pagina" = Option<u32>, Query, minimum = 1, maximum = 100_000, description = "Bladzijde, vanaf 1."),
        ("grootte" = Option<u32>, Query, minimum = 1, maximum = 100, description = "Vragen per bladzijde."),
        ("team" = Option<String>, Query, description = "Code van het team dat de vraag heeft."),
        ("onderwerp" = Option<String>, Query, description = "Code van het onderwerp."),
        ("kanaal" = Option<String>, Query, description = "Kanaal waarlangs de vraag binnenkwam."),
    ),
    responses((status = 200, description = "Een bladzijde met vragen.", body = Vragenlijst)),
    security(("apiSleutel" = []))
)]
pub(super) async fn lijst(
    State(g): State<Gemeente>,
    caller: Result<Caller, Fout>,
    RawQuery(query): RawQuery,
) -> Result<Response, Afwijzing> {
    let inr = beheer::inrichting(&g).await?;
    let wie = wie(&inr, &caller?)?;
    let q = Form::parse(query.unwrap_or_default().as_bytes())?;
    let page = Page::parse(q.filled("pagina"), q.filled("grootte"))?;
    let kanaal = q.filled("kanaal").map(str::parse::<Kanaal>).transpose();
    let filter = Filter {
        team: q.filled("team").map(str::to_owned),
        onderwerp: q.filled("onderwerp").map(str::to_owned),
        kanaal: kanaal?,
        ..Filter::default()
    };
    let mut tx = g.db().read().await?;
    let regels = lijst::voorraad(&mut tx, &wie, &filter, page).await?;
    tx.rollback().await;
    let adres = |nummer: u32| g.url(&format!("{BASIS}/vragen?{}pagina={nummer}", zonder_pagina(&q)));
    let (volgende, vorige) = (regels.next().map(adres), regels.previous().map(adres));
    let lijst = Vragenlijst {
        pagina: page.number,
        grootte: page.size,
        volgende,
        vorige,
        resultaten: regels.items.into_iter().map(|r| regel(&inr, r)).collect(),
    };
    Ok(goed(StatusCode::OK, &lijst))
}

/// The query again, without the page: ends in `&` when there is anything.
fn zonder_pagina(q: &Form) -> String {
    let namen = ["grootte", "team", "onderwerp", "kanaal"];
    let veilig = |tekst: &str| tekst.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    namen
        .iter()
        .filter_map(|naam| q.filled(naam).filter(|w| veilig(w)).map(|w| format!("{naam}={w}&")))
        .collect()
}

fn regel(inr: &Inrichting, r: Regel) -> Vraagregel {
    let eigenaar = Eigenaar { team: r.team, medewerker: r.medewerker };
    Vraagregel {
        id: r.id,
        nummer: kernel::nummer::format(inr.voorvoegsel(), r.ontvangen_op.day().year(), r.volgnummer),
        titel: r.titel,
        soort: r.soort,
        kanaal: r.kanaal,
        onderwerp: r.onderwerp,
        status: r.toestand,
        eigenaar: EigenaarInfo::van(inr, &eigenaar),
        uiterlijk: r.beloofd_op.to_string(),
        ontvangen_op: r.ontvangen_op.to_string(),
    }
}

/// Een vraag
///
/// Met wie hem stelde, wie hem heeft en wanneer er antwoord komt.
#[utoipa::path(
    get,
    path = "/vragen/{id}",
    operation_id = "vraagLezen",
    tag = "vragen",
    params(("id" = Uuid, Path, description = "Identificatie van de vraag.")),
    responses((status = 200, description = "De vraag.", body = VraagInfo)),
    security(("apiSleutel" = []))
)]
pub(super) async fn een(
    State(g): State<Gemeente>,
    caller: Result<Caller, Fout>,
    Path(id): Path<String>,
) -> Result<Response, Afwijzing> {
    let inr = beheer::inrichting(&g).await?;
    let wie = wie(&inr, &caller?)?;
    let id: Uuid = id.parse().map_err(|_| Error::field("id", "Dit is geen UUID."))?;
    let id = VraagId::from(id);
    let mut tx = g.db().read().await?;
    let v = dossier::vraag(&mut tx, &wie, id).await?;
    // The heart binds only employees to a team; no system reads what is shielded.
    if v.afgeschermd && wie.team == GEEN_TEAM {
        return Err(Error::NotFound.into());
    }
    let indiener = dossier::indiener(&mut tx, id).await?;
    let contacten = dossier::contacten(&mut tx, id).await?;
    tx.rollback().await;
    let tekst = contacten.into_iter().next().map(|c| c.inhoud).unwrap_or_default();
    Ok(goed(StatusCode::OK, &info(&inr, v, tekst, indiener)))
}

fn info(inr: &Inrichting, v: Vraag, tekst: String, i: Indiener) -> VraagInfo {
    let heeft = |tekst: String| Some(tekst).filter(|t| !t.is_empty());
    VraagInfo {
        id: v.id.uuid(),
        nummer: kernel::nummer::format(inr.voorvoegsel(), v.jaar(), v.volgnummer),
        eigenaar: EigenaarInfo::van(inr, &v.eigenaar),
        belofte: BelofteInfo::new(accept::wat_beloven(&v), v.belofte.uiterlijk),
        wettelijk: status::wettelijk(&v),
        soort: v.soort.to_string(),
        kanaal: v.kanaal.to_string(),
        antwoordkanaal: v.antwoordkanaal.to_string(),
        status: v.toestand.to_string(),
        ontvangen_op: v.ontvangen_op.to_string(),
        beantwoord_op: v.beantwoord_op.map(|t| t.to_string()),
        afgerond_op: v.afgerond_op.map(|t| t.to_string()),
        afhandelwijze: v.afhandelwijze.map(|a| a.to_string()),
        titel: v.titel,
        tekst,
        onderwerp: v.onderwerp,
        wijk: v.wijk,
        indiener: IndienerInfo {
            naam: heeft(i.naam),
            email: heeft(i.email),
            telefoon: heeft(i.telefoon),
            adres: heeft(i.adres),
            organisatie: heeft(i.organisatie),
            kvk_nummer: heeft(i.kvk),
            vestigingsnummer: heeft(i.vestiging),
            namens: heeft(i.namens),
        },
    }
}
