// SPDX-License-Identifier: EUPL-1.2
//! What holds for every term.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use proptest::prelude::*;

use super::*;
use crate::{
    Error, Time,
    calendar::{Calendar, Norm, is_atw_day},
};

/// Days of the years we know, early enough for a term to end in them.
fn starts() -> impl Strategy<Value = Date> {
    (0_i64..1_950).prop_map(|n| d("2023-01-10") + n.days())
}

fn all_starts() -> impl Iterator<Item = Date> {
    (0..1_950).map(|n| d("2023-01-10") + n.days())
}

/// Every date there is.
fn dates() -> impl Strategy<Value = Date> {
    prop_oneof![
        starts(),
        (-9_999_i16..=9_999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, day)| Date::new(y, m, day).unwrap()),
        Just(Date::MIN),
        Just(Date::MAX),
    ]
}

fn duren() -> impl Strategy<Value = Duur> {
    let eenheid = prop::sample::select(Eenheid::ALL);
    (1_u16..=40, eenheid).prop_map(|(n, e)| Duur::new(n, e).unwrap())
}

fn grondslagen() -> impl Strategy<Value = Grondslag> {
    prop_oneof![
        Just(Grondslag::Wet),
        Just(Grondslag::Amvb),
        Just(Grondslag::Verordening),
        Just(Grondslag::VerordeningMetAtw(tekst("APV 1:2"))),
        Just(Grondslag::Eigen),
    ]
}

fn free(vanaf: Date, duur: Duur, grondslag: Grondslag, terug: bool) -> Los {
    Los { vanaf, duur, grondslag, terug, sluitingsdagen: Vec::new() }
}

/// Suspensions of every ground, near a start, in any order, overlapping as they like.
fn suspensions(start: Date) -> impl Strategy<Value = Vec<Opschorting>> {
    let one = (-10_i64..80, 0_i64..30, 0_i64..40, 0_u8..5).prop_map(move |(from, length, other, ground)| {
        let (a, b) = (start + from.days(), start + (from + length).days());
        let bewijs = tekst("b");
        match ground {
            0 => Opschorting::Aanvulling {
                verzocht: a,
                uiterlijk: b + 1.days(),
                aangevuld: (other < 30).then(|| a + other.days()),
                bewijs,
            },
            1 => Opschorting::BuitenlandseInformatie { meegedeeld: a, tot: b + 1.days(), bewijs },
            2 => Opschorting::Instemming { van: a, tot_en_met: b, bewijs },
            3 => Opschorting::VertragingAanvrager { van: a, tot_en_met: b, bewijs },
            _ => Opschorting::Overmacht { van: a, tot_en_met: b, bewijs },
        }
    });
    prop::collection::vec(one, 0..6)
}

fn applications() -> impl Strategy<Value = Aanvraag> {
    starts().prop_flat_map(|start| {
        suspensions(start).prop_map(move |opschortingen| Aanvraag {
            opschortingen,
            ..Aanvraag::new(start, Beslistermijn::Redelijk)
        })
    })
}

/// The days of a suspension, one by one.
fn days_of(opschorting: &Opschorting) -> Vec<Date> {
    let Some(t) = opschorting.tijdvak().unwrap() else { return Vec::new() };
    t.eerste().series(1.day()).take_while(|day| *day <= t.laatste()).collect()
}

#[test]
fn the_law_is_followed_day_by_day() {
    // Another way to count: day by day, over every start and every length.
    for start in all_starts() {
        for n in [1_u16, 2, 3, 4, 5, 6, 7, 8, 10, 14, 42, 90, 91] {
            let duur = Duur::new(n, Eenheid::Dagen).unwrap();
            let mut end = start + i64::from(n).days();
            let working = |end: Date| {
                (start + 1.day())
                    .series(1.day())
                    .take_while(|day| *day <= end)
                    .filter(|day| !is_atw_day(*day))
                    .count()
            };
            while n <= 90 && (is_atw_day(end) || (n >= 3 && working(end) < 2)) {
                end = end.tomorrow().unwrap();
            }
            let termijn = free(start, duur, Grondslag::Wet, false).bereken().unwrap();
            assert_eq!(termijn.laatste_dag, end, "{start} + {n}");
        }
    }
}

#[test]
fn a_promise_in_weeks_and_the_legal_term_end_on_the_same_day() {
    let calendar = Calendar::default();
    for start in all_starts() {
        for weeks in 1..=14_u16 {
            let due = calendar.due(Time::at(start, 12, 0), &Norm::Weken(u32::from(weeks)));
            let duur = Duur::new(weeks, Eenheid::Weken).unwrap();
            let termijn = free(start, duur, Grondslag::Wet, false).bereken().unwrap();
            assert_eq!(termijn.einde(), due, "{start} + {weeks} weeks");
        }
    }
}

proptest! {
    #[test]
    fn a_later_start_never_gives_an_earlier_end(a in starts(), b in starts(), duur in duren(), grondslag in grondslagen(), terug: bool) {
        let (early, late) = (a.min(b), a.max(b));
        let end = |start| free(start, duur, grondslag.clone(), terug).bereken().map(|t| t.laatste_dag);
        if let (Ok(early), Ok(late)) = (end(early), end(late)) {
            prop_assert!(early <= late);
        }
        let kinds: [fn(Date) -> Termijn; 4] = [
            |s| Besluit::Gewoon { bekendgemaakt: s }.bezwaartermijn().unwrap(),
            |s| Aanvraag::new(s, Beslistermijn::Redelijk).bereken().unwrap(),
            |s| WooVerzoek::new(s).bereken().unwrap(),
            |s| BeslissingOpBezwaar::new(Besluit::Gewoon { bekendgemaakt: s }, Indiening { ontvangen: s, gepost: None }).bereken().unwrap(),
        ];
        for kind in kinds {
            prop_assert!(kind(early).laatste_dag <= kind(late).laatste_dag);
        }
    }

    #[test]
    fn where_the_law_applies_a_term_never_ends_on_a_free_day(aanvraag in applications(), start in starts(), duur in duren()) {
        prop_assert!(!is_atw_day(aanvraag.bereken().unwrap().laatste_dag));
        if let Ok(termijn) = free(start, duur, Grondslag::Wet, false).bereken() {
            let long = match duur.eenheid() {
                Eenheid::Weken => duur.aantal() > 12,
                Eenheid::Maanden => duur.aantal() > 3,
                Eenheid::Jaren => true,
                Eenheid::Dagen | Eenheid::Werkdagen => false,
            };
            prop_assert!(long || !is_atw_day(termijn.laatste_dag));
            prop_assert!(termijn.laatste_dag >= termijn.zonder_atw);
        }
    }

    #[test]
    fn suspensions_shift_a_term_exactly_by_the_days_they_cover_together(aanvraag in applications()) {
        let plain = Aanvraag { opschortingen: Vec::new(), ..aanvraag.clone() }.bereken().unwrap();
        // Those that begin while the term runs anyway.
        let running: Vec<Opschorting> = aanvraag
            .opschortingen
            .iter()
            .filter(|o| days_of(o).first().is_none_or(|day| *day <= plain.zonder_atw))
            .cloned()
            .collect();
        let covered: BTreeSet<Date> =
            running.iter().flat_map(days_of).filter(|day| *day >= plain.eerste_dag).collect();
        let days = i64::try_from(covered.len()).unwrap();
        let suspended = Aanvraag { opschortingen: running, ..aanvraag }.bereken().unwrap();
        prop_assert_eq!(suspended.zonder_atw, plain.zonder_atw + days.days());
    }

    #[test]
    fn a_term_never_ends_while_the_clock_stands_still_and_order_does_not_matter(aanvraag in applications()) {
        let termijn = aanvraag.bereken().unwrap();
        for opschorting in &aanvraag.opschortingen {
            let days = days_of(opschorting);
            let counts = days.first().is_some_and(|day| *day <= termijn.laatste_dag);
            prop_assert!(!counts || days.last().is_none_or(|day| *day < termijn.laatste_dag));
        }
        let mut turned = aanvraag;
        turned.opschortingen.reverse();
        prop_assert_eq!(turned.bereken().unwrap().laatste_dag, termijn.laatste_dag);
    }

    #[test]
    fn the_same_events_from_the_log_give_the_same_term_and_every_step_is_told(aanvraag in applications()) {
        let termijn = aanvraag.bereken().unwrap();
        let log = serde_json::to_string(&aanvraag).unwrap();
        let read: Aanvraag = serde_json::from_str(&log).unwrap();
        prop_assert_eq!(&read, &aanvraag);
        prop_assert_eq!(read.bereken().unwrap(), termijn.clone());
        for stap in termijn.afleiding.stappen() {
            prop_assert!(stap.zin.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()), "{}", stap.zin);
            prop_assert!(stap.zin.ends_with('.') && !stap.artikel.to_string().is_empty() && !stap.invoer.is_empty());
        }
    }

    #[test]
    fn the_penalty_is_the_sum_of_its_days(term in starts(), after in 1_i64..100, decided in prop::option::of(0_i64..90)) {
        let notice = term + after.days();
        let case = Dwangsom {
            termijn_tot_en_met: term,
            ingebrekestelling: notice,
            besluit: decided.map(|n| notice + n.days()),
            aanvragers: std::num::NonZeroU16::MIN,
            geen: None,
        };
        let days = decided.map_or(42, |n| (n - 13).clamp(0, 42));
        let expected: i64 = (0..days).map(|n| [23, 35, 45][usize::try_from(n / 14).unwrap()]).sum();
        match case.bereken().map(|o| o.uitkomst) {
            Ok(Uitkomst::Verbeurd(owed)) => prop_assert_eq!(i64::from(owed.bedrag), expected),
            Ok(Uitkomst::OpTijd { .. }) => prop_assert_eq!(days, 0),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn no_date_makes_the_clock_panic(a in dates(), b in dates(), c in dates(), duur in duren(), grondslag in grondslagen(), terug: bool) {
        let fine = |error: &Error| matches!(error, Error::Refused { .. } | Error::Invalid(_));
        let sus = vec![
            Opschorting::Aanvulling { verzocht: a, uiterlijk: b, aangevuld: Some(c), bewijs: tekst("x") },
            Opschorting::BuitenlandseInformatie { meegedeeld: b, tot: c, bewijs: tekst("x") },
            Opschorting::Overmacht { van: a, tot_en_met: c, bewijs: tekst("x") },
        ];
        let adjourned = Some(Verdaging { op: b, duur, reden: Some(tekst("x")) });
        let besluit = Besluit::Aanslag { heffing: Heffing::Woz, dagtekening: a, bekendgemaakt: b };
        let terms = [
            free(a, duur, grondslag.clone(), terug).bereken(),
            besluit.bezwaartermijn(),
            BeslissingOpBezwaar {
                commissie_meegedeeld: Some(b),
                uitstel: vec![Uitstel { tot_en_met: c, grond: Uitstelgrond::Allen }],
                ..BeslissingOpBezwaar::new(besluit, Indiening { ontvangen: c, gepost: Some(a) })
            }
            .bereken(),
            Aanvraag { opschortingen: sus.clone(), ..Aanvraag::new(a, Beslistermijn::Redelijk) }.bereken(),
            Aanvraag {
                verdaging: adjourned.clone(),
                kennisgeving: Some(Kennisgeving { op: b, nieuwe_dag: c }),
                ..Aanvraag::new(a, Beslistermijn::Wettelijk { duur, artikel: Artikel::new("x"), grondslag, verdagen: Some(duur) })
            }
            .bereken(),
            WooVerzoek { ontvangen: a, opschortingen: sus, verdaging: adjourned.clone() }.bereken(),
            Klacht { ontvangen: a, commissie: terug, verdaging: adjourned, telling: Verdagingstelling::EenTermijn, uitstel: vec![c] }.bereken(),
        ];
        for term in terms {
            match term {
                Ok(termijn) => {
                    let _ = (termijn.einde(), termijn.dag_bij(80));
                }
                Err(error) => prop_assert!(fine(&error), "{:?}", error),
            }
        }
        let penalty = Dwangsom { termijn_tot_en_met: a, ingebrekestelling: b, besluit: Some(c), aanvragers: std::num::NonZeroU16::MAX, geen: None };
        prop_assert!(penalty.bereken().err().is_none_or(|e| fine(&e)));
        let _ = (WooVerzoek::verstrekking(a), Uren::new(Time::from_micros(i64::MAX), 1).unwrap().bereken());
    }
}
