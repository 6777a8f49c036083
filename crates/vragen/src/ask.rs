// SPDX-License-Identifier: EUPL-1.2
//! Ask the resident for something, and take in what the resident adds: by the status page, by mail or spoken.

use beheer::Inrichting;
use kernel::{Result, calendar::Norm};
use serde_json::json;
use storage::{Event, Tx};
use uuid::Uuid;

use crate::{
    bijlage::NieuweBijlage,
    journaal,
    soort::{Antwoordkanaal, Kanaal, Toestand},
    store::{self, Klantcontact},
    vraag::{Belofte, Klok, Stap, Vraag, VraagId},
    wie::Wie,
};

/// After the resident answered we take at least this long, so that a promise cannot be late by waiting.
const NA_WACHTEN: Norm = Norm::Werkdagen(2);

/// Asks the resident for something. The clock waits.
pub async fn ask(tx: &mut Tx, wie: &Wie, id: VraagId, wat: &str) -> Result<Vraag> {
    let wat = crate::tekst::verplicht("wat", wat, "Schrijf op wat je van de bewoner nodig hebt.")?;
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Navragen)?;
    let was_beantwoord = v.toestand == Toestand::Beantwoord;
    v.zet(Stap::Navragen)?;
    if was_beantwoord {
        toch_niet_klaar(tx, &mut v).await?;
    }
    v.wacht_op.clone_from(&wat);
    store::update(tx, &mut v).await?;
    let contact = Klantcontact {
        id: tx.new_id(),
        van_inwoner: false,
        kanaal: kanaal_naar(tx, &v).await?,
        op: tx.now(),
        inhoud: wat,
        medewerker: wie.actor.medewerker(),
        duur: None,
        origineel: String::new(),
    };
    store::insert_contact(tx, id, &contact).await?;
    tx.emit(journaal::over(Event::new("vraag.navraag-bij-inwoner", wie.actor.clone()), &v).object(
        "klantcontact",
        contact.id,
        "contact",
    ));
    tx.enqueue(journaal::bericht("wij-missen-iets", id, contact.id, json!({ "contact": contact.id })))
        .await?;
    Ok(v)
}

/// Channel by which our question reaches the resident: a letter for who wants letters, else mail, else the
/// status page.
async fn kanaal_naar(tx: &mut Tx, v: &Vraag) -> Result<Kanaal> {
    let indiener = store::indiener(tx, v.id).await?;
    Ok(match v.antwoordkanaal {
        Antwoordkanaal::Brief if !indiener.adres.is_empty() => Kanaal::Brief,
        _ if !indiener.email.is_empty() => Kanaal::Email,
        _ => Kanaal::Website,
    })
}

/// It was answered, and something more is needed: a promise runs again. It waits, and gets its date when the
/// resident has answered.
async fn toch_niet_klaar(tx: &mut Tx, v: &mut Vraag) -> Result<()> {
    v.beantwoord_op = None;
    if v.navraag.is_empty() {
        v.navraag_op = None;
    }
    let tot = v.belofte.uiterlijk;
    store::insert_belofte(tx, v.id, "u krijgt antwoord", tot, "navraag-na-antwoord", "").await.map(drop)
}

/// Something the resident adds to a question.
#[derive(Debug, Clone)]
pub struct Aanvulling {
    /// Channel.
    pub kanaal: Kanaal,
    /// Words.
    pub tekst: String,
    /// Files.
    pub bijlagen: Vec<NieuweBijlage>,
    /// Content hash of the raw original.
    pub origineel: String,
}

/// Takes in what the resident adds. A question that waited goes on; an answered or closed one opens again at
/// the same owner.
pub async fn supplement(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    a: Aanvulling,
) -> Result<(Vraag, Uuid)> {
    neem_op(tx, inrichting, wie, id, a, false).await
}

/// The same for what a machine sent: what we have to say about it stands on the status page only. A machine must
/// not answer a machine.
pub async fn supplement_silently(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    a: Aanvulling,
) -> Result<(Vraag, Uuid)> {
    neem_op(tx, inrichting, wie, id, a, true).await
}

async fn neem_op(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    a: Aanvulling,
    stil: bool,
) -> Result<(Vraag, Uuid)> {
    let leeg = if a.bijlagen.is_empty() { "" } else { "(alleen een bestand)" };
    let tekst = crate::tekst::hoogstens("tekst", &a.tekst)?;
    let tekst = if tekst.is_empty() { leeg.to_owned() } else { tekst };
    let tekst = crate::tekst::verplicht("tekst", &tekst, "Schrijf op wat u wilt toevoegen.")?;
    let mut v = store::lock(tx, id).await?;
    let contact = Klantcontact {
        id: tx.new_id(),
        van_inwoner: true,
        kanaal: a.kanaal,
        op: tx.now(),
        inhoud: tekst,
        medewerker: wie.actor.medewerker(),
        duur: None,
        origineel: a.origineel,
    };
    store::insert_contact(tx, id, &contact).await?;
    for bijlage in &a.bijlagen {
        crate::bijlage::add(tx, id, contact.id, bijlage).await?;
    }
    match v.toestand {
        Toestand::WachtOpInwoner => ga_door(tx, inrichting, &mut v).await?,
        Toestand::Beantwoord | Toestand::Afgerond | Toestand::Ingetrokken | Toestand::Doorgezonden => {
            crate::reopen::heropen(tx, inrichting, wie, &mut v, stil).await?;
        }
        Toestand::Open | Toestand::WachtOpAnder => {}
    }
    store::update(tx, &mut v).await?;
    tx.emit(
        journaal::over(Event::new("vraag.aangevuld", wie.actor.clone()), &v)
            .object("klantcontact", contact.id, "contact")
            .channel(a.kanaal.text()),
    );
    Ok((v, contact.id))
}

/// The wait is over. A promise that the wait used up gets the time it needs; a legal term never moves here.
async fn ga_door(tx: &mut Tx, inrichting: &Inrichting, v: &mut Vraag) -> Result<()> {
    v.zet(Stap::Doorgaan)?;
    let nu = tx.now();
    let minstens = inrichting.kalender.due(nu, &NA_WACHTEN);
    if v.belofte.klok == Klok::Belofte && v.belofte.uiterlijk < minstens {
        v.belofte = Belofte::op(&inrichting.kalender, nu, minstens, Klok::Belofte, v.belofte.norm.clone());
        v.risico_gemeld = false;
        store::eindig_belofte(tx, v.id, "vervangen").await?;
        store::insert_belofte(tx, v.id, "u krijgt antwoord", minstens, "na-wachten-op-inwoner", "").await?;
    }
    Ok(())
}
