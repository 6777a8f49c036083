// SPDX-License-Identifier: EUPL-1.2
//! Interrupted time series: whole series from fixed seeds, at the lengths a municipality has.

use stats::Level;
use stats::effect::{Interrupted, interrupted_series, newey_west};
use stats::plan::Demand;
use stats::verdict::{Better, Data, Measure, Moment, Plan, Verdict, judge};

use crate::dice::{Dice, covers, rate};

/// Series per length and correlation: the error of a coverage is 0.5 % then.
const RUNS: u32 = 2000;

/// A series with a trend, a jump of -3 and a bend of 0.05 halfway, whose errors pass on a share of themselves.
fn series(dice: &mut Dice, periods: usize, before: usize, passes_on: f64) -> Vec<f64> {
    let mut error = dice.normal(0.0, 2.0 / (1.0 - passes_on * passes_on).sqrt());
    (0..periods)
        .map(|t| {
            let since = t.checked_sub(before).map(|since| since as f64);
            let line = 50.0 + 0.1 * t as f64 + since.map_or(0.0, |since| -3.0 + 0.05 * since);
            let value = line + error;
            error = passes_on * error + dice.normal(0.0, 2.0);
            value
        })
        .collect()
}

/// Whether each of the four intervals holds the truth.
fn holds(got: &Interrupted, last: usize) -> [bool; 4] {
    [
        got.trend.effect.holds(0.1),
        got.jump.effect.holds(-3.0),
        got.bend.effect.holds(0.05),
        got.at_end.effect.holds(-3.0 + 0.05 * last as f64),
    ]
}

fn coverage(seed: u64, times: u32, periods: usize, before: usize, passes_on: f64) {
    let mut dice = Dice::new(seed);
    let mut held = [0_u32; 4];
    for _ in 0..times {
        let values = series(&mut dice, periods, before, passes_on);
        let got = interrupted_series(&values, before, Level::P95).unwrap();
        for (sum, held) in held.iter_mut().zip(holds(&got, periods - before - 1)) {
            *sum += u32::from(held);
        }
    }
    for (what, held) in ["trend", "jump", "bend", "effect at the end"].iter().zip(held) {
        let share = f64::from(held) / f64::from(times);
        covers(&format!("{what}, {before} + {} periods, correlation {passes_on}", periods - before), share);
    }
}

#[test]
fn intervals_cover_at_26_periods() {
    // Closest to the edges, so counted more precisely.
    for (seed, passes_on) in [(21, 0.0), (22, 0.3), (23, 0.6)] {
        coverage(seed, 2 * RUNS, 26, 13, passes_on);
    }
}

#[test]
fn intervals_cover_at_36_periods_also_when_the_change_came_late() {
    for (seed, passes_on) in [(24, 0.0), (25, 0.3), (26, 0.6)] {
        coverage(seed, RUNS, 36, 18, passes_on);
        coverage(seed, RUNS, 36, 23, passes_on);
    }
}

#[test]
fn intervals_cover_at_52_periods_also_when_the_change_came_late() {
    for (seed, passes_on) in [(27, 0.0), (28, 0.3), (29, 0.6)] {
        coverage(seed, RUNS, 52, 26, passes_on);
        coverage(seed, RUNS, 52, 39, passes_on);
    }
}

#[test]
fn intervals_cover_at_104_periods() {
    for (seed, passes_on) in [(30, 0.0), (31, 0.3), (32, 0.6)] {
        coverage(seed, RUNS, 104, 52, passes_on);
    }
}

#[test]
fn changes_that_did_nothing_are_proven_in_at_most_five_percent() {
    let measure = Measure::Mean { unit: "minuten".into(), decimals: 1 };
    let plan = Plan::with(measure, Better::Lower, 3.0, Demand::USUAL, 12).unwrap();
    for (seed, passes_on) in [(40, 0.0), (41, 0.3)] {
        let mut dice = Dice::new(seed);
        let times = 2000;
        let proven = rate(times, || {
            let mut values = series(&mut dice, 36, 18, passes_on);
            values[18..].iter_mut().for_each(|v| *v += 3.0);
            let effect = interrupted_series(&values, 18, Level::P95).unwrap().jump;
            let told = judge(&plan, &Data::Effect { effect, n: 18 }, Moment::DecisionDay).unwrap();
            matches!(told.verdict, Verdict::ProvenBetter | Verdict::ProvenWorse)
        });
        println!("null series, correlation {passes_on}: {:.2} % proven", 100.0 * proven);
        assert!(proven <= 0.05 + 3.0 * (0.05 * 0.95 / f64::from(times)).sqrt(), "{proven}");
    }
}

#[test]
fn the_correlation_is_found_back_in_a_long_series() {
    let mut dice = Dice::new(50);
    for passes_on in [-0.4, 0.0, 0.6, 0.9] {
        let got = interrupted_series(&series(&mut dice, 5000, 2500, passes_on), 2500, Level::P95).unwrap();
        assert!((got.correlation - passes_on).abs() < 0.04, "{passes_on}: {}", got.correlation);
        assert!(holds(&got, 2499).iter().filter(|held| **held).count() >= 3, "{got:?}");
    }
}

#[test]
fn value_interval_and_p_agree_and_follow_the_unit() {
    let mut dice = Dice::new(51);
    for _ in 0..200 {
        let values = series(&mut dice, 30, 15, 0.4);
        let got = interrupted_series(&values, 15, Level::P95).unwrap();
        for effect in [got.trend, got.jump, got.bend, got.at_end] {
            assert_eq!(effect.p > 0.05, effect.effect.holds(0.0), "{effect:?}");
            let narrower = effect.equivalence.unwrap();
            assert!(effect.effect.low < narrower.low && narrower.high < effect.effect.high, "{effect:?}");
        }
        // The same in other units, and turned around.
        for (unit, shift) in [(1e-9, 0.0), (-1.0, 7.0), (1e12, 0.0)] {
            let other: Vec<f64> = values.iter().map(|v| unit * (v + shift)).collect();
            let other = interrupted_series(&other, 15, Level::P95).unwrap();
            let (want, found) = (unit * got.jump.effect.value, other.jump.effect.value);
            assert!((found - want).abs() <= 1e-7 * want.abs(), "{found} {want}");
            assert!((other.jump.p - got.jump.p).abs() < 1e-7);
        }
    }
}

#[test]
fn where_nothing_leans_the_errors_of_newey_and_west_are_those_of_the_series() {
    let mut dice = Dice::new(52);
    let values = series(&mut dice, 4000, 2000, 0.0);
    let classic = newey_west(&values, 2000, None).unwrap();
    let ours = interrupted_series(&values, 2000, Level::P95).unwrap();
    assert!((classic.jump.error / ours.jump.error - 1.0).abs() < 0.15, "{classic:?} {ours:?}");
    assert!((classic.jump.value - ours.jump.effect.value).abs() < 0.1 * classic.jump.error.abs().max(0.1));
}

#[test]
fn series_that_are_too_short_or_leave_nothing_to_explain_are_refused() {
    let refused =
        |values: &[f64], before| interrupted_series(values, before, Level::P95).unwrap_err().to_string();
    let mut dice = Dice::new(53);
    let short = series(&mut dice, 26, 13, 0.0);
    assert_eq!(
        refused(&short[1..], 12),
        "interrupted time series: needs 13 periods on either side (at most 10000 in all), got 12 and 13"
    );
    assert!(interrupted_series(&short, 13, Level::P95).is_ok());
    assert!(newey_west(&short[1..], 12, None).is_err());
    assert!(refused(&vec![1.0; 10_001], 5000).contains("at most 10000"));
    let line: Vec<f64> = (0..26).map(f64::from).collect();
    assert!(refused(&line, 13).contains("on the fitted line exactly"), "{}", refused(&line, 13));
    let huge: Vec<f64> = short.iter().map(|v| v * 1e200).collect();
    assert!(refused(&huge, 13).contains("so large"), "{}", refused(&huge, 13));
    assert!(refused(&[f64::NAN; 26], 13).contains("not a finite number"));
    assert!(newey_west(&short, 13, Some(7)).unwrap_err().why.contains("below a quarter"));
    assert!(newey_west(&short, 13, Some(6)).is_ok());
}
