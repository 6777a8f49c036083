// SPDX-License-Identifier: EUPL-1.2
//! Forms and files, also odd ones.

use axum::http::StatusCode;
use web::upload::{MAX_FILE, MAX_FILES};

use crate::support::{Received, Site, request};

const KIND: &str = "multipart/form-data; boundary=grens";

fn part(name: &str, file: Option<&str>, content: &str) -> String {
    let file = file.map_or(String::new(), |f| format!("; filename=\"{f}\""));
    format!("--grens\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n")
}

async fn upload(site: &Site, parts: &[String]) -> crate::support::Reply {
    let body = format!("{}--grens--\r\n", parts.concat());
    site.send(request("POST", "/vraag/bestanden", &[("content-type", KIND)], &body)).await
}

#[tokio::test]
async fn a_question_with_two_photos_arrives_with_both() {
    let site = Site::new().await;
    let parts = [
        part("tekst", None, "Lamp kapot\r\nbij 12"),
        part("bijlage", Some("foto 1.jpg"), "abc"),
        part("bijlage", Some("C:\\fotos\\2.jpg"), "abcd"),
        part("bijlage", Some(""), ""),
    ];
    assert_eq!(upload(&site, &parts).await.text, "Lamp kapot\nbij 12 | foto 1.jpg=3,2.jpg=4 | ");
}

#[tokio::test]
async fn a_file_that_is_too_large_or_one_too_many_costs_only_that_file() {
    let site = Site::new().await;
    let large = upload(
        &site,
        &[part("bijlage", Some("film.mp4"), &"x".repeat(MAX_FILE + 1)), part("tekst", None, "Hoi")],
    )
    .await;
    assert_eq!(large.text, "Hoi |  | 'film.mp4' is te groot. Een bestand mag 10 MB zijn.");
    let mut many: Vec<String> =
        (0..=MAX_FILES).map(|i| part("bijlage", Some(&format!("{i}.txt")), "x")).collect();
    many.push(part("leeg", Some("leeg.txt"), ""));
    let many = upload(&site, &many).await;
    assert!(
        many.text.contains("0.txt=1,1.txt=1,2.txt=1,3.txt=1,4.txt=1 | U kunt 5 bestanden meesturen. '5.txt'"),
        "{}",
        many.text
    );
}

#[tokio::test]
async fn a_form_that_breaks_off_or_is_no_form_gets_a_plain_answer() {
    let site = Site::new().await;
    let broken = format!("{}--grens\r\nContent-Disp", part("tekst", None, "Hoi"));
    let reply = site.send(request("POST", "/vraag/bestanden", &[("content-type", KIND)], &broken)).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("onderweg afgebroken"), "{}", reply.text);
    let no_boundary = request("POST", "/vraag/bestanden", &[("content-type", "multipart/form-data")], "x");
    assert!(site.send(no_boundary).await.status.is_client_error());
    let xml = site.send(request("POST", "/vraag", &[("content-type", "text/xml")], "<a/>")).await;
    assert_eq!(xml.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(xml.text.contains("Wij kunnen dit bericht niet lezen"));
}

#[tokio::test]
async fn a_text_beyond_one_megabyte_is_refused_with_the_limit_and_not_cut() {
    let site = Site::new().await;
    let reply = site.post("/vraag", &format!("tekst={}", "x".repeat(1024 * 1024))).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(reply.text.contains("Er mag 1 MB aan tekst in"));
    assert!(site.gemeente.ext::<Received>().is_none());
    let fits = "y".repeat(900_000);
    assert_eq!(site.post("/vraag", &format!("tekst={fits}")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.gemeente.ext::<Received>().unwrap().0.lock().unwrap().as_slice(), [fits]);
}

#[tokio::test]
async fn json_of_the_wrong_shape_is_told_what_is_wrong() {
    let site = Site::new().await;
    for (body, status) in
        [("{}", 422), ("{", 422), (r#"{"tekst": "a\u0000"}"#, 422), (r#"{"tekst":"goed"}"#, 200)]
    {
        let reply =
            site.send(request("POST", "/api/v1/vragen", &[("content-type", "application/json")], body)).await;
        assert_eq!(reply.status.as_u16(), status, "{body}: {}", reply.text);
    }
}
