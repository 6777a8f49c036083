// SPDX-License-Identifier: EUPL-1.2
//! Warm hand-over: offer, accept, decline, expire. The giver stays the owner until the other side accepts.

use std::time::Duration;

use beheer::Inrichting;
use kernel::{Error, Page, Result, Time, calendar::Norm};
use serde_json::json;
use storage::{Event, Tx, journal};

use crate::{
    eigenaar, journaal, store,
    store::overdracht::OverdrachtRow,
    vraag::{Eigenaar, Stap, Vraag, VraagId},
    wie::Wie,
};

/// Working hours in which the other side answers an offer.
pub const AANBOD_WERKUREN: u32 = 4;
/// Working hours in which a team may put back what the rule gave it.
pub const TERUGLEG_WERKUREN: u32 = 4;
/// Most events that are looked back upon; in four working hours there are not more.
const TERUGBLIK: u32 = 100;
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
        "Schrijf op wat je collega moet weten, zodat de inwoner niets hoeft te herhalen.",
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
            .due(nu, &Norm::Werkuren(AANBOD_WERKUREN))
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
        .data("van_medewerker", json!(o.van_medewerker))
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

fn geen_aanbod() -> Error {
    Error::refused(
        "geen-aanbod",
        "Dit aanbod is er niet meer. Ververs de pagina om te zien van wie de vraag nu is.",
    )
}

async fn open_aanbod(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<OverdrachtRow> {
    let aanbod = store::open_overdracht(tx, id).await?.ok_or_else(geen_aanbod)?;
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
    let naar = Eigenaar::medewerker(wie.team.clone(), wie.id()?);
    if v.eigenaar == naar {
        return Err(Error::refused(
            "al-van-jou",
            "Deze vraag is al van jou. Trek het aanbod in, of wacht op een collega.",
        ));
    }
    v.zet(Stap::Aannemen)?;
    store::eindig_overdracht(tx, aanbod.id, "aangenomen", "").await?;
    v.overdrachten += 1;
    eigenaar::wissel(tx, inrichting, wie, &mut v, naar, AANGENOMEN).await?;
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
    if end_offer(tx, wie, &v).await? { Ok(()) } else { Err(geen_aanbod()) }
}

/// Ends the open offer because the giver takes it back, or because the question moves or ends. False when there
/// is none.
pub(crate) async fn end_offer(tx: &mut Tx, wie: &Wie, v: &Vraag) -> Result<bool> {
    let Some(aanbod) = store::open_overdracht(tx, v.id).await? else { return Ok(false) };
    store::eindig_overdracht(tx, aanbod.id, "ingetrokken", "").await?;
    tx.emit(gebeurtenis("overdracht.ingetrokken", wie, v, &aanbod));
    Ok(true)
}

/// Nobody answered in time: the offer ends, the giver is still the owner; giver and team lead are told.
pub async fn expire(tx: &mut Tx, id: VraagId) -> Result<bool> {
    let v = store::lock(tx, id).await?;
    let nu = tx.now();
    let Some(aanbod) = store::open_overdracht(tx, id).await?.filter(|o| o.verloopt_op <= nu) else {
        return Ok(false);
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
    Ok(true)
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
    let gegeven = door_regel_gegeven(tx, &v).await?;
    if !gegeven.is_some_and(|sinds| op_tijd_terug(inrichting, &v, sinds, tx.now())) {
        return Err(Error::refused(
            "te-laat-om-terug-te-leggen",
            "Terugleggen kan tot vier werkuren na de toewijzing. Bied de vraag aan bij het team waar hij hoort.",
        ));
    }
    v.zet(Stap::Teruggeven)?;
    let van_team = v.eigenaar.team.clone();
    let naar = Eigenaar::team(inrichting.verdeelpunt().id.clone());
    eigenaar::wissel(tx, inrichting, wie, &mut v, naar, TERUGGELEGD).await?;
    let notitie = match wie.actor.medewerker() {
        Some(ik) => Some(store::insert_notitie(tx, id, ik, &reden).await?),
        None => None,
    };
    tx.emit(
        journaal::eigenaar(Event::new("vraag.teruggelegd", wie.actor.clone()), &v)
            .data("van_team", json!(van_team))
            .data("notitie", json!(notitie)),
    );
    Ok(v)
}

/// Rules that give a question to a team which did not ask for it.
const GEGEVEN: &[&str] =
    &["onderwerp-team", "woorden-team", "postvak-team", "soort-team", "gekozen-team", "verdeelpunt-plaatst"];
/// Rules that move a question within its team: they do not take away the right to put it back.
const IN_TEAM: &[&str] =
    &["oppakken-in-team", "teruggeven-aan-team", "teamleider-verdeelt", eigenaar::EIGENAAR_WEG];

/// Whether the team may still put the question back: a rule gave it, less than four working hours ago, and nobody
/// picked it up. For one that was picked up only [`put_back`] knows.
pub fn mag_terugleggen(inrichting: &Inrichting, v: &Vraag, nu: Time) -> bool {
    GEGEVEN.contains(&v.regel.as_str()) && op_tijd_terug(inrichting, v, v.sinds, nu)
}

fn op_tijd_terug(inrichting: &Inrichting, v: &Vraag, sinds: Time, nu: Time) -> bool {
    v.eigenaar.team != inrichting.verdeelpunt().id
        && nu <= inrichting.kalender.due(sinds, &Norm::Werkuren(TERUGLEG_WERKUREN))
}

/// When a rule gave the question to the team that has it now, looking back past what the team did with it itself.
async fn door_regel_gegeven(tx: &mut Tx, v: &Vraag) -> Result<Option<Time>> {
    if GEGEVEN.contains(&v.regel.as_str()) {
        return Ok(Some(v.sinds));
    }
    let gebeurd = journal::events_of(tx, "vraag", v.id, Page { number: 1, size: TERUGBLIK }).await?;
    let stap = gebeurd
        .iter()
        .filter_map(|e| Some((e, e.data.get("regel")?.as_str()?)))
        .find(|(_, regel)| !IN_TEAM.contains(regel));
    Ok(stap.filter(|(_, regel)| GEGEVEN.contains(regel)).map(|(e, _)| e.recorded_at))
}
