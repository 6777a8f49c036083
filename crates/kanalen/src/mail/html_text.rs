// SPDX-License-Identifier: EUPL-1.2
//! HTML to readable text, for mails that have no text of their own. One pass, no tree, so that nothing
//! in the HTML can make it slow. The result is text: it needs no cleaning to be safe.

use mail_parser::decoders::html::add_html_token;

/// What a person would read, with `> ` before quoted lines and the address behind a link whose text
/// does not show it.
pub fn to_text(html: &str) -> String {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(start) = rest.find(['<', '&']) {
        page.words(&rest[..start]);
        rest = &rest[start..];
        let used = if rest.starts_with('&') { page.entity(rest) } else { page.markup(rest) };
        rest = &rest[used..];
    }
    page.words(rest);
    page.out.trim().to_owned()
}

/// Elements whose content nobody reads.
const HIDDEN: [&str; 7] = ["script", "style", "head", "title", "template", "noscript", "svg"];

#[derive(Default)]
struct Page {
    out: String,
    /// Line ends that must come before the next word: at most two.
    breaks: usize,
    /// White space was seen since the last word.
    space: bool,
    /// Depth of quotation.
    quotes: usize,
    /// Inside `pre`, white space counts.
    pre: usize,
    /// Target of the link that is open, and where its text starts.
    link: Option<(String, usize)>,
    /// Hidden elements that are not closed in the rest of the HTML.
    never_closed: Vec<String>,
}

impl Page {
    fn words(&mut self, text: &str) {
        if self.pre > 0 {
            for (n, line) in text.split('\n').enumerate() {
                self.breaks = if n > 0 { (self.breaks + 1).min(2) } else { self.breaks };
                if !line.trim().is_empty() {
                    self.word(line.trim_end());
                }
            }
            return;
        }
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() {
                self.word(word);
            }
            self.space |= word.len() < piece.len();
        }
    }

    fn word(&mut self, word: &str) {
        if self.out.is_empty() || self.breaks > 0 {
            let at_start = self.out.is_empty();
            for _ in 0..if at_start { 0 } else { self.breaks } {
                self.out.push('\n');
            }
            for _ in 0..self.quotes.min(10) {
                self.out.push_str("> ");
            }
        } else if self.space {
            self.out.push(' ');
        }
        self.breaks = 0;
        self.space = false;
        self.out.push_str(word);
    }

    /// Reads `&name;`. Returns how many bytes it took.
    fn entity(&mut self, rest: &str) -> usize {
        let end = rest.bytes().take(34).position(|b| b == b';').filter(|end| {
            *end > 1 && rest.as_bytes()[1..*end].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'#')
        });
        let Some(end) = end else {
            self.word("&");
            return 1;
        };
        let mut decoded = String::new();
        add_html_token(&mut decoded, &rest.as_bytes()[..=end], false);
        if decoded.trim().is_empty() {
            self.space = true;
        } else {
            self.word(&decoded);
        }
        end + 1
    }

    /// Reads a tag or comment. Returns how many bytes it took.
    fn markup(&mut self, rest: &str) -> usize {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.find("-->").map_or(rest.len(), |n| n + 7);
        }
        let Some(end) = tag_end(rest) else {
            self.word("<");
            return 1;
        };
        let inside = &rest[1..end];
        let closing = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if !closing
            && HIDDEN.contains(&name.as_str())
            && !inside.ends_with('/')
            && !self.never_closed.contains(&name)
        {
            match hidden_length(&rest[end + 1..], &name) {
                Some(length) => return end + 1 + length,
                None => self.never_closed.push(name.clone()),
            }
        }
        self.tag(&name, closing, inside);
        end + 1
    }

    fn tag(&mut self, name: &str, closing: bool, inside: &str) {
        match name {
            "br" => self.breaks = (self.breaks + 1).min(2),
            "div" | "tr" | "dt" | "dd" | "section" | "article" | "header" | "footer" | "address" | "form" => {
                self.breaks = self.breaks.max(1);
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "table" | "hr" => self.breaks = 2,
            "td" | "th" => self.space = true,
            "li" if !closing => {
                self.breaks = self.breaks.max(1);
                self.word("-");
                self.space = true;
            }
            "blockquote" => {
                self.breaks = 2;
                self.quotes = if closing { self.quotes.saturating_sub(1) } else { self.quotes + 1 };
            }
            "pre" => {
                self.breaks = self.breaks.max(1);
                self.pre = if closing { self.pre.saturating_sub(1) } else { self.pre + 1 };
            }
            "a" if closing => self.close_link(),
            "a" => self.link = href(inside).map(|target| (target, self.out.len())),
            _ => {}
        }
    }

    fn close_link(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let shown = self.out.get(start..).unwrap_or_default();
        let bare = target.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        if !shown.contains(bare) && !shown.trim().is_empty() {
            self.space = true;
            self.word(&format!("({target})"));
        }
    }
}

/// Where the tag that starts `rest` ends; a `>` inside quotes does not count. Something that does not
/// start like a tag, or runs into the next one, is none.
fn tag_end(rest: &str) -> Option<usize> {
    let first = rest.as_bytes().get(1)?;
    if !(first.is_ascii_alphabetic() || matches!(first, b'/' | b'!' | b'?')) {
        return None;
    }
    let (mut quote, mut earlier, mut before) = (None, None, b'<');
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (_, b'<') => break,
            (Some(_), b'>') => earlier = earlier.or(Some(at)),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = byte;
    }
    // A quote that never closes: the first `>` then.
    earlier
}

/// How many bytes belong to a hidden element, its closing tag included. One that is never closed hid
/// nothing.
fn hidden_length(rest: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(start) = rest[from..].find("</").map(|n| from + n) {
        let after = start + 2;
        let end = after + name.len();
        if rest.get(after..end).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(rest[end..].find('>').map_or(rest.len(), |n| end + n + 1));
        }
        from = after;
    }
    None
}

/// Where a link goes, when that is a page.
fn href(inside: &str) -> Option<String> {
    let at = inside.to_ascii_lowercase().find("href=")?;
    let value = inside.get(at + 5..)?;
    let target = match value.as_bytes().first()? {
        quote @ (b'"' | b'\'') => value[1..].split(char::from(*quote)).next()?,
        _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?,
    };
    let fits = (target.starts_with("http://") || target.starts_with("https://")) && target.len() < 500;
    fits.then(|| target.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_in_html_reads_as_its_writer_meant_it() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><p>Beste gemeente,</p>\
            <div>De lamp   bij&nbsp;nr.&nbsp;5<br>brandt niet &amp; flikkert.</div><ul><li>rood</li><li>geel</li></ul>\
            <table><tr><td>a</td><td>b</td></tr></table><!-- <p>niet</p> --></body></html>";
        assert_eq!(
            to_text(html),
            "Beste gemeente,\n\nDe lamp bij nr. 5\nbrandt niet & flikkert.\n\n- rood\n- geel\n\na b"
        );
    }

    #[test]
    fn quoted_history_is_marked_as_in_plain_mail() {
        assert_eq!(
            to_text("<div>Dank u</div><blockquote><p>eerder</p><p>en meer</p></blockquote>"),
            "Dank u\n\n> eerder\n\n> en meer"
        );
    }

    #[test]
    fn a_link_shows_where_it_goes_unless_the_text_already_does() {
        assert_eq!(
            to_text("<a href=\"https://x.nl/a?b=1&amp;c=2\">hier</a>"),
            "hier (https://x.nl/a?b=1&c=2)"
        );
        assert_eq!(to_text("<a href='https://x.nl/'>www x.nl</a>"), "www x.nl");
        assert_eq!(to_text("<a href=javascript:alert(1)>klik</a>"), "klik");
    }

    #[test]
    fn script_is_never_text_and_broken_html_loses_no_words() {
        assert_eq!(to_text("a<script>alert('</p>')</script>b"), "ab");
        assert_eq!(to_text("1 < 2 en 3 > 2 & klaar &onzin; <b"), "1 < 2 en 3 > 2 & klaar &onzin; <b");
        assert_eq!(to_text("<style>nooit gesloten: <p>toch tekst"), "nooit gesloten:\n\ntoch tekst");
        assert_eq!(to_text("<p title=\"a>b\">goed</p><p title=\"open>ook</p>"), "goed\n\nook");
    }

    #[test]
    fn a_megabyte_of_hostile_tags_is_read_in_one_pass() {
        for piece in ["<", "<a", "<style>", "<!--", "<div>", "&", "<p a=\"", "</style", "<a href=\""] {
            let text = to_text(&piece.repeat(1024 * 1024 / piece.len()));
            assert!(text.len() <= 3 * 1024 * 1024, "{piece}");
        }
    }
}
