// SPDX-License-Identifier: EUPL-1.2
//! The verdict in plain Dutch.

use super::{Judgement, Measure, Moment, Plan, Verdict};
use crate::level::Estimate;
use crate::num::{floor, real};

/// Two or three short sentences: the verdict, the figures, how sure.
pub(super) fn of(plan: &Plan, judgement: &Judgement, moment: Moment) -> String {
    match (judgement.verdict, judgement.difference) {
        (Verdict::ProvenBetter, Some(difference)) => proven("beter", plan, judgement, difference),
        (Verdict::ProvenWorse, Some(difference)) => proven("slechter", plan, judgement, difference),
        (Verdict::NoRelevantDifference, _) => format!(
            "Er is geen verschil dat ertoe doet{}. Met {} zekerheid is het verschil kleiner dan {}. Die grens is vooraf \
             gekozen.",
            from_to(plan, judgement),
            sure(plan),
            amount(plan, plan.relevant)
        ),
        (Verdict::NotEnoughData { more }, _) => not_enough(more, moment),
        // A proof without a difference does not exist.
        (Verdict::ProvenBetter | Verdict::ProvenWorse, None) => String::new(),
    }
}

fn proven(word: &str, plan: &Plan, judgement: &Judgement, difference: Estimate) -> String {
    let way = if difference.value > 0.0 { "hoger" } else { "lager" };
    let (near, far) = if difference.value > 0.0 {
        (difference.low, difference.high)
    } else {
        (-difference.high, -difference.low)
    };
    format!(
        "Het is aantoonbaar {word}{}. Dat is {} {way}. Met {} zekerheid ligt het verschil tussen {} en {}.",
        from_to(plan, judgement),
        amount(plan, difference.value.abs()),
        sure(plan),
        bare(plan, near),
        amount(plan, far)
    )
}

fn not_enough(more: u64, moment: Moment) -> String {
    match (moment, more) {
        (_, 0) => {
            "Nog niet te zeggen. Er zijn genoeg metingen. Het oordeel volgt op de beslisdatum.".to_owned()
        }
        (Moment::Running, 1) => "Nog niet te zeggen. Er is nog 1 meting per groep nodig.".to_owned(),
        (Moment::Running, more) => {
            format!("Nog niet te zeggen. Er zijn nog {} metingen per groep nodig.", whole(more))
        }
        (Moment::DecisionDay, 1) => {
            "Nog niet te zeggen: het verschil kan toeval zijn. Er is nog minstens 1 meting per groep nodig."
                .to_owned()
        }
        (Moment::DecisionDay, more) => format!(
            "Nog niet te zeggen: het verschil kan toeval zijn. Er zijn nog ongeveer {} metingen per groep nodig.",
            whole(more)
        ),
    }
}

fn from_to(plan: &Plan, judgement: &Judgement) -> String {
    let Some((before, after)) = judgement.figures else { return String::new() };
    match &plan.measure {
        Measure::Share => format!(": van {}% naar {}%", bare(plan, before), bare(plan, after)),
        Measure::Mean { unit, .. } => {
            format!(": van {} naar {} {unit}", bare(plan, before), bare(plan, after))
        }
    }
}

fn sure(plan: &Plan) -> String {
    format!("{}%", number(100.0 * (1.0 - plan.demand.alpha), 1))
}

/// A difference with its unit.
fn amount(plan: &Plan, x: f64) -> String {
    let unit = match &plan.measure {
        Measure::Share => "procentpunt",
        Measure::Mean { unit, .. } => unit,
    };
    format!("{} {unit}", bare(plan, x))
}

/// A number in the scale of the plan; what rounds to 0 without being 0 says so.
fn bare(plan: &Plan, x: f64) -> String {
    let (x, decimals) = match plan.measure {
        Measure::Share => (100.0 * x, 1),
        Measure::Mean { decimals, .. } => (x, decimals),
    };
    let text = number(x, decimals);
    if x > 0.0 && text == "0" {
        return format!("bijna {text}");
    }
    text
}

/// Dutch notation: 1.234,5; zeros after the comma are dropped.
fn number(x: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", x.abs());
    let (digits, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest = rest.trim_end_matches('0');
    let sign = if x < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) { "-" } else { "" };
    let comma = if rest.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{rest}", grouped(digits))
}

fn whole(n: u64) -> String {
    // Nobody plans on the unit: two digits from a hundred on.
    let step = if n < 100 { 1 } else { 10_u64.pow(n.ilog10() - 1) };
    grouped(&(floor((real(n) / real(step)).ceil()) * step).to_string())
}

fn grouped(digits: &str) -> String {
    let first = digits.len() % 3;
    let mut out = digits[..first].to_owned();
    for start in (first..digits.len()).step_by(3) {
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(&digits[start..start + 3]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_the_dutch_way() {
        assert_eq!(number(1234.5, 1), "1.234,5");
        assert_eq!(number(60.0, 1), "60");
        assert_eq!(number(-0.04, 1), "0");
        assert_eq!(number(-1_234_567.25, 2), "-1.234.567,25");
        assert_eq!(number(0.5, 2), "0,5");
    }

    #[test]
    fn a_number_still_to_go_is_rounded_up_to_two_digits() {
        assert_eq!(whole(7), "7");
        assert_eq!(whole(99), "99");
        assert_eq!(whole(101), "110");
        assert_eq!(whole(1049), "1.100");
        assert_eq!(whole(12_001), "13.000");
    }
}
