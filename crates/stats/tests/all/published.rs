// SPDX-License-Identifier: EUPL-1.2
//! Figures printed in papers and handbooks.

use std::time::Duration;

use stats::Level;
use stats::chart::runs_allowed;
use stats::interval::{newcombe, newcombe_corrected, wilson, wilson_corrected};
use stats::plan::{Demand, size_for_mean_precision, size_for_share_precision, size_for_shares};
use stats::queue::{ErlangA, ErlangC, Load};
use stats::sample::Share;

use crate::golden::near;

fn share(hits: u64, n: u64) -> Share {
    Share::new(hits, n).unwrap()
}

#[test]
fn a_hundred_calls_in_half_an_hour() {
    // Documentation of the R package ErlangC and of pyworkforce.
    let load = Load::new(100.0, Duration::from_mins(30), Duration::from_mins(3)).unwrap();
    let queue = ErlangC::new(load, 14).unwrap();
    near(queue.waits(), 0.174_131_93, 5e-9, &"waits");
    near(queue.within(Duration::from_secs(20)), 0.888_350_02, 5e-9, &"within 20 s");
}

#[test]
fn newcombes_examples_of_one_share() {
    // Statistics in Medicine 17 (1998) 857-872, table I: methods 3 and 4.
    for (hits, n, plain, corrected) in [
        (81, 263, (0.2553, 0.3662), (0.2535, 0.3682)),
        (15, 148, (0.0624, 0.1605), (0.0598, 0.1644)),
        (0, 20, (0.0, 0.1611), (0.0, 0.2005)),
        (1, 29, (0.0061, 0.1718), (0.0018, 0.1963)),
    ] {
        let got = wilson(share(hits, n), Level::P95).unwrap();
        near(got.low, plain.0, 5e-5, &hits);
        near(got.high, plain.1, 5e-5, &hits);
        let got = wilson_corrected(share(hits, n), Level::P95).unwrap();
        near(got.low, corrected.0, 5e-5, &hits);
        near(got.high, corrected.1, 5e-5, &hits);
    }
}

#[test]
fn newcombes_examples_of_a_difference() {
    // Statistics in Medicine 17 (1998) 873-890, table II: methods 10 and 11, 56/70 minus 48/80.
    let (base, now) = (share(48, 80), share(56, 70));
    let got = newcombe(base, now, Level::P95).unwrap();
    near(got.low, 0.0524, 5e-5, &"low");
    near(got.high, 0.3339, 5e-5, &"high");
    let got = newcombe_corrected(base, now, Level::P95).unwrap();
    near(got.low, 0.0428, 5e-5, &"low, corrected");
    near(got.high, 0.3422, 5e-5, &"high, corrected");
}

#[test]
fn limits_of_the_run_rules() {
    // round(log2 n + 3) and qbinom(0.05, n - 1, 0.5), as in the vignette of the R package qicharts2.
    for (n, longest, crossings) in [(10, 6, 2), (16, 7, 4), (20, 7, 6), (22, 7, 7), (24, 8, 8)] {
        assert_eq!(runs_allowed(n).unwrap(), (longest, crossings), "{n}");
    }
}

#[test]
fn sizes_that_surveys_and_studies_go_by() {
    assert_eq!(size_for_shares(0.60, 0.66, Demand::USUAL).unwrap(), 1016);
    assert_eq!(size_for_shares(0.40, 0.36, Demand::USUAL).unwrap(), 2311);
    // The 385 of every survey handbook, and what is left of it among 1,000 people.
    assert_eq!(size_for_share_precision(0.5, 0.05, Level::P95, None).unwrap(), 385);
    assert_eq!(size_for_share_precision(0.5, 0.05, Level::P95, Some(1000)).unwrap(), 278);
    assert_eq!(size_for_mean_precision(1.5, 0.13, Level::P95, None).unwrap(), 512);
}

#[test]
fn a_small_centre_near_saturation() {
    // 's-Hertogenbosch 2019: 81.7 calls an hour of 292 s, patience of 180 s.
    let load = Load::new(81.7, Duration::from_hours(1), Duration::from_secs(292)).unwrap();
    for (agents, service, asa, abandons, wait) in
        [(7, 0.19, 662.0, 0.145, 26.0), (8, 0.55, 111.0, 0.089, 16.0), (10, 0.88, 15.0, 0.028, 5.0)]
    {
        let patient = ErlangC::new(load, agents).unwrap();
        near(patient.within(Duration::from_secs(30)), service, 0.01, &agents);
        near(patient.mean_wait(), asa, 0.02 * asa + 0.5, &agents);
        let leaving = ErlangA::new(load, agents, Duration::from_mins(3)).unwrap();
        near(leaving.abandons(), abandons, 0.000_6, &agents);
        near(leaving.mean_wait(), wait, 0.6, &agents);
    }
}
