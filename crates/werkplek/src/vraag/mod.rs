// SPDX-License-Identifier: EUPL-1.2
//! The question page and its actions: everything about one question, no tabs.

mod acties;
mod antwoord;
mod hoort_bij;
mod opgemaakt;
mod overdragen;
mod pagina;
mod tijdlijn;

use kernel::{Error, Result};
use storage::Tx;
use vragen::{Vraag, dossier};
use web::{Access, LEZERS, Routes, WERKERS};

use crate::plek::Plek;

const VOORBEELD: &str = "/werk/vraag/TH-26-000001";

pub(crate) fn routes() -> Routes {
    let werk = Access::Roles(WERKERS);
    Routes::new()
        .get("/werk/vraag/{nummer}", Access::Roles(LEZERS), VOORBEELD, pagina::pagina)
        .get(
            "/werk/vraag/{nummer}/mail/{contact}",
            Access::Roles(LEZERS),
            "/werk/vraag/TH-26-000001/mail/00000000-0000-0000-0000-000000000000",
            opgemaakt::mail,
        )
        .post("/werk/vraag/{nummer}/oppakken", werk, VOORBEELD, acties::oppakken)
        .post("/werk/vraag/{nummer}/teruggeven", werk, VOORBEELD, acties::teruggeven)
        .post("/werk/vraag/{nummer}/terugleggen", werk, VOORBEELD, acties::terugleggen)
        .post("/werk/vraag/{nummer}/notitie", werk, VOORBEELD, acties::notitie)
        .post("/werk/vraag/{nummer}/navragen", werk, VOORBEELD, acties::navragen)
        .post("/werk/vraag/{nummer}/niet-bereikt", werk, VOORBEELD, acties::niet_bereikt)
        .post("/werk/vraag/{nummer}/datum", werk, VOORBEELD, acties::datum)
        .post("/werk/vraag/{nummer}/soort", werk, VOORBEELD, acties::soort)
        .post("/werk/vraag/{nummer}/afronden", werk, VOORBEELD, acties::afronden)
        .post("/werk/vraag/{nummer}/heropenen", werk, VOORBEELD, acties::heropenen)
        .post("/werk/vraag/{nummer}/antwoord", werk, VOORBEELD, antwoord::antwoord)
        .get(
            "/werk/vraag/{nummer}/overdragen",
            werk,
            "/werk/vraag/TH-26-000001/overdragen",
            overdragen::formulier,
        )
        .post("/werk/vraag/{nummer}/overdragen", werk, VOORBEELD, overdragen::overdragen)
        .post("/werk/vraag/{nummer}/toewijzen", werk, VOORBEELD, overdragen::toewijzen)
        .post("/werk/vraag/{nummer}/aannemen", werk, VOORBEELD, overdragen::aannemen)
        .get(
            "/werk/vraag/{nummer}/weigeren",
            werk,
            "/werk/vraag/TH-26-000001/weigeren",
            overdragen::weigeren_formulier,
        )
        .post("/werk/vraag/{nummer}/weigeren", werk, VOORBEELD, overdragen::weigeren)
        .post("/werk/vraag/{nummer}/aanbod-intrekken", werk, VOORBEELD, overdragen::intrekken)
}

/// The question with this number, when this employee may read it.
pub(crate) async fn vind(tx: &mut Tx, p: &Plek, nummer: &str) -> Result<Vraag> {
    dossier::op_nummer(tx, nummer).await?.filter(|v| p.wie.mag_lezen(v)).ok_or(Error::NotFound)
}
