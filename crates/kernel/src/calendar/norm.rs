// SPDX-License-Identifier: EUPL-1.2
//! How long an answer may take: the rule by which a date is counted.

use std::{fmt, str::FromStr};

use crate::{Error, Result};

/// A service norm or a legal term. Written as `4wu`, `2wd`, `zelfde-dag`, `6w`.
///
/// How each is counted stands at [`Calendar::due`](super::Calendar::due).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Norm {
    /// Hours in which the municipality is open.
    Werkuren(u32),
    /// Days on which the municipality is open.
    Werkdagen(u32),
    /// Before closing time today, when there is time enough left.
    ZelfdeDag,
    /// Calendar weeks, as the law counts them.
    Weken(u32),
}

/// Longest norm that means something; longer is a slip of the finger.
const MAX_WERKUREN: u32 = 500;
const MAX_WERKDAGEN: u32 = 260;
const MAX_WEKEN: u32 = 104;

impl Norm {
    /// In words: `2 werkdagen`, `4 werkuren`, `6 weken` (to be read after "binnen"), `dezelfde dag`.
    pub fn words(&self) -> String {
        let count = |n: u32, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
        match self {
            Self::Werkuren(n) => count(*n, "werkuur", "werkuren"),
            Self::Werkdagen(n) => count(*n, "werkdag", "werkdagen"),
            Self::ZelfdeDag => "dezelfde dag".to_owned(),
            Self::Weken(n) => count(*n, "week", "weken"),
        }
    }
}

impl fmt::Display for Norm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Werkuren(n) => write!(f, "{n}wu"),
            Self::Werkdagen(n) => write!(f, "{n}wd"),
            Self::ZelfdeDag => f.write_str("zelfde-dag"),
            Self::Weken(n) => write!(f, "{n}w"),
        }
    }
}

impl FromStr for Norm {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| {
            Error::field(
                "norm",
                "Vul een norm in: 4wu voor 4 werkuren, 2wd voor 2 werkdagen, 6w voor 6 weken, of zelfde-dag.",
            )
        })
    }
}

fn parse(text: &str) -> Option<Norm> {
    let text = text.trim();
    if text.eq_ignore_ascii_case("zelfde-dag") {
        return Some(Norm::ZelfdeDag);
    }
    let split = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at(split);
    let count: u32 = count.parse().ok()?;
    let (norm, max) = match unit.trim().to_ascii_lowercase().as_str() {
        "wu" => (Norm::Werkuren(count), MAX_WERKUREN),
        "wd" => (Norm::Werkdagen(count), MAX_WERKDAGEN),
        "w" => (Norm::Weken(count), MAX_WEKEN),
        _ => return None,
    };
    (1..=max).contains(&count).then_some(norm)
}

impl serde::Serialize for Norm {
    fn serialize<S: serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Norm {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_norm_reads_back_as_it_was_written() {
        for text in ["4wu", "2wd", "zelfde-dag", "6w"] {
            assert_eq!(text.parse::<Norm>().unwrap().to_string(), text);
        }
        assert_eq!(" 2 WD ".parse(), Ok(Norm::Werkdagen(2)));
    }

    #[test]
    fn a_norm_that_means_nothing_is_refused() {
        for wrong in ["", "wd", "0wd", "2", "2x", "-1wd", "261wd", "99999999999wd", "6 weken"] {
            assert!(wrong.parse::<Norm>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_norm_can_be_said_in_words() {
        assert_eq!(Norm::Werkdagen(1).words(), "1 werkdag");
        assert_eq!(Norm::Weken(6).words(), "6 weken");
    }
}
