// SPDX-License-Identifier: EUPL-1.2
//! `voordeur user add`: an employee with a local account.

use std::io::BufRead as _;

use anyhow::{Context as _, Result, bail};
use kernel::Actor;

use crate::{cli::User, wiring};

/// Adds the employee, or gives an existing one of that name a new password.
pub async fn run(user: User) -> Result<()> {
    let User::Add { name, login, team, roles, email, at } = user;
    let config = wiring::config(&at)?;
    let db = wiring::open(&config).await?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("cannot read the password from standard input")?;
    let hash = beheer::account::hash(db.ids().as_ref(), line.trim_end_matches(['\r', '\n']))
        .map_err(anyhow::Error::from)?;
    let mut tx = db.begin().await?;
    let inrichting = beheer::lees(&mut tx).await.context("set up the municipality first")?;
    if inrichting.team(&team).is_none() {
        let teams: Vec<&str> = inrichting.teams.iter().map(|t| t.id.as_str()).collect();
        bail!("team {team} does not exist. Choose one of: {}.", teams.join(", "));
    }
    let rollen: Vec<String> =
        roles.split(',').map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()).collect();
    for rol in &rollen {
        rol.parse::<web::Rol>().map_err(anyhow::Error::from)?;
    }
    let known = inrichting.medewerkers.iter().find(|m| m.naam == name);
    let id = known.map_or_else(|| tx.new_id(), |m| m.id);
    let medewerker = beheer::Medewerker {
        id,
        naam: name.clone(),
        functie: known.map_or_else(String::new, |m| m.functie.clone()),
        team,
        email,
        actief: true,
        rollen,
        vaardigheden: known.map_or_else(Vec::new, |m| m.vaardigheden.clone()),
    };
    beheer::neem_aan(&mut tx, &Actor::Systeem("voordeur user add".to_owned()), &medewerker).await?;
    beheer::account::stel_in(&mut tx, id, &login, &hash).await.map_err(anyhow::Error::from)?;
    tx.commit().await?;
    db.close().await;
    println!("{name} can sign in as {login}.");
    Ok(())
}
