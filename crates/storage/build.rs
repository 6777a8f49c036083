// SPDX-License-Identifier: EUPL-1.2
//! Lists the migrations in order, so that a new file in `migrations/` needs no registration.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=migrations");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("migrations");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".sql") {
            names.push(stem.to_owned());
        }
    }
    names.sort();
    let mut list = String::from("&[\n");
    for name in names {
        writeln!(
            list,
            "(\"{name}\", include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/migrations/{name}.sql\"))),"
        )?;
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), list)?;
    Ok(())
}
