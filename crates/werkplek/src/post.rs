// SPDX-License-Identifier: EUPL-1.2
//! Mail that no rule could place waits for a person: look at it as text, make it a question, or set it aside and say
//! why. Colleagues see what came to their team; the administrator sees that something waits, and how the mailboxes do.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::IntoResponse,
};
use kanalen::{
    Apart, Gezondheid,
    apart::{self, Inhoud, Kijker},
    gezondheid::Stand,
};
use kernel::{Error, FieldError, Page as Bladzijde, Paged, Result, Time, dutch};
use serde::Deserialize;
use uuid::Uuid;
use web::{
    Access, Answer, Employee, Form, FormErrors, Gemeente, Page, Rol, Routes, WERKERS, WorkShell, see_other,
};

use crate::plek::Plek;

/// Who may open one item; whether it is of the own team is asked of the item.
const OPENERS: Access = Access::Roles(&[Rol::Medewerker, Rol::Teamleider, Rol::Beheerder]);
/// Stands where a subject would.
const ZONDER: &str = "Mail zonder leesbaar onderwerp";
const VOORBEELD: &str = "/werk/post/00000000-0000-0000-0000-000000000000";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/werk/post", Access::Roles(WERKERS), "/werk/post", van_mijn_team)
        .get("/beheer/post", Access::Roles(&[Rol::Beheerder]), "/beheer/post", van_iedereen)
        .get("/werk/post/{id}", OPENERS, VOORBEELD, een)
        .post("/werk/post/{id}/vraag", OPENERS, VOORBEELD, maak_vraag)
        .post("/werk/post/{id}/terzijde", OPENERS, VOORBEELD, leg_terzijde)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Verzoek {
    pagina: String,
    klaar: String,
}

/// An item that waits, ready to be shown.
struct ApartTekst {
    url: String,
    kop: String,
    afzender: String,
    waar: String,
    wanneer: String,
    moment: String,
    reden: String,
}

impl ApartTekst {
    fn van(p: &Plek, a: Apart, nu: Time) -> Self {
        let postvak = p.inr.postvakken.iter().find(|v| v.id == a.postvak);
        Self {
            // Of a shielded team even the administrator sees only that something waits.
            url: if mag_openen(p, &a.team) { format!("/werk/post/{}", a.id) } else { String::new() },
            kop: if a.onderwerp.is_empty() { ZONDER.to_owned() } else { a.onderwerp },
            afzender: if a.afzender.is_empty() { "afzender onbekend".to_owned() } else { a.afzender },
            waar: format!(
                "team {}, {}",
                p.inr.team_naam(&a.team),
                postvak.map_or(a.postvak.as_str(), |v| v.adres.as_str())
            ),
            wanneer: dutch::moment_near(a.ontvangen_op, nu),
            moment: a.ontvangen_op.to_string(),
            reden: a.reden,
        }
    }
}

/// The same rule as the use cases have; the page only leaves out a link that would lead nowhere.
fn mag_openen(p: &Plek, team: &str) -> bool {
    let afgeschermd = p.inr.team(team).is_none_or(|t| t.afgeschermd);
    p.wie.team == team || (p.wie.verdeelpunt && !afgeschermd)
}

/// How a mailbox does, ready to be shown.
struct PostvakTekst {
    adres: String,
    map: String,
    stand: &'static str,
    teken: &'static str,
    gelukt: String,
    sinds: String,
    fout: String,
    details: String,
    laatste: String,
}

impl PostvakTekst {
    fn van(p: &Plek, h: Gezondheid, nu: Time) -> Self {
        let op = |t: Option<Time>, anders: &str| {
            t.map_or_else(|| anders.to_owned(), |t| dutch::moment_near(t, nu))
        };
        let (stand, teken) = match h.stand(nu) {
            Stand::Goed => ("Werkt", "klaar"),
            Stand::Mislukt => ("Werkt niet", "laat"),
            Stand::Stil => ("Wordt niet gelezen", "laat"),
        };
        let mis = teken == "laat";
        let stil = "Het programma dat dit postvak leest, staat stil. Kijk of Voordeur draait.";
        Self {
            adres: p
                .inr
                .postvakken
                .iter()
                .find(|v| v.id == h.postvak)
                .map_or_else(|| h.postvak.clone(), |v| v.adres.clone()),
            map: h.map,
            stand,
            teken,
            gelukt: op(h.laatst_gelukt, "nog nooit"),
            sinds: op(h.mislukt_sinds, ""),
            fout: if mis && h.mislukt_sinds.is_none() {
                stil.to_owned()
            } else if mis {
                h.fout
            } else {
                String::new()
            },
            details: if mis { h.details } else { String::new() },
            laatste: op(h.laatste_post, "nog niets"),
        }
    }
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostPagina {
    w: WorkShell,
    /// The administrator's page: with the mailboxes.
    beheer: bool,
    melding: &'static str,
    postvakken: Vec<PostvakTekst>,
    regels: Vec<ApartTekst>,
    nummer: u32,
    meer: bool,
    url: &'static str,
}

async fn van_mijn_team(
    State(g): State<Gemeente>,
    ik: Employee,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<PostPagina>> {
    let p = Plek::van(&g, ik).await?;
    Ok(Page(lijst(&p, &verzoek, false).await?))
}

async fn van_iedereen(
    State(g): State<Gemeente>,
    ik: Employee,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<PostPagina>> {
    let p = Plek::van(&g, ik).await?;
    Ok(Page(lijst(&p, &verzoek, true).await?))
}

async fn lijst(p: &Plek, verzoek: &Verzoek, beheer: bool) -> Result<PostPagina> {
    let bladzijde = Bladzijde::lenient(Some(verzoek.pagina.as_str()));
    let mut tx = p.g.db().read().await?;
    let nu = tx.now();
    let kijker = if beheer { Kijker::Beheerder } else { Kijker::Medewerker(&p.wie) };
    let Paged { items, more, .. } = apart::lijst(&mut tx, kijker, bladzijde).await?;
    let postvakken = if beheer { kanalen::gezondheid(&mut tx).await? } else { Vec::new() };
    let (plaats, pad) = if beheer { ("beheer", "/beheer/post") } else { ("werk", "/werk/post") };
    let w = p.shell(&mut tx, plaats, pad).await?;
    tx.rollback().await;
    Ok(PostPagina {
        w,
        beheer,
        melding: if verzoek.klaar == "terzijde" {
            "De mail ligt terzijde. Het origineel blijft bewaard."
        } else {
            ""
        },
        postvakken: postvakken.into_iter().map(|h| PostvakTekst::van(p, h, nu)).collect(),
        regels: items.into_iter().map(|a| ApartTekst::van(p, a, nu)).collect(),
        nummer: bladzijde.number,
        meer: more,
        url: if beheer { "/beheer/post?" } else { "/werk/post?" },
    })
}

#[derive(Template)]
#[template(path = "post_stuk.html")]
struct StukPagina {
    w: WorkShell,
    terug: &'static str,
    id: Uuid,
    kop: String,
    afzender: String,
    wanneer: String,
    inhoud: Inhoud,
    reden: String,
    fouten: FormErrors,
}

impl StukPagina {
    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }
}

async fn stuk(p: &Plek, id: Uuid, reden: &str, fouten: FormErrors) -> Result<StukPagina> {
    let inhoud = apart::inhoud(&p.g, &p.wie, id).await?;
    let mut tx = p.g.db().read().await?;
    let nu = tx.now();
    let mut w = p.shell(&mut tx, "werk", format!("/werk/post/{id}")).await?;
    tx.rollback().await;
    w.aandacht = (!fouten.is_empty()).then(|| "Fout".to_owned());
    Ok(StukPagina {
        terug: if p.ik.rollen.has(Rol::Beheerder) { "/beheer/post" } else { "/werk/post" },
        id,
        kop: if inhoud.onderwerp.is_empty() { ZONDER.to_owned() } else { inhoud.onderwerp.clone() },
        afzender: inhoud.afzender.clone(),
        wanneer: dutch::moment_near(inhoud.ontvangen_op, nu),
        w,
        inhoud,
        reden: reden.to_owned(),
        fouten,
    })
}

fn lees_id(id: &str) -> Result<Uuid> {
    id.parse().map_err(|_| Error::NotFound)
}

async fn een(State(g): State<Gemeente>, ik: Employee, Path(id): Path<String>) -> Answer<Page<StukPagina>> {
    let p = Plek::van(&g, ik).await?;
    Ok(Page(stuk(&p, lees_id(&id)?, "", FormErrors::new()).await?))
}

async fn maak_vraag(State(g): State<Gemeente>, ik: Employee, Path(id): Path<String>) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let vraag = apart::maak_vraag(&g, &p.wie, lees_id(&id)?).await?;
    // By the usual rules it may have become a question that is shielded from this colleague.
    let naar = if p.wie.mag_lezen(&vraag) {
        format!("/werk/vraag/{}?klaar=uit-post", p.nummer(&vraag))
    } else {
        "/werk/post".to_owned()
    };
    Ok(see_other(&naar))
}

async fn leg_terzijde(State(g): State<Gemeente>, ik: Employee, Path(id): Path<String>, form: Form) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let (id, reden) = (lees_id(&id)?, form.text("reden"));
    let mut tx = g.db().begin().await?;
    let uitkomst = apart::leg_terzijde(&mut tx, &p.inr, &p.wie, id, reden).await;
    let mut fouten = FormErrors::new();
    if fouten.check("reden", uitkomst)?.is_some() {
        tx.commit().await?;
        let terug = if p.ik.rollen.has(Rol::Beheerder) { "/beheer/post" } else { "/werk/post" };
        return Ok(see_other(&format!("{terug}?klaar=terzijde")));
    }
    tx.rollback().await;
    Ok(Page(stuk(&p, id, reden, fouten).await?).invalid().into_response())
}
