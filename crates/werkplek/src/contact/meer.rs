// SPDX-License-Identifier: EUPL-1.2
//! What helps during a conversation: how colleagues answered this before, and what more may be going on. Hints only:
//! each says where it comes from, and nothing happens by itself.

use kernel::{Result, Time, dutch};
use storage::Tx;
use vragen::{accept::Aanname, lijst};

use super::voorstel::Voorstel;
use crate::{
    klant::{self, Klant},
    plek::Plek,
    regel::RegelTekst,
    verwant::{self, Gezocht, Verwant},
};

/// So many people of one neighbourhood on one day are no coincidence.
const BUREN: i64 = 3;
/// So many people of the whole municipality on one day.
const GEMEENTE: i64 = 10;

/// What helps during a conversation.
#[derive(Debug, Default)]
pub(super) struct Meer {
    /// Topic in words, for the heading.
    pub(super) onderwerp: String,
    pub(super) antwoorden: Vec<Verwant>,
    pub(super) hints: Vec<Hint>,
}

/// Something that may be going on.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Hint {
    pub(super) tekst: String,
    /// Page that it is about; empty when there is none.
    pub(super) url: String,
    pub(super) titel: String,
}

/// Gathers it for what was typed so far.
pub(super) async fn meer(
    tx: &mut Tx,
    p: &Plek,
    aanname: &Aanname,
    voorstel: Option<&Voorstel>,
    klant: Option<&Klant>,
    van_klant: (&[RegelTekst], &[RegelTekst]),
    nu: Time,
) -> Result<Meer> {
    let mut meer = Meer::default();
    if let Some(naam) = ook_bekend(tx, p, aanname, klant).await? {
        meer.hints.push(Hint {
            tekst: format!("Met dit telefoonnummer kennen wij ook {naam}. Vraag wie je spreekt."),
            ..Hint::default()
        });
    }
    let Some(voorstel) = voorstel else { return Ok(meer) };
    let (onderwerp, team) = &voorstel.codes;
    meer.onderwerp.clone_from(&voorstel.onderwerp);
    meer.hints.extend(eerder(&voorstel.onderwerp, van_klant.0, van_klant.1));
    if let Some(code) = onderwerp {
        let wijk = aanname.wijk.as_deref().unwrap_or("");
        let (alle, buren) = lijst::vandaag_over(tx, team, code, wijk).await?;
        let naam = p.inr.wijk(wijk).map_or("", |w| w.naam.as_str());
        meer.hints.extend(druk(&voorstel.onderwerp, naam, alle, buren));
    }
    let gezocht = Gezocht { tekst: &aanname.tekst, onderwerp: onderwerp.as_deref(), team, zelf: None };
    meer.antwoorden = verwant::antwoorden(tx, p, gezocht, nu).await?;
    Ok(meer)
}

/// Somebody else with the same phone number.
async fn ook_bekend(
    tx: &mut Tx,
    p: &Plek,
    aanname: &Aanname,
    klant: Option<&Klant>,
) -> Result<Option<String>> {
    let Some(klant) = klant.filter(|_| !aanname.indiener.telefoon.is_empty()) else { return Ok(None) };
    let treffers = klant::zoek(tx, p, &aanname.indiener.telefoon).await?;
    let namen: Vec<String> = treffers
        .into_iter()
        .filter(|t| {
            t.sleutel != klant.sleutel && kernel::text::fold(&t.naam) != kernel::text::fold(&klant.naam)
        })
        .map(|t| t.naam)
        .take(2)
        .collect();
    Ok((!namen.is_empty()).then(|| namen.join(" en ")))
}

/// The same person asked about the same before.
fn eerder(onderwerp: &str, open: &[RegelTekst], klaar: &[RegelTekst]) -> Option<Hint> {
    let zelfde = |r: &&RegelTekst| !onderwerp.is_empty() && r.onderwerp == onderwerp;
    let (r, tekst) = if let Some(r) = open.iter().find(zelfde) {
        (r, "Hierover loopt al een vraag. Hoort dit daarbij? Zet het dan daar neer:".to_owned())
    } else {
        let r = klaar.iter().find(zelfde)?;
        (r, format!("Vroeg dit {} geleden ook. Is het toen niet opgelost?", r.oud))
    };
    Some(Hint { tekst, url: r.url.clone(), titel: r.titel.clone() })
}

/// Many people ask the same today.
fn druk(onderwerp: &str, wijk: &str, alle: i64, buren: i64) -> Option<Hint> {
    let over = onderwerp.to_lowercase();
    let tekst = if buren >= BUREN && !wijk.is_empty() {
        let wie = dutch::count(buren, "inwoner", "inwoners");
        format!("Vandaag vroegen al {wie} van {wijk} naar: {over}. Misschien is er iets aan de hand.")
    } else if alle >= GEMEENTE {
        let wie = dutch::count(alle, "inwoner", "inwoners");
        format!("Vandaag vroegen al {wie} naar: {over}. Misschien is er iets aan de hand.")
    } else {
        return None;
    };
    Some(Hint { tekst, ..Hint::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_street_asking_the_same_is_said_before_the_whole_town_is() {
        assert_eq!(druk("Straatlamp kapot", "Lindel", 2, 2), None);
        let hint = druk("Straatlamp kapot", "Lindel", 14, 3).unwrap();
        assert!(hint.tekst.starts_with("Vandaag vroegen al 3 inwoners van Lindel naar: straatlamp kapot."));
        let hint = druk("Straatlamp kapot", "", 14, 0).unwrap();
        assert!(hint.tekst.starts_with("Vandaag vroegen al 14 inwoners naar"), "{}", hint.tekst);
    }
}
