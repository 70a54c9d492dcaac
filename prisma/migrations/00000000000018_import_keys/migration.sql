-- What the rows of a file are told apart by while it is read: in the database, so that memory does not grow
-- with the file, and a run that was killed goes on without reading again what it has done.
CREATE TABLE "import_keys" (
    "import_id" UUID NOT NULL,
    "key" BIGINT NOT NULL,
    "row" INTEGER NOT NULL,

    CONSTRAINT "import_keys_pkey" PRIMARY KEY ("import_id","key")
);

ALTER TABLE "import_keys" ADD CONSTRAINT "import_keys_import_id_fkey"
  FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The look before the run: who would be created and may be somebody known, and which rows are not told one by
-- one, since they would say what is registered in other teams.
ALTER TABLE "imports" ADD COLUMN "possible" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "untold" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "import_rows" DROP CONSTRAINT "import_rows_outcome_check";
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_outcome_check"
  CHECK ("outcome" IN ('created', 'updated', 'duplicate', 'refused', 'possible'));
