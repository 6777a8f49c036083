// SPDX-License-Identifier: EUPL-1.2
//! The day itself, the day before and the day after; what is written and read back. Found by mutating the code: each of
//! these tests fails when one comparison or sentence is another.

use std::num::NonZeroU16;

use super::*;
use crate::Error;

fn articles(termijn: &Termijn) -> Vec<String> {
    termijn.afleiding.stappen().iter().map(|s| s.artikel.to_string()).collect()
}

#[test]
fn every_kind_of_rule_is_read_by_its_name() {
    for (text, wanted) in [
        ("wet", Grondslag::Wet),
        ("amvb", Grondslag::Amvb),
        ("verordening", Grondslag::Verordening),
        ("verordening-met-atw=APV 1:2", Grondslag::VerordeningMetAtw(tekst("APV 1:2"))),
        ("eigen", Grondslag::Eigen),
    ] {
        assert_eq!(text.parse::<Grondslag>().unwrap(), wanted);
    }
    for text in ["", "Wet", "verordening-met-atw", "verordening-met-atw=", "wet=1", "eigen=APV 1:2"] {
        assert!(text.parse::<Grondslag>().is_err(), "{text:?}");
    }
}

#[test]
fn a_notice_may_come_on_the_day_of_receipt_but_not_before() {
    let mut aanvraag = Aanvraag::new(d("2026-06-01"), Beslistermijn::Redelijk);
    let told = |op: &str| Some(Kennisgeving { op: d(op), nieuwe_dag: d("2026-09-01") });
    aanvraag.kennisgeving = told("2026-06-01");
    assert_eq!(aanvraag.bereken().unwrap().laatste_dag, d("2026-09-01"));
    aanvraag.kennisgeving = told("2026-05-31");
    assert!(matches!(aanvraag.bereken(), Err(Error::Invalid(_))));
}

#[test]
fn only_a_decree_day_names_the_article_of_the_decree() {
    let holiday = los("2026-04-13", "2w", Grondslag::Wet).bereken().unwrap();
    assert_eq!(holiday.laatste_dag, d("2026-04-28"), "27 April is King's day");
    assert_eq!(articles(&holiday).last().unwrap(), "Atw 1 lid 1 en 3");
    let decree = los("2026-05-01", "2w", Grondslag::Wet).bereken().unwrap();
    assert_eq!(articles(&decree).last().unwrap(), "Atw 1 lid 1 en 3 lid 3");
}

#[test]
fn a_by_law_says_why_it_does_not_move_and_that_it_is_uncertain() {
    let last = |grondslag| los("2026-04-13", "2w", grondslag).bereken().unwrap();
    let (bylaw, own) = (last(Grondslag::Verordening), last(Grondslag::Eigen));
    let (step, other) =
        (bylaw.afleiding.stappen().last().unwrap().clone(), own.afleiding.stappen().last().unwrap().clone());
    assert!(step.zin.contains("tenzij de verordening dat zegt"), "{}", step.zin);
    assert!(step.let_op.is_some());
    assert!(other.zin.contains("alleen een termijn in een wet schuift op"), "{}", other.zin);
    assert!(other.let_op.is_none());
}

#[test]
fn a_derivation_is_one_line_per_step_and_a_warning_below_it() {
    let text = los("2026-04-13", "2w", Grondslag::Verordening).bereken().unwrap().afleiding.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(lines[1], "2 weken na 13 april 2026 is 27 april 2026. (Atw 1 lid 1)");
    assert!(lines[3].starts_with("  Let op: "), "{text}");
}

#[test]
fn a_length_is_written_as_it_is_read() {
    for text in ["14d", "5wd", "6w", "3m", "1j"] {
        assert_eq!(text.parse::<Duur>().unwrap().to_string(), text);
    }
}

#[test]
fn a_closing_day_is_told_only_where_it_was_in_the_way() {
    let with = |vanaf: &str, terug: bool, closed: &str| {
        let sluitingsdagen =
            vec![format!("{closed},bron=besluit B12,vastgesteld=2026-01-13").parse().unwrap()];
        Los { terug, sluitingsdagen, ..los(vanaf, "3wd", Grondslag::Wet) }.bereken().unwrap()
    };
    let told = |term: &Termijn| articles(term).contains(&"eigen sluitingsdag".to_owned());
    // Monday 9 March 2026 and three working days.
    for (closed, last, is_told) in [
        ("2026-03-08", "2026-03-12", false),
        ("2026-03-09", "2026-03-12", false),
        ("2026-03-10", "2026-03-13", true),
        ("2026-03-12", "2026-03-13", true),
        ("2026-03-13", "2026-03-12", false),
    ] {
        let term = with("2026-03-09", false, closed);
        assert_eq!((term.laatste_dag, told(&term)), (d(last), is_told), "closed on {closed}");
    }
    for (closed, last, is_told) in [
        ("2026-03-13", "2026-03-10", false),
        ("2026-03-12", "2026-03-09", true),
        ("2026-03-09", "2026-03-10", false),
    ] {
        let term = with("2026-03-13", true, closed);
        assert_eq!((term.laatste_dag, told(&term)), (d(last), is_told), "closed on {closed}");
    }
    let days = los("2026-03-09", "3d", Grondslag::Wet);
    let closed = vec!["2026-03-10,bron=b,vastgesteld=2026-01-13".parse().unwrap()];
    assert!(
        !told(&Los { sluitingsdagen: closed, ..days }.bereken().unwrap()),
        "only working days know closing days"
    );
}

#[test]
fn a_hundred_closing_days_are_taken_and_one_more_is_not() {
    let closed =
        |n: usize| vec!["2026-03-10,bron=b,vastgesteld=2026-01-13".parse::<Sluitingsdag>().unwrap(); n];
    let term = |n| Los { sluitingsdagen: closed(n), ..los("2026-03-09", "3wd", Grondslag::Wet) }.bereken();
    assert!(term(100).is_ok());
    assert_eq!(code(term(101)), "te-veel-sluitingsdagen");
}

#[test]
fn an_assessment_made_known_on_its_date_counts_by_its_date() {
    let aanslag = |bekendgemaakt: &str| {
        let besluit = Besluit::Aanslag {
            heffing: Heffing::Belasting,
            dagtekening: d("2026-02-28"),
            bekendgemaakt: d(bekendgemaakt),
        };
        besluit.bezwaartermijn().unwrap().afleiding.stappen()[0].invoer[0].naam
    };
    assert_eq!(aanslag("2026-02-27"), "dagtekening");
    assert_eq!(aanslag("2026-02-28"), "dagtekening");
    assert_eq!(aanslag("2026-03-01"), "bekendgemaakt");
}

#[test]
fn a_letter_may_be_posted_and_arrive_on_one_day() {
    let besluit = gewoon("2026-04-02");
    let posted =
        |gepost: &str| besluit.tijdigheid(Indiening { ontvangen: d("2026-05-01"), gepost: Some(d(gepost)) });
    assert!(matches!(posted("2026-05-01"), Ok((Tijdigheid::Tijdig, _))));
    assert!(matches!(posted("2026-05-02"), Err(Error::Invalid(_))));
}

#[test]
fn a_share_is_told_only_when_there_is_somebody_to_share_with() {
    let shares = |aanvragers: u16| {
        let dwangsom = Dwangsom {
            termijn_tot_en_met: d("2026-03-02"),
            ingebrekestelling: d("2026-03-10"),
            besluit: None,
            aanvragers: NonZeroU16::new(aanvragers).unwrap(),
            geen: None,
        };
        let steps = dwangsom.bereken().unwrap().afleiding;
        steps.stappen().iter().filter(|s| s.artikel.to_string() == "Awb 4:17 lid 7").count()
    };
    assert_eq!((shares(1), shares(2), shares(3)), (0, 1, 1));
}

#[test]
fn a_suspension_that_still_runs_gives_a_provisional_day_and_its_end_the_same_day_for_good() {
    let mut aanvraag = Aanvraag::new(d("2026-06-01"), Beslistermijn::Redelijk);
    let plain = aanvraag.bereken().unwrap();
    assert_eq!(plain.voorlopig, None);
    let open =
        "loopt-nog,soort=overmacht,van=2026-06-10,peildag=2026-06-19,bewijs=storing".parse::<Opschorting>();
    aanvraag.opschortingen = vec![open.unwrap()];
    let provisional = aanvraag.bereken().unwrap();
    assert_eq!(provisional.voorlopig, Some(d("2026-06-19")));
    let text = provisional.afleiding.to_string();
    assert!(text.contains("Let op: De klok stond op 19 juni 2026 nog stil."), "{text}");
    let duty = &provisional.plichten[0];
    assert_eq!((provisional.plichten.len(), duty.artikel.to_string().as_str()), (1, "Awb 4:15 lid 3"));
    aanvraag.opschortingen = vec![overmacht("2026-06-10", "2026-06-19")];
    let ended = aanvraag.bereken().unwrap();
    assert_eq!((ended.laatste_dag, ended.voorlopig), (provisional.laatste_dag, None));
    // A day longer moves it by a day.
    aanvraag.opschortingen =
        vec!["loopt-nog,soort=instemming,van=2026-06-10,peildag=2026-06-20,bewijs=mail".parse().unwrap()];
    let longer = aanvraag.bereken().unwrap();
    assert_eq!((longer.zonder_atw, longer.plichten.len()), (d("2026-08-07"), 0));
}

#[test]
fn a_running_suspension_has_a_ground_that_can_run_and_a_day_to_look_at() {
    let read = |text: &str| text.parse::<Opschorting>();
    assert_eq!(
        code(read("loopt-nog,soort=aanvulling,van=2026-06-10,peildag=2026-06-20,bewijs=x")),
        "opschorting-heeft-einde"
    );
    assert_eq!(
        code(read("loopt-nog,soort=overmacht,van=2026-06-10,peildag=2026-06-09,bewijs=x")),
        "tijdvak-omgekeerd"
    );
    for text in [
        "loopt-nog,soort=vakantie,van=2026-06-10,peildag=2026-06-20,bewijs=x",
        "loopt-nog,soort=overmacht,van=2026-06-10,bewijs=x",
        "loopt-nog,soort=overmacht,van=2026-06-10,peildag=2026-06-20",
        "loopt-nog,soort=overmacht,van=2026-06-10,peildag=2026-06-20,bewijs=x,tot=2026-07-01",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    let mut woo = WooVerzoek::new(d("2026-06-01"));
    woo.opschortingen =
        vec![read("loopt-nog,soort=zienswijze,van=2026-06-10,peildag=2026-06-20,bewijs=x").unwrap()];
    assert_eq!(woo.bereken().unwrap().voorlopig, Some(d("2026-06-20")));
    let json = serde_json::to_string(&woo).unwrap();
    assert_eq!(serde_json::from_str::<WooVerzoek>(&json).unwrap(), woo);
}

#[test]
fn a_day_and_a_moment_are_written_in_one_way() {
    for text in ["2026-W14-4", "2026-04-2", "20260402", "2026-04-021", "2026-04-02T10:00", " 2026-04-02"] {
        assert!(read_day("datum", text).is_err(), "{text}");
    }
    for text in
        ["2026-04-02T14", "2026-04-02T1430", "2026-04-02T14:3", "2026-04-02T14:30:00", "2026-04-02 14:30"]
    {
        assert!(read_moment("moment", text).is_err(), "{text}");
    }
    assert!(read_moment("moment", "2026-04-02T14:30").is_ok());
}

#[test]
fn a_text_gives_back_what_was_written() {
    assert_eq!(tekst("  brief 12 ").as_str(), "brief 12");
}
