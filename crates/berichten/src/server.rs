// SPDX-License-Identifier: EUPL-1.2
//! A mail server as an administrator sets it up: where it is, how the line is protected, who we are.
//! Shared by sending (SMTP) and fetching (IMAP).

use std::{fmt, net::IpAddr, sync::Arc, time::Duration};

use kernel::{Error, Result};
use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::{CertificateDer, pem::PemObject as _};

use crate::oauth::Tokens;

/// A mail server that does not answer a step within this time is treated as gone.
pub const STEP_TIMEOUT: Duration = Duration::from_mins(1);

/// How the line is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Encrypted from the first byte.
    Tls,
    /// Encrypted after a word in the clear; refused when the server does not offer it.
    StartTls,
    /// Not protected. Only to this machine itself.
    Plain,
}

/// Where a mail server is.
#[derive(Debug, Clone)]
pub struct Server {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection of the line.
    pub security: Security,
    /// Certificates (PEM) to trust besides the public ones, for a server with a certificate of its own.
    pub extra_roots: Option<String>,
}

/// Something that must not be shown in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps it.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the one who must hand it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Who we are to a mail server.
#[derive(Debug, Clone)]
pub enum Login {
    /// Nobody: a relay that knows us by our address.
    None,
    /// With a password.
    Password {
        /// Account.
        user: String,
        /// Password.
        password: Secret,
    },
    /// With an access token (XOAUTH2), as Microsoft 365 and Google want.
    OAuth {
        /// Account, usually the address of the mailbox.
        user: String,
        /// Where tokens come from.
        tokens: Arc<Tokens>,
    },
}

impl Server {
    /// Refuses what would send passwords or mail over an open line to another machine.
    pub fn check(&self) -> Result<()> {
        let own_machine =
            self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if self.security == Security::Plain && !own_machine {
            return Err(Error::field(
                "security",
                format!("De verbinding met {} moet versleuteld zijn: kies 'tls' of 'starttls'.", self.host),
            ));
        }
        if self.host.is_empty() || self.port == 0 {
            return Err(Error::field(
                "host",
                "Vul de naam en de poort van de mailserver in, bijvoorbeeld mail.gemeente.nl en 993.",
            ));
        }
        self.tls_config().map(|_| ())
    }

    /// TLS with the public roots and the extra ones.
    pub fn tls_config(&self) -> Result<Arc<ClientConfig>> {
        tls_config(self.extra_roots.as_deref())
    }
}

/// TLS 1.2 and 1.3 with the public roots and, when given, more (PEM).
pub fn tls_config(extra_roots: Option<&str>) -> Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let unusable =
        |why: String| Error::field("extra_roots", format!("Dit certificaat is niet te lezen (PEM): {why}."));
    for certificate in CertificateDer::pem_slice_iter(extra_roots.unwrap_or_default().as_bytes()) {
        let certificate = certificate.map_err(|e| unusable(format!("{e:?}")))?;
        roots.add(certificate).map_err(|e| unusable(e.to_string()))?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(host: &str, security: Security) -> Server {
        Server { host: host.to_owned(), port: 993, security, extra_roots: None }
    }

    #[test]
    fn an_open_line_is_only_for_this_machine() {
        assert!(server("127.0.0.1", Security::Plain).check().is_ok());
        assert!(server("localhost", Security::Plain).check().is_ok());
        assert!(server("mail.gemeente.nl", Security::Tls).check().is_ok());
        for host in ["mail.gemeente.nl", "10.0.0.1", "localhost.gemeente.nl"] {
            assert!(server(host, Security::Plain).check().is_err(), "{host}");
        }
        assert!(server("", Security::Tls).check().is_err());
    }

    #[test]
    fn a_certificate_that_cannot_be_read_is_refused_at_once() {
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned();
        assert!(
            Server { extra_roots: Some(broken), ..server("mail.gemeente.nl", Security::Tls) }
                .check()
                .is_err()
        );
    }

    #[test]
    fn a_secret_is_never_shown() {
        let login = Login::Password { user: "post".to_owned(), password: Secret::new("geheim") };
        assert!(!format!("{login:?}").contains("geheim"));
    }
}
