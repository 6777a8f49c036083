// SPDX-License-Identifier: EUPL-1.2
//! A small HTTP/1.1 client that keeps its connection: what a browser or a system does, without the rest.

use std::{
    io::{Error, ErrorKind, Result},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// Whoever gets no answer for this long gives up.
const PATIENCE: Duration = Duration::from_secs(40);

/// One client with one connection.
#[derive(Debug)]
pub struct Client {
    address: String,
    stream: Option<TcpStream>,
    read: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Body, as it came over the line.
    pub body: Vec<u8>,
}

impl Reply {
    /// A header; empty when absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Client {
    /// A client of the server at `host:port`; connects when it first sends.
    pub fn new(address: impl Into<String>) -> Self {
        Self { address: address.into(), stream: None, read: Vec::new() }
    }

    /// Sends one request and reads the whole answer. After an error nobody knows whether it arrived.
    pub async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Reply> {
        let done = timeout(PATIENCE, self.exchange(method, path, headers, body)).await;
        let reply = done.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()));
        if reply.as_ref().map_or(true, |r| r.header("connection") == "close") {
            self.stream = None;
            self.read.clear();
        }
        reply
    }

    /// GET with these headers.
    pub async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Result<Reply> {
        self.send("GET", path, headers, &[]).await
    }

    async fn exchange(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Reply> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for (name, value) in headers {
            request.extend([*name, ": ", *value, "\r\n"]);
        }
        if method != "GET" {
            request.extend(["content-length: ", body.len().to_string().as_str(), "\r\n"]);
        }
        request.push_str("\r\n");
        let mut request = request.into_bytes();
        request.extend_from_slice(body);
        let mut stream = if let Some(stream) = self.stream.take() {
            stream
        } else {
            let stream = TcpStream::connect(&self.address).await?;
            stream.set_nodelay(true)?;
            stream
        };
        stream.write_all(&request).await?;
        let reply = self.reply(&mut stream).await?;
        self.stream = Some(stream);
        Ok(reply)
    }

    async fn reply(&mut self, stream: &mut TcpStream) -> Result<Reply> {
        let end = loop {
            if let Some(at) = find(&self.read, b"\r\n\r\n") {
                break at;
            }
            self.more(stream).await?;
        };
        let head: Vec<u8> = self.read.drain(..end + 4).collect();
        let head = String::from_utf8_lossy(&head);
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|l| l.split(' ').nth(1)).and_then(|s| s.parse().ok());
        let mut reply = Reply {
            status: status.ok_or_else(|| Error::from(ErrorKind::InvalidData))?,
            headers: lines
                .filter_map(|l| l.split_once(':'))
                .map(|(n, v)| (n.to_lowercase(), v.trim().to_owned()))
                .collect(),
            body: Vec::new(),
        };
        reply.body = if reply.header("transfer-encoding") == "chunked" {
            self.chunks(stream).await?
        } else {
            let length = reply.header("content-length").parse().unwrap_or(0);
            self.take(stream, length).await?
        };
        Ok(reply)
    }

    async fn chunks(&mut self, stream: &mut TcpStream) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                if let Some(at) = find(&self.read, b"\r\n") {
                    break at;
                }
                self.more(stream).await?;
            };
            let line: Vec<u8> = self.read.drain(..end + 2).collect();
            let line = String::from_utf8_lossy(&line);
            let length = usize::from_str_radix(line.trim().split(';').next().unwrap_or(""), 16)
                .map_err(|_| Error::from(ErrorKind::InvalidData))?;
            body.extend(self.take(stream, length).await?);
            self.take(stream, 2).await?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    async fn take(&mut self, stream: &mut TcpStream, length: usize) -> Result<Vec<u8>> {
        while self.read.len() < length {
            self.more(stream).await?;
        }
        Ok(self.read.drain(..length).collect())
    }

    async fn more(&mut self, stream: &mut TcpStream) -> Result<()> {
        if stream.read_buf(&mut self.read).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

/// Percent-encoding of a value in a form or an address.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::net::TcpListener;

    #[tokio::test]
    async fn two_answers_come_over_one_connection_with_a_length_and_in_chunks() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = Client::new(listener.local_addr().unwrap().to_string());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut asked = [0_u8; 4096];
            assert!(stream.read(&mut asked).await.unwrap() > 0);
            stream.write_all(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nja").await.unwrap();
            assert!(stream.read(&mut asked).await.unwrap() > 0);
            let answer =
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\neen\r\n4\r\ntwee\r\n0\r\n\r\n";
            stream.write_all(answer).await.unwrap();
        });
        let first = client.send("POST", "/", &[], b"x").await.unwrap();
        assert_eq!((first.status, first.text().as_str()), (201, "ja"));
        let second = client.get("/", &[]).await.unwrap();
        assert_eq!((second.status, second.text().as_str()), (200, "eentwee"));
        server.await.unwrap();
        assert_eq!(encode("a b&c"), "a%20b%26c");
    }
}
