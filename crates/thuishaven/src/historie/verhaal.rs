// SPDX-License-Identifier: EUPL-1.2
//! The story of one question in the making: its people, its words, its steps.

use kernel::{Time, calendar::Norm};

use super::{
    Plan,
    leven::{Indiener, Step, StepKind},
    openuren::HOUR,
    schets::{Lot, Schets, Vast},
};
use crate::{
    gegevens::{Onderwerp, Team},
    inwoners::Geslacht,
    kans::Kans,
    soort::{Antwoordkanaal, Kanaal, Soort},
    tekst::{Niveau, Onderwerptekst, Vulling},
};

/// Purpose of the dice.
const DOEL: u64 = 31;

/// Who asks, as far as the story needs it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Afzender<'p> {
    pub(super) email: &'p str,
    pub(super) telefoon: &'p str,
    pub(super) taal: &'p str,
    pub(super) laaggeletterd: bool,
}

/// A story in the making.
pub(super) struct Verhaal<'p> {
    pub(super) plan: &'p Plan<'p>,
    pub(super) s: &'p Schets,
    pub(super) o: &'p Onderwerp,
    pub(super) t: &'p Onderwerptekst,
    pub(super) kans: Kans,
    pub(super) v: Vulling<'p>,
    pub(super) van: Afzender<'p>,
    pub(super) steps: Vec<Step<'p>>,
    /// First open moment from receipt on.
    pub(super) start: i64,
    pub(super) soort: Soort,
    pub(super) antwoordkanaal: Antwoordkanaal,
    /// Answers that fit the question.
    pub(super) passend: Vec<usize>,
    pub(super) norm: Norm,
    /// Date that holds now.
    pub(super) due: Time,
    pub(super) owner: &'p str,
    /// Without the colleague who leaves.
    pub(super) without: bool,
    /// A mail address was given with the question.
    pub(super) mail_given: bool,
}

impl<'p> Verhaal<'p> {
    pub(super) fn new(plan: &'p Plan<'p>, s: &'p Schets, o: &'p Onderwerp) -> Self {
        let town = plan.town;
        let mut kans = Kans::new(plan.seed, DOEL, u64::try_from(s.id).unwrap_or(0));
        let t = town.teksten.onderwerp(&o.id, plan.variant(s, o)).unwrap_or(plan.leeg());
        let start = plan.uren.add(s.received, 0);
        let mut v = Vulling {
            seed: u64::try_from(kans.between(0, i64::MAX)).unwrap_or(0),
            waarden: &town.teksten.algemeen.slot,
            dingen: &t.ding,
            over: &t.over,
            straat: "",
            nummer: 1,
            straat2: "",
            wijk: "",
            naam: "",
            voornaam: "",
            wie: String::new(),
            vrouw: false,
            medewerker: "",
            team: plan.team_naam(&o.team),
            organisatie: "het waterschap",
            vandaag: plan.uren.day(s.received).date,
            uur: (s.received - plan.uren.day(s.received).midnight) / HOUR,
            langs: s.kanaal == Kanaal::Balie,
        };
        let van = fill(plan, s, &mut v, &mut kans);
        Self {
            plan,
            s,
            o,
            t,
            kans,
            v,
            van,
            steps: Vec::with_capacity(8),
            start,
            soort: s.soort,
            antwoordkanaal: Antwoordkanaal::Geen,
            passend: Vec::new(),
            norm: Norm::Werkdagen(1),
            due: Time::from_micros(start),
            owner: "m01",
            without: false,
            mail_given: false,
        }
    }

    /// Adds a step, unless it lies past the end.
    pub(super) fn step(&mut self, at: i64, kind: StepKind<'p>) {
        if at < self.plan.einde {
            self.steps.push(Step { at: Time::from_micros(at), kind });
        }
    }

    /// Lets texts be written by this employee at this moment.
    pub(super) fn writes(&mut self, by: &'p str, at: i64) {
        self.v.medewerker = self.plan.voornaam(by);
        self.v.vandaag = self.plan.uren.day(at).date;
    }

    /// A moment after this much of the open time from `from` until `until`, in parts per million.
    pub(super) fn part(&self, from: i64, until: i64, ppm: i64) -> i64 {
        let open = self.plan.uren.between(from, until);
        self.plan.uren.add(from, open / 1_000 * ppm / 1_000)
    }

    /// The moment from which the rule sets a new date.
    pub(super) fn extend_at(&self, made: i64, due: Time) -> i64 {
        self.plan.kalender.minus_open_hours(due, 2).micros().max(made)
    }

    /// Whether a legal term runs.
    pub(super) fn legal(&self) -> bool {
        self.soort.wettelijke_termijn().is_some()
    }

    /// Level and mood of the text.
    pub(super) fn niveau(&mut self) -> Niveau {
        let [goed, gewoon, laag] = self.plan.town.gedrag.rest.niveau;
        if self.van.laaggeletterd && self.kans.percent(72.0) {
            return Niveau::Laag;
        }
        match self.kans.weighted(&[goed, gewoon, laag / 2]) {
            0 => Niveau::Goed,
            1 => Niveau::Gewoon,
            _ => Niveau::Laag,
        }
    }

    /// Whether this story was planted by hand as this.
    pub(super) fn is(&self, vast: Vast) -> bool {
        self.s.vast == Some(vast)
    }

    /// Whether this employee has left by then.
    pub(super) fn gone(&self, who: &str, at: i64) -> bool {
        at >= self.plan.vertrek && self.plan.town.medewerker(who).is_some_and(|m| m.vertrekt)
    }

    /// Whether it is one of the questions that stay open at the end.
    pub(super) fn stays_open(&self) -> bool {
        matches!(self.s.vast, Some(Vast::Genoemd(_) | Vast::Voorbeeld))
    }

    pub(super) fn late(&self) -> bool {
        self.s.lot == Lot::Laat
    }

    pub(super) fn team(&self, id: &str) -> Option<&'p Team> {
        self.plan.town.team(id)
    }
}

/// Fills in who asks and where; returns how to reach them.
fn fill<'p>(plan: &'p Plan<'p>, s: &Schets, v: &mut Vulling<'p>, kans: &mut Kans) -> Afzender<'p> {
    let wijk = plan.town.wijken.get(s.wijk);
    let straten = wijk.map_or(&[][..], |w| &w.straten[..]);
    v.wijk = wijk.map_or("", |w| w.naam.as_str());
    v.straat = kans.text(straten);
    v.straat2 = kans.text(straten);
    v.nummer = u32::try_from(kans.between(1, 80)).unwrap_or(1);
    match s.indiener {
        Indiener::Inwoner(n) => {
            let Some(p) = plan.inwoners.get(n) else { return Afzender::default() };
            v.naam = plan.namen.get(n).map_or("", String::as_str);
            v.voornaam = &p.voornaam;
            v.wie = p.aangeduid();
            v.vrouw = p.geslacht == Geslacht::Vrouw;
            if kans.percent(70.0) {
                v.straat = &p.straat;
                v.nummer = p.huisnummer;
            }
            Afzender { email: &p.email, telefoon: &p.telefoon, taal: &p.taal, laaggeletterd: p.laaggeletterd }
        }
        Indiener::Organisatie(n) => {
            let Some(org) = plan.organisaties.get(n) else { return Afzender::default() };
            v.naam = &org.contactpersoon;
            v.voornaam = org.contactpersoon.split(' ').next().unwrap_or("");
            v.wie.clone_from(&org.naam);
            v.straat = &org.straat;
            v.nummer = org.huisnummer;
            Afzender { email: &org.email, telefoon: &org.telefoon, taal: "nl", laaggeletterd: false }
        }
        Indiener::Anoniem => {
            let wie = match s.kanaal {
                Kanaal::Telefoon => "Beller",
                Kanaal::Balie => "Bezoeker",
                _ => "Melder",
            };
            wie.clone_into(&mut v.wie);
            Afzender { taal: "nl", ..Afzender::default() }
        }
    }
}
