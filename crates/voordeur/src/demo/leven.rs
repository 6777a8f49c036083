// SPDX-License-Identifier: EUPL-1.2
//! From the plan of a year to steps of the use cases.

use std::{
    collections::HashMap,
    sync::mpsc::{Receiver, channel, sync_channel},
    thread,
};

use anyhow::{Result, ensure};
use beheer::Inrichting;
use kernel::Time;
use thuishaven::{Indiener, Life, Plan, Step, StepKind};
use tokio::{runtime::Handle, task::block_in_place};
use uuid::Uuid;
use vragen::{
    Afhandelwijze, Antwoordkanaal, Eigenaar, Kanaal,
    accept::Aanname,
    answer::{Antwoord, Nee, OnzeFout},
    route::{Aanwijzing, bestemming},
};
use web::Gemeente;

use super::{
    mensen::Mensen,
    vandaag::Vandaag,
    verleden::{Post, Schrijver, Stap},
};

/// Lives that are written together, and that are translated ahead of the writing.
const SAMEN: usize = 2_000;
/// Number of the first question of today's desk; no life of the plan comes near it.
const FIRST_OF_TODAY: usize = 1 << 40;
/// Most steps of the plan that the rules may refuse, in one of so many.
const GEWEIGERD_HOOGSTENS: usize = 20;

/// What a life needs to become steps.
pub struct Vertaler<'a> {
    /// The set-up.
    pub inr: &'a Inrichting,
    /// Employees by code.
    pub medewerkers: &'a HashMap<String, Uuid>,
    /// Parties by place in the plan.
    pub mensen: &'a Mensen,
}

/// A life as steps of the use cases: number, receipt, steps with their moments.
struct Verloop {
    nummer: usize,
    ontvangen: Time,
    stappen: Vec<(Time, Stap)>,
}

/// Writes the lives of the plan. `voortgang` gets per cent. Other threads make up the lives and the messages while
/// this one writes them, so the runtime must have more than one thread.
pub fn schrijf(
    g: &Gemeente,
    v: &Vertaler<'_>,
    plan: &Plan<'_>,
    vandaag: &Vandaag<'_>,
    voortgang: impl FnMut(u64) + Send,
) -> Result<()> {
    block_in_place(|| {
        thread::scope(|scope| {
            let (zend, levens) = sync_channel(SAMEN);
            scope.spawn(move || {
                // An error of the writer ends the other side, and with it the translating.
                plan.lives().filter_map(|l| v.verloop(plan, &l)).try_for_each(|l| zend.send(l))
            });
            let (verschuldigd, te_maken) = sync_channel(8);
            let (klaar, gemaakt) = channel();
            scope.spawn(move || {
                te_maken.into_iter().try_for_each(|b: Vec<_>| {
                    let maak = |b| berichten::verleden::maak(g, v.inr, b).transpose();
                    klaar.send(b.iter().filter_map(maak).collect())
                })
            });
            let mut schrijver = Schrijver::new(g, v.inr, vandaag.nu, Post { verschuldigd, gemaakt });
            vandaag.plan(&mut schrijver, FIRST_OF_TODAY);
            Handle::current().block_on(schrijf_alle(schrijver, levens, plan.len(), vandaag.nu, voortgang))
        })
    })
}

async fn schrijf_alle(
    mut schrijver: Schrijver<'_>,
    levens: Receiver<Verloop>,
    totaal: usize,
    nu: Time,
    mut voortgang: impl FnMut(u64) + Send,
) -> Result<()> {
    for (n, leven) in levens.into_iter().enumerate() {
        for (op, stap) in leven.stappen {
            schrijver.plan(op, leven.nummer, stap);
        }
        if n % SAMEN == 0 {
            schrijver.schrijf(leven.ontvangen).await?;
            voortgang(u64::try_from(n * 100 / totaal.max(1)).unwrap_or(0));
        }
    }
    schrijver.schrijf(nu).await?;
    let (gedaan, geweigerd) = schrijver.rond_af().await?;
    ensure!(
        geweigerd * GEWEIGERD_HOOGSTENS <= gedaan,
        "{geweigerd} of {gedaan} steps of the plan were refused by the rules"
    );
    tracing::info!(gedaan, geweigerd, "the year is written");
    Ok(())
}

impl Vertaler<'_> {
    /// Every step of this life.
    fn verloop(&self, plan: &Plan<'_>, leven: &Life<'_>) -> Option<Verloop> {
        let (aanname, wie) = self.binnen(plan, leven)?;
        let mut stappen = vec![(leven.received, Stap::Binnen(Box::new(aanname), wie))];
        let mut eerste = true;
        for stap in &leven.steps {
            stappen.extend(self.stap(leven, stap, &mut eerste).map(|wat| (stap.at, wat)));
        }
        Some(Verloop { nummer: leven.number, ontvangen: leven.received, stappen })
    }

    fn id(&self, code: &str) -> Option<Uuid> {
        self.medewerkers.get(code).copied()
    }

    fn eigenaar(&self, team: &str, medewerker: Option<&str>) -> Eigenaar {
        Eigenaar { team: team.to_owned(), medewerker: medewerker.and_then(|m| self.id(m)) }
    }

    /// How it came in, and who wrote it down.
    fn binnen(&self, plan: &Plan<'_>, l: &Life<'_>) -> Option<(Aanname, Option<Uuid>)> {
        let mut a = Aanname::new(kanaal(l.kanaal)?, l.tekst.clone(), antwoordkanaal(l.antwoordkanaal)?);
        a.titel = Some(l.titel.clone());
        a.onderwerp = Some(l.onderwerp.to_owned());
        a.soort = l.soort.text().parse().ok();
        a.wijk = Some(l.wijk.to_owned());
        a.belmoment.clone_from(&l.belmoment);
        a.duur = l.duration;
        a.indiener.namens.clone_from(&l.namens);
        l.email.clone_into(&mut a.indiener.email);
        l.telefoon.clone_into(&mut a.indiener.telefoon);
        self.wie(plan, l, &mut a);
        if let Some(StepKind::Routed { team, medewerker, .. }) = l.steps.first().map(|s| &s.kind) {
            a.zelf_houden = medewerker.is_some();
            let vanzelf = bestemming(
                self.inr,
                Aanwijzing {
                    tekst: &a.tekst,
                    onderwerp: Some(l.onderwerp),
                    soort: a.soort,
                    ..Aanwijzing::default()
                },
            );
            if vanzelf.team != *team {
                a.team = Some((*team).to_owned());
            }
        }
        Some((a, l.registered_by.and_then(|m| self.id(m))))
    }

    fn wie(&self, plan: &Plan<'_>, l: &Life<'_>, a: &mut Aanname) {
        match l.indiener {
            Indiener::Inwoner(n) => {
                let Some(i) = plan.inwoners().get(n) else { return };
                a.indiener.naam = i.naam();
                a.indiener.adres = format!("{} {}\n{} Thuishaven", i.straat, i.huisnummer, i.postcode);
                // Only a colleague who spoke with somebody knows who it was.
                a.indiener.partij = l.registered_by.and(self.mensen.inwoners.get(n).copied().flatten());
            }
            Indiener::Organisatie(n) => {
                let Some(o) = plan.organisaties().get(n) else { return };
                a.indiener.naam.clone_from(&o.contactpersoon);
                a.indiener.organisatie.clone_from(&o.naam);
                a.indiener.kvk = o.kvk.as_ref().map_or_else(String::new, ToString::to_string);
                a.indiener.adres = format!("{} {}\n{} Thuishaven", o.straat, o.huisnummer, o.postcode);
                a.indiener.partij = l.registered_by.and(self.mensen.organisaties.get(n).copied());
            }
            Indiener::Anoniem => {}
        }
    }

    /// The step of a use case; nothing for what the rules of the clock do by themselves.
    fn stap(&self, l: &Life<'_>, s: &Step<'_>, eerste: &mut bool) -> Option<Stap> {
        Some(match &s.kind {
            StepKind::PutBack { by, reason } => Stap::Terugleggen(self.id(by)?, reason.clone()),
            StepKind::Assigned { by, team, to } => Stap::Toewijzen(self.id(by)?, self.eigenaar(team, *to)),
            StepKind::OwnerLeft { team } => {
                Stap::Toewijzen(self.inr.teamleider(team).map(|m| m.id)?, Eigenaar::team(*team))
            }
            StepKind::Claimed { by } => Stap::Oppakken(self.id(by)?),
            StepKind::Offered { by, team, to, note } => {
                Stap::Aanbieden(self.id(by)?, self.eigenaar(team, *to), note.clone())
            }
            StepKind::Accepted { by } => Stap::Aannemen(self.id(by)?),
            StepKind::Declined { by, reason } => Stap::Weigeren(self.id(by)?, reason.clone()),
            StepKind::Noted { by, text } => Stap::Notitie(self.id(by)?, text.clone()),
            StepKind::AskedResident { by, text } => Stap::Navragen(self.id(by)?, text.clone()),
            StepKind::AnsweredByResident { channel, text, .. } => {
                Stap::Aanvullen(kanaal(*channel)?, text.clone())
            }
            StepKind::CallAttempt { by, reached: false } => Stap::NietBereikt(self.id(by)?),
            StepKind::PromiseExtended { by: Some(by), due, reason } => {
                Stap::NieuweDatum(self.id(by)?, *due, reason.clone())
            }
            StepKind::Answered { by, .. } => {
                let meteen = std::mem::take(eerste) && l.at_once;
                Stap::Antwoord(self.id(by)?, Box::new(antwoord(&s.kind, meteen)?))
            }
            StepKind::Withdrawn { .. } => Stap::Intrekken,
            StepKind::Solved { yes, .. } => Stap::Opgelost(*yes),
            StepKind::Closed { by: Some(by), outcome } => Stap::Afronden(self.id(by)?, uitkomst(*outcome)?),
            StepKind::Routed { .. }
            | StepKind::Expired
            | StepKind::CallAttempt { .. }
            | StepKind::AtRisk
            | StepKind::PromiseExtended { .. }
            | StepKind::SecondDelay
            | StepKind::AskedSolved
            | StepKind::Reopened { .. }
            | StepKind::Closed { .. } => return None,
        })
    }
}

fn antwoord(kind: &StepKind<'_>, meteen: bool) -> Option<Antwoord> {
    let StepKind::Answered { channel, text, outcome, no, mistake, duration, .. } = kind else { return None };
    let mut a = Antwoord::new(kanaal(*channel)?, text.clone());
    a.uitkomst = outcome.and_then(uitkomst).map(afgesloten);
    a.nee = no.as_ref().map(|n| Nee {
        reden: n.reden.clone(),
        alternatief: n.alternatief.clone(),
        wie_vragen: n.wie_vragen.clone(),
        bezwaar: n.bezwaar.clone(),
    });
    a.onze_fout = mistake.as_ref().map(|f| OnzeFout { fout: f.fout.clone(), herstel: f.herstel.clone() });
    a.duur = *duration;
    a.meteen = meteen;
    Some(a)
}

/// Sending on to another body is no use case yet: the resident was told where to go, which is an answer.
fn afgesloten(uitkomst: Afhandelwijze) -> Afhandelwijze {
    match uitkomst {
        Afhandelwijze::Geleverd | Afhandelwijze::NeeMetUitleg => uitkomst,
        _ => Afhandelwijze::Beantwoord,
    }
}

/// The plan spells the fixed words as `vragen` does.
pub fn kanaal(k: thuishaven::Kanaal) -> Option<Kanaal> {
    k.text().parse().ok()
}

pub fn antwoordkanaal(k: thuishaven::Antwoordkanaal) -> Option<Antwoordkanaal> {
    k.text().parse().ok()
}

fn uitkomst(a: thuishaven::Afhandelwijze) -> Option<Afhandelwijze> {
    a.text().parse().ok()
}
