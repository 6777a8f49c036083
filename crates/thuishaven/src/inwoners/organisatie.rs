// SPDX-License-Identifier: EUPL-1.2
//! Organisations: fourteen with a name of their own, the others made from parts.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Kvk, Result};
use serde::Deserialize;

use super::{Geslacht, nummers};
use crate::{kans::Kans, thuishaven::Thuishaven};

/// An organisation.
#[derive(Debug, Clone)]
pub struct Organisatie {
    /// Name.
    pub naam: String,
    /// Test number in the trade register; none for a body without one.
    pub kvk: Option<Kvk>,
    /// Who speaks for it.
    pub contactpersoon: String,
    /// Street.
    pub straat: String,
    /// House number.
    pub huisnummer: u32,
    /// Postcode.
    pub postcode: String,
    /// Neighbourhood code.
    pub wijk: String,
    /// Phone number in E.164.
    pub telefoon: String,
    /// Mail address.
    pub email: String,
}

/// An organisation with a name and a question of its own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Genoemd {
    pub(crate) naam: String,
    pub(crate) wijk: String,
    pub(crate) contact: String,
    #[serde(default = "yes")]
    pub(crate) kvk: bool,
    pub(crate) onderwerp: String,
    pub(crate) vraag: String,
    pub(crate) titel: String,
}

const fn yes() -> bool {
    true
}

/// Parts of names.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delen {
    soort: Vec<String>,
    eigen: Vec<String>,
    vorm: Vec<String>,
    vereniging: Vec<String>,
}

/// The data file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisatieBestand {
    pub(crate) organisatie: Vec<Genoemd>,
    namen: Delen,
    per_wijk: BTreeMap<String, u32>,
}

/// Purpose of the dice.
const DOEL: u64 = 12;

/// Makes all organisations; the named ones come first, in the order of the data file.
pub(crate) fn organisaties(town: &Thuishaven, seed: u64) -> Result<Vec<Organisatie>> {
    let data = &town.organisaties;
    let mut kans = Kans::new(seed, DOEL, 0);
    let mut all = Vec::new();
    let mut names = BTreeSet::new();
    for genoemd in &data.organisatie {
        names.insert(genoemd.naam.clone());
        let n = u32::try_from(all.len()).unwrap_or(0);
        all.push(settle(town, n, &genoemd.naam, &genoemd.contact, &genoemd.wijk, genoemd.kvk, &mut kans)?);
    }
    for wijk in &town.wijken {
        let wanted = data.per_wijk.get(&wijk.id).copied().unwrap_or(0);
        let have = data.organisatie.iter().filter(|g| g.wijk == wijk.id).count();
        for _ in have..usize::try_from(wanted).unwrap_or(0) {
            let naam = name(&data.namen, wijk.naam.as_str(), wanted > 200, &mut names, &mut kans);
            let geslacht = if kans.percent(50.0) { Geslacht::Man } else { Geslacht::Vrouw };
            let voornaam = town.namen.voornaam("nl", geslacht, 45, &mut kans);
            let contact = format!("{voornaam} {}", town.namen.achternaam("nl", &mut kans));
            let n = u32::try_from(all.len()).unwrap_or(0);
            all.push(settle(town, n, &naam, &contact, &wijk.id, true, &mut kans)?);
        }
    }
    Ok(all)
}

/// A name that no other has.
fn name(delen: &Delen, wijk: &str, business: bool, names: &mut BTreeSet<String>, kans: &mut Kans) -> String {
    for _ in 0..200 {
        let naam = if !business && kans.percent(30.0) {
            format!("{} {wijk}", kans.text(&delen.vereniging))
        } else {
            format!("{} {} {}", kans.text(&delen.soort), kans.text(&delen.eigen), kans.text(&delen.vorm))
        };
        let naam = naam.trim().to_owned();
        if names.insert(naam.clone()) {
            return naam;
        }
    }
    let naam = format!("Onderneming {}", names.len());
    names.insert(naam.clone());
    naam
}

fn settle(
    town: &Thuishaven,
    n: u32,
    naam: &str,
    contact: &str,
    wijk: &str,
    kvk: bool,
    kans: &mut Kans,
) -> Result<Organisatie> {
    let home = town.wijk(wijk);
    let place = kans.below(home.map_or(0, |w| w.straten.len()));
    let mail: String = kernel::text::fold(naam)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    Ok(Organisatie {
        naam: naam.to_owned(),
        kvk: if kvk { Some(nummers::kvk(n)?) } else { None },
        contactpersoon: contact.to_owned(),
        straat: home.and_then(|w| w.straten.get(place)).cloned().unwrap_or_default(),
        huisnummer: u32::try_from(kans.between(1, 60)).unwrap_or(1),
        postcode: home.map_or_else(String::new, |w| w.postcode(&town.gemeente.postcode, place)),
        wijk: wijk.to_owned(),
        telefoon: nummers::zakelijk(n),
        email: format!("{mail}@{}", town.gemeente.domein_inwoners),
    })
}
