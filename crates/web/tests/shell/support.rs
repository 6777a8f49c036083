// SPDX-License-Identifier: EUPL-1.2
//! A small site on a database of its own.

use std::sync::{Arc, Mutex};

use axum::{
    Json,
    body::Body as HttpBody,
    extract::State,
    http::{HeaderMap, Request, StatusCode, Uri, header},
    response::{Html, IntoResponse},
};
use http_body_util::BodyExt as _;
use kernel::{Error, SeededIds, TestClock};
use storage::{Blobs, testing::TestDb};
use tower::ServiceExt as _;
use uuid::Uuid;
use web::{
    Access, Answer, Body, Caller, Config, Employee, Form, Gemeente, GemeenteParts, Keys, LEZERS, PortalShell,
    Resident, Rol, Rollen, Routes, T, Texts, Upload, Visitor, WERKERS, live, session,
};

/// The site under test.
pub struct Site {
    pub gemeente: Gemeente,
    pub router: axum::Router,
    pub clock: TestClock,
    pub db: TestDb,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("")
    }

    /// `name=value` of the cookie that was set.
    pub fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or("").to_owned()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

impl Site {
    pub async fn new() -> Self {
        Self::with(Config::default()).await
    }

    pub async fn with(config: Config) -> Self {
        Self::on(TestDb::sqlite().await, config).await
    }

    /// The same on every engine that is there.
    pub async fn on_both() -> Vec<Self> {
        let mut sites = Vec::new();
        for db in TestDb::both().await {
            sites.push(Self::on(db, Config::default()).await);
        }
        sites
    }

    async fn on(db: TestDb, config: Config) -> Self {
        let blobs = Blobs::open(&db.folder().join("blobs"), &db.db).await.unwrap();
        let gemeente = Gemeente::new(GemeenteParts {
            db: db.db.clone(),
            blobs,
            clock: Arc::new(db.clock.clone()),
            ids: Arc::new(SeededIds::new(1)),
            keys: Keys::from_master([7; 32]),
            texts: Texts::load(&[]).unwrap(),
            config,
        });
        gemeente.set_portal(|_, _| PortalShell {
            site: "Gemeente Proefdorp".into(),
            telefoon: "14 0555".into(),
            ..PortalShell::default()
        });
        let router = routes().build(&gemeente);
        Self { gemeente, router, clock: db.clock.clone(), db }
    }

    pub async fn send(&self, request: Request<HttpBody>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(request("GET", path, &[], "")).await
    }

    pub async fn get_as(&self, cookie: &str, path: &str) -> Reply {
        self.send(request("GET", path, &[("cookie", cookie)], "")).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Reply {
        self.send(request("POST", path, &[("content-type", FORM)], body)).await
    }

    pub async fn post_as(&self, cookie: &str, path: &str, body: &str) -> Reply {
        self.send(request("POST", path, &[("content-type", FORM), ("cookie", cookie)], body)).await
    }

    /// Signs in and gives the cookie.
    pub async fn sign_in(&self, roles: &[Rol]) -> String {
        let value = session::sign_in(&self.gemeente, &HeaderMap::new(), &yusuf(roles)).await.unwrap();
        value.to_str().unwrap().split(';').next().unwrap().to_owned()
    }
}

pub const FORM: &str = "application/x-www-form-urlencoded";

pub fn yusuf(roles: &[Rol]) -> Employee {
    Employee::new(Uuid::from_u128(7), "Yusuf Demir", "KCC", Rollen::new(roles.iter().copied()))
}

pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<HttpBody> {
    let mut builder = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
    if !body.is_empty() {
        builder = builder.header(header::CONTENT_LENGTH, body.len());
    }
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(HttpBody::from(body.to_owned())).unwrap()
}

/// A page that is the same for everyone.
#[derive(askama::Template)]
#[template(source = "<h1>Over deze site</h1>", ext = "html")]
struct Over;

/// What the forms of the site received.
#[derive(Default)]
pub struct Received(pub Mutex<Vec<String>>);

fn routes() -> Routes {
    Routes::new()
        .get("/", Access::Public, "/", async |t: T| Html(t.k("fout-naar-voorpagina")))
        .get("/hoe", Access::Public, "/hoe?als=druk", how)
        .post("/vraag", Access::Public, "/vraag", ask)
        .post("/vraag/bestanden", Access::Public, "/vraag/bestanden", ask_with_files)
        .get("/over", Access::Public, "/over", async || web::SteadyPage(Over))
        .get("/ik", Access::Public, "/ik", async |e: Employee| e.naam)
        .post("/paniek", Access::Public, "/paniek", async || -> Answer { panic!("geheim") })
        .post("/druk", Access::Public, "/druk", async |_: Form| -> Answer {
            Err(Error::Busy { retry_after_secs: 120 }.into())
        })
        .post("/bel-mij", Access::Public, "/bel-mij", async |visitor: Visitor| {
            format!("{}", visitor.employee.is_some())
        })
        .get("/mijn/vraag", Access::Resident, "/mijn/vraag", async |r: Resident| r.bewijs.join(","))
        .get("/werk", Access::Roles(LEZERS), "/werk", async |e: Employee| {
            format!("{} {} {}", e.voornaam, e.initialen, e.team)
        })
        .get("/werk/live", Access::Roles(LEZERS), "/werk/live", follow)
        .get("/werk/mail", Access::Roles(LEZERS), "/werk/mail", async || {
            web::ForeignHtml("<p>Hoi</p>".into())
        })
        .post("/werk/notitie", Access::Roles(WERKERS), "/werk/notitie", async |form: Form| {
            form.get("tekst").to_owned()
        })
        .get("/beheer", Access::Roles(&[Rol::Beheerder]), "/beheer", async || "beheer")
        .get("/api/v1/vragen", Access::System, "/api/v1/vragen", async |caller: Caller| caller.bond())
        .post("/api/v1/vragen", Access::Public, "/api/v1/vragen", api)
        .put("/api/v1/vragen/{id}", Access::System, "/api/v1/vragen/1", async || -> Answer {
            Err(Error::Stale.into())
        })
}

async fn ask(State(gemeente): State<Gemeente>, form: Form) -> Answer {
    let received = gemeente.ext::<Received>().unwrap_or_default();
    received.0.lock().unwrap().push(form.get("tekst").to_owned());
    gemeente.set_ext(received);
    Ok(web::see_other("/"))
}

async fn ask_with_files(upload: Upload) -> String {
    let files: Vec<String> = upload.files.iter().map(|f| format!("{}={}", f.naam, f.bytes.len())).collect();
    let problems: Vec<&str> = upload.problems.iter().map(|p| p.text.as_str()).collect();
    format!("{} | {} | {}", upload.form.get("tekst"), files.join(","), problems.join(","))
}

async fn follow(
    State(gemeente): State<Gemeente>,
    employee: Employee,
    headers: HeaderMap,
) -> axum::response::Response {
    live::stream(&gemeente, employee, &headers, async |_, _, event| event.kind != "vraag.afgeschermd")
}

#[derive(serde::Deserialize)]
struct Vraag {
    tekst: String,
}

async fn api(caller: Caller, body: Body<Vraag>) -> Answer {
    Ok(Json(serde_json::json!({ "van": caller.actor().to_string(), "tekst": body.value.tekst }))
        .into_response())
}

/// Fails in the asked way.
async fn how(uri: Uri) -> Answer {
    Err(match uri.query().unwrap_or("").trim_start_matches("als=") {
        "niet-gevonden" => Error::NotFound,
        "geen-toegang" => Error::Forbidden,
        "invoer" => Error::field("tekst", "Vul uw vraag in."),
        "geweigerd" => Error::refused("al-ingetrokken", "Deze vraag is al ingetrokken."),
        "verouderd" => Error::Stale,
        "dubbel" => {
            Error::Duplicate { code: "sleutel-al-gebruikt", text: "Deze sleutel is al gebruikt.".into() }
        }
        "druk" => Error::Busy { retry_after_secs: 120 },
        "te-vaak" => Error::TooMany { retry_after_secs: 30 },
        "te-groot" => Error::TooLarge { text: "Er mag 1 MB in.".into() },
        "paniek" => panic!("geheim: 999990019"),
        _ => Error::internal("geheim: 999990019"),
    }
    .into())
}
