// SPDX-License-Identifier: EUPL-1.2
//! Mail servers from the configuration.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use berichten::{
    oauth::{Grant, Settings, Tokens},
    server::{Login, Secret, Security, Server},
    smtp::Mailer,
    versturen::{Postbode, Weg},
};
use kanalen::{
    intake::Brievenbus,
    mail::imap::{Mailbox, Pace, Watcher},
};
use storage::jobs::Handlers;
use tokio::task::JoinSet;
use web::Gemeente;

use crate::config::Config;

/// Adds the worker that sends mail, when there is somewhere to send it. Without one, mail waits.
pub fn postbode(config: &Config, g: &Gemeente, handlers: Handlers) -> Result<Handlers> {
    let naam = config.optional("smtp.from_name").unwrap_or("Gemeente").to_owned();
    let postbode = |weg, afzender: &str| Postbode {
        g: g.clone(),
        weg,
        afzender: afzender.to_owned(),
        naam: naam.clone(),
    };
    if config.optional("smtp.host").is_some() {
        let Some(from) = config.optional("smtp.from") else {
            bail!("setting smtp.from is missing. An example: smtp.from = \"gemeente@example.nl\"");
        };
        let host = from.rsplit_once('@').map_or("localhost", |(_, host)| host);
        let mailer = Mailer::new(server(config, "smtp")?, login(config, g, "smtp")?, host)?;
        return Ok(handlers.with(postbode(Weg::Smtp(mailer), from)));
    }
    if g.config().demo {
        let map = config.data_dir().join("post");
        return Ok(handlers.with(postbode(
            Weg::Map(map),
            config.optional("smtp.from").unwrap_or("gemeente@thuishaven.example"),
        )));
    }
    tracing::warn!("setting smtp.host is empty: mail waits until there is a server to send it to");
    Ok(handlers)
}

/// Where a mail server is; `section` is `smtp` or `mailbox.<code>`.
pub fn server(config: &Config, section: &str) -> Result<Server> {
    let name = |key: &str| format!("{section}.{key}");
    let security = match config.choice(&name("tls"), &["starttls", "tls", "none"])? {
        "starttls" => Security::StartTls,
        "tls" => Security::Tls,
        _ => Security::Plain,
    };
    let server = Server {
        host: config.get(&name("host")).to_owned(),
        port: config.parse(&name("port"), "a port number")?,
        security,
        extra_roots: None,
    };
    server.check().map_err(|e| anyhow::anyhow!("settings {section}.host and {section}.tls: {e}"))?;
    Ok(server)
}

/// Who we are to a mail server.
pub fn login(config: &Config, g: &Gemeente, section: &str) -> Result<Login> {
    let name = |key: &str| format!("{section}.{key}");
    let Some(user) = config.optional(&name("user")) else { return Ok(Login::None) };
    let user = user.to_owned();
    let Some(token_url) = config.optional(&name("oauth_token_url")) else {
        return Ok(Login::Password { user, password: Secret::new(config.get(&name("password"))) });
    };
    let grant = match config.optional(&name("oauth_refresh_token")) {
        Some(token) => Grant::RefreshToken(Secret::new(token)),
        None => Grant::ClientCredentials,
    };
    let settings = Settings {
        token_url: token_url.to_owned(),
        client_id: config.get(&name("oauth_client_id")).to_owned(),
        client_secret: Secret::new(config.get(&name("oauth_client_secret"))),
        scope: config.get(&name("oauth_scope")).to_owned(),
        grant,
        extra_roots: None,
    };
    let tokens = Tokens::new(settings, Arc::clone(g.clock()), None)
        .with_context(|| format!("settings {section}.oauth_*"))?;
    Ok(Login::OAuth { user, tokens: Arc::new(tokens) })
}

/// Watches every folder of every mailbox of the configuration, until the municipality stops.
pub fn postvakken(config: &Config, g: &Gemeente, workers: &mut JoinSet<()>) -> Result<()> {
    let sink = Arc::new(Brievenbus { g: g.clone() });
    for postvak in config.mailboxes() {
        let section = format!("mailbox.{postvak}");
        let server = server(config, &section)?;
        let login = login(config, g, &section)?;
        for folder in
            config.get(&format!("{section}.folders")).split(',').map(str::trim).filter(|f| !f.is_empty())
        {
            let mailbox = Mailbox {
                postvak: postvak.clone(),
                server: server.clone(),
                login: login.clone(),
                folder: folder.to_owned(),
                moved_to: None,
                since: None,
                pace: Pace::default(),
            };
            let watcher = Watcher::new(mailbox, Arc::clone(&sink), Arc::clone(g.clock()));
            let g = g.clone();
            workers.spawn(async move {
                tokio::select! {
                    () = watcher.run() => {}
                    () = g.stopped() => {}
                }
            });
        }
    }
    Ok(())
}
