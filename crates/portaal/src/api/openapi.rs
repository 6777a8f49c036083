// SPDX-License-Identifier: EUPL-1.2
//! The description of the API. It is served, printed by `voordeur openapi` and committed as `docs/openapi.json`.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use kernel::{Error, Result};
use utoipa::{
    OpenApi,
    openapi::{
        ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, ResponseBuilder, Type,
        path::Operation,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{
    aannemen,
    antwoord::{Afwijzing, goed_tekst},
    lezen, model,
};

/// Full version of the API.
pub const VERSIE: &str = web::API_VERSION;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Voordeur",
        description = "Vragen van inwoners aan hun gemeente: aannemen en volgen.",
        contact(name = "Voordeur", email = "api@voordeur.example", url = "https://voordeur.example/api"),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/api/v1", description = "Deze installatie")),
    tags((name = "vragen", description = "Vragen van inwoners.")),
    paths(aannemen::aannemen, lezen::lijst, lezen::een),
    components(schemas(model::Probleem))
)]
struct Beschrijving;

/// Statuses that every operation may answer, each as a problem.
const FOUTEN: &[(&str, &str)] = &[
    ("400", "Er klopt iets niet in het verzoek; alles wat niet klopt staat erbij."),
    ("401", "De API-sleutel ontbreekt of werkt niet."),
    ("403", "Deze API-sleutel mag dit niet."),
    ("429", "Te vaak. Wacht zo lang als in Retry-After staat."),
    ("500", "Er ging iets mis bij ons."),
    ("503", "Nu te druk. Probeer het na Retry-After opnieuw."),
];
/// And those that only some do.
const BIJ_EEN: (&str, &str) = ("404", "Deze vraag bestaat niet, of u mag hem niet zien.");
const BIJ_POST: &[(&str, &str)] = &[
    ("409", "Een regel staat dit niet toe."),
    ("413", "Het bericht is te groot."),
    ("415", "Het bericht is geen JSON."),
    ("422", "Deze Idempotency-Key is al gebruikt voor een ander verzoek."),
];

/// The document, as JSON with a line end after it.
pub fn document() -> Result<String> {
    let mut api = Beschrijving::openapi();
    VERSIE.clone_into(&mut api.info.version);
    if let Some(components) = api.components.as_mut() {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("API-sleutel"));
        components.add_security_scheme("apiSleutel", SecurityScheme::Http(bearer.build()));
    }
    for (pad, item) in &mut api.paths.paths {
        let een = pad.contains('{');
        for operation in [item.get.as_mut(), item.post.as_mut()].into_iter().flatten() {
            let bij_post = operation.request_body.is_some();
            vul_aan(operation, een, bij_post);
        }
    }
    let mut tekst = api.to_pretty_json().map_err(Error::internal)?;
    tekst.push('\n');
    Ok(tekst)
}

/// The version on every good answer, and every error as a problem.
fn vul_aan(operation: &mut Operation, een: bool, bij_post: bool) {
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            response.headers.insert("API-Version".to_owned(), versie_header().into());
        }
    }
    let eigen = if een { std::slice::from_ref(&BIJ_EEN) } else { &[] };
    let post = if bij_post { BIJ_POST } else { &[] };
    for (status, wat) in FOUTEN.iter().chain(eigen).chain(post) {
        let probleem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Probleem"))).build();
        let response =
            ResponseBuilder::new().description(*wat).content("application/problem+json", probleem).build();
        operation.responses.responses.insert((*status).to_owned(), response.into());
    }
}

fn versie_header() -> utoipa::openapi::header::Header {
    HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).examples([VERSIE])))
        .description(Some("Volledige versie van de API."))
        .build()
}

/// `GET /api/v1/openapi.json`: the same document; any site may read it.
pub(super) async fn beschrijving() -> Result<Response, Afwijzing> {
    let mut response = goed_tekst(StatusCode::OK, document()?);
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    Ok(response)
}
