// SPDX-License-Identifier: EUPL-1.2
//! What follows by rule: the one shared consumer that tells owner and team lead (invariant 3).

use kernel::Result;
use serde_json::json;
use storage::{Consumer, NewJob, Sealed, Tx};
use uuid::Uuid;

/// Puts internal messages in the outbox, in one transaction with its cursor.
#[derive(Debug, Clone, Copy)]
pub struct Meldingen;

/// Which event gives which message.
const REGELS: &[(&str, &str)] = &[
    ("belofte.in-gevaar", "intern-risico"),
    ("belofte.tweede-keer", "intern-tweede-keer"),
    ("overdracht.verlopen", "intern-aanbod"),
    ("overdracht.geweigerd", "intern-aanbod"),
];

impl Consumer for Meldingen {
    fn name(&self) -> &'static str {
        "meldingen"
    }

    fn version(&self) -> i64 {
        1
    }

    async fn apply(&self, tx: &mut Tx, event: &Sealed) -> Result<()> {
        let Some((_, kind)) = REGELS.iter().find(|(gebeurtenis, _)| *gebeurtenis == event.kind) else {
            return Ok(());
        };
        let Some(vraag) = event.object_id("vraag") else { return Ok(()) };
        tx.enqueue(bericht(kind, vraag, event)).await?;
        Ok(())
    }
}

/// One message per event: the key makes a rebuild of this consumer harmless.
fn bericht(kind: &'static str, vraag: Uuid, event: &Sealed) -> NewJob {
    NewJob {
        queue: "berichten",
        kind,
        key: Some(format!("{vraag}:{}", event.id)),
        payload: json!({ "vraag": vraag, "gever": event.text("van_medewerker") }),
        run_at: None,
        max_attempts: 20,
    }
}
