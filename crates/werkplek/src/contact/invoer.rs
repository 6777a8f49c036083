// SPDX-License-Identifier: EUPL-1.2
//! Reads the form of the contact screen: what was typed becomes what comes in, with an error per field in the
//! employee's words.

use std::time::Duration;

use jiff::civil::Date;
use kernel::{Email, Telefoon, Time};
use uuid::Uuid;
use vragen::{Antwoordkanaal, Indiener, Kanaal, Soort, accept::Aanname};
use web::{Form, FormErrors};

use crate::klant::Klant;

/// Channels that an employee registers by hand.
pub(super) const KANALEN: [Kanaal; 4] = [Kanaal::Telefoon, Kanaal::Balie, Kanaal::Brief, Kanaal::Huisbezoek];
/// Ways of answering, with what the employee reads.
pub(super) const ANTWOORDEN: [(Antwoordkanaal, &str); 5] = [
    (Antwoordkanaal::Telefoon, "Terugbellen"),
    (Antwoordkanaal::Email, "Per mail"),
    (Antwoordkanaal::Brief, "Per brief"),
    (Antwoordkanaal::Balie, "Komt langs"),
    (Antwoordkanaal::Geen, "Geen antwoord nodig"),
];
/// Longest note and longest answer, in characters.
const TEKST_MAX: usize = 20_000;
/// Furthest promise, in days.
const BELOOFD_MAX: u64 = 366;
/// Oldest letter that is taken in, in days.
const BRIEF_OUD: i64 = 365;

/// What the employee does with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actie {
    /// Promise it: hand it to the team, or have the caller rung back.
    Beloof,
    /// It was answered in this conversation.
    Meteen,
    /// Look for the caller.
    Zoek,
    /// Show what the rules propose.
    Voorstel,
    /// Not this person after all.
    Los,
    /// End the conversation.
    Afronden,
}

impl Actie {
    /// Which button was pressed.
    pub(super) fn van(form: &Form) -> Self {
        match form.get("actie") {
            "meteen" => Self::Meteen,
            "zoek" => Self::Zoek,
            "voorstel" => Self::Voorstel,
            "los" => Self::Los,
            "afronden" => Self::Afronden,
            _ => Self::Beloof,
        }
    }
}

/// Channel of this conversation; the telephone unless another was chosen.
pub(super) fn kanaal(form: &Form) -> Kanaal {
    form.read::<Kanaal>("kanaal").filter(|k| KANALEN.contains(k)).unwrap_or(Kanaal::Telefoon)
}

/// How the caller wants the answer; rung back unless another way was chosen.
pub(super) fn antwoordkanaal(form: &Form) -> Antwoordkanaal {
    form.read("antwoordkanaal").unwrap_or(Antwoordkanaal::Telefoon)
}

/// Key of this form: the same form sent twice registers one question.
pub(super) fn sleutel(form: &Form) -> Option<Uuid> {
    form.read("sleutel")
}

/// What was typed, unchecked: for the proposal, and as the start of [`lees`].
pub(super) fn ruw(form: &Form, klant: Option<&Klant>) -> Aanname {
    let tekst = |naam: &str| form.filled(naam).map(str::to_owned);
    Aanname {
        onderwerp: tekst("onderwerp"),
        soort: form.read::<Soort>("soort"),
        team: tekst("team"),
        wijk: tekst("wijk"),
        belmoment: form.text("belmoment").to_owned(),
        beloofd: form.filled("beloofd").and_then(|t| Time::parse(t).ok()),
        indiener: Indiener {
            partij: klant.and_then(|k| k.indiener.partij),
            naam: form.text("naam").to_owned(),
            email: form.text("email").to_owned(),
            telefoon: Telefoon::try_from(form.text("telefoon"))
                .map_or_else(|_| form.text("telefoon").to_owned(), |t| t.to_string()),
            adres: form.text("adres").to_owned(),
            organisatie: form.text("organisatie").to_owned(),
            kvk: klant.map_or_else(String::new, |k| k.indiener.kvk.clone()),
            namens: form.text("namens").to_owned(),
            ..Indiener::default()
        },
        ..Aanname::new(kanaal(form), form.text("tekst"), antwoordkanaal(form))
    }
}

/// What comes in, with what is wrong with it.
pub(super) fn lees(form: &Form, klant: Option<&Klant>, actie: Actie, nu: Time) -> (Aanname, FormErrors) {
    let mut fouten = FormErrors::new();
    let mut a = ruw(form, klant);
    if actie == Actie::Meteen {
        a.zelf_houden = true;
        a.beloofd = None;
        // Who was answered at once need not be reached again.
        if !bereikbaar(&a) {
            a.antwoordkanaal = Antwoordkanaal::Geen;
        }
    }
    // In the order of the form: the summary leads through it from top to bottom.
    check_bereik(&a, &mut fouten);
    if a.kanaal == Kanaal::Brief {
        match ontvangen(form.text("ontvangen"), nu) {
            Ok(op) => a.ontvangen_op = op,
            Err(fout) => fouten.add("ontvangen", fout),
        }
        if actie == Actie::Meteen {
            fouten.add(
                "kanaal",
                "Een brief beantwoord je niet meteen. Beloof een datum en beantwoord de vraag daarna.",
            );
        }
    }
    if a.tekst.is_empty() && a.soort != Some(Soort::Terugbelverzoek) {
        fouten.add("tekst", "Schrijf op wat je hoort. Een paar woorden is genoeg.");
    }
    let verst = nu + Duration::from_hours(24 * BELOOFD_MAX);
    if a.beloofd.is_some_and(|t| t <= nu || t > verst)
        || (a.beloofd.is_none() && form.filled("beloofd").is_some() && actie == Actie::Beloof)
    {
        fouten.add("beloofd", "Kies een moment dat nog komt, binnen een jaar.");
    }
    if actie == Actie::Meteen && form.filled("verteld").is_none() {
        fouten.add("verteld", "Schrijf op wat je hebt verteld. De inwoner kan dit teruglezen.");
    }
    for veld in ["notitie", "verteld"] {
        if form.text(veld).chars().count() > TEKST_MAX {
            fouten.add(veld, format!("Deze tekst is te lang. Gebruik hoogstens {TEKST_MAX} tekens."));
        }
    }
    (a, fouten)
}

/// Whether the caller can be reached in the way that was chosen.
fn bereikbaar(a: &Aanname) -> bool {
    let i = &a.indiener;
    match a.antwoordkanaal {
        Antwoordkanaal::Telefoon => !i.telefoon.is_empty(),
        Antwoordkanaal::Email => !i.email.is_empty(),
        Antwoordkanaal::Brief => !i.adres.is_empty(),
        Antwoordkanaal::Balie | Antwoordkanaal::Geen => true,
    }
}

/// Only what the way of answering needs must be there; what is there must be right.
fn check_bereik(a: &Aanname, fouten: &mut FormErrors) {
    let i = &a.indiener;
    let bellen = a.antwoordkanaal == Antwoordkanaal::Telefoon
        || (a.soort == Some(Soort::Terugbelverzoek) && !a.zelf_houden);
    if i.telefoon.is_empty() && bellen {
        fouten.add(
            "telefoon",
            "Vul het telefoonnummer in waarop we kunnen bellen, of kies een ander antwoord.",
        );
    } else if !i.telefoon.is_empty() && Telefoon::try_from(i.telefoon.as_str()).is_err() {
        fouten.add("telefoon", "Dit telefoonnummer klopt niet. Schrijf het bijvoorbeeld zo: 06 12 34 56 78.");
    }
    if i.email.is_empty() && a.antwoordkanaal == Antwoordkanaal::Email {
        fouten.add("email", "Vul het mailadres in, of kies een ander antwoord.");
    } else if !i.email.is_empty() && Email::try_from(i.email.as_str()).is_err() {
        fouten.add("email", "Dit mailadres klopt niet. Schrijf het bijvoorbeeld zo: naam@voorbeeld.nl.");
    }
    if i.adres.is_empty() && a.antwoordkanaal == Antwoordkanaal::Brief {
        fouten.add("adres", "Vul straat, huisnummer, postcode en plaats in, of kies een ander antwoord.");
    }
}

/// When a letter was received: nothing for today, else the morning of that day.
fn ontvangen(tekst: &str, nu: Time) -> Result<Option<Time>, &'static str> {
    if tekst.is_empty() {
        return Ok(None);
    }
    let dag: Date =
        tekst.parse().map_err(|_| "Vul de dag in waarop de brief kwam, bijvoorbeeld 24-11-2026.")?;
    let vandaag = nu.day();
    if dag > vandaag {
        return Err("Deze dag moet nog komen. Kies de dag waarop de brief kwam.");
    }
    if dag < vandaag.saturating_sub(jiff::Span::new().days(BRIEF_OUD)) {
        return Err("Deze dag is meer dan een jaar geleden. Kijk de datum na.");
    }
    Ok((dag < vandaag).then(|| Time::at(dag, 9, 0)))
}

/// The form of a next question, with the caller filled in.
pub(super) fn met_klant(form: &mut Form, klant: &Klant) {
    let i = &klant.indiener;
    form.set("klant", &klant.sleutel.to_string());
    for (veld, waarde) in [
        ("naam", i.naam.clone()),
        ("telefoon", crate::klant::toon_telefoon(&i.telefoon)),
        ("email", i.email.clone()),
        ("adres", i.adres.clone()),
        ("organisatie", i.organisatie.clone()),
        ("wijk", klant.wijk.clone()),
    ] {
        if form.filled(veld).is_none() || !waarde.is_empty() {
            form.set(veld, &waarde);
        }
    }
    form.set("q", "");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nu() -> Time {
        Time::parse("2026-11-24T10:00:00Z").unwrap()
    }

    fn fouten(form: &Form, actie: Actie) -> Vec<String> {
        lees(form, None, actie, nu()).1.summary().iter().map(|f| f.field.clone()).collect()
    }

    #[test]
    fn a_caller_needs_a_number_only_when_we_ring_back() {
        let form = Form::from([("tekst", "Lamp kapot"), ("antwoordkanaal", "telefoon")]);
        assert_eq!(fouten(&form, Actie::Beloof), ["telefoon"]);
        let form = Form::from([("tekst", "Lamp kapot"), ("antwoordkanaal", "geen")]);
        assert!(fouten(&form, Actie::Beloof).is_empty());
    }

    #[test]
    fn what_was_answered_at_once_needs_the_answer_and_no_number() {
        let form = Form::from([("tekst", "Tot hoe laat open?"), ("antwoordkanaal", "telefoon")]);
        assert_eq!(fouten(&form, Actie::Meteen), ["verteld"]);
        let form = Form::from([("tekst", "Tot hoe laat open?"), ("verteld", "Tot 17.00 uur.")]);
        let (a, f) = lees(&form, None, Actie::Meteen, nu());
        assert!(f.is_empty() && a.zelf_houden);
    }

    #[test]
    fn a_letter_counts_from_the_day_it_came_and_never_from_a_day_to_come() {
        assert_eq!(ontvangen("2026-11-20", nu()), Ok(Some(Time::at("2026-11-20".parse().unwrap(), 9, 0))));
        assert_eq!(ontvangen("2026-11-24", nu()), Ok(None), "today is now");
        for fout in ["2026-11-25", "2020-01-01", "gisteren"] {
            assert!(ontvangen(fout, nu()).is_err(), "{fout}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_or_has_passed_is_not_promised() {
        for beloofd in ["2026-11-23T16:00:00Z", "2099-11-23T16:00:00Z", "morgen"] {
            let form = Form::from([("tekst", "x"), ("antwoordkanaal", "geen"), ("beloofd", beloofd)]);
            assert_eq!(fouten(&form, Actie::Beloof), ["beloofd"], "{beloofd}");
        }
    }
}
