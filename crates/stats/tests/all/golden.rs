// SPDX-License-Identifier: EUPL-1.2
//! Reading the committed golden values.

use serde_json::Value;
use stats::sample::{Moments, Share};
use stats::{Estimate, Level};

/// The cases of one method in one file; fails when there are none.
pub fn cases(file: &str, method: &str) -> Vec<Value> {
    let text = match file {
        "special" => include_str!("../../golden/special.json"),
        "intervals" => include_str!("../../golden/intervals.json"),
        "effects" => include_str!("../../golden/effects.json"),
        "queues" => include_str!("../../golden/queues.json"),
        "others" => include_str!("../../golden/others.json"),
        _ => panic!("no such file: {file}"),
    };
    let all: Vec<Value> = serde_json::from_str(text).unwrap();
    let of_method: Vec<Value> = all.into_iter().filter(|case| case["method"] == method).collect();
    assert!(!of_method.is_empty(), "no golden values for {method}");
    of_method
}

pub fn num(case: &Value, key: &str) -> f64 {
    case[key].as_f64().unwrap_or_else(|| panic!("{key} in {case}"))
}

pub fn int(case: &Value, key: &str) -> u64 {
    case[key].as_u64().unwrap_or_else(|| panic!("{key} in {case}"))
}

pub fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

pub fn counts(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(|v| v.as_u64().unwrap()).collect()
}

pub fn share(value: &Value) -> Share {
    let pair = counts(value);
    Share::new(pair[0], pair[1]).unwrap()
}

pub fn moments(value: &Value) -> Moments {
    Moments::of(&list(value)).unwrap()
}

pub fn level(case: &Value) -> Level {
    Level::new(num(case, "level")).unwrap()
}

/// Equal to a relative difference, or to the same absolute one near 0.
#[track_caller]
pub fn close(got: f64, want: f64, tolerance: f64, what: &dyn std::fmt::Display) {
    let off = (got - want).abs();
    assert!(off <= tolerance * want.abs().max(1e-300), "{got:e} is not {want:e} (off by {off:e}): {what}");
}

/// Equal to an absolute difference.
#[track_caller]
pub fn near(got: f64, want: f64, tolerance: f64, what: &dyn std::fmt::Display) {
    assert!((got - want).abs() <= tolerance, "{got:e} is not {want:e}: {what}");
}

#[track_caller]
pub fn ends(got: &Estimate, want: &Value, tolerance: f64, what: &dyn std::fmt::Display) {
    let want = list(want);
    near(got.low, want[0], tolerance, what);
    near(got.high, want[1], tolerance, what);
}
