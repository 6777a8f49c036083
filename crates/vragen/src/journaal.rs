// SPDX-License-Identifier: EUPL-1.2
//! How events of a question are written, the same way everywhere. No personal data: ids and codes only.

use serde_json::json;
use storage::{Event, NewJob};

use crate::vraag::{Vraag, VraagId};

/// Every kind of event this slice writes.
pub const SOORTEN: &[&str] = &[
    "vraag.ontvangen",
    "vraag.opgepakt",
    "vraag.teruggegeven",
    "vraag.toegewezen",
    "vraag.teruggelegd",
    "overdracht.aangeboden",
    "overdracht.aangenomen",
    "overdracht.geweigerd",
    "overdracht.verlopen",
    "overdracht.ingetrokken",
    "vraag.navraag-bij-inwoner",
    "vraag.aangevuld",
    "notitie.gemaakt",
    "vraag.beantwoord",
    "vraag.afgerond",
    "vraag.heropend",
    "vraag.ingetrokken",
    "vraag.soort-gewijzigd",
    "vraag.kanaal-gewijzigd",
    "belofte.in-gevaar",
    "belofte.verlengd",
    "belofte.tweede-keer",
    "bel.niet-bereikt",
    "navraag.gesteld",
    "navraag.beantwoord",
    "bijlage.gescand",
];

/// An event about a question.
pub(crate) fn over(event: Event, v: &Vraag) -> Event {
    event.object("vraag", v.id.uuid(), "onderwerp")
}

/// An event after which the question has this owner: it carries the owner and the rule, so that the owner at
/// every instant can be proved from the journal.
pub(crate) fn eigenaar(event: Event, v: &Vraag) -> Event {
    let event = over(event, v).object("team", &v.eigenaar.team, "eigenaar");
    let event = match v.eigenaar.medewerker {
        Some(id) => event.object("medewerker", id, "eigenaar"),
        None => event,
    };
    event
        .data("team", json!(v.eigenaar.team))
        .data("medewerker", json!(v.eigenaar.medewerker))
        .data("regel", json!(v.regel))
}

/// A message that follows from a use case, once per `nummer`.
pub(crate) fn bericht(
    kind: &'static str,
    id: VraagId,
    nummer: impl std::fmt::Display,
    extra: serde_json::Value,
) -> NewJob {
    let mut payload = json!({ "vraag": id });
    if let (Some(doel), serde_json::Value::Object(velden)) = (payload.as_object_mut(), extra) {
        doel.extend(velden);
    }
    NewJob {
        queue: "berichten",
        kind,
        key: Some(format!("{id}:{nummer}")),
        payload,
        run_at: None,
        max_attempts: 20,
    }
}
