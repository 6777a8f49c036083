// SPDX-License-Identifier: EUPL-1.2
//! Work that lies on the desk whatever the day: the year that is made by chance leaves nothing for a quiet weekend, and
//! nobody can try an empty desk.

use serde::Deserialize;

use crate::soort::{Antwoordkanaal, Kanaal};

/// What lies on the desk.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vandaag {
    /// Questions with what happened to them.
    pub verhaal: Vec<Verhaal>,
    /// Mails that come in when the demo starts, oldest first.
    pub brief: Vec<Brief>,
}

/// One question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verhaal {
    /// How it came in.
    pub kanaal: Kanaal,
    /// When.
    pub op: Moment,
    /// Who wrote it down; empty when the resident did.
    #[serde(default)]
    pub opgeschreven_door: String,
    /// Topic code.
    pub onderwerp: String,
    /// Team that has it, when that is another one than the words say.
    #[serde(default)]
    pub team: String,
    /// Neighbourhood code.
    pub wijk: String,
    /// Name of who asked.
    pub naam: String,
    /// Phone number, may be empty.
    #[serde(default)]
    pub telefoon: String,
    /// Mail address, may be empty.
    #[serde(default)]
    pub email: String,
    /// How the resident wants the answer.
    pub antwoord: Antwoordkanaal,
    /// A few words.
    pub titel: String,
    /// What the resident said.
    pub tekst: String,
    /// What happened then.
    #[serde(default)]
    pub stap: Vec<Loop>,
}

/// One step of the life of a question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loop {
    /// When.
    pub op: Moment,
    /// Who.
    pub door: String,
    /// `oppakken`, `notitie`, `navragen`, `niet-bereikt` or `aanbieden`.
    pub wat: String,
    /// To whom it is offered.
    #[serde(default)]
    pub aan: String,
    /// Words that go with it.
    #[serde(default)]
    pub tekst: String,
}

/// A moment before the demo starts: so many working days back at a time, or so many minutes back.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// Working days back; 0 counts minutes.
    #[serde(default)]
    pub werkdagen: u32,
    /// Hour and minute of that day.
    #[serde(default)]
    pub tijd: (i8, i8),
    /// Minutes back, when it is no working day.
    #[serde(default)]
    pub minuten: u64,
}

/// A mail as it comes in. `{nummer}` and `{email}` are filled in with those of a question that is open.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// Mailbox.
    pub postvak: String,
    /// The mail with its headers; lines end as TOML writes them.
    pub mail: String,
}
