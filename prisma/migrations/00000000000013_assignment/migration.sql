-- Who is away and who stands in, whose turn it is among a team, and the customers of a leaver on their way.
ALTER TABLE customers ADD COLUMN language text CHECK (language IN ('zh', 'en'));

CREATE TABLE absences (
  id uuid PRIMARY KEY,
  member_id uuid NOT NULL REFERENCES members (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('leave', 'rest')),
  from_at timestamptz(3) NOT NULL,
  to_at timestamptz(3),
  weekdays integer[] NOT NULL DEFAULT '{}' CHECK (weekdays <@ '{1,2,3,4,5,6,7}'),
  cover_id uuid REFERENCES members (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  created_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  cancelled_at timestamptz(3),
  cancelled_by_id uuid,
  CHECK (to_at > from_at),
  -- Only rest days of the week go on without an end.
  CHECK (to_at IS NOT NULL OR weekdays <> '{}'),
  CHECK (cover_id <> member_id)
);
-- Ended ones stay as evidence; only those that count are looked through.
CREATE INDEX absences_live_idx ON absences (member_id, to_at) WHERE cancelled_at IS NULL;

-- Who is away at a moment, until when, and who stands in. Somebody who is away or has left stands in for
-- nobody. One row a person: leave before rest days, then the one that lasts longest.
CREATE FUNCTION away_at(at timestamptz)
RETURNS TABLE (member_id uuid, absence_id uuid, kind text, until timestamptz, cover_id uuid)
LANGUAGE sql STABLE AS $$
  WITH away AS (
    SELECT DISTINCT ON (a.member_id) a.member_id, a.id, a.kind, a.cover_id, ends.at AS until
    FROM absences a JOIN members m ON m.id = a.member_id
    CROSS JOIN LATERAL (SELECT CASE WHEN a.weekdays = '{}' THEN a.to_at ELSE least(a.to_at,
      (date_trunc('day', $1 AT TIME ZONE m.zone) + interval '1 day') AT TIME ZONE m.zone) END AS at) ends
    WHERE a.cancelled_at IS NULL AND a.from_at <= $1 AND (a.to_at IS NULL OR a.to_at > $1)
      AND (a.weekdays = '{}' OR extract(isodow FROM $1 AT TIME ZONE m.zone)::int = ANY (a.weekdays))
    ORDER BY a.member_id, a.weekdays <> '{}', ends.at DESC, a.id
  )
  SELECT w.member_id, w.id, w.kind, w.until, k.id
  FROM away w LEFT JOIN members k ON k.id = w.cover_id AND k.active
    AND NOT EXISTS (SELECT FROM away o WHERE o.member_id = k.id)
$$;

CREATE SEQUENCE assignment_turns_seq;
CREATE TABLE assignment_turns (
  team_id uuid NOT NULL REFERENCES teams (id) ON DELETE CASCADE ON UPDATE CASCADE,
  member_id uuid NOT NULL REFERENCES members (id) ON DELETE CASCADE ON UPDATE CASCADE,
  turn bigint NOT NULL DEFAULT nextval('assignment_turns_seq'),
  PRIMARY KEY (team_id, member_id)
);

CREATE TABLE handovers (
  id uuid PRIMARY KEY,
  from_id uuid NOT NULL REFERENCES members (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  to_id uuid REFERENCES members (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  by_id uuid NOT NULL,
  is_all boolean NOT NULL,
  total integer NOT NULL,
  begun_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  message_id uuid,
  CHECK (to_id <> from_id)
);
-- One person's customers are on their way once at a time.
CREATE UNIQUE INDEX handovers_open_key ON handovers (from_id) WHERE done_at IS NULL;

CREATE TABLE handover_items (
  handover_id uuid NOT NULL REFERENCES handovers (id) ON DELETE CASCADE ON UPDATE CASCADE,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'moved', 'pooled', 'kept')),
  to_id uuid,
  follow_ups integer NOT NULL DEFAULT 0,
  PRIMARY KEY (handover_id, customer_id)
);
CREATE INDEX handover_items_customer_id_idx ON handover_items (customer_id);
CREATE INDEX handover_items_waiting_idx ON handover_items (handover_id, customer_id) WHERE state = 'waiting';
