// SPDX-License-Identifier: EUPL-1.2
//! Stories of employees on their pages: the contact screen, finding people, the team, signing in, the set-up.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a story stops where it goes wrong")]

mod aanmelden;
mod beheer;
mod cijfers;
mod contact;
mod mail;
mod mensen;
mod post;
mod team;
mod vraag;
mod zoek;
