// SPDX-License-Identifier: EUPL-1.2
//! What changed while a page is open, told to the page. Only about questions this employee may read.

use std::sync::Arc;

use axum::{extract::State, http::HeaderMap};
use kernel::Result;
use vragen::{VraagId, Wie, dossier};
use web::{
    Access, Answer, Employee, Gemeente, LEZERS, Routes,
    live::{self, LiveEvent},
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/werk/live", Access::Roles(LEZERS), "/werk/live", stroom)
}

async fn stroom(State(g): State<Gemeente>, ik: Employee, headers: HeaderMap) -> Answer {
    Ok(live::stream(&g, ik, &headers, |g, ik, event| async move {
        mag_horen(&g, &ik, &event).await.unwrap_or(false)
    }))
}

/// Whether this employee may hear of it: every question it is about must be one that he or she may read. What is
/// about no question holds ids and codes only.
async fn mag_horen(g: &Gemeente, ik: &Employee, event: &Arc<LiveEvent>) -> Result<bool> {
    let vragen: Vec<VraagId> =
        event.objects.iter().filter(|o| o.kind == "vraag").filter_map(|o| o.id.parse().ok()).collect();
    if vragen.is_empty() {
        return Ok(true);
    }
    let inr = beheer::inrichting(g).await?;
    let wie = Wie::medewerker(&inr, ik.id)?;
    let mut tx = g.db().read().await?;
    let mut mag = true;
    for id in vragen {
        mag = mag && dossier::vraag(&mut tx, &wie, id).await.is_ok();
    }
    tx.rollback().await;
    Ok(mag)
}

#[cfg(test)]
mod tests {
    use testkit::{
        TestApp,
        proefdorp::{TOM, YOUSSEF},
    };
    use vragen::{Antwoordkanaal, Kanaal, accept};
    use web::{Rollen, live::LiveObject};

    use super::*;

    #[test]
    fn a_page_hears_nothing_of_a_question_that_its_reader_may_not_read() {
        TestApp::run(|| async {
            let app = TestApp::sqlite().await;
            let mut tx = app.begin().await;
            let aanname = accept::Aanname::new(
                Kanaal::Website,
                "Ik maak me zorgen om mijn buurman.",
                Antwoordkanaal::Geen,
            );
            let v = accept::accept(&mut tx, &*app.inr().await, &Wie::inwoner(), aanname).await.unwrap().vraag;
            tx.commit().await.unwrap();
            let over = |kind: &str, id: String| {
                Arc::new(LiveEvent {
                    seq: 1,
                    kind: "vraag.ontvangen".into(),
                    objects: vec![LiveObject { kind: kind.into(), id }],
                })
            };
            let wie = |id| Employee::new(id, "Iemand", "X", Rollen::default());
            let vraag = over("vraag", v.id.to_string());
            assert!(mag_horen(&app.g, &wie(TOM), &vraag).await.unwrap());
            assert!(!mag_horen(&app.g, &wie(YOUSSEF), &vraag).await.unwrap());
            assert!(mag_horen(&app.g, &wie(YOUSSEF), &over("team", "KCC".into())).await.unwrap());
        });
    }
}
