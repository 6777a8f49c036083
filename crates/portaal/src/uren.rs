// SPDX-License-Identifier: EUPL-1.2
//! Opening hours as sentences: the week of a place, and how it stands now.

use beheer::{Inrichting, Openingstijd};
use kernel::{
    Time,
    calendar::{Calendar, Closing, OpeningHours},
};
use web::Lang;

use crate::{bezoek::hoofdletter, datum};

/// A place or channel with opening hours that residents may know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plek {
    /// Code in the set-up.
    pub(crate) id: String,
    /// Name, for instance "Servicepunt Lindel".
    pub(crate) naam: String,
    /// Lines of the address.
    pub(crate) adres: Vec<String>,
    /// The week, one line per group of days.
    pub(crate) week: Vec<String>,
    /// "Vandaag tot 17.00 uur."
    pub(crate) nu: String,
}

/// Every place one can go to: it has a name and an address (settings `plek.<code>.naam` and `plek.<code>.adres`). In
/// order of code.
pub(crate) fn plekken(taal: Lang, inr: &Inrichting, nu: Time) -> Vec<Plek> {
    alle(taal, inr, nu).into_iter().filter(|plek| !plek.adres.is_empty()).collect()
}

/// Names of lines that are open day and night: they have hours and a name, and no address.
pub(crate) fn dag_en_nacht(taal: Lang, inr: &Inrichting, nu: Time) -> Vec<String> {
    let altijd = |plek: &Plek| plek.adres.is_empty() && altijd_open(inr, &plek.id);
    alle(taal, inr, nu).into_iter().filter(altijd).map(|plek| plek.naam).collect()
}

/// Whether a place never closes in an ordinary week.
fn altijd_open(inr: &Inrichting, code: &str) -> bool {
    let uren = inr.openingstijden.iter().filter(|o| o.plek == code);
    (1..=7).all(|dag| uren.clone().any(|o| o.dag == dag && o.van == "00:00" && o.tot == "24:00"))
}

fn alle(taal: Lang, inr: &Inrichting, nu: Time) -> Vec<Plek> {
    let mut codes: Vec<&str> = inr.openingstijden.iter().map(|o| o.plek.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
        .into_iter()
        .filter(|code| *code != beheer::WERKUREN)
        .filter_map(|code| {
            let naam = inr.instelling(&format!("plek.{code}.naam"), "");
            let adres = inr.instelling(&format!("plek.{code}.adres"), "");
            (!naam.is_empty()).then(|| Plek {
                id: code.to_owned(),
                naam: naam.to_owned(),
                adres: adres.split(',').map(|r| r.trim().to_owned()).filter(|r| !r.is_empty()).collect(),
                week: week(taal, inr, code),
                nu: kalender(inr, code).map(|k| self::nu(taal, &k, nu)).unwrap_or_default(),
            })
        })
        .collect()
}

/// The calendar of a place, with the closing days of the municipality.
fn kalender(inr: &Inrichting, code: &str) -> Option<Calendar> {
    let uren = inr.openingstijden.iter().filter(|o| o.plek == code);
    let uren = OpeningHours::new(uren.map(|o| (o.dag, o.van.as_str(), o.tot.as_str()))).ok()?;
    let dicht = inr.sluitingen.iter().filter_map(|s| Closing::new(&s.datum, &s.vanaf).ok());
    Some(Calendar::new(uren, dicht))
}

/// The week of a place: days with the same hours in one line.
pub(crate) fn week(taal: Lang, inr: &Inrichting, code: &str) -> Vec<String> {
    let uren: Vec<&Openingstijd> = inr.openingstijden.iter().filter(|o| o.plek == code).collect();
    let van_dag = |dag: i64| -> Vec<(&str, &str)> {
        let mut tijden: Vec<_> =
            uren.iter().filter(|o| o.dag == dag).map(|o| (o.van.as_str(), o.tot.as_str())).collect();
        tijden.sort_unstable();
        tijden
    };
    let mut regels = Vec::new();
    let mut dag = 1;
    while dag <= 7 {
        let tijden = van_dag(dag);
        let mut laatste = dag;
        while laatste < 7 && van_dag(laatste + 1) == tijden {
            laatste += 1;
        }
        if !tijden.is_empty() {
            regels.push(format!("{} {}", dagen(taal, dag, laatste), tussen(taal, &tijden)));
        }
        dag = laatste + 1;
    }
    regels
}

fn dagen(taal: Lang, van: i64, tot: i64) -> String {
    let naam = |dag| datum::weekdag(taal, dag);
    let tekst = match (taal, tot - van) {
        (_, 0) => naam(van).to_owned(),
        (Lang::Nl, 1) => format!("{} en {}", naam(van), naam(tot)),
        (Lang::En, 1) => format!("{} and {}", naam(van), naam(tot)),
        (Lang::Nl, _) => format!("{} tot en met {}", naam(van), naam(tot)),
        (Lang::En, _) => format!("{} to {}", naam(van), naam(tot)),
    };
    hoofdletter(&tekst)
}

fn tussen(taal: Lang, tijden: &[(&str, &str)]) -> String {
    if tijden == [("00:00", "24:00")] {
        return match taal {
            Lang::Nl => "dag en nacht".to_owned(),
            Lang::En => "day and night".to_owned(),
        };
    }
    let deel = |(van, tot): &(&str, &str)| match taal {
        Lang::Nl => format!("van {} tot {} uur", punt(van), punt(tot)),
        Lang::En => format!("{} to {}", van.trim_start_matches('0'), tot.trim_start_matches('0')),
    };
    let delen: Vec<String> = tijden.iter().map(deel).collect();
    delen.join(if taal == Lang::En { " and " } else { " en " })
}

/// "08:30" as "8.30".
fn punt(tijd: &str) -> String {
    let tijd = tijd.replace(':', ".");
    tijd.strip_prefix('0').unwrap_or(&tijd).to_owned()
}

/// How it stands now: until when it is open, or when it opens.
pub(crate) fn nu(taal: Lang, kalender: &Calendar, nu: Time) -> String {
    let open = kalender.intervals(nu.day()).find(|(van, tot)| *van <= nu && nu < *tot);
    if let Some((_, tot)) = open {
        return match taal {
            Lang::Nl => format!("Vandaag tot {}.", datum::tijd(taal, tot)),
            Lang::En => format!("Today until {}.", datum::tijd(taal, tot)),
        };
    }
    let straks = kalender.next_opening(nu);
    let dag = dag_naam(taal, straks, nu);
    match taal {
        Lang::Nl => format!("Nu gesloten. {dag} vanaf {}.", datum::tijd(taal, straks)),
        Lang::En => format!("Closed now. {dag} from {}.", datum::tijd(taal, straks)),
    }
}

fn dag_naam(taal: Lang, t: Time, nu: Time) -> String {
    let (dag, vandaag) = (t.day(), nu.day());
    let morgen = vandaag.tomorrow().unwrap_or(vandaag);
    let tekst = match (taal, dag == vandaag, dag == morgen) {
        (Lang::Nl, true, _) => "vandaag".to_owned(),
        (Lang::En, true, _) => "today".to_owned(),
        (Lang::Nl, _, true) => "morgen".to_owned(),
        (Lang::En, _, true) => "tomorrow".to_owned(),
        // It opens within days: the year would only be in the way.
        _ => datum::dag(taal, t).trim_end_matches(&format!(" {}", dag.year())).to_owned(),
    };
    hoofdletter(&tekst)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(uren: &[(i64, &str, &str)]) -> Inrichting {
        let regels = uren.iter().map(|(dag, van, tot)| Openingstijd {
            plek: "B".into(),
            dag: *dag,
            van: (*van).into(),
            tot: (*tot).into(),
        });
        Inrichting {
            instellingen: [("naam", "Servicepunt Lindel"), ("adres", "Dorpsplein 4, Lindel")]
                .map(|(wat, waarde)| (format!("plek.B.{wat}"), waarde.to_owned()))
                .into(),
            teams: Vec::new(),
            medewerkers: Vec::new(),
            onderwerpen: Vec::new(),
            wijken: Vec::new(),
            postvakken: Vec::new(),
            openingstijden: regels.collect(),
            sluitingen: Vec::new(),
            kalender: Calendar::default(),
        }
    }

    #[test]
    fn days_with_the_same_hours_stand_in_one_line() {
        let inr = plan(&[
            (1, "08:30", "17:00"),
            (2, "08:30", "17:00"),
            (3, "08:30", "17:00"),
            (4, "09:00", "12:00"),
            (4, "13:30", "20:00"),
            (6, "00:00", "24:00"),
        ]);
        assert_eq!(
            week(Lang::Nl, &inr, "B"),
            [
                "Maandag tot en met woensdag van 8.30 tot 17.00 uur",
                "Donderdag van 9.00 tot 12.00 uur en van 13.30 tot 20.00 uur",
                "Zaterdag dag en nacht",
            ]
        );
        assert_eq!(week(Lang::En, &inr, "B")[0], "Monday to Wednesday 8:30 to 17:00");
        assert!(week(Lang::Nl, &inr, "X").is_empty());
    }

    #[test]
    fn a_visitor_reads_until_when_or_from_when() {
        let at = |t: &str| Time::parse(t).unwrap();
        let open = Calendar::default();
        assert_eq!(nu(Lang::Nl, &open, at("2026-11-24T09:00:00Z")), "Vandaag tot 17.00 uur.");
        assert_eq!(nu(Lang::Nl, &open, at("2026-11-24T17:00:00Z")), "Nu gesloten. Morgen vanaf 9.00 uur.");
        assert_eq!(
            nu(Lang::Nl, &open, at("2026-11-27T17:00:00Z")),
            "Nu gesloten. Maandag 30 november vanaf 9.00 uur."
        );
        assert_eq!(nu(Lang::En, &open, at("2026-11-24T06:00:00Z")), "Closed now. Today from 9:00.");
    }

    #[test]
    fn only_a_place_with_a_name_and_an_address_is_shown() {
        let inr = plan(&[(2, "13:30", "17:00")]);
        let open = plekken(Lang::Nl, &inr, Time::parse("2026-11-24T13:00:00Z").unwrap());
        assert_eq!(open.len(), 1);
        assert_eq!(
            (open[0].naam.as_str(), open[0].nu.as_str()),
            ("Servicepunt Lindel", "Vandaag tot 17.00 uur.")
        );
        let zonder = Inrichting { instellingen: [].into(), ..inr };
        assert!(plekken(Lang::Nl, &zonder, Time::from_micros(0)).is_empty());
    }

    #[test]
    fn a_line_that_never_closes_is_no_place_to_go_to() {
        let mut inr = plan(&(1..=7).map(|dag| (dag, "00:00", "24:00")).collect::<Vec<_>>());
        inr.instellingen = [("plek.B.naam".to_owned(), "Storingsdienst".to_owned())].into();
        let nu = Time::from_micros(0);
        assert_eq!(dag_en_nacht(Lang::Nl, &inr, nu), ["Storingsdienst"]);
        assert!(plekken(Lang::Nl, &inr, nu).is_empty());
        inr.openingstijden.pop();
        assert!(dag_en_nacht(Lang::Nl, &inr, nu).is_empty());
    }
}
