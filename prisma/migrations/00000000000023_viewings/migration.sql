-- Viewings 带看: an appointment, its reminders, what came of it.
CREATE TABLE viewings (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  member_id uuid NOT NULL,
  unit_ids uuid[] NOT NULL DEFAULT '{}',
  unit_codes text[] NOT NULL DEFAULT '{}',
  starts_at timestamptz(3) NOT NULL,
  ends_at timestamptz(3) NOT NULL,
  zone text NOT NULL,
  note_sealed bytea,
  version integer NOT NULL DEFAULT 1,
  state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'cancelled')),
  outcome text CHECK (outcome IN ('came', 'late', 'not')),
  cancel_reason text,
  party_size integer CHECK (party_size BETWEEN 1 AND 50),
  decision_maker boolean,
  liked_sealed bytea,
  objections_sealed bytea,
  interaction_id uuid,
  return_of_id uuid,
  created_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  day_at timestamptz(3),
  soon_at timestamptz(3),
  ask_at timestamptz(3),
  CHECK (ends_at > starts_at),
  CHECK ((state = 'done') = (outcome IS NOT NULL)),
  CHECK ((state = 'cancelled') = (cancel_reason IS NOT NULL)),
  CHECK ((state = 'planned') = (closed_at IS NULL))
);
CREATE INDEX viewings_customer_id_starts_at_idx ON viewings (customer_id, starts_at);
CREATE INDEX viewings_member_id_starts_at_idx ON viewings (member_id, starts_at);
-- Nobody is shown two things at once: the second tap of a hurried finger.
CREATE UNIQUE INDEX viewings_planned_key ON viewings (customer_id, starts_at) WHERE state = 'planned';
-- What is told next: only rows that somebody has to look at.
CREATE INDEX viewings_next_idx ON viewings (least(day_at, soon_at, ask_at))
  WHERE state = 'planned' AND least(day_at, soon_at, ask_at) IS NOT NULL;

-- An appointment is a plan: who has one is not silent.
CREATE OR REPLACE FUNCTION note_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers c SET has_plan = NOT c.has_plan
  WHERE c.id IN (OLD.customer_id, NEW.customer_id)
    AND c.has_plan <> (EXISTS (SELECT FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open')
      OR EXISTS (SELECT FROM viewings v WHERE v.customer_id = c.id AND v.state = 'planned'));
  RETURN NULL;
END $$;
CREATE TRIGGER viewings_note_plan AFTER INSERT OR DELETE OR UPDATE OF state, customer_id ON viewings
  FOR EACH ROW EXECUTE FUNCTION note_plan();

-- Whoever becomes the assigned rep shows what the one before had agreed, whatever way the customer came.
CREATE FUNCTION hand_viewings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE viewings SET member_id = NEW.rep_id, version = version + 1
  WHERE customer_id = NEW.id AND state = 'planned' AND member_id = OLD.rep_id;
  RETURN NULL;
END $$;
CREATE TRIGGER customers_hand_viewings AFTER UPDATE OF rep_id ON customers
  FOR EACH ROW WHEN (NEW.rep_id IS NOT NULL AND OLD.rep_id IS NOT NULL AND NEW.rep_id <> OLD.rep_id)
  EXECUTE FUNCTION hand_viewings();
