-- Reception: the rota, who arrived for whom, whose customer it was; and what partners reported before.

CREATE TABLE reception_desks (
  team_id uuid PRIMARY KEY REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  channel_id text,
  message_id uuid,
  shown_as text
);

CREATE TABLE rota_places (
  team_id uuid NOT NULL REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  member_id uuid NOT NULL REFERENCES members (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  place integer NOT NULL,
  state text NOT NULL CHECK (state IN ('on', 'skipped', 'off')),
  since timestamptz(3) NOT NULL,
  PRIMARY KEY (team_id, member_id)
);
CREATE UNIQUE INDEX rota_places_team_id_place_key ON rota_places (team_id, place);

CREATE TABLE arrivals (
  id uuid PRIMARY KEY,
  team_id uuid NOT NULL REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  day date NOT NULL,
  at timestamptz(3) NOT NULL,
  member_id uuid NOT NULL REFERENCES members (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  by_id uuid NOT NULL,
  how text NOT NULL CHECK (how IN ('turn', 'asked', 'report')),
  place_before integer,
  party_size integer CHECK (party_size BETWEEN 1 AND 50),
  phone_sealed bytea,
  ticked text[] DEFAULT ARRAY[]::text[],
  ticked_at timestamptz(3),
  outcome text CHECK (outcome IN ('registered', 'known', 'courtesy', 'none')),
  closed_at timestamptz(3),
  late boolean NOT NULL DEFAULT false,
  customer_id uuid REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  voided_at timestamptz(3),
  voided_by_id uuid,
  message_id uuid,
  CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CHECK ((voided_at IS NULL) = (voided_by_id IS NULL))
);
CREATE INDEX arrivals_team_id_day_idx ON arrivals (team_id, day);
CREATE INDEX arrivals_customer_idx ON arrivals (customer_id, at) WHERE customer_id IS NOT NULL;
-- Whom to tell at closing time, and whose arrival a registration belongs to.
CREATE INDEX arrivals_open_idx ON arrivals (day, member_id) WHERE outcome IS NULL AND voided_at IS NULL;
CREATE INDEX arrivals_phone_idx ON arrivals (day) WHERE phone_sealed IS NOT NULL;

-- Who noted it, when, for whom and how is evidence: the application may add it and cannot change it.
REVOKE UPDATE, DELETE ON arrivals FROM gatehouse_app;
GRANT UPDATE (party_size, phone_sealed, ticked, ticked_at, outcome, closed_at, late, customer_id,
  voided_at, voided_by_id, message_id) ON arrivals TO gatehouse_app;

CREATE TABLE courtesy_receptions (
  id uuid PRIMARY KEY,
  arrival_id uuid NOT NULL REFERENCES arrivals (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  customer_id uuid NOT NULL REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  assigned_id uuid NOT NULL,
  receiver_id uuid NOT NULL,
  called_at timestamptz(3) NOT NULL,
  answer text CHECK (answer IN ('coming', 'receive')),
  answered_at timestamptz(3),
  assigned_share integer NOT NULL CHECK (assigned_share BETWEEN 0 AND 100),
  message_id uuid,
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  -- Nobody receives their own customer out of courtesy.
  CHECK (assigned_id <> receiver_id)
);
CREATE UNIQUE INDEX courtesy_receptions_arrival_id_key ON courtesy_receptions (arrival_id);
CREATE INDEX courtesy_receptions_customer_id_idx ON courtesy_receptions (customer_id);
REVOKE UPDATE, DELETE ON courtesy_receptions FROM gatehouse_app;
GRANT UPDATE (customer_id, answer, answered_at, message_id) ON courtesy_receptions TO gatehouse_app;

CREATE TABLE partner_companies (
  id uuid PRIMARY KEY,
  team_id uuid NOT NULL REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  name text NOT NULL,
  contacts_sealed bytea,
  created_by_id uuid NOT NULL,
  created_at timestamptz(3) NOT NULL,
  archived_at timestamptz(3)
);
CREATE UNIQUE INDEX partner_companies_team_id_name_key ON partner_companies (team_id, name);

CREATE TABLE partner_reports (
  id uuid PRIMARY KEY,
  number serial NOT NULL,
  team_id uuid NOT NULL REFERENCES teams (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  company_id uuid NOT NULL REFERENCES partner_companies (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  entered_by_id uuid NOT NULL,
  reported_at timestamptz(3) NOT NULL,
  expected_at timestamptz(3) NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  valid_until timestamptz(3) NOT NULL,
  status text NOT NULL CHECK (status IN ('valid', 'invalid', 'duplicate')),
  reason text,
  earlier_id uuid,
  name_sealed bytea,
  agent_sealed bytea,
  phone_sealed bytea,
  phone_index bytea,
  masked_index bytea NOT NULL,
  arrival_id uuid REFERENCES arrivals (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  customer_id uuid REFERENCES customers (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CHECK ((status = 'valid') = (reason IS NULL)),
  CHECK (customer_id IS NULL OR arrival_id IS NOT NULL)
);
CREATE UNIQUE INDEX partner_reports_number_key ON partner_reports (number);
CREATE UNIQUE INDEX partner_reports_arrival_id_key ON partner_reports (arrival_id);
CREATE INDEX partner_reports_masked_index_idx ON partner_reports (masked_index);
CREATE INDEX partner_reports_team_id_reported_at_idx ON partner_reports (team_id, reported_at);
CREATE INDEX partner_reports_customer_idx ON partner_reports (customer_id) WHERE customer_id IS NOT NULL;
-- When and by whom it was reported, and how it was judged, is evidence; what it says may be taken away.
REVOKE UPDATE, DELETE ON partner_reports FROM gatehouse_app;
GRANT UPDATE (name_sealed, agent_sealed, phone_sealed, phone_index, arrival_id, customer_id)
  ON partner_reports TO gatehouse_app;
