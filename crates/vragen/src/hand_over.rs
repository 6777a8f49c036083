// SPDX-License-Identifier: EUPL-1.2
//! Warm hand-over: offer, accept, decline, expire. The giver stays the owner until the other side accepts.

use std::time::Duration;

use beheer::Inrichting;
use kernel::{Error, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    journaal, store,
    store::overdracht::OverdrachtRow,
    vraag::{Eigenaar, Stap, Vraag, VraagId},
    wie::Wie,
};

/// Working hours in which the other side answers an offer.
pub const AANBOD_WERKUREN: u32 = 4;
/// Working hours in which a team may put back what the rule gave it.
pub const TERUGLEG_WERKUREN: u32 = 4;
/// Rule by which an accepted offer changes the owner.
pub const AANGENOMEN: &str = "overdracht.aangenomen";
/// Rule by which a team puts a wrongly routed question back.
pub const TERUGGELEGD: &str = "teruggelegd-bij-verdeelpunt";

/// Offers the question to a team or a person. The owner does not change.
pub async fn offer(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    naar: Eigenaar,
    toelichting: &str,
) -> Result<OverdrachtRow> {
    super::assign::check(inrichting, &naar)?;
    let toelichting = crate::tekst::verplicht(
        "toelichting",
        toelichting,
        "Schrijf op wat je collega moet weten, zodat de bewoner niets hoeft te herhalen.",
    )?;
    let v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Aanbieden)?;
    if v.eigenaar == naar {
        return Err(Error::field("naar", "De vraag is al van deze eigenaar. Kies iemand anders."));
    }
    v.clone().zet(Stap::Aanbieden)?;
    bied_aan(tx, inrichting, wie, &v, naar, toelichting).await
}

/// Offers a question about a disputed topic to the team of that topic, by the rule that kept it back.
pub(crate) async fn offer_disputed(tx: &mut Tx, inrichting: &Inrichting, v: &Vraag) -> Result<()> {
    let Some(onderwerp) = v.onderwerp.as_deref().and_then(|o| inrichting.onderwerp(o)) else { return Ok(()) };
    let toelichting = "Van dit onderwerp is niet vooraf bekend wie het oppakt. Hoort de vraag bij jullie?";
    let wie = Wie::regel(crate::route::BETWIST);
    let naar = Eigenaar::team(onderwerp.team.clone());
    bied_aan(tx, inrichting, &wie, v, naar, toelichting.to_owned()).await.map(drop)
}

async fn bied_aan(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    v: &Vraag,
    naar: Eigenaar,
    toelichting: String,
) -> Result<OverdrachtRow> {
    let nu = tx.now();
    let aanbod = OverdrachtRow {
        id: tx.new_id(),
        vraag: v.id.uuid(),
        van_team: v.eigenaar.team.clone(),
        van_medewerker: v.eigenaar.medewerker.or(wie.actor.medewerker()),
        naar_team: naar.team,
        naar_medewerker: naar.medewerker,
        toelichting,
        toestand: "open".to_owned(),
        reden: String::new(),
        aangeboden_op: nu,
        verloopt_op: inrichting
            .kalender
            .due(nu, &kernel::calendar::Norm::Werkuren(AANBOD_WERKUREN))
            .max(nu + Duration::from_mins(1)),
        besloten_op: None,
    };
    if !store::insert_overdracht(tx, &aanbod).await? {
        return Err(Error::refused(
            "al-aangeboden",
            "Deze vraag is al aangeboden. Wacht op het antwoord, of trek dat aanbod eerst in.",
        ));
    }
    tx.emit(gebeurtenis("overdracht.aangeboden", wie, v, &aanbod));
    Ok(aanbod)
}

fn gebeurtenis(kind: &'static str, wie: &Wie, v: &Vraag, o: &OverdrachtRow) -> Event {
    let event = journaal::over(Event::new(kind, wie.actor.clone()), v)
        .object("overdracht", o.id, "overdracht")
        .object("team", &o.van_team, "gever")
        .object("team", &o.naar_team, "ontvanger");
    let event = match o.naar_medewerker {
        Some(id) => event.object("medewerker", id, "ontvanger"),
        None => event,
    };
    event
        .data("van_team", json!(o.van_team))
        .data("naar_team", json!(o.naar_team))
        .data("naar_medewerker", json!(o.naar_medewerker))
}

/// Whether this offer is for this person: by name, or for the team he or she belongs to.
fn voor(wie: &Wie, o: &OverdrachtRow) -> bool {
    match o.naar_medewerker {
        Some(ik) => wie.actor.medewerker() == Some(ik),
        None => wie.team == o.naar_team,
    }
}

async fn open_aanbod(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<OverdrachtRow> {
    let aanbod = store::open_overdracht(tx, id).await?.ok_or_else(|| {
        Error::refused(
            "geen-aanbod",
            "Dit aanbod is er niet meer. Ververs de pagina om te zien van wie de vraag nu is.",
        )
    })?;
    if voor(wie, &aanbod) {
        Ok(aanbod)
    } else {
        Err(Error::refused(
            "niet-voor-jou",
            "Dit aanbod is voor een collega. Alleen die kan het aannemen of weigeren.",
        ))
    }
}

/// Takes over. Who accepts becomes the owner: a person always, also when the team was asked.
pub async fn accept(tx: &mut Tx, inrichting: &Inrichting, wie: &Wie, id: VraagId) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    let aanbod = open_aanbod(tx, wie, id).await?;
    v.zet(Stap::Aannemen)?;
    store::eindig_overdracht(tx, aanbod.id, "aangenomen", "").await?;
    v.geef_aan(Eigenaar::medewerker(aanbod.naar_team.clone(), wie.id()?), AANGENOMEN, tx.now());
    v.overdrachten += 1;
    v.afgeschermd = v.soort.afgeschermd() || inrichting.team(&v.eigenaar.team).is_some_and(|t| t.afgeschermd);
    store::update(tx, &mut v).await?;
    let event = gebeurtenis("overdracht.aangenomen", wie, &v, &aanbod);
    tx.emit(journaal::eigenaar(event, &v));
    Ok(v)
}

/// Declines, with the reason and perhaps a better place. The giver stays the owner and is told.
pub async fn decline(tx: &mut Tx, wie: &Wie, id: VraagId, reden: &str) -> Result<()> {
    let v = store::lock(tx, id).await?;
    let aanbod = open_aanbod(tx, wie, id).await?;
    let reden =
        crate::tekst::verplicht("reden", reden, "Schrijf op waarom niet, en waar de vraag dan wel hoort.")?;
    store::eindig_overdracht(tx, aanbod.id, "geweigerd", &reden).await?;
    tx.emit(gebeurtenis("overdracht.geweigerd", wie, &v, &aanbod));
    Ok(())
}

/// The giver takes the offer back.
pub async fn withdraw(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<()> {
    let v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Aanbieden)?;
    let aanbod = store::open_overdracht(tx, id).await?.ok_or(Error::Stale)?;
    store::eindig_overdracht(tx, aanbod.id, "ingetrokken", "").await?;
    tx.emit(gebeurtenis("overdracht.geweigerd", wie, &v, &aanbod).data("ingetrokken", json!(true)));
    Ok(())
}

/// Nobody answered in time: the offer ends, the giver is still the owner; giver and team lead are told.
pub async fn expire(tx: &mut Tx, id: VraagId) -> Result<()> {
    let v = store::lock(tx, id).await?;
    let nu = tx.now();
    let Some(aanbod) = store::open_overdracht(tx, id).await?.filter(|o| o.verloopt_op <= nu) else {
        return Ok(());
    };
    store::eindig_overdracht(tx, aanbod.id, "verlopen", "").await?;
    let regel = Wie::regel("overdracht.verlopen");
    store::insert_taak(
        tx,
        &v,
        v.eigenaar.medewerker,
        "overdracht-verlopen",
        "Het aanbod is niet op tijd beantwoord. De vraag is nog van jou.",
        v.belofte.uiterlijk,
    )
    .await?;
    tx.emit(gebeurtenis("overdracht.verlopen", &regel, &v, &aanbod));
    Ok(())
}

/// A team puts back a question that a routing rule gave it, with the reason, within four working hours. It
/// goes to the distribution point.
pub async fn put_back(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    reden: &str,
) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Teruggeven)?;
    let reden =
        crate::tekst::verplicht("reden", reden, "Schrijf op waarom deze vraag niet bij jullie hoort.")?;
    if !mag_terugleggen(inrichting, &v, tx.now()) {
        return Err(Error::refused(
            "te-laat-om-terug-te-leggen",
            "Terugleggen kan tot vier werkuren na de toewijzing. Bied de vraag aan bij het team waar hij hoort.",
        ));
    }
    v.zet(Stap::Teruggeven)?;
    v.geef_aan(Eigenaar::team(inrichting.verdeelpunt().id.clone()), TERUGGELEGD, tx.now());
    store::update(tx, &mut v).await?;
    let notitie = match wie.actor.medewerker() {
        Some(ik) => Some(store::insert_notitie(tx, id, ik, &reden).await?),
        None => None,
    };
    tx.emit(
        journaal::eigenaar(Event::new("vraag.teruggelegd", wie.actor.clone()), &v)
            .data("van_team", json!(wie.team))
            .data("notitie", json!(notitie)),
    );
    Ok(v)
}

/// Whether the team may still put the question back: a rule gave it, and less than four working hours ago.
pub fn mag_terugleggen(inrichting: &Inrichting, v: &Vraag, nu: kernel::Time) -> bool {
    matches!(
        v.regel.as_str(),
        "onderwerp-team" | "woorden-team" | "postvak-team" | "soort-team" | "verdeelpunt-plaatst"
    ) && v.eigenaar.team != inrichting.verdeelpunt().id
        && nu <= inrichting.kalender.due(v.sinds, &kernel::calendar::Norm::Werkuren(TERUGLEG_WERKUREN))
}
