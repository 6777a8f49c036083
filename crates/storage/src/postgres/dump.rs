// SPDX-License-Identifier: EUPL-1.2
//! Dumping to an SQLite file: the portable form of a backup.

use std::path::Path;

use deadpool_postgres::Object;
use futures_util::{StreamExt as _, TryStreamExt as _};
use kernel::{Error, Result, Time};
use postgres_types::Type;
use rusqlite::Connection;
use tokio_postgres::Row;
use uuid::Uuid;

use super::{bind::read, engine::Engine};
use crate::{
    Value,
    backup::{Hear, Progress, Step},
    fail, migrate, params,
    sqlite::{self, Table},
};

/// So many rows are written at a time.
const ROWS: usize = 500;

impl Engine {
    /// Dumps what is committed at this moment; others go on.
    pub(crate) async fn dump(&self, to: &Path, hear: &Hear) -> Result<()> {
        let client = self.client().await?;
        let done = dump(&client, to, hear).await;
        // Its settings were changed and a transaction is open.
        drop(Object::take(client));
        done
    }
}

async fn dump(client: &Object, to: &Path, hear: &Hear) -> Result<()> {
    let pg = |e: tokio_postgres::Error| fail::postgres(&e);
    client
        .batch_execute("SET statement_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .await
        .map_err(pg)?;
    let mut target = Connection::open(to).map_err(|e| fail::sqlite(&e))?;
    let tables = make_schema(client, &mut target).await?;
    let mut total = 0;
    for table in &tables {
        let count = format!("SELECT count(*) FROM {}", table.name);
        total += client.query_one(&count, &[]).await.map_err(pg)?.get::<_, i64>(0);
    }
    let mut done = 0;
    let tell =
        |done: u64| hear(Progress { step: Step::Database, done, total: u64::try_from(total).unwrap_or(0) });
    for table in &tables {
        target = copy_table(client, target, table, &mut |rows| {
            done += rows;
            tell(done);
        })
        .await?;
        if let Some(column) = &table.counter {
            sqlite::set_counter(&target, &table.name, counter(client, &table.name, column).await?)?;
        }
    }
    target.close().map_err(|(_, e)| fail::sqlite(&e))
}

/// The same steps of the schema, in the target; gives its tables.
async fn make_schema(client: &Object, target: &mut Connection) -> Result<Vec<Table>> {
    let pg = |e: tokio_postgres::Error| fail::postgres(&e);
    let mut applied = Vec::new();
    for row in client.query("SELECT naam, toegepast_op FROM migratie ORDER BY naam", &[]).await.map_err(pg)? {
        applied.push((
            read::<String>(&row, 0)?.unwrap_or_default(),
            read::<Time>(&row, 1)?.ok_or_else(|| Error::internal("a step without a moment"))?,
        ));
    }
    migrate::require_known(&applied.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())?;
    for step in migrate::steps(crate::Engine::Sqlite) {
        if let Some((_, moment)) = applied.iter().find(|(name, _)| *name == step.name) {
            migrate::on_sqlite(target, &step, *moment)?;
        }
    }
    sqlite::tables(target)
}

/// Copies one table. The target is handed over and back, because it may not be looked at from two threads.
async fn copy_table(
    client: &Object,
    target: Connection,
    table: &Table,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<Connection> {
    let pg = |e: tokio_postgres::Error| fail::postgres(&e);
    let columns = table.columns.join(", ");
    let select = format!("SELECT {columns} FROM {}", table.name);
    let places = (1..=table.columns.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT INTO {} ({columns}) VALUES ({places})", table.name);
    sqlite::execute(&target, &format!("DELETE FROM {}", table.name), params![])?;
    let none: [&str; 0] = [];
    let rows = client.query_raw(&select, none).await.map_err(pg)?;
    let mut chunks = Box::pin(rows.try_chunks(ROWS));
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|e| pg(e.1))?;
        sqlite::execute(&target, "BEGIN", params![])?;
        for row in &chunk {
            let values = (0..row.len()).map(|index| value(row, index)).collect::<Result<Vec<_>>>()?;
            sqlite::execute(&target, &insert, &values)?;
        }
        sqlite::execute(&target, "COMMIT", params![])?;
        told(chunk.len() as u64);
    }
    Ok(target)
}

/// The highest number a column that counts up by itself ever gave.
async fn counter(client: &Object, table: &str, column: &str) -> Result<i64> {
    let pg = |e: tokio_postgres::Error| fail::postgres(&e);
    let named =
        client.query_one("SELECT pg_get_serial_sequence($1, $2)", &[&table, &column]).await.map_err(pg)?;
    let sql =
        format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}", named.get::<_, &str>(0));
    Ok(client.query_one(&sql, &[]).await.map_err(pg)?.get(0))
}

/// Any cell, by the type of its column.
fn value(row: &Row, index: usize) -> Result<Value> {
    let ty = row.columns()[index].type_();
    Ok(match *ty {
        Type::BOOL => read::<bool>(row, index)?.into(),
        Type::INT8 => read::<i64>(row, index)?.into(),
        Type::FLOAT8 => read::<f64>(row, index)?.into(),
        Type::TEXT => read::<String>(row, index)?.into(),
        Type::BYTEA => read::<Vec<u8>>(row, index)?.into(),
        Type::UUID => read::<Uuid>(row, index)?.into(),
        Type::TIMESTAMPTZ => read::<Time>(row, index)?.into(),
        _ => return Err(Error::internal(format!("a column of type {ty} cannot be moved to another engine"))),
    })
}
