// SPDX-License-Identifier: EUPL-1.2
//! The penalty for deciding too late.

use std::num::NonZeroU16;

use super::*;

fn dwangsom(termijn: &str, ingebrekestelling: &str) -> Dwangsom {
    Dwangsom {
        termijn_tot_en_met: d(termijn),
        ingebrekestelling: d(ingebrekestelling),
        besluit: None,
        aanvragers: NonZeroU16::MIN,
        geen: None,
    }
}

fn owed(dwangsom: &Dwangsom) -> Verbeurd {
    match dwangsom.bereken().unwrap().uitkomst {
        Uitkomst::Verbeurd(owed) => *owed,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_first_day_is_two_weeks_after_the_notice_and_the_open_point_is_told() {
    let case = dwangsom("2026-03-02", "2026-03-10");
    let owed = owed(&case);
    assert_eq!(EERSTE_DAG, EersteDag::Letterlijk, "the vector holds for this reading");
    assert_eq!((owed.eerste_dag, owed.laatste_dag, owed.dagen), (d("2026-03-24"), d("2026-05-04"), 42));
    assert_eq!((owed.bedrag, owed.hoogstens), (1_442, true));
    let doubt = case.bereken().unwrap().afleiding.stappen()[0].let_op.clone().unwrap();
    assert!(doubt.contains("25 maart 2026"), "{doubt}");
}

#[test]
fn a_decision_on_the_twentieth_day_costs_fourteen_times_23_and_six_times_35() {
    let mut case = dwangsom("2026-03-02", "2026-03-10");
    case.besluit = Some(d("2026-04-12"));
    let owed = owed(&case);
    assert_eq!((owed.dagen, owed.bedrag), (20, 14 * 23 + 6 * 35));
    let days: Vec<_> = owed.schijven.iter().map(|s| (s.dagen, s.per_dag)).collect();
    assert_eq!(days, [(14, 23), (6, 35)]);
    // Fourteen days later to fix it; 26 April is a Sunday, 27 April Koningsdag.
    assert_eq!(
        (owed.besluit_uiterlijk.zonder_atw, owed.besluit_uiterlijk.laatste_dag),
        (d("2026-04-26"), d("2026-04-28"))
    );
}

#[test]
fn the_penalty_days_run_on_through_weekends_and_holidays() {
    let owed = owed(&dwangsom("2026-04-20", "2026-04-21"));
    // Begins on 5 May, Bevrijdingsdag, and ends on a Monday 42 days on.
    assert_eq!((owed.eerste_dag, owed.laatste_dag), (d("2026-05-05"), d("2026-06-15")));
}

#[test]
fn nothing_is_owed_for_the_grounds_of_the_law_and_for_the_woo() {
    for grond in GeenDwangsom::ALL {
        let case = Dwangsom { geen: Some(*grond), ..dwangsom("2026-03-02", "2026-03-10") };
        assert_eq!(case.bereken().unwrap().uitkomst, Uitkomst::Geen { grond: *grond });
    }
}

#[test]
fn a_notice_while_the_term_runs_has_no_effect_and_a_decision_in_time_costs_nothing() {
    assert_eq!(dwangsom("2026-03-10", "2026-03-10").bereken().unwrap().uitkomst, Uitkomst::TeVroeg);
    let mut case = dwangsom("2026-03-02", "2026-03-10");
    case.besluit = Some(d("2026-03-23"));
    assert_eq!(case.bereken().unwrap().uitkomst, Uitkomst::OpTijd { eerste_dag: d("2026-03-24") });
    case.besluit = Some(d("2026-03-24"));
    assert_eq!(owed(&case).bedrag, 23);
    case.besluit = Some(d("2026-12-24"));
    assert_eq!(owed(&case).bedrag, 1_442, "never more than 42 days");
}

#[test]
fn several_applicants_share_equally() {
    let case = Dwangsom { aanvragers: NonZeroU16::new(3).unwrap(), ..dwangsom("2026-03-02", "2026-03-10") };
    assert_eq!(owed(&case).per_aanvrager_cent, 48_066);
}

#[test]
fn amounts_have_days_on_which_they_hold_and_unread_ones_are_told() {
    for pair in BEDRAGEN.windows(2) {
        assert_eq!(pair[0].tot_en_met.unwrap().tomorrow().unwrap(), pair[1].vanaf);
    }
    let doubts = |case: &Dwangsom| {
        let steps = case.bereken().unwrap().afleiding;
        steps.stappen().iter().filter(|s| s.let_op.as_deref().is_some_and(|l| l.contains("bedragen"))).count()
    };
    assert_eq!(doubts(&dwangsom("2025-03-03", "2025-03-10")), 0);
    assert_eq!(doubts(&dwangsom("2025-12-01", "2025-12-10")), 1, "its last days lie in 2026");
    assert_eq!(code(dwangsom("2022-03-03", "2022-03-10").bereken()), "bedragen-onbekend");
}
