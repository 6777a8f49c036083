// SPDX-License-Identifier: EUPL-1.2
//! An encrypted connection to the server: always with a verified certificate, or not at all.
//!
//! In the URL: `sslmode=require` checks against the well-known authorities, `sslrootcert=<file>` against your own.

use std::path::PathBuf;

use kernel::{Error, Result};
use tokio_postgres::{Config, config::SslMode};

use super::rustls::{Tls, connector};

/// Reads the URL. Without `require` or an authority of your own the connection is not encrypted: half a promise
/// is none.
pub(crate) fn read_url(url: &str) -> Result<(Config, Tls)> {
    let (url, root) = split_root(url);
    // The text of the error quotes the URL, which holds a password.
    let mut config: Config = url.parse().map_err(|_| Error::internal("the database URL cannot be read"))?;
    let wanted = root.is_some() || config.get_ssl_mode() == SslMode::Require;
    config.ssl_mode(if wanted { SslMode::Require } else { SslMode::Disable });
    let tls = connector(root.as_deref())?;
    Ok((config, tls))
}

/// Takes our own parameter out of the URL: the driver does not know it.
fn split_root(url: &str) -> (String, Option<PathBuf>) {
    let Some((base, query)) = url.split_once('?') else { return (url.to_owned(), None) };
    let (ours, theirs): (Vec<&str>, Vec<&str>) =
        query.split('&').partition(|part| part.starts_with("sslrootcert="));
    let root = ours.first().and_then(|part| part.split_once('=')).map(|(_, path)| PathBuf::from(path));
    (format!("{base}?{}", theirs.join("&")), root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_authority_is_taken_out_of_the_url() {
        let (url, root) = split_root("postgres://u:p@host/db?application_name=x&sslrootcert=/etc/ca.pem");
        assert_eq!(
            (url.as_str(), root),
            ("postgres://u:p@host/db?application_name=x", Some("/etc/ca.pem".into()))
        );
        assert_eq!(split_root("postgres://host/db"), ("postgres://host/db".to_owned(), None));
    }

    #[test]
    fn a_url_that_cannot_be_read_is_not_quoted_in_the_error() {
        let error = read_url("postgres://u:geheim@host:x/db").err().unwrap().to_string();
        assert!(!error.contains("geheim"), "{error}");
    }
}
