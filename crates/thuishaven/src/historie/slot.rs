// SPDX-License-Identifier: EUPL-1.2
//! The end of a question: calls, the answer, closing, and the question whether it was solved.

use std::collections::BTreeMap;

use kernel::{Time, calendar::Norm};

use super::{
    leven::{Indiener, Nee, OnzeFout, StepKind},
    openuren::{DAY, HOUR, MINUTE},
    verhaal::Verhaal,
};
use crate::{
    soort::{Afhandelwijze, Antwoordkanaal, Kanaal, Soort},
    tekst::{Antwoordtekst, Toon, Wie, zin},
};

/// Days after the answer at which we ask, and days in which one person is asked at most once.
const NAVRAAG: i64 = 14 * DAY;
const RUST: i64 = 60 * DAY;

/// Who was asked when whether a question was solved.
#[derive(Debug, Default)]
pub(super) struct Gevraagd {
    moments: BTreeMap<Indiener, Vec<i64>>,
    /// Who was asked in the life that is being told.
    last: Option<Indiener>,
}

impl Gevraagd {
    /// Whether this person may be asked at this moment; then it counts as asked.
    fn may_ask(&mut self, who: Indiener, at: i64) -> bool {
        let earlier = self.moments.entry(who).or_default();
        let free = earlier.iter().all(|t| (at - t).abs() >= RUST);
        if free {
            earlier.push(at);
            self.last = Some(who);
        }
        free
    }

    /// Another life begins.
    pub(super) const fn begin(&mut self) {
        self.last = None;
    }

    /// The life that is being told is told again from the start.
    pub(super) fn again(&mut self) {
        if let Some(moments) = self.last.take().and_then(|who| self.moments.get_mut(&who)) {
            moments.pop();
        }
    }
}

/// Bodies to which a question that is not ours goes.
const ANDEREN: [&str; 5] =
    ["het waterschap", "de provincie", "Dienst Toeslagen", "de netbeheerder", "de politie"];

impl Verhaal<'_> {
    /// The answer in the first contact.
    pub(super) fn answer_at_once(&mut self, at: i64, duration: Option<i64>, gevraagd: &mut Gevraagd) {
        let channel = if self.s.kanaal.live() { self.s.kanaal } else { self.channel() };
        let toon = match channel {
            Kanaal::Telefoon | Kanaal::Balie if self.s.kanaal.live() => Toon::Meteen,
            Kanaal::Telefoon => Toon::Gebeld,
            _ => Toon::Schriftelijk,
        };
        if toon == Toon::Gebeld {
            self.step(at, StepKind::CallAttempt { by: self.owner, reached: true });
        }
        let text = self.answer_text(toon, Antwoordtekst::default(), at);
        let delivers =
            matches!(self.soort, Soort::Aanvraag) && self.kans.percent(self.plan.town.gedrag.rest.geleverd);
        let outcome = if delivers { Afhandelwijze::Geleverd } else { Afhandelwijze::Beantwoord };
        let kind = StepKind::Answered {
            by: self.owner,
            channel,
            text,
            outcome: Some(outcome),
            no: None,
            mistake: None,
            duration,
        };
        self.step(at, kind);
        self.follow_up(at, gevraagd);
    }

    /// Calls if the resident wants to be called, then the answer and what follows.
    pub(super) fn reply(&mut self, owned: i64, answer: i64, gevraagd: &mut Gevraagd) {
        let by = self.owner;
        if self.by_phone() {
            let [first, second] = self.plan.town.gedrag.bellen.niet_bereikt;
            if self.kans.percent(first) {
                let at = self.part(owned, answer, 600_000);
                if at + 5 * MINUTE < answer {
                    self.step(at, StepKind::CallAttempt { by, reached: false });
                    if self.kans.percent(second) {
                        self.step(answer, StepKind::CallAttempt { by, reached: false });
                        return self.step(
                            answer,
                            StepKind::Closed { by: None, outcome: Afhandelwijze::NietBereikt },
                        );
                    }
                }
            }
            self.step(answer, StepKind::CallAttempt { by, reached: true });
        }
        let closed = self.answer(answer, false);
        if !closed {
            let at = self.plan.uren.add(answer, self.kans.between(3, 40) * HOUR);
            self.step(at, StepKind::Closed { by: Some(by), outcome: Afhandelwijze::Beantwoord });
        }
        self.follow_up(answer, gevraagd);
    }

    /// The answer; returns whether it also closes the question.
    fn answer(&mut self, at: i64, again: bool) -> bool {
        let rest = &self.plan.town.gedrag.rest;
        let channel = self.channel();
        let toon = if channel == Kanaal::Telefoon { Toon::Gebeld } else { Toon::Schriftelijk };
        let late = Time::from_micros(at) > self.due || self.late();
        let hoe = Antwoordtekst { laat: late, weer: again };
        let outcome = self.outcome();
        let mistake = self.kans.percent(if late { rest.onze_fout * 3.0 } else { rest.onze_fout });
        self.writes(self.owner, at);
        let (text, no) = match outcome {
            Afhandelwijze::NeeMetUitleg => self.no(),
            Afhandelwijze::Doorgezonden => (self.sent_on(), None),
            _ => (self.answer_text(toon, hoe, at), None),
        };
        let mistake = (mistake && no.is_none()).then(|| self.mistake());
        let stays =
            !again && outcome == Afhandelwijze::Beantwoord && self.kans.percent(rest.open_na_antwoord);
        let duration = (toon == Toon::Gebeld).then(|| self.kans.between(2, 14) * 60);
        let kind = StepKind::Answered {
            by: self.owner,
            channel,
            text,
            outcome: (!stays).then_some(outcome),
            no,
            mistake,
            duration,
        };
        self.step(at, kind);
        !stays
    }

    fn answer_text(&mut self, toon: Toon, hoe: Antwoordtekst, at: i64) -> String {
        self.writes(self.owner, at);
        self.plan.town.teksten.antwoord(self.t, &self.passend, toon, hoe, &self.v, &mut self.kans)
    }

    /// Channel by which the answer goes.
    fn channel(&self) -> Kanaal {
        match self.antwoordkanaal {
            Antwoordkanaal::Email => Kanaal::Email,
            Antwoordkanaal::Telefoon => Kanaal::Telefoon,
            Antwoordkanaal::Brief => Kanaal::Brief,
            Antwoordkanaal::Balie => Kanaal::Balie,
            Antwoordkanaal::Geen => Kanaal::Website,
        }
    }

    fn outcome(&mut self) -> Afhandelwijze {
        let rest = &self.plan.town.gedrag.rest;
        let product = matches!(self.soort, Soort::Aanvraag | Soort::Melding);
        let elsewhere = matches!(self.o.id.as_str(), "o40" | "o16" | "o19" | "o17" | "o20");
        if elsewhere && self.kans.percent(rest.doorgezonden * 4.0) {
            return Afhandelwijze::Doorgezonden;
        }
        if !self.t.nee.is_empty() && self.kans.percent(rest.nee_met_uitleg) {
            return Afhandelwijze::NeeMetUitleg;
        }
        if product && self.kans.percent(rest.geleverd) {
            Afhandelwijze::Geleverd
        } else {
            Afhandelwijze::Beantwoord
        }
    }

    /// A no with its four parts.
    fn no(&mut self) -> (String, Option<Nee>) {
        let a = &self.plan.town.teksten.algemeen.antwoord;
        let (v, kans) = (&self.v, &mut self.kans);
        let text = zin(&a.nee_begin, Wie::U, v, kans);
        let (reden, alternatief) = match kans.one(&self.t.nee) {
            Some(n) => (n.reden.text(v, Wie::U), n.kan.text(v, Wie::U)),
            None => (zin(&a.nee_reden, Wie::U, v, kans), zin(&a.nee_kan, Wie::U, v, kans)),
        };
        let wie_vragen = zin(&a.nee_wie, Wie::U, v, kans);
        let bezwaar = zin(&a.nee_bezwaar, Wie::U, v, kans);
        (text, Some(Nee { reden, alternatief, wie_vragen, bezwaar }))
    }

    fn sent_on(&mut self) -> String {
        self.v.organisatie = self.kans.one(&ANDEREN).copied().unwrap_or("het waterschap");
        zin(&self.plan.town.teksten.algemeen.antwoord.doorgezonden, Wie::U, &self.v, &mut self.kans)
    }

    fn mistake(&mut self) -> OnzeFout {
        let c = &self.plan.town.teksten.algemeen.collega;
        OnzeFout {
            fout: zin(&c.fout, Wie::U, &self.v, &mut self.kans),
            herstel: zin(&c.herstel, Wie::U, &self.v, &mut self.kans),
        }
    }

    /// We heard nothing more, so we stop; the resident can always come back.
    pub(super) fn stop(&mut self, at: i64) {
        let text = "Wij hebben niets meer van u gehoord. Daarom stoppen wij nu met uw vraag. Dat is niet erg. \
                    Antwoord op dit bericht en wij gaan weer verder.";
        self.ends(at, text.to_owned(), Afhandelwijze::Beantwoord);
    }

    /// We have this question already.
    pub(super) fn had_already(&mut self, at: i64) {
        let text = zin(&self.plan.town.teksten.algemeen.antwoord.dubbel, Wie::U, &self.v, &mut self.kans);
        self.ends(at, text, Afhandelwijze::Dubbel);
    }

    fn ends(&mut self, at: i64, text: String, outcome: Afhandelwijze) {
        let kind = StepKind::Answered {
            by: self.owner,
            channel: self.channel(),
            text,
            outcome: Some(outcome),
            no: None,
            mistake: None,
            duration: None,
        };
        self.step(at, kind);
    }

    /// "Is uw vraag opgelost?", and open again when not.
    fn follow_up(&mut self, answered: i64, gevraagd: &mut Gevraagd) {
        let at = answered + NAVRAAG;
        let reachable = self.s.indiener != Indiener::Anoniem && self.mail_given;
        if at >= self.plan.einde || !self.o.navraag || !self.soort.navraag() || !reachable {
            return;
        }
        if !gevraagd.may_ask(self.s.indiener, at) {
            return;
        }
        self.step(at, StepKind::AskedSolved);
        let n = &self.plan.town.gedrag.navraag;
        if !self.kans.percent(n.antwoordt) {
            return;
        }
        let at = at + 2 * HOUR + self.kans.early() * 6 * DAY / 1_000_000;
        if !self.kans.percent(n.nee) {
            return self.step(at, StepKind::Solved { yes: true, text: String::new() });
        }
        let text = self.by_resident(&self.plan.town.teksten.algemeen.inwoner.nietopgelost, at);
        self.step(at, StepKind::Solved { yes: false, text });
        self.again(at);
    }

    /// Open again at the same owner, or at the team when that person has left.
    fn again(&mut self, at: i64) {
        let term_runs = self.legal() && self.due.micros() >= at;
        if !term_runs {
            self.due = self.plan.kalender.due(Time::from_micros(at), &Norm::Werkdagen(2));
        }
        self.step(at, StepKind::Reopened { due: self.due });
        let next = self.plan.uren.add(at, self.kans.between(20, 150) * MINUTE);
        if self.gone(self.owner, at) {
            let wijk = self.plan.town.wijken.get(self.s.wijk).map_or("", |w| w.id.as_str());
            self.owner = self.plan.bezetting.lead(self.o, wijk, true, &mut self.kans);
            self.step(next, StepKind::Claimed { by: self.owner });
        }
        let open = self.plan.uren.between(next, self.extend_at(at, self.due)).min(16 * HOUR);
        let ppm = self.kans.between(30_000, 700_000);
        let answer = self.plan.uren.add(next, MINUTE + open / 1_000 * ppm / 1_000);
        self.answer(answer, true);
    }
}
