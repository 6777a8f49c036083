// SPDX-License-Identifier: EUPL-1.2
//! From plan and data to the verdict.

use super::{Better, Data, Judgement, Moment, Plan, Verdict, sentence};
use crate::interval::{newcombe_corrected, welch};
use crate::level::{Estimate, Level};
use crate::num::{ceil, real};
use crate::plan::MOST;
use crate::refused::{Result, refuse};

/// Judges. On the decision day: no relevant difference when the interval of level 1 - 2 alpha lies within the margin;
/// else better or worse when the interval of level 1 - alpha excludes 0; else not enough data. Assumes that the figures
/// were not looked at to choose the day. Refuses data that do not fit the measure, and an effect at another level.
///
/// How many more: up to the number planned; when those are there, the number with which today's figures would decide.
pub fn judge(plan: &Plan, data: &Data, moment: Moment) -> Result<Judgement> {
    let seen = look(plan, data)?;
    let planned = plan.per_group.saturating_sub(seen.n);
    let verdict = match (moment, &seen.compared) {
        (Moment::Running, _) => Verdict::NotEnoughData { more: planned },
        (Moment::DecisionDay, None) => Verdict::NotEnoughData { more: planned.max(1) },
        (Moment::DecisionDay, Some(compared)) => decide(plan, compared, seen.n),
    };
    let mut judgement = Judgement {
        verdict,
        difference: seen.compared.map(|c| c.proof),
        figures: seen.figures,
        sentence: String::new(),
    };
    judgement.sentence = sentence::of(plan, &judgement, moment);
    Ok(judgement)
}

struct Seen {
    n: u64,
    figures: Option<(f64, f64)>,
    compared: Option<Compared>,
}

/// The difference at both levels, and its variance per observation in each group.
struct Compared {
    proof: Estimate,
    equivalence: Estimate,
    variance: f64,
}

fn look(plan: &Plan, data: &Data) -> Result<Seen> {
    let proof = Level::new(1.0 - plan.demand.alpha)?;
    let equivalence = Level::new(1.0 - 2.0 * plan.demand.alpha)?;
    match (data, &plan.measure) {
        (Data::Shares { before, after }, super::Measure::Share) => {
            let n = before.n().min(after.n());
            if n == 0 {
                return Ok(Seen { n, figures: None, compared: None });
            }
            let (p, q) = (before.value()?, after.value()?);
            let compared = Compared {
                proof: newcombe_corrected(*before, *after, proof)?,
                equivalence: newcombe_corrected(*before, *after, equivalence)?,
                variance: p * (1.0 - p) + q * (1.0 - q),
            };
            Ok(Seen { n, figures: Some((p, q)), compared: Some(compared) })
        }
        (Data::Means { before, after }, super::Measure::Mean { .. }) => {
            let n = before.n().min(after.n());
            let spread = if n < 2 { 0.0 } else { before.variance()? + after.variance()? };
            let figures = (n > 0).then(|| (before.mean(), after.mean()));
            if spread <= 0.0 {
                return Ok(Seen { n, figures, compared: None });
            }
            let compared = Compared {
                proof: welch(*before, *after, proof)?.difference,
                equivalence: welch(*before, *after, equivalence)?.difference,
                variance: spread,
            };
            Ok(Seen { n, figures, compared: Some(compared) })
        }
        (Data::Effect { effect, n }, _) => {
            if (effect.effect.level.get() - proof.get()).abs() > 1e-9 {
                return refuse(
                    "effect",
                    format!("has level {}, the plan asks {}", effect.effect.level.get(), proof.get()),
                );
            }
            let half = equivalence.t(effect.df) * effect.error;
            let compared = Compared {
                proof: effect.effect,
                equivalence: Estimate::around(effect.effect.value, half, equivalence),
                variance: effect.error * effect.error * real(*n),
            };
            Ok(Seen { n: *n, figures: None, compared: Some(compared) })
        }
        _ => refuse("data", "shares were planned and means were given, or the other way round"),
    }
}

fn decide(plan: &Plan, compared: &Compared, n: u64) -> Verdict {
    let margin = plan.relevant;
    if compared.equivalence.low > -margin && compared.equivalence.high < margin {
        return Verdict::NoRelevantDifference;
    }
    let gain = match plan.better {
        Better::Higher => compared.proof,
        Better::Lower => compared.proof.negated(),
    };
    if gain.low > 0.0 {
        return Verdict::ProvenBetter;
    }
    if gain.high < 0.0 {
        return Verdict::ProvenWorse;
    }
    let planned = plan.per_group.saturating_sub(n);
    let more = if planned > 0 { planned } else { still_needed(margin, compared, n) };
    Verdict::NotEnoughData { more }
}

/// The number with which a difference like today's would be proven, or proven too small to matter: the sooner of two.
fn still_needed(margin: f64, compared: &Compared, n: u64) -> u64 {
    let off = compared.proof.value.abs();
    let until_proof = (compared.proof.level.z() / off).powi(2);
    let until_equal =
        if off < margin { (compared.equivalence.level.z() / (margin - off)).powi(2) } else { f64::INFINITY };
    let needed = until_proof.min(until_equal) * compared.variance;
    ceil("observations", needed.min(real(MOST))).unwrap_or(MOST).saturating_sub(n).max(1)
}
