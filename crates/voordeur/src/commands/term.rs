// SPDX-License-Identifier: EUPL-1.2
//! `voordeur term`: a legal term with the reason for its day.

use anyhow::Result;
use kernel::{
    calendar::vrije_dag,
    dutch,
    terms::{
        Aanvraag, Artikel, BeslissingOpBezwaar, Beslistermijn, Besluit, Dwangsom, DwangsomUitkomst,
        Indiening, Kennisgeving, Klacht, Los, Plicht, Termijn, Tijdvak, Uitkomst, Uitstel, Uren, UrenTermijn,
        Verdaging, Verdagingstelling, WooVerzoek,
    },
};
use serde_json::{Value, json};

use crate::cli::{
    Term,
    term::{Adjourned, Application, Besluitdagen, Review},
};

/// Prints the term, as text or as JSON.
pub fn run(term: Term, json: bool) -> Result<()> {
    let answer = answer(term)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&answer.json)?);
    } else {
        print!("{}", answer.text);
    }
    Ok(())
}

/// The same answer for people and for programs.
struct Answer {
    text: String,
    json: Value,
}

fn answer(term: Term) -> Result<Answer> {
    match term {
        Term::Bezwaar { besluit, ontvangen, gepost } => {
            let besluit = decision(besluit);
            let mut answer = of_term(&besluit.bezwaartermijn()?)?;
            if let Some(ontvangen) = ontvangen {
                let (tijdigheid, stap) = besluit.tijdigheid(Indiening { ontvangen, gepost })?;
                answer.add(
                    "ontvangst",
                    json!({ "oordeel": tijdigheid, "stap": stap }),
                    &stap.zin,
                    &stap.artikel,
                );
            }
            Ok(answer)
        }
        Term::BeslissingOpBezwaar(review) => of_term(&objection(*review).bereken()?),
        Term::Aanvraag(application) => of_term(&request(*application).bereken()?),
        Term::Klacht { ontvangen, commissie, verdaging, uitstel } => {
            let (verdaging, telling) = adjournment(verdaging);
            of_term(&Klacht { ontvangen, commissie, verdaging, telling, uitstel }.bereken()?)
        }
        Term::Woo { ontvangen, opschorting, verdaagd_op, verdaging, reden, verstrekking_na } => {
            let verdaging = verdaagd_op.zip(verdaging).map(|(op, duur)| Verdaging { op, duur, reden });
            let verzoek = WooVerzoek { ontvangen, opschortingen: opschorting, verdaging };
            let mut answer = of_term(&verzoek.bereken()?)?;
            if let Some(besluit) = verstrekking_na {
                let (dag, stap) = WooVerzoek::verstrekking(besluit)?;
                answer.add("verstrekking", json!({ "dag": dag, "stap": stap }), &stap.zin, &stap.artikel);
            }
            let ask = verzoek.precisering()?;
            let zin = format!(
                "Is het verzoek te vaag? Vraag uiterlijk {} om precisering.",
                dutch::day(ask.laatste_dag)
            );
            answer.add("precisering", serde_json::to_value(&ask)?, &zin, &Artikel::new("Woo 4.1 lid 5"));
            Ok(answer)
        }
        Term::Dwangsom { termijn_tot_en_met, ingebrekestelling, besluit, aanvragers, geen } => of_penalty(
            &Dwangsom { termijn_tot_en_met, ingebrekestelling, besluit, aanvragers, geen }.bereken()?,
        ),
        Term::Duur { vanaf, duur, grondslag, terug, dicht } => {
            of_term(&Los { vanaf, duur, grondslag, terug, sluitingsdagen: dicht }.bereken()?)
        }
        Term::Uren { vanaf, uren } => of_hours(&Uren::new(vanaf, uren)?.bereken()?),
        Term::Tijdvak { van, tot, tot_en_met } => {
            let tijdvak = match (tot, tot_en_met) {
                (_, Some(laatste)) => Some(Tijdvak::tot_en_met(van, laatste)?),
                (Some(tot), None) => Tijdvak::tot(van, tot)?,
                (None, None) => None,
            };
            of_interval(tijdvak)
        }
        Term::Feestdagen { jaar } => free_days(jaar),
    }
}

fn decision(b: Besluitdagen) -> Besluit {
    match b.heffing.zip(b.dagtekening) {
        Some((heffing, dagtekening)) => {
            Besluit::Aanslag { heffing, dagtekening, bekendgemaakt: b.bekendgemaakt }
        }
        None => Besluit::Gewoon { bekendgemaakt: b.bekendgemaakt },
    }
}

fn adjournment(a: Adjourned) -> (Option<Verdaging>, Verdagingstelling) {
    let verdaging = a.verdaagd_op.zip(a.verdaging).map(|(op, duur)| Verdaging { op, duur, reden: a.reden });
    let telling = a.twee_termijnen.map_or(Verdagingstelling::EenTermijn, Verdagingstelling::TweeTermijnen);
    (verdaging, telling)
}

fn objection(r: Review) -> BeslissingOpBezwaar {
    let (verdaging, telling) = adjournment(r.verdaging);
    BeslissingOpBezwaar {
        besluit: decision(r.besluit),
        indiening: Indiening { ontvangen: r.ontvangen, gepost: r.gepost },
        commissie_meegedeeld: r.commissie_meegedeeld,
        opschortingen: r.opschorting,
        verdaging,
        telling,
        uitstel: r
            .uitstel
            .zip(r.uitstelgrond)
            .map(|(tot_en_met, grond)| Uitstel { tot_en_met, grond })
            .into_iter()
            .collect(),
    }
}

fn request(a: Application) -> Aanvraag {
    let (verdaging, telling) = adjournment(a.verdaging);
    let termijn = match a.duur.zip(a.artikel) {
        Some((duur, artikel)) => Beslistermijn::Wettelijk {
            duur,
            artikel: Artikel::named(artikel.as_str()),
            grondslag: a.grondslag,
            verdagen: a.verdagen_tot,
        },
        None => Beslistermijn::Redelijk,
    };
    Aanvraag {
        ontvangen: a.ontvangen,
        termijn,
        opschortingen: a.opschorting,
        verdaging,
        telling,
        kennisgeving: a
            .kennisgeving
            .zip(a.nieuwe_dag)
            .map(|(op, nieuwe_dag)| Kennisgeving { op, nieuwe_dag }),
    }
}

impl Answer {
    /// Adds a fact beside the term.
    fn add(&mut self, name: &str, value: Value, zin: &str, artikel: &Artikel) {
        if let Some(fields) = self.json.as_object_mut() {
            fields.insert(name.to_owned(), value);
        }
        self.text.extend([format!("{zin} ({artikel})\n")]);
    }
}

fn duties(plichten: &[Plicht]) -> String {
    let lines: Vec<String> =
        plichten.iter().map(|p| format!("Te doen: {} ({})\n", p.zin, p.artikel)).collect();
    lines.concat()
}

fn of_term(termijn: &Termijn) -> Result<Answer> {
    let text = format!("{}\n\n{}{}", termijn.laatste_dag, termijn.afleiding, duties(&termijn.plichten));
    Ok(Answer { text, json: serde_json::to_value(termijn)? })
}

fn of_penalty(outcome: &DwangsomUitkomst) -> Result<Answer> {
    let first = match &outcome.uitkomst {
        Uitkomst::Verbeurd(owed) => {
            format!(
                "€ {} ({} tot en met {})",
                dutch::number(i64::from(owed.bedrag)),
                owed.eerste_dag,
                owed.laatste_dag
            )
        }
        Uitkomst::Geen { .. } | Uitkomst::TeVroeg | Uitkomst::OpTijd { .. } => "geen dwangsom".to_owned(),
    };
    let text = format!("{first}\n\n{}{}", outcome.afleiding, duties(&outcome.plichten));
    Ok(Answer { text, json: serde_json::to_value(outcome)? })
}

fn of_hours(termijn: &UrenTermijn) -> Result<Answer> {
    let end = termijn.einde.local().strftime("%Y-%m-%dT%H:%M").to_string();
    Ok(Answer { text: format!("{end}\n\n{}", termijn.afleiding), json: serde_json::to_value(termijn)? })
}

fn of_interval(tijdvak: Option<Tijdvak>) -> Result<Answer> {
    let days = tijdvak.map_or(0, Tijdvak::dagen);
    let mut text = format!("{}\n", dutch::count(days, "dag", "dagen"));
    if let Some(t) = tijdvak {
        text.extend([format!(
            "\nVan {} tot en met {}.\n",
            dutch::day_long(t.eerste()),
            dutch::day_long(t.laatste())
        )]);
    }
    Ok(Answer { text, json: json!({ "dagen": days, "tijdvak": serde_json::to_value(tijdvak)? }) })
}

fn free_days(jaar: i16) -> Result<Answer> {
    let mut text = String::new();
    let mut rows = Vec::new();
    let mut next = jiff::civil::Date::new(jaar, 1, 1).ok();
    while let Some(date) = next.filter(|d| d.year() == jaar) {
        if let Some(why) = vrije_dag(date)?.filter(|why| !why.is_weekend()) {
            text.extend([format!("{date}  {}\n", why.words())]);
            rows.push(json!({ "dag": date, "reden": why.words() }));
        }
        next = date.tomorrow().ok();
    }
    Ok(Answer { text, json: Value::Array(rows) })
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command};

    fn asked(line: &str) -> Result<Answer> {
        let args = line.split(' ').map(|part| part.replace('_', " "));
        match Cli::try_parse_from(["voordeur", "term"].map(str::to_owned).into_iter().chain(args))?.command {
            Command::Term { term, .. } => answer(term),
            other => anyhow::bail!("{other:?}"),
        }
    }

    fn first_line(line: &str) -> String {
        asked(line).unwrap().text.lines().next().unwrap_or("").to_owned()
    }

    #[test]
    fn an_employee_asks_until_when_one_can_object_and_reads_why() {
        let answer = asked("bezwaar --bekendgemaakt 2026-04-02").unwrap();
        assert!(answer.text.starts_with("2026-05-18\n\n"), "{}", answer.text);
        assert!(
            answer.text.contains(
                "De termijn eindigt op 18 mei, want 14 mei is Hemelvaartsdag en 15 mei een aangewezen vrije dag. (Atw 1 lid 1 en 3 lid 3)\n"
            ),
            "{}",
            answer.text
        );
        assert_eq!(answer.json["laatste_dag"], "2026-05-18");
        assert_eq!(answer.json["afleiding"][0]["artikel"], "Awb 6:8 lid 1");
        let received =
            asked("bezwaar --bekendgemaakt 2026-04-02 --ontvangen 2026-05-20 --gepost 2026-05-18").unwrap();
        assert_eq!(received.json["ontvangst"]["oordeel"]["tijdigheid"], "tijdig-per-post");
    }

    #[test]
    fn every_kind_of_term_answers() {
        for (line, first) in [
            ("bezwaar --bekendgemaakt 2026-03-03 --heffing woz --dagtekening 2026-02-27", "2026-04-14"),
            ("beslissing-op-bezwaar --bekendgemaakt 2026-04-02 --ontvangen 2026-04-20", "2026-06-29"),
            (
                "beslissing-op-bezwaar --bekendgemaakt 2026-04-02 --ontvangen 2026-04-20 --commissie-meegedeeld 2026-05-01 --uitstel 2026-09-01 --uitstelgrond instemming-allen",
                "2026-09-01",
            ),
            ("aanvraag --ontvangen 2026-03-02", "2026-04-28"),
            (
                "aanvraag --ontvangen 2026-06-01 --opschorting aanvulling,verzocht=2026-06-10,uiterlijk=2026-06-24,aangevuld=2026-06-19,bewijs=brief_12",
                "2026-08-04",
            ),
            (
                "aanvraag --ontvangen 2026-03-02 --duur 8w --artikel Omgevingswet_16.64 --verdagen-tot 6w --verdaagd-op 2026-04-01 --verdaging 6w",
                "2026-06-08",
            ),
            (
                "aanvraag --ontvangen 2026-03-02 --kennisgeving 2026-04-20 --nieuwe-dag 2026-05-30",
                "2026-05-30",
            ),
            ("klacht --ontvangen 2026-06-01 --commissie", "2026-08-10"),
            ("woo --ontvangen 2026-06-01 --verdaagd-op 2026-06-25 --verdaging 2w --reden veel", "2026-07-13"),
            (
                "dwangsom --termijn-tot-en-met 2026-03-02 --ingebrekestelling 2026-03-10 --besluit 2026-04-12",
                "€ 532 (2026-03-24 tot en met 2026-04-12)",
            ),
            (
                "dwangsom --termijn-tot-en-met 2026-03-02 --ingebrekestelling 2026-03-10 --geen woo",
                "geen dwangsom",
            ),
            ("duur --vanaf 2026-12-24 --duur 3d", "2026-12-29"),
            ("duur --vanaf 2026-05-12 --duur 1w --terug", "2026-05-05"),
            (
                "duur --vanaf 2026-12-22 --duur 3wd --dicht 2026-12-24,bron=besluit_B12,vastgesteld=2026-01-13",
                "2026-12-29",
            ),
            ("uren --vanaf 2026-03-28T12:00 --uren 72", "2026-03-31T13:00"),
            ("tijdvak --van 2026-06-11 --tot 2026-06-19", "8 dagen"),
            ("tijdvak --van 2026-06-11 --tot-en-met 2026-06-19", "9 dagen"),
            ("feestdagen --jaar 2026", "2026-01-01  Nieuwjaarsdag"),
        ] {
            assert_eq!(first_line(line), first, "{line}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_in_one_sentence() {
        for (line, text) in [
            ("bezwaar --bekendgemaakt 2026-02-30", "Vul een bestaande datum in"),
            ("bezwaar --bekendgemaakt 2028-12-01", "De vrije dagen van 2029 zijn niet bekend."),
            ("feestdagen --jaar 2031", "De vrije dagen van 2031 zijn niet bekend."),
            (
                "woo --ontvangen 2026-06-01 --verdaagd-op 2026-06-30 --verdaging 2w --reden x",
                "Verdagen kan alleen",
            ),
            ("aanvraag --ontvangen 2026-06-01 --opschorting aanvulling,verzocht=2026-06-10,bewijs=x", "2527"),
            ("duur --vanaf 2026-06-01 --duur 0w", "Kies een aantal"),
            ("tijdvak --van 2026-06-11", "--tot"),
        ] {
            let error = asked(line).err().unwrap().to_string();
            assert!(error.contains(text), "{line}: {error}");
        }
    }
}
