// SPDX-License-Identifier: EUPL-1.2
//! Guessing is stopped; nobody can lock a colleague out.

use std::{net::IpAddr, time::Duration};

use axum::http::HeaderMap;
use kernel::Error;
use web::attempts::{self, Attempt};

use crate::support::Site;

const OFFICE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 9));

async fn guess(site: &Site, headers: &HeaderMap, from: IpAddr, account: &str) -> Result<(), Error> {
    let attempt = Attempt::new(&site.gemeente, headers, from, account);
    let mut tx = site.gemeente.db().begin().await.unwrap();
    let checked = attempt.check(&mut tx).await;
    attempt.failed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    checked
}

/// Signs in with the right password; gives the headers of that browser from then on.
async fn right(site: &Site, headers: &HeaderMap, from: IpAddr, account: &str) -> Result<HeaderMap, Error> {
    let attempt = Attempt::new(&site.gemeente, headers, from, account);
    let mut tx = site.gemeente.db().begin().await.unwrap();
    attempt.check(&mut tx).await?;
    let cookie = attempt.succeeded(&site.gemeente, &mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let mut known = headers.clone();
    if let Some(cookie) = cookie {
        known.insert("cookie", cookie.to_str().unwrap().split(';').next().unwrap().parse().unwrap());
    }
    Ok(known)
}

#[tokio::test]
async fn five_wrong_passwords_make_one_wait_and_a_quarter_later_it_may_again() {
    for site in Site::on_both().await {
        let none = HeaderMap::new();
        for _ in 0..5 {
            guess(&site, &none, OFFICE, "yusuf").await.unwrap();
            site.clock.advance(Duration::from_secs(10));
        }
        assert_eq!(guess(&site, &none, OFFICE, "yusuf").await, Err(Error::TooMany { retry_after_secs: 850 }));
        guess(&site, &none, HOME, "yusuf").await.unwrap();
        site.clock.advance(Duration::from_mins(15));
        guess(&site, &none, OFFICE, "yusuf").await.unwrap();
        let mut tx = site.gemeente.db().begin().await.unwrap();
        assert!(attempts::sweep(&mut tx).await.unwrap() > 0);
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn one_address_cannot_try_the_whole_staff() {
    let site = Site::new().await;
    for nr in 0..50 {
        guess(&site, &HeaderMap::new(), OFFICE, &format!("medewerker{nr}")).await.unwrap();
    }
    assert!(guess(&site, &HeaderMap::new(), OFFICE, "medewerker51").await.is_err());
}

#[tokio::test]
async fn whoever_signed_in_here_before_gets_in_whatever_a_colleague_tries_at_the_same_address() {
    let site = Site::new().await;
    let none = HeaderMap::new();
    let own = right(&site, &none, OFFICE, "yusuf").await.unwrap();
    for nr in 0..60 {
        let _ = guess(&site, &none, OFFICE, if nr % 2 == 0 { "yusuf" } else { "lotte" }).await;
    }
    assert!(right(&site, &none, OFFICE, "yusuf").await.is_err(), "a stranger at this address waits");
    assert!(right(&site, &own, OFFICE, "yusuf").await.is_ok(), "Yusuf's own browser does not");
    assert!(right(&site, &own, OFFICE, "lotte").await.is_err(), "it is known for Yusuf only");
    let mut forged = HeaderMap::new();
    forged.insert("cookie", "vd-apparaat=AAAA.00".parse().unwrap());
    assert!(right(&site, &forged, OFFICE, "yusuf").await.is_err());
}

#[tokio::test]
async fn a_known_browser_is_no_way_to_guess_for_ever() {
    let site = Site::new().await;
    let own = right(&site, &HeaderMap::new(), HOME, "yusuf").await.unwrap();
    for _ in 0..5 {
        guess(&site, &own, HOME, "yusuf").await.unwrap();
    }
    assert!(guess(&site, &own, OFFICE, "yusuf").await.is_err());
}
