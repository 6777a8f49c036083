// SPDX-License-Identifier: EUPL-1.2
//! Reading durations and groups from the command line.

use std::time::Duration;

use stats::sample::{Moments, Share};

/// A duration like 20s, 3m, 1.5h; at most a year.
pub fn duration(text: &str) -> Result<Duration, String> {
    const YEAR: f64 = 366.0 * 86_400.0;
    let wrong = || format!("{text:?} is no duration; write it like 20s, 3m or 1h");
    let unit = text.chars().next_back().ok_or_else(wrong)?;
    let seconds = match unit {
        's' => 1.0,
        'm' => 60.0,
        'h' => 3600.0,
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
