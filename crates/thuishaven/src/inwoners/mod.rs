// SPDX-License-Identifier: EUPL-1.2
//! Residents and organisations: made by chance, the same for the same seed.

mod huishouden;
mod namen;
mod nummers;
mod organisatie;

use jiff::civil::Date;
use kernel::Bsn;

pub(crate) use huishouden::inwoners;
pub(crate) use namen::Namen;
pub use organisatie::Organisatie;
pub(crate) use organisatie::{OrganisatieBestand, organisaties};

/// What somebody is registered as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Geslacht {
    /// Man.
    Man,
    /// Vrouw.
    Vrouw,
}

/// A resident.
#[derive(Debug, Clone)]
pub struct Inwoner {
    /// First name.
    pub voornaam: String,
    /// Surname with what stands before it.
    pub achternaam: String,
    /// As registered.
    pub geslacht: Geslacht,
    /// Date of birth.
    pub geboren: Date,
    /// Age in years at the end of the plan.
    pub leeftijd: u32,
    /// Test BSN; begins with 999.
    pub bsn: Bsn,
    /// Street.
    pub straat: String,
    /// House number.
    pub huisnummer: u32,
    /// Postcode, `1234 CA`.
    pub postcode: String,
    /// Neighbourhood code.
    pub wijk: String,
    /// Language spoken at home, ISO 639-1.
    pub taal: String,
    /// Phone number in E.164, empty when none.
    pub telefoon: String,
    /// Mail address, empty when none.
    pub email: String,
    /// Number of the household; people with the same number live together.
    pub huishouden: u32,
    /// Finds reading and writing hard.
    pub laaggeletterd: bool,
    /// What a colleague must know before contact, empty when nothing.
    pub let_op: String,
}

impl Inwoner {
    /// Full name.
    pub fn naam(&self) -> String {
        format!("{} {}", self.voornaam, self.achternaam)
    }

    /// Of age.
    pub fn volwassen(&self) -> bool {
        self.leeftijd >= 18
    }

    /// How a colleague names this resident: "Mw. Veldhorst".
    pub fn aangeduid(&self) -> String {
        let title = if self.geslacht == Geslacht::Vrouw { "Mw." } else { "Dhr." };
        let mut name = self.achternaam.chars();
        let first = name.next().into_iter().flat_map(char::to_uppercase);
        format!("{title} {}{}", first.collect::<String>(), name.as_str())
    }
}
