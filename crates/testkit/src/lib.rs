// SPDX-License-Identifier: EUPL-1.2
//! What every test of a slice or a door needs: a whole municipality on a fresh database, people to be, a clock to
//! move, and a browser-like client on the router. Only a dev-dependency.
#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test helper fails by panicking"
)]

mod app;
mod client;
pub mod proefdorp;

pub use app::TestApp;
pub use client::{Antwoord, Client};
pub use tokio;

/// A story that must hold on both engines: makes the tests `name::sqlite` and `name::postgres`. The second says
/// that it was skipped when there is no private PostgreSQL.
///
/// ```ignore
/// testkit::op_beide! {
///     async fn a_resident_asks(app: TestApp) { ... }
/// }
/// ```
#[macro_export]
macro_rules! op_beide {
    ($($(#[$doc:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {
        $(
            mod $name {
                use super::*;

                async fn story($app: $crate::TestApp) $body

                #[test]
                fn sqlite() {
                    $crate::TestApp::run(|| async { story($crate::TestApp::sqlite().await).await });
                }

                #[test]
                fn postgres() {
                    $crate::TestApp::run(|| async {
                        match $crate::TestApp::postgres().await {
                            Some(app) => story(app).await,
                            None => eprintln!("skipped: VOORDEUR_TEST_PG is not set"),
                        }
                    });
                }
            }
        )+
    };
}
