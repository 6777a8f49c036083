// SPDX-License-Identifier: EUPL-1.2
//! The shell as residents, employees, systems and browsers meet it: through the router, on a real database.

mod attempts;
mod errors;
mod forms;
mod idempotency;
mod live;
mod pages;
mod routes;
mod security;
mod serving;
mod sessions;
mod support;
