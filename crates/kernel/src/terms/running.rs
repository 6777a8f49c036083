// SPDX-License-Identifier: EUPL-1.2
//! A term while it is being counted: begin, length, suspensions, adjournment, further delay, end.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    atw::{self, Grondslag, Uitzondering},
    derivation::{Afleiding, Artikel, Plicht, Regel, Stap, Termijn, Termijnsoort},
    duration::{Duur, Sluitingsdag},
    interval::Tijdvak,
    read::{Tekst, shift},
    suspension::{Grond, Opschorting},
};
use crate::{Error, Result, dutch};

/// Most events of one kind in one term; more is a mistake.
pub(super) const EVENTS_MAX: usize = 100;

/// An adjournment of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdaging {
    /// The day on which it was told in writing.
    pub op: Date,
    /// For how long; the law sets the most.
    pub duur: Duur,
    /// Why. Mandatory for the Woo (4.4 lid 2).
    pub reden: Option<Tekst>,
}

/// How a term and its adjournment count for the Algemene termijnenwet: article 4 leaves open whether 12 weeks and 6
/// weeks are one term of 18, which does not move, or two, which do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdagingstelling {
    /// One term. The default, because it never gives the later date.
    #[default]
    EenTermijn,
    /// Two terms, by the decision of the named owner of the law.
    TweeTermijnen(Tekst),
}

/// The most a law lets a decision be adjourned, and where it says so.
pub(super) struct Adjournable<'a> {
    pub most: Duur,
    pub artikel: Artikel,
    pub counting: &'a Verdagingstelling,
}

/// The event a term is counted from.
pub(super) struct Event {
    pub day: Date,
    /// Name of the input.
    pub name: &'static str,
    pub artikel: Artikel,
    /// What happened, to be read after "de dag nadat" or "de dag na": `de aanvraag is ontvangen`.
    pub told: &'static str,
}

/// A term being counted.
pub(super) struct Running {
    soort: Termijnsoort,
    first: Date,
    /// The last day before the Atw moves it.
    bare: Date,
    /// The lengths the Atw looks at; none for a fixed day.
    parts: Vec<Duur>,
    grondslag: Grondslag,
    notices: Vec<Artikel>,
    /// The day on which the clock still stood still.
    provisional: Option<Date>,
    plichten: Vec<Plicht>,
    afleiding: Afleiding,
}

impl Running {
    /// A term of this length from the day after the event.
    pub fn begin(
        soort: Termijnsoort,
        event: &Event,
        duur: Duur,
        artikel: Artikel,
        grondslag: Grondslag,
    ) -> Result<Self> {
        Self::begin_with(soort, event, duur, artikel, grondslag, &[])
    }

    /// The same, with days on which the municipality is closed, which are no working days.
    pub fn begin_with(
        soort: Termijnsoort,
        event: &Event,
        duur: Duur,
        artikel: Artikel,
        grondslag: Grondslag,
        closed: &[Sluitingsdag],
    ) -> Result<Self> {
        let bare = duur.after(event.day, closed)?;
        let mut this = Self::on(soort, event, bare, vec![duur], grondslag)?;
        let from = dutch::day(event.day);
        let zin = format!("{} na {from} is {}.", duur.words(), dutch::day(bare));
        this.step(Stap::new(Regel::Duur, artikel, zin).met("duur", duur).met("vanaf", event.day));
        Ok(this)
    }

    /// A term that ends on a day the law names itself.
    pub fn until(soort: Termijnsoort, event: &Event, last: Date, step: Stap) -> Result<Self> {
        let mut this = Self::on(soort, event, last, Vec::new(), Grondslag::Wet)?;
        this.step(step);
        Ok(this)
    }

    fn on(
        soort: Termijnsoort,
        event: &Event,
        bare: Date,
        parts: Vec<Duur>,
        grondslag: Grondslag,
    ) -> Result<Self> {
        let first = shift(event.day, 1)?;
        let mut afleiding = Afleiding::default();
        let zin = format!("De termijn begint op {}: de dag nadat {}.", dutch::day(first), event.told);
        afleiding.push(Stap::new(Regel::Begin, event.artikel.clone(), zin).met(event.name, event.day));
        let (notices, plichten) = (Vec::new(), Vec::new());
        Ok(Self { soort, first, bare, parts, grondslag, notices, provisional: None, plichten, afleiding })
    }

    /// Adds a step.
    pub fn step(&mut self, stap: Stap) {
        self.afleiding.push(stap);
    }

    /// Adds a duty.
    pub fn plicht(&mut self, artikel: &'static str, zin: impl Into<String>) {
        self.plichten.push(Plicht { artikel: Artikel::new(artikel), zin: zin.into() });
    }

    /// The last day as it stands now.
    pub fn end(&self) -> Result<Date> {
        Ok(match self.exception()? {
            Some(_) => self.bare,
            None => atw::move_last_day(self.first, self.bare, &self.parts)?.last,
        })
    }

    fn exception(&self) -> Result<Option<Uitzondering>> {
        atw::exception(&self.grondslag, &self.parts)
    }

    /// Suspensions and adjournment, in the order in which they happened. Days that two suspensions share count once.
    pub fn apply(
        &mut self,
        opschortingen: &[Opschorting],
        verdaging: Option<&Verdaging>,
        adjournable: Option<&Adjournable<'_>>,
    ) -> Result<()> {
        if opschortingen.len() > EVENTS_MAX {
            let text = format!("Geef hooguit {EVENTS_MAX} opschortingen op.");
            return Err(Error::refused("te-veel-opschortingen", text));
        }
        let mut pending = Vec::with_capacity(opschortingen.len());
        for opschorting in opschortingen {
            let artikel = opschorting.artikel(self.soort)?;
            let tijdvak = opschorting.tijdvak()?;
            pending.push((tijdvak, opschorting, artikel));
        }
        pending.sort_by_key(|(tijdvak, ..)| *tijdvak);
        let mut adjourn = verdaging;
        let mut counted: Vec<Tijdvak> = Vec::new();
        for (tijdvak, opschorting, artikel) in pending {
            if let Some(v) = adjourn.filter(|v| tijdvak.is_some_and(|t| v.op < t.eerste())) {
                self.adjourn(v, adjournable)?;
                adjourn = None;
            }
            self.suspend(tijdvak, &counted, opschorting, artikel)?;
            counted.extend(tijdvak);
        }
        adjourn.map_or(Ok(()), |v| self.adjourn(v, adjournable))
    }

    fn suspend(
        &mut self,
        tijdvak: Option<Tijdvak>,
        counted: &[Tijdvak],
        opschorting: &Opschorting,
        artikel: Artikel,
    ) -> Result<()> {
        let mut stap = Stap::new(Regel::Opschorting, artikel, String::new())
            .met("grond", opschorting.grond())
            .met("bewijs", opschorting.bewijs());
        if let Some(t) = tijdvak {
            stap = stap.met("van", t.eerste()).met("tot_en_met", t.laatste());
        }
        let end = self.end()?;
        let days = tijdvak.and_then(|t| t.from(self.first)).and_then(|t| t.without(counted));
        if let Some(days) = days.filter(|t| t.eerste() <= end) {
            // Who suspends on a day that only the Atw added, suspends the term as it runs by then.
            let from = if days.eerste() <= self.bare { self.bare } else { end };
            self.bare = shift(from, days.dagen())?;
            stap.zin = format!(
                "De termijn stond {} stil, van {} tot en met {}, want {}; zonder vrije dagen eindigt hij nu op {}.",
                dutch::count(days.dagen(), "dag", "dagen"),
                dutch::day_of_month(days.eerste()),
                dutch::day(days.laatste()),
                opschorting.reason(),
                dutch::day(self.bare),
            );
            match opschorting.peildag() {
                None => self.notices.extend(opschorting.notice()),
                Some(day) => {
                    self.provisional = self.provisional.max(Some(day));
                    stap = stap.let_op(format!(
                        "De klok stond op {} nog stil. De laatste dag is voorlopig: elke dag langer schuift hij een dag op.",
                        dutch::day(day)
                    ));
                    if opschorting.grond() == Grond::Overmacht {
                        self.plicht("Awb 4:15 lid 3", "Laat zo snel mogelijk weten dat de klok stilstaat, en wanneer de beslissing er dan is.");
                    }
                }
            }
            self.step(stap.met("dagen", days.dagen()));
        } else {
            let why = match tijdvak {
                Some(t) if t.eerste() > end => "de termijn was toen al voorbij",
                Some(t) if t.laatste() < self.first => "de termijn liep toen nog niet",
                Some(_) => "die dagen telden al mee",
                None => "er ligt geen dag tussen",
            };
            stap.zin = format!("Deze opschorting verandert niets, want {why}.");
            self.step(stap.met("dagen", 0));
        }
        Ok(())
    }

    fn adjourn(&mut self, verdaging: &Verdaging, adjournable: Option<&Adjournable<'_>>) -> Result<()> {
        let Some(rule) = adjournable else {
            return Err(Error::refused("verdagen-kan-niet", "De wet kent hier geen verdaging."));
        };
        let (most, duur) = (rule.most, verdaging.duur);
        if duur.eenheid() != most.eenheid() || duur.aantal() > most.aantal() {
            let text = format!("Verdagen kan met ten hoogste {} ({}).", most.words(), rule.artikel);
            return Err(Error::refused("verdaging-te-lang", text));
        }
        let end = self.end()?;
        if verdaging.op > end {
            let text = format!(
                "Verdagen kan alleen zolang de termijn loopt: tot en met {} ({}).",
                dutch::day(end),
                rule.artikel
            );
            return Err(Error::refused("verdaging-te-laat", text));
        }
        let mut stap = Stap::new(Regel::Verdaging, rule.artikel.clone(), String::new())
            .met("op", verdaging.op)
            .met("duur", duur);
        if let Some(reden) = &verdaging.reden {
            stap = stap.met("reden", reden);
        }
        match rule.counting {
            Verdagingstelling::EenTermijn => {
                self.bare = duur.after(self.bare, &[])?;
                if !self.parts.is_empty() {
                    self.parts.push(duur);
                }
                // A long term does not move; a short adjournment must not take back days that were there.
                if self.end()? < end {
                    self.bare = end;
                }
            }
            Verdagingstelling::TweeTermijnen(owner) => {
                self.bare = duur.after(end, &[])?;
                self.parts = vec![duur];
                stap = stap.met("telling", "twee termijnen").met("besloten_door", owner);
            }
        }
        stap.zin = format!(
            "De beslissing is op {} verdaagd met {}; zonder vrije dagen eindigt de termijn nu op {}.",
            dutch::day(verdaging.op),
            duur.words(),
            dutch::day(self.bare)
        );
        self.step(stap);
        self.plichten.push(Plicht {
            artikel: rule.artikel.clone(),
            zin: "Laat de verdaging schriftelijk weten, voordat de termijn voorbij is.".to_owned(),
        });
        Ok(())
    }

    /// A later last day that the law allows to be agreed or named. Refused when it is not later.
    pub fn end_on(&mut self, last: Date, stap: Stap) -> Result<()> {
        let end = self.end()?;
        if last <= end {
            let text = format!("De nieuwe laatste dag ligt na de oude, {}.", dutch::day(end));
            return Err(Error::refused("uitstel-niet-later", text));
        }
        self.bare = last;
        self.parts.clear();
        self.step(stap.met("nieuwe_dag", last));
        Ok(())
    }

    /// The term, with its last day.
    pub fn finish(mut self) -> Result<Termijn> {
        let (last, stap) = if let Some(why) = self.exception()? {
            (self.bare, atw::exception_step(self.bare, why, &self.grondslag))
        } else {
            let moved = atw::move_last_day(self.first, self.bare, &self.parts)?;
            (moved.last, atw::end_step(self.bare, &moved))
        };
        self.step(stap);
        for artikel in std::mem::take(&mut self.notices) {
            let zin = format!(
                "Laat zo snel mogelijk weten dat de klok weer loopt en dat de beslissing er uiterlijk {} is.",
                dutch::day(last)
            );
            self.plichten.push(Plicht { artikel, zin });
        }
        Ok(Termijn {
            soort: self.soort,
            eerste_dag: self.first,
            laatste_dag: last,
            zonder_atw: self.bare,
            voorlopig: self.provisional,
            plichten: self.plichten,
            afleiding: self.afleiding,
        })
    }
}
