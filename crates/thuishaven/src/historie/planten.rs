// SPDX-License-Identifier: EUPL-1.2
//! The planted truths that a share alone does not bring about: the colleague who left (t5), the household of v01
//! (t6), the parents who rang more than twice (p08), and one open question for every named organisation.

use std::collections::BTreeSet;

use kernel::Time;

use super::{
    leven::Indiener,
    openuren::{DAY, HOUR, MINUTE},
    schets::{Grond, Lot, Schets, Vast},
};
use crate::{inwoners::Inwoner, soort::Kanaal};

/// Open questions of the colleague who left.
const VERTREK: usize = 41;
/// Parents who rang more than twice.
const OUDERS: usize = 31;
/// The household of v01: topic, days before the end, late or not.
const GEZIN: [(&str, i64, Lot); 4] =
    [("o28", 38, Lot::Laat), ("o26", 30, Lot::OpTijd), ("o28", 22, Lot::Laat), ("o33", 13, Lot::OpTijd)];

/// Plants everything. `vertrek`: the moment the colleague leaves.
pub(super) fn plant(g: &Grond<'_>, all: &mut [Schets], inwoners: &[Inwoner], vertrek: i64) {
    let doubled: BTreeSet<usize> = all.iter().filter_map(|s| s.double_of).collect();
    let free = |s: &Schets| {
        s.vast.is_none()
            && s.double_of.is_none()
            && !doubled.contains(&s.id)
            && matches!(s.lot, Lot::OpTijd | Lot::Laat)
    };
    family(g, all, inwoners, &free);
    named(g, all, &free);
    leaver(g, all, vertrek, &free);
    parents(g, all, &doubled);
}

/// Code of a topic.
fn topic<'a>(g: &'a Grond<'_>, s: &Schets) -> &'a str {
    g.town.onderwerpen.get(s.topic).map_or("", |o| o.id.as_str())
}

/// t6: five contacts, three teams, two promises missed.
fn family(g: &Grond<'_>, all: &mut [Schets], inwoners: &[Inwoner], free: &dyn Fn(&Schets) -> bool) {
    let Some(head) = household(inwoners) else { return };
    let Some(wijk) = g.town.wijken.iter().position(|w| w.id == "MW") else { return };
    for (id, days, lot) in GEZIN {
        let wanted = g.einde - days * DAY;
        let fits = |s: &&mut Schets| {
            free(s)
                && topic(g, s) == id
                && s.lot == lot
                && s.soort != crate::soort::Soort::Signaal
                && g.uren.day(s.received).open.is_some()
        };
        let near = |s: &&mut Schets| ((s.received - wanted).abs(), s.id);
        if let Some(s) = all.iter_mut().filter(fits).min_by_key(near) {
            s.indiener = Indiener::Inwoner(head);
            s.wijk = wijk;
            s.vast = Some(Vast::Gezin);
        }
    }
    let fits = |s: &&mut Schets| free(s) && topic(g, s) == "o28" && s.kanaal == Kanaal::Telefoon;
    if let Some(s) = all.iter_mut().filter(fits).max_by_key(|s| (s.received, s.id)) {
        s.indiener = Indiener::Inwoner(head);
        s.wijk = wijk;
        s.lot = Lot::OpTijd;
        s.received = g.uren.back(g.einde, 100 * MINUTE);
        s.vast = Some(Vast::Voorbeeld);
    }
}

/// The first of two adults with two children or more in Molenwijk.
fn household(inwoners: &[Inwoner]) -> Option<usize> {
    inwoners.iter().enumerate().find_map(|(n, p)| {
        let home = || inwoners.iter().filter(|q| q.huishouden == p.huishouden);
        let fits =
            p.wijk == "MW" && (25..50).contains(&p.leeftijd) && !p.telefoon.is_empty() && p.taal == "nl";
        let family = fits
            && home().filter(|q| q.leeftijd < 18).count() > 1
            && home().filter(|q| q.volwassen()).count() == 2;
        family.then_some(n)
    })
}

/// One open question for every named organisation, in the last days.
fn named(g: &Grond<'_>, all: &mut [Schets], free: &dyn Fn(&Schets) -> bool) {
    for (n, org) in g.town.organisaties.organisatie.iter().enumerate() {
        let Some(wijk) = g.town.wijken.iter().position(|w| w.id == org.wijk) else { continue };
        let usual = g.town.onderwerp(&org.onderwerp).map(|o| o.soort);
        let fits = |s: &&mut Schets| {
            let written = matches!(s.kanaal, Kanaal::Email | Kanaal::Website);
            free(s)
                && topic(g, s) == org.onderwerp
                && written
                && s.lot == Lot::OpTijd
                && Some(s.soort) == usual
        };
        let Some(s) = all.iter_mut().filter(fits).max_by_key(|s| (s.received, s.id)) else { continue };
        let back = i64::try_from(n + 1).unwrap_or(1) * 53 * MINUTE;
        s.received = g.uren.back(g.einde, back);
        s.indiener = Indiener::Organisatie(n);
        s.wijk = wijk;
        s.piek = None;
        s.vast = Some(Vast::Genoemd(n));
    }
}

/// t5: the last questions before the colleague left are still open then.
fn leaver(g: &Grond<'_>, all: &mut [Schets], vertrek: i64, free: &dyn Fn(&Schets) -> bool) {
    let team = |s: &Schets| g.town.onderwerpen.get(s.topic).map_or("", |o| o.team.as_str()) == "BZ";
    let latest = g.uren.back(vertrek, 2 * HOUR);
    let mut places: Vec<usize> = (0..all.len())
        .filter(|n| {
            all.get(*n).is_some_and(|s| {
                free(s) && team(s) && s.received < latest && s.soort.wettelijke_termijn().is_none()
            })
        })
        .collect();
    places.sort_by_key(|n| std::cmp::Reverse(all.get(*n).map_or((0, 0), |s| (s.received, s.id))));
    places.truncate(VERTREK);
    let mut broken = 0_usize;
    for n in places {
        let Some(s) = all.get_mut(n) else { continue };
        s.vast = Some(Vast::Vertrek);
        let norm = g.town.onderwerpen.get(s.topic).map(|o| o.norm_antwoord.clone());
        let due = norm.map_or(0, |norm| g.kalender.due(Time::from_micros(s.received), &norm).micros());
        if due < vertrek + HOUR && s.lot == Lot::OpTijd {
            s.lot = Lot::Laat;
            broken += 1;
        }
    }
    // What breaks here is taken off elsewhere, so that the team keeps what it keeps.
    let others = all.iter_mut().filter(|s| s.vast.is_none() && s.lot == Lot::Laat && team(s));
    for s in others.take(broken) {
        s.lot = Lot::OpTijd;
    }
}

/// p08: some parents ring again and again.
fn parents(g: &Grond<'_>, all: &mut [Schets], doubled: &BTreeSet<usize>) {
    let Some(piek) = g.town.pieken.iter().position(|p| p.id == "p08") else { return };
    let mut places: Vec<usize> = (0..all.len())
        .filter(|n| {
            all.get(*n).is_some_and(|s| {
                s.piek == Some(piek) && s.vast.is_none() && s.double_of.is_none() && !doubled.contains(&s.id)
            })
        })
        .collect();
    places.sort_by_key(|n| all.get(*n).map_or((0, 0), |s| (s.received, s.id)));
    let who: Vec<Indiener> = places
        .iter()
        .filter_map(|n| all.get(*n).map(|s| s.indiener))
        .filter(|i| matches!(i, Indiener::Inwoner(_)))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .take(OUDERS.min(places.len() / 3))
        .collect();
    for (turn, n) in places.iter().enumerate().take(who.len() * 3) {
        let Some(indiener) = who.get(turn % who.len().max(1)).copied() else { continue };
        if let Some(s) = all.get_mut(*n) {
            s.indiener = indiener;
        }
    }
}
