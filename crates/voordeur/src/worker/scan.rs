// SPDX-License-Identifier: EUPL-1.2
//! Scan files before anybody can open them.

use std::{process::Stdio, time::Duration};

use kernel::{Error, Result};
use tokio::{io::AsyncWriteExt as _, process::Command};
use vragen::bijlage;
use web::{Gemeente, Scan};

/// Files per round.
const PER_RONDE: i64 = 20;
/// A scan that takes longer has failed.
const GEDULD: Duration = Duration::from_mins(1);
/// The test file that every scanner knows (EICAR), in two parts so that this program is no virus itself.
const EICAR: [&str; 2] = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"];

/// One round; true when there may be more.
pub async fn ronde(g: Gemeente) -> Result<bool> {
    let mut tx = g.db().read().await?;
    let wachtend = bijlage::te_scannen(&mut tx, PER_RONDE).await?;
    tx.rollback().await;
    let aantal = wachtend.len();
    for b in wachtend {
        let bytes = g.blobs().get(&b.hash).await?;
        let uitkomst = match &g.config().scan {
            Scan::Off => bijlage::Scan::Uit,
            Scan::Demo => oordeel(!bevat_eicar(&bytes)),
            Scan::Command(woorden) => oordeel(schoon(woorden, &bytes).await?),
        };
        let mut tx = g.db().begin().await?;
        bijlage::gescand(&mut tx, &b, uitkomst).await?;
        tx.commit().await?;
    }
    Ok(aantal > 0)
}

fn oordeel(schoon: bool) -> bijlage::Scan {
    if schoon { bijlage::Scan::Schoon } else { bijlage::Scan::Besmet }
}

fn bevat_eicar(bytes: &[u8]) -> bool {
    let patroon = EICAR.concat();
    bytes.windows(patroon.len()).any(|w| w == patroon.as_bytes())
}

/// Runs the scanner: the file on standard input, exit code 0 is clean, 1 is infected, anything else an error.
async fn schoon(woorden: &[String], bytes: &[u8]) -> Result<bool> {
    let Some((programma, argumenten)) = woorden.split_first() else { return Ok(true) };
    let run = async {
        let mut kind = Command::new(programma)
            .args(argumenten)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut stdin) = kind.stdin.take() {
            // A scanner that has seen enough may close its input early.
            let _ = stdin.write_all(bytes).await;
        }
        kind.wait().await
    };
    let status = tokio::time::timeout(GEDULD, run)
        .await
        .map_err(|_| Error::internal("the virus scanner does not answer"))?
        .map_err(|e| Error::internal(format!("the virus scanner cannot be run: {e}")))?;
    match status.code() {
        Some(0) => Ok(true),
        Some(1) => Ok(false),
        anders => Err(Error::internal(format!("the virus scanner failed with exit code {anders:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_scanner_decides_by_its_exit_code() {
        let scanner = |script: &str| vec!["sh".to_owned(), "-c".to_owned(), script.to_owned()];
        assert!(schoon(&scanner("cat >/dev/null; exit 0"), b"foto").await.unwrap());
        assert!(!schoon(&scanner("grep -q virus && exit 1"), b"een virus").await.unwrap());
        assert!(schoon(&scanner("exit 2"), b"foto").await.is_err());
    }

    #[test]
    fn the_demo_knows_the_test_file_inside_another() {
        assert!(bevat_eicar(format!("voor {} na", EICAR.concat()).as_bytes()));
        assert!(!bevat_eicar(b"een gewone foto"));
    }
}
