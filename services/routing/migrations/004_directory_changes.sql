-- compatible-from: 1
-- What changes in the directory between its versions: validity and successors of units, decrees,
-- staff, contacts, and the units whose open tickets have to be looked at afterwards. Earlier programs
-- go on without these tables.

-- Only units that changed have a row; rare, so beside the units and not in their 107,602 rows.
CREATE TABLE routing.unit_validity (
  unit_id       text PRIMARY KEY REFERENCES routing.unit,
  valid_from    text NOT NULL CHECK (valid_from ~ '^(\d{4}-\d\d-\d\d)?$'),
  valid_to      text NOT NULL CHECK (valid_to ~ '^(\d{4}-\d\d-\d\d)?$'),
  decree        text NOT NULL,
  successor_ids text[] NOT NULL
);

-- Every row of every decree that was applied: the same row again changes nothing.
CREATE TABLE routing.decree (
  decree            text NOT NULL CHECK (decree <> ''),
  old_code          text NOT NULL,
  new_code          text NOT NULL,
  change            text NOT NULL CHECK (change IN ('recode', 'rename', 'split', 'merge', 'move')),
  valid_from        text NOT NULL CHECK (valid_from ~ '^\d{4}-\d\d-\d\d$'),
  new_name          text NOT NULL,
  note              text NOT NULL,
  directory_version bigint NOT NULL,
  PRIMARY KEY (decree, old_code, new_code)
);

-- Who enrolled or dismissed whose officers, and why.
CREATE TABLE routing.staffing_change (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  directory_version bigint NOT NULL,
  change_time       timestamptz NOT NULL,
  actor             text NOT NULL,
  staffed           boolean NOT NULL,
  unit_ids          text[] NOT NULL,
  note              text NOT NULL
);

-- How officers reach a unit: no part of the directory's versions.
CREATE TABLE routing.unit_contact (
  unit_id     text PRIMARY KEY REFERENCES routing.unit,
  phone       text NOT NULL,
  email       text NOT NULL,
  address     text NOT NULL,
  update_time timestamptz NOT NULL,
  actor       text NOT NULL
);

-- Units whose open tickets have to be looked at since a version of the directory. Written with that
-- version, deleted when none of their tickets is left to move. What has moved says so itself, so a
-- hand-over that is killed goes on where it stood.
CREATE TABLE routing.hand_over (
  unit_id           text PRIMARY KEY,
  directory_version bigint NOT NULL
);

-- The first answer to each administrative change, to give it again.
CREATE TABLE IF NOT EXISTS routing.admin_request (
  caller      text NOT NULL,
  request_id  text NOT NULL,
  fingerprint text NOT NULL,
  answer      bytea NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (caller, request_id)
);

-- Open tickets of a unit, whatever else it has answered. Holder and accountable unit: the indexes
-- ticket_of_holder and ticket_of_accountable are partial already.
CREATE INDEX ticket_open_of_handler ON routing.ticket (handling_unit_id, ticket_id)
  WHERE state <= 5;
CREATE INDEX unit_retired ON routing.unit (unit_id) WHERE NOT active;

GRANT SELECT, INSERT, UPDATE, DELETE ON routing.unit_contact, routing.hand_over TO salur_routing;
GRANT SELECT, INSERT, UPDATE ON routing.unit_validity TO salur_routing;
GRANT SELECT, INSERT ON routing.decree, routing.staffing_change, routing.admin_request
  TO salur_routing;
