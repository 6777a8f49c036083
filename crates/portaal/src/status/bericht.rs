// SPDX-License-Identifier: EUPL-1.2
//! What the resident says on the page of the own question: add something, "opgelost?", open it again.

use axum::http::StatusCode;
use data_encoding::HEXLOWER;
use kernel::{Error, Result};
use uuid::Uuid;
use vragen::{Kanaal, Vraag, Wie, ask, ask::Aanvulling, follow_up, reopen};
use web::{
    Answer, Form, FormErrors, Resident, Upload,
    idempotency::{self, Idempotency},
};

use super::{
    mijn_of_code, terug,
    vraag::{Getypt, pagina},
};
use crate::{bestanden, bezoek::Bezoek, stel::versturen::te_druk, velden};

/// Longest addition, in characters.
const MAX: usize = 20_000;

/// Takes in words and files. The same form twice is one addition.
pub(super) async fn aanvullen(b: Bezoek, resident: Resident, upload: Upload) -> Answer {
    let form = upload.form.clone();
    let v = match mijn_of_code(&b, &resident, form.text("nummer")).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    let sleutel = velden::sleutel_uit(&b.g, &form);
    let mut getypt = Getypt {
        tekst: form.get("tekst").to_owned(),
        sleutel: sleutel.to_string(),
        bestanden: bestanden::bewaard(&b.g, &form),
    };
    let mut fouten = FormErrors::new();
    bestanden::neem(&b.g, &b.t, upload, &mut getypt.bestanden, &mut fouten).await?;
    if getypt.tekst.trim().is_empty() && getypt.bestanden.is_empty() && fouten.is_empty() {
        fouten.add("tekst", b.t.k("p-fout-aanvulling"));
    } else if getypt.tekst.chars().count() > MAX {
        fouten.add("tekst", b.t.a("p-fout-te-lang", "aantal", MAX));
    }
    if !fouten.is_empty() {
        return Ok(pagina(&b, &v, "", getypt, fouten).await?);
    }
    match vul_aan(&b, &v, sleutel, &getypt).await {
        Ok(()) => Ok(terug(&b, &v, "aangevuld")),
        Err(Error::Busy { retry_after_secs }) => {
            fouten.add("", b.t.k("p-fout-te-druk"));
            Ok(te_druk(pagina(&b, &v, "", getypt, fouten).await?, retry_after_secs))
        }
        Err(anders) => Err(anders.into()),
    }
}

async fn vul_aan(b: &Bezoek, v: &Vraag, sleutel: Uuid, getypt: &Getypt) -> Result<()> {
    let hashes: Vec<&str> = getypt.bestanden.iter().map(|f| f.hash.as_str()).collect();
    let inhoud = format!("{}\u{1}{}", getypt.tekst.trim(), hashes.join("\u{1}"));
    let hash = idempotency::body_hash(inhoud.as_bytes());
    // Other words under the same form are another addition, so the content is part of the key.
    let beller = format!("aanvulling:{}:{}", v.id, HEXLOWER.encode(&hash));
    let mut tx = b.g.db().begin().await?;
    if idempotency::begin(&mut tx, sleutel, &beller, &hash).await? != Idempotency::Fresh {
        tx.rollback().await;
        return Ok(());
    }
    bestanden::leg_vast(&mut tx, &getypt.bestanden).await?;
    let aanvulling = Aanvulling {
        kanaal: Kanaal::Website,
        tekst: getypt.tekst.clone(),
        bijlagen: bestanden::bijlagen(&b.g, &getypt.bestanden),
        origineel: String::new(),
    };
    let (_, contact) = ask::supplement(&mut tx, &b.inr, &Wie::inwoner(), v.id, aanvulling).await?;
    idempotency::finish(&mut tx, sleutel, &beller, StatusCode::SEE_OTHER, &contact.to_string()).await?;
    tx.commit().await
}

/// "Is uw vraag opgelost?"
pub(super) async fn opgelost(b: Bezoek, resident: Resident, form: Form) -> Answer {
    let v = match mijn_of_code(&b, &resident, form.text("nummer")).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    let ja = form.is("opgelost", "ja");
    let mut tx = b.g.db().begin().await?;
    follow_up::solved(&mut tx, &b.inr, &Wie::inwoner(), v.id, ja).await?;
    tx.commit().await?;
    Ok(terug(&b, &v, if ja { "opgelost" } else { "heropend" }))
}

/// Opens a stopped question again.
pub(super) async fn heropenen(b: Bezoek, resident: Resident, form: Form) -> Answer {
    let v = match mijn_of_code(&b, &resident, form.text("nummer")).await? {
        Ok(v) => v,
        Err(naar) => return Ok(naar),
    };
    // Pressed twice, or somebody was first: it is open, which is what was asked.
    if !v.toestand.loopt() {
        let mut tx = b.g.db().begin().await?;
        reopen::reopen(&mut tx, &b.inr, &Wie::inwoner(), v.id).await?;
        tx.commit().await?;
    }
    Ok(terug(&b, &v, "heropend"))
}
