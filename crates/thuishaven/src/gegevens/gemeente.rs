// SPDX-License-Identifier: EUPL-1.2
//! The municipality: its name, places, opening hours, mailboxes and rhythm.

use jiff::civil::Date;
use kernel::{
    Error, Result,
    calendar::{Calendar, Closing, OpeningHours},
};
use serde::Deserialize;

/// The municipality in a few words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gemeente {
    /// Full name.
    pub naam: String,
    /// Name of the place.
    pub korte_naam: String,
    /// What it stands for.
    pub motto: String,
    /// Municipality code, fictional.
    pub code: String,
    /// Number of residents.
    pub inwoners: u32,
    /// Number of organisations.
    pub organisaties: u32,
    /// Phone number that residents ring.
    pub telefoon: String,
    /// The same from abroad.
    pub telefoon_buitenland: String,
    /// Domain of the municipality.
    pub domein: String,
    /// Domain of the residents' mail addresses.
    pub domein_inwoners: String,
    /// Address of the town hall.
    pub adres: String,
    /// First letters of a question's number.
    pub voorvoegsel: String,
    /// Digits of every postcode.
    pub postcode: String,
    /// Per cent of adults without a mail address.
    pub zonder_email: u32,
    /// Per cent of adults who find reading and writing hard.
    pub laaggeletterd: u32,
}

/// What residents often come for, on the front page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taak {
    /// Code of a topic, or `melding`.
    pub onderwerp: String,
    /// What the resident wants to do, and what can be done, with `|` between.
    pub nl: String,
    /// The same in English.
    pub en: String,
}

/// A place or channel with opening hours.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locatie {
    /// Short code.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Street and number; empty for a channel.
    #[serde(default)]
    pub adres: String,
}

/// An opening period: place, weekday (1 is Monday), from, until (`HH:MM`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Openingstijd {
    /// Code of place or channel.
    pub plek: String,
    /// Weekday, 1 is Monday.
    pub dag: i64,
    /// `HH:MM`.
    pub van: String,
    /// `HH:MM`.
    pub tot: String,
}

/// Opening hours of a place as they are written down.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Week {
    plek: String,
    week: [String; 7],
}

impl Week {
    /// As rows.
    pub(crate) fn rows(&self) -> Result<Vec<Openingstijd>> {
        let mut rows = Vec::new();
        for (dag, periode) in (1..).zip(&self.week) {
            if periode.is_empty() {
                continue;
            }
            let (van, tot) = periode
                .split_once('-')
                .ok_or_else(|| Error::Internal(format!("no period: {} {periode}", self.plek)))?;
            rows.push(Openingstijd {
                plek: self.plek.clone(),
                dag,
                van: van.to_owned(),
                tot: tot.to_owned(),
            });
        }
        Ok(rows)
    }
}

/// A day on which the municipality is closed or closes early, besides the national holidays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sluiting {
    /// The date.
    pub datum: Date,
    /// Closed from `HH:MM`; empty for the whole day.
    pub vanaf: String,
    /// Why.
    pub reden: String,
}

/// A closing that comes back every year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JaarlijkseSluiting {
    maand: i8,
    dag: i8,
    #[serde(default)]
    vanaf: String,
    reden: String,
}

/// A day off by date.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VrijeDag {
    datum: String,
    reden: String,
}

/// How contacts are spread over week and day, in per cent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ritme {
    /// Per weekday, Monday first.
    pub week: [u32; 7],
    /// Calls per hour, from 8 to 17 o'clock.
    pub bel_uren: [u32; 9],
    /// Mail and web per hour of the day.
    pub web_uren: [f64; 24],
}

/// A mailbox.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postvak {
    /// Short code; with the domain it makes the address.
    pub id: String,
    /// Team that gets what no rule can place better.
    pub team: String,
}

/// People of several teams around one subject.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Samenwerkgroep {
    /// Short code.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Employees.
    pub leden: Vec<String>,
}

/// Everything of the municipality that is not about its people.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GemeenteBestand {
    pub(crate) gemeente: Gemeente,
    pub(crate) locatie: Vec<Locatie>,
    pub(crate) openingstijd: Vec<Week>,
    pub(crate) sluiting: Vec<JaarlijkseSluiting>,
    pub(crate) vrije_dag: Vec<VrijeDag>,
    pub(crate) ritme: Ritme,
    pub(crate) postvak: Vec<Postvak>,
    pub(crate) samenwerkgroep: Vec<Samenwerkgroep>,
    pub(crate) taak: Vec<Taak>,
}

impl GemeenteBestand {
    /// Closing days of these years, in order.
    pub(crate) fn sluitingen(&self, years: std::ops::RangeInclusive<i16>) -> Result<Vec<Sluiting>> {
        let mut days = Vec::new();
        for year in years.clone() {
            for s in &self.sluiting {
                let datum = Date::new(year, s.maand, s.dag)
                    .map_err(|e| Error::Internal(format!("closing day {}-{}: {e}", s.dag, s.maand)))?;
                days.push(Sluiting { datum, vanaf: s.vanaf.clone(), reden: s.reden.clone() });
            }
        }
        for v in &self.vrije_dag {
            let datum: Date =
                v.datum.parse().map_err(|e| Error::Internal(format!("day off {}: {e}", v.datum)))?;
            if years.contains(&datum.year()) {
                days.push(Sluiting { datum, vanaf: String::new(), reden: v.reden.clone() });
            }
        }
        days.sort();
        Ok(days)
    }
}

/// The place whose hours are the working hours.
const WERKUREN: &str = "T";

/// The calendar by which norms are counted, as `beheer` builds it from the same rows.
pub(crate) fn kalender(uren: &[Openingstijd], dicht: &[Sluiting]) -> Result<Calendar> {
    let uren = uren.iter().filter(|u| u.plek == WERKUREN);
    let hours = OpeningHours::new(uren.map(|u| (u.dag, u.van.as_str(), u.tot.as_str())))?;
    let closings =
        dicht.iter().map(|s| Closing::new(&s.datum.to_string(), &s.vanaf)).collect::<Result<Vec<_>>>()?;
    Ok(Calendar::new(hours, closings))
}
