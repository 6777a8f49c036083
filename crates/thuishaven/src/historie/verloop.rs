// SPDX-License-Identifier: EUPL-1.2
//! The course of a question from receipt to answer.

use kernel::{Time, calendar::Norm};

use super::{
    Plan,
    begin::Begin,
    leven::{Life, Step, StepKind},
    openuren::{DAY, HOUR, MINUTE},
    schets::{Lot, Schets, Vast},
    slot::Gevraagd,
    verhaal::Verhaal,
};
use crate::{
    soort::{Antwoordkanaal, Kanaal, Soort},
    tekst::{Sjabloon, Wie, zin},
};

/// Tells one question's whole life. When the colleague who leaves would still be at work after leaving, it is told
/// again without.
pub(super) fn life<'p>(
    plan: &'p Plan<'p>,
    number: usize,
    s: &'p Schets,
    gevraagd: &mut Gevraagd,
) -> Option<Life<'p>> {
    gevraagd.begin();
    let told = tell(plan, number, s, s.received >= plan.vertrek, gevraagd)?;
    let after = |step: &Step<'_>| step.at.micros() > plan.vertrek && at_work(&step.kind) == Some(plan.leaver);
    if told.steps.iter().any(after) {
        gevraagd.again();
        return tell(plan, number, s, true, gevraagd);
    }
    Some(told)
}

/// Who works in this step.
const fn at_work<'p>(kind: &StepKind<'p>) -> Option<&'p str> {
    match kind {
        StepKind::Claimed { by }
        | StepKind::Offered { by, .. }
        | StepKind::Accepted { by }
        | StepKind::Declined { by, .. }
        | StepKind::Noted { by, .. }
        | StepKind::AskedResident { by, .. }
        | StepKind::CallAttempt { by, .. }
        | StepKind::Answered { by, .. } => Some(by),
        StepKind::Assigned { to, .. } => *to,
        StepKind::PromiseExtended { by, .. } | StepKind::Closed { by, .. } => *by,
        _ => None,
    }
}

fn tell<'p>(
    plan: &'p Plan<'p>,
    number: usize,
    s: &'p Schets,
    without: bool,
    gevraagd: &mut Gevraagd,
) -> Option<Life<'p>> {
    let o = plan.town.onderwerpen.get(s.topic)?;
    let mut v = Verhaal::new(plan, s, o);
    v.without = without;
    let hops = v.hops();
    let lead = if v.is(Vast::Vertrek) {
        plan.leaver
    } else {
        plan.bezetting.lead(o, v.wijk(), without, &mut v.kans)
    };
    let (mut life, begin) = v.receive(number, hops, lead);
    match s.lot {
        Lot::Meteen => v.at_once(begin, lead, life.duration, gevraagd),
        Lot::Dubbel => v.double(begin, lead),
        Lot::OpTijd | Lot::Laat => v.later(begin, hops, lead, gevraagd),
    }
    life.double_of = s.double_of.and_then(|id| plan.number_of.get(id).copied());
    v.steps.sort_by_key(|step| step.at);
    // Whoever wrote just before the end still waits.
    life.at_once &= v.steps.iter().any(|step| matches!(step.kind, StepKind::Answered { .. }));
    life.steps = v.steps;
    Some(life)
}

impl<'p> Verhaal<'p> {
    fn wijk(&self) -> &'p str {
        self.plan.town.wijken.get(self.s.wijk).map_or("", |w| w.id.as_str())
    }

    /// How often it will be handed over.
    fn hops(&mut self) -> usize {
        let alone = matches!(self.s.lot, Lot::Meteen | Lot::Dubbel)
            || matches!(self.s.vast, Some(Vast::Vertrek | Vast::Genoemd(_)));
        if alone {
            return 0;
        }
        // Doubles are never handed over; the others make up for them.
        let r = &self.plan.town.gedrag.rest;
        let [none, one, two, three] = self.plan.town.gedrag.overdracht.aantal.map(|n| n * 10);
        let doubles = r.dubbel * 1_000 / 33;
        self.kans.weighted(&[none.saturating_sub(doubles), one, two, three])
    }

    /// Answered in the first contact.
    fn at_once(&mut self, begin: Begin<'p>, lead: &'p str, duration: Option<i64>, gevraagd: &mut Gevraagd) {
        let at = self.first_look(duration);
        if duration.is_none() {
            let due = self.due;
            self.watch(self.s.received, due, None, at);
        }
        self.owner = lead;
        if let Begin::Zelf(who) = begin {
            self.owner = who;
        } else {
            self.step(at - 2 * MINUTE, StepKind::Claimed { by: lead });
        }
        self.answer_at_once(at, duration, gevraagd);
    }

    /// The same question twice: ended with a pointer to the other.
    fn double(&mut self, begin: Begin<'p>, lead: &'p str) {
        let until = self.extend_at(self.start, self.due);
        let ppm = self.kans.between(100_000, 700_000);
        let at = self.part(self.start, until, ppm);
        self.own(begin, 0, lead, at);
        let at = self.plan.uren.add(at, self.kans.between(5, 30) * MINUTE);
        if self.kans.percent(60.0) {
            let by = self.owner;
            let text = self.colleague(&self.plan.town.teksten.algemeen.collega.notitie, by, at);
            self.step(at - MINUTE, StepKind::Noted { by, text });
        }
        self.had_already(at);
    }

    /// Answered later: in time or not.
    fn later(&mut self, begin: Begin<'p>, hops: usize, lead: &'p str, gevraagd: &mut Gevraagd) {
        let made = self.s.received;
        let extend = self.extend_at(made, self.due);
        let moved = self.moved(extend);
        let answer = self.answer_at(extend, moved);
        let mut ready = answer.min(extend.max(self.start + 10 * MINUTE));
        if self.is(Vast::Vertrek) {
            ready = ready.min(self.plan.vertrek);
        }
        let share = if self.stays_open() { 350_000 } else { 620_000 };
        let until = self.part(self.start, ready, share);
        let mut owned = self.own(begin, hops, lead, until);
        let answer = self.plan.uren.add(answer.max(owned), 2 * MINUTE);
        if self.is(Vast::Vertrek) {
            owned = self.leave();
        }
        if self.stays_open() {
            let due = self.due;
            return self.watch(made, due, None, self.plan.einde);
        }
        let calm = self.s.lot == Lot::OpTijd && !self.legal() && self.s.vast.is_none();
        let wait = calm && self.plan.uren.between(owned, answer) > 3 * HOUR;
        if wait && self.kans.percent(self.plan.town.gedrag.rest.wacht_op_inwoner * 1.35) {
            return self.waits(owned, answer, gevraagd);
        }
        if calm && self.kans.percent(self.plan.town.gedrag.rest.ingetrokken) {
            let at = self.part(owned, answer, 500_000).max(owned + MINUTE);
            let text = self.by_resident(&self.plan.town.teksten.algemeen.inwoner.ingetrokken, at);
            return self.step(at, StepKind::Withdrawn { text });
        }
        self.note(owned, answer);
        let due = self.due;
        self.watch(made, due, moved, answer);
        self.reply(owned, answer, gevraagd);
    }

    /// The new date that an employee sets before the rule does, for a late question.
    fn moved(&mut self, extend: i64) -> Option<(i64, Time)> {
        let by_hand = self.late()
            && !self.legal()
            && !self.is(Vast::Vertrek)
            && self.kans.percent(self.plan.town.gedrag.rest.nieuwe_datum);
        if !by_hand || self.plan.uren.between(self.start, extend) < 2 * HOUR {
            return None;
        }
        let ppm = self.kans.between(800_000, 990_000);
        let at = self.part(self.start, extend, ppm);
        let days = u32::try_from(self.kans.between(2, 5)).unwrap_or(2);
        Some((at, self.plan.kalender.due(self.due, &Norm::Werkdagen(days))))
    }

    /// When it is answered.
    fn answer_at(&mut self, extend: i64, moved: Option<(i64, Time)>) -> i64 {
        let due = self.due.micros();
        if self.is(Vast::Vertrek) {
            return self.plan.uren.add(self.plan.vertrek, self.kans.between(70, 1_500) * MINUTE);
        }
        if !self.late() {
            let ppm = self.kans.between(20_000, 995_000);
            return self.part(self.start, extend, ppm).max(self.start + self.kans.between(6, 40) * MINUTE);
        }
        if self.legal() {
            return self.plan.uren.add(due, self.kans.between(3, 70) * HOUR);
        }
        let second = moved.map_or_else(|| self.plan.kalender.due(self.due, &self.norm), |(_, due)| due);
        if self.kans.percent(self.plan.town.gedrag.rest.laat_binnen_nieuwe_datum) {
            let ppm = self.kans.between(30_000, 930_000);
            return self.part(due, second.micros(), ppm).max(due + MINUTE);
        }
        let hours = self.kans.early() * 34 / 1_000_000 + 1;
        self.plan.uren.add(second.micros(), hours * HOUR)
    }

    /// The owner leaves and the team has it; a colleague picks it up, at the moment that is returned.
    fn leave(&mut self) -> i64 {
        let at = self.plan.vertrek;
        self.step(at, StepKind::OwnerLeft { team: &self.o.team });
        let next = self.plan.bezetting.lead(self.o, self.wijk(), true, &mut self.kans);
        let claimed = self.plan.uren.add(at, self.kans.between(10, 60) * MINUTE);
        self.step(claimed, StepKind::Claimed { by: next });
        self.owner = next;
        claimed
    }

    /// Watches the promise: at risk, moved by rule or by hand, late a second time. `until`: the answer.
    pub(super) fn watch(&mut self, made: i64, due: Time, moved: Option<(i64, Time)>, until: i64) {
        let risk = self.plan.kalender.at_risk(Time::from_micros(made), due, &self.norm).micros();
        let extend = self.extend_at(made, due);
        let by_hand = moved.filter(|(at, _)| *at < until);
        let next = by_hand.map_or(extend, |(at, _)| at);
        if risk <= until.min(next) {
            self.step(risk, StepKind::AtRisk);
        }
        if let Some((at, new)) = by_hand {
            self.extended(at, new, Some(self.owner));
            return self.watch_again(at, new, until);
        }
        if extend >= until {
            return;
        }
        if self.legal() {
            return self.step(extend, StepKind::SecondDelay);
        }
        let new = self.plan.kalender.due(due, &self.norm);
        self.extended(extend, new, None);
        self.watch_again(extend, new, until);
    }

    /// The second date: at risk, and when it breaks too a task for the team lead.
    fn watch_again(&mut self, made: i64, due: Time, until: i64) {
        let risk = self.plan.kalender.at_risk(Time::from_micros(made), due, &self.norm).micros();
        let extend = self.extend_at(made, due);
        if risk < until {
            self.step(risk, StepKind::AtRisk);
        }
        if extend < until {
            self.step(extend, StepKind::SecondDelay);
        }
    }

    fn extended(&mut self, at: i64, due: Time, by: Option<&'p str>) {
        let reason = match by {
            Some(who) => {
                let c = &self.plan.town.teksten.algemeen.collega;
                let of = if self.outside() { &c.uitstel_buiten } else { &c.uitstel };
                self.colleague(of, who, at)
            }
            None => "Het is drukker dan wij dachten.".to_owned(),
        };
        self.due = due;
        self.step(at, StepKind::PromiseExtended { by, due, reason });
    }

    /// We need something of the resident; the clock waits.
    fn waits(&mut self, owned: i64, answer: i64, gevraagd: &mut Gevraagd) {
        let by = self.owner;
        let asked = self.part(owned, answer, 300_000).max(owned + MINUTE);
        self.writes(by, asked);
        let text = zin(&self.t.nodig, Wie::U, &self.v, &mut self.kans);
        if text.is_empty() {
            self.note(owned, answer);
            return self.reply(owned, answer, gevraagd);
        }
        let risk =
            self.plan.kalender.at_risk(Time::from_micros(self.s.received), self.due, &self.norm).micros();
        if risk < asked {
            self.step(risk, StepKind::AtRisk);
        }
        let fitting = self.plan.town.teksten.algemeen.inwoner.reactie(&text);
        self.step(asked, StepKind::AskedResident { by, text });
        if self.kans.percent(self.plan.town.gedrag.rest.wacht_voor_altijd) {
            let at = self.plan.uren.add(asked, 21 * 8 * HOUR);
            return self.stop(at);
        }
        let channel = if self.van.email.is_empty() { Kanaal::Telefoon } else { Kanaal::Email };
        let mut back = asked + HOUR + self.kans.early() * 7 * DAY / 1_000_000;
        if channel == Kanaal::Telefoon {
            back = self.plan.uren.add(back, 20 * MINUTE);
        }
        let text = self.by_resident(fitting, back);
        let least = self.plan.kalender.due(Time::from_micros(back), &Norm::Werkdagen(2));
        let due = (self.due < least).then_some(least);
        self.step(back, StepKind::AnsweredByResident { channel, text, due });
        self.due = due.unwrap_or(self.due);
        let extend = self.extend_at(back, self.due);
        let ppm = self.kans.between(50_000, 700_000);
        let answer = self.part(back, extend, ppm).max(self.plan.uren.add(back, 15 * MINUTE));
        self.reply(back, answer, gevraagd);
    }

    /// A remark between colleagues.
    fn note(&mut self, from: i64, until: i64) {
        if !self.kans.percent(self.plan.town.gedrag.rest.notitie) {
            return;
        }
        let ppm = self.kans.between(100_000, 800_000);
        let at = self.part(from, until, ppm);
        let by = self.owner;
        let c = &self.plan.town.teksten.algemeen.collega;
        let outside = self.outside() && self.kans.percent(60.0);
        let text = self.colleague(if outside { &c.notitie_buiten } else { &c.notitie }, by, at);
        self.step(at, StepKind::Noted { by, text });
    }

    /// Whether somebody goes out to look.
    fn outside(&self) -> bool {
        self.o.team == "OR" || matches!(self.o.id.as_str(), "o35" | "o36")
    }

    /// Words to a colleague by this employee at this moment.
    pub(super) fn colleague(&mut self, of: &[Sjabloon], by: &'p str, at: i64) -> String {
        self.writes(by, at);
        zin(of, self.v.derde(), &self.v, &mut self.kans)
    }

    /// Words by the resident at this moment.
    pub(super) fn by_resident(&mut self, of: &[Sjabloon], at: i64) -> String {
        self.v.vandaag = self.plan.uren.day(at).date;
        zin(of, Wie::Ik, &self.v, &mut self.kans)
    }

    /// Whether the resident is called with the answer.
    pub(super) fn by_phone(&self) -> bool {
        self.antwoordkanaal == Antwoordkanaal::Telefoon && self.soort != Soort::Compliment
    }
}
