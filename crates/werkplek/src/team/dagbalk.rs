// SPDX-License-Identifier: EUPL-1.2
//! The promises of today as a line of hours: answered before now, promised after it. Pure; drawn by geometry
//! attributes only, and written out as a table beside it.

use beheer::Inrichting;
use kernel::{Time, dutch};

use super::store::{KlaarRij, OpenRij};

/// Width of the drawing.
const BREED: u32 = 1000;
/// Distance of the first and last hour to the side.
const KANT: u32 = 40;
/// Distance between two marks.
const STAP: u32 = 19;
/// Most marks above one hour; beyond it one mark stands for several.
const HOOGST: u32 = 8;
/// Space above the highest mark and below the line.
const BOVEN: u32 = 36;
const ONDER: u32 = 36;

/// What a mark means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Soort {
    /// Answered in time.
    Gehaald,
    /// Answered, or still open, after the promise passed.
    TeLaat,
    /// Open and at risk.
    Risico,
    /// Open.
    Open,
}

/// Counts of one hour, in the order of the marks from the line up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Uur {
    /// Local hour.
    pub(super) om: i64,
    pub(super) gehaald: u32,
    pub(super) te_laat: u32,
    pub(super) risico: u32,
    pub(super) open: u32,
}

impl Uur {
    fn soorten(&self) -> [(Soort, u32); 4] {
        [
            (Soort::Gehaald, self.gehaald),
            (Soort::Risico, self.risico),
            (Soort::Open, self.open),
            (Soort::TeLaat, self.te_laat),
        ]
    }

    fn marks(&self, per: u32) -> u32 {
        self.soorten().iter().map(|(_, n)| n.div_ceil(per)).sum()
    }

    fn is_leeg(&self) -> bool {
        self.soorten().iter().all(|(_, n)| *n == 0)
    }
}

/// One mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Merk {
    pub(super) soort: Soort,
    pub(super) x: u32,
    pub(super) y: u32,
}

/// An hour on the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Streep {
    pub(super) x: u32,
    pub(super) tekst: String,
}

/// The drawing.
#[derive(Debug, Clone)]
pub(super) struct Dagbalk {
    pub(super) hoogte: u32,
    pub(super) lijn: u32,
    pub(super) merken: Vec<Merk>,
    pub(super) strepen: Vec<Streep>,
    /// Where now is, with the time; nothing outside the hours of the line.
    pub(super) nu: Option<Streep>,
    /// How many one mark stands for.
    pub(super) per: u32,
    /// The same in one sentence.
    pub(super) zin: String,
    /// The same as a table: only hours with something in them.
    pub(super) uren: Vec<Uur>,
}

/// Counts per hour. A promise that waits for the resident is not at risk.
pub(super) fn tel(inr: &Inrichting, open: &[OpenRij], klaar: &[KlaarRij], nu: Time) -> Vec<Uur> {
    let vandaag = nu.day();
    let mut eerste = inr.kalender.opening(vandaag).map_or(9, Time::hour);
    let mut laatste = inr.kalender.closing(vandaag).map_or(17, Time::hour);
    let momenten = open.iter().map(|r| r.beloofd_op).chain(klaar.iter().map(|r| r.beantwoord_op));
    for uur in momenten.map(Time::hour) {
        (eerste, laatste) = (eerste.min(uur), laatste.max(uur));
    }
    let mut uren: Vec<Uur> = (eerste..=laatste).map(|uur| Uur { om: uur, ..Uur::default() }).collect();
    let mut bij = |op: Time, soort: Soort| {
        if let Some(uur) = uren.iter_mut().find(|u| u.om == op.hour()) {
            match soort {
                Soort::Gehaald => uur.gehaald += 1,
                Soort::TeLaat => uur.te_laat += 1,
                Soort::Risico => uur.risico += 1,
                Soort::Open => uur.open += 1,
            }
        }
    };
    for r in klaar {
        bij(r.beantwoord_op, if r.op_tijd == Some(false) { Soort::TeLaat } else { Soort::Gehaald });
    }
    for r in open {
        let soort = if r.beloofd_op < nu {
            Soort::TeLaat
        } else if r.risico_op <= nu && r.toestand != "wacht-op-inwoner" {
            Soort::Risico
        } else {
            Soort::Open
        };
        bij(r.beloofd_op, soort);
    }
    uren
}

/// Draws the line.
pub(super) fn teken(uren: &[Uur], nu: Time) -> Dagbalk {
    let per = (1..=100_000).find(|per| uren.iter().all(|u| u.marks(*per) <= HOOGST)).unwrap_or(1);
    let rijen = uren.iter().map(|u| u.marks(per)).max().unwrap_or(0).max(3);
    let lijn = BOVEN + rijen * STAP;
    let plaats = |n: usize| {
        let tussen = u32::try_from(uren.len().saturating_sub(1)).unwrap_or(1).max(1);
        KANT + (BREED - 2 * KANT) * u32::try_from(n).unwrap_or(0) / tussen
    };
    let mut merken = Vec::new();
    for (n, uur) in uren.iter().enumerate() {
        let soorten =
            uur.soorten().into_iter().flat_map(|(soort, n)| (0..n.div_ceil(per)).map(move |_| soort));
        for (hoogte, soort) in (0_u32..).zip(soorten) {
            merken.push(Merk { soort, x: plaats(n), y: lijn - 18 - hoogte * STAP });
        }
    }
    Dagbalk {
        hoogte: lijn + ONDER,
        lijn,
        merken,
        strepen: uren
            .iter()
            .enumerate()
            .map(|(n, u)| Streep { x: plaats(n), tekst: format!("{}.00", u.om) })
            .collect(),
        nu: nu_plaats(uren, nu).map(|x| Streep { x, tekst: format!("{} nu", dutch::clock(nu)) }),
        per,
        zin: zin(uren),
        uren: uren.iter().copied().filter(|u| !u.is_leeg()).collect(),
    }
}

fn nu_plaats(uren: &[Uur], nu: Time) -> Option<u32> {
    let (eerste, laatste) = (uren.first()?.om, uren.last()?.om);
    let minuten = (nu.hour() - eerste) * 60 + i64::from(nu.local().minute());
    let lengte = ((laatste - eerste) * 60).max(1);
    if !(0..=lengte).contains(&minuten) {
        return None;
    }
    u32::try_from(i64::from(KANT) + i64::from(BREED - 2 * KANT) * minuten / lengte).ok()
}

fn zin(uren: &[Uur]) -> String {
    let som = |kies: fn(&Uur) -> u32| i64::from(uren.iter().map(kies).sum::<u32>());
    let delen: Vec<String> = [
        (som(|u| u.gehaald), "gehaald"),
        (som(|u| u.open), "nog open"),
        (som(|u| u.risico), "in gevaar"),
        (som(|u| u.te_laat), "te laat"),
    ]
    .iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, woord)| format!("{n} {woord}"))
    .collect();
    if delen.is_empty() {
        "Vandaag is er niets beloofd en niets beantwoord.".to_owned()
    } else {
        format!("Vandaag: {}.", dutch::list(&delen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uur(om: i64, gehaald: u32, open: u32) -> Uur {
        Uur { om, gehaald, open, ..Uur::default() }
    }

    #[test]
    fn every_promise_has_its_mark_as_long_as_they_fit() {
        let balk = teken(&[uur(9, 3, 0), uur(10, 0, 2)], Time::parse("2026-11-24T08:30:00Z").unwrap());
        assert_eq!(balk.per, 1);
        assert_eq!(balk.merken.len(), 5);
        assert_eq!(balk.nu.as_ref().map(|n| (n.x, n.tekst.as_str())), Some((500, "9.30 nu")));
        assert_eq!(balk.zin, "Vandaag: 3 gehaald en 2 nog open.");
    }

    #[test]
    fn a_hundred_promises_at_five_stay_one_column_and_the_table_keeps_the_number() {
        let balk = teken(&[uur(16, 1, 0), uur(17, 0, 100)], Time::parse("2026-11-24T08:30:00Z").unwrap());
        assert!(balk.merken.iter().filter(|m| m.soort == Soort::Open).count() <= 8);
        assert!(balk.merken.iter().any(|m| m.soort == Soort::Gehaald), "a small number never disappears");
        assert!(balk.merken.iter().all(|m| m.y > 0 && m.y < balk.lijn));
        assert_eq!(balk.uren[1].open, 100);
        assert!(balk.nu.is_none(), "before the first hour");
    }

    #[test]
    fn an_empty_day_is_said_in_words() {
        let balk = teken(&[uur(9, 0, 0)], Time::parse("2026-11-24T08:00:00Z").unwrap());
        assert!(balk.merken.is_empty() && balk.uren.is_empty());
        assert!(balk.zin.starts_with("Vandaag is er niets"));
    }
}
