// SPDX-License-Identifier: EUPL-1.2
//! A person or an organisation.

use kernel::id_type;
use uuid::Uuid;

id_type!(
    /// Identifier of a party.
    PartijId
);

/// A person or an organisation. Empty text means: not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partij {
    /// Identifier.
    pub id: Uuid,
    /// True for an organisation.
    pub organisatie: bool,
    /// Name as shown.
    pub naam: String,
    /// Date of birth `YYYY-MM-DD`.
    pub geboortedatum: String,
    /// BSN, encrypted.
    pub bsn: Option<Vec<u8>>,
    /// Keyed blind index of the BSN.
    pub bsn_index: Option<Vec<u8>>,
    /// Number in the trade register.
    pub kvk: String,
    /// Street and house number.
    pub straat: String,
    /// House number with addition.
    pub huisnummer: String,
    /// Postcode `1234 AB`.
    pub postcode: String,
    /// Place.
    pub plaats: String,
    /// Neighbourhood.
    pub wijk: Option<String>,
    /// Preferred language, ISO 639-1.
    pub taal: String,
    /// How this person wants to hear from us.
    pub voorkeurskanaal: String,
    /// What a colleague must know before contact.
    pub let_op: String,
    /// Counts the changes.
    pub versie: i64,
}

/// A mail address or phone number of a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigitaalAdres {
    /// `email` or `telefoon`.
    pub soort: String,
    /// As shown; a phone number in E.164.
    pub adres: String,
}
