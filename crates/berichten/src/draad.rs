// SPDX-License-Identifier: EUPL-1.2
//! The thread in which a mail to a resident stands (RFC 5322, section 3.6.4), so that the mail program of the
//! resident shows question and answers together.

use kernel::{Result, Time};
use storage::Tx;
use vragen::VraagId;

use crate::{Weg, store};

/// Message-IDs in one `References` field: the first, which opens the thread, and the newest.
const HOOGSTENS: usize = 20;
/// Longer ones are left out, in characters: a header line has an end.
const ID_MAX: usize = 250;

/// Where a mail stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Draad {
    /// The newest mail that reached us from the resident; empty when none did.
    pub(crate) antwoord_op: String,
    /// All of it, oldest first, that mail last.
    pub(crate) verwijzingen: Vec<String>,
}

/// One mail of the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Schakel {
    op: Time,
    id: String,
    ontvangen: bool,
}

/// The thread of a question as it is now.
pub(crate) async fn draad(tx: &mut Tx, vraag: VraagId) -> Result<Draad> {
    let mut schakels: Vec<Schakel> = store::van_vraag(tx, vraag)
        .await?
        .into_iter()
        .filter(|b| b.weg == Weg::Email && !b.soort.starts_with("intern-"))
        .map(|b| Schakel { op: b.gemaakt_op, id: b.message_id, ontvangen: false })
        .collect();
    let gezien = store::draad(tx, vraag).await?;
    schakels.extend(gezien.into_iter().map(|(id, ontvangen, op)| Schakel {
        op: op.unwrap_or(Time::from_micros(0)),
        id,
        ontvangen,
    }));
    Ok(rijg(schakels))
}

fn rijg(mut schakels: Vec<Schakel>) -> Draad {
    schakels.retain(|s| !s.id.is_empty() && s.id.chars().count() <= ID_MAX);
    schakels.sort_by_key(|s| s.op);
    let antwoord_op = schakels.iter().rfind(|s| s.ontvangen).map(|s| s.id.clone()).unwrap_or_default();
    let mut verwijzingen: Vec<String> = Vec::new();
    for s in schakels {
        if s.id != antwoord_op && !verwijzingen.contains(&s.id) {
            verwijzingen.push(s.id);
        }
    }
    if !antwoord_op.is_empty() {
        verwijzingen.push(antwoord_op.clone());
    }
    if verwijzingen.len() > HOOGSTENS {
        verwijzingen.drain(1..=verwijzingen.len() - HOOGSTENS);
    }
    Draad { antwoord_op, verwijzingen }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schakel(op: i64, id: &str, ontvangen: bool) -> Schakel {
        Schakel { op: Time::from_micros(op), id: id.to_owned(), ontvangen }
    }

    #[test]
    fn we_answer_the_newest_mail_of_the_resident_and_name_the_whole_thread() {
        let draad = rijg(vec![
            schakel(2, "ons-1", false),
            schakel(1, "inwoner-1", true),
            schakel(1, "van-een-ander", false),
            schakel(3, "inwoner-2", true),
            schakel(3, "ons-1", false),
            schakel(4, "ons-2", false),
        ]);
        assert_eq!(draad.antwoord_op, "inwoner-2");
        assert_eq!(draad.verwijzingen, ["inwoner-1", "van-een-ander", "ons-1", "ons-2", "inwoner-2"]);
    }

    #[test]
    fn a_question_from_the_website_has_our_own_mails_as_its_thread() {
        assert_eq!(rijg(Vec::new()), Draad::default());
        let draad = rijg(vec![schakel(1, "ons-1", false), schakel(2, "", false)]);
        assert_eq!(draad, Draad { antwoord_op: String::new(), verwijzingen: vec!["ons-1".to_owned()] });
    }

    #[test]
    fn a_long_thread_keeps_its_first_and_its_newest() {
        let lang = (0..50).map(|n| schakel(n, &format!("m{n}"), true));
        let draad = rijg(lang.chain([schakel(60, &"x".repeat(ID_MAX + 1), true)]).collect());
        assert_eq!(draad.verwijzingen.len(), HOOGSTENS);
        assert_eq!((draad.verwijzingen[0].as_str(), draad.verwijzingen[1].as_str()), ("m0", "m31"));
        assert_eq!(draad.antwoord_op, "m49");
        assert_eq!(draad.verwijzingen.last(), Some(&draad.antwoord_op));
    }
}
