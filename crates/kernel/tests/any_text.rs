// SPDX-License-Identifier: EUPL-1.2
//! Whatever a person, a mail or a machine puts into a field: no parser panics, what one accepts reads back as
//! itself, and every refusal is one Dutch sentence.

use kernel::{
    Actor, Bsn, Email, Error, Kvk, Page, Postcode, Taal, Telefoon, Time, Vestigingsnummer,
    calendar::{Closing, Norm, OpeningHours},
    nummer,
    terms::{Duur, Grondslag, Opschorting, Sluitingsdag, Tekst, read_day, read_moment},
    text, volgcode,
};
use proptest::prelude::*;
use uuid::Uuid;

/// Text near what the parsers want, and text that is nothing like it.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 .+()/-]{0,20}",
        "[0-9]{4} ?[a-zA-Z]{2}",
        "[a-z0-9.@+_-]{0,40}",
        "[a-zA-Z0-9.]{1,10}@[a-zA-Z0-9.-]{1,20}",
        "[0-9]{1,5}(wu|wd|w|u)",
        "[0-9]{2}:[0-9]{2}",
        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "[A-Za-z]{2}-[0-9]{2}-[0-9]{1,20}",
        "[0-9]{1,5}(d|wd|w|m|j)",
        "(wet|eigen|verordening-met-atw)=?[a-z ]{0,5}",
        "(aanvulling|overmacht|zienswijze|2026-12-24)(,(verzocht|uiterlijk|van|tot|tot-en-met|bron|vastgesteld|bewijs)=?(2026-0[1-9]-1[0-9]|[a-z]{0,3})){0,5}",
        Just("9".repeat(1_000)),
        Just("é".repeat(1_000)),
    ]
}

/// One sentence that a person can act on.
fn is_sentence(error: &Error) -> bool {
    let Error::Invalid(fields) = error else { return false };
    let [field] = fields.as_slice() else { return false };
    !field.field.is_empty()
        && field.text.starts_with(char::is_uppercase)
        && field.text.ends_with('.')
        && !field.text.contains(['\n', '!'])
}

macro_rules! reads_back {
    ($type:ty, $text:expr) => {
        match <$type>::try_from($text) {
            Ok(value) => {
                let again = <$type>::try_from(value.as_str());
                prop_assert_eq!(again, Ok(value.clone()), "{}", $text);
                let json = serde_json::to_string(&value).unwrap();
                prop_assert_eq!(serde_json::from_str::<$type>(&json).unwrap(), value);
            }
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_value_type_takes_any_text(text in texts()) {
        let text = text.as_str();
        reads_back!(Kvk, text);
        reads_back!(Vestigingsnummer, text);
        reads_back!(Postcode, text);
        reads_back!(Telefoon, text);
        reads_back!(Email, text);
        reads_back!(Taal, text);
        match Bsn::try_from(text) {
            Ok(bsn) => {
                prop_assert_eq!(Bsn::try_from(bsn.reveal().as_str()), Ok(bsn));
                let shown = format!("{bsn} {bsn:?}");
                prop_assert!(!shown.contains(&bsn.reveal()));
            }
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
        if let Ok(telefoon) = Telefoon::try_from(text) {
            prop_assert_eq!(Telefoon::try_from(telefoon.show().as_str()), Ok(telefoon));
        }
    }

    #[test]
    fn every_other_parser_takes_any_text(text in texts(), other in texts()) {
        match text.parse::<Norm>() {
            Ok(norm) => prop_assert_eq!(norm.to_string().parse(), Ok(norm)),
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
        match Time::parse(&text) {
            Ok(time) => prop_assert_eq!(Time::parse(&time.to_string()), Ok(time)),
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
        let refusals = [
            OpeningHours::new([(1, text.as_str(), other.as_str())]).err(),
            Closing::new(&text, &other).err(),
            Page::parse(Some(&text), Some(&other)).err(),
        ];
        for error in refusals.into_iter().flatten() {
            prop_assert!(is_sentence(&error), "{:?}", error);
        }
        let _ = (text.parse::<Actor>(), nummer::parse(&text));
        let _ = volgcode::matches(&[1; 32], Uuid::nil(), &text);
    }

    #[test]
    fn the_legal_clock_reads_any_text(text in texts()) {
        match text.parse::<Duur>() {
            Ok(duur) => prop_assert_eq!(duur.to_string().parse(), Ok(duur)),
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
        match read_day("datum", &text) {
            Ok(day) => prop_assert_eq!(day.to_string(), &*text),
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
        match text.parse::<Opschorting>() {
            Ok(read) => {
                let json = serde_json::to_string(&read).unwrap();
                prop_assert_eq!(serde_json::from_str::<Opschorting>(&json).unwrap(), read);
            }
            // A suspension that ends before it begins is refused by name.
            Err(Error::Refused { text, .. }) => prop_assert!(text.ends_with('.')),
            Err(error) => prop_assert!(is_sentence(&error), "{:?}", error),
        }
        let refusals = [
            read_moment("moment", &text).err(),
            text.parse::<Tekst>().err(),
            text.parse::<Grondslag>().err(),
            text.parse::<Sluitingsdag>().err(),
        ];
        for error in refusals.into_iter().flatten() {
            prop_assert!(is_sentence(&error), "{:?}", error);
        }
    }

    #[test]
    fn text_tools_take_any_text(text in texts()) {
        let clean = text::without_bsn(&text);
        prop_assert!(text::find_bsn(&clean).is_empty());
        prop_assert!(text::title_of(&text).chars().count() <= text::TITLE_MAX);
        let _ = (text::fold(&text), text::initials(&text), text::count_words(&text));
    }
}
