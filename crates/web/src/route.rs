// SPDX-License-Identifier: EUPL-1.2
//! The routes of a room, each with who may use it and an example. A route without that cannot be written down.

use axum::{
    Router,
    handler::Handler,
    middleware::from_fn_with_state,
    routing::{self, MethodRouter},
};
use serde::{Serialize, Serializer, ser::SerializeSeq as _};
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    Gemeente, Rol, fout_page,
    gate::{self, Gate},
    stack,
};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone.
    Public,
    /// A resident who showed the code of a question in this session.
    Resident,
    /// An employee with one of these roles.
    Roles(&'static [Rol]),
    /// A system with an API key, or an employee.
    System,
}

impl Serialize for Access {
    /// As e2e reads it: a word, or the list of roles.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Public => serializer.serialize_str("public"),
            Self::Resident => serializer.serialize_str("resident"),
            Self::System => serializer.serialize_str("system"),
            Self::Roles(roles) => {
                let mut list = serializer.serialize_seq(Some(roles.len()))?;
                for role in *roles {
                    list.serialize_element(role)?;
                }
                list.end()
            }
        }
    }
}

/// One route, as listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RouteInfo {
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// Path with parameters, for instance `/werk/vraag/{nummer}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
    /// An address that works in the demo, for instance `/werk/vraag/TH-26-000001`.
    pub sample: &'static str,
}

/// The routes of one room, or of all.
#[derive(Debug, Default)]
#[must_use]
pub struct Routes {
    routes: Vec<(RouteInfo, MethodRouter<Gemeente>)>,
}

macro_rules! method {
    ($($name:ident $method:literal;)*) => {
        $(
            #[doc = concat!("A `", $method, "` route: path, who may use it, an example address, the handler.")]
            pub fn $name<H, A>(self, path: &'static str, access: Access, sample: &'static str, handler: H) -> Self
            where
                H: Handler<A, Gemeente>,
                A: 'static,
            {
                self.add(RouteInfo { method: $method, path, access, sample }, routing::$name(handler))
            }
        )*
    };
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    method! {
        get "GET";
        post "POST";
        put "PUT";
        patch "PATCH";
        delete "DELETE";
    }

    fn add(mut self, info: RouteInfo, handler: MethodRouter<Gemeente>) -> Self {
        self.routes.push((info, handler));
        self
    }

    /// These routes and those.
    pub fn merge(mut self, other: Self) -> Self {
        self.routes.extend(other.routes);
        self
    }

    /// Every route, in order of declaration.
    pub fn table(&self) -> Vec<RouteInfo> {
        self.routes.iter().map(|(info, _)| *info).collect()
    }

    /// The whole site: these routes and the shell's own, each behind its gate, inside the layers of the shell.
    /// Panics when a route stands twice: it must not start.
    pub fn build(self, gemeente: &Gemeente) -> Router {
        let mut router = Router::new();
        for (info, handler) in crate::own_routes().merge(self).routes {
            let gate = Gate::new(gemeente.clone(), info);
            // A panic is caught inside the gate, so that what was typed is still known there.
            let handler = handler
                .layer(CatchPanicLayer::custom(fout_page::from_panic))
                .layer(from_fn_with_state(gate, gate::keep));
            router = router.route(info.path, handler);
        }
        stack::around(router.method_not_allowed_fallback(gate::method).fallback(gate::nothing), gemeente)
    }
}
