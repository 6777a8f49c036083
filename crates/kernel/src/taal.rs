// SPDX-License-Identifier: EUPL-1.2
//! The language somebody wants to be spoken to in.

use crate::value::text_value;

/// Language by its ISO 639 code in lower case, for instance `nl` or `uk`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Taal(String);

/// Languages with a Dutch name, commonest in Dutch municipalities first.
const NAMEN: [(&str, &str); 30] = [
    ("nl", "Nederlands"),
    ("en", "Engels"),
    ("pl", "Pools"),
    ("ar", "Arabisch"),
    ("uk", "Oekraïens"),
    ("tr", "Turks"),
    ("de", "Duits"),
    ("fr", "Frans"),
    ("es", "Spaans"),
    ("ro", "Roemeens"),
    ("bg", "Bulgaars"),
    ("fy", "Fries"),
    ("pap", "Papiaments"),
    ("ber", "Berbers"),
    ("ti", "Tigrinya"),
    ("fa", "Perzisch"),
    ("ps", "Pasjtoe"),
    ("so", "Somalisch"),
    ("ku", "Koerdisch"),
    ("ru", "Russisch"),
    ("zh", "Chinees"),
    ("pt", "Portugees"),
    ("it", "Italiaans"),
    ("el", "Grieks"),
    ("hu", "Hongaars"),
    ("ur", "Urdu"),
    ("hi", "Hindi"),
    ("vi", "Vietnamees"),
    ("am", "Amhaars"),
    ("he", "Hebreeuws"),
];

impl Taal {
    /// Dutch, the language of everybody who did not say otherwise.
    pub fn nl() -> Self {
        Self("nl".to_owned())
    }

    /// Dutch name of the language; its code when we have none.
    pub fn naam(&self) -> &str {
        NAMEN.iter().find(|(code, _)| *code == self.0).map_or(self.0.as_str(), |(_, naam)| naam)
    }

    /// Whether it is written from right to left.
    pub fn is_rtl(&self) -> bool {
        matches!(self.0.as_str(), "ar" | "fa" | "ps" | "ur" | "he")
    }

    /// The languages to choose from in a form, commonest first.
    pub fn choices() -> impl Iterator<Item = Self> {
        NAMEN.iter().map(|(code, _)| Self((*code).to_owned()))
    }

    fn parse(text: &str) -> Option<String> {
        let text = text.trim();
        if text.len() > 35 {
            return None;
        }
        let lower = text.to_lowercase();
        if let Some((code, _)) = NAMEN.iter().find(|(_, naam)| naam.to_lowercase() == lower) {
            return Some((*code).to_owned());
        }
        let code = lower.split(['-', '_']).next()?;
        let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
        is_code.then(|| code.to_owned())
    }
}

impl Default for Taal {
    fn default() -> Self {
        Self::nl()
    }
}

text_value!(Taal, "taal", "Kies een taal, bijvoorbeeld Nederlands of nl.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_code_and_by_name() {
        assert_eq!(Taal::try_from("Pools").unwrap().as_str(), "pl");
        assert_eq!(Taal::try_from("nl-NL").unwrap(), Taal::default());
        assert_eq!(Taal::try_from("uk").unwrap().naam(), "Oekraïens");
        assert_eq!(Taal::try_from("xx").unwrap().naam(), "xx");
        assert!(Taal::try_from("ar").unwrap().is_rtl());
    }

    #[test]
    fn what_is_no_language_is_refused() {
        for wrong in ["", "n", "dutch please", "12", "nederlandse"] {
            assert!(Taal::try_from(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_choice_reads_back() {
        for taal in Taal::choices() {
            assert_eq!(Taal::try_from(taal.naam()).unwrap(), taal);
        }
    }
}
