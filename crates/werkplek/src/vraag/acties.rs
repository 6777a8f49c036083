// SPDX-License-Identifier: EUPL-1.2
//! The short actions on a question. Each: read the form, do the use case, back to the page. What is wrong comes
//! back on the page itself, with what was typed.

use axum::{
    extract::{Path, State},
    response::IntoResponse,
};
use kernel::{Error, Result, Time};
use storage::Tx;
use vragen::{Afhandelwijze, Vraag};
use web::{Answer, Employee, Form, Gemeente, Page, see_other};

use super::pagina::{Invoer, bouw};
use crate::plek::Plek;

/// Does `stap` on the question with this number, and goes back to its page.
///
/// A macro instead of a function that takes an async closure: those do not promise `Send`.
macro_rules! actie {
    ($naam:ident, $klaar:literal, |$tx:ident, $p:ident, $v:ident, $form:ident| $stap:expr) => {
        pub(crate) async fn $naam(
            State(g): State<Gemeente>,
            ik: Employee,
            Path(nummer): Path<String>,
            $form: Form,
        ) -> Answer {
            let $p = Plek::van(&g, ik).await?;
            let mut tx = g.db().begin().await?;
            let $v = super::vind(&mut tx, &$p, &nummer).await?;
            let uitkomst: Result<()> = {
                let $tx = &mut tx;
                $stap
            };
            afronding(&$p, tx, &$v, uitkomst, $form, $klaar).await
        }
    };
}

/// Commits and goes back, or shows the page again with what was wrong.
pub(crate) async fn afronding(
    p: &Plek,
    tx: Tx,
    v: &Vraag,
    uitkomst: Result<()>,
    form: Form,
    klaar: &str,
) -> Answer {
    match uitkomst {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("/werk/vraag/{}?klaar={klaar}", p.nummer(v))))
        }
        Err(fout) => {
            tx.rollback().await;
            terug(p, v, fout, form).await
        }
    }
}

/// The page again, with the fields as typed and what was wrong; an error of ours goes on.
async fn terug(p: &Plek, v: &Vraag, fout: Error, form: Form) -> Answer {
    let mut fouten = web::FormErrors::new();
    match fout {
        Error::Refused { text, .. } => fouten.add("", text),
        Error::Stale => fouten.add("", "Een collega veranderde deze vraag net. Je tekst staat er nog. Kijk wat er nieuw is en probeer het opnieuw."),
        anders => fouten.take(anders)?,
    }
    let mut tx = p.g.db().read().await?;
    let pagina = bouw(p, &mut tx, v.id, Invoer { form, fouten }).await?;
    tx.rollback().await;
    Ok(Page(pagina).invalid().into_response())
}

actie!(oppakken, "oppakken", |tx, p, v, form| {
    let _ = &form;
    vragen::claim::claim(tx, &p.wie, v.id).await.map(drop)
});

actie!(teruggeven, "teruggeven", |tx, p, v, form| {
    vragen::claim::release(tx, &p.wie, v.id, form.text("reden")).await.map(drop)
});

actie!(terugleggen, "terugleggen", |tx, p, v, form| {
    vragen::hand_over::put_back(tx, &p.inr, &p.wie, v.id, form.text("reden")).await.map(drop)
});

actie!(notitie, "notitie", |tx, p, v, form| vragen::note::note(tx, &p.wie, v.id, form.text("tekst")).await);

actie!(navragen, "navragen", |tx, p, v, form| {
    vragen::ask::ask(tx, &p.wie, v.id, form.text("wat")).await.map(drop)
});

actie!(niet_bereikt, "niet-bereikt", |tx, p, v, form| {
    let _ = &form;
    vragen::call::not_reached(tx, &p.wie, v.id).await.map(drop)
});

actie!(datum, "datum", |tx, p, v, form| match dag(&p, form.text("datum")) {
    Ok(nieuw) =>
        vragen::promise::set_date(tx, &p.inr, &p.wie, v.id, nieuw, form.text("datum_reden")).await.map(drop),
    Err(fout) => Err(fout),
});

actie!(soort, "soort", |tx, p, v, form| match form.text("soort").parse() {
    Ok(soort) => vragen::change::change_kind(tx, &p.inr, &p.wie, v.id, soort).await.map(drop),
    Err(fout) => Err(fout),
});

actie!(afronden, "afronden", |tx, p, v, form| {
    let uitkomst = form.read("afhandelwijze").unwrap_or(Afhandelwijze::Beantwoord);
    vragen::close::close(tx, &p.wie, v.id, uitkomst).await.map(drop)
});

actie!(heropenen, "heropenen", |tx, p, v, form| {
    let _ = &form;
    vragen::reopen::reopen(tx, &p.inr, &p.wie, v.id).await.map(drop)
});

/// End of the working day of this date.
fn dag(p: &Plek, tekst: &str) -> Result<Time> {
    let datum = tekst.parse().map_err(|_| Error::field("datum", "Kies een datum."))?;
    let einde = p.inr.kalender.closing(datum);
    einde.ok_or_else(|| Error::field("datum", "Op die dag werken wij niet. Kies een werkdag."))
}
