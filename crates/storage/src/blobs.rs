// SPDX-License-Identifier: EUPL-1.2
//! Files by their content: documents, attachments, raw originals. A file is on disk before the row that refers
//! to it; what nothing refers to is removed a day later.

use std::{
    fmt::{self, Write as _},
    ops::Deref,
    path::Path,
    sync::Arc,
    time::Duration,
};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use kernel::{Error, Result, Time};
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, local::LocalFileSystem, path::Path as Place,
};
use sha2::{Digest as _, Sha256};
use tokio::sync::RwLock;

use crate::{Db, Tx, crash, fail, hex, params};

/// What nothing refers to is kept this long: its row may still be on its way.
const KEEP: Duration = Duration::from_hours(24);

/// Name of the marker, in the database and in the folder.
const MARKER: &str = "installatie";

/// Content hash of a file: SHA-256, hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(String);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// Reads a hash. Errors: `NotFound` when it cannot be one; no file has it.
    pub fn parse(text: &str) -> Result<Self> {
        let is_hex =
            text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if is_hex { Ok(Self(text.to_owned())) } else { Err(Error::NotFound) }
    }

    /// Where the file stands in the folder.
    pub(crate) fn place(&self) -> String {
        format!("{}/{}", &self.0[..2], self.0)
    }
}

impl Deref for Hash {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.0
    }
}

impl From<Hash> for crate::Value {
    fn from(hash: Hash) -> Self {
        hash.0.into()
    }
}

impl From<&Hash> for crate::Value {
    fn from(hash: &Hash) -> Self {
        hash.0.as_str().into()
    }
}

/// The folder of files; clones are the same one.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<LocalFileSystem>,
    /// Putting may go on side by side; removing a file happens alone.
    removing: Arc<RwLock<()>>,
}

/// What a sweep removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Swept {
    /// Rows that nothing referred to.
    pub rows: u64,
    /// Files without a row.
    pub files: u64,
}

fn failed(e: &object_store::Error) -> Error {
    match e {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => Error::internal(format!("files: {other}")),
    }
}

impl Blobs {
    /// Opens the folder that belongs to this database; on first use both get the same marker. Errors: the folder
    /// is of another installation, or is empty while the database refers to files.
    pub async fn open(dir: &Path, db: &Db) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|e| fail::io("cannot make the folder of files", &e))?;
        let blobs = Self::bare(dir)?;
        blobs.require_same(db).await?;
        Ok(blobs)
    }

    /// The folder, whatever it belongs to.
    pub(crate) fn bare(dir: &Path) -> Result<Self> {
        let store = LocalFileSystem::new_with_prefix(dir).map_err(|e| failed(&e))?.with_fsync(true);
        Ok(Self { store: Arc::new(store), removing: Arc::default() })
    }

    /// Compares the marker of the folder with that of the database.
    async fn require_same(&self, db: &Db) -> Result<()> {
        let here = self.marker().await?;
        let mut tx = db.read().await?;
        let there = marker_of(&mut tx).await?;
        match (here, there) {
            (Some(here), Some(there)) if here == there => Ok(()),
            (None, None) => {
                let mut tx = db.begin().await?;
                let marker = tx.new_id().to_string();
                let made = "INSERT INTO marker (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
                tx.execute(made, params![MARKER, &marker]).await?;
                let marker = marker_of(&mut tx).await?.unwrap_or(marker);
                tx.commit().await?;
                self.mark(&marker).await
            }
            (None, Some(there)) => {
                let files = tx.optional::<String>("SELECT hash FROM blob LIMIT 1", params![]).await?;
                if files.is_none() { self.mark(&there).await } else { Err(other_folder()) }
            }
            _ => Err(other_folder()),
        }
    }

    /// The marker in the folder.
    async fn marker(&self) -> Result<Option<String>> {
        match self.store.get(&Place::from(MARKER)).await {
            Ok(found) => {
                let bytes = found.bytes().await.map_err(|e| failed(&e))?;
                Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(failed(&e)),
        }
    }

    /// Writes the marker in the folder.
    pub(crate) async fn mark(&self, marker: &str) -> Result<()> {
        let text = PutPayload::from(format!("{marker}\n"));
        self.store.put(&Place::from(MARKER), text).await.map(drop).map_err(|e| failed(&e))
    }

    /// Stores a file; it is on disk when this returns. Then write its row with [`Tx::blob_row`].
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<Hash> {
        let bytes: Bytes = bytes.into();
        let hash = Hash::of(&bytes);
        let _side_by_side = self.removing.read().await;
        // Also when it is there already: a new date keeps the sweeper away until its row is written.
        self.store.put(&Place::from(hash.place()), bytes.into()).await.map_err(|e| failed(&e))?;
        crash::point(crash::BLOB_ROW);
        Ok(hash)
    }

    /// Reads a file. Errors: `NotFound`; `Internal` when its content is no longer what was put.
    pub async fn get(&self, hash: &str) -> Result<Bytes> {
        let hash = Hash::parse(hash)?;
        let found = self.store.get(&Place::from(hash.place())).await.map_err(|e| failed(&e))?;
        let bytes = found.bytes().await.map_err(|e| failed(&e))?;
        if Hash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(Error::internal(format!("file {hash} is damaged")))
        }
    }

    /// Removes what nothing refers to for a day. `references` names every column that holds a hash, for
    /// instance `("bijlage", "hash")`.
    pub async fn sweep(&self, db: &Db, references: &[(&'static str, &'static str)]) -> Result<Swept> {
        let before = db.clock().now() - KEEP;
        let mut tx = db.begin().await?;
        let rows = remove_rows(&mut tx, before, references).await?;
        tx.commit().await?;
        let mut files = 0;
        let mut listed = self.store.list(None);
        while let Some(file) = listed.try_next().await.map_err(|e| failed(&e))? {
            if let Some(hash) = file.location.filename().and_then(|name| Hash::parse(name).ok()) {
                files += u64::from(self.remove_unreferenced(db, &hash, before).await?);
            }
        }
        Ok(Swept { rows, files })
    }

    /// Removes one file when it is old and has no row; looks again while nobody can put it.
    async fn remove_unreferenced(&self, db: &Db, hash: &Hash, before: Time) -> Result<bool> {
        let _alone = self.removing.write().await;
        let place = Place::from(hash.place());
        let file = match self.store.head(&place).await {
            Ok(file) => file,
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(e) => return Err(failed(&e)),
        };
        if file.last_modified.timestamp_micros() >= before.micros() {
            return Ok(false);
        }
        let mut tx = db.read().await?;
        let row = tx.optional::<String>("SELECT hash FROM blob WHERE hash = $1", params![hash]).await?;
        if row.is_some() {
            return Ok(false);
        }
        self.store.delete(&place).await.map_err(|e| failed(&e))?;
        Ok(true)
    }

    /// Keeps the sweeper away for as long as the guard lives.
    pub(crate) async fn keep_all(&self) -> tokio::sync::RwLockReadGuard<'_, ()> {
        self.removing.read().await
    }
}

fn other_folder() -> Error {
    Error::internal("this folder of files does not belong to this database; check both paths")
}

/// The marker in the database.
pub(crate) async fn marker_of(tx: &mut Tx) -> Result<Option<String>> {
    tx.optional("SELECT value FROM marker WHERE name = $1", params![MARKER]).await
}

/// Removes rows that are older than `before` and stand in none of the columns.
async fn remove_rows(tx: &mut Tx, before: Time, references: &[(&str, &str)]) -> Result<u64> {
    if references.is_empty() {
        return Ok(0);
    }
    let mut sql = String::from("DELETE FROM blob WHERE touched_at < $1");
    for (table, column) in references {
        // Writing to a string cannot fail.
        let _ = write!(sql, " AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.{column} = blob.hash)");
    }
    tx.execute(&sql, params![before]).await
}

impl Tx {
    /// Notes that the data refers to a file that was put: its hash and its size in bytes.
    pub async fn blob_row(&mut self, hash: &str, size: i64) -> Result<()> {
        let now = self.now();
        self.execute(
            "INSERT INTO blob (hash, size, touched_at) VALUES ($1, $2, $3)
             ON CONFLICT (hash) DO UPDATE SET touched_at = $3",
            params![hash, size, now],
        )
        .await?;
        Ok(())
    }
}
