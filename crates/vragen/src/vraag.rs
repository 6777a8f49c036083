// SPDX-License-Identifier: EUPL-1.2
//! `Vraag` and its state machine. Pure: no store, no clock of its own.
//!
//! Two facts are built into the types: there is always exactly one owner ([`Eigenaar`] has a team and
//! perhaps a person of that team), and there is always a date ([`Belofte`]).

use kernel::{Error, Result, Time, calendar::Calendar, calendar::Norm, id_type};
use uuid::Uuid;

use crate::soort::{Afhandelwijze, Antwoordkanaal, Kanaal, Soort, Toestand};

id_type!(
    /// Identifier of a question.
    VraagId
);

/// The one party that must act now: a team, or a person of that team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Eigenaar {
    /// Team; for a person the team in which the question is theirs.
    pub team: String,
    /// Person, when it is one.
    pub medewerker: Option<Uuid>,
}

impl Eigenaar {
    /// Owned by a whole team.
    pub fn team(team: impl Into<String>) -> Self {
        Self { team: team.into(), medewerker: None }
    }

    /// Owned by one person of a team.
    pub fn medewerker(team: impl Into<String>, medewerker: Uuid) -> Self {
        Self { team: team.into(), medewerker: Some(medewerker) }
    }
}

/// Which clock the date belongs to. The screens never mix them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Klok {
    /// A date we promised, counted by a norm.
    Belofte,
    /// A date the law sets.
    Wettelijk,
}

impl Klok {
    /// The word in the database.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Belofte => "belofte",
            Self::Wettelijk => "wettelijk",
        }
    }

    /// The clock of this word.
    pub(crate) fn lees(tekst: &str) -> Self {
        if tekst == Self::Wettelijk.text() { Self::Wettelijk } else { Self::Belofte }
    }
}

/// The date, and the moments at which the rules look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Belofte {
    /// Last moment.
    pub uiterlijk: Time,
    /// Promise or law.
    pub klok: Klok,
    /// Norm by which it was counted.
    pub norm: Norm,
    /// From here an unanswered question is at risk.
    pub risico_op: Time,
    /// Here the rule `belofte.verlengd` sets a new date when nobody did: two working hours before, or for a
    /// term so short that this would come before the risk, halfway between risk and date.
    pub verleng_op: Time,
}

/// Working hours between the extension by rule and the promised moment.
const VERLENG_WERKUREN: u32 = 2;

impl Belofte {
    /// Counts the date for a question of this kind that is promised `nu`. A promise that would be broken by the
    /// time it is made (a letter that lay for a week) is counted from `nu`; a legal term never is.
    pub fn nieuw(kalender: &Calendar, soort: Soort, ontvangen: Time, nu: Time, norm: &Norm) -> Self {
        let geteld = Self::tel(kalender, soort, ontvangen, norm);
        if geteld.klok == Klok::Belofte && geteld.verleng_op <= nu {
            return Self::tel(kalender, soort, nu, norm);
        }
        geteld
    }

    /// Counts the date for a question of this kind, received at `vanaf`, under the norm of team or topic.
    pub fn tel(kalender: &Calendar, soort: Soort, vanaf: Time, norm: &Norm) -> Self {
        match soort.wettelijke_termijn() {
            Some(termijn) => {
                Self::op(kalender, vanaf, kalender.due(vanaf, &termijn), Klok::Wettelijk, termijn)
            }
            None => Self::op(kalender, vanaf, kalender.due(vanaf, norm), Klok::Belofte, norm.clone()),
        }
    }

    /// A date that was chosen, with the moments at which the rules look at it.
    pub fn op(kalender: &Calendar, vanaf: Time, uiterlijk: Time, klok: Klok, norm: Norm) -> Self {
        let risico_op = kalender.at_risk(vanaf, uiterlijk, &norm).min(uiterlijk);
        let twee_uur_ervoor = kalender.minus_open_hours(uiterlijk, VERLENG_WERKUREN);
        let verleng_op = if twee_uur_ervoor > risico_op {
            twee_uur_ervoor
        } else {
            midden(kalender, risico_op, uiterlijk)
        };
        Self { uiterlijk, klok, norm, risico_op, verleng_op }
    }
}

/// Halfway between two moments, in working time when that is possible.
fn midden(kalender: &Calendar, van: Time, tot: Time) -> Time {
    let helft = van + tot.since(van) / 2;
    Some(kalender.next_opening(helft)).filter(|t| *t < tot).unwrap_or(helft)
}

/// What a resident wants from us.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts of one question, each a column")]
pub struct Vraag {
    /// Counts up over all years.
    pub volgnummer: i64,
    /// Identifier.
    pub id: VraagId,
    /// Moment of receipt; never changes.
    pub ontvangen_op: Time,
    /// Channel by which it came in.
    pub kanaal: Kanaal,
    /// Kind.
    pub soort: Soort,
    /// Topic, when known.
    pub onderwerp: Option<String>,
    /// Neighbourhood, when known.
    pub wijk: Option<String>,
    /// First words, without a BSN.
    pub titel: String,
    /// State.
    pub toestand: Toestand,
    /// Owner.
    pub eigenaar: Eigenaar,
    /// Since when this owner owns it.
    pub sinds: Time,
    /// Rule that gave it to this owner, or `overdracht.aangenomen`.
    pub regel: String,
    /// Date.
    pub belofte: Belofte,
    /// Owner and team lead were told that the date is at risk.
    pub risico_gemeld: bool,
    /// How often the promised date was moved.
    pub verlengd: i64,
    /// How the resident wants the answer.
    pub antwoordkanaal: Antwoordkanaal,
    /// When the resident wants to be called, in words.
    pub belmoment: String,
    /// What we wait for, in the words the resident reads.
    pub wacht_op: String,
    /// Only the owning team may read it.
    pub afgeschermd: bool,
    /// Answered in the first contact.
    pub meteen: bool,
    /// Accepted hand-overs.
    pub overdrachten: i64,
    /// Calls that did not reach the resident.
    pub belpogingen: i64,
    /// How often it was opened again.
    pub heropend: i64,
    /// Moment of the last answer.
    pub beantwoord_op: Option<Time>,
    /// Moment it was closed.
    pub afgerond_op: Option<Time>,
    /// How it ended.
    pub afhandelwijze: Option<Afhandelwijze>,
    /// Ended with an apology for our mistake.
    pub onze_fout: bool,
    /// Open minutes from receipt to the first answer.
    pub doorlooptijd: Option<i64>,
    /// First answer came before the promise of that moment passed.
    pub op_tijd: Option<bool>,
    /// When we ask whether it was solved.
    pub navraag_op: Option<Time>,
    /// Answer to that: empty, `gevraagd`, `ja`, `nee`.
    pub navraag: String,
    /// Counts the changes.
    pub versie: i64,
}

/// What can be done to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stap {
    /// Make it mine.
    Oppakken,
    /// Back to the team, or to the giver.
    Teruggeven,
    /// A team lead gives it to somebody of the team, or to the team again.
    Toewijzen,
    /// Offer it to another team or colleague.
    Aanbieden,
    /// Take over what was offered.
    Aannemen,
    /// Ask the resident for something.
    Navragen,
    /// Ask another body for something.
    WachtenOpAnder,
    /// Go on: what we waited for is here.
    Doorgaan,
    /// Answer.
    Beantwoorden,
    /// Close.
    Afronden,
    /// Open again.
    Heropenen,
    /// Stop at the resident's request.
    Intrekken,
    /// Send on to another public body.
    Doorzenden,
    /// Set a new date.
    NieuweDatum,
    /// Write a remark, change the kind: changes no state.
    Noteren,
}

/// The state machine: which step is possible in which state, and where it leads.
pub fn volgende(toestand: Toestand, stap: Stap) -> Option<Toestand> {
    use Stap as S;
    use Toestand as T;
    let loopt = toestand.loopt();
    match stap {
        S::Noteren => Some(toestand),
        S::Oppakken | S::Teruggeven | S::Toewijzen | S::Aanbieden | S::Aannemen => {
            (!toestand.klaar()).then_some(toestand)
        }
        S::NieuweDatum => loopt.then_some(toestand),
        S::Navragen => (!toestand.klaar()).then_some(T::WachtOpInwoner),
        S::WachtenOpAnder => loopt.then_some(T::WachtOpAnder),
        S::Doorgaan => loopt.then_some(T::Open),
        S::Beantwoorden => (!toestand.klaar()).then_some(T::Beantwoord),
        S::Afronden => (!toestand.klaar()).then_some(T::Afgerond),
        S::Intrekken => (!toestand.klaar()).then_some(T::Ingetrokken),
        S::Doorzenden => loopt.then_some(T::Doorgezonden),
        S::Heropenen => (!loopt).then_some(T::Open),
    }
}

impl Vraag {
    /// Does `stap`, or says in plain Dutch why that is not possible now.
    pub fn zet(&mut self, stap: Stap) -> Result<()> {
        match volgende(self.toestand, stap) {
            Some(toestand) => {
                if toestand != Toestand::WachtOpInwoner && toestand != Toestand::WachtOpAnder {
                    self.wacht_op.clear();
                }
                self.toestand = toestand;
                Ok(())
            }
            None => Err(Error::refused(
                "stap-kan-niet",
                format!("Dat kan nu niet: deze vraag is {}.", self.toestand.text().replace('-', " ")),
            )),
        }
    }

    /// Year of receipt, local: part of the number.
    pub fn jaar(&self) -> i16 {
        self.ontvangen_op.day().year()
    }

    /// Whether the clock stands still: we wait for the resident. The law does not wait.
    pub fn klok_wacht(&self) -> bool {
        self.toestand == Toestand::WachtOpInwoner && self.belofte.klok == Klok::Belofte
    }

    /// Whether an answer at `nu` keeps what we promised.
    pub fn haalt_belofte(&self, nu: Time) -> bool {
        nu <= self.belofte.uiterlijk || self.klok_wacht()
    }

    /// How the date stands at `nu`.
    pub fn stand(&self, nu: Time) -> Stand {
        Stand::van(self.toestand, self.belofte.klok, self.belofte.uiterlijk, self.belofte.risico_op, nu)
    }
}

/// How the date of a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// Later, and not at risk.
    OpTijd,
    /// At risk: the last working day, or the last fifth of a short term.
    Risico,
    /// Promised for today.
    Vandaag,
    /// The date has passed.
    TeLaat,
    /// The clock waits for the resident.
    Wacht,
    /// Answered or closed.
    Klaar,
}

impl Stand {
    /// How a date stands at `nu`.
    pub fn van(toestand: Toestand, klok: Klok, uiterlijk: Time, risico_op: Time, nu: Time) -> Self {
        let wacht = toestand == Toestand::WachtOpInwoner;
        if !toestand.loopt() {
            Self::Klaar
        } else if wacht && (klok == Klok::Belofte || nu <= uiterlijk) {
            Self::Wacht
        } else if nu > uiterlijk {
            Self::TeLaat
        } else if uiterlijk.day() == nu.day() {
            Self::Vandaag
        } else if nu >= risico_op {
            Self::Risico
        } else {
            Self::OpTijd
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_question_can_only_be_opened_again() {
        for stap in [
            Stap::Oppakken,
            Stap::Aanbieden,
            Stap::Aannemen,
            Stap::Navragen,
            Stap::Beantwoorden,
            Stap::Afronden,
            Stap::Intrekken,
            Stap::NieuweDatum,
        ] {
            assert_eq!(volgende(Toestand::Afgerond, stap), None, "{stap:?}");
        }
        assert_eq!(volgende(Toestand::Afgerond, Stap::Heropenen), Some(Toestand::Open));
    }

    #[test]
    fn an_open_question_cannot_be_opened_again() {
        assert_eq!(volgende(Toestand::Open, Stap::Heropenen), None);
    }
}
