// SPDX-License-Identifier: EUPL-1.2
//! A map to look at: an SVG, the one Dutch sentence that says what it shows, and a table with the same content for who
//! does not see it. Layers after Sugiyama, Tagawa and Toda (1981): cycles are broken by the heuristic of Eades, Lin and
//! Smyth (1993), crossings lessened by barycentres, and places found by isotonic regression per layer.
//!
//! No style attributes and no style elements (a content security policy refuses them): colours are attributes, which
//! the style sheet of a page may overrule by class.

mod layout;
mod order;
mod parts;
mod place;
mod svg;
mod table;
mod words;

pub use svg::svg;
pub use table::table;
pub use words::{Words, count, duration, percent, sentence};
