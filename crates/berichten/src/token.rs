// SPDX-License-Identifier: EUPL-1.2
//! The token by which a reply finds its question again. It carries the id of the question and a seal
//! (HMAC-SHA-256, 80 bits), so that it needs no table and nobody can make one who only knows a number.
//!
//! It travels in the Message-ID of what we send (`<vraag.TOKEN.N@domain>`) and, because some providers
//! rewrite that, in the address to reply to (`postvak+TOKEN@domain`).

use std::fmt::Display;

use data_encoding::{Encoding, Specification};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

/// Characters of a token: 26 bytes in base 32.
pub const LENGTH: usize = 42;
/// Bytes of the seal.
const SEAL: usize = 10;
/// Keeps these seals apart from all others that may be made with the same key.
const PURPOSE: &[u8] = b"mail-thread-token/1";

/// The token of a question. Lower case, so that it survives systems that fold addresses.
pub fn make(key: &[u8; 32], vraag: Uuid) -> String {
    let mut bytes = [0_u8; 16 + SEAL];
    bytes[..16].copy_from_slice(vraag.as_bytes());
    bytes[16..].copy_from_slice(&seal(key, vraag).finalize().into_bytes()[..SEAL]);
    alphabet().encode(&bytes)
}

/// The question a token belongs to, when the seal is ours.
pub fn resolve(key: &[u8; 32], token: &str) -> Option<Uuid> {
    let bytes = alphabet().decode(token.to_ascii_lowercase().as_bytes()).ok()?;
    let (id, given) = bytes.split_at_checked(16).filter(|(_, given)| given.len() == SEAL)?;
    let vraag = Uuid::from_slice(id).ok()?;
    seal(key, vraag).verify_truncated_left(given).ok().map(|()| vraag)
}

/// The token in a Message-ID or an address, if something there has the shape of one. Not yet checked.
pub fn candidate(text: &str) -> Option<String> {
    let (local, _) = text.trim_matches(['<', '>', ' ']).rsplit_once('@')?;
    let in_id = || local.strip_prefix("vraag.").and_then(|rest| rest.split('.').next());
    let in_address = || local.rsplit_once('+').map(|(_, tag)| tag);
    let token = in_id().or_else(in_address)?.to_ascii_lowercase();
    (token.len() == LENGTH && alphabet().decode(token.as_bytes()).is_ok()).then_some(token)
}

/// Message-ID (without angle brackets) of message `n` about a question.
pub fn message_id(token: &str, n: impl Display, domain: &str) -> String {
    format!("vraag.{token}.{n}@{domain}")
}

/// The address to reply to: the mailbox with the token behind a plus sign. Nothing when `mailbox` is
/// no address or the result would be too long for mail systems (64 characters before the at sign).
pub fn reply_address(mailbox: &str, token: &str) -> Option<String> {
    let (local, domain) = mailbox.rsplit_once('@')?;
    (local.len() + 1 + token.len() <= 64).then(|| format!("{local}+{token}@{domain}"))
}

/// An address without the part behind the plus sign: the mailbox itself.
pub fn mailbox_of(address: &str) -> String {
    match address.rsplit_once('@').map(|(local, domain)| (local.split('+').next().unwrap_or(local), domain)) {
        Some((local, domain)) => format!("{local}@{domain}"),
        None => address.to_owned(),
    }
}

fn seal(key: &[u8; 32], vraag: Uuid) -> Hmac<Sha256> {
    // HMAC itself fills a short key up with zeroes to one block.
    let mut block = [0_u8; 64];
    block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(PURPOSE);
    mac.update(vraag.as_bytes());
    mac
}

/// Base 32 of RFC 4648 in lower case without padding.
fn alphabet() -> Encoding {
    static ALPHABET: std::sync::OnceLock<Encoding> = std::sync::OnceLock::new();
    let make = || {
        let mut spec = Specification::new();
        spec.symbols.push_str("abcdefghijklmnopqrstuvwxyz234567");
        spec.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
    };
    ALPHABET.get_or_init(make).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];

    fn vraag() -> Uuid {
        Uuid::from_u128(0x0199_aaaa_bbbb_7ccc_8ddd_eeee_ffff_0001)
    }

    #[test]
    fn a_reply_finds_its_question_by_id_and_by_address_in_any_case() {
        let token = make(&KEY, vraag());
        assert_eq!(token.len(), LENGTH);
        let id = message_id(&token, 3, "thuishaven.nl");
        let address = reply_address("post@thuishaven.nl", &token).unwrap();
        for text in [id.clone(), format!("<{id}>"), address.clone(), address.to_uppercase()] {
            let found = candidate(&text).unwrap();
            assert_eq!(resolve(&KEY, &found), Some(vraag()), "{text}");
        }
        assert_eq!(mailbox_of(&address), "post@thuishaven.nl");
    }

    #[test]
    fn nobody_makes_a_token_without_our_key() {
        let token = make(&KEY, vraag());
        assert_eq!(resolve(&[8; 32], &token), None);
        for at in 0..LENGTH {
            let mut forged = token.clone().into_bytes();
            forged[at] = if forged[at] == b'a' { b'b' } else { b'a' };
            assert_eq!(resolve(&KEY, std::str::from_utf8(&forged).unwrap()), None, "at {at}");
        }
    }

    #[test]
    fn ordinary_ids_and_addresses_hold_no_token() {
        for text in [
            "a@b",
            "jan+nieuws@x.nl",
            "vraag.x.1@thuishaven.nl",
            "vraag.@x",
            "",
            "@",
            "+@",
            "post@thuishaven.nl",
        ] {
            assert_eq!(candidate(text), None, "{text}");
        }
        assert_eq!(reply_address("geen adres", "t"), None);
        assert_eq!(reply_address(&format!("{}@x.nl", "p".repeat(40)), &make(&KEY, vraag())), None);
    }

    proptest::proptest! {
        #[test]
        fn every_token_resolves_to_its_own_question(id: u128, key: [u8; 32]) {
            let vraag = Uuid::from_u128(id);
            proptest::prop_assert_eq!(resolve(&key, &make(&key, vraag)), Some(vraag));
        }

        #[test]
        fn any_text_is_searched_without_harm(text in ".{0,80}") {
            let _ = candidate(&text).map(|t| resolve(&KEY, &t));
        }
    }
}
