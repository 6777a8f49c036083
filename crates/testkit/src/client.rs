// SPDX-License-Identifier: EUPL-1.2
//! A browser without a screen: keeps cookies, follows nothing by itself.

use axum::{Router, body::Body};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use uuid::Uuid;
use web::{Employee, Gemeente, Rollen};

/// A client of the site.
pub struct Client {
    g: Gemeente,
    site: Router,
    cookies: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Antwoord {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body as text.
    pub tekst: String,
}

impl Antwoord {
    /// Where a redirect goes; empty when it is none.
    pub fn naar(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// Fails with the page when the text is not there.
    #[track_caller]
    pub fn toont(&self, tekst: &str) -> &Self {
        assert!(self.tekst.contains(tekst), "'{tekst}' not on the page ({}):\n{}", self.status, self.tekst);
        self
    }

    /// Fails when the text is there.
    #[track_caller]
    pub fn toont_niet(&self, tekst: &str) -> &Self {
        assert!(!self.tekst.contains(tekst), "'{tekst}' is on the page:\n{}", self.tekst);
        self
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.tekst).unwrap_or_else(|e| panic!("{e}: {}", self.tekst))
    }
}

impl Client {
    pub(crate) fn new(g: Gemeente, site: Router) -> Self {
        Self { g, site, cookies: Vec::new() }
    }

    /// Signs in as this employee.
    pub async fn meld_aan(&mut self, medewerker: Uuid) {
        let inr = beheer::inrichting(&self.g).await.expect("the set-up");
        let m = inr.medewerker(medewerker).expect("an employee");
        let who = Employee::new(m.id, &m.naam, &m.team, Rollen::parse(&m.rollen.join(" ")));
        let cookie = web::session::sign_in(&self.g, &HeaderMap::new(), &who).await.expect("a session");
        self.keep(cookie.to_str().expect("a cookie"));
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or("");
        if let Some((name, value)) = pair.split_once('=') {
            self.cookies.retain(|(n, _)| n != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }

    /// GET of a page.
    pub async fn get(&mut self, pad: &str) -> Antwoord {
        self.send(Method::GET, pad, &[], Body::empty()).await
    }

    /// POST of a form.
    pub async fn post(&mut self, pad: &str, velden: &[(&str, &str)]) -> Antwoord {
        let body: Vec<String> = velden.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        let soort = [(header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")];
        self.send(Method::POST, pad, &soort, Body::from(body.join("&"))).await
    }

    /// Any request. A same-origin browser is played unless the headers say otherwise.
    pub async fn send(
        &mut self,
        method: Method,
        pad: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Antwoord {
        let mut request = Request::builder().method(method).uri(pad).header(header::HOST, "voordeur.test");
        if !headers.iter().any(|(n, _)| n.eq_ignore_ascii_case("sec-fetch-site")) {
            request = request.header("sec-fetch-site", "same-origin");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let all: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
            request = request.header(header::COOKIE, all.join("; "));
        }
        let response = self.site.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str().unwrap_or(""));
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Antwoord {
            status: parts.status,
            headers: parts.headers,
            tekst: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

/// Percent-encoding of a form value.
fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { (b as char).to_string() } else { format!("%{b:02X}") })
        .collect()
}
