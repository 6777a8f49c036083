// SPDX-License-Identifier: EUPL-1.2
//! Make the message that a use case owes: choose the way, fill the text, put it in the outbox. Pure but for
//! reading the question.

use beheer::Inrichting;
use kernel::{Result, Time, dutch};
use storage::{NewJob, Tx};
use uuid::Uuid;
use vragen::{Antwoordkanaal, Indiener, Klok, Soort, Vraag, VraagId, Wie, dossier};
use web::{Gemeente, Lang};

use crate::{
    bericht::{Bericht, Weg, eerste_toestand},
    draad::{self, Draad},
    store,
};

/// What a message is made from.
#[derive(Debug, Clone)]
pub struct Stof {
    /// The question.
    pub vraag: Vraag,
    /// Who asked.
    pub indiener: Indiener,
    /// What the resident wrote first, without a BSN.
    pub eerste_tekst: String,
    /// The contact that the message carries.
    pub contact: Option<dossier::Klantcontact>,
}

/// Extra facts of one kind of message.
#[derive(Debug, Default)]
pub(crate) struct Extra {
    pub(crate) reden: String,
    pub(crate) oud: Option<Time>,
    /// The status page only.
    pub(crate) stil: bool,
    /// Mail addresses of colleagues; then it is an internal message.
    pub(crate) collegas: Vec<String>,
}

/// Reads what a message about this question needs.
pub(crate) async fn stof(tx: &mut Tx, id: VraagId, contact: Option<Uuid>) -> Result<Stof> {
    let vraag = dossier::vraag(tx, &Wie::regel("berichten"), id).await?;
    let contacten = dossier::contacten(tx, id).await?;
    let eerste_tekst = contacten.first().map_or_else(String::new, |c| kernel::text::without_bsn(&c.inhoud));
    let contact = match contact {
        Some(contact) => dossier::contact(tx, id, contact).await?,
        None => None,
    };
    Ok(Stof { indiener: dossier::indiener(tx, id).await?, vraag, eerste_tekst, contact })
}

/// The way a message goes: what the resident chose, else mail when we have an address, else the status page.
pub(crate) fn weg(v: &Vraag, i: &Indiener) -> (Weg, String) {
    match v.antwoordkanaal {
        Antwoordkanaal::Brief if !i.adres.is_empty() => (Weg::Brief, i.adres.clone()),
        _ if !i.email.is_empty() => (Weg::Email, i.email.clone()),
        _ => (Weg::Status, String::new()),
    }
}

/// Key of the texts for a confirmation: by law, to call, for who needs no answer, or plain.
fn bevestiging(v: &Vraag, i: &Indiener) -> &'static str {
    let bellen = v.antwoordkanaal == Antwoordkanaal::Telefoon || v.soort == Soort::Terugbelverzoek;
    if v.belofte.klok == Klok::Wettelijk {
        "ontvangst-wettelijk"
    } else if bellen && !i.telefoon.is_empty() {
        "ontvangst-bellen"
    } else if v.antwoordkanaal == Antwoordkanaal::Geen {
        "ontvangst-geen"
    } else {
        "ontvangstbevestiging"
    }
}

/// Key of the texts. What is shielded is not told by mail: it is read with number and code.
fn tekstsleutel<'a>(soort: &'a str, s: &Stof, besloten: bool) -> &'a str {
    match soort {
        "ontvangstbevestiging" => bevestiging(&s.vraag, &s.indiener),
        "antwoord" if besloten => "gevoelig",
        "wij-missen-iets" if besloten => "gevoelig-vraag",
        anders => anders,
    }
}

/// Stands in a mail where the resident's own words would stand, when they are shielded.
const NIET_HERHAALD: &str = "(Om uw privacy te beschermen herhalen wij uw tekst niet in deze mail.)";

/// Fills subject and text of a message of this kind.
pub(crate) fn vul(g: &Gemeente, inr: &Inrichting, soort: &str, s: &Stof, e: &Extra) -> (String, String) {
    let v = &s.vraag;
    let besloten = v.afgeschermd && e.collegas.is_empty() && !e.stil && weg(v, &s.indiener).0 == Weg::Email;
    let sleutel = tekstsleutel(soort, s, besloten);
    let nummer = kernel::nummer::format(inr.voorvoegsel(), v.jaar(), v.volgnummer);
    let volgcode = kernel::volgcode::derive(&g.keys().purpose("volgcode"), v.id.uuid());
    let aanhef =
        if s.indiener.naam.is_empty() { "heer, mevrouw".to_owned() } else { s.indiener.naam.clone() };
    let team = format!("Het team {}", inr.team_naam(&v.eigenaar.team));
    let wie = v.eigenaar.medewerker.map_or_else(|| team.clone(), |m| inr.medewerker_naam(m).to_owned());
    let telefoon =
        kernel::Telefoon::try_from(s.indiener.telefoon.as_str()).map(|t| t.masked()).unwrap_or_default();
    let basis = &g.config().public_url;
    let waarden: Vec<(&str, String)> = vec![
        ("aanhef", aanhef),
        ("dag", dutch::date_long(v.belofte.uiterlijk)),
        ("datum", dutch::datetime_long(v.belofte.uiterlijk)),
        ("ontvangen", dutch::datetime_long(v.ontvangen_op)),
        ("beantwoord", v.beantwoord_op.map(dutch::date_long).unwrap_or_default()),
        ("oud", e.oud.map(dutch::date_long).unwrap_or_default()),
        ("reden", e.reden.clone()),
        ("team", team),
        ("wie", wie),
        ("soort", v.soort.naam().to_lowercase()),
        ("onderwerp", if besloten { "dit onderwerp".to_owned() } else { onderwerp(inr, v) }),
        ("telefoon", inr.telefoon().to_owned()),
        ("nummer_bellen", telefoon),
        ("link", format!("{basis}/status")),
        ("werk_link", format!("{basis}/werk/vraag/{nummer}")),
        ("reageer", reageer(v, &s.indiener, e).to_owned()),
        ("nummer", nummer.clone()),
        ("volgcode", volgcode),
        ("vraag", if besloten { NIET_HERHAALD.to_owned() } else { s.eerste_tekst.clone() }),
        ("antwoord", s.contact.as_ref().map(|c| kernel::text::without_bsn(&c.inhoud)).unwrap_or_default()),
    ];
    let args: Vec<_> = waarden.iter().map(|(k, w)| (*k, w.as_str().into())).collect();
    let haal = |deel: &str| g.texts().get(Lang::Nl, &format!("bericht-{sleutel}-{deel}"), &args);
    let groet = g.texts().get(Lang::Nl, "bericht-groet", &[]);
    let afzender = ondertekening(inr, s, soort);
    let tekst = if e.collegas.is_empty() {
        format!("{}\n\n{groet}\n{afzender}\n", haal("tekst"))
    } else {
        haal("tekst")
    };
    (format!("{} ({nummer})", haal("onderwerp").replace(['\r', '\n'], " ")), tekst)
}

/// How one answers a message that came by this way: on paper nobody can press "reply".
fn reageer(v: &Vraag, i: &Indiener, e: &Extra) -> &'static str {
    match weg(v, i).0 {
        Weg::Status => "Reageer op de statuspagina",
        _ if e.stil => "Reageer op de statuspagina",
        Weg::Brief => "Schrijf ons een brief",
        Weg::Email => "Antwoord op dit bericht",
    }
}

/// What it is about, in the middle of a sentence.
fn onderwerp(inr: &Inrichting, v: &Vraag) -> String {
    let gekend = v.onderwerp.as_deref().and_then(|o| inr.onderwerp(o));
    gekend.map_or_else(|| v.titel.clone(), |o| o.naam.to_lowercase())
}

fn ondertekening(inr: &Inrichting, s: &Stof, soort: &str) -> String {
    let gemeente = hoofdletter(inr.naam());
    let schrijver = (soort == "antwoord" || soort == "wij-missen-iets")
        .then(|| s.contact.as_ref().and_then(|c| c.medewerker))
        .flatten();
    match schrijver.and_then(|m| inr.medewerker(m)) {
        Some(m) => format!("{}\n{}, {gemeente}", m.naam, inr.team_naam(&m.team)),
        None => gemeente,
    }
}

pub(crate) fn hoofdletter(tekst: &str) -> String {
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(letters).collect())
}

/// Writes the messages of this kind and puts the mails in the outbox. Written before: nothing happens.
pub(crate) async fn maak(
    tx: &mut Tx,
    g: &Gemeente,
    inr: &Inrichting,
    soort: &str,
    sleutel: &str,
    s: &Stof,
    e: &Extra,
) -> Result<()> {
    let (onderwerp, tekst) = vul(g, inr, soort, s, e);
    let doelen = if e.stil {
        vec![(Weg::Status, String::new())]
    } else if e.collegas.is_empty() {
        vec![weg(&s.vraag, &s.indiener)]
    } else {
        e.collegas.iter().map(|adres| (Weg::Email, adres.clone())).collect()
    };
    let voor_inwoner = !e.stil && e.collegas.is_empty();
    let draad = if voor_inwoner { draad::draad(tx, s.vraag.id).await? } else { Draad::default() };
    for (n, (weg, aan)) in doelen.into_iter().enumerate() {
        let id = tx.new_id();
        let draad = if weg == Weg::Email { draad.clone() } else { Draad::default() };
        let bericht = Bericht {
            id,
            vraag: s.vraag.id,
            contact: s.contact.as_ref().map(|c| c.id),
            soort: soort.to_owned(),
            sleutel: format!("{soort}:{sleutel}:{n}"),
            weg,
            aan,
            onderwerp: onderwerp.clone(),
            tekst: tekst.clone(),
            automatisch: !matches!(soort, "antwoord" | "wij-missen-iets"),
            toestand: eerste_toestand(weg),
            message_id: if weg == Weg::Email { message_id(g, s.vraag.id, id) } else { String::new() },
            antwoord_op: draad.antwoord_op,
            verwijzingen: draad.verwijzingen,
            gemaakt_op: tx.now(),
            verstuurd_op: None,
            fout: String::new(),
        };
        if store::insert(tx, &bericht).await? && weg == Weg::Email {
            tx.enqueue(versturen(id)).await?;
        }
    }
    Ok(())
}

/// The job that sends one mail.
fn versturen(id: Uuid) -> NewJob {
    NewJob {
        queue: "mail",
        kind: "versturen",
        key: Some(id.to_string()),
        payload: serde_json::json!({ "bericht": id }),
        run_at: None,
        max_attempts: 30,
    }
}

/// Message-ID that carries the thread token. The domain is that of our public address.
pub(crate) fn message_id(g: &Gemeente, vraag: VraagId, bericht: Uuid) -> String {
    let token = crate::token::make(&g.keys().purpose("mail-token"), vraag.uuid());
    crate::token::message_id(&token, bericht.simple(), domein(g))
}

/// Host of the public address, without port.
fn domein(g: &Gemeente) -> &str {
    let basis = &g.config().public_url;
    let host = basis.split_once("://").map_or(basis.as_str(), |(_, rest)| rest);
    host.split(['/', ':']).next().filter(|h| !h.is_empty()).unwrap_or("localhost")
}
