// SPDX-License-Identifier: EUPL-1.2
//! The public API, version 1: questions for other systems, by the NL API Design Rules. One file per operation.
//!
//! - [`aannemen`]: `POST /api/v1/vragen`, for everyone under the limits of the forms, and for systems with a key.
//! - [`lezen`]: `GET /api/v1/vragen` and `/{id}`, for systems and employees.
//! - [`model`]: what goes in and out. [`openapi`]: the description, as served, printed and committed.
//!
//! A system needs the right `vragen:schrijven` to send and `vragen:lezen` to read.

mod aannemen;
mod antwoord;
mod lezen;
mod model;
mod openapi;

use web::{Access, Routes};

pub use self::openapi::{VERSIE, document};

/// Where the API is.
pub(crate) const BASIS: &str = "/api/v1";
/// Right of a key that may send questions.
pub const SCHRIJVEN: &str = "vragen:schrijven";
/// Right of a key that may read questions.
pub const LEZEN: &str = "vragen:lezen";

pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/api/v1/vragen", Access::Public, "/api/v1/vragen", aannemen::aannemen)
        .get("/api/v1/vragen", Access::System, "/api/v1/vragen", lezen::lijst)
        .get(
            "/api/v1/vragen/{id}",
            Access::System,
            "/api/v1/vragen/00000000-0000-0000-0000-000000000000",
            lezen::een,
        )
        .get("/api/v1/openapi.json", Access::Public, "/api/v1/openapi.json", openapi::beschrijving)
}
