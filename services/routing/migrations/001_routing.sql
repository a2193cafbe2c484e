-- The directory with its versions, and tickets with their facts. No complaint text, address or
-- reporter is stored here.

-- The versions in force, one row. A transaction that decides reads it under the advisory lock that
-- an import takes exclusively (storage/directory_queries.h).
CREATE TABLE routing.directory_version (
  only_row          boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  directory_version bigint NOT NULL CHECK (directory_version >= 0),
  rules_version     bigint NOT NULL CHECK (rules_version >= 0)
);
INSERT INTO routing.directory_version (directory_version, rules_version) VALUES (0, 0);

-- What each import changed.
CREATE TABLE routing.directory_import (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  directory_version bigint NOT NULL,
  rules_version     bigint NOT NULL,
  import_time       timestamptz NOT NULL,
  imported_by       text NOT NULL,
  added             integer NOT NULL,
  renamed           integer NOT NULL,
  moved             integer NOT NULL,
  retired           integer NOT NULL
);

CREATE TABLE routing.agency_kind (
  code           text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  line           text NOT NULL CHECK (line IN ('head', 'own')),
  authority      text NOT NULL CHECK (authority IN ('daerah', 'vertikal', 'bumd', 'nasional')),
  kabkota_name   text NOT NULL,
  provinsi_name  text NOT NULL,
  national_name  text NOT NULL,
  national_short text NOT NULL,
  active         boolean NOT NULL
);

-- Level and region follow from the id. Retired units stay: tickets name them. Parents are checked by
-- one statement at the end of an import (storage/directory_queries.h): foreign keys would check row
-- by row, 215,000 times for the first one.
CREATE TABLE routing.unit (
  unit_id              text PRIMARY KEY,
  name                 text NOT NULL CHECK (name <> ''),
  parent_id            text,
  escalation_parent_id text,
  region_kind          text NOT NULL,
  time_zone            text NOT NULL CHECK (time_zone IN
    ('Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura')),
  staffed              boolean NOT NULL,
  active               boolean NOT NULL,
  latitude_e6          integer NOT NULL CHECK (latitude_e6 BETWEEN -90000000 AND 90000000),
  longitude_e6         integer NOT NULL CHECK (longitude_e6 BETWEEN -180000000 AND 180000000),
  postal_code          integer NOT NULL CHECK (postal_code BETWEEN 0 AND 99999),
  CONSTRAINT unit_parents CHECK
    ((unit_id = 'ID') = (parent_id IS NULL) AND (unit_id = 'ID') = (escalation_parent_id IS NULL)
     AND parent_id <> unit_id AND escalation_parent_id <> unit_id),
  CONSTRAINT unit_root CHECK (unit_id <> 'ID' OR (staffed AND active))
);

CREATE TABLE routing.served_by (
  unit_id   text PRIMARY KEY,
  served_by text NOT NULL REFERENCES routing.unit DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE routing.category (
  code              text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  position          integer NOT NULL UNIQUE,
  parent_code       text REFERENCES routing.category DEFERRABLE INITIALLY DEFERRED,
  name_id           text NOT NULL,
  name_en           text NOT NULL,
  default_class     text NOT NULL CHECK (default_class IN ('complaint', 'aspiration', 'information')),
  handler_kind      text REFERENCES routing.agency_kind DEFERRABLE INITIALLY DEFERRED,
  handler_level     text NOT NULL,
  calendar          text NOT NULL CHECK (calendar IN ('working', 'always')),
  confidential      boolean NOT NULL,
  needs_supervision boolean NOT NULL,
  physical          boolean NOT NULL,
  emergency_number  text NOT NULL,
  active            boolean NOT NULL
);

CREATE TABLE routing.rule (
  position      integer PRIMARY KEY,
  category_code text NOT NULL REFERENCES routing.category DEFERRABLE INITIALLY DEFERRED,
  region_prefix text NOT NULL,
  target        text NOT NULL,
  valid_from    text NOT NULL,
  valid_to      text NOT NULL,
  note          text NOT NULL
);

-- Units are not foreign keys here: every deciding transaction names them from the version that it
-- has checked, and a key would lock the row of a busy unit for each of its tickets.
CREATE TABLE routing.ticket (
  ticket_id           uuid PRIMARY KEY,
  tracking_number     text NOT NULL UNIQUE,
  state               smallint NOT NULL CHECK (state BETWEEN 1 AND 10),
  class               smallint NOT NULL CHECK (class BETWEEN 1 AND 3),
  category_code       text NOT NULL,
  needs_supervision   boolean NOT NULL,
  always_calendar     boolean NOT NULL,
  region_code         text NOT NULL,
  anonymous           boolean NOT NULL,
  confidential        boolean NOT NULL,
  about_unit_id       text NOT NULL,
  handling_unit_id    text NOT NULL CHECK (handling_unit_id <> ''),
  holder_unit_id      text NOT NULL CHECK (holder_unit_id <> ''),
  accountable_unit_id text NOT NULL CHECK (accountable_unit_id <> ''),
  accountable_level   smallint NOT NULL CHECK (accountable_level BETWEEN 1 AND 5),
  assignee            text NOT NULL,
  cycle               integer NOT NULL CHECK (cycle >= 1),
  step                integer NOT NULL CHECK (step >= 0),
  version             bigint NOT NULL CHECK (version >= 1),
  clock_version       bigint NOT NULL CHECK (clock_version >= 1),
  received_time       timestamptz NOT NULL,
  create_time         timestamptz NOT NULL,
  update_time         timestamptz NOT NULL,
  -- The explanation of the last decision about its unit.
  text_id             text NOT NULL,
  text_en             text NOT NULL,
  steps               text[] NOT NULL,
  rule_id             text NOT NULL,
  decided_region      text NOT NULL,
  decided_category    text NOT NULL,
  candidate_unit_ids  text[] NOT NULL,
  skipped_unit_ids    text[] NOT NULL,
  directory_version   bigint NOT NULL,
  rules_version       bigint NOT NULL,
  CONSTRAINT ticket_triage_at_root CHECK (state <> 1 OR handling_unit_id = 'ID'),
  CONSTRAINT ticket_not_about_handler CHECK (about_unit_id <> handling_unit_id OR state = 1),
  CONSTRAINT ticket_times CHECK (update_time >= create_time)
);
-- Queues, oldest first. Holder and accountable unit mostly are the handling one.
CREATE INDEX ticket_of_handler ON routing.ticket (handling_unit_id, received_time, ticket_id);
CREATE INDEX ticket_of_holder ON routing.ticket (holder_unit_id, received_time, ticket_id)
  WHERE holder_unit_id <> handling_unit_id;
CREATE INDEX ticket_of_accountable ON routing.ticket (accountable_unit_id, received_time, ticket_id)
  WHERE accountable_unit_id <> handling_unit_id;
CREATE INDEX ticket_by_age ON routing.ticket (received_time, ticket_id);
-- Those that somebody still has to act on, for the count by level.
CREATE INDEX ticket_open ON routing.ticket (accountable_level) WHERE state <= 5;

-- Numbered, only ever inserted.
CREATE TABLE routing.ticket_fact (
  ticket_id            uuid NOT NULL REFERENCES routing.ticket,
  number               smallint NOT NULL CHECK (number BETWEEN 1 AND 200),
  kind                 smallint NOT NULL CHECK (kind BETWEEN 1 AND 18),
  fact_time            timestamptz NOT NULL,
  cycle                integer NOT NULL CHECK (cycle >= 1),
  step                 integer NOT NULL CHECK (step >= 0),
  unit_id              text NOT NULL,
  unit_level           smallint NOT NULL CHECK (unit_level BETWEEN 1 AND 5),
  unit_region_code     text NOT NULL,
  unit_time_zone       text NOT NULL,
  unit_name            text NOT NULL,
  actor                text NOT NULL,
  note                 text NOT NULL,
  skipped_unit_ids     text[] NOT NULL,
  due_time             timestamptz,
  outcome              smallint NOT NULL CHECK (outcome BETWEEN 0 AND 3),
  -- Facts made by a clock action: the clock_version that it was proposed for.
  clock_action_version bigint,
  PRIMARY KEY (ticket_id, number),
  CONSTRAINT fact_filed_first CHECK ((number = 1) = (kind = 1)),
  CONSTRAINT fact_climb CHECK (kind <> 13 OR (due_time IS NOT NULL AND step >= 1 AND unit_id <> ''))
);
-- A climb happens once, whatever crashes; so does any other clock action.
CREATE UNIQUE INDEX fact_climb_once ON routing.ticket_fact (ticket_id, cycle, step)
  WHERE kind = 13;
CREATE UNIQUE INDEX fact_clock_action_once ON routing.ticket_fact (ticket_id, clock_action_version)
  WHERE clock_action_version IS NOT NULL;

-- The first answer to each change that a caller asked for, to give it again.
CREATE TABLE routing.ticket_request (
  caller      text NOT NULL,
  request_id  text NOT NULL CHECK (char_length(request_id) BETWEEN 1 AND 64),
  ticket_id   uuid NOT NULL,
  fingerprint text NOT NULL,
  answer      bytea NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (caller, request_id)
);

-- Events for the stream "tickets". create_time is real time, for the age only.
CREATE TABLE routing.outbox (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key         text NOT NULL,
  payload     bytea NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
  stream_ms   bigint,
  stream_seq  bigint
);
CREATE INDEX outbox_waiting ON routing.outbox (id) WHERE stream_ms IS NULL;
CREATE INDEX outbox_published ON routing.outbox (stream_ms, stream_seq)
  WHERE stream_ms IS NOT NULL;

-- Complaints that could not be routed for a permanent reason.
CREATE TABLE routing.dead_letter (
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

GRANT SELECT, UPDATE ON routing.directory_version TO salur_routing;
GRANT SELECT, INSERT ON routing.directory_import TO salur_routing;
GRANT SELECT, INSERT, UPDATE, DELETE ON routing.agency_kind, routing.served_by, routing.category,
  routing.rule, routing.outbox, routing.dead_letter TO salur_routing;
-- Units, tickets and facts are never deleted, facts never changed.
GRANT SELECT, INSERT, UPDATE ON routing.unit, routing.ticket TO salur_routing;
GRANT SELECT, INSERT ON routing.ticket_fact, routing.ticket_request TO salur_routing;
