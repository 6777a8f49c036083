// SPDX-License-Identifier: EUPL-1.2
//! A certificate for `localhost`, made for one test.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate of its own authority, with its key.
#[derive(Debug, Clone)]
pub struct TestCertificate {
    /// Certificate (PEM): give it to the client as an extra root.
    pub pem: String,
    /// Private key (PEM), for a server in another process.
    pub key_pem: String,
    config: Arc<ServerConfig>,
}

impl TestCertificate {
    /// For `localhost` and `127.0.0.1`.
    pub fn localhost() -> Self {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        Self { pem: made.cert.pem(), key_pem: made.signing_key.serialize_pem(), config: Arc::new(config) }
    }

    /// For a server in this process.
    pub fn server_config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.config)
    }
}
