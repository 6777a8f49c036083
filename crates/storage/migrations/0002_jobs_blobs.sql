-- SPDX-License-Identifier: EUPL-1.2
-- Work to do later, stored files, answers to repeated requests.

-- job: a piece of work that was promised in the transaction that caused it
-- job.id: identifier
-- job.queue: queue it waits in
-- job.kind: what is to be done
-- job.job_key: business key, unique per kind; the same work is never promised twice
-- job.payload: what it is about, JSON; ids and codes
-- job.state: 'wacht', 'bezig', 'klaar', 'mislukt' or 'geannuleerd'
-- job.attempts: how often it was tried
-- job.max_attempts: after so many tries it has failed
-- job.run_at: not before this moment
-- job.lease_until: until when the worker that took it may be busy with it
-- job.lease: which take this is; only the worker that holds it may finish the job
-- job.last_error: what went wrong last, '' when nothing did
-- job.created_at: when it was promised
-- job.finished_at: when it reached its final state
CREATE TABLE job (
  id uuid PRIMARY KEY,
  queue text NOT NULL,
  kind text NOT NULL,
  job_key text,
  payload text NOT NULL,
  state text NOT NULL,
  attempts bigint NOT NULL,
  max_attempts bigint NOT NULL,
  run_at timestamptz NOT NULL,
  lease_until timestamptz,
  lease uuid,
  last_error text NOT NULL,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  UNIQUE (kind, job_key)
);
CREATE INDEX job_due ON job (queue, run_at, id) WHERE state = 'wacht';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'bezig';
CREATE INDEX job_ended ON job (finished_at) WHERE finished_at IS NOT NULL;

-- blob: a stored file that the data refers to
-- blob.hash: content hash, hexadecimal SHA-256; also its name in the folder
-- blob.size: bytes
-- blob.touched_at: when it was last put; unreferenced ones are removed a day later
CREATE TABLE blob (
  hash text PRIMARY KEY,
  size bigint NOT NULL,
  touched_at timestamptz NOT NULL
);
CREATE INDEX blob_touched ON blob (touched_at);

-- marker: a named fact about this installation, for instance which folder belongs to it
-- marker.name: name of the fact
-- marker.value: its value
CREATE TABLE marker (
  name text PRIMARY KEY,
  value text NOT NULL
);

-- idempotentie: the answer to a request with an Idempotency-Key, for when it comes again
-- idempotentie.sleutel: the key, made unique per caller
-- idempotentie.beller: who called
-- idempotentie.hash: SHA-256 of the request; the same key with other content is refused
-- idempotentie.antwoord: the answer given
-- idempotentie.status: its HTTP status
-- idempotentie.aangemaakt: when
CREATE TABLE idempotentie (
  sleutel text PRIMARY KEY,
  beller text NOT NULL,
  hash bytea NOT NULL,
  antwoord text NOT NULL,
  status bigint NOT NULL,
  aangemaakt timestamptz NOT NULL
);
CREATE INDEX idempotentie_aangemaakt ON idempotentie (aangemaakt);
