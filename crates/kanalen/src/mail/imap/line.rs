// SPDX-License-Identifier: EUPL-1.2
//! A line to the server: connected, encrypted, logged in.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use async_imap::{Authenticator, Client, Session, error::Error as ImapError};
use berichten::{
    oauth::xoauth2,
    server::{Login, Secret, Security, Server},
};
use rustls_pki_types::ServerName;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::TlsConnector;

use super::watch::Trouble;

/// Anything that carries IMAP.
pub trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug> Wire for T {}

/// A line on which we are logged in.
pub type Line = Session<Box<dyn Wire>>;

/// Connects and logs in.
pub async fn open(server: &Server, login: &Login, step: Duration) -> Result<Line, Trouble> {
    server.check().map_err(|e| Trouble::Refused(e.to_string()))?;
    match login {
        Login::None => Err(Trouble::Refused("voor dit postvak is geen account ingesteld".to_owned())),
        Login::Password { user, password } => {
            password_login(connect(server, step).await?, user, password, step).await
        }
        Login::OAuth { user, tokens } => {
            let token = tokens.token().await.map_err(|e| Trouble::Refused(e.to_string()))?;
            let client = connect(server, step).await?;
            let logged_in =
                in_time(step, "inloggen", client.authenticate("XOAUTH2", Once(Some(xoauth2(user, &token)))))
                    .await?;
            if matches!(logged_in, Err((ImapError::No(_) | ImapError::Bad(_), _))) {
                // It may have been withdrawn before its time; the next try gets a new one.
                tokens.refused(&token).await;
            }
            logged_in.map_err(|(e, _)| trouble("inloggen", e))
        }
    }
}

async fn connect(server: &Server, step: Duration) -> Result<Client<Box<dyn Wire>>, Trouble> {
    let connecting = TcpStream::connect((server.host.as_str(), server.port));
    let stream = in_time(step, "verbinden", connecting)
        .await?
        .map_err(|e| Trouble::Lost(format!("verbinden: {e}")))?;
    stream.set_nodelay(true).map_err(|e| Trouble::Lost(e.to_string()))?;
    match server.security {
        Security::Plain => greeted(Box::new(stream), step).await,
        Security::Tls => greeted(encrypt(server, Box::new(stream), step).await?, step).await,
        Security::StartTls => {
            let mut client = greeted(Box::new(stream), step).await?;
            let asked =
                in_time(step, "versleutelen", client.run_command_and_check_ok("STARTTLS", None)).await?;
            asked.map_err(|e| trouble("versleutelen", e))?;
            // What came in before the line was encrypted is forgotten with the old client.
            Ok(Client::new(encrypt(server, client.into_inner(), step).await?))
        }
    }
}

async fn greeted(wire: Box<dyn Wire>, step: Duration) -> Result<Client<Box<dyn Wire>>, Trouble> {
    let mut client = Client::new(wire);
    let greeting = in_time(step, "verbinden", client.read_response()).await?;
    match greeting.map_err(|e| Trouble::Lost(format!("verbinden: {e}")))? {
        Some(_) => Ok(client),
        None => Err(Trouble::Lost("de mailserver hing op".to_owned())),
    }
}

async fn encrypt(server: &Server, wire: Box<dyn Wire>, step: Duration) -> Result<Box<dyn Wire>, Trouble> {
    let config = server.tls_config().map_err(|e| Trouble::Refused(e.to_string()))?;
    let name = ServerName::try_from(server.host.clone()).map_err(|e| Trouble::Refused(e.to_string()))?;
    let shaking = TlsConnector::from(Arc::clone(&config)).connect(name, wire);
    let encrypted = in_time(step, "versleutelen", shaking).await?;
    Ok(Box::new(encrypted.map_err(|e| Trouble::Lost(format!("versleutelen: {e}")))?))
}

async fn password_login(
    client: Client<Box<dyn Wire>>,
    user: &str,
    password: &Secret,
    step: Duration,
) -> Result<Line, Trouble> {
    // LOGIN is understood everywhere, but carries ASCII only.
    let plain = user.is_ascii() && password.reveal().is_ascii();
    let logged_in = if plain {
        in_time(step, "inloggen", client.login(user, password.reveal())).await?
    } else {
        let said = format!("\0{user}\0{}", password.reveal());
        in_time(step, "inloggen", client.authenticate("PLAIN", Once(Some(said)))).await?
    };
    logged_in.map_err(|(e, _)| trouble("inloggen", e))
}

/// Says one thing, and nothing more when asked again: so a server can tell why it refuses.
struct Once(Option<String>);

impl Authenticator for Once {
    type Response = String;

    fn process(&mut self, _challenge: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

/// One step within its time.
pub async fn in_time<T>(step: Duration, what: &str, work: impl Future<Output = T>) -> Result<T, Trouble> {
    tokio::time::timeout(step, work)
        .await
        .map_err(|_| Trouble::Lost(format!("{what}: de mailserver antwoordt niet")))
}

/// What went wrong, apart by whether another line may help.
fn trouble(what: &str, error: ImapError) -> Trouble {
    match error {
        ImapError::No(said) | ImapError::Bad(said) => Trouble::Refused(format!("{what}: {said}")),
        other => Trouble::Lost(format!("{what}: {other}")),
    }
}
