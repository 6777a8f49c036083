// SPDX-License-Identifier: EUPL-1.2
//! A client of the crash test: remembers what was acknowledged, and what is under way when the server dies.

use std::{collections::BTreeSet, fmt::Write as _, time::Duration};

use anyhow::{Context as _, Result, bail};
use kernel::{Clock as _, Ids as _, SystemClock, SystemIds};
use tokio::sync::watch;

use crate::{dice::Dice, fill::texts, http::Client};

/// Pause between two questions of one client.
const PAUSE: Duration = Duration::from_millis(20);
/// Word before the mark of a question.
const MARK: &str = "Kenmerk ";
const BOUNDARY: &str = "grens-van-de-proef";
/// The smallest file that is recognised: a text.
const FILE: &str = "Dit is een bijlage van een inwoner.\n";

/// One question, to be sent until it is acknowledged.
#[derive(Debug, Clone)]
struct Post {
    mark: String,
    key: String,
    text: String,
    /// By the web form, with a file.
    form: bool,
}

/// One client.
#[derive(Debug)]
pub(super) struct Sender {
    n: u64,
    dice: Dice,
    sent: u64,
    under_way: Option<Post>,
    /// Marks of acknowledged questions.
    pub(super) acknowledged: BTreeSet<String>,
    /// Answers that are neither an acknowledgement nor "come back later".
    pub(super) surprises: Vec<String>,
}

/// The mark in the words of a question.
pub(super) fn mark_in(text: &str) -> Option<&str> {
    text.rsplit_once(MARK)?.1.split('.').next()
}

impl Sender {
    pub(super) fn new(seed: u64, n: u64) -> Self {
        Self {
            n,
            dice: Dice::new(seed, n + 1),
            sent: 0,
            under_way: None,
            acknowledged: BTreeSet::new(),
            surprises: Vec::new(),
        }
    }

    /// The mark of what was sent and not acknowledged.
    pub(super) fn under_way(&self) -> Option<&str> {
        self.under_way.as_ref().map(|post| post.mark.as_str())
    }

    /// Posts one question after the other until the server is gone or time is up.
    pub(super) async fn post_until(mut self, mut client: Client, stop: watch::Receiver<bool>) -> Self {
        while !*stop.borrow() {
            if self.one(&mut client).await.is_err() {
                break;
            }
            tokio::time::sleep(PAUSE).await;
        }
        self
    }

    /// Sends what is under way until it is acknowledged.
    pub(super) async fn finish(&mut self, mut client: Client) -> Result<()> {
        for _ in 0..100 {
            if self.under_way.is_none() {
                return Ok(());
            }
            self.one(&mut client).await?;
            tokio::time::sleep(PAUSE).await;
        }
        bail!("a question is not acknowledged: {:?}", self.surprises)
    }

    /// Sends what is under way, or a new question. Errors: the connection broke, nobody knows what happened.
    async fn one(&mut self, client: &mut Client) -> Result<()> {
        let post = match self.under_way.take() {
            Some(post) => post,
            None => self.next(),
        };
        self.under_way = Some(post.clone());
        let reply = if post.form { form(client, &post).await? } else { api(client, &post).await? };
        match reply {
            Reply::Taken => {
                self.under_way = None;
                self.acknowledged.insert(post.mark);
            }
            Reply::Later => {}
            Reply::Strange(what) => {
                self.under_way = None;
                self.surprises.push(what);
            }
        }
        Ok(())
    }

    fn next(&mut self) -> Post {
        self.sent += 1;
        let mark = format!("k{}x{}", self.n, self.sent);
        Post {
            text: format!("{} {MARK}{mark}.", texts::question(&mut self.dice).1),
            key: SystemIds.uuid(SystemClock.now()).to_string(),
            form: self.sent.is_multiple_of(4),
            mark,
        }
    }
}

enum Reply {
    Taken,
    Later,
    Strange(String),
}

async fn api(client: &mut Client, post: &Post) -> Result<Reply> {
    let body = serde_json::json!({
        "kanaal": "website",
        "tekst": post.text,
        "indiener": { "naam": "Inwoner", "email": "inwoner@voorbeeld.example" },
        "antwoordkanaal": "e-mail",
    })
    .to_string();
    let headers = [("content-type", "application/json"), ("idempotency-key", post.key.as_str())];
    let reply = client.send("POST", "/api/v1/vragen", &headers, body.as_bytes()).await?;
    Ok(match reply.status {
        201 => Reply::Taken,
        503 => Reply::Later,
        status => Reply::Strange(format!("API answers {status}: {}", reply.text())),
    })
}

async fn form(client: &mut Client, post: &Post) -> Result<Reply> {
    let fields = [
        ("stap", "controle"),
        ("sleutel", post.key.as_str()),
        ("tekst", post.text.as_str()),
        ("bsn", "laten"),
        ("hoe", "e-mail"),
        ("email", "inwoner@voorbeeld.example"),
        ("naam", "Inwoner"),
    ];
    let mut body = String::new();
    for (name, value) in fields {
        write!(body, "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")?;
    }
    write!(
        body,
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"bestanden\"; filename=\"{}.txt\"\r\n\
         content-type: text/plain\r\n\r\n{FILE}{}\r\n--{BOUNDARY}--\r\n",
        post.mark, post.mark
    )?;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [("content-type", kind.as_str()), ("sec-fetch-site", "same-origin")];
    let reply = client.send("POST", "/vraag", &headers, body.as_bytes()).await.context("the form")?;
    Ok(match reply.status {
        303 if reply.header("location").starts_with("/vraag/bevestiging") => Reply::Taken,
        503 => Reply::Later,
        status => Reply::Strange(format!("the form answers {status}: {}", reply.text())),
    })
}
