// SPDX-License-Identifier: EUPL-1.2
//! A year of questions, told in order of receipt.

mod begin;
mod eigenaars;
mod leven;
mod openuren;
mod planten;
mod schets;
mod slot;
mod verhaal;
mod verloop;
mod weging;
mod wie;

use jiff::Span;
use kernel::{Result, Time, calendar::Calendar};

pub use leven::{Indiener, Life, Nee, OnzeFout, Step, StepKind};
use openuren::Openuren;
use schets::{Grond, Schets};
use wie::{Bezetting, Mensen};

use crate::{
    gegevens::Onderwerp,
    inwoners::{Inwoner, Organisatie},
    kans::Kans,
    tekst::Onderwerptekst,
    thuishaven::Thuishaven,
};

/// Questions in the year of Thuishaven.
const VOLUME: usize = 60_000;

/// A year of questions: everything decided, nothing told yet.
#[derive(Debug)]
pub struct Plan<'a> {
    town: &'a Thuishaven,
    seed: u64,
    end: Time,
    einde: i64,
    inwoners: Vec<Inwoner>,
    organisaties: Vec<Organisatie>,
    /// Full names by resident.
    namen: Vec<String>,
    kalender: Calendar,
    uren: Openuren,
    bezetting: Bezetting<'a>,
    /// In order of receipt.
    schetsen: Vec<Schets>,
    /// Place in that order by id.
    number_of: Vec<usize>,
    /// Who leaves, and when.
    leaver: &'a str,
    vertrek: i64,
    /// Since when the improvement holds.
    verbeterd: i64,
    leeg: Onderwerptekst,
}

impl<'a> Plan<'a> {
    /// A year of 60,000 questions that ends at `end`.
    pub(crate) fn new(town: &'a Thuishaven, seed: u64, end: Time) -> Result<Self> {
        Self::with_volume(town, seed, end, VOLUME)
    }

    /// A year with another number of questions, for tests and measurements.
    pub fn with_volume(town: &'a Thuishaven, seed: u64, end: Time, volume: usize) -> Result<Self> {
        let kalender = town.kalender(end)?;
        let last = end.day();
        let first = last.saturating_sub(Span::new().years(1)).saturating_add(Span::new().days(1));
        let outer = (last.saturating_sub(Span::new().days(400)), last.saturating_add(Span::new().days(150)));
        let uren = Openuren::new(&kalender, outer.0, outer.1);
        let mut plan = Self {
            town,
            seed,
            end,
            einde: end.micros(),
            inwoners: town.inwoners(seed, end)?,
            organisaties: town.organisaties(seed)?,
            namen: Vec::new(),
            vertrek: leaving(&kalender, end),
            verbeterd: improved(town, end),
            kalender,
            uren,
            bezetting: Bezetting::new(town),
            schetsen: Vec::new(),
            number_of: Vec::new(),
            leaver: town.medewerkers.iter().find(|m| m.vertrekt).map_or("", |m| m.id.as_str()),
            leeg: Onderwerptekst::default(),
        };
        plan.namen = plan.inwoners.iter().map(Inwoner::naam).collect();
        plan.schetsen = plan.sketch(first, volume);
        plan.number_of = vec![0; plan.schetsen.len()];
        for (number, s) in plan.schetsen.iter().enumerate() {
            if let Some(place) = plan.number_of.get_mut(s.id) {
                *place = number;
            }
        }
        Ok(plan)
    }

    fn sketch(&self, first: jiff::civil::Date, volume: usize) -> Vec<Schets> {
        let mensen = Mensen::new(self.town, &self.inwoners, &self.organisaties);
        let last = self.end.day();
        let grond = Grond {
            town: self.town,
            uren: &self.uren,
            kalender: &self.kalender,
            mensen: &mensen,
            days: weging::window(&self.uren, first, last),
            golven: weging::golven(self.town, first, last),
            einde: self.einde,
            seed: self.seed,
        };
        let mut all = grond.schetsen(volume);
        planten::plant(&grond, &mut all, &self.inwoners, self.vertrek);
        all.sort_by_key(|s| (s.received, s.id));
        all
    }

    /// The residents, in a fixed order.
    pub fn inwoners(&self) -> &[Inwoner] {
        &self.inwoners
    }

    /// The organisations, in a fixed order.
    pub fn organisaties(&self) -> &[Organisatie] {
        &self.organisaties
    }

    /// The moment at which the plan ends.
    pub const fn end(&self) -> Time {
        self.end
    }

    /// The moment at which the colleague who leaves has left, with that colleague's code: deactivate the
    /// employee from here on.
    pub const fn leaver(&self) -> (&'a str, Time) {
        (self.leaver, Time::from_micros(self.vertrek))
    }

    /// Number of questions.
    pub fn len(&self) -> usize {
        self.schetsen.len()
    }

    /// Whether there is no question at all.
    pub fn is_empty(&self) -> bool {
        self.schetsen.is_empty()
    }

    /// Every question with its life, in order of receipt.
    pub fn lives(&self) -> Lives<'_> {
        Lives { plan: self, next: 0, gevraagd: slot::Gevraagd::default() }
    }

    const fn leeg(&self) -> &Onderwerptekst {
        &self.leeg
    }

    /// Name of the texts for this kind or occasion.
    fn variant(&self, s: &Schets, o: &Onderwerp) -> &str {
        let occasion = s.piek.and_then(|n| self.town.pieken.get(n)).map_or("", |p| p.variant.as_str());
        if occasion.is_empty() || o.soort != s.soort { s.soort.text() } else { occasion }
    }

    fn team_naam(&self, id: &str) -> &str {
        self.town.team(id).map_or("", |t| t.naam.as_str())
    }

    fn team_of(&self, medewerker: &str) -> &str {
        self.town.medewerker(medewerker).map_or("KCC", |m| m.team.as_str())
    }

    fn voornaam(&self, medewerker: &str) -> &str {
        self.town.medewerker(medewerker).map_or("", |m| m.voornaam())
    }

    /// Who divides what no rule places.
    fn front(&self, kans: &mut Kans) -> &str {
        if kans.percent(60.0) { "m01" } else { self.bezetting.telephone("o40", 1, kans) }
    }
}

/// The questions of a plan, one by one.
#[derive(Debug)]
pub struct Lives<'p> {
    plan: &'p Plan<'p>,
    next: usize,
    gevraagd: slot::Gevraagd,
}

impl<'p> Iterator for Lives<'p> {
    type Item = Life<'p>;

    fn next(&mut self) -> Option<Life<'p>> {
        let number = self.next;
        let schets = self.plan.schetsen.get(number)?;
        self.next += 1;
        verloop::life(self.plan, number, schets, &mut self.gevraagd)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.plan.len() - self.next;
        (left, Some(left))
    }
}

impl ExactSizeIterator for Lives<'_> {}

/// Closing time of the last working day of the eleventh month.
fn leaving(kalender: &Calendar, end: Time) -> i64 {
    let mut date = end.day().saturating_sub(Span::new().months(1));
    for _ in 0..14 {
        if let Some(close) = kalender.closing(date) {
            return close.micros();
        }
        date = date.saturating_sub(Span::new().days(1));
    }
    end.micros()
}

/// Since when the improvement holds: the last time its day came before the end.
fn improved(town: &Thuishaven, end: Time) -> i64 {
    let since = &town.gedrag.vermijdbaar.sinds;
    let day = |year: i16| format!("{year:04}-{since}").parse().ok().map(|d| Time::at(d, 0, 0));
    let year = end.day().year();
    let last = [year, year - 1].into_iter().filter_map(day).find(|t| *t < end);
    last.map_or(i64::MAX, Time::micros)
}
