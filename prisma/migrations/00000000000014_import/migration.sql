-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "team_id" UUID NOT NULL,
    "origin" TEXT NOT NULL,
    "slack_file_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'received',
    "problem" TEXT,
    "digest" BYTEA,
    "mapping_sealed" BYTEA,
    "total" INTEGER,
    "done_row" INTEGER NOT NULL DEFAULT 0,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "duplicate" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "unassigned" INTEGER NOT NULL DEFAULT 0,
    "message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "file_gone_at" TIMESTAMPTZ(3),
    "asked" INTEGER NOT NULL DEFAULT 0,
    "next_ask_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "import_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reasons" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "of_row" INTEGER,
    "customer_id" UUID,
    "version" INTEGER,
    "filled_sealed" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("import_id","row")
);

-- CreateIndex
CREATE UNIQUE INDEX "imports_slack_file_id_key" ON "imports"("slack_file_id");

-- CreateIndex
CREATE INDEX "imports_by_id_created_at_idx" ON "imports"("by_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "import_rows_customer_id_idx" ON "import_rows"("customer_id");

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "imports" ADD CHECK ("origin" IN ('terminal', 'slack'));
ALTER TABLE "imports" ADD CHECK ("state" IN
  ('received', 'unmapped', 'checked', 'running', 'done', 'undoing', 'undone', 'failed', 'forgotten'));
ALTER TABLE "import_rows" ADD CHECK ("outcome" IN ('created', 'updated', 'duplicate', 'refused'));
-- What an import made can be taken back, and a record that is gone leaves its row of the import.
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_customer_id_fkey"
  FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What a process has to do, and which uploaded files still lie about: each index holds only those.
CREATE INDEX "imports_work_idx" ON "imports"("created_at") WHERE "state" IN ('received', 'running', 'undoing');
CREATE INDEX "imports_file_idx" ON "imports"("next_ask_at")
  WHERE "next_ask_at" IS NOT NULL AND "file_gone_at" IS NULL;

-- Which of these customers something else points to, whatever tables there are: the rows that an import
-- itself writes are looked at by the import.
CREATE FUNCTION customers_built_on(ids uuid[]) RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  at record;
BEGIN
  FOR at IN
    SELECT c.conrelid::regclass AS child, a.attname AS column_name
      FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'customers'::regclass
       AND c.conrelid NOT IN ('customer_phones'::regclass, 'stage_moves'::regclass, 'assignments'::regclass,
         'interactions'::regclass, 'import_rows'::regclass)
  LOOP
    RETURN QUERY EXECUTE format('SELECT DISTINCT %I FROM %s WHERE %I = ANY($1)', at.column_name, at.child, at.column_name)
      USING ids;
  END LOOP;
END $$;
