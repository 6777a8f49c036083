// SPDX-License-Identifier: EUPL-1.2
//! The real binary, started on a free loopback port.

use std::{
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
    time::timeout,
};

use crate::{http::Client, place::Place};

/// A server that does not listen after this long does not come up.
const UP: Duration = Duration::from_mins(1);
/// A server that is told to stop has this long.
const DOWN: Duration = Duration::from_secs(30);
/// Below this share of one processor a server is quiet.
const QUIET: f64 = 0.05;

/// A running server; killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// `host:port` it listens on.
    pub address: String,
    /// From start to its first 200.
    pub ready: Duration,
}

/// The binary to measure: what was said, else `VOORDEUR_TEST_BIN`, else the one beside ours.
pub fn binary(said: Option<&Path>) -> Result<PathBuf> {
    let beside = || Some(std::env::current_exe().ok()?.parent()?.join("voordeur"));
    let path = said
        .map(Path::to_path_buf)
        .or_else(|| std::env::var_os("VOORDEUR_TEST_BIN").map(PathBuf::from))
        .or_else(beside)
        .context("which binary? say --bin")?;
    if path.is_file() {
        return Ok(path);
    }
    bail!("{} is not there. Build it with: cargo build --release -p voordeur", path.display())
}

/// A command of the binary on this installation.
pub fn command(binary: &Path, place: &Place, arguments: &[&str]) -> Command {
    let mut command = Command::new(binary);
    let inherited = std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("VOORDEUR_"));
    for name in inherited {
        command.env_remove(name);
    }
    command.args(arguments).envs(place.settings()).kill_on_drop(true).stdin(Stdio::null());
    command
}

impl Server {
    /// Starts the binary, with more environment when there is any, and waits for its first 200.
    pub async fn start(binary: &Path, place: &Place, environment: &[(String, String)]) -> Result<Self> {
        let begun = Instant::now();
        let mut child = command(binary, place, &["serve"])
            .envs(environment.iter().cloned())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let out = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(out).lines();
        let listening = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, address)) = line.split_once("http://") {
                    return Ok(address.trim().to_owned());
                }
            }
            bail!("the server ended before it listened")
        };
        let address = timeout(UP, listening).await.context("the server does not listen")??;
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let mut server = Self { child, address, ready: Duration::ZERO };
        let reply = server.client().get("/", &[]).await.context("the portal does not answer")?;
        if reply.status != 200 {
            bail!("the portal answers {}: {}", reply.status, reply.text());
        }
        server.ready = begun.elapsed();
        Ok(server)
    }

    /// A new client of this server.
    pub fn client(&self) -> Client {
        Client::new(self.address.clone())
    }

    /// kill -9.
    pub async fn kill(&mut self) -> Result<()> {
        self.child.kill().await.context("cannot kill the server")
    }

    /// Waits until it ends by itself; `None` when it does not in time.
    pub async fn ended(&mut self, within: Duration) -> Result<Option<ExitStatus>> {
        match timeout(within, self.child.wait()).await {
            Ok(status) => Ok(Some(status?)),
            Err(_) => Ok(None),
        }
    }

    /// Stops it in order.
    pub async fn stop(mut self) -> Result<()> {
        let pid = self.pid()?.to_string();
        Command::new("kill").args(["-TERM", &pid]).status().await.context("cannot stop the server")?;
        if self.ended(DOWN).await?.is_none() {
            bail!("the server does not stop");
        }
        Ok(())
    }

    fn pid(&self) -> Result<u32> {
        self.child.id().context("the server has ended")
    }

    /// Memory in use now (VmRSS) and the most ever (VmHWM), in MiB.
    pub fn memory(&self) -> Result<(f64, f64)> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()?))
            .context("memory is read from /proc, which only Linux has")?;
        let of = |name: &str| {
            let line = status.lines().find(|l| l.starts_with(name))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
        };
        Ok((of("VmRSS:").context("VmRSS")?, of("VmHWM:").context("VmHWM")?))
    }

    /// Processor time used so far, in clock ticks (hundredths of a second on Linux).
    fn ticks(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()?))?;
        let after = stat.rsplit(')').next().unwrap_or("");
        let fields: Vec<&str> = after.split_whitespace().collect();
        let tick = |n: usize| fields.get(n).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
        Ok(tick(11) + tick(12))
    }

    /// Waits until it has nothing left to do, at most this long.
    pub async fn quiet(&self, most: Duration) -> Result<()> {
        let begun = Instant::now();
        let mut calm = 0;
        while begun.elapsed() < most && calm < 3 {
            let before = self.ticks()?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            calm = if self.ticks()? - before <= QUIET * 100.0 { calm + 1 } else { 0 };
        }
        Ok(())
    }
}
