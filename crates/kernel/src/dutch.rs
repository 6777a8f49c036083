// SPDX-License-Identifier: EUPL-1.2
//! Dates, times and numbers in Dutch words, by the wall clock in the Netherlands.

use std::time::Duration;

use jiff::civil::Date;

use crate::Time;

/// `maandag` to `zondag`.
pub const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];
/// `januari` to `december`.
pub const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
/// `jan` to `dec`.
pub const MAANDEN_KORT: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

/// `donderdag`.
pub fn weekday(date: Date) -> &'static str {
    nth(&DAGEN, date.weekday().to_monday_zero_offset())
}

/// `november`.
pub fn month(date: Date) -> &'static str {
    nth(&MAANDEN, date.month() - 1)
}

fn nth(names: &'static [&'static str], place: i8) -> &'static str {
    usize::try_from(place).ok().and_then(|p| names.get(p)).copied().unwrap_or("")
}

/// `donderdag 26 november 2026`, the form for residents.
pub fn date_long(t: Time) -> String {
    day_long(t.day())
}

/// [`date_long`] of a local date.
pub fn day_long(date: Date) -> String {
    format!("{} {} {} {}", weekday(date), date.day(), month(date), date.year())
}

/// `do 26 nov`, the form for lists.
pub fn date_short(t: Time) -> String {
    day_short(t.day())
}

/// [`date_short`] of a local date.
pub fn day_short(date: Date) -> String {
    let day = weekday(date).get(..2).unwrap_or("");
    format!("{day} {} {}", date.day(), nth(&MAANDEN_KORT, date.month() - 1))
}

/// `26 november 2026`.
pub fn date(t: Time) -> String {
    day(t.day())
}

/// [`date`] of a local date.
pub fn day(date: Date) -> String {
    format!("{} {}", day_of_month(date), date.year())
}

/// `26 november`.
pub fn day_of_month(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// `17.00`, for a table.
pub fn clock(t: Time) -> String {
    let local = t.local();
    format!("{}.{:02}", local.hour(), local.minute())
}

/// `17.00 uur`.
pub fn time(t: Time) -> String {
    format!("{} uur", clock(t))
}

/// `donderdag 26 november 2026 om 17.00 uur`.
pub fn datetime_long(t: Time) -> String {
    format!("{} om {}", date_long(t), time(t))
}

/// `do 26 nov 17.00`, for a timeline.
pub fn datetime_short(t: Time) -> String {
    format!("{} {}", date_short(t), clock(t))
}

/// The day as seen from `now`: `vandaag`, `morgen`, `gisteren`, else `do 26 nov`, with the year when it is another.
pub fn day_near(t: Time, now: Time) -> String {
    let (day, today) = (t.day(), now.day());
    match days_from(today, day) {
        -1 => "gisteren".to_owned(),
        0 => "vandaag".to_owned(),
        1 => "morgen".to_owned(),
        _ if day.year() == today.year() => day_short(day),
        _ => format!("{} {}", day_short(day), day.year()),
    }
}

/// The day with its time as seen from `now`: `vandaag om 17.00 uur`, `do 26 nov om 9.30 uur`.
pub fn moment_near(t: Time, now: Time) -> String {
    format!("{} om {}", day_near(t, now), time(t))
}

/// How long ago: `zojuist`, `5 minuten geleden`, `2 uur geleden`, `gisteren`, `6 dagen geleden`, then the date.
/// What lies ahead is `zojuist`: clocks differ a little.
pub fn ago(t: Time, now: Time) -> String {
    let minutes = now.since(t).as_secs() / 60;
    match (minutes, days_from(t.day(), now.day())) {
        (0, _) => "zojuist".to_owned(),
        (1..60, _) => format!("{} geleden", count(i64::try_from(minutes).unwrap_or(0), "minuut", "minuten")),
        (60..720, _) | (_, 0) => format!("{} uur geleden", minutes / 60),
        (_, 1) => "gisteren".to_owned(),
        (_, days @ 2..=13) => format!("{days} dagen geleden"),
        _ => format!("op {}", date(t)),
    }
}

/// What is left until a date, or how late it is: `vandaag`, `morgen`, `nog 3 dagen`, `1 dag te laat`. On the day
/// itself, past the hour: `te laat`.
pub fn left(due: Time, now: Time) -> String {
    match days_from(now.day(), due.day()) {
        0 if now > due => "te laat".to_owned(),
        0 => "vandaag".to_owned(),
        1 => "morgen".to_owned(),
        days if days < 0 => format!("{} te laat", count(-days, "dag", "dagen")),
        days => format!("nog {days} dagen"),
    }
}

/// A length of time in its two largest units: `3 dagen en 2 uur`, `2 uur en 5 minuten`, `1 minuut`.
pub fn duration(length: Duration) -> String {
    let minutes = i64::try_from(length.as_secs() / 60).unwrap_or(i64::MAX);
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let days_text = (days > 0).then(|| count(days, "dag", "dagen"));
    let hours_text = (hours > 0).then(|| format!("{hours} uur"));
    let rest_text = (days == 0 && rest > 0).then(|| count(rest, "minuut", "minuten"));
    let parts: Vec<String> = [days_text, hours_text, rest_text].into_iter().flatten().collect();
    if parts.is_empty() { "minder dan een minuut".to_owned() } else { parts.join(" en ") }
}

/// `1 dag`, `2 dagen`, `1.234 dagen`.
pub fn count(n: i64, one: &str, more: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { more })
}

/// A whole number with points between the thousands: `60.000`.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// `a`, `a en b`, `a, b en c`.
pub fn list(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} en {last}", first.join(", ")),
    }
}

/// Calendar days from one local date to another.
fn days_from(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn a_resident_reads_a_date_written_out() {
        let t = at("2026-11-26T16:00:00Z");
        assert_eq!(date_long(t), "donderdag 26 november 2026");
        assert_eq!(datetime_long(t), "donderdag 26 november 2026 om 17.00 uur");
        assert_eq!(date_short(t), "do 26 nov");
        assert_eq!(date(t), "26 november 2026");
        assert_eq!(datetime_short(t), "do 26 nov 17.00");
        assert_eq!(time(at("2026-06-01T06:05:00Z")), "8.05 uur");
    }

    #[test]
    fn near_days_have_names() {
        let now = at("2026-12-30T12:00:00Z");
        for (t, text) in [
            ("2026-12-29T23:30:00Z", "vandaag"),
            ("2026-12-29T22:30:00Z", "gisteren"),
            ("2026-12-31T08:00:00Z", "morgen"),
            ("2026-12-28T08:00:00Z", "ma 28 dec"),
            ("2027-01-04T08:00:00Z", "ma 4 jan 2027"),
        ] {
            assert_eq!(day_near(at(t), now), text);
        }
        assert_eq!(moment_near(at("2026-12-30T16:00:00Z"), now), "vandaag om 17.00 uur");
    }

    #[test]
    fn the_past_is_told_in_round_words() {
        let now = at("2026-11-24T12:00:00Z");
        for (t, text) in [
            ("2026-11-24T12:00:30Z", "zojuist"),
            ("2026-11-24T11:59:30Z", "zojuist"),
            ("2026-11-24T11:59:00Z", "1 minuut geleden"),
            ("2026-11-24T11:01:00Z", "59 minuten geleden"),
            ("2026-11-24T11:00:00Z", "1 uur geleden"),
            ("2026-11-23T23:00:00Z", "13 uur geleden"),
            ("2026-11-23T20:00:00Z", "gisteren"),
            ("2026-11-20T12:00:00Z", "4 dagen geleden"),
            ("2026-10-20T12:00:00Z", "op 20 oktober 2026"),
        ] {
            assert_eq!(ago(at(t), now), text, "{t}");
        }
    }

    #[test]
    fn an_employee_sees_what_is_left_of_a_promise() {
        let now = at("2026-11-24T12:00:00Z");
        for (t, text) in [
            ("2026-11-24T16:00:00Z", "vandaag"),
            ("2026-11-24T11:00:00Z", "te laat"),
            ("2026-11-25T16:00:00Z", "morgen"),
            ("2026-11-27T16:00:00Z", "nog 3 dagen"),
            ("2026-11-23T16:00:00Z", "1 dag te laat"),
            ("2026-11-20T16:00:00Z", "4 dagen te laat"),
        ] {
            assert_eq!(left(at(t), now), text, "{t}");
        }
    }

    #[test]
    fn lengths_numbers_and_lists_read_as_spoken() {
        let text = |secs| duration(Duration::from_secs(secs));
        assert_eq!(text(30), "minder dan een minuut");
        assert_eq!(text(60), "1 minuut");
        assert_eq!(text(7_500), "2 uur en 5 minuten");
        assert_eq!(text(3_600), "1 uur");
        assert_eq!(text(3 * 86_400 + 2 * 3_600 + 59), "3 dagen en 2 uur");
        assert_eq!(number(-1_234_567), "-1.234.567");
        assert_eq!(number(i64::MIN), "-9.223.372.036.854.775.808");
        assert_eq!(count(1, "dag", "dagen"), "1 dag");
        assert_eq!(list(&["a", "b", "c"]), "a, b en c");
        assert_eq!(list(&[""; 0]), "");
    }
}
