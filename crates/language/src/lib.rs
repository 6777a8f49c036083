// SPDX-License-Identifier: EUPL-1.2
//! Dutch text.
#![allow(missing_docs)]
mod analyse;
pub mod redact;
mod compound;
mod lists;
mod nouns;
mod split;
mod stem;
mod taal;
mod verbs;
pub use analyse::*;
pub use compound::Lexicon;
pub use split::*;
pub use stem::stem;
pub use taal::detect;
