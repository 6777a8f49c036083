// SPDX-License-Identifier: EUPL-1.2
//! Proves that the journal is what it was: every event as it was written, in one chain, none missing.

use kernel::Result;

use super::{Head, chain, head, read::rows_after};
use crate::{Db, Tx, params};

/// So many events are looked at between two reports of progress.
const STEP: i64 = 1000;

/// So many problems are listed at most.
const LISTED: usize = 100;

/// What a check of the journal found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Where the journal ended when the check began.
    pub head: Head,
    /// Events that were checked.
    pub checked: i64,
    /// Events that wait for their number; not a problem.
    pub unsealed: i64,
    /// What is wrong, in plain Dutch; at most 100.
    pub problems: Vec<String>,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    fn problem(&mut self, text: String) {
        if self.problems.len() < LISTED {
            self.problems.push(text);
        }
    }
}

/// Hash of event number `seq`, to compare with one that was kept elsewhere.
pub async fn hash_at(tx: &mut Tx, seq: i64) -> Result<Option<Vec<u8>>> {
    tx.optional("SELECT hash FROM journal_seal WHERE seq = $1", params![seq]).await
}

/// Checks the whole chain; `progress` hears how many events of how many were checked. May run beside writers.
pub async fn verify(db: &Db, mut progress: impl FnMut(i64, i64) + Send) -> Result<Report> {
    let mut tx = db.read().await?;
    let end = head(&mut tx).await?;
    drop(tx);
    let mut report = Report { head: end.clone(), checked: 0, unsealed: 0, problems: Vec::new() };
    let mut before = vec![0; 32];
    let mut seq = 0;
    progress(0, end.seq);
    while seq < end.seq {
        let last = (seq + STEP).min(end.seq);
        let mut tx = db.read().await?;
        before = verify_step(&mut tx, seq, last, before, &mut report).await?;
        drop(tx);
        seq = last;
        progress(seq, end.seq);
        // In place on the async task: let others have their turn.
        tokio::task::yield_now().await;
    }
    if before != end.hash {
        report.problem(format!("het einde van het journaal klopt niet met gebeurtenis {}", end.seq));
    }
    verify_rest(db, &mut report).await?;
    Ok(report)
}

/// Checks the events after `seq` up to and including `last`; gives the hash of the last.
async fn verify_step(
    tx: &mut Tx,
    seq: i64,
    last: i64,
    mut before: Vec<u8>,
    report: &mut Report,
) -> Result<Vec<u8>> {
    let mut expected = seq;
    for (row, objects) in rows_after(tx, seq, last - seq).await? {
        let (number, digest, hash) = row.proof();
        let (digest, hash) = (digest.to_vec(), hash.to_vec());
        expected += 1;
        if number != expected {
            report.problem(format!("gebeurtenis {expected} tot en met {} ontbreekt", number - 1));
            expected = number;
        }
        let record = row.into_record(objects);
        if record.recount().as_slice() != digest.as_slice() {
            report.problem(format!("gebeurtenis {number} ({}) is achteraf veranderd", record.kind));
        }
        if chain(&before, number, &digest).as_slice() != hash.as_slice() {
            report.problem(format!("de keten breekt bij gebeurtenis {number}"));
        }
        // Go on from what stands there, so that one break is told once.
        before = hash;
        report.checked += 1;
    }
    if expected != last {
        report.problem(format!("gebeurtenis {} tot en met {last} ontbreekt", expected + 1));
    }
    Ok(before)
}

/// Looks for what stands outside the chain.
async fn verify_rest(db: &Db, report: &mut Report) -> Result<()> {
    let mut tx = db.read().await?;
    report.unsealed = tx.one("SELECT CAST(count(*) AS bigint) FROM journal_open", params![]).await?;
    let lost = tx
        .one::<i64>(
            "SELECT CAST(count(*) AS bigint) FROM journal j
             WHERE NOT EXISTS (SELECT 1 FROM journal_seal s WHERE s.pos = j.pos)
               AND NOT EXISTS (SELECT 1 FROM journal_open o WHERE o.pos = j.pos)",
            params![],
        )
        .await?;
    if lost > 0 {
        report.problem(format!("{lost} gebeurtenissen staan buiten de keten"));
    }
    Ok(())
}
