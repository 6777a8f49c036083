// SPDX-License-Identifier: EUPL-1.2
//! Mail address: what a person can type and a mail server will take.

use crate::{text::fold, value::text_value};

/// Mail address, domain in lower case. Quoted local parts, comments and address literals are refused: no
/// resident has them, and they are how a header is smuggled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// Longest address and longest part before the at sign (RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3).
const ADDRESS_MAX: usize = 254;
const LOCAL_MAX: usize = 64;

impl Email {
    /// The form by which addresses are compared and looked up.
    pub fn fold(&self) -> String {
        fold(&self.0)
    }

    /// The part after the at sign.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    fn parse(text: &str) -> Option<String> {
        let text = text.trim().trim_start_matches("mailto:");
        let text = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text).trim();
        let (local, domain) = text.rsplit_once('@')?;
        let fits = text.len() <= ADDRESS_MAX && is_local(local) && is_domain(domain);
        fits.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
    }
}

/// A dot-atom of RFC 5322: words of harmless marks, joined by single dots.
fn is_local(local: &str) -> bool {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.len() <= LOCAL_MAX && local.split('.').all(|word| !word.is_empty() && word.chars().all(harmless))
}

/// Labels of letters, digits and inner dashes; at least two; the last is not a number.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or("");
    domain.contains('.')
        && domain.split('.').all(is_label)
        && top.len() >= 2
        && top.bytes().any(|b| b.is_ascii_alphabetic())
}

text_value!(Email, "email", "Vul uw e-mailadres in, bijvoorbeeld naam@voorbeeld.nl.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_as_typed_with_its_domain_in_lower_case() {
        let email = Email::try_from(" Jo.de-Vries+gemeente@VOORBEELD.example ").unwrap();
        assert_eq!(email.as_str(), "Jo.de-Vries+gemeente@voorbeeld.example");
        assert_eq!(email.fold(), "jo.de-vries+gemeente@voorbeeld.example");
        assert_eq!(email.domain(), "voorbeeld.example");
        assert_eq!(Email::try_from("<mailto@x.nl>").unwrap().as_str(), "mailto@x.nl");
    }

    #[test]
    fn what_no_mail_server_takes_is_refused() {
        let long = format!("{}@voorbeeld.nl", "a".repeat(65));
        for wrong in [
            "",
            "jo",
            "jo@",
            "@voorbeeld.nl",
            "jo@voorbeeld",
            "jo@voorbeeld.1",
            "jo@-x.nl",
            "jo@x..nl",
            "jo@x.n",
            ".jo@x.nl",
            "jo..x@x.nl",
            "jo @x.nl",
            "jo@x.nl, an@x.nl",
            "\"jo\"@x.nl",
            "jo@[127.0.0.1]",
            "jo@@x.nl",
            "jo@x.nl\r\nBcc: an@x.nl",
            "jö@x.nl",
            &long,
        ] {
            assert!(Email::try_from(wrong).is_err(), "{wrong}");
        }
    }
}
