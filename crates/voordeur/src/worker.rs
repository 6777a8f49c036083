// SPDX-License-Identifier: EUPL-1.2
//! What works beside the pages: jobs, consumers, the clock, the scan, the set-up that changes, the sweepers.

mod anchor;
mod scan;

use std::time::Duration;

use anyhow::Result;
use berichten::{opstellen::Opsteller, volgen::Meldingen};
use storage::{Consumers, consumers, jobs};
use tokio::task::JoinSet;
use web::Gemeente;

use crate::config::Config;

/// How often the clock looks for what is due.
const KLOK: Duration = Duration::from_secs(10);
/// How often files are scanned when nothing wakes the scanner.
const SCAN: Duration = Duration::from_secs(2);
/// How often old sessions, keys, attempts and jobs are swept, and a new day is noticed.
const VEEG: Duration = Duration::from_mins(10);
/// Finished jobs stay visible this long.
const KLAAR: Duration = Duration::from_hours(7 * 24);

/// The running workers.
pub struct Workers(JoinSet<()>);

impl Workers {
    /// Waits until every worker has stopped; they stop with the municipality.
    pub async fn finish(mut self) {
        let all = async { while self.0.join_next().await.is_some() {} };
        if tokio::time::timeout(web::serve::STOP_TIMEOUT, all).await.is_err() {
            tracing::warn!("a worker did not stop in time");
        }
    }
}

/// Starts every worker.
pub fn start(config: &Config, g: &Gemeente) -> Result<Workers> {
    let mut set = JoinSet::new();
    let handlers = jobs::Handlers::new().with(Opsteller(g.clone())).with(anchor::Anchoring::new(config)?);
    let handlers = crate::mail::postbode(config, g, handlers)?;
    let (db, stop) = (g.db().clone(), stopped(g));
    set.spawn(async move { jobs::work(&db, &handlers, stop).await });
    let (db, stop) = (g.db().clone(), stopped(g));
    set.spawn(async move { consumers::run(&db, &Consumers::new().with(Meldingen), stop).await });
    let klok = g.clone();
    set.spawn(every(KLOK, g.clone(), move || ronde(klok.clone())));
    let scanner = g.clone();
    set.spawn(every(SCAN, g.clone(), move || scan::ronde(scanner.clone())));
    let veger = g.clone();
    set.spawn(every(VEEG, g.clone(), move || veeg(veger.clone())));
    set.spawn(inrichting(g.clone()));
    crate::mail::postvakken(config, g, &mut set)?;
    Ok(Workers(set))
}

/// Ends when the municipality stops.
fn stopped(g: &Gemeente) -> impl Future<Output = ()> + Send + use<> {
    let g = g.clone();
    async move { g.stopped().await }
}

/// Does something again and again until the municipality stops. What fails is logged and tried again.
async fn every<F>(pause: Duration, g: Gemeente, mut round: impl FnMut() -> F + Send)
where
    F: Future<Output = kernel::Result<bool>> + Send,
{
    loop {
        let more = match round().await {
            Ok(more) => more,
            Err(error) => {
                tracing::error!(%error, "a round failed and will be tried again");
                false
            }
        };
        let pause = if more { Duration::ZERO } else { pause };
        tokio::select! {
            () = g.stopped() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// One round of the clock; true when there may be more.
async fn ronde(g: Gemeente) -> kernel::Result<bool> {
    let inr = beheer::inrichting(&g).await?;
    Ok(vragen::klok::ronde(g.db(), &inr).await? > 0)
}

async fn veeg(g: Gemeente) -> kernel::Result<bool> {
    let mut tx = g.db().begin().await?;
    web::session::sweep(&mut tx).await?;
    web::idempotency::sweep(&mut tx).await?;
    web::attempts::sweep(&mut tx).await?;
    let grens = tx.now() - KLAAR;
    jobs::forget(&mut tx, grens).await?;
    anchor::promise(&mut tx).await?;
    tx.commit().await?;
    g.blobs()
        .sweep(g.db(), &[("bijlage", "hash"), ("klantcontact", "origineel"), ("inkomend", "hash")])
        .await?;
    Ok(false)
}

/// Reads the set-up again when the journal says that it changed, also when another process changed it.
async fn inrichting(g: Gemeente) {
    use futures_util::StreamExt as _;
    let vanaf = *g.db().sealed().borrow();
    let mut volgen = Box::pin(g.db().follow(vanaf));
    loop {
        let event = tokio::select! {
            () = g.stopped() => return,
            event = volgen.next() => event,
        };
        let Some(event) = event else { return };
        if event.kind == beheer::GEWIJZIGD
            && let Err(error) = beheer::herlees(&g).await
        {
            tracing::error!(%error, "the changed set-up cannot be read");
        }
    }
}
