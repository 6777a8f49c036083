// SPDX-License-Identifier: EUPL-1.2
//! What a picture says in Dutch.

use crate::{codes::share, map::Map};

/// What cases are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// One: "zaak".
    pub one: &'static str,
    /// Several: "zaken".
    pub many: &'static str,
}

impl Default for Words {
    fn default() -> Self {
        Self { one: "zaak", many: "zaken" }
    }
}

impl Words {
    /// A number of cases: "1 zaak", "1.434 zaken".
    pub fn cases(self, n: u64) -> String {
        format!("{} {}", count(n), if n == 1 { self.one } else { self.many })
    }
}

/// A number with points between thousands: 1.434.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A share as a percentage: "31%", "minder dan 1%".
pub fn percent(part: f64) -> String {
    if part > 0.0 && part < 0.01 { "minder dan 1%".to_owned() } else { format!("{:.0}%", part * 100.0) }
}

/// A duration in one unit, as people say it: "38 seconden", "5 minuten", "8 dagen", "6,6 jaar".
pub fn duration(micros: u128) -> String {
    let round = |unit: u128| (micros + unit / 2) / unit;
    let said = |n: u128, one: &str, many: &str| {
        format!("{} {}", count(u64::try_from(n).unwrap_or(u64::MAX)), if n == 1 { one } else { many })
    };
    let (second, minute, hour, day) = (1_000_000, 60_000_000, 3_600_000_000, 86_400_000_000);
    if micros == 0 {
        return "0 seconden".to_owned();
    }
    if micros < second {
        return "minder dan een seconde".to_owned();
    }
    if micros < 90 * second {
        said(round(second), "seconde", "seconden")
    } else if micros < 90 * minute {
        said(round(minute), "minuut", "minuten")
    } else if micros < 36 * hour {
        said(round(hour), "uur", "uur")
    } else if micros < 730 * day {
        said(round(day), "dag", "dagen")
    } else {
        let tenths = (micros * 10 + 365 * day / 2) / (365 * day);
        let whole = count(u64::try_from(tenths / 10).unwrap_or(u64::MAX));
        if tenths.is_multiple_of(10) {
            format!("{whole} jaar")
        } else {
            format!("{whole},{} jaar", tenths % 10)
        }
    }
}

/// The one sentence about a map: where the waiting is, and what the middle hides.
pub fn sentence(map: &Map, words: Words) -> String {
    if map.cases == 0 {
        return format!("Er zijn geen {} om te tekenen.", words.many);
    }
    let total = map.total_waiting();
    let cases = words.cases(map.cases);
    let Some(worst) = map.bottlenecks(1).first().copied().filter(|_| total > 0) else {
        return format!("In {cases} is tussen de stappen niet gewacht.");
    };
    let (from, to) = (map.name(worst.from), map.name(worst.to));
    let times = |n: u64| if n == 1 { "1 keer".to_owned() } else { format!("{} keer", count(n)) };
    let held = percent(share(worst.waiting.total, total));
    let mut text = format!(
        "Van alle wachttijd in {cases} zit {held} tussen twee stappen: van ‘{from}’ naar ‘{to}’, {}, samen {}",
        times(worst.count),
        duration(worst.waiting.total),
    );
    if worst.count >= 10 {
        let (median, p90) = (worst.waiting.median(), worst.waiting.p90());
        text.push_str("; de helft wacht daar hooguit zo’n ");
        text.push_str(&duration(median.unsigned_abs().into()));
        text.push_str(", een op de tien langer dan zo’n ");
        text.push_str(&duration(p90.unsigned_abs().into()));
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_durations_are_said_as_people_say_them() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1.000", "1.234.567"]);
        assert_eq!([0.0, 0.004, 0.312, 1.0].map(percent), ["0%", "minder dan 1%", "31%", "100%"]);
        let said = [
            0_u128,
            999,
            1_000_000,
            37_540_000,
            90_000_000,
            5_400_000_000,
            700_000_000_000,
            209_272_873_440_000,
        ]
        .map(duration);
        let wanted = [
            "0 seconden",
            "minder dan een seconde",
            "1 seconde",
            "38 seconden",
            "2 minuten",
            "2 uur",
            "8 dagen",
            "6,6 jaar",
        ];
        assert_eq!(said, wanted);
        assert_eq!(duration(730 * 86_400_000_000), "2 jaar");
    }
}
