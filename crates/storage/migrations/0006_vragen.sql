-- SPDX-License-Identifier: EUPL-1.2
-- The heart: questions, contacts, hand-overs, promises.

-- vraag: what a resident wants from us, with one owner and one date
-- vraag.volgnummer: counts up; with the year of receipt it makes the number a resident can read aloud
-- vraag.id: identifier
-- vraag.ontvangen_op: moment of receipt; never changes
-- vraag.ontvangen_dag: local date of receipt
-- vraag.ontvangen_uur: local hour of receipt
-- vraag.kanaal: channel by which it came in
-- vraag.soort: kind; decides clock, texts and retention
-- vraag.onderwerp_id: topic, when known
-- vraag.wijk_id: neighbourhood, when known
-- vraag.titel: first words of the question, without a BSN
-- vraag.toestand: state of the question
-- vraag.team_id: team that owns it, or the team of the person who owns it
-- vraag.medewerker_id: person who owns it; empty when the team does
-- vraag.sinds: since when this owner owns it
-- vraag.regel: rule that gave it to this owner
-- vraag.beloofd_op: last moment of the promise, or of the legal term
-- vraag.klok: 'belofte' or 'wettelijk'
-- vraag.norm: norm or legal term by which the date was counted
-- vraag.risico_op: from this moment an unanswered question is at risk
-- vraag.verleng_op: at this moment the rule belofte.verlengd acts
-- vraag.risico_gemeld: true once owner and team lead were told
-- vraag.verlengd: how often the promised date was moved
-- vraag.antwoordkanaal: how the resident wants the answer
-- vraag.belmoment: when the resident wants to be called, in words
-- vraag.wacht_op: what we wait for, in the words the resident reads; '' when we do not wait
-- vraag.afgeschermd: true when only the owning team may read it
-- vraag.meteen: true when answered in the first contact
-- vraag.overdrachten: accepted hand-overs
-- vraag.belpogingen: calls that did not reach the resident
-- vraag.heropend: how often it was opened again
-- vraag.beantwoord_op: moment of the (last) answer
-- vraag.afgerond_op: moment it was closed
-- vraag.afhandelwijze: how it ended, '' while it has not
-- vraag.onze_fout: true when it ended with an apology for our mistake
-- vraag.doorlooptijd: open minutes from receipt to the first answer
-- vraag.op_tijd: true when answered before the promise of that moment passed
-- vraag.navraag_op: when we ask whether it was solved; empty when we do not
-- vraag.navraag: '' not asked, 'gevraagd', 'ja' or 'nee'
-- vraag.versie: counts the changes
CREATE TABLE vraag (
  volgnummer identity primary key,
  id uuid NOT NULL UNIQUE,
  ontvangen_op timestamptz NOT NULL,
  ontvangen_dag text NOT NULL,
  ontvangen_uur bigint NOT NULL,
  kanaal text NOT NULL,
  soort text NOT NULL,
  onderwerp_id text REFERENCES onderwerp (id),
  wijk_id text REFERENCES wijk (id),
  titel text NOT NULL,
  toestand text NOT NULL,
  team_id text NOT NULL REFERENCES team (id),
  medewerker_id uuid REFERENCES medewerker (id),
  sinds timestamptz NOT NULL,
  regel text NOT NULL,
  beloofd_op timestamptz NOT NULL,
  klok text NOT NULL,
  norm text NOT NULL,
  risico_op timestamptz NOT NULL,
  verleng_op timestamptz NOT NULL,
  risico_gemeld boolean NOT NULL,
  verlengd bigint NOT NULL,
  antwoordkanaal text NOT NULL,
  belmoment text NOT NULL,
  wacht_op text NOT NULL,
  afgeschermd boolean NOT NULL,
  meteen boolean NOT NULL,
  overdrachten bigint NOT NULL,
  belpogingen bigint NOT NULL,
  heropend bigint NOT NULL,
  beantwoord_op timestamptz,
  afgerond_op timestamptz,
  afhandelwijze text NOT NULL,
  onze_fout boolean NOT NULL,
  doorlooptijd bigint,
  op_tijd boolean,
  navraag_op timestamptz,
  navraag text NOT NULL,
  versie bigint NOT NULL
);
CREATE INDEX vraag_voorraad ON vraag (team_id, beloofd_op, volgnummer) WHERE afgerond_op IS NULL;
CREATE INDEX vraag_mijn ON vraag (medewerker_id, beloofd_op, volgnummer) WHERE afgerond_op IS NULL AND medewerker_id IS NOT NULL;
CREATE INDEX vraag_risico ON vraag (risico_op) WHERE beantwoord_op IS NULL AND afgerond_op IS NULL AND risico_gemeld = false;
CREATE INDEX vraag_verleng ON vraag (verleng_op) WHERE beantwoord_op IS NULL AND afgerond_op IS NULL;
CREATE INDEX vraag_navraag ON vraag (navraag_op) WHERE navraag_op IS NOT NULL AND navraag = '';
CREATE INDEX vraag_ontvangen ON vraag (team_id, ontvangen_op, meteen, overdrachten);
CREATE INDEX vraag_beantwoord ON vraag (team_id, beantwoord_op, op_tijd, doorlooptijd, onze_fout) WHERE beantwoord_op IS NOT NULL;

-- indiener: who asked the question, as given
-- indiener.vraag_id: question
-- indiener.partij_id: the person or organisation, once an employee or a sign-in has proved it
-- indiener.naam: name as given
-- indiener.email: mail address as given, '' when none
-- indiener.email_norm: folded mail address, for look-up
-- indiener.telefoon: phone number in E.164, '' when none
-- indiener.adres: postal address as given, '' when none
-- indiener.organisatie: name of the organisation, '' when none
-- indiener.kvk: number in the trade register, '' when none
-- indiener.vestiging: number of the establishment, '' when none
-- indiener.namens: on whose behalf, '' when for oneself
-- indiener.bsn: BSN as claimed, encrypted; opens nothing
CREATE TABLE indiener (
  vraag_id uuid PRIMARY KEY REFERENCES vraag (id),
  partij_id uuid REFERENCES partij (id),
  naam text NOT NULL,
  email text NOT NULL,
  email_norm text NOT NULL,
  telefoon text NOT NULL,
  adres text NOT NULL,
  organisatie text NOT NULL,
  kvk text NOT NULL,
  vestiging text NOT NULL,
  namens text NOT NULL,
  bsn bytea
);
CREATE INDEX indiener_partij ON indiener (partij_id) WHERE partij_id IS NOT NULL;
CREATE INDEX indiener_email ON indiener (email_norm) WHERE email_norm <> '';

-- klantcontact: one exchange with the resident by one channel
-- klantcontact.id: identifier
-- klantcontact.vraag_id: question it belongs to
-- klantcontact.richting: 'in' from the resident, 'uit' from us
-- klantcontact.kanaal: channel
-- klantcontact.plaatsgevonden_op: when it took place
-- klantcontact.inhoud: what was said or written
-- klantcontact.medewerker_id: employee who spoke or wrote
-- klantcontact.duur: seconds of a conversation; empty when unknown
-- klantcontact.origineel: content hash of the raw original, '' when none
CREATE TABLE klantcontact (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  richting text NOT NULL,
  kanaal text NOT NULL,
  plaatsgevonden_op timestamptz NOT NULL,
  inhoud text NOT NULL,
  medewerker_id uuid REFERENCES medewerker (id),
  duur bigint,
  origineel text NOT NULL
);
CREATE INDEX klantcontact_vraag ON klantcontact (vraag_id, plaatsgevonden_op);

-- notitie: internal remark; the resident may read it on an access request
-- notitie.id: identifier
-- notitie.vraag_id: question
-- notitie.medewerker_id: who wrote it
-- notitie.tekst: the remark
-- notitie.gemaakt_op: when
CREATE TABLE notitie (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  medewerker_id uuid NOT NULL REFERENCES medewerker (id),
  tekst text NOT NULL,
  gemaakt_op timestamptz NOT NULL
);
CREATE INDEX notitie_vraag ON notitie (vraag_id);

-- overdracht: an offer to take over a question; the owner changes only on acceptance
-- overdracht.id: identifier
-- overdracht.vraag_id: question
-- overdracht.van_team: team of the giver
-- overdracht.van_medewerker: the giver, when a person
-- overdracht.naar_team: team it is offered to, or the team of the person
-- overdracht.naar_medewerker: person it is offered to; empty when offered to the team
-- overdracht.toelichting: the giver's own words
-- overdracht.toestand: 'open', 'aangenomen', 'geweigerd', 'verlopen' or 'ingetrokken'
-- overdracht.reden: why it was declined, and a better place
-- overdracht.aangeboden_op: when offered
-- overdracht.verloopt_op: when the offer ends by itself
-- overdracht.besloten_op: when it ended
CREATE TABLE overdracht (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  van_team text NOT NULL REFERENCES team (id),
  van_medewerker uuid REFERENCES medewerker (id),
  naar_team text NOT NULL REFERENCES team (id),
  naar_medewerker uuid REFERENCES medewerker (id),
  toelichting text NOT NULL,
  toestand text NOT NULL,
  reden text NOT NULL,
  aangeboden_op timestamptz NOT NULL,
  verloopt_op timestamptz NOT NULL,
  besloten_op timestamptz
);
CREATE UNIQUE INDEX overdracht_open ON overdracht (vraag_id) WHERE toestand = 'open';
CREATE INDEX overdracht_vraag ON overdracht (vraag_id);
CREATE INDEX overdracht_team ON overdracht (naar_team, aangeboden_op) WHERE toestand = 'open';
CREATE INDEX overdracht_verloopt ON overdracht (verloopt_op) WHERE toestand = 'open';

-- belofte: what and by when we told this resident
-- belofte.id: identifier
-- belofte.vraag_id: question
-- belofte.wat: what was promised, in words
-- belofte.uiterlijk: last moment
-- belofte.gedaan_op: when it was promised
-- belofte.regel: rule or person that set it
-- belofte.reden: why the date was moved, in one honest line; '' for the first
-- belofte.uitkomst: '' while it runs, 'gehouden', 'te laat', 'vervangen' or 'vervallen'
CREATE TABLE belofte (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  wat text NOT NULL,
  uiterlijk timestamptz NOT NULL,
  gedaan_op timestamptz NOT NULL,
  regel text NOT NULL,
  reden text NOT NULL,
  uitkomst text NOT NULL
);
CREATE INDEX belofte_vraag ON belofte (vraag_id);
CREATE UNIQUE INDEX belofte_lopend ON belofte (vraag_id) WHERE uitkomst = '';

-- taak: a thing to do for a team or person by a date
-- taak.id: identifier
-- taak.vraag_id: question it is about
-- taak.team_id: team that must do it
-- taak.medewerker_id: person that must do it; empty for the team lead on duty
-- taak.soort: kind of task, for instance 'belofte-te-laat'
-- taak.tekst: what to do, in words
-- taak.voor: last moment
-- taak.gemaakt_op: when it was made
-- taak.gedaan_op: when it was done
CREATE TABLE taak (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  team_id text NOT NULL REFERENCES team (id),
  medewerker_id uuid REFERENCES medewerker (id),
  soort text NOT NULL,
  tekst text NOT NULL,
  voor timestamptz NOT NULL,
  gemaakt_op timestamptz NOT NULL,
  gedaan_op timestamptz
);
CREATE INDEX taak_open ON taak (team_id, voor) WHERE gedaan_op IS NULL;
CREATE INDEX taak_vraag ON taak (vraag_id);

-- bijlage: an attached file
-- bijlage.id: identifier
-- bijlage.vraag_id: question
-- bijlage.klantcontact_id: contact it came with
-- bijlage.naam: file name as given, without path
-- bijlage.media_type: type by content
-- bijlage.grootte: bytes
-- bijlage.hash: content hash, hexadecimal SHA-256
-- bijlage.scan: 'wacht', 'schoon', 'besmet' or 'uit'
-- bijlage.toegevoegd_op: when
CREATE TABLE bijlage (
  id uuid PRIMARY KEY,
  vraag_id uuid NOT NULL REFERENCES vraag (id),
  klantcontact_id uuid NOT NULL REFERENCES klantcontact (id),
  naam text NOT NULL,
  media_type text NOT NULL,
  grootte bigint NOT NULL,
  hash text NOT NULL,
  scan text NOT NULL,
  toegevoegd_op timestamptz NOT NULL
);
CREATE INDEX bijlage_vraag ON bijlage (vraag_id);
CREATE INDEX bijlage_hash ON bijlage (hash);
CREATE INDEX bijlage_wacht ON bijlage (toegevoegd_op) WHERE scan = 'wacht';

-- kladversie: a draft of an employee, outside journal and versions
-- kladversie.medewerker_id: whose
-- kladversie.sleutel: what it is a draft of, for instance 'antwoord:<vraag>'
-- kladversie.inhoud: the fields as typed, JSON
-- kladversie.bewaard_op: when last kept
CREATE TABLE kladversie (
  medewerker_id uuid NOT NULL REFERENCES medewerker (id),
  sleutel text NOT NULL,
  inhoud text NOT NULL,
  bewaard_op timestamptz NOT NULL,
  PRIMARY KEY (medewerker_id, sleutel)
);
