-- SPDX-License-Identifier: EUPL-1.2
-- The shell: sessions, sign-in attempts, keys of other systems.

-- sessie: somebody who is signed in, or a resident who showed the code of a question
-- sessie.hash: SHA-256 of the token in the cookie; the token itself is stored nowhere
-- sessie.medewerker_id: employee who is signed in; empty for a resident
-- sessie.naam: full name of the employee, '' for a resident
-- sessie.team_id: team of the employee, '' for a resident
-- sessie.rollen: roles of the employee, separated by spaces
-- sessie.bewijs: what a resident showed to know, for instance 'vraag:<id>', separated by spaces; '' for an employee
-- sessie.begonnen_op: moment of sign-in; the session ends 12 hours later whatever happens
-- sessie.gebruikt_op: last use, to the minute; the session ends 60 minutes later
CREATE TABLE sessie (
  hash bytea PRIMARY KEY,
  medewerker_id uuid,
  naam text NOT NULL,
  team_id text NOT NULL,
  rollen text NOT NULL,
  bewijs text NOT NULL,
  begonnen_op timestamptz NOT NULL,
  gebruikt_op timestamptz NOT NULL
);
CREATE INDEX sessie_gebruikt ON sessie (gebruikt_op);
CREATE INDEX sessie_medewerker ON sessie (medewerker_id) WHERE medewerker_id IS NOT NULL;

-- aanmeldpoging: one failed sign-in, against guessing
-- aanmeldpoging.sleutel: keyed hash of what is counted: an address, or an account at an address
-- aanmeldpoging.moment: when
CREATE TABLE aanmeldpoging (
  sleutel text NOT NULL,
  moment timestamptz NOT NULL
);
CREATE INDEX aanmeldpoging_sleutel ON aanmeldpoging (sleutel, moment);
CREATE INDEX aanmeldpoging_moment ON aanmeldpoging (moment);

-- api_sleutel: key by which another system uses the API
-- api_sleutel.id: identifier
-- api_sleutel.naam: name of the system, as the journal writes it
-- api_sleutel.hash: SHA-256 of the key; the key itself is shown once and stored nowhere
-- api_sleutel.rechten: what the system may do, separated by spaces
-- api_sleutel.aangemaakt: when the key was made
-- api_sleutel.ingetrokken: since when the key no longer works; empty while it does
CREATE TABLE api_sleutel (
  id uuid PRIMARY KEY,
  naam text NOT NULL UNIQUE,
  hash bytea NOT NULL UNIQUE,
  rechten text NOT NULL,
  aangemaakt timestamptz NOT NULL,
  ingetrokken timestamptz
);
