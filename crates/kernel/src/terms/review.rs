// SPDX-License-Identifier: EUPL-1.2
//! The term to decide on an objection (Awb 7:10; for levies Gemeentewet 236 lid 2 and Wet WOZ 30).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::Grondslag,
    derivation::{Artikel, Regel, Stap, Termijn, Termijnsoort},
    duration::Duur,
    objection::{Besluit, Indiening, Tijdigheid},
    read::shift,
    running::{Adjournable, EVENTS_MAX, Event, Running, Verdaging, Verdagingstelling},
    suspension::Opschorting,
    tax::{Belastingregel, Heffing},
};
use crate::{Error, Result, dutch, text_enum};

/// Six weeks, or twelve with a committee (Awb 7:10 lid 1).
const TO_DECIDE: Duur = Duur::weken(6);
const WITH_COMMITTEE: Duur = Duur::weken(12);
/// The longest adjournment (Awb 7:10 lid 3).
const ADJOURN: Duur = Duur::weken(6);

text_enum! {
    /// Why further delay is possible (Awb 7:10 lid 4, 9:11 lid 3).
    pub enum Uitstelgrond {
        /// Everybody concerned agrees (lid 4 onder a).
        Allen = "instemming-allen",
        /// Who filed it agrees, and nobody else is harmed (lid 4 onder b; 9:11 lid 3).
        Indiener = "instemming-indiener",
        /// Needed to follow rules of procedure (lid 4 onder c).
        Procedure = "procedurevoorschrift",
    }
}

/// Further delay to a named day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uitstel {
    /// The new last day.
    pub tot_en_met: Date,
    /// Why it is possible.
    pub grond: Uitstelgrond,
}

/// An objection being decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeslissingOpBezwaar {
    /// The decision objected to.
    pub besluit: Besluit,
    /// The objection.
    pub indiening: Indiening,
    /// The day on which it was told that an advisory committee handles it. Without telling six weeks hold
    /// (Raad van State 17 August 2016, 2233).
    pub commissie_meegedeeld: Option<Date>,
    /// When the clock stood still.
    #[serde(default)]
    pub opschortingen: Vec<Opschorting>,
    /// The adjournment, if any.
    pub verdaging: Option<Verdaging>,
    /// How term and adjournment count.
    #[serde(default)]
    pub telling: Verdagingstelling,
    /// Further delay, in order.
    #[serde(default)]
    pub uitstel: Vec<Uitstel>,
}

impl BeslissingOpBezwaar {
    /// An objection of which nothing more is known yet.
    pub const fn new(besluit: Besluit, indiening: Indiening) -> Self {
        Self {
            besluit,
            indiening,
            commissie_meegedeeld: None,
            opschortingen: Vec::new(),
            verdaging: None,
            telling: Verdagingstelling::EenTermijn,
            uitstel: Vec::new(),
        }
    }

    /// The term to decide. It is counted from the end of the term to object, however early the objection came.
    pub fn bereken(&self) -> Result<Termijn> {
        let bezwaar = self.besluit.bezwaartermijn()?;
        let (tijdigheid, on_time) = self.besluit.tijdigheid(self.indiening)?;
        let mut running = match self.besluit {
            Besluit::Aanslag { heffing, .. } if !self.is_filed_in_last_weeks(heffing)? => {
                self.in_the_year(heffing.regel())?
            }
            _ => self.after_the_objection_term(bezwaar.laatste_dag)?,
        };
        running.step(match tijdigheid {
            Tijdigheid::TeLaat { .. } => on_time.let_op(
                "Het bezwaar kwam na de bezwaartermijn. De wet telt ook dan vanaf het einde van die termijn; de rechter kan dat anders zien.",
            ),
            _ => on_time,
        });
        let adjournable =
            Adjournable { most: ADJOURN, artikel: Artikel::new("Awb 7:10 lid 3"), counting: &self.telling };
        running.apply(&self.opschortingen, self.verdaging.as_ref(), Some(&adjournable))?;
        delay(&mut running, &self.uitstel, "Awb 7:10 lid 4")?;
        if !(self.opschortingen.is_empty() && self.verdaging.is_none() && self.uitstel.is_empty()) {
            running.plicht(
                "Awb 7:10 lid 5",
                "Laat opschorting, verdaging en uitstel schriftelijk weten aan alle belanghebbenden.",
            );
        }
        running.finish()
    }

    fn after_the_objection_term(&self, end: Date) -> Result<Running> {
        let event = Event {
            day: end,
            name: "einde_bezwaartermijn",
            artikel: Artikel::new("Awb 7:10 lid 1"),
            told: "de bezwaartermijn voorbij was",
        };
        let begin = |duur| {
            let artikel = Artikel::new("Awb 7:10 lid 1");
            Running::begin(Termijnsoort::BeslissingOpBezwaar, &event, duur, artikel, Grondslag::Wet)
        };
        let Some(told) = self.commissie_meegedeeld else { return begin(TO_DECIDE) };
        let mut short = begin(TO_DECIDE)?;
        short.apply(&self.opschortingen, None, None)?;
        let step = |zin: &str| {
            Stap::new(Regel::Duur, Artikel::new("Awb 7:10 lid 1 en 7:13"), zin)
                .met("commissie_meegedeeld", told)
        };
        if told <= short.end()? {
            let mut running = begin(WITH_COMMITTEE)?;
            running.step(step(
                "Een adviescommissie behandelt het bezwaar en dat is op tijd gezegd: daarom 12 weken.",
            ));
            Ok(running)
        } else {
            let mut running = begin(TO_DECIDE)?;
            running.step(step(
                "Dat een commissie het bezwaar behandelt, is pas na de 6 weken gezegd: die blijven gelden.",
            ));
            Ok(running)
        }
    }

    fn is_filed_in_last_weeks(&self, heffing: Heffing) -> Result<bool> {
        let filed = self.indiening.gepost.unwrap_or(self.indiening.ontvangen);
        let weeks = i64::from(heffing.regel().laatste_weken);
        Ok(filed > shift(last_of_year(filed), -7 * weeks)?)
    }

    fn in_the_year(&self, regel: &Belastingregel) -> Result<Running> {
        let received = self.indiening.ontvangen;
        let event = Event {
            day: received,
            name: "ontvangen",
            artikel: Artikel::new(regel.artikel),
            told: "het bezwaar is ontvangen",
        };
        let last = last_of_year(received);
        let zin = format!(
            "Op een bezwaar tegen een aanslag volgt de uitspraak in het jaar van ontvangst: {}.",
            last.year()
        );
        let mut stap = Stap::new(Regel::Duur, Artikel::new(regel.artikel), zin)
            .met("heffing", regel.heffing)
            .met("bron", regel.bron);
        if let Some(warning) = regel.warning() {
            stap = stap.let_op(warning);
        }
        Running::until(Termijnsoort::BeslissingOpBezwaar, &event, last, stap)
    }
}

fn last_of_year(date: Date) -> Date {
    date.last_of_year()
}

/// Applies further delay, in order.
pub(super) fn delay(running: &mut Running, uitstel: &[Uitstel], artikel: &'static str) -> Result<()> {
    if uitstel.len() > EVENTS_MAX {
        return Err(Error::refused("te-veel-uitstel", format!("Geef hooguit {EVENTS_MAX} keer uitstel op.")));
    }
    for one in uitstel {
        let why = match one.grond {
            Uitstelgrond::Allen => "alle belanghebbenden stemmen daarmee in",
            Uitstelgrond::Indiener => "de indiener stemt daarmee in",
            Uitstelgrond::Procedure => "dat is nodig om de regels van de procedure te volgen",
        };
        let zin = format!("Er is uitstel tot en met {}: {why}.", dutch::day(one.tot_en_met));
        running.end_on(
            one.tot_en_met,
            Stap::new(Regel::Uitstel, Artikel::new(artikel), zin).met("grond", one.grond),
        )?;
    }
    Ok(())
}
