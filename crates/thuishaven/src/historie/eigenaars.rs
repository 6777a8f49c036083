// SPDX-License-Identifier: EUPL-1.2
//! From the first owner to the one who answers: picking up, handing over, declining, putting back.

use super::{begin::Begin, leven::StepKind, openuren::MINUTE, schets::Vast, verhaal::Verhaal};

/// Something that an owner or another does, still without its moment.
#[derive(Debug, Clone, Copy)]
enum Daad<'p> {
    Claim(&'p str),
    Assign(&'p str, &'p str, Option<&'p str>),
    PutBack(&'p str),
    Offer(&'p str, &'p str, Option<&'p str>),
    Decline(&'p str),
    Expire,
    Accept(&'p str),
}

/// Longest wait for an answer to an offer, and for putting back: a little less than the four working hours after
/// which it ends, in minutes of open time.
const AANBOD: i64 = 232;
/// The offer ends.
const VERLOOPT: i64 = 240;

impl<'p> Verhaal<'p> {
    /// Brings the question to `lead` before `until`; returns the moment at which `lead` owns it.
    pub(super) fn own(&mut self, begin: Begin<'p>, hops: usize, lead: &'p str, until: i64) -> i64 {
        let daden = self.daden(begin, hops, lead);
        let span = self.plan.uren.between(self.start, until);
        let mut moments: Vec<i64> = daden.iter().map(|_| self.kans.early()).collect();
        moments.sort_unstable();
        let mut at = self.start;
        for (daad, ppm) in daden.into_iter().zip(moments) {
            let wanted =
                self.plan.uren.add(self.start, MINUTE * 3 + span / 1_000 * ppm / 1_000).max(at + MINUTE);
            at = match daad {
                Daad::Accept(_) | Daad::Decline(_) | Daad::PutBack(_) => {
                    let latest = self.kans.between(8, AANBOD);
                    wanted.min(self.plan.uren.add(at, latest * MINUTE)).max(at + MINUTE)
                }
                Daad::Expire => self.plan.uren.add(at, VERLOOPT * MINUTE),
                _ => wanted,
            };
            self.act(daad, at);
        }
        self.owner = lead;
        at
    }

    /// What happens, in order.
    fn daden(&mut self, begin: Begin<'p>, hops: usize, lead: &'p str) -> Vec<Daad<'p>> {
        let team = self.o.team.as_str();
        let mut daden = Vec::with_capacity(6);
        let mut owner = match begin {
            Begin::Zelf(who) => who,
            Begin::Verdeelpunt(_) => {
                let front = self.plan.front(&mut self.kans);
                claimed(&mut daden, front)
            }
            Begin::Verkeerd(wrong) => {
                let back = self.plan.bezetting.teamlead(wrong);
                daden.push(Daad::PutBack(back));
                daden.push(Daad::Assign("m01", team, None));
                claimed(&mut daden, lead)
            }
            Begin::Team(_) if hops == 0 => self.taken(&mut daden, lead),
            Begin::Team(_) => {
                let first = self.plan.bezetting.colleague(team, lead, self.without, &mut self.kans);
                claimed(&mut daden, first.unwrap_or(lead))
            }
        };
        for hop in (0..hops).rev() {
            let next = if hop == 0 { lead } else { self.between_owner(owner, lead) };
            if next == owner {
                continue;
            }
            self.hand_over(&mut daden, owner, next);
            owner = next;
        }
        if owner != lead {
            self.hand_over(&mut daden, owner, lead);
        }
        daden
    }

    /// Picked up by whoever knows it, or given by the team lead.
    fn taken(&mut self, daden: &mut Vec<Daad<'p>>, lead: &'p str) -> &'p str {
        let teamlead = self.plan.bezetting.teamlead(&self.o.team);
        if teamlead != lead && self.kans.percent(16.0) && !self.is(Vast::Vertrek) {
            daden.push(Daad::Assign(teamlead, &self.o.team, Some(lead)));
        } else {
            daden.push(Daad::Claim(lead));
        }
        lead
    }

    /// Somebody through whose hands it passes. A shielded team gives nothing out.
    fn between_owner(&mut self, owner: &'p str, lead: &'p str) -> &'p str {
        let own = self.o.team.as_str();
        let shielded = self.team(self.plan.team_of(owner)).is_some_and(|t| t.afgeschermd);
        let teams = ["KCC", "BZ", "OR", "VO", "BP", "WI"];
        let team = if shielded || self.kans.percent(45.0) {
            own
        } else {
            self.kans.one(&teams).copied().unwrap_or(own)
        };
        let found = self.plan.bezetting.colleague(team, owner, self.without, &mut self.kans);
        found.filter(|w| *w != lead).unwrap_or(owner)
    }

    fn hand_over(&mut self, daden: &mut Vec<Daad<'p>>, from: &'p str, to: &'p str) {
        let team = self.plan.team_of(to);
        let within = self.plan.team_of(from) == team;
        let g = &self.plan.town.gedrag.overdracht;
        // Of all offers: declined and expired ones come on top of those that are accepted.
        let accepted = 100.0 - g.geweigerd - g.verlopen;
        if self.kans.percent(100.0 * g.geweigerd / accepted) {
            let other =
                self.plan.bezetting.colleague(team, to, self.without, &mut self.kans).filter(|w| *w != from);
            daden.push(Daad::Offer(from, team, other));
            daden.push(Daad::Decline(other.unwrap_or_else(|| self.plan.bezetting.teamlead(team))));
        } else if self.kans.percent(100.0 * g.verlopen / accepted) {
            daden.push(Daad::Offer(from, team, None));
            daden.push(Daad::Expire);
        }
        let named = within || self.kans.percent(55.0);
        daden.push(Daad::Offer(from, team, named.then_some(to)));
        daden.push(Daad::Accept(to));
    }

    fn act(&mut self, daad: Daad<'p>, at: i64) {
        let c = &self.plan.town.teksten.algemeen.collega;
        let kind = match daad {
            Daad::Claim(by) => StepKind::Claimed { by },
            Daad::Assign(by, team, to) => StepKind::Assigned { by, team, to },
            Daad::PutBack(by) => StepKind::PutBack { by, reason: self.colleague(&c.teruggelegd, by, at) },
            Daad::Offer(by, team, to) => {
                StepKind::Offered { by, team, to, note: self.colleague(&c.overdracht, by, at) }
            }
            Daad::Decline(by) => StepKind::Declined { by, reason: self.colleague(&c.weigering, by, at) },
            Daad::Expire => StepKind::Expired,
            Daad::Accept(by) => StepKind::Accepted { by },
        };
        self.step(at, kind);
    }
}

/// Somebody picks it up and owns it.
fn claimed<'p>(daden: &mut Vec<Daad<'p>>, who: &'p str) -> &'p str {
    daden.push(Daad::Claim(who));
    who
}
