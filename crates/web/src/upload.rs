// SPDX-License-Identifier: EUPL-1.2
//! Forms with files. A file that is too large or one too many costs the visitor that file, never the typed text.

use axum::{
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::{StatusCode, header},
};
use kernel::{Error, FieldError, Result};

use crate::{Form, Fout, Gemeente, form};

/// Largest file, in bytes.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// Most files in one form.
pub const MAX_FILES: usize = 5;
/// Largest form with files, in bytes; more is not read.
pub const MAX_UPLOAD: usize = MAX_FILES * MAX_FILE + form::MAX_FORM;

/// One uploaded file, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Field of the form it came in.
    pub field: String,
    /// Name on the visitor's device, without folders.
    pub naam: String,
    /// Content; its type is told from the content, never from the name.
    pub bytes: Vec<u8>,
}

/// A form that may carry files.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// The typed fields.
    pub form: Form,
    /// The files that were taken.
    pub files: Vec<File>,
    /// What was wrong with files that were not taken; show these with the form.
    pub problems: Vec<FieldError>,
}

impl FromRequest<Gemeente> for Upload {
    type Rejection = Fout;

    async fn from_request(request: Request, state: &Gemeente) -> Result<Self, Fout> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        if !kind.starts_with("multipart/form-data") {
            return Ok(Self { form: Form::from_request(request, state).await?, ..Self::default() });
        }
        // Files stand in memory until they are kept: a bound on how many at once.
        let _place = state.upload_place().await?;
        let mut parts =
            Multipart::from_request(request, state).await.map_err(|r| Fout::from_status(r.status()))?;
        let mut upload = Self::default();
        let mut text_left = form::MAX_FORM;
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            upload.take(part, &mut text_left).await?;
        }
        Ok(upload)
    }
}

impl Upload {
    async fn take(&mut self, mut part: Field<'_>, text_left: &mut usize) -> Result<()> {
        let name = part.name().unwrap_or("").to_owned();
        let Some(file_name) = part.file_name().map(base_name) else {
            let bytes = read(&mut part, *text_left).await?.ok_or_else(form::too_large)?;
            *text_left -= bytes.len();
            return self.form.push(&name, &String::from_utf8_lossy(&bytes));
        };
        let content = read(&mut part, MAX_FILE).await?;
        // A browser sends an empty nameless part when no file was chosen.
        if file_name.is_empty() && content.as_ref().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        self.keep(name, file_name, content);
        Ok(())
    }

    fn keep(&mut self, field: String, naam: String, content: Option<Vec<u8>>) {
        let problem = match content {
            _ if self.files.len() >= MAX_FILES => {
                format!("U kunt {MAX_FILES} bestanden meesturen. '{naam}' is er één te veel.")
            }
            None => format!("'{naam}' is te groot. Een bestand mag {} MB zijn.", MAX_FILE / 1024 / 1024),
            Some(bytes) if bytes.is_empty() => format!("'{naam}' is leeg. Kies het bestand opnieuw."),
            Some(bytes) => return self.files.push(File { field, naam, bytes }),
        };
        self.problems.push(FieldError { field, text: problem });
    }
}

/// The whole part, or `None` when it is larger than `limit`; then the rest is read and dropped.
async fn read(part: &mut Field<'_>, limit: usize) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut fits = true;
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        fits = fits && bytes.len() + chunk.len() <= limit;
        if fits {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok(fits.then_some(bytes))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err asks for")]
fn broken(error: axum::extract::multipart::MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::TooLarge {
            text: format!(
                "Uw bestanden zijn samen te groot. Er kan {} MB mee.",
                MAX_FILES * MAX_FILE / 1024 / 1024
            ),
        };
    }
    Error::field("", "Het versturen is onderweg afgebroken. Verstuur het formulier opnieuw.")
}

/// The name without folders (old browsers send the whole path), at most 120 characters.
fn base_name(name: &str) -> String {
    let name = form::clean(name).replace('\n', " ");
    name.rsplit(['/', '\\']).next().unwrap_or("").trim().chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_no_folders_and_no_tricks() {
        assert_eq!(base_name("C:\\Users\\ans\\foto.jpg"), "foto.jpg");
        assert_eq!(base_name("../../etc/passwd"), "passwd");
        assert_eq!(base_name("a\u{0}b\r\nc.pdf"), "ab c.pdf");
        assert_eq!(base_name(&"x".repeat(500)).len(), 120);
    }
}
