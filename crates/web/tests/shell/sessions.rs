// SPDX-License-Identifier: EUPL-1.2
//! How long somebody stays signed in, and how that ends.

use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use web::{Config, Rol, session};

use crate::support::{Site, request, yusuf};

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_session_ends_after_an_hour_without_use_and_use_keeps_it() {
    for site in Site::on_both().await {
        let cookie = site.sign_in(&[Rol::Medewerker]).await;
        for _ in 0..3 {
            site.clock.advance(50 * MINUTE);
            let reply = site.get_as(&cookie, "/werk").await;
            assert_eq!((reply.status, reply.header("x-session-ends")), (StatusCode::OK, "3600"));
        }
        site.clock.advance(59 * MINUTE);
        let live = [("cookie", cookie.as_str()), ("x-background", "1")];
        let background = site.send(request("GET", "/werk", &live, "")).await;
        assert_eq!(background.header("x-session-ends"), "60", "a page that refreshes itself is not use");
        site.clock.advance(MINUTE);
        assert_eq!(site.get_as(&cookie, "/werk").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn after_twelve_hours_one_signs_in_again_however_busy_the_day() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    for _ in 0..23 {
        site.clock.advance(30 * MINUTE);
        assert_eq!(site.get_as(&cookie, "/werk").await.status, StatusCode::OK);
    }
    assert_eq!(site.get_as(&cookie, "/werk").await.header("x-session-ends"), "1800");
    site.clock.advance(30 * MINUTE);
    assert_eq!(site.get_as(&cookie, "/werk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn i_am_still_here_moves_the_end_with_and_without_script() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    site.clock.advance(59 * MINUTE);
    let script = site.send(request("POST", "/sessie/verleng", &[("cookie", &cookie)], "")).await;
    assert_eq!((script.status, script.header("x-session-ends")), (StatusCode::NO_CONTENT, "3600"));
    site.clock.advance(59 * MINUTE);
    let form = site.post_as(&cookie, "/sessie/verleng", "naar=/werk%3Fx%3D1").await;
    assert_eq!((form.status, form.header("location")), (StatusCode::SEE_OTHER, "/werk?x=1"));
    site.clock.advance(59 * MINUTE);
    let foreign = site.post_as(&cookie, "/sessie/verleng", "naar=//boef.example").await;
    assert_eq!(foreign.header("location"), "/");
    site.clock.advance(61 * MINUTE);
    let late = site.send(request("POST", "/sessie/verleng", &[("cookie", &cookie)], "")).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_token_planted_before_sign_in_is_worth_nothing_after() {
    let site = Site::new().await;
    let planted = site.sign_in(&[Rol::Medewerker]).await;
    let mut headers = HeaderMap::new();
    headers.insert("cookie", planted.parse().unwrap());
    let fresh = session::sign_in(&site.gemeente, &headers, &yusuf(&[Rol::Beheerder])).await.unwrap();
    assert_eq!(site.get_as(&planted, "/werk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get_as(fresh.to_str().unwrap(), "/beheer").await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_out_ends_it_here_and_leaving_ends_it_everywhere() {
    let site = Site::new().await;
    let (desk, phone) = (site.sign_in(&[Rol::Medewerker]).await, site.sign_in(&[Rol::Medewerker]).await);
    let mut headers = HeaderMap::new();
    headers.insert("cookie", desk.parse().unwrap());
    let cleared = session::sign_out(&site.gemeente, &headers).await.unwrap();
    assert!(cleared.to_str().unwrap().starts_with("vd=;") && cleared.to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(site.get_as(&desk, "/werk").await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get_as(&phone, "/werk").await.status, StatusCode::OK);
    let mut tx = site.gemeente.db().begin().await.unwrap();
    assert_eq!(session::end_all(&mut tx, yusuf(&[]).id).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(site.get_as(&phone, "/werk").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn over_tls_the_cookie_belongs_to_this_host_alone() {
    let site =
        Site::with(Config { public_url: "https://loket.proefdorp.nl".into(), ..Config::default() }).await;
    let cookie =
        session::sign_in(&site.gemeente, &HeaderMap::new(), &yusuf(&[Rol::Medewerker])).await.unwrap();
    let cookie = cookie.to_str().unwrap();
    for part in ["__Host-vd=", "; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie} lacks {part}");
    }
    assert!(!cookie.contains("Domain"));
    assert_eq!(site.get_as(cookie, "/werk").await.status, StatusCode::OK);
}

#[tokio::test]
async fn sessions_that_are_over_are_swept_and_others_stay() {
    for site in Site::on_both().await {
        let old = site.sign_in(&[Rol::Medewerker]).await;
        site.clock.advance(61 * MINUTE);
        let new = site.sign_in(&[Rol::Medewerker]).await;
        let mut tx = site.gemeente.db().begin().await.unwrap();
        assert_eq!(session::sweep(&mut tx).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(site.get_as(&old, "/werk").await.status, StatusCode::SEE_OTHER);
        assert_eq!(site.get_as(&new, "/werk").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn who_was_away_too_long_while_typing_loses_nothing() {
    let site = Site::new().await;
    let cookie = site.sign_in(&[Rol::Medewerker]).await;
    site.clock.advance(2 * 60 * MINUTE);
    let body = "tekst=Mevrouw+belt+terug+na+%22vijf%22+uur&_=1&wachtwoord=geheim";
    let reply = site.post_as(&cookie, "/werk/notitie?x=1", body).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    for part in [
        "Je was te lang weg",
        r#"action="/werk/notitie?x=1""#,
        r#"name="tekst" value="Mevrouw belt terug na &#34;vijf&#34; uur""#,
        r#"target="_blank""#,
    ] {
        assert!(reply.text.contains(part), "{part} is not in {}", reply.text);
    }
    assert!(!reply.text.contains("geheim"), "a password is typed again");
    let again = site.sign_in(&[Rol::Medewerker]).await;
    assert_eq!(
        site.post_as(&again, "/werk/notitie?x=1", body).await.text,
        "Mevrouw belt terug na \"vijf\" uur"
    );
}
