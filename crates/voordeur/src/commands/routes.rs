// SPDX-License-Identifier: EUPL-1.2
//! `voordeur routes`: every route with who may use it.

use anyhow::Result;

/// Prints the table, as JSON for tests.
pub fn run(json: bool) -> Result<()> {
    let table = web::own_routes().merge(crate::wiring::routes()).table();
    if json {
        println!("{}", serde_json::to_string_pretty(&table)?);
        return Ok(());
    }
    for route in table {
        println!("{:6} {:50} {}", route.method, route.path, serde_json::to_string(&route.access)?);
    }
    Ok(())
}
