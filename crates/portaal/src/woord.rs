// SPDX-License-Identifier: EUPL-1.2
//! "Wij houden woord": which share of our answers came in time in the last full month. Counted once a day.

use std::sync::Arc;

use kernel::{Result, Time};

use crate::{bezoek::Bezoek, store};

/// Fewer answers than this say nothing, and may point to a person.
const MINSTENS: i64 = 10;

/// The figure of one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Woord {
    /// Any moment in the month.
    pub(crate) maand: Time,
    /// First answers.
    pub(crate) aantal: i64,
    /// Of every hundred, so many came in time.
    pub(crate) van_de_honderd: i64,
}

/// What was counted, on which day.
struct Geteld {
    dag: String,
    woord: Option<Woord>,
}

/// The figure, when there are enough answers. The page never fails on it.
pub(crate) async fn woord(b: &Bezoek) -> Option<Woord> {
    let dag = b.nu.day_text();
    if let Some(geteld) = b.g.ext::<Geteld>().filter(|g| g.dag == dag) {
        return geteld.woord;
    }
    match tel(b).await {
        Ok(woord) => {
            b.g.set_ext(Arc::new(Geteld { dag, woord }));
            woord
        }
        Err(error) => {
            tracing::warn!(%error, "the figure of the front page could not be counted");
            None
        }
    }
}

async fn tel(b: &Bezoek) -> Result<Option<Woord>> {
    let (van, tot) = vorige_maand(b.nu);
    let mut tx = b.g.db().read().await?;
    let (mut aantal, mut op_tijd) = (0, 0);
    for team in &b.inr.teams {
        let (n, goed) = store::antwoorden(&mut tx, &team.id, van, tot).await?;
        aantal += n;
        op_tijd += goed;
    }
    tx.rollback().await;
    Ok(reken(van, aantal, op_tijd))
}

/// Pure: the figure of so many answers.
fn reken(maand: Time, aantal: i64, op_tijd: i64) -> Option<Woord> {
    // Downwards: 99.6 in a hundred is not all of them.
    (aantal >= MINSTENS).then(|| Woord { maand, aantal, van_de_honderd: op_tijd * 100 / aantal })
}

/// The first moment of the last full month, and of this one.
fn vorige_maand(nu: Time) -> (Time, Time) {
    let deze = nu.day().first_of_month();
    let vorige = match deze.yesterday() {
        Ok(dag) => dag.first_of_month(),
        Err(_) => deze,
    };
    (Time::at(vorige, 0, 0), Time::at(deze, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_answers_give_no_figure_and_almost_all_is_not_all() {
        let maand = Time::from_micros(0);
        assert_eq!(reken(maand, 9, 9), None);
        assert_eq!(reken(maand, 250, 249).unwrap().van_de_honderd, 99);
        assert_eq!(reken(maand, 10, 10).unwrap().van_de_honderd, 100);
    }

    #[test]
    fn in_january_the_last_full_month_is_december() {
        let (van, tot) = vorige_maand(Time::parse("2026-01-15T12:00:00Z").unwrap());
        assert_eq!((van.day_text().as_str(), tot.day_text().as_str()), ("2025-12-01", "2026-01-01"));
    }
}
