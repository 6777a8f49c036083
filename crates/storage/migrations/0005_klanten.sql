-- SPDX-License-Identifier: EUPL-1.2
-- Persons and organisations.

-- partij: a person or an organisation
-- partij.id: identifier
-- partij.soort: 'persoon' or 'organisatie'
-- partij.naam: full name as shown
-- partij.zoek: folded name for search, surname first and its small words last
-- partij.geboortedatum: date of birth 'YYYY-MM-DD', '' when unknown
-- partij.bsn: burgerservicenummer, encrypted with the key named in its first byte
-- partij.bsn_index: keyed blind index of the BSN, for look-up
-- partij.kvk: number in the trade register, '' when none
-- partij.straat: street and house number
-- partij.huisnummer: house number with addition, folded, for search
-- partij.postcode: postcode '1234 AB', '' when unknown
-- partij.plaats: place
-- partij.wijk_id: neighbourhood
-- partij.taal: preferred language, ISO 639-1
-- partij.voorkeurskanaal: how this person wants to hear from us, '' when not said
-- partij.let_op: what a colleague must know before contact, for instance 'hoort slecht'
-- partij.versie: counts the changes
CREATE TABLE partij (
  id uuid PRIMARY KEY,
  soort text NOT NULL,
  naam text NOT NULL,
  zoek text NOT NULL,
  geboortedatum text NOT NULL,
  bsn bytea,
  bsn_index bytea,
  kvk text NOT NULL,
  straat text NOT NULL,
  huisnummer text NOT NULL,
  postcode text NOT NULL,
  plaats text NOT NULL,
  wijk_id text REFERENCES wijk (id),
  taal text NOT NULL,
  voorkeurskanaal text NOT NULL,
  let_op text NOT NULL,
  versie bigint NOT NULL
);
CREATE INDEX partij_zoek ON partij (zoek);
CREATE INDEX partij_adres ON partij (postcode, huisnummer);
CREATE INDEX partij_kvk ON partij (kvk) WHERE kvk <> '';
CREATE UNIQUE INDEX partij_bsn ON partij (bsn_index) WHERE bsn_index IS NOT NULL;

-- digitaal_adres: a mail address or phone number of a party
-- digitaal_adres.id: identifier
-- digitaal_adres.partij_id: whose it is
-- digitaal_adres.soort: 'email' or 'telefoon'
-- digitaal_adres.adres: as shown
-- digitaal_adres.norm: folded mail address or E.164 number, for look-up
CREATE TABLE digitaal_adres (
  id uuid PRIMARY KEY,
  partij_id uuid NOT NULL REFERENCES partij (id),
  soort text NOT NULL,
  adres text NOT NULL,
  norm text NOT NULL
);
CREATE INDEX digitaal_adres_norm ON digitaal_adres (norm);
CREATE INDEX digitaal_adres_partij ON digitaal_adres (partij_id);
