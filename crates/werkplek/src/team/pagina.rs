// SPDX-License-Identifier: EUPL-1.2
//! The team lead's page as it is shown.

use askama::Template;
use kernel::{FieldError, Page as Bladzijde, Result, Time, dutch};
use storage::Tx;
use uuid::Uuid;
use vragen::lijst::{self, Filter, Regel, TeamStand, WelkeDatum};
use web::{FormErrors, WorkShell, shell::Keuze};

use super::{
    cijfers::{self, Tegel},
    dagbalk::{self, Dagbalk, Soort},
    store,
};
use crate::{
    plek::{Plek, nummer},
    regel::RegelTekst,
};

/// Most questions that need help on one page.
const HULP_MAX: usize = 25;
/// Most tasks.
const TAKEN_MAX: i64 = 25;

/// A tab over what needs help.
struct Tab {
    naam: &'static str,
    url: String,
    hier: bool,
    aantal: i64,
}

/// Open work of one person. No scores, and always in the same order.
struct Collega {
    naam: String,
    initialen: String,
    soort: &'static str,
    open: i64,
    vandaag: i64,
    risico: i64,
    te_laat: i64,
    /// Width of the bar, of 140.
    balk: i64,
    url: String,
}

struct TaakTekst {
    url: String,
    titel: String,
    tekst: String,
    voor: String,
    wie: String,
}

#[derive(Template)]
#[template(path = "team.html")]
pub(super) struct TeamPagina {
    w: WorkShell,
    team: String,
    team_naam: String,
    teams: Vec<Keuze>,
    stand: TeamStand,
    beantwoord: i64,
    balk: Dagbalk,
    hulp: String,
    tabs: Vec<Tab>,
    regels: Vec<RegelTekst>,
    meer_hulp: bool,
    /// To whom work can be given; empty when this person does not divide the work of this team.
    doelen: Vec<Keuze>,
    taken: Vec<TaakTekst>,
    collegas: Vec<Collega>,
    tegels: Vec<Tegel>,
    geen_cijfers: String,
    pub(super) gekozen: Vec<String>,
    pub(super) naar: String,
    pub(super) melding: String,
    fouten: FormErrors,
}

impl TeamPagina {
    /// Shows what was wrong.
    pub(super) fn zet_fouten(&mut self, fouten: FormErrors) {
        self.w.aandacht = (!fouten.is_empty()).then(|| "Fout".to_owned());
        self.fouten = fouten;
    }

    fn fout(&self, veld: &str) -> &str {
        self.fouten.get(veld)
    }

    fn foutlijst(&self) -> &[FieldError] {
        self.fouten.summary()
    }

    fn is_gekozen(&self, id: &str) -> bool {
        self.gekozen.iter().any(|g| g == id)
    }

    fn open(&self) -> String {
        dutch::count(self.stand.open, "open vraag", "open vragen")
    }

    fn vandaag(&self) -> String {
        dutch::count(self.stand.vandaag, "belofte", "beloften")
    }

    fn beantwoord(&self) -> String {
        dutch::count(self.beantwoord, "vraag", "vragen")
    }

    /// Address of open work of this team.
    fn voorraad(&self, vraag: &str) -> String {
        format!("/werk/voorraad/{}{vraag}", self.team)
    }
}

/// Builds the page of one team.
pub(super) async fn bouw(p: &Plek, tx: &mut Tx, team: &str, hulp: &str) -> Result<TeamPagina> {
    let nu = tx.now();
    let vandaag = Time::at(nu.day(), 0, 0);
    let morgen = Time::at(nu.day().tomorrow().unwrap_or(nu.day()), 0, 0);
    let stand = lijst::stand(tx, team).await?;
    let open = store::beloofd(tx, team, vandaag, morgen).await?;
    let klaar = store::beantwoord(tx, team, vandaag).await?;
    let taken = store::taken(tx, team, &p.wie.team, TAKEN_MAX).await?;
    let (tegels, geen_cijfers) = cijfers::maand(tx, p, team).await?;
    let mut regels = hulpvragen(p, tx, team, hulp).await?;
    let meer_hulp = regels.len() > HULP_MAX;
    regels.truncate(HULP_MAX);
    let w = p.shell(tx, "team", format!("/team?team={team}")).await?;
    Ok(TeamPagina {
        w,
        team_naam: p.inr.team_naam(team).to_owned(),
        teams: if p.wie.verdeelpunt { teams(p) } else { Vec::new() },
        beantwoord: i64::try_from(klaar.len()).unwrap_or(i64::MAX),
        balk: dagbalk::teken(&dagbalk::tel(&p.inr, &open, &klaar, nu), nu),
        tabs: tabs(team, hulp, &stand),
        hulp: hulp.to_owned(),
        regels: regels.iter().map(|r| RegelTekst::van(p, r, nu)).collect(),
        meer_hulp,
        doelen: doelen(p, team, &stand),
        taken: taken.into_iter().map(|t| taak(p, t, nu)).collect(),
        collegas: collegas(p, team, &stand),
        tegels,
        geen_cijfers,
        stand,
        team: team.to_owned(),
        gekozen: Vec::new(),
        naar: String::new(),
        melding: String::new(),
        fouten: FormErrors::new(),
    })
}

fn teams(p: &Plek) -> Vec<Keuze> {
    p.inr.teams.iter().map(|t| Keuze::new(t.id.clone(), t.naam.clone())).collect()
}

fn tabs(team: &str, hulp: &str, stand: &TeamStand) -> Vec<Tab> {
    let tab = |naam, waarde: &str, aantal| Tab {
        naam,
        url: if waarde.is_empty() {
            format!("/team?team={team}#hulp")
        } else {
            format!("/team?team={team}&hulp={waarde}#hulp")
        },
        hier: hulp == waarde,
        aantal,
    };
    vec![
        tab("Te laat", "te-laat", stand.te_laat),
        tab("In gevaar", "risico", stand.risico),
        tab("Vandaag", "vandaag", stand.vandaag),
        tab("Niemand pakte op", "vrij", stand.vrij),
    ]
}

/// What needs help, the first promise first: one kind, or of every kind what comes first.
async fn hulpvragen(p: &Plek, tx: &mut Tx, team: &str, hulp: &str) -> Result<Vec<Regel>> {
    let datum = |d| Filter { datum: Some(d), ..Filter::team(team) };
    let filters = match hulp {
        "te-laat" => vec![datum(WelkeDatum::TeLaat)],
        "risico" => vec![datum(WelkeDatum::Risico)],
        "vandaag" => vec![datum(WelkeDatum::Vandaag)],
        "vrij" => vec![Filter { vrij: true, ..Filter::team(team) }],
        _ => vec![
            datum(WelkeDatum::TeLaat),
            datum(WelkeDatum::Risico),
            datum(WelkeDatum::Vandaag),
            Filter { vrij: true, ..Filter::team(team) },
        ],
    };
    let mut regels: Vec<Regel> = Vec::new();
    for filter in filters {
        let bladzijde = Bladzijde { number: 1, size: u32::try_from(HULP_MAX).unwrap_or(25) + 1 };
        for regel in lijst::voorraad(tx, &p.wie, &filter, bladzijde).await?.items {
            if !regels.iter().any(|r| r.id == regel.id) {
                regels.push(regel);
            }
        }
    }
    regels.sort_by_key(|r| (r.beloofd_op, r.volgnummer));
    Ok(regels)
}

/// To whom work can be given: colleagues with what they have, the team, and for the distribution point other
/// teams. Work of another team is for that team to divide.
fn doelen(p: &Plek, team: &str, stand: &TeamStand) -> Vec<Keuze> {
    if team != p.wie.team {
        return Vec::new();
    }
    let mut doelen: Vec<Keuze> = p
        .inr
        .leden(team)
        .map(|m| {
            let open = stand.personen.iter().find(|s| s.medewerker == m.id).map_or(0, |s| s.open);
            Keuze::new(format!("{team}:{}", m.id), format!("{}, heeft {open} open", m.naam))
        })
        .collect();
    doelen.push(Keuze::new(format!("{team}:"), format!("Team {}", p.inr.team_naam(team))));
    if p.wie.verdeelpunt {
        let anders = p.inr.teams.iter().filter(|t| t.id != team);
        doelen.extend(anders.map(|t| Keuze::new(format!("{}:", t.id), format!("Team {}", t.naam))));
    }
    doelen
}

/// Everybody of the team in the order of the set-up, and who still has work but is not in it any more.
fn collegas(p: &Plek, team: &str, stand: &TeamStand) -> Vec<Collega> {
    let meeste = stand.personen.iter().map(|s| s.open).max().unwrap_or(0).max(1);
    let mut ids: Vec<(Uuid, bool)> = p.inr.leden(team).map(|m| (m.id, true)).collect();
    for s in &stand.personen {
        if !ids.iter().any(|(id, _)| *id == s.medewerker) {
            ids.push((s.medewerker, false));
        }
    }
    ids.into_iter()
        .map(|(id, lid)| {
            let s = stand.personen.iter().find(|s| s.medewerker == id);
            let naam = p.inr.medewerker_naam(id);
            let open = s.map_or(0, |s| s.open);
            Collega {
                initialen: kernel::text::initials(naam),
                naam: if lid { naam.to_owned() } else { format!("{naam}, werkt niet meer in dit team") },
                soort: if id == p.ik.id { "ik" } else { "collega" },
                open,
                vandaag: s.map_or(0, |s| s.vandaag),
                risico: s.map_or(0, |s| s.risico),
                te_laat: s.map_or(0, |s| s.te_laat),
                balk: 140 * open / meeste,
                url: format!("/werk/voorraad/{team}?medewerker={id}"),
            }
        })
        .collect()
}

fn taak(p: &Plek, t: store::TaakRij, nu: Time) -> TaakTekst {
    TaakTekst {
        url: format!("/werk/vraag/{}", nummer(&p.inr, t.ontvangen_op, t.volgnummer)),
        titel: t.titel,
        tekst: t.tekst,
        voor: dutch::moment_near(t.voor, nu),
        wie: t.medewerker.map_or_else(|| "de teamleider".to_owned(), |m| p.inr.medewerker_naam(m).to_owned()),
    }
}
