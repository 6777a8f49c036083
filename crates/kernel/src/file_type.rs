// SPDX-License-Identifier: EUPL-1.2
//! What a file really is, by its content. A name and a media type are claims; only what is recognised
//! here is accepted from outside, and it is served as what it is.

use crate::{Error, text_enum};

mod zip;

/// Bytes of one file.
pub const MAX_FILE_BYTES: usize = 10 * 1024 * 1024;
/// Files at once.
pub const MAX_FILES: usize = 10;
/// Bytes of all files at once.
pub const MAX_TOTAL_BYTES: usize = 25 * 1024 * 1024;

text_enum! {
    /// A kind of file we accept. Its text is the media type under which it is kept and served.
    pub enum FileType {
        /// Portable document.
        Pdf = "application/pdf",
        /// Picture.
        Png = "image/png",
        /// Picture.
        Jpeg = "image/jpeg",
        /// Picture.
        Gif = "image/gif",
        /// Picture, as many phones make them.
        Heic = "image/heic",
        /// Word document without macros.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// Excel workbook without macros.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// OpenDocument text without macros.
        Odt = "application/vnd.oasis.opendocument.text",
        /// Plain text.
        Txt = "text/plain",
        /// Table as text.
        Csv = "text/csv",
        /// Mail.
        Eml = "message/rfc822",
    }
}

impl FileType {
    /// Endings of names that go with this kind, the usual one first.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg", "jfif"],
            Self::Gif => &["gif"],
            Self::Heic => &["heic", "heif"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Txt => &["txt"],
            Self::Csv => &["csv"],
            Self::Eml => &["eml"],
        }
    }

    /// Whether a browser may show it in a page; everything else is only offered to be saved.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Jpeg | Self::Gif)
    }
}

/// Why a file is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// More than [`MAX_FILE_BYTES`].
    TooLarge,
    /// More than [`MAX_FILES`].
    TooMany,
    /// Together more than [`MAX_TOTAL_BYTES`].
    TooLargeTogether,
    /// Not a kind we accept, or not whole.
    Unknown,
    /// The name ends like another kind of file than it is.
    OtherThanItsName,
    /// Two kinds of file in one.
    TwoInOne,
    /// Unpacks to far more than it is.
    Bomb,
    /// Carries a program.
    Macro,
    /// Locked with a password.
    Locked,
}

impl Refusal {
    /// Why, and what to do, in plain Dutch.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Empty => "Dit bestand is leeg.",
            Self::TooLarge => "Dit bestand is te groot. Een bestand mag 10 MB groot zijn.",
            Self::TooMany => "U kunt niet meer dan 10 bestanden tegelijk meesturen.",
            Self::TooLargeTogether => "De bestanden zijn samen te groot. Samen mogen ze 25 MB groot zijn.",
            Self::Unknown => {
                "Dit soort bestand kunnen wij niet openen. Stuur een foto (jpg, png, heic, gif), pdf, Word-, Excel- of tekstbestand."
            }
            Self::OtherThanItsName => {
                "De inhoud van dit bestand past niet bij de naam. Sla het opnieuw op en probeer het nog eens."
            }
            Self::TwoInOne | Self::Bomb => {
                "Dit bestand lijkt niet veilig. Sla het opnieuw op en probeer het nog eens."
            }
            Self::Macro => "In dit bestand zit een macro. Sla het op zonder macro's, of als pdf.",
            Self::Locked => {
                "Op dit bestand zit een wachtwoord. Haal het wachtwoord eraf en probeer het nog eens."
            }
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::field("bestanden", refusal.text())
    }
}

/// Checks number and sizes (bytes) of files that come together, before any is read further.
pub fn check_sizes(sizes: &[usize]) -> Result<(), Refusal> {
    if sizes.len() > MAX_FILES {
        Err(Refusal::TooMany)
    } else if sizes.iter().any(|size| *size > MAX_FILE_BYTES) {
        Err(Refusal::TooLarge)
    } else if sizes.iter().fold(0_usize, |sum, size| sum.saturating_add(*size)) > MAX_TOTAL_BYTES {
        Err(Refusal::TooLargeTogether)
    } else {
        Ok(())
    }
}

/// The kind of a file, when we accept it. The name decides only between kinds of text, and must not
/// promise another kind than the content is; a name without an ending promises nothing.
pub fn recognise(name: &str, bytes: &[u8]) -> Result<FileType, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let ending = ending(name);
    let found = by_mark(bytes)?.or_else(|| by_text(ending.as_deref(), bytes)).ok_or(Refusal::Unknown)?;
    match ending {
        Some(ending) if !found.endings().contains(&ending.as_str()) => Err(Refusal::OtherThanItsName),
        _ => Ok(found),
    }
}

/// The ending of a name in lower case.
fn ending(name: &str) -> Option<String> {
    let (rest, ending) = name.trim().rsplit_once('.')?;
    (!rest.is_empty()).then(|| ending.to_lowercase())
}

/// Kinds that begin with bytes of their own.
fn by_mark(bytes: &[u8]) -> Result<Option<FileType>, Refusal> {
    let found = if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes).map(Some);
    } else if bytes.trim_ascii_start().starts_with(b"%PDF-") {
        FileType::Pdf
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        FileType::Png
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        FileType::Jpeg
    } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        FileType::Gif
    } else if is_heic(bytes) {
        FileType::Heic
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // Office files of before 2007, and newer ones with a password, are packed like this.
        return Err(if contains(bytes, &utf16("EncryptedPackage")) {
            Refusal::Locked
        } else {
            Refusal::Unknown
        });
    } else {
        return Ok(None);
    };
    // A zip file may stand behind any other file and still open: the programs that open it see that one.
    if zip::ends_as_zip(bytes) { Err(Refusal::TwoInOne) } else { Ok(Some(found)) }
}

fn is_heic(bytes: &[u8]) -> bool {
    let brands: [&[u8]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| brands.contains(&brand))
}

/// Office files are zip files with certain members.
fn packed(bytes: &[u8]) -> Result<FileType, Refusal> {
    let members = zip::members(bytes)?;
    let has = |name: &str| members.iter().any(|m| m == name);
    let program = |name: &String| {
        let low = name.to_lowercase();
        low.ends_with("vbaproject.bin") || low.starts_with("basic/") || low.starts_with("scripts/")
    };
    if members.iter().any(program) {
        return Err(Refusal::Macro);
    }
    let office = has("[Content_Types].xml");
    if office && has("word/document.xml") {
        Ok(FileType::Docx)
    } else if office && has("xl/workbook.xml") {
        Ok(FileType::Xlsx)
    } else if has("content.xml")
        && zip::first_member(bytes) == Some((b"mimetype", FileType::Odt.text().as_bytes()))
    {
        Ok(FileType::Odt)
    } else {
        Err(Refusal::Unknown)
    }
}

/// Text has no bytes of its own at the start; the name tells which kind, the content must be text.
fn by_text(ending: Option<&str>, bytes: &[u8]) -> Option<FileType> {
    let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let control =
        |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\r' | b'\n' | 0x0c | 0x1a | 0x1b) || *b == 0x7f;
    if !utf16 && bytes.iter().any(control) {
        return None;
    }
    match ending {
        Some("csv") => Some(FileType::Csv),
        Some("eml") if !utf16 && starts_as_mail(bytes) => Some(FileType::Eml),
        Some("txt") | None => Some(FileType::Txt),
        _ => None,
    }
}

/// A header in the first lines.
fn starts_as_mail(bytes: &[u8]) -> bool {
    bytes.split(|b| *b == b'\n').take(5).any(|line| {
        let name = line.split(|b| *b == b':').next().unwrap_or_default();
        name.len() < line.len()
            && !name.is_empty()
            && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
    })
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::{zip::tests::archive, *};

    fn docx() -> Vec<u8> {
        archive(&[("[Content_Types].xml", b"<x/>", 4), ("word/document.xml", b"<x/>", 4)])
    }

    #[test]
    fn a_resident_may_send_photos_documents_tables_and_mail() {
        let xlsx = archive(&[("[Content_Types].xml", b"<x/>", 4), ("xl/workbook.xml", b"<x/>", 4)]);
        let mime = FileType::Odt.text().as_bytes();
        let odt =
            archive(&[("mimetype", mime, u32::try_from(mime.len()).unwrap()), ("content.xml", b"<x/>", 4)]);
        let cases: [(&str, &[u8], FileType); 14] = [
            ("brief.pdf", b"%PDF-1.7 ...", FileType::Pdf),
            ("Foto.PNG", b"\x89PNG\r\n\x1a\n...", FileType::Png),
            ("foto.jpeg", b"\xff\xd8\xff\xe0...", FileType::Jpeg),
            ("foto", b"\xff\xd8\xff\xe1...", FileType::Jpeg),
            ("plaatje.gif", b"GIF89a...", FileType::Gif),
            ("IMG_1.HEIC", b"\0\0\0\x18ftypheic...", FileType::Heic),
            ("brief.docx", &docx(), FileType::Docx),
            ("tabel.xlsx", &xlsx, FileType::Xlsx),
            ("brief.odt", &odt, FileType::Odt),
            ("tekst.txt", "één regel\r\n".as_bytes(), FileType::Txt),
            ("oud.txt", b"\xe9\xe9n regel", FileType::Txt),
            ("lijst.csv", b"a;b\n1;2\n", FileType::Csv),
            ("mail.eml", b"From: jan@x.nl\n\nDag", FileType::Eml),
            ("zonder naam", b"tekst", FileType::Txt),
        ];
        for (name, bytes, kind) in cases {
            assert_eq!(recognise(name, bytes), Ok(kind), "{name}");
        }
    }

    #[test]
    fn programs_pages_disguises_and_traps_are_refused() {
        let zip = archive(&[("a.exe", b"x", 1)]);
        let with_macro = archive(&[
            ("[Content_Types].xml", b"", 0),
            ("word/document.xml", b"", 0),
            ("word/vbaProject.bin", b"", 0),
        ]);
        let bomb = archive(&[("[Content_Types].xml", b"", 0), ("word/document.xml", b"x", u32::MAX - 1)]);
        let two_in_one = [b"\xff\xd8\xff\xe0....".as_slice(), &docx()].concat();
        let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &utf16("EncryptedPackage")].concat();
        let cases: [(&str, &[u8], Refusal); 14] = [
            ("a.exe", b"MZ\x90\0\x03", Refusal::Unknown),
            ("a.html", b"<script>alert(1)</script>", Refusal::Unknown),
            ("a.svg", b"<svg onload=alert(1)>", Refusal::Unknown),
            ("a.jpg", b"<script>alert(1)</script>", Refusal::Unknown),
            ("a.zip", &zip, Refusal::Unknown),
            ("a.jpg", b"%PDF-1.7", Refusal::OtherThanItsName),
            ("a.exe", b"\xff\xd8\xff\xe0", Refusal::OtherThanItsName),
            ("a.docx", &with_macro, Refusal::Macro),
            ("a.docx", &bomb, Refusal::Bomb),
            ("a.jpg", &two_in_one, Refusal::TwoInOne),
            ("a.docx", &locked, Refusal::Locked),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", Refusal::Unknown),
            ("a.docx", b"PK\x03\x04 afgebroken", Refusal::Unknown),
            ("a.txt", b"tekst met \0 erin", Refusal::Unknown),
        ];
        for (name, bytes, why) in cases {
            assert_eq!(recognise(name, bytes), Err(why), "{name} {}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(recognise("a.txt", b""), Err(Refusal::Empty));
    }

    #[test]
    fn number_and_sizes_have_limits_that_are_told() {
        assert_eq!(check_sizes(&[MAX_FILE_BYTES, MAX_FILE_BYTES]), Ok(()));
        assert_eq!(check_sizes(&[1; MAX_FILES + 1]), Err(Refusal::TooMany));
        assert_eq!(check_sizes(&[MAX_FILE_BYTES + 1]), Err(Refusal::TooLarge));
        assert_eq!(check_sizes(&[MAX_FILE_BYTES; 3]), Err(Refusal::TooLargeTogether));
        assert_eq!(recognise("a.txt", &vec![b'x'; MAX_FILE_BYTES + 1]), Err(Refusal::TooLarge));
        assert!(
            Refusal::TooLarge.text().contains("10 MB") && Refusal::TooLargeTogether.text().contains("25 MB")
        );
        assert!(Refusal::TooMany.text().contains("10"));
    }

    proptest::proptest! {
        #[test]
        fn any_file_is_judged_without_harm(name in ".{0,20}", bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300), start in 0_usize..6) {
            let marks: [&[u8]; 6] = [b"", b"PK\x03\x04", b"%PDF-", b"\0\0\0\x18ftyp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06"];
            let _ = recognise(&name, &[marks[start], &bytes].concat());
            let _ = recognise(&name, &[docx().as_slice(), &bytes].concat());
        }
    }
}
