// SPDX-License-Identifier: EUPL-1.2
//! The fictitious persons of the national test set: all their numbers but one are true BSNs, and each is found in a
//! sentence. Skipped where the set is not at hand (`VOORDEUR_SHARED`, or `shared` beside the repository).

use std::{collections::BTreeSet, path::PathBuf};

use kernel::{Bsn, text};

const FILE: &str = "data/people/testset-persoonslijsten-gbav-20220502.csv";

fn numbers() -> Option<BTreeSet<String>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("VOORDEUR_SHARED").map_or(beside, PathBuf::from);
    let table = std::fs::read_to_string(shared.join(FILE)).ok()?;
    let third = table.lines().skip(1).filter_map(|line| line.split(';').nth(2));
    Some(third.filter(|n| !n.is_empty()).map(str::to_owned).collect())
}

#[test]
fn every_person_of_the_test_set_is_known_by_number_but_the_one_made_wrong() {
    let Some(numbers) = numbers() else {
        eprintln!("skipped: {FILE} is not at hand");
        return;
    };
    assert_eq!(numbers.len(), 682);
    let wrong: Vec<&String> = numbers.iter().filter(|n| Bsn::try_from(n.as_str()).is_err()).collect();
    assert_eq!(wrong, ["010008579"]);
    for number in numbers.iter().filter(|n| !wrong.contains(n)) {
        let sentence = format!("Ik ben {number} en ik wil verhuizen.");
        assert!(!text::without_bsn(&sentence).contains(number.as_str()), "{sentence}");
    }
}
