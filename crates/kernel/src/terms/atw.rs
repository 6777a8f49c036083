// SPDX-License-Identifier: EUPL-1.2
//! The Algemene termijnenwet: to which terms it applies, and how it moves their last day.
//!
//! Articles 1 and 3 were read; of 2 and 4 the content was confirmed in more than one secondary text, not the exact
//! wording. That it covers acts and algemene maatregelen van bestuur and not by-laws is from a secondary source.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    derivation::{Artikel, Regel, Stap},
    duration::{Duur, Eenheid},
    read::{Tekst, days_between, shift},
};
use crate::{
    Error, Result,
    calendar::{VrijeDag, vrije_dag},
    dutch, text_enum,
};

/// In what kind of rule a term stands: it decides whether the Algemene termijnenwet applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grondslag {
    /// An act of parliament (Atw 1).
    Wet,
    /// An algemene maatregel van bestuur.
    Amvb,
    /// A municipal by-law that does not mention the Atw: it does not apply.
    Verordening,
    /// A municipal by-law that declares the Atw applicable; the text names the article that does so.
    VerordeningMetAtw(Tekst),
    /// A promise, a policy rule or a contract.
    Eigen,
}

impl FromStr for Grondslag {
    type Err = Error;

    /// `wet`, `amvb`, `verordening`, `verordening-met-atw=APV 1:2` or `eigen`.
    fn from_str(text: &str) -> Result<Self> {
        match text.split_once('=') {
            Some(("verordening-met-atw", article)) => article.parse().map(Self::VerordeningMetAtw),
            None if text == "wet" => Ok(Self::Wet),
            None if text == "amvb" => Ok(Self::Amvb),
            None if text == "verordening" => Ok(Self::Verordening),
            None if text == "eigen" => Ok(Self::Eigen),
            _ => Err(Error::field(
                "grondslag",
                "Kies wet, amvb, verordening, eigen, of verordening-met-atw= met het artikel dat dat zegt.",
            )),
        }
    }
}

text_enum! {
    /// Why the Algemene termijnenwet does not move a term.
    pub enum Uitzondering {
        /// Counted backwards from a moment or an event (Atw 1 lid 2).
        Terugrekening = "terugrekening",
        /// More than 90 days, 12 weeks or 3 months, or in years (Atw 4 onder a).
        LangeTermijn = "lange-termijn",
        /// The term stands in no act or algemene maatregel van bestuur (Atw 1 lid 1).
        GeenWet = "geen-wet",
        /// The end is a date somebody named, no term the law counts.
        VasteDag = "vaste-dag",
        /// It is counted in working days and ends on one anyway.
        Werkdagen = "werkdagen",
    }
}

/// Longest terms the Algemene termijnenwet still moves (article 4 under a).
const DAYS_MAX: i64 = 90;
const WEEKS_MAX: i64 = 12;
const MONTHS_MAX: i64 = 3;
/// From this many days on a term has two working days whatever the holidays, so article 2 needs no look.
const LONG_ENOUGH: i64 = 14;

/// Whether the law moves the last day of a term that stands in `grondslag` and lasts `parts` together (a term and
/// its adjournment counted as one have two parts, of one unit).
pub(super) fn exception(grondslag: &Grondslag, parts: &[Duur]) -> Result<Option<Uitzondering>> {
    if matches!(grondslag, Grondslag::Verordening | Grondslag::Eigen) {
        return Ok(Some(Uitzondering::GeenWet));
    }
    let Some(unit) = parts.first().map(|d| d.eenheid()) else { return Ok(Some(Uitzondering::VasteDag)) };
    if parts.iter().any(|d| d.eenheid() != unit) {
        return Err(Error::refused(
            "eenheden-verschillen",
            "Geef de termijn en de verdaging in dezelfde eenheid, of tel ze als twee termijnen.",
        ));
    }
    let total: i64 = parts.iter().map(|d| i64::from(d.aantal())).sum();
    let is_long = match unit {
        Eenheid::Werkdagen => return Ok(Some(Uitzondering::Werkdagen)),
        Eenheid::Jaren => true,
        Eenheid::Dagen => total > DAYS_MAX,
        Eenheid::Weken => total > WEEKS_MAX,
        Eenheid::Maanden => total > MONTHS_MAX,
    };
    Ok(is_long.then_some(Uitzondering::LangeTermijn))
}

/// The last day as the law moved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moved {
    /// The last day.
    pub last: Date,
    /// The free days it moved past by article 1, in order.
    passed: Vec<(Date, VrijeDag)>,
    /// Whether article 2 made the term longer.
    by_two_working_days: bool,
}

/// Moves the last day of a term that begins on `first`: past free days (article 1), and until a term of three days
/// or more has two working days (article 2).
pub(super) fn move_last_day(first: Date, last: Date, parts: &[Duur]) -> Result<Moved> {
    let mut moved = Moved { last, passed: Vec::new(), by_two_working_days: false };
    pass_free_days(&mut moved)?;
    let short = matches!(parts, [one] if one.eenheid() == Eenheid::Dagen && one.aantal() < 3);
    while !short && !has_two_working_days(first, moved.last)? {
        moved.by_two_working_days = true;
        moved.last = shift(moved.last, 1)?;
        pass_free_days(&mut moved)?;
    }
    Ok(moved)
}

fn pass_free_days(moved: &mut Moved) -> Result<()> {
    while let Some(why) = vrije_dag(moved.last)? {
        moved.passed.push((moved.last, why));
        moved.last = shift(moved.last, 1)?;
    }
    Ok(())
}

fn has_two_working_days(first: Date, last: Date) -> Result<bool> {
    if days_between(first, last) >= LONG_ENOUGH {
        return Ok(true);
    }
    let (mut at, mut found) = (last, 0);
    while at >= first {
        found += u8::from(vrije_dag(at)?.is_none());
        if found == 2 {
            return Ok(true);
        }
        at = shift(at, -1)?;
    }
    Ok(false)
}

/// The step that tells on which day a term ends.
pub(super) fn end_step(last: Date, moved: &Moved) -> Stap {
    let step = |artikel, zin: String| {
        Stap::new(Regel::Einde, Artikel::new(artikel), zin)
            .met("zonder_atw", last)
            .met("laatste_dag", moved.last)
    };
    let name = |date: Date| {
        if date.year() == last.year() { dutch::day_of_month(date) } else { dutch::day(date) }
    };
    let end = name(moved.last);
    if moved.by_two_working_days {
        let why = "in een termijn van drie dagen of langer zitten ten minste twee werkdagen";
        return step("Atw 1 en 2", format!("De termijn eindigt op {end}, want {why}."));
    }
    let reasons: Vec<String> = moved
        .passed
        .iter()
        .enumerate()
        // The weekend between two named days goes without saying; the day the term would have ended on does not.
        .filter(|(n, (_, why))| *n == 0 || !why.is_weekend())
        .map(|(n, (date, why))| format!("{} {}{}", name(*date), if n == 0 { "is " } else { "" }, why.words()))
        .collect();
    if reasons.is_empty() {
        return step("Atw 1 lid 1", format!("De termijn eindigt op {end}, een gewone werkdag."));
    }
    let decree = moved.passed.iter().any(|(_, why)| *why == VrijeDag::Aangewezen);
    let artikel = if decree { "Atw 1 lid 1 en 3 lid 3" } else { "Atw 1 lid 1 en 3" };
    step(artikel, format!("De termijn eindigt op {end}, want {}.", dutch::list(&reasons)))
}

/// The step for a term that the law leaves alone.
pub(super) fn exception_step(last: Date, why: Uitzondering, grondslag: &Grondslag) -> Stap {
    let (artikel, reason) = match why {
        Uitzondering::Terugrekening => ("Atw 1 lid 2", "een termijn die terugtelt, schuift niet op"),
        Uitzondering::LangeTermijn => (
            "Atw 4 onder a",
            "een termijn van meer dan 90 dagen, 12 weken of 3 maanden, of in jaren, schuift niet op",
        ),
        Uitzondering::GeenWet if *grondslag == Grondslag::Verordening => {
            ("Atw 1 lid 1", "een termijn in een verordening schuift niet op, tenzij de verordening dat zegt")
        }
        Uitzondering::GeenWet => ("Atw 1 lid 1", "alleen een termijn in een wet schuift op"),
        Uitzondering::VasteDag => ("Atw 1 lid 1", "die dag staat vast en schuift niet op"),
        Uitzondering::Werkdagen => ("Atw 1 lid 1", "een termijn in werkdagen eindigt altijd op een werkdag"),
    };
    let step = Stap::new(
        Regel::Einde,
        Artikel::new(artikel),
        format!("De termijn eindigt op {}: {reason}.", dutch::day_of_month(last)),
    )
    .met("uitzondering", why)
    .met("laatste_dag", last);
    match why {
        Uitzondering::GeenWet if *grondslag == Grondslag::Verordening => step.let_op(
            "Dat de Algemene termijnenwet niet geldt voor verordeningen, komt uit een secundaire bron.",
        ),
        _ => step,
    }
}
