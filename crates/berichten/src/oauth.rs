// SPDX-License-Identifier: EUPL-1.2
//! Access tokens for mail servers that take no passwords (RFC 6749): by client credentials, as a
//! service of Microsoft 365 uses, or by a refresh token. A token is kept until shortly before it ends.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use kernel::{Clock, Result, Time};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::server::{Secret, tls_config};

/// A token is not used any more in the last minute of its life.
const MARGIN: Duration = Duration::from_mins(1);
/// For endpoints that do not say how long a token lives.
const LIFE_IF_UNSAID: Duration = Duration::from_mins(5);
/// The endpoint must answer within this time.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of an answer that are read.
const MAX_ANSWER: usize = 64 * 1024;

/// How we ask for a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grant {
    /// As ourselves.
    ClientCredentials,
    /// For a person or mailbox that once agreed.
    RefreshToken(Secret),
}

/// Where and how to get tokens.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address of the token endpoint. Must be https unless it is on this machine.
    pub token_url: String,
    /// Who we are.
    pub client_id: String,
    /// Our secret; empty for a public client with a refresh token.
    pub client_secret: Secret,
    /// What the token must give access to, for instance `https://outlook.office365.com/.default`.
    pub scope: String,
    /// How we ask.
    pub grant: Grant,
    /// Certificates (PEM) to trust besides the public ones.
    pub extra_roots: Option<String>,
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The endpoint says no; somebody must change the settings.
    #[error("de tokenserver weigert: {0}")]
    Refused(String),
    /// The endpoint is not there or not well; try again later.
    #[error("de tokenserver antwoordt niet goed: {0}")]
    Unavailable(String),
}

/// What a keeper gives back, once it is done.
pub type Keeping<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Keeps the newest refresh token where a restart, and every other process, finds it. An endpoint that gives a
/// new one withdraws the old one: who forgets it is locked out.
pub trait Keeper: Send + Sync {
    /// The newest token, when one was ever given since the settings were made.
    fn newest(&self) -> Keeping<'_, Option<Secret>>;

    /// Keeps this one. After `Ok` it is durable.
    fn keep<'a>(&'a self, token: &'a Secret) -> Keeping<'a, ()>;
}

/// A source of tokens. Many may ask at once; the endpoint is asked once.
pub struct Tokens {
    settings: Settings,
    client: reqwest::Client,
    clock: Arc<dyn Clock>,
    keeper: Option<Arc<dyn Keeper>>,
    held: Mutex<Held>,
}

struct Held {
    token: Option<(String, Time)>,
    refresh: Option<Secret>,
    /// The keeper does not have `refresh` yet.
    unkept: bool,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<serde_json::Value>,
    refresh_token: Option<String>,
}

#[derive(Deserialize)]
struct Trouble {
    error: String,
    error_description: Option<String>,
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tokens").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Tokens {
    /// A source for these settings; nothing is asked yet. The refresh token of the settings is the first one;
    /// `keeper` knows the newest. Fails when the address or the certificates cannot be right.
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, keeper: Option<Arc<dyn Keeper>>) -> Result<Self> {
        check_url(&settings.token_url)?;
        let tls = Arc::unwrap_or_clone(tls_config(settings.extra_roots.as_deref())?);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(kernel::Error::internal)?;
        let refresh = match &settings.grant {
            Grant::RefreshToken(token) => Some(token.clone()),
            Grant::ClientCredentials => None,
        };
        Ok(Self {
            settings,
            client,
            clock,
            keeper,
            held: Mutex::new(Held { token: None, refresh, unkept: false }),
        })
    }

    /// A token that is good for at least a minute.
    pub async fn token(&self) -> Result<Secret, TokenError> {
        let mut held = self.held.lock().await;
        self.keep(&mut held).await;
        let now = self.clock.now();
        if let Some((token, until)) = &held.token
            && now < *until
        {
            return Ok(Secret::new(token.clone()));
        }
        let answer = self.renewed(&mut held).await?;
        let life = answer.expires_in.as_ref().and_then(seconds).unwrap_or(LIFE_IF_UNSAID);
        held.token = Some((answer.access_token.clone(), now + life.saturating_sub(MARGIN)));
        if let (Some(new), Some(old)) = (answer.refresh_token.map(Secret::new), held.refresh.as_ref())
            && *old != new
        {
            held.refresh = Some(new);
            held.unkept = self.keeper.is_some();
            // Before the token is used: the old one may be worth nothing any more.
            self.keep(&mut held).await;
        }
        Ok(Secret::new(answer.access_token))
    }

    /// Asks with the newest refresh token. Another process may have been given a newer one in the meantime: then
    /// ours is refused, and the newer one is tried.
    async fn renewed(&self, held: &mut Held) -> Result<Answer, TokenError> {
        self.catch_up(held).await?;
        let used = held.refresh.clone();
        match self.ask(used.as_ref()).await {
            Err(TokenError::Refused(said)) if used.is_some() => {
                self.catch_up(held).await?;
                if held.refresh == used {
                    return Err(TokenError::Refused(said));
                }
                self.ask(held.refresh.as_ref()).await
            }
            other => other,
        }
    }

    /// Takes over the newest refresh token that was kept, unless ours is newer.
    async fn catch_up(&self, held: &mut Held) -> Result<(), TokenError> {
        if let (Some(keeper), false, true) = (&self.keeper, held.unkept, held.refresh.is_some()) {
            let newest = keeper.newest().await.map_err(|error| {
                tracing::error!(%error, "the kept refresh token cannot be read");
                TokenError::Unavailable("de bewaarde toegang kon niet worden gelezen".to_owned())
            })?;
            held.refresh = newest.or_else(|| held.refresh.take());
        }
        Ok(())
    }

    /// Hands a new refresh token over for keeping; tried again at every call until it is kept.
    async fn keep(&self, held: &mut Held) {
        let (Some(keeper), Some(token), true) = (&self.keeper, &held.refresh, held.unkept) else { return };
        match keeper.keep(token).await {
            Ok(()) => held.unkept = false,
            Err(error) => tracing::error!(%error, "a new refresh token could not be kept; it is tried again"),
        }
    }

    /// A server did not take this token: the next one is asked for anew.
    pub async fn refused(&self, token: &Secret) {
        let mut held = self.held.lock().await;
        if held.token.as_ref().is_some_and(|(kept, _)| kept == token.reveal()) {
            held.token = None;
        }
    }

    async fn ask(&self, refresh: Option<&Secret>) -> Result<Answer, TokenError> {
        let unavailable = |e: reqwest::Error| TokenError::Unavailable(e.without_url().to_string());
        let request = self
            .client
            .post(&self.settings.token_url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json")
            .body(self.form(refresh));
        let mut response = request.send().await.map_err(unavailable)?;
        let status = response.status();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unavailable)? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER {
                return Err(TokenError::Unavailable("het antwoord is te groot".to_owned()));
            }
        }
        if status.is_success() {
            return read_answer(&body);
        }
        let trouble = serde_json::from_slice::<Trouble>(&body).ok();
        let said = trouble.as_ref().map_or_else(
            || status.to_string(),
            |t| {
                format!("{} {}", t.error, t.error_description.as_deref().unwrap_or_default())
                    .trim()
                    .to_owned()
            },
        );
        let passing = trouble.is_some_and(|t| t.error == "temporarily_unavailable") || status.as_u16() == 429;
        if status.is_client_error() && !passing {
            Err(TokenError::Refused(said))
        } else {
            Err(TokenError::Unavailable(said))
        }
    }

    fn form(&self, refresh: Option<&Secret>) -> String {
        let mut fields = vec![("client_id", self.settings.client_id.as_str())];
        if !self.settings.client_secret.reveal().is_empty() {
            fields.push(("client_secret", self.settings.client_secret.reveal()));
        }
        if !self.settings.scope.is_empty() {
            fields.push(("scope", &self.settings.scope));
        }
        match refresh {
            Some(token) => {
                fields.extend([("grant_type", "refresh_token"), ("refresh_token", token.reveal())]);
            }
            None => fields.push(("grant_type", "client_credentials")),
        }
        fields
            .iter()
            .map(|(name, value)| format!("{name}={}", form_encoded(value)))
            .collect::<Vec<_>>()
            .join("&")
    }
}

fn read_answer(body: &[u8]) -> Result<Answer, TokenError> {
    let answer: Answer = serde_json::from_slice(body).map_err(|e| TokenError::Unavailable(e.to_string()))?;
    let bearer = answer.token_type.as_deref().is_none_or(|kind| kind.eq_ignore_ascii_case("bearer"));
    let fits = !answer.access_token.is_empty() && answer.access_token.bytes().all(|b| b.is_ascii_graphic());
    if bearer && fits { Ok(answer) } else { Err(TokenError::Unavailable("geen bruikbaar token".to_owned())) }
}

/// Some endpoints write the number as text.
fn seconds(value: &serde_json::Value) -> Option<Duration> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok()).map(Duration::from_secs)
}

fn check_url(url: &str) -> Result<()> {
    let wrong = || {
        kernel::Error::field(
            "token_url",
            format!(
                "'{url}' is geen https-adres, bijvoorbeeld https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token"
            ),
        )
    };
    let parsed = reqwest::Url::parse(url).map_err(|_| wrong())?;
    let local = matches!(parsed.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if parsed.scheme() == "https" || parsed.scheme() == "http" && local { Ok(()) } else { Err(wrong()) }
}

fn form_encoded(value: &str) -> String {
    use std::fmt::Write as _;
    value.bytes().fold(String::new(), |mut out, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
        out
    })
}

/// What the SASL mechanism XOAUTH2 sends first.
pub fn xoauth2(user: &str, token: &Secret) -> String {
    format!("user={user}\u{1}auth=Bearer {}\u{1}\u{1}", token.reveal())
}
