// SPDX-License-Identifier: EUPL-1.2
//! What was set apart waits for a person: a mail that could not be read, or a report about a mail we never sent.
//! That person makes it a question after all, or sets it aside and says why. Nothing waits unseen and nothing
//! is thrown away: the raw original stays.

use std::sync::Arc;

use beheer::Inrichting;
use kernel::{Error, Page, Paged, Result, Time};
use storage::{Event, Tx};
use uuid::Uuid;
use vragen::{Vraag, Wie};
use web::Gemeente;

use crate::{
    intake::bewaar_bijlagen,
    mail::rescue::{Rescued, rescue},
    store::{self, Apart, Stuk, Uitkomst},
    verwerken::{Bron, Kop, aanname, onthoud},
};

/// Longest reason for setting something aside, in characters.
pub const REDEN_MAX: usize = 1_000;

/// For whom the list is.
#[derive(Debug, Clone, Copy)]
pub enum Kijker<'a> {
    /// An employee: what came to the own team. The distribution point helps every team that is not shielded.
    Medewerker(&'a Wie),
    /// The administrator, whose route declares that role: everything. Who wrote to a shielded team, and what
    /// about, is left out.
    Beheerder,
}

/// What waits for a person, oldest first.
pub async fn lijst(tx: &mut Tx, kijker: Kijker<'_>, page: Page) -> Result<Paged<Apart>> {
    let rijen = match kijker {
        Kijker::Beheerder => {
            let rijen = store::apart(tx, true, "", false, page).await?;
            let zonder = |(a, afgeschermd): (Apart, bool)| match afgeschermd {
                true => Apart { afzender: String::new(), onderwerp: String::new(), ..a },
                false => a,
            };
            rijen.into_iter().map(zonder).collect()
        }
        Kijker::Medewerker(wie) => {
            wie.id()?;
            let rijen = store::apart(tx, false, &wie.team, wie.verdeelpunt, page).await?;
            rijen.into_iter().map(|(a, _)| a).collect()
        }
    };
    Ok(Paged::from_rows(rijen, page))
}

/// What can be read of one item, before deciding.
#[derive(Debug, Clone)]
pub struct Inhoud {
    /// When we took it in.
    pub ontvangen_op: Time,
    /// Who sent it, by claim; may be empty.
    pub afzender: String,
    /// Subject; may be empty.
    pub onderwerp: String,
    /// Text, as much as could be read.
    pub tekst: String,
    /// Names of its files, when all of it could be read.
    pub bestanden: Vec<String>,
    /// All of it was read. When not, the rest is in the original only.
    pub geheel: bool,
}

/// Reads one item that waits. An item of somebody else's team does not exist.
pub async fn inhoud(g: &Gemeente, wie: &Wie, id: Uuid) -> Result<Inhoud> {
    let inr = beheer::inrichting(g).await?;
    let mut tx = g.db().read().await?;
    let stuk = van(&mut tx, &inr, wie, id).await;
    tx.rollback().await;
    let stuk = stuk?;
    let Rescued { mail, whole } = gered(g, &stuk).await?;
    let kop = Kop::van(&mail);
    Ok(Inhoud {
        ontvangen_op: stuk.ontvangen_op,
        afzender: kop.afzender,
        onderwerp: kop.onderwerp,
        bestanden: mail.attachments.iter().map(|a| a.name.clone()).collect(),
        tekst: mail.text,
        geheel: whole,
    })
}

/// Makes it a question after all: one contact, one question, one owner by the usual rules, received when the
/// mail was received. Errors: `al-afgehandeld` when somebody was first.
pub async fn maak_vraag(g: &Gemeente, wie: &Wie, id: Uuid) -> Result<Vraag> {
    let door = wie.id()?;
    let inr = beheer::inrichting(g).await?;
    let mut tx = g.db().read().await?;
    let stuk = wacht(&mut tx, &inr, wie, id).await;
    tx.rollback().await;
    let stuk = stuk?;
    // Files are stored before the transaction begins.
    let Rescued { mail, .. } = gered(g, &stuk).await?;
    let bijlagen = bewaar_bijlagen(g, &mail).await?;
    let mut tx = g.db().begin().await?;
    tx.lock("inkomend", id).await?;
    let stuk = wacht(&mut tx, &inr, wie, id).await?;
    for bijlage in &bijlagen {
        tx.blob_row(&bijlage.hash, bijlage.grootte).await?;
    }
    let kop = Kop::van(&mail);
    let bron = Bron { g, inr: &inr, id, hash: &stuk.hash, team: &stuk.team, kop: &kop };
    let mut aanname = aanname(&mut tx, &bron, &mail, bijlagen).await?;
    aanname.ontvangen_op = Some(stuk.ontvangen_op);
    let ontvangst = vragen::accept::accept(&mut tx, &inr, wie, aanname).await?;
    let vraag = ontvangst.vraag;
    onthoud(&mut tx, &mail, vraag.id).await?;
    let reden = "Door een medewerker.";
    store::ended(&mut tx, id, Uitkomst::Contact, Some(vraag.id.uuid()), Some(ontvangst.contact), reden)
        .await?;
    store::afgehandeld(&mut tx, id, door, "").await?;
    tx.emit(
        Event::new("inkomend.vraag-gemaakt", wie.actor.clone())
            .object("inkomend", id, "onderwerp")
            .object("vraag", vraag.id, "vraag")
            .object("klantcontact", ontvangst.contact, "contact"),
    );
    tx.commit().await?;
    Ok(vraag)
}

/// Sets it aside: it needs no answer. Why is kept with it, not in the journal. Errors: `al-afgehandeld` when
/// somebody was first.
pub async fn leg_terzijde(tx: &mut Tx, inr: &Inrichting, wie: &Wie, id: Uuid, reden: &str) -> Result<()> {
    let door = wie.id()?;
    let reden = reden.replace('\0', "").trim().to_owned();
    if reden.is_empty() {
        return Err(Error::field("reden", "Schrijf op waarom deze mail geen antwoord nodig heeft."));
    }
    if reden.chars().count() > REDEN_MAX {
        return Err(Error::field(
            "reden",
            format!("Deze tekst is te lang. Gebruik hoogstens {REDEN_MAX} tekens."),
        ));
    }
    tx.lock("inkomend", id).await?;
    wacht(tx, inr, wie, id).await?;
    store::afgehandeld(tx, id, door, &reden).await?;
    tx.emit(Event::new("inkomend.terzijde-gelegd", wie.actor.clone()).object("inkomend", id, "onderwerp"));
    Ok(())
}

/// The item, when it was set apart and this person may deal with it.
async fn van(tx: &mut Tx, inr: &Inrichting, wie: &Wie, id: Uuid) -> Result<Stuk> {
    let stuk = store::stuk(tx, id).await?;
    let afgeschermd = inr.team(&stuk.team).is_none_or(|t| t.afgeschermd);
    if wie.team == stuk.team || (wie.verdeelpunt && !afgeschermd) { Ok(stuk) } else { Err(Error::NotFound) }
}

/// The same, while it still waits.
async fn wacht(tx: &mut Tx, inr: &Inrichting, wie: &Wie, id: Uuid) -> Result<Stuk> {
    let stuk = van(tx, inr, wie, id).await?;
    if stuk.uitkomst == Uitkomst::Quarantaine.text() && stuk.afgehandeld_op.is_none() {
        return Ok(stuk);
    }
    Err(Error::refused("al-afgehandeld", "Een collega heeft deze mail al afgehandeld."))
}

/// Reads the original, beside the threads that serve pages: it may be large.
async fn gered(g: &Gemeente, stuk: &Stuk) -> Result<Rescued> {
    let raw = Arc::new(g.blobs().get(&stuk.hash).await?);
    tokio::task::spawn_blocking(move || rescue(&raw)).await.map_err(Error::internal)
}
