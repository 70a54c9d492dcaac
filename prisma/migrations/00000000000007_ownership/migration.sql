-- Until when a customer is its assigned rep's, what lies in the pool, and what a manager holds.
ALTER TABLE customers
  ADD COLUMN protected_until timestamptz(3),
  ADD COLUMN protection_because text
    CHECK (protection_because IN ('default', 'contact', 'maximum', 'exempt')),
  ADD COLUMN protection_warned_for timestamptz(3),
  ADD COLUMN pooled_at timestamptz(3),
  ADD COLUMN pool_open_at timestamptz(3),
  -- Nobody's customer is protected, and what is somebody's is not in the pool.
  ADD CHECK (rep_id IS NOT NULL OR protected_until IS NULL),
  ADD CHECK (rep_id IS NULL OR pooled_at IS NULL);

-- Both ends of an assignment say why. Protection of what was assigned before there was any begins now,
-- so that nobody loses a customer by an update.
ALTER TABLE assignments
  ADD COLUMN ended_why text,
  ADD COLUMN protected_from timestamptz(3);
UPDATE assignments SET protected_from = app_now() WHERE to_at IS NULL;

CREATE TABLE customer_holds (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  from_at timestamptz(3) NOT NULL,
  to_at timestamptz(3),
  by_id uuid NOT NULL,
  reason_sealed bytea NOT NULL,
  ended_by_id uuid,
  CHECK (to_at >= from_at)
);
CREATE INDEX customer_holds_customer_id_from_at_idx ON customer_holds (customer_id, from_at);
-- One hold at a time that has no end.
CREATE UNIQUE INDEX customer_holds_open_key ON customer_holds (customer_id) WHERE to_at IS NULL;

-- What ends next, what has no clock yet, whom to warn of, and what may be claimed: each index holds only
-- the rows that somebody has to look at.
CREATE INDEX customers_protected_idx ON customers (protected_until)
  WHERE status = 'active' AND protected_until IS NOT NULL;
CREATE INDEX customers_unclocked_idx ON customers (id)
  WHERE rep_id IS NOT NULL AND protection_because IS NULL;
CREATE INDEX customers_unwarned_idx ON customers (team_id, protected_until)
  WHERE status = 'active' AND NOT do_not_contact AND stage NOT IN ('closed', 'lost')
    AND protected_until IS NOT NULL AND protection_warned_for IS DISTINCT FROM protected_until;
CREATE INDEX customers_pool_idx ON customers (team_id, pooled_at) WHERE rep_id IS NULL AND status = 'active';
