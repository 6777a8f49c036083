// SPDX-License-Identifier: EUPL-1.2
//! How contacts are spread: over topics and channels exactly, over days and neighbourhoods by weight.

use jiff::{Span, civil::Date};

use super::openuren::{Dag, HOUR, MINUTE, Openuren, SECOND};
use crate::{gegevens::Onderwerp, kans::Kans, thuishaven::Thuishaven};

/// Divides `total` over shares so that the parts are whole and add up: largest remainders first.
pub(super) fn divide(total: usize, shares: &[u32]) -> Vec<usize> {
    let sum = shares.iter().map(|s| u64::from(*s)).sum::<u64>().max(1);
    let total = u64::try_from(total).unwrap_or(0);
    let mut parts: Vec<u64> = shares.iter().map(|s| total * u64::from(*s) / sum).collect();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|n| std::cmp::Reverse(shares.get(*n).map_or(0, |s| total * u64::from(*s) % sum)));
    let left = total - parts.iter().sum::<u64>();
    for n in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(part) = parts.get_mut(n) {
            *part += 1;
        }
    }
    parts.into_iter().map(|p| usize::try_from(p).unwrap_or(0)).collect()
}

/// A peak as it falls in the year of the plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Golf {
    /// Place in the list of peaks; none for the rise that nobody noticed.
    pub(super) piek: Option<usize>,
    pub(super) from: Date,
    pub(super) until: Date,
}

/// The peaks that fall in the window, each in the last year in which it began before the end.
pub(super) fn golven(town: &Thuishaven, first: Date, end: Date) -> Vec<Golf> {
    let mut all = Vec::new();
    for (n, piek) in town.pieken.iter().enumerate() {
        let years = [end.year(), end.year() - 1];
        let span = years
            .iter()
            .filter_map(|y| piek.in_year(*y))
            .find(|(from, until)| *from <= end && *until >= first);
        if let Some((from, until)) = span {
            all.push(Golf { piek: Some(n), from, until });
        }
    }
    let from = end.saturating_sub(Span::new().days(town.stil.dagen));
    all.push(Golf { piek: None, from, until: end });
    all
}

/// Running totals over days and neighbourhoods for one topic.
pub(super) struct Veld {
    totals: Vec<u64>,
    wijken: usize,
}

/// Weight of a Saturday or Sunday on the web: one per cent each of all contacts, and the web has over a third.
const WEEKEND: u64 = 269;

impl Veld {
    /// Weights of a topic. `office`: only when somebody of ours is there.
    pub(super) fn new(town: &Thuishaven, days: &[Dag], golven: &[Golf], o: &Onderwerp, office: bool) -> Self {
        let season = town.seizoenen.iter().find(|s| s.id == o.seizoen).map_or([100; 12], |s| s.index);
        let homes: Vec<u64> = town.wijken.iter().map(|w| home_weight(town, o, &w.id, w.inwoners)).collect();
        let mut totals = Vec::with_capacity(days.len() * homes.len());
        let mut total = 0;
        for dag in days {
            let season = season.get(dag.month()).copied().unwrap_or(100);
            let day = day_weight(town, dag, office) * u64::from(season);
            let here: Vec<&Golf> = golven.iter().filter(|g| (g.from..=g.until).contains(&dag.date)).collect();
            for (wijk, home) in town.wijken.iter().zip(&homes) {
                let factor: u64 =
                    here.iter().map(|g| wave_weight(town, g, dag.date, &o.id, &wijk.id)).max().unwrap_or(10);
                total += day * home * factor.max(10);
                totals.push(total);
            }
        }
        Self { totals, wijken: homes.len().max(1) }
    }

    /// Places of a day and a neighbourhood.
    pub(super) fn draw(&self, kans: &mut Kans) -> (usize, usize) {
        let total = self.totals.last().copied().unwrap_or(0);
        let at = kans.weight(total);
        let cell = self.totals.partition_point(|t| *t <= at);
        (cell / self.wijken, cell % self.wijken)
    }
}

fn day_weight(town: &Thuishaven, dag: &Dag, office: bool) -> u64 {
    let week = dag.weekday();
    let share = u64::from(town.ritme.week.get(week).copied().unwrap_or(0));
    match (office, dag.open.is_some()) {
        (true, true) => share * 100,
        (true, false) => 0,
        (false, true) => share * 97,
        (false, false) if week > 4 => WEEKEND,
        // A weekday on which we are closed.
        (false, false) => share * 40,
    }
}

/// Weight of a neighbourhood for a topic, ten times its residents when nothing is special.
fn home_weight(town: &Thuishaven, o: &Onderwerp, wijk: &str, inwoners: u32) -> u64 {
    let only = town.alleen.iter().any(|a| a.wijk == wijk && !a.onderwerpen.contains(&o.id));
    if only {
        return 0;
    }
    let factor: f64 = town
        .wegingen
        .iter()
        .filter(|w| w.wijken.iter().any(|k| k == wijk) && w.onderwerpen.contains(&o.id))
        .map(|w| w.factor)
        .product();
    u64::from(inwoners) * tenths(factor)
}

/// Weight of a peak, ten when it does nothing here.
fn wave_weight(town: &Thuishaven, golf: &Golf, date: Date, topic: &str, wijk: &str) -> u64 {
    let Some(piek) = golf.piek.and_then(|n| town.pieken.get(n)) else {
        let hit = town.stil.onderwerp == topic && town.stil.wijk == wijk;
        return if hit { tenths(town.stil.factor) } else { 10 };
    };
    let here = piek.wijken.is_empty() || piek.wijken.iter().any(|w| w == wijk);
    if !here || !piek.onderwerpen.iter().any(|o| o == topic) {
        return 10;
    }
    let full = tenths(piek.factor);
    let days = golf.from.until(date).map_or(0, |s| s.get_days());
    match piek.zakt_na {
        Some(after) if days >= after => 10 + full.saturating_sub(10) / 2,
        _ => full,
    }
}

/// A factor in tenths. Factors of the data files lie between 0 and 100.
fn tenths(factor: f64) -> u64 {
    (0_u32..=1000).find(|n| f64::from(*n) >= factor * 10.0 - 0.5).map_or(10, u64::from)
}

/// A moment on this day at which somebody would use this channel.
pub(super) fn moment(town: &Thuishaven, dag: &Dag, live: bool, letter: bool, kans: &mut Kans) -> i64 {
    match dag.open {
        Some((open, _)) if letter => open + kans.between(40, 110) * MINUTE,
        Some((open, close)) if live => {
            for _ in 0..20 {
                let hour = 8 + i64::try_from(kans.weighted(&town.ritme.bel_uren)).unwrap_or(0);
                let t = dag.midnight + hour * HOUR + kans.between(0, 3599) * SECOND;
                // Who rings just before closing time is still helped.
                if (open..close - 12 * MINUTE).contains(&t) {
                    return t;
                }
            }
            open + kans.between(0, (close - open) / 2)
        }
        _ => {
            let hours = town.ritme.web_uren.map(|share| u32::try_from(tenths(share)).unwrap_or(1));
            let hour = i64::try_from(kans.weighted(&hours)).unwrap_or(12);
            dag.midnight + hour * HOUR + kans.between(0, 3599) * SECOND
        }
    }
}

/// The days of the plan: from a year before the end up to and including the day of the end.
pub(super) fn window(uren: &Openuren, first: Date, end: Date) -> Vec<Dag> {
    uren.days().iter().filter(|d| (first..=end).contains(&d.date)).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        for total in [0, 1, 7, 100, 60_000] {
            for shares in [&[1, 1, 1][..], &[48, 22, 5, 20, 0, 5], &[0, 0, 1], &[333, 333, 334]] {
                let parts = divide(total, shares);
                assert_eq!(parts.iter().sum::<usize>(), total, "{shares:?}");
                assert!(parts.iter().zip(shares).all(|(p, s)| *s > 0 || *p == 0), "nothing for no share");
            }
        }
    }

    #[test]
    fn the_peaks_of_a_year_that_is_half_over_are_those_that_were() {
        let town = Thuishaven::load().unwrap();
        let day = |text: &str| -> Date { text.parse().unwrap() };
        let all = golven(&town, day("2025-08-02"), day("2026-08-01"));
        let from =
            |id: &str| all.iter().find(|g| g.piek.is_some_and(|n| town.pieken[n].id == id)).map(|g| g.from);
        assert_eq!(from("p07"), Some(day("2026-07-06")));
        assert_eq!(from("p09"), Some(day("2025-09-07")));
        assert_eq!(all.len(), 11, "ten peaks and the rise that nobody noticed");
    }
}
