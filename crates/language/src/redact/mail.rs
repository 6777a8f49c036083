// SPDX-License-Identifier: EUPL-1.2
//! Mail addresses, also those written out for people: `jan (at) voorbeeld.nl`.

use std::ops::Range;

/// Longest local part and longest domain (RFC 5321, 4.5.3.1), in bytes.
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

/// Ways to write the sign.
const SIGNS: [&str; 9] =
    ["@", "(at)", "[at]", "{at}", " at ", " apenstaartje ", "(apenstaartje)", "＠", "&#64;"];

pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    while let Some((place, sign)) = next_sign(&lower, at) {
        at = place + sign.len();
        let start = local_start(text, place);
        let end = domain_end(text, at);
        if let (Some(start), Some(end)) = (start, end)
            && (sign != " at " || has_mail_domain(&lower[at..end]))
        {
            let start = found.last().map_or(start, |last| start.max(last.end));
            found.push(start..end);
            at = end;
        }
    }
    found
}

fn next_sign(lower: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = lower.get(from..)?;
    // Every sign holds one of these two marks or the letters "at"; look for the cheapest first.
    let mut places =
        rest.char_indices().filter(|(_, c)| matches!(c, '@' | '(' | '[' | '{' | ' ' | '＠' | '&'));
    places.find_map(|(place, _)| {
        let here = rest.get(place..)?;
        SIGNS.iter().find(|sign| here.starts_with(**sign)).map(|sign| (from + place, *sign))
    })
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '.' | '_' | '%' | '+' | '-' | '\'' | '#' | '!' | '$' | '*' | '/' | '=' | '?' | '^' | '~'
        )
}

/// Where the part before the sign begins.
fn local_start(text: &str, sign: usize) -> Option<usize> {
    let before = super::before(text, sign, LOCAL + 1);
    let bare = before.strip_suffix(' ').unwrap_or(before);
    let end = sign - (before.len() - bare.len());
    let length: usize = bare.chars().rev().take_while(|c| is_local(*c)).map(char::len_utf8).sum();
    let local = bare.get(bare.len() - length..)?.trim_start_matches(|c: char| !c.is_alphanumeric());
    (!local.is_empty() && local.len() <= LOCAL).then(|| end - local.len())
}

/// Where the domain after the sign ends.
fn domain_end(text: &str, from: usize) -> Option<usize> {
    let after = super::after(text, from, DOMAIN + 1);
    let bare = after.strip_prefix(' ').unwrap_or(after);
    let start = from + (after.len() - bare.len());
    let length: usize =
        bare.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-')).map(char::len_utf8).sum();
    let domain = bare.get(..length)?.trim_end_matches(['.', '-']);
    let top = domain.rsplit('.').next()?;
    let has_top = domain.contains('.')
        && !domain.starts_with('.')
        && top.chars().count() >= 2
        && top.chars().all(|c| c.is_alphabetic() || c == '-');
    has_top.then_some(start + domain.len())
}

/// Whether a domain is one of mail: for the word "at", which English sentences have too.
fn has_mail_domain(domain: &str) -> bool {
    [".nl", ".com", ".eu", ".net", ".org", ".be", ".de"].iter().any(|top| domain.ends_with(top))
}
