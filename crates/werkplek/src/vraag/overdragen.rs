// SPDX-License-Identifier: EUPL-1.2
//! Hand over: the form with colleagues and teams, the offer, and the answer of the other side.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use kernel::{Error, FieldError, Result};
use storage::Tx;
use vragen::{Vraag, hand_over};
use web::{Answer, Employee, Form, FormErrors, Gemeente, Page, WorkShell, see_other, shell::Keuze};

use super::acties::afronding;
use crate::{plek::Plek, voorraad::doel};

#[derive(Template)]
#[template(path = "overdragen.html")]
struct OverdragenPagina {
    w: WorkShell,
    titel: String,
    pad: String,
    belofte: String,
    teams: Vec<Keuze>,
    collegas: Vec<Keuze>,
    mag_toewijzen: bool,
    form: Form,
    fouten: FormErrors,
}

impl OverdragenPagina {
    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }
}

async fn bouw(p: &Plek, tx: &mut Tx, v: &Vraag, form: Form, fouten: FormErrors) -> Result<OverdragenPagina> {
    let nummer = p.nummer(v);
    let pad = format!("/werk/vraag/{nummer}");
    let mut w = p.shell(tx, "voorraad", format!("{pad}/overdragen")).await?;
    if !fouten.is_empty() {
        w.aandacht = Some("Fout".to_owned());
    }
    let teams = p.inr.teams.iter().filter(|t| t.id != v.eigenaar.team || v.eigenaar.medewerker.is_some());
    let collegas = p.inr.medewerkers.iter().filter(|m| m.actief && v.eigenaar.medewerker != Some(m.id));
    Ok(OverdragenPagina {
        w,
        titel: v.titel.clone(),
        belofte: kernel::dutch::datetime_long(v.belofte.uiterlijk),
        teams: teams.map(|t| Keuze::new(format!("{}:", t.id), format!("Team {}", t.naam))).collect(),
        collegas: collegas
            .map(|m| {
                Keuze::new(
                    format!("{}:{}", m.team, m.id),
                    format!("{} ({})", m.naam, p.inr.team_naam(&m.team)),
                )
            })
            .collect(),
        mag_toewijzen: p.wie.verdeelpunt || (p.wie.teamleider && p.wie.team == v.eigenaar.team),
        pad,
        form,
        fouten,
    })
}

pub(crate) async fn formulier(State(g): State<Gemeente>, ik: Employee, Path(nummer): Path<String>) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let pagina = bouw(&p, &mut tx, &v, Form::default(), FormErrors::new()).await?;
    tx.rollback().await;
    Ok(Page(pagina).into_response())
}

/// Offers the question, or gives it at once when the button "Wijs toe" was pressed.
pub(crate) async fn overdragen(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    form: Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let uitkomst = match doel(form.text("naar")) {
        Ok(naar) => {
            hand_over::offer(&mut tx, &p.inr, &p.wie, v.id, naar, form.text("toelichting")).await.map(drop)
        }
        Err(fout) => Err(fout),
    };
    klaar_of_terug(&p, tx, &v, uitkomst, form, "overdragen").await
}

pub(crate) async fn toewijzen(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    form: Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let uitkomst = match doel(form.text("naar")) {
        Ok(naar) => vragen::assign::assign(&mut tx, &p.inr, &p.wie, v.id, naar).await.map(drop),
        Err(fout) => Err(fout),
    };
    klaar_of_terug(&p, tx, &v, uitkomst, form, "toewijzen").await
}

/// What was wrong, for the page; an error of ours goes on.
fn fouten_van(fout: Error) -> Result<FormErrors> {
    let mut fouten = FormErrors::new();
    match fout {
        Error::Refused { text, .. } => fouten.add("", text),
        anders => fouten.take(anders)?,
    }
    Ok(fouten)
}

async fn klaar_of_terug(
    p: &Plek,
    tx: Tx,
    v: &Vraag,
    uitkomst: Result<()>,
    form: Form,
    klaar: &str,
) -> Answer {
    let Err(fout) = uitkomst else {
        tx.commit().await?;
        return Ok(see_other(&format!("/werk/vraag/{}?klaar={klaar}", p.nummer(v))));
    };
    tx.rollback().await;
    let fouten = fouten_van(fout)?;
    let mut tx = p.g.db().read().await?;
    let pagina = bouw(p, &mut tx, v, form, fouten).await?;
    tx.rollback().await;
    Ok(Page(pagina).invalid().into_response())
}

pub(crate) async fn aannemen(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    form: Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let uitkomst = hand_over::accept(&mut tx, &p.inr, &p.wie, v.id).await.map(drop);
    afronding(&p, tx, &v, uitkomst, form, "aannemen").await
}

pub(crate) async fn intrekken(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    form: Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let uitkomst = hand_over::withdraw(&mut tx, &p.wie, v.id).await;
    afronding(&p, tx, &v, uitkomst, form, "aanbod-intrekken").await
}

#[derive(Template)]
#[template(path = "weigeren.html")]
struct WeigerenPagina {
    w: WorkShell,
    titel: String,
    pad: String,
    form: Form,
    fouten: FormErrors,
}

impl WeigerenPagina {
    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }
}

async fn weigeren_pagina(
    p: &Plek,
    tx: &mut Tx,
    v: &Vraag,
    form: Form,
    fouten: FormErrors,
) -> Result<WeigerenPagina> {
    let pad = format!("/werk/vraag/{}", p.nummer(v));
    let mut w = p.shell(tx, "werk", format!("{pad}/weigeren")).await?;
    if !fouten.is_empty() {
        w.aandacht = Some("Fout".to_owned());
    }
    Ok(WeigerenPagina { w, titel: v.titel.clone(), pad, form, fouten })
}

pub(crate) async fn weigeren_formulier(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().read().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let pagina = weigeren_pagina(&p, &mut tx, &v, Form::default(), FormErrors::new()).await?;
    tx.rollback().await;
    Ok(Page(pagina).into_response())
}

pub(crate) async fn weigeren(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    form: Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    match hand_over::decline(&mut tx, &p.wie, v.id, form.text("reden")).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/werk/vraag/{}?klaar=weigeren", p.nummer(&v))))
        }
        Err(fout) => {
            tx.rollback().await;
            let fouten = fouten_van(fout)?;
            let mut tx = g.db().read().await?;
            let pagina = weigeren_pagina(&p, &mut tx, &v, form, fouten).await?;
            tx.rollback().await;
            Ok(Page(pagina).invalid().into_response())
        }
    }
}
