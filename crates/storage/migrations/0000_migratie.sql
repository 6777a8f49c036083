-- SPDX-License-Identifier: EUPL-1.2
-- Which steps of the schema have been applied.

-- migratie: a step of the schema that has been applied
-- migratie.naam: name of the step, its file name without '.sql'
-- migratie.hash: SHA-256 of its text, hexadecimal
-- migratie.toegepast_op: when it was applied
CREATE TABLE IF NOT EXISTS migratie (
  naam text PRIMARY KEY,
  hash text NOT NULL,
  toegepast_op timestamptz NOT NULL
);
