// SPDX-License-Identifier: EUPL-1.2
//! To be filled.
