// SPDX-License-Identifier: EUPL-1.2
//! The forecast with a calendar.

use stats::forecast::{Mailing, Mark, Model, backtest, forecast, response};

use crate::golden::near;

const WEEK: [f64; 7] = [200.0, 180.0, 170.0, 160.0, 150.0, 20.0, 10.0];

fn weeks(count: usize) -> Vec<f64> {
    WEEK.repeat(count)
}

#[test]
fn a_closed_day_is_nothing_and_teaches_nothing() {
    let mut history = weeks(8);
    let mut marks = vec![Mark::Ordinary; 9 * 7];
    // A Monday on which nobody answered.
    history[49] = 0.0;
    marks[49] = Mark::Closed;
    marks[57] = Mark::Closed;
    let made = forecast(Model::DAYS, &history, &marks).unwrap();
    assert_eq!(made.values, [200.0, 0.0, 170.0, 160.0, 150.0, 20.0, 10.0]);
}

#[test]
fn the_day_after_a_holiday_gets_the_factor_it_had_before() {
    let mut history = weeks(10);
    let mut marks = vec![Mark::Ordinary; 11 * 7];
    for (place, factor) in [(43, 1.5), (64, 1.3)] {
        history[place] *= factor;
        marks[place] = Mark::Special(1);
    }
    marks[70] = Mark::Special(1);
    marks[71] = Mark::Special(2);
    let made = forecast(Model::DAYS, &history, &marks).unwrap();
    near(made.values[0], 200.0 * 1.4, 1e-9, &"Monday");
    near(made.values[1], 180.0, 1e-9, &"a kind never seen before is forecast as ordinary, and named");
    assert_eq!(made.unknown, [2]);
    assert_eq!(made.effects.len(), 1);
}

#[test]
fn a_mailing_brings_what_earlier_ones_brought_per_letter() {
    let ordinary = weeks(6);
    let mut actual = ordinary.clone();
    for (place, letters) in [(7, 1000.0), (21, 3000.0)] {
        actual[place] += 0.05 * letters;
        actual[place + 1] += 0.02 * letters;
    }
    let past = [Mailing { arrives: 7, letters: 1000 }, Mailing { arrives: 21, letters: 3000 }];
    let learned = response(&actual, &ordinary, &past, 3).unwrap();
    near(learned.per_letter[0], 0.05, 1e-12, &"day of arrival");
    near(learned.per_letter[1], 0.02, 1e-12, &"day after");
    near(learned.per_letter[2], 0.0, 1e-12, &"third day");
    let mut coming = WEEK.to_vec();
    learned.add_to(&mut coming, 42, Mailing { arrives: 48, letters: 12_000 });
    near(coming[6], 10.0 + 600.0, 1e-9, &"the rest falls outside the week");
    near(coming[5], 20.0, 1e-12, &"before arrival");

    let overlapping = [Mailing { arrives: 7, letters: 1 }, Mailing { arrives: 8, letters: 1 }];
    assert!(response(&actual, &ordinary, &overlapping, 3).unwrap_err().why.contains("overlap"));
}

#[test]
fn the_backtest_knows_only_what_was_known() {
    // A level that doubles in the last week cannot have been foreseen.
    let mut history = weeks(12);
    for value in &mut history[77..] {
        *value *= 2.0;
    }
    let marks = vec![Mark::Ordinary; history.len()];
    for value in &mut history[..70] {
        *value += 1.0;
    }
    history[3] += 5.0;
    let tested = backtest(Model::DAYS, &history, &marks, 1).unwrap();
    near(tested.wape, 0.5, 0.01, &"half of what came was not foreseen");
}
