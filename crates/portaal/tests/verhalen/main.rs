// SPDX-License-Identifier: EUPL-1.2
//! Stories of residents at the front door, on both engines, through the router.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod api;
mod bel_mij;
mod blad;
mod melding;
mod paginas;
mod status;
mod vraag_stellen;

use testkit::{Client, TestApp};
use web::{Config, LimitConfig};

/// The municipality with the portal on it, and a visitor before the door. Limits are tested where they matter.
async fn deur(app: TestApp) -> (TestApp, Client) {
    let limits = LimitConfig { sends: 0, codes: 0, sign_ins: 0 };
    deur_met(app, Config { limits, ..Config::default() }).await
}

/// The same with these settings.
async fn deur_met(app: TestApp, config: Config) -> (TestApp, Client) {
    let app = app.with(config, &portaal::text_sources()).await;
    let client = app.client(portaal::routes());
    (app, client)
}
