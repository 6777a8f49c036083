// SPDX-License-Identifier: EUPL-1.2
//! Survival against lifelines, agreement against statsmodels, charts and forecast against numpy and pandas.

use stats::chart::{Rate, laney_p, laney_u, p, u, xmr};
use stats::forecast::{Mark, Model, forecast, mase, wape};
use stats::sample::Share;
use stats::survival::{KaplanMeier, Seen};
use stats::{Level, kappa};

use crate::golden::{cases, counts, level, list, near, num};

#[test]
fn the_curve_of_kaplan_and_meier() {
    for case in cases("others", "kaplan_meier") {
        let events = case["event"].as_array().unwrap();
        let units: Vec<Seen> = list(&case["time"])
            .into_iter()
            .zip(events)
            .map(|(time, event)| Seen { time, event: event.as_bool().unwrap() })
            .collect();
        let curve = KaplanMeier::of(&units, level(&case)).unwrap();
        for row in case["want"].as_array().unwrap() {
            let row = list(row);
            let got = curve.at(row[0]).unwrap();
            near(got.value, row[1], 1e-12, &case["level"]);
            near(got.low, row[2], 1e-11, &case["level"]);
            near(got.high, row[3], 1e-11, &case["level"]);
        }
        let above_0 = curve.steps().iter().filter(|step| step.survival.value > 0.0).count();
        assert_eq!(above_0, case["want"].as_array().unwrap().len());
    }
}

#[test]
fn agreement() {
    for case in cases("others", "kappa") {
        let table: Vec<Vec<u64>> = case["table"].as_array().unwrap().iter().map(counts).collect();
        let got = kappa(&table, Level::P95).unwrap();
        let want = list(&case["want"]);
        near(got.value, want[0], 1e-12, &case);
        near(got.low, want[1], 1e-10, &case);
        near(got.high, want[2], 1e-10, &case);
    }
}

#[test]
fn control_charts() {
    for case in cases("others", "xmr") {
        let got = xmr(&list(&case["values"])).unwrap();
        let want = list(&case["want"]);
        for (got, want) in [got.centre, got.lower, got.upper, got.range_upper].into_iter().zip(want) {
            near(got, want, 1e-11, &case);
        }
    }
    for case in cases("others", "laney_p") {
        let periods: Vec<Share> = counts(&case["hits"])
            .into_iter()
            .zip(counts(&case["n"]))
            .map(|(hits, n)| Share::new(hits, n).unwrap())
            .collect();
        let (plain, laney) = (p(&periods).unwrap(), laney_p(&periods).unwrap());
        near(laney.spread, num(&case, "sigma"), 1e-11, &case);
        near(laney.centre, num(&case, "centre"), 1e-13, &case);
        for (place, (upper, p_upper)) in
            list(&case["upper"]).into_iter().zip(list(&case["p_upper"])).enumerate()
        {
            near(laney.points[place].upper, upper, 1e-12, &case);
            near(plain.points[place].upper, p_upper, 1e-12, &case);
        }
    }
    for case in cases("others", "laney_u") {
        let periods: Vec<Rate> = counts(&case["events"])
            .into_iter()
            .zip(list(&case["exposure"]))
            .map(|(events, exposure)| Rate { events, exposure })
            .collect();
        let (plain, laney) = (u(&periods).unwrap(), laney_u(&periods).unwrap());
        near(laney.spread, num(&case, "sigma"), 1e-11, &case);
        for (place, (upper, u_upper)) in
            list(&case["upper"]).into_iter().zip(list(&case["u_upper"])).enumerate()
        {
            near(laney.points[place].upper, upper, 1e-10, &case);
            near(plain.points[place].upper, u_upper, 1e-10, &case);
        }
    }
}

#[test]
fn the_forecast_and_its_errors() {
    for case in cases("others", "forecast") {
        let (history, actual) = (list(&case["history"]), list(&case["actual"]));
        let marks = vec![Mark::Ordinary; history.len() + actual.len()];
        let got = forecast(Model::DAYS, &history, &marks).unwrap();
        for (got, want) in got.values.iter().zip(list(&case["values"])) {
            near(*got, want, 1e-10, &case);
        }
        near(wape(&actual, &got.values).unwrap(), num(&case, "wape"), 1e-12, &case);
        near(mase(&history, 7, &actual, &got.values).unwrap(), num(&case, "mase"), 1e-12, &case);
    }
}
