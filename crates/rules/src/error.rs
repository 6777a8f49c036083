// SPDX-License-Identifier: EUPL-1.2
//! What is wrong with a rule, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// Name of the file.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A rule that cannot be read or used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {}{text}", self.article.as_ref().map(|a| format!("article {a}: ")).unwrap_or_default())]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// In which article, when in one.
    pub article: Option<Arc<str>>,
    /// What is wrong and what to do, in plain words.
    pub text: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(place: &Place, text: impl Into<String>) -> Self {
        Self { place: place.clone(), article: None, text: text.into() }
    }

    /// The same problem, within an article.
    #[must_use]
    pub fn in_article(mut self, number: &Arc<str>) -> Self {
        self.article.get_or_insert_with(|| number.clone());
        self
    }
}

/// A result, or the first problem met.
pub type Result<T, E = Problem> = std::result::Result<T, E>;
