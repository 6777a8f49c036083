// SPDX-License-Identifier: EUPL-1.2
//! Dates and times in the language of the page, written out as residents read them.

use kernel::{Time, dutch};
use web::Lang;

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn nth(names: &'static [&'static str], place: i64) -> &'static str {
    usize::try_from(place).ok().and_then(|n| names.get(n)).copied().unwrap_or("")
}

/// "donderdag 26 november 2026".
pub(crate) fn dag(taal: Lang, t: Time) -> String {
    match taal {
        Lang::Nl => dutch::date_long(t),
        Lang::En => {
            let d = t.day();
            let weekday = nth(&DAYS, d.weekday().to_monday_zero_offset().into());
            format!("{weekday} {} {} {}", d.day(), nth(&MONTHS, i64::from(d.month()) - 1), d.year())
        }
    }
}

/// "donderdag 26 november 2026 om 17.00 uur".
pub(crate) fn moment(taal: Lang, t: Time) -> String {
    match taal {
        Lang::Nl => dutch::datetime_long(t),
        Lang::En => format!("{} at {}", dag(taal, t), tijd(taal, t)),
    }
}

/// "17.00 uur".
pub(crate) fn tijd(taal: Lang, t: Time) -> String {
    match taal {
        Lang::Nl => dutch::time(t),
        Lang::En => dutch::clock(t).replace('.', ":"),
    }
}

/// "oktober".
pub(crate) fn maand(taal: Lang, t: Time) -> String {
    match taal {
        Lang::Nl => dutch::month(t.day()).to_owned(),
        Lang::En => nth(&MONTHS, i64::from(t.day().month()) - 1).to_owned(),
    }
}

/// The day with its time, with the year left out when it is this year: for a line under a heading.
pub(crate) fn kort(taal: Lang, t: Time, nu: Time) -> String {
    match taal {
        Lang::Nl => dutch::moment_near(t, nu),
        Lang::En => moment(taal, t),
    }
}

/// A weekday with 1 for Monday, as the set-up has it.
pub(crate) fn weekdag(taal: Lang, dag: i64) -> &'static str {
    const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
    match taal {
        Lang::Nl => nth(&DAGEN, dag - 1),
        Lang::En => nth(&DAYS, dag - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_reads_the_date_in_the_own_language() {
        let t = Time::parse("2026-11-26T16:00:00Z").unwrap();
        assert_eq!(moment(Lang::Nl, t), "donderdag 26 november 2026 om 17.00 uur");
        assert_eq!(moment(Lang::En, t), "Thursday 26 November 2026 at 17:00");
        assert_eq!((maand(Lang::Nl, t), maand(Lang::En, t)), ("november".into(), "November".into()));
        assert_eq!((weekdag(Lang::Nl, 1), weekdag(Lang::En, 7)), ("maandag", "Sunday"));
    }
}
