// SPDX-License-Identifier: EUPL-1.2
//! Every mail of a large collection of real and broken mails is taken in exactly once, and a second copy changes
//! nothing.
//!
//! The collection is not part of this repository: it is read from `VOORDEUR_SHARED` or `../shared` beside it.
//! Where it is absent this test says so and passes.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use kanalen::mail::{file_hash, imap::Disposition};
use storage::params;
use testkit::{TestApp, op_beide};

use crate::hulp::*;

/// Every file of the collection; `None` where it is absent.
fn collectie() -> Option<Vec<Vec<u8>>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("VOORDEUR_SHARED").map_or(beside, PathBuf::from).join("data/mail");
    if !root.is_dir() {
        eprintln!("SKIPPED: no mail collection here (set VOORDEUR_SHARED)");
        return None;
    }
    let mut paden = Vec::new();
    let mut mappen = vec![root];
    while let Some(map) = mappen.pop() {
        for entry in fs::read_dir(&map).unwrap().map(Result::unwrap) {
            let soort = entry.file_type().unwrap();
            if soort.is_dir() { mappen.push(entry.path()) } else { paden.push(entry.path()) }
        }
    }
    paden.sort();
    Some(paden.iter().map(|pad| fs::read(pad).unwrap()).collect())
}

/// Each mail that came in, by what it holds, with how it ended.
async fn geeindigd(app: &TestApp) -> HashMap<String, (String, bool, bool, String)> {
    let mut tx = app.read().await;
    let rijen = tx
        .query::<(String, String, Option<uuid::Uuid>, Option<uuid::Uuid>, String)>(
            "SELECT inhoud_hash, uitkomst, vraag_id, klantcontact_id, hash FROM inkomend",
            params![],
        )
        .await;
    tx.rollback().await;
    rijen
        .unwrap()
        .into_iter()
        .map(|(inhoud, uitkomst, v, c, hash)| (inhoud, (uitkomst, v.is_some(), c.is_some(), hash)))
        .collect()
}

async fn neem_in(bus: &Bus, mails: &[Vec<u8>]) -> usize {
    let mut nieuw = 0;
    for raw in mails {
        nieuw += usize::from(bus.krijgt(raw).await == Disposition::Kept);
    }
    nieuw
}

op_beide! {
    async fn every_mail_of_the_collection_is_taken_in_once(app: TestApp) {
        let Some(mails) = collectie() else { return };
        let bus = Bus::van(&app);
        let mut op_inhoud: HashMap<String, &Vec<u8>> = HashMap::new();
        for raw in &mails {
            op_inhoud.entry(HEXLOWER.encode(&file_hash::content(raw))).or_insert(raw);
        }
        assert_eq!(neem_in(&bus, &mails).await, op_inhoud.len());

        let einden = geeindigd(&app).await;
        assert_eq!(einden.len(), op_inhoud.len(), "none is lost, none came twice");
        let mut soorten: BTreeMap<&str, usize> = BTreeMap::new();
        for (inhoud, raw) in &op_inhoud {
            let (uitkomst, vraag, contact, hash) = &einden[inhoud];
            let verwacht = match uitkomst.as_str() {
                "contact" => (true, true),
                "bezorging" => (true, false),
                "quarantaine" => (false, false),
                anders => panic!("{anders}"),
            };
            assert_eq!((*vraag, *contact), verwacht, "{uitkomst}");
            assert_eq!(app.g.blobs().get(hash).await.unwrap(), raw.as_slice(), "the original, to the byte");
            *soorten.entry(uitkomst).or_default() += 1;
        }
        println!("{} files, {} mails: {soorten:?}", mails.len(), op_inhoud.len());
        let eerst = telling(&app).await;
        let aantal = |wat: &str| eerst.iter().find(|(t, _)| *t == wat).unwrap().1;
        assert_eq!(aantal("klantcontact"), i64::try_from(soorten["contact"]).unwrap());
        assert!(aantal("vraag") <= aantal("klantcontact") && soorten["quarantaine"] > 20);
        klopt(&app).await;

        assert_eq!(neem_in(&bus, &mails).await, 0);
        assert_eq!(telling(&app).await, eerst);
    }
}
