// SPDX-License-Identifier: EUPL-1.2
//! The shell as residents, employees, systems and browsers meet it: through the router, on a real database.
//! (The modules say `cfg(test)` so that the lints know their helpers as tests.)

#[cfg(test)]
mod attempts;
#[cfg(test)]
mod errors;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod idempotency;
#[cfg(test)]
mod live;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod routes;
#[cfg(test)]
mod security;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod support;
