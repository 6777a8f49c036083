// SPDX-License-Identifier: EUPL-1.2
//! A receiver of mail: speaks enough SMTP (RFC 5321) for real clients, keeps what it gets, and fails
//! where it is told to.

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::ServerConfig;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

/// What goes wrong with one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The answer to this command (`"MAIL"`, `"RCPT"`, `"DATA"`, `"."`, `"AUTH"`, `"EHLO"`) is this line.
    Answer(&'static str, String),
    /// The connection is cut when this command comes in, before it is answered.
    Cut(&'static str),
    /// The mail is kept, but the connection is cut before the sender hears of it.
    CutAfterKeeping,
    /// No answer ever comes.
    Silence(&'static str),
}

/// A mail that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Envelope sender.
    pub from: String,
    /// Envelope recipients.
    pub to: Vec<String>,
    /// The mail, as sent, without dot stuffing.
    pub data: Vec<u8>,
    /// Whether the line was encrypted.
    pub encrypted: bool,
    /// What was said to log in, decoded.
    pub auth: Option<String>,
}

impl Received {
    /// The mail as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.data).into_owned()
    }
}

/// How the receiver behaves.
#[derive(Debug, Clone, Default)]
pub struct SmtpSinkOptions {
    /// Encrypt with this; else the line stays open.
    pub tls: Option<Arc<ServerConfig>>,
    /// Encrypt from the first byte instead of after STARTTLS.
    pub implicit: bool,
    /// Logins that are accepted, decoded; empty: nobody has to log in.
    pub logins: Vec<String>,
}

struct State {
    options: Mutex<SmtpSinkOptions>,
    faults: Mutex<VecDeque<Fault>>,
    received: watch::Sender<Vec<Received>>,
    refused_logins: Mutex<Vec<String>>,
}

/// A running receiver; it stops when dropped.
pub struct SmtpSink {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SmtpSink {
    /// Starts one on a free port.
    pub async fn start(options: SmtpSinkOptions) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            options: Mutex::new(options),
            faults: Mutex::default(),
            received: watch::Sender::new(Vec::new()),
            refused_logins: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let fault = locked(&shared.faults).pop_front().unwrap_or(Fault::None);
                let state = Arc::clone(&shared);
                // A connection that breaks is the business of the other side.
                tokio::spawn(async move { drop(accept(stream, &state, fault).await) });
            }
        });
        Self { address, state, task }
    }

    /// The next connections fail like this, one each, in order.
    pub fn fail(&self, faults: impl IntoIterator<Item = Fault>) {
        locked(&self.state.faults).extend(faults);
    }

    /// Accepts other logins from now on.
    pub fn accept_logins(&self, logins: Vec<String>) {
        locked(&self.state.options).logins = logins;
    }

    /// Everything received so far.
    pub fn received(&self) -> Vec<Received> {
        self.state.received.borrow().clone()
    }

    /// Logins that were refused, decoded.
    pub fn refused_logins(&self) -> Vec<String> {
        locked(&self.state.refused_logins).clone()
    }

    /// The mail with this number, from 0, as soon as it is received. Waits as long as it takes.
    pub async fn nth(&self, number: usize) -> Received {
        let mut watch = self.state.received.subscribe();
        watch.wait_for(|all| all.len() > number).await.unwrap()[number].clone()
    }

    /// Waits until this many mails were received. Fails the test after 20 seconds.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        let mut watch = self.state.received.subscribe();
        let waiting = watch.wait_for(|all| all.len() >= count);
        tokio::time::timeout(Duration::from_secs(20), waiting)
            .await
            .expect("no mail in 20 seconds")
            .unwrap()
            .clone()
    }
}

async fn accept(stream: TcpStream, state: &State, fault: Fault) -> std::io::Result<()> {
    let options = locked(&state.options).clone();
    let mut talk = Talk {
        state,
        fault,
        auth: None,
        encrypted: false,
        offer_tls: options.tls.is_some() && !options.implicit,
        logins: options.logins,
    };
    match options.tls {
        None => talk.run(BufReader::new(stream), true).await.map(|_| ()),
        Some(config) if options.implicit => {
            talk.encrypted = true;
            let stream = TlsAcceptor::from(config).accept(stream).await?;
            talk.run(BufReader::new(stream), true).await.map(|_| ())
        }
        Some(config) => {
            let Some(stream) = talk.run(BufReader::new(stream), true).await? else { return Ok(()) };
            talk.encrypted = true;
            talk.offer_tls = false;
            let stream = TlsAcceptor::from(config).accept(stream.into_inner()).await?;
            talk.run(BufReader::new(stream), false).await.map(|_| ())
        }
    }
}

struct Talk<'a> {
    state: &'a State,
    fault: Fault,
    auth: Option<String>,
    encrypted: bool,
    offer_tls: bool,
    logins: Vec<String>,
}

impl Talk<'_> {
    /// Talks until the end; gives the stream back when it must be encrypted.
    async fn run<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        mut stream: BufReader<S>,
        greet: bool,
    ) -> std::io::Result<Option<BufReader<S>>> {
        if greet {
            say(&mut stream, "220 sink ESMTP").await?;
        }
        let (mut from, mut to) = (String::new(), Vec::new());
        let mut line = String::new();
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(None);
            }
            let text = line.trim_end().to_owned();
            let verb = text.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            if let Some(end) = self.misbehave(&verb, &mut stream).await? {
                if end {
                    return Ok(None);
                }
                continue;
            }
            match verb.as_str() {
                "EHLO" => say(&mut stream, &self.offer()).await?,
                "STARTTLS" if self.offer_tls => {
                    say(&mut stream, "220 go ahead").await?;
                    return Ok(Some(stream));
                }
                "AUTH" => self.log_in(&mut stream, &text).await?,
                "MAIL" if !self.logins.is_empty() && self.auth.is_none() => {
                    say(&mut stream, "530 5.7.0 log in first").await?;
                }
                "MAIL" => {
                    from = path(&text);
                    to.clear();
                    say(&mut stream, "250 2.1.0 ok").await?;
                }
                "RCPT" => {
                    to.push(path(&text));
                    say(&mut stream, "250 2.1.5 ok").await?;
                }
                "DATA" => {
                    say(&mut stream, "354 go ahead").await?;
                    let data = read_data(&mut stream).await?;
                    let mail = Received {
                        from: from.clone(),
                        to: to.clone(),
                        data,
                        encrypted: self.encrypted,
                        auth: self.auth.clone(),
                    };
                    if self.keep(&mut stream, mail).await? {
                        return Ok(None);
                    }
                }
                "QUIT" => {
                    say(&mut stream, "221 2.0.0 bye").await?;
                    return Ok(None);
                }
                _ => say(&mut stream, "250 ok").await?,
            }
        }
    }

    fn offer(&self) -> String {
        let tls = if self.offer_tls { "250-STARTTLS\r\n" } else { "" };
        let auth = if self.logins.is_empty() { "" } else { "250-AUTH PLAIN LOGIN XOAUTH2\r\n" };
        format!("250-sink\r\n{tls}{auth}250 8BITMIME")
    }

    /// Whether the fault of this connection is for this command, and whether the talk is over.
    async fn misbehave<S: AsyncWrite + Unpin>(
        &mut self,
        verb: &str,
        stream: &mut S,
    ) -> std::io::Result<Option<bool>> {
        match self.fault.clone() {
            Fault::Answer(at, line) if at == verb => {
                say(stream, &line).await?;
                Ok(Some(line.starts_with("421")))
            }
            Fault::Cut(at) if at == verb => Ok(Some(true)),
            Fault::Silence(at) if at == verb => std::future::pending().await,
            _ => Ok(None),
        }
    }

    /// Keeps a mail and answers. True when the connection is to be cut.
    async fn keep<S: AsyncWrite + Unpin>(&mut self, stream: &mut S, mail: Received) -> std::io::Result<bool> {
        if let Some(over) = self.misbehave(".", stream).await? {
            return Ok(over);
        }
        self.state.received.send_modify(|all| all.push(mail));
        if self.fault == Fault::CutAfterKeeping {
            return Ok(true);
        }
        say(stream, "250 2.0.0 kept as 12345").await?;
        Ok(false)
    }

    async fn log_in<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        stream: &mut BufReader<S>,
        line: &str,
    ) -> std::io::Result<()> {
        let mut words = line.split(' ').skip(1);
        let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
        let said = match (mechanism.as_str(), words.next()) {
            ("LOGIN", _) => {
                let user = ask(stream, "334 VXNlcm5hbWU6").await?;
                let password = ask(stream, "334 UGFzc3dvcmQ6").await?;
                format!("\0{user}\0{password}")
            }
            (_, Some(initial)) => decoded(initial),
            (_, None) => ask(stream, "334 ").await?,
        };
        if self.logins.contains(&said) {
            self.auth = Some(said);
            return say(stream, "235 2.7.0 welcome").await;
        }
        locked(&self.state.refused_logins).push(said);
        if mechanism == "XOAUTH2" {
            // The server tells why first, and refuses after the client has answered with an empty line.
            say(stream, &format!("334 {}", STANDARD.encode(r#"{"status":"401","schemes":"bearer"}"#)))
                .await?;
            stream.read_line(&mut String::new()).await?;
        }
        say(stream, "535 5.7.8 wrong name or password").await
    }
}

async fn ask<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut BufReader<S>,
    prompt: &str,
) -> std::io::Result<String> {
    say(stream, prompt).await?;
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    Ok(decoded(&line))
}

fn decoded(text: &str) -> String {
    String::from_utf8_lossy(&STANDARD.decode(text.trim()).unwrap_or_default()).into_owned()
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, line: &str) -> std::io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await?;
    stream.flush().await
}

fn path(line: &str) -> String {
    line.split('<').nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default().to_owned()
}

async fn read_data<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<Vec<u8>> {
    let mut data = Vec::new();
    loop {
        let from = data.len();
        if stream.take(1024 * 1024).read_until(b'\n', &mut data).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if &data[from..] == b".\r\n" {
            data.truncate(from);
            return Ok(data);
        }
        if data[from] == b'.' {
            data.remove(from);
        }
    }
}
