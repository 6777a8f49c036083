// SPDX-License-Identifier: EUPL-1.2
//! Fills the demo: Thuishaven, its people, and a year of questions.

mod leven;
mod mensen;
mod opzet;
mod vandaag;
mod verleden;

use anyhow::{Context as _, Result};
use berichten::volgen::Meldingen;
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Actor, Time};
use storage::{Consumer as _, consumers};
use thuishaven::{Plan, Thuishaven};
use web::Gemeente;

use crate::cli::Demo;

/// Setting that is set once everything is there.
const GEVULD: &str = "demo.gevuld";

/// Whether this demo was filled to the end.
pub async fn is_gevuld(g: &Gemeente) -> Result<bool> {
    Ok(!beheer::inrichting(g).await?.instelling(GEVULD, "").is_empty())
}

/// Fills an empty demo. One that was cut off half-way is refused by the caller and started afresh.
pub async fn vul(g: &Gemeente, demo: &Demo, nu: Time) -> Result<()> {
    let th = Thuishaven::load().context("the data of Thuishaven is wrong")?;
    let bar = ProgressBar::new(100);
    if let Ok(style) = ProgressStyle::with_template("{msg:28} {wide_bar} {percent:>3} %") {
        bar.set_style(style);
    }
    bar.set_message("Thuishaven wordt ingericht");
    let mut tx = g.db().begin().await?;
    tx.set_now(nu);
    beheer::schrijf(&mut tx, &Actor::Systeem("demo".to_owned()), &opzet::opzet(&th, nu)?).await?;
    tx.commit().await?;
    let inr = beheer::herlees(g).await?;
    bar.set_message("Inwoners komen wonen");
    let plan = Plan::with_volume(&th, demo.seed, nu, demo.vragen).context("the year cannot be planned")?;
    let mensen = mensen::schrijf(g, plan.inwoners(), plan.organisaties(), demo.inwoners, nu).await?;
    bar.set_position(8);
    bar.set_message("Een jaar vragen wordt gesteld");
    let medewerkers = opzet::medewerkers(&th);
    let vertaler = leven::Vertaler { inr: &inr, medewerkers: &medewerkers, mensen: &mensen };
    let vandaag = vandaag::Vandaag { th: &th, inr: &inr, medewerkers: &medewerkers, nu };
    leven::schrijf(g, &vertaler, &plan, &vandaag, |deel| bar.set_position(8 + deel * 92 / 100))?;
    let mut tx = g.db().begin().await?;
    // Nobody needs a mail about what came near its date last spring.
    consumers::pass_over(&mut tx, Meldingen.name(), Meldingen.version()).await?;
    tx.commit().await?;
    vandaag.post(g).await.context("the mail of today cannot be taken in")?;
    bar.finish_and_clear();
    Ok(())
}

/// Notes that everything is there.
pub async fn is_klaar(g: &Gemeente, nu: Time) -> Result<()> {
    let mut tx = g.db().begin().await?;
    beheer::stel_in(&mut tx, &Actor::Systeem("demo".to_owned()), GEVULD, &nu.to_string()).await?;
    tx.commit().await?;
    beheer::herlees(g).await?;
    Ok(())
}
