-- Every version of the rules is kept, and the requests of administrators that were answered.

-- Rises by one with every change of the rules.
CREATE TABLE routing.rule_version (
  rules_version    bigint PRIMARY KEY CHECK (rules_version >= 1),
  create_time      timestamptz NOT NULL,
  actor            text NOT NULL,
  note             text NOT NULL,
  -- Which version it puts in force again.
  restored_version bigint REFERENCES routing.rule_version CHECK (restored_version < rules_version),
  rule_count       integer NOT NULL CHECK (rule_count >= 0)
);
INSERT INTO routing.rule_version (rules_version, create_time, actor, note, rule_count)
  SELECT i.rules_version, i.import_time, i.imported_by, '', (SELECT count(*) FROM routing.rule)
  FROM routing.directory_import AS i
  JOIN routing.directory_version AS v ON v.rules_version = i.rules_version
  WHERE i.rules_version >= 1 ORDER BY i.id LIMIT 1;

-- A rule is one row for as long as it stays the same: it belongs to the versions from added_version
-- until before removed_version. Two versions mostly differ by a few of thousands of rules, so
-- hundreds of versions take little more than one.
ALTER TABLE routing.rule ADD COLUMN added_version bigint;
ALTER TABLE routing.rule ADD COLUMN removed_version bigint;
UPDATE routing.rule SET added_version = (SELECT rules_version FROM routing.directory_version);
ALTER TABLE routing.rule ALTER COLUMN added_version SET NOT NULL;
ALTER TABLE routing.rule DROP COLUMN position;
ALTER TABLE routing.rule ADD PRIMARY KEY (region_prefix, category_code, valid_from, added_version);
ALTER TABLE routing.rule ADD CONSTRAINT rule_versions CHECK
  (added_version >= 1 AND removed_version > added_version);
-- The rules in force; two for one category, prefix and first day contradict each other.
CREATE UNIQUE INDEX rule_in_force ON routing.rule (region_prefix, category_code, valid_from)
  WHERE removed_version IS NULL;

-- The first answer to each change that an administrator asked for, to give it again.
CREATE TABLE routing.admin_request (
  caller      text NOT NULL,
  request_id  text NOT NULL CHECK (char_length(request_id) BETWEEN 1 AND 64),
  fingerprint text NOT NULL,
  answer      bytea NOT NULL,
  create_time timestamptz NOT NULL,
  PRIMARY KEY (caller, request_id)
);

-- Rules are never deleted, versions never changed.
REVOKE DELETE ON routing.rule FROM salur_routing;
GRANT SELECT, INSERT ON routing.rule_version, routing.admin_request TO salur_routing;
