// SPDX-License-Identifier: EUPL-1.2
//! The mean of the last weeks per slot, times what the calendar does.

use std::collections::BTreeMap;

use super::errors;
use crate::num::len;
use crate::refused::{Result, all_finite, refuse};

/// A kind of day that differs from its weekday: the day after a holiday, election day. The caller numbers them.
pub type Label = u32;

/// What the calendar says of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// A slot like its weekday.
    #[default]
    Ordinary,
    /// Nobody answers: the forecast is 0 and the value teaches nothing.
    Closed,
    /// A special kind of slot: its value teaches the effect of its kind, not the weekday.
    Special(Label),
}

/// How the forecast is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// Slots in a week: 7 for days, 5 x 29 for half hours on working days.
    pub season: usize,
    /// Weeks to average over. Six did best on the only real call-centre series at hand.
    pub weeks: usize,
}

/// A forecast.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Forecast {
    /// One value per future slot.
    pub values: Vec<f64>,
    /// What each kind of special slot did so far: value / ordinary value.
    pub effects: BTreeMap<Label, f64>,
    /// Kinds asked for that the history never showed: forecast as ordinary.
    pub unknown: Vec<Label>,
}

impl Model {
    /// Days of the week, six weeks.
    pub const DAYS: Self = Self { season: 7, weeks: 6 };

    fn check(self, history: usize) -> Result<()> {
        const MOST: usize = 100_000;
        if !(1..=MOST).contains(&self.season) || !(1..=520).contains(&self.weeks) {
            return refuse("model", format!("season 1 to {MOST} and weeks 1 to 520; got {self:?}"));
        }
        if history < self.season {
            return refuse(
                "history",
                format!("needs at least one week of {} slots, got {history}", self.season),
            );
        }
        Ok(())
    }

    /// Mean of the latest ordinary values of the slot before `place`, whose values stop at `known`.
    fn base(self, history: &[f64], marks: &[Mark], place: usize, known: usize) -> Option<f64> {
        let back = (1..).map_while(|week| place.checked_sub(week * self.season));
        let ordinary = back.filter(|at| *at < known && marks[*at] == Mark::Ordinary).take(self.weeks);
        let (sum, count) = ordinary.fold((0.0, 0), |(sum, count), at| (sum + history[at], count + 1));
        (count > 0).then(|| sum / len(count))
    }
}

/// Forecasts the slots after the history. `marks` covers history and future: its length beyond the history is the
/// horizon. Assumes that level and weekly pattern hold still over the weeks averaged. Refuses a history shorter than a
/// week, marks that do not reach beyond it, and a slot of the week without a single ordinary value.
///
/// Source: mean of k seasons; effects as a ratio of sums (the ratio estimator of Cochran, chapter 6).
pub fn forecast(model: Model, history: &[f64], marks: &[Mark]) -> Result<Forecast> {
    all_finite("history", history)?;
    model.check(history.len())?;
    if marks.len() <= history.len() {
        return refuse(
            "calendar",
            format!("{} marks for {} past slots and no future", marks.len(), history.len()),
        );
    }
    let effects = effects(model, history, marks);
    let mut values = Vec::with_capacity(marks.len() - history.len());
    let mut unknown = Vec::new();
    for (place, mark) in marks.iter().enumerate().skip(history.len()) {
        if *mark == Mark::Closed {
            values.push(0.0);
            continue;
        }
        let Some(base) = model.base(history, marks, place, history.len()) else {
            return refuse(
                "history",
                format!("slot {} of the week has no ordinary value yet", place % model.season),
            );
        };
        let factor = match mark {
            Mark::Special(label) => effects.get(label).copied().unwrap_or_else(|| {
                if !unknown.contains(label) {
                    unknown.push(*label);
                }
                1.0
            }),
            Mark::Ordinary | Mark::Closed => 1.0,
        };
        values.push(base * factor);
    }
    Ok(Forecast { values, effects, unknown })
}

fn effects(model: Model, history: &[f64], marks: &[Mark]) -> BTreeMap<Label, f64> {
    let mut sums = BTreeMap::<Label, (f64, f64)>::new();
    for (place, value) in history.iter().enumerate() {
        if let Mark::Special(label) = marks[place]
            && let Some(base) = model.base(history, marks, place, place)
        {
            let sum = sums.entry(label).or_default();
            sum.0 += value;
            sum.1 += base;
        }
    }
    sums.into_iter()
        .filter(|(_, (_, base))| *base > 0.0)
        .map(|(label, (value, base))| (label, value / base))
        .collect()
}

/// How wrong the forecast would have been.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Backtest {
    /// Mean WAPE over the origins.
    pub wape: f64,
    /// The best and the worst of them.
    pub range: (f64, f64),
    /// Mean MASE over the origins.
    pub mase: f64,
    /// How many weeks were forecast.
    pub origins: usize,
}

/// Forecasts each of the last `origins` weeks from what was known before it, one week ahead. Closed slots do not count.
/// Refuses a history that is too short.
pub fn backtest(model: Model, history: &[f64], marks: &[Mark], origins: usize) -> Result<Backtest> {
    all_finite("history", history)?;
    model.check(history.len())?;
    if marks.len() < history.len() {
        return refuse("calendar", format!("{} marks for {} past slots", marks.len(), history.len()));
    }
    let needed = (model.season * 2).saturating_add(origins.saturating_mul(model.season));
    if origins == 0 || history.len() < needed {
        return refuse("origins", format!("{origins} weeks need {needed} past slots, got {}", history.len()));
    }
    let (mut wapes, mut mases) = (Vec::new(), 0.0);
    for week in (1..=origins).rev() {
        let start = history.len() - week * model.season;
        let end = start + model.season;
        let made = forecast(model, &history[..start], &marks[..end])?;
        let open = (start..end).filter(|at| marks[*at] != Mark::Closed);
        let (actual, values): (Vec<f64>, Vec<f64>) =
            open.map(|at| (history[at], made.values[at - start])).unzip();
        wapes.push(errors::wape(&actual, &values)?);
        mases += errors::mase(&history[..start], model.season, &actual, &values)?;
    }
    let range = wapes.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), w| (low.min(*w), high.max(*w)));
    Ok(Backtest {
        wape: wapes.iter().sum::<f64>() / len(origins),
        range,
        mase: mases / len(origins),
        origins,
    })
}
