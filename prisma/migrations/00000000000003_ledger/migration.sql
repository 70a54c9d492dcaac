-- Messages that leave, the reasons they carry, and how due matters are found without looking at the others.

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  recipient text NOT NULL,
  slot text NOT NULL,
  part integer NOT NULL DEFAULT 0,
  member_id uuid,
  target text NOT NULL,
  content jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'sending', 'sent', 'suppressed', 'dead')),
  due_at timestamptz(3) NOT NULL,
  next_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  lease_until timestamptz(6),
  lease_owner uuid,
  attempts integer NOT NULL DEFAULT 0,
  ambiguous boolean NOT NULL DEFAULT false,
  plain boolean NOT NULL DEFAULT false,
  first_try_at timestamptz(3),
  slack_channel text,
  slack_ts text,
  sent_at timestamptz(3),
  last_error text,
  fallback_of uuid,
  stale integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  CHECK (state <> 'sending' OR lease_until IS NOT NULL),
  CHECK (state <> 'sent' OR sent_at IS NOT NULL)
);
CREATE UNIQUE INDEX messages_recipient_slot_part_key ON messages (recipient, slot, part);

-- Each of these holds only rows that somebody has to look at: a tick with nothing due reads one page of each.
CREATE INDEX messages_due_idx ON messages (due_at) WHERE state = 'planned';
CREATE INDEX messages_lease_idx ON messages (lease_until) WHERE state = 'sending';
CREATE INDEX messages_stale_idx ON messages (next_at) WHERE state = 'sent' AND stale > 0;
CREATE INDEX messages_dead_idx ON messages (id) WHERE state = 'dead';
CREATE INDEX messages_member_idx ON messages (member_id, due_at) WHERE state = 'planned';

CREATE TABLE nudges (
  id uuid PRIMARY KEY,
  rule text NOT NULL,
  subject_id uuid NOT NULL,
  slot text NOT NULL,
  rung integer NOT NULL DEFAULT 0,
  about_id uuid NOT NULL,
  member_id uuid NOT NULL,
  message_id uuid REFERENCES messages (id) ON DELETE SET NULL ON UPDATE CASCADE,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'settled')),
  outcome text,
  due_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  settled_at timestamptz(3)
);
CREATE UNIQUE INDEX nudges_rule_subject_id_slot_rung_key ON nudges (rule, subject_id, slot, rung);
CREATE INDEX nudges_message_id_idx ON nudges (message_id);
CREATE INDEX nudges_open_subject_idx ON nudges (subject_id) WHERE state = 'open';
CREATE INDEX nudges_open_about_idx ON nudges (about_id) WHERE state = 'open';

-- What has been told of a follow-up: up to which version of its due time, to whom, up to which rung of
-- the ladder, and when the next rung comes. A moved or handed-over one is found again by itself.
ALTER TABLE follow_ups
  ADD COLUMN nudged_version integer NOT NULL DEFAULT 0,
  ADD COLUMN nudged_to uuid,
  ADD COLUMN nudged_rung integer NOT NULL DEFAULT 0,
  ADD COLUMN next_rung_at timestamptz(3);
CREATE INDEX follow_ups_untold_idx ON follow_ups (due_at)
  WHERE state = 'open' AND (nudged_version < due_version OR nudged_to IS DISTINCT FROM member_id);
CREATE INDEX follow_ups_next_rung_idx ON follow_ups (next_rung_at)
  WHERE state = 'open' AND nudged_version = due_version AND next_rung_at IS NOT NULL;

-- When a customer was last asked about, so that the question is not asked again before its time;
-- has_plan says whether an open follow-up exists, so that silence is found without looking at plans.
ALTER TABLE customers
  ADD COLUMN has_plan boolean NOT NULL DEFAULT false,
  ADD COLUMN silence_nudged_at timestamptz(3),
  ADD COLUMN confirm_nudged_at timestamptz(3),
  ADD COLUMN enquiry_rung integer NOT NULL DEFAULT 0;
CREATE INDEX customers_silent_idx ON customers
  (team_id, coalesce(grade, 'D'), greatest(coalesce(last_effective_at, arrived_at), silence_nudged_at))
  WHERE status = 'active' AND NOT do_not_contact AND NOT has_plan AND rep_id IS NOT NULL
    AND stage NOT IN ('closed', 'lost');
CREATE INDEX customers_unconfirmed_idx ON customers
  (team_id, greatest(confirmed_at, confirm_nudged_at))
  WHERE status = 'active' AND NOT do_not_contact AND rep_id IS NOT NULL AND stage NOT IN ('closed', 'lost');
CREATE INDEX customers_enquiry_idx ON customers (arrived_at)
  WHERE status = 'active' AND NOT do_not_contact AND rep_id IS NOT NULL
    AND stage NOT IN ('closed', 'lost') AND last_effective_at IS NULL AND enquiry_rung < 2;

-- OLD is empty for an insert, NEW for a delete: both are looked at, since a merge moves follow-ups.
CREATE FUNCTION note_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers c SET has_plan = NOT c.has_plan
  WHERE c.id IN (OLD.customer_id, NEW.customer_id)
    AND c.has_plan <> EXISTS (SELECT FROM follow_ups f WHERE f.customer_id = c.id AND f.state = 'open');
  RETURN NULL;
END $$;
CREATE TRIGGER follow_ups_note_plan AFTER INSERT OR DELETE OR UPDATE OF state, customer_id ON follow_ups
  FOR EACH ROW EXECUTE FUNCTION note_plan();

UPDATE customers SET has_plan = true
  WHERE id IN (SELECT customer_id FROM follow_ups WHERE state = 'open');
