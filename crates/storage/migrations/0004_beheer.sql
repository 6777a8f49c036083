-- SPDX-License-Identifier: EUPL-1.2
-- The municipality as it has set itself up: teams, people, topics, hours.

-- instelling: one named setting of the municipality
-- instelling.naam: name of the setting, for instance 'gemeente.naam'
-- instelling.waarde: its value, as text
CREATE TABLE instelling (
  naam text PRIMARY KEY,
  waarde text NOT NULL
);

-- wijk: a neighbourhood
-- wijk.id: short code, for instance 'HK'
-- wijk.naam: name that residents use
-- wijk.postcodes: start of the postcodes in it, separated by spaces, for instance '1234A'
CREATE TABLE wijk (
  id text PRIMARY KEY,
  naam text NOT NULL,
  postcodes text NOT NULL
);

-- team: a group of employees with a remit and norms
-- team.id: short code, for instance 'KCC'
-- team.naam: name that residents and colleagues read
-- team.norm_bellen: norm for calling back, for instance '1wd' (working days), '4wu' (working hours)
-- team.norm_antwoord: norm for an answer, same notation
-- team.verdeelpunt: true for the team that gets what no rule can place
-- team.afgeschermd: true when other teams may not read its questions
-- team.volgorde: place in lists
CREATE TABLE team (
  id text PRIMARY KEY,
  naam text NOT NULL,
  norm_bellen text NOT NULL,
  norm_antwoord text NOT NULL,
  verdeelpunt boolean NOT NULL,
  afgeschermd boolean NOT NULL,
  volgorde bigint NOT NULL
);

-- medewerker: an employee
-- medewerker.id: identifier
-- medewerker.naam: full name
-- medewerker.functie: job, in words
-- medewerker.team_id: team
-- medewerker.email: work mail address
-- medewerker.actief: false when the employee has left
-- medewerker.rollen: roles, separated by spaces
-- medewerker.vaardigheden: topic codes this employee is good at, separated by spaces
CREATE TABLE medewerker (
  id uuid PRIMARY KEY,
  naam text NOT NULL,
  functie text NOT NULL,
  team_id text NOT NULL REFERENCES team (id),
  email text NOT NULL,
  actief boolean NOT NULL,
  rollen text NOT NULL,
  vaardigheden text NOT NULL
);

-- account: local sign-in of an employee
-- account.medewerker_id: employee
-- account.gebruikersnaam: sign-in name, folded
-- account.wachtwoord: argon2id hash in PHC form
-- account.gewijzigd: when the password was last set
CREATE TABLE account (
  medewerker_id uuid PRIMARY KEY REFERENCES medewerker (id),
  gebruikersnaam text NOT NULL UNIQUE,
  wachtwoord text NOT NULL,
  gewijzigd timestamptz NOT NULL
);

-- onderwerp: what a question is about, in residents' words
-- onderwerp.id: short code, for instance 'o01'
-- onderwerp.naam: name in residents' words
-- onderwerp.team_id: team that answers it
-- onderwerp.soort: kind a question about it usually has
-- onderwerp.norm_bellen: norm for calling back
-- onderwerp.norm_antwoord: norm for an answer; '' means the norm of the team
-- onderwerp.woorden: words that point to it, separated by spaces; a word with '!' in front weighs double
-- onderwerp.navraag: false when nobody asks afterwards whether the question was solved
-- onderwerp.betwist: true when ownership passes only by offer and acceptance
CREATE TABLE onderwerp (
  id text PRIMARY KEY,
  naam text NOT NULL,
  team_id text NOT NULL REFERENCES team (id),
  soort text NOT NULL,
  norm_bellen text NOT NULL,
  norm_antwoord text NOT NULL,
  woorden text NOT NULL,
  navraag boolean NOT NULL,
  betwist boolean NOT NULL
);

-- openingstijd: one opening period of a place or channel on a weekday
-- openingstijd.plek: code of the place or channel, for instance 'T' for the telephone
-- openingstijd.dag: weekday, 1 is Monday
-- openingstijd.van: opening time, 'HH:MM'
-- openingstijd.tot: closing time, 'HH:MM'
CREATE TABLE openingstijd (
  plek text NOT NULL,
  dag bigint NOT NULL,
  van text NOT NULL,
  tot text NOT NULL,
  PRIMARY KEY (plek, dag, van)
);

-- sluiting: a day the municipality is closed, or closes early
-- sluiting.datum: local date
-- sluiting.vanaf: closed from this time 'HH:MM'; '' for the whole day
-- sluiting.reden: why, in words
CREATE TABLE sluiting (
  datum text PRIMARY KEY,
  vanaf text NOT NULL,
  reden text NOT NULL
);

-- postvak: a mailbox that is read
-- postvak.id: short code
-- postvak.adres: mail address
-- postvak.team_id: team that gets what no rule can place better
CREATE TABLE postvak (
  id text PRIMARY KEY,
  adres text NOT NULL UNIQUE,
  team_id text NOT NULL REFERENCES team (id)
);
