// SPDX-License-Identifier: EUPL-1.2
//! Nonsense is refused with what and why; nothing panics, and nothing that is no number comes out.

use std::time::Duration;

use proptest::prelude::*;
use stats::chart::{Rate, laney_p, laney_u, p, runs, u, xmr};
use stats::effect::{
    Observation, benjamini_hochberg, difference_in_differences, difference_in_differences_clustered,
    interrupted_series, tost_means, tost_shares,
};
use stats::forecast::{Mark, Model, backtest, forecast, mase, wape};
use stats::interval::{
    bootstrap, mean, newcombe, newcombe_corrected, ratio, ratio_fieller, welch, wilson, wilson_corrected,
    wilson_in_population,
};
use stats::plan::{
    Demand, size_for_equivalence, size_for_mean_precision, size_for_means, size_for_share_precision,
    size_for_shares, size_for_shares_corrected,
};
use stats::queue::{ErlangA, ErlangC, Goal, Load, agents_for, erlang_b, patience};
use stats::sample::{Histogram, Moments, Pairs, Share, Sums};
use stats::survival::{Cell, KaplanMeier};
use stats::{Estimate, Level, Refused, kappa};

/// Any double, with the odd ones often.
fn odd() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => prop::num::f64::ANY,
        4 => -1e3..1e3,
        2 => 0.0..1.0,
        1 => prop::sample::select(vec![0.0, -0.0, 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE]),
    ]
}

fn odds(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop_oneof![prop::collection::vec(odd(), 0..most), prop::collection::vec(-50.0..50.0, 0..most)]
}

fn share() -> impl Strategy<Value = Share> {
    (0_u64..2000, 0_u64..2000).prop_map(|(a, b)| Share::new(a.min(b), a.max(b)).unwrap())
}

fn sound(got: Result<Estimate, Refused>) {
    match got {
        Ok(e) => assert!(e.low <= e.value && e.value <= e.high, "{e:?}"),
        Err(refused) => explained(&refused),
    }
}

fn explained(refused: &Refused) {
    assert!(!refused.what.is_empty() && refused.why.len() > 10, "{refused}");
}

fn told<T>(got: Result<T, Refused>) {
    if let Err(refused) = got {
        explained(&refused);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares(a in share(), b in share(), level in 0.01..0.999, margin in odd(), population in 0_u64..5000) {
        let level = Level::new(level).unwrap();
        sound(wilson(a, level));
        sound(wilson_corrected(a, level));
        sound(newcombe(a, b, level));
        sound(newcombe_corrected(a, b, level));
        sound(wilson_in_population(a, population, level));
        told(tost_shares(a, b, margin, 0.05));
    }

    #[test]
    fn values(a in odds(20), b in odds(20), level in odd(), seed in any::<u64>()) {
        told(Level::new(level));
        if let (Ok(a), Ok(b)) = (Moments::of(&a), Moments::of(&b)) {
            told(mean(a, Level::P95));
            told(welch(a, b, Level::P95));
            told(tost_means(a, b, level, level));
            told(difference_in_differences((a, b), (b, a), Level::P95));
        }
        let pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.iter().copied()).collect();
        if let Ok(pairs) = Pairs::of(&pairs) {
            told(ratio(pairs, Level::P95));
            told(ratio_fieller(pairs, Level::P95));
        }
        told(bootstrap(&a, |v| v.iter().sum::<f64>(), 200, Level::P95, seed));
        told(xmr(&a));
        told(runs(&a, level));
        told(benjamini_hochberg(&a));
        told(wape(&a, &b));
        told(mase(&a, b.len(), &a, &b));
    }

    #[test]
    fn series(values in odds(60), before in 0_usize..70, lags in prop::option::of(0_usize..70)) {
        told(interrupted_series(&values, before, lags, Level::P95));
        let marks: Vec<Mark> = values.iter().chain([&1.0; 9]).map(|v| match v.to_bits() % 5 {
            0 => Mark::Closed,
            1 => Mark::Special(7),
            _ => Mark::Ordinary,
        }).collect();
        told(forecast(Model { season: before, weeks: 3 }, &values, &marks));
        told(backtest(Model::DAYS, &values, &marks, before));
    }

    #[test]
    fn tables(cells in prop::collection::vec(prop::collection::vec(0_u64..50, 0..5), 0..5)) {
        sound(kappa(&cells, Level::P95));
        let rows: Vec<Observation> = cells.iter().flatten().enumerate().map(|(i, v)| Observation {
            cluster: i as u64 % 7, treated: i % 7 < 3, after: i % 2 == 0, value: f64::from(u32::try_from(*v).unwrap()),
        }).collect();
        told(difference_in_differences_clustered(&rows, Level::P95));
    }

    #[test]
    fn periods(periods in prop::collection::vec((share(), odd()), 0..12)) {
        let shares: Vec<Share> = periods.iter().map(|(share, _)| *share).collect();
        let rates: Vec<Rate> = periods.iter().map(|(s, exposure)| Rate { events: s.hits(), exposure: *exposure }).collect();
        told(p(&shares));
        told(laney_p(&shares));
        told(u(&rates));
        told(laney_u(&rates));
    }

    #[test]
    fn lives(cells in prop::collection::vec((odd(), 0_u64..9, 0_u64..9), 0..12), at in odd()) {
        let cells: Vec<Cell> = cells.into_iter().map(|(time, events, censored)| Cell { time, events, censored }).collect();
        match KaplanMeier::from_cells(&cells, Level::P95) {
            Ok(curve) => {
                let steps = curve.steps();
                prop_assert!(steps.windows(2).all(|s| s[1].survival.value <= s[0].survival.value));
                prop_assert!(steps.iter().all(|s| s.survival.low <= s.survival.value && s.survival.value <= s.survival.high));
                told(curve.at(at));
            }
            Err(refused) => explained(&refused),
        }
    }

    #[test]
    fn plans(a in odd(), b in odd(), alpha in odd(), power in odd(), population in prop::option::of(any::<u64>())) {
        let demand = Demand { alpha, power };
        for demand in [demand, Demand::USUAL] {
            told(size_for_shares(a, b, demand));
            told(size_for_shares_corrected(a, b, demand));
            told(size_for_means(a, b, demand));
            told(size_for_equivalence(a, b, demand));
        }
        told(size_for_share_precision(a, b, Level::P95, population));
        told(size_for_mean_precision(a, b, Level::P95, population));
    }

    #[test]
    fn queues(calls in odd(), per in 0_u64..100_000, handling in 0_u64..5000, agents in 0_u32..200, patient in 0_u64..100_000, share in odd(), busy in odd()) {
        let (per, handling) = (Duration::from_millis(per), Duration::from_secs(handling));
        told(erlang_b(calls, agents));
        told(patience(calls, per.as_secs(), Level::P95));
        match Load::new(calls, per, handling) {
            Ok(load) => {
                let patient = Duration::from_secs(patient);
                if let Ok(queue) = ErlangA::new(load, agents, patient) {
                    let within = queue.within(Duration::from_secs(20));
                    prop_assert!((-1e-9..=1.0).contains(&within), "{within} {queue:?}");
                    prop_assert!((0.0..=1.0 + 1e-9).contains(&queue.abandons()), "{queue:?}");
                    prop_assert!(queue.occupancy() <= 1.0 + 1e-9);
                }
                if let Ok(queue) = ErlangC::new(load, agents) {
                    prop_assert!((0.0..=1.0).contains(&queue.waits()) && queue.mean_wait() >= 0.0);
                }
                told(agents_for(load, Goal { share, within: Duration::from_secs(20), most_busy: busy }, None));
                told(load.with_returns(share));
            }
            Err(refused) => explained(&refused),
        }
    }

    #[test]
    fn bins(a in odd(), b in odd(), count in 0_usize..5000, values in odds(20), at in odd()) {
        match Histogram::new(a, b, count) {
            Ok(mut histogram) => {
                for value in values {
                    told(histogram.add(value));
                }
                told(histogram.quantile(at));
                told(histogram.remove(at));
            }
            Err(refused) => explained(&refused),
        }
    }

    #[test]
    fn whole_values(added in prop::collection::vec(any::<i64>(), 0..10), taken in any::<i64>()) {
        let mut sums = Sums::default();
        for value in added {
            told(sums.add(value));
        }
        told(sums.remove(taken));
        told(sums.moments(60.0));
    }
}

#[test]
fn a_refusal_says_what_and_why() {
    let said = |refused: Refused| refused.to_string();
    assert_eq!(said(Share::new(3, 2).unwrap_err()), "share: 3 hits among 2 trials: more hits than trials");
    assert_eq!(
        said(Level::new(95.0).unwrap_err()),
        "level: must lie between 0 and 1 (a share, not a percentage), got 95"
    );
    let load = Load::new(100.0, Duration::from_mins(30), Duration::from_mins(3)).unwrap();
    assert_eq!(
        said(ErlangC::new(load, 10).unwrap_err()),
        "agents: 10.00 erlang fills 10 agents: the queue grows without end; take more agents"
    );
    assert_eq!(
        said(size_for_shares(0.6, 0.6, Demand::USUAL).unwrap_err()),
        "share after: is the same as before (0.6): no sample can prove that"
    );
    assert_eq!(
        said(kappa(&[vec![9, 0], vec![0, 0]], Level::P95).unwrap_err()),
        "kappa: both chose one and the same class every time: agreement beyond chance is undefined"
    );
    assert_eq!(said(xmr(&[1.0, 2.0]).unwrap_err()), "XmR chart: needs 6 to 1000000 values, got 2");
    let short = interrupted_series(&[1.0; 12], 4, None, Level::P95).unwrap_err();
    assert_eq!(
        said(short),
        "interrupted time series: needs 8 periods on either side (at most 100000 in all), got 4 and 8"
    );
}

#[test]
fn nobody_was_followed_beyond_the_last_observation() {
    let curve = KaplanMeier::from_cells(&[Cell { time: 5.0, events: 1, censored: 3 }], Level::P95).unwrap();
    assert!(curve.at(5.0).is_ok());
    assert_eq!(curve.at(7.0).unwrap_err().why, "units were followed from 0 to 5, got 7");
}

#[test]
fn a_cluster_is_on_one_side_only() {
    let row = |cluster, treated| Observation { cluster, treated, after: false, value: 1.0 };
    let refused =
        difference_in_differences_clustered(&[row(4, true), row(4, false)], Level::P95).unwrap_err();
    assert_eq!(refused.why, "4 is both treated and control");
}
