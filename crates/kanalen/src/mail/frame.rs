// SPDX-License-Identifier: EUPL-1.2
//! A mail as its writer dressed it, as a page for a sandboxed frame. What is in it is cleaned by
//! [`super::html::sanitise`]; this adds our own few lines of style, and the pictures that travelled with the mail.

use std::cell::Cell;

use data_encoding::BASE64;
use kernel::file_type;

use super::{Attachment, InboundMail, html, parse};

/// Largest picture shown in the text of a mail. Larger ones are there as a file.
pub const PICTURE_MAX: usize = 1024 * 1024;
/// All pictures of one mail together.
pub const PICTURES_MAX: usize = 4 * 1024 * 1024;

/// Readable in light and dark, and no link that looks like ours: its address stands behind it.
const STYLE: &str = "body{margin:12px;background:#fff;color:#17211c;font:15px/1.5 'Noto Sans',system-ui,'Segoe UI',Roboto,Arial,sans-serif;overflow-wrap:anywhere}\
img{max-width:100%;height:auto}table{border-collapse:collapse;max-width:100%}td,th{padding:2px 8px 2px 0;vertical-align:top;text-align:left}\
blockquote{margin:12px 0;padding-left:12px;border-left:3px solid #6b7870}pre{white-space:pre-wrap}.tekst{white-space:pre-line}\
a{color:#0b5f44}a[href]::after{content:' (' attr(href) ')'}\
@media (prefers-color-scheme:dark){body{background:#18211d;color:#e8eee9}a{color:#7ed3aa}blockquote{border-color:#7e9087}}";

/// The page. `may_show` says of a file of the mail whether it may be opened: whether the scan passed it. A mail
/// without HTML, or with HTML that cannot be shown, gives its whole text, the quoted history too.
pub fn page(raw: &[u8], may_show: &dyn Fn(&Attachment) -> bool) -> String {
    let body = match parse(raw) {
        Ok(mail) => dressed(&mail, may_show).unwrap_or_else(|| plain(&mail.text)),
        Err(why) => plain(why.text()),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>Mail zoals de afzender die opmaakte</title><style>{STYLE}</style></head><body>{body}</body></html>"
    )
}

fn dressed(mail: &InboundMail, may_show: &dyn Fn(&Attachment) -> bool) -> Option<String> {
    let html = mail.html.as_deref()?;
    let room = Cell::new(PICTURES_MAX);
    let picture = |id: &str| {
        let file = mail.attachments.iter().find(|a| a.content_id.as_deref() == Some(id))?;
        let kind = file_type::recognise(&file.name, &file.bytes).ok().filter(|k| k.is_picture())?;
        if file.bytes.len() > PICTURE_MAX || file.bytes.len() > room.get() || !may_show(file) {
            return None;
        }
        room.set(room.get() - file.bytes.len());
        Some(format!("data:{};base64,{}", kind.text(), BASE64.encode(&file.bytes)))
    };
    html::sanitise(html, &picture).filter(|h| !h.trim().is_empty())
}

fn plain(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<p class=\"tekst\">{text}</p>")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    fn mail(html: &str) -> String {
        format!(
            "From: Jo <jo@voorbeeld.example>\r\nSubject: Foto\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=g\r\n\r\n\
             --g\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n\
             --g\r\nContent-Type: image/png; name=tegel.png\r\nContent-ID: <tegel@jo>\r\nContent-Disposition: inline; filename=tegel.png\r\nContent-Transfer-Encoding: base64\r\n\r\n{PNG}\r\n--g--\r\n"
        )
    }

    #[test]
    fn a_picture_that_travelled_along_is_shown_once_the_scan_passed_it() {
        let raw = mail("<p>Kijk: <img src=\"cid:tegel@jo\" alt=\"losse tegel\"></p>");
        let open = page(raw.as_bytes(), &|_| true);
        assert!(open.contains(&format!("src=\"data:image/png;base64,{PNG}\"")), "{open}");
        let dicht = page(raw.as_bytes(), &|_| false);
        assert!(!dicht.contains("<img") && dicht.contains("Kijk:"), "{dicht}");
    }

    #[test]
    fn no_trick_gets_through_to_the_frame() {
        let raw = mail(
            "<style>p{position:fixed}</style><p onclick=alert(1) style='position:fixed'>Dag<script>alert(1)</script>\
             <img src='https://spion.example/p.gif'><link rel=stylesheet href='https://spion.example/s.css'>\
             <div style=\"background:url(https://spion.example/b.png)\">x</div><iframe src='/werk'></iframe>\
             <form action='https://spion.example'><input name=bsn></form><a href='javascript:alert(1)'>k</a><meta http-equiv=refresh content='0;url=//spion.example'></p>",
        );
        let (_, body) = page(raw.as_bytes(), &|_| true)
            .split_once("<body>")
            .map(|(a, b)| (a.to_owned(), b.to_lowercase()))
            .unwrap();
        for slecht in
            ["script", "spion", "style", "onclick", "iframe", "<form", "<input", "<meta", "position"]
        {
            assert!(!body.contains(slecht), "{slecht}: {body}");
        }
        assert!(body.contains("dag"));
    }

    #[test]
    fn a_mail_without_html_gives_its_whole_text_and_what_is_no_mail_says_so() {
        let raw =
            "From: jo@voorbeeld.example\r\nSubject: x\r\n\r\nDag <b>\r\n\r\n> Op 3 mei schreef u: hallo\r\n";
        let gezien = page(raw.as_bytes(), &|_| true);
        assert!(gezien.contains("Dag &lt;b&gt;") && gezien.contains("schreef u: hallo"), "{gezien}");
        assert!(page(b"", &|_| true).contains("De mail is leeg."));
    }
}
