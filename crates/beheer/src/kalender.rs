// SPDX-License-Identifier: EUPL-1.2
//! The working calendar by which norms are counted: opening hours of the telephone, closing days, holidays.

use kernel::{
    Result,
    calendar::{Calendar, Closing, OpeningHours},
};

use crate::inrichting::{Openingstijd, Sluiting};

/// The place whose hours are the working hours.
pub const WERKUREN: &str = "T";
/// Working hours of a municipality that has set none.
const ANDERS: [(i64, &str, &str); 5] = [
    (1, "08:30", "17:00"),
    (2, "08:30", "17:00"),
    (3, "08:30", "17:00"),
    (4, "08:30", "17:00"),
    (5, "08:30", "17:00"),
];

/// Builds the calendar.
pub(crate) fn kalender(uren: &[Openingstijd], dicht: &[Sluiting]) -> Result<Calendar> {
    let eigen: Vec<_> =
        uren.iter().filter(|u| u.plek == WERKUREN).map(|u| (u.dag, u.van.as_str(), u.tot.as_str())).collect();
    let hours = OpeningHours::new(if eigen.is_empty() { ANDERS.to_vec() } else { eigen })?;
    let closings = dicht.iter().map(|s| Closing::new(&s.datum, &s.vanaf)).collect::<Result<Vec<_>>>()?;
    Ok(Calendar::new(hours, closings))
}
