// SPDX-License-Identifier: EUPL-1.2
//! What a mailing brings: contacts per letter in the days after it.

use crate::num::real;
use crate::refused::{Result, all_finite, refuse};

/// So many letters that arrive at the start of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mailing {
    /// Place of the slot in which they arrive.
    pub arrives: usize,
    /// How many.
    pub letters: u64,
}

/// Extra contacts per letter, in the slot of arrival and the ones after it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Response {
    /// Contacts per letter, per slot since arrival; may be below 0 by chance.
    pub per_letter: Vec<f64>,
}

/// Contacts per letter from past mailings: what came above the forecast (`actual` - `ordinary`), summed per slot since
/// arrival and divided by the letters. Assumes that mailings do not overlap; those that do are refused, because their
/// contacts cannot be told apart.
///
/// Source: ratio of sums (W. G. Cochran, "Sampling Techniques", chapter 6).
pub fn response(actual: &[f64], ordinary: &[f64], mailings: &[Mailing], slots: usize) -> Result<Response> {
    all_finite("actual values", actual)?;
    all_finite("ordinary values", ordinary)?;
    if actual.len() != ordinary.len() {
        return refuse(
            "ordinary values",
            format!("{} against {} actual values", ordinary.len(), actual.len()),
        );
    }
    if slots == 0 || slots > actual.len() {
        return refuse("slots", format!("must be 1 to {}, got {slots}", actual.len()));
    }
    let mut sorted: Vec<&Mailing> = mailings.iter().collect();
    sorted.sort_by_key(|m| m.arrives);
    if let Some(pair) = sorted.windows(2).find(|pair| pair[1].arrives - pair[0].arrives < slots) {
        return refuse(
            "mailings",
            format!("those of slots {} and {} overlap", pair[0].arrives, pair[1].arrives),
        );
    }
    let whole: Vec<&Mailing> = sorted.into_iter().filter(|m| m.arrives <= actual.len() - slots).collect();
    let letters: f64 = whole.iter().map(|m| real(m.letters)).sum();
    if letters <= 0.0 {
        return refuse("mailings", "no letters lie in the past with all their slots");
    }
    let extra = |slot: usize| -> f64 {
        whole.iter().map(|m| actual[m.arrives + slot] - ordinary[m.arrives + slot]).sum()
    };
    Ok(Response { per_letter: (0..slots).map(|slot| extra(slot) / letters).collect() })
}

impl Response {
    /// Adds what a coming mailing will bring to a forecast whose first slot is `start`; what falls outside is ignored.
    pub fn add_to(&self, forecast: &mut [f64], start: usize, mailing: Mailing) {
        for (slot, per_letter) in self.per_letter.iter().enumerate() {
            let place = mailing.arrives.saturating_add(slot).checked_sub(start);
            if let Some(value) = place.and_then(|place| forecast.get_mut(place)) {
                *value = (*value + per_letter * real(mailing.letters)).max(0.0);
            }
        }
    }
}
