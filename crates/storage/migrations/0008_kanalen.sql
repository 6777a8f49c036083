-- SPDX-License-Identifier: EUPL-1.2
-- What came in by a channel, kept raw before it is read.

-- postvak_stand: how far a mailbox folder was read
-- postvak_stand.postvak_id: mailbox
-- postvak_stand.map: folder
-- postvak_stand.uidvalidity: UIDVALIDITY of the folder (RFC 3501)
-- postvak_stand.uidnext: first UID that was not read
CREATE TABLE postvak_stand (
  postvak_id text NOT NULL REFERENCES postvak (id),
  map text NOT NULL,
  uidvalidity bigint NOT NULL,
  uidnext bigint NOT NULL,
  PRIMARY KEY (postvak_id, map)
);

-- inkomend: one thing that came in by a channel
-- inkomend.id: identifier
-- inkomend.postvak_id: mailbox it came in by
-- inkomend.hash: content hash of the raw original, hexadecimal SHA-256
-- inkomend.inhoud_hash: SHA-256 of what the writer made, without what systems on the way added; '' when set apart unread
-- inkomend.ontvangen_op: when we took it in
-- inkomend.uitkomst: 'contact', 'bezorging', 'quarantaine' or 'genegeerd'
-- inkomend.vraag_id: question it became or joined
-- inkomend.klantcontact_id: contact it became
-- inkomend.team_id: team that looks at it, when it needs a person
-- inkomend.reden: why it ended so, in words
-- inkomend.afgehandeld_op: when a person dealt with a quarantined item
CREATE TABLE inkomend (
  id uuid PRIMARY KEY,
  postvak_id text NOT NULL REFERENCES postvak (id),
  hash text NOT NULL,
  inhoud_hash text NOT NULL,
  ontvangen_op timestamptz NOT NULL,
  uitkomst text NOT NULL,
  vraag_id uuid REFERENCES vraag (id),
  klantcontact_id uuid REFERENCES klantcontact (id),
  team_id text NOT NULL REFERENCES team (id),
  reden text NOT NULL,
  afgehandeld_op timestamptz,
  UNIQUE (postvak_id, inhoud_hash)
);
CREATE INDEX inkomend_hash ON inkomend (hash);
CREATE INDEX inkomend_quarantaine ON inkomend (team_id, ontvangen_op) WHERE uitkomst = 'quarantaine' AND afgehandeld_op IS NULL;

-- mail_verwijzing: a Message-ID that was seen in a thread, also when that mail never reached us
-- mail_verwijzing.message_id: the id, without angle brackets
-- mail_verwijzing.vraag_id: question of the thread
CREATE TABLE mail_verwijzing (
  message_id text NOT NULL,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  PRIMARY KEY (message_id, vraag_id)
);

-- autoantwoord: when an address last got an automatic answer, against loops
-- autoantwoord.adres_hash: keyed hash of the address
-- autoantwoord.laatst: when
CREATE TABLE autoantwoord (
  adres_hash bytea PRIMARY KEY,
  laatst timestamptz NOT NULL
);
