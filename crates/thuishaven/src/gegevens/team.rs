// SPDX-License-Identifier: EUPL-1.2
//! Teams and employees.

use kernel::calendar::Norm;
use serde::Deserialize;

/// A team.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Short code.
    pub id: String,
    /// Name.
    pub naam: String,
    /// What it is about.
    pub over: String,
    /// Norm for calling back.
    pub norm_bellen: Norm,
    /// Norm for an answer.
    pub norm_antwoord: Norm,
    /// Gets what no rule can place.
    #[serde(default)]
    pub verdeelpunt: bool,
    /// Other teams may not read its questions.
    #[serde(default)]
    pub afgeschermd: bool,
    /// Per cent of its promises that it keeps in the history.
    pub gehouden: u32,
}

/// An employee.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Medewerker {
    /// Short code, `m01` to `m30`.
    pub id: String,
    /// Full name.
    pub naam: String,
    /// Team code.
    pub team: String,
    /// Job, in words.
    pub functie: String,
    /// Hours a week.
    pub uren: u32,
    /// Roles, as the web shell spells them.
    pub rollen: Vec<String>,
    /// Topics this employee knows.
    pub onderwerpen: Vec<String>,
    /// Takes in only these topics; all when empty.
    #[serde(default)]
    pub alleen: Vec<String>,
    /// Working days, 1 is Monday; all five when empty.
    #[serde(default)]
    pub dagen: Vec<i8>,
    /// Works only in these neighbourhoods; all when empty.
    #[serde(default)]
    pub wijken: Vec<String>,
    /// Languages besides Dutch.
    #[serde(default)]
    pub talen: Vec<String>,
    /// What else is worth knowing.
    #[serde(default)]
    pub bijzonderheid: String,
    /// Who takes over at absence.
    #[serde(default)]
    pub vervanger: String,
    /// Share of the telephone, 0 when never.
    #[serde(default)]
    pub telefoon: u32,
    /// Share of the desk, 0 when never.
    #[serde(default)]
    pub balie: u32,
    /// Leaves on the last working day of the eleventh month.
    #[serde(default)]
    pub vertrekt: bool,
}

impl Medewerker {
    /// First name.
    pub fn voornaam(&self) -> &str {
        self.naam.split(' ').next().unwrap_or(&self.naam)
    }

    /// Whether this employee leads the team.
    pub fn is_teamleider(&self) -> bool {
        self.rollen.iter().any(|r| r == "teamleider")
    }

    /// Whether this employee works on this weekday, 1 is Monday.
    pub fn werkt_op(&self, dag: i8) -> bool {
        self.dagen.is_empty() || self.dagen.contains(&dag)
    }
}

/// A choice of the demo's sign-in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aanmelding {
    /// What the choice is called.
    pub rol: String,
    /// Who one then is.
    pub medewerker: String,
}

/// The file with teams and employees.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeamBestand {
    pub(crate) team: Vec<Team>,
    pub(crate) medewerker: Vec<Medewerker>,
    pub(crate) aanmelding: Vec<Aanmelding>,
}
