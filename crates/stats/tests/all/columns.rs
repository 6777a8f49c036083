// SPDX-License-Identifier: EUPL-1.2
//! A column of a file: what it may look like, and what is refused.

use std::io::{self, Read};

use proptest::prelude::*;
use stats::{Column, MOST_FIELDS, column};

fn read(text: &str) -> Column {
    column(text.as_bytes(), None).unwrap()
}

fn refused(text: &str, name: Option<&str>) -> String {
    column(text.as_bytes(), name).unwrap_err().to_string()
}

#[test]
fn numbers_stand_with_or_without_a_header_and_with_a_point_or_a_comma() {
    for text in [
        "7.5\n8\n",
        "cijfer\n7,5\n8",
        "cijfer\r\n7,5\r\n8\r\n",
        "\u{feff}cijfer\n\"7,5\"\n 8 \n",
        "7.5\n\n8\n",
    ] {
        let got = read(text);
        assert_eq!((got.values.n(), got.values.mean(), got.share), (2, 7.75, None), "{text:?}");
    }
    assert_eq!(read("7.5\n\n8\n").empty, 1);
}

#[test]
fn a_column_is_found_by_its_name_whatever_separates() {
    for text in [
        "contact;cijfer\n1;7,5\n2;8,5\n",
        "contact\tCijfer\n1\t7,5\n2\t8,5",
        "contact,cijfer\n1,7.5\n2,\"8,5\"\n",
    ] {
        let got = column(text.as_bytes(), Some("cijfer")).unwrap();
        assert_eq!((got.values.n(), got.values.mean()), (2, 8.0), "{text:?}");
    }
    // A separator, a quote and an end of line within quotes are text.
    let text = "\"de; \"\"naam\"\"\";cijfer\n\"een\n\ntwee\";7\n;8\n";
    assert_eq!(column(text.as_bytes(), Some("cijfer")).unwrap().values.n(), 2);
}

#[test]
fn yes_and_no_make_a_share_and_so_do_ones_and_zeros() {
    let share = |text: &str| read(text).share.map(|share| (share.hits(), share.n()));
    assert_eq!(share("opgelost\nja\nNee\nJA\n\n"), Some((2, 3)));
    assert_eq!(share("1\n0\n1\n"), Some((2, 3)));
    assert_eq!(share("1\n0\n2\n"), None);
    assert!(read("true\nfalse\n").words && !read("1\n0\n").words);
    assert_eq!(read("ja\n1\n").share.map(stats::sample::Share::hits), Some(2));
}

#[test]
fn what_cannot_be_used_is_refused_with_its_line() {
    for (text, name, wanted) in [
        ("", None, "CSV file: is empty"),
        ("cijfer\n", None, "CSV file: has no values in this column"),
        ("cijfer\n7\n\"8\n", None, "CSV file: line 3: a quote is opened and never closed"),
        ("cijfer\n7\nacht\n", None, "CSV file: line 3: \"acht\" is no number and neither yes nor no"),
        ("7\ninf\n", None, "CSV file: line 2: \"inf\" is no number and neither yes nor no"),
        ("7\nja\n", None, "CSV file: line 2: numbers and words for yes and no stand in one column"),
        ("a;b\n1;2\n", None, "CSV file: has 2 columns, so name the one to read; it has: a, b"),
        ("a;b\n1;2\n", Some("c"), "CSV file: has no column \"c\"; it has: a, b"),
        ("a;b\n1;2\n\n3\n", Some("b"), "CSV file: line 4 has 1 fields, the first line has 2"),
        ("a;b\n1;2\n;;\n", Some("b"), "CSV file: line 3 has 3 fields, the first line has 2"),
    ] {
        assert_eq!(refused(text, name), wanted);
    }
    assert!(refused(&",".repeat(MOST_FIELDS), Some("a")).contains("1024 fields"));
}

/// A disk that is gone.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

#[test]
fn an_endless_record_ends_at_its_limit_and_an_endless_file_takes_no_memory() {
    let endless = io::Cursor::new("cijfer\n\"").chain(io::repeat(b'7').take(1 << 30));
    assert!(column(endless, None).unwrap_err().why.contains("line 2 has more than 1048576 bytes"));
    assert_eq!(column(Broken, None).unwrap_err().why, "cannot be read at line 1: the disk is gone");
    let lines = "7\n".repeat(100_000);
    let breaks = lines.as_bytes().chain(Broken);
    assert_eq!(column(breaks, None).unwrap_err().why, "cannot be read at line 100001: the disk is gone");
}

proptest! {
    #[test]
    fn no_bytes_panic_and_pieces_do_not_matter(text in "(ja|nee|7|8,5|;|,|\t|\"|\n|\r|cijfer|[ -~]|\\PC){0,60}", piece in 1_usize..9) {
        struct Pieces<'a>(&'a [u8], usize);
        impl Read for Pieces<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let n = buffer.len().min(self.0.len()).min(self.1);
                buffer[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        for name in [None, Some("cijfer")] {
            prop_assert_eq!(column(text.as_bytes(), name), column(Pieces(text.as_bytes(), piece), name));
        }
    }

    #[test]
    fn numbers_come_back(values in prop::collection::vec(-1e6..1e6, 2..40)) {
        let lines: Vec<String> = values.iter().map(f64::to_string).collect();
        let got = read(&lines.join("\n"));
        prop_assert_eq!(got.values, stats::sample::Moments::of(&values).unwrap());
    }
}
