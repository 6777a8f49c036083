// SPDX-License-Identifier: EUPL-1.2
//! The archive: a tar file with a manifest, the database, and the files.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Write as _},
    path::Path,
};

use bytes::Bytes;
use kernel::{Error, Result};
use sha2::{Digest as _, Sha256};

use super::Manifest;
use crate::{Hash, fail, hex, sqlite::FILE};

/// Form of the archives we make and read.
pub(super) const FORMAT: u32 = 1;

const MANIFEST: &str = "voordeur.json";
const FILES: &str = "bestanden/";

fn broken(e: &std::io::Error) -> Error {
    fail::io("the archive cannot be read or written", e)
}

/// SHA-256 of everything a reader gives, hexadecimal.
pub(super) fn sum(mut reader: impl Read) -> Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match reader.read(&mut buffer).map_err(|e| broken(&e))? {
            0 => return Ok(hex(&hash.finalize())),
            n => hash.update(&buffer[..n]),
        }
    }
}

/// Writes an archive piece by piece.
pub(super) struct Writer {
    tar: tar::Builder<BufWriter<File>>,
    seconds: u64,
}

impl Writer {
    pub(super) fn new(to: &Path, manifest: &Manifest, database: &Path) -> Result<Self> {
        let file = File::create(to).map_err(|e| broken(&e))?;
        let seconds = u64::try_from(manifest.made_at.micros() / 1_000_000).unwrap_or(0);
        let mut writer = Self { tar: tar::Builder::new(BufWriter::new(file)), seconds };
        let text = serde_json::to_vec_pretty(manifest).map_err(Error::internal)?;
        writer.append(MANIFEST, text.len() as u64, text.as_slice())?;
        let database = File::open(database).map_err(|e| broken(&e))?;
        let size = database.metadata().map_err(|e| broken(&e))?.len();
        writer.append(FILE, size, database)?;
        Ok(writer)
    }

    fn append(&mut self, name: &str, size: u64, data: impl Read) -> Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        self.tar.append_data(&mut header, name, data).map_err(|e| broken(&e))
    }

    pub(super) fn file(&mut self, hash: &Hash, bytes: &Bytes) -> Result<()> {
        self.append(&format!("{FILES}{}", hash.place()), bytes.len() as u64, bytes.as_ref())
    }

    pub(super) fn finish(self) -> Result<()> {
        let mut buffer = self.tar.into_inner().map_err(|e| broken(&e))?;
        buffer.flush().map_err(|e| broken(&e))?;
        buffer.get_ref().sync_all().map_err(|e| broken(&e))
    }
}

/// What stands in an archive, in its order.
pub(super) enum Piece<'a> {
    Manifest(Manifest),
    Database(&'a mut dyn Read),
    /// A file; its content is what its name says.
    File(Bytes),
}

/// Reads an archive from front to back.
pub(super) fn read(from: &Path, mut piece: impl FnMut(Piece<'_>) -> Result<()>) -> Result<()> {
    let file = File::open(from).map_err(|e| broken(&e))?;
    let mut tar = tar::Archive::new(BufReader::new(file));
    for entry in tar.entries().map_err(|e| broken(&e))? {
        let mut entry = entry.map_err(|e| broken(&e))?;
        let name = entry.path().map_err(|e| broken(&e))?.to_string_lossy().into_owned();
        if name == MANIFEST {
            let manifest: Manifest = serde_json::from_reader(&mut entry).map_err(Error::internal)?;
            if manifest.format > FORMAT {
                return Err(Error::internal("the archive was made by a newer program"));
            }
            piece(Piece::Manifest(manifest))?;
        } else if name == FILE {
            piece(Piece::Database(&mut entry))?;
        } else if let Some(hash) =
            name.strip_prefix(FILES).and_then(|place| Hash::parse(place.get(3..)?).ok())
        {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(|e| broken(&e))?;
            if Hash::of(&bytes) != hash {
                return Err(Error::internal(format!("file {hash} in the archive is damaged")));
            }
            piece(Piece::File(bytes.into()))?;
        } else {
            return Err(Error::internal(format!("'{name}' does not belong in an archive")));
        }
    }
    Ok(())
}
