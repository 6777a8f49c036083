// SPDX-License-Identifier: EUPL-1.2
//! Intervals against statsmodels and scipy.

use stats::Level;
use stats::effect::tost_means;
use stats::interval::{
    bca, correction, mean, newcombe, ratio, ratio_fieller, welch, wilson, wilson_in_population,
};
use stats::sample::{Pairs, Share};

use crate::golden::{cases, close, ends, int, level, list, moments, near, num, share};

#[test]
fn wilson_and_newcombe() {
    for case in cases("intervals", "wilson") {
        let of = Share::new(int(&case, "hits"), int(&case, "n")).unwrap();
        ends(&wilson(of, level(&case)).unwrap(), &case["want"], 1e-12, &case);
    }
    for case in cases("intervals", "newcombe") {
        let got = newcombe(share(&case["base"]), share(&case["now"]), level(&case)).unwrap();
        ends(&got, &case["want"], 1e-12, &case);
    }
}

#[test]
fn student_welch_and_equivalence_of_means() {
    for case in cases("intervals", "welch") {
        let (base, now) = (moments(&case["base"]), moments(&case["now"]));
        let got = welch(base, now, level(&case)).unwrap();
        ends(&got.difference, &case["want"], 1e-11, &case);
        let want = list(&case["want"]);
        close(got.df, want[2], 1e-11, &case);
        close(got.p, want[3], 1e-10, &case);
        ends(&mean(base, level(&case)).unwrap(), &case["mean"], 1e-11, &case);
    }
    for case in cases("intervals", "tost_means") {
        let (base, now) = (moments(&case["base"]), moments(&case["now"]));
        let got = tost_means(base, now, num(&case, "margin"), 0.05).unwrap();
        close(got.p.unwrap(), num(&case, "want"), 1e-10, &case);
        assert_eq!(got.equivalent, num(&case, "want") <= 0.05, "{case}");
    }
}

#[test]
fn ratios_by_delta_and_by_fieller() {
    for case in cases("intervals", "ratio") {
        let pairs: Vec<(f64, f64)> = list(&case["x"]).into_iter().zip(list(&case["y"])).collect();
        let pairs = Pairs::of(&pairs).unwrap();
        ends(&ratio(pairs, Level::P95).unwrap(), &case["want"], 1e-12, &case);
        ends(&ratio_fieller(pairs, Level::P95).unwrap(), &case["fieller"], 1e-10, &case);
    }
}

#[test]
fn the_bootstrap_after_the_draws() {
    for case in cases("intervals", "bca") {
        let mut replicates = list(&case["replicates"]);
        let got = bca(num(&case, "value"), &mut replicates, &list(&case["left_out"]), Level::P95).unwrap();
        ends(&got, &case["want"], 1e-10, &case["figure"]);
    }
}

#[test]
fn small_populations() {
    for case in cases("intervals", "population") {
        let (n, population) = (int(&case, "n"), int(&case, "population"));
        near(correction(n, population).unwrap(), num(&case, "factor"), 1e-14, &case);
        let of = Share::new(int(&case, "hits"), n).unwrap();
        ends(&wilson_in_population(of, population, Level::P95).unwrap(), &case["want"], 1e-10, &case);
    }
}
