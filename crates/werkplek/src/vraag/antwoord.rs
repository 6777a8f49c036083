// SPDX-License-Identifier: EUPL-1.2
//! The answer box: an answer by the wanted channel, or a note for colleagues.

use axum::extract::{Path, State};
use kernel::Result;
use storage::Tx;
use vragen::{
    Afhandelwijze, Kanaal, Vraag,
    answer::{Antwoord, Nee, OnzeFout},
};
use web::{Answer, Employee, Form, Gemeente};

use super::acties::afronding;
use crate::plek::Plek;

/// POST of the answer box.
pub(crate) async fn antwoord(
    State(g): State<Gemeente>,
    ik: Employee,
    Path(nummer): Path<String>,
    form: Form,
) -> Answer {
    let p = Plek::van(&g, ik).await?;
    let mut tx = g.db().begin().await?;
    let v = super::vind(&mut tx, &p, &nummer).await?;
    let notitie = form.is("kanaal", "notitie");
    let uitkomst = doe(&p, &mut tx, &v, &form, notitie).await;
    afronding(&p, tx, &v, uitkomst, form, if notitie { "notitie" } else { "antwoord" }).await
}

async fn doe(p: &Plek, tx: &mut Tx, v: &Vraag, form: &Form, notitie: bool) -> Result<()> {
    if notitie {
        vragen::note::note(tx, &p.wie, v.id, form.text("tekst")).await?;
    } else {
        check_versie(v, form)?;
        vragen::answer::answer(tx, &p.inr, &p.wie, v.id, lees(form)).await?;
    }
    vragen::kladversie::vergeet(tx, &p.wie, &format!("antwoord-{}", v.id)).await
}

/// Somebody answered since this page was opened: show it first, keep what was typed.
fn check_versie(v: &Vraag, form: &Form) -> Result<()> {
    match form.read::<i64>("beantwoord") {
        Some(gezien) if gezien != v.beantwoord_op.map_or(0, kernel::Time::micros) => {
            Err(kernel::Error::Stale)
        }
        _ => Ok(()),
    }
}

/// Reads an answer from the form.
fn lees(form: &Form) -> Antwoord {
    let uitkomst = form.read("afhandelwijze").unwrap_or(Afhandelwijze::Beantwoord);
    let nee = (uitkomst == Afhandelwijze::NeeMetUitleg).then(|| Nee {
        reden: form.text("nee_reden").to_owned(),
        alternatief: form.text("nee_alternatief").to_owned(),
        wie_vragen: form.text("nee_wie").to_owned(),
        bezwaar: form.text("nee_bezwaar").to_owned(),
    });
    let onze_fout = form
        .is("onze_fout", "ja")
        .then(|| OnzeFout { fout: form.text("fout").to_owned(), herstel: form.text("herstel").to_owned() });
    Antwoord {
        kanaal: form.read("kanaal").unwrap_or(Kanaal::Email),
        tekst: form.text("tekst").to_owned(),
        uitkomst: (!form.is("stap", "open")).then_some(uitkomst),
        nee,
        onze_fout,
        duur: None,
        meteen: false,
    }
}
