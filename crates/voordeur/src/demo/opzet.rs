// SPDX-License-Identifier: EUPL-1.2
//! The set-up of Thuishaven, from its data to the rooms' own types.

use std::collections::HashMap;

use beheer::{Medewerker, Onderwerp, Openingstijd, Opzet, Postvak, Sluiting, Team, Wijk, Woord};
use kernel::{Result, Time};
use thuishaven::Thuishaven;
use uuid::Uuid;

/// Id of an employee in the demo: the same in every demo.
pub fn medewerker_id(code: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_DNS, format!("{code}.thuishaven.example").as_bytes())
}

/// Ids of all employees by code.
pub fn medewerkers(th: &Thuishaven) -> HashMap<String, Uuid> {
    th.medewerkers.iter().map(|m| (m.id.clone(), medewerker_id(&m.id))).collect()
}

/// The whole set-up.
pub fn opzet(th: &Thuishaven, rond: Time) -> Result<Opzet> {
    Ok(Opzet {
        instellingen: instellingen(th),
        wijken: th
            .wijken
            .iter()
            .map(|w| Wijk {
                id: w.id.clone(),
                naam: w.naam.clone(),
                postcodes: vec![w.postcodes(&th.gemeente.postcode)],
            })
            .collect(),
        teams: th
            .teams
            .iter()
            .map(|t| Team {
                id: t.id.clone(),
                naam: t.naam.clone(),
                norm_bellen: t.norm_bellen.clone(),
                norm_antwoord: t.norm_antwoord.clone(),
                verdeelpunt: t.verdeelpunt,
                afgeschermd: t.afgeschermd,
            })
            .collect(),
        medewerkers: th.medewerkers.iter().map(|m| medewerker(th, m)).collect(),
        onderwerpen: th.onderwerpen.iter().map(onderwerp).collect(),
        postvakken: th
            .postvakken
            .iter()
            .map(|p| Postvak {
                id: p.id.clone(),
                adres: format!("{}@{}", p.id, th.gemeente.domein),
                team: p.team.clone(),
            })
            .collect(),
        openingstijden: th
            .openingstijden
            .iter()
            .map(|u| Openingstijd {
                plek: u.plek.clone(),
                dag: u.dag,
                van: u.van.clone(),
                tot: u.tot.clone(),
            })
            .collect(),
        sluitingen: th
            .sluitingen(rond)?
            .iter()
            .map(|s| Sluiting { datum: s.datum.to_string(), vanaf: s.vanaf.clone(), reden: s.reden.clone() })
            .collect(),
    })
}

fn instellingen(th: &Thuishaven) -> Vec<(String, String)> {
    let g = &th.gemeente;
    let mut uit: Vec<(String, String)> = [
        ("gemeente.naam", g.naam.as_str()),
        ("gemeente.telefoon", g.telefoon.as_str()),
        ("gemeente.adres", g.adres.as_str()),
        ("gemeente.motto", g.motto.as_str()),
        ("vraag.voorvoegsel", g.voorvoegsel.as_str()),
    ]
    .map(|(naam, waarde)| (naam.to_owned(), waarde.to_owned()))
    .to_vec();
    let taken: Vec<&str> = th.taken.iter().map(|t| t.onderwerp.as_str()).collect();
    uit.push(("portaal.taken".to_owned(), taken.join(",")));
    for t in &th.taken {
        uit.push((format!("portaal.taak.{}", t.onderwerp), t.nl.clone()));
        uit.push((format!("portaal.taak.{}.en", t.onderwerp), t.en.clone()));
    }
    for l in &th.locaties {
        uit.push((format!("plek.{}.naam", l.id), l.naam.clone()));
        uit.push((format!("plek.{}.adres", l.id), l.adres.clone()));
    }
    for s in th.soorten.iter().filter(|s| !s.team.is_empty()) {
        uit.push((format!("route.{}", s.id), s.team.clone()));
    }
    for a in &th.aanmeldingen {
        uit.push((
            format!("demo.rol.{}", a.rol.split(' ').next().unwrap_or_default()),
            medewerker_id(&a.medewerker).to_string(),
        ));
    }
    uit
}

fn medewerker(th: &Thuishaven, m: &thuishaven::Medewerker) -> Medewerker {
    let adres = kernel::text::fold(&m.naam).replace(' ', ".");
    Medewerker {
        id: medewerker_id(&m.id),
        naam: m.naam.clone(),
        functie: m.functie.clone(),
        team: m.team.clone(),
        email: format!("{adres}@{}", th.gemeente.domein),
        actief: true,
        rollen: m.rollen.clone(),
        vaardigheden: m.onderwerpen.clone(),
    }
}

fn onderwerp(o: &thuishaven::Onderwerp) -> Onderwerp {
    Onderwerp {
        id: o.id.clone(),
        naam: o.naam.clone(),
        team: o.team.clone(),
        soort: o.soort.text().to_owned(),
        norm_bellen: Some(o.norm_bellen.clone()),
        norm_antwoord: Some(o.norm_antwoord.clone()),
        woorden: o
            .woorden
            .iter()
            .map(|w| Woord { tekst: w.tekst.clone(), gewicht: if w.sterk { 2 } else { 1 } })
            .collect(),
        navraag: o.navraag,
        betwist: o.betwist,
    }
}
