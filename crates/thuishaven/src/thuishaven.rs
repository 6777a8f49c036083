// SPDX-License-Identifier: EUPL-1.2
//! The municipality as a whole.

use kernel::{Error, Result, Time, calendar::Calendar};

use crate::{
    gegevens::{
        self, Aanmelding, Alleen, Bericht, BerichtBestand, Gedrag, Gemeente, GemeenteBestand, Locatie,
        Medewerker, Onderwerp, OnderwerpBestand, Openingstijd, Piek, PiekBestand, Postvak, Ritme,
        Samenwerkgroep, Seizoen, Sluiting, SoortBestand, Soortwoorden, StilleStijging, Taak, Team,
        TeamBestand, Vandaag, Voorbeeld, VoorbeeldBestand, Weging, Wijk, WijkBestand,
    },
    historie::Plan,
    inwoners::{self, Inwoner, Namen, Organisatie, OrganisatieBestand},
    tekst::Teksten,
};

/// Everything that is known of Thuishaven before time begins.
#[derive(Debug, Clone)]
pub struct Thuishaven {
    /// The municipality in a few words.
    pub gemeente: Gemeente,
    /// Places and channels.
    pub locaties: Vec<Locatie>,
    /// Opening periods of all places and channels.
    pub openingstijden: Vec<Openingstijd>,
    /// How contacts are spread over week and day.
    pub ritme: Ritme,
    /// Mailboxes.
    pub postvakken: Vec<Postvak>,
    /// Groups across teams.
    pub samenwerkgroepen: Vec<Samenwerkgroep>,
    /// Teams.
    pub teams: Vec<Team>,
    /// Employees.
    pub medewerkers: Vec<Medewerker>,
    /// Choices of the demo's sign-in.
    pub aanmeldingen: Vec<Aanmelding>,
    /// Neighbourhoods.
    pub wijken: Vec<Wijk>,
    /// Topics.
    pub onderwerpen: Vec<Onderwerp>,
    /// Seasons.
    pub seizoenen: Vec<Seizoen>,
    /// Kinds that are recognised by words.
    pub soorten: Vec<Soortwoorden>,
    /// Peaks.
    pub pieken: Vec<Piek>,
    /// A rise that nobody noticed yet.
    pub stil: StilleStijging,
    /// How the municipality behaves.
    pub gedrag: Gedrag,
    /// Example questions with model answers.
    pub voorbeelden: Vec<Voorbeeld>,
    /// Standard messages.
    pub berichten: Vec<Bericht>,
    /// What residents often come for, on the front page.
    pub taken: Vec<Taak>,
    /// Work that lies on the desk whatever the day.
    pub vandaag: Vandaag,
    pub(crate) wegingen: Vec<Weging>,
    pub(crate) alleen: Vec<Alleen>,
    pub(crate) teksten: Teksten,
    pub(crate) namen: Namen,
    pub(crate) organisaties: OrganisatieBestand,
    bestand: GemeenteBestand,
}

/// Reads one data file.
macro_rules! data {
    ($name:literal) => {
        toml::from_str(include_str!(concat!("../data/", $name))).map_err(Error::internal)
    };
}

impl Thuishaven {
    /// Reads and checks the data. Fails only when the data is wrong, which a test would have noticed.
    pub fn load() -> Result<Self> {
        let bestand: GemeenteBestand = data!("gemeente.toml")?;
        let teams: TeamBestand = data!("teams.toml")?;
        let wijken: WijkBestand = data!("wijken.toml")?;
        let onderwerpen: OnderwerpBestand = data!("onderwerpen.toml")?;
        let soorten: SoortBestand = data!("soorten.toml")?;
        let pieken: PiekBestand = data!("pieken.toml")?;
        let voorbeelden: VoorbeeldBestand = data!("voorbeelden.toml")?;
        let berichten: BerichtBestand = data!("berichten.toml")?;
        let mut openingstijden = Vec::new();
        for week in &bestand.openingstijd {
            openingstijden.extend(week.rows()?);
        }
        let town = Self {
            gemeente: bestand.gemeente.clone(),
            locaties: bestand.locatie.clone(),
            openingstijden,
            ritme: bestand.ritme.clone(),
            postvakken: bestand.postvak.clone(),
            samenwerkgroepen: bestand.samenwerkgroep.clone(),
            teams: teams.team,
            medewerkers: teams.medewerker,
            aanmeldingen: teams.aanmelding,
            wijken: wijken.wijk,
            onderwerpen: onderwerpen.onderwerp,
            seizoenen: onderwerpen.seizoen,
            soorten: soorten.soort,
            pieken: pieken.piek,
            stil: pieken.stil,
            gedrag: data!("gedrag.toml")?,
            voorbeelden: voorbeelden.voorbeeld,
            berichten: berichten.bericht,
            taken: bestand.taak.clone(),
            vandaag: data!("vandaag.toml")?,
            wegingen: onderwerpen.weging,
            alleen: onderwerpen.alleen,
            teksten: Teksten::load()?,
            namen: data!("namen.toml")?,
            organisaties: data!("organisaties.toml")?,
            bestand,
        };
        town.check()?;
        Ok(town)
    }

    /// Every code that is used exists.
    fn check(&self) -> Result<()> {
        let team = |id: &str| self.team(id).is_some();
        let topic = |id: &str| self.onderwerp(id).is_some();
        let wijk = |id: &str| self.wijk(id).is_some();
        for o in &self.onderwerpen {
            known(&o.id, team(&o.team))?;
            known(&o.id, self.seizoenen.iter().any(|s| s.id == o.seizoen))?;
            known(&o.id, self.teksten.onderwerp(&o.id, "").is_some())?;
            known(&o.id, self.medewerkers.iter().any(|m| m.onderwerpen.contains(&o.id)))?;
        }
        for m in &self.medewerkers {
            known(&m.id, team(&m.team))?;
            known(&m.id, m.onderwerpen.iter().chain(&m.alleen).all(|o| topic(o)))?;
            known(&m.id, m.wijken.iter().all(|w| wijk(w)))?;
        }
        for p in &self.pieken {
            known(&p.id, p.onderwerpen.iter().all(|o| topic(o)) && p.wijken.iter().all(|w| wijk(w)))?;
            known(&p.id, p.drukte.iter().all(|t| team(t)) && p.in_year(2026).is_some())?;
        }
        for p in &self.postvakken {
            known(&p.id, team(&p.team))?;
        }
        for v in &self.voorbeelden {
            known(&v.id, team(&v.team) && topic(&v.onderwerp) && wijk(&v.wijk))?;
        }
        for v in &self.vandaag.verhaal {
            let people = v.stap.iter().flat_map(|s| [&s.door, &s.aan]).chain([&v.opgeschreven_door]);
            let mut named = people.filter(|m| !m.is_empty());
            known(&v.titel, topic(&v.onderwerp) && wijk(&v.wijk))?;
            known(&v.titel, v.team.is_empty() || team(&v.team))?;
            known(&v.titel, named.all(|m| self.medewerker(m).is_some()))?;
        }
        for b in &self.vandaag.brief {
            known(&b.postvak, self.postvakken.iter().any(|p| p.id == b.postvak))?;
        }
        for t in &self.taken {
            known(&t.onderwerp, t.onderwerp == "melding" || topic(&t.onderwerp))?;
        }
        let kinds = self.soorten.iter().filter(|s| !s.team.is_empty());
        known("soorten", kinds.clone().all(|s| team(&s.team)))
    }

    /// The team with this code.
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|t| t.id == id)
    }

    /// The employee with this code.
    pub fn medewerker(&self, id: &str) -> Option<&Medewerker> {
        self.medewerkers.iter().find(|m| m.id == id)
    }

    /// The topic with this code.
    pub fn onderwerp(&self, id: &str) -> Option<&Onderwerp> {
        self.onderwerpen.iter().find(|o| o.id == id)
    }

    /// The neighbourhood with this code.
    pub fn wijk(&self, id: &str) -> Option<&Wijk> {
        self.wijken.iter().find(|w| w.id == id)
    }

    /// Closing days besides the national holidays, from two years before until two years after a moment.
    pub fn sluitingen(&self, around: Time) -> Result<Vec<Sluiting>> {
        let year = around.day().year();
        self.bestand.sluitingen(year - 2..=year + 2)
    }

    /// The calendar by which norms are counted.
    pub fn kalender(&self, around: Time) -> Result<Calendar> {
        gegevens::kalender(&self.openingstijden, &self.sluitingen(around)?)
    }

    /// The residents that belong to a seed, as old as they are at this moment.
    pub fn inwoners(&self, seed: u64, end: Time) -> Result<Vec<Inwoner>> {
        inwoners::inwoners(self, seed, end.day())
    }

    /// The organisations that belong to a seed.
    pub fn organisaties(&self, seed: u64) -> Result<Vec<Organisatie>> {
        inwoners::organisaties(self, seed)
    }

    /// A year of 60,000 questions that ends at `end`.
    pub fn plan(&self, seed: u64, end: Time) -> Result<Plan<'_>> {
        Plan::new(self, seed, end)
    }
}

/// Refuses a code that does not exist.
fn known(of: &str, is_known: bool) -> Result<()> {
    if is_known { Ok(()) } else { Err(Error::Internal(format!("{of} names something that does not exist"))) }
}
