// SPDX-License-Identifier: EUPL-1.2
//! Reading rows, the same on both engines: by position, in the order of the SELECT.

use kernel::{Error, Result, Time};
use uuid::Uuid;

use crate::{postgres, sqlite};

/// One row of an answer.
#[derive(Debug)]
pub struct Row<'a>(Source<'a>);

#[derive(Debug)]
enum Source<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// A type that can be read from a row.
pub trait FromRow: Sized {
    /// Reads it. Errors: a column has another type, or is NULL where that may not be.
    fn from_row(row: &Row<'_>) -> Result<Self>;
}

/// A type that can be read from one column.
pub trait Column: Sized {
    /// Reads column `index` (from 0).
    fn column(row: &Row<'_>, index: usize) -> Result<Self>;
}

impl<'a> Row<'a> {
    pub(crate) const fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self(Source::Sqlite(row))
    }

    pub(crate) const fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self(Source::Postgres(row))
    }

    /// All columns from `first` as SQLite keeps them.
    pub(crate) fn bare(&self, first: usize) -> Result<Vec<rusqlite::types::Value>> {
        let Source::Sqlite(row) = self.0 else { return Err(Error::internal("not a row of SQLite")) };
        let count = row.as_ref().column_count();
        (first..count).map(|index| row.get(index).map_err(|e| crate::fail::sqlite(&e))).collect()
    }

    /// Reads column `index` (from 0).
    pub fn get<T: Column>(&self, index: usize) -> Result<T> {
        T::column(self, index)
    }
}

macro_rules! column {
    ($($type:ty),*) => {
        $(
            impl Column for $type {
                fn column(row: &Row<'_>, index: usize) -> Result<Self> {
                    Option::<Self>::column(row, index)?
                        .ok_or_else(|| Error::internal(format!("column {index} is NULL, a value was expected")))
                }
            }

            impl Column for Option<$type> {
                fn column(row: &Row<'_>, index: usize) -> Result<Self> {
                    match row.0 {
                        Source::Sqlite(row) => sqlite::read::<$type>(row, index),
                        Source::Postgres(row) => postgres::read::<$type>(row, index),
                    }
                }
            }

            impl FromRow for $type {
                fn from_row(row: &Row<'_>) -> Result<Self> {
                    row.get(0)
                }
            }

            impl FromRow for Option<$type> {
                fn from_row(row: &Row<'_>) -> Result<Self> {
                    row.get(0)
                }
            }
        )*
    };
}

column!(bool, i64, f64, String, Vec<u8>, Uuid, Time);

macro_rules! tuple {
    ($($type:ident $index:literal),*) => {
        impl<$($type: Column),*> FromRow for ($($type,)*) {
            fn from_row(row: &Row<'_>) -> Result<Self> {
                Ok(($(row.get::<$type>($index)?,)*))
            }
        }
    };
}

tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

/// Declares a struct whose fields are read by position, in the order of the SELECT:
/// `row! { pub struct Naam { pub id: Uuid, naam: String, sinds: Option<Time> } }`.
#[macro_export]
macro_rules! row {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty),* $(,)?
    })*) => {
        $(
            $(#[$meta])*
            #[derive(Debug, Clone)]
            $vis struct $name {
                $($(#[$field_meta])* $field_vis $field: $type,)*
            }

            impl $crate::FromRow for $name {
                fn from_row(row: &$crate::Row<'_>) -> ::std::result::Result<Self, $crate::Error> {
                    let mut index = 0_usize..;
                    let mut next = || index.next().unwrap_or_default();
                    Ok(Self { $($field: row.get::<$type>(next())?,)* })
                }
            }
        )*
    };
}
