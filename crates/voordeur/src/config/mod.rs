// SPDX-License-Identifier: EUPL-1.2
//! Configuration: a TOML file, and the environment over it. A bad setting is refused at start, with its name,
//! what is wrong and an example.

mod settings;

use std::{collections::BTreeMap, path::Path, path::PathBuf};

use anyhow::{Result, anyhow, bail};

pub use settings::{SETTINGS, example};

/// All settings as text, by name.
#[derive(Debug, Clone, Default)]
pub struct Config(BTreeMap<String, String>);

impl Config {
    /// Reads the file, when there is one, and the environment over it.
    pub fn load(file: Option<&Path>, env: impl Iterator<Item = (String, String)>) -> Result<Self> {
        let mut values = BTreeMap::new();
        if let Some(file) = file {
            let text = std::fs::read_to_string(file).map_err(|e| {
                anyhow!("cannot read {}: {e}\nMake one from voordeur.example.toml.", file.display())
            })?;
            let table: toml::Table =
                text.parse().map_err(|e| anyhow!("{} is not valid TOML: {e}", file.display()))?;
            flatten("", &toml::Value::Table(table), &mut values)?;
        }
        let config = Self(values).with_env(env)?;
        config.check()?;
        Ok(config)
    }

    /// Puts `value` in place of whatever the file says.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn with_env(mut self, env: impl Iterator<Item = (String, String)>) -> Result<Self> {
        for (variable, value) in env {
            let Some(rest) = variable.strip_prefix("VOORDEUR_") else { continue };
            if matches!(rest, "SHARED" | "CONFIG") || rest.starts_with("TEST_") {
                continue;
            }
            match from_env(rest) {
                Some(name) => {
                    self.0.insert(name, value);
                }
                None => bail!(
                    "environment variable {variable} is not a setting of Voordeur. An example: VOORDEUR_SERVER_LISTEN=127.0.0.1:8080"
                ),
            }
        }
        Ok(self)
    }

    /// Refuses names that do not exist.
    fn check(&self) -> Result<()> {
        for name in self.0.keys() {
            if settings::find(name).is_none() {
                bail!("setting {name} does not exist. See voordeur.example.toml for all settings.");
            }
        }
        Ok(())
    }

    /// A setting, its default when absent.
    pub fn get(&self, name: &str) -> &str {
        match self.0.get(name) {
            Some(value) => value,
            None => settings::find(name).map_or("", |s| s.default),
        }
    }

    /// A setting that may be absent.
    pub fn optional(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|v| !v.is_empty())
    }

    /// A setting of another type. The error names it and gives an example.
    pub fn parse<T: std::str::FromStr>(&self, name: &str, what: &str) -> Result<T> {
        let value = self.get(name);
        value.parse().map_err(|_| {
            let example = settings::find(name).map_or("", |s| s.example);
            anyhow!("setting {name} is '{value}', but must be {what}. An example: {name} = \"{example}\"")
        })
    }

    /// One of a few words.
    pub fn choice<'a>(&'a self, name: &str, words: &[&str]) -> Result<&'a str> {
        let value = self.get(name);
        if words.contains(&value) {
            return Ok(value);
        }
        bail!("setting {name} is '{value}', but must be one of: {}.", words.join(", "))
    }

    /// The data folder.
    pub fn data_dir(&self) -> PathBuf {
        PathBuf::from(self.get("data.dir"))
    }

    /// The file that gets the head of the journal once a day.
    pub fn anchor_file(&self) -> PathBuf {
        self.optional("journal.anchor_file").map_or_else(|| self.data_dir().join("anchor.log"), PathBuf::from)
    }

    /// Codes of the mailboxes that are set up, in order.
    pub fn mailboxes(&self) -> Vec<String> {
        let mut codes: Vec<String> = self
            .0
            .keys()
            .filter_map(|name| name.strip_prefix("mailbox."))
            .filter_map(|rest| rest.split_once('.'))
            .map(|(code, _)| code.to_owned())
            .collect();
        codes.dedup();
        codes
    }
}

/// `SERVER_PUBLIC_URL` is `server.public_url`; `MAILBOX_INFO_HOST` is `mailbox.info.host`.
fn from_env(rest: &str) -> Option<String> {
    let lower = rest.to_lowercase();
    let fixed = SETTINGS.iter().find(|s| s.name.replace('.', "_") == lower);
    if let Some(setting) = fixed {
        return Some(setting.name.to_owned());
    }
    SETTINGS.iter().filter(|s| s.name.contains(".*.")).find_map(|s| {
        let (head, tail) = s.name.split_once(".*.")?;
        let code = lower.strip_prefix(&format!("{head}_"))?.strip_suffix(&format!("_{tail}"))?;
        (!code.is_empty()).then(|| format!("{head}.{code}.{tail}"))
    })
}

fn flatten(prefix: &str, value: &toml::Value, out: &mut BTreeMap<String, String>) -> Result<()> {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                flatten(&name, value, out)?;
            }
            return Ok(());
        }
        toml::Value::String(text) => out.insert(prefix.to_owned(), text.clone()),
        toml::Value::Integer(n) => out.insert(prefix.to_owned(), n.to_string()),
        toml::Value::Boolean(b) => out.insert(prefix.to_owned(), b.to_string()),
        _ => bail!("setting {prefix} must be text, a whole number, true or false."),
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>().into_iter()
    }

    #[test]
    fn the_environment_goes_over_the_file_and_defaults_fill_the_rest() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("voordeur.toml");
        std::fs::write(
            &file,
            "[server]\nlisten = \"127.0.0.1:1\"\n[mailbox.info]\nhost = \"imap.example\"\nport = 143\n",
        )
        .unwrap();
        let config = Config::load(
            Some(&file),
            env(&[
                ("VOORDEUR_SERVER_LISTEN", "127.0.0.1:2"),
                ("VOORDEUR_MAILBOX_INFO_USER", "jo"),
                ("VOORDEUR_JOURNAL_ANCHOR_FILE", "elsewhere.log"),
                ("HOME", "/"),
            ]),
        )
        .unwrap();
        assert_eq!(config.get("server.listen"), "127.0.0.1:2");
        assert_eq!(config.get("mailbox.info.port"), "143");
        assert_eq!(config.get("mailbox.info.user"), "jo");
        assert_eq!(config.get("database.engine"), "sqlite");
        assert_eq!(config.anchor_file(), Path::new("elsewhere.log"));
        assert_eq!(config.mailboxes(), ["info"]);
    }

    #[test]
    fn a_bad_setting_is_refused_with_its_name_and_an_example() {
        let mut config = Config::default();
        config.set("smtp.port", "post");
        let error = config.parse::<u16>("smtp.port", "a port number").unwrap_err().to_string();
        assert!(error.contains("smtp.port") && error.contains("'post'") && error.contains("587"), "{error}");
        let unknown = Config::load(None, env(&[("VOORDEUR_SERVER_LISTN", "x")])).unwrap_err().to_string();
        assert!(unknown.contains("VOORDEUR_SERVER_LISTN"), "{unknown}");
    }

    #[test]
    fn the_example_file_in_the_repository_names_every_setting() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../voordeur.example.toml");
        assert_eq!(
            std::fs::read_to_string(path).unwrap(),
            example(),
            "write it again with: voordeur example-config"
        );
        let example: toml::Table = example().parse().unwrap();
        assert!(example.contains_key("server"));
    }
}
