// SPDX-License-Identifier: EUPL-1.2
//! Who acts, and what that person may do to one question. The one place of object-level access.

use beheer::Inrichting;
use kernel::{Actor, Error, Result};
use uuid::Uuid;

use crate::vraag::{Stap, Vraag};

/// Who acts on a question.
#[derive(Debug, Clone)]
pub struct Wie {
    /// As the journal names it.
    pub actor: Actor,
    /// Team of the employee; empty for anybody else.
    pub team: String,
    /// Leads that team.
    pub teamleider: bool,
    /// Belongs to the distribution point: places what is with it, and helps with every question.
    pub verdeelpunt: bool,
}

impl Wie {
    /// The resident.
    pub fn inwoner() -> Self {
        Self { actor: Actor::Inwoner, team: String::new(), teamleider: false, verdeelpunt: false }
    }

    /// A named rule.
    pub fn regel(naam: &str) -> Self {
        Self { actor: Actor::regel(naam), team: String::new(), teamleider: false, verdeelpunt: false }
    }

    /// Another system.
    pub fn systeem(naam: &str) -> Self {
        Self {
            actor: Actor::Systeem(naam.to_owned()),
            team: String::new(),
            teamleider: false,
            verdeelpunt: false,
        }
    }

    /// An employee, with what the set-up says of that person now.
    pub fn medewerker(inrichting: &Inrichting, id: Uuid) -> Result<Self> {
        let m = inrichting.medewerker(id).filter(|m| m.actief).ok_or(Error::Forbidden)?;
        Ok(Self {
            actor: Actor::Medewerker(id),
            team: m.team.clone(),
            teamleider: m.is_teamleider(),
            verdeelpunt: inrichting.team(&m.team).is_some_and(|t| t.verdeelpunt),
        })
    }

    /// Id of the employee, or [`Error::Forbidden`].
    pub fn id(&self) -> Result<Uuid> {
        self.actor.medewerker().ok_or(Error::Forbidden)
    }

    /// A resident, a rule or a system: not bound by teams.
    fn buiten_teams(&self) -> bool {
        !matches!(self.actor, Actor::Medewerker(_))
    }

    /// Whether this person may read the question. A shielded one is for its team only.
    pub fn mag_lezen(&self, v: &Vraag) -> bool {
        self.buiten_teams() || !v.afgeschermd || self.team == v.eigenaar.team
    }

    /// Refuses when this person may not do this. What may not be read does not exist.
    pub fn mag(&self, v: &Vraag, stap: Stap) -> Result<()> {
        if !self.mag_lezen(v) {
            return Err(Error::NotFound);
        }
        if self.buiten_teams() {
            return Ok(());
        }
        let van_ons = self.team == v.eigenaar.team;
        let toegestaan = match stap {
            Stap::Toewijzen => van_ons && (self.teamleider || self.verdeelpunt),
            // Who owns it is for the owning team to decide, also towards the distribution point.
            Stap::Oppakken | Stap::Teruggeven | Stap::Aanbieden => van_ons,
            // Whether the offer is for this person is checked with the offer.
            Stap::Aannemen => true,
            _ => van_ons || self.verdeelpunt,
        };
        if toegestaan {
            Ok(())
        } else {
            Err(Error::refused(
                "niet-van-jouw-team",
                "Deze vraag is van een ander team. Schrijf een notitie, of vraag dat team om hem aan te bieden.",
            ))
        }
    }
}
