// SPDX-License-Identifier: EUPL-1.2
//! Pages that stand still: contact, accessibility, privacy, English, the ways that are open by law, and two files
//! for machines.

mod aanwijzing;
mod contact;
mod machines;
mod verklaring;

use web::{Access, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/contact", Access::Public, "/contact", contact::toon)
        .get("/toegankelijkheid", Access::Public, "/toegankelijkheid", verklaring::toegankelijkheid)
        .get("/privacy", Access::Public, "/privacy", verklaring::privacy)
        .get("/talen/en", Access::Public, "/talen/en", verklaring::english)
        .get("/aanwijzingsbesluit", Access::Public, "/aanwijzingsbesluit", aanwijzing::toon)
        .get("/.well-known/security.txt", Access::Public, "/.well-known/security.txt", machines::security)
        .get("/robots.txt", Access::Public, "/robots.txt", machines::robots)
}
