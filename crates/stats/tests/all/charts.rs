// SPDX-License-Identifier: EUPL-1.2
//! Charts: a signal is seen, noise is not.

use stats::chart::{Rate, laney_p, p, runs, u, xmr};
use stats::sample::Share;

#[test]
fn a_quiet_process_gives_no_signal_and_a_jump_does() {
    let mut waits = vec![31.0, 28.0, 33.0, 30.0, 29.0, 32.0, 27.0, 31.0, 30.0, 28.0];
    let quiet = xmr(&waits).unwrap();
    assert!(quiet.outside.is_empty() && quiet.jumps.is_empty(), "{quiet:?}");
    waits.push(90.0);
    let jumped = xmr(&waits).unwrap();
    assert_eq!(jumped.outside, [10]);
    assert_eq!(jumped.jumps, [10]);
}

#[test]
fn a_slow_shift_shows_in_the_runs_while_no_point_lies_outside() {
    let before = [50.0, 53.0, 47.0, 52.0, 48.0, 51.0, 49.0, 54.0, 46.0, 52.5];
    let after = [52.0, 54.0, 51.0, 53.0, 55.0, 52.0, 51.0, 54.0, 53.0, 52.0];
    let all = [before, after].concat();
    assert!(xmr(&all).unwrap().outside.is_empty());
    let found = runs(&all, 50.5).unwrap();
    assert!(found.shift, "{found:?}");
    assert_eq!((found.longest, found.longest_allowed), (11, 7));
    assert!(!runs(&before, 50.5).unwrap().shift);
}

#[test]
fn values_on_the_line_do_not_count() {
    let mut values = vec![1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0];
    values.splice(5..5, [0.0; 7]);
    let found = runs(&values, 0.0).unwrap();
    assert_eq!((found.useful, found.longest, found.crossings), (10, 1, 9));
}

#[test]
fn with_thousands_per_period_the_plain_chart_cries_wolf_and_laneys_does_not() {
    let hits = [6900, 7100, 6950, 7200, 6800, 7050, 7150, 6850, 7000, 7120];
    let periods: Vec<Share> = hits.iter().map(|h| Share::new(*h, 10_000).unwrap()).collect();
    assert!(p(&periods).unwrap().points.iter().filter(|point| point.outside).count() >= 3);
    let laney = laney_p(&periods).unwrap();
    assert!(laney.spread > 2.0 && !laney.points.iter().any(|point| point.outside), "{laney:?}");
}

#[test]
fn limits_stay_where_figures_can_be() {
    let rare: Vec<Share> = (0..8).map(|i| Share::new(i % 2, 20).unwrap()).collect();
    assert!(p(&rare).unwrap().points.iter().all(|point| point.lower >= 0.0));
    let common: Vec<Share> = (0..8).map(|i| Share::new(20 - i % 2, 20).unwrap()).collect();
    assert!(p(&common).unwrap().points.iter().all(|point| point.upper <= 1.0));
    let few: Vec<Rate> = (0..8).map(|i| Rate { events: i % 2, exposure: 1.0 }).collect();
    assert!(u(&few).unwrap().points.iter().all(|point| point.lower >= 0.0));
}
