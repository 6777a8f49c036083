// SPDX-License-Identifier: EUPL-1.2
//! Dutch: the keys under which a text is found, how hard it is to read, and whose data stand in it. Pure: no files, no
//! clock, no network; the same text always gives the same outcome. Any text may come in; work grows with its length.
//!
//! - **Search and classification.** [`Analyser::keys`] gives the stems of words and of the parts of compounds;
//!   [`title_grams`] the runs of four letters of a title. Keep [`VERSION`] with an index and make it again when it
//!   differs. Underneath: [`sentences`], [`words`], [`stem()`] and [`Lexicon`].
//! - **Readability.** [`readability::read`] estimates the LiNT-II score and marks what makes a text hard.
//! - **Words.** [`never`] finds what residents should not have to read, with what to write instead.
//! - **Personal data.** [`redact::remove`] takes them out for good, [`redact::cover`] so that they can be shown again.
//! - **Language.** [`detect`] tells in which language a resident writes.
//!
//! ```
//! let analyser = language::Analyser::new();
//! let page = analyser.terms("Parkeervergunning voor bewoners");
//! let asked = analyser.terms("waar vraag ik een vergunning aan");
//! assert!(asked.iter().any(|key| page.contains(key)));
//!
//! let report = language::readability::read("Derhalve wordt uw aanvraag door de commissie beoordeeld.");
//! assert!(report.marks.iter().any(|mark| mark.alternatives.contains(&"daarom")));
//!
//! assert_eq!(language::redact::remove("Mail jan@voorbeeld.nl"), "Mail [mailadres]");
//! ```
//!
//! The word lists in `data/` are our own, but for the frequencies of words: those come from pyspellchecker (MIT). How good
//! each part is was measured: `docs/language.md`.

mod analyse;
mod compound;
mod lists;
mod never;
mod nouns;
pub mod readability;
pub mod redact;
mod split;
mod stem;
mod taal;
mod verbs;
mod words;

pub use analyse::{Analyser, Key, KeyKind, VERSION, title_grams};
pub use compound::Lexicon;
pub use never::{Never, never};
pub use split::{WordKind, sentences, words};
pub use stem::stem;
pub use taal::detect;
