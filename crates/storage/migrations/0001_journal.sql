-- SPDX-License-Identifier: EUPL-1.2
-- The journal: everything that happened, in one provable order. Insert only; the shape of OCEL 2.0.

-- journal: one event, as it was written; never updated
-- journal.pos: insertion number; not an order to follow, because late commits come after higher numbers
-- journal.id: identifier
-- journal.occurred_at: when it happened in the world
-- journal.recorded_at: when we wrote it down
-- journal.kind: what happened, for instance 'vraag.ontvangen'
-- journal.actor: who did it: 'inwoner', 'medewerker:<id>', 'systeem:<name>' or 'regel:<name>'
-- journal.channel: channel by which it came, when there is one
-- journal.cause: the event that led to this one, when there is one
-- journal.correlation: first event of the chain this one belongs to
-- journal.data: details as canonical JSON; ids and codes, never personal data
-- journal.digest: SHA-256 over a canonical encoding of the event and its objects
CREATE TABLE journal (
  pos identity primary key,
  id uuid NOT NULL UNIQUE,
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  channel text,
  cause uuid,
  correlation uuid NOT NULL,
  data text NOT NULL,
  digest bytea NOT NULL
);

-- journal_object: a thing an event is about
-- journal_object.pos: the event
-- journal_object.object_kind: kind of thing, for instance 'vraag'
-- journal_object.object_id: its identifier, as text
-- journal_object.qualifier: part it plays in the event, for instance 'onderwerp'
CREATE TABLE journal_object (
  pos bigint NOT NULL REFERENCES journal (pos),
  object_kind text NOT NULL,
  object_id text NOT NULL,
  qualifier text NOT NULL,
  PRIMARY KEY (pos, object_kind, object_id, qualifier)
);
CREATE INDEX journal_object_of ON journal_object (object_kind, object_id, pos);

-- journal_open: an event that has no number yet (PostgreSQL only: there a sealer numbers after commit)
-- journal_open.pos: the event
CREATE TABLE journal_open (
  pos bigint PRIMARY KEY
);

-- journal_seal: the number of an event in the one order everybody follows; never updated
-- journal_seal.seq: number, from 1 without gaps
-- journal_seal.pos: the event
-- journal_seal.hash: SHA-256 over the hash before it, seq and the digest of the event
CREATE TABLE journal_seal (
  seq bigint PRIMARY KEY,
  pos bigint NOT NULL UNIQUE REFERENCES journal (pos),
  hash bytea NOT NULL
);

-- journal_head: the end of the journal, one row
-- journal_head.id: always 1
-- journal_head.seq: number of the last sealed event, 0 when there is none
-- journal_head.hash: its hash
-- journal_head.generation: counts restores from backup, so that those who follow notice a journal that went back
CREATE TABLE journal_head (
  id bigint PRIMARY KEY,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  generation bigint NOT NULL
);

-- consumer: how far a shared follower of the journal is
-- consumer.name: its name
-- consumer.seq: number of the last event it dealt with
-- consumer.version: version of its rules; another version starts from the beginning
CREATE TABLE consumer (
  name text PRIMARY KEY,
  seq bigint NOT NULL,
  version bigint NOT NULL
);
