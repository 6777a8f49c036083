// SPDX-License-Identifier: EUPL-1.2
//! Stories of a telephone line that is open on working days, and laws that hold for every calendar.
