// SPDX-License-Identifier: EUPL-1.2
//! Texts per language, in Fluent. Each room brings its own file; Dutch is complete, English where the portal needs it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
    sync::{Arc, Mutex, PoisonError},
};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kernel::{Error, Result};
use unic_langid::LanguageIdentifier;

kernel::text_enum! {
    /// Language of the pages.
    #[derive(Default)]
    pub enum Lang {
        /// Dutch.
        #[default]
        Nl = "nl",
        /// English, on the portal.
        En = "en",
    }
}

/// The texts of one room.
#[derive(Debug, Clone, Copy)]
pub struct TextSource {
    /// Name of the room, for messages.
    pub room: &'static str,
    /// Fluent source in Dutch.
    pub nl: &'static str,
    /// Fluent source in English; when present, it is complete (see [`check_keys`]).
    pub en: Option<&'static str>,
}

/// The texts of the shell itself; always loaded.
const OWN: TextSource = TextSource {
    room: "web",
    nl: include_str!("../texts/nl.ftl"),
    en: Some(include_str!("../texts/en.ftl")),
};

/// All texts of all rooms.
pub struct Texts {
    nl: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    /// Key -> room, of the Dutch texts.
    rooms: BTreeMap<String, &'static str>,
    english: BTreeSet<String>,
    /// Rooms that promise English.
    bilingual: BTreeSet<&'static str>,
    missing: Mutex<BTreeSet<String>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("keys", &self.rooms.len()).finish_non_exhaustive()
    }
}

impl Texts {
    /// Loads the texts of all rooms. Refuses a source that does not parse and a key that stands twice.
    pub fn load(sources: &[TextSource]) -> Result<Arc<Self>> {
        let mut texts = Self {
            nl: bundle("nl-NL")?,
            en: bundle("en-GB")?,
            rooms: BTreeMap::new(),
            english: BTreeSet::new(),
            bilingual: BTreeSet::new(),
            missing: Mutex::default(),
        };
        for source in std::iter::once(&OWN).chain(sources) {
            texts.add(source)?;
        }
        Ok(Arc::new(texts))
    }

    fn add(&mut self, source: &TextSource) -> Result<()> {
        for key in add_to(&mut self.nl, source.room, source.nl)? {
            self.rooms.insert(key, source.room);
        }
        if let Some(en) = source.en {
            self.bilingual.insert(source.room);
            self.english.extend(add_to(&mut self.en, source.room, en)?);
        }
        Ok(())
    }

    /// The text behind `key` with its values filled in. Falls back to Dutch, then to the key itself; both are
    /// reported (see [`Texts::missing`]).
    pub fn get(&self, lang: Lang, key: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        if lang == Lang::En
            && let Some(text) = self.find(&self.en, key, &args)
        {
            return text;
        }
        if lang == Lang::En && self.rooms.get(key).is_some_and(|room| self.bilingual.contains(room)) {
            self.report(format!("en: {key}"));
        }
        self.find(&self.nl, key, &args).unwrap_or_else(|| {
            self.report(format!("nl: {key}"));
            key.to_owned()
        })
    }

    fn find(
        &self,
        bundle: &FluentBundle<FluentResource>,
        key: &str,
        args: &FluentArgs<'_>,
    ) -> Option<String> {
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if !errors.is_empty() {
            self.report(format!("value of {key}: {errors:?}"));
        }
        Some(text)
    }

    fn report(&self, what: String) {
        let mut seen = self.missing.lock().unwrap_or_else(PoisonError::into_inner);
        // A bound, because a key could one day be built from input.
        if seen.len() < 1000 && !seen.contains(&what) {
            tracing::warn!(text = %what, "text is missing");
            seen.insert(what);
        }
    }

    /// What was asked for and is not there, in the life of this process.
    pub fn missing(&self) -> Vec<String> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Whether a Dutch text stands under this key.
    pub fn has(&self, key: &str) -> bool {
        self.rooms.contains_key(key)
    }

    /// The texts in one language, for a template.
    pub fn in_lang(self: &Arc<Self>, lang: Lang) -> T {
        T { texts: Arc::clone(self), lang }
    }
}

fn bundle(lang: &str) -> Result<FluentBundle<FluentResource>> {
    let lang: LanguageIdentifier = lang.parse().map_err(Error::internal)?;
    let mut bundle = FluentBundle::new_concurrent(vec![lang]);
    // Invisible direction marks around values would end up in mail subjects and copied text.
    bundle.set_use_isolating(false);
    Ok(bundle)
}

fn add_to(bundle: &mut FluentBundle<FluentResource>, room: &str, source: &str) -> Result<Vec<String>> {
    let resource = FluentResource::try_new(source.to_owned())
        .map_err(|(_, errors)| Error::internal(format!("texts of {room} do not parse: {errors:?}")))?;
    bundle
        .add_resource(resource)
        .map_err(|errors| Error::internal(format!("texts of {room}: a key stands twice: {errors:?}")))?;
    Ok(source.lines().filter_map(key_in).map(str::to_owned).collect())
}

/// The key that begins on this line. In Fluent only a message begins with a letter in the first column.
fn key_in(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    line.starts_with(|c: char| c.is_ascii_alphabetic()).then(|| key.trim_end())
}

/// The texts in one language: what a template holds as `t`.
#[derive(Debug, Clone)]
pub struct T {
    texts: Arc<Texts>,
    lang: Lang,
}

impl T {
    /// The text without values: `t.k("vraag-titel")`.
    pub fn k(&self, key: &str) -> String {
        self.texts.get(self.lang, key, &[])
    }

    /// The text with one value: `t.a("welkom", "naam", naam)`.
    pub fn a(&self, key: &str, name: &str, value: impl Display) -> String {
        self.texts.get(self.lang, key, &[(name, FluentValue::from(value.to_string()))])
    }

    /// The text with two values.
    pub fn b(&self, key: &str, name: &str, value: impl Display, name2: &str, value2: impl Display) -> String {
        let values =
            [(name, FluentValue::from(value.to_string())), (name2, FluentValue::from(value2.to_string()))];
        self.texts.get(self.lang, key, &values)
    }

    /// The text with a number that decides between one and more: `t.n("open-vragen", "aantal", 3)`.
    pub fn n(&self, key: &str, name: &str, number: impl Display) -> String {
        self.texts.get(self.lang, key, &[(name, FluentValue::try_number(&number.to_string()))])
    }

    /// Whether this text exists.
    pub fn has(&self, key: &str) -> bool {
        self.texts.has(key)
    }

    /// The language, for `<html lang>`.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// True for English pages.
    pub fn en(&self) -> bool {
        self.lang == Lang::En
    }
}

/// For tests: everything that is wrong with the texts and the templates in one folder. Each key that a template
/// uses (`t.k("..")`, `t.a("..")`, `t.b`, `t.n`) exists in Dutch; a room with English has every key in both.
pub fn check_keys(templates: &std::path::Path, texts: &Texts) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, room) in &texts.rooms {
        if texts.bilingual.contains(room) && !texts.english.contains(key) {
            wrong.push(format!("{key} ({room}) has no English"));
        }
    }
    wrong.extend(texts.english.iter().filter(|k| !texts.has(k)).map(|k| format!("{k} has no Dutch")));
    check_folder(templates, texts, &mut wrong);
    wrong
}

fn check_folder(folder: &std::path::Path, texts: &Texts, wrong: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return wrong.push(format!("{} cannot be read", folder.display()));
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            check_folder(&path, texts, wrong);
        } else if let Ok(source) = std::fs::read_to_string(&path) {
            for key in keys_used(&source).filter(|key| !texts.has(key)) {
                wrong.push(format!("{} uses {key}, which does not exist", path.display()));
            }
        }
    }
}

fn keys_used(source: &str) -> impl Iterator<Item = &str> {
    ["t.k(\"", "t.a(\"", "t.b(\"", "t.n(\""].into_iter().flat_map(move |call| {
        source.match_indices(call).filter_map(move |(at, _)| source[at + call.len()..].split('"').next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: TextSource = TextSource {
        room: "proef",
        nl: "groet = Dag { $naam }\nopen = { $aantal ->\n  [one] 1 vraag\n *[other] { $aantal } vragen\n}\nalleen-nl = Hoi\n",
        en: Some(
            "groet = Hello { $naam }\nopen = { $aantal ->\n  [one] 1 question\n *[other] { $aantal } questions\n}\n",
        ),
    };

    #[test]
    fn a_resident_reads_the_own_language_with_values_filled_in() {
        let texts = Texts::load(&[ROOM]).unwrap();
        let (nl, en) = (texts.in_lang(Lang::Nl), texts.in_lang(Lang::En));
        assert_eq!(nl.a("groet", "naam", "Ans"), "Dag Ans");
        assert_eq!(en.a("groet", "naam", "Ans"), "Hello Ans");
        assert_eq!(nl.n("open", "aantal", 1), "1 vraag");
        assert_eq!(en.n("open", "aantal", 4), "4 questions");
        assert!(texts.missing().is_empty());
    }

    #[test]
    fn a_missing_text_falls_back_to_dutch_and_is_reported_once() {
        let texts = Texts::load(&[ROOM]).unwrap();
        let en = texts.in_lang(Lang::En);
        assert_eq!(en.k("alleen-nl"), "Hoi");
        assert_eq!(en.k("alleen-nl"), "Hoi");
        assert_eq!(en.k("bestaat-niet"), "bestaat-niet");
        assert_eq!(texts.missing(), ["en: alleen-nl", "nl: bestaat-niet"]);
    }

    #[test]
    fn the_check_finds_a_key_without_english_and_a_key_that_only_a_template_knows() {
        let texts = Texts::load(&[ROOM]).unwrap();
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.html"), "{{ t.k(\"alleen-nl\") }}{{ t.a(\"zoek\", \"x\", y) }}")
            .unwrap();
        let wrong = check_keys(dir.path(), &texts);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert!(wrong[0].contains("alleen-nl (proef) has no English") && wrong[1].contains("uses zoek"));
    }

    #[test]
    fn the_own_texts_are_complete() {
        let texts = Texts::load(&[]).unwrap();
        let templates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        assert_eq!(check_keys(&templates, &texts), Vec::<String>::new());
    }

    #[test]
    fn a_key_that_stands_twice_or_a_broken_source_is_refused_at_start() {
        assert!(Texts::load(&[ROOM, ROOM]).unwrap_err().to_string().contains("twice"));
        let broken = TextSource { room: "kapot", nl: "= zonder naam", en: None };
        assert!(Texts::load(&[broken]).unwrap_err().to_string().contains("kapot"));
    }
}
