-- Reviews of registrations and of material changes, and what was checked with whom.
ALTER TABLE customers ADD COLUMN review_state text;

CREATE TABLE reviews (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  cause text NOT NULL CHECK (cause IN ('registration', 'import', 'change', 'reported')),
  fields text[] NOT NULL DEFAULT '{}',
  chain text[] NOT NULL CHECK (cardinality(chain) BETWEEN 1 AND 2),
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'asked', 'returned', 'approved')),
  round integer NOT NULL DEFAULT 1,
  authors uuid[] NOT NULL,
  approvals uuid[] NOT NULL DEFAULT '{}',
  opened_at timestamptz(3) NOT NULL,
  waiting_since timestamptz(3) NOT NULL,
  rung integer NOT NULL DEFAULT 0,
  rung_at timestamptz(3),
  closed_at timestamptz(3),
  -- Four eyes: nobody approves what is their own work, nor two steps, and no step is left out.
  CONSTRAINT reviews_not_their_own CHECK (NOT authors && approvals),
  CONSTRAINT reviews_not_both_steps CHECK (cardinality(approvals) < 2 OR approvals[1] <> approvals[2]),
  CONSTRAINT reviews_no_step_left_out
    CHECK ((state = 'approved') = (cardinality(approvals) = cardinality(chain)))
);
CREATE INDEX reviews_customer_id_opened_at_idx ON reviews (customer_id, opened_at);
-- One review of a customer at a time.
CREATE UNIQUE INDEX reviews_open_key ON reviews (customer_id)
  WHERE state IN ('waiting', 'asked', 'returned');
-- What is to be told next, and what waits.
CREATE INDEX reviews_rung_idx ON reviews (rung_at) WHERE rung_at IS NOT NULL;
CREATE INDEX reviews_waiting_idx ON reviews (waiting_since)
  WHERE state IN ('waiting', 'asked', 'returned');

CREATE TABLE review_steps (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  review_id uuid NOT NULL REFERENCES reviews (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  round integer NOT NULL,
  step integer NOT NULL,
  what text NOT NULL CHECK (what IN ('approve', 'return', 'ask', 'answer', 'resubmit', 'change')),
  by_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  reason text,
  text_sealed bytea
);
CREATE INDEX review_steps_review_id_seq_idx ON review_steps (review_id, seq);
-- Each step of a round is approved once, by one person.
CREATE UNIQUE INDEX review_steps_approved_key ON review_steps (review_id, round, step)
  WHERE what = 'approve';
SELECT keep_append_only('review_steps');

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  item text NOT NULL CHECK (item IN ('name', 'phone', 'need', 'identity', 'eligibility')),
  how text NOT NULL CHECK (how IN ('customer', 'document', 'third_party')),
  by_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  void_at timestamptz(3)
);
CREATE INDEX verifications_customer_id_at_idx ON verifications (customer_id, at);
CREATE UNIQUE INDEX verifications_standing_key ON verifications (customer_id, item) WHERE void_at IS NULL;
