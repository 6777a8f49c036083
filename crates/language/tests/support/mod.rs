// SPDX-License-Identifier: EUPL-1.2
//! Where the data of LiNT-II stand. They are not ours to ship; tests look for them beside the checkout.

use std::path::PathBuf;

/// The folder with the data; None, said on the output, when it is not there.
pub fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("VOORDEUR_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let folder = shared.join("data/language/lint-ii");
    if folder.is_dir() {
        Some(folder)
    } else {
        println!("SKIPPED: no data of LiNT-II at {}", folder.display());
        None
    }
}
