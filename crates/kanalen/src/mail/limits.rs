// SPDX-License-Identifier: EUPL-1.2
//! How much of a mail we are willing to read. Beyond these it goes to quarantine, whole and unread.
//!
//! The figures are well above what people and their mail programs send, and low enough that the worst
//! mail costs less than two seconds and a few times its own size in memory.

/// Bytes of a whole mail: 25 MiB of attachments in base64, with room to spare.
pub const MAX_BYTES: usize = 36 * 1024 * 1024;
/// Header lines of one part, folded lines counted apart.
pub const MAX_HEADER_LINES: usize = 2_000;
/// Bytes of the headers of one part.
pub const MAX_HEADER_BYTES: usize = 512 * 1024;
/// Parts of all kinds in one mail.
pub const MAX_PARTS: usize = 500;
/// How deep parts may be nested.
pub const MAX_DEPTH: usize = 32;
/// Attachments of one mail.
pub const MAX_ATTACHMENTS: usize = 100;
/// Bytes of readable text that are kept. The rest stays in the raw original.
pub const MAX_TEXT_BYTES: usize = 512 * 1024;
/// Bytes of HTML that are kept for showing. A longer one is shown as text only.
pub const MAX_HTML_BYTES: usize = 512 * 1024;
/// Characters of a subject, a name of a person and a name of a file.
pub const MAX_NAME_CHARS: usize = 250;
/// Message-IDs that are followed to find the question a mail belongs to: the newest ones.
pub const MAX_REFERENCES: usize = 100;
/// Addresses that are read from one address field.
pub const MAX_ADDRESSES: usize = 200;
