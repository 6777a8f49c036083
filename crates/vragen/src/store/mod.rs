// SPDX-License-Identifier: EUPL-1.2
//! All SQL of the slice, a file per table.

pub mod belofte;
pub mod bijlage;
pub mod check;
pub mod contact;
pub mod indiener;
pub mod kladversie;
pub mod overdracht;
pub mod vraag;

pub(crate) use self::{belofte::*, check::*, contact::*, indiener::*, overdracht::*, vraag::*};
