// SPDX-License-Identifier: EUPL-1.2
//! Read pages while questions come in: 8 clients that each ask one page after the other.

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use tokio::{task::JoinSet, time::interval};

use crate::{
    accept,
    access::{Access, Question},
    dice::Dice,
    http::{Client, encode},
    place::Place,
    server::Server,
    stats::Times,
};

/// Clients that read at the same time.
pub const READERS: usize = 8;
/// Questions per second that come in meanwhile.
const INCOMING: u64 = 20;
/// Questions of which one resident's session knows the code.
const OWN: usize = 20;

/// What is read, with its budget in milliseconds.
pub const PAGES: [(&str, u32); 8] = [
    ("portal home", 20),
    ("status page", 20),
    ("my day", 50),
    ("worklist", 50),
    ("question page", 50),
    ("team page", 50),
    ("search", 20),
    ("API read", 5),
];

/// p95 in milliseconds per page, in the order of [`PAGES`], and pages per second over all.
#[derive(Debug, Clone)]
pub struct Pages {
    /// p95 per page.
    pub p95: Vec<(&'static str, f64)>,
    /// Pages per second.
    pub per_second: f64,
}

/// Starts the server, reads with this pause after each page, and stops it.
pub async fn run(binary: &Path, place: &Place, seconds: u64, pause: Duration) -> Result<Pages> {
    let access = Access::make(place).await?;
    let server = Server::start(binary, place, &[]).await?;
    server.quiet(Duration::from_mins(1)).await?;
    let pages = load(&server, &access, seconds, pause).await?;
    server.stop().await?;
    Ok(pages)
}

/// Reads from a running server while questions come in.
pub async fn load(server: &Server, access: &Access, seconds: u64, pause: Duration) -> Result<Pages> {
    let time = Duration::from_secs(seconds);
    let reading = readers(server, access, READERS, time, pause);
    let (read, sent) = tokio::join!(reading, incoming(server.client(), time));
    sent?;
    let mut read = read?;
    let all: usize = read.values().map(Times::len).sum();
    let p95 = PAGES.iter().map(|(page, _)| (*page, read.entry(page).or_default().percentile(95))).collect();
    Ok(Pages { p95, per_second: crate::stats::number(all as u64) / time.as_secs_f64() })
}

async fn incoming(mut client: Client, time: Duration) -> Result<()> {
    let (mut dice, until) = (Dice::new(7, 0), Instant::now() + time);
    let mut beat = interval(Duration::from_millis(1000 / INCOMING));
    while Instant::now() < until {
        beat.tick().await;
        accept::post(&mut client, &mut dice).await?;
    }
    Ok(())
}

/// Times per page of so many reading clients.
pub async fn readers(
    server: &Server,
    access: &Access,
    clients: usize,
    time: Duration,
    pause: Duration,
) -> Result<BTreeMap<&'static str, Times>> {
    let mut set = JoinSet::new();
    for n in 0..clients {
        let reader = Reader::new(server.client(), access, n).await?;
        set.spawn(reader.read(Instant::now() + time, pause));
    }
    let mut all: BTreeMap<&'static str, Times> = BTreeMap::new();
    while let Some(read) = set.join_next().await {
        for (page, times) in read?? {
            all.entry(page).or_default().join(times);
        }
    }
    Ok(all)
}

/// One client: sometimes a resident, sometimes who leads a team, sometimes a system.
struct Reader {
    client: Client,
    dice: Dice,
    access: Access,
    team: &'static str,
    employee: String,
    resident: String,
    own: Vec<Question>,
}

impl Reader {
    async fn new(mut client: Client, access: &Access, n: usize) -> Result<Self> {
        let (team, employee) = access.leads.get(n % access.leads.len().max(1)).context("no team")?.clone();
        let own: Vec<Question> = access
            .questions
            .iter()
            .skip(n * OWN)
            .take(OWN)
            .filter(|q| !q.number.is_empty())
            .cloned()
            .collect();
        let mut resident = String::new();
        for q in &own {
            let form = format!("nummer={}&volgcode={}", encode(&q.number), encode(&q.code));
            let headers = [
                ("content-type", "application/x-www-form-urlencoded"),
                ("sec-fetch-site", "same-origin"),
                ("cookie", resident.as_str()),
            ];
            let reply = client.send("POST", "/status", &headers, form.as_bytes()).await?;
            let cookie = reply.header("set-cookie").split(';').next().unwrap_or("").to_owned();
            if reply.status != 303 {
                bail!("the code of {} opens nothing ({}): {}", q.number, reply.status, reply.text());
            }
            if !cookie.is_empty() {
                resident = cookie;
            }
        }
        let dice = Dice::new(8, n as u64);
        Ok(Self { client, dice, access: access.clone(), team, employee, resident, own })
    }

    /// Reads until it is time.
    async fn read(mut self, until: Instant, pause: Duration) -> Result<BTreeMap<&'static str, Times>> {
        let mut all: BTreeMap<&'static str, Times> = BTreeMap::new();
        while Instant::now() < until {
            let place = usize::try_from(self.dice.below(PAGES.len() as u64))?;
            let page = PAGES.get(place).map_or("", |(page, _)| page);
            let path = self.path(page)?;
            let bearer = format!("Bearer {}", self.access.key);
            let who = match page {
                "portal home" => ("accept-language", "nl"),
                "status page" => ("cookie", self.resident.as_str()),
                "API read" => ("authorization", bearer.as_str()),
                _ => ("cookie", self.employee.as_str()),
            };
            let begun = Instant::now();
            let reply = self.client.get(&path, &[who, ("accept-encoding", "br, gzip")]).await?;
            let time = begun.elapsed();
            if reply.status != 200 {
                bail!("{page}: {path} answers {}", reply.status);
            }
            all.entry(page).or_default().add(time);
            if !pause.is_zero() {
                tokio::time::sleep(pause).await;
            }
        }
        Ok(all)
    }

    fn path(&mut self, page: &str) -> Result<String> {
        let any = self.dice.one(&self.access.questions).context("no questions: bench fill first")?;
        Ok(match page {
            "portal home" => "/".to_owned(),
            "status page" => {
                let own = self.dice.one(&self.own).context("fewer questions than readers need")?;
                format!("/status/vraag?nummer={}", own.number)
            }
            "my day" => "/werk".to_owned(),
            "worklist" => format!("/werk/voorraad/{}", self.team),
            "question page" => format!("/werk/vraag/{}", any.number),
            "team page" => "/team".to_owned(),
            "search" => format!("/werk/zoek?q={}", encode(&any.name)),
            _ => format!("/api/v1/vragen/{}", any.id),
        })
    }
}
