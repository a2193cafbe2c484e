-- Complaints, their reporters and their progress. Personal data and free text live here and nowhere
-- else.

-- Positions of tracking numbers, taken in blocks by each process.
CREATE SEQUENCE intake.tracking_position AS bigint
  INCREMENT BY 1024 MINVALUE 0 MAXVALUE 1099511626752 START WITH 0 NO CYCLE;

-- What was filed. Rows are only inserted.
CREATE TABLE intake.complaint (
  complaint_id     uuid PRIMARY KEY,
  tracking_number  bigint NOT NULL UNIQUE CHECK (tracking_number BETWEEN 0 AND 1099511627775),
  partner_id       text NOT NULL CHECK (partner_id <> ''),
  request_id       text NOT NULL CHECK (char_length(request_id) BETWEEN 1 AND 64),
  fingerprint      bytea NOT NULL CHECK (octet_length(fingerprint) = 32),
  create_time      timestamptz NOT NULL,
  received_time    timestamptz,
  occurred_time    timestamptz,
  class            smallint NOT NULL CHECK (class BETWEEN 1 AND 3),
  channel          smallint NOT NULL CHECK (channel BETWEEN 1 AND 4),
  category_code    text,
  latitude         double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude        double precision CHECK (longitude BETWEEN -180 AND 180),
  accuracy_m       double precision CHECK (accuracy_m BETWEEN 0 AND 100000),
  region_code      text,
  anonymous        boolean NOT NULL,
  confidential     boolean NOT NULL,
  about_unit_id    text,
  external_system  text,
  external_id      text,
  emergency_number text,
  address          text CHECK (char_length(address) BETWEEN 1 AND 500),
  text             text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 20000),
  CONSTRAINT complaint_request UNIQUE (partner_id, request_id),
  CONSTRAINT complaint_point CHECK ((latitude IS NULL) = (longitude IS NULL)),
  CONSTRAINT complaint_external CHECK ((external_system IS NULL) = (external_id IS NULL))
);
CREATE UNIQUE INDEX complaint_external_reference
  ON intake.complaint (partner_id, external_system, external_id)
  WHERE external_system IS NOT NULL;
-- Identifiers rise with time, so this is "newest first" of one partner.
CREATE INDEX complaint_of_partner ON intake.complaint (partner_id, complaint_id);

-- Who filed it, apart, so that it can be forgotten without touching the complaint. One row for each
-- complaint, inserted by the same statement; a foreign key would cost a look-up a row there.
CREATE TABLE intake.reporter (
  complaint_id        uuid PRIMARY KEY,
  partner_id          text NOT NULL,
  partner_reporter_id text NOT NULL CHECK (char_length(partner_reporter_id) BETWEEN 1 AND 128),
  name                text CHECK (char_length(name) BETWEEN 1 AND 200),
  phone               text CHECK (char_length(phone) BETWEEN 1 AND 32),
  email               text CHECK (char_length(email) BETWEEN 1 AND 254)
);
CREATE INDEX reporter_of_partner
  ON intake.reporter (partner_id, partner_reporter_id, complaint_id);

-- How far a complaint has come: the latest event of its ticket. No row before the first event.
CREATE TABLE intake.progress (
  complaint_id   uuid PRIMARY KEY,
  ticket_version bigint NOT NULL CHECK (ticket_version > 0),
  state          smallint NOT NULL CHECK (state BETWEEN 1 AND 9),
  update_time    timestamptz NOT NULL,
  ticket         bytea NOT NULL
) WITH (fillfactor = 80);

-- Wrong PINs in a row; a row only where there were any. Real time: this is a limit, not a fact.
CREATE TABLE intake.wrong_pin (
  complaint_id uuid PRIMARY KEY,
  wrong_pins   integer NOT NULL CHECK (wrong_pins BETWEEN 1 AND 10),
  locked_until timestamptz
);

-- Versions of the regions and categories that filing checks against, as routing gave them.
CREATE TABLE intake.reference_catalog (
  version     bigint PRIMARY KEY CHECK (version > 0),
  content     bytea NOT NULL,
  create_time timestamptz NOT NULL
);

-- Events for the stream "complaints", committed with the complaints that they tell of.
CREATE TABLE intake.outbox (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key         text NOT NULL,
  payload     bytea NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),  -- real time, for the age only
  stream_ms   bigint,
  stream_seq  bigint
);
CREATE INDEX outbox_waiting ON intake.outbox (id) WHERE stream_ms IS NULL;
CREATE INDEX outbox_published ON intake.outbox (stream_ms, stream_seq)
  WHERE stream_ms IS NOT NULL;

-- Messages of the stream "tickets" that cannot be processed.
CREATE TABLE intake.dead_letter (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream      text NOT NULL,
  stream_id   text NOT NULL,
  key         text NOT NULL,
  payload     bytea NOT NULL,
  error       text NOT NULL,
  attempts    integer NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (stream, stream_id)
);

GRANT USAGE ON SEQUENCE intake.tracking_position TO salur_intake;
GRANT SELECT, INSERT ON intake.complaint, intake.reporter TO salur_intake;
GRANT SELECT, INSERT, UPDATE ON intake.progress TO salur_intake;
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.wrong_pin TO salur_intake;
GRANT SELECT, INSERT, DELETE ON intake.reference_catalog TO salur_intake;
GRANT SELECT, INSERT, UPDATE, DELETE ON intake.outbox, intake.dead_letter TO salur_intake;
