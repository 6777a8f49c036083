// SPDX-License-Identifier: EUPL-1.2
//! Golden dates of the law, told as cases. The properties that hold for every case are in `properties`.

mod boundaries;
mod cases;
mod penalties;
mod properties;
mod vectors;

use jiff::civil::Date;

use super::*;

/// A date such as `2026-04-02`.
pub(super) fn d(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn tekst(text: &str) -> Tekst {
    text.parse().unwrap()
}

pub(super) fn los(vanaf: &str, duur: &str, grondslag: Grondslag) -> Los {
    Los { vanaf: d(vanaf), duur: duur.parse().unwrap(), grondslag, terug: false, sluitingsdagen: Vec::new() }
}

/// The code of a refusal.
pub(super) fn code<T: std::fmt::Debug>(result: crate::Result<T>) -> &'static str {
    match result.unwrap_err() {
        crate::Error::Refused { code, .. } => code,
        other => panic!("{other}"),
    }
}

pub(super) fn gewoon(bekendgemaakt: &str) -> Besluit {
    Besluit::Gewoon { bekendgemaakt: d(bekendgemaakt) }
}

pub(super) fn aanvulling(verzocht: &str, uiterlijk: &str, aangevuld: Option<&str>) -> Opschorting {
    Opschorting::Aanvulling {
        verzocht: d(verzocht),
        uiterlijk: d(uiterlijk),
        aangevuld: aangevuld.map(d),
        bewijs: tekst("brief 12"),
    }
}

pub(super) fn overmacht(van: &str, tot_en_met: &str) -> Opschorting {
    Opschorting::Overmacht { van: d(van), tot_en_met: d(tot_en_met), bewijs: tekst("storing") }
}

pub(super) fn verdaging(op: &str, duur: &str) -> Verdaging {
    Verdaging { op: d(op), duur: duur.parse().unwrap(), reden: Some(tekst("veel stukken")) }
}
