// SPDX-License-Identifier: EUPL-1.2
//! What becomes of a message after it was made: sent, refused, bounced, printed.

use kernel::{Actor, Error, Result};
use storage::{Event, Tx};
use uuid::Uuid;
use vragen::VraagId;

use crate::{
    bericht::{Bericht, BerichtToestand, Weg},
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

/// The next server took it. A report that it came back may be here before we hear that it was taken: that stands.
pub(crate) async fn verstuurd(tx: &mut Tx, b: &Bericht) -> Result<()> {
    tx.lock("vraag", b.vraag.uuid()).await?;
    let nu = tx.now();
    let kwam_terug = store::find(tx, b.id).await?.filter(|b| b.toestand == BerichtToestand::NietBezorgd);
    let (toestand, fout) = kwam_terug
        .map_or((BerichtToestand::Verstuurd, String::new()), |b| (BerichtToestand::NietBezorgd, b.fout));
    store::zet(tx, b.id, toestand, Some(nu), &fout).await?;
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

/// What a mail system tells about a mail of ours, for one recipient.
#[derive(Debug, Clone, Copy)]
pub struct Melding<'a> {
    /// Message-ID of that mail, when the report tells.
    pub message_id: Option<&'a str>,
    /// Question whose token the report was sent to: it is about a mail of that question.
    pub vraag: Option<VraagId>,
    /// Recipient, when the report tells.
    pub aan: Option<&'a str>,
    /// What the other system said.
    pub waarom: &'a str,
    /// It will not arrive any more.
    pub voorgoed: bool,
}

/// Takes in a report (RFC 3464). Returns the question; absent when we never sent such a message.
pub async fn gemeld(tx: &mut Tx, m: &Melding<'_>) -> Result<Option<VraagId>> {
    let Some(b) = gemeld_bericht(tx, m).await? else { return Ok(None) };
    if m.voorgoed { kwam_terug(tx, b.id, m.waarom).await } else { Ok(Some(b.vraag)) }
}

/// The mail with this Message-ID came back. Returns the question; absent when we never sent such a message.
pub async fn niet_bezorgd(tx: &mut Tx, message_id: &str, waarom: &str) -> Result<Option<VraagId>> {
    let m = Melding { message_id: Some(message_id), vraag: None, aan: None, waarom, voorgoed: true };
    gemeld(tx, &m).await
}

/// The message it is about. Many systems leave the original out: then it is the last mail of the question, to
/// that recipient when there is one.
async fn gemeld_bericht(tx: &mut Tx, m: &Melding<'_>) -> Result<Option<Bericht>> {
    if let Some(message_id) = m.message_id
        && let Some(b) = store::op_message_id(tx, message_id).await?
    {
        return Ok(Some(b));
    }
    let Some(vraag) = m.vraag else { return Ok(None) };
    let weg = |b: &Bericht| b.weg == Weg::Email && !b.soort.starts_with("intern-");
    let mut gegaan: Vec<Bericht> = store::van_vraag(tx, vraag).await?.into_iter().filter(weg).collect();
    let aan = m.aan.map(kernel::text::fold);
    let raak = gegaan.iter().rposition(|b| aan.as_deref() == Some(kernel::text::fold(&b.aan).as_str()));
    Ok(raak.map(|n| gegaan.swap_remove(n)).or_else(|| gegaan.pop()))
}

/// Reads the message that went out under this Message-ID.
pub async fn op_message_id(tx: &mut Tx, message_id: &str) -> Result<Option<Bericht>> {
    store::op_message_id(tx, message_id).await
}

/// It came back.
async fn kwam_terug(tx: &mut Tx, id: Uuid, waarom: &str) -> Result<Option<VraagId>> {
    let Some(b) = store::find(tx, id).await? else { return Ok(None) };
    // The same bounce may come twice at once: the second waits here and sees what the first did.
    tx.lock("vraag", b.vraag.uuid()).await?;
    let Some(b) = store::find(tx, id).await? else { return Ok(None) };
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
        "Ons bericht kwam niet aan. Bel de bewoner, of stuur een brief.",
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
