// SPDX-License-Identifier: EUPL-1.2
//! Unpacks gzip when that is what comes in, and stops a file that unpacks without end.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::{
    error::{Error, Place, Result},
    limits::{MAX_RATIO, MAX_UNPACKED, RATIO_FROM},
};

/// Bytes read at a time.
const BUFFER: usize = 128 << 10;

/// Bytes looked at first: what a reader sees at its first look, so that it can judge the head of a file.
const FIRST: u64 = 64 << 10;

/// What a stream holds, unpacked. Knows how far it is, and how many bytes were taken since [`Unpacked::mark`].
pub struct Unpacked<R: Read> {
    inner: Inner<R>,
    /// Bytes taken from it in all.
    taken: u64,
    /// How far it may go before the next mark.
    allowed: u64,
    token: u64,
}

enum Inner<R: Read> {
    Plain(BufReader<Start<R>>),
    Packed(Box<BufReader<Gzip<R>>>),
}

type Gzip<R> = MultiGzDecoder<BufReader<Counted<Start<R>>>>;

/// The first bytes, which were looked at, and the rest.
type Start<R> = io::Chain<io::Cursor<Vec<u8>>, R>;

struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.bytes += n as u64;
        Ok(n)
    }
}

/// Looks at the first two bytes and unpacks gzip (RFC 1952), also in several members. A stream that becomes more than
/// [`MAX_RATIO`] times larger, or larger than [`MAX_UNPACKED`], is stopped; so is one of which more than `token` bytes
/// are taken without a mark.
pub fn unpack<R: Read>(mut from: R, token: u64) -> Result<Unpacked<R>> {
    let mut first = Vec::new();
    from.by_ref().take(FIRST).read_to_end(&mut first)?;
    let packed = first.starts_with(&[0x1F, 0x8B]);
    let start = io::Cursor::new(first).chain(from);
    let inner = if packed {
        let counted = BufReader::with_capacity(BUFFER, Counted { inner: start, bytes: 0 });
        Inner::Packed(Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(counted))))
    } else {
        Inner::Plain(BufReader::with_capacity(BUFFER, start))
    };
    Ok(Unpacked { inner, taken: 0, allowed: token, token })
}

impl<R: Read> Unpacked<R> {
    /// Whether it was packed.
    pub fn packed(&self) -> bool {
        matches!(self.inner, Inner::Packed(_))
    }

    /// How far, in unpacked bytes.
    pub fn taken(&self) -> u64 {
        self.taken
    }

    /// A new token begins.
    #[inline]
    pub fn mark(&mut self) {
        self.allowed = self.taken + self.token;
    }

    fn guard(&self) -> Result<()> {
        let place = Place::Byte(self.taken);
        if self.taken > self.allowed {
            return Err(Error::TooMuch { what: "bytes in one piece", limit: self.token, place });
        }
        let Inner::Packed(inner) = &self.inner else { return Ok(()) };
        let packed = inner.get_ref().get_ref().get_ref().bytes;
        if self.taken > MAX_UNPACKED {
            return Err(Error::TooMuch { what: "bytes unpacked", limit: MAX_UNPACKED, place });
        }
        if self.taken > RATIO_FROM && self.taken / MAX_RATIO > packed {
            return Err(Error::Refused { what: "it unpacks to a size that no log has", place });
        }
        Ok(())
    }
}

impl<R: Read> BufRead for Unpacked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.guard()?;
        let taken = self.taken;
        match &mut self.inner {
            Inner::Plain(inner) => inner.fill_buf(),
            Inner::Packed(inner) => inner.fill_buf().map_err(|e| sound(e, taken)),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount as u64;
        match &mut self.inner {
            Inner::Plain(inner) => inner.consume(amount),
            Inner::Packed(inner) => inner.consume(amount),
        }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(buffer)?;
        self.consume(n);
        Ok(n)
    }
}

/// What flate2 says about broken data, in our words.
fn sound(error: io::Error, at: u64) -> io::Error {
    let what = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it ends too early",
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => "the packed data are damaged",
        _ => return error,
    };
    Error::broken("gzip file", what, Place::Byte(at)).into()
}
