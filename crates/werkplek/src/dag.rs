// SPDX-License-Identifier: EUPL-1.2
//! "Mijn werk": what this employee promised for today, what is late, what is offered, what waits.

use askama::Template;
use axum::extract::State;
use kanalen::apart::Kijker;
use kernel::{Page as Bladzijde, dutch};
use vragen::lijst;
use web::{Access, Answer, Employee, Gemeente, Page, Routes, WERKERS, WorkShell, see_other};

use crate::{
    plek::{Plek, nummer},
    regel::{RegelTekst, hoofdletter},
};

/// Questions of the team that are offered to who has nothing to do first.
const VRIJ: u32 = 5;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/werk", Access::Roles(WERKERS), "/werk", dag)
        .post("/werk/taak/{id}/gedaan", Access::Roles(WERKERS), "/werk/taak/0/gedaan", taak_gedaan)
        .post("/werk/instellingen/toetsen", Access::Roles(WERKERS), "/werk/instellingen/toetsen", toetsen)
}

/// An offer, ready to be shown.
struct AanbodTekst {
    van: String,
    titel: String,
    url: String,
    toelichting: String,
    tot: String,
}

struct TaakTekst {
    id: String,
    tekst: String,
    titel: String,
    url: String,
    voor: String,
}

#[derive(Template)]
#[template(path = "dag.html")]
struct DagPagina {
    w: WorkShell,
    groet: String,
    vandaag: String,
    samenvatting: String,
    eerst: Vec<RegelTekst>,
    /// Of the team, while nothing of one's own must be done first.
    vrij: Vec<RegelTekst>,
    wacht: Vec<RegelTekst>,
    later: Vec<RegelTekst>,
    aangeboden: Vec<AanbodTekst>,
    taken: Vec<TaakTekst>,
    team_pad: String,
    /// How many mails wait for somebody of the team; more than a page counts as a page.
    post: usize,
    /// The own last thirty days in one sentence.
    maand: String,
    ik: String,
    team: String,
}

async fn dag(State(g): State<Gemeente>, ik: Employee) -> Answer<Page<DagPagina>> {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let nu = tx.now();
    let dag = lijst::dag(&mut tx, &p.wie).await?;
    let post = kanalen::apart::lijst(&mut tx, Kijker::Medewerker(&p.wie), Bladzijde::default()).await?;
    let maand = crate::mijn_cijfers::zin(&lijst::mijn_maand(&mut tx, &p.wie).await?);
    let w = p.shell(&mut tx, "werk", "/werk").await?;
    let regels = |r: &[lijst::Regel]| r.iter().map(|r| RegelTekst::van(&p, r, nu)).collect::<Vec<_>>();
    let eerst = regels(&[dag.te_laat.as_slice(), &dag.vandaag, &dag.risico].concat());
    let vrij = if eerst.is_empty() {
        let filter = lijst::Filter { vrij: true, ..lijst::Filter::team(&p.wie.team) };
        lijst::voorraad(&mut tx, &p.wie, &filter, Bladzijde { number: 1, size: VRIJ }).await?.items
    } else {
        Vec::new()
    };
    let pagina = DagPagina {
        groet: groet(nu.hour()).to_owned(),
        vandaag: hoofdletter(&dutch::date_long(nu)),
        samenvatting: samenvatting(dag.vandaag.len(), dag.te_laat.len(), dag.risico.len()),
        eerst,
        vrij: regels(&vrij),
        wacht: regels(&dag.wacht),
        later: regels(&dag.later),
        aangeboden: dag.aangeboden.iter().map(|a| aanbod(&p, a, nu)).collect(),
        taken: dag.taken.iter().map(|t| taak(&p, t, nu)).collect(),
        team_pad: format!("/werk/voorraad/{}", p.wie.team),
        post: post.items.len(),
        maand,
        ik: p.ik.id.to_string(),
        team: p.wie.team.clone(),
        w,
    };
    tx.rollback().await;
    Ok(Page(pagina))
}

fn aanbod(p: &Plek, a: &lijst::AanbodRegel, nu: kernel::Time) -> AanbodTekst {
    AanbodTekst {
        van: a.van_medewerker.map_or_else(
            || format!("Team {}", p.inr.team_naam(&a.van_team)),
            |m| p.inr.medewerker_naam(m).to_owned(),
        ),
        titel: a.titel.clone(),
        url: format!("/werk/vraag/{}", nummer(&p.inr, a.ontvangen_op, a.volgnummer)),
        toelichting: a.toelichting.clone(),
        tot: dutch::moment_near(a.verloopt_op, nu),
    }
}

fn taak(p: &Plek, t: &lijst::TaakRegel, nu: kernel::Time) -> TaakTekst {
    TaakTekst {
        id: t.id.to_string(),
        tekst: t.tekst.clone(),
        titel: t.titel.clone(),
        url: format!("/werk/vraag/{}", nummer(&p.inr, t.ontvangen_op, t.volgnummer)),
        voor: dutch::moment_near(t.voor, nu),
    }
}

fn groet(uur: i64) -> &'static str {
    match uur {
        0..=11 => "Goedemorgen",
        12..=17 => "Goedemiddag",
        _ => "Goedenavond",
    }
}

fn samenvatting(vandaag: usize, te_laat: usize, risico: usize) -> String {
    let beloften = match vandaag {
        0 => "Je hebt vandaag geen beloften.".to_owned(),
        1 => "Je hebt vandaag 1 belofte.".to_owned(),
        n => format!("Je hebt vandaag {n} beloften."),
    };
    let eerst = match (te_laat, risico) {
        (0, 0) => return beloften,
        (0, 1) => "Een belofte komt in gevaar, daar begin je mee.".to_owned(),
        (0, n) => format!("{n} beloften komen in gevaar, daar begin je mee."),
        (1, _) => "Een vraag is te laat, daar begin je mee.".to_owned(),
        (n, _) => format!("{n} vragen zijn te laat, daar begin je mee."),
    };
    format!("{beloften} {eerst}")
}

async fn taak_gedaan(
    State(g): State<Gemeente>,
    ik: Employee,
    axum::extract::Path(id): axum::extract::Path<uuid::Uuid>,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    vragen::taak::gedaan(&mut tx, &p.wie, id).await?;
    tx.commit().await?;
    Ok(see_other("/werk"))
}

/// Switches single-letter keys on or off for this employee (WCAG 2.1.4).
async fn toetsen(State(g): State<Gemeente>, ik: Employee, form: web::Form) -> Answer {
    let aan = form.is("toetsen", "aan");
    let mut tx = g.db().begin().await?;
    beheer::stel_in(&mut tx, &ik.actor(), &format!("toetsen.{}", ik.id), if aan { "aan" } else { "uit" })
        .await?;
    tx.commit().await?;
    beheer::herlees(&g).await?;
    Ok(see_other(form.get("terug")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_says_where_to_begin() {
        assert_eq!(samenvatting(0, 0, 0), "Je hebt vandaag geen beloften.");
        assert_eq!(
            samenvatting(2, 1, 3),
            "Je hebt vandaag 2 beloften. Een vraag is te laat, daar begin je mee."
        );
        assert_eq!(
            samenvatting(1, 0, 2),
            "Je hebt vandaag 1 belofte. 2 beloften komen in gevaar, daar begin je mee."
        );
    }
}
