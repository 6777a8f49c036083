// SPDX-License-Identifier: EUPL-1.2
//! The life of a question: comes in, is taken up, perhaps handed over, remarked on, asked about, answered, closed,
//! and two weeks later the resident says whether it was solved. What would be after the end of the history has not
//! happened yet: those questions are open.

use std::{collections::VecDeque, time::Duration};

use anyhow::Result;
use beheer::Inrichting;
use berichten::{
    Stof,
    verleden::{self, Verschuldigd},
};
use kernel::Time;
use storage::Tx;
use uuid::Uuid;
use vragen::{
    Antwoordkanaal, Eigenaar, Indiener, Kanaal, Vraag, VraagId, Wie, accept,
    accept::Aanname,
    answer::{self, Antwoord},
    ask, claim, dossier, follow_up, hand_over, note,
};
use web::Gemeente;

use super::texts;
use crate::{
    dice::Dice,
    gemeente::{PER_TEAM, TEAMS, person},
};

/// What can happen to a question after it came in.
#[derive(Debug, Clone, Copy)]
enum Step {
    Claim,
    Offer,
    Accept,
    Note,
    Ask,
    Supplement,
    Answer,
    Solved,
}

/// A question on its way.
struct Life {
    dice: Dice,
    vraag: Vraag,
    /// Who has it, or will take it up.
    who: Uuid,
    indiener: Indiener,
    first: String,
    todo: VecDeque<(Time, Step)>,
}

/// Where a batch is written.
struct Desk<'a> {
    tx: Tx,
    g: &'a Gemeente,
    inr: &'a Inrichting,
}

/// Writes the life of these questions in one transaction, step by step over all of them: as in the real world
/// their events lie between each other.
pub(super) async fn write(
    g: &Gemeente,
    inr: &Inrichting,
    seed: u64,
    questions: impl Iterator<Item = (u64, Time)> + Send,
    end: Time,
) -> Result<()> {
    let mut desk = Desk { tx: g.db().begin().await?, g, inr };
    desk.tx.keep_jobs();
    let mut lives = Vec::new();
    for (n, moment) in questions {
        lives.push(desk.receive(Dice::new(seed, n), moment).await?);
    }
    loop {
        let mut busy = false;
        for life in &mut lives {
            let Some((moment, step)) = life.todo.pop_front().filter(|(moment, _)| *moment <= end) else {
                life.todo.clear();
                continue;
            };
            busy = true;
            desk.tx.set_now(moment);
            desk.step(life, step).await?;
            desk.messages(life).await?;
        }
        if !busy {
            break;
        }
    }
    desk.tx.commit().await?;
    Ok(())
}

fn colleague(team: &str, n: u64) -> Uuid {
    let place = TEAMS.iter().position(|(code, ..)| *code == team).unwrap_or(0);
    person(place, u128::from(n) % PER_TEAM)
}

fn minutes(n: u64) -> Duration {
    Duration::from_secs(n * 60)
}

/// What comes in.
fn arrival(dice: &mut Dice) -> Aanname {
    let (topic, text) = texts::question(dice);
    let channel = match dice.below(10) {
        0..5 => Kanaal::Website,
        5..7 => Kanaal::Email,
        7..9 => Kanaal::Telefoon,
        _ => Kanaal::Brief,
    };
    let answer = match channel {
        Kanaal::Brief => Antwoordkanaal::Brief,
        Kanaal::Telefoon => Antwoordkanaal::Telefoon,
        _ => Antwoordkanaal::Email,
    };
    let naam = texts::name(dice);
    let mail = format!("{}{}@inwoner.example", kernel::text::fold(&naam).replace(' ', "."), dice.below(900));
    let mut a = Aanname::new(channel, text, answer);
    a.onderwerp = dice.chance(60).then(|| topic.to_owned());
    a.indiener = Indiener {
        naam,
        email: if answer == Antwoordkanaal::Email { mail } else { String::new() },
        telefoon: if answer == Antwoordkanaal::Telefoon {
            format!("06{:08}", 10_000_000 + dice.below(80_000_000))
        } else {
            String::new()
        },
        adres: if answer == Antwoordkanaal::Brief { texts::address(dice) } else { String::new() },
        ..Indiener::default()
    };
    a
}

/// What will happen, and when.
fn plan(dice: &mut Dice, v: &Vraag) -> VecDeque<(Time, Step)> {
    let mut at = v.ontvangen_op;
    let mut todo = VecDeque::new();
    let mut next = |dice: &mut Dice, from: u64, to: u64, step: Step| {
        at = at + minutes(dice.between(from, to));
        todo.push_back((at, step));
    };
    next(dice, 5, 600, Step::Claim);
    if !v.afgeschermd && dice.chance(20) {
        next(dice, 10, 120, Step::Offer);
        next(dice, 5, 180, Step::Accept);
    }
    next(dice, 5, 300, Step::Note);
    if dice.chance(25) {
        next(dice, 5, 120, Step::Ask);
        next(dice, 60, 900, Step::Supplement);
    }
    let slow = dice.chance(8);
    next(dice, 30, if slow { 12_000 } else { 1_600 }, Step::Answer);
    next(dice, 14 * 24 * 60 + 30, 16 * 24 * 60, Step::Solved);
    todo
}

impl Desk<'_> {
    async fn receive(&mut self, mut dice: Dice, moment: Time) -> Result<Life> {
        self.tx.set_now(moment);
        let arrival = arrival(&mut dice);
        let first = kernel::text::without_bsn(&arrival.tekst);
        let indiener = arrival.indiener.clone();
        let vraag = accept::accept(&mut self.tx, self.inr, &Wie::inwoner(), arrival).await?.vraag;
        let who = colleague(&vraag.eigenaar.team, dice.next());
        let todo = plan(&mut dice, &vraag);
        let life = Life { dice, vraag, who, indiener, first, todo };
        self.messages(&life).await?;
        Ok(life)
    }

    async fn step(&mut self, life: &mut Life, step: Step) -> Result<()> {
        let (tx, inr, id) = (&mut self.tx, self.inr, life.vraag.id);
        let ik = Wie::medewerker(inr, life.who)?;
        match step {
            Step::Claim => life.vraag = claim::claim(tx, &ik, id).await?,
            Step::Offer => {
                let other = life.dice.below(TEAMS.len() as u64 - 1);
                let code = TEAMS.get(usize::try_from(other)?).map_or("KCC", |(code, ..)| code);
                let team = if code == life.vraag.eigenaar.team { "KCC" } else { code };
                let taker = colleague(team, life.dice.next());
                if taker == life.who {
                    life.todo.pop_front();
                    return Ok(());
                }
                let to = Eigenaar::medewerker(team, taker);
                hand_over::offer(tx, inr, &ik, id, to, texts::note(&mut life.dice)).await?;
                life.who = taker;
            }
            Step::Accept => life.vraag = hand_over::accept(tx, inr, &ik, id).await?,
            Step::Note => note::note(tx, &ik, id, texts::note(&mut life.dice)).await?,
            Step::Ask => life.vraag = ask::ask(tx, &ik, id, texts::missing(&mut life.dice)).await?,
            Step::Supplement => {
                let added = ask::Aanvulling {
                    kanaal: Kanaal::Website,
                    tekst: texts::question(&mut life.dice).1,
                    bijlagen: Vec::new(),
                    origineel: String::new(),
                };
                life.vraag = ask::supplement(tx, inr, &Wie::inwoner(), id, added).await?.0;
            }
            Step::Answer => {
                let channel = match life.vraag.antwoordkanaal {
                    Antwoordkanaal::Telefoon => Kanaal::Telefoon,
                    Antwoordkanaal::Brief => Kanaal::Brief,
                    _ => Kanaal::Email,
                };
                let words = Antwoord::new(channel, texts::answer(&mut life.dice));
                life.vraag = answer::answer(tx, inr, &ik, id, words).await?;
            }
            Step::Solved => life.vraag = follow_up::solved(tx, inr, &Wie::inwoner(), id, true).await?,
        }
        Ok(())
    }

    /// Writes the messages that the last step owed, as sent.
    async fn messages(&mut self, life: &Life) -> Result<()> {
        for job in self.tx.take_jobs() {
            let contact = job.payload.get("contact").and_then(|c| c.as_str()?.parse::<Uuid>().ok());
            let id: VraagId = life.vraag.id;
            let contact = match contact {
                Some(which) => dossier::contact(&mut self.tx, id, which).await?,
                None => None,
            };
            let stof = Stof {
                vraag: life.vraag.clone(),
                indiener: life.indiener.clone(),
                eerste_tekst: life.first.clone(),
                contact,
            };
            let owed = Verschuldigd { id: self.tx.new_id(), op: self.tx.now(), job, stof };
            if let Some(bericht) = verleden::maak(self.g, self.inr, &owed)? {
                verleden::schrijf(&mut self.tx, &bericht).await?;
            }
        }
        Ok(())
    }
}
