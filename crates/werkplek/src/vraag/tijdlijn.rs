// SPDX-License-Identifier: EUPL-1.2
//! The timeline of a question in words: contacts, remarks, hand-overs, promises and facts.

use kernel::{Actor, Time, dutch};
use serde_json::{Map, Value};
use vragen::dossier::{BelofteRow, Inhoud, Klantcontact, OverdrachtRow, Stuk};

use crate::plek::{Plek, hele_dag};

/// An entry of the timeline, ready to be shown.
pub(crate) enum Item {
    /// Something somebody wrote or said.
    Bericht {
        naam: String,
        hoe: String,
        icoon: &'static str,
        wanneer: String,
        moment: String,
        soort: &'static str,
        tekst: String,
        bijlagen: Vec<Bijlage>,
        /// Address of the mail as it was dressed; empty when it was no mail.
        mail: String,
    },
    /// One line that something happened.
    Feit { kop: String, tekst: String, wanneer: String, moment: String, soort: &'static str, laat: bool },
}

/// A file, ready to be shown.
pub(crate) struct Bijlage {
    pub(crate) naam: String,
    pub(crate) url: String,
    pub(crate) grootte: String,
    /// Why it cannot be opened; empty when it can.
    pub(crate) dicht: &'static str,
}

/// Turns the life of a question into entries. `pad` is the address of its page.
pub(crate) fn items(p: &Plek, inwoner: &str, pad: &str, stukken: Vec<Stuk>, nu: Time) -> Vec<Item> {
    stukken.into_iter().filter_map(|s| item(p, inwoner, pad, s, nu)).collect()
}

fn item(p: &Plek, inwoner: &str, pad: &str, stuk: Stuk, nu: Time) -> Option<Item> {
    let (wanneer, moment) = (dutch::moment_near(stuk.op, nu), stuk.op.to_string());
    match stuk.inhoud {
        Inhoud::Contact(contact, bijlagen) => Some(Item::Bericht {
            naam: if contact.van_inwoner { inwoner.to_owned() } else { schrijver(p, &contact) },
            hoe: hoe(p, &contact),
            icoon: web::shell::channel_icon(contact.kanaal.text()),
            soort: if contact.van_inwoner { "inwoner" } else { "wij" },
            mail: if super::opgemaakt::is_mail(&contact) {
                format!("{pad}/mail/{}", contact.id)
            } else {
                String::new()
            },
            tekst: contact.inhoud,
            bijlagen: bijlagen.into_iter().map(bijlage).collect(),
            wanneer,
            moment,
        }),
        Inhoud::Notitie(n) => Some(Item::Bericht {
            naam: p.inr.medewerker_naam(n.medewerker).to_owned(),
            hoe: String::new(),
            icoon: "slot",
            soort: "intern",
            tekst: n.tekst,
            bijlagen: Vec::new(),
            mail: String::new(),
            wanneer,
            moment,
        }),
        Inhoud::Overdracht(o) => Some(overdracht(p, &o, wanneer, moment)),
        Inhoud::Belofte(b) => Some(belofte(&b, wanneer, moment)),
        Inhoud::Feit { soort, actor, data } => {
            let (kop, tekst, over) = feit(p, &soort, &actor, &data)?;
            let laat = soort.starts_with("belofte.") || soort == "bericht.niet-bezorgd";
            Some(Item::Feit { kop, tekst, wanneer, moment, soort: if over { "over" } else { "feit" }, laat })
        }
    }
}

fn schrijver(p: &Plek, c: &Klantcontact) -> String {
    c.medewerker.map_or_else(|| "Gemeente".to_owned(), |m| p.inr.medewerker_naam(m).to_owned())
}

fn hoe(p: &Plek, c: &Klantcontact) -> String {
    let duur = c
        .duur
        .map(|s| format!(", {}", dutch::count((s / 60).max(1), "minuut", "minuten")))
        .unwrap_or_default();
    match (c.van_inwoner, c.medewerker) {
        (true, Some(m)) => {
            format!("{}{duur}. Opgeschreven door {}", c.kanaal.via(), p.inr.medewerker_naam(m))
        }
        _ => format!("{}{duur}", c.kanaal.via()),
    }
}

fn bijlage(b: vragen::bijlage::BijlageRow) -> Bijlage {
    let dicht = match b.scan.as_str() {
        "wacht" => "wordt nog gecontroleerd op virussen",
        "besmet" => "besmet, kan niet open",
        _ => "",
    };
    Bijlage { url: format!("/werk/bijlage/{}", b.id), grootte: grootte(b.grootte), naam: b.naam, dicht }
}

/// Bytes as people read them.
pub(crate) fn grootte(bytes: i64) -> String {
    match bytes {
        n if n < 1024 => format!("{n} bytes"),
        n if n < 1024 * 1024 => format!("{} kB", n / 1024),
        n => format!("{},{} MB", n / 1_048_576, (n % 1_048_576) * 10 / 1_048_576),
    }
}

fn wie(p: &Plek, team: &str, medewerker: Option<uuid::Uuid>) -> String {
    medewerker
        .map_or_else(|| format!("team {}", p.inr.team_naam(team)), |m| p.inr.medewerker_naam(m).to_owned())
}

fn overdracht(p: &Plek, o: &OverdrachtRow, wanneer: String, moment: String) -> Item {
    let van = wie(p, &o.van_team, o.van_medewerker);
    let naar = wie(p, &o.naar_team, o.naar_medewerker);
    let (kop, tekst, soort) = match o.toestand.as_str() {
        "open" => (
            "Aangeboden",
            format!("{van} biedt de vraag aan {naar} aan. Nog niet aangenomen. “{}”", o.toelichting),
            "open",
        ),
        "aangenomen" => {
            ("Overgedragen", format!("{van} bood aan, {naar} nam over. “{}”", o.toelichting), "over")
        }
        "geweigerd" => {
            ("Niet overgenomen", format!("{naar} nam de vraag niet over van {van}. “{}”", o.reden), "feit")
        }
        "verlopen" => {
            ("Aanbod verlopen", format!("{naar} antwoordde niet op tijd. De vraag bleef van {van}."), "feit")
        }
        _ => ("Aanbod ingetrokken", format!("{van} trok het aanbod aan {naar} in."), "feit"),
    };
    Item::Feit { kop: kop.to_owned(), tekst, wanneer, moment, soort, laat: false }
}

fn belofte(b: &BelofteRow, wanneer: String, moment: String) -> Item {
    // A term of the law is no promise of ours.
    let (kop, uiterlijk) = match (b.reden.is_empty(), hele_dag(b.uiterlijk)) {
        (true, true) => ("Wettelijke termijn", dutch::date_long(b.uiterlijk)),
        (true, false) => ("Beloofd", dutch::datetime_long(b.uiterlijk)),
        (false, _) => ("Nieuwe datum", dutch::datetime_long(b.uiterlijk)),
    };
    let reden = if b.reden.is_empty() { String::new() } else { format!(" Reden: {}", b.reden) };
    Item::Feit {
        kop: kop.to_owned(),
        tekst: format!("{} uiterlijk {uiterlijk}.{reden}", b.wat),
        wanneer,
        moment,
        soort: "feit",
        laat: !b.reden.is_empty(),
    }
}

/// Heading, text, and whether the owner changed.
fn feit(p: &Plek, soort: &str, actor: &Actor, data: &Map<String, Value>) -> Option<(String, String, bool)> {
    let tekst = |naam: &str| data.get(naam).and_then(Value::as_str).unwrap_or_default();
    let medewerker = |naam: &str| tekst(naam).parse::<uuid::Uuid>().ok();
    let eigenaar = wie(p, tekst("team"), medewerker("medewerker"));
    let door = match actor {
        Actor::Medewerker(id) => p.inr.medewerker_naam(*id).to_owned(),
        Actor::Inwoner => "de inwoner".to_owned(),
        Actor::Systeem(naam) => format!("het systeem {naam}"),
        Actor::Regel(_) => "een vaste regel".to_owned(),
    };
    let (kop, tekst, over) = match soort {
        "vraag.ontvangen" => {
            ("Ontvangen", format!("eigenaar werd {eigenaar}. Regel: {}", regel(tekst("regel"))), true)
        }
        "vraag.opgepakt" => ("Opgepakt", format!("door {eigenaar}"), true),
        "vraag.teruggegeven" => ("Teruggegeven", format!("{door} gaf de vraag terug aan {eigenaar}"), true),
        "vraag.toegewezen" => ("Toegewezen", format!("{door} wees de vraag toe aan {eigenaar}"), true),
        "vraag.teruggelegd" => ("Teruggelegd", format!("{door} legde de vraag terug bij {eigenaar}"), true),
        "vraag.heropend" => ("Weer open", format!("door {door}. Eigenaar is {eigenaar}"), true),
        "vraag.afgerond" => {
            ("Afgerond", format!("door {door}: {}", tekst("afhandelwijze").replace('-', " ")), false)
        }
        "vraag.ingetrokken" => ("Gestopt", format!("op verzoek van {door}"), false),
        "vraag.soort-gewijzigd" => {
            ("Soort veranderd", format!("van {} naar {}", tekst("van"), tekst("naar")), false)
        }
        "vraag.kanaal-gewijzigd" => {
            ("Antwoord anders", format!("{door} wil het antwoord nu via {}", tekst("naar")), false)
        }
        "belofte.in-gevaar" => (
            "In gevaar",
            "de beloofde datum komt dichtbij. Eigenaar en teamleider weten het".to_owned(),
            false,
        ),
        "belofte.tweede-keer" => {
            ("Naar de teamleider", "de datum dreigt opnieuw niet te lukken".to_owned(), false)
        }
        "navraag.beantwoord" => {
            let ja = data.get("opgelost").and_then(Value::as_bool).unwrap_or(false);
            (
                "Is het opgelost?",
                (if ja { "ja, zegt de inwoner" } else { "nee, zegt de inwoner" }).to_owned(),
                false,
            )
        }
        "bericht.niet-bezorgd" => ("Niet bezorgd", "ons bericht kwam terug".to_owned(), false),
        _ => return None,
    };
    Some((kop.to_owned(), tekst, over))
}

/// A routing rule in words.
fn regel(naam: &str) -> &str {
    match naam {
        "onderwerp-team" => "het onderwerp bepaalt het team",
        "woorden-team" => "de woorden van de vraag bepalen het team",
        "soort-team" => "de soort vraag bepaalt het team",
        "postvak-team" => "het postvak bepaalt het team",
        "gekozen-team" => "een collega koos het team",
        "betwist-onderwerp" => "van dit onderwerp staat het team niet vast, dus eerst een aanbod",
        "verdeelpunt" => "geen regel past, dus het verdeelpunt",
        "zelf-afhandelen" => "wie het opschrijft, handelt het af",
        anders => anders,
    }
}
