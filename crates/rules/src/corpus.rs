// SPDX-License-Identifier: EUPL-1.2
//! All regulations that were read, and which version of which holds on a day.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::{Problem, Result};
use crate::law::{Article, Law};
use crate::value::Date;

/// A set of regulations without contradiction between their versions.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    laws: Vec<Arc<Law>>,
    by_id: BTreeMap<Arc<str>, Vec<usize>>,
}

impl Corpus {
    /// Brings regulations together. Two versions of one regulation that hold on the same day by their own words are
    /// refused: the same first day, or a first day before the stated last day of an older version.
    pub fn new(laws: impl IntoIterator<Item = Law>) -> Result<Self> {
        let mut corpus = Self::default();
        for law in laws {
            let index = corpus.laws.len();
            corpus.by_id.entry(law.id.clone()).or_default().push(index);
            corpus.laws.push(Arc::new(law));
        }
        for versions in corpus.by_id.values_mut() {
            versions.sort_by_key(|&i| corpus.laws[i].valid_from);
            for pair in versions.windows(2) {
                no_overlap(&corpus.laws[pair[0]], &corpus.laws[pair[1]])?;
            }
        }
        Ok(corpus)
    }

    /// All regulations, every version.
    pub fn laws(&self) -> &[Arc<Law>] {
        &self.laws
    }

    /// The law at an index.
    pub(crate) fn law(&self, index: usize) -> &Law {
        &self.laws[index]
    }

    /// Whether any version is known.
    pub fn knows(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// The version of a regulation that holds on a day: the latest that has begun, unless it ended.
    pub(crate) fn in_force(&self, id: &str, date: Date) -> Result<usize, String> {
        let Some(versions) = self.by_id.get(id) else {
            return Err(format!("regulation '{id}' was not read; put its file beside the others"));
        };
        let begun = versions.iter().rev().find(|&&i| self.laws[i].valid_from.is_none_or(|from| from <= date));
        match begun {
            Some(&i) if self.laws[i].holds_on(date) => Ok(i),
            Some(&i) => {
                let ended = self.laws[i].valid_to.map(|d| d.to_string()).unwrap_or_default();
                Err(format!("regulation '{id}' is no longer in force on {date}; its last day was {ended}"))
            }
            None => {
                let first = versions
                    .first()
                    .and_then(|&i| self.laws[i].valid_from)
                    .map(|d| d.to_string())
                    .unwrap_or_default();
                Err(format!(
                    "regulation '{id}' is not yet in force on {date}; the first version begins on {first}"
                ))
            }
        }
    }

    /// Every regulation in the version that holds on a day.
    pub(crate) fn all_in_force(&self, date: Date) -> impl Iterator<Item = usize> + '_ {
        self.by_id.keys().filter_map(move |id| self.in_force(id, date).ok())
    }

    /// The one article of a law that gives an output. `article` narrows when several do.
    pub(crate) fn article_giving(
        &self,
        law: usize,
        output: &str,
        article: Option<&str>,
    ) -> Result<usize, String> {
        let law = self.law(law);
        let fits = |a: &&Article| a.gives(output) && article.is_none_or(|n| *n == *a.number);
        let found: Vec<&Article> = law.articles.iter().filter(fits).collect();
        match found.as_slice() {
            [one] => Ok(law.articles.iter().position(|a| std::ptr::eq(a, *one)).unwrap_or_default()),
            [] => Err(format!(
                "regulation '{}' has no output '{output}'{}",
                law.id,
                article.map(|n| format!(" in article {n}")).unwrap_or_default()
            )),
            several => {
                let numbers: Vec<&str> = several.iter().map(|a| &*a.number).collect();
                Err(format!(
                    "output '{output}' of '{}' stands in articles {}; give it one name per article",
                    law.id,
                    numbers.join(", ")
                ))
            }
        }
    }
}

fn no_overlap(older: &Law, newer: &Law) -> Result<()> {
    let from = |law: &Law| law.valid_from.map_or("the beginning".to_owned(), |d| d.to_string());
    if older.valid_from == newer.valid_from {
        let text = format!(
            "regulation '{}' has two versions from {} (the other is {})",
            newer.id,
            from(newer),
            older.place.file
        );
        return Err(Problem::new(&newer.place, text));
    }
    if let (Some(to), Some(begin)) = (older.valid_to, newer.valid_from)
        && begin <= to
    {
        let text = format!(
            "this version begins on {begin}, but {} says that the one before it holds until {to}",
            older.place.file
        );
        return Err(Problem::new(&newer.place, text));
    }
    Ok(())
}
