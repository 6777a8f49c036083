// SPDX-License-Identifier: EUPL-1.2
//! Special functions: normal, Student, noncentral Student, binomial. Checked against scipy (`golden/special.json`).
//!
//! Why our own: `libm` gives erfc and lgamma; of the well-kept crates we measured, statrs 0.18 is off by 9 % on the
//! Student quantile at p = 1e-8 with 1 degree of freedom, and by 7e-11 on the normal tail.

pub mod beta;
pub mod binomial;
pub mod normal;
pub mod student;
