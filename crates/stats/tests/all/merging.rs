// SPDX-License-Identifier: EUPL-1.2
//! What was kept apart and merged is what would have been kept together.

use proptest::prelude::*;
use stats::Level;
use stats::interval::bootstrap;
use stats::sample::{Histogram, Moments, Pairs, Sums};
use stats::survival::{Cell, KaplanMeier};

use crate::golden::near;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moments(values in prop::collection::vec(-1e4..1e4, 2..60), cut in 0_usize..60) {
        let cut = cut.min(values.len());
        let whole = Moments::of(&values).unwrap();
        let merged = Moments::of(&values[..cut]).unwrap().merge(Moments::of(&values[cut..]).unwrap());
        prop_assert_eq!(whole.n(), merged.n());
        prop_assert!(close(whole.mean(), merged.mean()));
        prop_assert!(close(whole.variance().unwrap(), merged.variance().unwrap()));
    }

    #[test]
    fn pairs(values in prop::collection::vec((-1e3..1e3, -1e3..1e3), 2..60), cut in 0_usize..60) {
        let cut = cut.min(values.len());
        let whole = Pairs::of(&values).unwrap().covariance().unwrap();
        let merged = Pairs::of(&values[..cut]).unwrap().merge(Pairs::of(&values[cut..]).unwrap());
        let merged = merged.covariance().unwrap();
        prop_assert!(close(whole.0, merged.0) && close(whole.1, merged.1) && close(whole.2, merged.2));
    }

    #[test]
    fn exact_sums_in_any_order(values in prop::collection::vec(-Sums::LARGEST..Sums::LARGEST, 1..40), cut in 0_usize..40) {
        let cut = cut.min(values.len());
        let of = |values: &[i64]| {
            let mut sums = Sums::default();
            values.iter().for_each(|v| sums.add(*v).unwrap());
            sums
        };
        let backwards: Vec<i64> = values.iter().rev().copied().collect();
        prop_assert_eq!(of(&values), of(&backwards));
        let mut merged = of(&values[..cut]).merge(of(&values[cut..])).unwrap();
        prop_assert_eq!(of(&values), merged);
        // Taking all back leaves nothing.
        values.iter().for_each(|v| merged.remove(*v).unwrap());
        prop_assert_eq!(merged, Sums::default());
    }

    #[test]
    fn exact_sums_give_the_moments(values in prop::collection::vec(-1000_i32..1000, 2..60)) {
        let mut sums = Sums::default();
        values.iter().for_each(|v| sums.add(i64::from(*v)).unwrap());
        let real: Vec<f64> = values.iter().map(|v| f64::from(*v) / 60.0).collect();
        let (exact, plain) = (sums.moments(60.0).unwrap(), Moments::of(&real).unwrap());
        prop_assert!(close(exact.mean(), plain.mean()));
        prop_assert!(close(exact.variance().unwrap(), plain.variance().unwrap()));
    }

    #[test]
    fn histograms(a in prop::collection::vec(0.0..1e7, 1..60), b in prop::collection::vec(0.0..1e7, 0..60), share in 0.01..0.99) {
        let of = |values: &[f64]| {
            let mut histogram = Histogram::of_seconds();
            values.iter().for_each(|v| histogram.add(*v).unwrap());
            histogram
        };
        let mut merged = of(&a);
        merged.merge(&of(&b)).unwrap();
        let mut all = [a.clone(), b.clone()].concat();
        prop_assert_eq!(&merged, &of(&all));
        // The bracket holds the value at rank ceil(share x n).
        all.sort_by(f64::total_cmp);
        let rank = (1..=all.len()).find(|r| *r as f64 >= share * all.len() as f64).unwrap();
        let bracket = merged.quantile(share).unwrap();
        prop_assert!(bracket.low <= all[rank - 1] && all[rank - 1] < bracket.high, "{bracket:?}");
        b.iter().for_each(|v| merged.remove(*v).unwrap());
        prop_assert_eq!(merged, of(&a));
    }

    #[test]
    fn survival(cells in prop::collection::vec((0_u32..20, 0_u64..5, 0_u64..5), 1..20), cut in 0_usize..20) {
        let cells: Vec<Cell> = cells.into_iter().map(|(t, events, censored)| Cell { time: f64::from(t), events, censored }).collect();
        prop_assume!(cells.iter().any(|c| c.events + c.censored > 0));
        let mut turned = cells.clone();
        turned.rotate_left(cut % cells.len());
        prop_assert_eq!(
            KaplanMeier::from_cells(&cells, Level::P95).unwrap(),
            KaplanMeier::from_cells(&turned, Level::P95).unwrap()
        );
    }
}

#[test]
fn histograms_with_other_bins_do_not_merge() {
    let mut a = Histogram::new(1.0, 100.0, 10).unwrap();
    let b = Histogram::new(1.0, 100.0, 11).unwrap();
    assert!(a.merge(&b).unwrap_err().why.contains("different bins"));
    assert!(a.restore(&[1, 2]).is_err());
}

#[test]
fn the_standard_histogram_has_64_bins_and_is_off_by_at_most_14_percent() {
    let mut histogram = Histogram::of_seconds();
    assert_eq!(histogram.counts().len(), 64);
    for second in 1..=1000 {
        histogram.add(f64::from(second)).unwrap();
    }
    let p90 = histogram.quantile(0.9).unwrap();
    assert!(p90.high / p90.low < 1.30, "{p90:?}");
    near(p90.middle(), 900.0, 0.14 * 900.0, &"p90");
    assert_eq!(histogram.at_most(1.0).unwrap().0, 0);
}

#[test]
fn one_seed_one_interval() {
    let values: Vec<f64> = (0..40_u32).map(|i| f64::from(i * i % 37)).collect();
    let average = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let of = |seed| bootstrap(&values, average, 1000, Level::P95, seed).unwrap();
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}
