// SPDX-License-Identifier: EUPL-1.2
//! Loading from an SQLite file: the other half of moving between engines.

use std::path::Path;

use deadpool_postgres::Object;
use kernel::{Error, Result, Time};
use postgres_types::{ToSql, Type};
use rusqlite::Connection;
use tokio_postgres::binary_copy::BinaryCopyInWriter;

use super::engine::Engine;
use crate::{
    Value,
    backup::{Hear, Progress, Step},
    fail, migrate,
    sqlite::{self, Kind, Table},
};

/// So many rows are read at a time.
const ROWS: i64 = 500;

impl Engine {
    /// Refuses a database in which something stands.
    pub(crate) async fn require_empty(&self) -> Result<()> {
        let client = self.client().await?;
        let found = client
            .query_one("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()", &[])
            .await
            .map_err(|e| fail::postgres(&e))?;
        if found.get::<_, i64>(0) == 0 {
            Ok(())
        } else {
            Err(Error::internal("there are tables in the database already; make an empty one first"))
        }
    }

    /// Makes the schema and fills it, all or nothing.
    pub(crate) async fn load(&self, from: &Path, schema: &[String], now: Time, hear: &Hear) -> Result<()> {
        for step in
            migrate::steps(crate::Engine::Postgres).filter(|s| schema.iter().any(|name| name == s.name))
        {
            self.apply(&step, now).await?;
        }
        let client = self.client().await?;
        let source = Connection::open(from).map_err(|e| fail::sqlite(&e))?;
        let done = load(&client, source, hear).await;
        drop(Object::take(client));
        done
    }
}

// fork: SQLite gets the file itself
async fn load(client: &Object, mut source: Connection, hear: &Hear) -> Result<()> {
    let pg = |e: tokio_postgres::Error| fail::postgres(&e);
    let tables = sqlite::tables(&source)?;
    let names = tables.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join(", ");
    let begin = format!("SET statement_timeout = 0; BEGIN; TRUNCATE {names}");
    client.batch_execute(&begin).await.map_err(pg)?;
    let mut total = 0;
    for table in &tables {
        total += sqlite::count(&source, &table.name)?;
    }
    let mut done = 0;
    for table in &tables {
        source = copy_table(client, source, table, &mut |rows| {
            done += rows;
            hear(Progress { step: Step::Database, done, total });
        })
        .await?;
        if let Some(column) = &table.counter {
            let highest = sqlite::counter(&source, &table.name)?;
            let set =
                "SELECT setval(pg_get_serial_sequence($1, $2), greatest(CAST($3 AS bigint), 1), $3 > 0)";
            client.query_one(set, &[&table.name, column, &highest]).await.map_err(pg)?;
        }
    }
    client
        .batch_execute("UPDATE journal_head SET generation = generation + 1 WHERE id = 1; COMMIT; ANALYZE")
        .await
        .map_err(pg)
}

/// Copies one table. The source is handed over and back, because it may not be looked at from two threads.
async fn copy_table(
    client: &Object,
    source: Connection,
    table: &Table,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<Connection> {
    let pg = |e: tokio_postgres::Error| fail::postgres(&e);
    let columns = table.columns.join(", ");
    let wanted = client.prepare(&format!("SELECT {columns} FROM {}", table.name)).await.map_err(pg)?;
    let types: Vec<Type> = wanted.columns().iter().map(|c| c.type_().clone()).collect();
    let kinds = types.iter().map(kind).collect::<Result<Vec<_>>>()?;
    let sink =
        client.copy_in(&format!("COPY {} ({columns}) FROM STDIN BINARY", table.name)).await.map_err(pg)?;
    let mut writer = Box::pin(BinaryCopyInWriter::new(sink, &types));
    let mut last = None;
    loop {
        let rows = sqlite::rows_after(&source, table, &kinds, last.as_ref(), ROWS)?;
        let Some((place, _)) = rows.last() else { break };
        last = Some(place.clone());
        for (_, values) in &rows {
            let refs: Vec<&(dyn ToSql + Sync)> =
                values.iter().map(|v: &Value| v as &(dyn ToSql + Sync)).collect();
            writer.as_mut().write(&refs).await.map_err(pg)?;
        }
        told(rows.len() as u64);
    }
    writer.as_mut().finish().await.map_err(pg)?;
    Ok(source)
}

fn kind(ty: &Type) -> Result<Kind> {
    Ok(match *ty {
        Type::BOOL => Kind::Bool,
        Type::INT8 => Kind::Int,
        Type::FLOAT8 => Kind::Float,
        Type::TEXT => Kind::Text,
        Type::BYTEA => Kind::Bytes,
        Type::UUID => Kind::Uuid,
        Type::TIMESTAMPTZ => Kind::Time,
        _ => return Err(Error::internal(format!("a column of type {ty} cannot be moved to another engine"))),
    })
}
