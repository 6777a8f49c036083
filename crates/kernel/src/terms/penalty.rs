// SPDX-License-Identifier: EUPL-1.2
//! The penalty for deciding too late (Awb 4:17 and 4:18). The Algemene termijnenwet does not touch its 42 days.

use std::num::NonZeroU16;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::Grondslag,
    derivation::{Afleiding, Artikel, Plicht, Regel, Stap, Termijn, Termijnsoort},
    duration::Duur,
    read::{days_between, shift},
    running::{Event, Running},
};
use crate::{Error, Result, dutch, text_enum};

/// On which day the penalty begins (Awb 4:17 lid 3: "the day on which two weeks have lapsed after the day" of the
/// notice).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EersteDag {
    /// By the letter: the fourteenth day after the notice.
    Letterlijk,
    /// After two full weeks: the fifteenth day.
    NaTweeWeken,
}

/// Which reading we follow: an open point. By the letter of the law a notice of 10 March gives 24 March as first
/// day; many in practice count two full weeks and begin on 25 March. Settle it from case law, then change this
/// constant; nothing else knows.
pub const EERSTE_DAG: EersteDag = EersteDag::Letterlijk;

/// Longest the penalty runs, in days (Awb 4:17 lid 1).
const DAYS_MAX: i64 = 42;
/// Days per band of the amounts (Awb 4:17 lid 2); the last band takes the rest.
const BAND: i64 = 14;
/// To fix the penalty (Awb 4:18).
const TO_FIX: Duur = Duur::weken(2);

/// Amounts per day with the days on which they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bedragen {
    /// First day.
    pub vanaf: Date,
    /// Last day; open when absent.
    pub tot_en_met: Option<Date>,
    /// Euro per day: first and second fortnight, and the days after.
    pub per_dag: [u32; 3],
    /// Where we have them from.
    pub bron: &'static str,
    /// When the article was read; `None` when nobody has.
    pub nagekeken: Option<Date>,
}

/// The amounts, in order and without a gap. Those of 2026 and later have not been read: they are those of 2025 until
/// a person checks them, and each answer says so.
pub const BEDRAGEN: [Bedragen; 2] = [
    Bedragen {
        vanaf: Date::constant(2023, 1, 1),
        tot_en_met: Some(Date::constant(2025, 12, 31)),
        per_dag: [23, 35, 45],
        bron: "Awb 4:17 lid 2, tekst geldig tot 1 januari 2026",
        nagekeken: Some(Date::constant(2026, 11, 28)),
    },
    Bedragen {
        vanaf: Date::constant(2026, 1, 1),
        tot_en_met: None,
        per_dag: [23, 35, 45],
        bron: "overgenomen van 2025; de tekst van 2026 is niet gezien",
        nagekeken: None,
    },
];

text_enum! {
    /// Why no penalty is owed (Awb 4:17 lid 6, Woo 8.2).
    pub enum GeenDwangsom {
        /// The notice came unreasonably late (onder a).
        OnredelijkLaat = "onredelijk-laat",
        /// Who applied has no interest in the decision (onder b).
        GeenBelanghebbende = "geen-belanghebbende",
        /// The application is evidently inadmissible (onder c).
        KennelijkNietOntvankelijk = "kennelijk-niet-ontvankelijk",
        /// The application is evidently unfounded (onder c).
        KennelijkOngegrond = "kennelijk-ongegrond",
        /// It is a request under the Woo: appeal is open at once instead.
        Woo = "woo",
    }
}

/// A body in default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dwangsom {
    /// The last day on which the decision was on time.
    pub termijn_tot_en_met: Date,
    /// The day on which the written notice of default was received.
    pub ingebrekestelling: Date,
    /// The day on which the decision was made known, if it was; that day counts.
    pub besluit: Option<Date>,
    /// How many applicants share it (Awb 4:17 lid 7).
    pub aanvragers: NonZeroU16,
    /// Why it is not owed, when a person found so.
    pub geen: Option<GeenDwangsom>,
}

/// Days in a row at one amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schijf {
    /// First day.
    pub van: Date,
    /// Last day.
    pub tot_en_met: Date,
    /// How many.
    pub dagen: u32,
    /// Euro per day.
    pub per_dag: u32,
}

/// A penalty that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verbeurd {
    /// First day over which it is owed.
    pub eerste_dag: Date,
    /// Last day: that of the decision, at most the forty-second.
    pub laatste_dag: Date,
    /// Days.
    pub dagen: u32,
    /// Days and amounts.
    pub schijven: Vec<Schijf>,
    /// Whole euro together.
    pub bedrag: u32,
    /// Cents for each applicant, rounded down.
    pub per_aanvrager_cent: u32,
    /// Whether this is the most it can become, because no decision is known yet.
    pub hoogstens: bool,
    /// The term to fix it by decision (Awb 4:18).
    pub besluit_uiterlijk: Termijn,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "uitkomst", rename_all = "kebab-case")]
pub enum Uitkomst {
    /// None is owed, for a ground of the law.
    Geen {
        /// Which.
        grond: GeenDwangsom,
    },
    /// The notice came while the term still ran, so it has no effect: a new one is needed.
    TeVroeg,
    /// The decision came before the first day.
    OpTijd {
        /// What would have been the first day.
        eerste_dag: Date,
    },
    /// It is owed.
    Verbeurd(Box<Verbeurd>),
}

/// The outcome with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DwangsomUitkomst {
    /// The outcome.
    #[serde(flatten)]
    pub uitkomst: Uitkomst,
    /// What the body owes because of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plichten: Vec<Plicht>,
    /// How it came about.
    pub afleiding: Afleiding,
}

impl Dwangsom {
    /// What is owed. With a decision: over the days until then; without: the most it can become.
    pub fn bereken(&self) -> Result<DwangsomUitkomst> {
        let mut afleiding = Afleiding::default();
        let (uitkomst, plichten) = self.outcome(&mut afleiding)?;
        Ok(DwangsomUitkomst { uitkomst, plichten, afleiding })
    }

    fn outcome(&self, afleiding: &mut Afleiding) -> Result<(Uitkomst, Vec<Plicht>)> {
        if let Some(grond) = self.geen {
            afleiding.push(none_step(grond));
            return Ok((Uitkomst::Geen { grond }, Vec::new()));
        }
        let (term, notice) = (self.termijn_tot_en_met, self.ingebrekestelling);
        let stap = |zin| {
            Stap::new(Regel::Ingebrekestelling, Artikel::new("Awb 4:17 lid 3"), zin)
                .met("termijn_tot_en_met", term)
                .met("ingebrekestelling", notice)
        };
        if notice <= term {
            let zin = format!(
                "De ingebrekestelling kwam te vroeg: de termijn liep nog tot en met {}.",
                dutch::day(term)
            );
            afleiding.push(stap(zin).let_op("Beoordeel of een nieuwe ingebrekestelling nodig is; de wet zegt het niet met zoveel woorden."));
            return Ok((Uitkomst::TeVroeg, Vec::new()));
        }
        let literal = shift(notice, 14)?;
        let (first, other) = match EERSTE_DAG {
            EersteDag::Letterlijk => (literal, shift(literal, 1)?),
            EersteDag::NaTweeWeken => (shift(literal, 1)?, literal),
        };
        let zin = format!(
            "De ingebrekestelling kwam op {}; twee weken later, op {}, is de eerste dag van de dwangsom.",
            dutch::day(notice),
            dutch::day(first)
        );
        let doubt = format!(
            "Over de eerste dag bestaat verschil van mening: anderen beginnen op {}.",
            dutch::day(other)
        );
        afleiding.push(stap(zin).met("eerste_dag", first).let_op(doubt));
        if let Some(decided) = self.besluit.filter(|d| *d < first) {
            let zin = format!(
                "Het besluit kwam op {}, voor de eerste dag: er is geen dwangsom.",
                dutch::day(decided)
            );
            afleiding
                .push(Stap::new(Regel::Bedrag, Artikel::new("Awb 4:17 lid 1"), zin).met("besluit", decided));
            return Ok((Uitkomst::OpTijd { eerste_dag: first }, Vec::new()));
        }
        let owed = self.owed(first, afleiding)?;
        let plicht = Plicht {
            artikel: Artikel::new("Awb 4:18"),
            zin: format!(
                "Stel de dwangsom vast in een besluit, uiterlijk {}.",
                dutch::day(owed.besluit_uiterlijk.laatste_dag)
            ),
        };
        Ok((Uitkomst::Verbeurd(Box::new(owed)), vec![plicht]))
    }

    fn owed(&self, first: Date, afleiding: &mut Afleiding) -> Result<Verbeurd> {
        let most = shift(first, DAYS_MAX - 1)?;
        let last = self.besluit.map_or(most, |d| d.min(most));
        let (schijven, doubt) = bands(first, last)?;
        let dagen = schijven.iter().map(|s| s.dagen).sum();
        let bedrag = schijven.iter().map(|s| s.dagen * s.per_dag).sum::<u32>();
        let words: Vec<String> = schijven
            .iter()
            .map(|s| format!("{} van € {}", dutch::count(i64::from(s.dagen), "dag", "dagen"), s.per_dag))
            .collect();
        let so_far = if self.besluit.is_some() {
            "De dwangsom is"
        } else {
            "Zonder besluit wordt de dwangsom hoogstens"
        };
        let zin = format!("{so_far} {}: samen € {}.", dutch::list(&words), dutch::number(i64::from(bedrag)));
        let mut stap = Stap::new(Regel::Bedrag, Artikel::new("Awb 4:17 lid 1 en 2"), zin)
            .met("eerste_dag", first)
            .met("laatste_dag", last)
            .met("bedrag", bedrag);
        if let Some(source) = doubt {
            stap = stap.let_op(format!("De bedragen zijn nog niet nagekeken ({source})."));
        }
        afleiding.push(stap);
        let share = bedrag * 100 / u32::from(self.aanvragers.get());
        if self.aanvragers.get() > 1 {
            let zin = format!(
                "Er zijn {} aanvragers: ieder krijgt een gelijk deel, € {},{:02}.",
                self.aanvragers,
                share / 100,
                share % 100
            );
            afleiding.push(
                Stap::new(Regel::Bedrag, Artikel::new("Awb 4:17 lid 7"), zin)
                    .met("aanvragers", self.aanvragers),
            );
        }
        Ok(Verbeurd {
            eerste_dag: first,
            laatste_dag: last,
            dagen,
            schijven,
            bedrag,
            per_aanvrager_cent: share,
            hoogstens: self.besluit.is_none(),
            besluit_uiterlijk: to_fix(last)?,
        })
    }
}

fn none_step(grond: GeenDwangsom) -> Stap {
    let (artikel, why) = match grond {
        GeenDwangsom::OnredelijkLaat => {
            ("Awb 4:17 lid 6 onder a", "de ingebrekestelling kwam onredelijk laat")
        }
        GeenDwangsom::GeenBelanghebbende => ("Awb 4:17 lid 6 onder b", "de aanvrager is geen belanghebbende"),
        GeenDwangsom::KennelijkNietOntvankelijk => {
            ("Awb 4:17 lid 6 onder c", "de aanvraag is kennelijk niet-ontvankelijk")
        }
        GeenDwangsom::KennelijkOngegrond => ("Awb 4:17 lid 6 onder c", "de aanvraag is kennelijk ongegrond"),
        GeenDwangsom::Woo => {
            ("Woo 8.2", "voor een Woo-verzoek geldt deze regeling niet; beroep bij de rechter staat open")
        }
    };
    Stap::new(Regel::Bedrag, Artikel::new(artikel), format!("Er is geen dwangsom: {why}."))
        .met("grond", grond)
}

/// The days from first to last by amount, and the source of an amount that nobody checked.
fn bands(first: Date, last: Date) -> Result<(Vec<Schijf>, Option<&'static str>)> {
    let mut schijven: Vec<Schijf> = Vec::new();
    let mut doubt = None;
    let mut day = first;
    while day <= last {
        let amounts = BEDRAGEN
            .iter()
            .find(|b| b.vanaf <= day && b.tot_en_met.is_none_or(|end| day <= end))
            .ok_or_else(|| {
            let text = format!("De bedragen van de dwangsom op {} zijn niet bekend.", dutch::day(day));
            Error::refused("bedragen-onbekend", text)
        })?;
        if amounts.nagekeken.is_none() {
            doubt = Some(amounts.bron);
        }
        let [one, two, three] = amounts.per_dag;
        let per_dag = match days_between(first, day) / BAND {
            0 => one,
            1 => two,
            _ => three,
        };
        match schijven.last_mut().filter(|s| s.per_dag == per_dag) {
            Some(schijf) => {
                schijf.tot_en_met = day;
                schijf.dagen += 1;
            }
            None => schijven.push(Schijf { van: day, tot_en_met: day, dagen: 1, per_dag }),
        }
        day = shift(day, 1)?;
    }
    Ok((schijven, doubt))
}

fn to_fix(last: Date) -> Result<Termijn> {
    let event = Event {
        day: last,
        name: "laatste_dag_dwangsom",
        artikel: Artikel::new("Awb 4:18"),
        told: "de dwangsom voor het laatst liep",
    };
    Running::begin(Termijnsoort::Dwangsombesluit, &event, TO_FIX, Artikel::new("Awb 4:18"), Grondslag::Wet)?
        .finish()
}
