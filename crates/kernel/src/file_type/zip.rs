// SPDX-License-Identifier: EUPL-1.2
//! The table of contents of a zip file, read without unpacking anything (APPNOTE.TXT 4.3).

use super::Refusal;

/// Members of one file.
const MAX_MEMBERS: usize = 10_000;
/// Bytes that all members together may claim to unpack to.
const MAX_UNPACKED: u64 = 250 * 1024 * 1024;
/// Size of the closing record, and how far from the end it may start.
const END: usize = 22;
const END_REACH: usize = END + 65_535;

/// Names of the members.
pub fn members(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let end = end_record(bytes).ok_or(Refusal::Unknown)?;
    let count = usize::from(u16_at(bytes, end + 10).ok_or(Refusal::Unknown)?);
    let mut at = usize_at(bytes, end + 16).ok_or(Refusal::Unknown)?;
    if count > MAX_MEMBERS {
        return Err(Refusal::Bomb);
    }
    let (mut names, mut unpacked) = (Vec::with_capacity(count), 0_u64);
    for _ in 0..count {
        let (name, size, next) = member(bytes, at)?;
        unpacked = unpacked.saturating_add(size);
        if unpacked > MAX_UNPACKED {
            return Err(Refusal::Bomb);
        }
        names.push(name);
        at = next;
    }
    Ok(names)
}

/// One entry of the central directory: name, unpacked size, where the next one starts.
fn member(bytes: &[u8], at: usize) -> Result<(String, u64, usize), Refusal> {
    let read = || {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let locked = u16_at(bytes, at + 8)? & 1 == 1;
        let size = u64::from(u32_at(bytes, at + 24)?);
        let lengths =
            [u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?].map(usize::from);
        let name = bytes.get(at + 46..at + 46 + lengths[0])?;
        Some((
            String::from_utf8_lossy(name).into_owned(),
            size,
            locked,
            at + 46 + lengths.iter().sum::<usize>(),
        ))
    };
    match read() {
        Some((_, _, true, _)) => Err(Refusal::Locked),
        Some((name, size, false, next)) => Ok((name, size, next)),
        None => Err(Refusal::Unknown),
    }
}

/// Name and content of the first member, when it is stored as it is.
pub fn first_member(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let stored = u16_at(bytes, 8)? == 0;
    let size = usize_at(bytes, 22)?;
    let (name, extra) = (usize::from(u16_at(bytes, 26)?), usize::from(u16_at(bytes, 28)?));
    let start = 30 + name + extra;
    stored.then(|| Some((bytes.get(30..30 + name)?, bytes.get(start..start.checked_add(size)?)?)))?
}

/// Whether a program that looks for a zip file from the end would find one.
pub fn ends_as_zip(bytes: &[u8]) -> bool {
    end_record(bytes).is_some_and(|end| u16_at(bytes, end + 10).is_some_and(|count| count > 0))
}

/// Where the closing record starts; its comment must reach exactly to the end.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let earliest = bytes.len().saturating_sub(END_REACH);
    (earliest..=bytes.len().checked_sub(END)?).rev().find(|at| {
        bytes[*at..].starts_with(b"PK\x05\x06")
            && u16_at(bytes, at + 20).is_some_and(|comment| at + END + usize::from(comment) == bytes.len())
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).and_then(|n| usize::try_from(n).ok())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A zip file of stored members that claim to unpack to the given size.
    pub(in super::super) fn archive(members: &[(&str, &[u8], u32)]) -> Vec<u8> {
        let (mut out, mut directory) = (Vec::new(), Vec::new());
        let short = |n: usize| u16::try_from(n).unwrap().to_le_bytes();
        let long = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
        for (name, content, claimed) in members {
            let start = out.len();
            let sizes = [long(content.len()), claimed.to_le_bytes()].concat();
            out.extend(
                [
                    b"PK\x03\x04".as_slice(),
                    &[0; 14],
                    &sizes,
                    &short(name.len()),
                    &[0; 2],
                    name.as_bytes(),
                    content,
                ]
                .concat(),
            );
            directory.extend(
                [
                    b"PK\x01\x02".as_slice(),
                    &[0; 16],
                    &sizes,
                    &short(name.len()),
                    &[0; 12],
                    &long(start),
                    name.as_bytes(),
                ]
                .concat(),
            );
        }
        let end = [
            b"PK\x05\x06".as_slice(),
            &[0; 4],
            &short(members.len()),
            &short(members.len()),
            &long(directory.len()),
            &long(out.len()),
            &[0; 2],
        ]
        .concat();
        [out, directory, end].concat()
    }

    #[test]
    fn members_are_listed_and_a_locked_or_broken_file_is_refused() {
        let good = archive(&[("a", b"1", 1), ("b/c", b"22", 2)]);
        assert_eq!(members(&good).unwrap(), ["a", "b/c"]);
        assert_eq!(first_member(&good), Some((b"a".as_slice(), b"1".as_slice())));
        assert_eq!(members(&good[..good.len() - 1]), Err(Refusal::Unknown));
        let mut locked = good.clone();
        let directory = good.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        locked[directory + 8] = 1;
        assert_eq!(members(&locked), Err(Refusal::Locked));
    }
}
