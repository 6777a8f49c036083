// SPDX-License-Identifier: EUPL-1.2
//! A page as a browser without script sees it: its forms with what is filled in, and its shape.

use testkit::{Antwoord, Client};

/// A form on a page, ready to be filled in and sent.
pub struct Formulier {
    actie: String,
    velden: Vec<(String, String)>,
}

impl Formulier {
    /// The form on this page that is sent to this address; the last one when there are more.
    #[track_caller]
    pub fn op(antwoord: &Antwoord, actie: &str) -> Self {
        let begin = format!("action=\"{actie}\"");
        let van =
            antwoord.tekst.rfind(&begin).unwrap_or_else(|| panic!("no form to {actie}:\n{}", antwoord.tekst));
        let html = antwoord.tekst[van..].split("</form>").next().unwrap();
        Self { actie: actie.to_owned(), velden: velden(html) }
    }

    /// What stands in a field.
    pub fn waarde(&self, naam: &str) -> &str {
        self.velden.iter().find(|(n, _)| n == naam).map_or("", |(_, w)| w)
    }

    /// Fills in a field.
    pub fn vul(mut self, naam: &str, waarde: &str) -> Self {
        self.velden.retain(|(n, _)| n != naam);
        self.velden.push((naam.to_owned(), waarde.to_owned()));
        self
    }

    /// Sends it.
    pub async fn verstuur(&self, client: &mut Client) -> Antwoord {
        let velden: Vec<(&str, &str)> = self.velden.iter().map(|(n, w)| (n.as_str(), w.as_str())).collect();
        client.post(&self.actie, &velden).await
    }

    /// Sends it with files, as a browser does.
    pub async fn verstuur_met(&self, client: &mut Client, bestanden: &[(&str, &[u8])]) -> Antwoord {
        let mut body = Vec::new();
        for (naam, waarde) in &self.velden {
            body.extend(
                format!("--grens\r\nContent-Disposition: form-data; name=\"{naam}\"\r\n\r\n{waarde}\r\n")
                    .bytes(),
            );
        }
        for (naam, inhoud) in bestanden {
            let kop = format!(
                "--grens\r\nContent-Disposition: form-data; name=\"bestanden\"; filename=\"{naam}\"\r\n"
            );
            body.extend(kop.bytes());
            body.extend(b"Content-Type: application/octet-stream\r\n\r\n");
            body.extend(*inhoud);
            body.extend(b"\r\n");
        }
        body.extend(b"--grens--\r\n");
        let soort = [("content-type", "multipart/form-data; boundary=grens")];
        client.send(http::Method::POST, &self.actie, &soort, axum::body::Body::from(body)).await
    }
}

/// Names and values of the fields in a piece of HTML, as a browser would send them.
fn velden(html: &str) -> Vec<(String, String)> {
    let mut velden = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, rest) = tag.split_once('>').unwrap_or((tag, ""));
        let Some(naam) = attribuut(tag, "name") else { continue };
        if tag.starts_with("textarea") {
            velden.push((naam, ontcijfer(rest.strip_prefix('\n').unwrap_or(rest))));
        } else if tag.starts_with("input") && keuze_of_tekst(tag) {
            velden.push((naam, attribuut(tag, "value").unwrap_or_default()));
        }
    }
    velden
}

fn keuze_of_tekst(tag: &str) -> bool {
    match attribuut(tag, "type").as_deref() {
        Some("radio" | "checkbox") => tag.contains(" checked"),
        Some("file") => false,
        _ => true,
    }
}

fn attribuut(tag: &str, naam: &str) -> Option<String> {
    let van = tag.find(&format!(" {naam}=\""))? + naam.len() + 3;
    Some(ontcijfer(tag[van..].split('"').next()?))
}

fn ontcijfer(tekst: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(tekst.to_owned(), |t, (van, naar)| t.replace(van, naar))
}

/// Personal data a browser can fill in by itself: field, what it is (WCAG 1.3.5) and the kind of keyboard.
const PERSOONLIJK: &[(&str, &str, &str)] = &[
    ("naam", "name", "text"),
    ("email", "email", "email"),
    ("telefoon", "tel", "tel"),
    ("postcode", "postal-code", "text"),
    ("organisatie", "organization", "text"),
    ("adres", "street-address", ""),
];

/// Fields that ask for personal data and do not tell the browser which (check A13).
pub fn naamloos(html: &str) -> Vec<String> {
    let tags = html.split('<').filter(|t| t.starts_with("input ") || t.starts_with("textarea "));
    let mut mis = Vec::new();
    for tag in tags.filter_map(|t| t.split('>').next()) {
        let naam = attribuut(tag, "name").unwrap_or_default();
        let wat = PERSOONLIJK.iter().find(|(veld, ..)| *veld == naam);
        let Some((_, auto, soort)) = wat.filter(|_| attribuut(tag, "type").as_deref() != Some("hidden"))
        else {
            continue;
        };
        let is =
            (attribuut(tag, "autocomplete").unwrap_or_default(), attribuut(tag, "type").unwrap_or_default());
        if is != ((*auto).to_owned(), (*soort).to_owned()) {
            mis.push(format!("{naam} is {is:?}, not {auto} of type '{soort}'"));
        }
    }
    mis
}

/// What is wrong with the shape of a page (checks A2, A3, A13 and A15 as far as text shows them).
pub fn gebreken(antwoord: &Antwoord, site: &str) -> Vec<String> {
    let html = &antwoord.tekst;
    let mut mis = Vec::new();
    let kop = tussen(html, "<h1", "</h1>").map(|h| zonder_tags(h.split_once('>').map_or("", |(_, r)| r)));
    let titel = tussen(html, "<title>", "</title>").unwrap_or("");
    match (html.matches("<h1").count(), kop) {
        (1, Some(kop)) if !titel.contains(kop.trim()) => {
            mis.push(format!("title '{titel}' is not about '{kop}'"));
        }
        (1, Some(_)) => {}
        (n, _) => mis.push(format!("{n} times h1")),
    }
    if !titel.ends_with(&format!(" - {site}")) {
        mis.push(format!("title '{titel}' does not end with the site"));
    }
    for nodig in [
        "<html lang=\"",
        "<main id=\"inhoud\"",
        "href=\"tel:",
        "class=\"vd-hulp\"",
        "id=\"vd-status\" role=\"status\"",
    ] {
        if html.matches(nodig).count() == 0 {
            mis.push(format!("{nodig} is missing"));
        }
    }
    mis.extend(dubbele_ids(html));
    mis.extend(naamloos(html));
    if html.contains(" style=\"") || html.contains("<script>") || html.contains("onclick") {
        mis.push("inline style or script".to_owned());
    }
    mis
}

fn dubbele_ids(html: &str) -> Vec<String> {
    let mut ids: Vec<String> =
        html.split('<').filter_map(|tag| attribuut(tag.split('>').next()?, "id")).collect();
    ids.sort();
    ids.windows(2).filter(|p| p[0] == p[1]).map(|p| format!("id {} stands twice", p[0])).collect()
}

/// The text between two marks.
pub fn tussen<'a>(html: &'a str, van: &str, tot: &str) -> Option<&'a str> {
    html.split_once(van)?.1.split_once(tot).map(|(midden, _)| midden)
}

/// The words of a piece of HTML.
pub fn zonder_tags(html: &str) -> String {
    let mut tekst = String::new();
    let mut binnen = false;
    for teken in html.chars() {
        match teken {
            '<' => binnen = true,
            '>' => binnen = false,
            teken if !binnen => tekst.push(teken),
            _ => {}
        }
    }
    ontcijfer(&tekst)
}
