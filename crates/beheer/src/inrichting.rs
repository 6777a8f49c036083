// SPDX-License-Identifier: EUPL-1.2
//! The municipality as it has set itself up, in memory: read often, changed seldom.

use std::collections::BTreeMap;

use kernel::calendar::{Calendar, Norm};
use uuid::Uuid;

/// A team.
#[derive(Debug, Clone)]
pub struct Team {
    /// Short code.
    pub id: String,
    /// Name that residents and colleagues read.
    pub naam: String,
    /// Norm for calling back.
    pub norm_bellen: Norm,
    /// Norm for an answer.
    pub norm_antwoord: Norm,
    /// Gets what no rule can place.
    pub verdeelpunt: bool,
    /// Other teams may not read its questions.
    pub afgeschermd: bool,
}

/// An employee.
#[derive(Debug, Clone)]
pub struct Medewerker {
    /// Identifier.
    pub id: Uuid,
    /// Full name.
    pub naam: String,
    /// Job, in words.
    pub functie: String,
    /// Team code.
    pub team: String,
    /// Work mail address.
    pub email: String,
    /// False when the employee has left.
    pub actief: bool,
    /// Roles, as the web shell spells them.
    pub rollen: Vec<String>,
    /// Topics this employee is good at.
    pub vaardigheden: Vec<String>,
}

impl Medewerker {
    /// Whether this employee leads the team.
    pub fn is_teamleider(&self) -> bool {
        self.rollen.iter().any(|r| r == "teamleider")
    }
}

/// A word that points to a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Woord {
    /// Folded start of the word, or the whole phrase.
    pub tekst: String,
    /// 2 for a word that says it by itself, else 1.
    pub gewicht: u32,
}

/// A topic in residents' words.
#[derive(Debug, Clone)]
pub struct Onderwerp {
    /// Short code.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Team that answers it.
    pub team: String,
    /// Kind that a question about it usually has.
    pub soort: String,
    /// Norm for calling back; the team's when absent.
    pub norm_bellen: Option<Norm>,
    /// Norm for an answer; the team's when absent.
    pub norm_antwoord: Option<Norm>,
    /// Words that point to it.
    pub woorden: Vec<Woord>,
    /// Whether we ask afterwards if it was solved.
    pub navraag: bool,
    /// Ownership passes only by offer and acceptance.
    pub betwist: bool,
}

/// A neighbourhood.
#[derive(Debug, Clone)]
pub struct Wijk {
    /// Short code.
    pub id: String,
    /// Name.
    pub naam: String,
    /// Starts of the postcodes in it, without space.
    pub postcodes: Vec<String>,
}

/// A mailbox that is read.
#[derive(Debug, Clone)]
pub struct Postvak {
    /// Short code.
    pub id: String,
    /// Mail address.
    pub adres: String,
    /// Team that gets what no rule can place better.
    pub team: String,
}

/// Opening period of a place or channel.
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

/// A day the municipality is closed, or closes early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sluiting {
    /// Local date `YYYY-MM-DD`.
    pub datum: String,
    /// Closed from `HH:MM`; empty for the whole day.
    pub vanaf: String,
    /// Why.
    pub reden: String,
}

/// Everything the municipality has set up, at one moment.
#[derive(Debug, Clone)]
pub struct Inrichting {
    /// Named settings.
    pub instellingen: BTreeMap<String, String>,
    /// Teams in the order of lists.
    pub teams: Vec<Team>,
    /// Employees by name, also those who left.
    pub medewerkers: Vec<Medewerker>,
    /// Topics.
    pub onderwerpen: Vec<Onderwerp>,
    /// Neighbourhoods.
    pub wijken: Vec<Wijk>,
    /// Mailboxes.
    pub postvakken: Vec<Postvak>,
    /// Opening hours of all places and channels.
    pub openingstijden: Vec<Openingstijd>,
    /// Closing days.
    pub sluitingen: Vec<Sluiting>,
    /// Working hours, by which norms are counted.
    pub kalender: Calendar,
}

impl Inrichting {
    /// A setting, or `anders`.
    pub fn instelling<'a>(&'a self, naam: &str, anders: &'a str) -> &'a str {
        self.instellingen.get(naam).map_or(anders, String::as_str)
    }

    /// Name of the municipality, for instance "gemeente Thuishaven".
    pub fn naam(&self) -> &str {
        self.instelling("gemeente.naam", "gemeente")
    }

    /// Phone number that residents ring.
    pub fn telefoon(&self) -> &str {
        self.instelling("gemeente.telefoon", "14 0999")
    }

    /// First letters of a question's number.
    pub fn voorvoegsel(&self) -> &str {
        self.instelling("vraag.voorvoegsel", "VD")
    }

    /// The team with this code.
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|t| t.id == id)
    }

    /// Name of the team, or its code when it no longer exists.
    pub fn team_naam<'a>(&'a self, id: &'a str) -> &'a str {
        self.team(id).map_or(id, |t| t.naam.as_str())
    }

    /// The employee with this id.
    pub fn medewerker(&self, id: Uuid) -> Option<&Medewerker> {
        self.medewerkers.iter().find(|m| m.id == id)
    }

    /// Name of the employee.
    pub fn medewerker_naam(&self, id: Uuid) -> &str {
        self.medewerker(id).map_or("een collega", |m| m.naam.as_str())
    }

    /// Active employees of a team, by name.
    pub fn leden<'a>(&'a self, team: &'a str) -> impl Iterator<Item = &'a Medewerker> {
        self.medewerkers.iter().filter(move |m| m.actief && m.team == team)
    }

    /// The lead of a team, when it has one.
    pub fn teamleider(&self, team: &str) -> Option<&Medewerker> {
        self.medewerkers.iter().find(|m| m.actief && m.team == team && m.is_teamleider())
    }

    /// The topic with this code.
    pub fn onderwerp(&self, id: &str) -> Option<&Onderwerp> {
        self.onderwerpen.iter().find(|o| o.id == id)
    }

    /// The neighbourhood with this code.
    pub fn wijk(&self, id: &str) -> Option<&Wijk> {
        self.wijken.iter().find(|w| w.id == id)
    }

    /// The neighbourhood of a postcode, with or without space.
    pub fn wijk_van(&self, postcode: &str) -> Option<&Wijk> {
        let dicht: String =
            postcode.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        self.wijken.iter().find(|w| w.postcodes.iter().any(|p| dicht.starts_with(p.as_str())))
    }

    /// The team that gets what no rule can place. There is always one: loading refuses a set-up without.
    pub fn verdeelpunt(&self) -> &Team {
        self.teams.iter().find(|t| t.verdeelpunt).unwrap_or(&self.teams[0])
    }

    /// Norm for a question: of the topic when it has one, else of the team.
    pub fn norm(&self, team: &str, onderwerp: Option<&str>, bellen: bool) -> Norm {
        let van_onderwerp = onderwerp
            .and_then(|o| self.onderwerp(o))
            .filter(|o| o.team == team)
            .and_then(|o| if bellen { o.norm_bellen.clone() } else { o.norm_antwoord.clone() });
        van_onderwerp
            .or_else(|| {
                self.team(team).map(|t| if bellen { t.norm_bellen.clone() } else { t.norm_antwoord.clone() })
            })
            .unwrap_or(Norm::Werkdagen(5))
    }
}
