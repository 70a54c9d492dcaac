-- The weekly digest: what it counted, and what finds a week among years of contacts.

-- For every number of a snapshot exactly the customers behind it, by rep: total = sum(counts), and
-- counts[i] is how often customer_ids[i] counts. Written once by one statement, thrown away only with
-- a provisional reading.
CREATE TABLE digest_lines (
  snapshot_id uuid NOT NULL REFERENCES digest_snapshots (id) ON DELETE CASCADE ON UPDATE CASCADE,
  key text NOT NULL,
  member_id uuid NOT NULL,
  total integer NOT NULL,
  customer_ids uuid[] NOT NULL,
  counts integer[] NOT NULL,
  PRIMARY KEY (snapshot_id, key, member_id)
);

-- Up to which slot a subscription has been served or skipped.
ALTER TABLE digest_subscriptions ADD COLUMN handled_to timestamptz(3) NOT NULL;
CREATE INDEX digest_subscriptions_active_idx ON digest_subscriptions (team_id) WHERE active;

CREATE INDEX interactions_happened_idx ON interactions (happened_at)
  INCLUDE (id, customer_id, member_id, kind, effective) WHERE withdrawn_at IS NULL;
-- Whose customer a contact is, told without reading customers: their rows are wide.
CREATE INDEX customers_team_active_idx ON customers (team_id, id)
  INCLUDE (rep_id, registered_by_id) WHERE status = 'active';
CREATE INDEX follow_ups_due_idx ON follow_ups (due_at);
CREATE INDEX follow_ups_open_due_idx ON follow_ups (due_at) WHERE state = 'open';
CREATE INDEX follow_ups_closed_idx ON follow_ups (closed_at) WHERE closed_at IS NOT NULL;
