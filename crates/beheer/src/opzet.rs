// SPDX-License-Identifier: EUPL-1.2
//! Write a whole set-up at once: for a first start, the demo and the tests.

use kernel::{Actor, Error, Result};
use storage::{Event, Tx};

use crate::{
    inrichting::{Medewerker, Onderwerp, Openingstijd, Postvak, Sluiting, Team, Wijk},
    store,
};

/// A set-up to write. What exists with the same code is replaced; nothing is removed but opening hours.
#[derive(Debug, Clone, Default)]
pub struct Opzet {
    /// Named settings.
    pub instellingen: Vec<(String, String)>,
    /// Neighbourhoods.
    pub wijken: Vec<Wijk>,
    /// Teams in the order of lists.
    pub teams: Vec<Team>,
    /// Employees.
    pub medewerkers: Vec<Medewerker>,
    /// Topics.
    pub onderwerpen: Vec<Onderwerp>,
    /// Mailboxes.
    pub postvakken: Vec<Postvak>,
    /// Opening hours.
    pub openingstijden: Vec<Openingstijd>,
    /// Closing days.
    pub sluitingen: Vec<Sluiting>,
}

/// Writes the set-up and tells every process to read it again.
pub async fn schrijf(tx: &mut Tx, actor: &Actor, opzet: &Opzet) -> Result<()> {
    if opzet.teams.iter().filter(|t| t.verdeelpunt).count() != 1 {
        return Err(Error::field("teams", "Wijs precies een team aan als verdeelpunt."));
    }
    crate::kalender::kalender(&opzet.openingstijden, &opzet.sluitingen)?;
    for (naam, waarde) in &opzet.instellingen {
        store::set_instelling(tx, naam, waarde).await?;
    }
    for wijk in &opzet.wijken {
        store::put_wijk(tx, wijk).await?;
    }
    for (plek, team) in (0_i64..).zip(&opzet.teams) {
        store::put_team(tx, team, plek).await?;
    }
    for medewerker in &opzet.medewerkers {
        store::put_medewerker(tx, medewerker).await?;
    }
    for onderwerp in &opzet.onderwerpen {
        store::put_onderwerp(tx, onderwerp).await?;
    }
    for postvak in &opzet.postvakken {
        store::put_postvak(tx, postvak).await?;
    }
    store::replace_uren(tx, &opzet.openingstijden, &opzet.sluitingen).await?;
    tx.emit(Event::new(crate::GEWIJZIGD, actor.clone()));
    Ok(())
}

/// Sets one named setting.
pub async fn stel_in(tx: &mut Tx, actor: &Actor, naam: &str, waarde: &str) -> Result<()> {
    store::set_instelling(tx, naam, waarde).await?;
    tx.emit(Event::new(crate::GEWIJZIGD, actor.clone()).data("instelling", naam.to_owned()));
    Ok(())
}

/// Writes one employee: new, or changed.
pub async fn neem_aan(tx: &mut Tx, actor: &Actor, medewerker: &Medewerker) -> Result<()> {
    store::put_medewerker(tx, medewerker).await?;
    tx.emit(Event::new(crate::GEWIJZIGD, actor.clone()).object("medewerker", medewerker.id, "onderwerp"));
    Ok(())
}
