// SPDX-License-Identifier: EUPL-1.2
//! Tokens from an endpoint that follows the standard, and from one that does not.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use berichten::{
    oauth::{Grant, Keeper, Keeping, Settings, TokenError, Tokens},
    server::Secret,
    testing::{TokenStub, TokenStubOptions},
};
use kernel::{TestClock, Time};

/// A keeper that can be stuck.
#[derive(Default)]
struct Drawer {
    tokens: Mutex<Vec<String>>,
    stuck: AtomicBool,
}

impl Drawer {
    fn all(&self) -> Vec<String> {
        self.tokens.lock().unwrap().clone()
    }

    fn open(&self) -> kernel::Result<()> {
        if self.stuck.load(Ordering::SeqCst) { Err(kernel::Error::internal("stuck")) } else { Ok(()) }
    }
}

impl Keeper for Drawer {
    fn newest(&self) -> Keeping<'_, Option<Secret>> {
        Box::pin(async { self.open().map(|()| self.all().last().map(Secret::new)) })
    }

    fn keep<'a>(&'a self, token: &'a Secret) -> Keeping<'a, ()> {
        Box::pin(async { self.open().map(|()| self.tokens.lock().unwrap().push(token.reveal().to_owned())) })
    }
}

fn with_drawer(stub: &TokenStub, clock: &TestClock, drawer: &Arc<Drawer>) -> Tokens {
    let grant = Grant::RefreshToken(Secret::new("eerste"));
    let keeper: Arc<dyn Keeper> = Arc::<Drawer>::clone(drawer);
    Tokens::new(settings(stub, grant), Arc::new(clock.clone()), Some(keeper)).unwrap()
}

async fn stub(refresh_token: Option<&str>) -> TokenStub {
    TokenStub::start(TokenStubOptions {
        client_id: "voordeur".to_owned(),
        client_secret: "g&heim = 100%".to_owned(),
        scope: "https://outlook.office365.com/.default".to_owned(),
        user: "post@thuishaven.nl".to_owned(),
        refresh_token: refresh_token.map(ToOwned::to_owned),
        expires_in: 3600,
    })
    .await
}

fn settings(stub: &TokenStub, grant: Grant) -> Settings {
    Settings {
        token_url: stub.token_url(),
        client_id: "voordeur".to_owned(),
        client_secret: Secret::new("g&heim = 100%"),
        scope: "https://outlook.office365.com/.default".to_owned(),
        grant,
        extra_roots: None,
    }
}

fn clock() -> TestClock {
    TestClock::new(Time::parse("2026-11-24T10:00:00Z").unwrap())
}

#[tokio::test]
async fn a_token_is_kept_until_its_last_minute() {
    let (stub, clock) = (stub(None).await, clock());
    let tokens =
        Tokens::new(settings(&stub, Grant::ClientCredentials), Arc::new(clock.clone()), None).unwrap();
    let first = tokens.token().await.unwrap();
    clock.advance(Duration::from_mins(58));
    assert_eq!(tokens.token().await.unwrap(), first);
    clock.advance(Duration::from_secs(61));
    assert_ne!(tokens.token().await.unwrap(), first);
    assert_eq!(stub.requests().len(), 2);
}

#[tokio::test]
async fn many_who_ask_at_once_make_one_request() {
    let stub = stub(None).await;
    let tokens =
        Arc::new(Tokens::new(settings(&stub, Grant::ClientCredentials), Arc::new(clock()), None).unwrap());
    let asking: Vec<_> =
        (0..20).map(|_| Arc::clone(&tokens)).map(|t| tokio::spawn(async move { t.token().await })).collect();
    for one in asking {
        assert_eq!(one.await.unwrap().unwrap(), Secret::new("token-1"));
    }
    assert_eq!(stub.requests().len(), 1);
}

#[tokio::test]
async fn a_refresh_token_that_rotates_is_followed_and_handed_over_for_keeping() {
    let (stub, clock) = (stub(Some("eerste")).await, clock());
    let kept = Arc::new(Drawer::default());
    let tokens = with_drawer(&stub, &clock, &kept);
    for _ in 0..3 {
        tokens.token().await.unwrap();
        clock.advance(Duration::from_hours(2));
    }
    assert_eq!(kept.all(), ["refresh-1", "refresh-2", "refresh-3"]);
    assert!(stub.requests().iter().all(|r| r.grant_type == "refresh_token" && r.status == 200));

    // After a restart the settings still have the first one, which is worth nothing any more.
    let restarted = with_drawer(&stub, &clock, &kept);
    restarted.token().await.unwrap();
    assert_eq!(kept.all().last().unwrap(), "refresh-4");
    // The first program still runs: it finds what the second one was given.
    tokens.token().await.unwrap();
    assert!(stub.requests().iter().all(|r| r.status == 200), "{:?}", stub.requests());
}

#[tokio::test]
async fn a_new_refresh_token_that_could_not_be_kept_is_offered_again_until_it_is() {
    let (stub, clock) = (stub(Some("eerste")).await, clock());
    let kept = Arc::new(Drawer::default());
    let tokens = with_drawer(&stub, &clock, &kept);
    kept.stuck.store(true, Ordering::SeqCst);
    let token = tokens.token().await.unwrap();
    assert_eq!(tokens.token().await.unwrap(), token, "the mail goes on");
    assert!(kept.all().is_empty());
    kept.stuck.store(false, Ordering::SeqCst);
    tokens.token().await.unwrap();
    assert_eq!((kept.all(), stub.requests().len()), (vec!["refresh-1".to_owned()], 1));

    // Without knowing the newest one we do not ask: an old one could have the whole access withdrawn.
    clock.advance(Duration::from_hours(2));
    kept.stuck.store(true, Ordering::SeqCst);
    assert!(matches!(tokens.token().await, Err(TokenError::Unavailable(_))));
    assert_eq!(stub.requests().len(), 1);
}

#[tokio::test]
async fn wrong_settings_are_told_apart_from_an_endpoint_that_is_down() {
    let stub = stub(None).await;
    let wrong = Settings { client_secret: Secret::new("fout"), ..settings(&stub, Grant::ClientCredentials) };
    let tokens = Tokens::new(wrong, Arc::new(clock()), None).unwrap();
    assert!(
        matches!(tokens.token().await, Err(TokenError::Refused(said)) if said.contains("invalid_client"))
    );

    let tokens = Tokens::new(settings(&stub, Grant::ClientCredentials), Arc::new(clock()), None).unwrap();
    let huge: &'static str = Box::leak("x".repeat(100_000).into_boxed_str());
    let answers = [
        (503, "down"),
        (429, r#"{"error":"slow_down"}"#),
        (400, r#"{"error":"temporarily_unavailable"}"#),
        (302, ""),
        (200, "geen json"),
        (200, r#"{"access_token":"a b"}"#),
        (200, r#"{"access_token":"x","token_type":"mac"}"#),
        (200, huge),
    ];
    stub.fail(answers);
    for answer in answers {
        assert!(matches!(tokens.token().await, Err(TokenError::Unavailable(_))), "{:?}", answer.0);
    }
    // And when it is well again, so are we.
    assert!(tokens.token().await.is_ok());
    drop(stub);
}

#[tokio::test]
async fn a_number_written_as_text_and_a_missing_one_are_understood() {
    let (stub, clock) = (stub(None).await, clock());
    let tokens =
        Tokens::new(settings(&stub, Grant::ClientCredentials), Arc::new(clock.clone()), None).unwrap();
    stub.fail([(200, r#"{"access_token":"a","expires_in":"3600"}"#), (200, r#"{"access_token":"b"}"#)]);
    assert_eq!(tokens.token().await.unwrap(), Secret::new("a"));
    clock.advance(Duration::from_mins(58));
    assert_eq!(tokens.token().await.unwrap(), Secret::new("a"));
    clock.advance(Duration::from_mins(2));
    assert_eq!(tokens.token().await.unwrap(), Secret::new("b"));
    clock.advance(Duration::from_mins(4));
    assert_eq!(tokens.token().await.unwrap(), Secret::new("token-1"));
}

#[tokio::test]
async fn secrets_go_over_no_open_line_and_into_no_log() {
    let stub = stub(None).await;
    for url in ["http://login.voorbeeld.nl/token", "ftp://x", "token"] {
        let open = Settings { token_url: url.to_owned(), ..settings(&stub, Grant::ClientCredentials) };
        assert!(Tokens::new(open, Arc::new(clock()), None).is_err(), "{url}");
    }
    let tokens =
        Tokens::new(settings(&stub, Grant::RefreshToken(Secret::new("ververs"))), Arc::new(clock()), None)
            .unwrap();
    let shown = format!("{tokens:?}");
    assert!(!shown.contains("g&heim") && !shown.contains("ververs"), "{shown}");
}
