// SPDX-License-Identifier: EUPL-1.2
//! How a question comes in: its words, the wanted answer, the first owner and the first date.

use kernel::Time;

use super::{
    leven::{Indiener, Life, StepKind},
    openuren::{MINUTE, SECOND},
    schets::{Lot, Vast},
    verhaal::Verhaal,
};
use crate::{
    soort::{Antwoordkanaal, Kanaal, Soort},
    tekst::{Niveau, Opdracht},
};

/// Where the question begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin<'p> {
    /// Whoever took it in keeps it.
    Zelf(&'p str),
    /// A rule gives it to the team it belongs to.
    Team(&'static str),
    /// Nothing places it: the distribution point.
    Verdeelpunt(&'static str),
    /// A rule gives it to a team it does not belong to.
    Verkeerd(&'p str),
}

/// The kinds that a rule of their own sends to a team.
const EIGEN_WEG: [Soort; 6] = [
    Soort::Ingebrekestelling,
    Soort::WooVerzoek,
    Soort::Privacyverzoek,
    Soort::Bezwaar,
    Soort::Klacht,
    Soort::Signaal,
];

impl<'p> Verhaal<'p> {
    /// Takes the question in. `hops`: hand-overs that will follow.
    pub(super) fn receive(&mut self, number: usize, hops: usize, lead: &'p str) -> (Life<'p>, Begin<'p>) {
        self.choose_answer();
        let (tekst, titel) = self.words();
        let (begin, registered_by, postvak) = self.enter(hops, lead);
        self.promise(begin);
        let live = self.s.kanaal.live();
        let duration = live.then(|| self.kans.between(2, 11) * 60 + self.kans.between(0, 59));
        let life = Life {
            number,
            received: Time::from_micros(self.s.received),
            kanaal: self.s.kanaal,
            onderwerp: &self.o.id,
            soort: self.soort,
            wijk: self.plan.town.wijken.get(self.s.wijk).map_or("", |w| w.id.as_str()),
            indiener: self.s.indiener,
            namens: self.namens(),
            email: self.given_mail(),
            telefoon: self.given_phone(),
            antwoordkanaal: self.antwoordkanaal,
            belmoment: self.belmoment(),
            tekst,
            titel,
            at_once: self.s.lot == Lot::Meteen,
            postvak,
            registered_by,
            duration,
            oorzaak: self.oorzaak(),
            piek: self.s.piek.and_then(|n| self.plan.town.pieken.get(n)).map_or("", |p| p.id.as_str()),
            norm: self.norm.clone(),
            due: self.due,
            double_of: None,
            steps: Vec::new(),
        };
        let (team, medewerker, rule) = match begin {
            Begin::Zelf(who) => (self.plan.team_of(who), Some(who), "zelf-afhandelen"),
            Begin::Team(rule) => (self.o.team.as_str(), None, rule),
            Begin::Verdeelpunt(rule) => ("KCC", None, rule),
            Begin::Verkeerd(team) => (team, None, "woorden-team"),
        };
        self.step(self.s.received, StepKind::Routed { team, medewerker, rule });
        (life, begin)
    }

    /// How the answer should come, and with it whether it is a request to be called.
    fn choose_answer(&mut self) {
        let (mail, phone) = (!self.van.email.is_empty(), !self.van.telefoon.is_empty());
        let rest = self.s.lot != Lot::Meteen;
        let call = match self.s.kanaal {
            Kanaal::Telefoon if rest => self.plan.town.gedrag.rest.terugbellen,
            Kanaal::Telefoon => 100.0,
            Kanaal::Balie if rest => 25.0,
            Kanaal::Website if rest => 12.0,
            Kanaal::Email | Kanaal::App if rest => 7.0,
            _ => 0.0,
        };
        let call = phone && !self.legal() && self.kans.percent(call);
        self.antwoordkanaal = match self.s.kanaal {
            _ if self.s.indiener == Indiener::Anoniem => Antwoordkanaal::Geen,
            _ if call => Antwoordkanaal::Telefoon,
            Kanaal::Brief => Antwoordkanaal::Brief,
            Kanaal::Balie if !rest => Antwoordkanaal::Balie,
            _ if mail => Antwoordkanaal::Email,
            _ if phone && !self.legal() => Antwoordkanaal::Telefoon,
            _ => Antwoordkanaal::Brief,
        };
        let plain = matches!(self.soort, Soort::Informatievraag | Soort::Aanvraag);
        if rest && call && plain && self.kans.percent(50.0) {
            self.soort = Soort::Terugbelverzoek;
        }
        if self.is(Vast::Voorbeeld) {
            self.soort = Soort::Terugbelverzoek;
        }
    }

    /// The text and its title.
    fn words(&mut self) -> (String, String) {
        if let Some(planted) = self.planted() {
            return planted;
        }
        let niveau = if self.s.kanaal == Kanaal::Brief { Niveau::Goed } else { self.niveau() };
        let calm =
            matches!(self.soort, Soort::Compliment | Soort::Idee | Soort::Signaal) || self.o.id == "o07";
        let broken = matches!(self.o.soort, Soort::Melding | Soort::Overlast | Soort::Klacht);
        let boos = self.plan.town.gedrag.rest.boos * if broken { 1.5 } else { 0.6 };
        let boos = !calm && self.kans.percent(boos);
        let opdracht = Opdracht {
            kanaal: self.s.kanaal,
            niveau,
            boos,
            taal: self.van.taal,
            bellen: self.antwoordkanaal == Antwoordkanaal::Telefoon && self.s.lot != Lot::Meteen,
            dubbel: self.s.lot == Lot::Dubbel,
        };
        let vraag = self.plan.town.teksten.vraag(self.t, opdracht, &self.v, &mut self.kans);
        self.passend = vraag.antwoorden;
        (vraag.tekst, vraag.titel)
    }

    /// The words of a question that was planted.
    fn planted(&self) -> Option<(String, String)> {
        match self.s.vast? {
            Vast::Genoemd(n) => {
                let g = self.plan.town.organisaties.organisatie.get(n)?;
                Some((
                    format!(
                        "Goedendag,\n\n{}\n\nMet vriendelijke groet,\n{}\n{}",
                        g.vraag, g.contact, g.naam
                    ),
                    g.titel.clone(),
                ))
            }
            Vast::Voorbeeld => {
                let v = self.plan.town.voorbeelden.first()?;
                Some((v.tekst.clone(), "Drie keer gebeld over mijn uitkering".to_owned()))
            }
            Vast::Vertrek | Vast::Gezin => None,
        }
    }

    /// First owner, who wrote it down, and the mailbox.
    fn enter(&mut self, hops: usize, lead: &'p str) -> (Begin<'p>, Option<&'p str>, &'p str) {
        let town = self.plan.town;
        let dag = i8::try_from(self.plan.uren.day(self.s.received).weekday() + 1).unwrap_or(1);
        let direct = self.kans.percent(town.gedrag.rest.rechtstreeks);
        let own_way = EIGEN_WEG.contains(&self.soort);
        let taker = match self.s.kanaal {
            Kanaal::Telefoon | Kanaal::App if direct && !own_way => Some(lead),
            Kanaal::Telefoon | Kanaal::App | Kanaal::Chat => {
                Some(self.plan.bezetting.telephone(&self.o.id, dag, &mut self.kans))
            }
            Kanaal::Balie => Some(self.plan.bezetting.desk(&self.o.team, dag, &mut self.kans)),
            Kanaal::Brief => Some("m05"),
            Kanaal::Website | Kanaal::Email => None,
        };
        let box_of = |team: &str| town.postvakken.iter().find(|p| p.team == team).map(|p| p.id.as_str());
        let own_box = box_of(&self.o.team).filter(|_| direct || self.o.team == "KCC");
        let postvak = match self.s.kanaal {
            Kanaal::Email => own_box.unwrap_or("gemeente"),
            _ => "",
        };
        let by_self = taker.filter(|_| {
            let at_once = self.s.lot == Lot::Meteen && self.s.kanaal.live();
            at_once || (direct && hops == 0 && !own_way && self.s.kanaal.live() && !self.is(Vast::Vertrek))
        });
        let begin = match by_self {
            Some(who) => Begin::Zelf(who),
            None if own_way => Begin::Team("soort-team"),
            None => self.route(hops, taker, own_box.is_some()),
        };
        (begin, taker.filter(|_| self.s.kanaal != Kanaal::App || by_self.is_some()), postvak)
    }

    fn route(&mut self, hops: usize, taker: Option<&'p str>, own_box: bool) -> Begin<'p> {
        let from_front = hops > 0 && self.o.team != "KCC" && self.kans.percent(62.0) && self.s.vast.is_none();
        match (self.s.kanaal, taker) {
            (Kanaal::Telefoon | Kanaal::Balie, Some(who))
                if from_front && self.plan.team_of(who) == "KCC" =>
            {
                Begin::Zelf(who)
            }
            (Kanaal::Email, _) if from_front => Begin::Verdeelpunt("postvak-team"),
            (Kanaal::Website | Kanaal::App, _) if from_front => Begin::Verdeelpunt("verdeelpunt"),
            (Kanaal::Website | Kanaal::Email, _)
                if hops == 0
                    && self.s.lot == Lot::OpTijd
                    && self.s.vast.is_none()
                    && self.kans.percent(4.0) =>
            {
                let teams = ["BZ", "OR", "VO", "BP"];
                match self.kans.one(&teams) {
                    Some(team) if *team != self.o.team => Begin::Verkeerd(team),
                    _ => Begin::Team("woorden-team"),
                }
            }
            (Kanaal::Email, _) if own_box => Begin::Team("postvak-team"),
            (Kanaal::Email | Kanaal::App, _) => Begin::Team("woorden-team"),
            (Kanaal::Website, _) if self.kans.percent(45.0) => Begin::Team("woorden-team"),
            _ => Begin::Team("onderwerp-team"),
        }
    }

    /// Norm and first date, as `vragen` counts them.
    fn promise(&mut self, begin: Begin<'p>) {
        let bellen = self.antwoordkanaal == Antwoordkanaal::Telefoon || self.soort == Soort::Terugbelverzoek;
        let routed = match begin {
            Begin::Zelf(_) | Begin::Team(_) => self.o.team.as_str(),
            Begin::Verdeelpunt(_) => "KCC",
            Begin::Verkeerd(team) => team,
        };
        let norm = match self.team(routed) {
            Some(team) if routed != self.o.team => {
                if bellen {
                    &team.norm_bellen
                } else {
                    &team.norm_antwoord
                }
            }
            _ => self.o.norm(bellen),
        };
        self.norm = self.soort.wettelijke_termijn().unwrap_or_else(|| norm.clone());
        self.due = self.plan.kalender.due(Time::from_micros(self.s.received), &self.norm);
    }

    fn namens(&mut self) -> String {
        if !matches!(self.o.id.as_str(), "o32" | "o23")
            || !matches!(self.s.indiener, Indiener::Inwoner(_))
            || !self.kans.percent(16.0)
        {
            return String::new();
        }
        (*self.kans.one(&["moeder", "vader", "buurvrouw", "partner", "broer"]).unwrap_or(&"moeder"))
            .to_owned()
    }

    fn given_mail(&mut self) -> &'p str {
        let written = matches!(self.s.kanaal, Kanaal::Website | Kanaal::Email);
        let wanted = self.antwoordkanaal == Antwoordkanaal::Email;
        let asked = if self.s.lot == Lot::Meteen { 30.0 } else { 60.0 };
        let email = if wanted || written || self.kans.percent(asked) { self.van.email } else { "" };
        self.mail_given = !email.is_empty();
        email
    }

    fn given_phone(&mut self) -> &'p str {
        let wanted = self.antwoordkanaal == Antwoordkanaal::Telefoon;
        if wanted || self.s.kanaal == Kanaal::App || self.kans.percent(45.0) { self.van.telefoon } else { "" }
    }

    fn belmoment(&mut self) -> String {
        if self.antwoordkanaal != Antwoordkanaal::Telefoon || self.s.lot == Lot::Meteen {
            return String::new();
        }
        let wishes = ["tussen 9 en 12 uur", "tussen 12 en 14 uur", "na 15 uur", "maakt niet uit", "", ""];
        (*self.kans.one(&wishes).unwrap_or(&"")).to_owned()
    }

    /// The cause, when we could have prevented this contact.
    fn oorzaak(&mut self) -> &'p str {
        let verbetering = &self.plan.town.gedrag.vermijdbaar;
        let better = verbetering.onderwerp == self.o.id && self.s.received >= self.plan.verbeterd;
        let share = if better { verbetering.daarna } else { self.o.vermijdbaar };
        if self.kans.percent(f64::from(share)) { &self.o.oorzaak } else { "" }
    }

    /// When a live conversation ends, or when somebody reads what was written.
    pub(super) fn first_look(&mut self, duration: Option<i64>) -> i64 {
        if let Some(seconds) = duration {
            return self.s.received + seconds * SECOND;
        }
        let extend = self.extend_at(self.start, self.due);
        let at = self.plan.uren.add(self.start, self.kans.between(4, 75) * MINUTE);
        at.min(extend - MINUTE).max(self.start + 3 * MINUTE)
    }
}
