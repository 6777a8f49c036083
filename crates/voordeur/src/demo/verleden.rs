// SPDX-License-Identifier: EUPL-1.2
//! Writes a year of questions with the use cases' own rules, in order of time, in bulk: a transaction per chunk,
//! whose moment moves along with what happened.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::mpsc::{Receiver, SyncSender},
};

use beheer::Inrichting;
use berichten::{Bericht, Stof, verleden::Verschuldigd};
use kernel::{Error, Result, Time};
use storage::Tx;
use uuid::Uuid;
use vragen::{Kanaal, Vraag, VraagId, Wie, accept::Aanname, answer::Antwoord, ask::Aanvulling};
use web::Gemeente;

/// Steps that share a transaction at most.
const SAMEN: usize = 20_000;
/// Messages that are made together.
const SAMEN_MAKEN: usize = 500;

/// One step in the life of a question.
#[derive(Debug, Clone)]
pub enum Stap {
    /// It comes in; an employee when one wrote it down.
    Binnen(Box<Aanname>, Option<Uuid>),
    /// Picked up.
    Oppakken(Uuid),
    /// Placed by a team lead or the distribution point.
    Toewijzen(Uuid, vragen::Eigenaar),
    /// Put back with the distribution point, with the reason.
    Terugleggen(Uuid, String),
    /// Offered to another team or person.
    Aanbieden(Uuid, vragen::Eigenaar, String),
    /// The offer is accepted.
    Aannemen(Uuid),
    /// The offer is declined, with the reason.
    Weigeren(Uuid, String),
    /// A remark.
    Notitie(Uuid, String),
    /// The resident is asked something.
    Navragen(Uuid, String),
    /// The resident answers.
    Aanvullen(Kanaal, String),
    /// Called, not reached.
    NietBereikt(Uuid),
    /// A new date, with the reason.
    NieuweDatum(Uuid, Time, String),
    /// Answered.
    Antwoord(Uuid, Box<Antwoord>),
    /// Closed.
    Afronden(Uuid, vragen::Afhandelwijze),
    /// The resident says whether it was solved.
    Opgelost(bool),
    /// The resident stops.
    Intrekken,
    /// A rule of the clock looks: at risk.
    Risico,
    /// A rule of the clock looks: extend.
    Verlengen,
    /// A rule of the clock looks: an offer nobody answered.
    AanbodVoorbij,
    /// A rule of the clock looks: ask whether it was solved.
    Navraag,
}

/// What is known of a question while its life is written.
struct Leven {
    id: VraagId,
    eerste_tekst: String,
    indiener: vragen::Indiener,
    /// The promise still runs: the rules of the clock have something to look at.
    loopt: bool,
}

/// Messages are made elsewhere while this thread writes.
pub struct Post {
    /// To be made, many at a time.
    pub verschuldigd: SyncSender<Vec<Verschuldigd>>,
    /// Made.
    pub gemaakt: Receiver<Result<Vec<Bericht>>>,
}

/// Writes lives.
pub struct Schrijver<'a> {
    g: &'a Gemeente,
    inr: &'a Inrichting,
    /// Time, running number, life, step.
    agenda: BinaryHeap<Reverse<(Time, u64, usize)>>,
    stappen: HashMap<u64, Stap>,
    volgende: u64,
    levens: HashMap<usize, Leven>,
    nu: Time,
    verschuldigd: Vec<Verschuldigd>,
    post: Post,
    /// Steps that a rule refused: the plan wanted something that was not possible any more.
    geweigerd: usize,
    /// Steps done.
    gedaan: usize,
}

impl<'a> Schrijver<'a> {
    /// A writer that stops at `nu`.
    pub fn new(g: &'a Gemeente, inr: &'a Inrichting, nu: Time, post: Post) -> Self {
        Self {
            g,
            inr,
            agenda: BinaryHeap::new(),
            stappen: HashMap::new(),
            volgende: 0,
            levens: HashMap::new(),
            nu,
            verschuldigd: Vec::new(),
            post,
            geweigerd: 0,
            gedaan: 0,
        }
    }

    /// Plans a step of a life. What lies after the end is left out.
    pub fn plan(&mut self, op: Time, leven: usize, stap: Stap) {
        if op > self.nu {
            return;
        }
        self.agenda.push(Reverse((op, self.volgende, leven)));
        self.stappen.insert(self.volgende, stap);
        self.volgende += 1;
    }

    /// Writes everything that was planned before `tot`, and what the rules make of it.
    pub async fn schrijf(&mut self, tot: Time) -> Result<()> {
        while self.agenda.peek().is_some_and(|Reverse((op, ..))| *op <= tot) {
            let mut tx = self.g.db().begin().await?;
            tx.keep_jobs();
            for _ in 0..SAMEN {
                if self.agenda.peek().is_none_or(|Reverse((op, ..))| *op > tot) {
                    break;
                }
                let Some(Reverse((op, nummer, leven))) = self.agenda.pop() else { break };
                let Some(stap) = self.stappen.remove(&nummer) else { continue };
                tx.set_now(op);
                match self.zet(&mut tx, leven, stap).await {
                    Ok(()) => {}
                    Err(
                        fout @ (Error::Refused { .. }
                        | Error::Invalid(_)
                        | Error::Stale
                        | Error::NotFound
                        | Error::Forbidden),
                    ) => {
                        tracing::debug!(leven, %op, %fout, "a step of the plan was refused");
                        self.geweigerd += 1;
                    }
                    Err(fout) => return Err(fout),
                }
                tx.take_jobs();
                if self.verschuldigd.len() >= SAMEN_MAKEN {
                    self.verstuur()?;
                    self.bezorg(&mut tx).await?;
                }
                self.gedaan += 1;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    async fn zet(&mut self, tx: &mut Tx, leven: usize, stap: Stap) -> Result<()> {
        if let Stap::Binnen(aanname, wie) = stap {
            return self.binnen(tx, leven, *aanname, wie).await;
        }
        let Some((id, loopt)) = self.levens.get(&leven).map(|l| (l.id, l.loopt)) else { return Ok(()) };
        if !loopt && matches!(stap, Stap::Risico | Stap::Verlengen) {
            return Ok(());
        }
        let vraag = self.doe(tx, leven, id, stap).await?;
        if let Some(vraag) = vraag {
            self.berichten(tx, leven, &vraag).await?;
            self.wek(tx, leven, &vraag);
            if let Some(l) = self.levens.get_mut(&leven) {
                l.loopt = vraag.toestand.loopt();
            }
        }
        Ok(())
    }

    async fn binnen(&mut self, tx: &mut Tx, leven: usize, aanname: Aanname, wie: Option<Uuid>) -> Result<()> {
        let wie = match wie {
            Some(id) => Wie::medewerker(self.inr, id)?,
            None => Wie::inwoner(),
        };
        let eerste_tekst = kernel::text::without_bsn(&aanname.tekst);
        let indiener = aanname.indiener.clone();
        let ontvangst = vragen::accept::accept(tx, self.inr, &wie, aanname).await?;
        self.levens.insert(leven, Leven { id: ontvangst.vraag.id, eerste_tekst, indiener, loopt: true });
        self.berichten(tx, leven, &ontvangst.vraag).await?;
        self.wek(tx, leven, &ontvangst.vraag);
        Ok(())
    }

    /// Lets the messages be made.
    fn verstuur(&mut self) -> Result<()> {
        self.post.verschuldigd.send(std::mem::take(&mut self.verschuldigd)).map_err(Error::internal)
    }

    /// Writes the messages that are made by now.
    async fn bezorg(&self, tx: &mut Tx) -> Result<()> {
        while let Ok(gemaakt) = self.post.gemaakt.try_recv() {
            for bericht in gemaakt? {
                berichten::verleden::schrijf(tx, &bericht).await?;
            }
        }
        Ok(())
    }

    /// Writes the messages that were still being made; gives how many steps were done and how many refused.
    pub async fn rond_af(mut self) -> Result<(usize, usize)> {
        self.verstuur()?;
        let Post { verschuldigd, gemaakt } = self.post;
        drop(verschuldigd);
        let mut tx = self.g.db().begin().await?;
        for berichten in gemaakt {
            for bericht in berichten? {
                berichten::verleden::schrijf(&mut tx, &bericht).await?;
            }
        }
        tx.commit().await?;
        Ok((self.gedaan, self.geweigerd))
    }

    /// The messages that were owed then have been sent then.
    async fn berichten(&mut self, tx: &mut Tx, leven: usize, vraag: &Vraag) -> Result<()> {
        let Some(l) = self.levens.get(&leven) else { return Ok(()) };
        for job in tx.take_jobs() {
            let contact = match job
                .payload
                .get("contact")
                .and_then(|c| c.as_str())
                .and_then(|c| c.parse::<Uuid>().ok())
            {
                Some(id) if matches!(job.kind, "antwoord" | "wij-missen-iets") => {
                    vragen::dossier::contact(tx, vraag.id, id).await?
                }
                _ => None,
            };
            let stof = Stof {
                vraag: vraag.clone(),
                indiener: l.indiener.clone(),
                eerste_tekst: l.eerste_tekst.clone(),
                contact,
            };
            let verschuldigd = Verschuldigd { id: tx.new_id(), op: tx.now(), job, stof };
            self.verschuldigd.push(verschuldigd);
        }
        Ok(())
    }

    /// Plans when the rules of the clock look at this question.
    fn wek(&mut self, tx: &Tx, leven: usize, v: &Vraag) {
        let nu = tx.now();
        if v.toestand.loopt() {
            for (op, stap) in [(v.belofte.risico_op, Stap::Risico), (v.belofte.verleng_op, Stap::Verlengen)] {
                // What is due at this very moment was looked at already, unless it just came in.
                if op > nu || (op == nu && v.versie == 1) {
                    self.plan(op, leven, stap);
                }
            }
        }
        if let Some(op) = v.navraag_op.filter(|op| *op > nu) {
            self.plan(op, leven, Stap::Navraag);
        }
    }

    async fn doe(&mut self, tx: &mut Tx, leven: usize, id: VraagId, stap: Stap) -> Result<Option<Vraag>> {
        use vragen as v;
        let inr = self.inr;
        let wie = |id: Uuid| Wie::medewerker(inr, id);
        Ok(match stap {
            Stap::Binnen(..) => None,
            Stap::Oppakken(m) => Some(v::claim::claim(tx, &wie(m)?, id).await?),
            Stap::Toewijzen(m, naar) => Some(v::assign::assign(tx, inr, &wie(m)?, id, naar).await?),
            Stap::Aanbieden(m, naar, tekst) => {
                let aanbod = v::hand_over::offer(tx, inr, &wie(m)?, id, naar, &tekst).await?;
                self.plan(aanbod.verloopt_op, leven, Stap::AanbodVoorbij);
                None
            }
            Stap::Aannemen(m) => Some(v::hand_over::accept(tx, inr, &wie(m)?, id).await?),
            Stap::Weigeren(m, reden) => {
                v::hand_over::decline(tx, &wie(m)?, id, &reden).await?;
                None
            }
            Stap::Notitie(m, tekst) => {
                v::note::note(tx, &wie(m)?, id, &tekst).await?;
                None
            }
            Stap::Navragen(m, wat) => Some(v::ask::ask(tx, &wie(m)?, id, &wat).await?),
            Stap::Aanvullen(kanaal, tekst) => {
                let a = Aanvulling { kanaal, tekst, bijlagen: Vec::new(), origineel: String::new() };
                Some(v::ask::supplement(tx, inr, &Wie::inwoner(), id, a).await?.0)
            }
            Stap::NietBereikt(m) => Some(v::call::not_reached(tx, &wie(m)?, id).await?),
            Stap::NieuweDatum(m, op, reden) => {
                Some(v::promise::set_date(tx, inr, &wie(m)?, id, op, &reden).await?)
            }
            Stap::Antwoord(m, a) => Some(v::answer::answer(tx, inr, &wie(m)?, id, *a).await?),
            Stap::Afronden(m, uitkomst) => Some(v::close::close(tx, &wie(m)?, id, uitkomst).await?),
            Stap::Terugleggen(m, reden) => Some(v::hand_over::put_back(tx, inr, &wie(m)?, id, &reden).await?),
            Stap::Opgelost(ja) => Some(v::follow_up::solved(tx, inr, &Wie::inwoner(), id, ja).await?),
            Stap::Intrekken => Some(v::withdraw::withdraw(tx, &Wie::inwoner(), id).await?),
            Stap::Risico => {
                v::promise::at_risk(tx, id).await?;
                None
            }
            Stap::Verlengen => {
                v::promise::extend(tx, inr, id).await?;
                Some(v::dossier::vraag(tx, &Wie::regel("demo"), id).await?)
            }
            Stap::AanbodVoorbij => {
                v::hand_over::expire(tx, id).await?;
                None
            }
            Stap::Navraag => {
                v::follow_up::ask_solved(tx, id).await?;
                Some(v::dossier::vraag(tx, &Wie::regel("demo"), id).await?)
            }
        })
    }
}
