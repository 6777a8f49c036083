// SPDX-License-Identifier: EUPL-1.2
//! What becomes of a message after it was made: sent, refused, bounced, printed.

use kernel::{Actor, Error, Result};
use storage::{Event, Tx};
use uuid::Uuid;
use vragen::VraagId;

use crate::{
    bericht::{Bericht, BerichtToestand},
    store,
};

/// Every kind of event this slice writes.
pub const GEBEURTENISSEN: &[&str] =
    &["bericht.verstuurd", "bericht.mislukt", "bericht.niet-bezorgd", "bericht.geprint"];

/// Reads a message.
pub async fn lees(tx: &mut Tx, id: Uuid) -> Result<Option<Bericht>> {
    store::find(tx, id).await
}

/// Messages of a question, oldest first.
pub async fn van_vraag(tx: &mut Tx, vraag: VraagId) -> Result<Vec<Bericht>> {
    store::van_vraag(tx, vraag).await
}

fn gebeurtenis(kind: &'static str, actor: Actor, b: &Bericht) -> Event {
    Event::new(kind, actor)
        .object("vraag", b.vraag, "onderwerp")
        .object("bericht", b.id, "bericht")
        .data("soort", b.soort.clone())
}

/// The next server took it.
pub(crate) async fn verstuurd(tx: &mut Tx, b: &Bericht) -> Result<()> {
    let nu = tx.now();
    store::zet(tx, b.id, BerichtToestand::Verstuurd, Some(nu), "").await?;
    tx.emit(gebeurtenis("bericht.verstuurd", Actor::regel("mail"), b));
    Ok(())
}

/// It will be tried again.
pub(crate) async fn uitgesteld(tx: &mut Tx, b: &Bericht, waarom: &str) -> Result<()> {
    store::zet(tx, b.id, BerichtToestand::Uitgesteld, None, waarom).await
}

/// Refused for good: the owner of the question gets a task.
pub(crate) async fn mislukt(tx: &mut Tx, b: &Bericht, waarom: &str) -> Result<()> {
    store::zet(tx, b.id, BerichtToestand::Mislukt, None, waarom).await?;
    tx.emit(gebeurtenis("bericht.mislukt", Actor::regel("mail"), b));
    taak(tx, b).await
}

/// It came back (RFC 3464). Returns the question; absent when we never sent such a message.
pub async fn niet_bezorgd(tx: &mut Tx, message_id: &str, waarom: &str) -> Result<Option<VraagId>> {
    let Some(b) = store::op_message_id(tx, message_id).await? else { return Ok(None) };
    // The same bounce may come twice at once: the second waits here and sees what the first did.
    tx.lock("vraag", b.vraag.uuid()).await?;
    let Some(b) = store::op_message_id(tx, message_id).await? else { return Ok(None) };
    if b.toestand != BerichtToestand::NietBezorgd {
        let kort: String = waarom.chars().take(500).collect();
        store::zet(tx, b.id, BerichtToestand::NietBezorgd, None, &kort).await?;
        tx.emit(gebeurtenis("bericht.niet-bezorgd", Actor::regel("mail"), &b));
        taak(tx, &b).await?;
    }
    Ok(Some(b.vraag))
}

/// The owner must reach the resident in another way.
async fn taak(tx: &mut Tx, b: &Bericht) -> Result<()> {
    if b.soort.starts_with("intern-") {
        return Ok(());
    }
    vragen::taak::voor_eigenaar(
        tx,
        b.vraag,
        "bericht-niet-bezorgd",
        "Ons bericht kwam niet aan. Bel de inwoner, of stuur een brief.",
    )
    .await
}

/// Somebody printed the letter.
pub async fn geprint(tx: &mut Tx, actor: &Actor, b: &Bericht) -> Result<()> {
    if b.toestand != BerichtToestand::TePrinten {
        return Err(Error::refused("al-geprint", "Deze brief is al geprint."));
    }
    let nu = tx.now();
    store::zet(tx, b.id, BerichtToestand::Geprint, Some(nu), "").await?;
    tx.emit(gebeurtenis("bericht.geprint", actor.clone(), b));
    Ok(())
}
