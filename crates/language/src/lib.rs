// SPDX-License-Identifier: EUPL-1.2
//! Dutch text.
#![allow(missing_docs)]
mod analyse;
mod compound;
mod lists;
mod nouns;
pub mod readability;
pub mod redact;
mod split;
mod stem;
mod taal;
mod verbs;
mod words;
pub use analyse::*;
pub use compound::Lexicon;
pub use split::*;
pub use stem::stem;
pub use taal::detect;
