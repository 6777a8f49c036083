// SPDX-License-Identifier: EUPL-1.2
//! Who asks and who answers.

use std::collections::BTreeMap;

use super::{
    leven::Indiener,
    schets::{Lot, Schets},
};
use crate::{
    gegevens::{Medewerker, Onderwerp},
    inwoners::{Inwoner, Organisatie},
    kans::Kans,
    soort::{Kanaal, Soort},
    thuishaven::Thuishaven,
};

/// Residents and organisations by neighbourhood.
pub(super) struct Mensen<'a> {
    town: &'a Thuishaven,
    inwoners: &'a [Inwoner],
    volwassen: BTreeMap<&'a str, Vec<usize>>,
    bedrijven: BTreeMap<&'a str, Vec<usize>>,
    /// Per cent of promises kept per topic.
    gehouden: BTreeMap<&'a str, u32>,
}

impl<'a> Mensen<'a> {
    pub(super) fn new(
        town: &'a Thuishaven,
        inwoners: &'a [Inwoner],
        organisaties: &'a [Organisatie],
    ) -> Self {
        let mut volwassen: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, p) in inwoners.iter().enumerate().filter(|(_, p)| p.volwassen()) {
            volwassen.entry(p.wijk.as_str()).or_default().push(n);
        }
        let mut bedrijven: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, o) in organisaties.iter().enumerate() {
            bedrijven.entry(o.wijk.as_str()).or_default().push(n);
        }
        Self { town, inwoners, volwassen, bedrijven, gehouden: gehouden(town) }
    }

    /// Per cent of promises kept for this topic.
    pub(super) fn gehouden(&self, o: &Onderwerp) -> u32 {
        self.gehouden.get(o.id.as_str()).copied().unwrap_or(80).min(100)
    }

    /// Somebody of this neighbourhood who would ask this.
    pub(super) fn draw(&self, o: &Onderwerp, wijk: &str, s: &Schets, kans: &mut Kans) -> Indiener {
        let unknown = match (s.lot, s.kanaal) {
            _ if s.soort == Soort::Signaal => 40.0,
            (Lot::Meteen, Kanaal::Telefoon) => 38.0,
            (Lot::Meteen, Kanaal::Balie) => 22.0,
            (Lot::Meteen, _) => 8.0,
            (_, Kanaal::App | Kanaal::Website) if o.soort == Soort::Melding => 9.0,
            _ => 0.0,
        };
        if kans.percent(unknown) {
            return Indiener::Anoniem;
        }
        let business = if self.town.alleen.iter().any(|a| a.wijk == wijk) { 85 } else { o.organisaties };
        if kans.percent(f64::from(business))
            && let Some(n) = self.bedrijven.get(wijk).and_then(|all| kans.one(all))
        {
            return Indiener::Organisatie(*n);
        }
        let Some(all) = self.volwassen.get(wijk) else { return Indiener::Anoniem };
        let [youngest, oldest] = o.leeftijd;
        let mut found = kans.one(all);
        for _ in 0..12 {
            let age = found.and_then(|n| self.inwoners.get(*n)).map_or(0, |p| p.leeftijd);
            if (youngest..=oldest).contains(&age) {
                break;
            }
            found = kans.one(all);
        }
        found.map_or(Indiener::Anoniem, |n| Indiener::Inwoner(*n))
    }
}

/// Promise kept per topic. Where a topic has a share of its own, the other topics of its team make up for it, so
/// that the share of the team holds.
fn gehouden(town: &Thuishaven) -> BTreeMap<&str, u32> {
    let mut all = BTreeMap::new();
    for team in &town.teams {
        let rest = |o: &&Onderwerp| u64::from(o.per_jaar * (100 - o.meteen.min(100)));
        let (mut own, mut own_kept, mut total) = (0, 0, 0);
        for o in town.onderwerpen.iter().filter(|o| o.team == team.id) {
            total += rest(&o);
            if let Some(kept) = town.gedrag.gehouden.get(&o.id) {
                own += rest(&o);
                own_kept += rest(&o) * u64::from(*kept);
            }
        }
        let wanted = total * u64::from(team.gehouden);
        let other = wanted.saturating_sub(own_kept) / total.saturating_sub(own).max(1);
        let other = u32::try_from(other).unwrap_or(team.gehouden).min(98);
        for o in town.onderwerpen.iter().filter(|o| o.team == team.id) {
            all.insert(o.id.as_str(), town.gedrag.gehouden.get(&o.id).copied().unwrap_or(other));
        }
    }
    all
}

/// Who answers what.
#[derive(Debug)]
pub(super) struct Bezetting<'a> {
    town: &'a Thuishaven,
}

impl<'a> Bezetting<'a> {
    pub(super) const fn new(town: &'a Thuishaven) -> Self {
        Self { town }
    }

    /// The employee who knows this topic in this neighbourhood; `gone`: after somebody left.
    pub(super) fn lead(&self, o: &Onderwerp, wijk: &str, gone: bool, kans: &mut Kans) -> &'a str {
        let fits = |m: &&Medewerker| {
            m.team == o.team
                && m.onderwerpen.contains(&o.id)
                && !(gone && m.vertrekt)
                && (m.wijken.is_empty() || m.wijken.iter().any(|w| w == wijk))
        };
        let found: Vec<&Medewerker> = self.town.medewerkers.iter().filter(fits).collect();
        let weights: Vec<u32> = found.iter().map(|m| weight(m, &o.id, wijk)).collect();
        found.get(kans.weighted(&weights)).map_or("m01", |m| m.id.as_str())
    }

    /// A colleague of the same team.
    pub(super) fn colleague(&self, team: &str, not: &str, gone: bool, kans: &mut Kans) -> Option<&'a str> {
        let fits = |m: &&Medewerker| {
            m.team == team && m.id != not && !m.onderwerpen.is_empty() && !(gone && m.vertrekt)
        };
        let found: Vec<&Medewerker> = self.town.medewerkers.iter().filter(fits).collect();
        kans.one(&found).map(|m| m.id.as_str())
    }

    /// The lead of a team.
    pub(super) fn teamlead(&self, team: &str) -> &'a str {
        let lead = self.town.medewerkers.iter().find(|m| m.team == team && m.is_teamleider());
        lead.map_or("m01", |m| m.id.as_str())
    }

    /// Who takes the telephone on this weekday (1 is Monday).
    pub(super) fn telephone(&self, topic: &str, dag: i8, kans: &mut Kans) -> &'a str {
        self.at(kans, |m| {
            let may = m.alleen.is_empty() || m.alleen.iter().any(|o| o == topic);
            if may && m.werkt_op(dag) { m.telefoon } else { 0 }
        })
    }

    /// Who is at the desk for this team's topics.
    pub(super) fn desk(&self, team: &str, dag: i8, kans: &mut Kans) -> &'a str {
        let own = self.town.medewerkers.iter().any(|m| m.team == team && m.balie > 0);
        let team = if own { team } else { "KCC" };
        self.at(kans, |m| if m.team == team && m.werkt_op(dag) { m.balie } else { 0 })
    }

    fn at(&self, kans: &mut Kans, share: impl Fn(&Medewerker) -> u32) -> &'a str {
        let shares: Vec<u32> = self.town.medewerkers.iter().map(share).collect();
        if shares.iter().all(|s| *s == 0) {
            return "m01";
        }
        self.town.medewerkers.get(kans.weighted(&shares)).map_or("m01", |m| m.id.as_str())
    }
}

/// Who names a topic first is the lead person; who has only some neighbourhoods goes before who has all.
fn weight(m: &Medewerker, topic: &str, wijk: &str) -> u32 {
    let first = m.onderwerpen.iter().position(|o| o == topic).unwrap_or(9);
    let place = u32::try_from(12_usize.saturating_sub(first * 3).max(2)).unwrap_or(2);
    let local = if m.wijken.iter().any(|w| w == wijk) { 8 } else { 1 };
    let lead = if m.is_teamleider() && first > 0 { 1 } else { 2 };
    place * local * lead
}
