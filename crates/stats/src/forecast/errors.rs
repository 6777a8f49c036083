// SPDX-License-Identifier: EUPL-1.2
//! How wrong a forecast was.

use crate::num::len;
use crate::refused::{Result, all_finite, refuse};

fn same_length(actual: &[f64], forecast: &[f64]) -> Result<()> {
    all_finite("actual values", actual)?;
    all_finite("forecast", forecast)?;
    if actual.is_empty() || actual.len() != forecast.len() {
        return refuse("forecast", format!("{} values against {} forecasts", actual.len(), forecast.len()));
    }
    Ok(())
}

/// Sum of the absolute errors divided by the sum of the absolute values: 0.09 is 9 % off. Refuses lists of different
/// length and values that are all 0.
///
/// Source: S. Kolassa, W. Schuetz, Foresight 6 (2007) (there: MAD/mean).
pub fn wape(actual: &[f64], forecast: &[f64]) -> Result<f64> {
    same_length(actual, forecast)?;
    let size: f64 = actual.iter().map(|a| a.abs()).sum();
    if size <= 0.0 {
        return refuse("WAPE", "all actual values are 0, so no error can be relative to them");
    }
    Ok(actual.iter().zip(forecast).map(|(a, f)| (a - f).abs()).sum::<f64>() / size)
}

/// Mean absolute error divided by that of the seasonal naive forecast on the history: below 1 is better than repeating
/// the last week. Refuses a history no longer than one season, and one that repeats itself exactly.
///
/// Source: R. J. Hyndman, A. B. Koehler, International Journal of Forecasting 22 (2006).
pub fn mase(history: &[f64], season: usize, actual: &[f64], forecast: &[f64]) -> Result<f64> {
    same_length(actual, forecast)?;
    all_finite("history", history)?;
    if season == 0 || history.len() <= season {
        return refuse(
            "MASE",
            format!("needs a history longer than the season of {season}, got {}", history.len()),
        );
    }
    let naive: f64 = history.iter().zip(&history[season..]).map(|(before, now)| (now - before).abs()).sum();
    if naive <= 0.0 {
        return refuse("MASE", "the history repeats itself exactly, so there is no naive error to divide by");
    }
    let naive = naive / len(history.len() - season);
    let error: f64 = actual.iter().zip(forecast).map(|(a, f)| (a - f).abs()).sum();
    Ok(error / len(actual.len()) / naive)
}
