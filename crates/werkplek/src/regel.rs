// SPDX-License-Identifier: EUPL-1.2
//! A line of a list of questions, ready to be shown.

use kernel::{Time, dutch};
use vragen::{Eigenaar, Stand, lijst};

use crate::plek::{EigenaarTekst, Plaat, Plek, nummer, ongeveer};

/// A line of a list.
#[derive(Debug, Clone)]
pub struct RegelTekst {
    /// Number of the question.
    pub nummer: String,
    /// Its page.
    pub url: String,
    /// First words.
    pub titel: String,
    /// Who asked.
    pub van: String,
    /// Topic in words.
    pub onderwerp: String,
    /// Neighbourhood in words.
    pub wijk: String,
    /// Channel, as stable text.
    pub kanaal: String,
    /// Owner.
    pub eigenaar: EigenaarTekst,
    /// Promise.
    pub plaat: Plaat,
    /// How old.
    pub oud: String,
    /// Identifier, for a selection.
    pub id: String,
}

impl RegelTekst {
    /// The line of this question.
    pub fn van(p: &Plek, r: &lijst::Regel, nu: Time) -> Self {
        let nummer = nummer(&p.inr, r.ontvangen_op, r.volgnummer);
        let onderwerp = r.onderwerp.as_deref().and_then(|o| p.inr.onderwerp(o));
        Self {
            url: format!("/werk/vraag/{nummer}"),
            nummer,
            titel: r.titel.clone(),
            van: r.van().to_owned(),
            onderwerp: onderwerp.map_or_else(|| "Nog niet bekend".to_owned(), |o| o.naam.clone()),
            wijk: r.wijk.as_deref().and_then(|w| p.inr.wijk(w)).map_or_else(String::new, |w| w.naam.clone()),
            kanaal: r.kanaal.clone(),
            eigenaar: p.eigenaar(&Eigenaar { team: r.team.clone(), medewerker: r.medewerker }),
            plaat: Plaat::van(r.stand(nu), r.beloofd_op, nu),
            oud: ongeveer(nu.since(r.ontvangen_op)),
            id: r.id.to_string(),
        }
    }
}

/// Lines under a heading: by how the date stands, then by day.
#[derive(Debug, Clone)]
pub struct Groep {
    /// Heading.
    pub kop: String,
    /// Lines.
    pub regels: Vec<RegelTekst>,
}

/// Heading over what waits for the resident.
const WACHT: &str = "Wacht op de inwoner";

/// Puts lines that are sorted by date under headings.
pub fn groepen(p: &Plek, regels: &[lijst::Regel], nu: Time) -> Vec<Groep> {
    let mut groepen: Vec<Groep> = Vec::new();
    for regel in regels {
        let kop = match regel.stand(nu) {
            Stand::TeLaat => "Te laat".to_owned(),
            Stand::Wacht => WACHT.to_owned(),
            _ if regel.beantwoord_op.is_some() => "Beantwoord, nog afronden".to_owned(),
            _ => hoofdletter(&dutch::day_near(regel.beloofd_op, nu)),
        };
        let tekst = RegelTekst::van(p, regel, nu);
        match groepen.iter_mut().find(|g| g.kop == kop) {
            Some(groep) => groep.regels.push(tekst),
            None => groepen.push(Groep { kop, regels: vec![tekst] }),
        }
    }
    // Nothing can be done about what waits, whatever its date: it stands last.
    groepen.sort_by_key(|g| g.kop == WACHT);
    groepen
}

/// The text with its first letter as a capital.
pub fn hoofdletter(tekst: &str) -> String {
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(letters).collect())
}
