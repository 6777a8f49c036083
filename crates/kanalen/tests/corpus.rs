// SPDX-License-Identifier: EUPL-1.2
//! Every mail of a large collection of real and broken mails ends somewhere, and where it should.
//!
//! The collection is not part of this repository: it is read from `VOORDEUR_SHARED` or `../shared`
//! beside it. Where it is absent these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use kanalen::mail::{Incoming, Unparseable, classify, file_hash, fold, html};
use kernel::{Ids as _, SeededIds};

fn collection() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("VOORDEUR_SHARED").map_or(beside, PathBuf::from).join("data/mail");
    if !root.is_dir() {
        eprintln!("skipped: no mail collection here (set VOORDEUR_SHARED)");
        return None;
    }
    Some(root)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

#[test]
fn every_mail_ends_as_contact_delivery_or_quarantine_and_none_is_a_defect() {
    let Some(root) = collection() else { return };
    let mut ends: BTreeMap<&str, usize> = BTreeMap::new();
    for path in files(&root) {
        let raw = fs::read(&path).unwrap();
        let end = classify(&raw);
        assert_ne!(end, Incoming::Quarantine(Unparseable::Defect), "{}", path.display());
        assert_eq!(end, classify(&raw), "reading twice gives the same: {}", path.display());
        let kind = match end {
            Incoming::Contact(_) => "contact",
            Incoming::Delivery { .. } => "delivery",
            Incoming::Quarantine(why) => {
                let is_mail = path.extension().is_some_and(|e| e == "eml");
                assert!(!is_mail || why == Unparseable::NoSender, "{}: {why:?}", path.display());
                "quarantine"
            }
        };
        *ends.entry(kind).or_default() += 1;
    }
    println!("{ends:?}");
    assert!(["contact", "delivery", "quarantine"].iter().all(|kind| ends.get(kind).is_some_and(|n| *n > 20)));
}

#[test]
fn mails_that_differ_never_count_as_the_same_and_copies_always_do() {
    let Some(root) = collection() else { return };
    let mut by_content: HashMap<[u8; 32], PathBuf> = HashMap::new();
    for path in files(&root).into_iter().filter(|p| p.extension().is_some_and(|e| e == "eml")) {
        let raw = fs::read(&path).unwrap();
        let by_another_route = [b"Received: from elders by ons\r\nX-Spam: no\r\n".as_slice(), &raw].concat();
        let content = file_hash::content(&raw);
        if !raw.starts_with(b"From ") && content != file_hash::original(&raw) {
            assert_eq!(content, file_hash::content(&by_another_route), "{}", path.display());
        }
        if let Some(other) = by_content.insert(content, path.clone()) {
            let (a, b) = (fs::read(&other).unwrap(), raw);
            let text = |raw: &[u8]| classify_text(raw);
            assert_eq!(text(&a), text(&b), "{} and {}", other.display(), path.display());
        }
    }
}

fn classify_text(raw: &[u8]) -> Option<String> {
    kanalen::mail::parse(raw).ok().map(|mail| mail.text)
}

#[test]
fn reports_of_seventy_mail_systems_are_recognised_and_say_whom_and_what_they_are_about() {
    let Some(root) = collection() else { return };
    let (mut all, mut reports, mut recipients, mut originals, mut missed) = (0, 0, 0, 0, Vec::new());
    for path in
        files(&root.join("bounces-sisimai")).into_iter().filter(|p| p.extension().is_some_and(|e| e == "eml"))
    {
        all += 1;
        match classify(&fs::read(&path).unwrap()) {
            Incoming::Delivery { reports: found, .. } => {
                reports += 1;
                recipients += usize::from(found.iter().any(|r| r.recipient.is_some()));
                originals += usize::from(found.iter().any(|r| r.original_message_id.is_some()));
            }
            _ => missed.push(path.file_stem().unwrap().to_string_lossy().into_owned()),
        }
    }
    println!(
        "{reports} of {all} reports, {recipients} with recipient, {originals} with original; not: {missed:?}"
    );
    assert!(reports * 100 >= all * 96, "{reports} of {all}");
    assert!(recipients * 100 >= reports * 95, "{recipients} of {reports}");
    assert!(originals * 100 >= reports * 85, "{originals} of {reports}");
    // Notices of absence come from nobody too, and are no reports.
    assert!(["rfc3834-02", "rfc3834-04", "rfc3834-06"].iter().all(|name| missed.iter().any(|m| m == name)));
}

#[test]
fn a_reply_from_every_common_mail_program_shows_its_new_words_first() {
    let Some(root) = collection() else { return };
    for path in files(&root.join("replies-talon/standard_replies"))
        .into_iter()
        .filter(|p| p.extension().is_some_and(|e| e == "eml"))
    {
        let Incoming::Contact(mail) = classify(&fs::read(&path).unwrap()) else {
            panic!("{} is no contact", path.display())
        };
        let fold = fold::split(&mail.text);
        let newest = fold.newest(&mail.text);
        assert!(newest.starts_with("Hello") && newest.len() < 200, "{}: {newest:?}", path.display());
    }
}

/// Copies with a piece cut out, doubled, overwritten or mixed with another mail.
fn damaged(raw: &[u8], other: &[u8], random: &SeededIds) -> Vec<u8> {
    let mut dice = [0_u8; 9];
    random.fill(&mut dice);
    let pick = |n: usize, below: usize| {
        (usize::from(dice[n]) << 16 | usize::from(dice[n + 1]) << 8 | usize::from(dice[n + 2])) % below.max(1)
    };
    let (start, length) = (pick(1, raw.len()), pick(4, 200).min(raw.len()));
    let end = (start + length).min(raw.len());
    let (before, piece, after) = (&raw[..start], &raw[start..end], &raw[end..]);
    match dice[0] % 6 {
        0 => before.to_vec(),
        1 => [before, after].concat(),
        2 => [before, piece, piece, piece, after].concat(),
        3 => [before, &piece.iter().map(|b| b ^ dice[8]).collect::<Vec<_>>(), after].concat(),
        4 => [before, &other[pick(5, other.len())..]].concat(),
        _ => [before, b"\r\n\r\n--\r\nContent-Type: message/rfc822\r\n\r\n", after].concat(),
    }
}

#[test]
fn damaged_copies_of_every_mail_end_somewhere_too() {
    let Some(root) = collection() else { return };
    // More with VOORDEUR_FUZZ, for a long run by hand.
    let rounds = std::env::var("VOORDEUR_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(12_u64);
    let random = SeededIds::new(rounds);
    let raws: Vec<Vec<u8>> =
        files(&root).iter().map(|p| fs::read(p).unwrap()).filter(|raw| raw.len() < 200_000).collect();
    for (n, raw) in raws.iter().enumerate() {
        let other = &raws[(n * 7 + 1) % raws.len()];
        for _ in 0..rounds {
            let broken = damaged(raw, other, &random);
            let end = classify(&broken);
            assert_ne!(
                end,
                Incoming::Quarantine(Unparseable::Defect),
                "{}",
                String::from_utf8_lossy(&broken)
            );
            if let Incoming::Contact(mail) = end {
                let fold = fold::split(&mail.text);
                assert!(mail.text.get(fold.newest).is_some());
                let _ = mail.html.as_deref().map(|h| html::sanitise(h, &|_| None));
            }
        }
    }
}
