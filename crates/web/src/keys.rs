// SPDX-License-Identifier: EUPL-1.2
//! Secrets: one master key in a file, and everything that is derived from it.
//!
//! The file lies beside the configuration, never in the database or a backup: without it stored BSNs
//! cannot be read and codes of residents cannot be made.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

use aes_gcm_siv::{
    Aes256GcmSiv,
    aead::{Aead as _, KeyInit as _, Payload},
};
use hmac::{Hmac, Mac as _};
use kernel::{Bsn, Error, Ids, Result};
use sha2::Sha256;

/// Bytes of a nonce of AES-GCM-SIV (RFC 8452).
const NONCE: usize = 12;
/// The field under which every BSN is sealed and found.
const BSN: &str = "bsn";

/// The master keys of one municipality: the one in use, and older ones that can still open.
#[derive(Clone)]
pub struct Keys {
    current: u8,
    masters: BTreeMap<u8, [u8; 32]>,
}

impl fmt::Debug for Keys {
    /// Never shows a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("current", &self.current).finish_non_exhaustive()
    }
}

impl Keys {
    /// One master key, number 1.
    pub fn from_master(master: [u8; 32]) -> Self {
        Self { current: 1, masters: BTreeMap::from([(1, master)]) }
    }

    /// A new master key. Fields are sealed with it from now on; what older keys sealed still opens.
    /// Derived secrets and blind indexes stay with the oldest key: residents hold those codes.
    #[must_use]
    pub fn with_newer(mut self, master: [u8; 32]) -> Self {
        self.current = self.current.saturating_add(1);
        self.masters.insert(self.current, master);
        self
    }

    /// A key for one purpose, for instance `volgcode`. Always the same for the same file.
    pub fn purpose(&self, name: &str) -> [u8; 32] {
        derive(self.masters.first_key_value().map_or(&[0; 32], |(_, key)| key), name.as_bytes())
    }

    /// Encrypts the text of one field. `field` (for instance `partij.bsn`) is bound in: a value moved to
    /// another column does not open. Layout: key number, nonce, ciphertext with tag.
    pub fn seal(&self, ids: &dyn Ids, field: &str, text: &str) -> Result<Vec<u8>> {
        let mut nonce = [0_u8; NONCE];
        ids.fill(&mut nonce);
        let cipher = self.cipher(self.current, field)?;
        let sealed = cipher
            .encrypt(&nonce.into(), Payload { msg: text.as_bytes(), aad: field.as_bytes() })
            .map_err(|_| Error::internal(format!("{field} could not be encrypted")))?;
        let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
        out.push(self.current);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Decrypts what [`Keys::seal`] made.
    pub fn open(&self, field: &str, sealed: &[u8]) -> Result<String> {
        let broken = || Error::internal(format!("{field} cannot be decrypted: other key file, or damaged"));
        let (number, rest) = sealed.split_first().ok_or_else(broken)?;
        let (nonce, text) = rest.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| broken())?;
        let plain = self
            .cipher(*number, field)?
            .decrypt(&nonce.into(), Payload { msg: text, aad: field.as_bytes() })
            .map_err(|_| broken())?;
        String::from_utf8(plain).map_err(|_| broken())
    }

    /// Encrypts a BSN. Everything that keeps one does it by this name, so that there is one key to it.
    pub fn seal_bsn(&self, ids: &dyn Ids, bsn: Bsn) -> Result<Vec<u8>> {
        self.seal(ids, BSN, &bsn.reveal())
    }

    /// Decrypts what [`Keys::seal_bsn`] made.
    pub fn open_bsn(&self, sealed: &[u8]) -> Result<Bsn> {
        Bsn::try_from(self.open(BSN, sealed)?.as_str())
    }

    /// The keyed hash by which a sealed BSN is found, of its nine digits.
    pub fn bsn_index(&self, bsn: &str) -> Vec<u8> {
        self.blind_index(BSN, bsn)
    }

    /// A keyed hash by which a sealed value can be looked up without being readable.
    pub fn blind_index(&self, field: &str, text: &str) -> Vec<u8> {
        derive(&self.purpose(&format!("index:{field}")), text.as_bytes()).to_vec()
    }

    /// Whether `index` is the keyed hash of `text`; takes the same time whatever the answer.
    pub fn is_index_of(&self, index: &[u8], field: &str, text: &str) -> bool {
        mac(&self.purpose(&format!("index:{field}")), text.as_bytes())
            .is_some_and(|m| m.verify_slice(index).is_ok())
    }

    fn cipher(&self, number: u8, field: &str) -> Result<Aes256GcmSiv> {
        let master = self.masters.get(&number).ok_or_else(|| {
            Error::internal(format!("{field} was encrypted with key {number}, which is not here"))
        })?;
        Ok(Aes256GcmSiv::new(&derive(master, format!("veld:{field}").as_bytes()).into()))
    }
}

/// HMAC-SHA-256 as derivation function: the master is a full-entropy key, so one step suffices.
fn derive(key: &[u8; 32], label: &[u8]) -> [u8; 32] {
    mac(key, label).map_or([0; 32], |m| m.finalize().into_bytes().into())
}

/// HMAC takes a key of any length, so this is always there; the type cannot say so.
fn mac(key: &[u8; 32], label: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).ok()?;
    mac.update(b"voordeur:");
    mac.update(label);
    Some(mac)
}

/// Reads the key file; makes one when there is none. One key per line, 64 hexadecimal digits, oldest first.
/// Refuses a file that others on the machine can read.
pub fn load_or_create(file: &Path, ids: &dyn Ids) -> Result<Keys> {
    if !file.exists() {
        create(file, ids)?;
    }
    refuse_if_open_to_others(file)?;
    let text = fs::read_to_string(file)
        .map_err(|e| Error::internal(format!("key file {} cannot be read: {e}", file.display())))?;
    parse(&text).ok_or_else(|| {
        Error::internal(format!("key file {}: expected lines of 64 hexadecimal digits", file.display()))
    })
}

fn parse(text: &str) -> Option<Keys> {
    let mut masters = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| data_encoding::HEXLOWER_PERMISSIVE.decode(line.as_bytes()).ok()?.try_into().ok());
    let first: Option<[u8; 32]> = masters.next()?;
    masters
        .try_fold(Keys::from_master(first?), |keys, master: Option<[u8; 32]>| Some(keys.with_newer(master?)))
}

fn create(file: &Path, ids: &dyn Ids) -> Result<()> {
    let mut master = [0_u8; 32];
    ids.fill(&mut master);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(file)
        .and_then(|mut f| {
            writeln!(f, "# Master key. Keep a copy in a safe place, apart from the backups.")?;
            writeln!(f, "{}", data_encoding::HEXLOWER.encode(&master))?;
            f.sync_all()
        })
        .map_err(|e| Error::internal(format!("key file {} cannot be made: {e}", file.display())))
}

#[cfg(unix)]
fn refuse_if_open_to_others(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(file)
        .map_err(|e| Error::internal(format!("key file {} cannot be read: {e}", file.display())))?
        .permissions()
        .mode();
    let for_others = 0o077;
    if mode & for_others == 0 {
        return Ok(());
    }
    Err(Error::internal(format!(
        "key file {} can be read by others (mode {:o}); run: chmod 600 {}",
        file.display(),
        mode & 0o777,
        file.display()
    )))
}

#[cfg(not(unix))]
fn refuse_if_open_to_others(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::SeededIds;

    use super::*;

    #[test]
    fn a_bsn_is_sealed_and_found_in_one_way_whoever_keeps_it() {
        let (keys, ids) = (Keys::from_master([7; 32]), SeededIds::new(1));
        let bsn = Bsn::try_from("999990019").unwrap();
        assert_eq!(keys.open_bsn(&keys.seal_bsn(&ids, bsn).unwrap()).unwrap(), bsn);
        assert!(keys.open_bsn(&keys.seal(&ids, "indiener.bsn", "999990019").unwrap()).is_err());
        assert!(keys.is_index_of(&keys.bsn_index(&bsn.reveal()), "bsn", "999990019"));
    }

    #[test]
    fn a_sealed_bsn_opens_only_in_its_own_field_and_with_its_own_key() {
        let (keys, ids) = (Keys::from_master([7; 32]), SeededIds::new(1));
        let sealed = keys.seal(&ids, "partij.bsn", "999990019").unwrap();
        assert_eq!(keys.open("partij.bsn", &sealed).unwrap(), "999990019");
        assert!(keys.open("vraag.bsn", &sealed).is_err());
        assert!(Keys::from_master([8; 32]).open("partij.bsn", &sealed).is_err());
        assert_ne!(sealed, keys.seal(&ids, "partij.bsn", "999990019").unwrap(), "equal values look unequal");
        for damaged in [&sealed[..5], &sealed[..sealed.len() - 1], &[]] {
            assert!(keys.open("partij.bsn", damaged).is_err());
        }
    }

    #[test]
    fn after_a_key_change_old_values_open_and_codes_stay_the_same() {
        let (old, ids) = (Keys::from_master([7; 32]), SeededIds::new(1));
        let sealed = old.seal(&ids, "partij.bsn", "999990019").unwrap();
        let new = old.clone().with_newer([9; 32]);
        assert_eq!(new.open("partij.bsn", &sealed).unwrap(), "999990019");
        assert_eq!(new.seal(&ids, "partij.bsn", "1").unwrap()[0], 2);
        assert_eq!(new.purpose("volgcode"), old.purpose("volgcode"));
        assert_eq!(new.blind_index("bsn", "1"), old.blind_index("bsn", "1"));
        assert!(new.is_index_of(&old.blind_index("bsn", "1"), "bsn", "1"));
        assert!(!new.is_index_of(&old.blind_index("bsn", "1"), "bsn", "2"));
    }

    #[test]
    fn keys_for_two_purposes_have_nothing_in_common() {
        let keys = Keys::from_master([7; 32]);
        assert_ne!(keys.purpose("volgcode"), keys.purpose("mailtoken"));
        assert!(!format!("{keys:?}").contains('7'));
    }

    #[cfg(unix)]
    #[test]
    fn the_key_file_is_made_once_for_the_owner_only_and_refused_when_others_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("voordeur.key");
        let made = load_or_create(&file, &SeededIds::new(3)).unwrap();
        let read = load_or_create(&file, &SeededIds::new(4)).unwrap();
        assert_eq!(made.purpose("x"), read.purpose("x"));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(load_or_create(&file, &SeededIds::new(4)).unwrap_err().to_string().contains("chmod 600"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        fs::write(&file, "geen sleutel").unwrap();
        assert!(load_or_create(&file, &SeededIds::new(4)).is_err());
    }
}
