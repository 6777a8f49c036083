// SPDX-License-Identifier: EUPL-1.2
//! Servers for tests, on free ports of this machine: a receiver of mail and a token endpoint. They do
//! as they are told, also when told to fail.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test stops at the first surprise"
)]

mod certificate;
mod http;
mod smtp_sink;
mod token_stub;

pub use certificate::TestCertificate;
pub use smtp_sink::{Fault, Received, SmtpSink, SmtpSinkOptions};
pub use token_stub::{TokenRequest, TokenStub, TokenStubOptions};
