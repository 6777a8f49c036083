// SPDX-License-Identifier: EUPL-1.2
//! Over a real socket.

use std::{fs, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::extract::State;
use kernel::Error;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        pki_types::{CertificateDer, ServerName, pem::PemObject as _},
    },
};
use web::{Access, Answer, ClientIp, Config, Gemeente, Routes, serve};

use crate::support::Site;

/// Lets a test see that a request has arrived, and decide when it is answered.
#[derive(Default)]
struct Signs {
    asked: Notify,
    go_on: Notify,
}

async fn listen(site: &Site, tls: bool) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Routes::new()
        .get("/wie", Access::Public, "/wie", async |ClientIp(address): ClientIp| address.to_string())
        .get("/langzaam", Access::Public, "/langzaam", async |State(g): State<Gemeente>| -> Answer<&str> {
            let signs = g.ext::<Signs>().unwrap_or_default();
            signs.asked.notify_one();
            signs.go_on.notified().await;
            Ok("klaar")
        });
    let router = routes.build(&site.gemeente);
    let gemeente = site.gemeente.clone();
    let tls = tls.then(|| serve::tls(&pem(site, "certificaat.pem"), &pem(site, "sleutel.pem")).unwrap());
    let server = tokio::spawn(async move { serve::serve(&gemeente, listener, router, tls).await });
    (address, server)
}

/// A file with a certificate for `localhost`, or its key; made on first use.
fn pem(site: &Site, name: &str) -> PathBuf {
    let folder = site.db.folder();
    if !folder.join(name).exists() {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(folder.join("certificaat.pem"), made.cert.pem()).unwrap();
        fs::write(folder.join("sleutel.pem"), made.signing_key.serialize_pem()).unwrap();
    }
    folder.join(name)
}

async fn ask(stream: impl AsyncRead + AsyncWrite, path: &str, extra: &str) -> String {
    let mut stream = Box::pin(stream);
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{extra}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[tokio::test]
async fn the_address_of_a_visitor_is_that_of_the_connection_unless_a_listed_proxy_says_otherwise() {
    let site = Site::new().await;
    let (address, _server) = listen(&site, false).await;
    let forwarded = "X-Forwarded-For: 203.0.113.9\r\n";
    let answer = ask(TcpStream::connect(address).await.unwrap(), "/wie", forwarded).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
    let proxied =
        Site::with(Config { trusted_proxies: vec!["127.0.0.1".parse().unwrap()], ..Config::default() }).await;
    let (address, _server) = listen(&proxied, false).await;
    let answer = ask(TcpStream::connect(address).await.unwrap(), "/wie", forwarded).await;
    assert!(answer.ends_with("203.0.113.9"), "{answer}");
}

#[tokio::test]
async fn stopping_finishes_what_was_asked_and_takes_nothing_new() {
    let site = Site::new().await;
    let signs = Arc::new(Signs::default());
    site.gemeente.set_ext(Arc::clone(&signs));
    let (address, server) = listen(&site, false).await;
    let asked = tokio::spawn(ask(TcpStream::connect(address).await.unwrap(), "/langzaam", ""));
    let idle = TcpStream::connect(address).await.unwrap();
    signs.asked.notified().await;
    site.gemeente.stop();
    signs.go_on.notify_one();
    assert!(asked.await.unwrap().ends_with("klaar"));
    tokio::time::timeout(Duration::from_secs(5), server).await.expect("it stops at once").unwrap();
    drop(idle);
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn who_connects_and_says_nothing_or_half_a_word_is_sent_away() {
    let site = Site::new().await;
    let (address, _server) = listen(&site, false).await;
    for word in ["", "P", "GET /wie HTTP/1.1\r\nHost: loc"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(word.as_bytes()).await.unwrap();
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        assert!(!answer.contains("200 OK"), "{answer}");
    }
}

#[tokio::test]
async fn over_tls_the_same_site_answers() {
    let site = Site::new().await;
    let (address, _server) = listen(&site, true).await;
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(pem(&site, "certificaat.pem")).unwrap()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TlsConnector::from(Arc::new(client)).connect(name, stream).await.unwrap();
    assert!(ask(stream, "/wie", "").await.ends_with("127.0.0.1"));
    let plain = ask(TcpStream::connect(address).await.unwrap(), "/wie", "").await;
    assert!(!plain.contains("200 OK"), "{plain}");
    let wrong = serve::tls(&pem(&site, "sleutel.pem"), &pem(&site, "sleutel.pem")).err().unwrap();
    assert!(matches!(&wrong, Error::Internal(why) if why.contains("sleutel.pem")), "{wrong}");
}

#[tokio::test(start_paused = true)]
async fn a_request_that_hangs_is_given_up_after_half_a_minute() {
    let site = Site::new().await;
    let router = Routes::new()
        .post("/vast", Access::Public, "/vast", async || -> Answer { std::future::pending().await })
        .build(&site.gemeente);
    let site = Site { router, ..site };
    let reply = site.post("/vast", "tekst=Wat+ik+typte+staat+er+nog").await;
    assert_eq!((reply.status.as_u16(), reply.header("retry-after")), (503, "10"));
    assert!(reply.text.contains("Wat ik typte staat er nog"));
}

#[tokio::test]
async fn the_administrator_sees_whether_it_lives_is_ready_and_how_busy_it_is() {
    let site = Site::new().await;
    site.get("/").await;
    site.get("/niets").await;
    let admin = Site { router: serve::admin_site(&site.gemeente), ..site };
    assert_eq!(admin.get("/livez").await.text, "leeft\n");
    assert_eq!(admin.get("/readyz").await.status.as_u16(), 200);
    let metrics = admin.get("/metrics").await.text;
    assert!(metrics.contains("voordeur_requests_total{status=\"2xx\"} 1"), "{metrics}");
    assert!(metrics.contains("voordeur_requests_total{status=\"4xx\"} 1"), "{metrics}");
    admin.gemeente.stop();
    assert_eq!(admin.get("/readyz").await.status.as_u16(), 503);
}
