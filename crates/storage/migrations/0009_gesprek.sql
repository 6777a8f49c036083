-- SPDX-License-Identifier: EUPL-1.2
-- What an employee registers while somebody rings, stands at the desk, writes a letter or is visited.

-- gesprek: one contact that an employee registers; several questions can come out of it
-- gesprek.id: identifier, made by the page
-- gesprek.medewerker_id: employee who has it
-- gesprek.partij_id: the person or organisation, when known
-- gesprek.kanaal: channel
-- gesprek.begonnen_op: when the first question was registered
-- gesprek.beeindigd_op: when the employee ended it; empty while it goes on
CREATE TABLE gesprek (
  id uuid PRIMARY KEY,
  medewerker_id uuid NOT NULL REFERENCES medewerker (id),
  partij_id uuid REFERENCES partij (id),
  kanaal text NOT NULL,
  begonnen_op timestamptz NOT NULL,
  beeindigd_op timestamptz
);
CREATE INDEX gesprek_lopend ON gesprek (medewerker_id, begonnen_op) WHERE beeindigd_op IS NULL;

-- gesprek_vraag: a question that was registered in a conversation
-- gesprek_vraag.gesprek_id: conversation
-- gesprek_vraag.sleutel: made by the form; the same form sent twice registers one question
-- gesprek_vraag.vraag_id: question
CREATE TABLE gesprek_vraag (
  gesprek_id uuid NOT NULL REFERENCES gesprek (id),
  sleutel uuid NOT NULL,
  vraag_id uuid NOT NULL UNIQUE REFERENCES vraag (id),
  PRIMARY KEY (gesprek_id, sleutel)
);

-- Somebody who rings again is found by the number, also when nobody has proved who it is.
CREATE INDEX indiener_telefoon ON indiener (telefoon) WHERE telefoon <> '';

-- When a mailbox last brought something: the administrator sees it per mailbox.
CREATE INDEX inkomend_laatste ON inkomend (postvak_id, ontvangen_op);
