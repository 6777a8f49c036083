// SPDX-License-Identifier: EUPL-1.2
//! Which language a page is in: what the visitor chose, else Dutch. Employees' pages are Dutch.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Query, State},
    http::{HeaderMap, HeaderValue, Uri, header, request::Parts},
    response::Response,
};
use axum_extra::extract::CookieJar;

use crate::{Gemeente, Lang, T, fout_page::is_work, page};

/// Cookie with the chosen language. It says nothing about the person, so it needs no consent.
const COOKIE: &str = "taal";

/// `?taal=en` on this request, else the cookie, else Dutch.
pub(crate) fn of_request(uri: &Uri, headers: &HeaderMap) -> Lang {
    if is_work(uri.path()) {
        return Lang::Nl;
    }
    let asked = uri.query().and_then(|q| q.split('&').find_map(|pair| pair.strip_prefix("taal=")));
    let kept = CookieJar::from_headers(headers).get(COOKIE).map(|c| c.value().to_owned());
    asked.and_then(|l| l.parse().ok()).or_else(|| kept?.parse().ok()).unwrap_or_default()
}

impl FromRequestParts<Gemeente> for T {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, gemeente: &Gemeente) -> Result<Self, Infallible> {
        Ok(gemeente.texts().in_lang(of_request(&parts.uri, &parts.headers)))
    }
}

/// Where the visitor goes on in the chosen language.
#[derive(serde::Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    taal: String,
    #[serde(default)]
    naar: String,
}

/// `GET /taal?taal=en&naar=/vraag`: keeps the choice for a year and goes on. A link, so that it works everywhere.
pub(crate) async fn choose(State(gemeente): State<Gemeente>, Query(choice): Query<Choice>) -> Response {
    let lang: Lang = choice.taal.parse().unwrap_or_default();
    let secure = if gemeente.config().is_https() { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={lang}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}");
    let mut response = page::see_other(&choice.naar);
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_who_chose_english_keeps_it_on_the_portal_and_nowhere_else() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; taal=en"));
        let lang = |path: &'static str, headers: &HeaderMap| of_request(&Uri::from_static(path), headers);
        assert_eq!(lang("/vraag", &headers), Lang::En);
        assert_eq!(lang("/vraag?x=1&taal=nl", &headers), Lang::Nl);
        assert_eq!(lang("/werk/vraag/1", &headers), Lang::Nl);
        assert_eq!(lang("/vraag?taal=xx", &HeaderMap::new()), Lang::Nl);
        assert_eq!(lang("/werkwijze", &headers), Lang::En, "only whole path segments count");
    }
}
