// SPDX-License-Identifier: EUPL-1.2
//! The proof: a canonical, length-prefixed encoding of an event, its digest, and the chain over digests.
//! The encoding is fixed forever; another one gets another first line.

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use super::record::Record;

/// First bytes of every encoding: what this is, and which version of it.
const TAG: &[u8] = b"voordeur journal 1";

/// Encodes each part with its length (8 bytes, big-endian) in front, so that no two events encode the same.
struct Encoder(Sha256);

impl Encoder {
    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// Absent is no part at all but a mark, so that it differs from empty.
    fn maybe(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            Some(bytes) => {
                self.0.update([1]);
                self.part(bytes);
            }
            None => self.0.update([0]),
        }
    }
}

/// Digest of an event with its objects; the objects must be in order (kind, id, qualifier).
pub(crate) fn digest(r: &Record) -> [u8; 32] {
    let mut e = Encoder(Sha256::new());
    e.part(TAG);
    e.part(r.id.as_bytes());
    e.part(&r.occurred_at.micros().to_be_bytes());
    e.part(&r.recorded_at.micros().to_be_bytes());
    e.part(r.kind.as_bytes());
    e.part(r.actor.as_bytes());
    e.maybe(r.channel.as_deref().map(str::as_bytes));
    e.maybe(r.cause.as_ref().map(|id| id.as_bytes().as_slice()));
    e.part(r.correlation.as_bytes());
    e.part(r.data.as_bytes());
    e.part(&(r.objects.len() as u64).to_be_bytes());
    for object in &r.objects {
        e.part(object.kind.as_bytes());
        e.part(object.id.as_bytes());
        e.part(object.qualifier.as_bytes());
    }
    e.0.finalize().into()
}

/// `hash(n) = SHA-256(hash(n-1) || n || digest)`, with n as 8 bytes, big-endian.
pub(crate) fn chain(before: &[u8], seq: i64, digest: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    hash.update(digest);
    hash.finalize().into()
}

/// JSON with the keys of every object in order and without white space.
pub(crate) fn canonical(value: &Json) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Json, text: &mut String) {
    match value {
        Json::Object(map) => {
            let mut names: Vec<&String> = map.keys().collect();
            names.sort();
            text.push('{');
            for (index, name) in names.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&Json::from(name.as_str()).to_string());
                text.push(':');
                write(&map[name], text);
            }
            text.push('}');
        }
        Json::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, text);
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Actor, Time};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::{Event, journal::record::Stamp};

    fn record(event: Event) -> Record {
        let moment = Time::parse("2026-11-24T10:05:29Z").unwrap();
        Record::new(
            Uuid::from_u128(7),
            event,
            Stamp { now: moment, cause: None, correlation: Uuid::from_u128(7) },
        )
    }

    #[test]
    fn the_digest_of_a_known_event_never_changes() {
        let event = Event::new("vraag.ontvangen", Actor::Inwoner)
            .object("vraag", Uuid::from_u128(1), "onderwerp")
            .channel("website")
            .data("team", "KCC");
        let hex = crate::hex(&record(event).digest);
        // Counted with another program, from the description of the encoding.
        assert_eq!(hex, "76d22657878a3fe5b589ca182e22f484ae68d096cfdb51efa82f1c5ebac9d259");
    }

    #[test]
    fn moving_a_letter_from_one_field_to_the_next_changes_the_digest() {
        let a = record(Event::new("a.b", Actor::Inwoner).object("vraag", "12", "x"));
        let b = record(Event::new("a.b", Actor::Inwoner).object("vraag1", "2", "x"));
        assert_ne!(a.digest, b.digest);
        let no_channel = record(Event::new("a.b", Actor::Inwoner));
        let empty_channel = record(Event::new("a.b", Actor::Inwoner).channel(""));
        assert_ne!(no_channel.digest, empty_channel.digest);
    }

    #[test]
    fn details_are_written_in_one_way_only() {
        assert_eq!(
            canonical(&json!({ "z": [1, { "b": null, "a": "é\"" }], "a": 1.5 })),
            r#"{"a":1.5,"z":[1,{"a":"é\"","b":null}]}"#
        );
    }
}
