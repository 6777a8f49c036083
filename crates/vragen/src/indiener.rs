// SPDX-License-Identifier: EUPL-1.2
//! Who asks. What is given here is a claim: it may pre-fill, it never discloses.

use kernel::{Email, Error, FieldError, Kvk, Result, Telefoon, Vestigingsnummer};
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
    /// Name for a salutation or a list: the person, else the organisation, else "een inwoner".
    pub fn toon(&self) -> &str {
        [self.naam.as_str(), self.organisatie.as_str()]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or("een inwoner")
    }

    /// Tidies what was given, and asks only what this way of answering needs.
    pub fn check(mut self, antwoord: Antwoordkanaal) -> Result<Self> {
        let mut fouten = Vec::new();
        for (naam, veld, hoogstens) in [
            ("naam", &mut self.naam, NAAM_MAX),
            ("organisatie", &mut self.organisatie, NAAM_MAX),
            ("namens", &mut self.namens, NAAM_MAX),
            ("adres", &mut self.adres, ADRES_MAX),
        ] {
            *veld = crate::tekst::schoon(veld);
            if veld.chars().count() > hoogstens {
                fouten.push(fout(naam, format!("Gebruik hier hoogstens {hoogstens} tekens.")));
            }
        }
        for (naam, veld, lees) in [
            ("email", &mut self.email, lees_email as fn(&str) -> Result<String>),
            ("telefoon", &mut self.telefoon, |t| Telefoon::try_from(t).map(|t| t.to_string())),
            ("kvk", &mut self.kvk, |t| Kvk::try_from(t).map(|t| t.to_string())),
            ("vestiging", &mut self.vestiging, |t| Vestigingsnummer::try_from(t).map(|t| t.to_string())),
        ] {
            *veld = crate::tekst::schoon(veld);
            if veld.is_empty() {
                continue;
            }
            match lees(veld) {
                Ok(gelezen) => *veld = gelezen,
                Err(e) => fouten.push(fout(naam, first_text(&e))),
            }
        }
        fouten.extend(self.ontbreekt(antwoord));
        if fouten.is_empty() { Ok(self) } else { Err(Error::Invalid(fouten)) }
    }

    /// The one thing without which we cannot answer this way.
    fn ontbreekt(&self, antwoord: Antwoordkanaal) -> Option<FieldError> {
        let (naam, veld, vraag) = match antwoord {
            Antwoordkanaal::Email => {
                ("email", &self.email, "Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.")
            }
            Antwoordkanaal::Telefoon => {
                ("telefoon", &self.telefoon, "Vul uw telefoonnummer in, bijvoorbeeld 06 12 34 56 78.")
            }
            Antwoordkanaal::Brief => {
                ("adres", &self.adres, "Vul uw straat, huisnummer, postcode en plaats in.")
            }
            Antwoordkanaal::Balie | Antwoordkanaal::Geen => return None,
        };
        veld.is_empty().then(|| fout(naam, vraag.to_owned()))
    }
}

fn fout(veld: &str, tekst: String) -> FieldError {
    FieldError { field: veld.to_owned(), text: tekst }
}

fn lees_email(tekst: &str) -> Result<String> {
    Email::try_from(tekst).map(|e| e.to_string())
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
