-- Ways by which two records of one person, or of one family, find each other without being opened.
ALTER TABLE customers
  ADD COLUMN national_id_sealed bytea,
  ADD COLUMN national_id_index bytea,
  ADD COLUMN match_keys bytea[] DEFAULT ARRAY[]::bytea[],
  ADD COLUMN keyed_at timestamptz(3);

-- One person, one record: held by the database, like the phone (#32, #33).
CREATE UNIQUE INDEX customers_national_id_key ON customers (national_id_index)
  WHERE national_id_index IS NOT NULL AND status IN ('active', 'invalid');
-- No pending list: who registers right after a colleague finds the colleague's customer.
CREATE INDEX customers_match_keys_idx ON customers USING gin (match_keys) WITH (fastupdate = off);
-- What has no keys yet, and in which order the sweep goes through the register.
CREATE INDEX customers_unkeyed_idx ON customers (id) WHERE keyed_at IS NULL AND status IN ('active', 'invalid');
CREATE INDEX customers_keyed_idx ON customers (keyed_at, id) WHERE keyed_at IS NOT NULL;

CREATE TABLE duplicate_pairs (
  id uuid PRIMARY KEY,
  one_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  other_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('person', 'family')),
  score integer NOT NULL CHECK (score BETWEEN 0 AND 100),
  reasons text[] NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'different', 'family')),
  found_at timestamptz(3) NOT NULL,
  decided_by_id uuid,
  decided_at timestamptz(3),
  CHECK (one_id <> other_id)
);
CREATE UNIQUE INDEX duplicate_pairs_one_id_other_id_key ON duplicate_pairs (one_id, other_id);
CREATE INDEX duplicate_pairs_other_id_idx ON duplicate_pairs (other_id);
CREATE INDEX duplicate_pairs_open_idx ON duplicate_pairs (score DESC, found_at) WHERE state = 'open';

CREATE TABLE duplicate_sweep (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  keyed_to timestamptz(3) NOT NULL,
  id_to uuid NOT NULL
);

CREATE TABLE household_links (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  other_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  relation text NOT NULL CHECK (relation IN ('spouse', 'parent', 'child', 'sibling')),
  state text NOT NULL CHECK (state IN ('proposed', 'linked', 'declined', 'ended')),
  proposed_by_id uuid NOT NULL,
  proposed_at timestamptz(3) NOT NULL,
  decided_by_id uuid,
  decided_at timestamptz(3),
  ended_by_id uuid,
  ended_at timestamptz(3),
  message_id uuid,
  CHECK (customer_id <> other_id)
);
CREATE INDEX household_links_customer_id_idx ON household_links (customer_id);
CREATE INDEX household_links_other_id_idx ON household_links (other_id);
-- Two people are linked, or about to be, once.
CREATE UNIQUE INDEX household_links_pair_key
  ON household_links (least(customer_id, other_id), greatest(customer_id, other_id))
  WHERE state IN ('proposed', 'linked');
