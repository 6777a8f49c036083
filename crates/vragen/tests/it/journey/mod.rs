// SPDX-License-Identifier: EUPL-1.2
//! The journey of a question, as stories.

mod after;
mod answer;
mod clock;
mod intake;
mod owner;
mod warm;
