-- SPDX-License-Identifier: EUPL-1.2
-- How mailboxes are doing, what a person did with mail that was set apart, whose thread a mail joins, and
-- access to mail servers that renews itself.

-- postvak_gezondheid: how a folder of a mailbox is doing
-- postvak_gezondheid.postvak_id: mailbox as the configuration names it, also when the set-up does not know it
-- postvak_gezondheid.map: folder
-- postvak_gezondheid.laatst_gelukt: when the folder was last open and read to its end
-- postvak_gezondheid.mislukt_sinds: since when it fails; empty while it works
-- postvak_gezondheid.fout: what went wrong last, in plain Dutch; '' when nothing ever did
-- postvak_gezondheid.details: what the mail server said then
-- postvak_gezondheid.fout_op: when it last went wrong
CREATE TABLE postvak_gezondheid (
  postvak_id text NOT NULL,
  map text NOT NULL,
  laatst_gelukt timestamptz,
  mislukt_sinds timestamptz,
  fout text NOT NULL,
  details text NOT NULL,
  fout_op timestamptz,
  PRIMARY KEY (postvak_id, map)
);

-- inkomend.afzender: who sent it, as far as it could be read; only for what was set apart
-- inkomend.onderwerp: its subject, as far as it could be read; only for what was set apart
-- inkomend.afgehandeld_door: employee who dealt with a quarantined item
-- inkomend.afhandeling: why that employee set it aside, in words
ALTER TABLE inkomend ADD COLUMN afzender text NOT NULL DEFAULT '';
ALTER TABLE inkomend ADD COLUMN onderwerp text NOT NULL DEFAULT '';
ALTER TABLE inkomend ADD COLUMN afgehandeld_door uuid;
ALTER TABLE inkomend ADD COLUMN afhandeling text NOT NULL DEFAULT '';

-- mail_verwijzing.gezien_op: when it was first seen in this thread
-- mail_verwijzing.ontvangen: true when that mail itself reached us, false when it was only referred to
ALTER TABLE mail_verwijzing ADD COLUMN gezien_op timestamptz;
ALTER TABLE mail_verwijzing ADD COLUMN ontvangen boolean NOT NULL DEFAULT false;
CREATE INDEX mail_verwijzing_vraag ON mail_verwijzing (vraag_id, gezien_op);

-- bericht.antwoord_op: Message-ID of the mail it answers, '' when none
-- bericht.verwijzingen: Message-IDs of its thread, oldest first, with spaces between
ALTER TABLE bericht ADD COLUMN antwoord_op text NOT NULL DEFAULT '';
ALTER TABLE bericht ADD COLUMN verwijzingen text NOT NULL DEFAULT '';

-- oauth_verversing: the newest refresh token of an account at a mail server
-- oauth_verversing.sleutel: keyed hash of the first token, as configured, and of who gave it
-- oauth_verversing.token: the newest one, encrypted
-- oauth_verversing.gewijzigd_op: when it was given
CREATE TABLE oauth_verversing (
  sleutel bytea PRIMARY KEY,
  token bytea NOT NULL,
  gewijzigd_op timestamptz NOT NULL
);
