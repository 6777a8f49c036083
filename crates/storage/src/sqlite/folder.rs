// SPDX-License-Identifier: EUPL-1.2
//! The data folder: on a disk of this machine, and of one process at a time.

use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

use kernel::{Error, Result};

use crate::fail;

/// Name of the lock file in the folder.
const LOCK: &str = "voordeur.lock";

/// File systems that are somewhere else: locks and write-ahead log cannot be trusted there.
const REMOTE: [&str; 9] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph"];

/// Makes the folder when needed, and refuses one on a network file system.
pub(crate) fn prepare(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).map_err(|e| fail::io("cannot make the data folder", &e))?;
    let real = dir.canonicalize().map_err(|e| fail::io("cannot read the data folder", &e))?;
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    match file_system(&mounts, &real) {
        Some(kind) if REMOTE.contains(&kind) => Err(Error::internal(format!(
            "the data folder is on a network file system ({kind}); SQLite needs a disk of this machine, or choose PostgreSQL"
        ))),
        _ => Ok(()),
    }
}

/// Kind of the file system that holds `path`, from the text of Linux' `mountinfo` (proc(5)).
fn file_system<'a>(mountinfo: &'a str, path: &Path) -> Option<&'a str> {
    mountinfo
        .lines()
        .filter_map(|line| {
            let (left, right) = line.split_once(" - ")?;
            let mount = left.split(' ').nth(4)?;
            path.starts_with(mount).then_some((mount.len(), right.split(' ').next()?))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

/// The exclusive right to a folder; the operating system ends it with the process.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Lock {
    /// Takes the lock. Errors: another process holds it.
    pub(crate) fn take(dir: &Path) -> Result<Self> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join(LOCK))
            .map_err(|e| fail::io("cannot open the lock file", &e))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(Error::internal("another process uses this data folder")),
            Err(TryLockError::Error(e)) => Err(fail::io("cannot lock the data folder", &e)),
        }
    }

    /// Gives the folder free for others.
    pub(crate) fn release(&self) {
        if let Err(e) = self.0.unlock() {
            tracing::warn!("cannot unlock the data folder: {e}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_on_the_network_is_recognised_by_its_mount() {
        let mounts = "22 1 254:0 / / rw - ext4 /dev/vda rw\n\
                      40 22 0:50 / /srv/deel rw,relatime shared:1 - nfs4 server:/deel rw\n";
        assert_eq!(file_system(mounts, Path::new("/srv/deel/voordeur")), Some("nfs4"));
        assert_eq!(file_system(mounts, Path::new("/srv/lokaal")), Some("ext4"));
    }
}
