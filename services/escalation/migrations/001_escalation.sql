-- What escalation knows of tickets, what it derives from that, and the holidays.
-- No text of a complaint, no address and no person stands here.

-- A ticket as of its newest event.
CREATE TABLE escalation.ticket_snapshot (
  ticket_id           uuid PRIMARY KEY,
  version             bigint   NOT NULL CHECK (version > 0),
  clock_version       bigint   NOT NULL CHECK (clock_version >= 0),
  state               smallint NOT NULL CHECK (state BETWEEN 1 AND 10),
  class               smallint NOT NULL CHECK (class BETWEEN 1 AND 3),
  category_code       text     NOT NULL,
  needs_supervision   boolean  NOT NULL,
  always_calendar     boolean  NOT NULL,
  confidential        boolean  NOT NULL,
  region_code         text     NOT NULL,
  handling_unit_id    text     NOT NULL CHECK (handling_unit_id <> ''),
  accountable_unit_id text     NOT NULL CHECK (accountable_unit_id <> ''),
  cycle               integer  NOT NULL CHECK (cycle >= 1),
  step                integer  NOT NULL CHECK (step >= 0),
  -- The rungs ahead, from the next one: "31.71.01@7 31.71@7 31@7 ID@7"; empty at the end.
  ladder              text     NOT NULL,
  fact_count          integer  NOT NULL CHECK (fact_count >= 1),
  -- Derived: the oldest open promise, by which the ticket is late from late_time on.
  late_time           timestamptz,
  late_kind           smallint CHECK (late_kind BETWEEN 1 AND 3),
  open_clocks         integer  NOT NULL CHECK (open_clocks >= 0),
  rules_version       bigint   NOT NULL CHECK (rules_version >= 0),
  CHECK ((late_time IS NULL) = (late_kind IS NULL))
) WITH (fillfactor = 80);

-- ListOverdue of everything and of one unit, oldest first.
CREATE INDEX ticket_snapshot_late ON escalation.ticket_snapshot (late_time, ticket_id)
  WHERE late_time IS NOT NULL;
CREATE INDEX ticket_snapshot_handling_late
  ON escalation.ticket_snapshot (handling_unit_id, late_time, ticket_id)
  WHERE late_time IS NOT NULL;
CREATE INDEX ticket_snapshot_accountable_late
  ON escalation.ticket_snapshot (accountable_unit_id, late_time, ticket_id)
  WHERE late_time IS NOT NULL;
-- Open tickets that were derived by older rules: work for the recomputation.
CREATE INDEX ticket_snapshot_open ON escalation.ticket_snapshot (rules_version, ticket_id)
  WHERE open_clocks > 0;

-- The numbered facts, each stored once.
CREATE TABLE escalation.fact (
  ticket_id        uuid        NOT NULL,
  number           integer     NOT NULL CHECK (number >= 1),
  kind             smallint    NOT NULL CHECK (kind >= 1),
  time             timestamptz NOT NULL,
  cycle            integer     NOT NULL CHECK (cycle >= 1),
  step             integer     NOT NULL CHECK (step >= 0),
  unit_id          text        NOT NULL,
  region_code      text        NOT NULL,
  utc_offset_hours smallint    NOT NULL CHECK (utc_offset_hours BETWEEN 7 AND 9),
  due_time         timestamptz,
  PRIMARY KEY (ticket_id, number)
);

-- A climb happens once per ticket, cycle and step.
CREATE UNIQUE INDEX fact_climb ON escalation.fact (ticket_id, cycle, step) WHERE kind = 13;

-- Every climb, with the due time that was missed.
CREATE VIEW escalation.escalation AS
  SELECT ticket_id, cycle, step, unit_id, due_time, time AS climb_time
    FROM escalation.fact WHERE kind = 13;

-- All clocks a ticket ever had, for showing and reporting. Derived.
CREATE TABLE escalation.clock (
  ticket_id          uuid        NOT NULL,
  kind               smallint    NOT NULL CHECK (kind BETWEEN 1 AND 6),
  cycle              integer     NOT NULL CHECK (cycle >= 1),
  step               integer     NOT NULL CHECK (step >= 0),
  unit_id            text        NOT NULL,
  region_code        text        NOT NULL,
  utc_offset_hours   smallint    NOT NULL CHECK (utc_offset_hours BETWEEN 7 AND 9),
  limit_working_days integer     NOT NULL CHECK (limit_working_days >= 0),
  limit_seconds      bigint      NOT NULL CHECK (limit_seconds >= 0),
  start_time         timestamptz NOT NULL,
  due_time           timestamptz,  -- NULL while a pause keeps it from ever being due
  met_time           timestamptz,
  cancelled_time     timestamptz,
  paused             boolean     NOT NULL,
  PRIMARY KEY (ticket_id, kind, cycle, step),
  CHECK ((limit_working_days > 0) <> (limit_seconds > 0)),
  CHECK (met_time IS NULL OR cancelled_time IS NULL)
) WITH (fillfactor = 90);

-- The one action that a ticket waits for. Whether a due one is found costs the same whatever the
-- number of rows; a lease is real time and in no index, so that taking one is a cheap update.
CREATE TABLE escalation.next_action (
  ticket_id     uuid PRIMARY KEY,
  action        smallint    NOT NULL CHECK (action BETWEEN 1 AND 4),
  due_time      timestamptz NOT NULL,
  cycle         integer     NOT NULL CHECK (cycle >= 1),
  step          integer     NOT NULL CHECK (step >= 0),
  clock_version bigint      NOT NULL,
  -- Real time until which an engine works on it, or until which it rests after a failure.
  lease_until   timestamptz NOT NULL DEFAULT '-infinity',
  attempts      integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0)
) WITH (fillfactor = 70);

CREATE INDEX next_action_due ON escalation.next_action (due_time, ticket_id);

-- Holiday lists. The one with the highest version holds; older ones stay as the record.
CREATE TABLE escalation.holiday_list (
  version     bigint PRIMARY KEY CHECK (version >= 1),
  create_time timestamptz NOT NULL
);

CREATE TABLE escalation.holiday (
  version     bigint   NOT NULL REFERENCES escalation.holiday_list,
  number      integer  NOT NULL,
  date        date     NOT NULL,
  kind        smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
  name        text     NOT NULL,
  decree      text     NOT NULL,
  region_code text     NOT NULL,
  PRIMARY KEY (version, number),
  CHECK ((kind = 3) = (region_code <> ''))
);

-- Answers to ReplaceHolidays by request_id, so that a repetition gets the same one.
CREATE TABLE escalation.holiday_request (
  request_id  text PRIMARY KEY,
  version     bigint  NOT NULL REFERENCES escalation.holiday_list,
  changed     boolean NOT NULL,
  added       integer NOT NULL,
  removed     integer NOT NULL,
  create_time timestamptz NOT NULL
);

-- Messages that could not be processed for a permanent reason.
CREATE TABLE escalation.dead_letter (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream      text    NOT NULL,
  stream_id   text    NOT NULL,
  key         text    NOT NULL,
  payload     bytea   NOT NULL,
  error       text    NOT NULL,
  attempts    integer NOT NULL,
  create_time timestamptz NOT NULL DEFAULT clock_timestamp(),  -- real time
  UNIQUE (stream, stream_id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON escalation.ticket_snapshot, escalation.fact,
  escalation.clock, escalation.next_action, escalation.dead_letter TO salur_escalation;
GRANT SELECT, INSERT ON escalation.holiday_list, escalation.holiday, escalation.holiday_request
  TO salur_escalation;
GRANT SELECT ON escalation.escalation TO salur_escalation;
