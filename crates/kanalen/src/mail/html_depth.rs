// SPDX-License-Identifier: EUPL-1.2
//! Keeps HTML away from the cleaner that would cost it more than its size: the cost of reading HTML as
//! browsers do grows with the square of how deep it is nested and of how many loose ampersands it has.

/// Elements open at one place beyond which HTML is not shown. Real mails stay below 100.
const MAX_OPEN: usize = 200;

/// The HTML with loose ampersands written out, or nothing when it may be nested too deep.
pub fn tamed(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            out.push_str(if is_reference(rest) { "&" } else { "&amp;" });
        } else {
            out.push('<');
            step(&mut open, &rest[1..]);
            if open.len() > MAX_OPEN {
                return None;
            }
        }
        rest = &rest[1..];
    }
    out.push_str(rest);
    Some(out)
}

/// `&name;` or `&#123;`.
fn is_reference(rest: &str) -> bool {
    let name =
        rest.as_bytes()[1..].iter().take(33).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
    name > 0 && rest.as_bytes().get(1 + name) == Some(&b';')
}

/// One tag, seen by a reader that never thinks fewer elements are open than a browser would.
fn step(open: &mut Vec<String>, rest: &str) {
    let closing = rest.starts_with('/');
    let name: String = rest
        .trim_start_matches('/')
        .chars()
        .take(20)
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if name.is_empty() || VOID.contains(&name.as_str()) {
        return;
    }
    if !closing {
        // Opening one of these closes its sister.
        if REPEATS.contains(&name.as_str()) && open.last().is_some_and(|last| *last == name) {
            return;
        }
        open.push(name);
    } else if FORMATTING.contains(&name.as_str()) {
        // A browser takes out this one and leaves what was opened inside it.
        if let Some(at) = reachable(open, &name) {
            open.remove(at);
        }
    } else if let Some(at) = reachable(open, &name) {
        // Emphasis that was not closed is opened again in what follows.
        let kept: Vec<String> = open.drain(at..).filter(|n| FORMATTING.contains(&n.as_str())).collect();
        open.extend(kept);
    }
}

/// Where the element stands that a closing tag closes; a table cell keeps closing tags inside.
fn reachable(open: &[String], name: &str) -> Option<usize> {
    let table = TABLE.contains(&name);
    let at = open.iter().rposition(|n| n == name || !table && TABLE.contains(&n.as_str()))?;
    (open[at] == name).then_some(at)
}

const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
const REPEATS: [&str; 8] = ["p", "li", "dd", "dt", "option", "td", "th", "tr"];
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const TABLE: [&str; 10] =
    ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption", "template", "object"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_mail_passes_unchanged() {
        let cell = "<table><tbody><tr><td><p>Dag &amp; welkom<br><b>vet</b> <font color=red>rood</font></p></td></tr></tbody></table>";
        let html = format!("<html><body>{}</body></html>", cell.repeat(300));
        assert_eq!(tamed(&html), Some(html));
        assert_eq!(tamed(&"<p>een<br><p>twee".repeat(150)).map(|h| h.len()), Some(17 * 150));
    }

    #[test]
    fn loose_ampersands_are_written_out() {
        assert_eq!(
            tamed("a & b &c &lt; &#39; &x y;").as_deref(),
            Some("a &amp; b &amp;c &lt; &#39; &amp;x y;")
        );
    }

    #[test]
    fn nesting_cannot_be_hidden_behind_closing_tags_that_close_nothing() {
        for piece in [
            "<div>",
            "<div></b>",
            "<div><table></div>",
            "<b><div></b>",
            "<a><div>",
            "<ul><li>",
            "<blockquote><font>",
            "<i><p></p>",
            "<b a=1><div></div>",
        ] {
            assert_eq!(tamed(&piece.repeat(1000)), None, "{piece}");
        }
    }
}
