// SPDX-License-Identifier: EUPL-1.2
//! The commands as an administrator runs them: what `check` compares with, says and ends with; a backup on the first day.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
    sync::Arc,
};

use kernel::{SystemClock, SystemIds};
use storage::{Db, DbConfig, journal::anchor::Anchor};

fn voordeur(data: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voordeur"));
    command.args(args).arg("--data").arg(data).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The line that today would be noted.
async fn line(data: &Path) -> String {
    let config = DbConfig::Sqlite { dir: data.to_owned(), readers: 1, sync_off: false };
    let db = Db::open_beside(&config, Arc::new(SystemClock), Arc::new(SystemIds)).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let line = Anchor::of(&mut tx).await.unwrap().to_string();
    drop(tx);
    db.close().await;
    line
}

#[tokio::test]
async fn the_check_reads_the_anchor_in_the_data_folder_or_the_one_it_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(voordeur(&data, &["migrate"]).status.success());
    let none = voordeur(&data, &["check"]);
    assert!(none.status.success() && said(&none).contains("no anchor file yet"), "{}", said(&none));

    let good = line(&data).await;
    fs::write(data.join("anchor.log"), format!("{good}\n")).unwrap();
    let sound = voordeur(&data, &["check"]);
    assert!(sound.status.success() && said(&sound).contains("1 anchored days hold"), "{}", said(&sound));

    // What was kept elsewhere says that another history stood here.
    let words: Vec<&str> = good.split(' ').collect();
    let kept = folder.path().join("kept.log");
    fs::write(&kept, format!("{good}\n{} {} {} {}\n", words[0], words[1], "ab".repeat(32), words[3]))
        .unwrap();
    let wrong = voordeur(&data, &["check", "--anchor", &kept.display().to_string()]);
    assert!(!wrong.status.success());
    let text = said(&wrong);
    assert!(text.contains("kept.log, regel 2") && text.contains("is daarna herschreven"), "{text}");
    assert!(!text.contains("regel 1 "), "{text}");

    let missing = voordeur(&data, &["check", "--anchor", "nowhere.log"]);
    assert!(!missing.status.success() && said(&missing).contains("nowhere.log"), "{}", said(&missing));
}

#[test]
fn a_new_installation_can_be_backed_up_before_it_ever_served() {
    let folder = tempfile::tempdir().unwrap();
    let (data, back) = (folder.path().join("data"), folder.path().join("back"));
    let archive = folder.path().join("first.tar").display().to_string();
    for (place, args) in [
        (&data, vec!["migrate"]),
        (&data, vec!["backup", archive.as_str()]),
        (&back, vec!["restore", archive.as_str()]),
        (&back, vec!["check"]),
    ] {
        let done = voordeur(place, &args);
        assert!(done.status.success(), "{args:?}: {}", said(&done));
    }
}
