// SPDX-License-Identifier: EUPL-1.2
//! From what a driver says to what a use case can say. Never passes on values: they may be personal data.

use kernel::Error;
use rusqlite::ErrorCode;
use tokio_postgres::error::SqlState;

/// Try again soon: somebody else was first.
pub(crate) const SOON: Error = Error::Busy { retry_after_secs: 1 };
/// Try again later: a statement took too long.
const SLOW: Error = Error::Busy { retry_after_secs: 5 };
/// Try again much later: the disk is full, or the database is away.
pub(crate) const AWAY: Error = Error::Busy { retry_after_secs: 30 };

/// What SQLite said.
pub(crate) fn sqlite(error: &rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => {
            tracing::error!("the disk of the database is full");
            AWAY
        }
        Some(ErrorCode::OperationInterrupted) => SLOW,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => SOON,
        _ => Error::internal(format!("sqlite: {error}")),
    }
}

/// What PostgreSQL said: code, message and the names involved, not the detail (it quotes values).
pub(crate) fn postgres(error: &tokio_postgres::Error) -> Error {
    let Some(db) = error.as_db_error() else {
        // The cause is ours (a value of another kind) or of the network; neither quotes values.
        let why = std::error::Error::source(error).map_or_else(String::new, |cause| format!(": {cause}"));
        return if error.is_closed() { AWAY } else { Error::internal(format!("postgres: {error}{why}")) };
    };
    let code = db.code();
    if *code == SqlState::QUERY_CANCELED {
        return SLOW;
    }
    if [SqlState::T_R_DEADLOCK_DETECTED, SqlState::T_R_SERIALIZATION_FAILURE, SqlState::LOCK_NOT_AVAILABLE]
        .contains(code)
    {
        return SOON;
    }
    if code.code().starts_with("57P") || code.code().starts_with("53") {
        tracing::error!(code = code.code(), "the database cannot answer: {}", db.message());
        return AWAY;
    }
    let about =
        [db.table(), db.column(), db.constraint()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Error::internal(format!("postgres {}: {} ({about})", code.code(), db.message()))
}

/// What a pool said.
pub(crate) fn pool(error: &deadpool_postgres::PoolError) -> Error {
    match error {
        deadpool_postgres::PoolError::Timeout(_) => SOON,
        deadpool_postgres::PoolError::Backend(e) => {
            tracing::error!("no connection to the database: {e}");
            if e.as_db_error().is_some() { postgres(e) } else { AWAY }
        }
        other => Error::internal(format!("pool: {other}")),
    }
}

/// Why there is no connection at all, for whoever starts the program.
pub(crate) fn connecting(error: &deadpool_postgres::PoolError) -> Error {
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let text = next.to_string();
        if !why.contains(&text) {
            why = format!("{why}: {text}");
        }
        cause = next.source();
    }
    Error::internal(format!("no connection to the database: {why}"))
}

/// Any failure of the file system.
pub(crate) fn io(what: &str, error: &std::io::Error) -> Error {
    Error::internal(format!("{what}: {error}"))
}
