// SPDX-License-Identifier: EUPL-1.2
//! The journey as the resident reads it: three to five plain stages, now, next, the date and who. Pure.

use kernel::Time;

use crate::{
    soort::Toestand,
    vraag::{Klok, Vraag},
};

/// A stage of the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Halte {
    /// Key of the text, also its place in the texts file.
    pub sleutel: &'static str,
    /// When it happened.
    pub op: Option<Time>,
    /// How it stands.
    pub stand: HalteStand,
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalteStand {
    /// It happened.
    Klaar,
    /// Here it is now.
    Nu,
    /// Still to come.
    Straks,
}

/// The stage at which the question is now: key of the texts.
pub fn fase(v: &Vraag, nu: Time) -> &'static str {
    match v.toestand {
        Toestand::Open if v.verlengd > 0 || nu > v.belofte.uiterlijk => "duurt-langer",
        Toestand::Open if v.eigenaar.medewerker.is_none() => "hebben",
        Toestand::Open => "bezig",
        Toestand::WachtOpInwoner => "wacht-op-u",
        Toestand::WachtOpAnder => "wacht-op-ander",
        Toestand::Beantwoord => "antwoord",
        Toestand::Afgerond => "klaar",
        Toestand::Doorgezonden => "doorgestuurd",
        Toestand::Ingetrokken => "gestopt",
    }
}

/// The journey of this question.
pub fn reis(v: &Vraag, nu: Time) -> Vec<Halte> {
    let fase = fase(v, nu);
    let mut haltes = vec![("hebben", Some(v.ontvangen_op))];
    match fase {
        "doorgestuurd" | "gestopt" => haltes.push((fase, v.afgerond_op)),
        "wacht-op-u" | "wacht-op-ander" => {
            haltes.extend([("bezig", None), (fase, None), ("antwoord", None), ("klaar", None)]);
        }
        "duurt-langer" => haltes.extend([("duurt-langer", None), ("antwoord", None), ("klaar", None)]),
        _ => haltes.extend([("bezig", None), ("antwoord", v.beantwoord_op), ("klaar", v.afgerond_op)]),
    }
    let hier = haltes.iter().position(|(s, _)| *s == fase).unwrap_or(0);
    haltes
        .into_iter()
        .enumerate()
        .map(|(i, (sleutel, op))| Halte {
            sleutel,
            op,
            stand: match i.cmp(&hier) {
                std::cmp::Ordering::Less => HalteStand::Klaar,
                std::cmp::Ordering::Equal => HalteStand::Nu,
                std::cmp::Ordering::Greater => HalteStand::Straks,
            },
        })
        .collect()
}

/// Whether the date on the page is one of law.
pub fn wettelijk(v: &Vraag) -> bool {
    v.belofte.klok == Klok::Wettelijk
}
