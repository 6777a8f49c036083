// SPDX-License-Identifier: EUPL-1.2
//! Mail servers from the configuration.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use berichten::{
    oauth::{Grant, Settings, Tokens},
    server::{Login, Secret, Security, Server},
    smtp::Mailer,
    versturen::{Postbode, Weg},
    verversing::Bewaarplek,
};
use kanalen::{
    gezondheid,
    intake::Brievenbus,
    mail::imap::{Mailbox, Pace, Watcher},
};
use storage::jobs::Handlers;
use tokio::task::JoinSet;
use web::Gemeente;

use crate::config::Config;

/// Adds the worker that sends mail, when there is somewhere to send it. Without one, mail waits.
pub fn postbode(config: &Config, g: &Gemeente, handlers: Handlers) -> Result<Handlers> {
    let naam = config.optional("smtp.from_name").unwrap_or_default().to_owned();
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
    let tokens = bron(g, settings).with_context(|| format!("settings {section}.oauth_*"))?;
    Ok(Login::OAuth { user, tokens })
}

/// The sources of tokens in use. SMTP and mailboxes with the same access share one: they ask once, and a refresh
/// token that changes changes for all.
#[derive(Default)]
struct Bronnen(Mutex<Vec<(String, Arc<Tokens>)>>);

fn bron(g: &Gemeente, settings: Settings) -> Result<Arc<Tokens>> {
    let bronnen = g.ext::<Bronnen>().unwrap_or_else(|| {
        let bronnen = Arc::new(Bronnen::default());
        g.set_ext(Arc::clone(&bronnen));
        bronnen
    });
    let eerste = match &settings.grant {
        Grant::RefreshToken(token) => token.reveal(),
        Grant::ClientCredentials => "",
    };
    let naam = [&settings.token_url, &settings.client_id, &settings.scope, eerste].join("\n");
    let mut lijst = bronnen.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, tokens)) = lijst.iter().find(|(n, _)| *n == naam) {
        return Ok(Arc::clone(tokens));
    }
    let bewaarplek = Bewaarplek::van(g, &settings);
    let tokens = Arc::new(Tokens::new(settings, Arc::clone(g.clock()), bewaarplek)?);
    lijst.push((naam, Arc::clone(&tokens)));
    Ok(tokens)
}

/// Watches every folder of every mailbox of the configuration, until the municipality stops.
pub fn postvakken(config: &Config, g: &Gemeente, workers: &mut JoinSet<()>) -> Result<()> {
    let sink = Arc::new(Brievenbus { g: g.clone() });
    let mut mappen = Vec::new();
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
            mappen.push((postvak.clone(), folder.to_owned()));
            let watcher = Watcher::new(mailbox, Arc::clone(&sink), Arc::clone(g.clock()));
            let volgt = gezondheid::volg(g.clone(), postvak.clone(), folder.to_owned(), watcher.health());
            let g = g.clone();
            workers.spawn(async move {
                tokio::select! {
                    () = async { tokio::join!(watcher.run(), volgt); } => {}
                    () = g.stopped() => {}
                }
            });
        }
    }
    let g = g.clone();
    workers.spawn(async move {
        if let Err(error) = gezondheid::alleen(&g, &mappen).await {
            tracing::warn!(%error, "mailboxes that are gone still stand in the list");
        }
    });
    Ok(())
}
