// SPDX-License-Identifier: EUPL-1.2
//! Hands a mail to a mail server (RFC 6409) and tells what came of it. One connection per mail; every
//! step has a time limit; nothing here is retried except a login with a token that had ended.

use std::{future::Future, time::Duration};

use lettre::transport::smtp::{
    authentication::{Credentials, Mechanism},
    client::{AsyncSmtpConnection, Certificate, TlsParameters},
    extension::ClientId,
};

use crate::{
    outgoing::Built,
    server::{Login, STEP_TIMEOUT, Secret, Security, Server},
};

/// What became of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it; delivery is now its duty.
    Accepted {
        /// What the server said.
        said: String,
    },
    /// Not now: try again later. The mail itself may be in order.
    Temporary {
        /// What the server said, or what went wrong.
        said: String,
    },
    /// Never like this: trying again will not help.
    Permanent {
        /// What the server said.
        said: String,
    },
}

/// A mail server that takes our mail.
#[derive(Debug, Clone)]
pub struct Mailer {
    server: Server,
    login: Login,
    hello: ClientId,
    patience: Duration,
}

/// What stopped a mail before the server had an opinion on it.
struct Trouble {
    said: String,
    /// The login was refused.
    login: bool,
}

impl Mailer {
    /// A mailer for this server. `name` is how we introduce ourselves, usually our own host name.
    pub fn new(server: Server, login: Login, name: &str) -> kernel::Result<Self> {
        server.check()?;
        Ok(Self { server, login, hello: ClientId::Domain(name.to_owned()), patience: STEP_TIMEOUT })
    }

    /// Waits at most this long for each step, instead of [`STEP_TIMEOUT`].
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Sends one mail.
    pub async fn send(&self, mail: &Built) -> Outcome {
        let line = match self.line().await {
            Ok(line) => line,
            Err(trouble) => return Outcome::Temporary { said: trouble.said },
        };
        self.deliver(line, mail).await
    }

    /// Connects and logs in, without sending: for a check of the settings.
    pub async fn test(&self) -> Result<(), String> {
        let mut line = self.line().await.map_err(|trouble| trouble.said)?;
        let _ = self.in_time("afsluiten", line.quit()).await;
        Ok(())
    }

    /// A connection on which mail may be sent.
    async fn line(&self) -> Result<AsyncSmtpConnection, Trouble> {
        match &self.login {
            Login::None => self.connect(None).await,
            Login::Password { user, password } => self.connect(Some((user, password, PASSWORD))).await,
            Login::OAuth { user, tokens } => {
                let token = || async {
                    tokens.token().await.map_err(|e| Trouble { said: e.to_string(), login: false })
                };
                let first = token().await?;
                match self.connect(Some((user, &first, TOKEN))).await {
                    Err(Trouble { login: true, .. }) => {
                        // It may have been withdrawn before its time.
                        tokens.refused(&first).await;
                        let second = token().await?;
                        self.connect(Some((user, &second, TOKEN))).await
                    }
                    other => other,
                }
            }
        }
    }

    async fn connect(
        &self,
        login: Option<(&str, &Secret, &[Mechanism])>,
    ) -> Result<AsyncSmtpConnection, Trouble> {
        let address = (self.server.host.as_str(), self.server.port);
        let at_once = if self.server.security == Security::Tls { Some(self.tls()?) } else { None };
        let connecting =
            AsyncSmtpConnection::connect_tokio1(address, Some(self.patience), &self.hello, at_once, None);
        let mut line = self.in_time("verbinden", connecting).await?;
        if self.server.security == Security::StartTls {
            self.in_time("versleutelen", line.starttls(self.tls()?, &self.hello)).await?;
        }
        if let Some((user, secret, mechanisms)) = login {
            let credentials = Credentials::new(user.to_owned(), secret.reveal().to_owned());
            self.in_time("inloggen", line.auth(mechanisms, &credentials))
                .await
                .map_err(|t| Trouble { login: true, ..t })?;
        }
        Ok(line)
    }

    async fn deliver(&self, mut line: AsyncSmtpConnection, mail: &Built) -> Outcome {
        let Ok(sent) = tokio::time::timeout(self.patience * 3, line.send(&mail.envelope, &mail.bytes)).await
        else {
            return Outcome::Temporary { said: "versturen: de mailserver antwoordt niet".to_owned() };
        };
        match sent {
            Ok(response) => {
                let said =
                    format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" "));
                // The mail is handed over; how we part makes no difference.
                let _ = self.in_time("afsluiten", line.quit()).await;
                Outcome::Accepted { said }
            }
            // An address in a script that this server cannot carry will not do better tomorrow.
            Err(e) if e.is_permanent() || e.is_client() => Outcome::Permanent { said: words(&e) },
            Err(e) => Outcome::Temporary { said: words(&e) },
        }
    }

    async fn in_time<T>(
        &self,
        step: &str,
        work: impl Future<Output = Result<T, lettre::transport::smtp::Error>>,
    ) -> Result<T, Trouble> {
        match tokio::time::timeout(self.patience, work).await {
            Ok(done) => done.map_err(|e| trouble(step, &e)),
            Err(_) => Err(Trouble { said: format!("{step}: de mailserver antwoordt niet"), login: false }),
        }
    }

    fn tls(&self) -> Result<TlsParameters, Trouble> {
        let mut parameters = TlsParameters::builder(self.server.host.clone());
        if let Some(pem) = &self.server.extra_roots {
            parameters = parameters.add_root_certificate(
                Certificate::from_pem(pem.as_bytes()).map_err(|e| trouble("certificaat", &e))?,
            );
        }
        parameters.build().map_err(|e| trouble("certificaat", &e))
    }
}

const PASSWORD: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login];
const TOKEN: &[Mechanism] = &[Mechanism::Xoauth2];

fn trouble(step: &str, error: &lettre::transport::smtp::Error) -> Trouble {
    Trouble { said: format!("{step}: {}", words(error)), login: false }
}

/// Code and words of the server, or what went wrong; one line of at most 500 characters.
fn words(error: &lettre::transport::smtp::Error) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string);
    let said = match (error.status(), source) {
        (Some(code), Some(source)) => format!("{code} {source}"),
        _ => error.to_string(),
    };
    said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(500).collect()
}
