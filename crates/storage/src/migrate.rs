// SPDX-License-Identifier: EUPL-1.2
//! The steps of the schema: one text for both engines, applied in order, each in its own transaction.
//!
//! Expand and contract in two releases: a program runs on the schema it knows and on the next one, so it
//! refuses only a schema that is older than it needs.

use std::collections::BTreeMap;

use kernel::{Error, Result, Time};
use sha2::{Digest as _, Sha256};

use crate::{Db, Engine, Tx, db::Backend, hex, params, sqlite};

/// Name and text of every step, in order.
pub(crate) static MIGRATIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// Line in a step that rebuilds a table: SQLite applies it with foreign keys off, then checks them.
const REBUILD: &str = "-- rebuild";

/// Finds the steps that were applied.
const APPLIED: &str = "SELECT naam, hash FROM migratie";

/// Notes a step.
const NOTE: &str = "INSERT INTO migratie (naam, hash, toegepast_op) VALUES ($1, $2, $3)";

/// The journal ends before its first event: the chain starts from 32 zero bytes.
const HEAD: &str =
    "INSERT INTO journal_head (id, seq, hash, generation) VALUES (1, 0, $1, 1) ON CONFLICT (id) DO NOTHING";

/// One step that is still to be applied.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) sql: String,
    pub(crate) hash: String,
    pub(crate) rebuild: bool,
}

/// Comments may be improved after a step was applied; statements may not change.
fn statements(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n")
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

pub(crate) fn steps(engine: Engine) -> impl Iterator<Item = Step> {
    MIGRATIONS.iter().map(move |(name, text)| Step {
        name,
        sql: engine.dialect(text),
        hash: hash(&statements(text)),
        rebuild: text.lines().any(|line| line == REBUILD),
    })
}

/// Name for the whole schema, the same as long as no step changes.
#[cfg(any(test, feature = "testing"))]
pub(crate) fn fingerprint() -> String {
    let all: Vec<&str> = MIGRATIONS.iter().flat_map(|(name, text)| [*name, *text]).collect();
    hash(&all.join("\n"))[..16].to_owned()
}

/// Applies what is missing.
pub(crate) async fn run(db: &Db) -> Result<Vec<String>> {
    let now = db.clock().now();
    let mut names = Vec::new();
    for step in steps(db.engine()) {
        let name = step.name;
        let applied = match db.backend() {
            Backend::Sqlite(engine) => match &engine.writer {
                Some(writer) => writer.exclusive(move |conn| on_sqlite(conn, &step, now)).await?,
                None => return Err(Error::internal("this database was opened to read only")),
            },
            Backend::Postgres(engine) => engine.apply(&step, now).await?,
        };
        if applied {
            tracing::info!(step = name, "schema step applied");
            names.push(name.to_owned());
        }
    }
    let mut tx = db.begin().await?;
    tx.execute(HEAD, params![[0_u8; 32]]).await?;
    tx.commit().await?;
    Ok(names)
}

/// Refuses a schema that is older than this program needs. A newer one is fine.
pub(crate) async fn require(db: &Db) -> Result<()> {
    let mut tx = db.read().await?;
    let missing = match applied(&mut tx).await {
        Ok(applied) => {
            MIGRATIONS.iter().find(|(name, _)| !applied.contains_key(*name)).map(|(name, _)| *name)
        }
        Err(Error::Busy { retry_after_secs }) => return Err(Error::Busy { retry_after_secs }),
        // There is no schema at all: then the table that says so is missing too.
        Err(_) => MIGRATIONS.first().map(|(name, _)| *name),
    };
    match missing {
        None => Ok(()),
        Some(step) => Err(Error::internal(format!(
            "the schema of the database is older than this program needs (step {step} is missing); run migrate"
        ))),
    }
}

/// Refuses a schema with steps this program does not know.
pub(crate) fn require_known(schema: &[String]) -> Result<()> {
    match schema.iter().find(|step| !MIGRATIONS.iter().any(|(name, _)| name == step)) {
        Some(step) => Err(Error::internal(format!("schema step {step} is of a newer program; use that one"))),
        None => Ok(()),
    }
}

/// Steps that were applied, with the hash of their text.
pub(crate) async fn applied(tx: &mut Tx) -> Result<BTreeMap<String, String>> {
    Ok(tx.query::<(String, String)>(APPLIED, params![]).await?.into_iter().collect())
}

/// A step that was applied may not change afterwards.
pub(crate) fn unchanged(step: &Step, stored: &str) -> Result<()> {
    if stored == step.hash {
        Ok(())
    } else {
        Err(Error::internal(format!(
            "schema step {} was applied with another text; add a new step instead",
            step.name
        )))
    }
}

/// The first step makes the table that notes the steps; asking it before that would fail.
pub(crate) fn is_first(step: &Step) -> bool {
    MIGRATIONS.first().is_some_and(|(name, _)| *name == step.name)
}

/// Statement and values that note a step.
pub(crate) fn note(step: &Step, now: Time) -> (&'static str, [crate::Value; 3]) {
    (NOTE, [step.name.into(), step.hash.as_str().into(), now.into()])
}

/// Statement that finds the stored hash of a step.
pub(crate) const STORED: &str = "SELECT hash FROM migratie WHERE naam = $1";

/// Applies a step unless it was applied.
pub(crate) fn on_sqlite(conn: &mut rusqlite::Connection, step: &Step, now: Time) -> Result<bool> {
    let lite = |e: rusqlite::Error| Error::internal(format!("schema step {}: {e}", step.name));
    conn.pragma_update(None, "foreign_keys", !step.rebuild).map_err(lite)?;
    let applied = apply_on(conn, step, now);
    conn.pragma_update(None, "foreign_keys", true).map_err(lite)?;
    applied
}

fn apply_on(conn: &mut rusqlite::Connection, step: &Step, now: Time) -> Result<bool> {
    let lite = |e: rusqlite::Error| Error::internal(format!("schema step {}: {e}", step.name));
    let tx = conn.transaction().map_err(lite)?;
    if is_first(step) {
        tx.execute_batch(&step.sql).map_err(lite)?;
    }
    if let Some(stored) = sqlite::query::<String>(&tx, STORED, params![step.name])?.first() {
        unchanged(step, stored)?;
        return Ok(false);
    }
    if !is_first(step) {
        tx.execute_batch(&step.sql).map_err(lite)?;
    }
    let broken = "SELECT \"table\" FROM pragma_foreign_key_check";
    if step.rebuild && !sqlite::query::<String>(&tx, broken, params![])?.is_empty() {
        return Err(Error::internal(format!("schema step {} breaks a reference", step.name)));
    }
    let (sql, values) = note(step, now);
    sqlite::execute(&tx, sql, &values)?;
    tx.commit().map_err(lite)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn step(name: &'static str, sql: &str, rebuild: bool) -> Step {
        Step { name, sql: sql.to_owned(), hash: hash(sql), rebuild }
    }

    /// A table with a row that another refers to.
    fn database() -> Connection {
        let mut conn = Connection::open_in_memory().unwrap();
        let now = Time::from_micros(0);
        let first = steps(Engine::Sqlite).next().unwrap();
        on_sqlite(&mut conn, &first, now).unwrap();
        let tables = "CREATE TABLE team (id text PRIMARY KEY); INSERT INTO team VALUES ('KCC');
                      CREATE TABLE medewerker (team_id text NOT NULL REFERENCES team (id)); INSERT INTO medewerker VALUES ('KCC');";
        on_sqlite(&mut conn, &step("0001_tables", tables, false), now).unwrap();
        conn
    }

    #[test]
    fn a_table_that_others_refer_to_can_be_rebuilt() {
        let mut conn = database();
        let rebuild = "CREATE TABLE nieuw (id text PRIMARY KEY, naam text NOT NULL);
                       INSERT INTO nieuw SELECT id, id FROM team; DROP TABLE team; ALTER TABLE nieuw RENAME TO team;";
        let refused = step("0002_rebuild", rebuild, false);
        assert!(
            on_sqlite(&mut conn, &refused, Time::from_micros(0)).is_err(),
            "with references on it cannot be dropped"
        );
        assert!(on_sqlite(&mut conn, &step("0002_rebuild", rebuild, true), Time::from_micros(0)).unwrap());
        assert_eq!(sqlite::query::<String>(&conn, "SELECT naam FROM team", params![]).unwrap(), ["KCC"]);
        assert!(
            conn.execute("INSERT INTO medewerker VALUES ('weg')", []).is_err(),
            "references are on again"
        );
    }

    #[test]
    fn a_rebuild_that_loses_what_others_refer_to_is_undone() {
        let mut conn = database();
        let lossy =
            "CREATE TABLE nieuw (id text PRIMARY KEY); DROP TABLE team; ALTER TABLE nieuw RENAME TO team;";
        assert!(on_sqlite(&mut conn, &step("0002_rebuild", lossy, true), Time::from_micros(0)).is_err());
        assert_eq!(sqlite::query::<String>(&conn, "SELECT id FROM team", params![]).unwrap(), ["KCC"]);
    }

    #[test]
    fn improving_a_comment_is_not_another_step() {
        assert_eq!(
            hash(&statements("-- a\nCREATE TABLE x (y text);")),
            hash(&statements("-- better\nCREATE TABLE x (y text);"))
        );
        assert_ne!(
            hash(&statements("CREATE TABLE x (y text);")),
            hash(&statements("CREATE TABLE x (y bigint);"))
        );
    }
}
