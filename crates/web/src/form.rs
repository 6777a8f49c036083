// SPDX-License-Identifier: EUPL-1.2
//! What a form sent: read without ever failing in an unfriendly way, and shown again with its errors.

use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use futures_util::StreamExt as _;
use kernel::{Error, FieldError, Result};

use crate::{Fout, Gemeente, upload::MAX_UPLOAD};

/// Largest form without files, in bytes.
pub const MAX_FORM: usize = 1024 * 1024;
/// Most fields in a form.
pub const MAX_FIELDS: usize = 500;

/// The fields of a form, in the order in which they came. Values are kept as typed, except that line ends are
/// `\n` and control characters, which no database keeps, are gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded`.
    pub fn parse(body: &[u8]) -> Result<Self> {
        if body.len() > MAX_FORM {
            return Err(too_large());
        }
        let mut form = Self::default();
        for pair in body.split(|b| *b == b'&').filter(|pair| !pair.is_empty()) {
            let mut parts = pair.splitn(2, |b| *b == b'=');
            let (name, value) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            form.push(&decode(name)?, &decode(value)?)?;
        }
        Ok(form)
    }

    /// Adds a field; refuses one too many.
    pub(crate) fn push(&mut self, name: &str, value: &str) -> Result<()> {
        if self.fields.len() >= MAX_FIELDS {
            return Err(Error::TooLarge {
                text: format!(
                    "Dit formulier heeft meer dan {MAX_FIELDS} velden. Dat kunnen wij niet verwerken."
                ),
            });
        }
        self.fields.push((clean(name), clean(value)));
        Ok(())
    }

    /// The first value of the field as typed; empty when it is absent.
    pub fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// The first value without spaces around it; empty when it is absent.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).trim()
    }

    /// The first value without spaces around it, when something was filled in.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of the field: check boxes and repeated fields.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether the field came at all: a ticked box, a pressed button.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(n, _)| n == name)
    }

    /// Whether the field came with this value: a chosen radio button.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|v| v == value)
    }

    /// The filled-in value read as `V` (a number, an id, an own type); `None` when empty or unreadable.
    pub fn read<V: std::str::FromStr>(&self, name: &str) -> Option<V> {
        self.filled(name)?.parse().ok()
    }

    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(n, v)| (n.as_str(), v.as_str()))
    }

    /// Replaces the field's values by one; for forms that are shown again changed, and for tests.
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(n, _)| n != name);
        self.fields.push((name.to_owned(), clean(value)));
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Form {
    fn from(fields: [(&str, &str); N]) -> Self {
        Self { fields: fields.iter().map(|(n, v)| ((*n).to_owned(), clean(v))).collect() }
    }
}

impl FromRequest<Gemeente> for Form {
    type Rejection = Fout;

    async fn from_request(request: Request, _: &Gemeente) -> Result<Self, Fout> {
        refuse_other_type(&request)?;
        Ok(Self::parse(&read_body(request).await?)?)
    }
}

/// The whole body up to [`MAX_FORM`]. Somewhat more is read and dropped: a browser that is cut off while sending
/// shows its own error instead of ours.
pub(crate) async fn read_body(request: Request) -> Result<Vec<u8>> {
    let mut stream = request.into_body().into_data_stream();
    let (mut body, mut read) = (Vec::new(), 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| {
            Error::field("", "Het versturen is onderweg afgebroken. Verstuur het formulier opnieuw.")
        })?;
        read += chunk.len();
        if read <= MAX_FORM {
            body.extend_from_slice(&chunk);
        } else if read > MAX_UPLOAD {
            break;
        }
    }
    if read > MAX_FORM { Err(too_large()) } else { Ok(body) }
}

/// Browsers send the form type; a body of another type is a mistake of whoever wrote the client.
fn refuse_other_type(request: &Request) -> Result<(), Fout> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    match kind {
        None => Ok(()),
        Some(kind) if kind.starts_with("application/x-www-form-urlencoded") => Ok(()),
        Some(_) => Err(Fout::unsupported("application/x-www-form-urlencoded")),
    }
}

pub(crate) fn too_large() -> Error {
    Error::TooLarge {
        text: "Uw bericht is te groot. Er mag 1 MB aan tekst in. Maak de tekst korter.".to_owned(),
    }
}

fn decode(bytes: &[u8]) -> Result<String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok()).filter(|_| *first == b'%');
        let (byte, next) = match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => (byte, &tail[2..]),
            None => (if *first == b'+' { b' ' } else { *first }, tail),
        };
        out.push(byte);
        rest = next;
    }
    String::from_utf8(out).map_err(|_| {
        Error::field("", "In uw tekst staat een teken dat wij niet kunnen lezen. Typ de tekst opnieuw in plaats van te plakken.")
    })
}

/// Line ends as `\n`; no other control characters: PostgreSQL refuses NUL in a text, and nobody types one.
pub(crate) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect()
}

/// The errors of a form, by field, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FieldError>);

impl FormErrors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error; the first one of a field is the one that is shown.
    pub fn add(&mut self, field: &str, text: impl Into<String>) {
        if !self.has(field) {
            self.0.push(FieldError { field: field.to_owned(), text: text.into() });
        }
    }

    /// The value when it is right; otherwise its error is noted under `field`. An error that is not about input
    /// is given back.
    pub fn check<V>(&mut self, field: &str, value: Result<V>) -> Result<Option<V>> {
        match value {
            Ok(value) => Ok(Some(value)),
            Err(Error::Invalid(errors)) => {
                for error in errors {
                    self.add(field, error.text);
                }
                Ok(None)
            }
            Err(Error::Refused { text, .. } | Error::TooLarge { text }) => {
                self.add(field, text);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// What a use case refused, with the use case's own field names; any other error is given back.
    pub fn take(&mut self, error: Error) -> Result<()> {
        match error {
            Error::Invalid(errors) => {
                for error in errors {
                    self.add(&error.field, error.text);
                }
                Ok(())
            }
            other => Err(other),
        }
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this field is wrong.
    pub fn has(&self, field: &str) -> bool {
        self.0.iter().any(|e| e.field == field)
    }

    /// The error text of a field; empty when it is right.
    pub fn get(&self, field: &str) -> &str {
        self.0.iter().find(|e| e.field == field).map_or("", |e| &e.text)
    }

    /// All errors, for the summary at the top: each links to its field.
    pub fn summary(&self) -> &[FieldError] {
        &self.0
    }

    /// An error when anything is wrong: for the API, which has no page to show again.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

impl From<Vec<FieldError>> for FormErrors {
    fn from(errors: Vec<FieldError>) -> Self {
        Self(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_as_typed() {
        let form =
            Form::parse(b"tekst=Lamp+kapot%0D%0Abij+de+caf%C3%A9&hoe=mail&hoe=bellen&leeg=&akkoord").unwrap();
        assert_eq!(form.get("tekst"), "Lamp kapot\nbij de café");
        assert_eq!(form.all("hoe").collect::<Vec<_>>(), ["mail", "bellen"]);
        assert!(form.is("hoe", "bellen") && form.has("akkoord") && form.filled("leeg").is_none());
        assert_eq!(Form::parse(b"n=12").unwrap().read::<u32>("n"), Some(12));
    }

    #[test]
    fn odd_bytes_never_break_the_form() {
        assert_eq!(Form::parse(b"a=100%&b=%zz&c=%2").unwrap().get("b"), "%zz");
        assert_eq!(Form::parse(b"a=x%00y").unwrap().get("a"), "xy", "a database cannot keep NUL");
        assert!(matches!(Form::parse(b"a=%ff%fe"), Err(Error::Invalid(_))));
        assert!(matches!(Form::parse(&vec![b'a'; MAX_FORM + 1]), Err(Error::TooLarge { .. })));
        assert!(matches!(Form::parse("a=1&".repeat(MAX_FIELDS + 1).as_bytes()), Err(Error::TooLarge { .. })));
        assert_eq!(Form::parse(b"&&==&").unwrap().get(""), "=");
    }

    #[test]
    fn each_field_has_one_error_and_the_summary_keeps_the_order_of_the_form() {
        let mut errors = FormErrors::new();
        errors.add("tekst", "Vul uw vraag in.");
        assert_eq!(
            errors.check("email", Err::<u8, _>(Error::field("x", "Vul een e-mailadres in."))).unwrap(),
            None
        );
        errors.add("tekst", "Nog iets.");
        assert_eq!(errors.check("aantal", Ok(3)).unwrap(), Some(3));
        assert_eq!(errors.get("tekst"), "Vul uw vraag in.");
        let order: Vec<_> = errors.summary().iter().map(|e| e.field.as_str()).collect();
        assert_eq!(order, ["tekst", "email"]);
        assert!(
            errors.check("x", Err::<u8, _>(Error::Busy { retry_after_secs: 2 })).is_err(),
            "a full store is no typing error"
        );
        assert!(errors.into_result().is_err());
    }
}
