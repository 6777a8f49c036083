-- SPDX-License-Identifier: EUPL-1.2
-- Outgoing messages and their delivery.

-- bericht: one message to a resident or another body
-- bericht.id: identifier
-- bericht.vraag_id: question it is about
-- bericht.klantcontact_id: contact it carries, when it is an answer
-- bericht.soort: kind of message, for instance 'ontvangstbevestiging'
-- bericht.sleutel: business key; the same thing is never sent twice
-- bericht.kanaal: 'e-mail', 'brief' or 'status'
-- bericht.aan: mail address or postal address; '' for the status page only
-- bericht.onderwerp: subject
-- bericht.tekst: plain text
-- bericht.automatisch: true when no person wrote it
-- bericht.toestand: 'klaar', 'verstuurd', 'uitgesteld', 'mislukt', 'niet bezorgd', 'te printen', 'geprint' or 'geplaatst'
-- bericht.message_id: Message-ID of the mail, '' when not a mail
-- bericht.gemaakt_op: when it was made
-- bericht.verstuurd_op: when it left us
-- bericht.fout: what the other side said, '' when nothing went wrong
CREATE TABLE bericht (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  klantcontact_id uuid REFERENCES klantcontact (id),
  soort text NOT NULL,
  sleutel text NOT NULL UNIQUE,
  kanaal text NOT NULL,
  aan text NOT NULL,
  onderwerp text NOT NULL,
  tekst text NOT NULL,
  automatisch boolean NOT NULL,
  toestand text NOT NULL,
  message_id text NOT NULL,
  gemaakt_op timestamptz NOT NULL,
  verstuurd_op timestamptz,
  fout text NOT NULL
);
CREATE INDEX bericht_vraag ON bericht (vraag_id, gemaakt_op);
CREATE INDEX bericht_message_id ON bericht (message_id) WHERE message_id <> '';
