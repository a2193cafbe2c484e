-- compatible-from: 1
-- How often a ticket was passed on, and what an arbitration said; why a unit was named. Constant
-- defaults: nothing is rewritten, and programs that do not know the columns keep running.
ALTER TABLE routing.ticket
  ADD COLUMN hops        smallint NOT NULL DEFAULT 0 CHECK (hops BETWEEN 0 AND 3),
  ADD COLUMN binding     boolean  NOT NULL DEFAULT false,
  ADD COLUMN arbitrating boolean  NOT NULL DEFAULT false,
  ADD CONSTRAINT ticket_decided_or_not CHECK (NOT (binding AND arbitrating));
ALTER TABLE routing.ticket_fact
  ADD COLUMN cause         smallint NOT NULL DEFAULT 0 CHECK (cause BETWEEN 0 AND 7),
  ADD COLUMN other_unit_id text     NOT NULL DEFAULT '';
