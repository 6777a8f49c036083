// SPDX-License-Identifier: EUPL-1.2
//! Reading durations and groups from the command line.

use std::time::Duration;

use stats::sample::{Moments, Share};

/// A share or another number: 0.8, 80%.
pub fn amount(text: &str) -> Result<f64, String> {
    let wrong = || format!("{text:?} is no number; write it like 0.6 or 60%");
    let (digits, unit) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits.trim_end(), 100.0));
    let number: f64 = digits.parse().map_err(|_| wrong())?;
    if number.is_finite() { Ok(number / unit) } else { Err(wrong()) }
}

/// So many in so long: 81.7/h, 40/30m.
pub fn rate(text: &str) -> Result<(f64, Duration), String> {
    let wrong = || format!("{text:?} is no rate; write it like 81.7/h or 40/30m");
    let (number, per) = text.split_once('/').ok_or_else(wrong)?;
    let number: f64 = number.trim().parse().map_err(|_| wrong())?;
    let per = per.trim();
    let per = if per.starts_with(|c: char| c.is_ascii_digit()) { per.to_owned() } else { format!("1{per}") };
    Ok((number, duration(&per).map_err(|_| wrong())?))
}

/// A share within a wait: 80%/30s.
pub fn target(text: &str) -> Result<(f64, Duration), String> {
    let wrong = || format!("{text:?} is no target; write it like 80%/30s");
    let (share, within) = text.split_once('/').ok_or_else(wrong)?;
    Ok((amount(share.trim()).map_err(|_| wrong())?, duration(within.trim()).map_err(|_| wrong())?))
}

/// A duration like 20s, 3m, 1.5h, 1d; at most a year.
pub fn duration(text: &str) -> Result<Duration, String> {
    const YEAR: f64 = 366.0 * 86_400.0;
    let wrong = || format!("{text:?} is no duration; write it like 20s, 3m or 1h");
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1.0,
        'm' => 60.0,
        'h' => 3600.0,
        'd' => 86_400.0,
        _ => return Err(wrong()),
    };
    let number: f64 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| wrong())?;
    let length = number * seconds;
    if !(0.0..=YEAR).contains(&length) {
        return Err(format!("{text:?} is out of range; a duration runs from 0s to a year"));
    }
    Ok(Duration::from_secs_f64(length))
}

/// One group: a share or a mean.
#[derive(Debug, Clone, Copy)]
pub enum Group {
    Share(Share),
    Mean(Moments),
}

/// HITS/TRIALS, or MEAN,SD,NUMBER.
pub fn group(text: &str) -> Result<Group, String> {
    let wrong = || {
        format!("{text:?} is no group; write a share as 240/400 or a mean as 7.1,1.5,150 (mean, sd, number)")
    };
    if let Some((hits, n)) = text.split_once('/') {
        let share = Share::new(hits.parse().map_err(|_| wrong())?, n.parse().map_err(|_| wrong())?);
        return share.map(Group::Share).map_err(|refused| refused.to_string());
    }
    let parts: Vec<&str> = text.split(',').collect();
    let [mean, sd, n] = parts.as_slice() else { return Err(wrong()) };
    let number = |part: &str| part.parse::<f64>().map_err(|_| wrong());
    let moments = Moments::from_summary(n.parse().map_err(|_| wrong())?, number(mean)?, number(sd)?);
    moments.map(Group::Mean).map_err(|refused| refused.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(duration("20s"), Ok(Duration::from_secs(20)));
        assert_eq!(duration("1.5h"), Ok(Duration::from_mins(90)));
        for odd in ["", "s", "20", "-1s", "NaNs", "infh", "1e300h", "3\u{20ac}", "9999999h"] {
            assert!(duration(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn shares_rates_and_targets() {
        assert_eq!((amount("60%"), amount("0.6"), amount("66.5 %")), (Ok(0.6), Ok(0.6), Ok(0.665)));
        assert_eq!(rate("81.7/h"), Ok((81.7, Duration::from_hours(1))));
        assert_eq!(rate("40/30m"), Ok((40.0, Duration::from_mins(30))));
        assert_eq!(target("80%/30s"), Ok((0.8, Duration::from_secs(30))));
        for odd in ["", "%", "x%", "60%%", "NaN", "inf%", "1e999"] {
            assert!(amount(odd).is_err(), "{odd}");
        }
        for odd in ["", "/", "81.7", "81.7/", "h/81.7", "81.7/x", "81.7/1e9h", "\u{20ac}/h", "1/\u{20ac}"] {
            assert!(rate(odd).is_err() && target(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn groups() {
        assert!(matches!(group("240/400"), Ok(Group::Share(_))));
        assert!(matches!(group("7.1,1.5,150"), Ok(Group::Mean(_))));
        for odd in [
            "",
            "/",
            "1/",
            "3/2",
            "-1/2",
            "1,2",
            "1,2,3,4",
            "x,1,2",
            "NaN,1,5",
            "7,-1,5",
            "1/99999999999999999999",
        ] {
            assert!(group(odd).is_err(), "{odd}");
        }
    }
}
