// SPDX-License-Identifier: EUPL-1.2
//! What the page proposes from the words: topic, team, date, and the sentence to read aloud. The rules are those
//! by which the question will be taken in.

use beheer::Inrichting;
use kernel::{Time, dutch};
use uuid::Uuid;
use vragen::{Antwoordkanaal, Klok, Soort, Vraag, Wie, accept};
use web::shell::Keuze;

use crate::klant::toon_telefoon;

/// What happens when the employee promises this now.
#[derive(Debug, Clone)]
pub(super) struct Voorstel {
    /// Topic in words; empty when the words point to none.
    pub(super) onderwerp: String,
    /// Kind in words.
    pub(super) soort: &'static str,
    /// Name of the team.
    pub(super) team: String,
    /// Codes of topic and team.
    pub(super) codes: (Option<String>, String),
    /// What to tell the caller.
    pub(super) zin: String,
}

/// The proposal for what was typed so far.
pub(super) fn voorstel(inr: &Inrichting, aanname: &accept::Aanname, wie: &Wie, nu: Time) -> Voorstel {
    let v = accept::bouw(inr, aanname, wie, Uuid::nil().into(), nu);
    let onderwerp = v.onderwerp.as_deref().and_then(|o| inr.onderwerp(o));
    Voorstel {
        onderwerp: onderwerp.map_or_else(String::new, |o| o.naam.clone()),
        soort: v.soort.naam(),
        team: inr.team_naam(&v.eigenaar.team).to_owned(),
        codes: (v.onderwerp.clone(), v.eigenaar.team.clone()),
        zin: Toezegging::van(inr, &v, &aanname.indiener.telefoon, &aanname.indiener.email).zin(),
    }
}

/// What we tell the caller: who does what by when. Never what the outcome will be.
#[derive(Debug, Clone)]
pub(super) struct Toezegging<'a> {
    pub(super) team: &'a str,
    pub(super) antwoordkanaal: Antwoordkanaal,
    pub(super) soort: Soort,
    pub(super) wettelijk: bool,
    pub(super) uiterlijk: Time,
    pub(super) telefoon: &'a str,
    pub(super) email: &'a str,
}

impl<'a> Toezegging<'a> {
    fn van(inr: &'a Inrichting, v: &'a Vraag, telefoon: &'a str, email: &'a str) -> Self {
        Self {
            team: inr.team_naam(&v.eigenaar.team),
            antwoordkanaal: v.antwoordkanaal,
            soort: v.soort,
            wettelijk: v.belofte.klok == Klok::Wettelijk,
            uiterlijk: v.belofte.uiterlijk,
            telefoon,
            email,
        }
    }

    /// The sentence to read aloud, in words for a resident.
    pub(super) fn zin(&self) -> String {
        let team = self.team;
        let wanneer = if self.wettelijk {
            dutch::date_long(self.uiterlijk)
        } else {
            dutch::datetime_long(self.uiterlijk)
        };
        let bellen = self.antwoordkanaal == Antwoordkanaal::Telefoon || self.soort == Soort::Terugbelverzoek;
        let mut zin = match self.antwoordkanaal {
            _ if bellen && self.telefoon.is_empty() => {
                format!("Iemand van het team {team} belt u uiterlijk {wanneer}.")
            }
            _ if bellen => {
                let nummer = toon_telefoon(self.telefoon);
                format!("Iemand van het team {team} belt u uiterlijk {wanneer}, op {nummer}.")
            }
            Antwoordkanaal::Email => format!("U krijgt uiterlijk {wanneer} een mail van het team {team}."),
            Antwoordkanaal::Brief => format!("U krijgt uiterlijk {wanneer} een brief van het team {team}."),
            Antwoordkanaal::Balie => {
                format!(
                    "Het team {team} zoekt dit uit. Vanaf {wanneer} kunt u het antwoord krijgen bij de balie."
                )
            }
            _ => format!(
                "Het team {team} gaat hiermee aan de slag, uiterlijk {wanneer}. U krijgt geen antwoord, zoals u wilde."
            ),
        };
        if self.wettelijk {
            zin.push_str(" Die datum staat in de wet.");
        }
        if !self.email.is_empty() {
            zin.push_str(" U krijgt hiervan nu ook een mail.");
        }
        zin
    }
}

/// Working days from now that one can choose as the promised date, beside the norm.
const DAGEN: [u32; 6] = [0, 1, 2, 3, 5, 10];

/// Dates to choose from: closing time of the days ahead. The empty choice of the list is the norm.
pub(super) fn dagen(inr: &Inrichting, nu: Time) -> Vec<Keuze> {
    let vandaag = nu.day();
    DAGEN
        .iter()
        .filter_map(|n| {
            inr.kalender.closing(if *n == 0 { vandaag } else { inr.kalender.add_working_days(vandaag, *n) })
        })
        .filter(|sluit| *sluit > nu)
        .map(|sluit| Keuze::new(sluit.to_string(), dutch::moment_near(sluit, nu)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toezegging(antwoordkanaal: Antwoordkanaal) -> Toezegging<'static> {
        Toezegging {
            team: "Openbare Ruimte",
            antwoordkanaal,
            soort: Soort::Melding,
            wettelijk: false,
            uiterlijk: Time::parse("2026-11-26T16:00:00Z").unwrap(),
            telefoon: "+31600000012",
            email: "",
        }
    }

    #[test]
    fn a_caller_hears_who_rings_by_when_and_on_which_number() {
        assert_eq!(
            toezegging(Antwoordkanaal::Telefoon).zin(),
            "Iemand van het team Openbare Ruimte belt u uiterlijk donderdag 26 november 2026 om 17.00 uur, op 06 00 00 00 12."
        );
    }

    #[test]
    fn who_wants_no_answer_is_not_promised_one() {
        let zin = toezegging(Antwoordkanaal::Geen).zin();
        assert!(zin.contains("geen antwoord") && !zin.contains("belt u"), "{zin}");
    }

    #[test]
    fn a_date_of_the_law_is_told_as_such_and_a_mail_address_brings_a_mail() {
        let zin = Toezegging {
            wettelijk: true,
            email: "jo@voorbeeld.example",
            ..toezegging(Antwoordkanaal::Email)
        }
        .zin();
        assert!(zin.contains("uiterlijk donderdag 26 november 2026 een mail"), "{zin}");
        assert!(zin.contains("staat in de wet") && zin.ends_with("ook een mail."), "{zin}");
    }
}
