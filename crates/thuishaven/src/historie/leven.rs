// SPDX-License-Identifier: EUPL-1.2
//! What a question goes through: the shape in which the plan is handed over.

use kernel::{Time, calendar::Norm};

use crate::soort::{Afhandelwijze, Antwoordkanaal, Kanaal, Soort};

/// Who asks, by place in [`Plan::inwoners`](super::Plan::inwoners) or
/// [`Plan::organisaties`](super::Plan::organisaties).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Indiener {
    /// A resident.
    Inwoner(usize),
    /// An organisation.
    Organisatie(usize),
    /// Nobody knows.
    Anoniem,
}

/// A question and everything that happened to it until the end of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Life<'a> {
    /// Place in the plan, from 0, in order of receipt.
    pub number: usize,
    /// Moment of receipt.
    pub received: Time,
    /// Channel.
    pub kanaal: Kanaal,
    /// Topic code.
    pub onderwerp: &'a str,
    /// Kind.
    pub soort: Soort,
    /// Neighbourhood code.
    pub wijk: &'a str,
    /// Who asks.
    pub indiener: Indiener,
    /// On whose behalf, empty when for oneself.
    pub namens: String,
    /// Mail address given with the question, empty when none.
    pub email: &'a str,
    /// Phone number given with the question, E.164, empty when none.
    pub telefoon: &'a str,
    /// How the answer should come.
    pub antwoordkanaal: Antwoordkanaal,
    /// When the resident wants to be called, in words; empty when it does not matter.
    pub belmoment: String,
    /// The words.
    pub tekst: String,
    /// Short title.
    pub titel: String,
    /// Answered in the first contact.
    pub at_once: bool,
    /// Mailbox it came in by, empty for other channels.
    pub postvak: &'a str,
    /// Employee who wrote it down, for what did not come in by itself.
    pub registered_by: Option<&'a str>,
    /// Length of the conversation in seconds, for what was live.
    pub duration: Option<i64>,
    /// Cause, when we could have prevented this contact; empty when not.
    pub oorzaak: &'a str,
    /// Peak it belongs to, empty when none.
    pub piek: &'a str,
    /// Norm or legal term by which the first date was counted.
    pub norm: Norm,
    /// First date: promise, or legal term.
    pub due: Time,
    /// Place in the plan of the question that this one repeats.
    pub double_of: Option<usize>,
    /// What happened, in order of time.
    pub steps: Vec<Step<'a>>,
}

/// Something that happened to a question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Step<'a> {
    /// When.
    pub at: Time,
    /// What.
    pub kind: StepKind<'a>,
}

/// "Nee, met uitleg": the four parts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Nee {
    /// Why not.
    pub reden: String,
    /// What can be done instead.
    pub alternatief: String,
    /// Whom to ask.
    pub wie_vragen: String,
    /// How to object.
    pub bezwaar: String,
}

/// "Onze fout".
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OnzeFout {
    /// What went wrong.
    pub fout: String,
    /// What we did about it.
    pub herstel: String,
}

/// What can happen. Employees by their code, `m01` to `m30`; teams by theirs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StepKind<'a> {
    /// The first owner, by a rule of `vragen::route` or because the employee who took it in kept it
    /// (`zelf-afhandelen`; then `medewerker` is the owner).
    Routed {
        /// Owning team.
        team: &'a str,
        /// Owner, when it is a person.
        medewerker: Option<&'a str>,
        /// Name of the rule.
        rule: &'static str,
    },
    /// The team puts back what a rule gave it; it goes to the distribution point.
    PutBack {
        /// Who puts it back.
        by: &'a str,
        /// Why.
        reason: String,
    },
    /// A team lead or the distribution point gives it to a team or a person.
    Assigned {
        /// Who gives it.
        by: &'a str,
        /// To which team.
        team: &'a str,
        /// To whom, when to a person.
        to: Option<&'a str>,
    },
    /// Somebody of the team makes it theirs.
    Claimed {
        /// Who.
        by: &'a str,
    },
    /// Offered to a team or a person; the owner stays.
    Offered {
        /// The giver and owner.
        by: &'a str,
        /// Team asked.
        team: &'a str,
        /// Person asked, when one.
        to: Option<&'a str>,
        /// What the other must know.
        note: String,
    },
    /// The offer is accepted; who accepts is the owner.
    Accepted {
        /// Who.
        by: &'a str,
    },
    /// The offer is declined; the giver stays the owner.
    Declined {
        /// Who.
        by: &'a str,
        /// Why, and where it belongs.
        reason: String,
    },
    /// Nobody answered the offer in time.
    Expired,
    /// The owner left: the team has it, by rule.
    OwnerLeft {
        /// The team.
        team: &'a str,
    },
    /// An internal remark.
    Noted {
        /// Who writes.
        by: &'a str,
        /// The remark.
        text: String,
    },
    /// The resident is asked for something; the clock waits.
    AskedResident {
        /// Who asks.
        by: &'a str,
        /// For what.
        text: String,
    },
    /// The resident answers that; the clock goes on.
    AnsweredByResident {
        /// Channel.
        channel: Kanaal,
        /// Words.
        text: String,
        /// New date, when the wait used up the old one (`na-wachten-op-inwoner`).
        due: Option<Time>,
    },
    /// Somebody rings the resident.
    CallAttempt {
        /// Who rings.
        by: &'a str,
        /// Whether the resident answers; then `Answered` follows. After the second call that nobody takes the
        /// rule `twee-pogingen` closes the question: `Closed` follows.
        reached: bool,
    },
    /// The date is near and there is no answer: owner and team lead are told.
    AtRisk,
    /// A new date, with apology.
    PromiseExtended {
        /// Employee; none when the rule `belofte.verlengd` does it.
        by: Option<&'a str>,
        /// New date.
        due: Time,
        /// Honest reason.
        reason: String,
    },
    /// Late a second time, or a legal term that ends: a task for the team lead.
    SecondDelay,
    /// An answer.
    Answered {
        /// Who.
        by: &'a str,
        /// Channel.
        channel: Kanaal,
        /// Words to the resident; of a call: what was said.
        text: String,
        /// How it ends; none when it is closed later.
        outcome: Option<Afhandelwijze>,
        /// The parts of a no.
        no: Option<Nee>,
        /// Our mistake.
        mistake: Option<OnzeFout>,
        /// Seconds of conversation.
        duration: Option<i64>,
    },
    /// The resident stops it.
    Withdrawn {
        /// Words.
        text: String,
    },
    /// "Is uw vraag opgelost?" goes out, by rule.
    AskedSolved,
    /// The answer to that.
    Solved {
        /// Yes.
        yes: bool,
        /// Words, when no.
        text: String,
    },
    /// Open again at the same owner; follows a no in the same moment.
    Reopened {
        /// New date.
        due: Time,
    },
    /// Closed.
    Closed {
        /// Who; none when a rule does it.
        by: Option<&'a str>,
        /// How it ended.
        outcome: Afhandelwijze,
    },
}
