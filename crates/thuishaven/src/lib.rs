// SPDX-License-Identifier: EUPL-1.2
//! The demo municipality "Thuishaven" as data, and a pure generator of its residents and of a year of questions.
