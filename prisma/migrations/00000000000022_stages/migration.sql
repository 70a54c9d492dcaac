-- Stages and their playbooks: since when a customer is in a stage, what a loss was about, the playbooks an
-- office wrote, and how far each customer is in one.

-- Since when it is in its stage; whoever stays too long is found by a partial index, and told of once a period.
ALTER TABLE customers
  ADD COLUMN stage_since timestamptz(3) NOT NULL DEFAULT app_now(),
  ADD COLUMN stuck_nudged_at timestamptz(3),
  ADD COLUMN stuck_rung integer NOT NULL DEFAULT 0;
UPDATE customers c SET stage_since = coalesce(
  (SELECT max(m.at) FROM stage_moves m WHERE m.customer_id = c.id AND m.to_stage = c.stage), c.registered_at);
CREATE INDEX customers_stuck_idx ON customers
  (team_id, stage, coalesce(grade, 'D'), greatest(stage_since, stuck_nudged_at))
  WHERE status = 'active' AND NOT do_not_contact AND rep_id IS NOT NULL AND stage NOT IN ('closed', 'lost');

CREATE FUNCTION note_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever puts a record back as it was says since when.
  IF NEW.stage_since IS DISTINCT FROM OLD.stage_since THEN RETURN NEW; END IF;
  NEW.stage_since := app_now();
  NEW.stuck_nudged_at := NULL;
  NEW.stuck_rung := 0;
  RETURN NEW;
END $$;
CREATE TRIGGER customers_note_stage BEFORE UPDATE OF stage ON customers
  FOR EACH ROW WHEN (NEW.stage IS DISTINCT FROM OLD.stage) EXECUTE FUNCTION note_stage();

ALTER TABLE stage_moves
  ADD COLUMN competitor_sealed bytea,
  ADD COLUMN bring_back_sealed bytea,
  ADD COLUMN win_back_on date;

CREATE TABLE playbook_versions (
  id uuid PRIMARY KEY,
  team_id uuid REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  stage text NOT NULL CHECK (stage IN ('potential', 'interested', 'negotiating', 'closed', 'lost')),
  number integer NOT NULL,
  steps jsonb,
  created_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  follows boolean NOT NULL DEFAULT false,
  -- The office has no other to follow.
  CHECK (team_id IS NOT NULL OR steps IS NOT NULL),
  UNIQUE NULLS NOT DISTINCT (team_id, stage, number)
);
-- A version is written once; only whether running plans follow is decided afterwards.
REVOKE UPDATE, DELETE ON playbook_versions FROM gatehouse_app;
GRANT UPDATE (follows) ON playbook_versions TO gatehouse_app;

CREATE TABLE playbook_runs (
  id uuid PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  stage text NOT NULL,
  version_id uuid REFERENCES playbook_versions (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  started_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'paused', 'ended')),
  paused_at timestamptz(3),
  pause_why text,
  ended_at timestamptz(3),
  end_why text,
  CHECK ((state = 'paused') = (paused_at IS NOT NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);
CREATE INDEX playbook_runs_customer_id_idx ON playbook_runs (customer_id);
-- Nobody is twice on the way through the same stage.
CREATE UNIQUE INDEX playbook_runs_live_key ON playbook_runs (customer_id, stage) WHERE state <> 'ended';
CREATE INDEX playbook_runs_paused_idx ON playbook_runs (customer_id) WHERE state = 'paused';
CREATE INDEX playbook_runs_version_idx ON playbook_runs (stage, version_id) WHERE state <> 'ended';

CREATE TABLE playbook_steps (
  id uuid PRIMARY KEY,
  run_id uuid NOT NULL REFERENCES playbook_runs (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  key text NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('contact', 'task')),
  role text NOT NULL CHECK (role IN ('rep', 'manager', 'reviewer')),
  due_at timestamptz(3) NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'given', 'done', 'skipped', 'ended')),
  closed_at timestamptz(3),
  closed_by_id uuid,
  skip_reason text,
  UNIQUE (run_id, key)
);
CREATE INDEX playbook_steps_run_id_idx ON playbook_steps (run_id);
CREATE INDEX playbook_steps_due_idx ON playbook_steps (due_at) WHERE state = 'waiting';

-- A step is told of and done as a follow-up.
ALTER TABLE follow_ups
  ADD COLUMN step_id uuid REFERENCES playbook_steps (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD COLUMN step_as text CHECK (step_as IN ('contact', 'task', 'along')),
  ADD COLUMN limit_at timestamptz(3),
  ADD CHECK ((step_id IS NULL) = (step_as IS NULL));
CREATE INDEX follow_ups_step_idx ON follow_ups (step_id) WHERE step_id IS NOT NULL;

-- The plan rests while nobody works on the customer, whichever way that came about.
CREATE FUNCTION pause_playbooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE playbook_runs SET state = 'paused', paused_at = app_now(),
    pause_why = CASE WHEN NEW.status <> 'active' THEN NEW.status WHEN NEW.stage = 'lost' THEN 'lost' ELSE 'pool' END
  WHERE customer_id = NEW.id AND state = 'running';
  RETURN NULL;
END $$;
CREATE TRIGGER customers_pause_playbooks AFTER UPDATE OF rep_id, stage, status ON customers
  FOR EACH ROW WHEN ((NEW.rep_id IS NULL AND OLD.rep_id IS NOT NULL) OR (NEW.stage = 'lost' AND OLD.stage <> 'lost')
    OR (NEW.status <> 'active' AND OLD.status = 'active'))
  EXECUTE FUNCTION pause_playbooks();
