// SPDX-License-Identifier: EUPL-1.2
//! HTML of a mail made fit for a sandboxed frame: its words, lists, tables and emphasis stay; nothing
//! runs, nothing is fetched, nothing can be laid over the page or look like a part of it.
//!
//! The frame must still be sandboxed and served with [`FRAME_CSP`]: two locks on one door.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

use super::html_depth;

/// Content security policy of the frame: only pictures that we serve ourselves.
pub const FRAME_CSP: &str =
    "default-src 'none'; img-src 'self'; style-src 'none'; base-uri 'none'; form-action 'none'; sandbox";

const ALLOWED: [&str; 46] = [
    "a",
    "abbr",
    "address",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
];

/// Cleans `html`. `picture` gives the address at which we serve the picture with this Content-ID; what it
/// does not know falls away, and so does every picture from elsewhere. `None` when the HTML is too deeply
/// nested to show; the text of the mail is shown instead.
pub fn sanitise(html: &str, picture: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let html = html_depth::tamed(html)?;
    let known = content_ids(&html).into_iter().filter_map(|id| picture(&id).map(|url| (id, url))).collect();
    let cleaned = cleaner(known).clean(&html).to_string();
    Some(without_empty_pictures(&cleaned))
}

fn cleaner(pictures: HashMap<String, String>) -> Builder<'static> {
    let mut builder = Builder::empty();
    let mut tags: HashSet<&str> = ALLOWED.into_iter().collect();
    tags.extend(["tfoot", "thead", "u", "ul"]);
    builder
        .tags(tags)
        .clean_content_tags(
            ["script", "style", "title", "template", "noscript", "svg", "math", "iframe", "object"].into(),
        )
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("img", HashSet::from(["src", "alt", "width", "height"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ("ol", HashSet::from(["start"])),
        ]))
        .generic_attributes(HashSet::from(["title", "lang", "dir"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "cid"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .set_tag_attribute_value("a", "target", "_blank")
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            ("img", "src") => {
                content_id(value).and_then(|id| pictures.get(&id)).map(|url| url.clone().into())
            }
            ("a", "href") if !leads_outside(value) => None,
            ("img", "width" | "height") if !value.bytes().all(|b| b.is_ascii_digit()) => None,
            _ => Some(value.into()),
        });
    builder
}

/// A link within the mail leads nowhere; one to a path of our own site pretends to come from us.
fn leads_outside(value: &str) -> bool {
    let low = value.trim_start().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| low.starts_with(scheme))
}

/// The Content-IDs that the HTML names.
pub(super) fn content_ids(html: &str) -> HashSet<String> {
    let low = html.to_ascii_lowercase();
    let id = |at: usize| {
        let end = html[at..].find(['"', '\'', ' ', '>', ')']).map_or(html.len(), |n| at + n);
        content_id(&html[at..end])
    };
    low.match_indices("cid:").take(500).filter_map(|(at, _)| id(at)).collect()
}

fn content_id(value: &str) -> Option<String> {
    let value = value.trim();
    let scheme = value.get(..4)?;
    scheme.eq_ignore_ascii_case("cid:").then(|| percent_decoded(&value[4..]))
}

/// A Content-ID in an address may be written with `%40` for the at sign (RFC 2392).
fn percent_decoded(value: &str) -> String {
    let mut out = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let pair = tail.get(..2).filter(|_| *first == b'%').and_then(|p| std::str::from_utf8(p).ok());
        if let Some(byte) = pair.and_then(|p| u8::from_str_radix(p, 16).ok()) {
            out.push(byte);
            rest = &tail[2..];
        } else {
            out.push(*first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A picture without a source would show as a broken one.
fn without_empty_pictures(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<img") {
        let end = rest[start..].find('>').map_or(rest.len(), |n| start + n + 1);
        out.push_str(&rest[..start]);
        if rest[start..end].contains(" src=\"") {
            out.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        sanitise(html, &|id| (id == "foto@1").then(|| "/bijlage/1".to_owned())).unwrap()
    }

    #[test]
    fn words_lists_tables_and_emphasis_stay() {
        let html = "<h1>Dag</h1><p>De <b>lamp</b> &amp; <i>paal</i></p><ul><li>een</li></ul><table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>";
        assert_eq!(clean(html), html);
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<img src=\"https://spion.nl/p.gif\">",
            "<img src=\"//spion.nl/p.gif\">",
            "<img srcset=\"https://spion.nl/p.gif 1x\">",
            "<a href=\"javascript:alert(1)\">k</a>",
            "<a href=\"data:text/html,x\">k</a>",
            "<a href=\" java\tscript:alert(1)\">k</a>",
            "<iframe src=\"https://x.nl\"></iframe>",
            "<svg><script>alert(1)</script></svg>",
            "<svg onload=alert(1)>",
            "<style>@import 'https://spion.nl'</style>",
            "<div style=\"position:fixed;top:0;background:url(https://spion.nl)\">k</div>",
            "<p class=knop id=hoofd>k</p>",
            "<link rel=stylesheet href=https://spion.nl>",
            "<meta http-equiv=refresh content=0;url=https://x.nl>",
            "<base href=https://x.nl>",
            "<form action=https://x.nl><input name=bsn><button>ok</button></form>",
            "<object data=https://x.nl></object>",
            "<embed src=https://x.nl>",
            "<video src=https://x.nl autoplay></video>",
            "<body background=https://spion.nl>",
            "<table background=\"https://spion.nl\"><tr><td>k</td></tr></table>",
            "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
            "<a href=\"https://x.nl\" onclick=alert(1) style=x target=_top>k</a>",
            "<img src=\"cid:foto@1\" onerror=alert(1) style=\"position:fixed\" width=\"100%\">",
            "<a href=\"cid:foto@1\">k</a>",
        ] {
            let out = clean(attack).to_lowercase();
            for bad in [
                "script",
                "onerror",
                "onload",
                "onclick",
                "style",
                "spion",
                "iframe",
                "<form",
                "<input",
                "<base",
                "<meta",
                "<link",
                "data:",
                "position",
                "class",
                " id=",
                "srcset",
                "background",
                "_top",
                "width=\"100",
                "cid:",
            ] {
                assert!(!out.contains(bad), "{attack} leaves {bad}: {out}");
            }
        }
    }

    #[test]
    fn only_pictures_we_serve_ourselves_are_shown() {
        let html = "<img alt=\"a\" src=\"cid:foto%401\"><img src=\"cid:onbekend\"><img src=\"https://x.nl/a.png\">einde";
        assert_eq!(clean(html), "<img alt=\"a\" src=\"/bijlage/1\">einde");
    }

    #[test]
    fn a_link_opens_apart_and_tells_nothing_about_us() {
        let out = clean("<a href=\"https://x.nl/\">x</a>");
        for part in ["href=\"https://x.nl/\"", "target=\"_blank\"", "rel=\"noopener noreferrer nofollow\""] {
            assert!(out.contains(part), "{out}");
        }
        assert!(!clean("<a href=\"/werk\">y</a><a href=\"//x.nl\">z</a>").contains("href"));
    }

    #[test]
    fn html_that_is_nested_too_deep_is_not_shown_at_all() {
        assert_eq!(sanitise(&"<div>".repeat(10_000), &|_| None), None);
    }

    proptest::proptest! {
        #[test]
        fn cleaned_html_is_clean_however_it_was_broken(html in "(<|>|\"|'|=|/|&|;| |script|img|src|onerror|a|href|javascript:|style|svg|math|x|<!--|-->){0,60}") {
            let Some(once) = sanitise(&html, &|_| None) else { return Ok(()) };
            let low = once.to_lowercase();
            proptest::prop_assert!(!low.contains("<script") && !low.contains("<svg") && !low.contains("<img"));
            proptest::prop_assert_eq!(sanitise(&once, &|_| None).map(|twice| twice.len()), Some(once.len()));
        }
    }
}
