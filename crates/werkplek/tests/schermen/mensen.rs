// SPDX-License-Identifier: EUPL-1.2
//! People who call, and the small things every story needs.

use klanten::{DigitaalAdres, Partij};
use testkit::{Antwoord, Client, TestApp};
use uuid::Uuid;
use vragen::{
    Antwoordkanaal, Indiener, Kanaal, Vraag, Wie,
    accept::{Aanname, accept},
    dossier,
};

/// Id of Joke Verhagen.
pub const JOKE: Uuid = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_00aa);

/// Test number of Joke Verhagen.
pub const BSN: &str = "999990007";

/// A browser of this employee.
pub async fn scherm(app: &TestApp, wie: Uuid) -> Client {
    let mut client = app.client(werkplek::routes());
    client.meld_aan(wie).await;
    client
}

/// Joke Verhagen, whom we know: she hears badly.
pub async fn joke(app: &TestApp) {
    let partij = Partij {
        id: JOKE,
        organisatie: false,
        naam: "Joke Verhagen".into(),
        geboortedatum: "1952-03-04".into(),
        bsn: None,
        bsn_index: Some(app.g.keys().bsn_index(BSN)),
        kvk: String::new(),
        straat: "Lindehof 8".into(),
        huisnummer: "8".into(),
        postcode: "1234 AB".into(),
        plaats: "Proefdorp".into(),
        wijk: Some("CE".into()),
        taal: "nl".into(),
        voorkeurskanaal: String::new(),
        let_op: "Hoort slecht. Spreek langzaam.".into(),
        versie: 1,
    };
    let adressen = [
        DigitaalAdres { soort: "telefoon".into(), adres: "+31600000012".into() },
        DigitaalAdres { soort: "email".into(), adres: "joke@voorbeeld.example".into() },
    ];
    let mut tx = app.begin().await;
    klanten::insert(&mut tx, &partij, "Verhagen Joke", &adressen).await.unwrap();
    tx.commit().await.unwrap();
}

/// A question from the website.
pub async fn vraagt(app: &TestApp, tekst: &str, indiener: Indiener) -> Vraag {
    let mut tx = app.begin().await;
    let aanname = Aanname { indiener, ..Aanname::new(Kanaal::Website, tekst, Antwoordkanaal::Geen) };
    let ontvangst = accept(&mut tx, &*app.inr().await, &Wie::inwoner(), aanname).await.unwrap();
    tx.commit().await.unwrap();
    ontvangst.vraag
}

/// The question with this number, whoever asks.
pub async fn vraag(app: &TestApp, nummer: &str) -> Option<Vraag> {
    let mut tx = app.read().await;
    let vraag = dossier::op_nummer(&mut tx, nummer).await.unwrap();
    tx.rollback().await;
    vraag
}

/// Value of a field on a page.
pub fn waarde(pagina: &Antwoord, veld: &str) -> String {
    let begin = format!("name=\"{veld}\"");
    let na =
        pagina.tekst.split(&begin).nth(1).unwrap_or_else(|| panic!("no field {veld}:\n{}", pagina.tekst));
    let tag = na.split('>').next().unwrap_or("");
    let waarde = tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
    waarde.to_owned()
}
