// SPDX-License-Identifier: EUPL-1.2
//! Distributions against mpmath and scipy, to twelve digits also far in the tails.

use stats::special::{binomial, normal, student};

use crate::golden::{cases, close, int, near, num};

#[test]
fn the_normal_distribution() {
    for case in cases("special", "normal_cdf") {
        let (x, want) = (num(&case, "x"), num(&case, "want"));
        // Rounding of x / sqrt 2 alone moves the tail by about x^2 units in the last place.
        close(normal::cdf(x), want, 1e-13 * (1.0 + x * x), &case);
        close(normal::sf(-x), want, 1e-13 * (1.0 + x * x), &case);
    }
    for case in cases("special", "normal_quantile") {
        close(normal::quantile(num(&case, "p")), num(&case, "want"), 1e-13, &case);
    }
}

#[test]
fn the_distribution_of_student() {
    for case in cases("special", "t_sf") {
        let (t, df) = (num(&case, "t"), num(&case, "df"));
        close(student::sf(t, df), num(&case, "want"), 1e-12, &case);
        close(student::cdf(-t, df), num(&case, "want"), 1e-12, &case);
    }
    for case in cases("special", "t_quantile") {
        close(student::quantile(num(&case, "p"), num(&case, "df")), num(&case, "want"), 1e-12, &case);
    }
}

#[test]
fn the_shifted_distribution_of_student() {
    for case in cases("special", "nct_cdf") {
        let got = student::noncentral_cdf(num(&case, "t"), num(&case, "df"), num(&case, "shift"));
        near(got, num(&case, "want"), 1e-10, &case);
    }
}

#[test]
fn the_quantile_of_the_binomial_distribution() {
    for case in cases("special", "binomial_quantile") {
        let got = binomial::quantile(num(&case, "share"), int(&case, "n"), num(&case, "p"));
        assert_eq!(got, int(&case, "want"), "{case}");
    }
}
