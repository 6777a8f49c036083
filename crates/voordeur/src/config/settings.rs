// SPDX-License-Identifier: EUPL-1.2
//! The table of settings: name, default, example and meaning. File, environment, errors and the commented
//! example all follow from it.

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Section and key, for instance `server.listen`. `*` stands for a name the administrator chooses.
    pub name: &'static str,
    /// Value when absent; empty when there is none.
    pub default: &'static str,
    /// A value that works.
    pub example: &'static str,
    /// What it does, for the commented example.
    pub help: &'static str,
}

const fn s(name: &'static str, default: &'static str, example: &'static str, help: &'static str) -> Setting {
    Setting { name, default, example, help }
}

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    s(
        "server.listen",
        "127.0.0.1:8080",
        "0.0.0.0:8080",
        "Address and port on which residents and employees reach Voordeur.",
    ),
    s(
        "server.public_url",
        "http://127.0.0.1:8080",
        "https://voordeur.example.nl",
        "Address as residents type it. Stands in mails.",
    ),
    s(
        "server.admin_listen",
        "",
        "127.0.0.1:9090",
        "Address for /livez, /readyz and /metrics. Empty: not offered.",
    ),
    s(
        "server.tls_certificate",
        "",
        "/etc/voordeur/cert.pem",
        "Certificate chain. With tls_key Voordeur speaks TLS itself.",
    ),
    s("server.tls_key", "", "/etc/voordeur/key.pem", "Private key of the certificate."),
    s(
        "server.trusted_proxies",
        "",
        "10.0.0.0/8 127.0.0.1/32",
        "Proxies whose X-Forwarded-For is believed, separated by spaces.",
    ),
    s(
        "server.embed_origins",
        "",
        "https://www.example.nl",
        "Sites that may embed /bel-mij, separated by spaces.",
    ),
    s(
        "database.engine",
        "sqlite",
        "postgres",
        "sqlite: one file in data.dir. postgres: the server of database.url.",
    ),
    s(
        "database.url",
        "",
        "postgres://voordeur@db/voordeur",
        "PostgreSQL connection, only with engine postgres.",
    ),
    s("database.write_connections", "12", "12", "PostgreSQL connections for writing."),
    s("database.read_connections", "6", "6", "PostgreSQL connections for reading."),
    s("data.dir", "./data", "/var/lib/voordeur", "Folder for the SQLite file, documents and the key file."),
    s(
        "data.key_file",
        "",
        "/etc/voordeur/voordeur.key",
        "Master key. Empty: voordeur.key in data.dir, made at first start. Never in a backup.",
    ),
    s(
        "journal.anchor_file",
        "",
        "/mnt/elsewhere/anchor.log",
        "File that gets the head of the journal once a day. Empty: anchor.log in data.dir. Best on another machine.",
    ),
    s(
        "journal.anchor_mail",
        "",
        "beheer@example.nl",
        "Mail address that gets that line too, once a day. Empty: nobody.",
    ),
    s(
        "scan.command",
        "",
        "clamdscan --no-summary -",
        "Virus scanner with its arguments. The file comes on standard input; exit code 0 means clean, 1 infected.",
    ),
    s(
        "scan.mode",
        "",
        "off",
        "Set to off to accept files without a scan. It shows in Beheer. Without a command this is required.",
    ),
    s(
        "smtp.host",
        "",
        "smtp.example.nl",
        "Server that takes our mail. Empty: no mail is sent, messages wait.",
    ),
    s("smtp.port", "587", "587", "Port of that server."),
    s("smtp.tls", "starttls", "starttls", "starttls, tls, or none (loopback only)."),
    s("smtp.user", "", "voordeur", "Sign-in name."),
    s("smtp.password", "", "", "Password. Better in the environment than in the file."),
    s("smtp.from", "", "gemeente@example.nl", "Sender of our mail; also where replies arrive."),
    s(
        "smtp.from_name",
        "",
        "Gemeente Voorbeeld",
        "Name that recipients see. Empty: the name of the municipality.",
    ),
    s(
        "smtp.oauth_token_url",
        "",
        "https://login.example.net/tenant/oauth2/v2.0/token",
        "Token endpoint, for OAuth2 instead of a password (Microsoft 365).",
    ),
    s("smtp.oauth_client_id", "", "11111111-2222-3333-4444-555555555555", "OAuth2 client."),
    s("smtp.oauth_client_secret", "", "", "OAuth2 secret."),
    s("smtp.oauth_refresh_token", "", "", "OAuth2 refresh token; empty for client credentials."),
    s("smtp.oauth_scope", "", "https://outlook.office365.com/.default", "OAuth2 scope."),
    s(
        "mailbox.*.host",
        "",
        "imap.example.nl",
        "IMAP server of the mailbox. The name in place of * is the code of the mailbox in Beheer.",
    ),
    s("mailbox.*.port", "993", "993", "Port of that server."),
    s("mailbox.*.tls", "tls", "tls", "tls, starttls, or none (loopback only)."),
    s("mailbox.*.user", "", "gemeente@example.nl", "Sign-in name."),
    s("mailbox.*.password", "", "", "Password."),
    s("mailbox.*.folders", "INBOX", "INBOX", "Folders to read, separated by commas."),
    s("mailbox.*.oauth_token_url", "", "https://login.example.net/tenant/oauth2/v2.0/token", "As for smtp."),
    s("mailbox.*.oauth_client_id", "", "11111111-2222-3333-4444-555555555555", "As for smtp."),
    s("mailbox.*.oauth_client_secret", "", "", "As for smtp."),
    s("mailbox.*.oauth_refresh_token", "", "", "As for smtp."),
    s("mailbox.*.oauth_scope", "", "https://outlook.office365.com/.default", "As for smtp."),
    s(
        "limits.sends",
        "30",
        "30",
        "Things sent to us without sign-in, per address and minute. 0 switches the limit off.",
    ),
    s("limits.codes", "20", "20", "Tries of a number with a volgcode, per address and minute."),
    s(
        "limits.sign_ins",
        "10",
        "10",
        "Sign-ins that failed, per address and minute. Good ones are not counted.",
    ),
    s("log.level", "info", "info,voordeur=debug", "What to log: error, warn, info, debug, or per part."),
    s("log.format", "text", "json", "text or json."),
];

/// The setting that this name belongs to; `mailbox.info.host` belongs to `mailbox.*.host`.
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| matches(s.name, name))
}

fn matches(pattern: &str, name: &str) -> bool {
    let (mut p, mut n) = (pattern.split('.'), name.split('.'));
    loop {
        match (p.next(), n.next()) {
            (None, None) => return true,
            (Some("*"), Some(part)) if !part.is_empty() => {}
            (Some(a), Some(b)) if a == b => {}
            _ => return false,
        }
    }
}

/// The commented example file.
pub fn example() -> String {
    let mut out = String::from(
        "# SPDX-License-Identifier: EUPL-1.2\n# Voordeur: every setting with its default. Remove the # to change one.\n\
         # Each can also be set in the environment: server.listen is VOORDEUR_SERVER_LISTEN.\n",
    );
    let mut section = "";
    for setting in SETTINGS {
        let (head, key) = setting.name.rsplit_once('.').unwrap_or(("", setting.name));
        if head != section {
            section = head;
            let shown = head.replace('*', "gemeente");
            let comment = if head.contains('*') { "# " } else { "" };
            out.extend(["\n", comment, "[", &shown, "]\n"]);
        }
        let value = if setting.default.is_empty() { setting.example } else { setting.default };
        out.extend(["# ", setting.help, "\n# ", key, " = \"", value, "\"\n"]);
    }
    out
}
