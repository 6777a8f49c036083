// SPDX-License-Identifier: EUPL-1.2
//! A person or organisation as an employee meets one: somebody we know, or somebody who asked something before
//! and of whom nobody has proved who it is.

mod store;

use std::{fmt, str::FromStr};

use kernel::{Error, Page, Paged, Result, Telefoon, Time, dutch};
use klanten::{DigitaalAdres, Partij};
use storage::Tx;
use uuid::Uuid;
use vragen::{Indiener, lijst};

use crate::plek::Plek;

/// Most people in an answer to a search.
pub(crate) const HOOGSTENS: usize = 5;

/// Which person is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sleutel {
    /// Somebody we know.
    Partij(Uuid),
    /// Whoever asked this question.
    Vraag(Uuid),
}

impl fmt::Display for Sleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partij(id) => write!(f, "partij-{id}"),
            Self::Vraag(id) => write!(f, "vraag-{id}"),
        }
    }
}

impl FromStr for Sleutel {
    type Err = Error;

    fn from_str(tekst: &str) -> Result<Self> {
        let (soort, id) = tekst.split_once('-').ok_or(Error::NotFound)?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        match soort {
            "partij" => Ok(Self::Partij(id)),
            "vraag" => Ok(Self::Vraag(id)),
            _ => Err(Error::NotFound),
        }
    }
}

/// A person, with what pre-fills a form and what a colleague must know.
#[derive(Debug, Clone)]
pub(crate) struct Klant {
    /// Which one.
    pub(crate) sleutel: Sleutel,
    /// Name for a heading.
    pub(crate) naam: String,
    /// False when nobody proved who it is.
    pub(crate) bekend: bool,
    /// How to reach this person, ready for a new question.
    pub(crate) indiener: Indiener,
    /// Neighbourhood code.
    pub(crate) wijk: String,
    /// What to check and to know.
    pub(crate) feiten: Vec<(&'static str, String)>,
    /// How to reach this person.
    pub(crate) bereik: Vec<(&'static str, String)>,
    /// What a colleague must know before contact.
    pub(crate) let_op: String,
}

/// Somebody who may be meant, with why.
#[derive(Debug, Clone)]
pub(crate) struct Treffer {
    /// Which one.
    pub(crate) sleutel: Sleutel,
    /// Name.
    pub(crate) naam: String,
    /// To tell people with the same name apart.
    pub(crate) kenmerk: String,
    /// Why it matched.
    pub(crate) waarom: &'static str,
}

/// Whether this is a BSN: then it is looked up and kept nowhere.
pub(crate) fn is_bsn(getypt: &str) -> bool {
    matches!(klanten::zoek::vorm(getypt), Some(klanten::zoek::Vorm::Bsn(_)))
}

/// People who fit what was typed, at most [`HOOGSTENS`]: first those we know, then those who used this phone
/// number or mail address before.
pub(crate) async fn zoek(tx: &mut Tx, p: &Plek, getypt: &str) -> Result<Vec<Treffer>> {
    let mut treffers: Vec<Treffer> = klanten::zoek::zoek(tx, getypt, |bsn| p.g.keys().bsn_index(bsn))
        .await?
        .into_iter()
        .map(|t| Treffer {
            sleutel: Sleutel::Partij(t.partij.id),
            kenmerk: kenmerk(&t.partij),
            naam: t.partij.naam,
            waarom: t.waarom,
        })
        .collect();
    let (eerder, waarom) = match klanten::zoek::vorm(getypt) {
        Some(klanten::zoek::Vorm::Telefoon(nummer)) => {
            (store::met_telefoon(tx, &nummer, &p.wie.team).await?, "zelfde telefoonnummer")
        }
        Some(klanten::zoek::Vorm::Email(adres)) => {
            (store::met_email(tx, &adres, &p.wie.team).await?, "zelfde e-mailadres")
        }
        _ => (Vec::new(), ""),
    };
    for rij in eerder {
        let sleutel = rij.partij.map_or(Sleutel::Vraag(rij.vraag), Sleutel::Partij);
        let naam = rij.toon();
        let gelijk =
            |t: &Treffer| t.sleutel == sleutel || kernel::text::fold(&t.naam) == kernel::text::fold(&naam);
        if !treffers.iter().any(gelijk) {
            let kenmerk = format!("vroeg ons iets op {}", dutch::date(rij.ontvangen_op));
            treffers.push(Treffer { sleutel, naam, kenmerk, waarom });
        }
    }
    treffers.truncate(HOOGSTENS);
    Ok(treffers)
}

fn kenmerk(p: &Partij) -> String {
    let geboren = geboren(&p.geboortedatum).map(|d| format!("geboren {d}"));
    let delen: Vec<String> =
        [geboren, Some(adres_regel(p)), (!p.kvk.is_empty()).then(|| format!("KvK {}", p.kvk))]
            .into_iter()
            .flatten()
            .filter(|d| !d.is_empty())
            .collect();
    delen.join(", ")
}

/// `1952-03-04` as "4 maart 1952".
fn geboren(datum: &str) -> Option<String> {
    Time::parse(&format!("{datum}T12:00:00Z")).ok().map(dutch::date)
}

fn adres_regel(p: &Partij) -> String {
    let plaats = format!("{} {}", p.postcode, p.plaats);
    [p.straat.as_str(), plaats.trim()].into_iter().filter(|d| !d.is_empty()).collect::<Vec<_>>().join(", ")
}

/// This person. What this employee may not read does not exist.
pub(crate) async fn vind(tx: &mut Tx, p: &Plek, sleutel: Sleutel) -> Result<Klant> {
    match sleutel {
        Sleutel::Partij(id) => {
            let (partij, adressen) = klanten::find(tx, id).await?.ok_or(Error::NotFound)?;
            Ok(van_partij(p, &partij, &adressen))
        }
        Sleutel::Vraag(id) => {
            let v = vragen::dossier::vraag(tx, &p.wie, id.into()).await?;
            let indiener = vragen::dossier::indiener(tx, v.id).await?;
            if let Some(partij) = indiener.partij {
                return Box::pin(vind(tx, p, Sleutel::Partij(partij))).await;
            }
            Ok(Klant {
                sleutel,
                naam: indiener.toon().to_owned(),
                bekend: false,
                feiten: Vec::new(),
                bereik: bereik(&indiener),
                indiener: Indiener { bsn: None, ..indiener },
                wijk: v.wijk.unwrap_or_default(),
                let_op: String::new(),
            })
        }
    }
}

fn van_partij(p: &Plek, partij: &Partij, adressen: &[DigitaalAdres]) -> Klant {
    let eerste =
        |soort: &str| adressen.iter().find(|a| a.soort == soort).map_or("", |a| a.adres.as_str()).to_owned();
    let adres = adres_regel(partij).replace(", ", "\n");
    let indiener = Indiener {
        partij: Some(partij.id),
        naam: if partij.organisatie { String::new() } else { partij.naam.clone() },
        organisatie: if partij.organisatie { partij.naam.clone() } else { String::new() },
        kvk: partij.kvk.clone(),
        email: eerste("email"),
        telefoon: eerste("telefoon"),
        adres,
        ..Indiener::default()
    };
    let mut feiten = Vec::new();
    let mut feit = |naam, waarde: String| {
        if !waarde.is_empty() {
            feiten.push((naam, waarde));
        }
    };
    feit("Geboren", geboren(&partij.geboortedatum).unwrap_or_default());
    feit("Adres", adres_regel(partij));
    feit(
        "Wijk",
        partij.wijk.as_deref().and_then(|w| p.inr.wijk(w)).map_or_else(String::new, |w| w.naam.clone()),
    );
    feit("KvK-nummer", partij.kvk.clone());
    feit("Taal", if partij.taal == "nl" { String::new() } else { taal(&partij.taal) });
    feit("Hoort het liefst", partij.voorkeurskanaal.clone());
    Klant {
        sleutel: Sleutel::Partij(partij.id),
        naam: partij.naam.clone(),
        bekend: true,
        bereik: bereik(&Indiener { adres: String::new(), ..indiener.clone() }),
        indiener,
        wijk: partij.wijk.clone().unwrap_or_default(),
        feiten,
        let_op: partij.let_op.clone(),
    }
}

/// Name of a language for a colleague; the code when we have none.
fn taal(code: &str) -> String {
    match code {
        "en" => "Engels",
        "pl" => "Pools",
        "ar" => "Arabisch",
        "uk" => "Oekraïens",
        "tr" => "Turks",
        "de" => "Duits",
        "fr" => "Frans",
        anders => anders,
    }
    .to_owned()
}

/// How somebody can be reached, in words.
fn bereik(i: &Indiener) -> Vec<(&'static str, String)> {
    [
        ("Telefoon", toon_telefoon(&i.telefoon)),
        ("E-mail", i.email.clone()),
        ("Adres", i.adres.replace('\n', ", ")),
        ("Organisatie", if i.naam.is_empty() { String::new() } else { i.organisatie.clone() }),
    ]
    .into_iter()
    .filter(|(_, w)| !w.is_empty())
    .collect()
}

/// A stored number as people read it.
pub(crate) fn toon_telefoon(nummer: &str) -> String {
    Telefoon::try_from(nummer).map_or_else(|_| nummer.to_owned(), |t| t.show())
}

/// Questions of this person that this employee may read: open ones by promise first, then the newest.
pub(crate) async fn vragen(tx: &mut Tx, p: &Plek, klant: &Klant, page: Page) -> Result<Paged<lijst::Regel>> {
    let rijen = match klant.sleutel {
        Sleutel::Partij(id) => store::van_partij(tx, id, &p.wie.team, page).await?,
        Sleutel::Vraag(_) => store::van_indiener(tx, &klant.indiener, &p.wie.team, page).await?,
    };
    Ok(Paged::from_rows(rijen, page))
}
