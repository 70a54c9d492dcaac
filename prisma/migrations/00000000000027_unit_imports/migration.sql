-- Units are brought along from a file like old records, and can be taken back as a whole.
ALTER TABLE "imports" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'customers',
  ADD CHECK ("kind" IN ('customers', 'units'));

ALTER TABLE "import_rows" ADD COLUMN "unit_id" UUID,
  ADD CONSTRAINT "import_rows_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "import_rows_unit_id_idx" ON "import_rows"("unit_id");

-- A unit's history is written once, so a unit that is taken back stays behind it; its name is free again.
ALTER TABLE "units" ADD COLUMN "removed_at" TIMESTAMPTZ(3),
  ADD CHECK ("removed_at" IS NULL OR "status" = 'withdrawn');
DROP INDEX "units_code_key";
CREATE UNIQUE INDEX "units_code_key" ON "units" ("project_id", lower("building"), lower("code")) WHERE "removed_at" IS NULL;
