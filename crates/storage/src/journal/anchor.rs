// SPDX-License-Identifier: EUPL-1.2
//! The anchor: once a day the end of the journal is noted outside the database. Who holds the database can rewrite
//! the whole chain from its beginning, and the chain alone would not tell; a line that was kept elsewhere does.

use std::{
    fmt, fs,
    io::{self, Read as _, Write as _},
    path::Path,
    str::FromStr,
};

use kernel::{Error, Result};

use super::{hash_at, head};
use crate::{Tx, hex};

/// Hash of a journal without events.
const GENESIS: [u8; 32] = [0; 32];
/// So many problems are listed at most.
const LISTED: usize = 100;

/// One line of an anchor file: `2026-11-24 1234 <hash, 64 hexadecimal digits> 1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Day on which it was noted, in the Netherlands.
    pub day: String,
    /// Number of the last event at that moment.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Restores from backup that the journal had behind it.
    pub generation: i64,
}

impl Anchor {
    /// The journal as it ends now.
    pub async fn of(tx: &mut Tx) -> Result<Self> {
        let day = tx.now().day_text();
        let end = head(tx).await?;
        let hash = end.hash.try_into().map_err(|_| Error::internal("the head of the journal has no hash"))?;
        Ok(Self { day, seq: end.seq, hash, generation: end.generation })
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.day, self.seq, hex(&self.hash), self.generation)
    }
}

impl FromStr for Anchor {
    type Err = Error;

    fn from_str(line: &str) -> Result<Self> {
        let wrong = || {
            Error::field("anchor", "dit is geen regel met een datum, een nummer, een hash en een generatie")
        };
        let mut words = line.split_ascii_whitespace();
        let mut word = || words.next().ok_or_else(wrong);
        let day = word()?;
        let digits = day.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
        let seq = word()?.parse().ok().filter(|seq| *seq >= 0_i64).ok_or_else(wrong)?;
        let hash = bytes(word()?).ok_or_else(wrong)?;
        let generation = word()?.parse().map_err(|_| wrong())?;
        if day.len() != 10 || !digits || words.next().is_some() {
            return Err(wrong());
        }
        Ok(Self { day: day.to_owned(), seq, hash, generation })
    }
}

/// A hash written as hexadecimal digits.
fn bytes(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut hash = [0; 32];
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(hash)
}

/// Appends the line and waits until it is on disk. A day has one line: when the file has one already, it stays and
/// is given back. Processes that share the file wait for each other. Blocks; call it off the async threads.
pub fn append(file: &Path, anchor: &Anchor) -> io::Result<String> {
    let folder = file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut handle = fs::OpenOptions::new().create(true).read(true).append(true).open(file)?;
    handle.lock()?;
    let mut text = String::new();
    handle.read_to_string(&mut text)?;
    let of_today = |line: &&str| line.parse::<Anchor>().is_ok_and(|a| a.day == anchor.day);
    let line = if let Some(line) = text.lines().find(of_today) {
        line.to_owned()
    } else {
        // A line that a power cut broke off stays alone.
        let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        handle.write_all(format!("{gap}{anchor}\n").as_bytes())?;
        anchor.to_string()
    };
    handle.sync_all()?;
    // The name of a new file must be on disk as well.
    fs::File::open(folder)?.sync_all()?;
    Ok(line)
}

/// What a comparison with an anchor file came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// Lines that were compared.
    pub lines: usize,
    /// Which line fails and why, in plain Dutch; at most 100.
    pub problems: Vec<String>,
}

/// Compares the text of an anchor file with the journal. Empty lines and lines that begin with `#` are passed over.
pub async fn compare(tx: &mut Tx, text: &str) -> Result<Compared> {
    let now = head(tx).await?;
    let mut found = Compared::default();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        found.lines += 1;
        let problem = match line.parse::<Anchor>() {
            Ok(anchor) => compare_line(tx, &anchor, now.generation).await?,
            Err(_) => Some(
                " is niet te lezen: er hoort een datum, een nummer, een hash en een generatie".to_owned(),
            ),
        };
        if let Some(problem) = problem.filter(|_| found.problems.len() < LISTED) {
            found.problems.push(format!("regel {}{problem}", number + 1));
        }
    }
    Ok(found)
}

async fn compare_line(tx: &mut Tx, anchor: &Anchor, generation: i64) -> Result<Option<String>> {
    let Anchor { day, seq, .. } = anchor;
    let hash = if *seq == 0 { Some(GENESIS.to_vec()) } else { hash_at(tx, *seq).await? };
    let problem = match hash {
        Some(hash) if hash == anchor.hash => return Ok(None),
        Some(_) => format!("het journaal tot en met gebeurtenis {seq} is daarna herschreven"),
        None => format!("gebeurtenis {seq} staat niet meer in het journaal"),
    };
    let restored = if anchor.generation < generation {
        format!(". Sindsdien is een back-up teruggezet (generatie {}, nu {generation})", anchor.generation)
    } else {
        String::new()
    };
    Ok(Some(format!(" ({day}) klopt niet: {problem}{restored}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(day: &str, seq: i64) -> Anchor {
        Anchor { day: day.to_owned(), seq, hash: [171; 32], generation: 1 }
    }

    #[test]
    fn a_line_reads_back_and_anything_else_is_refused() {
        let line = anchor("2026-11-24", 1234).to_string();
        assert_eq!(line, format!("2026-11-24 1234 {} 1", "ab".repeat(32)));
        assert_eq!(line.parse::<Anchor>().unwrap(), anchor("2026-11-24", 1234));
        let hash = "ab".repeat(32);
        for wrong in [
            String::new(),
            "2026-11-24".to_owned(),
            format!("24-11-2026 1 {hash} 1"),
            format!("2026-11-24 -1 {hash} 1"),
            format!("2026-11-24 1 {} 1", &hash[1..]),
            format!("2026-11-24 1 {} 1", "é".repeat(32)),
            format!("2026-11-24 1 {hash}"),
            format!("2026-11-24 1 {hash} 1 2"),
        ] {
            assert!(wrong.parse::<Anchor>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_has_one_line_and_what_stood_there_stays() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("new").join("anchor.log");
        let first = append(&file, &anchor("2026-11-24", 1)).unwrap();
        assert_eq!(append(&file, &anchor("2026-11-24", 9)).unwrap(), first);
        let broken = format!("{first}\n2026-11-25 2 ab");
        fs::write(&file, &broken).unwrap();
        let next = append(&file, &anchor("2026-11-25", 3)).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("{broken}\n{next}\n"));
    }

    #[test]
    fn many_at_once_leave_one_line() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("anchor.log");
        let lines: Vec<String> = std::thread::scope(|s| {
            let file = &file;
            let all: Vec<_> =
                (0..8).map(|n| s.spawn(move || append(file, &anchor("2026-11-24", n)).unwrap())).collect();
            all.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(fs::read_to_string(&file).unwrap(), format!("{}\n", lines[0]));
        assert!(lines.iter().all(|l| *l == lines[0]), "{lines:?}");
    }
}
