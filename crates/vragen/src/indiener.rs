// SPDX-License-Identifier: EUPL-1.2
//! Who asks. What is given here is a claim: it may pre-fill, it never discloses.

use kernel::{Email, Error, FieldError, Result, Telefoon};
use uuid::Uuid;

use crate::soort::Antwoordkanaal;

/// Who asked a question, as given. Empty text means: not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indiener {
    /// The person or organisation, once an employee or a sign-in has proved it.
    pub partij: Option<Uuid>,
    /// Name.
    pub naam: String,
    /// Mail address.
    pub email: String,
    /// Phone number, E.164.
    pub telefoon: String,
    /// Postal address in one or more lines.
    pub adres: String,
    /// Name of the organisation.
    pub organisatie: String,
    /// Number in the trade register.
    pub kvk: String,
    /// Number of the establishment.
    pub vestiging: String,
    /// On whose behalf.
    pub namens: String,
    /// BSN as claimed, encrypted.
    pub bsn: Option<Vec<u8>>,
}

/// Longest name and organisation, in characters.
pub const NAAM_MAX: usize = 200;
/// Longest postal address, in characters.
pub const ADRES_MAX: usize = 500;

impl Indiener {
    /// Name for a salutation or a list: the person, else the organisation, else "een bewoner".
    pub fn toon(&self) -> &str {
        [self.naam.as_str(), self.organisatie.as_str()]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or("een bewoner")
    }

    /// Tidies what was given, and asks only what this way of answering needs.
    pub fn check(mut self, antwoord: Antwoordkanaal) -> Result<Self> {
        let mut fouten = Vec::new();
        let mut fout =
            |veld: &str, tekst: String| fouten.push(FieldError { field: veld.to_owned(), text: tekst });
        for veld in [&mut self.naam, &mut self.organisatie, &mut self.namens, &mut self.adres] {
            *veld = veld.trim().to_owned();
        }
        if self.naam.chars().count() > NAAM_MAX {
            fout("naam", format!("Gebruik voor de naam hoogstens {NAAM_MAX} tekens."));
        }
        if self.organisatie.chars().count() > NAAM_MAX {
            fout("organisatie", format!("Gebruik voor de organisatie hoogstens {NAAM_MAX} tekens."));
        }
        if self.namens.chars().count() > NAAM_MAX {
            fout("namens", format!("Gebruik hier hoogstens {NAAM_MAX} tekens."));
        }
        if self.adres.chars().count() > ADRES_MAX {
            fout("adres", format!("Gebruik voor het adres hoogstens {ADRES_MAX} tekens."));
        }
        if !self.email.trim().is_empty() {
            match Email::try_from(self.email.trim()) {
                Ok(email) => self.email = email.to_string(),
                Err(e) => fout("email", first_text(&e)),
            }
        } else if antwoord == Antwoordkanaal::Email {
            fout("email", "Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.".to_owned());
        }
        if !self.telefoon.trim().is_empty() {
            match Telefoon::try_from(self.telefoon.trim()) {
                Ok(nummer) => self.telefoon = nummer.to_string(),
                Err(e) => fout("telefoon", first_text(&e)),
            }
        } else if antwoord == Antwoordkanaal::Telefoon {
            fout("telefoon", "Vul uw telefoonnummer in, bijvoorbeeld 06 12 34 56 78.".to_owned());
        }
        if antwoord == Antwoordkanaal::Brief && self.adres.is_empty() {
            fout("adres", "Vul uw straat, huisnummer, postcode en plaats in.".to_owned());
        }
        if fouten.is_empty() { Ok(self) } else { Err(Error::Invalid(fouten)) }
    }
}

fn first_text(error: &Error) -> String {
    match error {
        Error::Invalid(fouten) => fouten.first().map_or_else(String::new, |f| f.text.clone()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_wants_a_mail_gives_a_mail_address_and_nothing_else() {
        let leeg = Indiener::default().check(Antwoordkanaal::Email).unwrap_err();
        let Error::Invalid(fouten) = leeg else { panic!("{leeg:?}") };
        assert_eq!(fouten.len(), 1);
        assert_eq!(fouten[0].field, "email");
        let met = Indiener { email: " Jo@VOORBEELD.example ".into(), ..Indiener::default() };
        assert_eq!(met.check(Antwoordkanaal::Email).unwrap().email, "Jo@voorbeeld.example");
    }

    #[test]
    fn who_wants_no_answer_need_not_say_who_it_is() {
        assert!(Indiener::default().check(Antwoordkanaal::Geen).is_ok());
    }
}
