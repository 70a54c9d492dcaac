-- The ground everything else stands on: who may do what, what time it is, what has arrived,
-- what was done, and the keys of what is sealed.
--
-- Grants. Migrations run as the owner of the database. Every table a later migration creates is
-- granted to gatehouse_app by the default privileges below; a table whose rows must never change
-- additionally calls   SELECT keep_append_only('its_name');   in the migration that creates it.

-- The role the application works under. It is a group without a login; logins become members.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gatehouse_app') THEN
    CREATE ROLE gatehouse_app NOLOGIN;
  END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was faster
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the role gatehouse_app is missing and % may not create roles', current_user
      USING HINT = 'As an administrator of the server: CREATE ROLE gatehouse_app NOLOGIN;';
END $$;

-- With a single login given, the application's connections step down to gatehouse_app; for that the
-- owner must be its member. Refused where the owner does not administer the role: doctor tells.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'gatehouse_app', 'USAGE') THEN
    EXECUTE format('GRANT gatehouse_app TO %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END $$;

DO $$
BEGIN
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO gatehouse_app', current_schema());
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gatehouse_app', current_schema());
  EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I
    GRANT USAGE, SELECT ON SEQUENCES TO gatehouse_app', current_schema());
END $$;

-- The migration history is the owner's; the application may read it (start, doctor, backup).
GRANT SELECT ON "_prisma_migrations" TO gatehouse_app;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are written once', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- From now on rows of this table can be added and read, by anybody, and nothing else.
CREATE FUNCTION keep_append_only(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM gatehouse_app', target);
  EXECUTE format('CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION refuse_change()', target);
  EXECUTE format('CREATE TRIGGER append_only_table BEFORE TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', target);
END $$;
REVOKE EXECUTE ON FUNCTION keep_append_only(regclass) FROM PUBLIC;

-- Business time. Only the owner (practice workspace, tests) may move it: the row stays as it is in
-- a real office, and app_now() is then the server's clock.
CREATE TABLE practice_clock (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  shift interval NOT NULL DEFAULT '0',
  frozen timestamptz
);
INSERT INTO practice_clock DEFAULT VALUES;
REVOKE INSERT, UPDATE, DELETE ON practice_clock FROM gatehouse_app;

-- STABLE so that `due_at <= app_now()` can use an index. Leases use clock_timestamp() instead.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(
  (SELECT coalesce(frozen, clock_timestamp()) + shift FROM practice_clock),
  clock_timestamp()
);

-- What Slack delivered and what came of it; the key is inserted in the effect's own transaction.
CREATE TABLE inbox (
  key text PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  outcome jsonb
);
CREATE INDEX inbox_received_at_idx ON inbox (received_at);

-- Who did what to whom. details holds ids, field names and codes; the values themselves, old and
-- new, are in sealed, under the customer's key, so that erasing the key erases them.
CREATE TABLE audit (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  at timestamptz NOT NULL,
  entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id uuid,
  actor_kind text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid,
  customer_id uuid,
  details jsonb NOT NULL DEFAULT '{}',
  sealed bytea,
  delivery text
);
CREATE INDEX audit_customer_idx ON audit (customer_id, seq) WHERE customer_id IS NOT NULL;
CREATE INDEX audit_subject_idx ON audit (subject_kind, subject_id, seq);
CREATE INDEX audit_actor_idx ON audit (actor_id, at) WHERE actor_id IS NOT NULL;
SELECT keep_append_only('audit');

-- The chain over audit: mac = HMAC(previous mac, seq, canonical row), written moments later.
CREATE TABLE audit_seals (
  seq bigint PRIMARY KEY,
  mac bytea NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
SELECT keep_append_only('audit_seals');

-- One data key per customer, wrapped by the master key kid. Destroyed: the key is gone for good and
-- with it everything sealed under it.
CREATE TABLE customer_keys (
  customer_id uuid PRIMARY KEY,
  kid text,
  wrapped bytea,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  destroyed_at timestamptz,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL)),
  CHECK ((wrapped IS NULL) = (kid IS NULL))
);
CREATE INDEX customer_keys_kid_idx ON customer_keys (kid) WHERE kid IS NOT NULL;

-- The office's own data key (drafts, notes that belong to no customer), wrapped the same way.
CREATE TABLE office_key (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  kid text NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Fingerprints of the index and audit keys this database was first opened with, so that a start
-- with other keys is refused instead of writing what nobody will find again.
CREATE TABLE key_marks (
  purpose text PRIMARY KEY,
  mark bytea NOT NULL
);
REVOKE UPDATE, DELETE ON key_marks FROM gatehouse_app;
