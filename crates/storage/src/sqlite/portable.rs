// SPDX-License-Identifier: EUPL-1.2
//! A database as tables of typed rows: for moving it to or from another engine.

use std::collections::BTreeMap;

use kernel::{Error, Result};
use rusqlite::Connection;

use super::{execute, query};
use crate::{FromRow, Row, Value, params};

/// A table: its columns, what its rows are in order of, and the column that counts up by itself.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) order: Vec<String>,
    pub(crate) counter: Option<String>,
}

/// What a column holds; SQLite itself does not tell a moment from a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Bool,
    Int,
    Float,
    Text,
    Bytes,
    Uuid,
    Time,
}

/// Every table but the one that notes the steps of the schema; a table comes after those it refers to.
pub(crate) fn tables(conn: &Connection) -> Result<Vec<Table>> {
    let found = query::<(String, String)>(
        conn,
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND name <> 'migratie'
         ORDER BY name",
        params![],
    )?;
    let mut waiting = BTreeMap::new();
    for (name, sql) in found {
        let columns = query::<(String, i64)>(
            conn,
            "SELECT name, pk FROM pragma_table_info($1) ORDER BY cid",
            params![&name],
        )?;
        let refers = query::<String>(
            conn,
            "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)",
            params![&name],
        )?;
        let counter = sql.contains("AUTOINCREMENT").then(|| key(&columns).into_iter().next()).flatten();
        let order = if sql.contains("WITHOUT ROWID") { key(&columns) } else { vec!["rowid".to_owned()] };
        let columns = columns.into_iter().map(|(column, _)| column).collect();
        waiting.insert(name.clone(), (Table { name, columns, order, counter }, refers));
    }
    let mut ordered = Vec::new();
    while !waiting.is_empty() {
        let ready = waiting
            .iter()
            .find(|(name, (_, refers))| refers.iter().all(|r| r == *name || !waiting.contains_key(r)))
            .map(|(name, _)| name.clone())
            .ok_or_else(|| Error::internal("tables refer to each other in a circle"))?;
        ordered.extend(waiting.remove(&ready).map(|(table, _)| table));
    }
    Ok(ordered)
}

/// Columns of the key, in its order.
fn key(columns: &[(String, i64)]) -> Vec<String> {
    let mut key: Vec<_> = columns.iter().filter(|(_, pk)| *pk > 0).collect();
    key.sort_by_key(|(_, pk)| *pk);
    key.into_iter().map(|(column, _)| column.clone()).collect()
}

/// Number of rows.
pub(crate) fn count(conn: &Connection, table: &str) -> Result<u64> {
    let found = query::<i64>(conn, &format!("SELECT count(*) FROM {table}"), params![])?;
    Ok(found.first().and_then(|n| u64::try_from(*n).ok()).unwrap_or(0))
}

/// The highest number the counter of a table ever gave.
pub(crate) fn counter(conn: &Connection, table: &str) -> Result<i64> {
    Ok(query::<i64>(conn, "SELECT seq FROM sqlite_sequence WHERE name = $1", params![table])?
        .first()
        .copied()
        .unwrap_or(0))
}

/// Lets the counter of a table go on after `highest`.
pub(crate) fn set_counter(conn: &Connection, table: &str, highest: i64) -> Result<()> {
    execute(conn, "DELETE FROM sqlite_sequence WHERE name = $1", params![table])?;
    execute(conn, "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", params![table, highest])?;
    Ok(())
}

/// Where a row stands in the order of its table.
pub(crate) type Place = Vec<Value>;

/// At most `limit` rows after the place `after`, each with its own.
pub(crate) fn rows_after(
    conn: &Connection,
    table: &Table,
    kinds: &[Kind],
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<(Place, Vec<Value>)>> {
    let order = table.order.join(", ");
    let mut params: Vec<Value> = after.cloned().unwrap_or_default();
    let places: Vec<_> = (1..=params.len()).map(|n| format!("${n}")).collect();
    let beyond =
        if places.is_empty() { String::new() } else { format!("WHERE ({order}) > ({})", places.join(", ")) };
    params.push(limit.into());
    let sql = format!(
        "SELECT {order}, {} FROM {} {beyond} ORDER BY {order} LIMIT ${}",
        table.columns.join(", "),
        table.name,
        params.len()
    );
    let rows = query::<AnyRow>(conn, &sql, &params)?;
    rows.into_iter()
        .map(|AnyRow(mut cells)| {
            let rest = cells.split_off(table.order.len().min(cells.len()));
            Ok((cells.into_iter().map(bare).collect(), typed(rest, kinds)?))
        })
        .collect()
}

/// A row of a table we know nothing about.
struct AnyRow(Vec<rusqlite::types::Value>);

impl FromRow for AnyRow {
    fn from_row(row: &Row<'_>) -> Result<Self> {
        Ok(Self(row.bare(0)?))
    }
}

/// A cell as SQLite keeps it, to compare with.
fn bare(cell: rusqlite::types::Value) -> Value {
    use rusqlite::types::Value as Cell;
    match cell {
        Cell::Null => Value::Null,
        Cell::Integer(v) => Value::Int(v),
        Cell::Real(v) => Value::Float(v),
        Cell::Text(v) => Value::Text(v),
        Cell::Blob(v) => Value::Bytes(v),
    }
}

fn typed(cells: Vec<rusqlite::types::Value>, kinds: &[Kind]) -> Result<Vec<Value>> {
    use rusqlite::types::Value as Cell;
    let typed = |(cell, kind): (Cell, &Kind)| {
        Ok(match (cell, kind) {
            (Cell::Null, _) => Value::Null,
            (Cell::Integer(v @ (0 | 1)), Kind::Bool) => Value::Bool(v == 1),
            (Cell::Integer(v), Kind::Int) => Value::Int(v),
            (Cell::Integer(v), Kind::Time) => Value::Time(kernel::Time::from_micros(v)),
            (Cell::Real(v), Kind::Float) => Value::Float(v),
            (Cell::Text(v), Kind::Text) => Value::Text(v),
            (Cell::Blob(v), Kind::Bytes) => Value::Bytes(v),
            (Cell::Blob(v), Kind::Uuid) => Value::Uuid(uuid::Uuid::from_slice(&v).map_err(Error::internal)?),
            (cell, kind) => {
                return Err(Error::internal(format!("{} where {kind:?} belongs", cell.data_type())));
            }
        })
    };
    cells.into_iter().zip(kinds).map(typed).collect()
}
