// SPDX-License-Identifier: EUPL-1.2
//! The bones of every question: when, by which channel, about what, by whom, and how it will go. The shares of the
//! data files hold exactly, because they are divided and not drawn.

use kernel::calendar::Calendar;

use super::{
    leven::Indiener,
    openuren::{Dag, Openuren},
    weging::{self, Golf, Veld},
    wie::Mensen,
};
use crate::{
    gegevens::Onderwerp,
    kans::Kans,
    soort::{Kanaal, Soort},
    thuishaven::Thuishaven,
};

/// How it will go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lot {
    /// Answered in the first contact.
    Meteen,
    /// The same as another question of this day.
    Dubbel,
    /// Later, by the promised date.
    OpTijd,
    /// Later than promised.
    Laat,
}

/// Something planted by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vast {
    /// Open at the employee who leaves (t5).
    Vertrek,
    /// Of the household of example v01 (t6).
    Gezin,
    /// Example v01 itself: its own words.
    Voorbeeld,
    /// The open question of a named organisation, by its place.
    Genoemd(usize),
}

/// The bones of a question.
#[derive(Debug, Clone)]
pub(super) struct Schets {
    /// Tells questions apart, whatever their order.
    pub(super) id: usize,
    pub(super) received: i64,
    pub(super) kanaal: Kanaal,
    pub(super) topic: usize,
    pub(super) wijk: usize,
    pub(super) piek: Option<usize>,
    pub(super) lot: Lot,
    pub(super) soort: Soort,
    pub(super) indiener: Indiener,
    /// Id of the question that this one repeats.
    pub(super) double_of: Option<usize>,
    pub(super) vast: Option<Vast>,
}

/// Purposes of the dice.
const DOEL_TOPIC: u64 = 21;

/// What the bones are made from.
pub(super) struct Grond<'a> {
    pub(super) town: &'a Thuishaven,
    pub(super) uren: &'a Openuren,
    pub(super) kalender: &'a Calendar,
    pub(super) mensen: &'a Mensen<'a>,
    pub(super) days: Vec<Dag>,
    pub(super) golven: Vec<Golf>,
    pub(super) einde: i64,
    pub(super) seed: u64,
}

impl Grond<'_> {
    /// The bones of `volume` questions, topic by topic.
    pub(super) fn schetsen(&self, volume: usize) -> Vec<Schets> {
        let shares: Vec<u32> = self.town.onderwerpen.iter().map(|o| o.per_jaar).collect();
        let per_topic = weging::divide(volume, &shares);
        let rest: Vec<u32> =
            self.town.onderwerpen.iter().map(|o| o.per_jaar * (100 - o.meteen.min(100)) / 10).collect();
        let dubbel = usize::try_from(self.town.gedrag.rest.dubbel).unwrap_or(0) * volume / 100;
        let dubbel = weging::divide(dubbel, &rest);
        let mut all = Vec::with_capacity(volume);
        for (topic, o) in self.town.onderwerpen.iter().enumerate() {
            let n = per_topic.get(topic).copied().unwrap_or(0);
            let mut kans = Kans::new(self.seed, DOEL_TOPIC, u64::try_from(topic).unwrap_or(0));
            let from = all.len();
            self.draw(topic, o, n, &mut all, &mut kans);
            let (_, new) = all.split_at_mut(from);
            self.deal(o, new, dubbel.get(topic).copied().unwrap_or(0), &mut kans);
            for s in new.iter_mut() {
                kind(o, s, &mut kans);
                let wijk = self.town.wijken.get(s.wijk).map_or("", |w| w.id.as_str());
                s.indiener = self.mensen.draw(o, wijk, s, &mut kans);
            }
            self.pair(new, &mut kans);
        }
        all
    }

    /// When, where and by which channel.
    fn draw(&self, topic: usize, o: &Onderwerp, n: usize, all: &mut Vec<Schets>, kans: &mut Kans) {
        let office = Veld::new(self.town, &self.days, &self.golven, o, true);
        let web = Veld::new(self.town, &self.days, &self.golven, o, false);
        for (kanaal, n) in Kanaal::MIX.into_iter().zip(weging::divide(n, &o.mix)) {
            let anytime = matches!(kanaal, Kanaal::Website | Kanaal::Email);
            let veld = if anytime { &web } else { &office };
            for _ in 0..n {
                let (received, dag, wijk) = self.moment(veld, kanaal, kans);
                let wijk_id = self.town.wijken.get(wijk).map_or("", |w| w.id.as_str());
                all.push(Schets {
                    id: all.len(),
                    received,
                    kanaal,
                    topic,
                    wijk,
                    piek: self.piek(dag, o, wijk_id),
                    lot: Lot::OpTijd,
                    soort: o.soort,
                    indiener: Indiener::Anoniem,
                    double_of: None,
                    vast: None,
                });
            }
        }
    }

    fn moment(&self, veld: &Veld, kanaal: Kanaal, kans: &mut Kans) -> (i64, usize, usize) {
        let (mut dag, mut wijk) = veld.draw(kans);
        for _ in 0..50 {
            if let Some(d) = self.days.get(dag) {
                let t = weging::moment(self.town, d, kanaal.live(), kanaal == Kanaal::Brief, kans);
                if t < self.einde {
                    return (t, dag, wijk);
                }
            }
            (dag, wijk) = veld.draw(kans);
        }
        (self.einde - super::openuren::DAY, dag, wijk)
    }

    /// The peak that this day, topic and neighbourhood belong to.
    fn piek(&self, dag: usize, o: &Onderwerp, wijk: &str) -> Option<usize> {
        let date = self.days.get(dag)?.date;
        let of = |g: &&Golf| {
            let Some(p) = g.piek.and_then(|n| self.town.pieken.get(n)) else { return false };
            (g.from..=g.until).contains(&date)
                && p.onderwerpen.contains(&o.id)
                && (p.wijken.is_empty() || p.wijken.iter().any(|w| w == wijk))
        };
        self.golven.iter().find(of).and_then(|g| g.piek)
    }

    /// Deals out how it will go: at once, double, late, and in time for the rest.
    fn deal(&self, o: &Onderwerp, new: &mut [Schets], dubbel: usize, kans: &mut Kans) {
        let mut order: Vec<usize> = (0..new.len()).collect();
        kans.shuffle(&mut order);
        let at_once = new.len() * usize::try_from(o.meteen).unwrap_or(0) / 100;
        let mut late: Vec<(i64, usize)> = Vec::new();
        for (n, place) in order.into_iter().enumerate() {
            let Some(s) = new.get_mut(place) else { continue };
            s.lot = match n {
                n if n < at_once => Lot::Meteen,
                n if n < at_once + dubbel => Lot::Dubbel,
                _ => {
                    // In a busy week twice as many promises break.
                    let busy = self.busy(s, o);
                    late.push((kans.between(0, 1_000_000) / if busy { 3 } else { 1 }, place));
                    Lot::OpTijd
                }
            };
        }
        late.sort_unstable();
        let broken = late.len() * usize::try_from(100 - self.mensen.gehouden(o)).unwrap_or(0) / 100;
        for (_, place) in late.into_iter().take(broken) {
            if let Some(s) = new.get_mut(place) {
                s.lot = Lot::Laat;
            }
        }
    }

    /// Whether the team was busy with a peak.
    fn busy(&self, s: &Schets, o: &Onderwerp) -> bool {
        let date = self.uren.day(s.received).date;
        self.golven
            .iter()
            .filter(|g| (g.from..=g.until).contains(&date))
            .any(|g| g.piek.and_then(|n| self.town.pieken.get(n)).is_some_and(|p| p.drukte.contains(&o.team)))
    }

    /// Lets every double question repeat another of the same topic, on the same day by another channel.
    fn pair(&self, new: &mut [Schets], kans: &mut Kans) {
        let originals: Vec<usize> = (0..new.len())
            .filter(|n| new.get(*n).is_some_and(|s| matches!(s.lot, Lot::OpTijd | Lot::Laat)))
            .collect();
        for place in 0..new.len() {
            let Some(kanaal) = new.get(place).filter(|s| s.lot == Lot::Dubbel).map(|s| s.kanaal) else {
                continue;
            };
            let fits = |s: &Schets| {
                let open = self.uren.day(s.received).open.is_some();
                s.kanaal != kanaal && s.indiener != Indiener::Anoniem && s.soort != Soort::Signaal && open
            };
            let found = (0..60)
                .filter_map(|_| kans.one(&originals).copied())
                .filter_map(|n| new.get(n))
                .find(|s| fits(s))
                .cloned();
            let Some(first) = found else {
                if let Some(s) = new.get_mut(place) {
                    s.lot = Lot::OpTijd;
                }
                continue;
            };
            let received = self.later_that_day(&first, kanaal, kans);
            if let Some(s) = new.get_mut(place) {
                let (id, lot) = (s.id, s.lot);
                *s = Schets { id, lot, kanaal, received, double_of: Some(first.id), ..first };
            }
        }
    }

    /// A moment on the same day at which this channel is used, later if there is one.
    fn later_that_day(&self, first: &Schets, kanaal: Kanaal, kans: &mut Kans) -> i64 {
        let dag = self.uren.day(first.received);
        let mut t = first.received;
        for _ in 0..12 {
            t = weging::moment(self.town, &dag, kanaal.live(), kanaal == Kanaal::Brief, kans);
            if t > first.received && t < self.einde {
                return t;
            }
        }
        t.min(self.einde - 1)
    }
}

/// The kind, where it differs from what the topic usually is.
fn kind(o: &Onderwerp, s: &mut Schets, kans: &mut Kans) {
    let at_once = s.lot == Lot::Meteen;
    s.soort = match o.id.as_str() {
        "o25" if at_once => Soort::Informatievraag,
        "o25" => *kans.one(&[Soort::Bezwaar, Soort::Informatievraag]).unwrap_or(&Soort::Bezwaar),
        "o38" if at_once || kans.percent(12.0) => Soort::Compliment,
        "o39" if at_once => Soort::Aanvraag,
        "o39" => [
            Soort::Bezwaar,
            Soort::Aanvraag,
            Soort::WooVerzoek,
            Soort::Privacyverzoek,
            Soort::Ingebrekestelling,
        ][kans.weighted(&[46, 29, 12, 8, 5]).min(4)],
        "o33" if !at_once && kans.percent(9.0) => Soort::Signaal,
        "o37" if !at_once && kans.percent(9.0) => Soort::Idee,
        "o40" if !at_once && s.piek.is_none() && kans.percent(20.0) => Soort::Idee,
        _ => o.soort,
    };
}
