// SPDX-License-Identifier: EUPL-1.2
//! The municipality and the year that the tests look at.

use std::sync::LazyLock;

use kernel::{Time, calendar::Calendar};
use thuishaven::{Life, Plan, Step, StepKind, Thuishaven};

/// The municipality.
pub static TOWN: LazyLock<Thuishaven> = LazyLock::new(|| Thuishaven::load().unwrap());

/// Monday 23 November 2026, four o'clock in the afternoon.
pub fn end() -> Time {
    Time::parse("2026-11-23T15:00:00Z").unwrap()
}

/// The calendar by which norms are counted.
pub static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| TOWN.kalender(end()).unwrap());

/// The year that ends then.
pub static PLAN: LazyLock<Plan<'static>> = LazyLock::new(|| TOWN.plan(42, end()).unwrap());

/// All its questions.
pub static LIVES: LazyLock<Vec<Life<'static>>> = LazyLock::new(|| PLAN.lives().collect());

/// Team that answers questions about this topic.
pub fn team(life: &Life<'_>) -> &'static str {
    &TOWN.onderwerp(life.onderwerp).unwrap().team
}

/// Steps of a kind.
pub fn count(life: &Life<'_>, is: impl Fn(&StepKind<'_>) -> bool) -> usize {
    life.steps.iter().filter(|s| is(&s.kind)).count()
}

/// The first answer.
pub fn answered<'l>(life: &'l Life<'_>) -> Option<&'l Step<'l>> {
    life.steps.iter().find(|s| matches!(s.kind, StepKind::Answered { .. }))
}

/// Whether it ended in some way and was not opened again.
pub fn done(life: &Life<'_>) -> bool {
    let mut done = false;
    for step in &life.steps {
        match &step.kind {
            StepKind::Answered { .. } | StepKind::Withdrawn { .. } | StepKind::Closed { .. } => done = true,
            StepKind::Reopened { .. } => done = false,
            _ => {}
        }
    }
    done
}

/// A share in per cent.
pub fn percent(part: usize, whole: usize) -> f64 {
    let n = |x: usize| f64::from(u32::try_from(x).unwrap());
    100.0 * n(part) / n(whole)
}

/// Asserts that a share is what it should be, give or take.
pub fn near(what: &str, is: f64, should: f64, give: f64) {
    assert!((is - should).abs() <= give, "{what}: {is:.2}, expected {should} ± {give}");
}
