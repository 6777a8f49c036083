// SPDX-License-Identifier: EUPL-1.2
//! The secret beside the number: derived from the id, never stored, readable aloud.

use std::hint::black_box;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use crate::value::{LONGEST, is_spacing};

/// Letters and digits without look-alikes (no 0 O 1 I L): 31 marks.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Marks in a code; 31^9 is about 2^44.
const LENGTH: usize = 9;

/// The code of a question, for instance `K7M 4PX 92R`. `key` serves this purpose only.
pub fn derive(key: &[u8; 32], id: Uuid) -> String {
    // A key of 32 bytes is always accepted; without one there must be no code at all.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(id.as_bytes());
    let digest = mac.finalize().into_bytes();
    // 128 bits over 31^9 codes: the bias is below 2^-83.
    let mut rest = digest.iter().take(16).fold(0_u128, |n, byte| (n << 8) | u128::from(*byte));
    let mut marks = [0_u8; LENGTH];
    for mark in &mut marks {
        let place = usize::try_from(rest % 31).unwrap_or(0);
        *mark = ALPHABET.get(place).copied().unwrap_or(b'2');
        rest /= 31;
    }
    group(&marks)
}

/// Brings a typed code into the form of [`derive()`]: lower case, spaces, dashes and dots are forgiven. None when it
/// cannot be a code.
pub fn normalise(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut marks = [0_u8; LENGTH];
    let mut count = 0;
    for c in text.chars().filter(|c| !is_spacing(*c)) {
        let mark = u8::try_from(c).ok()?.to_ascii_uppercase();
        if !ALPHABET.contains(&mark) {
            return None;
        }
        *marks.get_mut(count)? = mark;
        count += 1;
    }
    (count == LENGTH).then(|| group(&marks))
}

/// Whether `given` is the code of `id`. The time it takes does not tell how much of it is right.
pub fn matches(key: &[u8; 32], id: Uuid, given: &str) -> bool {
    let right = derive(key, id);
    let given = normalise(given);
    let is_code = given.is_some();
    let given = given.unwrap_or_else(|| right.chars().rev().collect());
    is_code & is_equal(right.as_bytes(), given.as_bytes())
}

/// Equality in constant time for texts of equal length.
fn is_equal(a: &[u8], b: &[u8]) -> bool {
    let difference = a.iter().zip(b).fold(0_u8, |sum, (x, y)| black_box(sum | (x ^ y)));
    black_box(difference) == 0 && a.len() == b.len() && !a.is_empty()
}

fn group(marks: &[u8; LENGTH]) -> String {
    let mut text = String::with_capacity(LENGTH + 2);
    for (place, mark) in marks.iter().enumerate() {
        if place > 0 && place % 3 == 0 {
            text.push(' ');
        }
        text.push(char::from(*mark));
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: [u8; 32] = [7; 32];

    #[test]
    fn a_code_stays_the_same_for_ever() {
        // Printed on letters: another value here breaks every code that was given out.
        let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
        assert_eq!(derive(&KEY, id), "4KJ EEE CSF");
    }

    #[test]
    fn a_resident_may_type_it_with_or_without_spaces_dashes_and_capitals() {
        let code = derive(&KEY, Uuid::nil());
        let bare = code.replace(' ', "");
        for typed in [
            code.clone(),
            bare.to_lowercase(),
            code.replace(' ', "-"),
            format!("  {bare}. "),
            code.replace(' ', "\u{a0}–"),
        ] {
            assert!(matches(&KEY, Uuid::nil(), &typed), "{typed}");
        }
    }

    #[test]
    fn what_holds_a_look_alike_or_another_length_is_no_code() {
        for wrong in
            ["", "K7M 4PX 92", "K7M 4PX 92R2", "K7M 4PX 920", "K7M 4PX 92O", "K7M 4PX 92I", "K7M 4PX 92é"]
        {
            assert_eq!(normalise(wrong), None, "{wrong}");
            assert!(!matches(&KEY, Uuid::nil(), wrong));
        }
    }

    proptest! {
        #[test]
        fn every_code_is_three_groups_of_three_and_fits_only_its_own_question(a: u128, b: u128) {
            prop_assume!(a != b);
            let (a, b) = (Uuid::from_u128(a), Uuid::from_u128(b));
            let code = derive(&KEY, a);
            prop_assert_eq!(normalise(&code), Some(code.clone()));
            prop_assert_eq!(code.split(' ').map(str::len).collect::<Vec<_>>(), [3, 3, 3]);
            prop_assert!(matches(&KEY, a, &code));
            prop_assert!(!matches(&KEY, b, &code));
            prop_assert!(!matches(&[8; 32], a, &code));
        }

        #[test]
        fn reading_never_panics(text in ".*") {
            let _ = normalise(&text);
        }
    }
}
