// SPDX-License-Identifier: EUPL-1.2
//! Listening: HTTP/1.1 and HTTP/2, plain or with TLS, and a clean end.

use std::{io, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{ConnectInfo, State},
    http::{Request, StatusCode, header},
    response::{IntoResponse, Response},
    routing,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use kernel::{Error, Result};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    },
};
use tower::util::ServiceExt as _;

use crate::{Gemeente, store};

/// A client must have sent the head of its request within this.
const HEAD_TIMEOUT: Duration = Duration::from_secs(20);
/// A TLS handshake may take this.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
/// Stopping may take this; then what is open is cut.
pub const STOP_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections at once; further ones wait in the queue of the operating system.
const MOST_CONNECTIONS: usize = 8192;

/// Serves the site on this listener until [`Gemeente::stop`], then finishes what is open, at most 10 seconds.
pub async fn serve(gemeente: &Gemeente, listener: TcpListener, site: Router, tls: Option<TlsAcceptor>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let open = GracefulShutdown::new();
    loop {
        // The semaphore is never closed, and a full house still hears the call to stop.
        let (place, stream, peer) = tokio::select! {
            accepted = accept(&places, &listener) => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, most likely: others must close first.
                    tracing::warn!(%error, "cannot accept");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = gemeente.stopped() => break,
        };
        let (site, tls, watcher) = (site.clone(), tls.clone(), open.watcher());
        tokio::spawn(async move {
            let _place = place;
            talk(stream, peer, site, tls, watcher).await;
        });
    }
    drop(listener);
    if tokio::time::timeout(STOP_TIMEOUT, open.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and were cut");
    }
}

async fn accept(
    places: &Arc<Semaphore>,
    listener: &TcpListener,
) -> io::Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    // Answers are small and written whole: waiting for more to send only costs time.
    let _ = stream.set_nodelay(true);
    Ok((place, stream, peer))
}

/// One connection from the first byte to the last. Plain connections speak HTTP/1.1 and TLS agrees on the protocol:
/// nobody can keep us guessing by sending nothing.
async fn talk(stream: TcpStream, peer: SocketAddr, site: Router, tls: Option<TlsAcceptor>, watcher: Watcher) {
    let Some(tls) = tls else { return answer(stream, peer, site, false, watcher).await };
    match tokio::time::timeout(HANDSHAKE_TIMEOUT, tls.accept(stream)).await {
        Ok(Ok(stream)) => {
            let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
            answer(stream, peer, site, http2, watcher).await;
        }
        Ok(Err(error)) => tracing::debug!(%error, "no TLS"),
        Err(_) => tracing::debug!("TLS handshake took too long"),
    }
}

async fn answer<S>(stream: S, peer: SocketAddr, site: Router, http2: bool, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = TowerToHyperService::new(site.map_request(move |request| with_peer(request, peer)));
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .max_concurrent_streams(100);
    let builder = if http2 { builder.http2_only() } else { builder.http1_only() };
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    // A visitor who went away in the middle is no news.
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "connection ended early");
    }
}

fn with_peer<B>(mut request: Request<B>, peer: SocketAddr) -> Request<B> {
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

/// TLS from a certificate file (the chain, own certificate first) and a key file, both PEM.
pub fn tls(certificate: &Path, key: &Path) -> Result<TlsAcceptor> {
    let wrong = |file: &Path, error: &dyn std::fmt::Display| {
        Error::internal(format!("TLS file {} cannot be used: {error}", file.display()))
    };
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(|e| wrong(certificate, &e))?;
    let key_der = PrivateKeyDer::from_pem_file(key).map_err(|e| wrong(key, &e))?;
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_no_client_auth()
        .with_single_cert(chain, key_der)
        .map_err(|e| wrong(certificate, &e))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// What the administrator's listener answers: `/livez`, `/readyz`, `/metrics`. It has no gate: bind it to an address
/// that only the administrator's machines reach.
pub fn admin_site(gemeente: &Gemeente) -> Router {
    Router::new()
        .route("/livez", routing::get(async || "leeft\n"))
        .route("/readyz", routing::get(ready))
        .route("/metrics", routing::get(metrics))
        .with_state(gemeente.clone())
}

/// Ready while the database answers and nobody asked to stop: a load balancer then sends visitors elsewhere.
async fn ready(State(gemeente): State<Gemeente>) -> Response {
    let answers = async {
        let mut tx = gemeente.db().read().await?;
        let answer = store::ping(&mut tx).await;
        tx.rollback().await;
        answer
    };
    match answers.await {
        Ok(_) if !gemeente.is_stopping() => "gereed\n".into_response(),
        _ => (StatusCode::SERVICE_UNAVAILABLE, "niet gereed\n").into_response(),
    }
}

async fn metrics(State(gemeente): State<Gemeente>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], gemeente.metrics().text()).into_response()
}
