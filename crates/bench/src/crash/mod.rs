// SPDX-License-Identifier: EUPL-1.2
//! The crash test: clients post questions, the server is killed at random moments and at fault points, and after
//! every restart each acknowledged question is there once, with owner, promise, confirmation and event.

mod count;
mod sender;

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use tokio::{sync::watch, task::JoinSet};

use self::sender::Sender;
use crate::{dice::Dice, place::Place, server, server::Server, store};

/// Places in crates/storage at which a build with crash points dies, and the most times they are passed before.
const POINTS: [(&str, u64); 4] =
    [("blob-row", 12), ("commit-seal", 150), ("seal-consumer", 15), ("effect-cursor", 15)];
/// A fault point that is not reached in this time is not there.
const REACHED: Duration = Duration::from_secs(30);
/// The journal is sealed this long after a restart.
const SEALED: Duration = Duration::from_secs(20);

/// What to do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The binary.
    pub binary: PathBuf,
    /// How often it is killed.
    pub kills: u64,
    /// Clients that post.
    pub clients: u64,
    /// Decides the moments.
    pub seed: u64,
    /// Whether the binary has fault points (a debug build, or one with the feature `crash-points`).
    pub points: bool,
}

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Times it was killed.
    pub kills: u64,
    /// Fault points at which it died.
    pub died_at: Vec<&'static str>,
    /// Fault points that were not reached.
    pub not_reached: Vec<&'static str>,
    /// Questions that were acknowledged.
    pub acknowledged: usize,
    /// Acknowledged questions that are gone, or are there twice.
    pub lost: Vec<String>,
    /// Questions without owner, promise, confirmation or event.
    pub bare: Vec<String>,
    /// What `voordeur check` said when it was not green.
    pub checks: Vec<String>,
    /// Answers that nobody should get.
    pub surprises: Vec<String>,
}

/// How the server dies.
#[derive(Debug, Clone, Copy)]
enum Death {
    After(Duration),
    At(&'static str, u64),
}

impl Plan {
    /// By turns at a random moment and at a fault point.
    fn death(&self, kill: u64, dice: &mut Dice) -> Death {
        let point = usize::try_from(kill / 2).ok().and_then(|n| POINTS.get(n % POINTS.len()));
        match point {
            Some((point, most)) if self.points && kill % 2 == 1 => Death::At(point, dice.between(1, *most)),
            _ => Death::After(Duration::from_millis(dice.between(20, 1_200))),
        }
    }
}

/// Kills and counts. The place must be prepared.
pub async fn run(place: &Place, plan: &Plan) -> Result<Outcome> {
    let (mut dice, mut outcome) = (Dice::new(plan.seed, 0), Outcome::default());
    let mut senders: Vec<Sender> = (0..plan.clients).map(|n| Sender::new(plan.seed, n)).collect();
    for kill in 0..plan.kills {
        let death = plan.death(kill, &mut dice);
        senders = round(place, plan, death, senders, &mut outcome).await?;
        outcome.kills += 1;
        recover(place, plan, &senders, &mut outcome).await?;
    }
    // What was under way is sent again under its key, and is one question.
    let server = Server::start(&plan.binary, place, &[]).await?;
    for sender in &mut senders {
        sender.finish(server.client()).await?;
    }
    count::hold(place, &senders, true, &mut outcome).await?;
    check(place, &plan.binary, &mut outcome).await?;
    server.stop().await?;
    outcome.acknowledged = senders.iter().map(|s| s.acknowledged.len()).sum();
    outcome.surprises = senders.iter().flat_map(|s| s.surprises.iter().cloned()).collect();
    Ok(outcome)
}

/// Starts the server, lets everybody post, and kills it. Gives the senders with what is under way.
async fn round(
    place: &Place,
    plan: &Plan,
    death: Death,
    senders: Vec<Sender>,
    outcome: &mut Outcome,
) -> Result<Vec<Sender>> {
    let environment = match death {
        Death::At(point, time) => vec![("VOORDEUR_TEST_CRASH".to_owned(), format!("{point}:{time}"))],
        Death::After(_) => Vec::new(),
    };
    let started = Server::start(&plan.binary, place, &environment).await;
    let mut server = match (started, death) {
        (Ok(server), _) => server,
        (Err(_), Death::At(point, _)) => {
            // It passed the point while it caught up; a server that cannot start fails the next round.
            outcome.died_at.push(point);
            return Ok(senders);
        }
        (Err(error), Death::After(_)) => return Err(error),
    };
    let (stop, stopped) = watch::channel(false);
    let mut set = JoinSet::new();
    for sender in senders {
        set.spawn(sender.post_until(server.client(), stopped.clone()));
    }
    match death {
        Death::After(time) => tokio::time::sleep(time).await,
        Death::At(point, _) => match server.ended(REACHED).await? {
            Some(_) => outcome.died_at.push(point),
            None => outcome.not_reached.push(point),
        },
    }
    server.kill().await?;
    stop.send_replace(true);
    let mut back = Vec::new();
    while let Some(sender) = set.join_next().await {
        back.push(sender.context("a client died")?);
    }
    Ok(back)
}

/// Starts again, holds what is there against what was acknowledged, and kills that server too.
async fn recover(place: &Place, plan: &Plan, senders: &[Sender], outcome: &mut Outcome) -> Result<()> {
    let mut server = Server::start(&plan.binary, place, &[]).await.context("it does not start again")?;
    sealed(place).await?;
    count::hold(place, senders, false, outcome).await?;
    check(place, &plan.binary, outcome).await?;
    server.kill().await
}

/// Waits until every event has its number: on a server that happens after commit.
async fn sealed(place: &Place) -> Result<()> {
    let begun = Instant::now();
    let db = place.open_beside().await?;
    loop {
        let mut tx = db.read().await?;
        let open = store::unsealed(&mut tx).await?;
        tx.rollback().await;
        if open == 0 {
            db.close().await;
            return Ok(());
        }
        if begun.elapsed() > SEALED {
            bail!("{open} events are not sealed");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn check(place: &Place, binary: &Path, outcome: &mut Outcome) -> Result<()> {
    let done = server::command(binary, place, &["check"]).stderr(Stdio::piped()).output().await?;
    if !done.status.success() {
        let said = [done.stdout, done.stderr].concat();
        outcome.checks.push(format!("kill {}: {}", outcome.kills, String::from_utf8_lossy(&said)));
    }
    Ok(())
}
