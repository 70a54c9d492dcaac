-- Two records of one person become one, and can become two again.

-- A merged record stays, so that what points to it for good (audit, verdicts) stays true; it is nobody's,
-- in no pool, and its number is an alias of the kept record's. It points to the record that stands:
-- where that one is merged itself, the pointer is moved along.
ALTER TABLE customers
  ADD COLUMN merged_into_id uuid REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  DROP CONSTRAINT customers_status_check,
  ADD CONSTRAINT customers_status_check CHECK (status IN ('active', 'invalid', 'merged', 'erased')),
  ADD CHECK ((status = 'merged') = (merged_into_id IS NOT NULL)),
  ADD CHECK (status <> 'merged' OR (rep_id IS NULL AND pooled_at IS NULL));
CREATE INDEX customers_merged_into_idx ON customers (merged_into_id) WHERE merged_into_id IS NOT NULL;
-- Who pointed to the lost record points to the kept one.
CREATE INDEX customers_referrer_idx ON customers (referrer_id) WHERE referrer_id IS NOT NULL;

CREATE TABLE merges (
  id uuid PRIMARY KEY,
  kept_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  lost_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at timestamptz(3) NOT NULL,
  by_id uuid NOT NULL,
  undo_until timestamptz(3) NOT NULL,
  undone_at timestamptz(3),
  undone_by_id uuid,
  CHECK (kept_id <> lost_id),
  CHECK ((undone_at IS NULL) = (undone_by_id IS NULL))
);
CREATE INDEX merges_kept_id_idx ON merges (kept_id);
-- A record is part of one other record at a time, whoever merges at the same moment.
CREATE UNIQUE INDEX merges_standing_key ON merges (lost_id) WHERE undone_at IS NULL;

-- What a merge changed, row by row: the way back. Thrown away when the time to undo is over.
CREATE TABLE merge_rows (
  merge_id uuid NOT NULL REFERENCES merges (id) ON DELETE CASCADE ON UPDATE CASCADE,
  table_name text NOT NULL,
  row_id uuid NOT NULL,
  before jsonb,
  after jsonb NOT NULL,
  PRIMARY KEY (merge_id, table_name, row_id)
);
