// SPDX-License-Identifier: EUPL-1.2
//! The last thirty days of a team, and the questions behind each figure.

use std::time::Duration;

use askama::Template;
use axum::extract::{Query, State};
use kernel::{Error, Page as Bladzijde, Paged, Result, Time, dutch};
use storage::Tx;
use vragen::lijst;
use web::{Answer, Employee, Gemeente, Page, WorkShell};

use super::{
    Verzoek,
    store::{self, Rijen},
};
use crate::plek::{Plek, nummer};

/// A figure with the rows behind it.
#[derive(Debug, Clone)]
pub(crate) struct Tegel {
    pub(crate) naam: &'static str,
    pub(crate) getal: String,
    pub(crate) eenheid: &'static str,
    pub(crate) zin: String,
    pub(crate) url: String,
}

/// The figures of a team, or why they are not shown.
pub(super) async fn maand(tx: &mut Tx, p: &Plek, team: &str) -> Result<(Vec<Tegel>, String)> {
    let mensen = p.inr.leden(team).count();
    if mensen < lijst::MINSTENS {
        let zin = format!(
            "In dit team werken {mensen} mensen. Tijden en aandelen laten we zien vanaf {} mensen, zodat ze over het team gaan en niet over een collega.",
            lijst::MINSTENS
        );
        return Ok((Vec::new(), zin));
    }
    Ok((tegels(&lijst::maand(tx, team).await?, team), String::new()))
}

fn tegels(m: &lijst::Maand, team: &str) -> Vec<Tegel> {
    let url = |wat: &str| format!("/team/vragen?team={team}&wat={wat}");
    let tijd = |minuten: Option<i64>| minuten.map_or_else(|| "–".to_owned(), uren);
    vec![
        Tegel {
            naam: "Ontvangen",
            getal: dutch::number(m.ontvangen),
            eenheid: "",
            zin: "Vragen die bij het team binnenkwamen.".to_owned(),
            url: url("ontvangen"),
        },
        Tegel {
            naam: "Meteen goed geholpen",
            getal: deel(m.meteen, m.ontvangen),
            eenheid: "%",
            zin: format!("{} van {} vragen.", dutch::number(m.meteen), dutch::number(m.ontvangen)),
            url: url("meteen"),
        },
        Tegel {
            naam: "Overdrachten per vraag",
            getal: tiende(m.overdrachten, m.ontvangen),
            eenheid: "",
            zin: format!(
                "{} bij {} vragen.",
                dutch::count(m.overdrachten, "overdracht", "overdrachten"),
                dutch::number(m.ontvangen)
            ),
            url: url("overgedragen"),
        },
        Tegel {
            naam: "Beloften gehaald",
            getal: deel(m.op_tijd, m.beantwoord),
            eenheid: "%",
            zin: format!(
                "{} van {} beantwoorde vragen op tijd.",
                dutch::number(m.op_tijd),
                dutch::number(m.beantwoord)
            ),
            url: url("te-laat"),
        },
        Tegel {
            naam: "Tijd tot antwoord",
            getal: tijd(m.mediaan),
            eenheid: "werkuren",
            zin: "De helft van de vragen is sneller beantwoord, de helft langzamer.".to_owned(),
            url: url("beantwoord"),
        },
        Tegel {
            naam: "Tijd tot antwoord, langste",
            getal: tijd(m.p90),
            eenheid: "werkuren",
            zin: "Negen van de tien vragen zijn binnen deze tijd beantwoord.".to_owned(),
            url: url("duur"),
        },
    ]
}

/// A share in whole per cents.
pub(crate) fn deel(deel: i64, geheel: i64) -> String {
    if geheel == 0 { "–".to_owned() } else { ((deel * 200 + geheel) / (2 * geheel)).to_string() }
}

/// A ratio with one decimal.
fn tiende(deel: i64, geheel: i64) -> String {
    if geheel == 0 {
        return "–".to_owned();
    }
    let tienden = (deel * 20 + geheel) / (2 * geheel);
    format!("{},{}", tienden / 10, tienden % 10)
}

/// Open minutes as hours with one decimal.
pub(crate) fn uren(minuten: i64) -> String {
    tiende(minuten, 60)
}

/// A question behind a figure, ready to be shown.
pub(crate) struct RijTekst {
    pub(crate) url: String,
    pub(crate) nummer: String,
    pub(crate) titel: String,
    pub(crate) onderwerp: String,
    pub(crate) kanaal: String,
    pub(crate) ontvangen: String,
    pub(crate) beantwoord: String,
    pub(crate) op_tijd: &'static str,
    pub(crate) uren: String,
    pub(crate) overdrachten: i64,
}

#[derive(Template)]
#[template(path = "team_vragen.html")]
pub(super) struct RijenPagina {
    w: WorkShell,
    team: String,
    team_naam: String,
    kop: &'static str,
    uitleg: &'static str,
    /// Times are shown only when enough people work in the team.
    tijden: bool,
    rijen: Vec<RijTekst>,
    nummer: u32,
    meer: bool,
    url: String,
}

/// Which rows: heading, explanation, whether they tell how quick people were.
fn welke(wat: &str) -> Result<(Rijen, &'static str, &'static str, bool)> {
    Ok(match wat {
        "ontvangen" => {
            (Rijen::Ontvangen, "Ontvangen vragen", "De laatste 30 dagen, de nieuwste eerst.", false)
        }
        "vandaag" => (Rijen::Beantwoord, "Vandaag beantwoord", "De nieuwste eerst.", false),
        "meteen" => (Rijen::Meteen, "Meteen goed geholpen", "De laatste 30 dagen, de nieuwste eerst.", true),
        "overgedragen" => (
            Rijen::Overgedragen,
            "Overgedragen vragen",
            "De laatste 30 dagen, de meeste overdrachten eerst.",
            true,
        ),
        "beantwoord" => {
            (Rijen::Beantwoord, "Beantwoorde vragen", "De laatste 30 dagen, de nieuwste eerst.", true)
        }
        "op-tijd" => (Rijen::OpTijd, "Gehaalde beloften", "De laatste 30 dagen, de nieuwste eerst.", true),
        "te-laat" => {
            (Rijen::TeLaat, "Niet gehaalde beloften", "De laatste 30 dagen, de nieuwste eerst.", true)
        }
        "duur" => (
            Rijen::Duur,
            "Beantwoord na de langste tijd",
            "De laatste 30 dagen, de langste tijd eerst.",
            true,
        ),
        _ => return Err(Error::NotFound),
    })
}

/// The questions behind a figure of the team.
pub(super) async fn rijen(
    State(g): State<Gemeente>,
    ik: Employee,
    Query(verzoek): Query<Verzoek>,
) -> Answer<Page<RijenPagina>> {
    let p = Plek::van(&g, ik).await?;
    let team = super::welk_team(&p, &verzoek.team)?;
    let (rijen, kop, uitleg, over_tijd) = welke(&verzoek.wat)?;
    let tijden = p.inr.leden(&team).count() >= lijst::MINSTENS;
    if over_tijd && !tijden {
        return Err(Error::refused(
            "te-klein-team",
            "Dit team is te klein om tijden en aandelen te laten zien.",
        )
        .into());
    }
    let bladzijde = Bladzijde::lenient(Some(verzoek.pagina.as_str()));
    let mut tx = g.db().read().await?;
    let nu = tx.now();
    let van = if verzoek.wat == "vandaag" {
        Time::at(nu.day(), 0, 0)
    } else {
        nu - Duration::from_secs(lijst::DAGEN * 24 * 3600)
    };
    let gevonden = store::rijen(&mut tx, rijen, &team, None, van, &p.wie.team, bladzijde).await?;
    let gevonden = Paged::from_rows(gevonden, bladzijde);
    let url = format!("/team/vragen?team={team}&wat={}&", verzoek.wat);
    let w = p.shell(&mut tx, "team", url.trim_end_matches('&')).await?;
    tx.rollback().await;
    Ok(Page(RijenPagina {
        w,
        team_naam: p.inr.team_naam(&team).to_owned(),
        team,
        kop,
        uitleg,
        tijden,
        rijen: gevonden.items.iter().map(|r| rij(&p, r, nu)).collect(),
        nummer: bladzijde.number,
        meer: gevonden.more,
        url,
    }))
}

pub(crate) fn rij(p: &Plek, r: &store::CijferRij, nu: Time) -> RijTekst {
    let nummer = nummer(&p.inr, r.ontvangen_op, r.volgnummer);
    let onderwerp = r.onderwerp.as_deref().and_then(|o| p.inr.onderwerp(o));
    RijTekst {
        url: format!("/werk/vraag/{nummer}"),
        nummer,
        titel: r.titel.clone(),
        onderwerp: onderwerp.map_or_else(|| "Nog niet bekend".to_owned(), |o| o.naam.clone()),
        kanaal: r.kanaal.clone(),
        ontvangen: dutch::day_near(r.ontvangen_op, nu),
        beantwoord: r.beantwoord_op.map_or_else(|| "Nog niet".to_owned(), |t| dutch::day_near(t, nu)),
        op_tijd: match r.op_tijd {
            Some(true) => "Ja",
            Some(false) => "Nee",
            None => "",
        },
        uren: r.doorlooptijd.map_or_else(String::new, uren),
        overdrachten: r.overdrachten,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_ratios_are_rounded_the_way_people_expect() {
        assert_eq!((deel(1, 3).as_str(), deel(2, 3).as_str(), deel(1, 0).as_str()), ("33", "67", "–"));
        assert_eq!((tiende(29, 100).as_str(), tiende(1, 20).as_str()), ("0,3", "0,1"));
        assert_eq!(uren(370), "6,2");
    }
}
