// SPDX-License-Identifier: EUPL-1.2
//! A sentence with blanks: read once, filled many times.

use serde::Deserialize;

use super::slot::{Slot, Vulling, Wie};

/// A template.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Sjabloon(Vec<Deel>);

#[derive(Debug, Clone)]
enum Deel {
    Tekst(Box<str>),
    /// A blank; with a capital when its value begins a sentence.
    Slot(Slot, bool),
}

impl TryFrom<String> for Sjabloon {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parsed = Self::new(&text);
        let unknown = |d: &Deel| matches!(d, Deel::Tekst(t) if t.contains('{'));
        if parsed.0.iter().any(unknown) { Err(format!("unknown blank in: {text}")) } else { Ok(parsed) }
    }
}

impl Sjabloon {
    /// Reads a template; a blank that does not exist stays as it is written.
    pub(crate) fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, name, after)) = next_blank(rest) {
            let small = name.to_lowercase();
            match Slot::named(&small) {
                Some(slot) => {
                    if !before.is_empty() {
                        parts.push(Deel::Tekst(before.into()));
                    }
                    parts.push(Deel::Slot(slot, small != name));
                }
                None => parts.push(Deel::Tekst(format!("{before}{{{name}}}").into())),
            }
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Deel::Tekst(rest.into()));
        }
        Self(parts)
    }

    /// Writes the text with its blanks filled.
    pub(crate) fn fill(&self, v: &Vulling<'_>, wie: Wie, out: &mut String) {
        for deel in &self.0 {
            match deel {
                Deel::Tekst(t) => out.push_str(t),
                Deel::Slot(slot, false) => v.write(*slot, wie, out),
                Deel::Slot(slot, true) => {
                    let start = out.len();
                    v.write(*slot, wie, out);
                    capital(out, start);
                }
            }
        }
    }

    /// The text with its blanks filled.
    pub(crate) fn text(&self, v: &Vulling<'_>, wie: Wie) -> String {
        let mut out = String::with_capacity(160);
        self.fill(v, wie, &mut out);
        out
    }

    /// The fixed words, for comparing templates.
    pub(super) fn fixed(&self) -> String {
        let text = |d: &Deel| match d {
            Deel::Tekst(t) => t.to_string(),
            Deel::Slot(..) => " ".to_owned(),
        };
        self.0.iter().map(text).collect()
    }
}

/// The text before the next blank, its name, and what follows.
fn next_blank(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Makes the letter at this place a capital.
pub(super) fn capital(text: &mut String, place: usize) {
    let Some(first) = text.get(place..).and_then(|t| t.chars().next()) else { return };
    if first.is_lowercase() {
        let upper: String = first.to_uppercase().collect();
        text.replace_range(place..place + first.len_utf8(), &upper);
    }
}
