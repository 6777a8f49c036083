// SPDX-License-Identifier: EUPL-1.2
//! Style sheets, scripts, symbols and fonts: built into the program and served under an address that holds the
//! digest of their content, so that a browser may keep them for ever.

use std::{
    borrow::Cow,
    future::{Ready, ready},
    sync::LazyLock,
};

use axum::{
    body::Bytes,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest as _, Sha256};

/// A browser may keep what the address names by digest.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// One file as the browser gets it.
struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: Cow<'static, [u8]>,
    hash: String,
    url: String,
}

impl Asset {
    fn new(name: &'static str, content: Cow<'static, [u8]>) -> Self {
        let digest = Sha256::digest(&content);
        let hash = data_encoding::HEXLOWER.encode(&digest[..6]);
        let url = format!("/assets/{hash}/{name}");
        Self { name, content_type: content_type(name), content, hash, url }
    }

    fn answer(&'static self, asked_hash: &str) -> Response {
        let caching = if self.hash == asked_hash { FOR_EVER } else { "no-store" };
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(self.content_type)),
            (header::CACHE_CONTROL, HeaderValue::from_static(caching)),
        ];
        (headers, Bytes::from_static(&self.content)).into_response()
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}

/// Files that name no other file.
const PLAIN: &[(&str, &[u8])] = &[
    ("noto-sans-latin.woff2", include_bytes!("../assets/fonts/noto-sans-latin.woff2")),
    ("noto-sans-latin-ext.woff2", include_bytes!("../assets/fonts/noto-sans-latin-ext.woff2")),
    ("icons.svg", include_bytes!("../assets/icons.svg")),
    ("favicon.svg", include_bytes!("../assets/favicon.svg")),
    ("logo.svg", include_bytes!("../assets/logo.svg")),
    ("voordeur.js", include_bytes!("../assets/voordeur.js")),
    ("werk.js", include_bytes!("../assets/werk.js")),
];

/// Style sheets: one request per page. They name other files as `asset:name`.
const SHEETS: &[(&str, &[&str])] = &[
    (
        "portaal.css",
        &[
            include_str!("../assets/tokens.css"),
            include_str!("../assets/basis.css"),
            include_str!("../assets/portaal.css"),
        ],
    ),
    (
        "werk.css",
        &[
            include_str!("../assets/tokens.css"),
            include_str!("../assets/basis.css"),
            include_str!("../assets/werk.css"),
        ],
    ),
    ("brief.css", &[include_str!("../assets/brief.css")]),
];

static TABLE: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut table: Vec<Asset> =
        PLAIN.iter().map(|(name, content)| Asset::new(name, Cow::Borrowed(*content))).collect();
    for (name, parts) in SHEETS {
        let mut sheet = parts.concat();
        for asset in &table {
            sheet = sheet.replace(&format!("asset:{}", asset.name), &asset.url);
        }
        table.push(Asset::new(name, Cow::Owned(sheet.into_bytes())));
    }
    table
});

fn find(name: &str) -> Option<&'static Asset> {
    TABLE.iter().find(|asset| asset.name == name)
}

/// Address of a file, with the digest of its content. A name that does not exist gives an address that answers
/// 404; a test finds such names in the templates.
pub fn url(name: &str) -> &'static str {
    find(name).map_or("/assets/000000000000/ontbreekt", |asset| asset.url.as_str())
}

/// Address of a symbol in the sprite; the name with or without its `i-`.
pub fn icon(name: impl AsRef<str>) -> String {
    let name = name.as_ref();
    format!("{}#i-{}", url("icons.svg"), name.strip_prefix("i-").unwrap_or(name))
}

/// Names of all files, for the route table and the tests.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|asset| asset.name)
}

/// `GET /assets/{hash}/{name}`. A page from before an upgrade asks under an old digest: it gets today's file,
/// which nobody may keep under that address.
pub fn serve(Path((hash, name)): Path<(String, String)>) -> Ready<Response> {
    ready(find(&name).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |asset| asset.answer(&hash)))
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeMap,
        fs,
        path::{Path as Folder, PathBuf},
    };

    use axum::body::to_bytes;

    use super::*;

    fn own(path: &str) -> PathBuf {
        Folder::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    fn read(path: &str) -> String {
        fs::read_to_string(own(path)).unwrap()
    }

    /// Every template of every room: path and text.
    fn templates() -> Vec<(PathBuf, String)> {
        fn walk(folder: &Folder, found: &mut Vec<(PathBuf, String)>) {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    walk(&path, found);
                } else if path.extension().is_some_and(|ending| ending == "html") {
                    found.push((path.clone(), fs::read_to_string(&path).unwrap()));
                }
            }
        }
        let mut found = Vec::new();
        for room in fs::read_dir(own("..")).unwrap().flatten() {
            walk(&room.path().join("templates"), &mut found);
        }
        assert!(found.len() >= 3, "the templates were not found");
        found
    }

    /// What stands between `before` and the next quotation mark, wherever it occurs.
    fn quoted<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
        text.match_indices(before).filter_map(move |(at, _)| text[at + before.len()..].split('"').next())
    }

    fn symbol_exists(name: &str) -> bool {
        read("assets/icons.svg").contains(&format!("id=\"i-{}\"", name.strip_prefix("i-").unwrap_or(name)))
    }

    async fn get(hash: &str, name: &str) -> (StatusCode, String, String, usize) {
        let response = serve(Path((hash.to_owned(), name.to_owned()))).await;
        let text = |h| response.headers().get(h).map_or_else(String::new, |v| v.to_str().unwrap().to_owned());
        let (caching, kind) = (text(header::CACHE_CONTROL), text(header::CONTENT_TYPE));
        let status = response.status();
        (status, caching, kind, to_bytes(response.into_body(), 1 << 20).await.unwrap().len())
    }

    #[tokio::test]
    async fn a_browser_keeps_a_file_for_ever_under_its_own_digest_only() {
        for asset in TABLE.iter() {
            let (status, caching, kind, length) = get(&asset.hash, asset.name).await;
            assert_eq!((status, length), (StatusCode::OK, asset.content.len()), "{}", asset.name);
            assert!(caching.contains("immutable") && kind == asset.content_type, "{}", asset.name);
        }
        let (status, caching, _, _) = get("0123456789ab", "werk.css").await;
        assert_eq!(
            (status, caching.as_str()),
            (StatusCode::OK, "no-store"),
            "a page from before an upgrade still has a look"
        );
        assert_eq!(get("0123456789ab", "../Cargo.toml").await.0, StatusCode::NOT_FOUND);
    }

    #[test]
    fn everything_a_template_asks_for_exists() {
        for (path, text) in templates() {
            for name in quoted(&text, "assets::url(\"").chain(quoted(&text, "asset!(\"")) {
                assert!(find(name).is_some(), "{} asks for {name}", path.display());
            }
            for name in quoted(&text, "icon(\"") {
                assert!(symbol_exists(name), "{} asks for symbol {name}", path.display());
            }
        }
        for kanaal in
            ["website", "e-mail", "telefoon", "balie", "brief", "huisbezoek", "chat", "appbericht", "api"]
        {
            assert!(symbol_exists(crate::shell::channel_icon(kanaal)), "{kanaal}");
        }
        for soort in ["open", "vandaag", "laat", "wacht", "klaar", "info", "goed", "let-op"] {
            assert!(
                symbol_exists(crate::shell::promise_icon(soort))
                    && symbol_exists(crate::shell::notice_icon(soort))
            );
        }
    }

    #[test]
    fn no_page_needs_what_the_content_security_policy_refuses() {
        for (path, text) in templates() {
            let path = path.display();
            for refused in [
                " style=\"",
                "<style",
                "javascript:",
                " onclick=",
                " onchange=",
                " onsubmit=",
                " onload=",
                " oninput=",
            ] {
                assert!(!text.contains(refused), "{path} has {refused}");
            }
            for tag in text.split("<script").skip(1) {
                assert!(
                    tag.split('>').next().is_some_and(|t| t.contains("src=")),
                    "{path} has a script of its own"
                );
            }
        }
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for asset in TABLE.iter().filter(|asset| asset.content_type != "font/woff2") {
            let text = String::from_utf8_lossy(&asset.content).replace("http://www.w3.org/", "");
            assert!(
                !text.contains("http:") && !text.contains("https:") && !text.contains("url(//"),
                "{}",
                asset.name
            );
            assert!(!text.contains("asset:"), "{} names a file that is not there", asset.name);
        }
    }

    #[test]
    fn what_others_made_is_what_the_manifest_says() {
        let manifest = read("assets/vendor.toml");
        let value = |block: &str, key: &str| {
            quoted(block, &format!("{key} = \""))
                .next()
                .unwrap_or_else(|| panic!("{key} in {block}"))
                .to_owned()
        };
        let listed: BTreeMap<String, String> = manifest
            .split("[[file]]")
            .skip(1)
            .map(|block| (value(block, "path"), value(block, "sha256")))
            .collect();
        for entry in fs::read_dir(own("assets/fonts")).unwrap().flatten() {
            let name = format!("fonts/{}", entry.file_name().to_string_lossy());
            if content_type(&name) != "font/woff2" {
                continue;
            }
            let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(fs::read(entry.path()).unwrap()));
            assert_eq!(listed.get(&name), Some(&sum), "{name}");
        }
        assert!(own("assets/fonts/LICENSE-OFL.txt").exists());
    }

    /// Roles and their colours in one scheme: `--vd-ink: #17211c`.
    fn roles(css: &str) -> BTreeMap<String, [f64; 3]> {
        let channel = |hex: &str| {
            let c = f64::from(u8::from_str_radix(hex, 16).unwrap()) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        css.split("--vd-")
            .skip(1)
            .filter_map(|part| part.split_once(": #"))
            .filter_map(|(role, rest)| Some((role.to_owned(), rest.get(..6)?)))
            .map(|(role, hex)| (role, [channel(&hex[..2]), channel(&hex[2..4]), channel(&hex[4..6])]))
            .collect()
    }

    fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
        let light = |c: [f64; 3]| 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] + 0.05;
        (light(a) / light(b)).max(light(b) / light(a))
    }

    /// Text on its ground: 4.5.
    const TEXT: &[(&str, &str)] = &[
        ("ink", "ground"),
        ("ink", "surface"),
        ("ink", "sunken"),
        ("ink", "leaf"),
        ("ink", "warn"),
        ("ink", "note"),
        ("ink-2", "ground"),
        ("ink-2", "surface"),
        ("ink-2", "sunken"),
        ("ink-2", "note"),
        ("action", "ground"),
        ("action", "surface"),
        ("action-hover", "ground"),
        ("on-action", "action"),
        ("on-action", "action-hover"),
        ("visited", "ground"),
        ("visited", "surface"),
        ("on-door", "door"),
        ("on-door", "door-2"),
        ("on-door-2", "door"),
        ("on-door-2", "door-2"),
        ("brass", "door"),
        ("on-brass", "brass"),
        ("on-brass", "brass-hover"),
        ("on-brick", "brick"),
        ("on-brick-soft", "brick-soft"),
        ("on-brick-soft", "surface"),
        ("on-brick-soft", "ground"),
        ("on-leaf", "leaf"),
        ("on-leaf", "ground"),
        ("on-warn", "warn"),
        ("on-water", "water"),
        ("note", "note-edge"),
    ];
    /// Borders, marks and focus: 3.
    const MARKS: &[(&str, &str)] = &[
        ("edge", "ground"),
        ("edge", "surface"),
        ("brick", "surface"),
        ("brick", "ground"),
        ("action", "leaf"),
        ("brass", "door-2"),
        ("note-edge", "note"),
        ("focus-out", "ground"),
        ("focus-out", "surface"),
        ("focus-in", "focus-out"),
        ("door-focus-in", "brass"),
    ];

    #[test]
    fn every_pair_of_colours_can_be_read_by_day_and_by_night() {
        let css = read("assets/tokens.css");
        let (light, rest) = css.split_once("prefers-color-scheme: dark").unwrap();
        let (dark, _) = rest.split_once("prefers-contrast").unwrap();
        let by_day = roles(light.split_once("@layer tokens {").unwrap().1);
        let mut by_night = by_day.clone();
        by_night.extend(roles(dark));
        for (scheme, colours) in [("light", by_day), ("dark", by_night)] {
            for (pairs, least) in [(TEXT, 4.5), (MARKS, 3.0)] {
                for (front, back) in pairs {
                    let measured = contrast(colours[*front], colours[*back]);
                    assert!(measured >= least, "{scheme}: {front} on {back} is {measured:.1}");
                }
            }
        }
    }

    #[test]
    fn sheets_name_roles_and_never_colours() {
        for sheet in ["basis.css", "portaal.css", "werk.css"] {
            let css = read(&format!("assets/{sheet}"));
            let screen = css.split("@layer print").next().unwrap();
            let hex = screen
                .match_indices('#')
                .find(|(at, _)| screen[at + 1..].starts_with(|c: char| c.is_ascii_hexdigit()));
            assert_eq!(hex.map(|(at, _)| &screen[at..at + 7]), None, "{sheet}");
        }
    }
}
