// SPDX-License-Identifier: EUPL-1.2
//! Find a person by one field: the shape of what was typed tells what it is. At most five hits, each with why.

use kernel::{Bsn, Email, Kvk, Postcode, Result, Telefoon};
use storage::Tx;

use crate::{partij::Partij, store};

/// Most hits.
pub const HOOGSTENS: i64 = 5;

/// What was typed, by its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vorm {
    /// A citizen number.
    Bsn(String),
    /// A mail address, folded.
    Email(String),
    /// A phone number in E.164.
    Telefoon(String),
    /// Postcode and house number.
    Adres(String, String),
    /// A number in the trade register.
    Kvk(String),
    /// A (part of a) name, folded, perhaps with a date of birth.
    Naam(String, Option<String>),
}

/// Recognises the shape. Pure.
pub fn vorm(getypt: &str) -> Option<Vorm> {
    let tekst = getypt.trim();
    if tekst.chars().count() < 2 || tekst.chars().count() > 100 {
        return None;
    }
    if tekst.contains('@') {
        return Email::try_from(tekst).ok().map(|e| Vorm::Email(e.fold()));
    }
    let dicht: String = tekst.chars().filter(|c| !c.is_whitespace()).collect();
    if dicht.len() >= 7
        && dicht.is_char_boundary(6)
        && let Ok(postcode) = Postcode::try_from(&dicht[..6])
    {
        return Some(Vorm::Adres(postcode.to_string(), kernel::text::fold(&dicht[6..])));
    }
    let cijfers = dicht.chars().all(|c| c.is_ascii_digit());
    if cijfers
        && dicht.len() == 9
        && let Ok(bsn) = Bsn::try_from(dicht.as_str())
    {
        return Some(Vorm::Bsn(bsn.reveal()));
    }
    if cijfers && dicht.len() == 8 && Kvk::try_from(dicht.as_str()).is_ok() {
        return Some(Vorm::Kvk(dicht));
    }
    if let Ok(nummer) = Telefoon::try_from(tekst) {
        return Some(Vorm::Telefoon(nummer.to_string()));
    }
    let (naam, geboren) = splits_datum(tekst);
    let naam = kernel::text::search_name(&naam);
    (naam.len() > 1).then_some(Vorm::Naam(naam, geboren))
}

/// Takes a date of birth such as 4-3-1952 off the end of a name.
fn splits_datum(tekst: &str) -> (String, Option<String>) {
    let Some((naam, laatste)) = tekst.rsplit_once(' ') else { return (tekst.to_owned(), None) };
    let delen: Vec<&str> = laatste.split(['-', '/', '.']).collect();
    if let [dag, maand, jaar] = delen[..]
        && let (Ok(d), Ok(m), Ok(j)) = (dag.parse::<i8>(), maand.parse::<i8>(), jaar.parse::<i16>())
        && let Ok(datum) = jiff::civil::Date::new(j, m, d)
    {
        return (naam.trim().to_owned(), Some(datum.to_string()));
    }
    (tekst.to_owned(), None)
}

/// A person who may be meant, with why.
#[derive(Debug, Clone)]
pub struct Treffer {
    /// The person or organisation.
    pub partij: Partij,
    /// Why it matched, in words.
    pub waarom: &'static str,
}

/// Finds at most five people. `bsn_index` makes the blind index of a BSN.
pub async fn zoek(tx: &mut Tx, getypt: &str, bsn_index: impl Fn(&str) -> Vec<u8>) -> Result<Vec<Treffer>> {
    let Some(vorm) = vorm(getypt) else { return Ok(Vec::new()) };
    let (partijen, waarom) = match &vorm {
        Vorm::Bsn(bsn) => (store::op_bsn(tx, &bsn_index(bsn)).await?, "zelfde BSN"),
        Vorm::Email(adres) => (store::van_adres(tx, adres).await?, "zelfde e-mailadres"),
        Vorm::Telefoon(nummer) => (store::van_adres(tx, nummer).await?, "zelfde telefoonnummer"),
        Vorm::Adres(postcode, nummer) => (store::op_adres(tx, postcode, nummer).await?, "zelfde adres"),
        Vorm::Kvk(kvk) => (store::op_kvk(tx, kvk).await?, "zelfde KvK-nummer"),
        Vorm::Naam(naam, geboren) => {
            let waarom = if geboren.is_some() { "naam en geboortedatum" } else { "naam lijkt erop" };
            (store::op_naam(tx, naam, geboren.as_deref()).await?, waarom)
        }
    };
    Ok(partijen.into_iter().map(|partij| Treffer { partij, waarom }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_knows_what_was_typed() {
        assert_eq!(vorm("1234ab 8"), Some(Vorm::Adres("1234 AB".into(), "8".into())));
        assert_eq!(vorm("Jo@Voorbeeld.example"), Some(Vorm::Email("jo@voorbeeld.example".into())));
        assert_eq!(vorm("06 00 00 00 12"), Some(Vorm::Telefoon("+31600000012".into())));
        assert_eq!(vorm("Verhagen 4-3-1952"), Some(Vorm::Naam("verhagen".into(), Some("1952-03-04".into()))));
        assert_eq!(vorm("De Vries"), Some(Vorm::Naam("vries".into(), None)));
        assert_eq!(vorm(" "), None);
    }
}
