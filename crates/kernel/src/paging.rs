// SPDX-License-Identifier: EUPL-1.2
//! One page of a list. Every list has pages; none counts further than it must.

use crate::{Error, Result};

/// Rows on a page when nobody says otherwise.
pub const SIZE: u32 = 25;
/// Most rows on a page.
pub const SIZE_MAX: u32 = 100;
/// Highest page that is served; who is further down should filter.
pub const NUMBER_MAX: u32 = 100_000;

/// Which page of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Rows on a page.
    pub size: u32,
}

impl Page {
    /// Page `number` with the usual size.
    pub fn new(number: u32) -> Self {
        Self { number: number.clamp(1, NUMBER_MAX), size: SIZE }
    }

    /// From the query of a URL, strictly: absent or empty is the default, nonsense is an error.
    pub fn parse(number: Option<&str>, size: Option<&str>) -> Result<Self> {
        let number = whole(number, 1, NUMBER_MAX).ok_or_else(|| {
            Error::field(
                "pagina",
                format!("Kies een bladzijde van 1 tot en met {NUMBER_MAX}, bijvoorbeeld 1."),
            )
        })?;
        let size = whole(size, SIZE, SIZE_MAX).ok_or_else(|| {
            Error::field(
                "grootte",
                format!("Kies 1 tot en met {SIZE_MAX} regels per bladzijde, bijvoorbeeld {SIZE}."),
            )
        })?;
        Ok(Self { number, size })
    }

    /// From the query of a URL, for people: nonsense is the first page.
    pub fn lenient(number: Option<&str>) -> Self {
        Self::parse(number, None).unwrap_or_default()
    }

    /// Rows to ask the store for: one more than fits, to know whether more follow without counting.
    pub fn limit(self) -> i64 {
        i64::from(self.size) + 1
    }

    /// Rows to skip.
    pub fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)) * i64::from(self.size)
    }
}

impl Default for Page {
    fn default() -> Self {
        Self { number: 1, size: SIZE }
    }
}

fn whole(text: Option<&str>, default: u32, max: u32) -> Option<u32> {
    match text.map(str::trim) {
        None | Some("") => Some(default),
        Some(text) => text.parse().ok().filter(|n| (1..=max).contains(n)),
    }
}

/// One page of rows.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Paged<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The page they are.
    pub page: Page,
    /// Rows of the whole list, where it was counted.
    pub total: Option<i64>,
    /// Whether more follow.
    pub more: bool,
}

impl<T> Paged<T> {
    /// From at most [`Page::limit`] rows: the one too many becomes `more`.
    pub fn from_rows(mut rows: Vec<T>, page: Page) -> Self {
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        Self { items: rows, page, total: None, more }
    }

    /// With the count of the whole list.
    #[must_use]
    pub fn with_total(mut self, total: i64) -> Self {
        self.total = Some(total);
        self
    }

    /// The same page of something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            items: self.items.into_iter().map(f).collect(),
            page: self.page,
            total: self.total,
            more: self.more,
        }
    }

    /// Number of the page before this one.
    pub fn previous(&self) -> Option<u32> {
        (self.page.number > 1).then(|| self.page.number - 1)
    }

    /// Number of the page after this one.
    pub fn next(&self) -> Option<u32> {
        (self.more && self.page.number < NUMBER_MAX).then(|| self.page.number + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_starts_at_page_one_with_twenty_five_rows() {
        assert_eq!(Page::parse(None, None), Ok(Page { number: 1, size: 25 }));
        assert_eq!(Page::parse(Some(" 3 "), Some("")).unwrap().offset(), 50);
    }

    #[test]
    fn nonsense_is_an_error_for_machines_and_the_first_page_for_people() {
        for wrong in ["0", "-1", "a", "1.5", "99999999999", "100001"] {
            assert!(Page::parse(Some(wrong), None).is_err(), "{wrong}");
            assert_eq!(Page::lenient(Some(wrong)), Page::default());
        }
        assert!(Page::parse(None, Some("101")).is_err());
    }

    #[test]
    fn one_row_too_many_tells_that_more_follow() {
        let page = Page { number: 2, size: 2 };
        let full = Paged::from_rows(vec![1, 2, 3], page).map(|n| n * 10);
        assert_eq!(
            (full.items.as_slice(), full.more, full.next(), full.previous()),
            (&[10, 20][..], true, Some(3), Some(1))
        );
        let last = Paged::from_rows(vec![1, 2], page).with_total(4);
        assert_eq!((last.more, last.next(), last.total), (false, None, Some(4)));
    }
}
