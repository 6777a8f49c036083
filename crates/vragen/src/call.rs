// SPDX-License-Identifier: EUPL-1.2
//! Ring back: reached is an answer; not reached twice is a named rule for who asked to be called.

use kernel::{Error, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    journaal,
    soort::{Afhandelwijze, Kanaal},
    store::{self, Klantcontact},
    vraag::{Stap, Vraag, VraagId},
    wie::Wie,
};

/// Calls after which the rule `twee-pogingen` ends a question whose resident asked to be called.
pub const POGINGEN: i64 = 2;

/// Notes a call that nobody took. After the first the resident hears when we try again. After the second the
/// rule `twee-pogingen` closes the question, and the resident can open it again by one reaction; when the
/// resident wants the answer in another way, or the law asks one, the owner gets a task instead.
pub async fn not_reached(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Beantwoorden)?;
    if !v.toestand.loopt() {
        return Err(Error::refused("al-klaar", "Deze vraag is al beantwoord of afgerond."));
    }
    v.belpogingen += 1;
    let contact = Klantcontact {
        id: tx.new_id(),
        van_inwoner: false,
        kanaal: Kanaal::Telefoon,
        op: tx.now(),
        inhoud: format!("Gebeld, niet bereikt (poging {}).", v.belpogingen),
        medewerker: wie.actor.medewerker(),
        duur: None,
        origineel: String::new(),
    };
    store::insert_contact(tx, id, &contact).await?;
    tx.emit(
        journaal::over(Event::new("bel.niet-bereikt", wie.actor.clone()), &v)
            .object("klantcontact", contact.id, "contact")
            .data("poging", json!(v.belpogingen)),
    );
    let alleen_bellen =
        crate::accept::bellen(v.soort, v.antwoordkanaal) && v.soort.wettelijke_termijn().is_none();
    if v.belpogingen < POGINGEN || !alleen_bellen {
        store::update(tx, &mut v).await?;
        if v.belpogingen == POGINGEN {
            let tekst = "Twee keer gebeld, niet bereikt. Stuur een mail of een brief.";
            let tot = v.belofte.uiterlijk;
            store::insert_taak(tx, &v, v.eigenaar.medewerker, "niet-bereikt", tekst, tot).await?;
        }
        tx.enqueue(journaal::bericht("niet-bereikt-1", id, contact.id, json!({}))).await?;
    } else {
        tx.enqueue(journaal::bericht("niet-bereikt-2", id, contact.id, json!({}))).await?;
        crate::close::sluit(tx, &Wie::regel("twee-pogingen"), &mut v, Afhandelwijze::NietBereikt).await?;
    }
    Ok(v)
}
