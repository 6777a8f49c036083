// SPDX-License-Identifier: EUPL-1.2
//! A token endpoint that follows RFC 6749 (client credentials, refresh token with rotation) and RFC 7662
//! (introspection, which an IMAP server can use to check a token).

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::json;
use tokio::{
    io::BufReader,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

use super::http;

/// Who may ask, and for what.
#[derive(Debug, Clone)]
pub struct TokenStubOptions {
    /// The only client.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// The only scope.
    pub scope: String,
    /// Account to which tokens give access.
    pub user: String,
    /// The refresh token that is good at the start; each use gives a new one.
    pub refresh_token: Option<String>,
    /// Seconds that a token lives.
    pub expires_in: u64,
}

/// A request as the endpoint saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// `client_credentials` or `refresh_token`.
    pub grant_type: String,
    /// HTTP status it was answered with.
    pub status: u16,
}

struct State {
    options: TokenStubOptions,
    refresh_token: Mutex<Option<String>>,
    good: Mutex<Vec<String>>,
    requests: Mutex<Vec<TokenRequest>>,
    faults: Mutex<VecDeque<(u16, String)>>,
}

/// A running endpoint; it stops when dropped.
pub struct TokenStub {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl Drop for TokenStub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl TokenStub {
    /// Starts one on a free port.
    pub async fn start(options: TokenStubOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            refresh_token: Mutex::new(options.refresh_token.clone()),
            options,
            good: Mutex::default(),
            requests: Mutex::default(),
            faults: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let state = Arc::clone(&shared);
                // A client that hangs up is its own business.
                tokio::spawn(async move { drop(serve(stream, &state).await) });
            }
        });
        Self { address, state, task }
    }

    /// Address of the token endpoint.
    pub fn token_url(&self) -> String {
        format!("http://{}/token", self.address)
    }

    /// Address of the introspection endpoint.
    pub fn introspection_url(&self) -> String {
        format!("http://{}/introspect", self.address)
    }

    /// The next requests for a token get these answers, whatever they ask.
    pub fn fail(&self, answers: impl IntoIterator<Item = (u16, &'static str)>) {
        locked(&self.state.faults)
            .extend(answers.into_iter().map(|(status, body)| (status, body.to_owned())));
    }

    /// Requests for a token so far.
    pub fn requests(&self) -> Vec<TokenRequest> {
        locked(&self.state.requests).clone()
    }

    /// Tokens that are good now.
    pub fn good_tokens(&self) -> Vec<String> {
        locked(&self.state.good).clone()
    }

    /// Withdraws all tokens before their time.
    pub fn withdraw(&self) {
        locked(&self.state.good).clear();
    }
}

async fn serve(stream: TcpStream, state: &State) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let request = http::read(&mut stream).await?;
    let (status, body) = if request.path.starts_with("/token") {
        let fault = locked(&state.faults).pop_front();
        fault.unwrap_or_else(|| token(&request, state))
    } else {
        introspect(&request, state)
    };
    http::answer(&mut stream, status, &body).await
}

fn token(request: &http::Request, state: &State) -> (u16, String) {
    let form = http::form(&request.body);
    let field = |name: &str| form.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    let (status, body) = decide(request, state, &field);
    locked(&state.requests)
        .push(TokenRequest { grant_type: field("grant_type").unwrap_or_default().to_owned(), status });
    (status, body)
}

fn decide<'a>(
    request: &http::Request,
    state: &State,
    field: &dyn Fn(&str) -> Option<&'a str>,
) -> (u16, String) {
    let options = &state.options;
    let error = |status, code: &str| {
        (status, json!({"error": code, "error_description": "said the stub"}).to_string())
    };
    let form_type =
        request.content_type.as_deref().is_some_and(|t| t.starts_with("application/x-www-form-urlencoded"));
    if !form_type {
        return error(400, "invalid_request");
    }
    if field("client_id") != Some(&options.client_id)
        || field("client_secret") != Some(&options.client_secret)
    {
        return error(401, "invalid_client");
    }
    if field("scope").is_some_and(|scope| scope != options.scope) {
        return error(400, "invalid_scope");
    }
    let mut rotated = None;
    match field("grant_type") {
        Some("client_credentials") => {}
        Some("refresh_token") => {
            let mut held = locked(&state.refresh_token);
            if held.is_none() || held.as_deref() != field("refresh_token") {
                return error(400, "invalid_grant");
            }
            let next = format!("refresh-{}", locked(&state.requests).len() + 1);
            *held = Some(next.clone());
            rotated = Some(next);
        }
        _ => return error(400, "unsupported_grant_type"),
    }
    let token = format!("token-{}", locked(&state.requests).len() + 1);
    locked(&state.good).push(token.clone());
    let mut answer = json!({"access_token": token, "token_type": "Bearer", "expires_in": options.expires_in});
    if let Some(next) = rotated {
        answer["refresh_token"] = next.into();
    }
    (200, answer.to_string())
}

fn introspect(request: &http::Request, state: &State) -> (u16, String) {
    let form = http::form(&request.body);
    let in_form = form.iter().find(|(k, _)| k == "token").map(|(_, v)| v.clone());
    let in_header =
        request.authorization.as_deref().and_then(|a| a.strip_prefix("Bearer ")).map(ToOwned::to_owned);
    let token = in_form.or(in_header).unwrap_or_default();
    let active = locked(&state.good).contains(&token);
    (
        200,
        if active {
            json!({"active": true, "username": state.options.user, "email": state.options.user})
        } else {
            json!({"active": false})
        }
        .to_string(),
    )
}
