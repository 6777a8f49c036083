// SPDX-License-Identifier: EUPL-1.2
//! Effects and sizes against statsmodels.

use serde_json::Value;
use stats::Level;
use stats::effect::{
    Effect, Observation, benjamini_hochberg, benjamini_yekutieli, difference_in_differences,
    difference_in_differences_clustered, interrupted_series,
};
use stats::plan::{Demand, power_of_means, size_for_means, size_for_shares};

use crate::golden::{cases, close, int, list, moments, near, num};

/// Value, error, p-value, low, high.
#[track_caller]
fn same(got: &Effect, want: &Value, what: &Value) {
    let want = list(want);
    close(got.effect.value, want[0], 1e-9, what);
    close(got.error, want[1], 1e-9, what);
    close(got.p, want[2], 1e-8, what);
    near(got.effect.low, want[3], 1e-9, what);
    near(got.effect.high, want[4], 1e-9, what);
}

#[test]
fn interrupted_series_with_newey_west_errors() {
    for case in cases("effects", "interrupted_series") {
        let lags = usize::try_from(int(&case, "lags")).unwrap();
        let before = usize::try_from(int(&case, "before")).unwrap();
        let got = interrupted_series(&list(&case["values"]), before, Some(lags), Level::P95).unwrap();
        same(&got.trend, &case["trend"], &case);
        same(&got.jump, &case["jump"], &case);
        same(&got.bend, &case["bend"], &case);
        same(&got.at_end, &case["at_end"], &case);
    }
}

#[test]
fn difference_in_differences_of_groups_and_of_clusters() {
    for case in cases("effects", "did") {
        let g: Vec<_> = case["groups"].as_array().unwrap().iter().map(moments).collect();
        let got = difference_in_differences((g[0], g[1]), (g[2], g[3]), Level::P95).unwrap();
        same(&got, &case["want"], &case);
    }
    for case in cases("effects", "did_clustered") {
        let row = |row: &Value| Observation {
            cluster: row[0].as_u64().unwrap(),
            treated: row[1] == 1,
            after: row[2] == 1,
            value: row[3].as_f64().unwrap(),
        };
        let rows: Vec<Observation> = case["rows"].as_array().unwrap().iter().map(row).collect();
        same(&difference_in_differences_clustered(&rows, Level::P95).unwrap(), &case["want"], &case);
    }
}

#[test]
fn many_tests_at_once() {
    for case in cases("effects", "many_tests") {
        let p = list(&case["p"]);
        for (got, want) in benjamini_hochberg(&p).unwrap().iter().zip(list(&case["bh"])) {
            near(*got, want, 1e-14, &case);
        }
        for (got, want) in benjamini_yekutieli(&p).unwrap().iter().zip(list(&case["by"])) {
            near(*got, want, 1e-14, &case);
        }
    }
}

#[test]
fn sizes_are_the_smallest_whole_number_that_reaches_the_power() {
    for case in cases("effects", "size_for_means") {
        let demand = Demand { alpha: 0.05, power: num(&case, "power") };
        let got = size_for_means(num(&case, "effect"), 1.0, demand).unwrap();
        near(real(got), num(&case, "want").ceil(), 0.0, &case);
    }
    for case in cases("effects", "power_of_means") {
        let got = power_of_means(int(&case, "n"), num(&case, "effect"), 0.05).unwrap();
        near(got, num(&case, "want"), 1e-9, &case);
    }
    for case in cases("effects", "size_for_shares") {
        let got = size_for_shares(num(&case, "from"), num(&case, "to"), Demand::USUAL).unwrap();
        near(real(got), num(&case, "want").ceil(), 0.0, &case);
    }
}

fn real(n: u64) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}
