// SPDX-License-Identifier: EUPL-1.2
//! Dates worked out by hand from the law, before this code was written.

use super::*;

#[test]
fn the_objection_term_ends_where_the_law_says() {
    for (notified, last) in [
        // 14 May is Ascension Day, 15 May a decree day: who has no table says 15 May.
        ("2026-04-02", "2026-05-18"),
        ("2026-04-03", "2026-05-18"),
        ("2026-11-13", "2026-12-28"),
        // 26 March is Good Friday, 29 March Easter Monday.
        ("2027-02-12", "2027-03-30"),
    ] {
        assert_eq!(gewoon(notified).bezwaartermijn().unwrap().laatste_dag, d(last), "{notified}");
    }
}

#[test]
fn a_short_term_gets_two_working_days() {
    for (from, duur, last) in [
        ("2026-12-24", "3d", "2026-12-29"),
        ("2026-04-02", "3d", "2026-04-08"),
        // Two days are too short for article 2; article 1 holds.
        ("2026-12-24", "2d", "2026-12-28"),
        // A term with working days enough keeps its end.
        ("2026-11-23", "3d", "2026-11-26"),
        ("2026-11-26", "3d", "2026-11-30"),
        ("2026-11-27", "3d", "2026-12-01"),
    ] {
        assert_eq!(los(from, duur, Grondslag::Wet).bereken().unwrap().laatste_dag, d(last), "{from} {duur}");
    }
}

#[test]
fn no_last_day_of_2026_to_2028_moves_more_than_five_days() {
    let longest = (0..1_094).map(|n| d("2025-12-25") + jiff::Span::new().days(n)).map(|start| {
        let termijn = los(&start.to_string(), "1w", Grondslag::Wet).bereken().unwrap();
        (termijn.laatste_dag.duration_since(termijn.zonder_atw).as_hours() / 24, termijn.zonder_atw)
    });
    // To 29 December 2028; after it comes a year we do not know.
    // Bevrijdingsdag, Ascension Day, a decree day and a weekend in a row.
    assert_eq!(longest.max(), Some((5, d("2027-05-05"))));
}

#[test]
fn a_reasonable_period_is_over_after_eight_weeks() {
    let aanvraag = Aanvraag::new(d("2026-03-02"), Beslistermijn::Redelijk);
    let termijn = aanvraag.bereken().unwrap();
    assert_eq!((termijn.zonder_atw, termijn.laatste_dag), (d("2026-04-27"), d("2026-04-28")));
}

#[test]
fn asking_to_complete_an_application_stops_the_clock_until_it_is_completed() {
    let mut aanvraag = Aanvraag::new(d("2026-06-01"), Beslistermijn::Redelijk);
    let before = aanvraag.bereken().unwrap();
    aanvraag.opschortingen = vec![aanvulling("2026-06-10", "2026-06-24", Some("2026-06-19"))];
    let tijdvak = aanvraag.opschortingen[0].tijdvak().unwrap().unwrap();
    assert_eq!(
        (tijdvak.eerste(), tijdvak.laatste(), tijdvak.dagen()),
        (d("2026-06-11"), d("2026-06-18"), 8),
        "11 June up to, not including, 19 June"
    );
    let after = aanvraag.bereken().unwrap();
    assert_eq!((before.laatste_dag, after.laatste_dag), (d("2026-07-27"), d("2026-08-04")));
}

#[test]
fn views_of_others_stop_the_clock_of_the_woo_up_to_and_including_the_last_day() {
    let mut woo = WooVerzoek::new(d("2026-06-01"));
    woo.opschortingen = vec![Opschorting::Zienswijze {
        meegedeeld: d("2026-06-10"),
        tot_en_met: d("2026-06-19"),
        bewijs: tekst("brief 7"),
    }];
    assert_eq!(woo.opschortingen[0].tijdvak().unwrap().unwrap().dagen(), 9);
    let termijn = woo.bereken().unwrap();
    assert_eq!(termijn.laatste_dag, d("2026-07-08"));
    assert_eq!(termijn.plichten[0].artikel.to_string(), "Woo 4.4 lid 4");
}

#[test]
fn the_clock_for_a_decision_on_objection_starts_when_the_objection_term_is_over() {
    let early = Indiening { ontvangen: d("2026-04-08"), gepost: None };
    let termijn = BeslissingOpBezwaar::new(gewoon("2026-04-02"), early).bereken().unwrap();
    assert_eq!((termijn.eerste_dag, termijn.laatste_dag), (d("2026-05-19"), d("2026-06-29")));
}

#[test]
fn a_committee_gives_twelve_weeks_only_when_it_was_announced() {
    let mut bezwaar = BeslissingOpBezwaar::new(
        gewoon("2026-04-02"),
        Indiening { ontvangen: d("2026-04-20"), gepost: None },
    );
    assert_eq!(bezwaar.bereken().unwrap().laatste_dag, d("2026-06-29"));
    bezwaar.commissie_meegedeeld = Some(d("2026-06-29"));
    assert_eq!(bezwaar.bereken().unwrap().laatste_dag, d("2026-08-10"));
    bezwaar.commissie_meegedeeld = Some(d("2026-06-30"));
    assert_eq!(bezwaar.bereken().unwrap().laatste_dag, d("2026-06-29"), "told when the six weeks were over");
}

#[test]
fn a_woo_request_takes_four_weeks_and_cannot_be_adjourned_after_them() {
    let mut woo = WooVerzoek::new(d("2026-06-01"));
    assert_eq!(woo.bereken().unwrap().laatste_dag, d("2026-06-29"), "receipt and 28 days");
    assert_eq!(woo.precisering().unwrap().laatste_dag, d("2026-06-15"));
    woo.verdaging = Some(verdaging("2026-06-29", "2w"));
    assert_eq!(woo.bereken().unwrap().laatste_dag, d("2026-07-13"));
    woo.verdaging = Some(verdaging("2026-06-30", "2w"));
    assert_eq!(code(woo.bereken()), "verdaging-te-laat");
    woo.verdaging = Some(verdaging("2026-06-29", "3w"));
    assert_eq!(code(woo.bereken()), "verdaging-te-lang");
    woo.verdaging = Some(Verdaging { reden: None, ..verdaging("2026-06-29", "2w") });
    assert_eq!(code(woo.bereken()), "verdaging-zonder-reden");
    assert_eq!(WooVerzoek::verstrekking(d("2026-06-29")).unwrap().0, d("2026-07-13"));
}

#[test]
fn a_complaint_takes_six_weeks_ten_with_a_committee_and_four_more_when_adjourned() {
    let klacht = |commissie, verdaging| Klacht {
        ontvangen: d("2026-06-01"),
        commissie,
        verdaging,
        telling: Verdagingstelling::EenTermijn,
        uitstel: Vec::new(),
    };
    let last = |klacht: Klacht| klacht.bereken().unwrap().laatste_dag;
    assert_eq!(last(klacht(false, None)), d("2026-07-13"));
    assert_eq!(last(klacht(true, None)), d("2026-08-10"));
    assert_eq!(last(klacht(false, Some(verdaging("2026-07-13", "4w")))), d("2026-08-10"));
    assert_eq!(code(klacht(false, Some(verdaging("2026-07-01", "5w"))).bereken()), "verdaging-te-lang");
    let agreed = Klacht { uitstel: vec![d("2026-09-05")], ..klacht(false, None) };
    assert_eq!(last(agreed), d("2026-09-05"), "an agreed day does not move, though it is a Saturday");
}

#[test]
fn the_law_leaves_long_terms_and_backward_terms_and_by_laws_alone() {
    for (from, duur, grondslag, last) in [
        // 90 days, 12 weeks and 3 months still move; more does not.
        ("2026-02-04", "90d", Grondslag::Wet, "2026-05-06"),
        ("2026-02-03", "91d", Grondslag::Wet, "2026-05-05"),
        ("2026-02-10", "12w", Grondslag::Wet, "2026-05-06"),
        ("2026-02-03", "13w", Grondslag::Wet, "2026-05-05"),
        ("2026-02-05", "3m", Grondslag::Wet, "2026-05-06"),
        ("2026-01-05", "4m", Grondslag::Wet, "2026-05-05"),
        ("2025-05-05", "1j", Grondslag::Wet, "2026-05-05"),
        ("2026-04-28", "1w", Grondslag::Amvb, "2026-05-06"),
        ("2026-04-28", "1w", Grondslag::Verordening, "2026-05-05"),
        ("2026-04-28", "1w", Grondslag::VerordeningMetAtw(tekst("APV 1:2")), "2026-05-06"),
        ("2026-04-28", "1w", Grondslag::Eigen, "2026-05-05"),
    ] {
        let termijn = los(from, duur, grondslag.clone()).bereken().unwrap();
        assert_eq!(termijn.laatste_dag, d(last), "{from} {duur} {grondslag:?}");
    }
    let back = Los { terug: true, ..los("2026-05-12", "1w", Grondslag::Wet) };
    assert_eq!(back.bereken().unwrap().laatste_dag, d("2026-05-05"));
}

#[test]
fn a_year_without_known_decree_days_is_an_error_and_no_guess() {
    assert_eq!(code(gewoon("2028-11-20").bezwaartermijn()), "feestdagen-onbekend");
    assert_eq!(gewoon("2028-11-16").bezwaartermijn().unwrap().laatste_dag, d("2028-12-28"));
    assert_eq!(code(gewoon("2022-10-01").bezwaartermijn()), "feestdagen-onbekend");
    // A term the law does not move needs no holidays.
    assert_eq!(los("2040-02-29", "1j", Grondslag::Wet).bereken().unwrap().laatste_dag, d("2041-02-28"));
}

#[test]
fn leap_days_and_short_months_are_counted_by_the_calendar() {
    for (from, duur, last) in [
        ("2028-01-18", "6w", "2028-02-29"),
        ("2028-02-28", "1d", "2028-02-29"),
        ("2027-02-25", "4d", "2027-03-01"),
        ("2028-01-31", "1m", "2028-02-29"),
        ("2027-01-31", "1m", "2027-03-01"),
        ("2028-02-29", "1j", "2029-02-28"),
    ] {
        assert_eq!(los(from, duur, Grondslag::Wet).bereken().unwrap().laatste_dag, d(last), "{from} {duur}");
    }
}

#[test]
fn the_last_day_lasts_until_midnight_also_on_the_nights_the_clock_changes() {
    for (from, day_of_end, last_moment) in [
        ("2026-03-28", "2026-03-29", "2026-03-29T21:59:59.999999Z"),
        ("2026-10-24", "2026-10-25", "2026-10-25T22:59:59.999999Z"),
    ] {
        let termijn = los(from, "1d", Grondslag::Eigen).bereken().unwrap();
        assert_eq!(termijn.laatste_dag, d(day_of_end));
        assert_eq!(termijn.einde().to_string(), last_moment);
    }
}

#[test]
fn hours_are_real_hours_and_know_no_weekend() {
    for (from, hours, end) in [
        ("2026-03-28T12:00", 72, "2026-03-31T11:00:00.000000Z"),
        ("2026-10-24T12:00", 72, "2026-10-27T10:00:00.000000Z"),
        ("2026-12-24T17:00", 72, "2026-12-27T16:00:00.000000Z"),
    ] {
        let uren = Uren::new(read_moment("vanaf", from).unwrap(), hours).unwrap();
        assert_eq!(uren.bereken().unwrap().einde.to_string(), end, "{from}");
    }
}
