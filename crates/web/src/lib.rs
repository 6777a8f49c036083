// SPDX-License-Identifier: EUPL-1.2
//! The shell: everything that HTTP needs and no slice should write again.
//!
//! A slice gives [`Routes`]; each route says who may use it ([`Access`]) and has an example address. Handlers take
//! `State<Gemeente>` and extractors ([`Visitor`], [`Employee`], [`Caller`], [`Form`], [`Upload`], [`Body`], [`T`],
//! [`ClientIp`]), and give `Answer<impl IntoResponse>`: a [`Page`], a redirect ([`see_other`]), or a [`Fout`], which
//! every `kernel::Error` becomes with `?`.
//!
//! - Who: [`session`] (cookies), [`api_key`] (other systems), [`attempts`] (against guessing), [`rol`].
//! - In: [`form`], [`upload`], [`extract`], [`idempotency`], [`limits`].
//! - Out: [`page`], [`fout`] and `fout_page` (errors as page or RFC 9457), [`shell`] and [`assets`] (layout),
//!   [`live`] (server-sent events), [`texts`] (Fluent) and `lang`.
//! - Around: [`route`] and `gate` (authorisation), `stack` (layers), [`security`] (headers, CSRF), [`serve`].
//! - [`gemeente`]: the one value everything hangs off; [`keys`], [`config`], [`metrics`].

// The base templates name their functions as other crates see them.
extern crate self as web;

pub mod api_key;
pub mod assets;
pub mod attempts;
pub mod config;
pub mod extract;
pub mod form;
pub mod fout;
mod fout_page;
mod gate;
pub mod gemeente;
pub mod idempotency;
pub mod keys;
mod lang;
pub mod limits;
pub mod live;
pub mod metrics;
mod own;
pub mod page;
pub mod rol;
pub mod route;
pub mod security;
pub mod serve;
pub mod session;
pub mod shell;
mod stack;
mod store;
pub mod texts;
mod typed;
pub mod upload;

pub use self::{
    api_key::{Caller, Systeem},
    config::{Config, LimitConfig, Network, Scan},
    extract::Body,
    form::{Form, FormErrors},
    fout::{Answer, Fout},
    gate::SESSION_ENDS,
    gemeente::{Gemeente, GemeenteParts},
    keys::Keys,
    limits::{ClientIp, Limit, Limits},
    metrics::Metrics,
    own::own_routes,
    page::{Page, SteadyPage, local_path, see_other},
    rol::{LEZERS, Rol, Rollen, WERKERS},
    route::{Access, RouteInfo, Routes},
    security::ForeignHtml,
    session::{Employee, Resident, Visitor},
    shell::{Keuze, Place, PortalShell, Station, WorkRoles, WorkShell},
    stack::{API_VERSION, REQUEST_TIMEOUT, UPLOAD_TIMEOUT},
    texts::{Lang, T, TextSource, Texts},
    upload::Upload,
};

/// The address of an embedded file, with the hash of its content: `asset!("portaal.css")`.
#[macro_export]
macro_rules! asset {
    ($name:literal) => {
        $crate::assets::url($name)
    };
}
