// SPDX-License-Identifier: EUPL-1.2
//! The other intervals and sizes, from fixed seeds; where chances can be counted exactly they are.

use stats::Level;
use stats::effect::{Observation, difference_in_differences_clustered, tost_means, tost_shares};
use stats::interval::{
    bootstrap, mean_in_population, newcombe, newcombe_corrected, ratio, ratio_fieller, wilson_corrected,
    wilson_in_population,
};
use stats::kappa;
use stats::plan::{
    Demand, size_for_equivalence, size_for_mean_precision, size_for_share_precision, size_for_shares,
};
use stats::sample::{Moments, Pairs, Share};
use stats::survival::{KaplanMeier, Seen};
use stats::verdict::{Better, Data, Moment, Plan, Verdict, judge};

use crate::dice::{Dice, chances, counted, covers, rate};

#[test]
fn the_corrected_intervals_that_verdicts_use_cover_counted_exactly() {
    for (n, p) in [(200, 0.4), (500, 0.9), (1000, 0.6)] {
        let all = chances(n, p);
        let held = all.iter().enumerate().filter(|(hits, _)| {
            wilson_corrected(Share::new(*hits as u64, n).unwrap(), Level::P95).unwrap().holds(p)
        });
        covers(&format!("Wilson with correction, n {n}"), held.map(|(_, chance)| chance).sum());
    }
    for (n, from, to) in [(200, 0.6, 0.66), (376, 0.6, 0.7), (250, 0.85, 0.9)] {
        let share =
            counted(n, from, to, |a, b| newcombe_corrected(a, b, Level::P95).unwrap().holds(to - from));
        covers(&format!("Newcombe with correction, n {n}"), share);
    }
}

/// Chance of `hits` when `n` are drawn from `population` of whom `marked` count, without putting back.
fn drawn(population: u32, marked: u32, n: u32, hits: u32) -> f64 {
    let ln_choose =
        |n: u32, k: u32| -> f64 { (0..k).map(|i| (f64::from(n - i) / f64::from(i + 1)).ln()).sum() };
    (ln_choose(marked, hits) + ln_choose(population - marked, n - hits) - ln_choose(population, n)).exp()
}

fn coverage_in_population(population: u32, marked: u32, n: u32) -> f64 {
    let truth = f64::from(marked) / f64::from(population);
    (n.saturating_sub(population - marked)..=n.min(marked))
        .filter(|hits| {
            let seen = Share::new((*hits).into(), n.into()).unwrap();
            wilson_in_population(seen, population.into(), Level::P95).unwrap().holds(truth)
        })
        .map(|hits| drawn(population, marked, n, hits))
        .sum()
}

#[test]
fn intervals_in_a_small_population_cover() {
    // Shares are whole numbers of people, so the coverage at one share jumps up and down; here over all shares from a
    // fifth to four fifths.
    for (population, n) in [(500, 200), (120, 60), (1000, 400)] {
        let truths = population / 5..=population - population / 5;
        let coverage = truths.clone().map(|marked| coverage_in_population(population, marked, n));
        let mean = coverage.sum::<f64>() / f64::from(truths.end() - truths.start() + 1);
        covers(&format!("Wilson, {n} of {population} (counted exactly)"), mean);
    }
    let mut dice = Dice::new(60);
    let mut everybody: Vec<f64> = (0..300).map(|_| dice.exponential(10.0)).collect();
    let truth = everybody.iter().sum::<f64>() / 300.0;
    covers(
        "mean of 120 of 300",
        rate(4000, || {
            for place in 0..120 {
                let other = dice.place(place..everybody.len());
                everybody.swap(place, other);
            }
            let seen = Moments::of(&everybody[..120]).unwrap();
            mean_in_population(seen, 300, Level::P95).unwrap().holds(truth)
        }),
    );
}

#[test]
fn agreement_of_two_people_covers() {
    // Of three classes; the second follows the first in seven of ten, and else chooses for itself.
    let classes = [0.5, 0.3, 0.2];
    let follows = 0.7;
    let chance: f64 = classes.iter().map(|p| p * p).sum();
    let agreed = follows + (1.0 - follows) * chance;
    let truth = (agreed - chance) / (1.0 - chance);
    let mut dice = Dice::new(61);
    covers(
        "Cohen's kappa, 200 things",
        rate(4000, || {
            let mut table = vec![vec![0_u64; 3]; 3];
            for _ in 0..200 {
                let mut choose = || match dice.chance() {
                    x if x < 0.5 => 0,
                    x if x < 0.8 => 1,
                    _ => 2,
                };
                let (first, own) = (choose(), choose());
                let second = if dice.chance() < follows { first } else { own };
                table[first][second] += 1;
            }
            kappa(&table, Level::P95).unwrap().holds(truth)
        }),
    );
}

#[test]
fn the_bootstrap_covers_a_median_and_a_ratio() {
    let mut dice = Dice::new(62);
    let median = |values: &[f64]| {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        0.5 * (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2])
    };
    covers(
        "BCa, median of 101 exponential values",
        rate(800, || {
            let values: Vec<f64> = (0..101).map(|_| dice.exponential(5.0)).collect();
            bootstrap(&values, median, 400, Level::P95, 7).unwrap().holds(5.0 * 2.0_f64.ln())
        }),
    );
}

#[test]
fn ratios_cover_with_a_skewed_denominator() {
    let mut dice = Dice::new(63);
    let mut pairs = |n: usize| {
        let one = |_| {
            let x = dice.exponential(10.0) + 1.0;
            (x, 0.3 * x + dice.exponential(2.0))
        };
        Pairs::of(&(0..n).map(one).collect::<Vec<_>>()).unwrap()
    };
    let truth = 0.3 + 2.0 / 11.0;
    covers(
        "ratio by the delta method, 150 pairs",
        rate(4000, || ratio(pairs(150), Level::P95).unwrap().holds(truth)),
    );
    covers(
        "ratio by Fieller, 60 pairs",
        rate(4000, || ratio_fieller(pairs(60), Level::P95).unwrap().holds(truth)),
    );
}

#[test]
fn the_curve_of_survival_covers_early_late_and_with_few() {
    let mut dice = Dice::new(64);
    for (n, at, seen) in [(40, 7.0, 30.0), (150, 2.0, 30.0), (300, 20.0, 28.0)] {
        let truth = (-at / 14.0_f64).exp();
        covers(
            &format!("Kaplan-Meier of {n} at {at} days"),
            rate(3000, || {
                let units: Vec<Seen> = (0..n)
                    .map(|_| {
                        let (event, left) = (dice.exponential(14.0), seen * dice.chance().max(0.3));
                        Seen { time: event.min(left), event: event <= left }
                    })
                    .collect();
                KaplanMeier::of(&units, Level::P95).unwrap().at(at).is_ok_and(|s| s.holds(truth))
            }),
        );
    }
}

/// Teams with a level and a drift of their own, of which the first `treated` get a change of 1.
fn teams(dice: &mut Dice, count: u64, treated: u64) -> Vec<Observation> {
    let mut rows = Vec::new();
    for cluster in 0..count {
        let (own, drift) = (dice.normal(0.0, 2.0), dice.normal(0.0, 0.5));
        for i in 0..12 {
            let (treated, after) = (cluster < treated, i % 2 == 1);
            let shift = f64::from(u8::from(after)) * (1.0 + drift + f64::from(u8::from(treated)));
            rows.push(Observation { cluster, treated, after, value: dice.normal(own + shift, 1.0) });
        }
    }
    rows
}

#[test]
fn differences_in_differences_of_teams_cover_from_the_fewest_teams_on() {
    let mut dice = Dice::new(65);
    for (count, treated) in [(6, 3), (10, 3), (10, 5), (20, 5), (40, 8), (60, 50)] {
        covers(
            &format!("difference in differences, {treated} of {count} teams"),
            rate(3000, || {
                let rows = teams(&mut dice, count, treated);
                difference_in_differences_clustered(&rows, Level::P95).unwrap().effect.holds(1.0)
            }),
        );
    }
    let refused = difference_in_differences_clustered(&teams(&mut dice, 6, 2), Level::P95).unwrap_err();
    assert_eq!(refused.why, "need 3 on each side; got 2 treated and 4 control");
}

#[test]
fn what_does_matter_is_seldom_called_equivalent() {
    // The true difference is the margin itself.
    for (n, p) in [(200, 0.6), (376, 0.6), (500, 0.8)] {
        let wrong = counted(n, p, p + 0.1, |a, b| tost_shares(a, b, 0.1, 0.05).unwrap().equivalent);
        println!("shares at the margin called equivalent, n {n}, p {p}: {:.2} %", 100.0 * wrong);
        assert!(wrong <= 0.055, "{wrong}");
        let plan = Plan::share(p, 0.1, Better::Higher, Demand::USUAL).unwrap();
        let told = counted(n, p, p + 0.1, |before, after| {
            let told = judge(&plan, &Data::Shares { before, after }, Moment::DecisionDay).unwrap();
            told.verdict == Verdict::NoRelevantDifference
        });
        assert!(told <= 0.05, "verdicts: {told}");
    }
    let mut dice = Dice::new(66);
    let times = 20_000;
    let wrong = rate(times, || {
        let (a, b) = (dice.sample(60, 7.0, 1.5), dice.sample(80, 7.5, 1.0));
        tost_means(a, b, 0.5, 0.05).unwrap().equivalent
    });
    println!("means at the margin called equivalent: {:.2} %", 100.0 * wrong);
    assert!(wrong <= 0.05 + 3.0 * (0.05 * 0.95 / f64::from(times)).sqrt(), "{wrong}");
}

#[test]
fn the_other_sizes_reach_what_they_promise() {
    // A test without correction reaches its power with the size without correction.
    for (from, to) in [(0.60, 0.70), (0.70, 0.80), (0.40, 0.30)] {
        let n = size_for_shares(from, to, Demand::USUAL).unwrap();
        let reached = counted(n, from, to, |a, b| !newcombe(a, b, Level::P95).unwrap().holds(0.0));
        println!("power without correction {from} -> {to}, n {n}: {:.2} %", 100.0 * reached);
        assert!((0.795..=0.83).contains(&reached), "{from} -> {to}: {reached}");
    }
    let mut dice = Dice::new(67);
    let n = size_for_equivalence(0.5, 1.5, Demand::USUAL).unwrap();
    let reached = rate(4000, || {
        let (a, b) = (dice.sample(n, 7.0, 1.5), dice.sample(n, 7.0, 1.5));
        tost_means(a, b, 0.5, 0.05).unwrap().equivalent
    });
    println!("power of equivalence, n {n}: {:.2} %", 100.0 * reached);
    assert!((0.78..=0.84).contains(&reached), "{reached}");
    // A survey of the size computed lies within its margin in 95 %.
    for (expected, margin) in [(0.5, 0.05), (0.2, 0.03)] {
        let n = size_for_share_precision(expected, margin, Level::P95, None).unwrap();
        let inside: f64 = chances(n, expected)
            .iter()
            .enumerate()
            .filter(|(hits, _)| (*hits as f64 / n as f64 - expected).abs() <= margin)
            .map(|(_, chance)| chance)
            .sum();
        covers(&format!("survey of {n}, margin {margin}"), inside);
    }
    let n = size_for_mean_precision(1.5, 0.25, Level::P95, None).unwrap();
    covers("survey of means", rate(4000, || (dice.sample(n, 7.0, 1.5).mean() - 7.0).abs() <= 0.25));
}
