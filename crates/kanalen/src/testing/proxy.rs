// SPDX-License-Identifier: EUPL-1.2
//! A line that breaks where the test wants it: after so many bytes from the server.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// What happens to a line after so many bytes from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// It breaks.
    Break(usize),
    /// It stays open and silent.
    Silence(usize),
    /// It breaks when the client says something with this in it. Holds for all later lines too.
    BreakOn(&'static str),
}

/// A proxy between a client and a server; it stops when dropped.
pub struct CuttingProxy {
    /// Where it listens.
    pub address: SocketAddr,
    cuts: Arc<Mutex<VecDeque<Cut>>>,
    lines: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for CuttingProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl CuttingProxy {
    /// A proxy to `server`. The first lines end like this, one each; later lines are whole.
    pub async fn start(server: SocketAddr, cuts: impl IntoIterator<Item = Cut>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let cuts = Arc::new(Mutex::new(cuts.into_iter().collect::<VecDeque<_>>()));
        let lines = Arc::new(AtomicUsize::new(0));
        let (shared, counted) = (Arc::clone(&cuts), Arc::clone(&lines));
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let cut = shared.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                if let Some(Cut::BreakOn(_)) = cut {
                    shared.lock().unwrap_or_else(PoisonError::into_inner).extend(cut);
                }
                // A line that breaks is what this is for.
                tokio::spawn(async move { drop(carry(client, server, cut).await) });
            }
        });
        Self { address, cuts, lines, task }
    }

    /// Lines opened so far.
    pub fn lines(&self) -> usize {
        self.lines.load(Ordering::SeqCst)
    }

    /// Cuts that were not used yet.
    pub fn cuts_left(&self) -> usize {
        self.cuts.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

async fn carry(mut client: TcpStream, server: SocketAddr, cut: Option<Cut>) -> std::io::Result<()> {
    let mut server = TcpStream::connect(server).await?;
    let (mut up, mut down) = (vec![0; 4096], vec![0; 4096]);
    let mut left = match cut {
        Some(Cut::Break(bytes) | Cut::Silence(bytes)) => bytes,
        Some(Cut::BreakOn(_)) | None => usize::MAX,
    };
    while left > 0 {
        tokio::select! {
            read = client.read(&mut up) => {
                let said = &up[..read?];
                let broken = matches!(cut, Some(Cut::BreakOn(words)) if said.windows(words.len()).any(|w| w == words.as_bytes()));
                if said.is_empty() || broken {
                    return Ok(());
                }
                server.write_all(said).await?;
            }
            read = server.read(&mut down) => {
                let count = read?.min(left);
                if count == 0 {
                    return Ok(());
                }
                client.write_all(&down[..count]).await?;
                left -= count;
            }
        }
    }
    if matches!(cut, Some(Cut::Silence(_))) {
        // Until the client has had enough.
        while client.read(&mut up).await? > 0 {}
    }
    Ok(())
}
