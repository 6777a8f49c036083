// SPDX-License-Identifier: EUPL-1.2
//! A mail becomes exactly one contact, delivery event or item that waits for a person.

use beheer::Inrichting;
use kernel::{Actor, Error, Result};
use storage::{Event, Tx};
use uuid::Uuid;
use vragen::{
    Antwoordkanaal, Kanaal, VraagId, Wie,
    accept::{Aanname, TEKST_MAX},
    ask::Aanvulling,
    bijlage::NieuweBijlage,
};
use web::Gemeente;

use crate::{
    mail::{
        Address, AutoKind, Delivery, InboundMail, Incoming, fold,
        guard::may_answer,
        thread::{Evidence, Hit, Place, place},
    },
    store::{self, Uitkomst},
};

/// Stands where the words of the resident would stand.
const ZONDER_TEKST: &str = "(mail zonder tekst)";

/// What every step of one mail needs.
pub(crate) struct Bron<'a> {
    pub(crate) g: &'a Gemeente,
    pub(crate) inr: &'a Inrichting,
    pub(crate) id: Uuid,
    pub(crate) hash: &'a str,
    pub(crate) team: &'a str,
    pub(crate) kop: &'a Kop,
}

/// Who sent it and what about, for the list of what was set apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Kop {
    pub(crate) afzender: String,
    pub(crate) onderwerp: String,
}

impl Kop {
    pub(crate) fn van(mail: &InboundMail) -> Self {
        let afzender = mail.sender().map(|a| match a.name.as_str() {
            "" => a.email.clone(),
            naam => format!("{naam} <{}>", a.email),
        });
        Self { afzender: afzender.unwrap_or_default(), onderwerp: mail.subject.clone() }
    }
}

pub(crate) async fn verwerk(
    tx: &mut Tx,
    b: &Bron<'_>,
    incoming: Result<Incoming, String>,
    bijlagen: Vec<NieuweBijlage>,
) -> Result<()> {
    match incoming {
        Err(waarom) => apart_zetten(tx, b.id, b.kop, &waarom).await,
        Ok(Incoming::Quarantine(waarom)) => apart_zetten(tx, b.id, b.kop, waarom.text()).await,
        Ok(Incoming::Delivery { mail, reports }) => bezorging(tx, b, &mail, &reports).await,
        Ok(Incoming::Contact(mail)) => contact(tx, b, &mail, bijlagen).await,
    }
}

/// It waits for a person of the team of the mailbox.
pub(crate) async fn apart_zetten(tx: &mut Tx, id: Uuid, kop: &Kop, waarom: &str) -> Result<()> {
    store::set_apart(tx, id, &kop.afzender, &kop.onderwerp, waarom).await?;
    tx.emit(Event::new("inkomend.apart-gezet", Actor::regel("mail")).object("inkomend", id, "onderwerp"));
    Ok(())
}

/// A report about a mail of ours. One about a mail we never sent is for the mailbox's owner.
async fn bezorging(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail, reports: &[Delivery]) -> Result<()> {
    let van_token = vraag_van(tx, b, mail.tokens.iter().map(String::as_str)).await?;
    let mut van_ons = None;
    for report in reports {
        let melding = berichten::Melding {
            message_id: report.original_message_id.as_deref(),
            vraag: van_token.map(VraagId::from),
            aan: report.recipient.as_deref(),
            waarom: &report.diagnostic,
            voorgoed: report.permanent,
        };
        van_ons = berichten::gemeld(tx, &melding).await?.or(van_ons);
    }
    if let Some(vraag) = van_ons {
        let reden = "Bericht van een mailserver.";
        return store::ended(tx, b.id, Uitkomst::Bezorging, Some(vraag.uuid()), None, reden).await;
    }
    let reden = "Een mailserver meldt iets over een bericht dat wij niet kennen.";
    apart_zetten(tx, b.id, b.kop, reden).await
}

/// Somebody wrote: with its question, or a question of its own.
async fn contact(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail, bijlagen: Vec<NieuweBijlage>) -> Result<()> {
    if is_van_ons(tx, b, mail).await? {
        let vraag = vraag_van(tx, b, mail.own_token.as_deref().into_iter()).await?;
        let reden = "Een kopie van onze eigen mail.";
        return store::ended(tx, b.id, Uitkomst::Genegeerd, vraag, None, reden).await;
    }
    let Some(afzender) = mail.sender() else {
        return apart_zetten(tx, b.id, b.kop, "De mail heeft geen afzender.").await;
    };
    for bijlage in &bijlagen {
        tx.blob_row(&bijlage.hash, bijlage.grootte).await?;
    }
    let (vraag, contact, reden) = match place(&bewijs(tx, b, mail, &afzender).await?) {
        Place::With { vraag, because } => {
            if mail.auto == AutoKind::Replied {
                let reden = "Een automatisch antwoord op ons bericht.";
                return store::ended(tx, b.id, Uitkomst::Bezorging, Some(vraag), None, reden).await;
            }
            let aanvulling = Aanvulling {
                kanaal: Kanaal::Email,
                tekst: nieuwste(mail),
                bijlagen,
                origineel: b.hash.to_owned(),
            };
            let (wie, id) = (Wie::inwoner(), vraag.into());
            let (v, contact) = if mail.auto == AutoKind::None {
                vragen::ask::supplement(tx, b.inr, &wie, id, aanvulling).await?
            } else {
                vragen::ask::supplement_silently(tx, b.inr, &wie, id, aanvulling).await?
            };
            (v.id, contact, because.rule().to_owned())
        }
        Place::New { perhaps } => {
            let aanname = aanname(tx, b, mail, bijlagen).await?;
            let ontvangst = vragen::accept::accept(tx, b.inr, &Wie::inwoner(), aanname).await?;
            (ontvangst.vraag.id, ontvangst.contact, misschien(tx, b, perhaps).await?)
        }
    };
    onthoud(tx, mail, vraag).await?;
    store::ended(tx, b.id, Uitkomst::Contact, Some(vraag.uuid()), Some(contact), &reden).await
}

/// Stands before the numbers of questions that a mail may belong to.
const MISSCHIEN: &str = "Hoort misschien bij ";

/// The numbers of the questions that this mail names although its sender asked none of them. For the owner of the
/// question it became: the sender learns nothing of them.
pub async fn misschien_bij(tx: &mut Tx, hash: &str, vraag: Uuid) -> Result<Vec<String>> {
    let reden = store::reden(tx, hash, vraag).await?.unwrap_or_default();
    let nummers = reden.strip_prefix(MISSCHIEN).unwrap_or_default().trim_end_matches('.');
    Ok(nummers.split(" of ").filter(|n| !n.is_empty()).map(str::to_owned).collect())
}

/// The questions it may belong to, by number. The sender learns nothing of them.
async fn misschien(tx: &mut Tx, b: &Bron<'_>, perhaps: Vec<Uuid>) -> Result<String> {
    let mut nummers = Vec::new();
    for vraag in perhaps.into_iter().take(3) {
        let v = vragen::dossier::vraag(tx, &Wie::regel("mail"), vraag.into()).await?;
        nummers.push(kernel::nummer::format(b.inr.voorvoegsel(), v.jaar(), v.volgnummer));
    }
    Ok(if nummers.is_empty() { String::new() } else { format!("{MISSCHIEN}{}.", nummers.join(" of ")) })
}

/// Remembers the thread: the mail itself, and every mail it refers to, also those that never reached us.
pub(crate) async fn onthoud(tx: &mut Tx, mail: &InboundMail, vraag: VraagId) -> Result<()> {
    for message_id in &mail.references {
        store::remember(tx, message_id, vraag.uuid(), false).await?;
    }
    if let Some(message_id) = &mail.message_id {
        store::remember(tx, message_id, vraag.uuid(), true).await?;
    }
    Ok(())
}

/// A new question from a mail.
pub(crate) async fn aanname(
    tx: &mut Tx,
    b: &Bron<'_>,
    mail: &InboundMail,
    bijlagen: Vec<NieuweBijlage>,
) -> Result<Aanname> {
    let afzender = mail.sender();
    let antwoord_naar = mail.answer_to().filter(|a| kernel::Email::try_from(a.email.as_str()).is_ok());
    let antwoord = if antwoord_naar.is_some() { Antwoordkanaal::Email } else { Antwoordkanaal::Geen };
    let mut a = Aanname::new(Kanaal::Email, tekst_van(mail), antwoord);
    a.titel = Some(mail.subject.clone()).filter(|s| !s.trim().is_empty());
    a.postvak_team = Some(b.team.to_owned());
    let naam = afzender.map(|a| a.name).unwrap_or_default();
    a.indiener.naam = naam.chars().take(vragen::indiener::NAAM_MAX).collect();
    a.bijlagen = bijlagen.into_iter().take(vragen::accept::BIJLAGEN_MAX).collect();
    b.hash.clone_into(&mut a.origineel);
    a.stil = true;
    if let Some(naar) = antwoord_naar {
        let adres_hash = b.g.keys().blind_index("autoantwoord", &naar.folded());
        let laatst = store::last_auto(tx, &adres_hash).await?;
        if may_answer(mail, &eigen_domeinen(b.inr), laatst, tx.now()).is_ok() {
            store::note_auto(tx, &adres_hash).await?;
            a.stil = false;
        }
        a.indiener.email = naar.email;
    }
    Ok(a)
}

fn eigen_domeinen(inr: &Inrichting) -> Vec<String> {
    let adressen = inr.postvakken.iter().filter_map(|p| p.adres.rsplit_once('@'));
    adressen.map(|(_, d)| d.to_lowercase()).collect()
}

/// A mail of ours that came back as a copy: by a rule, or because the folder of sent mail is watched too. Its
/// Message-ID carries our seal; and it comes from us, or says what we said. A seal alone is not enough: who
/// sends our mail on with other words writes to us, and must be read.
async fn is_van_ons(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail) -> Result<bool> {
    let sleutel = b.g.keys().purpose("mail-token");
    let verzegeld = mail.own_token.as_deref().and_then(|t| berichten::token::resolve(&sleutel, t)).is_some();
    let Some(message_id) = mail.message_id.as_deref().filter(|_| verzegeld) else { return Ok(false) };
    let eigen = eigen_domeinen(b.inr);
    if mail.from.as_ref().is_some_and(|f| eigen.iter().any(|d| d == f.domain())) {
        return Ok(true);
    }
    let woorden = |tekst: &str| tekst.split_whitespace().collect::<Vec<_>>().join(" ");
    let bericht = berichten::op_message_id(tx, message_id).await?;
    Ok(bericht.is_some_and(|b| woorden(&mail.text).starts_with(&woorden(&b.tekst))))
}

/// The first question that one of these tokens belongs to and that is there. After a restore of an old backup a
/// token may be ours and its question gone.
async fn vraag_van(tx: &mut Tx, b: &Bron<'_>, tokens: impl Iterator<Item = &str>) -> Result<Option<Uuid>> {
    Ok(vragen_van(tx, b, tokens).await?.first().copied())
}

async fn vragen_van(tx: &mut Tx, b: &Bron<'_>, tokens: impl Iterator<Item = &str>) -> Result<Vec<Uuid>> {
    let sleutel = b.g.keys().purpose("mail-token");
    let mut gevonden = Vec::new();
    for vraag in tokens.filter_map(|t| berichten::token::resolve(&sleutel, t)) {
        match vragen::dossier::vraag(tx, &Wie::regel("mail"), vraag.into()).await {
            Ok(_) => gevonden.push(vraag),
            Err(Error::NotFound) => {}
            Err(fout) => return Err(fout),
        }
    }
    Ok(gevonden)
}

/// What is known of the thread this mail belongs to.
async fn bewijs(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail, afzender: &Address) -> Result<Evidence> {
    let afzender = kernel::text::fold(&afzender.email);
    let tokens = vragen_van(tx, b, mail.tokens.iter().chain(&mail.own_token).map(String::as_str)).await?;
    let mut evidence = Evidence { tokens, ..Evidence::default() };
    for message_id in mail.references.iter().rev().take(20) {
        evidence.references.extend(store::by_reference(tx, message_id, &afzender).await?);
    }
    for woord in mail.subject.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter(|w| w.len() >= 8)
    {
        if let Some(v) = vragen::dossier::op_nummer(tx, woord).await? {
            let sender_is_party = store::is_party(tx, v.id.uuid(), &afzender).await?;
            evidence.numbers.push(Hit { vraag: v.id.uuid(), sender_is_party });
        }
    }
    Ok(evidence)
}

/// The newest words of a reply; the whole text when there is nothing above the quoted history.
fn nieuwste(mail: &InboundMail) -> String {
    let vouw = fold::split(&mail.text);
    let nieuw = vouw.newest(&mail.text).trim();
    let tekst = if nieuw.is_empty() { mail.text.trim() } else { nieuw };
    begrensd(if tekst.is_empty() { mail.subject.trim() } else { tekst })
}

/// The text of a new question: never empty, within the limit. The original is kept whole.
fn tekst_van(mail: &InboundMail) -> String {
    let tekst = mail.text.trim();
    begrensd(if tekst.is_empty() { mail.subject.trim() } else { tekst })
}

fn begrensd(tekst: &str) -> String {
    let tekst: String = tekst.chars().take(TEKST_MAX).collect();
    if tekst.trim().is_empty() { ZONDER_TEKST.to_owned() } else { tekst }
}
