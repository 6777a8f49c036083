// SPDX-License-Identifier: EUPL-1.2
//! Whole studies, thousands of times, from fixed seeds: intervals cover, plans reach their power, nothing is proven that
//! is not there. Where chances can be counted exactly they are.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use stats::Level;
use stats::effect::{
    Observation, benjamini_hochberg, difference_in_differences, difference_in_differences_clustered,
    interrupted_series,
};
use stats::interval::{bootstrap, mean, newcombe, newcombe_corrected, ratio, ratio_fieller, welch, wilson};
use stats::plan::{Demand, power_of_means, size_for_shares_corrected};
use stats::queue::{ErlangA, Load, patience};
use stats::sample::{Moments, Pairs, Share};
use stats::special::{binomial, normal};
use stats::survival::{KaplanMeier, Seen};
use stats::verdict::{Better, Data, Moment, Plan, Verdict, judge};

struct Dice(ChaCha8Rng);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn chance(&mut self) -> f64 {
        self.0.random_range(f64::EPSILON..1.0)
    }

    fn normal(&mut self, centre: f64, sd: f64) -> f64 {
        centre + sd * normal::quantile(self.chance())
    }

    fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.chance().ln()
    }

    fn hits(&mut self, n: u64, p: f64) -> Share {
        let hits = (0..n).filter(|_| self.chance() < p).count();
        Share::new(hits as u64, n).unwrap()
    }

    fn sample(&mut self, n: u64, centre: f64, sd: f64) -> Moments {
        let values: Vec<f64> = (0..n).map(|_| self.normal(centre, sd)).collect();
        Moments::of(&values).unwrap()
    }
}

/// The share of `times` runs in which something holds.
fn rate(times: u32, mut holds: impl FnMut() -> bool) -> f64 {
    f64::from((0..times).map(|_| u32::from(holds())).sum::<u32>()) / f64::from(times)
}

#[track_caller]
fn covers(what: &str, share: f64) {
    println!("coverage of {what}: {:.2} %", 100.0 * share);
    assert!((0.93..=0.97).contains(&share), "{what} covers {share}");
}

fn chances(n: u64, p: f64) -> Vec<f64> {
    let upto: Vec<f64> = (0..=n).map(|k| binomial::cdf(k, n, p)).collect();
    (0..upto.len()).map(|k| upto[k] - if k == 0 { 0.0 } else { upto[k - 1] }).collect()
}

/// Sum of the chances of all pairs of outcomes for which something holds.
fn counted(n: u64, from: f64, to: f64, holds: impl Fn(Share, Share) -> bool) -> f64 {
    let (before, after) = (chances(n, from), chances(n, to));
    let mut sum = 0.0;
    for (a, p) in before.iter().enumerate().filter(|(_, p)| **p > 1e-9) {
        for (b, q) in after.iter().enumerate().filter(|(_, q)| **q > 1e-9) {
            if holds(Share::new(a as u64, n).unwrap(), Share::new(b as u64, n).unwrap()) {
                sum += p * q;
            }
        }
    }
    sum
}

#[test]
fn intervals_of_shares_cover_counted_exactly() {
    for (n, p) in [(50, 0.3), (100, 0.7), (500, 0.9), (1000, 0.6)] {
        let all = chances(n, p);
        let held = all
            .iter()
            .enumerate()
            .filter(|(hits, _)| wilson(Share::new(*hits as u64, n).unwrap(), Level::P95).unwrap().holds(p));
        covers(&format!("Wilson, n {n}, p {p}"), held.map(|(_, chance)| chance).sum());
    }
    for (n, from, to) in [(60, 0.3, 0.5), (200, 0.6, 0.66), (150, 0.85, 0.9)] {
        let share = counted(n, from, to, |a, b| newcombe(a, b, Level::P95).unwrap().holds(to - from));
        covers(&format!("Newcombe, n {n}"), share);
    }
}

#[test]
fn intervals_of_means_and_ratios_cover() {
    let mut dice = Dice::new(1);
    covers("Student", rate(4000, || mean(dice.sample(12, 7.0, 1.5), Level::P95).unwrap().holds(7.0)));
    covers(
        "Welch, unequal spread and size",
        rate(4000, || {
            let (a, b) = (dice.sample(15, 7.0, 1.0), dice.sample(40, 7.5, 3.0));
            welch(a, b, Level::P95).unwrap().difference.holds(0.5)
        }),
    );
    let mut pairs = |n: usize| {
        let one = |_| {
            let x = dice.exponential(10.0) + 5.0;
            (x, 0.3 * x + dice.normal(0.0, 2.0))
        };
        Pairs::of(&(0..n).map(one).collect::<Vec<_>>()).unwrap()
    };
    covers("ratio by the delta method", rate(3000, || ratio(pairs(80), Level::P95).unwrap().holds(0.3)));
    covers("ratio by Fieller", rate(3000, || ratio_fieller(pairs(20), Level::P95).unwrap().holds(0.3)));
}

#[test]
fn the_bootstrap_covers_the_mean_of_skewed_values() {
    let mut dice = Dice::new(2);
    covers(
        "BCa, mean of 80 exponential values",
        rate(1000, || {
            let values: Vec<f64> = (0..80).map(|_| dice.exponential(5.0)).collect();
            let average = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
            bootstrap(&values, average, 600, Level::P95, 7).unwrap().holds(5.0)
        }),
    );
}

#[test]
fn the_curve_of_survival_covers_under_censoring() {
    let mut dice = Dice::new(3);
    let truth = (-0.5_f64).exp();
    covers(
        "Kaplan-Meier at 7 days",
        rate(2000, || {
            let units: Vec<Seen> = (0..150)
                .map(|_| {
                    let (event, left) = (dice.exponential(14.0), 30.0 * dice.chance());
                    Seen { time: event.min(left), event: event <= left }
                })
                .collect();
            KaplanMeier::of(&units, Level::P95).unwrap().at(7.0).unwrap().holds(truth)
        }),
    );
}

#[test]
fn effects_cover() {
    let mut dice = Dice::new(4);
    covers(
        "difference in differences",
        rate(3000, || {
            let control = (dice.sample(25, 10.0, 2.0), dice.sample(25, 11.0, 2.0));
            let treated = (dice.sample(30, 12.0, 3.0), dice.sample(20, 14.0, 3.0));
            difference_in_differences(control, treated, Level::P95).unwrap().effect.holds(1.0)
        }),
    );
    covers(
        "difference in differences, 40 teams that differ",
        rate(1000, || {
            let mut rows = Vec::new();
            for cluster in 0..40_u64 {
                let (own, drift) = (dice.normal(0.0, 2.0), dice.normal(0.0, 0.5));
                for i in 0..12 {
                    let (treated, after) = (cluster % 2 == 0, i % 2 == 1);
                    let shift = f64::from(u8::from(after)) * (1.0 + drift + f64::from(u8::from(treated)));
                    rows.push(Observation { cluster, treated, after, value: dice.normal(own + shift, 1.0) });
                }
            }
            difference_in_differences_clustered(&rows, Level::P95).unwrap().effect.holds(1.0)
        }),
    );
}

#[test]
fn an_interrupted_series_covers_when_it_is_long_and_is_a_little_narrow_when_it_is_short() {
    let mut dice = Dice::new(14);
    let mut coverage = |periods: i32| {
        rate(2000, || {
            let half = periods / 2;
            let values: Vec<f64> = (0..periods)
                .map(|t| dice.normal(50.0 + 0.1 * f64::from(t) - if t < half { 0.0 } else { 3.0 }, 2.0))
                .collect();
            let before = usize::try_from(half).unwrap();
            interrupted_series(&values, before, None, Level::P95).unwrap().jump.effect.holds(-3.0)
        })
    };
    // The errors of Newey and West are right for long series; docs/statistics.md gives these figures.
    for (periods, at_least) in [(24, 0.80), (48, 0.86), (104, 0.90)] {
        let share = coverage(periods);
        println!("coverage of interrupted series, {periods} periods: {:.2} %", 100.0 * share);
        assert!((at_least..0.97).contains(&share), "{periods}: {share}");
    }
    covers("interrupted series, 500 periods", coverage(500));
}

#[test]
fn patience_is_found_back_and_covered() {
    let mut dice = Dice::new(5);
    covers(
        "patience",
        rate(1000, || {
            let (mut waited, mut left) = (0.0, 0);
            for _ in 0..300 {
                let (offered, patient) = (dice.exponential(30.0), dice.exponential(180.0));
                waited += offered.min(patient);
                left += u64::from(patient < offered);
            }
            patience(waited, left, Level::P95).unwrap().holds(180.0)
        }),
    );
}

/// A call centre call by call, against the chain.
#[test]
fn a_simulated_call_centre_behaves_as_erlang_a_says() {
    let load =
        Load::new(82.0, std::time::Duration::from_hours(1), std::time::Duration::from_secs(292)).unwrap();
    let wants = ErlangA::new(load, 8, std::time::Duration::from_mins(3)).unwrap();
    let mut dice = Dice::new(6);
    let mut free_at = [0.0_f64; 8];
    let (mut now, mut left, mut in_time) = (0.0, 0_u32, 0_u32);
    let calls = 400_000;
    for _ in 0..calls {
        now += dice.exponential(3600.0 / 82.0);
        // First come, first served: a caller gets the agent that is free first, unless patience ends before.
        let first = free_at.iter_mut().min_by(|a, b| a.total_cmp(b)).unwrap();
        let wait = (*first - now).max(0.0);
        if dice.exponential(180.0) < wait {
            left += 1;
            continue;
        }
        in_time += u32::from(wait <= 30.0);
        *first = now + wait + dice.exponential(292.0);
    }
    let (left, in_time) = (f64::from(left) / f64::from(calls), f64::from(in_time) / f64::from(calls));
    println!("abandons {left:.4} (says {:.4}), in time {in_time:.4}", wants.abandons());
    assert!((left - wants.abandons()).abs() < 0.003);
    assert!((in_time - wants.within(std::time::Duration::from_secs(30))).abs() < 0.006);
}

#[test]
fn plans_reach_their_power() {
    // Counted exactly, with the interval that the verdicts use.
    for (from, to) in [(0.60, 0.70), (0.70, 0.80), (0.10, 0.20), (0.90, 0.84)] {
        let n = size_for_shares_corrected(from, to, Demand::USUAL).unwrap();
        let reached = counted(n, from, to, |a, b| !newcombe_corrected(a, b, Level::P95).unwrap().holds(0.0));
        println!("power of shares {from} -> {to}, n {n}: {:.2} %", 100.0 * reached);
        assert!((0.79..=0.84).contains(&reached), "{from} -> {to}: {reached}");
    }
    let mut dice = Dice::new(8);
    let plan = Plan::mean(1.5, 0.5, Better::Higher, Demand::USUAL, "punt", 1).unwrap();
    assert_eq!(plan.per_group(), 143);
    let reached = rate(4000, || {
        let data = Data::Means { before: dice.sample(143, 7.0, 1.5), after: dice.sample(143, 7.5, 1.5) };
        judge(&plan, &data, Moment::DecisionDay).unwrap().verdict == Verdict::ProvenBetter
    });
    println!(
        "power of means: {:.2} %, planned {:.2} %",
        100.0 * reached,
        100.0 * power_of_means(143, 1.0 / 3.0, 0.05).unwrap()
    );
    assert!((0.78..=0.83).contains(&reached), "{reached}");
}

#[test]
fn shares_that_did_not_change_are_called_different_in_at_most_five_percent_counted_exactly() {
    for n in [20, 50, 143, 356] {
        for p in [0.05, 0.2, 0.4, 0.6, 0.7, 0.9] {
            let false_proofs =
                counted(n, p, p, |a, b| !newcombe_corrected(a, b, Level::P95).unwrap().holds(0.0));
            assert!(false_proofs <= 0.05, "n {n}, p {p}: {false_proofs}");
        }
    }
}

#[test]
fn a_thousand_improvements_that_did_nothing() {
    let plan = Plan::share(0.60, 0.10, Better::Higher, Demand::USUAL).unwrap();
    let mut dice = Dice::new(9);
    let mut verdicts = Vec::new();
    let proven = rate(1000, || {
        let data = Data::Shares {
            before: dice.hits(plan.per_group(), 0.6),
            after: dice.hits(plan.per_group(), 0.6),
        };
        verdicts.push(judge(&plan, &data, Moment::DecisionDay).unwrap().verdict);
        matches!(verdicts.last(), Some(Verdict::ProvenBetter | Verdict::ProvenWorse))
    });
    let calm = verdicts.iter().filter(|v| **v == Verdict::NoRelevantDifference).count();
    println!("1,000 null experiments: {:.1} % proven, {calm} no relevant difference", 100.0 * proven);
    assert!(proven <= 0.05, "{proven}");
    assert!(calm > 600, "{calm}");
}

#[test]
fn means_that_did_not_change_keep_to_the_nominal_five_percent() {
    let plan = Plan::mean(1.5, 0.5, Better::Higher, Demand::USUAL, "punt", 1).unwrap();
    let mut dice = Dice::new(10);
    let times = 20_000;
    let proven = rate(times, || {
        let data = Data::Means { before: dice.sample(40, 7.0, 1.5), after: dice.sample(40, 7.0, 1.5) };
        matches!(
            judge(&plan, &data, Moment::DecisionDay).unwrap().verdict,
            Verdict::ProvenBetter | Verdict::ProvenWorse
        )
    });
    println!("null experiments on means: {:.2} % proven", 100.0 * proven);
    // Welch's test is nominal, not conservative: three standard errors of the simulation on top of 5 %.
    assert!(proven <= 0.05 + 3.0 * (0.05 * 0.95 / f64::from(times)).sqrt(), "{proven}");
}

#[test]
fn looking_every_week_gives_false_proofs_and_the_decision_day_does_not() {
    let plan = Plan::share(0.60, 0.10, Better::Higher, Demand::USUAL).unwrap();
    let weeks = 20;
    let per_week = plan.per_group() / weeks;
    let mut dice = Dice::new(11);
    let mut stopped_early = 0;
    for _ in 0..300 {
        let (mut before, mut after) = (Share::default(), Share::default());
        let mut proven = false;
        for _ in 0..weeks {
            before = before.merge(dice.hits(per_week, 0.6)).unwrap();
            after = after.merge(dice.hits(per_week, 0.6)).unwrap();
            proven |= !newcombe(before, after, Level::P95).unwrap().holds(0.0);
            let told = judge(&plan, &Data::Shares { before, after }, Moment::Running).unwrap();
            assert!(matches!(told.verdict, Verdict::NotEnoughData { .. }), "{told:?}");
        }
        stopped_early += u32::from(proven);
    }
    println!("who looks every week finds a false proof in {stopped_early} of 300");
    assert!(stopped_early > 40, "{stopped_early}");
}

#[test]
fn of_many_topics_few_alarms_are_false() {
    let mut dice = Dice::new(12);
    let (mut false_share, runs) = (0.0, 4000);
    for _ in 0..runs {
        // 180 topics in which nothing happened, 20 with a true surge.
        let p: Vec<f64> = (0..200)
            .map(|topic| normal::two_sided(dice.normal(if topic < 180 { 0.0 } else { 4.0 }, 1.0)))
            .collect();
        let adjusted = benjamini_hochberg(&p).unwrap();
        let alarms = adjusted.iter().filter(|q| **q <= 0.1).count();
        let wrong = adjusted[..180].iter().filter(|q| **q <= 0.1).count();
        false_share += wrong as f64 / alarms.max(1) as f64;
    }
    let found = false_share / f64::from(runs);
    println!("false among the alarms: {:.1} %, allowed 10 %", 100.0 * found);
    assert!(found <= 0.10, "{found}");
}
