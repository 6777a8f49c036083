// SPDX-License-Identifier: EUPL-1.2
//! A mail becomes exactly one contact, delivery event or quarantined item. The raw original is stored and synced
//! first; the row is committed before the mail is marked on the server.

use beheer::Inrichting;
use data_encoding::HEXLOWER;
use kernel::{Error, Result, file_type};
use storage::Tx;
use uuid::Uuid;
use vragen::{
    Antwoordkanaal, Kanaal, VraagId, Wie,
    accept::{Aanname, TEKST_MAX},
    ask::Aanvulling,
    bijlage::{NieuweBijlage, Scan},
};
use web::Gemeente;

use crate::{
    mail::{
        Address, AutoKind, Delivery, InboundMail, Incoming, classify, file_hash, fold,
        guard::may_answer,
        imap::{Cursor, Disposition, Fetched, Sink},
        thread::{Evidence, Hit, Place, place},
    },
    store,
};

/// Takes mail in for one municipality.
#[derive(Debug, Clone)]
pub struct Brievenbus {
    /// The municipality.
    pub g: Gemeente,
}

impl Sink for Brievenbus {
    async fn cursor(&self, postvak: &str, folder: &str) -> Result<Option<Cursor>> {
        let mut tx = self.g.db().read().await?;
        let cursor = store::cursor(&mut tx, postvak, folder).await;
        tx.rollback().await;
        cursor
    }

    async fn begin(&self, postvak: &str, folder: &str, cursor: Cursor) -> Result<()> {
        let mut tx = self.g.db().begin().await?;
        store::set_cursor(&mut tx, postvak, folder, cursor).await?;
        tx.commit().await
    }

    async fn accept(&self, mail: Fetched) -> Result<Disposition> {
        let hash = self.g.blobs().put(mail.raw.clone()).await?.to_string();
        let inhoud_hash = HEXLOWER.encode(&file_hash::content(&mail.raw));
        let incoming = match mail.cut_from {
            Some(bytes) => Err(format!("De mail is te groot om te lezen: {bytes} bytes.")),
            None => Ok(classify(&mail.raw)),
        };
        let bijlagen = match &incoming {
            Ok(Incoming::Contact(mail)) => self.bewaar_bijlagen(mail).await?,
            _ => Vec::new(),
        };
        let inr = beheer::inrichting(&self.g).await?;
        let team = team_van(&inr, &mail.postvak);
        let mut tx = self.g.db().begin().await?;
        tx.blob_row(&hash, i64::try_from(mail.raw.len()).unwrap_or(i64::MAX)).await?;
        let wat =
            store::Inkomend { postvak: &mail.postvak, hash: &hash, inhoud_hash: &inhoud_hash, team: &team };
        let nieuw = store::insert(&mut tx, &wat).await?;
        if let Some(id) = nieuw {
            let bron = Bron { g: &self.g, inr: &inr, id, hash: &hash, team: &team };
            verwerk(&mut tx, &bron, incoming, bijlagen).await?;
        }
        store::move_cursor(&mut tx, &mail.postvak, &mail.folder, mail.cursor()).await?;
        tx.commit().await?;
        Ok(if nieuw.is_some() { Disposition::Kept } else { Disposition::Known })
    }

    async fn set_apart(&self, mail: Fetched, why: &str) -> Result<()> {
        let hash = self.g.blobs().put(mail.raw.clone()).await?.to_string();
        let inr = beheer::inrichting(&self.g).await?;
        let team = team_van(&inr, &mail.postvak);
        let mut tx = self.g.db().begin().await?;
        tx.blob_row(&hash, i64::try_from(mail.raw.len()).unwrap_or(i64::MAX)).await?;
        let wat = store::Inkomend { postvak: &mail.postvak, hash: &hash, inhoud_hash: &hash, team: &team };
        if let Some(id) = store::insert(&mut tx, &wat).await? {
            store::ended(&mut tx, id, "quarantaine", None, None, why).await?;
        }
        store::move_cursor(&mut tx, &mail.postvak, &mail.folder, mail.cursor()).await?;
        tx.commit().await
    }
}

impl Brievenbus {
    /// Stores the files of a mail that we accept; the others stay in the original.
    async fn bewaar_bijlagen(&self, mail: &InboundMail) -> Result<Vec<NieuweBijlage>> {
        let scan = if self.g.config().scan == web::Scan::Off { Scan::Uit } else { Scan::Wacht };
        let mut bijlagen = Vec::new();
        for file in mail.attachments.iter().take(file_type::MAX_FILES) {
            let Ok(soort) = file_type::recognise(&file.name, &file.bytes) else { continue };
            bijlagen.push(NieuweBijlage {
                naam: file.name.clone(),
                media_type: soort.text().to_owned(),
                grootte: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
                hash: self.g.blobs().put(file.bytes.clone()).await?.to_string(),
                scan,
            });
        }
        Ok(bijlagen)
    }
}

/// What every step of one mail needs.
struct Bron<'a> {
    g: &'a Gemeente,
    inr: &'a Inrichting,
    id: Uuid,
    hash: &'a str,
    team: &'a str,
}

fn team_van(inr: &Inrichting, postvak: &str) -> String {
    let postvak = inr.postvakken.iter().find(|p| p.id == postvak);
    postvak.map_or_else(|| inr.verdeelpunt().id.clone(), |p| p.team.clone())
}

async fn verwerk(
    tx: &mut Tx,
    b: &Bron<'_>,
    incoming: Result<Incoming, String>,
    bijlagen: Vec<NieuweBijlage>,
) -> Result<()> {
    match incoming {
        Err(waarom) => store::ended(tx, b.id, "quarantaine", None, None, &waarom).await,
        Ok(Incoming::Quarantine(waarom)) => {
            store::ended(tx, b.id, "quarantaine", None, None, waarom.text()).await
        }
        Ok(Incoming::Delivery { mail, reports }) => bezorging(tx, b, &mail, &reports).await,
        Ok(Incoming::Contact(mail)) => contact(tx, b, &mail, bijlagen).await,
    }
}

/// A report about a mail of ours. One about a mail we never sent is for the mailbox's owner.
async fn bezorging(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail, reports: &[Delivery]) -> Result<()> {
    let sleutel = b.g.keys().purpose("mail-token");
    let mut van_ons = None;
    for report in reports {
        let Some(message_id) = &report.original_message_id else { continue };
        let token = berichten::token::candidate(message_id);
        let vraag = token.and_then(|t| berichten::token::resolve(&sleutel, &t));
        if report.permanent {
            van_ons = berichten::niet_bezorgd(tx, message_id, &report.diagnostic)
                .await?
                .map(VraagId::uuid)
                .or(van_ons);
        }
        van_ons = van_ons.or(vraag);
    }
    let van_token = || mail.tokens.iter().find_map(|t| berichten::token::resolve(&sleutel, t));
    if let Some(vraag) = van_ons.or_else(van_token) {
        return store::ended(tx, b.id, "bezorging", Some(vraag), None, "Bericht van een mailserver.").await;
    }
    let reden = "Een mailserver meldt iets over een bericht dat wij niet kennen.";
    store::ended(tx, b.id, "quarantaine", None, None, reden).await
}

/// Somebody wrote: with its question, or a question of its own.
async fn contact(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail, bijlagen: Vec<NieuweBijlage>) -> Result<()> {
    let sleutel = b.g.keys().purpose("mail-token");
    if let Some(vraag) = mail.own_token.as_deref().and_then(|t| berichten::token::resolve(&sleutel, t)) {
        return store::ended(tx, b.id, "genegeerd", Some(vraag), None, "Een kopie van onze eigen mail.")
            .await;
    }
    let Some(afzender) = mail.sender() else {
        return store::ended(tx, b.id, "quarantaine", None, None, "De mail heeft geen afzender.").await;
    };
    for bijlage in &bijlagen {
        tx.blob_row(&bijlage.hash, bijlage.grootte).await?;
    }
    let (vraag, contact, reden) = match place(&bewijs(tx, b, mail, &afzender).await?) {
        Place::With { vraag, because } => {
            if mail.auto == AutoKind::Replied {
                let reden = "Een automatisch antwoord op ons bericht.";
                return store::ended(tx, b.id, "bezorging", Some(vraag), None, reden).await;
            }
            let aanvulling = Aanvulling {
                kanaal: Kanaal::Email,
                tekst: nieuwste(mail),
                bijlagen,
                origineel: b.hash.to_owned(),
            };
            let (v, contact) =
                vragen::ask::supplement(tx, b.inr, &Wie::inwoner(), vraag.into(), aanvulling).await?;
            (v.id, contact, because.rule().to_owned())
        }
        Place::New { perhaps } => {
            let aanname = aanname(tx, b, mail, &afzender, bijlagen).await?;
            let ontvangst = vragen::accept::accept(tx, b.inr, &Wie::inwoner(), aanname).await?;
            let reden = perhaps.first().map_or_else(String::new, |v| format!("hoort misschien bij {v}"));
            (ontvangst.vraag.id, ontvangst.contact, reden)
        }
    };
    for message_id in mail.message_id.iter().chain(&mail.references) {
        store::remember(tx, message_id, vraag.uuid()).await?;
    }
    store::ended(tx, b.id, "contact", Some(vraag.uuid()), Some(contact), &reden).await
}

/// A new question from a mail.
async fn aanname(
    tx: &mut Tx,
    b: &Bron<'_>,
    mail: &InboundMail,
    afzender: &Address,
    bijlagen: Vec<NieuweBijlage>,
) -> Result<Aanname> {
    let tekst = tekst_van(mail);
    let antwoord_naar = mail.answer_to().unwrap_or_else(|| afzender.clone());
    let geldig = kernel::Email::try_from(antwoord_naar.email.as_str()).is_ok();
    let antwoord = if geldig { Antwoordkanaal::Email } else { Antwoordkanaal::Geen };
    let mut a = Aanname::new(Kanaal::Email, tekst, antwoord);
    a.titel = Some(mail.subject.clone()).filter(|s| !s.trim().is_empty());
    a.postvak_team = Some(b.team.to_owned());
    a.indiener.naam = afzender.name.chars().take(vragen::indiener::NAAM_MAX).collect();
    if geldig {
        a.indiener.email = antwoord_naar.email.clone();
    }
    a.bijlagen = bijlagen.into_iter().take(vragen::accept::BIJLAGEN_MAX).collect();
    b.hash.clone_into(&mut a.origineel);
    let eigen: Vec<String> = b
        .inr
        .postvakken
        .iter()
        .filter_map(|p| p.adres.rsplit_once('@'))
        .map(|(_, d)| d.to_lowercase())
        .collect();
    let adres_hash = b.g.keys().blind_index("autoantwoord", &antwoord_naar.folded());
    let laatst = store::last_auto(tx, &adres_hash).await?;
    match may_answer(mail, &eigen, laatst, tx.now()) {
        Ok(_) if geldig => store::note_auto(tx, &adres_hash).await?,
        _ => a.stil = true,
    }
    Ok(a)
}

/// What is known of the thread this mail belongs to.
async fn bewijs(tx: &mut Tx, b: &Bron<'_>, mail: &InboundMail, afzender: &Address) -> Result<Evidence> {
    let sleutel = b.g.keys().purpose("mail-token");
    let afzender = kernel::text::fold(&afzender.email);
    let mut evidence = Evidence::default();
    for token in &mail.tokens {
        if let Some(vraag) = berichten::token::resolve(&sleutel, token) {
            let bestaat = vragen::dossier::vraag(tx, &Wie::regel("mail"), vraag.into()).await;
            match bestaat {
                Ok(_) => evidence.tokens.push(vraag),
                Err(Error::NotFound) => {}
                Err(fout) => return Err(fout),
            }
        }
    }
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
    begrensd(match (tekst.is_empty(), mail.subject.trim().is_empty()) {
        (false, _) => tekst,
        (true, false) => mail.subject.trim(),
        (true, true) => "(mail zonder tekst)",
    })
}

fn begrensd(tekst: &str) -> String {
    let tekst: String = tekst.chars().take(TEKST_MAX).collect();
    if tekst.trim().is_empty() { "(mail zonder tekst)".to_owned() } else { tekst }
}
