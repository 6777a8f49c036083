// SPDX-License-Identifier: EUPL-1.2
//! Binding values and reading cells.

use kernel::{Error, Result, Time};
use rusqlite::{
    CachedStatement, Connection, ToSql,
    types::{ToSqlOutput, ValueRef},
};
use uuid::Uuid;

use crate::{FromRow, Row, Value, fail};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Bool(v) => ValueRef::Integer(i64::from(*v)),
            Self::Int(v) => ValueRef::Integer(*v),
            Self::Text(v) => ValueRef::Text(v.as_bytes()),
            Self::Bytes(v) => ValueRef::Blob(v),
            Self::Uuid(v) => ValueRef::Blob(v.as_bytes()),
            Self::Time(v) => ValueRef::Integer(v.micros()),
            Self::Float(v) => ValueRef::Real(*v),
        }))
    }
}

/// `$1` is a name to SQLite, numbered by first appearance; `?1` is the number we mean.
fn prepare<'c>(conn: &'c Connection, sql: &str) -> Result<CachedStatement<'c>> {
    conn.prepare_cached(&sql.replace('$', "?")).map_err(|e| fail::sqlite(&e))
}

fn bind(statement: &mut CachedStatement<'_>, params: &[Value]) -> Result<()> {
    let wanted = statement.parameter_count();
    if wanted != params.len() {
        return Err(Error::internal(format!("{} values for {wanted} parameters", params.len())));
    }
    for (place, value) in params.iter().enumerate() {
        statement.raw_bind_parameter(place + 1, value).map_err(|e| fail::sqlite(&e))?;
    }
    Ok(())
}

/// Runs a statement that gives no rows; gives the number of rows it touched.
pub(crate) fn execute(conn: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    Repeated::new(conn, sql)?.execute(params)
}

/// A statement that gives no rows, to run many times.
pub(crate) struct Repeated<'c>(CachedStatement<'c>);

impl<'c> Repeated<'c> {
    pub(crate) fn new(conn: &'c Connection, sql: &str) -> Result<Self> {
        prepare(conn, sql).map(Self)
    }

    /// Runs it; gives the number of rows it touched.
    pub(crate) fn execute(&mut self, params: &[Value]) -> Result<u64> {
        bind(&mut self.0, params)?;
        let touched = self.0.raw_execute().map_err(|e| fail::sqlite(&e))?;
        Ok(touched as u64)
    }
}

/// Runs a statement and reads its rows.
pub(crate) fn query<R: FromRow>(conn: &Connection, sql: &str, params: &[Value]) -> Result<Vec<R>> {
    let mut statement = prepare(conn, sql)?;
    bind(&mut statement, params)?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(|e| fail::sqlite(&e))? {
        found.push(R::from_row(&Row::sqlite(row))?);
    }
    Ok(found)
}

/// A type that SQLite keeps in one of its five storage classes.
pub(crate) trait Cell: Sized {
    /// Reads it; `None` when the class is another.
    fn cell(value: ValueRef<'_>) -> Option<Self>;
}

macro_rules! cell {
    ($($type:ty: $pattern:pat => $value:expr;)*) => {
        $(impl Cell for $type {
            fn cell(value: ValueRef<'_>) -> Option<Self> {
                match value {
                    $pattern => $value,
                    _ => None,
                }
            }
        })*
    };
}

cell! {
    bool: ValueRef::Integer(v @ (0 | 1)) => Some(v == 1);
    i64: ValueRef::Integer(v) => Some(v);
    f64: ValueRef::Real(v) => Some(v);
    String: ValueRef::Text(v) => std::str::from_utf8(v).ok().map(str::to_owned);
    Vec<u8>: ValueRef::Blob(v) => Some(v.to_vec());
    Uuid: ValueRef::Blob(v) => Self::from_slice(v).ok();
    Time: ValueRef::Integer(v) => Some(Self::from_micros(v));
}

/// Reads column `index`; `None` for NULL.
pub(crate) fn read<T: Cell>(row: &rusqlite::Row<'_>, index: usize) -> Result<Option<T>> {
    let value = row.get_ref(index).map_err(|e| fail::sqlite(&e))?;
    if matches!(value, ValueRef::Null) {
        return Ok(None);
    }
    T::cell(value).map(Some).ok_or_else(|| {
        Error::internal(format!(
            "column {index} is {}, {} was expected",
            value.data_type(),
            std::any::type_name::<T>()
        ))
    })
}
