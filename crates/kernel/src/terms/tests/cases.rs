// SPDX-License-Identifier: EUPL-1.2
//! What happens along the way: suspensions, adjournment, notices, letters by post, levies; and how it is told.

use super::*;

fn zinnen(termijn: &Termijn) -> Vec<&str> {
    termijn.afleiding.stappen().iter().map(|s| s.zin.as_str()).collect()
}

fn zin(vanaf: &str, duur: &str) -> String {
    let termijn = los(vanaf, duur, Grondslag::Wet).bereken().unwrap();
    zinnen(&termijn).last().unwrap().to_string()
}

fn op_bezwaar(bekendgemaakt: &str, ontvangen: &str) -> BeslissingOpBezwaar {
    BeslissingOpBezwaar::new(gewoon(bekendgemaakt), Indiening { ontvangen: d(ontvangen), gepost: None })
}

#[test]
fn a_term_tells_why_it_ends_on_its_day() {
    let termijn = gewoon("2026-04-02").bezwaartermijn().unwrap();
    assert_eq!(
        zinnen(&termijn),
        [
            "De termijn begint op 3 april 2026: de dag nadat het besluit is bekendgemaakt.",
            "6 weken na 2 april 2026 is 14 mei 2026.",
            "De termijn eindigt op 18 mei, want 14 mei is Hemelvaartsdag en 15 mei een aangewezen vrije dag.",
        ]
    );
    let artikelen: Vec<String> = termijn.afleiding.stappen().iter().map(|s| s.artikel.to_string()).collect();
    assert_eq!(artikelen, ["Awb 6:8 lid 1", "Awb 6:7", "Atw 1 lid 1 en 3 lid 3"]);
    let invoer = &termijn.afleiding.stappen()[0].invoer[0];
    assert_eq!((invoer.naam, invoer.waarde.as_str()), ("bekendgemaakt", "2026-04-02"));
}

#[test]
fn the_reason_names_weekend_holiday_year_and_the_two_working_days() {
    assert_eq!(
        zin("2026-11-27", "1d"),
        "De termijn eindigt op 30 november, want 28 november is een zaterdag."
    );
    assert_eq!(
        zin("2026-03-28", "1w"),
        "De termijn eindigt op 7 april, want 4 april is een zaterdag, 5 april Eerste Paasdag en 6 april Tweede Paasdag."
    );
    assert_eq!(
        zin("2025-12-25", "1w"),
        "De termijn eindigt op 5 januari, want 1 januari is Nieuwjaarsdag en 2 januari een aangewezen vrije dag."
    );
    assert_eq!(zin("2027-12-18", "2w"), "De termijn eindigt op 3 januari, want 1 januari is Nieuwjaarsdag.");
    assert_eq!(
        zin("2026-12-24", "3d"),
        "De termijn eindigt op 29 december, want in een termijn van drie dagen of langer zitten ten minste twee werkdagen."
    );
    assert_eq!(zin("2026-11-23", "1w"), "De termijn eindigt op 30 november, een gewone werkdag.");
}

#[test]
fn a_request_that_nobody_answers_suspends_until_the_set_period_lapses() {
    let open = aanvulling("2026-06-10", "2026-06-24", None).tijdvak().unwrap().unwrap();
    assert_eq!(VERSTREKEN, Verstreken::LaatsteDag, "the dates hold for this reading");
    assert_eq!((open.eerste(), open.laatste()), (d("2026-06-11"), d("2026-06-23")));
    let late = aanvulling("2026-06-10", "2026-06-24", Some("2026-07-30")).tijdvak().unwrap();
    assert_eq!(late, Some(open), "what comes after the set period does not suspend longer");
    assert_eq!(aanvulling("2026-06-10", "2026-06-24", Some("2026-06-11")).tijdvak(), Ok(None));
    assert_eq!(aanvulling("2026-06-10", "2026-06-24", Some("2026-06-10")).tijdvak(), Ok(None));
    assert_eq!(code(aanvulling("2026-06-10", "2026-06-10", None).tijdvak()), "opschorting-omgekeerd");
    assert_eq!(code(overmacht("2026-06-10", "2026-06-09").tijdvak()), "tijdvak-omgekeerd");
}

#[test]
fn days_that_two_suspensions_share_count_once() {
    let mut aanvraag = Aanvraag::new(d("2026-06-01"), Beslistermijn::Redelijk);
    aanvraag.opschortingen = vec![
        overmacht("2026-06-12", "2026-06-20"),
        aanvulling("2026-06-10", "2026-06-24", Some("2026-06-19")),
        overmacht("2026-06-13", "2026-06-14"),
    ];
    // 11 to 20 June: ten days.
    let termijn = aanvraag.bereken().unwrap();
    assert_eq!(termijn.zonder_atw, d("2026-08-06"));
    assert!(zinnen(&termijn).contains(&"Deze opschorting verandert niets, want die dagen telden al mee."));
}

#[test]
fn a_suspension_outside_the_term_changes_nothing_and_says_so() {
    let base = op_bezwaar("2026-04-02", "2026-04-20");
    for (opschorting, why) in [
        (aanvulling("2026-04-21", "2026-05-05", None), "de termijn liep toen nog niet"),
        (overmacht("2026-06-30", "2026-07-03"), "de termijn was toen al voorbij"),
        (aanvulling("2026-05-20", "2026-05-21", None), "er ligt geen dag tussen"),
    ] {
        let termijn =
            BeslissingOpBezwaar { opschortingen: vec![opschorting], ..base.clone() }.bereken().unwrap();
        assert_eq!(termijn.laatste_dag, d("2026-06-29"), "{why}");
        assert!(zinnen(&termijn).iter().any(|z| z.contains(why)), "{why}");
    }
    // A request in the objection term counts from the first day of the term to decide.
    let across =
        BeslissingOpBezwaar { opschortingen: vec![aanvulling("2026-05-12", "2026-05-21", None)], ..base };
    assert_eq!(across.bereken().unwrap().laatste_dag, d("2026-07-01"), "19 and 20 May");
}

#[test]
fn a_suspension_that_begins_on_a_day_the_law_added_shifts_the_day_it_really_ended() {
    // Received 2 March: bare end Koningsdag 27 April, last day 28 April.
    let mut aanvraag = Aanvraag::new(d("2026-03-02"), Beslistermijn::Redelijk);
    aanvraag.opschortingen = vec![overmacht("2026-04-28", "2026-04-29")];
    assert_eq!(aanvraag.bereken().unwrap().laatste_dag, d("2026-04-30"));
    aanvraag.opschortingen = vec![overmacht("2026-04-29", "2026-04-30")];
    assert_eq!(aanvraag.bereken().unwrap().laatste_dag, d("2026-04-28"));
}

#[test]
fn the_end_of_most_suspensions_must_be_told_with_the_new_day() {
    let mut aanvraag = Aanvraag::new(d("2026-06-01"), Beslistermijn::Redelijk);
    let bewijs = tekst("brief 3");
    let abroad = Opschorting::BuitenlandseInformatie {
        meegedeeld: d("2026-06-10"),
        tot: d("2026-06-20"),
        bewijs: bewijs.clone(),
    };
    let delay = Opschorting::VertragingAanvrager {
        van: d("2026-07-01"),
        tot_en_met: d("2026-07-02"),
        bewijs: bewijs.clone(),
    };
    let agreed = Opschorting::Instemming { van: d("2026-07-10"), tot_en_met: d("2026-07-10"), bewijs };
    aanvraag.opschortingen = vec![abroad, delay, overmacht("2026-07-05", "2026-07-05"), agreed];
    let termijn = aanvraag.bereken().unwrap();
    // 9 + 2 + 1 + 1 days after 27 July: 9 August, a Sunday.
    assert_eq!((termijn.zonder_atw, termijn.laatste_dag), (d("2026-08-09"), d("2026-08-10")));
    let artikelen: Vec<String> = termijn.plichten.iter().map(|p| p.artikel.to_string()).collect();
    assert_eq!(artikelen, ["Awb 4:15 lid 4", "Awb 4:15 lid 4", "Awb 4:15 lid 3 en 4"]);
    assert!(termijn.plichten.iter().all(|p| p.zin.contains("10 augustus 2026")));
}

#[test]
fn a_ground_the_law_does_not_know_for_this_term_is_refused() {
    let view = Opschorting::Zienswijze {
        meegedeeld: d("2026-06-10"),
        tot_en_met: d("2026-06-11"),
        bewijs: tekst("x"),
    };
    let mut aanvraag = Aanvraag::new(d("2026-06-01"), Beslistermijn::Redelijk);
    aanvraag.opschortingen = vec![view.clone()];
    assert_eq!(code(aanvraag.bereken()), "opschorting-past-niet");
    let mut bezwaar = op_bezwaar("2026-04-02", "2026-04-20");
    bezwaar.opschortingen = vec![view];
    assert_eq!(code(bezwaar.bereken()), "opschorting-past-niet");
    bezwaar.opschortingen = vec![overmacht("2026-05-20", "2026-05-20"); 101];
    assert_eq!(code(bezwaar.bereken()), "te-veel-opschortingen");
}

#[test]
fn a_decision_on_objection_can_be_adjourned_six_weeks_and_delayed_by_consent() {
    let mut bezwaar = op_bezwaar("2026-04-02", "2026-04-20");
    bezwaar.verdaging = Some(verdaging("2026-06-29", "6w"));
    let termijn = bezwaar.bereken().unwrap();
    assert_eq!(termijn.laatste_dag, d("2026-08-10"), "twelve weeks after 18 May");
    assert!(termijn.plichten.iter().any(|p| p.artikel.to_string() == "Awb 7:10 lid 5"));
    bezwaar.uitstel = vec![Uitstel { tot_en_met: d("2026-09-01"), grond: Uitstelgrond::Allen }];
    assert_eq!(bezwaar.bereken().unwrap().laatste_dag, d("2026-09-01"));
    bezwaar.uitstel = vec![Uitstel { tot_en_met: d("2026-08-10"), grond: Uitstelgrond::Procedure }];
    assert_eq!(code(bezwaar.bereken()), "uitstel-niet-later");
    bezwaar.verdaging = Some(verdaging("2026-06-30", "6w"));
    assert_eq!(code(bezwaar.bereken()), "verdaging-te-laat");
    bezwaar.verdaging = Some(verdaging("2026-06-29", "7w"));
    assert_eq!(code(bezwaar.bereken()), "verdaging-te-lang");
}

#[test]
fn twelve_and_six_weeks_are_one_term_unless_somebody_decides_they_are_two() {
    // The objection term ends on 2 February 2026.
    let mut bezwaar = op_bezwaar("2025-12-22", "2026-01-05");
    bezwaar.commissie_meegedeeld = Some(d("2026-02-10"));
    bezwaar.verdaging = Some(verdaging("2026-04-20", "6w"));
    // 2 February + 12 weeks is Koningsdag, 27 April; + 18 weeks is 8 June.
    let one = bezwaar.bereken().unwrap();
    assert_eq!((one.zonder_atw, one.laatste_dag), (d("2026-06-08"), d("2026-06-08")));
    bezwaar.telling = Verdagingstelling::TweeTermijnen(tekst("Juridische Zaken"));
    let two = bezwaar.bereken().unwrap();
    assert_eq!(two.laatste_dag, d("2026-06-09"), "six weeks after 28 April");
    let named =
        two.afleiding.stappen().iter().flat_map(|s| &s.invoer).any(|i| i.waarde == "Juridische Zaken");
    assert!(named, "who decided stands in the derivation");
}

#[test]
fn an_objection_by_post_may_arrive_a_week_after_the_term() {
    let besluit = gewoon("2026-04-02");
    let when = |ontvangen: &str, gepost: Option<&str>| {
        besluit.tijdigheid(Indiening { ontvangen: d(ontvangen), gepost: gepost.map(d) }).map(|(t, _)| t)
    };
    assert_eq!(when("2026-04-02", None), Ok(Tijdigheid::TeVroeg));
    assert_eq!(when("2026-04-03", None), Ok(Tijdigheid::Tijdig));
    assert_eq!(when("2026-05-18", None), Ok(Tijdigheid::Tijdig));
    assert_eq!(when("2026-05-19", None), Ok(Tijdigheid::TeLaat { dagen: 1 }));
    assert_eq!(when("2026-05-20", Some("2026-05-18")), Ok(Tijdigheid::TijdigPerPost));
    // A week after 18 May is Whit Monday: the 26th is still in time.
    assert_eq!(when("2026-05-26", Some("2026-05-18")), Ok(Tijdigheid::TijdigPerPost));
    assert_eq!(when("2026-05-27", Some("2026-05-18")), Ok(Tijdigheid::TeLaat { dagen: 9 }));
    assert_eq!(when("2026-05-20", Some("2026-05-19")), Ok(Tijdigheid::TeLaat { dagen: 2 }));
    assert!(when("2026-05-20", Some("2026-05-21")).is_err(), "posted after it came");
}

#[test]
fn a_late_objection_is_computed_and_the_doubt_is_told() {
    let termijn = op_bezwaar("2026-04-02", "2026-05-25").bereken().unwrap();
    assert_eq!(termijn.laatste_dag, d("2026-06-29"));
    assert!(termijn.afleiding.stappen().iter().any(|s| s.let_op.is_some()));
}

#[test]
fn an_objection_to_a_levy_is_decided_in_the_year_unless_it_came_in_the_last_six_weeks() {
    let aanslag = |heffing, ontvangen: &str, gepost: Option<&str>| {
        let besluit =
            Besluit::Aanslag { heffing, dagtekening: d("2026-10-31"), bekendgemaakt: d("2026-10-28") };
        let indiening = Indiening { ontvangen: d(ontvangen), gepost: gepost.map(d) };
        BeslissingOpBezwaar::new(besluit, indiening).bereken().unwrap()
    };
    // 31 October + 6 weeks is Saturday 12 December, so 14 December; + 6 weeks is 25 January.
    for (ontvangen, gepost, last) in [
        ("2026-11-19", None, "2026-12-31"),
        ("2026-11-20", None, "2027-01-25"),
        ("2026-11-20", Some("2026-11-19"), "2026-12-31"),
        ("2026-12-14", None, "2027-01-25"),
    ] {
        for heffing in Heffing::ALL {
            assert_eq!(aanslag(*heffing, ontvangen, gepost).laatste_dag, d(last), "{ontvangen} {gepost:?}");
        }
    }
    let doubts = |heffing| {
        let termijn = aanslag(heffing, "2026-11-19", None);
        termijn.afleiding.stappen().iter().filter(|s| s.let_op.is_some()).count()
    };
    assert_eq!((doubts(Heffing::Belasting), doubts(Heffing::Woz)), (0, 1), "the WOZ article was not read");
}

#[test]
fn the_objection_term_of_an_assessment_is_counted_from_its_date_or_from_when_it_was_made_known_later() {
    let last = |dagtekening: &str, bekendgemaakt: &str| {
        let heffing = Heffing::Woz;
        let besluit =
            Besluit::Aanslag { heffing, dagtekening: d(dagtekening), bekendgemaakt: d(bekendgemaakt) };
        besluit.bezwaartermijn().unwrap().laatste_dag
    };
    assert_eq!(last("2026-02-27", "2026-02-20"), d("2026-04-10"));
    assert_eq!(last("2026-02-27", "2026-02-27"), d("2026-04-10"));
    assert_eq!(last("2026-02-27", "2026-03-03"), d("2026-04-14"));
}

#[test]
fn a_notice_moves_a_reasonable_period_and_not_a_term_of_law() {
    let mut aanvraag = Aanvraag::new(d("2026-03-02"), Beslistermijn::Redelijk);
    aanvraag.kennisgeving = Some(Kennisgeving { op: d("2026-04-28"), nieuwe_dag: d("2026-05-30") });
    assert_eq!(aanvraag.bereken().unwrap().laatste_dag, d("2026-05-30"));
    aanvraag.kennisgeving = Some(Kennisgeving { op: d("2026-04-29"), nieuwe_dag: d("2026-05-30") });
    assert_eq!(code(aanvraag.bereken()), "kennisgeving-te-laat");
    aanvraag.kennisgeving = Some(Kennisgeving { op: d("2026-04-20"), nieuwe_dag: d("2026-04-28") });
    assert_eq!(code(aanvraag.bereken()), "kennisgeving-niet-later");
    let wettelijk = Beslistermijn::Wettelijk {
        duur: "8w".parse().unwrap(),
        artikel: Artikel::named("Omgevingswet 16.64"),
        grondslag: Grondslag::Wet,
        verdagen: Some("6w".parse().unwrap()),
    };
    let mut aanvraag = Aanvraag::new(d("2026-03-02"), wettelijk);
    aanvraag.kennisgeving = Some(Kennisgeving { op: d("2026-04-20"), nieuwe_dag: d("2026-05-30") });
    let termijn = aanvraag.bereken().unwrap();
    assert_eq!(termijn.laatste_dag, d("2026-04-28"));
    assert_eq!(termijn.plichten[0].artikel.to_string(), "Awb 4:17");
    aanvraag.kennisgeving = None;
    aanvraag.verdaging = Some(verdaging("2026-04-01", "6w"));
    assert_eq!(
        aanvraag.bereken().unwrap().laatste_dag,
        d("2026-06-08"),
        "fourteen weeks, counted as one term"
    );
    aanvraag.termijn = Beslistermijn::Redelijk;
    assert_eq!(code(aanvraag.bereken()), "verdagen-kan-niet");
}

#[test]
fn working_days_skip_the_days_the_municipality_is_closed_and_name_their_source() {
    let mut term = los("2026-12-22", "3wd", Grondslag::Verordening);
    assert_eq!(term.bereken().unwrap().laatste_dag, d("2026-12-28"));
    term.sluitingsdagen = vec![Sluitingsdag {
        datum: d("2026-12-24"),
        bron: tekst("besluit B12"),
        vastgesteld: d("2026-01-13"),
    }];
    let termijn = term.bereken().unwrap();
    assert_eq!(termijn.laatste_dag, d("2026-12-29"));
    assert!(zinnen(&termijn).iter().any(|z| z.contains("24 december 2026") && z.contains("besluit B12")));
    // A legal term in weeks ends on a closing day of our own all the same.
    term.duur = "1w".parse().unwrap();
    term.vanaf = d("2026-12-17");
    term.grondslag = Grondslag::Wet;
    assert_eq!(term.bereken().unwrap().laatste_dag, d("2026-12-24"));
    term.sluitingsdagen = vec![term.sluitingsdagen[0].clone(); 101];
    assert_eq!(code(term.bereken()), "te-veel-sluitingsdagen");
}

#[test]
fn an_employee_is_warned_at_half_and_four_fifths_of_a_term() {
    let termijn = WooVerzoek::new(d("2026-06-01")).bereken().unwrap();
    let at = |procent| termijn.dag_bij(procent).unwrap();
    assert_eq!((at(0), at(50), at(80)), (d("2026-06-02"), d("2026-06-15"), d("2026-06-24")));
    assert_eq!((at(100), at(255)), (d("2026-06-29"), d("2026-06-29")));
    assert!(termijn.is_tijdig(d("2026-06-29")) && !termijn.is_tijdig(d("2026-06-30")));
}

#[test]
fn a_suspension_is_written_on_one_line_and_a_wrong_line_is_refused() {
    let read = |text: &str| text.parse::<Opschorting>();
    assert_eq!(
        read("aanvulling,verzocht=2026-06-10,uiterlijk=2026-06-24,aangevuld=2026-06-19,bewijs=brief 12"),
        Ok(aanvulling("2026-06-10", "2026-06-24", Some("2026-06-19")))
    );
    assert_eq!(
        read("overmacht, van=2026-06-10, tot-en-met=2026-06-12, bewijs=storing"),
        Ok(overmacht("2026-06-10", "2026-06-12"))
    );
    let without_end = read("aanvulling,verzocht=2026-06-10,bewijs=brief 12").unwrap_err().to_string();
    assert!(without_end.contains("2527"), "{without_end}");
    for wrong in [
        "",
        "ziekte,van=2026-06-10",
        "overmacht",
        "overmacht,van=2026-06-10,tot-en-met=2026-06-12",
        "overmacht,van=2026-06-10,tot-en-met=2026-06-12,bewijs=",
        "overmacht,van=2026-06-10,tot-en-met=2026-06-09,bewijs=x",
        "overmacht,van=2026-06-10,tot-en-met=2026-06-12,bewijs=x,extra=1",
        "overmacht,van=2026-06-10,van=2026-06-10,tot-en-met=2026-06-12,bewijs=x",
        "overmacht,van,tot-en-met=2026-06-12,bewijs=x",
        "overmacht,van=10-6-2026,tot-en-met=2026-06-12,bewijs=x",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn dates_and_moments_are_read_strictly() {
    assert_eq!(read_day("x", "2028-02-29"), Ok(d("2028-02-29")));
    for wrong in [
        "",
        "2027-02-29",
        "2026-4-2",
        "20260402",
        "02-04-2026",
        "1899-12-31",
        "2200-01-01",
        "2026-04-02 ",
        "2026-04-02T10:00",
    ] {
        assert!(read_day("x", wrong).is_err(), "{wrong}");
    }
    assert_eq!(read_moment("x", "2026-04-02T14:30").unwrap().to_string(), "2026-04-02T12:30:00.000000Z");
    for wrong in
        ["", "2026-04-02", "2026-04-02T24:00", "2026-04-02T1:30", "2026-04-02T14:30Z", "2026-04-02 14:30"]
    {
        assert!(read_moment("x", wrong).is_err(), "{wrong}");
    }
    assert!(Tekst::try_from("x".repeat(501).as_str()).is_err() && Tekst::try_from(" \t").is_err());
    assert!(Uren::new(crate::Time::from_micros(0), 0).is_err() && "0w".parse::<Duur>().is_err());
    assert!("1001d".parse::<Duur>().is_err() && "6".parse::<Duur>().is_err() && "w".parse::<Duur>().is_err());
}
