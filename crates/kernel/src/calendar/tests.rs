// SPDX-License-Identifier: EUPL-1.2
//! Stories of a telephone line that is open on working days, and laws that hold for every calendar.

use proptest::prelude::*;

use super::*;

/// The telephone of Thuishaven: half past eight to five, on Friday to four.
fn telephone() -> Calendar {
    let week = (1..=5).map(|dag| (dag, "08:30", if dag == 5 { "16:00" } else { "17:00" }));
    let closings = [("2026-01-02", ""), ("2026-05-15", ""), ("2026-12-24", "12:00"), ("2026-12-31", "12:00")];
    Calendar::new(
        OpeningHours::new(week).unwrap(),
        closings.map(|(datum, vanaf)| Closing::new(datum, vanaf).unwrap()),
    )
}

/// The line for danger in the street: always open, holidays too.
fn always() -> Calendar {
    Calendar::new(OpeningHours::always(), []).observing([])
}

/// A wall-clock moment such as `2026-11-24 10:05`.
fn at(text: &str) -> Time {
    let when: jiff::civil::DateTime = text.replace(' ', "T").parse().unwrap();
    Time::at(when.date(), when.hour(), when.minute())
}

/// The wall clock of a moment.
fn shown(t: Time) -> String {
    t.local().strftime("%a %Y-%m-%d %H:%M").to_string()
}

fn due(calendar: &Calendar, received: &str, norm: &str) -> String {
    shown(calendar.due(at(received), &norm.parse().unwrap()))
}

#[test]
fn working_hours_run_only_while_the_line_is_open() {
    let tel = telephone();
    for (received, norm, expected) in [
        ("2026-11-24 10:00", "4wu", "Tue 2026-11-24 14:00"),
        ("2026-11-24 13:00", "4wu", "Tue 2026-11-24 17:00"),
        ("2026-11-24 16:00", "4wu", "Wed 2026-11-25 11:30"),
        ("2026-11-24 23:00", "4wu", "Wed 2026-11-25 12:30"),
        ("2026-11-24 06:00", "4wu", "Tue 2026-11-24 12:30"),
        ("2026-11-27 15:00", "2wu", "Mon 2026-11-30 09:30"),
        ("2026-11-24 10:00", "40wu", "Mon 2026-11-30 17:00"),
        ("2026-12-24 11:00", "4wu", "Mon 2026-12-28 11:30"),
    ] {
        assert_eq!(due(&tel, received, norm), expected, "{received} + {norm}");
    }
}

#[test]
fn working_days_end_at_closing_time_and_the_day_of_receipt_never_counts() {
    let tel = telephone();
    for (received, norm, expected) in [
        ("2026-11-24 10:00", "2wd", "Thu 2026-11-26 17:00"),
        ("2026-11-24 00:00", "2wd", "Thu 2026-11-26 17:00"),
        ("2026-11-24 23:59", "2wd", "Thu 2026-11-26 17:00"),
        ("2026-11-26 10:00", "1wd", "Fri 2026-11-27 16:00"),
        ("2026-11-28 10:00", "1wd", "Mon 2026-11-30 17:00"),
        ("2026-11-27 10:00", "1wd", "Mon 2026-11-30 17:00"),
        ("2026-12-23 10:00", "1wd", "Thu 2026-12-24 12:00"),
        ("2026-12-23 10:00", "2wd", "Mon 2026-12-28 17:00"),
        ("2025-12-31 10:00", "1wd", "Mon 2026-01-05 17:00"),
        ("2026-04-02 10:00", "2wd", "Tue 2026-04-07 17:00"),
        ("2026-05-13 10:00", "1wd", "Mon 2026-05-18 17:00"),
    ] {
        assert_eq!(due(&tel, received, norm), expected, "{received} + {norm}");
    }
}

#[test]
fn the_same_day_is_promised_only_while_two_hours_are_left() {
    let tel = telephone();
    for (received, expected) in [
        ("2026-11-24 07:00", "Tue 2026-11-24 17:00"),
        ("2026-11-24 15:00", "Tue 2026-11-24 17:00"),
        ("2026-11-24 15:01", "Wed 2026-11-25 17:00"),
        ("2026-11-24 20:00", "Wed 2026-11-25 17:00"),
        ("2026-11-27 14:30", "Mon 2026-11-30 17:00"),
        ("2026-11-29 12:00", "Mon 2026-11-30 17:00"),
        ("2026-12-24 10:30", "Mon 2026-12-28 17:00"),
        ("2026-12-24 10:00", "Thu 2026-12-24 12:00"),
    ] {
        assert_eq!(due(&tel, received, "zelfde-dag"), expected, "{received}");
    }
}

#[test]
fn a_legal_term_in_weeks_moves_past_weekends_holidays_and_decree_days() {
    let tel = telephone();
    for (received, norm, expected) in [
        ("2026-11-24 10:00", "6w", "Tue 2027-01-05 23:59"),
        ("2026-04-02 10:00", "6w", "Mon 2026-05-18 23:59"),
        ("2026-04-03 10:00", "6w", "Mon 2026-05-18 23:59"),
        ("2026-11-13 23:59", "6w", "Mon 2026-12-28 23:59"),
        ("2027-02-12 10:00", "6w", "Tue 2027-03-30 23:59"),
        ("2026-03-02 10:00", "8w", "Tue 2026-04-28 23:59"),
        ("2026-11-28 10:00", "1w", "Mon 2026-12-07 23:59"),
    ] {
        assert_eq!(due(&tel, received, norm), expected, "{received} + {norm}");
    }
    let last = tel.due(at("2026-11-24 10:00"), &Norm::Weken(1));
    assert_eq!(last.to_string(), "2026-12-01T22:59:59.999999Z");
}

#[test]
fn good_friday_is_a_working_day_for_promises_and_not_for_the_law() {
    let tel = telephone();
    assert!(tel.is_working_day(Date::constant(2026, 4, 3)));
    assert!(is_atw_day(Date::constant(2026, 4, 3)));
    let strict = tel.observing(Feestdag::ALL);
    assert!(!strict.is_working_day(Date::constant(2026, 4, 3)));
}

#[test]
fn a_municipality_that_works_on_liberation_day_can_say_so() {
    let day = Date::constant(2026, 5, 5);
    assert!(!telephone().is_working_day(day));
    let open = telephone().observing(Feestdag::ALL.into_iter().filter(|f| *f != Feestdag::Bevrijdingsdag));
    assert!(open.is_working_day(day));
    let closed_again = Calendar::new(OpeningHours::default(), [Closing::day(day)]).observing([]);
    assert!(!closed_again.is_working_day(day));
}

#[test]
fn a_promise_is_at_risk_one_working_day_before_and_a_short_one_at_four_fifths() {
    let tel = telephone();
    for (received, norm, expected) in [
        ("2026-11-24 10:00", "5wd", "Mon 2026-11-30 17:00"),
        ("2026-11-23 10:00", "5wd", "Fri 2026-11-27 16:00"),
        ("2026-11-24 08:30", "2wd", "Thu 2026-11-26 11:54"),
        ("2026-11-24 10:00", "4wu", "Tue 2026-11-24 13:12"),
        ("2026-11-24 23:00", "1wd", "Wed 2026-11-25 15:18"),
        ("2026-11-24 10:00", "6w", "Mon 2027-01-04 17:00"),
    ] {
        let (received, norm) = (at(received), norm.parse().unwrap());
        let due = tel.due(received, &norm);
        assert_eq!(shown(tel.at_risk(received, due, &norm)), expected, "{received} + {norm}");
    }
}

#[test]
fn a_date_that_was_moved_by_hand_gets_the_risk_of_its_new_length() {
    let tel = telephone();
    let (received, moved) = (at("2026-11-02 10:00"), at("2026-11-24 17:00"));
    assert_eq!(shown(tel.at_risk(received, moved, &Norm::Werkdagen(2))), "Mon 2026-11-23 17:00");
    assert_eq!(tel.at_risk(moved, received, &Norm::Werkdagen(2)), received, "already past");
}

#[test]
fn two_working_hours_before_lie_within_opening_hours() {
    let tel = telephone();
    for (moment, hours, expected) in [
        ("2026-11-26 17:00", 2, "Thu 2026-11-26 15:00"),
        ("2026-11-26 09:00", 2, "Wed 2026-11-25 15:30"),
        ("2026-11-26 10:30", 2, "Thu 2026-11-26 08:30"),
        ("2026-11-30 08:30", 2, "Fri 2026-11-27 14:00"),
        ("2026-11-29 12:00", 0, "Sun 2026-11-29 12:00"),
    ] {
        assert_eq!(shown(tel.minus_open_hours(at(moment), hours)), expected, "{moment} - {hours}");
    }
}

#[test]
fn the_line_is_open_from_opening_until_closing_time() {
    let tel = telephone();
    for (moment, open, next) in [
        ("2026-11-24 08:29", false, "Tue 2026-11-24 08:30"),
        ("2026-11-24 08:30", true, "Tue 2026-11-24 08:30"),
        ("2026-11-24 16:59", true, "Tue 2026-11-24 16:59"),
        ("2026-11-24 17:00", false, "Wed 2026-11-25 08:30"),
        ("2026-12-24 12:00", false, "Mon 2026-12-28 08:30"),
        ("2026-05-05 10:00", false, "Wed 2026-05-06 08:30"),
    ] {
        assert_eq!(tel.is_open(at(moment)), open, "{moment}");
        assert_eq!(shown(tel.next_opening(at(moment))), next, "{moment}");
    }
    assert_eq!(tel.open_minutes(at("2026-11-24 16:00"), at("2026-11-25 09:30")), 120);
    assert_eq!(tel.open_minutes(at("2026-11-25 09:30"), at("2026-11-24 16:00")), 0);
}

#[test]
fn the_lunch_break_is_not_open_time() {
    let desk = OpeningHours::new([(1, "09:00", "12:00"), (1, "13:00", "17:00")]).unwrap();
    let desk = Calendar::new(desk, [Closing::new("2026-11-30", "12:30").unwrap()]);
    assert_eq!(due(&desk, "2026-11-23 11:00", "4wu"), "Mon 2026-11-23 16:00");
    assert_eq!(due(&desk, "2026-11-24 11:00", "1wd"), "Mon 2026-11-30 12:00");
}

#[test]
fn on_the_nights_the_clock_changes_hours_are_real_hours() {
    let danger = always();
    assert_eq!(due(&danger, "2026-03-29 01:00", "4wu"), "Sun 2026-03-29 06:00");
    assert_eq!(due(&danger, "2026-10-25 01:00", "4wu"), "Sun 2026-10-25 04:00");
    assert_eq!(danger.open_minutes(at("2026-03-29 00:00"), at("2026-03-30 00:00")), 23 * 60);
    assert_eq!(danger.open_minutes(at("2026-10-25 00:00"), at("2026-10-26 00:00")), 25 * 60);
    // A period inside the hour that is skipped does not count twice.
    let night = OpeningHours::new([(7, "02:00", "02:30"), (7, "02:30", "04:00")]).unwrap();
    let night = Calendar::new(night, []).observing([]);
    assert_eq!(night.open_minutes(at("2026-03-29 00:00"), at("2026-03-30 00:00")), 60);
    assert_eq!(night.open_minutes(at("2026-10-25 00:00"), at("2026-10-26 00:00")), 180);
    // Promises in days are blind to the clock.
    assert_eq!(due(&telephone(), "2026-03-27 10:00", "1wd"), "Mon 2026-03-30 17:00");
}

#[test]
fn absurd_moments_and_norms_give_an_answer_and_no_loop_without_end() {
    let tel = telephone();
    for moment in [i64::MIN, -1, 0, 1, i64::MAX] {
        let t = Time::from_micros(moment);
        for norm in
            [Norm::Werkuren(1), Norm::Werkdagen(1), Norm::ZelfdeDag, Norm::Weken(1), Norm::Weken(u32::MAX)]
        {
            let due = tel.due(t, &norm);
            let _ = (tel.at_risk(t, due, &norm), tel.minus_open_hours(t, 2), tel.is_open(t));
        }
    }
    assert!(tel.due(at("2190-01-01 10:00"), &Norm::Werkdagen(u32::MAX)) > at("2199-12-01 10:00"));
}

/// Calendars of every sort: several periods a day, nights, closings, with and without holidays.
fn calendars() -> impl Strategy<Value = Calendar> {
    let period = (1_i64..=7, 0_u16..24, 1_u16..10);
    let closing = (0_i64..1500, prop::sample::select(vec!["", "00:00", "02:30", "12:00", "23:59"]));
    (prop::collection::vec(period, 1..8), prop::collection::vec(closing, 0..40), any::<bool>())
        .prop_filter_map("overlap", |(periods, closings, holidays)| {
            let rows: Vec<(i64, String, String)> = periods
                .into_iter()
                .map(|(dag, from, length)| {
                    (dag, format!("{from:02}:00"), format!("{:02}:00", (from + length).min(24)))
                })
                .collect();
            let hours = OpeningHours::new(rows.iter().map(|(d, v, t)| (*d, v.as_str(), t.as_str()))).ok()?;
            let first = Date::constant(2025, 6, 1);
            let closings = closings.into_iter().map(|(days, vanaf)| {
                Closing::new(&(first + jiff::Span::new().days(days)).to_string(), vanaf).unwrap()
            });
            let calendar = Calendar::new(hours, closings);
            Some(if holidays { calendar } else { calendar.observing([]) })
        })
}

fn norms() -> impl Strategy<Value = Norm> {
    prop_oneof![
        (1_u32..60).prop_map(Norm::Werkuren),
        (1_u32..15).prop_map(Norm::Werkdagen),
        Just(Norm::ZelfdeDag),
        (1_u32..12).prop_map(Norm::Weken),
    ]
}

/// Moments of four years, by the microsecond, often near the nights on which the clock changes.
fn moments() -> impl Strategy<Value = Time> {
    let any = 1_750_000_000_000_000_i64..1_870_000_000_000_000;
    let near = (
        prop::sample::select(vec!["2026-03-29 01:00", "2026-10-25 01:00", "2027-03-28 01:00"]),
        0_i64..4 * HOUR,
    );
    prop_oneof![
        any.prop_map(Time::from_micros),
        near.prop_map(|(t, by)| Time::from_micros(at(t).micros() + by))
    ]
}

proptest! {
    #[test]
    fn a_later_receipt_never_gives_an_earlier_date(calendar in calendars(), norm in norms(), a in moments(), b in moments()) {
        let (early, late) = (a.min(b), a.max(b));
        prop_assert!(calendar.due(early, &norm) <= calendar.due(late, &norm));
    }

    #[test]
    fn a_date_lies_after_receipt_and_never_on_a_closed_day(calendar in calendars(), norm in norms(), t in moments()) {
        let due = calendar.due(t, &norm);
        prop_assert!(due > t);
        match norm {
            Norm::Weken(_) => prop_assert!(!is_atw_day(due.day())),
            // Hours may end at the midnight that closes a day.
            _ => prop_assert!(calendar.is_working_day(Time::from_micros(due.micros() - 1).day())),
        }
    }

    #[test]
    fn working_hours_are_exactly_that_many_open_hours(calendar in calendars(), hours in 1_u32..60, t in moments()) {
        let due = calendar.due(t, &Norm::Werkuren(hours));
        prop_assert_eq!(calendar.open_micros(t, due), i64::from(hours) * HOUR);
        let back = calendar.minus_open_hours(due, hours);
        prop_assert!(back >= t);
        prop_assert_eq!(calendar.open_micros(back, due), i64::from(hours) * HOUR);
    }

    #[test]
    fn working_days_are_exactly_that_many_open_dates(calendar in calendars(), n in 1_u32..15, t in moments()) {
        let day = calendar.add_working_days(t.day(), n);
        prop_assert_eq!(calendar.working_days_between(t.day(), day), n);
        prop_assert!(calendar.is_working_day(day));
        let start = calendar.add_working_days(t.day(), 1);
        prop_assert_eq!(calendar.minus_working_days(calendar.add_working_days(start, n), n), start);
    }

    #[test]
    fn risk_lies_between_receipt_and_date(calendar in calendars(), norm in norms(), t in moments()) {
        let due = calendar.due(t, &norm);
        let risk = calendar.at_risk(t, due, &norm);
        prop_assert!(t <= risk && risk <= due);
    }

    #[test]
    fn open_time_adds_up(calendar in calendars(), a in moments(), b in moments(), c in moments()) {
        let mut order = [a, b, c];
        order.sort_unstable();
        let [a, b, c] = order;
        prop_assert_eq!(calendar.open_micros(a, b) + calendar.open_micros(b, c), calendar.open_micros(a, c));
    }

    #[test]
    fn the_next_opening_is_open_and_nothing_before_it_is(calendar in calendars(), t in moments()) {
        let next = calendar.next_opening(t);
        prop_assert!(next >= t && calendar.is_open(next));
        prop_assert_eq!(calendar.open_micros(t, next), 0);
    }
}
