// SPDX-License-Identifier: EUPL-1.2
//! Reading what people and other programs hand to the legal clock.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, DateTime};

use crate::{
    Error, Result, Time,
    calendar::{FIRST, LAST},
};

/// Reads a date written as `YYYY-MM-DD`, of the years 1900 to 2199. `field` names it in the error.
pub fn read_day(field: &str, text: &str) -> Result<Date> {
    let is_plain = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() });
    is_plain
        .then(|| text.parse::<Date>().ok())
        .flatten()
        .filter(|date| (FIRST..=LAST).contains(date))
        .ok_or_else(|| {
            Error::field(field, "Vul een bestaande datum in als jaar, maand en dag, bijvoorbeeld 2026-04-02.")
        })
}

/// Reads a wall-clock moment in the Netherlands written as `YYYY-MM-DDTHH:MM`. In the hour that summer time skips the
/// clock has already moved on; in the hour that comes twice it is the first.
pub fn read_moment(field: &str, text: &str) -> Result<Time> {
    let read = || {
        let (day, clock) = text.split_once('T')?;
        let day = read_day(field, day).ok()?;
        let is_plain = clock.len() == 5
            && clock.bytes().enumerate().all(|(n, b)| if n == 2 { b == b':' } else { b.is_ascii_digit() });
        let when: DateTime = is_plain.then(|| format!("{day}T{clock}").parse().ok()).flatten()?;
        Some(Time::at(when.date(), when.hour(), when.minute()))
    };
    read().ok_or_else(|| {
        Error::field(field, "Vul een tijdstip in als datum en klok, bijvoorbeeld 2026-04-02T14:30.")
    })
}

/// A short text that is not empty: evidence, a reason, the name of who decided. At most 500 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tekst(String);

impl Tekst {
    /// Longest text, in characters.
    pub const MAX: usize = 500;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for Tekst {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        let text = text.trim();
        let fits =
            !text.is_empty() && text.chars().count() <= Self::MAX && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned())).ok_or_else(|| {
            Error::field("tekst", format!("Vul een tekst in van één regel, hooguit {} tekens.", Self::MAX))
        })
    }
}

impl FromStr for Tekst {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::try_from(text)
    }
}

impl fmt::Display for Tekst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Tekst {
    fn serialize<S: serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Tekst {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// `days` further on, or back when negative; an error where the calendar ends.
pub(super) fn shift(date: Date, days: i64) -> Result<Date> {
    jiff::Span::new().try_days(days).ok().and_then(|span| date.checked_add(span).ok()).ok_or_else(too_far)
}

/// The error for a date beyond the calendar.
pub(super) fn too_far() -> Error {
    Error::refused("datum-te-ver", "Die datum ligt te ver weg om mee te rekenen.")
}

/// Days from one date to another; negative when `to` is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// `name=value` parts, each taken once.
pub(super) struct Parts<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Parts<'a> {
    pub fn read(text: &'a str) -> Result<Self> {
        text.split(',')
            .filter(|part| !part.trim().is_empty())
            .map(|part| part.split_once('=').map(|(name, value)| (name.trim(), value.trim())))
            .collect::<Option<_>>()
            .map(Self)
            .ok_or_else(|| Error::field("invoer", "Schrijf elk deel als naam=waarde, met komma's ertussen."))
    }

    fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.0.iter().position(|(n, _)| *n == name)?;
        Some(self.0.remove(place).1)
    }

    pub fn day(&mut self, name: &str) -> Result<Date> {
        read_day(name, self.take(name).unwrap_or(""))
    }

    pub fn optional_day(&mut self, name: &str) -> Result<Option<Date>> {
        self.take(name).map(|text| read_day(name, text)).transpose()
    }

    /// A text, and what to say when it is missing.
    pub fn text(&mut self, name: &str, missing: &str) -> Result<Tekst> {
        self.take(name).unwrap_or("").parse().map_err(|_| Error::field(name, missing))
    }

    pub fn end(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(Error::field(
                "invoer",
                format!("Laat \'{}\' weg: dat hoort hier niet.", name.chars().take(40).collect::<String>()),
            )),
        }
    }
}
