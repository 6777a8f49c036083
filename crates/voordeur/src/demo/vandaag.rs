// SPDX-License-Identifier: EUPL-1.2
//! The desk of today: questions that lie there whatever the day, and a few real mails, taken in as mail always is.

use std::collections::HashMap;

use anyhow::Result;
use beheer::Inrichting;
use kanalen::{
    intake::Brievenbus,
    mail::imap::{Fetched, Sink as _},
};
use kernel::{Page, Time};
use thuishaven::{Brief, Loop, Moment, Thuishaven, Verhaal};
use uuid::Uuid;
use vragen::{Eigenaar, Wie, accept::Aanname, dossier, lijst};
use web::Gemeente;

use super::{
    leven::{antwoordkanaal, kanaal},
    verleden::{Schrijver, Stap},
};

/// The day as the demo's front office finds it.
pub struct Vandaag<'a> {
    pub th: &'a Thuishaven,
    pub inr: &'a Inrichting,
    pub medewerkers: &'a HashMap<String, Uuid>,
    pub nu: Time,
}

impl Vandaag<'_> {
    /// Plans the questions of the desk among the lives of the year. `eerste` is the first number that no life has.
    pub fn plan(&self, schrijver: &mut Schrijver<'_>, eerste: usize) {
        for (n, verhaal) in self.th.vandaag.verhaal.iter().enumerate() {
            let (Some(aanname), leven) = (aanname(verhaal), eerste + n) else { continue };
            let wie = self.id(&verhaal.opgeschreven_door);
            schrijver.plan(self.moment(verhaal.op), leven, Stap::Binnen(Box::new(aanname), wie));
            for stap in &verhaal.stap {
                if let Some(wat) = self.stap(stap) {
                    schrijver.plan(self.moment(stap.op), leven, wat);
                }
            }
        }
    }

    fn id(&self, code: &str) -> Option<Uuid> {
        self.medewerkers.get(code).copied()
    }

    fn moment(&self, m: Moment) -> Time {
        if m.werkdagen == 0 {
            return self.nu - std::time::Duration::from_mins(m.minuten);
        }
        let dag = self.inr.kalender.minus_working_days(self.nu.day(), m.werkdagen);
        Time::at(dag, m.tijd.0, m.tijd.1)
    }

    fn stap(&self, s: &Loop) -> Option<Stap> {
        let (door, tekst) = (self.id(&s.door)?, s.tekst.clone());
        match s.wat.as_str() {
            "oppakken" => Some(Stap::Oppakken(door)),
            "notitie" => Some(Stap::Notitie(door, tekst)),
            "navragen" => Some(Stap::Navragen(door, tekst)),
            "niet-bereikt" => Some(Stap::NietBereikt(door)),
            "aanbieden" => {
                let naar = self.id(&s.aan)?;
                let team = self.inr.medewerker(naar)?.team.clone();
                Some(Stap::Aanbieden(door, Eigenaar { team, medewerker: Some(naar) }, tekst))
            }
            _ => None,
        }
    }

    /// Takes the mails of today in: read by the same parser and placed by the same rules as mail from a mailbox.
    pub async fn post(&self, g: &Gemeente) -> Result<()> {
        let eigen = self.eigen_vraag(g).await?;
        let ander = self.vraag_van_een_ander(g).await?;
        let bus = Brievenbus { g: g.clone() };
        for (uid, brief) in (1..).zip(&self.th.vandaag.brief) {
            let van_ons = brief.mail.contains("{email}");
            let Some((nummer, email)) = (if van_ons { &eigen } else { &ander }) else { continue };
            bus.accept(Fetched {
                postvak: brief.postvak.clone(),
                folder: "INBOX".to_owned(),
                uidvalidity: 1,
                uid,
                received: None,
                raw: ruw(brief, nummer, email),
                cut_from: None,
            })
            .await?;
        }
        Ok(())
    }

    /// Number and mail address of an open question on the desk of who answers mail.
    async fn eigen_vraag(&self, g: &Gemeente) -> Result<Option<(String, String)>> {
        let Some(wie) = self.voorste() else { return Ok(None) };
        let mut tx = g.db().read().await?;
        let dag = lijst::dag(&mut tx, &wie).await?;
        let mut gevonden = None;
        for regel in [dag.te_laat, dag.vandaag, dag.risico, dag.later].concat() {
            let indiener = dossier::indiener(&mut tx, regel.id.into()).await?;
            if !indiener.email.is_empty() && regel.beantwoord_op.is_none() {
                gevonden = Some((self.nummer(&regel), indiener.email));
                break;
            }
        }
        tx.rollback().await;
        Ok(gevonden)
    }

    /// Number of an open question of a team that works outside. Its mail address stays unused.
    async fn vraag_van_een_ander(&self, g: &Gemeente) -> Result<Option<(String, String)>> {
        let Some(wie) = self.voorste() else { return Ok(None) };
        let mut tx = g.db().read().await?;
        let regels = lijst::voorraad(&mut tx, &wie, &lijst::Filter::team("OR"), Page::new(1)).await?;
        tx.rollback().await;
        Ok(regels.items.first().map(|r| (self.nummer(r), String::new())))
    }

    /// Who sits at the front desk: the first name of the first step.
    fn voorste(&self) -> Option<Wie> {
        let stap = self.th.vandaag.verhaal.iter().flat_map(|v| &v.stap).next()?;
        Wie::medewerker(self.inr, self.id(&stap.door)?).ok()
    }

    fn nummer(&self, r: &lijst::Regel) -> String {
        kernel::nummer::format(self.inr.voorvoegsel(), r.ontvangen_op.day().year(), r.volgnummer)
    }
}

/// The question as it comes in.
fn aanname(v: &Verhaal) -> Option<Aanname> {
    let mut a = Aanname::new(kanaal(v.kanaal)?, v.tekst.clone(), antwoordkanaal(v.antwoord)?);
    a.titel = Some(v.titel.clone());
    a.onderwerp = Some(v.onderwerp.clone());
    a.team = Some(v.team.clone()).filter(|t| !t.is_empty());
    a.wijk = Some(v.wijk.clone());
    a.indiener.naam.clone_from(&v.naam);
    a.indiener.email.clone_from(&v.email);
    a.indiener.telefoon.clone_from(&v.telefoon);
    Some(a)
}

/// The mail as it goes over the line.
fn ruw(brief: &Brief, nummer: &str, email: &str) -> Vec<u8> {
    let mail = brief.mail.replace("{nummer}", nummer).replace("{email}", email);
    mail.trim_start().replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
}
