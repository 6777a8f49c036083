// SPDX-License-Identifier: EUPL-1.2
//! Residents and organisations that exist nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Bsn, Email, Postcode, Taal, Telefoon};

use crate::support::{TOWN, end, near, percent};

#[test]
fn twenty_thousand_residents_live_where_the_design_says() {
    let people = TOWN.inwoners(42, end()).unwrap();
    assert_eq!(people.len(), 20_000);
    for wijk in &TOWN.wijken {
        let here = people.iter().filter(|p| p.wijk == wijk.id);
        assert_eq!(here.clone().count(), usize::try_from(wijk.inwoners).unwrap(), "{}", wijk.id);
        for p in here {
            assert!(
                p.postcode.starts_with(&format!("1234 {}", wijk.letter)) && wijk.straten.contains(&p.straat)
            );
        }
    }
}

#[test]
fn every_number_and_address_is_a_test_number_that_the_kernel_accepts() {
    let people = TOWN.inwoners(42, end()).unwrap();
    let mut bsns = BTreeSet::new();
    let mut mails = BTreeSet::new();
    for p in &people {
        let digits = p.bsn.reveal();
        assert!(digits.starts_with("999") && Bsn::try_from(digits.as_str()).is_ok(), "{}", p.naam());
        assert!(bsns.insert(digits), "a BSN comes twice");
        assert!(Postcode::try_from(p.postcode.as_str()).is_ok() && Taal::try_from(p.taal.as_str()).is_ok());
        if !p.telefoon.is_empty() {
            let shown = Telefoon::try_from(p.telefoon.as_str()).unwrap().show();
            assert!(shown.starts_with("06 00 00 ") || shown.starts_with("0999 "), "{shown}");
        }
        if !p.email.is_empty() {
            assert!(
                Email::try_from(p.email.as_str()).is_ok() && p.email.ends_with("@voorbeeld.example"),
                "{}",
                p.email
            );
            assert!(mails.insert(&p.email), "{} comes twice", p.email);
        }
    }
}

#[test]
fn language_age_and_mail_are_spread_as_in_the_design() {
    let people = TOWN.inwoners(42, end()).unwrap();
    let speaks = |taal: &str| percent(people.iter().filter(|p| p.taal == taal).count(), people.len());
    for (taal, share) in [("nl", 88.0), ("pl", 4.0), ("en", 3.0), ("ar", 2.0), ("uk", 1.0), ("tr", 1.0)] {
        near(taal, speaks(taal), share, 0.5);
    }
    let adults: Vec<_> = people.iter().filter(|p| p.volwassen()).collect();
    near("no mail", percent(adults.iter().filter(|p| p.email.is_empty()).count(), adults.len()), 9.0, 1.0);
    near("low literacy", percent(adults.iter().filter(|p| p.laaggeletterd).count(), adults.len()), 14.0, 1.0);
    let old = |wijk: &str| {
        let here: Vec<_> = people.iter().filter(|p| p.wijk == wijk).collect();
        percent(here.iter().filter(|p| p.leeftijd >= 75).count(), here.len())
    };
    assert!(old("PP") > 30.0 && old("ZV") < 5.0, "{} {}", old("PP"), old("ZV"));
    for wijk in &TOWN.wijken {
        let here: Vec<_> = people.iter().filter(|p| p.wijk == wijk.id).collect();
        let young = percent(here.iter().filter(|p| p.leeftijd < 18).count(), here.len());
        near(&wijk.naam, young, f64::from(wijk.leeftijd[0] + wijk.leeftijd[1]), 6.0);
    }
}

#[test]
fn people_of_one_household_share_an_address_and_children_have_an_adult() {
    let people = TOWN.inwoners(42, end()).unwrap();
    let mut homes: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for p in &people {
        homes.entry(p.huishouden).or_default().push(p);
    }
    for home in homes.values() {
        assert!(home.iter().all(|p| p.straat == home[0].straat && p.huisnummer == home[0].huisnummer));
        assert!(home.iter().any(|p| p.volwassen()), "{}", home[0].naam());
    }
    let mean = percent(people.len(), homes.len()) / 100.0;
    assert!((1.7..2.8).contains(&mean), "{mean} people per household");
}

#[test]
fn four_hundred_organisations_have_names_and_register_numbers_of_their_own() {
    let all = TOWN.organisaties(42).unwrap();
    assert_eq!(all.len(), 400);
    assert_eq!(all.iter().filter(|o| o.wijk == "WH").count(), 260);
    assert_eq!(all[0].naam, "Brouwerij De Kade BV");
    assert_eq!(all.iter().map(|o| &o.naam).collect::<BTreeSet<_>>().len(), 400);
    let kvk: BTreeSet<_> = all.iter().filter_map(|o| o.kvk.as_ref()).map(ToString::to_string).collect();
    assert_eq!(kvk.len(), 398, "the owners' association and the village council have none");
    assert!(kvk.iter().all(|k| k.starts_with("0000")));
    assert!(
        all.iter().all(|o| o.telefoon.starts_with("+319999") && Email::try_from(o.email.as_str()).is_ok())
    );
    assert_eq!(all.iter().map(|o| &o.email).collect::<BTreeSet<_>>().len(), 400);
}

#[test]
fn another_seed_gives_other_people() {
    let (a, b) = (TOWN.inwoners(1, end()).unwrap(), TOWN.inwoners(2, end()).unwrap());
    let same = a.iter().zip(&b).filter(|(x, y)| x.naam() == y.naam()).count();
    assert!(same < 2_000, "{same}");
}
