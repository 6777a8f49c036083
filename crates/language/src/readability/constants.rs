// SPDX-License-Identifier: EUPL-1.2
//! The figures of the estimate that were fitted, and how. `tests/reference.rs` and `fit.rs` make them again from the word data
//! and the texts that LiNT-II publishes, also with one of the four texts left out, and fails when one differs from here.

/// Words between a word and the furthest one it belongs to, at a sentence of no words: the intercept of a least-squares
/// line through the parsed sentences that LiNT-II publishes, over their length in words.
pub const DISTANCE_BASE: f64 = -1.33;

/// What each word of a sentence adds to that distance: the slope of the same line.
pub const DISTANCE_PER_WORD: f64 = 0.645;

/// Frequency of a word that stands nowhere in the word data of LiNT-II: one occurrence in SUBTLEX-NL, as log10 in a
/// billion words. From LiNT-II itself, not fitted.
pub const NEVER: f64 = 1.36;

/// Frequency of a noun that our own list knows neither whole nor by the word it ends in: the mean of what LiNT-II has for
/// such nouns of its list. Many are compounds of a part we do not know, hence not so rare.
pub const RARE_NOUN: f64 = 2.83;

/// Frequency of another word that our own list does not have: the mean in SUBTLEX-NL, by word, of such words.
pub const RARE: f64 = 1.87;
