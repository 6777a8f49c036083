// SPDX-License-Identifier: EUPL-1.2
//! From start to the first answer.

use std::path::Path;

use anyhow::Result;

use crate::{place::Place, server::Server};

/// Starts once and stops again; gives the seconds to the first 200.
pub async fn run(binary: &Path, place: &Place) -> Result<f64> {
    let server = Server::start(binary, place, &[]).await?;
    let seconds = server.ready.as_secs_f64();
    server.stop().await?;
    Ok(seconds)
}
