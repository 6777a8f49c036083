// SPDX-License-Identifier: EUPL-1.2
//! The four verdicts and their sentences.

use stats::Level;
use stats::effect::difference_in_differences;
use stats::plan::Demand;
use stats::sample::{Moments, Share};
use stats::verdict::{Better, Data, Measure, Moment, Plan, Verdict, judge};

fn shares(before: (u64, u64), after: (u64, u64)) -> Data {
    Data::Shares {
        before: Share::new(before.0, before.1).unwrap(),
        after: Share::new(after.0, after.1).unwrap(),
    }
}

fn helped_at_once() -> Plan {
    Plan::share(0.60, 0.10, Better::Higher, Demand::USUAL).unwrap()
}

#[track_caller]
fn says(plan: &Plan, data: &Data, moment: Moment, verdict: Verdict, sentence: &str) {
    let got = judge(plan, data, moment).unwrap();
    assert_eq!(got.verdict, verdict, "{got:?}");
    assert_eq!(got.sentence, sentence);
}

#[test]
fn proven_better() {
    says(
        &helped_at_once(),
        &shares((240, 400), (290, 400)),
        Moment::DecisionDay,
        Verdict::ProvenBetter,
        "Het is aantoonbaar beter: van 60% naar 72,5%. Dat is 12,5 procentpunt hoger. Met 95% zekerheid ligt het verschil \
         tussen 5,8 en 19,1 procentpunt.",
    );
}

#[test]
fn lower_can_be_better_and_higher_worse() {
    let plan = Plan::mean(60.0, 15.0, Better::Lower, Demand::USUAL, "seconden", 0).unwrap();
    let waits = |before: f64, after: f64| Data::Means {
        before: Moments::from_summary(300, before, 60.0).unwrap(),
        after: Moments::from_summary(300, after, 60.0).unwrap(),
    };
    says(
        &plan,
        &waits(1100.0, 1070.0),
        Moment::DecisionDay,
        Verdict::ProvenBetter,
        "Het is aantoonbaar beter: van 1.100 naar 1.070 seconden. Dat is 30 seconden lager. Met 95% zekerheid ligt het \
         verschil tussen 20 en 40 seconden.",
    );
    assert_eq!(judge(&plan, &waits(90.0, 120.0), Moment::DecisionDay).unwrap().verdict, Verdict::ProvenWorse);
}

#[test]
fn no_difference_that_matters_even_when_there_is_one() {
    says(
        &helped_at_once(),
        &shares((60_000, 100_000), (61_000, 100_000)),
        Moment::DecisionDay,
        Verdict::NoRelevantDifference,
        "Er is geen verschil dat ertoe doet: van 60% naar 61%. Met 95% zekerheid is het verschil kleiner dan 10 \
         procentpunt. Die grens is vooraf gekozen.",
    );
}

#[test]
fn before_the_decision_day_nothing_is_proven() {
    let plan = helped_at_once();
    assert_eq!(plan.per_group(), 376);
    says(
        &plan,
        &shares((60, 100), (95, 100)),
        Moment::Running,
        Verdict::NotEnoughData { more: 276 },
        "Nog niet te zeggen. Er zijn nog 280 metingen per groep nodig.",
    );
    says(
        &plan,
        &shares((300, 500), (400, 500)),
        Moment::Running,
        Verdict::NotEnoughData { more: 0 },
        "Nog niet te zeggen. Er zijn genoeg metingen. Het oordeel volgt op de beslisdatum.",
    );
}

#[test]
fn too_few_on_the_day_itself() {
    says(
        &helped_at_once(),
        &shares((18, 30), (20, 30)),
        Moment::DecisionDay,
        Verdict::NotEnoughData { more: 346 },
        "Nog niet te zeggen: het verschil kan toeval zijn. Er zijn nog ongeveer 350 metingen per groep nodig.",
    );
    let none = judge(&helped_at_once(), &shares((0, 0), (0, 0)), Moment::DecisionDay).unwrap();
    assert_eq!((none.verdict, none.difference), (Verdict::NotEnoughData { more: 376 }, None));
}

#[test]
fn with_the_planned_number_and_still_in_doubt_it_tells_how_many_more_would_decide() {
    let plan = helped_at_once();
    let of = |times: u64| {
        judge(&plan, &shares((240 * times, 400 * times), (262 * times, 400 * times)), Moment::DecisionDay)
    };
    let Verdict::NotEnoughData { more } = of(1).unwrap().verdict else { panic!("{:?}", of(1)) };
    assert!((50..1000).contains(&more), "{more}");
    // The same picture with that many more decides.
    assert!(!matches!(of(1 + more.div_ceil(400)).unwrap().verdict, Verdict::NotEnoughData { .. }));
}

#[test]
fn grades_that_are_all_the_same_prove_nothing() {
    let plan = Plan::mean(1.5, 0.5, Better::Higher, Demand::USUAL, "punt", 1).unwrap();
    let eights = Moments::of(&[8.0; 40]).unwrap();
    let got = judge(&plan, &Data::Means { before: eights, after: eights }, Moment::DecisionDay).unwrap();
    assert_eq!(got.verdict, Verdict::NotEnoughData { more: 103 });
}

#[test]
fn an_effect_against_a_control_group_is_judged_too() {
    let plan = Plan::with(
        Measure::Mean { unit: "minuten".into(), decimals: 1 },
        Better::Lower,
        2.0,
        Demand::USUAL,
        60,
    )
    .unwrap();
    let group = |mean: f64| Moments::from_summary(80, mean, 3.0).unwrap();
    let effect =
        difference_in_differences((group(20.0), group(20.2)), (group(21.0), group(17.2)), Level::P95)
            .unwrap();
    says(
        &plan,
        &Data::Effect { effect, n: 80 },
        Moment::DecisionDay,
        Verdict::ProvenBetter,
        "Het is aantoonbaar beter. Dat is 4 minuten lager. Met 95% zekerheid ligt het verschil tussen 2,7 en 5,3 minuten.",
    );
}

#[test]
fn data_must_fit_the_plan() {
    let means = Moments::from_summary(50, 7.0, 1.5).unwrap();
    let refused = judge(&helped_at_once(), &Data::Means { before: means, after: means }, Moment::DecisionDay);
    assert!(refused.unwrap_err().why.contains("shares were planned"));
    let control = (means, Moments::from_summary(50, 7.1, 1.5).unwrap());
    let effect = difference_in_differences(control, control, Level::P90).unwrap();
    let refused = judge(&helped_at_once(), &Data::Effect { effect, n: 9 }, Moment::DecisionDay);
    assert!(refused.unwrap_err().why.contains("level"));
    assert!(Plan::share(0.95, 0.10, Better::Higher, Demand::USUAL).is_err());
}
