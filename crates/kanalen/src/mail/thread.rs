// SPDX-License-Identifier: EUPL-1.2
//! To which question a mail belongs. The rule, strongest evidence first:
//!
//! 1. it carries a token of ours: it belongs to that question, whoever sends it;
//! 2. it refers to a mail of a question, and the sender is a party of that question;
//! 3. it names a question number in its subject, and the sender is a party of that question;
//! 4. else it is a new question, perhaps shown to its owner as possibly belonging to another.
//!
//! A number or a Message-ID alone is never enough: a stranger who knows one would otherwise land in
//! somebody else's question.

use uuid::Uuid;

/// A question that the evidence points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The question.
    pub vraag: Uuid,
    /// Whether the sender's address is known as a party of it.
    pub sender_is_party: bool,
}

/// What was found out about a mail before deciding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Questions of valid tokens, in the order of [`super::InboundMail::tokens`].
    pub tokens: Vec<Uuid>,
    /// Questions in whose threads a referenced Message-ID was seen, newest reference first.
    pub references: Vec<Hit>,
    /// Questions whose number stands in the subject.
    pub numbers: Vec<Hit>,
}

/// Why a mail was put with a question. Stored with the contact, and undoable by a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Rule 1.
    Token,
    /// Rule 2.
    Reference,
    /// Rule 3.
    Number,
}

impl Because {
    /// Name of the rule as the journal knows it.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Token => "mail-token",
            Self::Reference => "mail-verwijzing",
            Self::Number => "mail-nummer",
        }
    }
}

/// Where a mail belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// With this question.
    With {
        /// The question.
        vraag: Uuid,
        /// The rule that put it there.
        because: Because,
    },
    /// A question of its own.
    New {
        /// Questions it may belong to, for its owner to judge. The sender learns nothing of them.
        perhaps: Vec<Uuid>,
    },
}

/// Applies the rule.
pub fn place(evidence: &Evidence) -> Place {
    let with = |vraag, because| Place::With { vraag, because };
    if let Some(vraag) = evidence.tokens.first() {
        return with(*vraag, Because::Token);
    }
    let party = |hits: &[Hit]| hits.iter().find(|h| h.sender_is_party).map(|h| h.vraag);
    if let Some(vraag) = party(&evidence.references) {
        return with(vraag, Because::Reference);
    }
    if let Some(vraag) = party(&evidence.numbers) {
        return with(vraag, Because::Number);
    }
    let mut perhaps: Vec<Uuid> = Vec::new();
    for hit in evidence.references.iter().chain(&evidence.numbers) {
        if !perhaps.contains(&hit.vraag) {
            perhaps.push(hit.vraag);
        }
    }
    Place::New { perhaps }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn hit(vraag: Uuid, sender_is_party: bool) -> Hit {
        Hit { vraag, sender_is_party }
    }

    #[test]
    fn a_reply_with_our_token_comes_home_even_from_another_address() {
        let evidence = Evidence {
            tokens: vec![OWN],
            references: vec![hit(OTHER, true)],
            numbers: vec![hit(OTHER, true)],
        };
        assert_eq!(place(&evidence), Place::With { vraag: OWN, because: Because::Token });
    }

    #[test]
    fn a_reply_whose_token_was_stripped_comes_home_by_its_references_or_its_number() {
        let by_reference = Evidence {
            references: vec![hit(OTHER, false), hit(OWN, true)],
            numbers: vec![hit(OTHER, true)],
            ..Evidence::default()
        };
        assert_eq!(place(&by_reference), Place::With { vraag: OWN, because: Because::Reference });
        let by_number = Evidence { numbers: vec![hit(OWN, true)], ..Evidence::default() };
        assert_eq!(place(&by_number), Place::With { vraag: OWN, because: Because::Number });
    }

    #[test]
    fn a_stranger_who_knows_a_number_or_a_message_id_starts_a_question_of_its_own() {
        let stranger = Evidence {
            references: vec![hit(OWN, false)],
            numbers: vec![hit(OWN, false), hit(OTHER, false)],
            ..Evidence::default()
        };
        assert_eq!(place(&stranger), Place::New { perhaps: vec![OWN, OTHER] });
        assert_eq!(place(&Evidence::default()), Place::New { perhaps: vec![] });
    }

    proptest::proptest! {
        #[test]
        fn without_a_token_only_a_party_ever_gets_in(references in proptest::collection::vec((0_u128..4, proptest::bool::ANY), 0..5), numbers in proptest::collection::vec((0_u128..4, proptest::bool::ANY), 0..5)) {
            let hits = |list: &[(u128, bool)]| list.iter().map(|(v, p)| hit(Uuid::from_u128(*v), *p)).collect::<Vec<_>>();
            let evidence = Evidence { tokens: vec![], references: hits(&references), numbers: hits(&numbers) };
            if let Place::With { vraag, .. } = place(&evidence) {
                let all = evidence.references.iter().chain(&evidence.numbers);
                proptest::prop_assert!(all.clone().any(|h| h.vraag == vraag && h.sender_is_party));
            }
        }
    }
}
