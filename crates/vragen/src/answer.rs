// SPDX-License-Identifier: EUPL-1.2
//! Answer a question by the channel the resident wants, and close it when that is the end.

use std::time::Duration;

use beheer::Inrichting;
use kernel::{Error, FieldError, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    journaal,
    soort::{Afhandelwijze, Kanaal},
    store::{self, Klantcontact},
    vraag::{Stap, Vraag, VraagId},
    wie::Wie,
};

/// Days after the answer at which we ask "Is uw vraag opgelost?".
const NAVRAAG_DAGEN: u64 = 14;

/// "Nee, met uitleg": all four parts are needed, so that a no never is a dead end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nee {
    /// Why not.
    pub reden: String,
    /// What can be done instead.
    pub alternatief: String,
    /// Whom to ask.
    pub wie_vragen: String,
    /// How to object or complain.
    pub bezwaar: String,
}

/// "Onze fout": what went wrong and what we do about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnzeFout {
    /// What went wrong, in plain words.
    pub fout: String,
    /// What we did to put it right.
    pub herstel: String,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Antwoord {
    /// Channel by which it goes.
    pub kanaal: Kanaal,
    /// Words to the resident; for a call: what was said.
    pub tekst: String,
    /// How the question ends; absent when it is answered but not closed yet.
    pub uitkomst: Option<Afhandelwijze>,
    /// The four parts, when the outcome is "nee, met uitleg".
    pub nee: Option<Nee>,
    /// The apology, when we made a mistake.
    pub onze_fout: Option<OnzeFout>,
    /// Length of the call in seconds.
    pub duur: Option<i64>,
    /// Given in the same conversation in which the question came in.
    pub meteen: bool,
}

impl Antwoord {
    /// A plain answer by this channel that also closes the question.
    pub fn new(kanaal: Kanaal, tekst: impl Into<String>) -> Self {
        Self {
            kanaal,
            tekst: tekst.into(),
            uitkomst: Some(Afhandelwijze::Beantwoord),
            nee: None,
            onze_fout: None,
            duur: None,
            meteen: false,
        }
    }
}

/// The words that the resident reads: the answer, then the parts of a no, then the apology. Pure.
pub fn opstellen(a: &Antwoord) -> Result<String> {
    let mut fouten: Vec<FieldError> = Vec::new();
    let mut nodig = |veld: &str, tekst: &str, leeg: &str| {
        if tekst.trim().is_empty() {
            fouten.push(FieldError { field: veld.to_owned(), text: leeg.to_owned() });
        }
    };
    if a.uitkomst.is_some_and(|u| !u.met_antwoord()) {
        return Err(Error::field(
            "afhandelwijze",
            "Zo eindigt een antwoord niet. Kies een andere afhandelwijze.",
        ));
    }
    let mut delen = vec![a.tekst.trim().to_owned()];
    if a.uitkomst == Some(Afhandelwijze::NeeMetUitleg) {
        let n = a.nee.clone().unwrap_or_default();
        nodig("nee_reden", &n.reden, "Schrijf op waarom het niet kan.");
        nodig("nee_alternatief", &n.alternatief, "Schrijf op wat wel kan.");
        nodig("nee_wie", &n.wie_vragen, "Schrijf op bij wie de inwoner terecht kan.");
        nodig("nee_bezwaar", &n.bezwaar, "Schrijf op wat de inwoner kan doen als die het niet eens is.");
        delen.push(format!("Dit is de reden: {}", n.reden.trim()));
        delen.push(format!("Dit kan wel: {}", n.alternatief.trim()));
        delen.push(format!("Hebt u hier vragen over? {}", n.wie_vragen.trim()));
        delen.push(format!("Bent u het niet eens? {}", n.bezwaar.trim()));
    } else {
        nodig("tekst", &a.tekst, "Schrijf een antwoord.");
    }
    if let Some(f) = &a.onze_fout {
        nodig("fout", &f.fout, "Schrijf op wat er misging.");
        nodig("herstel", &f.herstel, "Schrijf op wat je hebt hersteld.");
        delen.push(format!(
            "Wij hebben iets niet goed gedaan: {} Dat had niet mogen gebeuren. Onze excuses.",
            zin(&f.fout)
        ));
        delen.push(format!("Dit hebben wij hersteld: {}", zin(&f.herstel)));
    }
    if !fouten.is_empty() {
        return Err(Error::Invalid(fouten));
    }
    delen.retain(|d| !d.is_empty());
    crate::tekst::verplicht("tekst", &delen.join("\n\n"), "Schrijf een antwoord.")
}

fn zin(tekst: &str) -> String {
    let tekst = tekst.trim();
    if tekst.ends_with(['.', '!', '?']) { tekst.to_owned() } else { format!("{tekst}.") }
}

/// Answers. The first answer decides whether the promise was kept.
pub async fn answer(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    a: Antwoord,
) -> Result<Vraag> {
    let inhoud = opstellen(&a)?;
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Beantwoorden)?;
    let op_tijd = v.haalt_belofte(tx.now());
    v.zet(Stap::Beantwoorden)?;
    beantwoord(tx, inrichting, &mut v, &a, op_tijd).await?;
    if let Some(uitkomst) = a.uitkomst {
        v.zet(Stap::Afronden)?;
        v.afgerond_op = Some(tx.now());
        v.afhandelwijze = Some(uitkomst);
    }
    let contact = Klantcontact {
        id: tx.new_id(),
        van_inwoner: false,
        kanaal: a.kanaal,
        op: tx.now(),
        inhoud,
        medewerker: wie.actor.medewerker(),
        duur: a.duur,
        origineel: String::new(),
    };
    store::insert_contact(tx, id, &contact).await?;
    if v.toestand.klaar() {
        crate::hand_over::end_offer(tx, wie, &v).await?;
    }
    store::update(tx, &mut v).await?;
    tx.emit(
        gebeurtenis("vraag.beantwoord", wie, &v)
            .object("klantcontact", contact.id, "contact")
            .channel(a.kanaal.text()),
    );
    if v.afhandelwijze.is_some() {
        tx.emit(gebeurtenis("vraag.afgerond", wie, &v));
    }
    tx.enqueue(journaal::bericht(
        "antwoord",
        id,
        contact.id,
        json!({ "contact": contact.id, "kanaal": a.kanaal }),
    ))
    .await?;
    Ok(v)
}

/// What the first and every later answer changes.
async fn beantwoord(
    tx: &mut Tx,
    inrichting: &Inrichting,
    v: &mut Vraag,
    a: &Antwoord,
    op_tijd: bool,
) -> Result<()> {
    let nu = tx.now();
    if v.op_tijd.is_none() {
        v.op_tijd = Some(op_tijd);
        v.doorlooptijd = Some(inrichting.kalender.open_minutes(v.ontvangen_op, nu));
        v.meteen = a.meteen;
    }
    v.beantwoord_op = Some(nu);
    v.onze_fout = v.onze_fout || a.onze_fout.is_some();
    // Once asked, the moment of asking stays: it counts for the rest we give this person.
    if v.navraag.is_empty() {
        let onderwerp = v.onderwerp.as_deref().and_then(|o| inrichting.onderwerp(o));
        let navragen = v.soort.navraag() && onderwerp.is_none_or(|o| o.navraag);
        v.navraag_op = navragen.then(|| nu + Duration::from_hours(24 * NAVRAAG_DAGEN));
    }
    store::taken_klaar(tx, v.id).await?;
    store::eindig_belofte(tx, v.id, if op_tijd { "gehouden" } else { "te laat" }).await
}

pub(crate) fn gebeurtenis(kind: &'static str, wie: &Wie, v: &Vraag) -> Event {
    journaal::eigenaar(Event::new(kind, wie.actor.clone()), v)
        .data("op_tijd", json!(v.op_tijd))
        .data("meteen", json!(v.meteen))
        .data("afhandelwijze", json!(v.afhandelwijze))
        .data("onze_fout", json!(v.onze_fout))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_without_a_way_forward_is_refused() {
        let mut a = Antwoord::new(Kanaal::Email, "Wij doen dat niet.");
        a.uitkomst = Some(Afhandelwijze::NeeMetUitleg);
        a.nee = Some(Nee { reden: "De boom is gezond.".into(), ..Nee::default() });
        let Error::Invalid(fouten) = opstellen(&a).unwrap_err() else { panic!("expected fields") };
        let velden: Vec<_> = fouten.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(velden, ["nee_alternatief", "nee_wie", "nee_bezwaar"]);
    }

    #[test]
    fn an_apology_stands_in_the_answer_itself() {
        let mut a = Antwoord::new(Kanaal::Email, "Uw pas is onderweg.");
        a.onze_fout = Some(OnzeFout {
            fout: "uw brief lag een week stil".into(),
            herstel: "wij stuurden de pas vandaag".into(),
        });
        let tekst = opstellen(&a).unwrap();
        assert!(
            tekst.contains("uw brief lag een week stil. Dat had niet mogen gebeuren. Onze excuses."),
            "{tekst}"
        );
    }
}
