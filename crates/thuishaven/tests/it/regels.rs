// SPDX-License-Identifier: EUPL-1.2
//! Every life obeys the rules of the house: one owner, offers before acceptance, dates as the calendar counts them.

use kernel::{
    Time,
    calendar::{Calendar, Norm},
};
use thuishaven::{Afhandelwijze, Life, Plan, Step, StepKind, Thuishaven};

use crate::support::{CALENDAR, LIVES, PLAN, TOWN, end};

/// What holds of a question while its life is read.
struct Toestand<'l> {
    calendar: &'l Calendar,
    left: Time,
    team: &'l str,
    who: Option<&'l str>,
    offered: Option<(Time, &'l str, Option<&'l str>)>,
    waiting: bool,
    answered: bool,
    closed: bool,
    due: Time,
    missed: u32,
}

fn team_of(town: &Thuishaven, who: &str) -> String {
    town.medewerker(who).unwrap().team.clone()
}

impl<'l> Toestand<'l> {
    fn new(life: &Life<'_>, calendar: &'l Calendar, left: Time) -> Self {
        Self {
            calendar,
            left,
            team: "",
            who: None,
            offered: None,
            waiting: false,
            answered: false,
            closed: false,
            due: life.due,
            missed: 0,
        }
    }

    fn step(&mut self, step: &'l Step<'l>, life: &Life<'_>) {
        let said = || format!("{step:?} in {life:#?}");
        match &step.kind {
            StepKind::Routed { team, medewerker, .. } => {
                self.team = team;
                self.who = *medewerker;
                assert!(medewerker.is_none_or(|m| team_of(&TOWN, m) == *team), "{}", said());
            }
            StepKind::Claimed { by } => {
                assert!(self.who.is_none() && team_of(&TOWN, by) == self.team, "{}", said());
                self.who = Some(by);
            }
            StepKind::Assigned { by, team, to } => {
                let lead = TOWN.medewerker(by).unwrap();
                assert!(lead.is_teamleider() && (lead.team == *team || lead.team == "KCC"), "{}", said());
                assert!(to.is_none_or(|t| team_of(&TOWN, t) == *team), "{}", said());
                (self.team, self.who) = (team, *to);
            }
            StepKind::PutBack { by, .. } => {
                assert!(
                    self.who.is_none() && team_of(&TOWN, by) == self.team && self.team != "KCC",
                    "{}",
                    said()
                );
                assert!(self.within_four_hours(life.received, step.at), "{}", said());
                self.team = "KCC";
            }
            StepKind::OwnerLeft { team } => {
                assert_eq!(self.who, Some("m10"), "{}", said());
                (self.team, self.who) = (team, None);
            }
            StepKind::Offered { .. }
            | StepKind::Accepted { .. }
            | StepKind::Declined { .. }
            | StepKind::Expired => self.offer(step, &said),
            StepKind::AskedResident { by, .. } => {
                assert!(self.who == Some(by) && !self.waiting && !self.answered, "{}", said());
                self.waiting = true;
            }
            StepKind::AnsweredByResident { due, .. } => {
                assert!(self.waiting, "{}", said());
                self.waiting = false;
                let least = self.calendar.due(step.at, &Norm::Werkdagen(2));
                assert_eq!(
                    *due,
                    (self.due < least && life.soort.wettelijke_termijn().is_none()).then_some(least),
                    "{}",
                    said()
                );
                self.due = due.unwrap_or(self.due);
            }
            _ => self.ending(step, life, &said),
        }
    }

    fn offer(&mut self, step: &'l Step<'l>, said: &dyn Fn() -> String) {
        match &step.kind {
            StepKind::Offered { by, team, to, .. } => {
                assert!(self.who == Some(by) && self.offered.is_none() && *to != Some(by), "{}", said());
                assert!(to.is_none_or(|t| team_of(&TOWN, t) == *team), "{}", said());
                self.offered = Some((step.at, team, *to));
            }
            StepKind::Accepted { by } | StepKind::Declined { by, .. } => {
                let (at, team, to) = self.offered.take().unwrap_or_else(|| panic!("{}", said()));
                assert!(to.is_none_or(|t| t == *by) && team_of(&TOWN, by) == team, "{}", said());
                assert!(self.within_four_hours(at, step.at), "{}", said());
                if matches!(step.kind, StepKind::Accepted { .. }) {
                    (self.team, self.who) = (team, Some(*by));
                }
            }
            _ => {
                let (at, ..) = self.offered.take().unwrap_or_else(|| panic!("{}", said()));
                let hours = self.calendar.open_minutes(at, step.at);
                assert_eq!(hours, 240, "{}", said());
            }
        }
    }

    fn ending(&mut self, step: &'l Step<'l>, life: &Life<'_>, said: &dyn Fn() -> String) {
        match &step.kind {
            StepKind::PromiseExtended { by, due, .. } => {
                assert!(
                    !self.answered && !self.waiting && step.at < self.due && *due > self.due,
                    "{}",
                    said()
                );
                assert!(by.is_none() || *by == self.who, "{}", said());
                assert!(life.soort.wettelijke_termijn().is_none(), "{}", said());
                self.due = *due;
            }
            StepKind::CallAttempt { by, reached } => {
                assert!(self.who == Some(by) && !life.telefoon.is_empty(), "{}", said());
                self.missed += u32::from(!reached);
            }
            StepKind::Answered { by, outcome, no, .. } => {
                assert!(
                    self.who == Some(by) && !self.closed && !self.waiting || self.waiting_long(step, life),
                    "{}",
                    said()
                );
                assert_eq!(no.is_some(), *outcome == Some(Afhandelwijze::NeeMetUitleg), "{}", said());
                (self.answered, self.closed) = (true, outcome.is_some());
            }
            StepKind::Closed { by, outcome } => {
                assert!(!self.closed, "{}", said());
                match outcome {
                    Afhandelwijze::NietBereikt => assert!(by.is_none() && self.missed == 2, "{}", said()),
                    _ => assert!(self.answered, "{}", said()),
                }
                self.closed = true;
            }
            StepKind::Withdrawn { .. } => {
                assert!(!self.closed, "{}", said());
                self.closed = true;
            }
            StepKind::Reopened { due } => {
                assert!(self.answered, "{}", said());
                (self.answered, self.closed, self.due) = (false, false, *due);
                if self.who == Some("m10")
                    && TOWN.medewerker("m10").is_some_and(|m| m.vertrekt)
                    && step.at >= self.left
                {
                    self.who = None;
                }
            }
            StepKind::AtRisk | StepKind::SecondDelay => {
                assert!(!self.answered && !self.waiting, "{}", said());
            }
            StepKind::AskedSolved | StepKind::Solved { .. } => assert!(self.answered, "{}", said()),
            _ => {}
        }
    }

    fn within_four_hours(&self, from: Time, until: Time) -> bool {
        self.calendar.open_minutes(from, until) <= 240
    }

    /// The one answer that is given while we wait: that we stop.
    fn waiting_long(&mut self, step: &Step<'_>, life: &Life<'_>) -> bool {
        let days = step.at.since(life.received).as_secs() / 86_400;
        std::mem::take(&mut self.waiting) && days > 21
    }
}

/// Reads a life by the rules.
fn obeys(life: &Life<'_>, calendar: &Calendar, left: Time) {
    let mut state = Toestand::new(life, calendar, left);
    for step in &life.steps {
        state.step(step, life);
    }
    assert!(!state.team.is_empty());
    assert_eq!(life.due, calendar.due(life.received, &life.norm), "{life:#?}");
}

#[test]
fn every_question_has_one_owner_and_every_change_of_owner_a_reason() {
    for life in LIVES.iter() {
        obeys(life, &CALENDAR, PLAN.leaver().1);
    }
}

#[test]
fn the_rules_hold_whenever_the_demo_is_started() {
    for (seed, end) in [
        (1, "2026-01-01T02:30:00Z"),
        (2, "2026-03-29T01:30:00Z"),
        (3, "2026-07-05T21:00:00Z"),
        (4, "2026-10-25T00:30:00Z"),
        (5, "2027-06-14T07:31:00Z"),
        (6, "2028-02-29T11:00:00Z"),
    ] {
        let end = Time::parse(end).unwrap();
        let plan = Plan::with_volume(&TOWN, seed, end, 4_000).unwrap();
        let calendar = TOWN.kalender(end).unwrap();
        assert_eq!((plan.lives().count(), plan.inwoners().len()), (4_000, 20_000));
        for life in plan.lives() {
            obeys(&life, &calendar, plan.leaver().1);
            assert!(life.received < end && life.steps.iter().all(|s| s.at < end), "{life:#?}");
            assert!(!life.tekst.is_empty() && !life.titel.is_empty());
        }
    }
}

#[test]
fn the_first_date_is_counted_by_the_norm_that_is_named() {
    for life in LIVES.iter() {
        assert_eq!(life.due, CALENDAR.due(life.received, &life.norm), "{life:#?}");
        let legal = life.soort.wettelijke_termijn();
        assert!(legal.is_none_or(|term| term == life.norm), "{life:#?}");
    }
}

#[test]
fn a_promise_that_will_not_be_kept_is_moved_two_working_hours_before_and_never_later() {
    for life in
        LIVES.iter().filter(|l| l.soort.wettelijke_termijn().is_none() && !(l.at_once && l.kanaal.live()))
    {
        let over = life.steps.iter().find(|s| {
            matches!(
                s.kind,
                StepKind::Answered { .. }
                    | StepKind::Withdrawn { .. }
                    | StepKind::Closed { .. }
                    | StepKind::AskedResident { .. }
            )
        });
        let over = over.map_or(end(), |s| s.at);
        let watch = CALENDAR.minus_open_hours(life.due, 2).max(life.received);
        let moved = life.steps.iter().find(|s| matches!(s.kind, StepKind::PromiseExtended { .. }));
        if over > watch {
            assert!(moved.is_some_and(|s| s.at <= watch), "{life:#?}");
        } else if let Some(s) = moved {
            assert!(s.at < over, "{life:#?}");
        }
    }
}
